"""What holds for every chart: each word is there, in its place, to be read by everybody."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest

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
from bot.core.charts.theme import TELEGRAM_BLACK, TELEGRAM_DARK, TELEGRAM_LIGHT, contrast
from bot.errors import BugError
from tests.core.charts.drawn import taken_apart
from tests.core.charts.samples import DAY, SAMPLES, WORDS, owed_bars

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
