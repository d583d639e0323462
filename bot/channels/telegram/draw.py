"""Worded screens as Bot API calls: text, keyboard, and whether to edit the pressed message or send.

Screens are messages, except that a notice goes into the message of the screen that follows it when
both are short: "that button is old" above the question is one bubble and one keyboard on a phone,
and a press is still answered by one edit. What stays (results, warnings, crisis help, documents) is
always a message of its own, so that the borrower can find it, forward it or keep it. A picture is a
message before its screen's: its caption is short, and the words below it say everything.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.channels.telegram.limits import (
    BUTTONS,
    CALLBACK_BYTES,
    CAPTION_UNITS,
    COPY_CHARACTERS,
    columns,
    shown,
    shows_something,
    split_html,
    units,
)
from bot.errors import BugError
from bot.flow.model import Worded, WordedButton, WordedFile

_JOIN_UNITS = 1500  # a longer message is not read to its end on a phone
_SHORT_COLUMNS = 12  # six Chinese characters
_PAIR_COLUMNS = 18
_NAVIGATION_ROW = 3
_OPTIONAL = frozenset({"editMessageReplyMarkup", "sendPhoto"})


@dataclass(frozen=True)
class Call:
    """One Bot API call, plain JSON data. `fallback` is made when Telegram refuses this one."""

    method: str
    payload: dict[str, Any]
    fallback: "Call | None" = None

    @property
    def is_optional(self) -> bool:
        """Whether nothing is lost if it fails: an old keyboard that stays on, or a picture."""
        return self.method in _OPTIONAL

    def dump(self) -> dict[str, Any]:
        """The call as JSON data, for the outbox; `load` gives it back equal."""
        data: dict[str, Any] = {"method": self.method, "payload": self.payload}
        if self.fallback:
            data["fallback"] = self.fallback.dump()
        return data

    @classmethod
    def load(cls, data: dict[str, Any]) -> "Call":
        """What `dump` wrote."""
        fallback = data.get("fallback")
        return cls(data["method"], data["payload"], cls.load(fallback) if fallback else None)


def draw(worded: Sequence[Worded], *, chat: int, pressed: int | None) -> tuple[Call, ...]:
    """The calls that show these screens in a chat, in order.

    `pressed` is the message whose button was pressed: it becomes the screen if there is just one
    that need not stay and fits; otherwise it loses its keyboard and the screens follow. Raises
    BugError for what Telegram could never accept.
    """
    screens = _joined(worded)
    if not screens:
        return ()
    sends = [send for screen in screens for send in _sends(screen, chat)]
    if pressed is None:
        return tuple(sends)
    if len(sends) == 1 and not screens[0].stays:
        send = sends[0]
        return (Call("editMessageText", {**send.payload, "message_id": pressed}, fallback=send),)
    return (Call("editMessageReplyMarkup", {"chat_id": chat, "message_id": pressed}), *sends)


def attach(chat: int, file: WordedFile, *, passes_on: bool = False) -> Call:
    """A text file, such as an export; it can be forwarded and saved only if it `passes_on`."""
    if units(shown(file.caption)) > CAPTION_UNITS:
        raise BugError(
            f"the caption of {file.name} is longer than {CAPTION_UNITS}; put it in a message"
        )
    payload = {
        "chat_id": chat,
        "document": {"name": file.name, "text": file.text},
        "caption": file.caption,
        "parse_mode": "HTML",
    }
    return Call("sendDocument", payload if passes_on else {**payload, "protect_content": True})


def without_markup(call: Call) -> Call:
    """The call with its HTML made plain text, for when Telegram cannot parse it."""
    payload = {key: value for key, value in call.payload.items() if key != "parse_mode"}
    for field in ("text", "caption"):
        if field in payload:
            payload[field] = shown(payload[field])
    fallback = without_markup(call.fallback) if call.fallback else None
    return replace(call, payload=payload, fallback=fallback)


def _joined(worded: Sequence[Worded]) -> list[Worded]:
    joined: list[Worded] = []
    for screen in worded:
        former = joined[-1] if joined else None
        if former and _go_together(former, screen):
            joined[-1] = replace(screen, html=f"{former.html.rstrip()}\n\n{screen.html}")
        else:
            joined.append(screen)
    return joined


def _go_together(notice: Worded, screen: Worded) -> bool:
    return (
        notice.kind == "notice"
        and not notice.buttons
        and not notice.picture
        and not screen.stays
        and units(notice.html) + units(screen.html) <= _JOIN_UNITS
    )


def _sends(screen: Worded, chat: int) -> Iterator[Call]:
    """The screen as messages: a picture, the text, in parts if Telegram takes no more, the files."""
    if not shows_something(screen.html):
        raise BugError(f"{screen.flow}.{screen.step} has no text to send; give it words")
    if screen.picture:
        yield _picture(screen, chat)
    parts = split_html(screen.html)
    for number, html in enumerate(parts, 1):
        payload: dict[str, Any] = {
            "chat_id": chat,
            "text": html,
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        }
        if screen.kind == "document" and not screen.passes_on:  # it is for the borrower alone
            payload["protect_content"] = True
        if screen.buttons and number == len(parts):
            payload["reply_markup"] = {"inline_keyboard": _keyboard(screen)}
        yield Call("sendMessage", payload)
    for file in screen.files:
        yield attach(chat, file, passes_on=screen.passes_on)


def _picture(screen: Worded, chat: int) -> Call:
    """The picture, without a sound: the words that follow make one."""
    payload = {
        "chat_id": chat,
        "photo": {"svg": screen.picture},
        "caption": _shortened(screen.picture_alt),
        "protect_content": not screen.passes_on,
        "disable_notification": True,
    }
    return Call("sendPhoto", payload)


def _shortened(caption: str) -> str:
    """Plain text that fits below a picture; a longer one is cut, for the message says it all."""
    kept = caption.strip()
    if units(kept) <= CAPTION_UNITS:
        return kept
    while units(kept) > CAPTION_UNITS - 1:
        kept = kept[: -max(1, (units(kept) - CAPTION_UNITS) // 2)]
    return f"{kept.rstrip()}…"


def _keyboard(screen: Worded) -> list[list[dict[str, Any]]]:
    """Answers first, alike in width; then the moves, several in a row."""
    if len(screen.buttons) > BUTTONS:
        raise BugError(
            f"{screen.flow}.{screen.step} has {len(screen.buttons)} buttons; Telegram takes {BUTTONS}"
        )
    answers = [button for button in screen.buttons if not _is_move(button)]
    moves = [button for button in screen.buttons if _is_move(button)]
    answers_fit = 2 if all(columns(button.label) <= _SHORT_COLUMNS for button in answers) else 1
    rows = [*_rows(answers, lambda _: answers_fit), *_rows(moves, _moves_fit)]
    return [[_button(button, screen) for button in row] for row in rows]


def _is_move(button: WordedButton) -> bool:
    return button.press.partition(".")[2].startswith("!")


def _moves_fit(row: list[WordedButton]) -> int:
    """How many buttons a row takes that has these."""
    widest = max(columns(button.label) for button in row)
    if widest <= _SHORT_COLUMNS:
        return _NAVIGATION_ROW
    return 2 if widest <= _PAIR_COLUMNS else 1


def _rows(
    buttons: list[WordedButton], fit: Callable[[list[WordedButton]], int]
) -> list[list[WordedButton]]:
    rows: list[list[WordedButton]] = []
    for button in buttons:
        if rows and len(rows[-1]) < fit([*rows[-1], button]):
            rows[-1].append(button)
        else:
            rows.append([button])
    return rows


def _button(button: WordedButton, screen: Worded) -> dict[str, Any]:
    where = f"{screen.flow}.{screen.step}"
    if not button.label.strip():
        raise BugError(f"a button of {where} has no label")
    drawn: dict[str, Any] = {"text": button.label}
    if button.copy:
        if len(button.copy) > COPY_CHARACTERS:
            raise BugError(f"a copy button of {where} holds more than {COPY_CHARACTERS} characters")
        drawn["copy_text"] = {"text": button.copy}
    elif button.press and len(button.press.encode()) <= CALLBACK_BYTES:
        drawn["callback_data"] = button.press
    else:
        raise BugError(f"a button of {where} carries {button.press!r}: 1 to {CALLBACK_BYTES} bytes")
    if button.style != "plain":
        drawn["style"] = button.style
    return drawn
