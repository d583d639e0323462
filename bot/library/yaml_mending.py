"""A file in which a slip of the hand keeps YAML from reading on, read as it was meant.

Each slip is a finding of its own, at its own place. What comes after it is read on, so that one slip
hides no other and has no findings in its train. A slip is to blame if YAML gets further without it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, TypeAlias

import yaml

from bot.library.yaml_builder import Place
from bot.library.yaml_slips import TAB, Slip, find_slips, sure_slips

# In characters: nobody writes longer files by hand, and each try reads the file again.
_LONGEST: Final = 100_000
_MOST_SLIPS: Final = 20
_MOST_TRIES: Final = 6  # for each of them
_MOST_READ: Final = 250_000  # characters in all the tries for a file

# By line: the columns of what was put in and nobody wrote.
Put: TypeAlias = dict[int, tuple[int, ...]]


@dataclass(frozen=True)
class Draft:
    """Lines on their way to what YAML can read, and the slips that were mended, where they were written."""

    lines: tuple[str, ...]
    slips: tuple[Slip, ...] = ()
    put: Put = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text as it is now."""
        return "\n".join(self.lines)

    @cached_property
    def doubtful(self) -> tuple[Slip, ...]:
        """Whatever may be a slip in the text as it is now."""
        return tuple(find_slips(self.lines))

    def by_line(self) -> list[list[Slip]]:
        """The slips of each kind in each line; of the tabs, all are told anyway."""
        found: dict[tuple[int, str], list[Slip]] = {}
        for slip in sorted(self.slips, key=lambda slip: (slip.line, slip.column)):
            if slip.code != TAB:
                found.setdefault((slip.line, slip.code), []).append(slip)
        return list(found.values())

    def written(self, place: Place) -> Place:
        """Where a place is in the text as it was written."""
        line, column = place
        return line, column - sum(1 for put in self.put.get(line, ()) if put < column)

    def without(self, slip: Slip) -> "Draft":
        """The same with a slip mended."""
        number, start, end = slip.line, slip.column - 1, slip.column - 1 + len(slip.found)
        line = self.lines[number - 1]
        mended = line[:start] + slip.instead + line[end:]
        more = len(slip.instead) - len(slip.found)
        before = [put + more if put > end else put for put in self.put.get(number, ())]
        told = replace(slip, column=self.written((number, slip.column))[1])
        return Draft(
            (*self.lines[: number - 1], mended, *self.lines[number:]),
            (*self.slips, told),
            {**self.put, number: (*before, *range(end + 1, end + 1 + more))},
        )


def first_draft(lines: Sequence[str]) -> Draft:
    """The lines without the slips that nobody means as they stand."""
    draft = Draft(tuple(lines))
    if sum(map(len, lines)) > _LONGEST:
        return draft
    # The last of a line first: the others stay where they are.
    for slip in reversed(sure_slips(lines)[:_MOST_SLIPS]):
        draft = draft.without(slip)
    return draft


def mend(draft: Draft) -> Draft:
    """The draft without the slips that keep YAML from reading on."""
    if sum(map(len, draft.lines)) > _LONGEST:
        return draft
    stop = _stop(draft)
    left = iter(range(_MOST_READ // (len(draft.text) + 1)))
    while stop and len(draft.slips) < _MOST_SLIPS:
        for tried, _ in zip(_tries(draft, stop), left, strict=False):
            now = _stop(tried)
            if now is None or now > stop:
                draft, stop = tried, now
                break
        else:
            break
    return draft


def _tries(draft: Draft, stop: Place) -> Iterator[Draft]:
    """The draft without one of the slips above the place where YAML stops, the nearest first; then without several."""
    slips = [slip for slip in draft.doubtful if slip.line <= stop[0]]
    slips.sort(key=lambda slip: (slip.line, (slip.line, slip.column) <= stop, slip.column))
    near = slips[: -_MOST_TRIES - 1 : -1]
    yield from map(draft.without, near)
    lines = {slip.line: slip for slip in reversed(near) if slip.plain}
    several = draft
    for number, slip in enumerate(reversed(lines.values())):
        several = several.without(slip)
        if number:
            yield several


def _stop(draft: Draft) -> Place | None:
    """Where YAML can read no further."""
    # In C: no event is made, so that a try costs little.
    reader = yaml.CSafeLoader(draft.text)
    try:
        reader.raw_parse()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return (mark.line + 1, mark.column + 1) if mark else (1, 1)
    except yaml.YAMLError:
        return (1, 1)
    return None
