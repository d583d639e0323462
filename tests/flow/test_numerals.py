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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3.5k", "3500"),
        ("3k5", "3500"),
        ("1.5w", "15000"),
        ("3w5", "35000"),
        ("三k", "3000"),
        ("十w", "100000"),
        ("三 k", "3000"),
        ("收拾万物", "收拾万物"),
        ("陆柒先生", "陆柒先生"),
        ("壹万贰仟", "12000"),
        ("叁拾万元", "300000元"),
        ("伍元", "5元"),
        ("陆续", "陆续"),
        ("3万零5", "30005"),
        ("3百零5", "305"),
        ("零5", "5"),
        ("廿五", "25"),
        ("卅", "30"),
        ("十来万", "100000"),
        ("三十多万", "300000"),
        ("3千多", "3000多"),
        ("三万零五百", "30500"),
        ("一万零五", "10005"),
        ("两千零五十", "2050"),
        ("一亿三千万", "130000000"),
        ("一百二", "120"),
        ("一千二", "1200"),
        ("三千五百六", "3560"),
        ("十五", "15"),
        ("十", "10"),
        ("二十三", "23"),
        ("3万500", "30500"),
        ("3万100", "30100"),
        ("99千", "99000"),
        ("9百", "900"),
        ("99999999万", "999999990000"),
        ("99999亿", "9999900000000"),
        ("三五零", "350"),
        ("三五七", "357"),
        ("二零", "20"),
        ("三点五", "3.5"),
        ("三点五万", "35000"),
        ("3点5", "3.5"),
        ("几个", "几个"),
        ("两三天", "2天~3天"),
        ("三四千", "3000~4000"),
        ("七八个月", "7个月~8个月"),
        ("八九块", "8块~9块"),
        ("1,234,567", "1234567"),
        ("35 000", "35000"),
        ("1234,5678", "1234 ; 5678"),
        ("12,34", "12,34"),
        ("3万5个月", "30000 5个月"),
        ("3万5千", "35000"),
        ("3万五", "35000"),
        ("三万二十", "30020"),
        ("十万5", "105000"),
        ("1" * 50, "1" * 40),
    ],
)
def test_colloquial_and_financial_numerals_are_read(text: str, expected: str) -> None:
    """Shorthand, zeros, capitals, ranges and figures in groups; what counts something is left apart."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("half a million", "500000"),
        ("two and a half thousand", "2500"),
        ("3 and a half thousand", "3500"),
        ("one hundred and five", "105"),
        ("fifteen hundred", "1500"),
        ("one thousand two hundred and thirty-four", "1234"),
        ("two million three hundred thousand", "2300000"),
        ("nine hundred ninety-nine thousand", "999000"),
        ("five grand", "5000"),
        ("2.5 million", "2500000"),
        ("one billion", "1000000000"),
        ("one hundred twenty five", "125"),
        ("one hundred ten", "110"),
        ("ninety-nine hundred", "9900"),
        ("a thousand and one", "1001"),
        ("twenty one", "21"),
        ("zero", "0"),
    ],
)
def test_english_number_words_are_read(text: str, expected: str) -> None:
    """Scales one after another, each smaller than the last; a half before a scale."""
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "10百",
        "100千",
        "100000000万",
        "100000亿",
        "3万99",
        "3.5w5",
        "三百千百",
        "几万",
        "a quarter of a million",
        "three thousand two million",
        "two thousand thousand",
        "a hundred hundred",
        "zero hundred",
        "five twenty",
        "twenty twelve",
        "twenty ten",
        "thirty zero",
        "ten five",
        "one hundred ten five",
        "one hundred twenty ten",
        "one hundred two hundred",
    ],
)
def test_what_nobody_would_say_is_not_guessed_at(text: str) -> None:
    """A unit after too much, a shorthand of several senses, words that make no number."""
    assert UNREADABLE in read(text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("负5", [-5]),
        ("亏了3000", [-3000]),
        ("minus 5", [-5]),
        ("-¥5", [-5]),
        ("3-5", [3, 5]),
        ("2月-5", [2, 5]),
        ("rmb5", [5]),
        ("5元/月", [5]),
        ("没有", []),
        ("3,5", None),
        ("1.2.3", None),
        ("1e5", None),
        ("abc5", None),
        ("5/3", None),
        ("万5", None),
    ],
)
def test_each_number_is_found_with_its_sign_or_none_is(text: str, values: list[int] | None) -> None:
    """A hyphen between two is no minus; what is glued to a letter or a slash is no number."""
    found = numbers(text)
    assert (found if found is None else [number.value for number in found]) == values


def test_surroundings_of_a_number_are_as_much_as_tells_its_sense() -> None:
    """Twelve characters before and twenty-four after; a number at the start has none before."""
    found = numbers("5" + "甲" * 30 + "6" + "乙" * 30)
    assert found is not None
    assert [(number.before, number.after) for number in found] == [
        ("", "甲" * 24),
        ("甲" * 12, "乙" * 24),
    ]
