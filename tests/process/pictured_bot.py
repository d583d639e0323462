"""`ashore run` where the last screen of every turn has a picture, in some chats. Run as a process.

Its arguments are the file of the SVG, and the number of the first chat that gets it.
"""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.channels.telegram import draw as module
from bot.channels.telegram.draw import Call
from bot.flow.model import Worded

_plain = module.draw


def main(picture: str, first: str) -> None:
    """Run until stopped."""
    from bot.cli import main as ashore

    svg = Path(picture).read_text("utf-8")

    def pictured(worded: Sequence[Worded], *, chat: int, pressed: int | None) -> tuple[Call, ...]:
        if chat >= int(first):
            *others, last = worded
            worded = [*others, replace(last, picture=svg, picture_alt="alt")]
        return _plain(worded, chat=chat, pressed=pressed)

    module.draw = pictured
    ashore(["run"])


if __name__ == "__main__":
    main(*sys.argv[1:])
