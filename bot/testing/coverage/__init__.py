"""What the conversation tests reach of flows and words: watched while the real engine runs them."""

from bot.testing.coverage.arcs import Arc, arcs_of
from bot.testing.coverage.measure import Coverage, Meter

__all__ = ["Arc", "Coverage", "Meter", "arcs_of"]
