"""What the rows try, as functions of bytes, for a fuzzer that is guided by what the program runs through.

Each raises BrokenPromiseError where the row would count a fault.
"""

import random
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

from bot.channels.telegram.draw import draw
from bot.flow.engine import advance
from bot.flow.events import Typed
from bot.library import load_library
from bot.runtime.batch import Batcher
from bot.runtime.journal import Journal
from bot.runtime.ports import Parts
from bot.store import open_store
from tests.attacks.damaged import Desk
from tests.attacks.pool import Tally
from tests.attacks.raw import Post
from tests.attacks.typist import Shelf, Typist
from tests.attacks.written import Press
from tests.library import tiny

Target: TypeAlias = Callable[[bytes], None]
_SEED: Final = 1
_WALKED: Final = 300  # texts, to know places from which to go on
_FEWEST: Final = 2  # bytes: which place, and what is said there


class BrokenPromiseError(AssertionError):
    """What must never be was found."""


def typed(data: bytes) -> None:
    """A text, at the place that the first byte names."""
    if len(data) < _FEWEST:
        return
    typist = _typist()
    typist.stand_at(data[0])
    typist.take(Typed(_text(data[1:])))
    _hold(typist.tally)


def update(data: bytes) -> None:
    """The body of a POST."""
    post = _post()
    post.take([data])
    _hold(post.tally)


def yaml(data: bytes) -> None:
    """A file of a small library; the first byte says which."""
    if len(data) < _FEWEST:
        return
    desk = _desk()
    names = sorted(tiny.FILES)
    name = names[data[0] % len(names)]
    desk.hold(name, tiny.FILES[name], data[1:])
    _hold(desk.tally)


def text(data: bytes) -> None:
    """A text of the content."""
    press = _press()
    press.run_text(_text(data))
    _hold(press.tally)


def expression(data: bytes) -> None:
    """A condition of a flow."""
    press = _press()
    press.run_expression(_text(data))
    _hold(press.tally)


TARGETS: Final[Mapping[str, Target]] = {
    "typed": typed,
    "update": update,
    "yaml": yaml,
    "text": text,
    "expression": expression,
}


def _hold(tally: Tally) -> None:
    if tally.faults:
        raise BrokenPromiseError("\n".join(tally.faults))


def _text(data: bytes) -> str:
    return data.decode(errors="surrogateescape")


def _small_library(folder: Path) -> Path:
    return tiny.write(folder, tiny.FILES)


@cache
def _room() -> Path:
    """A folder for as long as the process lives."""
    return Path(tempfile.mkdtemp(prefix="ashore-target-"))


@cache
def _typist() -> Typist:
    typist = Typist(load_library(_small_library(_room() / "typed")), random.Random(_SEED))
    typist.run(_WALKED)
    return typist


@cache
def _post() -> Post:
    library = load_library(_small_library(_room() / "update"))
    store = open_store(f"sqlite:///{_room() / 'a.sqlite3'}")
    batcher = Batcher(store, Parts(Shelf(library), advance, draw), Journal(b"salt"))
    return Post(store, batcher, random.Random(_SEED))


@cache
def _desk() -> Desk:
    return Desk(_small_library(_room() / "yaml"), random.Random(_SEED))


@cache
def _press() -> Press:
    return Press(load_library(_small_library(_room() / "written")))
