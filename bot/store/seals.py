"""Which keys a copy of the database is sealed with, and whether they are beside the place it goes to."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.store.cells import ALL
from bot.store.keyring import Ring
from bot.store.reading import reading
from bot.store.vault import id_of


@dataclass(frozen=True)
class Seals:
    """The keys of a copy's cells: `used` so many, `held` of them in the file `keys`, if it is `there`.

    `foreign` are the names of the master keys that wrap those held and are not at hand.
    """

    keys: Path
    used: int = 0
    there: bool = False
    held: int = 0
    foreign: tuple[str, ...] = ()

    @property
    def readable(self) -> bool:
        """Whether anything that is sealed in the copy can be read."""
        return not self.used or (bool(self.held) and not self.foreign)


def seals_of(copy: Path, keys: Path, ring: Ring | None) -> Seals:
    """What a copy of the database needs of a file of keys. Nothing is written. Raises StoreError."""
    with reading(copy) as source:
        used = {id_of(cell) for cell in _sealed(source)}
    if not used or not keys.is_file():
        return Seals(keys, len(used))
    with reading(keys) as file:
        masters = _masters(file)
    held = used & masters.keys()
    needed = {masters[number] for number in held}
    foreign = sorted(name for name in needed if ring is None or ring.named(name) is None)
    return Seals(keys, len(used), there=True, held=len(held), foreign=tuple(foreign))


def _masters(file: sqlite3.Connection) -> dict[int, str]:
    """The master key of each key; none in a file that was copied without its log."""
    if not file.execute("select 1 from sqlite_schema where name = 'data_keys'").fetchone():
        return {}
    return dict(file.execute("select id, master from data_keys").fetchall())


def _sealed(source: sqlite3.Connection) -> Iterator[bytes]:
    """The sealed cells; a table or column that an older version did not have holds none."""
    for cells in ALL:
        columns = {row[1] for row in source.execute(f"pragma table_info({cells.table})")}
        if cells.column in columns:
            query = (
                f"select {cells.column} from {cells.table} where typeof({cells.column}) = 'blob'"  # noqa: S608 names of ours
            )
            yield from (cell for (cell,) in source.execute(query))
