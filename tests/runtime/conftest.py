"""The store of the runtime's tests: in the clear, so that it can be looked into, or `sealed` by mark."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store import Store
from tests.store.sealed import KEY, opened


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty one."""
    is_sealed = request.node.get_closest_marker("sealed") is not None
    with opened(tmp_path, KEY if is_sealed else None) as held:
        yield held
