"""`ashore run` where the last screen of every turn has a picture, in some chats. Run as a process.

`PICTURED_FROM` (a chat's number) says from which chat on there are pictures; `PICTURE` is the file of
the SVG that is drawn.
"""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.channels.telegram import draw as module
from bot.channels.telegram.draw import Call
from bot.flow.model import Worded

_plain = module.draw
_first = int(os.environ.get("PICTURED_FROM", "0"))
_svg = Path(os.environ["PICTURE"]).read_text("utf-8")


def _pictured(worded: Sequence[Worded], *, chat: int, pressed: int | None) -> tuple[Call, ...]:
    if chat >= _first:
        *others, last = worded
        worded = [*others, replace(last, picture=_svg, picture_alt="alt")]
    return _plain(worded, chat=chat, pressed=pressed)


def main() -> None:
    """Run until stopped."""
    from bot.cli import main as ashore

    module.draw = _pictured
    ashore(["run"])


if __name__ == "__main__":
    main()
