"""A Chinese keyboard in YAML's structure, and blanks left out: one finding, where the hand slipped."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library.problems import Problem
from bot.library.yaml_reader import Document, parse_yaml
from bot.library.yaml_slips import find_slips, sure_slips
from tests.attacks.pool import at_best, clocked
from tests.library.tiny import FILES, broken, problems

PLAN = "flows/plan.yaml"
WORDS = "content/zh/plan.yaml"
SLOTS = "flows/slots.yaml"
CARD = "content/zh/topics/report.yaml"
LAW = "content/law/credit.yaml"

# The file, what stands there, what is typed instead (‸ marks the place), and the character to write.
WIDE = [
    (WORDS, "intro: |", "intro‸：|", ":"),
    (WORDS, "  text: |\n    {% for one in debts %}\n    第", "  text‸：|\n    {% for one in debts %}\n    第", ":"),
    (WORDS, "title: 还款计划", "title‸：还款计划", ":"),
    (WORDS, "  why: 为了算。", "  why‸：为了算。", ":"),
    (WORDS, "worries:\n", "worries‸：\n", ":"),
    (PLAN, "flow: plan", "flow‸：plan", ":"),
    (PLAN, "steps:\n  - show: intro", "steps‸：\n  - show: intro", ":"),
    (PLAN, "  - show: intro", "  - show‸：intro", ":"),
    (PLAN, "    then:\n", "    then‸：\n", ":"),
    (PLAN, "    many: true", "    many‸：true", ":"),
    (PLAN, "  - show: intro", "  ‸－ show: intro", "-"),
    (PLAN, "  - show: intro", "  ‸—show: intro", "-"),
    (PLAN, "options: [home, calls]", "options: ‸［home, calls］", "[]"),
    (PLAN, "options: [home, calls]", "options: ‸【home，calls】", "[,]"),
    (PLAN, "options: [home, calls]", "options: [home‸，calls]", ","),
    (PLAN, "options: [home, calls]", "options: [home, calls‸］", "]"),
    (SLOTS, "label: {zh: 欠款, en: Debt}", "label: ‸｛zh: 欠款, en: Debt}", "{"),
    (SLOTS, "label: {zh: 欠款, en: Debt}", "label: {zh: 欠款, en: Debt‸｝", "}"),
    (SLOTS, "label: {zh: 欠款, en: Debt}", "label: {zh‸：欠款，en：Debt}", ":,"),
    (LAW, "statement: {zh: 保存多久, en: How long}", "statement: {zh: 保存多久‸，en: How long}", ","),
    (CARD, "related: [flow:plan]", "related: ‸［flow:plan］", "[]"),
    (PLAN, "if: debt > 1000", "if: debt ‸＞ 1000", ">"),
    (PLAN, "if: debt > 1000", "if: ‸“debt > 1000”", '"'),
    (PLAN, "at: add_days(today, 30)", "at: add_days‸（today，30）", "(,)"),
    (WORDS, "intro: |", "intro: ‸｜", "|"),
    (WORDS, "记录保存 <b>{{ law.kept_years }}</b>", "记录保存 <b>‸｛｛ law.kept_years ｝｝</b>", "{"),
    (WORDS, "{{ law.kept_years }}", "{{ law‸．kept_years }}", "."),
    (WORDS, "title: 还款计划", "‸＃ 一句话\ntitle: 还款计划", "#"),
]  # fmt: skip
BLANK = [
    (WORDS, "  why: 为了算。", "‸　why: 为了算。"),
    (WORDS, "  why: 为了算。", "‸　　why: 为了算。"),
    (WORDS, "  why: 为了算。", " ‸\u00a0why: 为了算。"),
    (WORDS, "  why: 为了算。", "  why:‸　为了算。"),
    (PLAN, "    options: [home, calls]", "  ‸　options: [home, calls]"),
    (WORDS, "  记录保存", "‸　　记录保存"),
]
# Where a blank is missing, or a tab stands for two.
OTHER = [
    (WORDS, "  why: 为了算。", "  why‸:为了算。", "ASH017"),
    (WORDS, "phrases: [怎么还]", "phrases:\n  ‸-怎么还\n  - 还不上", "ASH017"),
    (WORDS, "phrases: [怎么还]", "phrases:\n  ‸-怎么还", "ASH017"),
    (PLAN, "  - show: intro", "  ‸-show: intro", "ASH017"),
    (WORDS, "  why: 为了算。", "‸\twhy: 为了算。", "ASH004"),
    (PLAN, "    options: [home, calls]", "‸\t\toptions: [home, calls]", "ASH004"),
]


def only(folder: Path, case: tuple[str, str, str]) -> Problem:
    """The one finding in the small library with this slip, which stands where it was made."""
    files, place = broken(*case)
    found = {(one.code, one.line, one.column): one for one in problems(folder, files)}
    (one,) = found.values()
    assert (one.path, (one.line, one.column)) == (case[0], place)
    return one


@pytest.mark.parametrize(("file", "old", "new", "instead"), WIDE)
def test_a_wrong_character_is_one_finding_at_its_place(
    tmp_path: Path, file: str, old: str, new: str, instead: str
) -> None:
    """With what to write; nothing that only follows from it is told, be it a line or a file away."""
    found = only(tmp_path, (file, old, new))
    assert found.code == "ASH016"
    for language, keyboard in (("zh", "中文输入法"), ("en", "Chinese keyboard")):
        assert f"“{instead}”" in found.message(language)
        assert keyboard in found.message(language)


@pytest.mark.parametrize(("file", "old", "new"), BLANK)
def test_a_wide_blank_is_told_by_name(tmp_path: Path, file: str, old: str, new: str) -> None:
    """It cannot be seen."""
    found = only(tmp_path, (file, old, new))
    assert found.code == "ASH016"
    assert "半角空格" in found.message("zh")
    assert "“space”" in found.message("en")


@pytest.mark.parametrize(("file", "old", "new", "code"), OTHER)
def test_a_blank_left_out_or_a_tab_brings_nothing_in_its_train(
    tmp_path: Path, file: str, old: str, new: str, code: str
) -> None:
    """The file is read as if it were there."""
    assert only(tmp_path, (file, old, new)).code == code


def test_one_slip_hides_no_other(tmp_path: Path) -> None:
    """Whoever types a whole file so sees each line that is wrong, and what else is wrong with it."""
    words = FILES[WORDS].replace("debt:\n  ask: ", "debt：\n  ask：").replace("later: ", "latr：")
    found = problems(tmp_path, {**FILES, WORDS: words})
    assert [(one.code, one.near) for one in found] == [
        ("ASH016", ""),
        ("ASH016", ""),
        ("ASH064", "later"),
        ("ASH016", ""),
    ]


def read(content: str) -> tuple[Document, list[Problem]]:
    return parse_yaml(content.encode(), Path("a.yaml"))


_PIECES = st.sampled_from(
    ["a", "ab_1", "-", "- ", "－", "—", "：", ":", ": ", "，", ",", "、", "[", "］", "【", "】", "{", "｛", "}", "｝", "|", "｜", "＞", "＃", "“", "”", " ", "  ", "\u3000", "好", "1"]
)  # fmt: skip
_LINES = st.lists(st.lists(_PIECES, max_size=8).map("".join), max_size=6)


@given(_LINES)
def test_the_quick_look_misses_no_sure_slip(lines: list[str]) -> None:
    """It may look into a file for nothing, and never past one that nobody means as it stands."""
    assert sure_slips(lines) == [slip for slip in find_slips(lines) if slip.sure]


@pytest.mark.parametrize(
    "content",
    [
        "a: 说：好\nb: “引号”，还有（括号）",
        "a:\n  - 甲：乙\n  - LPR：四倍\n  - 【重要】看：这里",
        "a: |\n  key：|\n  －项\n  why:不\n b: 1".replace(" b", "b"),
        "a: {zh: 甲，乙, en: A}\nb: ［LPR］是什么\nc: http://a.b/c",
        "# 说明：这里［有］｛全角｝\na: 1",
    ],
)
def test_a_text_may_hold_any_of_them(content: str) -> None:
    """Chinese is written with them; only where structure stands they are wrong."""
    document, found = read(content)
    assert not found
    assert document.data


def test_places_are_those_of_the_text_as_it_was_written() -> None:
    """What is put in to read on shifts nothing that is told after it."""
    document, _ = read("a: {zh：甲，en：乙, x: 1}\nb: 2\n")
    assert document.data == {"a": {"zh": "甲", "en": "乙", "x": 1}, "b": 2}
    assert document.places["a", "en"] == (1, 10)
    assert document.values["a", "en"] == (1, 13)
    assert document.places["a", "x"] == (1, 16)


@pytest.mark.parametrize(
    ("content", "place", "zh", "en"),
    [
        ("a: 1\nb\nc: 2\n", (2, 1), "少了冒号", "colon is missing"),
        ("a: [x,\n  y\nb: 1\n", (1, 4), "方括号没有关上", "is not closed"),
        ('a: "x\nb: 1\n', (1, 4), "引号没有关上", "quote is not closed"),
        ("a:\n  - x: 1\n   y: 2\n", (3, 4), "缩进", "list above"),
        ("a: b: c", (1, 5), "不该有冒号", "no colon"),
        ("a: %b", (1, 4), "加引号", "in quotes"),
        ("a: | 字\n  b", (1, 6), "下一行", "next line"),
    ],
)
def test_why_yaml_stops_is_said_in_both_languages(
    content: str, place: tuple[int, int], zh: str, en: str
) -> None:
    """Where it began, if that is what has to be mended; and nothing of the parser's own English."""
    _, (found,) = read(content)
    assert (found.code, (found.line, found.column)) == ("ASH006", place)
    assert zh in found.message("zh")
    assert en in found.message("en")


@pytest.mark.parametrize(
    "content",
    [
        "a: 1\n" + "k：v\n" * 20_000 + "b: 2\n",
        "a: [" + "，" * 40_000 + "\nb: : :",
        "－ a\n" * 20_000,
        "k：|\n  a\n" * 9_000,
    ],
    ids=["colons", "commas", "dashes", "blocks"],
)
def test_a_large_file_of_slips_is_told_of_at_once(content: str) -> None:
    """What is tried is bounded: nobody waits for a file that no hand has typed."""
    (_, found), spent = at_best(lambda: clocked(lambda: read(content)))
    assert spent < 1_000  # ms
    assert found[0].code in ("ASH006", "ASH016")
