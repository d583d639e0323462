"""A creditor's document: what it must not use is refused, and would not be there if it were."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.flow.fold import fold
from bot.flow.model import Worded
from bot.flow.screens import beat_screen
from bot.flow.session import Answer, Visit
from bot.flow.values import Value
from bot.flow.walk import done_print, fingerprint
from bot.library import Library
from tests.library.export.page import HOSTILE, Page, assert_stands_alone
from tests.library.tiny import FILES, SLOTS, load, problems

DAY = date(2026, 11, 25)
EVERYTHING = (
    SLOTS
    + """\
cause:
  type: choice
  label: {zh: 原因, en: Cause}
  sensitivity: health
told_in_crisis:
  type: yes_no
  label: {zh: 危机, en: Crisis}
"""
)
CRISIS = """\
flow: crisis
steps:
  - ask: told_in_crisis
"""
CRISIS_WORDS = "title: 危机\ntold_in_crisis: {ask: 现在呢？}\n"
PLAN = """\
flow: plan
steps:
  - choose: cause
    options: [ill, other]
  - repeat: debts
    steps:
      - ask: person
      - ask: balance
  - set: is_ill
    to: cause == 'ill'
  - set: is_hard
    to: is_ill and debts | sum('balance') > 100
  - set: named
    to: debts | first
  - set: all_told
    to: debts | sum('balance')
  - document: for_lender
    audience: creditor
"""
WORDS = """\
title: 还款计划
cause: {ask: 为什么？, options: {ill: 生病, other: 别的}}
debts: {ask: 有哪些债？, add: 加一笔, empty: 还没有。, item: "{{ person }} {{ balance | money }}"}
person: {ask: 欠谁？}
balance: {ask: 余额多少？}
for_lender:
  title: '情况<b>摘要</b>'
  text: |
    {{ cite('clock') }}{% for one in debts %}
    第 {{ loop.index }} 笔：{{ one.balance | money }} {{ one }}
    {% endfor %}

    <blockquote expandable>合计 <tg-spoiler>{{ all_told | money }}</tg-spoiler> &lt; 保存 {{ law.kept_years }}</blockquote>
"""
PLACES = {
    "flows/slots.yaml": EVERYTHING,
    "flows/plan.yaml": PLAN,
    "flows/crisis.yaml": CRISIS,
    **{f"content/{language}/plan.yaml": WORDS for language in ("zh", "en")},
    **{f"content/{language}/crisis.yaml": CRISIS_WORDS for language in ("zh", "en")},
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The tiny library with a document for a lender that loops over debts."""
    return load(tmp_path_factory.mktemp("withheld"), **PLACES)


def made(
    library: Library, *, language: str = "zh", names: tuple[str, ...] = ("张三", HOSTILE)
) -> Worded:
    """The document for a lender of a borrower with a debt to each of these."""

    def answer(slot: str, value: Value, *options: str) -> Answer:
        return Answer(value, fingerprint(library.slots[slot], options, many=False, must=None), DAY)

    numbers = [str(number) for number in range(1, len(names) + 1)]
    answers = {"cause": answer("cause", "ill", "ill", "other")}
    answers["debts#items"] = Answer(tuple(numbers), "", DAY)
    for number, name in zip(numbers, names, strict=True):
        answers[f"debts/{number}/person"] = answer("person", name)
        answers[f"debts/{number}/balance"] = answer("balance", Decimal(1000) * int(number))
    answers["debts#done"] = Answer(True, done_print(len(names)), DAY)
    (beat,) = fold(library, Visit("plan", answers=answers), DAY).beats
    return library.word(beat_screen(library, beat), language, DAY)


def test_free_text_health_crisis_and_what_comes_of_them_are_withheld(library: Library) -> None:
    """Through any number of `set`; sums of amounts are not."""
    assert library.withheld == {"person", "cause", "told_in_crisis", "is_ill", "is_hard"}


@pytest.mark.parametrize(
    "used",
    [
        "{{ cause | label('cause') }}",
        "{% if is_hard %}难{% endif %}",
        "{% for d in debts %}{{ d.person }}{% endfor %}",
        "{% for d in debts %}{{ d['person'] }}{% endfor %}",
        "{{ debts | first }}{{ (debts | first).person }}",
        "{{ debts | sum('person') }}",
    ],
)
@pytest.mark.parametrize("part", ["title", "text"])
def test_a_creditors_document_that_uses_what_is_withheld_is_refused(
    tmp_path: Path, used: str, part: str
) -> None:
    """In its title, in its text, in either language; by name, through items, in quotes."""
    words = WORDS.replace(
        "摘要" if part == "title" else "合计", used.replace("'", "''") if part == "title" else used
    )
    files = {**FILES, **PLACES, "content/en/plan.yaml": words}
    found = problems(tmp_path, files)
    assert {(one.code, one.path) for one in found} == {("ASH074", "content/en/plan.yaml")}


def test_the_borrowers_own_document_may_use_all_of_it(tmp_path: Path) -> None:
    """It is refused for a creditor alone."""
    flow = PLAN.replace("    audience: creditor\n", "")
    words = WORDS.replace("合计", "{{ is_ill }}{{ (debts | first).person }}")
    changed = {"flows/plan.yaml": flow, "content/zh/plan.yaml": words}
    assert problems(tmp_path, {**FILES, **PLACES, **changed}) == ()


def test_a_document_is_a_creditors_as_soon_as_one_step_says_so(tmp_path: Path) -> None:
    """The words are the same wherever the document is made."""
    flow = PLAN.replace(
        "  - document: for_lender\n", "  - document: for_lender\n  - document: for_lender\n", 1
    )
    words = WORDS.replace("合计", "{{ is_ill }}")
    found = problems(
        tmp_path, {**FILES, **PLACES, "flows/plan.yaml": flow, "content/zh/plan.yaml": words}
    )
    assert {problem.code for problem in found} == {"ASH074"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_name_of_another_creditor_is_printed(library: Library, language: str) -> None:
    """Though the words print each item whole: what is withheld does not reach them."""
    worded = made(library, language=language)
    page, text = worded.files
    for shown in (worded.html, page.text, text.text):
        assert "张三" not in shown
        assert "script>" not in shown
        assert "ill" not in shown
        assert "¥1,000" in shown
        assert "¥3,000" in shown


def test_both_files_may_be_sent_on_and_hold_no_remark_to_the_borrower(library: Library) -> None:
    """The message says what is in it and what is not; a lender gets the document alone."""
    worded = made(library)
    assert worded.passes_on
    assert [file.name for file in worded.files] == [
        "summary-2026-11-25.html",
        "summary-2026-11-25.txt",
    ]
    assert [file.caption for file in worded.files] == ["summary caption", "summary text caption"]
    assert "creditor note" in worded.html
    for file in worded.files:
        assert "creditor note" not in file.text
        assert "creditor footer" in file.text


def test_the_page_of_a_summary_stands_alone(library: Library) -> None:
    """With its title, its day, its sources and what it is not."""
    html = made(library).files[0].text
    assert_stands_alone(html)
    text = Page(html).text
    assert text.startswith("情况摘要\n情况摘要\nmade on")
    assert "问答（2026-11-24 核对）" in text
    assert "expandable" not in html
    assert "spoiler" not in html


def test_the_text_of_a_summary_is_plain(library: Library) -> None:
    """No tags, no entities, no byte order mark."""
    text = made(library).files[1].text
    assert text.startswith("情况摘要\n\nmade on")
    assert "合计 ¥3,000 < 保存 7 年" in text
    assert "<b" not in text
    assert "&lt;" not in text


def test_a_summary_of_nothing_is_still_one(library: Library) -> None:
    """An empty list leaves the frame."""
    worded = made(library, names=())
    assert worded.files[1].text.count("第") == 1  # 第1条 of a source
