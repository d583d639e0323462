"""Whether a text holds a number as long as that of an identity card or a bank card."""

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

_LENGTHS: Final = range(15, 20)  # digits: an old identity card has 15, the longest bank card 19
_BETWEEN: Final = r"[ \t\u3000.\-–—_·•/\\]{1,5}"
_WHOLE: Final = re.compile(rf"\d{{15,}}|(?<!\d)\d{{6}}{_BETWEEN}\d{{9,13}}(?!\d)")
_GROUPED: Final = re.compile(rf"(?<!\d)\d{{3,8}}(?:{_BETWEEN}\d{{3,8}})+(?!\d)")
_DAY: Final = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")


def looks_identifying(text: str) -> bool:
    """Whether there is such a number, in one piece or in groups.

    Amounts and days in a row may be as long: round ones are taken for amounts. Never raises.
    """
    if _WHOLE.search(text):
        return True
    return any(
        len("".join(groups)) in _LENGTHS
        and not all(group.endswith("0") or _DAY.fullmatch(group) for group in groups)
        for found in _GROUPED.finditer(text)
        for groups in _runs(re.findall(r"\d+", found[0]))
    )


def _runs(groups: list[str]) -> Iterator[list[str]]:
    """Every run of neighbours that may be one number."""
    for start in range(len(groups)):
        for end, length in enumerate(accumulate(map(len, groups[start:])), start + 1):
            if length >= _LENGTHS.stop:
                break
            yield groups[start:end]
