"""What tells what a text is about, and how much: worked examples, so that no weight shifts unnoticed."""

from collections.abc import Mapping
from math import log, sqrt

import pytest

from bot.flow.topics import Topic, build_index, build_meanings
from bot.flow.topics.features import clauses, telling
from bot.flow.topics.sounds import heard

WORDS = {"jail": ["坐牢", "behind bars"], "refuse": ["拒", "Rejects"], "card": ["xyk", "信用卡"]}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("会坐牢吗？谢谢，急", ["会坐牢吗", "谢谢", "急"]),
        ("坐劳 xyk 怎么办", ["坐牢", "xyk", "怎么办"]),
        ("I can't pay, help", ["i can't pay", " help"]),
        ("！？", []),
        ("甲" + "乙" * 1000, ["乙" * 1000]),
    ],
    ids=["marks", "spaces", "English", "nothing", "long"],
)
def test_a_text_falls_into_clauses(text: str, parts: list[str]) -> None:
    """At marks, and at spaces beside Chinese; of a long text the end is read."""
    assert clauses(text) == parts


@pytest.mark.parametrize(
    ("clause", "weights"),
    [
        (
            "会坐牢",
            {"会": 0.1, "坐": 0.35, "牢": 0.35, "会坐": 0.7, "坐牢": 1, "~huizuo": 0.5,
             "~zuolao": 0.5, "=jail": 2.4},
        ),
        (
            "怎么办",
            {"怎": 0.1, "么": 0.1, "办": 0.1, "怎么": 0.225, "么办": 0.225, "~zenme": 0.25,
             "~meban": 0.25},
        ),
        ("座老", {"座": 0.35, "老": 0.35, "座老": 1, "~zuolao": 0.5, "=jail": 1.32}),
        ("zuo lao", {"zuo": 1, "lao": 1, "~zuolao": 0.5, "=jail": 1.32}),
        ("催714", {"催": 0.35, "714": 1, "~cui714": 0.5}),
        ("help collectors", {"collect": 1, "~helpcollectors": 0.5}),
        ("behind the bars", {"behind": 1, "bar": 1, "~behindthe": 0.5, "~thebars": 0.5}),
        ("behind bars", {"behind": 1, "bar": 1, "~behindbars": 0.5, "=jail": 2.4}),
        ("rejected", {"reject": 1, "=refuse": 2.4}),
        (
            "拒xyk",
            {"拒": 0.35, "xyk": 1, "~juxyk": 0.5, "=refuse": 2.4, "=card": 2.4, "=card=refuse": 1},
        ),
        (
            "xyk behind bars",
            {"xyk": 1, "behind": 1, "bar": 1, "~xykbehind": 0.5, "~behindbars": 0.5, "=card": 2.4,
             "=jail": 2.4, "=card=jail": 1},
        ),
    ],
)  # fmt: skip
def test_each_feature_has_its_weight(clause: str, weights: dict[str, float]) -> None:
    """Words, pairs, single characters, sounds, meanings written or only heard, two meanings together."""
    assert telling(clause, build_meanings(WORDS)) == pytest.approx(weights)


@pytest.mark.parametrize(
    ("text", "sounds"),
    [
        ("zhuangxian", ["zuan", "xian"]),
        ("fangan", ["fan", "gan"]),
        ("lve", ["lue"]),
        ("bank", ["bank"]),
        ("行长重女", ["han", "can", "con", "nu"]),
        ("唔还嘅", ["wu", "huan", "kai"]),
        ("啊座", ["a", "zuo"]),
        ("𠮷", ["𠮷"]),
    ],
)
def test_characters_and_pinyin_have_one_sound(text: str, sounds: list[str]) -> None:
    """The fewest syllables; dialects' mergers; Hong Kong's characters; an unknown one stands for itself."""
    assert heard(text)[0] == sounds


ALONE = 0.5 * log(2) + 0.25 * log(
    3
)  # what a word tells that one of two topics has, one of two phrases
OF_THREE = 0.5 * log(2) + 0.25 * log(4)  # the same of three phrases


def scores(text: str, topics: Mapping[str, tuple[str, ...]], *elsewhere: str) -> dict[str, float]:
    """What is near in an index of these topics."""
    index = build_index([Topic(name, said) for name, said in topics.items()], elsewhere=elsewhere)
    return {match.target: match.score for match in index.nearest(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("alpha", {"a": ALONE**0.2 + 1}),
        ("alpho", {"a": ALONE**0.2}),
        ("alpha, zulu", {"a": ALONE**0.2 + 1}),
        ("alpha, bravo", {"b": ALONE**0.2 + 1, "a": 0.6 * ALONE**0.2}),
        ("alpha, bravo, zulu", {"b": ALONE**0.2 + 1, "a": 0.6 * ALONE**0.2}),
        ("alpha gamma", {"a": ALONE**1.2 / sqrt(ALONE**2 + 1.25 * log(3) ** 2)}),
    ],
)
def test_a_word_that_is_all_of_a_topic(text: str, expected: dict[str, float]) -> None:
    """As it stands, misspelt, before and after other words, beside one that no topic has."""
    found = scores(text, {"a": ("alpha",), "b": ("bravo",)})
    assert found == pytest.approx(expected)
    assert list(found) == list(expected)


def test_a_topic_of_many_phrases_is_levelled() -> None:
    """Each of two phrases tells less of it than an only one would."""
    topics = {"a": ("alpha", "bravo"), "b": ("charlie",)}
    assert scores("alpho", topics) == pytest.approx({"a": OF_THREE**0.2 / 2**0.3})
    assert scores("charlia", topics) == pytest.approx({"b": OF_THREE**0.2})


def test_a_phrase_shares_its_weight_among_its_words() -> None:
    """Two words and their sounds in a row: two parts, two parts and one."""
    topics = {"a": ("alpha bravo",), "b": ("charlie",)}
    part = sqrt(2 / 3 * ALONE) / (5 / 3 * ALONE) ** 0.3
    assert scores("alpho", topics) == pytest.approx({"a": part})
    assert scores("alphabravo", topics) == {}


def test_a_word_of_two_topics_tells_less() -> None:
    """It is found in both, by the name where they are equal, and its rarity is that of two."""
    shared = 0.5 * log(1 + 0.5 / 2.5) + 0.25 * log(1 + 2 / 2)
    found = scores("alpho", {"b": ("alpha",), "a": ("alpha",)})
    assert list(found) == ["a", "b"]
    assert found == pytest.approx({"a": shared**0.2, "b": shared**0.2})


def test_a_phrase_of_several_clauses_is_no_exact_one() -> None:
    """Its words are all told, each once; neither of its clauses typed alone is the phrase."""
    topics = {"a": ("alpha, alpha bravo",), "b": ("charlie",)}
    part = sqrt(2 / 3 * ALONE) / (5 / 3 * ALONE) ** 0.3
    assert scores("alpha", topics) == pytest.approx({"a": part})
    assert scores("bravo", topics) == pytest.approx({"a": part})


def test_what_is_elsewhere_is_one_thing_and_in_doubt() -> None:
    """All of it is one neighbour of the topics; what is as near to it as to a topic is the topic's."""
    topics = {"a": ("alpha",)}
    assert scores("alpho", topics, "bravo", "charlie") == pytest.approx({"a": OF_THREE**0.2})
    assert scores("bravo", topics, "bravo", "charlie") == {}
    assert scores("bravi alpho", topics, "bravo") == pytest.approx(
        {"a": ALONE**1.2 / sqrt(2 * ALONE**2 + 0.25 * log(2) ** 2)}
    )


@pytest.mark.parametrize(
    ("phrase", "text", "is_found"),
    [
        ("bravo", "brvo", False),  # four letters are too near to others
        ("bravo", "brivo", True),
        ("bravo", "bravoo", True),
        ("bravo", "bivvo", False),
        ("quit", "quitz", False),
        ("quick", "quick", True),
        ("12345", "12346", False),  # figures are no slips
        ("714", "714", True),
        ("cat", "cat", True),
        ("怎么办", "怎么办", False),  # tells nothing
    ],
)
def test_a_slip_of_one_letter_is_borne_in_a_long_word(
    phrase: str, text: str, *, is_found: bool
) -> None:
    """From five letters, of words only."""
    assert bool(scores(text, {"a": (phrase,), "b": ("zebra",)})) is is_found


def test_equals_stand_in_the_order_of_their_names() -> None:
    """The same three every time, however many are as near."""
    topics = {name: ("alpha", name * 5) for name in "hgfedcbz"}
    assert list(scores("alpho", topics)) == ["b", "c", "d"]
