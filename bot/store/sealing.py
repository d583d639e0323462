"""A database from before there was a key: sealed row by row, however often that is interrupted."""

import json
import sqlite3
from pathlib import Path

from bot.errors import StoreError
from bot.store.cells import ALL, CALL, Cells
from bot.store.json_text import to_json
from bot.store.key_file import NOBODY
from bot.store.vault import Cell, Vault

AT_ONCE = 200
# Kept as SQLite's user_version: whether every cell is sealed, and no clear text left in a free page.
_CLEAR, _SEALED = 0, 1


def refuse_unreadable(db: sqlite3.Connection, vault: Vault, path: Path) -> None:
    """Raises StoreError if something is sealed, and the keys for it are not at hand."""
    if not vault.seals:
        _refuse_sealed(db, path, "there is no master key. Give it in ASHORE_KEY or store.key_file")
    elif vault.is_new:
        _refuse_sealed(
            db,
            path,
            "the file with the borrowers' keys is missing or empty. Put its last copy back",
        )


def seal_up(db: sqlite3.Connection, vault: Vault) -> None:
    """Have every cell sealed that shall be."""
    (state,) = db.execute("pragma user_version").fetchone()
    if not vault.seals:
        if state != _CLEAR:
            db.execute(f"pragma user_version = {_CLEAR}")
        return
    vault.derive("nobody")
    vault.commit()
    vault.settle()
    if state == _SEALED:
        return
    for cells in ALL:
        while _seal_some(db, vault, cells):
            pass
    db.execute("vacuum")  # the pages that held clear text
    db.execute("pragma wal_checkpoint(truncate)")
    db.execute(f"pragma user_version = {_SEALED}")


def move_cells(db: sqlite3.Connection, vault: Vault, old: int, new: int) -> None:
    """Seal a chat's cells for another chat, whose rows they become after.

    Those, too, that lie with a counselor's rows and are this borrower's.
    """
    for cells in ALL:
        where = " or ".join(f"{column} = ?1" for column in dict.fromkeys(("chat", cells.owner)))
        rows = _rows(db, cells, f"({where})", (old,))
        _write(db, cells, [(_moved(vault, cells, row, old, new), row) for row in rows])


def _moved(vault: Vault, cells: Cells, row: sqlite3.Row, old: int, new: int) -> Cell | None:
    text = vault.open(row["cell"], cells.place(*(row[name] for name in cells.bound)))
    chat = new if row["chat"] == old else row["chat"]
    if cells is CALL and text:
        call = json.loads(text)
        call["payload"]["chat_id"] = chat
        text = to_json(call)
    moved = [chat if name == "chat" else row[name] for name in cells.bound]
    owner = new if row["owner"] == old else row["owner"]
    return vault.seal(owner, text, cells.place(*moved))


def name_owners(db: sqlite3.Connection, vault: Vault) -> None:
    """Put down whose the calls and letters are that an older program left, by the key of their cell."""
    unnamed = "select 1 from {} where owner is null"
    if not any(
        db.execute(unnamed.format(table)).fetchone() for table in ("outbox", "dead_letters")
    ):
        return
    db.execute("begin immediate")
    for table, cell in (("outbox", "call"), ("dead_letters", "coalesce(call, event)")):
        rows = db.execute(f"select id, chat, {cell} from {table} where owner is null").fetchall()  # noqa: S608 names of our own tables; values are bound
        db.executemany(
            f"update {table} set owner = ? where id = ?",  # noqa: S608 names of our own tables; values are bound
            [
                (
                    next((who for who in (vault.owner_of(cell), chat) if who is not None), NOBODY),
                    number,
                )
                for number, chat, cell in rows
            ],
        )
    db.execute("commit")


def _seal_some(db: sqlite3.Connection, vault: Vault, cells: Cells) -> bool:
    """Seal some rows in a transaction; whether there were any."""
    db.execute("begin immediate")
    try:
        rows = _rows(db, cells, f"typeof({cells.column}) = 'text' limit {AT_ONCE}")
        _write(
            db,
            cells,
            [
                (
                    vault.seal(
                        NOBODY if row["owner"] is None else row["owner"],
                        row["cell"],
                        cells.place(*(row[name] for name in cells.bound)),
                    ),
                    row,
                )
                for row in rows
            ],
        )
        vault.commit()
        db.execute("commit")
    except BaseException:
        if db.in_transaction:
            db.execute("rollback")
        vault.undo()
        raise
    vault.settle()
    return bool(rows)


def _rows(
    db: sqlite3.Connection, cells: Cells, where: str, values: tuple[int, ...] = ()
) -> list[sqlite3.Row]:
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    names = ", ".join(dict.fromkeys((*cells.key, *cells.bound, "chat")))
    names += f", {cells.owner} as owner"
    return cursor.execute(
        f"select {names}, {cells.column} as cell from {cells.table}"  # noqa: S608 names of our own tables; values are bound
        f" where {cells.held} and {cells.column} is not null and {where}",
        values,
    ).fetchall()


def _write(
    db: sqlite3.Connection, cells: Cells, anew: list[tuple[Cell | None, sqlite3.Row]]
) -> None:
    keys = " and ".join(f"{name} = ?" for name in cells.key)
    db.executemany(
        f"update {cells.table} set {cells.column} = ? where {keys}",  # noqa: S608 names of our own tables; values are bound
        [(cell, *(row[name] for name in cells.key)) for cell, row in anew],
    )


def _refuse_sealed(db: sqlite3.Connection, path: Path, why: str) -> None:
    for cells in ALL:
        (found,) = db.execute(
            f"select exists (select 1 from {cells.table}"  # noqa: S608 names of our own tables; values are bound
            f" where typeof({cells.column}) = 'blob')"
        ).fetchone()
        if found:
            raise StoreError(
                f"The answers in {path} are encrypted, and {why}; no answer was changed."
            )
