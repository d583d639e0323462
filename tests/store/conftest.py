"""What the disk is told, in order; databases that an older version left."""

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.store.connection import connect
from bot.store.migrations import MIGRATIONS, migrate


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is put on the disk and renamed, in order."""
    told: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def told_fsync(handle: int) -> None:
        told.append("sync " + Path(f"/proc/self/fd/{handle}").readlink().name)
        fsync(handle)

    def told_replace(path: Path, target: Path) -> Path:
        told.append("replace " + target.name)
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", told_fsync)
    monkeypatch.setattr(Path, "replace", told_replace)
    return told


@pytest.fixture
def lay_older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Path]:
    """Lays an empty database after so many migrations, and says where."""

    def lay(done: int) -> Path:
        path = tmp_path / "a.sqlite3"
        with monkeypatch.context() as older, closing(connect(path)) as connection:
            older.setattr("bot.store.migrations.MIGRATIONS", MIGRATIONS[:done])
            migrate(connection, path)
        return path

    return lay
