"""What is said of a migration: as lines for people, and as data for programs."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.library.manuscript import Manuscript
from bot.testing.migrating.model import FATES, Again, Fate, Lost, Migration

_FATES: Final[Mapping[Fate, tuple[str, str]]] = {
    "unaffected": ("不受影响", "unaffected"),
    "asked": ("要再问", "asked again"),
    "elsewhere": ("停到别处，不再问", "wait elsewhere, nothing asked again"),
    "lost": ("接不上", "lost"),
    "unknown": ("旧版里没有", "not of the old library"),
}
_WHY: Final[Mapping[str, tuple[str, str]]] = {
    "changed": ("题意变了", "its meaning changed"),
    "added": ("新排到了前面", "it stands newly before the stop"),
    "flow": ("这个流程没有了", "the flow is gone"),
    "item": ("菜单里没有这一项了", "the menu item is gone"),
    "fails": ("出错：", "it fails: "),
}
_HEADS: Final[Mapping[str, tuple[str, str]]] = {
    "explored": ("探索到的位置", "Explored positions"),
    "positions": ("线上的位置", "Positions of the live database"),
}
_ALL: Final = ("合计", "in all")


def lines(kind: str, found: Migration, manuscript: Manuscript, language: str) -> Iterator[str]:
    """Counts by flow and in all; the questions asked again; the positions lost, with a way to them."""
    pick = 0 if language == "zh" else 1
    colon = "：" if language == "zh" else ": "
    yield f"{_HEADS[kind][pick]}{colon.rstrip()}"
    for flow, tally in sorted(found.tallies.items()):
        yield f"  {flow}{colon}{_counts(tally, pick)}"
    yield f"  {_ALL[pick]}{colon}{_counts(found.total, pick)}"
    for again, count in found.asked.most_common():
        where, why = place(again, manuscript), _WHY[again.reason][pick]
        said = f"要再问，{why}：{count} 个位置" if not pick else f"asked again, {why}: {count}"
        yield f"{where} {again.flow}.{again.step} {said}"
    yield from _lost_lines(found, pick)


def over_budget(left: Mapping[str, int], language: str) -> str:
    """That not every way was gone, and in which flows."""
    named = ", ".join(f"{flow} {count}" for flow, count in sorted(left.items()))
    if language == "zh":
        return f"超出预算，这些流程还有状态没有往下走（--budget）：{named}"
    return f"Over the budget, states not gone on from (--budget): {named}"


def _counts(tally: Counter[Fate], pick: int) -> str:
    """How many fare how; what nobody fares is left out, but never the lost."""
    named = [fate for fate in FATES if tally[fate] or fate == "lost"]
    if pick:
        return ", ".join(f"{tally[fate]} {_FATES[fate][1]}" for fate in named)
    return "，".join(f"{_FATES[fate][0]} {tally[fate]}" for fate in named)


def _lost_lines(found: Migration, pick: int) -> Iterator[str]:
    """The lost of one flow or item together, with the shortest way that leads there."""
    alike: dict[tuple[str, str, str], list[Lost]] = {}
    for lost in found.lost:
        visit = lost.held.visit
        alike.setdefault((visit.flow, visit.pick, f"{lost.reason}"), []).append(lost)
    for (flow, item, _), many in alike.items():
        first = min(many, key=lambda lost: len(lost.held.said))
        why = f"{_WHY[first.reason][pick]}{first.detail}"
        name, way = " ".join(filter(None, (flow, item))), " ".join(first.held.said) or "–"
        if pick:
            yield f"{name} lost, {why}: {len(many)}\n    by way of: {way}"
        else:
            yield f"{name} 接不上，{why}：{len(many)} 个位置\n    走法：{way}"


def data(found: Migration, manuscript: Manuscript) -> dict[str, Any]:
    """The same for programs, with the answers that lead to every lost position."""
    return {
        "total": {fate: found.total[fate] for fate in FATES},
        "flows": {
            flow: {fate: tally[fate] for fate in FATES}
            for flow, tally in sorted(found.tallies.items())
        },
        "asked": [
            {
                "question": f"{again.flow}.{again.step}",
                "place": place(again, manuscript),
                "reason": again.reason,
                "positions": count,
            }
            for again, count in found.asked.most_common()
        ],
        "lost": [
            {
                "flow": lost.held.visit.flow,
                "pick": lost.held.visit.pick,
                "reason": lost.reason,
                "detail": lost.detail,
                "said": list(lost.held.said),
            }
            for lost in found.lost
        ],
    }


def place(again: Again, manuscript: Manuscript) -> str:
    """Where a question stands in the new library: the file and the line."""
    file, path = manuscript.flow_files[again.flow], f"flows/{again.flow}.yaml"
    for verb, step in file.steps():
        if again.step in (getattr(step, verb, ""), verb):
            line = manuscript.documents[path].key_place(file.place(step))[0]
            return f"{path}:{line}"
    return path
