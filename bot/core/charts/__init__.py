"""Pictures as SVG text, from values and words: pure, for a phone, in light and dark.

All words are given; no figure is written here. A picture is never the only carrier of a fact: labels
that do not fit are cut, and the text below the picture says them in full.
"""

from bot.core.charts.card import Chart
from bot.core.charts.lines import AxisWords, Series, balances_chart
from bot.core.charts.owed import OwedBar, owed_chart
from bot.core.charts.split import Part, split_chart
from bot.core.charts.theme import DARK, LIGHT, Theme
from bot.core.charts.timeline import Moment, timeline_chart

__all__ = [
    "DARK",
    "LIGHT",
    "AxisWords",
    "Chart",
    "Moment",
    "OwedBar",
    "Part",
    "Series",
    "Theme",
    "balances_chart",
    "owed_chart",
    "split_chart",
    "timeline_chart",
]
