"""`ashore rate --flows`: money that moved on days of its own, read from a file."""

from functools import partial
from pathlib import Path

import pytest

from bot.cli.rate import command
from tests.cli import reckoned
from tests.cli.reckoned import LOAN

run = partial(reckoned.run, command)
told = partial(reckoned.told, command)
refused = partial(reckoned.refused, command)
pytestmark = pytest.mark.usefixtures("_on_a_known_day")


def file(folder: Path, text: str, encoding: str = "utf-8") -> tuple[str, str]:
    path = folder / "flows.csv"
    path.write_bytes(text.encode(encoding))
    return "--flows", str(path)


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
    assert refused(*file(tmp_path, text))[0] == code


def test_a_row_is_named_by_its_line(tmp_path: Path) -> None:
    """The line of the file, blank ones and the header counted, and the nearest lender, are said."""
    text = "date,amount\n\n2025-01-01,100\n2025-02-01,much\n"
    assert "4" in run(*file(tmp_path, text)).stderr
    assert "bank_card" in run(*LOAN, "--lender", "banc_card", "--date", "2025-01-01").stderr


def test_a_binary_and_a_huge_file(tmp_path: Path) -> None:
    """A picture instead of a table, and a table of years, are refused by name."""
    path = tmp_path / "flows.csv"
    path.write_bytes(b"\x89PNG\xff\xff\xfe\x80\x80")
    assert refused("--flows", str(path))[0] in {"file_unreadable", "row_unreadable"}
    path.write_bytes(b"2025-01-01,1\n" * 200_000)
    assert refused("--flows", str(path))[0] == "file_too_large"


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
    assert refused("--flows", path)[0] == "file_missing"
