"""Conversation tests made of an exploration: few talks that together take every edge."""

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from bot.library import Library
from bot.testing.exploring.model import Edge, Exploration, State

_Ways = Mapping[int, Sequence[Edge]]
_MOST_STEPS: Final = 300  # of a talk; whoever reads it loses the thread before
_MOST_LINES: Final = 2_500  # of a file; each has three of the entries that YAML may have
_HEAD: Final = (
    "# Written by `ashore explore --write-cases`: every step from state to state is taken once.\n"
)


def write_cases(
    library: Library, explorations: Iterable[Exploration], folder: Path, *, today: date
) -> int:
    """Write the talks into a folder for `ashore test`, a file for each flow; returns how many.

    A flow with very many gets several files: what is read as YAML has its limits.
    """
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for explored in explorations:
        cases = [
            _case(library, explored, number, talk, today=today)
            for number, talk in enumerate(talks(explored), 1)
        ]
        count += len(cases)
        for number, part in enumerate(_parts(cases)):
            name = f"{explored.flow}{f'_{number + 1}' if number else ''}.yaml"
            (folder / name).write_text(_HEAD + "\n".join(part), encoding="utf-8")
    return count


def _parts(cases: Sequence[str]) -> Iterator[list[str]]:
    part: list[str] = []
    lines = 0
    for case in cases:
        size = case.count("\n")
        if part and lines + size > _MOST_LINES:
            yield part
            part, lines = [], 0
        part.append(case)
        lines += size
    if part:
        yield part


def talks(explored: Exploration) -> Iterator[tuple[Edge, ...]]:
    """Ways from the first state that together take every edge; each goes on as long as there are new ones.

    From where a way stands, it goes to the nearest edge that was not taken yet. That is not always
    the least number of ways there can be, and never many more. A very long way ends all the same,
    and the next begins anew.
    """
    ways: dict[int, list[Edge]] = {}
    for edge in explored.edges:
        ways.setdefault(edge.origin, []).append(edge)
    left = set(explored.edges)
    while left:
        talk: list[Edge] = []
        at = 0
        while len(talk) < _MOST_STEPS and (onward := _nearest(at, ways, left)):
            talk += onward
            left.difference_update(onward)
            at = onward[-1].target
        if not talk:
            return  # edges that cannot be come to again from the first state
        yield tuple(talk)


def _nearest(start: int, ways: _Ways, left: set[Edge]) -> tuple[Edge, ...]:
    """The shortest way from a state over an edge that was not taken yet; empty if there is none."""
    before: dict[int, tuple[Edge, ...]] = {start: ()}
    queue = deque([start])
    while queue:
        at = queue.popleft()
        for edge in ways.get(at, ()):
            if edge in left:
                return (*before[at], edge)
        for edge in ways.get(at, ()):
            if edge.target not in before:
                before[edge.target] = (*before[at], edge)
                queue.append(edge.target)
    return ()


def _case(
    library: Library, explored: Exploration, number: int, talk: tuple[Edge, ...], *, today: date
) -> str:
    language = library.languages[0]
    lines = [
        f"- case: {_quoted(f'{explored.flow}, way {number}')}",
        f"  flow: {explored.flow}",
        f"  lang: {language}",
        f'  today: "{today.isoformat()}"',
        "  talk:",
    ]
    for edge in talk:
        for act in edge.acts:
            what = act.what.lstrip("=") if act.kind == "tap" else act.what
            lines.append(f"    - {act.kind}: {_quoted(what)}")
        lines.append(f"    - {_there(explored.states[edge.target])}")
    return "\n".join([*lines, ""])


def _there(state: State) -> str:
    word = "ends" if state.kind == "Ended" else "at"
    return f"{word}: {_quoted(state.step)}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
