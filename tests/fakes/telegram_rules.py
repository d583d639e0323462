"""What Telegram does with each Bot API method: its checks, its answers, and what a chat then shows."""

import asyncio
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from tests.fakes.png import PngError, png_size
from tests.fakes.telegram_html import HtmlError, parse_html

BOT = {"id": 123456, "is_bot": True, "first_name": "Ashore", "username": "ashore_test_bot"}
_UNMODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
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
_OBJECTS = frozenset(
    [
        "reply_markup",
        "link_preview_options",
        "allowed_updates",
        "commands",
        "scope",
        "entities",
        "reply_parameters",
    ]
)
_INTEGERS = frozenset(["chat_id", "message_id", "offset", "limit", "timeout", "max_connections"])


class RefusedError(Exception):
    """An answer that is not ok."""

    def __init__(self, description: str, *, status: int = 400, **parameters: Any) -> None:
        prefix = {400: "Bad Request: ", 403: "Forbidden: ", 409: "Conflict: "}.get(status, "")
        super().__init__(prefix + description)
        self.status = status
        self.parameters = parameters


@dataclass
class Message:
    """A message in a chat as the borrower sees it: its text without tags, its buttons by row."""

    chat: int
    id: int
    text: str
    html: str
    keyboard: list[list[dict[str, Any]]] = field(default_factory=list)
    edits: int = 0
    protected: bool = False
    document: tuple[str, str] | None = None  # a file's name and content
    photo: bytes | None = None  # a PNG; the text is its caption

    @property
    def labels(self) -> list[str]:
        """The labels of its buttons, in order."""
        return [button["text"] for row in self.keyboard for button in row]

    def button(self, label: str) -> dict[str, Any] | None:
        """The button with this label, or the first whose label contains it."""
        buttons = [button for row in self.keyboard for button in row]
        exact = [button for button in buttons if button["text"] == label]
        return next(iter([*exact, *(b for b in buttons if label in b["text"])]), None)


@dataclass
class Chat:
    """A private chat: every message in it, and each showing (a send or an edit) in order."""

    id: int
    messages: dict[int, Message] = field(default_factory=dict)
    showings: list[Message] = field(default_factory=list)
    blocked: bool = False
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def show(self, message: Message) -> None:
        """Note what the borrower sees now, and wake whoever waits for it."""
        self.showings.append(replace(message))
        self.news.set()


class Rules:
    """The chats, and the methods that change them. With `strict` false nothing is checked."""

    def __init__(self, *, strict: bool, now: Callable[[], int]) -> None:
        self.strict = strict
        self.now = now
        self.chats: dict[int, Chat] = {}
        self.callbacks: set[str] = set()
        self.settings: dict[tuple[str, str], dict[str, Any]] = {}
        self._last_message = 0
        self.methods: dict[str, Callable[[dict[str, Any]], Any]] = {
            "getMe": lambda _: BOT,
            "sendMessage": self._send_message,
            "sendDocument": self._send_document,
            "sendPhoto": self._send_photo,
            "sendChatAction": lambda payload: bool(self._chat(payload)),
            "editMessageText": self._edit_text,
            "editMessageReplyMarkup": self._edit_markup,
            "answerCallbackQuery": self._answer_callback,
            **{
                name: self._keep(name)
                for name in ("setMyCommands", "setMyDescription", "setMyShortDescription")
            },
        }

    def next_message_id(self) -> int:
        """Ids are counted over all chats of a bot, incoming messages included."""
        self._last_message += 1
        return self._last_message

    def chat(self, chat: int) -> Chat:
        """The chat, opened if it is new."""
        return self.chats.setdefault(chat, Chat(chat))

    def _chat(self, payload: dict[str, Any]) -> Chat:
        chat = payload.get("chat_id")
        if not isinstance(chat, int):
            raise RefusedError("chat_id is empty")
        if self.strict and chat not in self.chats:
            raise RefusedError("chat not found")
        found = self.chat(chat)
        if found.blocked:
            raise RefusedError("bot was blocked by the user", status=403)
        return found

    def _send_message(self, payload: dict[str, Any]) -> dict[str, Any]:
        chat = self._chat(payload)
        text = self._text(payload, "text", 4096)
        return self._show(chat, Message(chat.id, 0, text, payload["text"]), payload)

    def _send_document(self, payload: dict[str, Any]) -> dict[str, Any]:
        chat = self._chat(payload)
        document = payload.get("document")
        if not isinstance(document, tuple):
            raise RefusedError("there is no document in the request")
        if self.strict:
            _check_file(*document)
        caption = self._text(payload, "caption", 1024) if payload.get("caption") else ""
        message = Message(chat.id, 0, caption, payload.get("caption", ""), document=document)
        return self._show(chat, message, payload)

    def _send_photo(self, payload: dict[str, Any]) -> dict[str, Any]:
        chat = self._chat(payload)
        photo = payload.get("photo")
        if not isinstance(photo, tuple):
            raise RefusedError("there is no photo in the request")
        if self.strict:
            _check_photo(photo[1])
        caption = self._text(payload, "caption", 1024) if payload.get("caption") else ""
        message = Message(chat.id, 0, caption, payload.get("caption", ""), photo=photo[1])
        return self._show(chat, message, payload)

    def _show(self, chat: Chat, message: Message, payload: dict[str, Any]) -> dict[str, Any]:
        message.keyboard = self._keyboard(payload)
        message.protected = bool(payload.get("protect_content"))
        message.id = self.next_message_id()
        chat.messages[message.id] = message
        chat.show(message)
        return self.as_json(message)

    def _edited(self, payload: dict[str, Any]) -> tuple[Chat, Message]:
        chat = self._chat(payload)
        message = chat.messages.get(payload.get("message_id", 0))
        if message is None:
            raise RefusedError("message to edit not found")
        return chat, message

    def _edit_text(self, payload: dict[str, Any]) -> dict[str, Any]:
        chat, message = self._edited(payload)
        if message.document:
            raise RefusedError("there is no text in the message to edit")
        text = self._text(payload, "text", 4096)
        keyboard = self._keyboard(payload)
        if (payload["text"], keyboard) == (message.html, message.keyboard):
            raise RefusedError(_UNMODIFIED)
        message.text, message.html, message.keyboard = text, payload["text"], keyboard
        message.edits += 1
        chat.show(message)
        return self.as_json(message)

    def _edit_markup(self, payload: dict[str, Any]) -> dict[str, Any]:
        _, message = self._edited(payload)
        keyboard = self._keyboard(payload)
        if keyboard == message.keyboard:
            raise RefusedError(_UNMODIFIED)
        message.keyboard = keyboard
        message.edits += 1
        return self.as_json(message)

    def _answer_callback(self, payload: dict[str, Any]) -> bool:
        query = payload.get("callback_query_id")
        if self.strict and query not in self.callbacks:
            raise RefusedError(
                "query is too old and response timeout expired or query ID is invalid"
            )
        self.callbacks.discard(str(query))
        return True

    def _keep(self, method: str) -> Callable[[dict[str, Any]], bool]:
        def keep(payload: dict[str, Any]) -> bool:
            language = payload.get("language_code", "")
            if self.strict and len(language) not in {0, 2}:
                raise RefusedError("invalid language code specified")
            self.settings[method, language] = payload
            return True

        return keep

    def as_json(self, message: Message) -> dict[str, Any]:
        """The Message object of an answer."""
        drawn: dict[str, Any] = {
            "message_id": message.id,
            "from": BOT,
            "chat": {"id": message.chat, "first_name": "Borrower", "type": "private"},
            "date": self.now(),
        }
        if message.document:
            name, content = message.document
            drawn["document"] = {"file_name": name, "file_size": len(content.encode())}
            drawn["caption"] = message.text
        elif message.photo:
            drawn["photo"] = [{"file_id": str(message.id), "file_size": len(message.photo)}]
            drawn["caption"] = message.text
        else:
            drawn["text"] = message.text
        if message.keyboard:
            drawn["reply_markup"] = {"inline_keyboard": message.keyboard}
        return drawn

    def _text(self, payload: dict[str, Any], name: str, limit: int) -> str:
        given = payload.get(name)
        text = given if isinstance(given, str) else ""
        if not self.strict:
            return text
        _check_encoding(text)
        if payload.get("parse_mode", "").upper() == "HTML":
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

    def _keyboard(self, payload: dict[str, Any]) -> list[list[dict[str, Any]]]:
        markup = payload.get("reply_markup")
        if markup is None:
            return []
        if not isinstance(markup, dict) or not isinstance(markup.get("inline_keyboard"), list):
            raise RefusedError("object expected as reply markup")
        keyboard = [row for row in markup["inline_keyboard"] if row]
        if self.strict:
            _check_keyboard(keyboard)
        return keyboard


def _check_file(name: str, content: str) -> None:
    if not name or "/" in name:
        raise RefusedError("wrong file name specified")
    if not content:
        raise RefusedError("file must be non-empty")
    if len(content.encode()) > 50_000_000:
        raise RefusedError("Request Entity Too Large", status=413)


def _check_photo(content: bytes) -> None:
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


def _check_keyboard(keyboard: list[list[dict[str, Any]]]) -> None:
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


def normalised(fields: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """A call's fields as JSON data; in a form everything is text, and objects are JSON in it."""
    payload: dict[str, Any] = {}
    for name, value in fields:
        if isinstance(value, str) and name in _OBJECTS:
            payload[name] = _loaded(name, value)
        elif isinstance(value, str) and name in _INTEGERS:
            payload[name] = int(value) if value.lstrip("-").isdecimal() else value
        elif isinstance(value, str) and value in {"true", "false"} and name != "text":
            payload[name] = value == "true"
        else:
            payload[name] = value
    return payload


def _loaded(name: str, value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        raise RefusedError(f"can't parse {name} JSON object") from None
