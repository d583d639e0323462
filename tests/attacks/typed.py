"""The row of typed text: anything at all, anywhere in any conversation."""

import random
from typing import Final

from tests.attacks.pool import Fuzz, Portion, Tally, library_of
from tests.attacks.typist import MOVED, RAISED, REFUSED, SESSION, TWICE, Typist


def type_portion(portion: Portion) -> Tally:
    """A part of the texts, with a library that this process reads once."""
    return Typist(library_of(portion.folder), random.Random(portion.seed)).run(portion.count)


# Amounts, days, phrases, slips and rubbish at random places of every flow, in both languages.
typed_text: Final = Fuzz(
    type_portion,
    size=5_000,
    quick=10_000,
    long=1_000_000,
    what="texts",
    promised={
        RAISED: "unhandled errors",
        REFUSED: "calls that Telegram would refuse",
        SESSION: "sessions changed by saving",
        TWICE: "turns that differ when taken again",
        MOVED: "places lost by a text that answers nothing",
    },
)
