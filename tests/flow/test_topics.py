"""From a borrower's own words to the flow or card that they are about."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.flow.topics import Match, Topic, TopicIndex, build_index, build_meanings
from bot.flow.topics.sounds import heard

# Every scalar as text, as the library's reader has it.
CASES: Any = yaml.load(
    Path(__file__).with_name("topic_cases.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
)
TOPICS = tuple(
    Topic(target, tuple(topic["titles"]), tuple(topic["phrases"]))
    for target, topic in CASES["topics"].items()
)
MEANINGS = build_meanings(
    {"jail": ["坐牢", "吃牢饭", "behind bars"], "refuse": ["拒"], "card": ["xyk", "信用卡"]}
)
INDEX: TopicIndex = build_index(TOPICS, elsewhere=CASES["elsewhere"])


def _targets(text: str, limit: int = 3) -> tuple[str, ...]:
    return tuple(match.target for match in INDEX.nearest(text, limit))


@pytest.mark.parametrize(("text", "target"), CASES["finds"])
def test_the_nearest_topic_is_the_one_meant(text: str, target: str) -> None:
    """Each case of topic_cases.yaml: colloquial, misspelt, Traditional, English, a story."""
    assert _targets(text)[:1] == (target,)


@pytest.mark.parametrize(("text", "first", "second"), CASES["both"])
def test_two_questions_bring_two_topics_the_last_first(text: str, first: str, second: str) -> None:
    """A story with two questions is offered both."""
    assert _targets(text)[:2] == (first, second)


@pytest.mark.parametrize("text", CASES["nothing"])
def test_what_is_about_nothing_finds_nothing(text: str) -> None:
    """Rather no topic than a wrong one."""
    assert _targets(text) == ()


@pytest.mark.parametrize(
    ("text", "target"),
    [(text, topic.target) for topic in TOPICS for text in (*topic.titles, *topic.phrases)],
)
def test_a_topic_is_found_by_its_own_words(text: str, target: str) -> None:
    """Each title and phrase leads to its topic, though another may share it."""
    assert target in _targets(text)


def test_the_last_clause_weighs_most() -> None:
    """The same two questions, turned round, turn the order round."""
    assert _targets("会坐牢吗？支付令是什么")[0] == "card:payment_order"
    assert _targets("支付令是什么？会坐牢吗")[0] == "card:jail"


def test_words_after_the_question_take_no_weight_from_it() -> None:
    """Thanks at the end are not the question."""
    bare, polite = INDEX.nearest("会坐牢吗"), INDEX.nearest("会坐牢吗？谢谢，在线等，急")
    assert bare == polite


def test_the_best_come_first_and_no_more_than_asked_for() -> None:
    """Scores fall, and `limit` holds."""
    text = "催收，征信，支付令，老赖"
    matches = INDEX.nearest(text)
    assert len(matches) == 3
    assert list(matches) == sorted(matches, key=lambda match: -match.score)
    assert INDEX.nearest(text, limit=1) == matches[:1]


def test_the_order_of_topics_does_not_matter() -> None:
    """An index built backwards finds the same."""
    backwards = build_index(reversed(TOPICS), elsewhere=CASES["elsewhere"])
    for text, _ in CASES["finds"]:
        assert [match.target for match in backwards.nearest(text)] == list(_targets(text))


def test_an_index_of_nothing_finds_nothing() -> None:
    """Neither no topic, nor a topic that says nothing, is an error."""
    assert build_index(()).nearest("会坐牢吗") == ()
    assert build_index((Topic("card:empty", ("怎么办",)),)).nearest("怎么办") == ()


def test_one_topic_alone_can_be_found() -> None:
    """A word that every document holds still tells something."""
    index = build_index((Topic("card:jail", ("会坐牢吗",), ("坐牢",)),))
    assert [match.target for match in index.nearest("欠钱会坐牢吗")] == ["card:jail"]
    assert index.nearest("今天天气不错") == ()


@given(st.text(max_size=200))
def test_any_text_is_taken(text: str) -> None:
    """Finding never raises; what it finds is a topic, with a score above nothing."""
    matches = INDEX.nearest(text)
    assert all(isinstance(match, Match) and match.score > 0 for match in matches)


@given(st.text(st.sampled_from("天气喜欢音乐电影猫狗蓝绿"), max_size=30))
def test_unrelated_words_find_nothing(text: str) -> None:
    """Characters that no topic is made of never add up to one."""
    assert INDEX.nearest(text) == ()


@pytest.mark.parametrize("text", ["怎么开公司啊", "朋友借我的钱一直不还"])
def test_what_is_nearer_elsewhere_is_offered_nothing(text: str) -> None:
    """What is not ours takes the words that it shares with a topic."""
    assert _targets(text) == ()
    assert build_index(TOPICS).nearest(text) != ()


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("吃牢饭", "card:jail"),  # another word for it
        ("要吃捞饭了", "card:jail"),  # the same, misspelt
        ("chi laofan", "card:jail"),  # in pinyin
        ("Will I end up behind bars?", "card:jail"),  # in another language than the phrase
        ("xyk huan bu shang", "card:plan"),  # an abbreviation
    ],
)
def test_words_of_one_meaning_find_each_other(text: str, target: str) -> None:
    """Phrases have one word of a meaning; any other of its words finds them."""
    topics = (Topic("card:jail", ("会坐牢吗",)), Topic("card:plan", ("信用卡还不上",)))
    index = build_index((*topics, Topic("card:none", ("房子被拍卖",))), MEANINGS)
    assert [match.target for match in index.nearest(text)][:1] == [target]


def test_a_word_of_one_character_is_read_but_not_heard() -> None:
    """Too much sounds like a single character."""
    index = build_index((Topic("card:no", ("银行拒了",)), Topic("card:go", ("搬家",))), MEANINGS)
    assert [match.target for match in index.nearest("拒")] == ["card:no"]
    assert index.nearest("句") == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("逾期", "预期"),
        ("诉前调解", "suqiantiaojie"),
        ("征信", "zhengxing"),
        ("女", "nv"),
        ("绿", "lv"),
    ],
)
def test_what_sounds_alike_is_heard_alike(one: str, other: str) -> None:
    """Homophones, pinyin with and without spaces, and sounds that dialects merge."""
    assert heard(one)[0] == heard(other)[0]


def test_what_is_no_pinyin_stands_for_itself() -> None:
    """English words and figures are heard as they are written; pinyin is written as nothing."""
    assert heard("第714 loan yuqi") == (
        ["di", "714", "loan", "yu", "qi"],
        ["第", "714", "loan", "", ""],
    )
