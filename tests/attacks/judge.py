"""Whether Telegram would take a call of the bot: the fake server's rules, asked without a server."""

from typing import Any
from xml.etree import ElementTree as ET

from bot.channels.telegram.draw import Call
from tests.fakes.chats import Message
from tests.fakes.checks import RefusedError
from tests.fakes.telegram_rules import Rules


class Judge:
    """One chat with Telegram's rules; whatever message is edited there was one before."""

    def __init__(self, chat: int) -> None:
        self._rules = Rules(strict=True, now=lambda: 0)
        self._chat = self._rules.chat(chat)

    def refusal(self, call: Call) -> str:
        """What Telegram would say against the call or its fallback; nothing if it takes both."""
        if call != Call.load(call.dump()):
            return "it does not come back from the outbox as it was put in"
        said = self._refusal(*_as_sent(call))
        if not said and call.fallback:
            return self.refusal(call.fallback)
        return said

    def _refusal(self, method: str, payload: dict[str, Any]) -> str:
        edited = payload.get("message_id", 0)
        self._chat.messages = {edited: Message(self._chat.id, edited, "", "", [[{"text": "-"}]])}
        self._chat.showings.clear()
        try:
            self._rules.methods[method](payload)
            if "svg" in payload:
                ET.fromstring(payload["svg"])  # noqa: S314  # made by the bot itself
        except RefusedError as error:
            return str(error)
        except ET.ParseError as error:
            return f"the picture is no SVG: {error}"
        return ""


def _as_sent(call: Call) -> tuple[str, dict[str, Any]]:
    """The method, and the payload with its files as they arrive; a picture's drawing is a file here."""
    match call.payload:
        case {"photo": {"svg": str(svg)}}:
            return "sendDocument", {**call.payload, "document": ("picture.svg", svg), "svg": svg}
        case {"document": {"name": str(name), "text": str(text)}}:
            return call.method, {**call.payload, "document": (name, text)}
        case _:
            return call.method, call.payload
