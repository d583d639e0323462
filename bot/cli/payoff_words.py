"""What `ashore payoff` says to people."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bot.cli.payoff import Reckoned, best_of
from bot.core.money import CENT
from bot.core.periods import add_months
from bot.library.forms import counted, day, money

if TYPE_CHECKING:
    from bot.core.payoff import Payoff

_NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {
        "minimums": "每家只还最低",
        "snowball": "从余额最小的还起（滚雪球）",
        "avalanche": "从利率最高的还起（雪崩）",
        "own": "按你列的顺序",
        "pro_rata": "按欠款比例分给各家",
    },
    "en": {
        "minimums": "Minimums only",
        "snowball": "Smallest balance first (snowball)",
        "avalanche": "Highest rate first (avalanche)",
        "own": "Your own order",
        "pro_rata": "In proportion to the balances",
    },
}
_HEAD: Final = {
    "zh": "{debts}，一共 {total}；每月能还 {budget}。",
    "en": "{debts}, {total} in all; {budget} a month.",
}
_HEAD_MINIMUMS: Final = {
    "zh": "{debts}，一共 {total}；每家只还最低。",
    "en": "{debts}, {total} in all; each lender gets its minimum.",
}
_DEBTS: Final = {"zh": ("笔债", "笔债"), "en": ("debt", "debts")}
_ENDS: Final = {
    "zh": "{months}还清（{day}），利息一共 {interest}。",
    "en": "clear in {months} ({day}); {interest} interest in all.",
}
_NEVER: Final = {
    "zh": "这样永远还不清。要还得清，每月至少 {least}（要超过 {more}）。",
    "en": "this never ends. It takes at least {least} a month (more than {more}).",
}
_NEVER_MINIMUMS: Final = {
    "zh": "这样永远还不清：有的最低还款盖不住利息。各家的最低还款合起来至少要提到每月 {least}（超过 {more}）。",
    "en": "this never ends: a minimum does not cover its interest. The minimums together must rise to at least {least} a month (more than {more}).",
}
_LONGER: Final = {
    "zh": "{years} 年以内还不清。多还一点，时间会短很多。",
    "en": "it takes longer than {years} years. Paying a little more shortens that a great deal.",
}
_CLOSED: Final = {
    "zh": "“{name}”第 {month} 个月还清。",
    "en": "“{name}” is closed in month {month}.",
}
_FIRST: Final = {
    "zh": "最先还清“{name}”，在第 {month} 个月。",
    "en": "First to be closed: “{name}”, in month {month}.",
}
_LACKS: Final = {
    "zh": "注意：第 {month} 个月的钱比各家要的最低还款少 {lacks}。这里按比例少付给每家，要每家同意才行。",
    "en": "Mind: in month {month} the money is {lacks} short of the minimums. Here each lender gets less in proportion, and each has to agree to that.",
}
_UNKNOWN: Final = {
    "zh": "有 {count} 笔不知道利率，先按 0 算：实际的月数和利息只会更多。",
    "en": "The rate of {count} is not known and counts as 0: months and interest can only be more.",
}
_BEST: Final = {
    "zh": "利息最少的是：{name}。",
    "en": "The least interest: {name}.",
}
_CHANGE: Final = {
    "zh": "第 {month} 个月例外：有 {amount}。",
    "en": "Month {month} is different: {amount}.",
}
_MONTHS_A_YEAR: Final = 12


def paragraphs(reckoned: Reckoned, language: str) -> Iterator[str]:
    """The debts, each plan, and what has to be minded."""
    total = sum((debt.balance for debt in reckoned.debts), Decimal(0))
    head = _HEAD_MINIMUMS if reckoned.budget is None else _HEAD
    count = len(reckoned.debts)
    yield head[language].format(
        debts=f"{count} {_DEBTS[language][count != 1]}",
        total=money(total),
        budget=money(reckoned.budget or 0),
    )
    if reckoned.changes:
        yield "\n".join(
            _CHANGE[language].format(month=month, amount=money(amount))
            for month, amount in sorted(reckoned.changes.items())
        )
    for plan in reckoned.plans:
        yield _plan(reckoned, plan, language)
    best = best_of(reckoned.plans)
    if best is not None and len(reckoned.plans) > 1:
        yield _BEST[language].format(name=_NAMES[language][best.order])
    unknown = sum(debt.rate is None for debt in reckoned.debts)
    if unknown:
        yield _UNKNOWN[language].format(count=unknown)


def _plan(reckoned: Reckoned, plan: "Payoff", language: str) -> str:
    colon = "：" if language == "zh" else ": "
    lines = [f"{_NAMES[language][plan.order]}{colon}{_outcome(reckoned, plan, language)}"]
    if plan.lacks_in is not None:
        lines.append(_LACKS[language].format(month=plan.lacks_in, lacks=money(plan.lacks)))
    if len(reckoned.plans) == 1:
        lines += [
            _CLOSED[language].format(name=debt.name, month=month)
            for debt, month in zip(reckoned.debts, plan.closed, strict=True)
            if month is not None
        ]
    elif plan.first_closed is not None and plan.months is not None:
        first = plan.first_closed
        lines.append(_FIRST[language].format(name=first.name, month=first.month))
    return "\n  ".join(lines)


def _outcome(reckoned: Reckoned, plan: "Payoff", language: str) -> str:
    if plan.months is not None:
        free_on = add_months(reckoned.today, plan.months)
        return _ENDS[language].format(
            months=counted(plan.months, "months", language),
            day=day(free_on, language),
            interest=money(plan.interest or 0),
        )
    if plan.needs_more_than is not None:
        words = _NEVER_MINIMUMS if plan.order == "minimums" and not plan.lacks else _NEVER
        return words[language].format(
            least=money(plan.needs_more_than + CENT), more=money(plan.needs_more_than)
        )
    return _LONGER[language].format(years=(plan.longer_than or 0) // _MONTHS_A_YEAR)
