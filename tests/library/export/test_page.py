"""The page of an export: whole, readable, and nothing in it but what was said."""

import json
from dataclasses import replace

import pytest

from bot.library import Library
from tests.library.export.kept import BESIDE, DAY, files, session, value_of
from tests.library.export.page import HOSTILE, Page, assert_stands_alone


@pytest.mark.parametrize(("language", "agreed"), [("zh", "同意"), ("en", "Consent")])
def test_the_page_stands_alone_in_the_borrowers_language(
    library: Library, language: str, agreed: str
) -> None:
    """Strictly read; labels are those of the language."""
    html = files(library, session(library), language)["html"].text
    assert_stands_alone(html)
    page = Page(html)
    assert ("html", {"lang": language}) in page.seen
    assert agreed in page.texts


def test_the_page_says_everything_that_was_answered(library: Library) -> None:
    """As a review words it; days in full; what is not known by the word for it."""
    text = Page(files(library, session(library))["html"].text).text
    for shown in (
        "还款计划", "¥40,000", "房子、电话", "2020年2月29日（周六）", "2026年11月24日（周二）", "同意",
        "¥35,000.50", "18.2%", "不知道", "拖了很久", "★", "old_slot", "2025年1月2日（周四）",
    ):  # fmt: skip
        assert shown in text, shown


def test_a_list_is_a_table_with_its_sums(library: Library) -> None:
    """In the order of the list; what is not known is counted, a marked item is summed apart."""
    page = Page(files(library, session(library))["html"].text)
    start = page.texts.index("#")
    cells = page.texts[start : start + 25]
    assert cells[:5] == ["#", "谁", "余额", "利率", "mark"]
    assert cells[5:9] == ["1", "某银行", "¥35,000.50", "不知道"]
    assert cells[9:14] == ["2", "某银行", "不知道", "18.2%", "★ · 拖了很久"]
    assert cells[14:17] == ["total", "¥35,000.50", "left out 1"]
    assert cells[17:19] == ["total unmarked", "¥35,000.50"]


def test_days_stand_by_the_answers_where_they_differ(library: Library) -> None:
    """One day for all is said once, above them."""
    kept = session(library)
    day, later = "2026年11月24日（周二）", "2026年11月25日（周三）"
    once = Page(files(library, kept)["html"].text).texts
    assert [text for text in once if day in text][-1] == f"open · given on：{day}"
    answers = kept.visits[1].answers
    changed = {**answers, "debts/3/rate": replace(answers["debts/3/rate"], on=DAY)}
    kept = kept.with_visit(replace(kept.visits[1], answers=changed))
    dated = Page(files(library, kept)["html"].text).texts
    assert f"{day}; {later}" in dated
    assert dated.count(day) == 5


def test_answers_that_wait_stand_apart(library: Library) -> None:
    """Under their own heading, after those in use."""
    texts = Page(files(library, session(library))["html"].text).texts
    assert texts.index("parked") < texts.index("有信用卡")
    assert texts.index("欠款") < texts.index("parked")


def test_what_the_law_figures_rest_on_is_said_once(library: Library) -> None:
    """The conversation said how long a record is kept: its source and the day of checking."""
    text = Page(files(library, session(library))["html"].text).text
    assert text.count("《新条例》第1条（2026-11-24 核对）") == 1
    without = replace(session(library), visits=session(library).visits[:1])
    assert "新条例" not in Page(files(library, without)["html"].text).text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_a_borrower_wrote_stays_text(library: Library, language: str) -> None:
    """Markup, templates and quotes are shown as they were written, wherever they come in."""
    hostile = files(library, session(library, said=HOSTILE), language)
    assert_stands_alone(hostile["html"].text)
    assert "<script" not in hostile["html"].text
    assert Page(hostile["html"].text).texts.count(HOSTILE) == 3
    answers = [
        a for talk in json.loads(hostile["json"].text)["conversations"] for a in talk["answers"]
    ]
    assert [answer["value"] for answer in answers].count(HOSTILE) == 3


@pytest.mark.parametrize("language", ["zh", "en"])
def test_reminders_and_what_a_counselor_was_given_are_told(library: Library, language: str) -> None:
    """With their days, on the page and in the data; also what no flow words any more."""
    made = files(library, session(library), language, beside=BESIDE)
    assert_stands_alone(made["html"].text)
    page = Page(made["html"].text).text
    days = {"zh": ("2026年12月8日", "2026年11月24日"), "en": ("8 December", "24 November")}
    for shown in (
        "reminders",
        "handoffs",
        "unread",
        f"poison {HOSTILE}",
        "gone",
        "¥35,000.50",
        HOSTILE,
        *days[language],
    ):
        assert shown in page, shown
    data = json.loads(made["json"].text)
    plan, gone = data["reminders"]
    assert (plan["name"], plan["at"]) == ("plan.later", "2026-12-08T02:00:00+00:00")
    assert plan["worded"]
    assert (gone["title"], gone["worded"]) == ("gone", "")
    (handed,) = data["handoffs"]
    assert (handed["flow"], handed["step"]) == ("plan", "counselor")
    facts = {fact["slot"]: value_of(fact) for fact in handed["facts"]}
    assert facts == BESIDE.handed[0].facts
    assert "damaged" not in page
    assert [(one["at"], one["typed"], one["text"]) for one in data["unread"]] == [
        ("2026-11-24T10:00:00+00:00", True, f"poison {HOSTILE}"),
        ("2026-11-24T11:00:00+00:00", False, '{"damaged"'),
    ]
