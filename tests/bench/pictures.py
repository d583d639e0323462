"""What a picture costs: its own time and size, and what other borrowers notice while fifty are made."""

import asyncio
import gc
import random  # noqa: TID251  # the seed is fixed: the same arrivals with and without pictures
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from bot.channels.pictures import rasterise
from bot.core.charts import LIGHT
from tests.bench.bots import TOKEN, Bot
from tests.bench.crowd import Crowd
from tests.bench.process import two_cpus
from tests.bench.runs import RATE, BotFailedError, Plan, quantile, running_bot
from tests.bench.stage import Stage, staged
from tests.core.charts.samples import SAMPLES

CHARTS = 50
_SHOWN = ("owed 8", "owed 20", "balances 5", "split", "timeline")
_TIMES = 9
_ROUNDS = 3
_SEED = 20261125
_FIRST_CHAT = 900_000
_WARM_SECONDS = 1.5
_MOST_SECONDS = 20.0  # longer than the bot waits for a picture
_GRACE_SECONDS = 0.3


def measure_pictures() -> dict[str, float]:
    """Each kind of chart: the median and the longest time in ms from SVG to PNG, and its size in kB.

    Keys are `<chart> ms`, `<chart> most ms` and `<chart> kB`; the charts are in Chinese.
    """
    figures = {}
    for name in _SHOWN:
        svg = SAMPLES[name]("zh", LIGHT)
        png = rasterise(svg)
        times = []
        for _ in range(_TIMES):
            since = perf_counter()
            rasterise(svg)
            times.append((perf_counter() - since) * 1000)
        figures[f"{name} ms"] = median(times)
        figures[f"{name} most ms"] = max(times)
        figures[f"{name} kB"] = len(png) / 1000
    return figures


def measure_interference(folder: Path | None = None) -> dict[str, float]:
    """A running bot, on a CPU of its own where there are two, that gets 200 messages a second, with and without fifty charts being drawn.

    `alone p50/p99 ms` and `drawing p50/p99 ms` are of the borrowers who get no charts; `ratio` is
    drawing p99 over alone p99; `charts` were drawn in `seconds`, both a round: fewer than fifty if
    the machine is so busy that the bot left some out. Raises BotFailedError.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".svg", encoding="utf-8") as picture:
        picture.write(SAMPLES["owed 8"]("zh", LIGHT))
        picture.flush()
        program = (sys.executable, "-m", "tests.process.pictured_bot", picture.name)
        bot = Bot("Ashore", "with pictures", (*program, str(_FIRST_CHAT)))
        plan = Plan(
            closed=0,
            opened=0,
            warm=_WARM_SECONDS,
            starts=1,
            seed=_SEED,
            folder=folder or Path(tempfile.gettempdir()),
            bot_cpu=two_cpus()[0],
        )
        return asyncio.run(_interference(bot, plan))


async def _interference(bot: Bot, plan: Plan) -> dict[str, float]:
    async with staged(TOKEN) as stage, running_bot(bot, stage, plan):
        gc.collect()
        gc.disable()  # the generator's own pauses are nobody's latency
        try:
            return await _rounds(stage)
        finally:
            gc.enable()


async def _rounds(stage: Stage) -> dict[str, float]:
    crowd = Crowd(stage.push, _SEED)
    stage.hear = crowd.hear
    await _arrivals(stage, crowd, seconds=_WARM_SECONDS)
    await _draw_charts(stage, crowd, count=1)  # starts the process that draws
    alone: list[float] = []
    drawing: list[float] = []
    seconds = 0.0
    for _ in range(_ROUNDS):
        since = perf_counter()
        drawing += await _draw_charts(stage, crowd, count=CHARTS)
        seconds += (perf_counter() - since) / _ROUNDS
        alone += await _arrivals(stage, crowd, seconds=max(1.0, seconds))
    if crowd.wrong:
        raise BotFailedError(crowd.wrong[0])
    return {
        **_percentiles("alone", alone),
        **_percentiles("drawing", drawing),
        "ratio": quantile(sorted(drawing), 0.99) / quantile(sorted(alone), 0.99),
        "charts": (stage.photos - 1) / _ROUNDS,
        "seconds": seconds,
    }


async def _draw_charts(stage: Stage, crowd: Crowd, *, count: int) -> list[float]:
    """Latencies of the others in seconds, from the moment the charts are asked for to the last one."""
    wanted = stage.photos + count
    for number in range(count):
        crowd.start_other(_FIRST_CHAT + number)
    return await _arrivals(stage, crowd, photos=wanted)


async def _arrivals(
    stage: Stage, crowd: Crowd, *, seconds: float = _MOST_SECONDS, photos: int | None = None
) -> list[float]:
    """Messages at random moments, for so long or until so many photos have come; their latencies."""
    tally = crowd.count_anew()
    gaps = random.Random(_SEED)
    due = tally.since
    end = due + seconds
    while (due := due + gaps.expovariate(RATE)) < end and (photos is None or stage.photos < photos):
        await asyncio.sleep(max(0.0, due - perf_counter()))
        crowd.arrive(due)
    await asyncio.sleep(_GRACE_SECONDS)
    now = perf_counter()
    return [*tally.latencies, *(now - since for since in crowd.waiting())]


def _percentiles(name: str, latencies: list[float]) -> dict[str, float]:
    ordered = sorted(latencies)
    return {
        f"{name} p50 ms": quantile(ordered, 0.50) * 1000,
        f"{name} p99 ms": quantile(ordered, 0.99) * 1000,
    }


def main() -> None:
    """Measure and print, a figure a line."""
    for figures in (measure_pictures(), measure_interference()):
        sys.stdout.writelines(f"{name:24} {figure:10.2f}\n" for name, figure in figures.items())


if __name__ == "__main__":
    main()
