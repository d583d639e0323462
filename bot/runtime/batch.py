"""A batch of updates, one transaction: seen ids skipped, turns taken, everything written at once.

A turn is pure, so all turns are taken before the first statement that writes: one that raises
leaves nothing behind, and needs no savepoint.
"""

from collections import Counter, OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from bot.channels.telegram.decode import Decoded
from bot.config import FloodConfig, RetentionConfig
from bot.flow.events import Blocked, Unreadable, dump_event, load_event
from bot.flow.session import Session, load_session
from bot.runtime.attempts import loaded, tried
from bot.runtime.beside import find_beside
from bot.runtime.draft import Draft, load_posted
from bot.runtime.erasure import Erasure
from bot.runtime.flood import Gate, Sifted
from bot.runtime.journal import Journal, place_of
from bot.runtime.ports import Parts
from bot.runtime.report import Outcome, Outgoing, Report
from bot.runtime.retention import sweep
from bot.runtime.settling import settle
from bot.runtime.turns import Arrival, notify, take_turn, woke
from bot.store import Store, to_json
from bot.store.inbox import Waiting
from bot.store.ledger import Letter

MAX_TRIES = 3
_REMEMBERED = 2_000  # sessions kept in memory, some 5 kB each
_TIMERS_AT_ONCE = 100
_TIMER_PAUSE = timedelta(seconds=1)
_RETENTION = RetentionConfig()
_FLOOD = FloodConfig()


@dataclass(frozen=True)
class Job:
    """What one transaction is asked to do; `now` is aware, in the borrowers' time zone.

    `crowded`: chats that have more replies waiting to be sent than anybody waits for.
    """

    now: datetime
    arrivals: Sequence[Decoded] = ()
    report: Report | None = None
    retry: bool = False
    prune: bool = False
    crowded: frozenset[int] = frozenset()


class Batcher:
    """Applies jobs, one at a time, in the store's thread. Owns the sessions kept in memory."""

    def __init__(
        self,
        store: Store,
        parts: Parts,
        journal: Journal,
        retention: RetentionConfig = _RETENTION,
        flood: FloodConfig = _FLOOD,
    ) -> None:
        self._store, self._parts, self._journal = store, parts, journal
        self._retention = retention
        self._sessions: OrderedDict[int, Session | None] = OrderedDict()
        self._gate = Gate(flood, parts.shelf)
        self._stuck: Counter[int] = Counter()  # how many updates wait, by chat
        self._next_id = 1
        self._stale = True  # what is known of the file must be read again
        self._erasure = Erasure(store)

    def process(self, job: Job) -> Outcome:
        """Carry out a job, wholly or not at all. Raises StoreError."""
        draft = Draft(self._next_id)
        try:
            with self._store.transaction():
                known = self._refresh(draft) if self._stale else []
                happened = self._erasure.happened()
                self._settle(job.report, job.now)
                self._take_arrivals(draft, job)
                self._take_timers(draft, job.now)
                draft.write(self._store, job.now)
                pruning = job.prune and self._sweep(draft, job.now)
                next_due = self._store.timers.next_due()
                self._erasure.look()
        except BaseException:
            # A commit that failed may still have happened: ask the file before anything else.
            self._stale = True
            self._gate.undo()
            self._erasure.doubt(draft)
            raise
        self._keep(draft)
        self._erasure.finish(draft, job.now)
        posted = [row for row in draft.posted if row.chat not in draft.blocked]
        left = Outcome(void=frozenset(draft.blocked), erased=frozenset(draft.forgotten))
        return Outcome(
            posted=(*filter(left.allows, known), *posted),
            void=left.void.union(*(one.blocked for one in happened)),
            erased=left.erased.union(*(one.forgotten for one in happened)),
            stuck=bool(self._stuck),
            next_due=min((at for at in (next_due, self._erasure.due_at) if at), default=None),
            pruning=pruning,
            taken=len(draft.done) + len(draft.waiting),
        )

    def _refresh(self, draft: Draft) -> list[Outgoing]:
        self._sessions.clear()
        self._stuck = Counter(row.chat for row in self._store.inbox.waiting())
        known = self._store.outbox.after(self._next_id - 1)
        draft.next_id = max([draft.next_id, *(row.id + 1 for row in known)])
        return load_posted(known)

    def _settle(self, report: Report | None, now: datetime) -> None:
        if report:
            for chat in settle(self._store, report, now):
                self._sessions.pop(chat, None)

    def _take_arrivals(self, draft: Draft, job: Job) -> None:
        sifted = self._sift(job)
        fresh = sifted.taken
        again = self._store.inbox.waiting(self._stuck) if job.retry and self._stuck else []
        draft.stuck = Counter() if job.retry else self._stuck.copy()
        chats = {*(row.chat for row in again), *(d.chat for d in fresh if d.chat), *sifted.told}
        self._open(draft, chats)
        for row in again:
            self._take_again(draft, row, job.now)
        for decoded in fresh:
            self._take(draft, decoded, job.now)
        draft.done += sifted.dropped
        for chat in sifted.told:
            self._journal.note("too_fast", chat=self._journal.chat(chat))
            self._tell(draft, chat, "too_fast", job.now)

    def _sift(self, job: Job) -> Sifted:
        """What came for the first time, without what came too fast."""
        fresh = self._unseen(job.arrivals)
        behind = {chat for chat, count in self._stuck.items() if count >= self._gate.burst}
        return self._gate.sift(fresh, job.now, crowded=job.crowded | behind)

    def _unseen(self, arrivals: Sequence[Decoded]) -> list[Decoded]:
        if not arrivals:
            return []
        ids = {decoded.update_id for decoded in arrivals if decoded.update_id is not None}
        seen = self._store.inbox.seen(ids)
        fresh = []
        for decoded in arrivals:
            if decoded.update_id not in seen:
                fresh.append(decoded)
                if decoded.update_id is not None:
                    seen.add(decoded.update_id)
        return fresh

    def _open(self, draft: Draft, chats: set[int]) -> None:
        """Have the sessions of these chats in the draft."""
        missing = []
        for chat in chats - draft.sessions.keys():
            if chat in self._sessions:
                draft.sessions[chat] = self._sessions[chat]
            else:
                missing.append(chat)
        if not missing:
            return
        stored = self._store.sessions.read(missing)
        for chat in missing:
            draft.sessions[chat] = None
            text = stored.get(chat)
            if text == "":  # of a copy from before its borrower was forgotten, or damaged
                self._journal.warn("session_sealed", chat=self._journal.chat(chat))
            if text:
                session = loaded(load_session, text)
                if not isinstance(session, Exception):
                    draft.sessions[chat] = session
                    continue
                self._journal.warn("session_unreadable", error=place_of(session))
                reason = f"session unreadable: {place_of(session)}"
                draft.letters.append(Letter(reason, chat=chat, event=text))

    def _take(self, draft: Draft, decoded: Decoded, now: datetime) -> None:
        event, chat, update_id = decoded.event, decoded.chat, decoded.update_id
        if chat is None:  # nobody to answer
            if isinstance(event, Unreadable):
                text = to_json(dump_event(event))
                draft.letters.append(Letter(event.reason, update_id, None, text))
                self._journal.warn("update_unreadable", update=update_id, reason=event.reason)
        elif update_id is None or chat not in draft.stuck:
            failed = self._attempt(draft, Arrival(chat, event, decoded.pressed), update_id, now)
            if failed and update_id is not None:
                draft.wait(chat, update_id, decoded, tries=1)
                return
            if failed:
                letter = Letter(place_of(failed), None, chat, to_json(dump_event(event)))
                self._give_up(draft, letter, now)
        else:
            draft.wait(chat, update_id, decoded, tries=0)
            return
        if update_id is not None:
            draft.done.append(update_id)

    def _take_again(self, draft: Draft, row: Waiting, now: datetime) -> None:
        if row.chat in draft.stuck:
            draft.stuck[row.chat] += 1
            return
        event = loaded(load_event, row.event)
        if isinstance(event, Exception):
            failed: Exception | None = event
        else:
            arrival = Arrival(row.chat, event, row.pressed)
            failed = self._attempt(draft, arrival, row.update_id, now)
        if failed and row.tries + 1 < MAX_TRIES:
            draft.stuck[row.chat] += 1
            draft.tries.append((row.update_id, row.tries + 1))
            return
        if failed:
            letter = Letter(place_of(failed), row.update_id, row.chat, row.event)
            self._give_up(draft, letter, now)
        draft.finished.append(row.update_id)

    def _attempt(
        self, draft: Draft, arrival: Arrival, update_id: int | None, now: datetime
    ) -> Exception | None:
        """Take a turn into the draft; what went wrong, if anything did."""
        chat, event = arrival.chat, arrival.event
        beside = partial(find_beside, self._store, draft, chat, now)

        def turn() -> None:
            complete = replace(arrival, beside=beside)
            turned = take_turn(self._parts, draft.sessions[chat], complete, now)
            draft.add(chat, turned, event, update_id)
            for reason in turned.reasons:
                name = self._journal.chat(chat)
                self._journal.warn("update_unreadable", update=update_id, chat=name, reason=reason)

        if error := tried(turn):
            self._journal.warn("turn_failed", chat=self._journal.chat(chat), error=place_of(error))
            return error
        if isinstance(event, Blocked) and event.now:
            draft.blocked.add(chat)
        else:
            draft.blocked.discard(chat)
        return None

    def _give_up(self, draft: Draft, letter: Letter, now: datetime) -> None:
        self._journal.warn("turn_given_up", update=letter.update_id)
        draft.letters.append(letter)
        if letter.chat is not None:
            self._tell(draft, letter.chat, "trouble", now)

    def _tell(self, draft: Draft, chat: int, key: str, now: datetime) -> None:
        session = draft.sessions[chat]

        def tell() -> None:
            draft.say(chat, notify(self._parts, key, session=session, chat=chat, now=now))

        if error := tried(tell):
            self._journal.warn(f"{key}_unsaid", error=place_of(error))

    def _take_timers(self, draft: Draft, now: datetime) -> None:
        due = self._store.timers.due(now, limit=_TIMERS_AT_ONCE)
        silent = draft.stuck.keys() | draft.cancelled | draft.forgotten
        due = [timer for timer in due if timer.chat not in silent]
        self._open(draft, {timer.chat for timer in due})
        for timer in due:
            event = loaded(woke, timer.text)
            if isinstance(event, Exception):
                failed: Exception | None = event
            else:
                failed = self._attempt(draft, Arrival(timer.chat, event), None, now)
            key = (timer.chat, timer.name)
            if failed and timer.tries + 1 < MAX_TRIES:
                draft.timers[key] = replace(timer, due_at=now + _TIMER_PAUSE, tries=timer.tries + 1)
                continue
            draft.rung.append(key)
            if failed:
                draft.letters.append(Letter(place_of(failed), chat=timer.chat, event=timer.text))

    def _sweep(self, draft: Draft, now: datetime) -> bool:
        """Let go what was kept long enough, some at a time; whether there is more."""
        swept = sweep(self._store, self._parts.shelf.library, self._retention, now)
        for chat in swept.changed | swept.forgotten:
            self._sessions.pop(chat, None)
            draft.sessions.pop(chat, None)  # as it was before
        draft.forgotten |= swept.forgotten
        draft.renewed = swept.renewed
        return swept.more

    def _keep(self, draft: Draft) -> None:
        self._stale = False
        self._gate.keep()
        self._next_id = draft.next_id
        self._stuck = draft.stuck
        for chat, session in draft.sessions.items():
            self._sessions[chat] = session
            self._sessions.move_to_end(chat)
        while len(self._sessions) > _REMEMBERED:
            self._sessions.popitem(last=False)
