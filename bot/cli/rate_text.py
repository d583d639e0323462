"""A yearly rate as it is typed: 24 and 24% mean the same, and 0.24 is asked about."""

import re
from decimal import Decimal
from typing import Final
from unicodedata import normalize

from bot.errors import InputError

_RATE: Final = re.compile(r"([+-]?\d{1,12}(?:\.\d{1,12})?) *(%?)", re.ASCII)
_SURE: Final = 1


def read_rate(text: str) -> tuple[Decimal, bool]:
    """A percentage, and whether it was written with its sign. Raises InputError (`rate_unreadable`)."""
    found = _RATE.fullmatch(normalize("NFKC", text).replace("−", "-").strip())
    if found is None:
        raise InputError("rate_unreadable", text=text)
    return Decimal(found[1]), bool(found[2])


def read_sure_rate(text: str) -> Decimal:
    """A percentage a year that is surely one: 0.24 without its sign may mean 24 (`rate_unclear`)."""
    rate, is_sure = read_rate(text)
    if 0 < rate < _SURE and not is_sure:
        raise InputError("rate_unclear", rate=rate, perhaps=rate * 100)
    return rate
