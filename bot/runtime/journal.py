"""What is logged: event names and keys, one line each. Never prose, a borrower's text or a token."""

import hmac
import logging
import sys
from typing import Any

_LOGGER = logging.getLogger("ashore")


class Journal:
    """Logs events; a chat appears only as a pseudonym: an HMAC with a key of this installation."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def __repr__(self) -> str:
        return "Journal()"

    def note(self, event: str, **keys: Any) -> None:
        """Something that an operator may want to know."""
        self._log(logging.INFO, event, keys)

    def warn(self, event: str, **keys: Any) -> None:
        """Something that an operator should look at."""
        self._log(logging.WARNING, event, keys)

    def detail(self, event: str, **keys: Any) -> None:
        """Something for a developer."""
        self._log(logging.DEBUG, event, keys)

    def loop_error(self, details: dict[str, Any]) -> None:
        """What asyncio reports, as the error's kind alone."""
        self.warn("loop_error", error=type(details.get("exception")).__name__)

    def chat(self, chat: int | None) -> str:
        """The chat's name in the log: the same with the same key, and not to be found out without."""
        return hmac.digest(self._key, str(chat).encode(), "sha256").hex()[:8]

    def _log(self, level: int, event: str, keys: dict[str, Any]) -> None:
        if _LOGGER.isEnabledFor(level):
            pairs = "".join(f" {key}={_one_word(value)}" for key, value in keys.items())
            _LOGGER.log(level, "%s%s", event, pairs)


def place_of(error: BaseException) -> str:
    """The kind of an error and where it was raised, without its message, which may quote a borrower."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    file = trace.tb_frame.f_code.co_filename.rsplit("/", 1)[-1]
    return f"{type(error).__name__}@{file}:{trace.tb_lineno}"


class _Sealed(logging.Formatter):
    """Other libraries' records by name alone: their words may hold a token or a borrower's text."""

    def format(self, record: logging.LogRecord) -> str:
        sealed = logging.makeLogRecord(
            {
                **record.__dict__,
                "msg": f"library_note logger={record.name}",
                "args": (),
                "exc_info": None,
                "exc_text": None,
                "stack_info": None,
            }
        )
        return super().format(sealed)


def set_up_log(level: str) -> None:
    """Log to the standard error stream, a line for each event."""
    own, foreign = logging.StreamHandler(sys.stderr), logging.StreamHandler(sys.stderr)
    layout = "%(asctime)s %(levelname)s %(message)s"
    own.setFormatter(logging.Formatter(layout))
    foreign.setFormatter(_Sealed(layout))
    _LOGGER.handlers, _LOGGER.propagate = [own], False
    _LOGGER.setLevel(level.upper())
    root = logging.getLogger()
    root.handlers = [foreign]
    root.setLevel(logging.WARNING)


def _one_word(value: Any) -> str:
    text = str(value)
    return f'"{text}"' if " " in text or not text else text
