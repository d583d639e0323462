"""The line that a loan's rate is compared with: by who lent and on which day the contract was made.

Courts stop at four times the one-year LPR for private lending alone, in contracts from 2020-08-20 on.
For licensed lenders no law names a number: a court may reduce what is clearly too high if the borrower
asks; what supervision tells the lenders binds new loans and voids no contract. So a line says what force
it has and what it rests on, and often has no percentage.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Final, Literal, TypeAlias

from bot.core.figures import Figure, FigureValue, value_on
from bot.core.money import CENT, cents, percent
from bot.core.rates import DAYS_A_YEAR, Flow, Rate, moved_by_time, time_between
from bot.errors import ContentError, InputError

LENDERS: Final = ("bank_card", "bank_loan", "consumer_finance", "micro_loan", "person")
Force: TypeAlias = Literal["court_limit", "supervision", "practice", "none"]

PRIVATE_LIMIT_FROM: Final = date(2020, 8, 20)
_EVIDENCE: Final = (
    "contract", "disbursement", "repayments", "fee_receipts", "quoted_rate", "messages",
)  # fmt: skip


@dataclass(frozen=True)
class Basis:
    """A figure or rule of content/law, with its value of the day that counts: the contract's or today."""

    name: str
    value: FigureValue


@dataclass(frozen=True)
class Line:
    """What a rate is held against.

    `percent` is nominal, a year (单利), or None where there is no such number. `force`: `court_limit`, a
    court enforces nothing beyond it; `supervision`, the lender's regulator asks it of new loans;
    `practice`, a court may reduce on request, without a threshold; `none`, nothing checked applies.
    """

    lender: str
    contract_on: date
    percent: Decimal | None
    force: Force
    rests_on: tuple[Basis, ...]
    caveats: tuple[str, ...]
    evidence: tuple[str, ...] = _EVIDENCE


@dataclass(frozen=True)
class Above:
    """A private loan reckoned again at the line, in yuan to the cent.

    `charged` is what was paid over what was received; `allowed` the interest at the line for the time
    the money was out; `difference` the one less the other. Up to the last payment, `beyond` is what was
    paid more than principal and allowed interest, `owed` what was still open; one of them is 0.
    """

    received: Decimal
    paid: Decimal
    charged: Decimal
    allowed: Decimal
    difference: Decimal
    beyond: Decimal
    owed: Decimal
    payments: int = 0

    @property
    def is_over(self) -> bool:
        """Whether more interest was charged than allowed, beyond a cent for each payment's rounding."""
        return self.difference > CENT * self.payments


def line_for(lender: str, contract_on: date, figures: Mapping[str, Figure], *, today: date) -> Line:
    """The line for a lender of `LENDERS` and the day of the contract, from the figures of content/law.

    Limits go by the contract's day, how courts look at it by today. Raises InputError
    (`lender_unknown`, `contract_in_future`), ContentError where a figure is missing. Sources: private
    lending rules art. 25, 29, 31; reply 法释〔2020〕27号; what each `Basis` names.
    """
    if lender not in LENDERS:
        near = get_close_matches(lender, LENDERS, n=1, cutoff=0)
        raise InputError("lender_unknown", lender=lender, near=near[0], known=", ".join(LENDERS))
    if contract_on > today:
        raise InputError("contract_in_future", day=contract_on, today=today)
    then, now = _Law(figures, contract_on), _Law(figures, today)
    match lender:
        case "person":
            return _private(contract_on, then, now)
        case "micro_loan":
            return _micro_loan(contract_on, then, now)
        case "bank_card":
            rules = now.holding("card_terms_reduced", "fees_without_service")
        case _:
            rules = now.holding("fees_without_service")
    return _on_request(lender, contract_on, [*rules, *then.holding("cost_table")])


def is_above(rate: Rate, line: Line, above: Above | None = None) -> bool | None:
    """Whether a loan is over the line; None where there is no number.

    With `above`, by what a court would reckon: more interest than simple interest at the line allows.
    Without, by the nominal rate to a hundredth of a percent. The two differ where one payment comes after a year: 12.8 % simple interest
    is 12.1 % nominal, twelve times a month's.
    """
    if line.percent is None:
        return None
    if above is not None:
        return above.is_over
    return percent(rate.nominal) > line.percent


def above_line(flows: Sequence[Flow], line: Line, *, per_year: int = 12) -> Above | None:
    """What of the payments lies over a court's limit; None for lines of any other force or without a number.

    Interest runs at the line's nominal rate on what was really received and is still open (interest kept
    back is no principal: Civil Code art. 670), by days / 365 or by period, to the cent, half up, never on
    interest (private lending rules art. 27). A payment covers interest first, then principal (Civil Code
    art. 561). All that was paid counts, fees and penalties too (art. 29). Only a court decides.
    """
    if line.force != "court_limit" or line.percent is None or not flows:
        return None
    moved = moved_by_time(flows)
    principal = unpaid = beyond = allowed = Decimal(0)
    before = next(iter(moved))
    for when, (received, paid) in moved.items():
        a_year = DAYS_A_YEAR if isinstance(when, date) else per_year
        share = line.percent / 100 * time_between(when, before) / a_year
        interest = cents(principal * share)
        allowed += interest
        unpaid += interest
        principal += received
        left = beyond + paid
        for_interest = min(left, unpaid)
        for_principal = min(left - for_interest, principal)
        unpaid -= for_interest
        principal -= for_principal
        beyond = left - for_interest - for_principal
        before = when
    got = sum((received for received, _ in moved.values()), Decimal(0))
    gave = sum((paid for _, paid in moved.values()), Decimal(0))
    charged = max(gave - got, Decimal(0))
    payments = sum(paid > 0 for _, paid in moved.values())
    return Above(
        got, gave, charged, allowed, charged - allowed, beyond, principal + unpaid, payments
    )


@dataclass(frozen=True)
class _Law:
    """The figures as they are on a day."""

    figures: Mapping[str, Figure]
    day: date

    def holding(self, *names: str) -> list[Basis]:
        """Those of the figures that hold on the day."""
        found = ((name, value_on(self._figure(name).values, self.day)) for name in names)
        return [Basis(name, value) for name, value in found if value is not None]

    def _figure(self, name: str) -> Figure:
        if name not in self.figures:
            raise ContentError(f"content/law has no `{name}`, on which the line of a loan rests.")
        return self.figures[name]


def _private(contract_on: date, then: _Law, now: _Law) -> Line:
    beside = now.holding("private_loan_all_in", "interest_upfront", "unlicensed_lending_void")
    if contract_on < PRIVATE_LIMIT_FROM:
        older = now.holding("private_loan_older")
        said = ("older_contract", "only_court_decides", "void_if_professional")
        return Line("person", contract_on, None, "court_limit", (*older, *beside), said)
    cap = then.holding("private_loan_cap")
    if not cap or not isinstance(cap[0].value.value, Decimal):
        raise ContentError(f"content/law has no number for `private_loan_cap` on {contract_on}.")
    caveats = ["only_court_decides", "fees_counted", "overdue_counts", "void_if_professional"]
    if cap[0].value.basis == "provisional":
        caveats.append("provisional_lpr")
    rules = then.holding("private_loan_rule")
    rests_on = (*cap, *rules, *beside)
    return Line("person", contract_on, cap[0].value.value, "court_limit", rests_on, tuple(caveats))


def _micro_loan(contract_on: date, then: _Law, now: _Law) -> Line:
    """Not under the four-times rule; since the guidance, new loans have a line of supervision."""
    guidance = then.holding("micro_loan_new_max_percent")
    rules = now.holding("licensed_other_rules", "fees_without_service")
    table = then.holding("cost_table")
    if not guidance or not isinstance(guidance[0].value.value, Decimal):
        return _on_request("micro_loan", contract_on, [*rules, *table])
    target = then.holding("micro_loan_four_times_by")
    caveats = (
        "only_court_decides",
        "no_threshold_in_law",
        "new_loans_only",
        "guidance_unpublished",
    )
    return Line(
        "micro_loan",
        contract_on,
        guidance[0].value.value,
        "supervision",
        (*guidance, *target, *rules, *table),
        caveats,
    )


def _on_request(lender: str, contract_on: date, rules: Iterable[Basis]) -> Line:
    """Licensed lenders: no number, a court reduces on request if it finds the total clearly too high."""
    rests_on = tuple(rules)
    caveats = ["only_court_decides", "no_threshold_in_law", "must_be_asked_for"]
    if any(basis.name == "cost_table" for basis in rests_on):
        caveats.append("cost_table_due")
    force: Force = "practice" if rests_on else "none"
    return Line(lender, contract_on, None, force, rests_on, tuple(caveats))
