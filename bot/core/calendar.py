"""Which days are rest days: the published holidays of a year, made-up working days, weekends."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from bot.core.figures import FigureValue

_SATURDAY: Final = 5
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """The holidays as they were published, year by year; the default knows only weekends.

    `years` maps a published year to its source. `rest` are the holidays in those years, weekends that
    belong to them included, `work` the weekend days that are worked instead. `fixed` are the holidays,
    as (month, day), that fall on the same day every year by law, from `fixed_source.start` on: they
    hold where a year's own arrangement is not published yet.
    """

    years: Mapping[int, FigureValue] = field(default_factory=dict)
    rest: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    fixed: frozenset[tuple[int, int]] = frozenset()
    fixed_source: FigureValue | None = None

    def knows(self, year: int) -> bool:
        """Whether the arrangement of the year is published and in the data."""
        return year in self.years

    def is_rest_day(self, day: date) -> bool:
        """Whether nobody works: by the published calendar, else on a weekend or a fixed holiday."""
        if day in self.work:
            return False
        return day in self.rest or day.weekday() >= _SATURDAY or self._is_fixed(day)

    def roll(self, day: date) -> date:
        """The day itself, or the first day after the rest days if it is one."""
        while self.is_rest_day(day):
            day += _DAY
        return day

    def working_day_by(self, day: date) -> date:
        """The day itself, or the last working day before it if it is a rest day."""
        while self.is_rest_day(day):
            day -= _DAY
        return day

    def working_day_after(self, day: date) -> date:
        """The first working day after the day."""
        return self.roll(day + _DAY)

    def _is_fixed(self, day: date) -> bool:
        source = self.fixed_source
        held = source is not None and source.start <= day and not self.knows(day.year)
        return held and (day.month, day.day) in self.fixed


WEEKENDS: Final = Calendar()
