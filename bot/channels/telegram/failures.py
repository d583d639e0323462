"""How a Bot API call can fail, by what the sender must do about it. No message holds the token."""

from collections.abc import Mapping
from typing import Any

from bot.errors import ChannelError

_CLIENT_ERRORS = range(400, 500)
_NOT_FOUND = 404
_NOT_ACCEPTED = "Telegram does not accept the bot's token; ask @BotFather for the right one."
_ANOTHER_POLLS = "Another process receives this bot's updates; stop it, then start again."
_WEBHOOK_IS_SET = (
    "A webhook was set for this bot, so Telegram lets nobody fetch its updates. Nothing is lost. To have "
    "them brought, `ashore run --webhook`; to fetch them again, `ashore webhook remove`, then `ashore run`."
)
_UNKNOWN = (
    "The Bot API does not know the address that was called (404): either the bot's token or "
    "telegram.base_url is wrong. @BotFather tells the token; base_url is the server alone, such as "
    "https://api.telegram.org, without /bot."
)


class Failure(ChannelError):  # noqa: N818 its kinds are matched as outcomes of a call, by what happened: Gone, Moved, RetryLater
    """A Bot API call that did not succeed. Catch one of the classes below, or this for all.

    `advice` tells an operator what is safe and what to do, where it goes on failing.
    """

    advice = (
        "Nothing is lost: what borrowers write waits at Telegram, and is asked for again by itself."
    )


class RetryLater(Failure):
    """429: too many messages. Nothing was sent; wait `seconds`, then send again."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Telegram asks to wait {seconds:g} s before the next call.")
        self.seconds = seconds


class Unreachable(Failure):
    """No connection came about, so nothing was sent. Retry with backoff."""

    advice = (
        "Telegram cannot be reached. Nothing is lost: messages wait at Telegram, answers in the database, "
        "and it is tried again by itself. If it lasts, look at the network, the proxy and telegram.base_url."
    )


class Ambiguous(Failure):
    """The connection broke or timed out after sending began: accepted or not, nobody knows."""


class ServerTrouble(Failure):
    """5xx: Telegram's servers failed. Retry with backoff."""

    advice = (
        "Telegram's servers have trouble of their own. Nothing is lost, and it is tried again by itself; "
        "there is nothing to do but wait."
    )

    def __init__(self, status: int) -> None:
        super().__init__(f"Telegram's server answered {status}; try again later.")
        self.status = status


class Refused(Failure):
    """400 and its like: the call itself is wrong, so the same call will never succeed."""

    def __init__(self, description: str) -> None:
        super().__init__(f"Telegram refused the call: {description}")
        self.description = description

    @property
    def is_unchanged(self) -> bool:
        """Whether an edit found the message as it should be already: a success, in truth."""
        return "message is not modified" in self.description

    @property
    def is_markup(self) -> bool:
        """Whether the HTML was refused; `draw.without_markup` is worth one try."""
        return "can't parse entities" in self.description


class Gone(Failure):
    """403: the borrower blocked the bot or deleted the account. Send nothing more."""

    def __init__(self, description: str) -> None:
        super().__init__(f"The chat is closed to the bot: {description}")
        self.description = description


class Moved(Failure):
    """The group became a supergroup; `chat` is its new id."""

    def __init__(self, chat: int) -> None:
        super().__init__("The group has a new id; use that one.")
        self.chat = chat


class Unauthorised(Failure):
    """401 or 404: Telegram does not know the token, or this is not Telegram. Stop and say so."""

    def __init__(self, status: int = 401) -> None:
        super().__init__(_UNKNOWN if status == _NOT_FOUND else _NOT_ACCEPTED)


class Conflict(Failure):
    """409: another process polls with the same token, or a webhook is set. Stop and say so.

    Telegram tells them apart in words alone: "terminated by other getUpdates request", or "can't
    use getUpdates method while webhook is active" and "terminated by setWebhook request".
    """

    def __init__(self, description: str = "") -> None:
        by_webhook = "webhook" in description.lower()
        super().__init__(_WEBHOOK_IS_SET if by_webhook else _ANOTHER_POLLS)


def failure_from(status: int, answer: Mapping[str, Any]) -> Failure:
    """The failure that an HTTP status other than 2xx and the answer's JSON mean."""
    described = answer.get("description")
    description = described[:300] if isinstance(described, str) else f"HTTP status {status}"
    given = answer.get("parameters")
    parameters: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    moved_to = parameters.get("migrate_to_chat_id")
    if isinstance(moved_to, int):
        return Moved(moved_to)
    match status:
        case 401 | 404:
            return Unauthorised(status)
        case 403:
            return Gone(description)
        case 409:
            return Conflict(description)
        case 429:
            wait = parameters.get("retry_after")
            return RetryLater(float(wait) if isinstance(wait, int | float) else 1.0)
        case _ if status in _CLIENT_ERRORS:
            return Refused(description)
        case _:
            return ServerTrouble(status)
