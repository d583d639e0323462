from decimal import Decimal

import pytest

from bot.flow.numerals import UNREADABLE, bare_number, numbers, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("欠了三万五", "欠了35000"),
        ("三五零零零", "35000"),
        ("二〇二六年三月五日", "2026年3月5日"),
        ("一百零五天", "105天"),
        ("三万五千零二十", "35020"),
        ("一年半", "1年半"),
        ("百分之十点五", "百分之10.5"),
        ("第二个", "第2个"),
        ("日息万五", "日息万5"),
        ("两三个月", "2个月~3个月"),
        ("三五万", "30000~50000"),
        ("3万一个月", "30000 1个月"),
        ("3000一个月", "3000 1个月"),
        ("3w5k", "35000"),
        ("100k", "100000"),
        ("3,500-5,000", "3500-5000"),
        ("100\n200", "100 ; 200"),
        ("05月06日", "05月06日"),
        ("2026.3.5", "2026.3.5"),
        ("一共、一起、一直、万一、千万", "一共、一起、一直、万一、千万"),
        ("收拾大陆", "收拾大陆"),
        ("几乎", "几乎"),
        ("someone often", "someone often"),
        ("two thousand and twenty-six", "2026"),
        ("twenty five", "25"),
        ("3 thousand 5 hundred", "3500"),
        ("a hundred", "100"),
        ("one and two", "1 and 2"),
    ],
)
def test_numbers_are_rewritten_in_plain_digits(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2700百",
        "十几万",
        "几千",
        "三五",
        "3.5万5",
        "3万50",
        "两万万",
        "十二十",
        "two three",
        "3.5w5",
        "thousand",
    ],
)
def test_numeral_without_a_sure_sense_gives_no_number(text: str) -> None:
    assert not numbers(read(text))


def test_unreadable_numeral_spoils_the_whole_text() -> None:
    assert UNREADABLE in read("十几万")
    assert numbers(read("花呗十几万，借呗3万")) is None


def test_number_is_given_with_its_sign_and_surroundings() -> None:
    found = numbers("剩 -500元")
    assert found is not None
    assert [(number.value, number.before, number.after) for number in found] == [
        (Decimal(-500), "剩 -", "元")
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("90", 90),
        ("大概90左右吧", 90),
        ("about 90.", 90),
        ("-5", -5),
        ("90元", None),
        ("3 4", 34),
        ("", None),
    ],
)
def test_bare_number_is_all_that_is_said(text: str, value: int | None) -> None:
    assert bare_number(text) == value
