"""Changing the master key: every borrower's key is wrapped anew, however often that is interrupted."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.errors import ConfigError, StoreError
from bot.store.connection import claim, path_of
from bot.store.key_file import KeyFile, path_beside
from bot.store.keyring import Ring, make_key, parse_ring

AT_ONCE = 100


@dataclass(frozen=True)
class Rotated:
    """How many keys were wrapped anew, the master key that wraps them, those that none needs now."""

    anew: int
    master: str
    unused: tuple[str, ...]


def write_key(path: Path, key: str) -> None:
    """A new file with a key in it, for the owner's eyes. Raises ConfigError where there is one."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"{key}\n")
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise ConfigError(
            f"{path} is there already and was left as it is: a key that is overwritten takes every "
            "answer with it. Choose another name; to change a key in use, `ashore keys rotate`."
        ) from None
    except OSError as error:
        raise ConfigError(
            f"{path} cannot be written: {error.strerror}; nothing was made."
        ) from None


def rotate(url: str, key_file: Path | None, text: str) -> Rotated:
    """Have every key wrapped by the first master key of a text, in small steps.

    With a key's file, a new key is made and written at its head first, unless the last rotation is
    not finished: then that one is. Raises ConfigError or StoreError, one sentence.
    """
    ring = parse_ring(text)
    with _keys(url, ring) as keys:
        is_done = set(keys.masters()) <= {ring.current.name}
    if is_done and key_file:
        text = f"{make_key()}\n{text}"
        ring = parse_ring(text)
        _replace(key_file, text)
    with _keys(url, ring) as keys:
        anew = 0
        while some := keys.rewrap(limit=AT_ONCE):
            anew += some
        # Copies of what the old key wrapped would be readable with it.
        if not keys.scrub():
            raise StoreError(
                f"Another program reads {keys.path}; every key is wrapped anew, but traces of the old "
                "ones are left. Close that program and run this once more."
            )
    unused = tuple(key.name for key in ring.keys if key is not ring.current)
    return Rotated(anew, ring.current.name, unused)


def drop_unused(key_file: Path, text: str) -> None:
    """Leave the first master key alone in its file."""
    first = next(word for line in text.splitlines() for word in line.partition("#")[0].split())
    _replace(key_file, f"{first}\n")


@contextmanager
def _keys(url: str, ring: Ring) -> Iterator[KeyFile]:
    """The keys of a database that no bot uses meanwhile."""
    path = path_of(url)
    if not path_beside(path).is_file():
        raise StoreError(
            f"There are no keys at {path_beside(path)}; nothing was changed. The bot makes them when "
            "it first runs; check store.url."
        )
    with claim(path), closing(KeyFile(path_beside(path), ring)) as keys:
        yield keys


def _replace(path: Path, text: str) -> None:
    """Write a file anew, so that at any moment the whole old or the whole new one is there."""
    beside = path.with_name(f"{path.name}.new")
    try:
        beside.unlink(missing_ok=True)
        write_key(beside, text.rstrip("\n"))
        beside.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror}; it is as it was.") from None
