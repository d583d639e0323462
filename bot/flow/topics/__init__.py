"""Which flow or card a borrower's own words may be about."""

from bot.flow.topics.index import Match, Topic, TopicIndex, build_index
from bot.flow.topics.meanings import Meanings, build_meanings

__all__ = ["Match", "Meanings", "Topic", "TopicIndex", "build_index", "build_meanings"]
