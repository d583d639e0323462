"""Every way through every flow: the states that a conversation can be in, and what must hold in each."""

from bot.testing.exploring.many import explore, explore_all
from bot.testing.exploring.model import (
    DEFAULT_BUDGET,
    Edge,
    Exploration,
    Finding,
    Said,
    State,
)

__all__ = [
    "DEFAULT_BUDGET", "Edge", "Exploration", "Finding", "Said", "State", "explore", "explore_all",
]  # fmt: skip
