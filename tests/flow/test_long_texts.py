"""The longest message that Telegram brings is read in no time, whatever it is made of."""

import gc
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.flow.events import Typed
from bot.flow.model import Option, Reading
from bot.flow.slot_types import SLOT_TYPES
from bot.flow.spans import find_spans
from bot.runtime.conversation import Conversation
from tests.library import tiny

_TODAY = date(2026, 11, 25)
_LONGEST = 4096
_SECONDS = 0.2  # of CPU; what grew with the square of the length took half a second and more
_PIECES = (
    "3天",
    "1",
    "万",
    "1,",
    "第一",
    "twenty ",
    "hundred and ",
    "(",
    "～",
    "2024年",
    "yes ",
    "a1",
)
_OPTIONS = tuple(Option(f"option_{n}", (f"第{n}种情况", f"case {n}")) for n in range(12))


@pytest.fixture(autouse=True)
def no_collection() -> Iterator[None]:
    """What other tests have left is not cleared away on the time of these."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("piece", _PIECES)
@pytest.mark.parametrize("kind", sorted(set(SLOT_TYPES) - {"items"}))
def test_a_text_of_one_piece_repeated_is_read_at_once(kind: str, piece: str) -> None:
    """No slot type takes the square of the text's length."""
    text = (piece * _LONGEST)[:_LONGEST]
    SLOT_TYPES[kind]().parse(piece, Reading(_TODAY, _OPTIONS))  # what is read at the first use
    since = time.thread_time()
    SLOT_TYPES[kind]().parse(text, Reading(_TODAY, _OPTIONS))
    assert time.thread_time() - since < _SECONDS


def test_the_lower_end_of_a_range_is_found_behind_other_lengths() -> None:
    """It is looked for only after the length before it, and still found there."""
    days = [placed.span.in_days for placed in find_spans("3天 5天 2~4周")]
    assert days == [3, 5, 14, 28]


def test_a_very_long_story_is_read_as_a_whole(tmp_path: Path) -> None:
    """Hundreds of words are no list of options: each is not tried by itself; what is named is ticked."""
    moment = datetime(2026, 11, 25, 12, tzinfo=UTC)
    talk = Conversation(tiny.load(tmp_path), language="zh", now=lambda: moment)
    talk.go_to_hub()
    talk.take(Typed("还款计划"))
    talk.take(Typed("500"))
    since = time.thread_time()
    talk.take(Typed("担心房子 " + " ".join(f"word{number}" for number in range(450))))
    assert time.thread_time() - since < _SECONDS
    assert talk.session.selected == ("home",)
