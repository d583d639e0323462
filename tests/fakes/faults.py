"""What can go wrong with a Bot API call, as knobs for the fake server."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias


@dataclass(frozen=True)
class Trouble:
    """One thing that goes wrong. Delays in seconds.

    `status` answers without accepting (with `retry_after` for 429); `cut` breaks the connection
    before or after the call is accepted; `garbled` accepts and answers with broken JSON; a `delay`
    alone only makes the call slow; a `stall` comes between acceptance and answer.
    """

    status: int = 0
    description: str = ""
    retry_after: int = 0
    cut: Literal["", "before", "after"] = ""
    garbled: bool = False
    delay: float = 0.0
    stall: float = 0.0


Fault: TypeAlias = Callable[[str, dict[str, Any]], Trouble | None]


def first(count: int, trouble: Trouble, *methods: str) -> Fault:
    """Trouble for the first `count` calls of these methods, or of any."""
    left = count

    def fault(method: str, _payload: dict[str, Any]) -> Trouble | None:
        nonlocal left
        if left and (not methods or method in methods):
            left -= 1
            return trouble
        return None

    return fault


def some(share: float, trouble: Trouble, *methods: str, seed: int) -> Fault:
    """Trouble for this share (0 to 1) of the calls of these methods, or of any."""
    dice = random.Random(seed)

    def fault(method: str, _payload: dict[str, Any]) -> Trouble | None:
        hit = (not methods or method in methods) and dice.random() < share
        return trouble if hit else None

    return fault
