"""Charts: every word is there, in its place, to be read by everybody."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.charts import (
    DARK,
    LIGHT,
    AxisWords,
    Chart,
    Moment,
    OwedBar,
    Part,
    Series,
    Theme,
    balances_chart,
    owed_chart,
    split_chart,
    timeline_chart,
)
from bot.core.charts.measure import cut, typeset, width_of, wrap
from bot.core.charts.owed import MOST_BARS
from bot.core.charts.scale import amount_ticks, month_ticks
from bot.core.charts.theme import TELEGRAM_BLACK, TELEGRAM_DARK, TELEGRAM_LIGHT, contrast
from bot.errors import BugError
from tests.core.drawn import Drawn, taken_apart
from tests.core.sample_charts import SAMPLES, balances, owed, owed_bars, split, timeline, yuan

LEAST_LETTERS = 32
THEMES = {"light": LIGHT, "dark": DARK}
EVERY = [
    pytest.param(draw, lang, theme, id=f"{name} {lang} {shade}")
    for name, draw in SAMPLES.items()
    for lang in ("zh", "en")
    for shade, theme in THEMES.items()
]
Draws = Callable[[str, Theme], str]
HOSTILE = '</text><script>alert("1")</script>&amp;\x00\x1b\u202e\ud800\ufffe\n\'王"'


@pytest.mark.parametrize(("draw", "lang", "theme"), EVERY)
def test_nothing_lies_outside_the_card(draw: Draws, lang: str, theme: Theme) -> None:
    """A picture is 1080 wide and holds all that is on it, by the widths of the font."""
    drawn = taken_apart(draw(lang, theme))
    assert drawn.width == 1080
    for words in drawn.words:
        assert words.left >= 24, words
        assert words.right <= drawn.width - 24, words
        assert words.top >= 24, words
        assert words.bottom <= drawn.height - 24, words
    assert all(0 <= x <= drawn.width and 0 <= y <= drawn.height for x, y in drawn.points)


@pytest.mark.parametrize(("draw", "lang", "theme"), EVERY)
def test_no_words_overlap_and_none_are_small(draw: Draws, lang: str, theme: Theme) -> None:
    """Two texts never share a place; the smallest letters are legible at a third of the size."""
    drawn = taken_apart(draw(lang, theme))
    for one, other in combinations(drawn.words, 2):
        assert not one.overlaps(other), (one, other)
    assert min(words.size for words in drawn.words) >= LEAST_LETTERS


@pytest.mark.parametrize(("draw", "lang", "theme"), EVERY)
def test_a_chart_is_the_same_every_time(draw: Draws, lang: str, theme: Theme) -> None:
    """So that a kill between drawing and sending changes nothing."""
    assert draw(lang, theme) == draw(lang, theme)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_colours_stand_apart(theme: Theme) -> None:
    """Text 4.5 to 1, shapes 3 to 1 on the card; the border 3 to 1 on the card and on Telegram."""
    for text in (theme.ink, theme.muted):
        assert contrast(text, theme.card) >= 4.5
    assert contrast(theme.ink, theme.band) >= 4.5
    for shape in (*theme.series, theme.gap, theme.left, theme.ink, theme.border):
        assert contrast(shape, theme.card) >= 3
    assert contrast(theme.gap, theme.band) >= 3
    for around in (TELEGRAM_LIGHT, TELEGRAM_DARK, TELEGRAM_BLACK):
        assert contrast(theme.border, around) >= 3


def test_contrast_is_that_of_wcag() -> None:
    """Black on white is 21, a colour on itself 1, and the standard's own grey is on the edge."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#123456", "#123456") == pytest.approx(1)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(("draw", "lang", "theme"), EVERY)
def test_words_have_the_themes_colours(draw: Draws, lang: str, theme: Theme) -> None:
    """What was tested above is what is used."""
    drawn = taken_apart(draw(lang, theme))
    assert {words.colour for words in drawn.words} <= {theme.ink, theme.muted}


@pytest.mark.parametrize("count", [1, 2, 8, 9, 10, MOST_BARS])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_debt_is_there_with_its_amount_and_mark(count: int, lang: str) -> None:
    """Amounts and marks in full; a name in full or its beginning with …; the largest first."""
    bars = owed_bars(count, lang=lang)
    texts = taken_apart(owed(count, lang=lang)).texts
    for bar in bars:
        assert bar.amount_text in texts
        assert not bar.mark_text or bar.mark_text in texts
        assert any(is_label(text, bar.label) for text in texts), bar.label
    amounts = [text for text in texts if text in {bar.amount_text for bar in bars}]
    known = sorted(
        (bar for bar in bars if bar.amount is not None), key=lambda bar: -(bar.amount or 0)
    )
    assert amounts == [bar.amount_text for bar in known] + [
        bar.amount_text for bar in bars if bar.amount is None
    ]


def is_label(text: str, label: str) -> bool:
    return text == label or (text.endswith("…") and label.startswith(text[:-1]) and len(text) > 3)


def test_more_debts_than_bars_are_summed() -> None:
    """Sixty debts are twenty rows; the last is worded by the caller, from the debts without a bar."""
    bars = owed_bars(60)
    seen: list[OwedBar] = []

    def rest(others: object) -> tuple[str, str]:
        assert isinstance(others, list)
        seen.extend(others)
        return "其余", "¥41"

    texts = taken_apart(owed_chart(Chart("t"), bars, rest=rest)).texts
    assert texts.count("其余") == texts.count("¥41") == 1
    shown = [bar for bar in bars if bar.amount_text in texts and bar not in seen]
    assert len(shown) == MOST_BARS - 1
    assert len(shown) + len(seen) == len(bars)
    least = min(bar.amount or Decimal(0) for bar in shown)
    assert all((bar.amount or Decimal(0)) <= least for bar in seen)


def test_a_mark_and_a_star_are_shapes_not_colours() -> None:
    """Each mark has a pattern of its own; the star is drawn."""
    plain = OwedBar("a", Decimal(5), "¥5")
    marked = [
        OwedBar("b", Decimal(4), "¥4", "disputed", "d"),
        OwedBar("c", Decimal(3), "¥3", "guarantor", "g"),
        OwedBar("d", Decimal(2), "¥2", "not_mine", "n"),
    ]
    svg = owed_chart(Chart("t"), [plain, *marked])
    for mark in ("disputed", "guarantor", "not_mine"):
        assert svg.count(f'fill="url(#{mark})"') == 1
        assert svg.count(f'id="{mark}"') == 1
    starred = owed_chart(Chart("t"), [OwedBar("a", Decimal(5), "¥5", starred=True)])
    unstarred = owed_chart(Chart("t"), [plain])
    assert len(taken_apart(starred).points) - len(taken_apart(unstarred).points) == 10


amounts = st.decimals(0, 10**12, places=2, allow_nan=False, allow_infinity=False)
names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)


@given(st.lists(st.tuples(names, amounts), min_size=1, max_size=30))
def test_any_debts_make_a_sound_picture(debts: list[tuple[str, Decimal]]) -> None:
    """Whatever the names and amounts: well-formed, nothing outside, nothing overlapping."""
    bars = [OwedBar(name, amount, yuan(amount)) for name, amount in debts]
    drawn = taken_apart(owed_chart(Chart("谁欠多少"), bars, rest=lambda _: ("其余", "¥1")))
    assert sound(drawn)
    largest = sorted((amount for _, amount in debts), reverse=True)[: MOST_BARS - 1]
    assert {yuan(amount) for amount in largest} <= set(drawn.texts)


def sound(drawn: Drawn) -> bool:
    inside = all(
        words.left >= 0 and words.right <= drawn.width and words.bottom <= drawn.height
        for words in drawn.words
    )
    return inside and not any(a.overlaps(b) for a, b in combinations(drawn.words, 2))


@pytest.mark.parametrize(
    "svg",
    [
        owed_chart(
            Chart(HOSTILE, HOSTILE, HOSTILE),
            [OwedBar(HOSTILE, Decimal(1), HOSTILE, "disputed", HOSTILE)],
        ),
        balances_chart(
            Chart(HOSTILE),
            [
                Series(
                    HOSTILE,
                    ((date(2026, 1, 1), Decimal(5)), (date(2027, 1, 1), Decimal(0))),
                    HOSTILE,
                )
            ],
            words=AxisWords(lambda _: "<&>", lambda _: '"<'),
        ),
        split_chart(
            Chart(HOSTILE),
            Part(HOSTILE, Decimal(1), HOSTILE),
            [],
            left=Part(HOSTILE, Decimal(1), HOSTILE),
        ),
        timeline_chart(
            Chart(HOSTILE),
            [Moment(HOSTILE, date(2026, 1, 1), HOSTILE, HOSTILE)],
            today=Moment(HOSTILE, date(2026, 1, 1), HOSTILE),
        ),
    ],
    ids=["owed", "balances", "split", "timeline"],
)
def test_a_hostile_name_is_only_words(svg: str) -> None:
    """Markup, control and direction characters, half characters: escaped, or not there at all."""
    drawn = taken_apart(svg)
    assert "<script" not in svg
    assert not any(bad in svg for bad in "\x00\x1b\u202e\ud800\ufffe\n")
    assert any("</text><script>" in text.replace("…", "") for text in drawn.texts)
    svg.encode()


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_plan_has_its_words_its_dash_and_its_mark(count: int, lang: str) -> None:
    """Told apart without colour: the label beside a sample of the line, which ends in a mark."""
    svg = balances(count, lang=lang)
    texts = taken_apart(svg).texts
    labels = ["只还最低", "雪球", "先还最贵", "个性化分期（60 个月）", "一次结清"]
    if lang == "en":
        labels = ["Minimums only", "Snowball", "Avalanche", "Personalised instalments, 60 months", "One-off settlement"]  # fmt: skip
    for label in labels[:count]:
        assert any(is_label(text, label) for text in texts)
    lines = [part for part in svg.split("<path") if 'stroke-width="7"' in part]
    dashes = {re.sub('.*dasharray="([^"]*)".*|.*', r"\1", part) for part in lines}
    assert len(lines) == 2 * count
    assert len(dashes) == count


def test_amounts_on_the_axis_are_exact_and_months_have_their_dates() -> None:
    """What stands at the axis is what the caller worded of the exact tick."""
    texts = taken_apart(balances(2)).texts
    for wanted in ("¥0", "¥25,000", "¥100,000", "¥125,000", "2028年1月", "2030年1月"):
        assert wanted in texts


@given(st.decimals(0, 10**12, places=2, allow_nan=False), st.integers(2, 8))
def test_ticks_are_round_and_cover(most: Decimal, steps: int) -> None:
    """From 0 to the most or just above, evenly, in whole yuan, no more than asked for."""
    ticks = amount_ticks(most, steps=steps)
    assert ticks[0] == 0
    assert 2 <= len(ticks) <= steps + 1
    assert ticks[-1] >= most
    assert len(ticks) == 2 or ticks[-2] < most
    assert {after - tick for tick, after in pairwise(ticks)} == {ticks[1]}
    assert all(tick == tick.to_integral_value() for tick in ticks)
    assert str(ticks[1].normalize().as_tuple().digits) in {"(1,)", "(2,)", "(2, 5)", "(5,)"}


@given(st.dates(date(1990, 1, 1), date(9000, 1, 1)), st.integers(0, 40_000), st.integers(1, 12))
def test_month_ticks_are_firsts_of_months_within(first: date, days: int, most: int) -> None:
    """Evenly spaced in months, inside the span, as many as fit."""
    last = first + timedelta(days)
    ticks = month_ticks(first, last, fits=lambda found: len(found) <= most)
    assert len(ticks) <= most
    assert all(first <= tick <= last and tick.day == 1 for tick in ticks)
    months = [tick.year * 12 + tick.month for tick in ticks]
    assert len({b - a for a, b in pairwise(months)}) <= 1


def test_the_end_of_the_calendar_is_an_end() -> None:
    """The last day that a date can have raises nothing."""
    assert month_ticks(date(9990, 5, 5), date.max, fits=lambda _: True)[-1] == date(9999, 12, 1)


@pytest.mark.parametrize(("income", "fill"), [(6500, "left"), (5000, "gap"), (0, "gap")])
def test_what_is_left_or_missing_is_seen(income: int, fill: str) -> None:
    """A remainder is a bar of its own; what is missing is a hatched gap beyond the income."""
    svg = split(Decimal(income))
    left = Decimal(income) - Decimal("5820.50")
    assert yuan(left) in taken_apart(svg).texts
    assert ('fill="url(#gap)"' in svg) == (fill == "gap")
    for amount in ("¥1,800", "¥1,500", "¥420", "¥1,300.50", "¥800"):
        assert amount in taken_apart(svg).texts


def test_the_parts_of_a_month_follow_each_other() -> None:
    """Each bar begins where the former ends, and the last one where the money is spent."""
    names_ = [Part(str(n), Decimal(100), "¥100") for n in range(4)]
    svg = split_chart(
        Chart("t"),
        Part("in", Decimal(1000), "¥1,000"),
        names_,
        left=Part("left", Decimal(600), "¥600"),
    )
    bars = [
        tuple(float(part.split(f'{name}="')[1].split('"')[0]) for name in ("x", "width"))
        for part in svg.split("<rect")[1:]
        if 'height="26"' in part
    ]
    whole = bars[0][1]
    assert bars[0][0] == bars[1][0]
    for (x, width), (after, _) in pairwise(bars[1:]):
        assert x + width == pytest.approx(after, abs=0.2)
    assert bars[-1][1] == pytest.approx(whole * 0.6, abs=0.2)


def test_a_timeline_says_every_day_and_marks_today() -> None:
    """In order of time, today among them in a band of its own."""
    texts = taken_apart(timeline()).texts
    days = [text for text in texts if text.startswith("20")]
    assert days == ["2023年3月5日", "2024年6月30日", "2026年11月20日", "2026年11月25日", "2026年12月7日", "2029年6月30日"]  # fmt: skip
    assert "今天" in texts
    assert LIGHT.band in timeline()


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2026, 6, 1), date(2040, 1, 1)])
def test_today_may_be_first_or_last(day: date) -> None:
    """All past, or all to come."""
    moments = [Moment("a", date(2025, 1, 1), "d1"), Moment("b", date(2027, 1, 1), "d2")]
    texts = taken_apart(timeline_chart(Chart("t"), moments, today=Moment("now", day, "d0"))).texts
    order = sorted([(day, "d0"), (date(2025, 1, 1), "d1"), (date(2027, 1, 1), "d2")])
    assert [text for text in texts if text in {"d0", "d1", "d2"}] == [text for _, text in order]


WORDS = AxisWords(yuan, str)
DAY = date(2026, 1, 1)
PART = Part("p", Decimal(1), "¥1")


@pytest.mark.parametrize(
    "draw",
    [
        lambda: owed_chart(Chart("t"), []),
        lambda: owed_chart(Chart("t"), [OwedBar("a", Decimal(-1), "−¥1")]),
        lambda: owed_chart(Chart("t"), owed_bars(21)),
        lambda: balances_chart(Chart("t"), [], words=WORDS),
        lambda: balances_chart(Chart("t"), [Series("a", ())], words=WORDS),
        lambda: balances_chart(Chart("t"), [Series("a", ((DAY, Decimal(-1)),))], words=WORDS),
        lambda: balances_chart(Chart("t"), [Series("a", ((DAY, Decimal(1)),))] * 6, words=WORDS),
        lambda: balances_chart(
            Chart("t"),
            [Series("a", ((DAY, Decimal(1)), (date(2025, 1, 1), Decimal(1))))],
            words=WORDS,
        ),
        lambda: split_chart(Chart("t"), PART, [PART], left=PART),
        lambda: split_chart(Chart("t"), PART, [PART] * 17, left=Part("l", Decimal(-16), "")),
        lambda: split_chart(
            Chart("t"), PART, [Part("m", Decimal(-1), "")], left=Part("l", Decimal(2), "")
        ),
        lambda: timeline_chart(Chart("t"), [], today=Moment("now", DAY, "d")),
        lambda: timeline_chart(
            Chart("t"), [Moment("a", DAY, "d")] * 11, today=Moment("n", DAY, "d")
        ),
    ],
)
def test_what_cannot_be_drawn_is_a_bug(draw: Callable[[], str]) -> None:
    """Nothing, too much, or what does not add up is refused rather than drawn wrong."""
    with pytest.raises(BugError):
        draw()


@pytest.mark.parametrize("points", [1, 2, 600])
def test_a_plan_may_be_a_day_or_fifty_years_long(points: int) -> None:
    """One point is a mark; six hundred are a line of no more points than can be seen."""
    line = tuple((DAY + timedelta(30 * n), Decimal(points - n)) for n in range(points))
    svg = balances_chart(Chart("t"), [Series("a", line)], words=WORDS)
    assert sound(taken_apart(svg))
    assert len(svg) < 9_000


@given(names, st.floats(40, 900))
def test_cut_text_fits_and_begins_the_same(text: str, width: float) -> None:
    """Whole if it fits, else its beginning and …."""
    short = cut(text, 33, width=width)
    text = typeset(text)
    assert short == text or short.endswith("…")
    assert width_of(short, 33) <= max(width, width_of("…", 33))
    assert text.startswith(short.removesuffix("…").rstrip()) or short == text


@example("1" * 8 + "“" * 6 + "。“", 2)
@given(st.text("银行 the loan，。（“”）¥12,345", max_size=120), st.integers(1, 4))
def test_wrapped_text_fits_and_loses_nothing_unless_cut(text: str, lines: int) -> None:
    """No line is too wide; if none is cut, all the characters are there in order.

    A line is drawn by itself: quotes of a Chinese text are straight on a line without Chinese.
    """
    wrapped = wrap(text, 33, width=400, lines=lines)
    assert len(wrapped) <= lines
    assert all(width_of(line, 33) <= 400 for line in wrapped)
    assert [typeset(line) for line in wrapped] == wrapped
    if not any(line.endswith("…") for line in wrapped):
        straight = str.maketrans("‘’“”", "''\"\"")
        kept, said = (
            "".join(held.split()).translate(straight) for held in ("".join(wrapped), text)
        )
        assert kept == said


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("the month’s “own” money", 'the month\'s "own" money'),
        ("写“我有异议”就行", "写“我有异议”就行"),
        ("Wang’s 店", "Wang's 店"),
        ("★ the month’s", "★ the month's"),
        ("plain", "plain"),
    ],
)
def test_quotes_are_as_wide_as_their_language_has_them(text: str, drawn: str) -> None:
    """The font has curly ones for Chinese alone; what is measured is what is drawn."""
    assert typeset(text) == drawn
    assert width_of(text, 10) == width_of(drawn, 10)
    assert drawn in taken_apart(owed_chart(Chart(text), [OwedBar("a", None, "?")])).texts


def test_lines_do_not_begin_with_a_closing_mark() -> None:
    """As Chinese is set."""
    for line in wrap("还清那天起，满五年。" * 8, 33, width=300, lines=20):
        assert line[0] not in "，。"
