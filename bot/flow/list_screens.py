"""How a list is put before the borrower: its items, one of them opened, and whether that is to go."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from bot.flow.fold import Position
from bot.flow.model import Button, Given, Screen, Text
from bot.flow.pieces import act, common, label, navigation
from bot.flow.ports import Library
from bot.flow.recall import known_list
from bot.flow.session import Session
from bot.flow.stops import Listing
from bot.flow.values import Facts, Unknown, Value
from bot.flow.walk import given

_MOST_PAIRS = 3  # that look alike, said at once: more would bury the list


def list_screen(
    library: Library, session: Session, position: Position, *, listing: Listing
) -> Screen:
    """Every item as a numbered line and a button; then add and done.

    The items' buttons come first, so that an item's number is that of its button.
    """
    flow, step = listing.flow, listing.step
    facts: Facts = {**position.facts, step: tuple(dict(item) for _, item in listing.items)}
    texts = [Text(flow, f"{step}.ask", facts)]
    same = list(_same(library, session, position, listing))
    if not listing.items:
        told = same[0].label.values["count"] if same else None
        texts.append(
            Text(flow, f"{step}.empty", facts) if told is None else common("known_list", count=told)
        )
    texts += _pairs(listing, facts)
    is_full = len(listing.items) >= listing.rules.most
    if is_full:
        texts.append(common("notices.list_full", limit=listing.rules.most))
    lines = tuple(
        common("numbered", number=number, line=_line(library, listing, {**position.facts, **item}))
        for number, (_, item) in enumerate(listing.items, 1)
    )
    buttons = [*_items(library, position, listing), *same]
    if not is_full:
        buttons.append(Button(Text(flow, f"{step}.add"), "=add"))
    if len(listing.items) >= listing.rules.least:
        buttons.append(act("=done"))
    buttons += navigation(session, position)
    return Screen("question", flow, step, tuple(texts), tuple(buttons), lines=lines)


def item_screen(library: Library, position: Position, listing: Listing, *, item: str) -> Screen:
    """One item: its answers, each with a button to change it; its marks and star; remove, and back."""
    number, facts = _numbered(listing, item)
    seen = [
        taken
        for taken in position.taken
        if taken.shown and taken.key.rpartition("/")[0] == f"{listing.key}/{item}"
    ]
    buttons = [act(f"=change/{taken.key}", label=label(taken.shown)) for taken in seen]
    buttons += [*_marks(listing, facts), *_star(listing, item, facts)]
    buttons += [act(f"=remove/{item}"), Button(common("buttons.to_list"), "=go_on")]
    name = _name(library, listing, {**position.facts, **facts})
    return Screen(
        "review",
        listing.flow,
        f"{listing.step}.item",
        (common("numbered", number=number, line=name),),
        (*buttons, act("!menu"), act("!sos")),
        rows=tuple(given(taken) for taken in seen),
    )


def removal_screen(library: Library, position: Position, listing: Listing, *, item: str) -> Screen:
    """Whether an item is to go, with its answers."""
    number, facts = _numbered(listing, item)
    name = _name(library, listing, {**position.facts, **facts})
    text = common("notices.remove_ask", line=common("numbered", number=number, line=name))
    removes = Button(common("buttons.remove_yes"), f"=remove_yes/{item}", style="danger")
    buttons = (removes, act("=remove_no"), act("!sos"))
    return Screen("question", listing.flow, f"{listing.step}.remove", (text,), buttons)


def _numbered(listing: Listing, item: str) -> tuple[int, Facts]:
    names = [name for name, _ in listing.items]
    number = names.index(item)
    return number + 1, listing.items[number][1]


def _label(library: Library, listing: Listing, facts: Facts) -> Text | None:
    """What an item is called; None where it has no such words, or nothing that they use is known."""
    text = Text(listing.flow, f"{listing.step}.label", facts)
    used = [facts[name] for name in library.names_in(text) if name in facts]
    if not library.has(text) or (used and all(isinstance(one, Unknown) for one in used)):
        return None
    return text


def _name(library: Library, listing: Listing, facts: Facts) -> Text:
    """What an item is called, or else its whole line."""
    called = _label(library, listing, facts)
    return called or Text(listing.flow, f"{listing.step}.item", facts)


def _line(library: Library, listing: Listing, facts: Facts) -> Text:
    """An item's line; its marks and its star are put to it where its own words do not say them."""
    line = Text(listing.flow, f"{listing.step}.item", facts)
    said = library.names_in(line)
    marks = facts.get("marks")
    if marks and "marks" not in said:
        line = common("marked", line=line, marks=Given(listing.step, marks, listing.flow))
    if facts.get("starred") and "starred" not in said:
        line = common("starred", line=line)
    return line


def _items(library: Library, position: Position, listing: Listing) -> Iterator[Button]:
    """A button to open each item, by its label; by its number where there is nothing to call it by."""
    for number, (item, facts) in enumerate(listing.items, 1):
        called = _label(library, listing, {**position.facts, **facts})
        if called is None:
            yield act(f"=item/{item}", number=number)
        else:
            yield Button(common("numbered", number=number, line=called), f"=item/{item}")


def _same(
    library: Library, session: Session, position: Position, listing: Listing
) -> Iterator[Button]:
    """The whole list from another conversation, where there is one that still holds."""
    today = position.facts["today"]
    told = known_list(library, session, listing, today=today) if isinstance(today, date) else None
    if told is not None:
        items = told[f"{listing.key}#items"].value
        yield act("=same_list", count=len(items) if isinstance(items, tuple) else 0)


def _marks(listing: Listing, facts: Facts) -> Iterator[Button]:
    marked = facts.get("marks", ())
    for name in listing.rules.marks:
        text = Text(listing.flow, f"{listing.step}.marks.{name}")
        if isinstance(marked, tuple) and name in marked:
            yield Button(common("buttons.ticked", label=text), f"-{name}")
        else:
            yield Button(common("buttons.unticked", label=text), f"+{name}")


def _star(listing: Listing, item: str, facts: Facts) -> Iterator[Button]:
    if listing.rules.star:
        text = Text(listing.flow, f"{listing.step}.star")
        starred = facts.get("starred")
        yield act(f"=unstar/{item}" if starred else f"=star/{item}", label=text)


def _pairs(listing: Listing, facts: Facts) -> list[Text]:
    """What is said of items that look alike; nothing is done about them."""
    numbered = enumerate((item for _, item in listing.items), 1)
    said: list[Text] = []
    for (first, one), (second, other) in combinations(numbered, 2):
        if _are_alike(one, other, listing.rules.alike):
            values: Facts = {**facts, **one, "first": first, "second": second}
            said.append(Text(listing.flow, f"{listing.step}.alike", values))
            if len(said) == _MOST_PAIRS:
                break
    return said


def _are_alike(one: Facts, other: Facts, names: tuple[str, ...]) -> bool:
    """Whether all of these facts are known and equal; not where nothing is to be compared."""
    return bool(names) and all(
        name in one and name in other and _even(one[name]) == _even(other[name])
        and not isinstance(one[name], Unknown)
        for name in names
    )  # fmt: skip


def _even(value: Value) -> Value:
    return "".join(value.split()).casefold() if isinstance(value, str) else value
