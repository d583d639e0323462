"""What a case expects, held against what there is: each difference, and whether it may be recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.channels.terminal import plain_text
from bot.flow.fold import Position
from bot.flow.model import Worded
from bot.flow.stops import Ended
from bot.flow.values import Facts, Unknown, dump_value
from bot.library.yaml_reader import Keys
from bot.testing.cases import Line


@dataclass(frozen=True)
class Mismatch:
    """One expectation that does not hold.

    `keys` lead to what is written of it in the file, and `seen` is what would have to stand there;
    where that is for a person to decide, `refusal` says why.
    """

    line: Line
    sentence: str
    expected: str
    actual: str
    keys: Keys = ()
    seen: Any = None
    refusal: str = ""


def mismatches(
    line: Line, position: Position, screens: Sequence[Worded], *, whole: bool = False
) -> Iterator[Mismatch]:
    """What does not hold of one expectation; `whole` says that the screens are those of a whole chat."""
    wanted = line.value if isinstance(line.value, list) else [line.value]
    match line.kind:
        case "sees":
            yield from _steps(line, wanted, [screen.step for screen in screens], whole=whole)
        case "says" | "lacks":
            yield from _words(line, wanted, screens)
        case "at" if position.stop.step != line.value:
            yield _differs(line, f"be at `{line.value}`", position.stop.step)
        case "ends":
            yield from _end(line, position)
        case "facts":
            yield from _facts(line, position.facts)


def _differs(line: Line, wanted: str, step: str) -> Mismatch:
    sentence = f"expected to {wanted}; is at `{step}`"
    return Mismatch(line, sentence, str(line.value), step, line.keys, step)


def _end(line: Line, position: Position) -> Iterator[Mismatch]:
    stop = position.stop
    if isinstance(stop, Ended) and stop.outcome == line.value:
        return
    refusal = "" if isinstance(stop, Ended) else f"the conversation waits at `{stop.step}`"
    sentence = f"expected the end `{line.value}`; is at `{stop.step}`"
    yield Mismatch(line, sentence, str(line.value), stop.step, line.keys, stop.step, refusal)


def _steps(
    line: Line, wanted: Sequence[Any], seen: Sequence[str], *, whole: bool
) -> Iterator[Mismatch]:
    missing = [str(step) for step in wanted if step not in seen]
    if not missing:
        return
    there = list(dict.fromkeys(seen))
    # Of a whole chat too much is seen to be worth recording: what is left of what was wanted.
    recorded = [step for step in wanted if step in seen] if whole else there
    yield Mismatch(
        line,
        f"expected to see `{missing[0]}`; there were: {', '.join(seen)}",
        ", ".join(map(str, wanted)),
        ", ".join(there),
        line.keys,
        recorded,
        "" if recorded else "none of these steps is seen",
    )


def _words(line: Line, wanted: Sequence[Any], screens: Sequence[Worded]) -> Iterator[Mismatch]:
    text = "\n".join(plain_text(screen.html) for screen in screens)
    for words in wanted:
        if (str(words) in text) != (line.kind == "says"):
            expected = "expected" if line.kind == "says" else "did not expect"
            yield Mismatch(
                line,
                f"{expected} the words {words!r}",
                str(words) if line.kind == "says" else f"(not) {words}",
                text,
                refusal="which words are to be said is for a person to decide",
            )


def _facts(line: Line, facts: Facts) -> Iterator[Mismatch]:
    if not isinstance(line.value, dict):
        sentence = "`facts` is a map of names and values, such as {months: 18}"
        yield Mismatch(line, sentence, "a map", str(line.value), refusal="it is no map")
        return
    for name, value in line.value.items():
        found = facts.get(name)
        if isinstance(found, Unknown) and value is None:
            continue
        if name in facts and _equal(found, value):
            continue
        shown = str(dump_value(facts[name])) if name in facts else "not set"
        refusal = "" if name in facts else f"`{name}` is not set"
        if isinstance(found, tuple | dict):
            refusal = f"`{name}` is a list"
        yield Mismatch(
            line,
            f"expected {name} = {value}; it is {shown}",
            f"{name} = {value}",
            f"{name} = {shown}",
            (*line.keys, name),
            _recorded(found),
            refusal,
        )


def _recorded(value: object) -> Any:
    """A fact as it is written in a case."""
    if isinstance(value, Unknown):
        return None
    return value.isoformat() if isinstance(value, date) else value


def _equal(found: object, written: object) -> bool:
    """Whether a fact is what a case says: as a value, as an amount, or as it is written."""
    if isinstance(found, Decimal):
        try:
            return found == Decimal(str(written))
        except InvalidOperation:
            return False
    return found == written or str(found) == str(written)
