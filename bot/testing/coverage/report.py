"""Coverage told: as a table with what was missed, as JSON, as annotations for GitHub."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Final

from bot.testing.coverage.arcs import EVERYWHERE, KINDS, Arc
from bot.testing.coverage.measure import Coverage, share

_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "zh": ("步骤", "选项", "条件", "回答", "调用", "文件", "结局", "分支", "词句", "动作"),
    "en": KINDS,
}
_ALL: Final = {"zh": "合计", "en": "all"}
_SHARED: Final = {"zh": "（共用）", "en": "(shared)"}
_UNSAID: Final = {
    "zh": "{count} 段 {of} 的文字没有用例说过，第一段是 `{name}`",
    "en": "{count} texts are never said in {of}, the first is `{name}`",
}
_LEAST_COLUMN: Final = 6


def as_text(coverage: Coverage, language: str) -> str:
    """A line for each flow with percentages; what was missed, by place; the total."""
    names = [*coverage.flows(), ""]
    first = max(_width(_name(name, language)) for name in names) + 2
    headings = [*_HEADINGS[language], _ALL[language]]
    column = max(_LEAST_COLUMN, *(_width(heading) + 2 for heading in headings))
    lines = [" " * first + "".join(_right(heading, column) for heading in headings)]
    rows = [*coverage.flows().items(), (_ALL[language], coverage.arcs)]
    for name, arcs in rows:
        cells = [_percent(*counts) for counts in coverage.kinds(arcs).values()]
        cells.append(_percent(sum(arc in coverage.reached for arc in arcs), len(arcs)))
        shown = _name(name, language)
        lines.append(
            shown + " " * (first - _width(shown)) + "".join(_right(cell, column) for cell in cells)
        )
    missed = [f"{place}: {sentence}" for place, sentence in _missed(coverage.misses, language)]
    return "\n".join([*missed, "", *lines] if missed else lines)


def as_data(coverage: Coverage) -> dict[str, Any]:
    """The same as plain data, with every miss by itself."""
    return {
        "percent": round(coverage.percent, 2),
        "reached": len(coverage.reached),
        "of": len(coverage.arcs),
        "kinds": _counts(coverage, coverage.arcs),
        "flows": {
            name: {
                "percent": round(share(arcs, coverage.reached), 2),
                "kinds": _counts(coverage, arcs),
            }
            for name, arcs in coverage.flows().items()
        },
        "misses": [
            {
                "path": arc.path,
                "line": arc.line,
                "kind": arc.kind,
                "flow": arc.flow,
                "message": {language: arc.sentence(language) for language in _HEADINGS},
            }
            for arc in coverage.misses
        ],
    }


def as_places(coverage: Coverage, language: str) -> Iterator[tuple[str, int, str]]:
    """File, line and sentence of each miss, for annotations."""
    for place, sentence in _missed(coverage.misses, language):
        path, _, line = place.rpartition(":")
        yield path, int(line), sentence


def _missed(misses: Iterable[Arc], language: str) -> Iterator[tuple[str, str]]:
    """Each miss with its place; the texts of a file that are not said are told in one line."""
    for (path, kind), group in groupby(
        sorted(misses, key=lambda arc: (arc.path, arc.kind == "words", arc.line)),
        key=lambda arc: (arc.path, arc.kind == "words"),
    ):
        arcs = list(group)
        if kind and len(arcs) > 1:
            sentence = _UNSAID[language].format(count=len(arcs), of=arcs[0].of, name=arcs[0].name)
            yield f"{path}:{arcs[0].line}", sentence
            continue
        for arc in arcs:
            yield f"{path}:{arc.line}", arc.sentence(language)


def _counts(coverage: Coverage, arcs: Iterable[Arc]) -> dict[str, list[int]]:
    return {kind: list(counts) for kind, counts in coverage.kinds(arcs).items()}


def _name(name: str, language: str) -> str:
    return _SHARED[language] if name == EVERYWHERE else name


def _percent(reached: int, of: int) -> str:
    """A whole percentage; 100 only where nothing is missing."""
    if not of:
        return "–"
    return f"{min(99, round(100 * reached / of))}%" if reached < of else "100%"


def _right(cell: str, column: int) -> str:
    return " " * (column - _width(cell)) + cell


def _width(text: str) -> int:
    """Columns of a terminal: Chinese characters take two."""
    return sum(1 + (character >= "\u2e80") for character in text)
