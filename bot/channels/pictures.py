"""SVG as PNG, with the shipped font alone: in this process, or for a running bot in one beside it.

The rasteriser holds Python's global lock while it works, a tenth of a second for a picture. So a bot
has another process do it, at low priority, and goes on with everybody else meanwhile. That process
is a pipe's other end rather than a pool's worker: it ends by itself when the bot is killed.
"""

import asyncio
import contextlib
import os
import re
import struct
import sys
from collections.abc import AsyncIterator
from importlib.util import find_spec
from math import sqrt
from pathlib import Path
from typing import Final

from bot.core.charts.measure import width_of
from bot.core.charts.svg import FONT as FAMILY
from bot.errors import ChannelError

FONT: Final = Path(__file__).with_name("fonts") / "AshoreSansSC-Regular.otf"
LONGEST_SIDE: Final = 1280  # pixels: Telegram makes larger photos smaller itself
MOST_BYTES: Final = 120_000  # on a slow connection a second

_SIZE: Final = re.compile(r'<svg [^>]*?width="(\d+(?:\.\d+)?)" height="(\d+(?:\.\d+)?)"')
_TEXT: Final = re.compile(r'<text [^>]*?font-size="([\d.]+)"[^>]*>([^<]*)</text>')
_SHAPE: Final = re.compile(r"<(?:rect|path|circle) ")
_MOST_PIXELS: Final = 700_000  # as much as a phone shows of it, and below 0.1 s of work
_AIM: Final = 100_000  # bytes, as foreseen; some pictures come out a fifth larger
_LEAST_ZOOM: Final = 0.4
_HEAD: Final = struct.Struct(">?I")  # whether it went well; how many bytes follow
_NICE: Final = 10
_LARGEST: Final = 10_000_000  # bytes of an answer
_KEPT: Final = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR")  # of the environment: never the token
_WORK: Final = "from bot.channels.pictures import work; work()"


class PictureError(ChannelError):
    """A picture that could not be made. The message below it says everything that it would say."""


class PicturesOffError(PictureError):
    """Nothing here makes pictures: the extra `pictures` is not installed."""


def can_rasterise() -> bool:
    """Whether the rasteriser (the extra `pictures`) is installed."""
    return find_spec("resvg_py") is not None


def rasterise(svg: str) -> bytes:
    """The picture as PNG, of at most LONGEST_SIDE pixels and some 120 kB. Blocks for 0.1 s or so.

    A crowded picture is made smaller until it fits; a character that the font lacks becomes a box.
    Raises PicturesOffError without the rasteriser, PictureError for what is no SVG.
    """
    if not can_rasterise():
        raise PicturesOffError(
            "The extra `pictures` is not installed: pip install 'ashore[pictures]'."
        )
    zoom = _zoom(svg)
    png = _at(svg, zoom)
    if len(png) > MOST_BYTES and zoom > _LEAST_ZOOM:
        png = _at(svg, max(_LEAST_ZOOM, zoom * _AIM / len(png)))
    return png


def _at(svg: str, zoom: float) -> bytes:
    from resvg_py import svg_to_bytes

    try:
        return svg_to_bytes(
            svg_string=svg,
            zoom=zoom,
            skip_system_fonts=True,
            font_files=[str(FONT)],
            font_family=FAMILY,
        )
    except ValueError as error:
        raise PictureError(f"The picture cannot be drawn: {error}") from None


def _zoom(svg: str) -> float:
    """How much smaller to draw it: a PNG's bytes go with the length of its text and its shapes."""
    size = _SIZE.search(svg)
    if size is None:
        raise PictureError("The picture has no size in pixels.")
    width, height = (max(1.0, float(side)) for side in size.groups())
    fits = min(LONGEST_SIDE / max(width, height), sqrt(_MOST_PIXELS / (width * height)))
    text = sum(width_of(words, float(height)) for height, words in _TEXT.findall(svg))
    foreseen = 10_000 + 13 * text + 500 * len(_SHAPE.findall(svg))
    return max(_LEAST_ZOOM, min(1.0, fits, _AIM / foreseen))


class Renderer:
    """Makes pictures in a process of its own, one at a time. Opened by `open_renderer`.

    The process starts with the first picture; one that died is started anew.
    """

    def __init__(self, *, waiting: int = 64, seconds: float = 15.0) -> None:
        """At most so many pictures wait, and none longer than so many seconds."""
        self._most = waiting
        self._seconds = seconds
        self._waiting = 0
        self._turn = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None

    async def render(self, svg: str) -> bytes:
        """The picture as PNG. Raises PictureError, also when too many wait or it takes too long."""
        if not can_rasterise():
            raise PicturesOffError("The extra `pictures` is not installed.")
        if self._waiting >= self._most:
            raise PictureError("Too many pictures are waiting.")
        self._waiting += 1
        try:
            async with asyncio.timeout(self._seconds), self._turn:
                return await self._made(svg)
        except TimeoutError:
            raise PictureError("The picture took too long.") from None
        finally:
            self._waiting -= 1

    async def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        if process.stdin:
            process.stdin.close()
            with contextlib.suppress(OSError):
                await process.stdin.wait_closed()

    async def _made(self, svg: str) -> bytes:
        """The answer of the process; one more try with a new process if it died."""
        for _ in range(2):
            try:
                return await self._exchange(svg.encode("utf-8", "replace"))
            except (asyncio.IncompleteReadError, OSError):
                await self.close()
            except asyncio.CancelledError:  # what comes next would read this picture's answer
                await self.close()
                raise
        raise PictureError("The process that makes pictures keeps ending.")

    async def _exchange(self, svg: bytes) -> bytes:
        process = self._process = self._process or await _start()
        if process.stdin is None or process.stdout is None:
            raise PictureError("The process that makes pictures has no pipes.")
        process.stdin.write(_HEAD.pack(True, len(svg)) + svg)
        await process.stdin.drain()
        is_made, size = _HEAD.unpack(await process.stdout.readexactly(_HEAD.size))
        answer = await process.stdout.readexactly(min(size, _LARGEST))
        if not is_made:
            raise PictureError(answer.decode("utf-8", "replace"))
        return answer


@contextlib.asynccontextmanager
async def open_renderer() -> AsyncIterator[Renderer]:
    """A renderer for as long as the context lasts."""
    renderer = Renderer()
    try:
        yield renderer
    finally:
        await renderer.close()


async def _start() -> asyncio.subprocess.Process:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        _WORK,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,  # it might quote a borrower's words
        env={**kept, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        # Ctrl-C is for the bot, which ends this in order. Not a session of its own: Linux shares the
        # CPU out among sessions first, and `nice` would count for nothing.
        process_group=0,
    )


def work() -> None:
    """The other end of the pipe: read an SVG, write a PNG, until the pipe closes."""
    os.nice(_NICE)
    source, target = sys.stdin.buffer, sys.stdout.buffer
    while len(head := source.read(_HEAD.size)) == _HEAD.size:
        _, size = _HEAD.unpack(head)
        svg = source.read(size).decode()
        try:
            answer, is_made = rasterise(svg), True
        except PictureError as failure:
            answer, is_made = str(failure).encode(), False
        target.write(_HEAD.pack(is_made, len(answer)) + answer)
        target.flush()
