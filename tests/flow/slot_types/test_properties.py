"""What holds for every answer, whatever is typed."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.flow.model import Option, Reading, Rejection
from bot.flow.slot_types import SLOT_TYPES
from bot.flow.slot_types.date import Date
from bot.flow.slot_types.duration import Duration
from bot.flow.slot_types.money import Money
from bot.flow.slot_types.number import Number
from bot.flow.slot_types.percent import Percent

TODAY = date(2026, 11, 24)
READING = Reading(TODAY, (Option("none", ("没有逾期", "Not overdue")), Option("zh", ("中文",))))
CODES = {
    "not_money", "other_period", "not_number", "not_percent", "unclear_percent", "not_date", "no_such_day",
    "not_duration", "not_yes_no", "not_option", "several_options", "several_values", "empty",
    "too_long", "too_small", "too_big", "too_early", "too_late",
}  # fmt: skip

# Pieces that the parsers look for, in any order: what a fuzz over all of Unicode never meets.
PIECES = (
    "3", "35", "0", "00", "12345678901234567890", ".", ",", "-", "−", "~", "¥", "$", "%",
    "‰", "‱", "万", "千", "百", "十", "亿", "零", "一", "两", "三", "五", "几", "半", "多",
    "点", "分", "厘", "分之", "元", "块", "毛", "角", "个", "月", "年", "日", "号", "天",
    "周", "星期", "前", "后", "上", "下", "大", "底", "初", "负", "到", "k", "w", "壹",
    "拾", "廿", "月息", "年化", "日息", "每", "第", "选", "是", "不", "没有", "a", "an",
    "half", "and", "hundred", "thousand", "three", "twenty-five", "months", "days", "ago",
    "last", "next", "in", "March", "may", "per", "/", "(", ")", "\n", "�", "\u200b",
    "\u202e", "⟨m⟩", "∝", "\x00", "½", "①", "٣", "〇", "２", "萬", "貳",
)  # fmt: skip
MIXED = st.lists(st.sampled_from(PIECES), max_size=14).flatmap(
    lambda pieces: st.sampled_from(["", " "]).map(lambda gap: gap.join(pieces))
)
ANY_TEXT = st.one_of(st.text(alphabet=st.characters(), max_size=60), MIXED)

many = settings(max_examples=250, deadline=None)
some = settings(max_examples=120, deadline=None)

yuan = st.integers(min_value=0, max_value=10**10)
cents = st.integers(min_value=0, max_value=10**12).map(lambda value: Decimal(value) / 100)


@pytest.mark.parametrize("kind", SLOT_TYPES)
@many
@given(ANY_TEXT)
def test_parse_never_raises_and_rejects_with_known_words(kind: str, text: str) -> None:
    answer = SLOT_TYPES[kind]().parse(text, READING)
    if isinstance(answer, Rejection):
        assert answer.code in CODES
        said = answer.values["said"]
        assert isinstance(said, str)
        assert len(said) <= 40
        said.encode()


@pytest.mark.parametrize("kind", SLOT_TYPES)
@pytest.mark.parametrize(
    "text",
    ["9" * 50_000, "九" * 5000, "十" * 5000, "1," * 3000, "3 " * 3000, "0." * 3000, "万" * 5000,
     "three " * 2000, "hundred and " * 1000, "1年" * 2000, "月息" * 2000, "-" * 5000, "一二三" * 2000,
     "5号" * 2000, "⟨" * 5000, "是" * 5000, "is " * 2000, "壹" * 5000,
        "壹" * 4990 + "万", "a " * 3000, " " * 20000 + "3"],
)  # fmt: skip
def test_long_text_is_read_or_turned_down_at_once(kind: str, text: str) -> None:
    """A pattern that backtracks takes seconds here."""
    begun = process_time()
    SLOT_TYPES[kind]().parse(text, READING)
    assert process_time() - begun < 1


def chinese(number: int) -> str:
    """The number in Chinese numerals, as a bank writes it in words."""
    if number == 0:
        return "零"
    groups = [number // 10**8, number // 10**4 % 10**4, number % 10**4]
    words, gap = "", False
    for group, unit in zip(groups, ("亿", "万", ""), strict=True):
        if group == 0:
            gap = bool(words)
            continue
        words += ("零" if words and (gap or group < 1000) else "") + chinese_group(group) + unit
        gap = False
    return words


def chinese_group(number: int) -> str:
    words = ""
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            words += "零一二三四五六七八九"[digit] + unit
        elif words and not words.endswith("零"):
            words += "零"
    return words.rstrip("零")


FORMATTERS: dict[str, Callable[[int], str]] = {
    "digits": str,
    "commas": lambda value: f"{value:,}",
    "spaces": lambda value: f"{value:,}".replace(",", " "),
    "yuan sign": lambda value: f"￥{value:,}.00",
    "full width": lambda value: f"{value}元".translate(
        str.maketrans("0123456789", "０１２３４５６７８９")
    ),
    "in 万": lambda value: f"{Decimal(value) / 10**4}万",
    "in w": lambda value: f"{Decimal(value) / 10**4}w",
    "in k": lambda value: f"{Decimal(value) / 1000}k",
    "Chinese": chinese,
    "Chinese with 一十": lambda value: f"欠了{chinese(value)}元",
    "Chinese without the first 一": lambda value: (
        chinese(value).removeprefix("一") if chinese(value).startswith("一十") else chinese(value)
    ),
    "traditional": lambda value: chinese(value).translate(str.maketrans("万亿", "萬億")),
    "financial": lambda value: (
        chinese(value).translate(
            str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
        )
        + "元整"
    ),
    "in a sentence": lambda value: f"我一共欠了大概{value}块吧",
}


@pytest.mark.parametrize("written", FORMATTERS)
@some
@given(yuan)
def test_amount_is_read_back_from_every_way_of_writing(written: str, value: int) -> None:
    assert Money().parse(FORMATTERS[written](value), READING) == Decimal(value)


@some
@given(cents)
def test_amount_with_cents_is_read_back(value: Decimal) -> None:
    assert Money().parse(f"{value:,.2f}", READING) == value
    assert Money().parse(f"¥{value}元", READING) == value


@some
@given(cents)
def test_negative_amount_is_never_read_as_a_positive_one(value: Decimal) -> None:
    assert Money().parse(f"-{value}", READING) == -value
    assert isinstance(Money(min=Decimal("0.01")).parse(f"负{value}", READING), Rejection)


@some
@given(yuan, yuan)
def test_two_amounts_are_never_read_as_one(one: int, other: int) -> None:
    for between in ("到", "和", "、", " and ", "-", "\n", "，另外"):
        answer = Money().parse(f"{one}{between}{other}元", READING)
        assert answer == Decimal(one) if one == other else isinstance(answer, Rejection)


@some
@given(cents, cents, cents)
def test_amount_taken_lies_within_the_bounds(value: Decimal, least: Decimal, most: Decimal) -> None:
    answer = Money(min=least, max=most).parse(f"{value}元", READING)
    assert isinstance(answer, Rejection) is not (least <= value <= most)


@some
@given(st.integers(min_value=-(10**6), max_value=10**6))
def test_number_is_read_back(value: int) -> None:
    assert Number(whole=True).parse(str(value), READING) == value
    assert Number().parse(f"{value:,}", READING) == value


@some
@given(st.decimals(min_value=1, max_value=36, places=2))
def test_rate_is_the_same_from_every_period(rate: Decimal) -> None:
    assert Percent().parse(f"{rate}%", READING) == rate
    assert Percent().parse(f"年化{rate}", READING) == rate
    assert Percent().parse(f"月利率{rate}%", READING) == rate * 12
    assert Percent().parse(f"{rate}% a day", READING) == rate * 365
    assert Percent().parse(f"日息万分之{rate}", READING) == rate * 365 / 100


@some
@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2150, 12, 31)))
def test_whole_date_is_read_back_from_every_way_of_writing(day: date) -> None:
    figures = "〇一二三四五六七八九"
    chinese_year = str(day.year).translate(str.maketrans("0123456789", figures))
    for text in (
        day.isoformat(),
        f"{day:%Y%m%d}" if 1900 <= day.year < 2100 else day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}号",
        f"{chinese_year}年{chinese(day.month)}月{chinese(day.day)}日",
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
    ):
        assert Date().parse(text, READING) == day


@some
@given(st.dates(min_value=TODAY - timedelta(700), max_value=TODAY + timedelta(700)))
def test_day_without_a_year_looks_the_way_the_question_does(day: date) -> None:
    text = f"{day.month}月{day.day}日"
    past, coming = Date(latest=0).parse(text, READING), Date(earliest=0).parse(text, READING)
    assert isinstance(past, date)
    assert isinstance(coming, date)
    assert past <= TODAY <= coming
    assert (past.month, past.day) == (coming.month, coming.day) == (day.month, day.day)
    assert Date().parse(text, READING) in {past, coming}


@some
@given(st.integers(min_value=1, max_value=36500))
def test_length_of_time_is_read_back(days: int) -> None:
    assert Duration().parse(f"{days}天", READING) == days
    assert Duration().parse(f"{days} days", READING) == days
    assert Duration().parse(f"{chinese(days)}天", READING) == days
    assert Date().parse(f"{days}天前", READING) == TODAY - timedelta(days)
