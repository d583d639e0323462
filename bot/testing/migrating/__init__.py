"""What a changed library does to conversations that have begun: each position folded on both."""

from bot.testing.migrating.model import Again, Fate, Held, Lost, Migration, explored_positions
from bot.testing.migrating.refolding import Crossing, migrate

__all__ = [
    "Again",
    "Crossing",
    "Fate",
    "Held",
    "Lost",
    "Migration",
    "explored_positions",
    "migrate",
]
