"""What comes in, what goes out, and what is left for debts: the Standard Financial Statement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from bot.core.money import bounded, cents
from bot.errors import InputError

Every: TypeAlias = Literal["week", "fortnight", "month", "quarter", "year", "once"]
Group: TypeAlias = Literal["fixed", "flexible", "irregular", "savings", "priority", "left"]
Bound: TypeAlias = Literal["exact", "at_most", "at_least", "open"]

MOST_LINES: Final = 200
# Times a month. What comes once is put aside for over a year.
_TIMES: Final[dict[Every, Fraction]] = {
    "week": Fraction(52, 12),
    "fortnight": Fraction(26, 12),
    "month": Fraction(1),
    "quarter": Fraction(1, 3),
    "year": Fraction(1, 12),
    "once": Fraction(1, 12),
}
_PARTS: Final = 1000  # shares of the whole are shown in tenths of a percent
_PART: Final = Decimal("0.1")


@dataclass(frozen=True)
class Line:
    """One line: `amount` in yuan each time, None where it is not known, and how often it comes."""

    name: str
    amount: Decimal | None
    every: Every = "month"

    def monthly(self) -> Decimal | None:
        """The line in yuan a month, to the cent, half up: × 52/12, 26/12, 1, 1/3 or 1/12."""
        if self.amount is None:
            return None
        times = _TIMES[self.every]
        return cents(self.amount * times.numerator / times.denominator)


@dataclass(frozen=True)
class Budget:
    """A month's money in groups of lines. `priority` is what the priority debts are offered.

    Irregular costs are those that do not come every month; a savings line is allowed.
    """

    income: tuple[Line, ...]
    fixed: tuple[Line, ...] = ()
    flexible: tuple[Line, ...] = ()
    irregular: tuple[Line, ...] = ()
    savings: tuple[Line, ...] = ()
    priority: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Slice:
    """A part of the month's money: yuan, and percent of all parts together to a tenth."""

    group: Group
    amount: Decimal
    percent: Decimal


@dataclass(frozen=True)
class Left:
    """What is left, in yuan a month to the cent; negative stays negative.

    `for_priority` = income − outgoings − savings; `for_rest` = that − what priority debts are offered.
    `unknown` names the lines without an amount, which count as 0. The two bounds say what that makes of
    `for_priority` and `for_rest`: with a cost unknown they are the most it can be, with an income unknown
    the least, with both open.
    """

    income: Decimal
    outgoings: Decimal
    savings: Decimal
    for_priority: Decimal
    priority: Decimal
    for_rest: Decimal
    unknown: tuple[str, ...]
    for_priority_bound: Bound
    for_rest_bound: Bound
    slices: tuple[Slice, ...]


def left_over(budget: Budget) -> Left:
    """What a month leaves for priority debts and for the rest, and where the money goes.

    Every line is rounded to the cent, half up, by itself, so that the lines add up to the sums. The
    slices are the outgoings, savings and offers with what is left, if anything is; their percentages
    add up to 100. Raises InputError: `line_negative`, `amount_absurd`, `too_many_lines`. Source: the
    structure of the UK Standard Financial Statement.
    """
    costs = (*budget.fixed, *budget.flexible, *budget.irregular)
    _check((*budget.income, *costs, *budget.savings, *budget.priority))
    income, outgoings = _sum(budget.income), _sum(costs)
    savings, priority = _sum(budget.savings), _sum(budget.priority)
    for_priority = income - outgoings - savings
    for_rest = for_priority - priority
    unknown = [_unknown(budget.income), _unknown((*costs, *budget.savings))]
    offers = _unknown(budget.priority)
    return Left(
        income=income,
        outgoings=outgoings,
        savings=savings,
        for_priority=for_priority,
        priority=priority,
        for_rest=for_rest,
        unknown=(*unknown[0], *unknown[1], *offers),
        for_priority_bound=_bound(unknown[0], unknown[1]),
        for_rest_bound=_bound(unknown[0], (*unknown[1], *offers)),
        slices=_slices(budget, for_rest),
    )


def _slices(budget: Budget, left: Decimal) -> tuple[Slice, ...]:
    parts: list[tuple[Group, Decimal]] = [
        ("fixed", _sum(budget.fixed)),
        ("flexible", _sum(budget.flexible)),
        ("irregular", _sum(budget.irregular)),
        ("savings", _sum(budget.savings)),
        ("priority", _sum(budget.priority)),
        ("left", max(left, Decimal(0))),
    ]
    shown = [(group, amount) for group, amount in parts if amount]
    shares = _tenths([amount for _, amount in shown])
    return tuple(
        Slice(group, amount, share * _PART)
        for (group, amount), share in zip(shown, shares, strict=True)
    )


def _tenths(amounts: Sequence[Decimal]) -> list[int]:
    """Each amount's share in tenths of a percent; the largest remainders make them add up."""
    whole = sum(amounts, Decimal(0))
    exact = [Fraction(amount) * _PARTS / Fraction(whole) for amount in amounts]
    shares = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda place: shares[place] - exact[place])
    for place in by_remainder[: _PARTS - sum(shares) if shares else 0]:
        shares[place] += 1
    return shares


def _bound(incomes: Sequence[str], costs: Sequence[str]) -> Bound:
    if incomes and costs:
        return "open"
    if incomes:
        return "at_least"
    return "at_most" if costs else "exact"


def _sum(lines: Iterable[Line]) -> Decimal:
    return sum((line.monthly() or Decimal(0) for line in lines), Decimal("0.00"))


def _unknown(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(line.name for line in lines if line.amount is None)


def _check(lines: Sequence[Line]) -> None:
    if len(lines) > MOST_LINES:
        raise InputError("too_many_lines", count=len(lines), limit=MOST_LINES)
    for line in lines:
        if line.amount is not None and bounded(line.amount) < 0:
            raise InputError("line_negative", name=line.name, amount=line.amount)
