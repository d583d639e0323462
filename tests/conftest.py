"""In which order the tests run: what takes seconds first, so that no worker is left with it alone."""

from pathlib import Path
from typing import Final

import pytest

_HERE: Final = Path(__file__).parent
_LONG: Final = ("process", "attacks", "runtime", "testing", "cli")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Real processes and whole explorations, then the thousands that take milliseconds."""

    def place(item: pytest.Item) -> int:
        folder = item.path.relative_to(_HERE).parts[0] if item.path.is_relative_to(_HERE) else ""
        return _LONG.index(folder) if folder in _LONG else len(_LONG)

    items.sort(key=place)
