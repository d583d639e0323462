"""The folder that `ashore i18n` is run on."""

from pathlib import Path

import pytest

from tests.library import tiny


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small library with its record, in a folder of its own."""
    monkeypatch.setenv("ASHORE_LIBRARY__FOLDER", str(tmp_path))
    return tiny.write(tmp_path, tiny.FILES)
