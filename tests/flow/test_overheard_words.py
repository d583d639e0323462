"""What counts as overheard, what is offered then and in which place, and what a button takes along."""

import re
from dataclasses import dataclass
from itertools import combinations
from typing import cast

import pytest

from bot.flow.hearing import is_none, ticked_together
from bot.flow.model import Listening
from bot.flow.overhearing import offers, overhear, read_heard, with_heard
from bot.flow.ports import Library
from bot.flow.session import Visit
from bot.flow.topics import Match

SCAMS = Listening(
    "scams", "flags", {name: re.compile(word) for name, word in
                       (("fee", "先交钱"), ("sure", "包成功"), ("bank", "别接电话"))}
)  # fmt: skip
COLLECTORS = Listening("collectors", "said", {"threat": re.compile("后果自负|先交钱")})


@dataclass(frozen=True)
class Near:
    """Topics that are near any text."""

    targets: tuple[str, ...] = ()

    def nearest(self, text: str, limit: int) -> tuple[Match, ...]:
        """The first of them."""
        return tuple(Match(target, 1.0) for target in self.targets[: limit if text else 0])


@dataclass(frozen=True)
class Hearing:
    """As much of a library as hears."""

    topics: Near = Near()
    listening: tuple[Listening, ...] = (COLLECTORS, SCAMS)


def library(*targets: str) -> Library:
    """A library in which these topics are near."""
    return cast("Library", Hearing(Near(targets)))


@pytest.mark.parametrize(
    ("text", "flow", "options"),
    [
        ("包成功，先交钱", "scams", ("fee", "sure")),
        ("先交钱", "collectors", ("threat",)),  # both hear one: the first
        ("别接电话！先 交 钱！包成功", "scams", ("fee", "sure", "bank")),
        ("后果自负", "collectors", ("threat",)),
    ],
)
def test_who_hears_most_is_offered(text: str, flow: str, options: tuple[str, ...]) -> None:
    """The options stand in their own order, not in that of the words."""
    heard = overhear(library(), text)
    assert heard is not None
    assert (heard.listening.flow, heard.options) == (flow, options)


def test_nothing_is_heard_in_other_words() -> None:
    """Nobody listens for them."""
    assert overhear(library(), "我想分期还款") is None


@pytest.mark.parametrize(
    ("text", "is_sure"),
    [
        ("包成功，先交钱", True),  # two are hardly chance
        ("包成功", False),
        ("您放心我们公司办理包成功", True),  # twelve characters, told to a reader
        ("您放心我们公司办理、包成", None),
        ("您放心我们公司办，包成功", False),  # eleven
        ("他们说他们公司办理是包成功", False),  # told to nobody
        ("他们对我说这个是包成功，是不是骗你们的呢？", False),  # asked
        ("你们家说你们公司办理包成功吗", False),
        ("你好他们说他们公司办理包成功", False),  # a greeting is said to the bot
        ("We tell you this: 包成功 for sure", True),
        ("Your loan 包成功 for sure", True),
        ("Young people say 包成功 here", False),
    ],
)
def test_one_option_alone_is_sure_where_it_is_told_to_a_reader(
    text: str, *, is_sure: bool | None
) -> None:
    """A borrower's story seldom says "you", and a question is the borrower's own."""
    heard = overhear(library(), text)
    assert (None if heard is None else heard.is_sure) is is_sure


@pytest.mark.parametrize(
    ("text", "near", "offered"),
    [
        ("包成功，先交钱", "abcd", ["flow:scams", "a", "b"]),
        ("包成功，先交钱", "", ["flow:scams"]),
        ("包成功", "abcd", ["a", "b", "c", "flow:scams"]),
        ("包成功", "", ["flow:scams"]),
        ("分期", "abcd", ["a", "b", "c"]),
        ("分期", "", []),
    ],
)
def test_what_is_heard_stands_first_where_it_is_sure(
    text: str, near: str, offered: list[str]
) -> None:
    """Three at most; what is unsure comes last and takes no place of another."""
    buttons = offers(library(*near), text)
    assert [button.press.partition("~")[0] for button in buttons] == [f"@{x}" for x in offered]
    assert ["~" in button.press for button in buttons] == ["scams" in x for x in offered]


@pytest.mark.parametrize(
    ("text", "place"), [("包成功", 1), ("包成功，先交钱", 0)], ids=["unsure", "sure"]
)
def test_a_topic_that_is_near_already_is_offered_once(text: str, place: int) -> None:
    """With what was heard, in its own place or the first."""
    buttons = offers(library("a", "flow:scams", "b"), text)
    assert len(buttons) == 3
    assert ["~" in button.press for button in buttons].index(True) == place


@pytest.mark.parametrize("many", [0, 1, 2, 3])
def test_a_button_takes_along_exactly_what_was_heard(many: int) -> None:
    """Any of the options, and none that was not heard."""
    words = {"fee": "先交钱", "sure": "包成功", "bank": "别接电话"}
    alone = cast("Library", Hearing(listening=(SCAMS,)))
    for names in combinations(words, many):
        heard = overhear(alone, " ".join(words[name] for name in names))
        if not names:
            assert heard is None
            continue
        assert heard is not None
        press = heard.button.press.removeprefix("@flow:")
        assert read_heard(alone, press) == ("scams", names)
        other = Listening("scams", "flags", {"new": re.compile("x"), **SCAMS.options})
        changed = cast("Library", Hearing(listening=(other,)))
        assert read_heard(changed, press) == ("scams", ())
        assert read_heard(library(), press.replace("scams", "collectors")) == ("collectors", ())
        assert read_heard(library(), f"{press}x") == ("scams", ())


def test_what_is_heard_twice_waits_once() -> None:
    """In the order in which it was heard first."""
    visit = with_heard(with_heard(Visit("scams"), ("sure", "fee")), ("bank", "sure"))
    assert visit.heard == ("sure", "fee", "bank")


@pytest.mark.parametrize(
    ("names", "ticked"),
    [
        (("b", "a"), ("a", "b")),
        (("none",), ("none",)),
        (("none", "b"), ("b",)),
        (("nothing", "none"), ("none", "nothing")),
        (("x",), ()),
        ((), ()),
    ],
    ids=str,
)
def test_none_of_these_stands_alone(names: tuple[str, ...], ticked: tuple[str, ...]) -> None:
    """Whoever ticks another takes it back."""
    assert ticked_together(("a", "none", "b", "nothing"), names) == ticked
    assert is_none("none")
    assert not is_none("a")
