"""The judge itself: what is lost, doubled or out of order is seen, and a broken promise shows."""

import pytest

from tests.faults.network import _most
from tests.faults.stand import Heard
from tests.promises.rows import Finding

WANTED = ["a", "b", "b", "c"]


@pytest.mark.parametrize(
    ("sent", "place", "twice", "odd"),
    [
        ("abbc", 4, 0, 0),
        ("aabbc", 4, 1, 0),
        ("abbbc", 4, 1, 0),
        ("abb", 3, 0, 0),
        ("abc", 2, 0, 1),
        ("acbb", 3, 0, 1),
        ("abbca", 4, 0, 1),
        ("xabbc", 4, 0, 1),
        ("", 0, 0, 0),
    ],
)
def test_what_a_chat_was_sent_is_held_against_what_it_should_be(
    sent: str, place: int, twice: int, odd: int
) -> None:
    """A text that repeats the one before it is a duplicate; any other stranger is out of order."""
    heard = Heard(WANTED)
    for text in sent:
        heard.hear(text)
    assert (heard.place, heard.twice, heard.odd) == (place, twice, odd)
    assert heard.is_complete == (place == 4)


def test_a_broken_promise_shows() -> None:
    """One too many, one too few, one over the bound; and kept ones are kept."""
    finding = Finding("much")
    finding.none("lost", 1)
    finding.exactly("answers", 3, 4)
    finding.at_most("s", 5.1, 5)
    finding.none("lost", 0)
    finding.exactly("answers", 4, 4)
    finding.at_most("s", 5, 5)
    assert [good for *_, good in finding.checks] == [False] * 3 + [True] * 3


def test_the_most_calls_in_any_second_are_found() -> None:
    """A heap across the full second counts too."""
    assert _most([0.0, 0.9, 0.95, 1.1, 1.2, 3.0]) == 4
    assert _most([]) == 0
