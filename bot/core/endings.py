"""Whether a plan ends, by proof and not by waiting, and the least money with which it does.

All that follows holds for months with the same money each, after the last that has less or more.
Balances, interest and payments are whole cents; B ≤ B' between lists means: for every debt.

**More money never means more debt.** Let a month lead from balances B to F(B). If B ≤ B' and the money
for B is at least the money for B', then F(B) ≤ F(B'). Interest grows with the balance. A minimum grows
with it too, by at most a cent for each cent (no share is above 100 %, rounding keeps order), so what is
owed after the minimum grows with it as well. In a fixed order, debt i then keeps min(Rᵢ, max(0, R₁ + … +
Rᵢ − rest)), R being what is owed after the minimums: it grows with every R and shrinks with the rest,
and the rest is no smaller where minimums are smaller. Where money is split, debt i gets min(capᵢ, its
cents at one common level); smaller caps and more money raise the level (`sharing.split` has no
Alabama paradox). Hence a larger budget never takes longer, and "ends" needs one threshold.

**Never.** If in some month no debt gets more than its interest, then never. Let dᵢ = interest − payment
≥ 0: debt i grows by dᵢ, its minimum by at most dᵢ, no minimum shrinks, so there is no more to spread
than before and nobody gets more than payment + dᵢ = interest, next month again, and so on. Also never:
one debt's interest alone is all the money, for it can get no more than that, and so never shrinks; or
the total of the debts at a rate ρ or above is so large that ρ of it, less half a cent a debt for
rounding, is all the money: that total never shrinks.
Conversely, a plan in which every month some debt shrinks cannot go on for ever: a debt that only its
minimum pays moves one way from some month on; the first of the order then gets as much or less each
month, as the others' minimums only grow; if it too stops shrinking, no debt gets more than its
interest, and else it ends.

**Ends.** If in some month every debt gets at least its interest, and all together more than theirs, it
ends: F(B) ≤ B, so balances and interest never grow again, while all the money is spent every month:
the total falls by at least a cent each month. It ends too if the highest rate on the total, and half a
cent a debt for rounding, is less than the money: the total falls for good. Where lenders get their minimums alone, each debt is on
its own: one that does not get more than its interest never will, and one that does ends if what it gets
cannot shrink: its minimum is an amount, or stands on its floor.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from operator import ge, gt
from typing import Final, Literal, TypeAlias

from bot.core.paying import Month, Purse, Terms, pay_month
from bot.core.sharing import weights_of

Outcome: TypeAlias = Literal["ended", "ends_later", "never", "open"]

# Payments may creep above the interest of a huge debt for longer than anybody reckons. Beyond a thousand
# years without a proof either way, a plan counts as too long, and as one that needs more money.
_LONGEST: Final = 12_000
# Once so large a part of the debts is cleared, and no month is kept any more, they are dropped.
_DROPPED_FROM: Final = 8
# Of months that are not kept, one of so many is searched for a proof.
_LOOKED_AT: Final = 4
# The first step away from a guessed threshold: this part of it.
_GUESS_IS_OFF_BY: Final = 32


@dataclass(frozen=True)
class Course:
    """How a plan went: its months as far as they were kept, the outcome, and the last month it took."""

    months: tuple[Month, ...]
    outcome: Outcome
    last: int


def run(terms: Terms, purse: Purse, *, horizon: int, never_shown: int = 0) -> Course:
    """The course of a plan, with its first `horizon` months kept.

    A plan that is still open after them goes on until it is proved to end later or never. One that
    never ends is kept for `never_shown` months at least.
    """
    balances: Sequence[int] = list(terms.balances)
    kept: list[Month] = []
    outcome: Outcome = "open"
    last_change = purse.last_change()
    number = 0
    while True:
        number += 1
        month = pay_month(terms, balances, purse.of(number))
        balances = month.balances
        if number <= horizon:
            kept.append(month)
        if not any(balances):
            outcome = "ended"
        elif outcome == "open" and number > last_change and _is_looked_at(number, horizon):
            outcome = _outcome(terms, month, purse.of(number))
        if _is_over(outcome, number, horizon=horizon, never_shown=never_shown):
            return Course(tuple(kept), outcome, number)
        if number >= horizon and balances.count(0) * _DROPPED_FROM >= len(balances):
            terms, balances = _still_owed(terms, balances)


def most_that_never_ends(terms: Terms, purse: Purse, *, unit: int = 1) -> int:
    """The largest money a month, in cents, with which a plan never ends; it ends with a cent more.

    It is rounded up to whole units of so many cents, which takes less long to find. The purse is one
    with which it never ends; months that differ in it stay as they are. Where lenders get their minimums
    alone, no budget helps: then it is what all of them ask for in the first month, raised to just above
    its interest where a minimum does not clear its debt, less the last cent.
    """
    if terms.order == "minimums" and not _ends(terms, Purse(None)):
        return -(-(_raised_minimums(terms) - 1) // unit) * unit

    def is_enough(units: int) -> bool:
        """Whether a cent more than so many units ends it."""
        return _ends(terms, Purse(units * unit + 1, purse.changes))

    low = ((purse.monthly or 0) - 1) // unit
    guess = sum(pay_month(terms, terms.balances, None).interests) // unit
    low, high = _bracket(is_enough, low, guess)
    while high - low > 1:
        middle = (low + high) // 2
        if is_enough(middle):
            high = middle
        else:
            low = middle
    return high * unit


def _bracket(is_enough: Callable[[int], bool], low: int, guess: int) -> tuple[int, int]:
    """Too little and enough, around a guess in growing steps; `low` is known to be too little.

    The first month's interest is near the threshold but no bound of it: paying the highest rate first
    lets the interest fall while the total still grows.
    """
    step = max(guess, 0) // _GUESS_IS_OFF_BY + 1
    if guess > low and is_enough(guess):
        high = guess
        while high - step > low and is_enough(high - step):
            high, step = high - step, 2 * step
        return max(low, high - step), high
    low = max(low, guess)
    while not is_enough(low + step):
        low, step = low + step, 2 * step
    return low, low + step


def _is_looked_at(number: int, horizon: int) -> bool:
    """Whether a month is searched for a proof; a proof once there stays, so some months do."""
    return number <= horizon or number % _LOOKED_AT == 0


def _still_owed(terms: Terms, balances: Sequence[int]) -> tuple[Terms, Sequence[int]]:
    """The same plan without the debts that are cleared, which no longer take part in anything."""
    live = [place for place, balance in enumerate(balances) if balance]
    shorter = replace(
        terms,
        places=tuple(range(len(live))),
        balances=tuple(terms.balances[place] for place in live),
        rates=tuple(terms.rates[place] for place in live),
        shares=tuple(terms.shares[place] for place in live),
        floors=tuple(terms.floors[place] for place in live),
        weights=weights_of([terms.weights.each[place] for place in live]),
        by_rate=tuple(live.index(place) for place in terms.by_rate if balances[place]),
    )
    return shorter, [balances[place] for place in live]


def _is_over(outcome: Outcome, number: int, *, horizon: int, never_shown: int) -> bool:
    match outcome:
        case "ended":
            return True
        case "never":
            return number >= never_shown
        case "ends_later":
            return number >= horizon
        case "open":
            return number >= max(_LONGEST, horizon)


def _outcome(terms: Terms, month: Month, money: int | None) -> Outcome:
    """What a month proves, if the money stays the same from then on and something is still owed."""
    if money is not None and max(month.interests) >= money:
        return "never"
    if not any(map(gt, month.payments, month.interests)):
        return "never"
    if terms.order == "minimums":
        return _outcome_of_minimums(terms, month)
    if all(map(ge, month.payments, month.interests)):
        return "ends_later"
    return "open" if money is None else _outcome_of_totals(terms, month.balances, money)


def _outcome_of_totals(terms: Terms, balances: Sequence[int], money: int) -> Outcome:
    """What the totals prove: of the debts at a rate or above it, at that rate at least; of all, at most.

    Rates are shares of a month's interest in `whole`; each debt's interest is rounded by half a cent.
    """
    total = count = 0
    highest = None
    for place in terms.by_rate:
        share, _, whole = terms.rates[place]
        if balances[place]:
            highest = highest or (share, whole)
            total += balances[place]
            count += 1
        if 2 * total * share >= (2 * money + count) * whole:
            return "never"
    share, whole = highest or (0, 1)
    return "ends_later" if 2 * total * share < (2 * money - count) * whole else "open"


def _outcome_of_minimums(terms: Terms, month: Month) -> Outcome:
    live = [place for place, balance in enumerate(month.balances) if balance]
    shrinks = [month.payments[place] > month.interests[place] for place in live]
    if not month.short and not all(shrinks):
        return "never"
    holds = all(
        not terms.shares[place][0] or month.payments[place] == terms.floors[place] for place in live
    )
    return "ends_later" if holds and all(shrinks) else "open"


def _ends(terms: Terms, purse: Purse) -> bool:
    return run(terms, purse, horizon=0).outcome in ("ended", "ends_later")


def _raised_minimums(terms: Terms) -> int:
    """The sum, in cents, of what clears each debt: its minimum, or just above its interest."""
    first = pay_month(terms, terms.balances, None)
    asked = first.payments
    total = 0
    for place, balance in enumerate(terms.balances):
        alone = replace(
            terms,
            places=(0,),
            balances=(balance,),
            rates=(terms.rates[place],),
            shares=(terms.shares[place],),
            floors=(terms.floors[place],),
        )
        clears = _ends(alone, Purse(None))
        raised = max(asked[place], first.interests[place] + 1)
        total += first.payments[place] if clears else raised
    return total
