"""`ashore run` with somebody looking over its shoulder. Run as a process; its argument is a file.

Every address that the process looks up or connects to becomes a line of that file. Every library
logs as much as it can. A message with 炸 in it makes the turn raise an error that quotes it; one
with 崩 ends the program the same way.
"""

import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.channels.telegram.decode import Decoded

_LOOKED_UP = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
_REACHED = {"socket.connect", "socket.sendto", "socket.sendmsg"}


def watch(file: Path) -> None:
    """Note every destination from now on."""
    out = file.open("a", buffering=1)

    def hook(event: str, details: tuple[Any, ...]) -> None:
        if event in _LOOKED_UP:
            out.write(f"{details[0]}\n")
        elif event in _REACHED:
            address = details[1]
            out.write(f"{address[0] if isinstance(address, tuple) else address}\n")

    sys.addaudithook(hook)


def main(file: str) -> None:
    """Run until stopped."""
    watch(Path(file))
    from bot.cli import main as ashore
    from bot.flow import engine
    from bot.runtime import journal
    from bot.runtime.worker import Worker

    advance, take, set_up = engine.advance, Worker.take, journal.set_up_log

    def raising(*details: Any) -> Any:
        words = getattr(details[2], "text", "")
        if "炸" in words:
            raise ValueError(words)
        return advance(*details)

    async def ending(self: Worker, batch: list[Decoded]) -> None:
        words: Sequence[str] = [getattr(decoded.event, "text", "") for decoded in batch]
        if any("崩" in text for text in words):
            raise ValueError(*words)
        await take(self, batch)

    def loud(level: str) -> None:
        set_up(level)
        logging.getLogger().setLevel(logging.DEBUG)
        for name in ("telegram", "telegram.Bot", "aiohttp", "asyncio", "httpx"):
            logging.getLogger(name).setLevel(logging.DEBUG)

    engine.advance = raising  # type: ignore[assignment]  # what breaks
    Worker.take = ending  # type: ignore[method-assign]  # what breaks
    journal.set_up_log = loud
    ashore(["run"])


if __name__ == "__main__":
    main(*sys.argv[1:])
