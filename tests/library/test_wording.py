"""Screens in the borrower's language."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.errors import ContentError
from bot.flow.model import Button, Given, Option, Screen, Text
from bot.flow.values import UNKNOWN, Facts
from bot.library import Library
from tests.library import tiny

DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The tiny library; its words are Chinese in both languages."""
    return tiny.load(tmp_path_factory.mktemp("library"))


def worded(
    library: Library, *texts: Text, language: str = "zh", today: date = DAY, **more: Any
) -> str:
    screen = Screen("text", "plan", "x", texts, **more)
    return library.word(screen, language, today).html


@pytest.mark.parametrize(
    ("slot", "value", "zh", "en"),
    [
        ("debt", Decimal(35000), "¥35,000", "¥35,000"),
        ("debt", Decimal("35000.50"), "¥35,000.50", "¥35,000.50"),
        ("debt", Decimal(-5), "-¥5", "-¥5"),
        ("rate", Decimal("18.20"), "18.2%", "18.2%"),
        ("rate", Decimal(100), "100%", "100%"),
        ("paid_on", DAY, "2026年11月24日（周二）", "Tue 24 November 2026"),
        ("overdue", 90, "90 天", "90 days"),
        ("overdue", 1, "1 天", "1 day"),
        ("has_card", True, "yes", "yes"),
        ("has_card", False, "no", "no"),
        ("consent", "agree", "同意", "同意"),
        ("worries", ("home", "calls"), "房子、电话", "房子, 电话"),
        ("worries", ("home", UNKNOWN), "房子、不知道", "房子, 不知道"),
        ("person", "agree", "agree", "agree"),
        ("debt", UNKNOWN, "不知道", "不知道"),
        ("debts", ({"balance": Decimal(1)}, {"balance": Decimal(2)}), "2", "2"),
        ("gone", Decimal("12345.670"), "12,345.67", "12,345.67"),
    ],
)
def test_an_answer_is_shown_by_its_slot(
    library: Library, slot: str, value: Any, zh: str, en: str
) -> None:
    """Amounts exact with ¥ and commas, days with their weekday, options by label."""
    assert library.display(Given(slot, value, "home"), "zh") == zh
    assert library.display(Given(slot, value, "home"), "en") == en


def test_a_screen_has_its_parts_in_order(library: Library) -> None:
    """What was understood, how far it is, the texts, the answers: a blank line between any two."""
    html = worded(
        library,
        Text("plan", "debt.ask"),
        Text("plan", "debt.why"),
        echo=Given("has_card", True),
        progress=(2, 6),
        rows=(Given("debt", Decimal(5)), Given("has_card", UNKNOWN)),
    )
    assert html == (
        "echo 有信用卡 yes\n\n<i>progress 2 6</i>\n\n欠多少？\n\n为了算。\n\n"
        "欠款：<b>¥5</b>\n有信用卡：<b>不知道</b>"
    )


def test_what_a_borrower_typed_is_escaped_wherever_it_is_shown(library: Library) -> None:
    """In an echo, in a row, in a text, in a text within a text."""
    said = "<b>{{ 7 * 7 }}</b> & co"
    shown = "&lt;b&gt;{{ 7 * 7 }}&lt;/b&gt; &amp; co"
    person = Given("person", said)
    for html in [
        worded(library, echo=person),
        worded(library, rows=(person,)),
        worded(library, Text("plan", "debt.must", {"said": said})),
        worded(
            library,
            Text("common", "buttons.ticked", {"label": Text("plan", "debt.must", {"said": said})}),
        ),
        worded(library, Text("common", "buttons.same", {"value": person})),
    ]:
        assert shown in html
        assert "<b>{{" not in html


def test_a_button_shows_words_not_markup(library: Library) -> None:
    """A label is plain text: what was typed is shown as it was typed."""
    button = Button(
        Text("common", "buttons.same", {"value": Given("person", "<b> & 'x'")}), "=same"
    )
    screen = Screen("question", "plan", "x", (), (button,))
    assert library.word(screen, "zh", DAY).buttons[0].label == "same <b> & 'x'"


def test_a_button_copies_a_number(library: Library) -> None:
    """Its label says whose number it is."""
    screen = Screen("crisis", "crisis", "x", (), (Button(Text("help", "legal"), copy="legal"),))
    button = library.word(screen, "en", DAY).buttons[0]
    assert (button.label, button.copy, button.press) == ("legal aid 12348", "12348", "")


def test_a_button_to_a_card_that_is_not_there_is_left_out(library: Library) -> None:
    """Rather than a label without words."""
    buttons = (
        Button(Text("topics", "gone.title"), "@card:gone"),
        Button(Text("topics", "report.title"), "@card:report"),
    )
    screen = Screen("menu", "plan", "x", (), buttons)
    assert [button.label for button in library.word(screen, "zh", DAY).buttons] == ["查报告"]


def test_a_source_is_put_below_by_itself_and_once(library: Library) -> None:
    """Whoever writes a figure never writes its source."""
    html = worded(
        library, Text("plan", "intro"), Text("plan", "intro"), Text("topics", "report.text")
    )
    assert html.endswith(
        "<blockquote expandable>依据：《新条例》第1条；问答（2026-11-24 核对）</blockquote>"
    )
    assert html.count("<blockquote") == 1
    assert "<b>7 年</b>" in html


@pytest.mark.parametrize(
    ("today", "shown", "source"),
    [
        (date(2020, 12, 31), "5 年", "《征信业管理条例》第16条"),
        (date(2021, 1, 1), "7 年", "《新条例》第1条"),
        (date(2013, 3, 14), "不知道", None),
    ],
)
def test_a_figure_is_that_of_the_day(
    library: Library, today: date, shown: str, source: str | None
) -> None:
    """With the source of that value; before the first one, nothing is claimed."""
    html = worded(library, Text("plan", "intro"), today=today)
    assert f"<b>{shown}</b>" in html
    assert (source or "依据") in html or source is None
    assert ("依据" in html) is (source is not None)


def test_a_text_without_figures_has_no_sources(library: Library) -> None:
    """Nothing is leant on."""
    assert "blockquote" not in worded(library, Text("plan", "debt.ask"))


def test_a_loop_and_labels_are_worded(library: Library) -> None:
    """A document of items, and options by their labels."""
    values: Facts = {
        "debts": ({"balance": Decimal(1000)}, {"balance": UNKNOWN}),
        "worries": ("calls", "home"),
    }
    html = worded(library, Text("plan", "summary.title"), Text("plan", "summary.text", values))
    assert html == "<b>小结</b>\n\n1. ¥1,000\n2. 不知道\n还清：不知道\n担心：电话、房子"


def test_a_fact_that_is_missing_is_worded_as_unknown(library: Library) -> None:
    """A branch that was not taken leaves facts out; a text never fails for it."""
    assert worded(library, Text("plan", "large")) == "一半是 不知道。"


def test_a_text_that_is_not_there_is_an_error_that_names_it(library: Library) -> None:
    """For the log: which text, in which language."""
    with pytest.raises(ContentError, match="plan: gone"):
        worded(library, Text("plan", "gone"))


def test_the_engine_can_ask_what_there_is(library: Library) -> None:
    """has, names_in, copies, phone, related, options, move words."""
    assert library.has(Text("plan", "debt.why"))
    assert not library.has(Text("plan", "paid_on.why"))
    assert library.names_in(Text("plan", "summary.text")) == {"debts", "paid_on", "worries"}
    assert library.names_in(Text("plan", "debt.ask")) == frozenset()
    assert library.copies(Text("plan", "large")) == ("legal",)
    assert library.copies(Text("safety", "asked")) == ("legal",)
    assert library.phone("legal") == "12348"
    assert library.related("report") == ("flow:plan",)
    assert library.related("gone") == ()
    assert library.options("plan", "worries", ("calls",), "en") == (Option("calls", ("电话",)),)
    assert library.options("plan", "worries", ("gone",), "en") == (Option("gone", ()),)
    assert library.move_words["返回"] == "back"
    assert [match.target for match in library.topics.nearest("征信报告")] == ["card:report"]


def test_texts_beside_screens_are_worded_too(library: Library) -> None:
    """For a channel's own needs: descriptions, hints."""
    assert library.word_text(Text("common", "unknown"), "zh") == "不知道"
    assert library.word_text(Text("plan", "intro"), "zh", DAY).endswith("<b>7 年</b>。")


def test_an_expression_of_a_flow_is_evaluated(library: Library) -> None:
    """Facts that were never asked are unknown."""
    assert library.evaluate("debt > 1000", {"debt": Decimal(1001), "today": DAY}) is True
    assert library.evaluate("debt > 1000", {"today": DAY}) is False
    with pytest.raises(ContentError, match="failed"):
        library.evaluate("debt * 0.5", {"debt": "text"})
    with pytest.raises(ContentError, match="cannot be read"):
        library.evaluate("debt >", {})


def test_a_screen_is_worded_in_another_language(tmp_path: Path) -> None:
    """Each language has its own words; nothing falls back."""
    words = tiny.PLAN_WORDS.replace("欠多少？", "How much?")
    library = tiny.load(tmp_path, **{"content/en/plan.yaml": words})
    screen = Screen("question", "plan", "debt", (Text("plan", "debt.ask"),))
    assert library.word(screen, "en", DAY).html == "How much?"
    assert library.word(replace(screen), "zh", DAY).html == "欠多少？"
