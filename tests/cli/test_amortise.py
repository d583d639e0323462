"""`ashore amortise`: what it prints for programs and for people, and how it refuses."""

from functools import partial

import pytest

from bot.cli.amortise import command
from tests.cli import reckoned

LOAN = ("--principal", "180000", "--rate", "4.25", "--months", "360")
run = partial(reckoned.run, command)
told = partial(reckoned.told, command)
refused = partial(reckoned.refused, command)


def test_a_published_table() -> None:
    """The payment, and the balance after five years."""
    answer = told(*LOAN)
    assert (answer["payment"], answer["months"], answer["closed"]) == (885.49, 360, [360])
    assert (answer["nominal"], answer["effective"]) == (4.25, pytest.approx(4.333772))
    assert answer["balances"][59] == answer["schedule"][59]["balance"] == 163453.85
    assert (answer["never"], answer["needs_more_than"], answer["sources"]) == (False, None, [])
    assert round(sum(row["payment"] for row in answer["schedule"]), 2) == answer["paid"]
    assert answer["paid"] == pytest.approx(180000 + answer["interest"])


def test_what_paying_extra_saves() -> None:
    """200 more each month: 109 months and 47,047.19 of interest."""
    answer = told(*LOAN, "--extra", "200")
    assert (answer["saves_months"], answer["saves_interest"]) == (109, 47047.19)
    assert (answer["payment"], answer["months"]) == (885.49, 251)
    assert answer["without_extra"]["months"] == 360
    for language, word in (("zh", "早 109 个月"), ("en", "109 months sooner")):
        said = run(*LOAN, "--extra", "200", "--lang", language).stdout
        assert word in said
        assert "¥47,047.19" in said


def test_a_payment_instead_of_months() -> None:
    """5,000 at 12 % takes 70 payments of 100."""
    assert told("--principal", "5,000", "--rate", "12%", "--payment", "100")["months"] == 70


def test_never_is_an_answer_with_the_least_that_works() -> None:
    """A payment of the interest alone: exit code 0 and what it takes."""
    loan = ("--principal", "5000", "--rate", "12", "--payment", "50")
    answer = told(*loan)
    assert (answer["never"], answer["months"], answer["needs_more_than"]) == (True, None, 50.0)
    for language, word in (("zh", "永远还不清"), ("en", "never ends")):
        said = run(*loan, "--lang", language).stdout
        assert word in said
        assert "¥50.01" in said
    saved = told(*loan, "--extra", "50")
    assert (saved["never"], saved["months"], saved["saves_months"]) == (False, 70, None)


def test_longer_than_a_hundred_years_is_said_to_be() -> None:
    """It does end, but nobody lives to see it."""
    loan = ("--principal", "100000", "--rate", "0", "--payment", "10")
    answer = told(*loan)
    assert (answer["never"], answer["months"], answer["longer_than"]) == (False, None, 1200)
    assert "100 years" in run(*loan).stdout


def test_a_banks_books() -> None:
    """Rounded every month, the last payment settles what is left."""
    answer = told(*LOAN, "--to-the-cent")
    assert answer["schedule"][358]["payment"] == 885.49
    assert answer["schedule"][359]["payment"] == 886.85


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--rate", "6", "--months", "12"), "loan_missing"),
        (("--principal", "5", "--rate", "6"), "months_or_payment"),
        (
            ("--principal", "5", "--rate", "6", "--months", "1", "--payment", "1"),
            "months_or_payment",
        ),
        (("--principal", "5", "--rate", "0.24", "--months", "12"), "rate_unclear"),
        (("--principal", "5", "--rate", "-6", "--months", "12"), "rate_negative"),
        (("--principal", "5", "--rate", "10001", "--months", "12"), "rate_absurd"),
        (("--principal", "5", "--rate", "six", "--months", "12"), "rate_unreadable"),
        (("--principal", "0", "--rate", "6", "--months", "12"), "amount_too_small"),
        (("--principal", "-5", "--rate", "6", "--months", "12"), "amount_too_small"),
        (("--principal", "1000000000000", "--rate", "6", "--months", "12"), "amount_absurd"),
        (("--principal", "5", "--rate", "6", "--months", "0"), "months_absurd"),
        (("--principal", "5", "--rate", "6", "--months", "1e3"), "months_unreadable"),
        (
            ("--principal", "5", "--rate", "6", "--months", "12", "--extra", "-1"),
            "amount_too_small",
        ),
        (("--principal", "5", "--rate", "6", "--payment", "0"), "amount_too_small"),
        (("--principal", "5", "--rate", "6", "--payment", "0.001"), "amount_too_small"),
        (("--principal", "5", "--rate", "6", "--payment", "1.001"), "amount_in_parts_of_cents"),
        (
            ("--principal", "5", "--rate", "6", "--months", "12", "--extra", "0.001"),
            "amount_in_parts_of_cents",
        ),
        (
            ("--principal", "5", "--rate", "6", "--payment", "1.005", "--extra", "0.005"),
            "amount_in_parts_of_cents",
        ),
    ],
)
def test_what_cannot_be_is_refused(arguments: tuple[str, ...], code: str) -> None:
    """One sentence, exit code 2, no traceback."""
    assert refused(*arguments)[0] == code


def test_one_month_is_said_so() -> None:
    """A payment above principal and interest clears it in 1 month."""
    loan = ("--principal", "100", "--rate", "6", "--payment", "500")
    assert "clear in 1 month, " in run(*loan, "--lang", "en").stdout
    assert "1 个月还清" in run(*loan, "--lang", "zh").stdout
