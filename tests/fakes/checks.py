"""What Telegram refuses of a call: texts, files, photos and keyboards that it does not take."""

import json
from typing import Any

from tests.fakes.png import PngError, png_size
from tests.fakes.telegram_html import HtmlError, parse_html

# What Telegram holds for nothing: a text or label of these alone is empty.
_UNSEEN = "".join(map(chr, (*range(0x2000, 0x2010), 0x202E, 0x202F, 0x205F, 0x2800, 0x3000))) + (
    " \t\n\xa0\u1680\u180e\ufeff\ufffc"
)
_BUTTONS = 100
_ROW = 8  # buttons that a phone shows beside each other
_LABEL = 128  # characters of a button; this and the next are not documented, and beyond use
_MARKUP_BYTES = 10 * 1024
_PHOTO_BYTES = 10 * 1024 * 1024
_PHOTO_SIDES = 10_000  # width and height together, in pixels
_PHOTO_RATIO = 20


class RefusedError(Exception):
    """An answer that is not ok."""

    def __init__(self, description: str, *, status: int = 400, **parameters: Any) -> None:
        prefix = {400: "Bad Request: ", 403: "Forbidden: ", 409: "Conflict: "}.get(status, "")
        super().__init__(prefix + description)
        self.status = status
        self.parameters = parameters


def check_text(text: str, name: str, limit: int, *, is_html: bool) -> str:
    """What a borrower reads of it: `name` is the field that it stands in."""
    _check_encoding(text)
    if is_html:
        try:
            text = parse_html(text)
        except HtmlError as error:
            raise RefusedError(f"can't parse entities: {error}") from None
    text = text.strip()
    if not text.strip(_UNSEEN):
        raise RefusedError(f"message {name} is empty")
    if len(text.encode("utf-16-le")) // 2 > limit:
        raise RefusedError(f"message {'is' if name == 'text' else name + ' is'} too long")
    return text


def check_file(name: str, content: str) -> None:
    """A file must have a name and content, and not be huge."""
    if not name or "/" in name:
        raise RefusedError("wrong file name specified")
    if not content:
        raise RefusedError("file must be non-empty")
    if len(content.encode()) > 50_000_000:
        raise RefusedError("Request Entity Too Large", status=413)


def check_photo(content: bytes) -> None:
    """A photo must be a PNG that is neither too large nor too narrow."""
    if len(content) > _PHOTO_BYTES:
        raise RefusedError(
            f"file of size {len(content)} bytes is too big for a photo; the maximum size is"
            f" {_PHOTO_BYTES} bytes"
        )
    try:
        width, height = png_size(content)
    except PngError:
        raise RefusedError("IMAGE_PROCESS_FAILED") from None
    longer, shorter = max(width, height), min(width, height)
    if width + height > _PHOTO_SIDES or longer > _PHOTO_RATIO * shorter:
        raise RefusedError("PHOTO_INVALID_DIMENSIONS")


def _check_encoding(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise RefusedError("strings must be encoded in UTF-8") from None


def check_keyboard(keyboard: list[list[dict[str, Any]]]) -> None:
    """A keyboard has only so many buttons, and each of them must be one."""
    buttons = [button for row in keyboard for button in row]
    widest = max(map(len, keyboard), default=0)
    if len(buttons) > _BUTTONS or widest > _ROW or _size(keyboard) > _MARKUP_BYTES:
        raise RefusedError("REPLY_MARKUP_TOO_LONG")
    for button in buttons:
        _check_button(button)


def _size(keyboard: list[list[dict[str, Any]]]) -> int:
    return len(json.dumps(keyboard, ensure_ascii=False).encode(errors="surrogatepass"))


def _check_button(button: dict[str, Any]) -> None:
    parse = "can't parse inline keyboard button: "
    if not isinstance(button.get("text"), str) or not button["text"].strip().strip(_UNSEEN):
        raise RefusedError(parse + "button text must be non-empty")
    _check_encoding(button["text"])
    if len(button["text"]) > _LABEL:
        raise RefusedError(parse + "button text is too long to be read")
    kinds = {"callback_data", "copy_text", "url"} & button.keys()
    if len(kinds) != 1:
        raise RefusedError(parse + "Text buttons are unallowed in the inline keyboard")
    if unknown := button.keys() - {"text", "style"} - kinds:
        raise RefusedError(parse + f"unknown fields {sorted(unknown)}")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
        raise RefusedError("BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= len(button["copy_text"].get("text", "")) <= 256:
        raise RefusedError("BUTTON_COPY_TEXT_INVALID")
    if button.get("style", "primary") not in {"primary", "success", "danger"}:
        raise RefusedError(parse + "invalid button style specified")
