"""Reading content/safety/never.yaml: what no text says, and what no question asks for."""

from collections.abc import Iterator, Mapping
from typing import Final

from pydantic import BaseModel, Field

from bot.library.folder import Folder
from bot.library.kinds import CLOSED, Prose

NEVER: Final = "content/safety/never.yaml"


class Shunned(BaseModel):
    """Words that are not said, and the longer ones around them that may be."""

    model_config = CLOSED

    say: Prose = Field(description="不说的话 / what is not said")
    unless: tuple[Prose, ...] = Field(
        default=(), description="在这些话里就没事 / it is all right within these"
    )

    def find(self, text: str) -> Iterator[int]:
        """Where it is said, in small letters; a word in Latin letters counts when it stands alone."""
        said = text.casefold()
        spans = [
            range(at, at + len(allowed))
            for allowed in self.unless
            for at in _places(said, allowed.casefold())
        ]
        for at in _places(said, self.say.casefold()):
            if not any(at in span for span in spans):
                yield at


class Never(BaseModel):
    """What no text says, by language."""

    model_config = CLOSED

    promises: Mapping[str, tuple[Shunned, ...]] = Field(
        default={}, description="不许诺的话 / what is never promised"
    )
    advice: Mapping[str, tuple[Shunned, ...]] = Field(
        default={}, description="不出的主意、不说的教训 / what is never advised, and no lesson"
    )
    secrets: Mapping[str, tuple[Shunned, ...]] = Field(
        default={}, description="不问的东西 / what no question asks for"
    )
    lock_screen: Mapping[str, tuple[Shunned, ...]] = Field(
        default={}, description="提醒里不写的话 / what no reminder says: others may see a phone"
    )


def read_never(folder: Folder) -> Never:
    """What is never said; nothing where there is no such file."""
    if not folder.has(NEVER):
        return Never()
    checker = folder.read_map(folder.path / NEVER)
    entry = checker.check(Never, checker.document.data, ()) if checker else None
    return entry or Never()


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not (_joined(text, at - 1, at) or _joined(text, end - 1, end)):
            yield at
        at = text.find(words, at + 1)


def _joined(text: str, left: int, right: int) -> bool:
    """Whether two neighbours are letters of one word in Latin script."""
    if left < 0 or right >= len(text):
        return False
    return all(text[place].isascii() and text[place].isalnum() for place in (left, right))
