"""A borrower at a phone: types, taps what can be seen, waits for what the bot shows."""

import asyncio
from typing import Any, Protocol

from tests.fakes.chats import Message
from tests.fakes.telegram_rules import Rules


class Server(Protocol):
    """What a borrower needs of the fake server."""

    rules: Rules

    def push(self, update: dict[str, Any]) -> int:
        """Put an update where the bot gets it; its id."""
        ...


class Borrower:
    """One private chat, seen from the borrower's side."""

    def __init__(self, server: Server, chat: int, language: str) -> None:
        self._server = server
        self._rules = server.rules
        self._chat = server.rules.chat(chat)
        self._read = 0
        self._callbacks = 0
        self.chat = chat
        self.language = language

    def say(self, text: str, **extra: Any) -> int:
        """Send a text or a command; its update id. `extra` is put into the message."""
        return self.send({"text": text, **extra})

    def send(self, content: dict[str, Any]) -> int:
        """Send any message, such as {"voice": {…}}; its update id."""
        return self._server.push({"message": {**self._envelope(), **content}})

    def edit(self, message_id: int, text: str) -> int:
        """Correct a message sent before; the update's id."""
        message = {**self._envelope(), "message_id": message_id, "text": text}
        return self._server.push({"edited_message": message})

    def tap(self, label: str) -> int:
        """Press the newest button with this label (or a part of it) that is still to be seen."""
        messages = list(self._chat.messages.values())
        for message in reversed(messages):
            if message.button(label):
                return self.tap_on(message, label)
        labels = [message.labels for message in messages if message.labels]
        raise AssertionError(f"no button {label!r} to be seen; there are {labels}")

    def tap_on(self, message: Message, label: str) -> int:
        """Press a button of a message, perhaps of one as it looked before an edit."""
        button = message.button(label)
        if button is None:
            raise AssertionError(f"no button {label!r}; there are {message.labels}")
        if "callback_data" not in button:
            raise AssertionError(f"{label!r} is no button that the bot hears of: {button}")
        return self.press(button["callback_data"], message)

    def press(self, data: str, message: Message) -> int:
        """Press with any data at all, as a forged client might; the update's id."""
        self._callbacks += 1
        query = f"{self.chat}-{self._callbacks}"
        self._rules.callbacks.add(query)
        pressed = {
            "id": query,
            "from": self._person(),
            "message": self._rules.as_json(message),
            "chat_instance": "1",
            "data": data,
        }
        return self._server.push({"callback_query": pressed})

    def block(self) -> int:
        """Block the bot."""
        return self._membership("kicked", blocked=True)

    def unblock(self) -> int:
        """Take the block back."""
        return self._membership("member", blocked=False)

    async def wait_for_reply(self, seconds: float = 60.0) -> Message:
        """The next thing shown in the chat that was not waited for yet: a new or edited message."""
        try:
            async with asyncio.timeout(seconds):
                while len(self._chat.showings) <= self._read:
                    self._chat.news.clear()
                    await self._chat.news.wait()
        except TimeoutError:
            raise AssertionError(f"chat {self.chat} got no reply in {seconds} s") from None
        self._read += 1
        return self._chat.showings[self._read - 1]

    async def wait_for(self, text: str, seconds: float = 60.0) -> Message:
        """The next thing shown that holds this text, passing over what does not."""
        while True:
            message = await self.wait_for_reply(seconds)
            if text in message.text:
                return message

    @property
    def screen(self) -> list[Message]:
        """Every message of the bot in the chat, as it looks now."""
        return list(self._chat.messages.values())

    def _membership(self, status: str, *, blocked: bool) -> int:
        self._chat.blocked = blocked
        change = {
            "chat": self._envelope()["chat"],
            "from": self._person(),
            "date": self._rules.now(),
            "old_chat_member": {"status": "member" if blocked else "kicked"},
            "new_chat_member": {"status": status},
        }
        return self._server.push({"my_chat_member": change})

    def _envelope(self) -> dict[str, Any]:
        return {
            "message_id": self._rules.next_message_id(),
            "from": self._person(),
            "chat": {"id": self.chat, "first_name": "Wang", "type": "private"},
            "date": self._rules.now(),
        }

    def _person(self) -> dict[str, Any]:
        return {
            "id": self.chat,
            "is_bot": False,
            "first_name": "Wang",
            "username": f"wang{self.chat}",
            "language_code": self.language,
        }
