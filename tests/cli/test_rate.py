"""`ashore rate`: what it prints for programs and for people, and how it refuses."""

import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from bot.cli.rate import command
from tests.cli import reckoned
from tests.cli.reckoned import LOAN

ROOT = Path(__file__).parents[2]
run = partial(reckoned.run, command)
told = partial(reckoned.told, command)
refused = partial(reckoned.refused, command)
pytestmark = pytest.mark.usefixtures("_on_a_known_day")


def test_the_rate_of_a_loan_with_interest_kept_back() -> None:
    """On paper it is 24 %; on what was received it is 45.11 % nominal and 55.70 % effective."""
    answer = told(*LOAN, "--contract", "10000")
    assert answer["nominal"] == pytest.approx(45.106299, abs=1e-6)
    assert answer["effective"] == pytest.approx(55.704875, abs=1e-6)
    assert answer["periodic"] == pytest.approx(3.758858, abs=1e-6)
    assert answer["on_paper"]["nominal"] == pytest.approx(24.000834, abs=1e-6)
    assert (answer["contract"], answer["kept_back"]) == (10000, 1000)
    assert "interest_upfront" in {source["name"] for source in answer["sources"]}


def test_the_table_and_the_sums() -> None:
    """The schedule ends at nothing and adds up; what programs count on is there."""
    answer = told(*LOAN)
    rows = answer["schedule"]
    assert [row["period"] for row in rows] == list(range(1, 13))
    assert rows[-1]["balance"] == 0
    assert sum(row["payment"] for row in rows) == pytest.approx(answer["paid"])
    assert sum(row["interest"] for row in rows) == pytest.approx(answer["interest"])
    assert (answer["payment"], answer["months"], answer["closed"]) == (945.6, 12, 12)
    assert answer["interest"] == 2347.2
    assert answer["never"] is False
    assert answer["needs_more_than"] is None
    assert answer["line"] is None


@pytest.mark.parametrize(
    "payments",
    [
        ("--payments", "12×945.60"),
        ("--payments", "12*945.6"),
        ("--payments", "12 X ¥945.60"),
        ("--payments", "11x945.60", "--payments", "945.60"),
        ("--payments", "4x945.60", "--payments", "8x945.60"),
    ],
)
def test_payments_may_be_written_in_several_ways(payments: tuple[str, ...]) -> None:
    """A cross, a star, an amount alone, several in order: one loan."""
    assert told("--received", "¥9,000", *payments)["nominal"] == told(*LOAN)["nominal"]


def test_order_gaps_and_periods_matter() -> None:
    """Payments count in the order given; 0 is a gap; fortnights are not months."""
    early = told("--received", "1000", "--payments", "700", "--payments", "400")
    late = told("--received", "1000", "--payments", "400", "--payments", "700")
    assert early["nominal"] > late["nominal"]
    gap = told("--received", "10000", "--payments", "5x0", "--payments", "11000")
    assert (gap["nominal"], gap["effective"]) == (pytest.approx(19.214241, abs=1e-6), 21)
    assert len(gap["schedule"]) == 6
    quarter = told("--received", "1000", "--payments", "4x300", "--per-year", "4")
    assert (quarter["months"], quarter["per_year"]) == (12, 4)


def test_a_private_loan_and_its_line() -> None:
    """The limit of the contract's day, what lies above it, what to keep, and on what that rests."""
    line = told(*LOAN, "--lender", "person", "--date", "2025-03-01")["line"]
    assert (line["percent"], line["force"], line["is_above"]) == (12.4, "court_limit", True)
    assert line["above"] == 1824.09
    assert line["account"]["allowed"] == 523.11
    assert "only_court_decides" in line["caveats"]
    assert "contract" in line["evidence"]
    assert "private_loan_cap" in line["rests_on"]


@pytest.mark.parametrize(
    ("lender", "day", "percent", "force"),
    [
        ("micro_loan", "2025-03-01", None, "practice"),
        ("micro_loan", "2026-03-01", 24, "supervision"),
        ("bank_card", "2025-03-01", None, "practice"),
        ("person", "2019-03-01", None, "court_limit"),
    ],
)
def test_other_lines_have_no_amount_above(
    lender: str, day: str, percent: float | None, force: str
) -> None:
    """What no court enforces is never turned into an amount."""
    line = told(*LOAN, "--lender", lender, "--date", day)["line"]
    assert (line["percent"], line["force"]) == (percent, force)
    assert line["above"] is None
    assert line["account"] is None


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("lender", ["person", "micro_loan", "bank_card", "bank_loan"])
@pytest.mark.parametrize("day", ["2019-03-01", "2025-03-01", "2026-10-25"])
def test_people_read_sentences(language: str, lender: str, day: str) -> None:
    """Every line has its words in both languages, both rates are named, sources carry their day."""
    result = run(
        *LOAN, "--contract", "10000", "--lender", lender, "--date", day, "--lang", language
    )
    assert result.exit_code == 0, result.output
    assert "45.11%" in result.output
    assert "55.70%" in result.output
    assert "24.00%" in result.output
    assert "2026-11-24" in result.output
    assert "{" not in result.output
    assert "36%" not in result.output
    if (lender, day) != ("micro_loan", "2026-10-25"):
        assert "24%" not in result.output


def test_less_paid_than_received_is_a_rate_below_zero() -> None:
    """It is no mistake: part of the loan was forgiven."""
    answer = told("--received", "1000", "--payments", "10x90")
    assert answer["nominal"] < 0
    assert answer["interest"] == -100
    assert run("--received", "1000", "--payments", "10x90", "--lang", "zh").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), "rate_input_missing"),
        (("--received", "9000"), "payments_missing"),
        (("--payments", "12x1"), "rate_input_missing"),
        (("--received", "0", "--payments", "12x1"), "amount_too_small"),
        (("--received", "-9000", "--payments", "12x1"), "amount_too_small"),
        (("--received", "1000000000000", "--payments", "12x1"), "amount_absurd"),
        (("--received", "九千", "--payments", "12x1"), "amount_unreadable"),
        (("--received", "9000", "--payments", "12x-1"), "amount_too_small"),
        (("--received", "9000", "--payments", "12x1000000000000"), "amount_absurd"),
        (("--received", "9000", "--payments", "12x0"), "payments_nothing"),
        (("--received", "9000", "--payments", "0x100"), "count_absurd"),
        (("--received", "9000", "--payments", "999999999x1"), "count_absurd"),
        (("--received", "9000", "--payments", "12x"), "payments_unreadable"),
        (("--received", "9000", "--payments", "a lot"), "amount_unreadable"),
        (("--received", "1", "--payments", "10000000000", "--per-year", "366"), "rate_absurd"),
        ((*LOAN, "--contract", "8000"), "contract_below_received"),
        ((*LOAN, "--contract", "0"), "amount_too_small"),
        ((*LOAN, "--per-year", "0"), "per_year_absurd"),
        ((*LOAN, "--per-year", "monthly"), "per_year_unreadable"),
        ((*LOAN, "--lender", "person"), "contract_date_missing"),
        ((*LOAN, "--lender", "banc_card", "--date", "2025-01-01"), "lender_unknown"),
        ((*LOAN, "--lender", "person", "--date", "2026-11-25"), "contract_in_future"),
        ((*LOAN, "--date", "2025-02-30"), "date_unreadable"),
        ((*LOAN, "--date", "yesterday"), "date_unreadable"),
        ((*LOAN, "--flows", "flows.csv"), "rate_input_both"),
        (("--flows", "there is none.csv"), "file_missing"),
        (("--flows", "."), "file_missing"),
    ],
)
def test_what_cannot_be_reckoned_is_refused(arguments: tuple[str, ...], code: str) -> None:
    """Each by its own code, so that the sentence says what was read and what to do."""
    assert refused(*arguments)[0] == code


def test_as_a_process() -> None:
    """The command as people start it: JSON on stdout, the refusal with exit code 2."""
    ashore = (sys.executable, "-c", "from bot.cli import main; main()", "rate")
    done = subprocess.run(
        [*ashore, *LOAN, "--json"], capture_output=True, cwd=ROOT, text=True, check=True
    )
    assert json.loads(done.stdout)["nominal"] == pytest.approx(45.106299, abs=1e-6)
    failed = subprocess.run(
        [*ashore, "--received", "0", "--payments", "1x1", "--lang", "zh"],
        capture_output=True, cwd=ROOT, text=True, check=False,
    )  # fmt: skip
    assert failed.returncode == 2
    assert failed.stderr.strip()
    assert "Traceback" not in failed.stderr


def test_one_period_is_said_so() -> None:
    """English has a word for one."""
    loan = ("--received", "100", "--payments", "110", "--per-year", "1", "--lang", "en")
    assert "1 period a year" in run(*loan).stdout
    assert "12 periods a year" in run(*LOAN, "--lang", "en").stdout
