"""What a creditor is not shown does not reach the words."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.flow.disclosure import disclosed
from bot.flow.fold import fold
from bot.flow.model import Flow, Picture
from bot.flow.screens import beat_screen
from bot.flow.session import Answer, Visit
from bot.flow.values import UNKNOWN, Facts, Value
from bot.flow.walk import fingerprint
from tests.flow.tiny import HOME, NOW, TinyLibrary, step

# `person` is a text slot here, `overdue` a choice.
LIBRARY = TinyLibrary(person_is_text=True, withheld=frozenset({"person", "overdue", "named"}))

NAMES = st.sampled_from(["person", "overdue", "named", "total", "debts", "name"])
WORDS = st.sampled_from(["张三", "some", "none", "card"])
VALUES: st.SearchStrategy[Value] = st.recursive(
    st.one_of(WORDS, st.just(UNKNOWN), st.just(Decimal(5)), st.booleans()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(tuple), st.dictionaries(NAMES, inner, max_size=3)
    ),
    max_leaves=8,
)


def parts(value: Value) -> Iterator[tuple[str, Value]]:
    """Every value within a value, with the name that it stands under."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield name, inner
            yield from parts(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield "", inner
            yield from parts(inner)


@given(st.dictionaries(NAMES, VALUES, max_size=5))
def test_no_withheld_name_and_no_text_of_one_is_left(facts: Facts) -> None:
    """However deep it stands, and under whatever other name the same text comes in."""
    told = disclosed(LIBRARY, facts)
    names = {name for name, _ in parts(told)}
    assert not names & LIBRARY.withheld
    written = {
        text
        for name, value in parts(facts)
        if name in ("person", "named")
        for _, text in [("", value), *parts(value)]
        if isinstance(text, str)
    }
    assert not written & {value for _, value in parts(told) if isinstance(value, str)}


def test_the_rest_is_left_as_it_is() -> None:
    """Amounts, choices, dates and unknowns pass; another choice of the same name does too."""
    facts: Facts = {
        "total": Decimal(5),
        "kinds": ("card", "some"),
        "overdue": "some",
        "debts": (
            {"balance": Decimal(7), "person": "张三"},
            {"balance": UNKNOWN, "overdue": "some"},
        ),
    }
    assert disclosed(LIBRARY, facts) == {
        "total": Decimal(5),
        "kinds": ("card", "some"),
        "debts": ({"balance": Decimal(7)}, {"balance": UNKNOWN}),
    }


def test_text_that_was_put_into_other_text_is_taken_out_too() -> None:
    """As part of a line, or as a key; the names of options stay, whatever letters they hold."""
    facts: Facts = {
        "person": "ar",
        "debts": ({"person": "张三"}, {"person": "李"}),
        "lines": ("张三 5 元", "李子 6 元", "ar ar", "card"),
        "by_name": {"张三": Decimal(5), "rest": Decimal(6)},
    }
    assert disclosed(LIBRARY, facts) == {
        "debts": ({}, {}),
        "lines": (UNKNOWN, "李子 6 元", UNKNOWN, "card"),
        "by_name": {"rest": Decimal(6)},
    }


LETTER = Flow(
    "letter",
    (
        step(ask="person"),
        step(ask="total"),
        step(
            document="summary", audience="creditor", picture="owed", of="[('x', total, person)][0]"
        ),
        step(document="mine"),
    ),
)


def test_a_creditors_document_gets_facts_and_picture_without_it_and_says_what_it_is() -> None:
    """The borrower's own document, beside it, gets everything."""
    library = TinyLibrary(
        {"home": HOME, "letter": LETTER}, person_is_text=True, withheld=frozenset({"person"})
    )
    answers = {
        name: Answer(value, fingerprint(library.slots[name], many=False, must=None), NOW.date())
        for name, value in (("person", "张三"), ("total", Decimal(9)))
    }
    beats = fold(library, Visit("letter", answers=answers), NOW.date()).beats
    summary, mine = (beat_screen(library, beat) for beat in beats)
    assert summary.audience == "creditor"
    assert [text.key for text in summary.texts] == [
        "summary.title",
        "summary.text",
        "export.creditor_note",
    ]
    for text in summary.texts[:2]:
        assert "person" not in text.values
        assert text.values["total"] == Decimal(9)
    assert summary.picture == Picture("owed", ("x", Decimal(9), UNKNOWN))
    assert mine.audience == "borrower"
    assert mine.texts[1].values["person"] == "张三"
