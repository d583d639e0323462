"""What Telegram does with each Bot API method: its checks, its answers, and what a chat then shows."""

from collections.abc import Callable
from typing import Any

from tests.fakes.chats import Chat, Message
from tests.fakes.checks import (
    RefusedError,
    check_file,
    check_keyboard,
    check_photo,
    check_text,
)

BOT = {"id": 123456, "is_bot": True, "first_name": "Ashore", "username": "ashore_test_bot"}
_UNMODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)


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
        chat, document = self._chat(payload), _attached(payload, "document")
        if self.strict:
            check_file(*document)
        return self._show_captioned(chat, payload, document=document)

    def _send_photo(self, payload: dict[str, Any]) -> dict[str, Any]:
        chat, (_, photo) = self._chat(payload), _attached(payload, "photo")
        if self.strict:
            check_photo(photo)
        return self._show_captioned(chat, payload, photo=photo)

    def _show_captioned(
        self, chat: Chat, payload: dict[str, Any], **attached: Any
    ) -> dict[str, Any]:
        text = self._text(payload, "caption", 1024) if payload.get("caption") else ""
        message = Message(chat.id, 0, text, payload.get("caption", ""), **attached)
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
        is_html = payload.get("parse_mode", "").upper() == "HTML"
        return check_text(text, name, limit, is_html=is_html)

    def _keyboard(self, payload: dict[str, Any]) -> list[list[dict[str, Any]]]:
        markup = payload.get("reply_markup")
        if markup is None:
            return []
        if not isinstance(markup, dict) or not isinstance(markup.get("inline_keyboard"), list):
            raise RefusedError("object expected as reply markup")
        keyboard = [row for row in markup["inline_keyboard"] if row]
        if self.strict:
            check_keyboard(keyboard)
        return keyboard


def _attached(payload: dict[str, Any], name: str) -> tuple[str, Any]:
    """The file of a call: what it is called, and what it holds."""
    match payload.get(name):
        case str(file), content:
            return file, content
        case _:
            raise RefusedError(f"there is no {name} in the request")
