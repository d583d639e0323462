"""What a conversation hands over, kept in a folder: pictures as SVG, and as PNG where it can be; files."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.flow.model import Worded, WordedFile

_NO_NAME: Final = re.compile(r"[^\w.-]+")


class Album:
    """A folder of pictures and files, numbered as they are shown; without one nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._shown = 0

    def keep(self, screens: "Iterable[Worded]") -> Mapping[str, Path]:
        """Save the screens' pictures and files; where each is now, by its SVG or its text.

        A picture is where its PNG is, or its SVG without one. Raises OSError where the folder cannot
        be written to.
        """
        saved: dict[str, Path] = {}
        for screen in screens if self._folder is not None else ():
            if screen.picture:
                saved[screen.picture] = self._save_picture(screen)
            for file in screen.files:
                saved[file.text] = self._save_file(file)
        return saved

    def _save_picture(self, screen: "Worded") -> Path:
        from bot.channels.pictures import PicturesOffError, rasterise

        path = self._path(f"{screen.flow}-{screen.step.replace('.', '-')}.svg")
        path.write_text(screen.picture, encoding="utf-8")
        try:
            png = rasterise(screen.picture)
        except PicturesOffError:
            return path
        path = path.with_suffix(".png")
        path.write_bytes(png)
        return path

    def _save_file(self, file: "WordedFile") -> Path:
        path = self._path(file.name)
        path.write_text(file.text, encoding="utf-8")
        return path

    def _path(self, name: str) -> Path:
        """Where the next thing goes."""
        folder = self._folder or Path()
        folder.mkdir(parents=True, exist_ok=True)
        self._shown += 1
        return folder / _NO_NAME.sub("-", f"{self._shown:02}-{name}")
