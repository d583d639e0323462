"""Updates as they may stand on the wire: every kind of the Bot API, bent and broken by chance."""

import json
import random
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any, Final

# What nobody may find in the database: names, a phone number, a title.
CANARIES: Final = (
    "王金丝雀·9973",
    "canary_9973_user",
    "+8613999739973",
    "金丝雀街9973号",
    "鸟群9973",
)
_NAME, _USER, _PHONE, _STREET, _TITLE = CANARIES
PEOPLE: Final = 40  # chats that send them
GOOD_CHAT: Final = 7_700_000_001

_PERSON: Final = {
    "id": 5, "is_bot": False, "first_name": _NAME, "last_name": _NAME, "username": _USER, "language_code": "zh-hans",
    "is_premium": True, "added_to_attachment_menu": True,
}  # fmt: skip
_PRIVATE: Final = {
    "id": 5,
    "first_name": _NAME,
    "last_name": _NAME,
    "username": _USER,
    "type": "private",
}
_GROUP: Final = {
    "id": -1005,
    "title": _TITLE,
    "username": _USER,
    "type": "supergroup",
    "is_forum": True,
}
_CHANNEL: Final = {"id": -1006, "title": _TITLE, "username": _USER, "type": "channel"}
_FILE: Final = {
    "file_id": "AgAD",
    "file_unique_id": "AQAD",
    "file_size": 1234,
    "file_name": f"{_NAME}.pdf",
}
_PICTURE: Final = [{**_FILE, "width": 90, "height": 90}, {**_FILE, "width": 800, "height": 800}]
_WHERE: Final = {
    "latitude": 36.06,
    "longitude": 103.83,
    "horizontal_accuracy": 5.0,
    "live_period": 900,
}
_ENTITY: Final = {"type": "text_mention", "offset": 0, "length": 2, "user": _PERSON}
_ORIGIN: Final = {"type": "hidden_user", "sender_user_name": _NAME, "date": 1_764_000_000}
_CONTENTS: Final[tuple[Mapping[str, Any], ...]] = (
    {"text": "我欠了3.5万", "entities": [_ENTITY]},
    {"text": "/start court", "entities": [{"type": "bot_command", "offset": 0, "length": 6}]},
    {"text": "/delete@ashore_bot"},
    {"text": "不想活了", "reply_to_message": {"message_id": 2, "from": _PERSON, "chat": _PRIVATE, "text": _NAME}},
    {"text": "hello", "forward_origin": _ORIGIN, "forward_sender_name": _NAME, "forward_date": 1_764_000_000},
    {"text": "q", "quote": {"text": _NAME, "position": 0}, "external_reply": {"origin": _ORIGIN, "chat": _PRIVATE}},
    {"text": "v", "via_bot": {**_PERSON, "is_bot": True}, "author_signature": _NAME},
    {"photo": _PICTURE, "caption": "催收短信", "caption_entities": [_ENTITY], "has_media_spoiler": True, "media_group_id": "12"},
    {"voice": {**_FILE, "duration": 3}}, {"audio": {**_FILE, "duration": 3, "performer": _NAME, "title": _TITLE}},
    {"video": {**_FILE, "width": 1, "height": 1, "duration": 1}}, {"video_note": {**_FILE, "length": 1, "duration": 1}},
    {"animation": {**_FILE, "width": 1, "height": 1}, "document": _FILE}, {"document": _FILE, "caption": "合同"},
    {"sticker": {**_FILE, "emoji": "👍", "set_name": _USER}}, {"paid_media": {"star_count": 1, "paid_media": []}},
    {"contact": {"phone_number": _PHONE, "first_name": _NAME, "user_id": 9, "vcard": f"BEGIN:VCARD\nTEL:{_PHONE}"}},
    {"location": _WHERE}, {"venue": {"location": _WHERE, "title": _TITLE, "address": _STREET}, "location": _WHERE},
    {"dice": {"emoji": "🎲", "value": 3}}, {"poll": {"id": "1", "question": _TITLE, "options": []}}, {"game": {"title": _TITLE}},
    {"story": {"chat": _PRIVATE, "id": 3}}, {"checklist": {"title": _TITLE, "tasks": []}}, {"live_photo": _FILE},
    {"new_chat_members": [_PERSON], "new_chat_title": _TITLE}, {"left_chat_member": _PERSON}, {"migrate_to_chat_id": -1009},
    {"pinned_message": {"message_id": 1, "chat": _PRIVATE, "date": 0, "text": _NAME}}, {"users_shared": {"users": [_PERSON]}},
    {"web_app_data": {"data": _NAME, "button_text": _NAME}}, {"passport_data": {"data": [{"phone_number": _PHONE}]}},
    {"successful_payment": {"currency": "XTR", "order_info": {"name": _NAME, "phone_number": _PHONE}}}, {"gift": {"text": _NAME}}, {},
)  # fmt: skip
_QUERY: Final = {"id": "4382", "from": _PERSON, "chat_instance": "-1", "data": "1.agree"}
_MEMBER: Final = {"user": _PERSON, "status": "member", "custom_title": _NAME}
# Kinds that nobody asked for come too where an older bot had the token.
_OTHERS: Final[Mapping[str, Any]] = {
    "business_connection": {"id": "b", "user": _PERSON, "user_chat_id": 5, "date": 1, "is_enabled": True},
    "business_message": {"message_id": 1, "chat": _PRIVATE, "text": _NAME},
    "deleted_business_messages": {"chat": _PRIVATE, "message_ids": [1]},
    "message_reaction": {"chat": _PRIVATE, "user": _PERSON, "new_reaction": [{"type": "emoji", "emoji": "👍"}]},
    "message_reaction_count": {"chat": _GROUP, "reactions": []},
    "inline_query": {"id": "1", "from": _PERSON, "query": _NAME, "offset": "", "location": _WHERE},
    "chosen_inline_result": {"result_id": "1", "from": _PERSON, "query": _NAME},
    "shipping_query": {"id": "1", "from": _PERSON, "shipping_address": {"street_line1": _STREET}},
    "pre_checkout_query": {"id": "1", "from": _PERSON, "order_info": {"phone_number": _PHONE}},
    "purchased_paid_media": {"from": _PERSON, "paid_media_payload": _NAME},
    "poll": {"id": "1", "question": _TITLE}, "poll_answer": {"poll_id": "1", "user": _PERSON},
    "chat_member": {"chat": _GROUP, "from": _PERSON, "new_chat_member": _MEMBER},
    "chat_join_request": {"chat": _GROUP, "from": _PERSON, "bio": _NAME},
    "chat_boost": {"chat": _GROUP, "boost": {"source": {"user": _PERSON}}}, "removed_chat_boost": {"chat": _GROUP},
    "managed_bot": {"user": _PERSON}, "something_new": {"who": _PERSON, "name": _NAME},
}  # fmt: skip
_WRONG: Final[tuple[Any, ...]] = (
    None, True, False, 0, -1, 1, 2**31, 2**53 + 1, 2**63 - 1, 2**63, -(2**63), 10**30, 1.5, -0.0, 1e400, float("nan"), float("-inf"),
    "", "0", "5", "null", "\ud800", "\udfff字", "\x00", "a" * 5000, "😀" * 3000, "private", "{{ 1 }}", "<b>", [], [[]], [None, 1], {}, {"id": {}},
    {"": ""}, [{"id": 5}] * 3,
)  # fmt: skip
_MOST_BENDS: Final = 4
_DEEP: Final = (3, 50, 900, 100_000)


class Wire:
    """Makes the bodies of updates, one after the other; their ids rise, mostly."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._id = 1000
        self._bends: tuple[Callable[[Any, Any], None], ...] = (
            self._drop,
            self._change,
            self._change,
            self._rename,
            self._exchange,
            self._add,
        )

    def body(self) -> bytes:
        """The next update, whole, bent or broken."""
        update = self._update()
        chance = self._chance.random()
        if chance < 0.75:
            for _ in range(self._chance.randrange(1, _MOST_BENDS + 1)):
                self._bend(update)
        body = json.dumps(update, ensure_ascii=self._chance.random() < 0.7).encode(
            errors=self._chance.choice(("surrogatepass", "replace"))
        )
        return self._broken(body) if self._chance.random() < 0.12 else body

    def good(self, text: str) -> bytes:
        """An update with which nothing is wrong, of somebody who only waits for an answer."""
        chat = {**_PRIVATE, "id": GOOD_CHAT}
        message = {"message_id": 1, "date": 1, "chat": chat, "from": _PERSON, "text": text}
        return json.dumps({"update_id": self._next_id(), "message": message}).encode()

    def _next_id(self) -> int:
        self._id += self._chance.choice((1, 1, 1, 2, 7))
        return self._id

    def _update(self) -> dict[str, Any]:
        """A sound update of any kind, with parts of its own."""
        chance = self._chance
        person = {**_PERSON, "id": chance.randrange(1, PEOPLE)}
        chat = {**chance.choice((_PRIVATE, _PRIVATE, _PRIVATE, _GROUP, _CHANNEL))}
        if chat["type"] == "private":
            chat["id"] = person["id"]
        message = {
            "message_id": chance.randrange(10**6),
            "date": 1_764_000_000,
            "chat": chat,
            "from": person,
        }
        message |= chance.choice(_CONTENTS)
        kinds: tuple[dict[str, Any], ...] = (
            {"message": message},
            {"message": message},
            {"edited_message": {**message, "edit_date": 1}},
            {"callback_query": {**_QUERY, "message": message}},
            {"my_chat_member": {"chat": chat, "from": person, "new_chat_member": {**_MEMBER, "status": "kicked"}}},
            {chance.choice(("channel_post", "edited_channel_post")): {**message, "sender_chat": chat}},
            dict([chance.choice(list(_OTHERS.items()))]),
        )  # fmt: skip
        kind: dict[str, Any] = json.loads(json.dumps(chance.choice(kinds)))
        return {"update_id": self._next_id(), **kind}

    def _bend(self, update: dict[str, Any]) -> None:
        """Change one thing somewhere in it."""
        holder: Any = update
        while True:
            inner = [part for part in _parts(holder) if isinstance(part, dict | list) and part]
            if not inner or self._chance.random() < 0.3:
                break
            holder = self._chance.choice(inner)
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if keys:
            self._chance.choice(self._bends)(holder, self._chance.choice(keys))

    def _drop(self, holder: Any, key: Any) -> None:
        del holder[key]

    def _change(self, holder: Any, key: Any) -> None:
        holder[key] = self._wrong()

    def _rename(self, holder: Any, key: Any) -> None:
        if isinstance(holder, dict):
            holder[
                self._chance.choice(("message", "chat", "from", "text", "id", "type", "x" * 60))
            ] = self._wrong()
            holder.pop(key, None)

    def _exchange(self, holder: Any, key: Any) -> None:
        """A part that holds nobody's name, with another of them."""
        others = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        other = self._chance.choice(others)
        if all(isinstance(holder[one], int | bool) for one in (key, other)):
            holder[key], holder[other] = holder[other], holder[key]

    def _add(self, holder: Any, key: Any) -> None:
        if isinstance(holder, dict):
            name = self._chance.choice(
                ("text", "forward_date", "is_bot", "pinned_message", "voice", "date", "\ud83d")
            )
            holder[name] = self._wrong()
        else:
            holder.append(self._wrong())

    def _wrong(self) -> Any:
        return deepcopy(self._chance.choice(_WRONG))

    def _broken(self, body: bytes) -> bytes:
        """The body as it may come over a bad line, or from somebody who means harm."""
        chance = self._chance
        at = chance.randrange(len(body) + 1)
        deep = chance.choice(_DEEP)
        breaks: tuple[Callable[[], bytes], ...] = (
            lambda: body[:at],
            lambda: body[:at] + bytes([chance.randrange(256)]) + body[at + 1 :],
            lambda: b"\xef\xbb\xbf" + body,
            lambda: body.decode(errors="replace").encode("utf-16"),
            lambda: body + body,
            lambda: b"[" * deep + body,
            lambda: b'{"message":' * deep + b"1" + b"}" * deep,
            lambda: (
                body[:-1]
                + b',"update_id":7,"message":{"chat":{"id":5,"type":"private"},"text":"x"}}'
            ),
            lambda: body[:-1] + b',"update_id":' + b"9" * chance.choice((20, 400, 5000)) + b"}",
            lambda: b"",
        )
        return breaks[chance.randrange(len(breaks))]()


def _parts(holder: Any) -> list[Any]:
    return list(holder.values()) if isinstance(holder, dict) else list(holder)
