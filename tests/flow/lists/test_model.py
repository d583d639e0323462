"""A list against a plain model: whatever is done in whatever order, nothing is lost."""

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.flow.stops import Doubt, Listing
from tests.flow.lists.listed import MARKS, MOST, add, listing, opened
from tests.flow.tiny import Chat


@dataclass
class Model:
    """What the list should hold: lender, balance and marks by the item's name; and the star."""

    items: dict[str, tuple[str, int, tuple[str, ...]]] = field(default_factory=dict)
    star: str = ""


DOINGS = st.one_of(
    st.tuples(st.just("add"), st.sampled_from("abc"), st.sampled_from((1, 600, 5000))),
    st.tuples(st.just("begin"), st.integers(0, 2), st.just(0)),
    st.tuples(st.just("mark"), st.integers(0, 3), st.sampled_from(MARKS)),
    st.tuples(st.just("star"), st.integers(0, 3), st.just(0)),
    st.tuples(st.just("change"), st.integers(0, 3), st.sampled_from((2, 700, 6000))),
    st.tuples(st.just("remove"), st.integers(0, 3), st.booleans()),
    st.tuples(st.just("wander"), st.sampled_from(("done", "back", "menu", "review")), st.just(0)),
)


def do(chat: Chat, model: Model, doing: tuple[object, ...]) -> None:
    """Do one thing in the chat, and what it should come to in the model."""
    kind, one, two = doing
    names = list(model.items)
    if kind == "add" and len(names) < MOST:
        add(chat, str(one), str(two))
        fresh = next(item for item, _ in listing(chat).items if item not in model.items)
        model.items[fresh] = (str(one), int(str(two)), ())
    elif kind == "begin" and len(names) < MOST:
        begin_and_give_up(chat, int(str(one)))
    elif kind == "wander":
        wander(chat, str(one))
    elif kind in ("mark", "star", "change", "remove") and names:
        do_to_item(chat, model, item=names[int(str(one)) % len(names)], kind=str(kind), how=two)


def begin_and_give_up(chat: Chat, answers: int) -> None:
    chat.press("=add")
    for said in ("x", "5000")[:answers]:
        chat.say(said)
    while not isinstance(chat.position.stop, Listing):
        chat.move("back")


def do_to_item(chat: Chat, model: Model, *, item: str, kind: str, how: object) -> None:
    lender, balance, marks = model.items[item]
    chat.press(f"=item/{item}")
    match kind:
        case "mark":
            chat.press(f"-{how}" if how in marks else f"+{how}")
            flipped = {*marks} ^ {str(how)}
            marks = tuple(name for name in MARKS if name in flipped)
        case "star":
            chat.press(f"=unstar/{item}" if model.star == item else f"=star/{item}")
            model.star = "" if model.star == item else item
        case "change":
            chat.press(f"=change/debts/{item}/balance")
            balance = int(str(how))
            chat.say(str(balance))
            while not isinstance(chat.position.stop, Listing):
                chat.press("yes") if isinstance(chat.position.stop, Doubt) else chat.say("9")
        case _:
            chat.press(f"=remove/{item}")
            chat.press(f"=remove_yes/{item}" if how else "=remove_no")
    model.items[item] = (lender, balance, marks)
    if kind == "remove" and how:
        del model.items[item]
        model.star = "" if model.star == item else model.star
    chat.press("=go_on")


def wander(chat: Chat, way: str) -> None:
    """Away from the list, and back to it, perhaps by way of the review."""
    match way:
        case "done":
            chat.press("=done")
            chat.move("back")
        case "back":
            chat.move("back")
        case "menu":
            chat.move("menu")
            chat.press("=resume/0")
        case _:
            chat.press("=done")
    while not isinstance(chat.position.stop, Listing):
        match chat.at:
            case "review":
                chat.press("=change/debts#done")
            case "total":
                chat.say("900")
            case _:
                chat.say("50")


@settings(max_examples=120, deadline=None)
@given(st.lists(DOINGS, max_size=14))
def test_a_list_holds_what_was_said_whatever_is_done(doings: list[tuple[object, ...]]) -> None:
    """No complete item is ever lost or changed by anything but its own change or removal.

    Every event goes through a saved session (`Chat.take`).
    """
    chat, model = opened(), Model()
    for doing in doings:
        do(chat, model, doing)
        items = listing(chat).items
        assert {
            item: (found["lender"], found["balance"], found["marks"]) for item, found in items
        } == model.items
        assert [item for item, found in items if found["starred"]] == [model.star] * bool(
            model.star
        )
        kept = {
            key.split("/")[1] for key in chat.session.visits[-1].answers if key.startswith("debts/")
        }
        assert kept <= {item for item, _ in items}
