"""The row of typed text: anything at all, anywhere in any conversation."""

import gc
import random
from functools import cache
from pathlib import Path

from bot.library import Library, load_library
from tests.attacks.pool import Portion, Tally, judge, spread
from tests.attacks.typist import MOVED, RAISED, REFUSED, SESSION, TWICE, Typist
from tests.promises.rows import Course, Finding

_PORTION = 5_000


async def typed_text(course: Course) -> Finding:
    """Amounts, days, phrases, slips and rubbish at random places of every flow, in both languages."""
    total = course.pick(10_000, 1_000_000)
    tally = await spread(course, type_portion, total, _PORTION)
    finding = Finding(f"{tally.done:,} texts")
    promised = {
        RAISED: "unhandled errors",
        REFUSED: "calls that Telegram would refuse",
        SESSION: "sessions changed by saving",
        TWICE: "turns that differ when taken again",
        MOVED: "places lost by a text that answers nothing",
    }
    return judge(finding, tally, promised)


def type_portion(portion: Portion) -> Tally:
    """A part of the texts, with a library that this process reads once."""
    return Typist(_library(portion.folder), random.Random(portion.seed)).run(portion.count)


@cache
def _library(folder: Path) -> Library:
    library = load_library(folder)
    gc.collect()
    gc.freeze()  # it stays for good, and no text should pay for looking through it
    return library
