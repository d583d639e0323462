"""`ashore rate`: what it prints for programs and for people, and how it refuses."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import bot.app
from bot.cli.rate import command

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 24)
LOAN = ("--received", "9000", "--payments", "12x945.60")


@pytest.fixture(autouse=True)
def _on_a_known_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.app, "today", lambda: TODAY)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments), env={"LANG": "C.UTF-8"})


def told(*arguments: str) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def refused(*arguments: str) -> str:
    """The code of a refusal, which comes with a sentence, exit code 2 and no traceback."""
    result = run(*arguments, "--json")
    assert result.exit_code == 2, result.output
    assert isinstance(result.exception, SystemExit)
    error: dict[str, str] = json.loads(result.stdout)["error"]
    assert error["message"]
    assert result.stderr.strip() == error["message"]
    return error["code"]


def file(folder: Path, text: str, encoding: str = "utf-8") -> tuple[str, str]:
    path = folder / "flows.csv"
    path.write_bytes(text.encode(encoding))
    return "--flows", str(path)


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


def test_flows_from_a_file(tmp_path: Path) -> None:
    """Dates and amounts, with a header or without, either sign, thousands, either encoding."""
    plain = "2025-10-10,500\n2025-11-10,-270\n2025-12-10,-270\n"
    chinese = (
        '日期,金额\r\n2025年10月10日,"￥-500.00"\r\n2025/11/10,270\r\n\r\n2025-12-10,270元\r\n'
    )
    spread = "Amount\tnote\tDate\n(1000)\tx\t20251010\n540\t\t2025-11-10\n540\t\t2025.12.10\n"
    for text, encoding in ((plain, "utf-8-sig"), (chinese, "gb18030"), (spread, "utf-8")):
        answer = told(*file(tmp_path, text, encoding))
        assert round(answer["effective"], 2) == 84.63
        assert answer["nominal"] == pytest.approx(62.912517, abs=1e-6)
        assert [row["date"] for row in answer["schedule"]] == ["2025-11-10", "2025-12-10"]
        assert (answer["months"], answer["planned"]) == (2, 0)


def test_a_rate_of_days_may_be_thousands_of_percent(tmp_path: Path) -> None:
    """1,400 received, 2,000 paid a week later: said, and readable as JSON."""
    answer = told(*file(tmp_path, "2026-11-01,1400\n2026-11-08,-2000\n"))
    assert answer["effective"] > 1e9
    assert (
        ">1,000,000%"
        in run("--lang", "en", *file(tmp_path, "2026-11-01,1\n2026-11-08,-2\n")).output
    )


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


def test_the_first_flow_of_a_file_is_the_contracts_day(tmp_path: Path) -> None:
    """Without --date the money's own day counts; payments still to come are said to be planned."""
    flows = file(tmp_path, "2026-10-25,10000\n2026-11-20,-6000\n2027-01-20,-6000\n")
    answer = told(*flows, "--lender", "person")
    assert answer["line"]["date"] == "2026-10-25"
    assert answer["planned"] == 1
    assert {"planned_counted", "provisional_lpr"} <= set(answer["line"]["caveats"])


def test_several_rates_and_none_are_said(tmp_path: Path) -> None:
    """No number is chosen: the rates, the reason and a sentence."""
    several = file(tmp_path, "2023-01-01,-1600\n2024-01-01,10000\n2024-12-31,-10000\n")
    answer = told(*several, "--per-year", "1")
    assert (answer["nominal"], answer["effective"]) == (None, None)
    assert answer["reason"] == "several_rates"
    assert [round(rate["effective"]) for rate in answer["rates"]] == [25, 400]
    assert "25.00%" in run(*several, "--per-year", "1", "--lang", "zh").output
    answer = told(*file(tmp_path, "2024-01-01,100\n2025-01-01,100\n"))
    assert (answer["nominal"], answer["reason"], answer["rates"]) == (None, "no_rate", [])
    assert answer["message"]
    assert answer["schedule"] == []


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
    assert refused(*arguments) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "flows_empty"),
        ("date,amount\n", "flows_empty"),
        ("2025-01-01,0\n", "flows_empty"),
        ("2025-01-01,100\n2025-02-01\n", "row_unreadable"),
        ("2025-01-01,100\n2025-02-30,-100\n", "row_unreadable"),
        ("2025-01-01,100\n2025-02-01,much\n", "row_unreadable"),
        ("2025-01-01,1,000\n2025-02-01,-1,100\n", "row_unreadable"),
        ('2025-01-01,"100\n', "row_unreadable"),
        ("2025-01-01,100\n2025-02-01,-1000000000000\n", "row_amount_absurd"),
        ("2026-12-01,100\n2027-02-01,-110\n", "loan_in_future"),
        ("2025-01-01,100\n2205-02-01,-110\n", "flows_too_long"),
        ("2025-01-01,1\n" * 5001, "flows_too_many"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, text: str, code: str) -> None:
    """A row is refused with its line; nothing is skipped or guessed."""
    assert refused(*file(tmp_path, text)) == code


def test_a_row_is_named_by_its_line(tmp_path: Path) -> None:
    """The line of the file, blank ones and the header counted, and the nearest lender, are said."""
    text = "date,amount\n\n2025-01-01,100\n2025-02-01,much\n"
    assert "4" in run(*file(tmp_path, text)).stderr
    assert "bank_card" in run(*LOAN, "--lender", "banc_card", "--date", "2025-01-01").stderr


def test_a_binary_and_a_huge_file(tmp_path: Path) -> None:
    """A picture instead of a table, and a table of years, are refused by name."""
    path = tmp_path / "flows.csv"
    path.write_bytes(b"\x89PNG\xff\xff\xfe\x80\x80")
    assert refused("--flows", str(path)) in {"file_unreadable", "row_unreadable"}
    path.write_bytes(b"2025-01-01,1\n" * 200_000)
    assert refused("--flows", str(path)) == "file_too_large"


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


def test_a_fee_in_advance_is_told_as_paid(tmp_path: Path) -> None:
    """5,000 came and 5,800 went, though a fee was the first to move; that the signs tell little is said."""
    given = file(tmp_path, "2025-01-01,-500\n2025-01-02,5000\n2025-02-01,-5300\n")
    answer = told(*given)
    assert (answer["received"], answer["paid"], answer["interest"]) == (5000, 5800, 800)
    assert answer["direction_is_clear"] is False
    assert answer["nominal"] == pytest.approx(213, abs=5)
    assert "the last is taken as a payment" in run(*given, "--lang", "en").stdout
    assert told(*LOAN)["direction_is_clear"] is True


@pytest.mark.parametrize(
    "rows", ["2025-01-01,10000\n2025-01-01,-1000\n", "2025-01-01,-1000\n2025-01-01,10000\n"]
)
def test_a_contract_is_held_against_what_came_in_all_that_day(tmp_path: Path, rows: str) -> None:
    """A fee of the first day is kept back from the contract's principal, in whichever row it stands."""
    answer = told(*file(tmp_path, f"{rows}2026-01-01,-11000\n"), "--contract", "10000")
    assert (answer["kept_back"], answer["on_paper"]["effective"]) == (1000, pytest.approx(10))
    assert answer["effective"] == pytest.approx(22.222222, abs=1e-6)


def test_a_contract_without_any_money_received_keeps_nothing_back(tmp_path: Path) -> None:
    """Only payments in the file: there is nothing to hold the contract against."""
    answer = told(*file(tmp_path, "2025-01-01,-500\n2025-02-01,-500\n"), "--contract", "10000")
    assert (answer["kept_back"], answer["on_paper"]["nominal"]) == (None, None)


@pytest.mark.parametrize(
    "path", ["/dev/zero", "/dev/null", "/dev", "/nowhere/flows.csv", "n" * 5000]
)
def test_only_a_file_is_read(path: str) -> None:
    """A device without an end is not read, nor is a folder."""
    assert refused("--flows", path) == "file_missing"


def test_one_period_is_said_so() -> None:
    """English has a word for one."""
    loan = ("--received", "100", "--payments", "110", "--per-year", "1", "--lang", "en")
    assert "1 period a year" in run(*loan).stdout
    assert "12 periods a year" in run(*LOAN, "--lang", "en").stdout
