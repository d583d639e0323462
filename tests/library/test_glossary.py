"""Hard words: found in texts, in what is asked, and worded; and the project's own glossary."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from bot.flow.model import Screen, Text
from bot.flow.normalise import plain
from bot.library import Library
from bot.library.problems import LibraryError
from tests.library import tiny
from tests.shipped import shipped_library

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 25)
ZH = """\
terms:
  order: {term: 支付令, also: [督促令], says: 法院发的催款命令。}
  limit: {term: 诉讼时效, also: [时效], says: 要钱的期限。}
  late: {term: 欠, says: 还没还。}
jargon: [支付令]
"""
EN = """\
terms:
  order: {term: payment order, says: A court's order to pay.}
  limit: {term: limitation, says: The time to sue.}
  late: {term: owe, says: To be in debt.}
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("library")
    words = {"content/zh/glossary.yaml": ZH, "content/en/glossary.yaml": EN}
    return tiny.load(folder, **words)


@pytest.fixture(scope="module")
def own() -> Library:
    return shipped_library()


@pytest.mark.parametrize(
    ("text", "bare", "name"),
    [
        ("什么是支付令", False, "order"),
        ("什么是支付令？", False, "order"),
        ("请问什么叫时效啊", False, "limit"),
        ("支付令是什么", False, "order"),
        ("支付令是什么意思？", False, "order"),
        ("“督促令”啥意思", False, "order"),
        ("訴訟時效是什麼", False, "limit"),
        ("What is a payment order?", False, "order"),
        ("what's the payment order", False, "order"),
        ("what does limitation mean?", False, "limit"),
        ("支付令", False, ""),
        ("支付令", True, "order"),
        ("Payment order", True, "order"),
        ("收到支付令怎么办", True, ""),
        ("什么是天书", True, ""),
        ("什么是什么", True, ""),
        ("", True, ""),
    ],
)
def test_what_a_borrower_asks_about(library: Library, text: str, *, bare: bool, name: str) -> None:
    """The question form at any time; the word alone only if that may be a question."""
    assert library.term_asked(text, bare=bare) == name


def test_the_hard_words_of_a_text_are_found_in_its_language(library: Library) -> None:
    """The longest that fits counts; code and tags hold none."""
    glossary = library.glossary
    assert glossary.find_in("过了诉讼时效，又收到支付令、督促令", "zh") == ("limit", "order")
    assert glossary.find_in("two payment orders and a disorderly limitations", "en") == (
        "order",
        "limit",
    )
    assert glossary.find_in("owed", "en") == ()
    assert library.terms_in(Text("plan", "debt.ask"), "zh") == ("late",)
    assert library.terms_in(Text("plan", "nothing"), "zh") == ()


def test_a_hard_word_is_worded_with_what_it_means(library: Library) -> None:
    """In the borrower's language, the word in bold."""
    screen = Screen("notice", "glossary", "term", (Text("glossary", "order"),))
    assert library.word(screen, "zh", DAY).html == "<b>支付令</b>：法院发的催款命令。"
    assert library.word(screen, "en", DAY).html == "<b>payment order</b>: A court's order to pay."


def test_a_mistake_in_a_glossary_is_reported_with_its_place(tmp_path: Path) -> None:
    """As in any file that counselors edit."""
    broken = "terms:\n  order: {term: 支付令, sais: 命令}\n"
    with pytest.raises(LibraryError) as caught:
        tiny.load(tmp_path, **{"content/zh/glossary.yaml": broken, "content/en/glossary.yaml": EN})
    assert {problem.code for problem in caught.value.problems} == {"ASH020"}


def test_a_glossary_in_one_language_is_one_in_every_language(tmp_path: Path) -> None:
    """Or a word could not be explained to whoever reads the other."""
    with pytest.raises(LibraryError) as caught:
        tiny.load(tmp_path, **{"content/zh/glossary.yaml": ZH})
    assert [(one.code, one.path) for one in caught.value.problems] == [
        ("ASH060", "content/en/glossary.yaml")
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_projects_glossary_explains_enough_and_nothing_twice(
    own: Library, language: str
) -> None:
    """At least 30 words in each language, and no word with two meanings."""
    entries = own.glossary.terms[language]
    assert len(entries) >= 30
    counted = Counter(plain(word) for entry in entries.values() for word in entry.names)
    assert [word for word, times in counted.items() if times > 1] == []
    for name, entry in entries.items():
        assert own.term_asked(entry.term, bare=True) == name
