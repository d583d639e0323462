"""What a button carries: the version of the position it was drawn for, and what it does.

`<version>.<act>`, at most 64 bytes, where an act is one of:

    name            an option of a question, or an item of a menu
    +name  -name    tick or untick an option, where several may be chosen
    !move           a move: !back, !menu, …
    =word           an act on the screen: =done, =all_right, =keep, =change/key, …
    @flow:x @card:x open a flow or a card; @flow:x~abc takes along what was heard (`overhearing`)
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.flow.model import Screen

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LIMIT = 64
_VERSION_DIGITS = 8
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
VERSIONS_A_SECOND = 1_024


def first_version(now: datetime) -> int:
    """The version that a borrower's first position has, above all those of an earlier life of theirs.

    Nothing is left of who was forgotten, but their messages still carry buttons: counted from 1
    again, one of them could come to mean an answer to quite another question.
    """
    return max(0, int((now - _EPOCH).total_seconds())) * VERSIONS_A_SECOND + 1


@dataclass(frozen=True)
class Press:
    """A decoded button. `kind` is its mark: `""`, `+`, `-`, `!`, `=` or `@`."""

    version: int
    kind: str
    name: str


def read_press(data: str) -> Press | None:
    """The press that a button's data means; None if it never was one of ours."""
    version, dot, act = data.partition(".")
    if not dot or not act or len(data.encode()) > _LIMIT or not 0 < len(version) <= _VERSION_DIGITS:
        return None
    if not all(digit in _DIGITS for digit in version):
        return None
    number = int(version, 36)
    kind = act[0] if act[0] in "+-!=@" else ""
    name = act[len(kind) :]
    return Press(number, kind, name) if name and _base36(number) == version else None


def stamp(screen: Screen, version: int) -> Screen:
    """The screen with its buttons made out to a version of the position."""
    return replace(
        screen,
        buttons=tuple(
            replace(button, press=made_out(button.press, version)) if button.press else button
            for button in screen.buttons
        ),
    )


def made_out(press: str, version: int) -> str:
    """A button's data: an act, made out to a version of the position."""
    return f"{_base36(version)}.{press}"


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if not number:
            return digits
