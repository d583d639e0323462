"""What every chat ought to have come to: each event once, in order, through the pure engine alone."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from bot.channels.telegram.decode import Decoded
from bot.channels.telegram.draw import draw
from bot.flow.case import Beside, Due, Handed, with_beside
from bot.flow.effects import CancelReminders, Forget, HandOff, Remind, Say
from bot.flow.events import Blocked, Event, Woke
from bot.flow.model import Given, Text
from bot.flow.session import Session, dump_session
from bot.library import Library
from bot.runtime.report import Report


@dataclass
class Account:
    """One chat: what is kept of it, the calls it is owed, its reminders, and what counselors were given."""

    session: Session = field(default_factory=Session)
    calls: list[dict[str, Any]] = field(default_factory=list)
    timers: dict[str, tuple[datetime, Woke]] = field(default_factory=dict)
    handed: list[Handed] = field(default_factory=list)

    def beside(self, now: datetime) -> Beside:
        """What an export shows besides the session."""
        due = [
            Due(name, at.astimezone(now.tzinfo), Text(woke.flow, woke.key, woke.values))
            for name, (at, woke) in self.timers.items()
        ]
        handed = [replace(case, at=case.at.astimezone(now.tzinfo)) for case in self.handed]
        return Beside(tuple(sorted(due, key=lambda one: one.at)), tuple(handed))

    @property
    def kept(self) -> dict[str, Any] | None:
        """The session as it is kept; nothing of somebody of whom nothing is known."""
        return dump_session(self.session) if self.session != Session() else None


class Accounts:
    """The model. It knows no batch but its order, no database, no crash and no restart."""

    def __init__(self, advance: Callable[..., Any]) -> None:
        self.chats: defaultdict[int, Account] = defaultdict(Account)
        self._advance = advance
        self._seen: set[int] = set()

    def settle(self, report: Report) -> None:
        """What was sent is owed no more; who has blocked the bot is owed nothing."""
        for row in report.sent:
            owed = self.chats[row.chat].calls
            assert owed, f"sent, and not owed: {row.call}"
            assert owed.pop(0) == row.call.dump()
        for chat in {row.chat for row in report.blocked}:
            self._close(chat)

    def take(self, library: Library, arrivals: Sequence[Decoded], now: datetime) -> None:
        """Each update that was not seen before, in the order given; then the reminders that are due."""
        due = {
            (at, chat, name): woke
            for chat, account in self.chats.items()
            for name, (at, woke) in account.timers.items()
            if at <= now
        }
        last: dict[int, Event] = {}
        for decoded in arrivals:
            if decoded.update_id is None or decoded.update_id in self._seen:
                continue
            self._seen.add(decoded.update_id)
            if decoded.chat is not None:
                last[decoded.chat] = decoded.event
                self._turn(library, decoded, now)
        for (at, chat, name), woke in sorted(due.items(), key=lambda one: one[0]):
            if self.chats[chat].timers.get(name) == (at, woke):
                del self.chats[chat].timers[name]
                self._turn(library, Decoded(None, chat, woke, None, None, private=True), now)
        for chat, event in last.items():
            if isinstance(event, Blocked) and event.now:
                self._close(chat)

    def _turn(self, library: Library, decoded: Decoded, now: datetime) -> None:
        assert decoded.chat is not None
        account = self.chats[decoded.chat]
        turn = self._advance(library, account.session, decoded.event, now)
        language = turn.session.language or account.session.language or library.languages[0]
        worded = [
            library.word(
                with_beside(effect.screen, partial(account.beside, now)), language, now.date()
            )
            for effect in turn.effects
            if isinstance(effect, Say)
        ]
        account.session = turn.session
        for effect in turn.effects:
            match effect:
                case Forget():
                    account = self.chats[decoded.chat] = Account()
                case CancelReminders():
                    account.timers.clear()
                case Remind(name, at, text):
                    values = {
                        key: value
                        for key, value in text.values.items()
                        if not isinstance(value, Text | Given)
                    }
                    account.timers[name] = (at, Woke(text.source, text.key, values))
                case HandOff(flow, name, values):
                    account.handed.append(Handed(flow, name, now, values))
                case _:
                    pass
        account.calls += [
            call.dump() for call in draw(worded, chat=decoded.chat, pressed=decoded.pressed)
        ]

    def _close(self, chat: int) -> None:
        self.chats[chat] = replace(self.chats[chat], calls=[], timers={})
