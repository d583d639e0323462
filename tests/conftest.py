"""In which order the tests run, and that a busy machine makes none of them fail."""

import os
from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings

# A deadline is the wall's time, which other programs use, too; what must be fast is timed by itself.
settings.register_profile("ashore", deadline=None)
settings.load_profile("ashore")

# Tests say by LANG what the terminal speaks; a developer's own settings would outweigh that.
for _name in ("LC_ALL", "LC_MESSAGES"):
    os.environ.pop(_name, None)

_HERE: Final = Path(__file__).parent
_LONG: Final = ("process", "attacks", "runtime", "testing", "cli")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes seconds first, so that no worker is left with it alone: real processes, explorations."""

    def place(item: pytest.Item) -> int:
        folder = item.path.relative_to(_HERE).parts[0] if item.path.is_relative_to(_HERE) else ""
        return _LONG.index(folder) if folder in _LONG else len(_LONG)

    items.sort(key=place)
