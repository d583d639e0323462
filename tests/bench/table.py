"""The results as Markdown: absolute figures, ratios, and what was promised."""

import math
from collections.abc import Callable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

from tests.bench.runs import BORROWERS, RATE, SLOW, Load, OwnStart, Result
from tests.bench.start import HelpStart

_TIMES_PTB = 5.0
_TIMES_AIOGRAM_DIALOG = 3.0
_MOST_RSS_MB = 90.0
_MOST_COLD_START = 1.2


class _Row(NamedTuple):
    name: str
    figure: Callable[[Result], float]
    form: str
    is_better_high: bool = False

    def shown(self, result: Result) -> str:
        """The figure as text; infinite where the bot could not keep up."""
        figure = self.figure(result)
        return self.form.format(figure) if math.isfinite(figure) else f"cannot hold {RATE}/s"


def figures(results: Sequence[Result]) -> Iterator[str]:
    """The table of figures; the first result is ours, and each peer's column says how it compares.

    A ratio above 1 means that ours is that many times better.
    """
    own, *others = results
    yield (
        "| | "
        + " | ".join([own.bot.name, *(f"{peer.bot.name} | better by" for peer in others)])
        + " |"
    )
    yield "|---|" + "--:|" * (1 + 2 * len(others))
    for row in _rows():
        cells = [row.shown(own)]
        for peer in others:
            cells += [row.shown(peer), _ratio(row, own, peer)]
        yield f"| {row.name} | " + " | ".join(cells) + " |"


def promises(results: Sequence[Result], own_start: OwnStart) -> Iterator[str]:
    """What was promised, what was measured, and whether it was met."""
    own, *others = results
    yield "| promise | measured | |"
    yield "|---|---|---|"
    for peer, times in zip(others, (_TIMES_PTB, _TIMES_AIOGRAM_DIALOG), strict=False):
        for name, load in (("", _fast), (f", API answers in {SLOW * 1000:.0f} ms", _slow)):
            ratio = load(own).updates_per_second / load(peer).updates_per_second
            yield _promise(
                f"≥ {times:.0f}× the updates/s of {peer.bot.name}{name}",
                f"{ratio:.1f}×",
                is_met=ratio >= times,
            )
    for name, load in (("", _fast), (f", API answers in {SLOW * 1000:.0f} ms", _slow)):
        best = min((_p99(load(peer)) for peer in others), default=math.inf)
        mine = _p99(load(own))
        if others:
            yield _promise(
                f"p99 at {RATE}/s no worse than either{name}",
                f"{_ms(mine)} against {_ms(best)} ms",
                is_met=mine <= best,
            )
    yield _promise(
        f"RSS ≤ {_MOST_RSS_MB:.0f} MB", f"{own.rss_mb:.0f} MB", is_met=own.rss_mb <= _MOST_RSS_MB
    )
    for name, start in (
        ("", median(own.cold_starts)),
        (", the project's own library", own_start.cold_start),
    ):
        yield _promise(
            f"cold start ≤ {_MOST_COLD_START} s{name}",
            f"{start:.2f} s",
            is_met=start <= _MOST_COLD_START,
        )


def notes(
    results: Sequence[Result], help_start: HelpStart, own_start: OwnStart, *, seed: int
) -> Iterator[str]:
    """How it was measured, and what else came out."""
    yield (
        f"- Six messages an intake; closed loop: {BORROWERS} borrowers, each writes again once it "
        f"is answered; open loop: {RATE} messages a second at random moments. Seed {seed}."
    )
    yield "- No bot limits its own rate here: ours are lifted by its settings, the peers' are off."
    for result in results:
        wrong = f", {len(result.wrong)} WRONG, first: {result.wrong[0]}" if result.wrong else ""
        yield (
            f"- {result.bot.name}: {result.bot.note}; {result.finished} intakes came to their end "
            f"with the right answers{wrong}; the generator was busy "
            f"{result.fast.generator_busy:.0%} of its time."
        )
    yield (
        f"- With the project's own flows and content instead of the bench's, Ashore starts in "
        f"{own_start.cold_start:.2f} s and has {own_start.rss_mb:.0f} MB before the first message."
    )
    yield (
        f"- `ashore --help`: {help_start.seconds * 1000:.0f} ms (median of 10); it loads "
        f"{', '.join(help_start.modules)}."
    )


def _rows() -> Iterator[_Row]:
    yield from _load_rows("", _fast)
    yield from _load_rows(f", {SLOW * 1000:.0f} ms API", _slow)
    yield _Row("RSS after, MB", lambda result: result.rss_mb, "{:.0f}")
    yield _Row("cold start, s", lambda result: median(result.cold_starts), "{:.2f}")


def _load_rows(suffix: str, load: Callable[[Result], Load]) -> Iterator[_Row]:
    yield _Row(
        f"updates/s{suffix}",
        lambda result: load(result).updates_per_second,
        "{:,.0f}",
        is_better_high=True,
    )
    yield _Row(f"CPU s per 10,000{suffix}", lambda result: load(result).cpu_per_10k, "{:.1f}")
    yield _Row(f"p50 at {RATE}/s, ms{suffix}", lambda result: _p50(load(result)), "{:.1f}")
    yield _Row(f"p99 at {RATE}/s, ms{suffix}", lambda result: _p99(load(result)), "{:.1f}")


def _fast(result: Result) -> Load:
    return result.fast


def _slow(result: Result) -> Load:
    return result.slow


def _p99(load: Load) -> float:
    return load.p99_ms if load.holds else math.inf


def _p50(load: Load) -> float:
    return load.p50_ms if load.holds else math.inf


def _ms(milliseconds: float) -> str:
    return f"{milliseconds:.1f}" if math.isfinite(milliseconds) else "∞"


def _ratio(row: _Row, own: Result, peer: Result) -> str:
    mine, other = row.figure(own), row.figure(peer)
    if not math.isfinite(mine) or not math.isfinite(other):
        return "–"
    ratio = mine / other if row.is_better_high else other / mine
    return f"{ratio:.1f}×"


def _promise(promise: str, measured: str, *, is_met: bool) -> str:
    return f"| {promise} | {measured} | {'met' if is_met else '**not met**'} |"
