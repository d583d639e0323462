"""Pictures as PNG: whole, small, soon, with the shipped font alone, and never in anybody's way."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from time import perf_counter
from unicodedata import category

import pytest

from bot.channels import pictures
from bot.channels.pictures import (
    FONT,
    LONGEST_SIDE,
    MOST_BYTES,
    PictureError,
    PicturesOffError,
    Renderer,
    can_rasterise,
    open_renderer,
    rasterise,
)
from bot.core.charts import DARK, LIGHT, Chart, OwedBar, owed_chart
from bot.core.charts.measure import width_of
from bot.core.charts.svg import FONT as FAMILY
from tests.channels.font_tables import widths
from tests.core.charts.samples import SAMPLES
from tests.fakes.png import png_size

ROOT = Path(__file__).parents[2]
SMALL = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"/>'
LONGEST_SECONDS = 2.0  # on a machine that does other things too; what is promised is in the bench


def letter(character: str, family: str = FAMILY) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60">'
        f'<text x="5" y="45" font-size="40" font-family="{family}">{character}</text></svg>'
    )


@pytest.mark.parametrize("name", SAMPLES)
def test_every_chart_is_a_whole_and_small_png(name: str) -> None:
    """Under 120 kB, no side longer than Telegram keeps, not so small that it cannot be read."""
    svg = SAMPLES[name]("en", DARK) if "huge" in name else SAMPLES[name]("zh", LIGHT)
    began = perf_counter()
    png = rasterise(svg)
    assert perf_counter() - began < LONGEST_SECONDS
    width, height = png_size(png)
    assert len(png) <= MOST_BYTES
    assert max(width, height) <= LONGEST_SIDE
    assert width >= 500


def test_the_same_picture_is_the_same_file() -> None:
    """Byte for byte: a picture that is sent again is no other picture."""
    svg = SAMPLES["split"]("zh", LIGHT)
    assert rasterise(svg) == rasterise(svg)


def test_no_font_of_the_system_is_used() -> None:
    """A family that this machine may have is not found: nothing at all is drawn with it."""
    blank = rasterise(letter(" "))
    for family in ("DejaVu Sans", "Noto Sans CJK SC", "serif", "sans-serif"):
        assert rasterise(letter("A", family)) == blank
    assert rasterise(letter("A")) != blank


def test_a_character_that_the_font_lacks_is_a_box() -> None:
    """Rare names do not break a picture, nor change what stands beside them."""
    box = rasterise(letter("𡃁"))
    assert box == rasterise(letter("ᚠ")) != rasterise(letter(" "))
    assert png_size(rasterise(owed_chart(Chart("𠮷𠮷"), [OwedBar("𡃁", None, "?")])))


def _said(path: Path) -> str:
    """A file without what is only heard: the phrases that people type."""
    lines, heard = [], False
    for line in path.read_text("utf-8").splitlines():
        heard = line.startswith("phrases:") or (heard and line.startswith("  - "))
        lines += [] if heard else [line]
    return "".join(lines)


def test_the_font_has_every_character_of_the_content() -> None:
    """Flows and words in both languages, all but the symbols of buttons; so no label is a box."""
    files = [*(ROOT / "content").rglob("*.yaml"), *(ROOT / "flows").glob("*.yaml")]
    used = set("".join(_said(path) for path in files if path.stem != "synonyms"))
    known = widths(FONT).keys()
    missing = {c for c in used - known if not c.isspace() and category(c) != "So"}
    assert not missing
    assert len(used & known) > 1000


def test_the_font_has_gb_2312() -> None:
    """All 6,763 characters of everyday Chinese, names and places."""
    pairs = (bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    hanzi = "".join(pair.decode("gb2312", "ignore") for pair in pairs)
    assert len(hanzi) == 6763
    assert set(hanzi) <= widths(FONT).keys()


def test_the_font_is_as_wide_as_core_takes_it_for() -> None:
    """Exactly for ASCII, Chinese and money; never narrower than it is for the rest."""
    real = widths(FONT)
    exact = "".join(map(chr, range(32, 127))) + "¥€–—−“”‘’…·，。（）：；、→★中钱龍"
    for character in exact:
        assert width_of(f"中{character}", 1000) == 1000 + real[character], character
    for character, width in real.items():
        assert width_of(f"中{character}", 1000) >= 1000 + width, character


def test_the_licence_stands_beside_the_font() -> None:
    """With the copyright; and the font is not called by the trademark."""
    licence = FONT.with_name("OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "© 2014-2021 Adobe" in licence
    assert FAMILY.encode("utf-16-be") in FONT.read_bytes()
    assert "Noto" not in FAMILY
    assert FONT.stat().st_size <= 3_000_000


@pytest.mark.parametrize(
    "svg",
    [
        "",
        "<svg",
        "words",
        SMALL.replace("20", "0"),
        SMALL.replace("10", "1.2.3"),
        '<svg width="20" height="x"/>',
        SMALL[:-2],
    ],
)
def test_what_is_no_picture_is_a_failure(svg: str) -> None:
    """One kind of error, whatever is wrong."""
    with pytest.raises(PictureError):
        rasterise(svg)


def test_without_the_extra_there_are_no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Said as such, so that the caller can go on without."""
    monkeypatch.setattr(pictures, "find_spec", lambda _name: None)
    assert not can_rasterise()
    with pytest.raises(PicturesOffError):
        rasterise(SMALL)


@pytest.fixture
async def renderer() -> AsyncIterator[Renderer]:
    async with open_renderer() as opened:
        yield opened


async def test_the_other_process_makes_the_same_picture(renderer: Renderer) -> None:
    """One after the other, however many ask at once."""
    svgs = [letter(character) for character in "还清逾期"]
    made = await asyncio.gather(*map(renderer.render, svgs))
    assert made == [rasterise(svg) for svg in svgs]


async def test_the_loop_goes_on_while_a_picture_is_made(renderer: Renderer) -> None:
    """The longest that anything else waits is far less than a picture takes."""
    await renderer.render(SMALL)
    svg = SAMPLES["owed 8"]("zh", LIGHT)
    making = asyncio.gather(*(renderer.render(svg) for _ in range(3)))
    turns = 0
    while not making.done():
        await asyncio.sleep(0.001)
        turns += 1
    await making
    assert turns > 20


async def test_what_cannot_be_drawn_fails_and_the_next_is_drawn(renderer: Renderer) -> None:
    """A failure crosses the pipe with its reason."""
    with pytest.raises(PictureError, match="no size"):
        await renderer.render("words")
    assert png_size(await renderer.render(SMALL)) == (20, 10)


async def test_a_process_that_died_is_started_anew(renderer: Renderer) -> None:
    """Killed between two pictures, by whomever."""
    await renderer.render(SMALL)
    first = renderer._process
    assert first
    first.send_signal(signal.SIGKILL)
    await first.wait()
    assert png_size(await renderer.render(SMALL)) == (20, 10)
    assert renderer._process
    assert renderer._process.pid != first.pid


async def test_a_process_that_keeps_dying_is_a_failure(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not an endless loop."""
    monkeypatch.setattr(pictures, "_WORK", "raise SystemExit")
    with pytest.raises(PictureError, match="keeps ending"):
        await renderer.render(SMALL)


async def test_a_picture_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its late answer is nobody else's picture."""
    renderer = Renderer(seconds=0.05)
    monkeypatch.setattr(pictures, "_WORK", "import sys; sys.stdin.read()")
    with pytest.raises(PictureError, match="too long"):
        await renderer.render(SMALL)
    assert renderer._process is None


async def test_too_many_at_once_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The queue is bounded; what is refused is refused at once."""
    renderer = Renderer(waiting=2, seconds=30)
    monkeypatch.setattr(pictures, "_WORK", "import sys; sys.stdin.read()")
    waiting = [asyncio.create_task(renderer.render(SMALL)) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(PictureError, match="Too many"):
        await renderer.render(SMALL)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    await renderer.close()


async def test_the_process_ends_when_the_bot_does(renderer: Renderer) -> None:
    """Even after a SIGKILL, when nothing is tidied up: all that is left of the bot is a closed pipe."""
    await renderer.render(SMALL)
    process = renderer._process
    assert process
    assert process.stdin
    process.stdin.close()
    assert await asyncio.wait_for(process.wait(), 5) == 0


def environment_of(pid: int) -> str:
    return Path(f"/proc/{pid}/environ").read_text()


async def test_the_process_is_humble_and_knows_no_token(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It runs at low priority, away from the terminal's Ctrl-C, without the bot's environment."""
    monkeypatch.setenv("ASHORE_TOKEN", "123:secret")
    await renderer.render(SMALL)
    assert renderer._process
    pid = renderer._process.pid
    assert os.getpriority(os.PRIO_PROCESS, pid) > os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getpgid(pid) == pid
    assert os.getsid(pid) == os.getsid(0)
    assert "123:secret" not in environment_of(pid)
