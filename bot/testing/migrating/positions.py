"""Positions as JSON lines, of which nobody can be told: `{flow, pick, answers: {key: {value, print}}}`.

Kept of a visit is what a fold of it needs. Choices, yes and no stay; words become "…"; amounts,
numbers, shares and periods keep one significant digit, days their month. Where the coarse answers do
not lead to the same place, the position is left out.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from pathlib import Path
from typing import Any, Final

from bot.errors import AshoreError
from bot.flow.fold import Position, exists, fold
from bot.flow.session import Answer, Session, Visit
from bot.flow.stops import Check, Doubt, Question, Stop
from bot.flow.values import Unknown, Value, dump_value, load_value
from bot.library import Library
from bot.testing.migrating.model import Held
from bot.testing.migrating.refolding import place_of
from bot.testing.migrating.sources import SourceError

_SAID: Final = "…"


def read_positions(path: Path, today: date) -> list[Held]:
    """The positions of a file. Raises SourceError with the line that is none."""
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            answers = {
                str(key): Answer(load_value(kept["value"]), str(kept["print"]), today)
                for key, kept in data["answers"].items()
            }
            visit = Visit(str(data["flow"]), str(data.get("pick", "")), answers)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise SourceError("no_position", named=str(number), folder=path) from None
        found.append(Held(visit, tuple(f"{key}={answers[key].value}" for key in answers)))
    return found


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write a file that only its owner may read. Raises SourceError."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.writelines(f"{line}\n" for line in lines)
    except OSError as error:
        raise SourceError("not_written", named=str(error.strerror), folder=path) from None


def position_lines(
    library: Library, sessions: Iterable[Session], today: date
) -> tuple[list[str], int]:
    """The lines of all that is going on or set aside, in an order that tells nothing; and how many were left out."""
    lines, left_out = [], 0
    for session in sessions:
        for visit in (*session.visits, *session.paused):
            coarse = anonymised(library, visit, today)
            if coarse is None:
                left_out += 1
            else:
                lines.append(json.dumps(_dump(coarse), ensure_ascii=False, sort_keys=True))
    return sorted(lines), left_out


def anonymised(library: Library, visit: Visit, today: date) -> Visit | None:
    """The visit with answers that many give and that lead to the same place; None if there are none."""
    if not exists(library, visit):
        return None
    try:
        wanted = fold(library, visit, today)
        asked = {seen.key: seen.question for seen in wanted.taken}
        for rounding in (ROUND_DOWN, ROUND_UP):
            kept = {
                key: replace(answer, value=_coarse(answer.value, asked.get(key), library, rounding))
                for key, answer in visit.answers.items()
                if _is_kept(key, asked)
            }
            coarse = _said_again(library, replace(visit, answers=kept), visit, today)
            seen = fold(library, coarse, today)
            if _way(seen) == _way(wanted):
                return coarse
    except AshoreError:
        return None
    return None


def _is_kept(key: str, asked: Mapping[str, Question | None]) -> bool:
    """Whether it counts; a look over the answers and a second yes hang on exact amounts."""
    name, _, mark = key.partition("#")
    if mark in ("marks", "star"):
        return f"{name.partition('/')[0]}#items" in asked
    return key in asked and mark != "sure" and not mark.startswith("review")


def _coarse(value: Value, asked: Question | None, library: Library, rounding: str) -> Value:
    """A value that many give."""
    kind = library.slots[asked.slot].type.kind if asked else ""
    match value:
        case bool() | Unknown():
            return value
        case str():
            return _SAID if kind == "text" else value
        case Decimal():
            return _digit(value, rounding)
        case int():
            return int(_digit(Decimal(value), rounding))
        case date():
            later = rounding == ROUND_UP
            first = value.replace(day=1)
            return (first + timedelta(days=31)).replace(day=1) if later else first
        case _:
            return value


def _digit(number: Decimal, rounding: str) -> Decimal:
    """One significant digit, as plain digits."""
    if not number:
        return number
    one = number.quantize(Decimal(1).scaleb(number.adjusted()), rounding=rounding)
    return Decimal(f"{one:f}")


def _said_again(library: Library, coarse: Visit, visit: Visit, today: date) -> Visit:
    """The looks over the answers and the second yeses that were given, of the coarse answers."""
    wanted = _key(fold(library, visit, today).stop)
    while True:
        stop = fold(library, coarse, today).stop
        done = isinstance(stop, Check | Doubt) and stop.key != wanted
        if not isinstance(stop, Check | Doubt) or not done or stop.key not in visit.answers:
            return coarse
        again = Answer(value=True, print=stop.print, on=today)
        coarse = replace(coarse, answers={**coarse.answers, stop.key: again})


def _key(stop: Stop) -> str:
    return str(getattr(stop, "key", ""))


def _way(position: Position) -> tuple[Any, ...]:
    """Where it waits, what it took and said on the way: the branches that it went."""
    beats = tuple((beat.flow, beat.step) for beat in position.beats)
    return place_of(position.stop), beats, tuple(seen.key for seen in position.taken)


def _dump(visit: Visit) -> dict[str, Any]:
    answers = {
        key: {"value": dump_value(answer.value), "print": answer.print}
        for key, answer in visit.answers.items()
    }
    return {"flow": visit.flow, "pick": visit.pick, "answers": answers}
