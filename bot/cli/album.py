"""The pictures of a conversation, kept in a folder: each as SVG, and as PNG where that can be made."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.flow.model import Worded


class Album:
    """A folder of pictures, numbered in the order in which they are shown; without one keeps none."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._shown = 0

    def keep(self, screens: "Iterable[Worded]") -> Mapping[str, Path]:
        """Save the screens' pictures; where each is now, by its SVG: the PNG, or the SVG without one.

        Raises OSError where the folder cannot be written to.
        """
        if self._folder is None:
            return {}
        return {screen.picture: self._save(screen) for screen in screens if screen.picture}

    def _save(self, screen: "Worded") -> Path:
        from bot.channels.pictures import PicturesOff, rasterise

        folder = self._folder or Path()
        folder.mkdir(parents=True, exist_ok=True)
        self._shown += 1
        name = re.sub(r"[^\w-]+", "-", f"{self._shown:02}-{screen.flow}-{screen.step}")
        path = folder / f"{name}.svg"
        path.write_text(screen.picture, encoding="utf-8")
        try:
            png = rasterise(screen.picture)
        except PicturesOff:
            return path
        path = folder / f"{name}.png"
        path.write_bytes(png)
        return path
