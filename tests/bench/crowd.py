"""Simulated borrowers: each sends its six messages, the next one once the reply has come."""

import json
import random  # noqa: TID251  # the seed is printed with the results
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

Update = dict[str, Any]

_DATE = 1_800_000_000  # of every message; nothing measured depends on it
_REPLIES = {"text": {"sendMessage"}, "tap": {"sendMessage", "editMessageText"}}


@dataclass(frozen=True)
class Line:
    """What a borrower does next: types a text, or taps the `option`-th button of the reply."""

    text: str = ""
    option: int = -1

    @property
    def kind(self) -> str:
        """`text` or `tap`."""
        return "tap" if self.option >= 0 else "text"


@dataclass
class Borrower:
    """One simulated borrower. `said` must come back in the last reply."""

    chat: int
    lines: tuple[Line, ...]
    said: tuple[str, ...]
    at: int = 0
    sent_at: float = 0.0
    waits: bool = False
    message_id: int = 0
    markup: Any = None


@dataclass
class Tally:
    """What was sent and answered since the last `Crowd.count_anew`. Latencies in seconds."""

    since: float
    sent: int = 0
    latencies: list[float] = field(default_factory=list)


class Crowd:
    """Borrowers and their clocks. `push` hands an update to the server; `hear` takes a bot's call."""

    def __init__(self, push: Callable[[Update], object], seed: int) -> None:
        """Nobody there yet."""
        self._push = push
        self._random = random.Random(seed)
        self._update_id = 1000
        self._message_id = 10_000_000  # of the borrowers' own messages
        self._borrowers: dict[int, Borrower] = {}
        self._idle: deque[Borrower] = deque()
        self._chat = 100_000
        self.is_closed_loop = False
        self.finished = 0
        self.wrong: list[str] = []
        self.tally = Tally(perf_counter())

    def waiting(self) -> list[float]:
        """Since when the borrowers wait that wait for a reply."""
        return [borrower.sent_at for borrower in self._borrowers.values() if borrower.waits]

    def count_anew(self) -> Tally:
        """Begin a new measurement."""
        self.tally = Tally(perf_counter())
        return self.tally

    def close_loop(self, borrowers: int) -> None:
        """Let so many borrowers write, each as soon as it is answered, until `open_loop`."""
        self.is_closed_loop = True
        now = perf_counter()
        for _ in range(borrowers):
            self._send(self._next(), now)

    def open_loop(self) -> None:
        """Let nobody write but by `arrive`."""
        self.is_closed_loop = False

    def arrive(self, at: float) -> None:
        """A message comes in from whoever is free; its latency counts from `at`, when it was due."""
        self._send(self._next(), at)

    def start_other(self, chat: int) -> None:
        """Somebody whose answers are not measured sends /start."""
        self._push(self._update(Borrower(chat, (Line("/start"),), ()), Line("/start")))

    def hear(self, method: str, payload: Mapping[str, Any], message_id: int) -> None:
        """A call of the bot was accepted. `message_id`: of the message sent or edited."""
        borrower = self._borrowers.get(int(payload["chat_id"]))
        if borrower is None or not borrower.waits:
            return
        if method in _REPLIES[borrower.lines[borrower.at].kind]:
            self._answered(borrower, payload, message_id)

    def _answered(self, borrower: Borrower, payload: Mapping[str, Any], message_id: int) -> None:
        now = perf_counter()
        self.tally.latencies.append(now - borrower.sent_at)
        borrower.waits = False
        borrower.at += 1
        borrower.message_id = message_id
        borrower.markup = payload.get("reply_markup")
        if borrower.at == len(borrower.lines):
            self._leave(borrower, str(payload.get("text", "")))
        else:
            self._idle.append(borrower)
        if self.is_closed_loop:
            self._send(self._next(), now)

    def _leave(self, borrower: Borrower, last: str) -> None:
        """After the sixth message: the reply must hold what was said."""
        del self._borrowers[borrower.chat]
        self.finished += 1
        bare = last.replace(",", "")
        if not all(said in bare for said in borrower.said):
            self.wrong.append(f"{borrower.said} is not in {last!r}")

    def _next(self) -> Borrower:
        """Whoever was answered first, or a newcomer."""
        return self._idle.popleft() if self._idle else self._newcomer()

    def _newcomer(self) -> Borrower:
        self._chat += 1
        pick = self._random.randrange
        debt, income, days = (str(pick(10_000, 900_000)), str(pick(2000, 9999)), str(pick(1, 900)))
        lines = (
            Line("/start"),
            Line(debt),
            Line(income),
            Line(option=pick(3)),
            Line(days),
            Line(option=pick(2)),
        )
        borrower = Borrower(self._chat, lines, (debt, income, days))
        self._borrowers[borrower.chat] = borrower
        return borrower

    def _send(self, borrower: Borrower, at: float) -> None:
        line = borrower.lines[borrower.at]
        try:
            update = self._update(borrower, line)
        except (LookupError, TypeError, ValueError) as error:
            self.wrong.append(f"no button {line.option} in {borrower.markup!r} ({error!r})")
            del self._borrowers[borrower.chat]
            return
        borrower.sent_at, borrower.waits = at, True
        self.tally.sent += 1
        self._push(update)

    def _update(self, borrower: Borrower, line: Line) -> Update:
        self._update_id += 1
        person = {
            "id": borrower.chat,
            "is_bot": False,
            "first_name": "Borrower",
            "language_code": "zh-hans",
        }
        chat = {"id": borrower.chat, "type": "private", "first_name": "Borrower"}
        if line.kind == "tap":
            query = {
                "id": str(self._update_id),
                "from": person,
                "chat_instance": str(borrower.chat),
                "data": _button(borrower.markup, line.option),
                "message": {
                    "message_id": borrower.message_id,
                    "date": _DATE,
                    "chat": chat,
                    "text": "…",
                },
            }
            return {"update_id": self._update_id, "callback_query": query}
        self._message_id += 1
        message: dict[str, Any] = {
            "message_id": self._message_id,
            "date": _DATE,
            "chat": chat,
            "from": person,
            "text": line.text,
        }
        if line.text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(line.text)}]
        return {"update_id": self._update_id, "message": message}


def _button(markup: Any, option: int) -> str:
    """The data of a keyboard's `option`-th button, counted row by row."""
    keyboard = json.loads(markup) if isinstance(markup, str) else markup
    buttons = [button for row in keyboard["inline_keyboard"] for button in row]
    return str(buttons[option]["callback_data"])
