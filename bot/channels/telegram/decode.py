"""Telegram's JSON as events: total, whatever comes. No name, username or phone number gets through."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from bot.flow.events import (
    COMMANDS,
    Blocked,
    Event,
    InGroup,
    Media,
    Moved,
    Sent,
    Started,
    Tapped,
    Typed,
    Unreadable,
)

ALLOWED_UPDATES: Final = ("message", "edited_message", "callback_query", "my_chat_member")


@dataclass(frozen=True)
class Decoded:
    """One update. Without a `chat` there is nobody to answer: it is only acknowledged.

    `callback_id` is a button press that waits for answerCallbackQuery; `pressed` is the message
    whose button it was, unless that is too old to be edited. `private` tells a borrower's own chat
    from a group. `sent_at`, in Unix seconds, is when a message was sent or edited, by Telegram's
    clock; a press has no moment of its own. It is nowhere kept.
    """

    update_id: int | None
    chat: int | None
    event: Event
    callback_id: str | None
    pressed: int | None
    private: bool
    sent_at: int | None = None


_Json: TypeAlias = Mapping[str, Any]
_Told: TypeAlias = tuple[int | None, Event, bool]  # the chat, the event, whether it is private

# Some kinds come with an older one beside them for old bots, so the order matters.
_MEDIA: Final[tuple[tuple[str, Media], ...]] = (
    ("voice", "voice"),
    ("audio", "voice"),
    ("photo", "photo"),
    ("live_photo", "photo"),
    ("paid_media", "photo"),
    ("animation", "video"),
    ("video", "video"),
    ("video_note", "video"),
    ("sticker", "sticker"),
    ("venue", "location"),
    ("location", "location"),
    ("contact", "contact"),
    ("document", "file"),
)
# What Telegram itself writes into a private chat; answering it would be odd.
_SERVICE: Final = (
    "pinned_message",
    "message_auto_delete_timer_changed",
    "write_access_allowed",
    "connected_website",
    "chat_background_set",
    "users_shared",
    "chat_shared",
    "proximity_alert_triggered",
    "successful_payment",
    "refunded_payment",
    "web_app_data",
    "passport_data",
    "boost_added",
)
_COMMAND = re.compile(r"[/／]([A-Za-z0-9_]{1,32})(?:@[A-Za-z0-9_]+)?(?:\s+(.*))?", re.DOTALL)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}")
_KIND = re.compile(r"[a-z_]{1,40}")
# Control and direction characters, and half characters, which no database or screen takes.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)
_LONGEST = 4096
_LONGEST_PRESS = 64
_INTEGER_BITS = 63  # what a database column takes


def decode(update: object) -> Decoded:
    """The event of one update, raw as Telegram sent it. Never raises, whatever the JSON value."""
    if not isinstance(update, Mapping):
        return Decoded(None, None, Unreadable("not an object"), None, None, private=False)
    update_id = _integer(update.get("update_id"))
    query = update.get("callback_query")
    if isinstance(query, Mapping):
        return _pressed(update_id, query)
    for kind, read in _READERS.items():
        content = update.get(kind)
        if isinstance(content, Mapping):
            chat, event, private = read(content)
            return Decoded(update_id, chat, event, None, None, private, _sent_at(content))
    kinds = sorted(
        key
        for key in update
        if key != "update_id" and isinstance(key, str) and _KIND.fullmatch(key)
    )
    reason = f"unknown kind: {', '.join(kinds[:5]) or 'none'}"
    return Decoded(update_id, None, Unreadable(reason), None, None, private=False)


def _pressed(update_id: int | None, query: _Json) -> Decoded:
    callback_id = query.get("id")
    if not isinstance(callback_id, str) or _clean(callback_id, _LONGEST_PRESS) != callback_id:
        callback_id = None
    message = _object(query.get("message"))
    chat, private = _chat(message)
    press = query.get("data")
    event: Event
    if chat is None:
        event = Unreadable("a press without a chat")
    elif not private:
        event = InGroup()
    elif not isinstance(press, str):
        event = Unreadable("a press without data")
    else:
        event = Tapped(_clean(press, _LONGEST_PRESS), _language(query))
    # An inaccessible message has the date 0, and cannot be edited.
    pressed = _integer(message.get("message_id")) if message.get("date") else None
    return Decoded(update_id, chat, event, callback_id or None, pressed, private)


def _message(message: _Json) -> _Told:
    chat, private = _chat(message)
    if chat is None:
        return None, Unreadable("a message without a chat"), False
    sender = _object(message.get("from"))
    if not private:
        return (chat if _is_persons(message, sender) else None), InGroup(), False
    if sender.get("is_bot") is True:
        return None, Unreadable("a message of another bot"), True
    text = message.get("text")
    if isinstance(text, str):
        return chat, _said(text, message), True
    if any(key in message for key in _SERVICE):
        return None, Unreadable("a note of Telegram's own"), True
    return chat, Sent(_media(message), _caption(message), _language(message)), True


def _edited(message: _Json) -> _Told:
    """A corrected text or caption. A moving location is edited every few seconds: not heard."""
    chat, event, private = _message(message)
    if not private or chat is None:
        return None, event, private
    text = message.get("text")
    if isinstance(text, str):
        edited = Typed(
            _clean(text, _LONGEST), _is_forwarded(message), edited=True, language=_language(message)
        )
        return chat, edited, True
    if isinstance(event, Sent) and event.caption:
        return chat, event, True
    return None, Unreadable("an edit without words"), True


def _posted(_post: _Json) -> _Told:
    return None, InGroup(), False


def _joined(change: _Json) -> _Told:
    """The bot was blocked or unblocked, or its place in a group changed."""
    chat, private = _chat(change)
    if chat is None or not private:
        return None, InGroup() if chat else Unreadable("a membership without a chat"), False
    match _object(change.get("new_chat_member")).get("status"):
        case "kicked" | "left":
            return chat, Blocked(now=True), True
        case "member" | "administrator" | "creator":
            return chat, Blocked(now=False), True
        case _:
            return None, Unreadable("an unknown membership"), True


_READERS: Final[Mapping[str, Callable[[_Json], _Told]]] = {
    "message": _message,
    "edited_message": _edited,
    "my_chat_member": _joined,
    "channel_post": _posted,
    "edited_channel_post": _posted,
}


def _said(text: str, message: _Json) -> Event:
    """Text, or the command that it is; another person's forwarded command is only text."""
    language = _language(message)
    forwarded = _is_forwarded(message)
    clean = _clean(text, _LONGEST)
    command = None if forwarded else _COMMAND.fullmatch(clean.strip())
    if command:
        name = command.group(1).lower()
        if name == "start":
            return Started((command.group(2) or "").strip()[:_LONGEST_PRESS], language)
        if name in COMMANDS:
            return Moved(COMMANDS[name], language)
    return Typed(clean, forwarded, language=language)


def _is_persons(message: _Json, sender: _Json) -> bool:
    """Whether a group's message was written by a person who may want an answer."""
    return (
        sender.get("is_bot") is False
        and "sender_chat" not in message
        and ("text" in message or any(key in message for key, _ in _MEDIA))
    )


def _is_forwarded(message: _Json) -> bool:
    return "forward_origin" in message or "forward_date" in message


def _media(message: _Json) -> Media:
    return next((media for key, media in _MEDIA if key in message), "other")


def _caption(message: _Json) -> str:
    caption = message.get("caption")
    return _clean(caption, _LONGEST) if isinstance(caption, str) else ""


def _chat(holder: _Json) -> tuple[int | None, bool]:
    """The id of the chat, and whether it is a private one."""
    chat = _object(holder.get("chat"))
    return _integer(chat.get("id")) or None, chat.get("type") == "private"


def _language(holder: _Json) -> str:
    code = _object(holder.get("from")).get("language_code")
    return code if isinstance(code, str) and _LANGUAGE.fullmatch(code) else ""


def _object(value: object) -> _Json:
    return value if isinstance(value, Mapping) else {}


def _integer(value: object) -> int | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if value.bit_length() <= _INTEGER_BITS else None


def _sent_at(content: _Json) -> int | None:
    moment = _integer(content.get("edit_date")) or _integer(content.get("date")) or 0
    return moment if moment > 0 else None


def _clean(text: str, longest: int) -> str:
    return _UNSEEN.sub("", text)[:longest]
