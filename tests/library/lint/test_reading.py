"""Syllables, sentences and grades, against words whose syllables anybody can count."""

import pytest

from bot.library.lint.reading import characters, grade, open_part, sentences, syllables, words

COUNTED = {
    1: "a the loan debt pay paid court judge owe owes asked signed charge charged house ones rates "
    "height whole once through phone likes",
    2: "lender payment order money borrow record table hotel asking lawyer people dated being trying "
    "social nation partial charges settled going paying buyer region reaches little",
    3: "collector creditor family recover interest instalment banana employer attention area idea "
    "period media various usual copying earlier officer",
    4: "arbitration information application society",
    5: "consideration",
}


@pytest.mark.parametrize(
    ("word", "count"), [(word, count) for count, said in COUNTED.items() for word in said.split()]
)
def test_syllables_are_counted_by_the_letters(word: str, count: int) -> None:
    """The common words of the content come out as they are said."""
    assert syllables(word) == count


def test_a_possessive_adds_no_syllable() -> None:
    """What follows an apostrophe is said with the word."""
    assert syllables("bank's") == syllables("bank") == 1


def test_sentences_end_at_marks_and_lines_and_not_within_numbers() -> None:
    """An amount is no end of a sentence; a line without a letter is no sentence."""
    assert sentences("It costs 3.5 a day. Pay it!\nThen go") == [
        "It costs 3.5 a day",
        "Pay it",
        "Then go",
    ]
    assert sentences("先打电话。再去银行；别急\n——") == ["先打电话", "再去银行", "别急"]


def test_a_latin_word_or_a_number_is_short_to_read() -> None:
    """However long, it counts as two characters, and white space as none."""
    assert characters("还 ¥1,000,000,000 元") == 4


def test_what_is_folded_is_not_seen_at_first() -> None:
    """An expandable quote is left out, a plain one is not."""
    html = "<b>一</b><blockquote expandable>二</blockquote><blockquote>三</blockquote> "
    assert open_part(html) == "一三"


def test_the_grade_is_that_of_flesch_and_kincaid() -> None:
    """Ten words of a syllable each in two sentences: 0.39 * 5 + 11.8 - 15.59."""
    assert grade("The cat sat by me. The dog ran to us.") == pytest.approx(-1.84)
    assert grade("一二三") == 0
    assert words("don't pay 3 元") == ["don't", "pay"]
