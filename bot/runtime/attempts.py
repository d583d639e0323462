"""What may raise anything: one borrower's poison must not stop the others, nor keep help from being heard."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

Result = TypeVar("Result")


def tried(act: Callable[[], Result]) -> Result | Exception:
    """What it came to, or what it raised, for the caller to write down."""
    try:
        return act()
    except Exception as error:  # noqa: BLE001 flows, words and what is kept may fail in any way, and every caller writes it down
        return error


def loaded(load: Callable[[dict[str, Any]], Result], kept: str) -> Result | Exception:
    """What a text that was kept as JSON stands for."""
    return tried(lambda: load(json.loads(kept)))
