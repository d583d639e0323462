"""The case as a page to read and to print: conversations, lists as tables, what is not known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from bot.flow.case import Beside, Case, Kept, Talk
from bot.flow.values import Unknown
from bot.library.page import Cell, bullets, element, items, page, pairs
from bot.library.teller import Teller

_STAR = "★"
_WORTH_ADDING = 2  # rows: one needs no total
_NOTED = {"review": "reviewed", "remind": "reminder", "handoff": "handoff"}


@dataclass
class _List:
    """A list of a conversation: its items in order, with what is kept of each."""

    key: str
    order: list[str] = field(default_factory=list)
    rows: dict[str, list[Kept]] = field(default_factory=dict)
    marks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    star: str = ""

    @property
    def columns(self) -> list[str]:
        """The slots that any item has."""
        return list(dict.fromkeys(kept.slot for row in self.rows.values() for kept in row))


def case_page(teller: Teller, case: Case) -> str:
    """The whole document."""
    title = teller.say("title")
    said = tuple(text for talk in case.talks for text in talk.said)
    parts = [
        element("h1", title),
        element("p", teller.say("made_on", day=teller.today), "soft"),
        element("p", teller.say("crisis_on", day=case.crisis_on), "warn") if case.crisis_on else "",
        *(part for talk in case.talks for part in _talk(teller, talk)),
        *_beside(teller, case.beside),
        teller.sources_html(said),
        element("footer", teller.say("footer")),
    ]
    return page(title, parts, teller.language)


def _talk(teller: Teller, talk: Talk) -> Iterator[str]:
    """A conversation: answers in use, lists, what the program noted, answers that wait."""
    yield element("h2", teller.title(talk))
    days = {kept.on for kept in talk.kept if kept.slot}
    yield element("p", _standing(teller, talk, days), "soft")
    if not talk.kept:
        yield element("p", teller.say("nothing"))
    lists = _lists(talk)
    placed = {id(kept) for one in lists for row in one.rows.values() for kept in row}
    answers = [kept for kept in talk.kept if kept.slot and id(kept) not in placed]
    dated = len(days) > 1
    yield _pairs(teller, [kept for kept in answers if _is_shown_plainly(kept, talk)], dated=dated)
    for one in lists:
        yield element("h3", _path(teller, one.key))
        yield _table(teller, one, dated=dated)
    yield bullets(dict.fromkeys(_noted(teller, talk)))
    waiting = [kept for kept in answers if not _is_shown_plainly(kept, talk)]
    if waiting:
        yield element("h3", teller.say("parked"))
        yield _pairs(teller, waiting, dated=dated)


def _beside(teller: Teller, beside: Beside) -> Iterator[str]:
    """What will still be sent, what a counselor was given, and what could not be taken."""
    if beside.reminders:
        yield element("h2", teller.say("reminders"))
        yield pairs(
            (teller.flow(due.text.source), teller.words(due.text), teller.day(due.at.date()))
            for due in beside.reminders
        )
    if beside.handed:
        yield element("h2", teller.say("handoffs"))
    for handed in beside.handed:
        yield element("h3", teller.flow(handed.flow))
        yield element("p", teller.day(handed.at.date()), "soft")
        yield pairs(
            (teller.label(name), teller.fact(handed.flow, name, value), "")
            for name, value in handed.facts.items()
            if teller.kind(name)
        )
    typed = [one for one in beside.unread if one.is_typed]
    if typed:
        yield element("h2", teller.say("unread"))
        yield pairs((teller.day(one.at.date()), one.text, "") for one in typed)


def _standing(teller: Teller, talk: Talk, days: set[date]) -> str:
    """How far it is; and the day of its answers, where they are all of one."""
    state = teller.say(talk.state if talk.known else "gone")
    if len(days) != 1:
        return state
    given = teller.row(teller.say("given_on"), teller.day(next(iter(days))))
    return f"{state} · {given}"


def _is_shown_plainly(kept: Kept, talk: Talk) -> bool:
    """Whether it is in use; in a conversation that is gone nothing is, and nothing waits."""
    return kept.live or not talk.known


def _pairs(teller: Teller, answers: Sequence[Kept], *, dated: bool) -> str:
    return pairs(
        (_path(teller, kept.key), teller.show(kept), teller.day(kept.on) if dated else "")
        for kept in answers
    )


def _path(teller: Teller, key: str) -> str:
    """A key by its labels: `debts/2/balance` is Debts 2 · Balance."""
    parts = key.split("/")
    named = [
        f"{teller.label(name)} {item}" for name, item in zip(parts[::2], parts[1::2], strict=False)
    ]
    return " · ".join([*named, teller.label(parts[-1])] if len(parts) % 2 else named)


def _lists(talk: Talk) -> list[_List]:
    """The lists that have items in use, in order; in one that is gone, every item."""
    lists: dict[str, _List] = {}
    for kept in talk.kept:
        if kept.slot and kept.within and _is_shown_plainly(kept, talk):
            key, item = kept.within[-1]
            lists.setdefault(key, _List(key)).rows.setdefault(item, []).append(kept)
    for kept in talk.kept:
        key = kept.within[-1][0] if kept.mark == "marks" and kept.within else ""
        one = lists.get(key or kept.key.partition("#")[0])
        if one is not None:
            _note(one, kept)
    return list(lists.values())


def _note(one: _List, kept: Kept) -> None:
    names = tuple(map(str, kept.value)) if isinstance(kept.value, tuple) else ()
    if kept.mark == "items":
        one.order = list(names)
    elif kept.mark == "marks":
        one.marks[kept.within[-1][1]] = names
    elif kept.mark == "star":
        one.star = str(kept.value)


def _table(teller: Teller, one: _List, *, dated: bool) -> str:
    columns = one.columns
    order = [item for item in one.order if item in one.rows]
    order += [item for item in one.rows if item not in order]
    with_marks = bool(one.star or any(one.marks.values()))
    heads = ["#", *map(teller.label, columns)]
    heads += [teller.say("mark")] if with_marks else []
    heads += [teller.say("given_on")] if dated else []
    rows = []
    for number, item in enumerate(order, 1):
        answers = {kept.slot: kept for kept in one.rows[item]}
        cells = [_cell(teller, answers.get(slot)) for slot in columns]
        marks = [Cell(_marks(teller, one, item))] if with_marks else []
        days = dict.fromkeys(teller.day(kept.on) for kept in answers.values())
        given = [Cell("; ".join(days))] if dated else []
        rows.append([Cell(str(number)), *cells, *marks, *given])
    return items(heads, rows, _totals(teller, one, width=len(heads)))


def _cell(teller: Teller, kept: Kept | None) -> Cell:
    return Cell(teller.show(kept), whole=isinstance(kept.value, Decimal)) if kept else Cell("")


def _marks(teller: Teller, one: _List, item: str) -> str:
    row = one.rows[item][0]
    named = [teller.mark(row, name) for name in one.marks.get(item, ())]
    starred = [_STAR] if one.star == item else []
    return " · ".join([*starred, *named])


def _totals(teller: Teller, one: _List, *, width: int) -> list[list[Cell]]:
    """Sums below the amounts: of all items, and of those without a mark where any has one."""
    money = [slot for slot in one.columns if teller.kind(slot) == "money"]
    if len(one.rows) < _WORTH_ADDING or not money or not teller.adds_up(one.key):
        return []
    plain = [row for item, row in one.rows.items() if not one.marks.get(item)]
    sums = {"total": list(one.rows.values())}
    if 0 < len(plain) < len(one.rows):
        sums["total_unmarked"] = plain
    first = one.columns.index(money[0])
    rest = [Cell("")] * (width - 1 - len(one.columns))
    return [
        [
            Cell(teller.say(word), span=1 + first),
            *(_total(teller, rows, slot) for slot in one.columns[first:]),
            *rest,
        ]
        for word, rows in sums.items()
    ]


def _total(teller: Teller, rows: Sequence[Sequence[Kept]], slot: str) -> Cell:
    """The sum of an amount; what is not known is counted, and said."""
    if teller.kind(slot) != "money":
        return Cell("")
    values = [kept.value for row in rows for kept in row if kept.slot == slot]
    known = [value for value in values if isinstance(value, Decimal)]
    missing = sum(isinstance(value, Unknown) for value in values)
    remark = teller.say("left_out", count=missing) if missing else ""
    return Cell(teller.money(sum(known, Decimal(0))), remark, whole=True)


def _noted(teller: Teller, talk: Talk) -> Iterator[str]:
    """What was agreed to or looked over, in use or not."""
    for kept in talk.kept:
        word = _NOTED.get(kept.mark.partition(".")[0].rstrip("0123456789"))
        if word:
            yield teller.row(teller.say(word), teller.truth(kept.value))
