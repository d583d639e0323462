"""`ashore payoff`: what it prints for programs and for people, and how it refuses."""

from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cli.payoff import best_of, command
from bot.core.debts import Debt
from bot.core.payoff import ORDERS, simulate
from tests.cli import reckoned
from tests.core.debt_examples import budget_for, debt_lists

TWO = """\
- name: small
  balance: 2000
  rate: 6
  minimum: 50
- name: large
  balance: 8000
  rate: 22%
  minimum: 200
"""
run = partial(reckoned.run, command)
told = partial(reckoned.told, command)
refused = partial(reckoned.refused, command)
pytestmark = pytest.mark.usefixtures("_on_a_known_day")


def file(folder: Path, text: str) -> str:
    path = folder / "debts.yaml"
    path.write_text(text, "utf-8")
    return str(path)


def test_one_order_has_its_figures_at_the_top(tmp_path: Path) -> None:
    """The published comparison: 20 months, 1,930.15 of interest, closed in months 6 and 20."""
    answer = told(file(tmp_path, TWO), "--budget", "600", "--order", "snowball")
    assert (answer["months"], answer["interest"], answer["closed"]) == (20, 1930.15, [6, 20])
    assert (answer["never"], answer["needs_more_than"], answer["sources"]) == (False, None, [])
    assert (answer["nominal"], answer["payment"]) == ([6.0, 22.0], 600.0)
    assert answer["effective"] == [pytest.approx(6.167781), pytest.approx(24.359658)]
    assert answer["free_on"] == "2028-07-24"
    assert answer["first_closed"] == {"name": "small", "month": 6}
    assert len(answer["schedule"]) == 20
    first = answer["schedule"][0]
    assert first["interest"] == 156.67
    assert first["payments"] == [400.0, 200.0]
    assert answer["schedule"][-1]["balance"] == 0


def test_without_an_order_all_are_compared(tmp_path: Path) -> None:
    """Every order under its name, and the cheapest at the top."""
    answer = told(file(tmp_path, f"debts:\n{TWO}"), "--budget", "600")
    assert set(answer["plans"]) == {"minimums", "snowball", "avalanche", "own", "pro_rata"}
    assert (answer["best"], answer["interest"], answer["closed"]) == (
        "avalanche",
        1542.97,
        [20, 18],
    )
    assert answer["plans"]["snowball"]["interest"] == 1930.15


PROMISED = (
    "nominal", "effective", "payment", "months", "interest", "closed", "schedule", "never",
    "needs_more_than", "sources",
)  # fmt: skip


def test_every_promised_key_is_there_whether_a_plan_ends_or_not(tmp_path: Path) -> None:
    """With an order and without; where no plan ends, what there is none of is null."""
    ends = told(file(tmp_path, TWO), "--budget", "600")
    assert ends["schedule"] == ends["plans"]["avalanche"]["schedule"]
    assert (ends["payment"], ends["never"]) == (600.0, False)
    endless = told(
        file(tmp_path, "[{name: card, balance: 10000, rate: 24, minimum: 100}]"), "--budget", "150"
    )
    for answer in (ends, endless, endless["plans"]["own"]):
        assert set(PROMISED) <= set(answer)
    for key in ("payment", "months", "interest", "closed", "schedule"):
        assert endless[key] is None
    assert endless["nominal"] == [24.0]


@settings(deadline=None, max_examples=50)
@given(debts=debt_lists(most=4), scale=st.integers(1, 400))
def test_the_best_costs_no_more_than_any_that_needs_nobody(debts: list[Debt], scale: int) -> None:
    """Of the plans that need nobody's yes and end, none has less interest."""
    budget = budget_for(debts, scale)
    plans = [simulate(debts, budget, order=order) for order in ORDERS]
    best = best_of(plans)
    ended = [plan for plan in plans if plan.interest is not None]
    assert (best is None) == (not ended)
    free = [
        plan.interest
        for plan in ended
        if plan.order != "pro_rata" and not plan.lacks and plan.interest is not None
    ]
    if best is not None and free:
        assert best.interest == min(free)


def test_one_debt_and_one_month_are_said_so(tmp_path: Path) -> None:
    """English has a word for one."""
    said = run(
        file(tmp_path, "[{name: a, balance: 5, rate: 12}]"), "--budget", "100", "--lang", "en"
    ).stdout
    assert "1 debt, " in said
    assert "clear in 1 month (" in said
    assert "2 debts, " in run(file(tmp_path, TWO), "--budget", "600", "--lang", "en").stdout


def test_never_is_an_answer_with_the_least_that_works(tmp_path: Path) -> None:
    """Exit code 0, no months, and what it takes: in figures and in words of both languages."""
    one = "[{name: card, balance: 10000, rate: 24, minimum: 100}]"
    answer = told(file(tmp_path, one), "--budget", "200", "--order", "avalanche")
    assert (answer["never"], answer["months"], answer["needs_more_than"]) == (True, None, 200.0)
    compared = told(file(tmp_path, one), "--budget", "150")
    assert (compared["never"], compared["best"], compared["needs_more_than"]) == (True, None, 200.0)
    for language, word in (("zh", "永远还不清"), ("en", "never ends")):
        said = run(
            file(tmp_path, one), "--budget", "200", "--order", "own", "--lang", language
        ).stdout
        assert word in said
        assert "¥200.01" in said


def test_minimums_need_no_budget_and_may_be_a_rule(tmp_path: Path) -> None:
    """2 % of the balance, at least 35, takes 1,010 months."""
    rule = "[{name: card, balance: 7500, rate: 22, minimum: {percent: 2, floor: 35}}]"
    assert told(file(tmp_path, rule), "--order", "minimums")["months"] == 1010
    share = "[{name: card, balance: 7500, rate: 12, minimum: 2%}]"
    assert told(file(tmp_path, share), "--order", "minimums")["schedule"][0]["payment"] == 150


def test_a_month_with_less_and_one_with_more(tmp_path: Path) -> None:
    """What is put on a month holds for that month alone."""
    changes = ("--change", "2=0", "--change", "3=3,000")
    answer = told(file(tmp_path, TWO), "--budget", "600", "--order", "avalanche", *changes)
    assert [row["payment"] for row in answer["schedule"][:4]] == [600, 0, 3000, 600]
    assert (answer["lacks"], answer["lacks_in"]) == (250.0, 2)
    said = run(file(tmp_path, TWO), "--budget", "600", *changes, "--lang", "zh").stdout
    assert "第 2 个月" in said


def test_rates_that_are_not_known_are_counted(tmp_path: Path) -> None:
    """Left out, null or `unknown`: the result is said to be a lower bound."""
    rows = "[{name: a, balance: 10}, {name: b, balance: 10, rate: null}, {name: c, balance: 10, rate: 不知道}]"
    answer = told(file(tmp_path, rows), "--budget", "10", "--order", "own")
    assert (answer["unknown_rates"], answer["nominal"]) == (3, [None, None, None])
    assert "can only be more" in run(file(tmp_path, rows), "--budget", "10").stdout


def test_people_read_months_days_and_interest_in_their_language(tmp_path: Path) -> None:
    """Both languages carry every figure."""
    for language, words in (
        ("zh", ("20 个月还清", "2028年7月24日")),
        ("en", ("20 months", "July 2028")),
    ):
        said = run(
            file(tmp_path, TWO), "--budget", "600", "--order", "avalanche", "--lang", language
        ).stdout
        assert all(word in said for word in (*words, "¥1,542.97", "small", "large"))


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("- {name: a, balance: 100, rate: 0.24}", "rate_unclear", 1),
        ("- name: a\n  balance: -100", "debt_negative", 2),
        ("- name: a\n  balance: 0", "debt_zero", 2),
        ("- name: a\n  balance: 1000000000000\n", "amount_absurd|debt_absurd", 2),
        ("- name: a\n  rate: 24\n  balance: 5\n  minimum: -1", "minimum_negative", 4),
        ("- {name: a, balance: 5}\n- {name: a, balance: 5}", "same_debt_twice", 2),
        ("- name: a\n  balanc: 5", "debt_key_unknown", 2),
        ("- name: a\n  rate: 5", "debt_key_missing", 1),
        ("- name: a\n  balance: some", "amount_unreadable", 2),
        ("- name: a\n  balance: true", "debt_value_unreadable", 2),
        ("- name: a\n  balance: 5\n  rate: often", "rate_unreadable", 3),
        ("- name: a\n  balance: 5\n  kind: boat", "debt_value_unreadable", 3),
        ("- name: a\n  balance: 5\n  months_overdue: -1", "debt_value_unreadable", 3),
        ("- name: a\n  balance: 5\n  priority: 1", "debt_value_unreadable", 3),
        ("- name: a\n  balance: 5\n  minimum: {share: 2}", "debt_key_unknown", 3),
        ("- name: a\n  balance: 5\n  minimum: 0.05%", "minimum_unclear", 3),
        ("- name: a\n  balance: 5\n  minimum: 0.02", "minimum_unclear", 3),
        ("- balance: 5\n  name:", "debt_name_empty", 2),
        ("- balance: 5\n  name: null", "debt_name_empty", 2),
        ("- balance: 5\n  name: ' '", "debt_name_empty", 2),
        ("- balance: 5\n  name: [a]", "debt_value_unreadable", 2),
        ("- balance: 5\n- name: a\n  balance: 5\n- balance: 5", "same_debt_twice", 4),
        ("- 5", "debt_no_map", 1),
        ("balance: 5", "debts_no_list", 1),
        ("[]", "no_debts", 1),
        ("\n".join(f"- {{name: d{n}, balance: 5}}" for n in range(61)), "too_many_debts", 61),
    ],
)
def test_what_cannot_be_reckoned_with_is_said_with_its_line(
    tmp_path: Path, text: str, code: str, line: int
) -> None:
    """The sentence names file and line."""
    found, message = refused(file(tmp_path, text), "--budget", "100")
    assert found in code.split("|")
    assert message.startswith(f"debts.yaml:{line}: ")


def test_sixty_debts_are_read(tmp_path: Path) -> None:
    """The most that is allowed is not refused."""
    text = "\n".join(f"- {{name: d{n}, balance: 5, rate: 12}}" for n in range(60))
    assert told(file(tmp_path, text), "--budget", "100", "--order", "own")["months"] is not None


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), "budget_missing"),
        (("--budget", "0"), "budget_not_positive"),
        (("--budget", "-5"), "budget_not_positive"),
        (("--budget", "1000000000000"), "amount_absurd"),
        (("--budget", "lots"), "amount_unreadable"),
        (("--budget", "5", "--change", "3"), "change_unreadable"),
        (("--budget", "5", "--change", "0=3"), "change_month"),
        (("--budget", "5", "--change", "1=-3"), "change_negative"),
        (("--budget", "5", "--change", "1=3", "--change", "1=4"), "change_twice"),
    ],
)
def test_money_that_cannot_be_is_refused(
    tmp_path: Path, arguments: tuple[str, ...], code: str
) -> None:
    """Each by its own code."""
    assert refused(file(tmp_path, TWO), *arguments)[0] == code


def test_a_file_that_is_not_there_or_is_no_yaml_is_said_to_be(tmp_path: Path) -> None:
    """Neither is a traceback, and the place of a mistake is named."""
    for path in (str(tmp_path / "none.yaml"), "/dev/zero", "n" * 5000):
        assert refused(path, "--budget", "5")[0] == "file_missing"
    code, message = refused(file(tmp_path, "- name: a\n  name: b\n  balance: ["), "--budget", "5")
    assert code == "debts_unreadable"
    assert "debts.yaml:" in message
