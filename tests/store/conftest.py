"""What the disk is told, in order."""

import os
from pathlib import Path

import pytest


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
