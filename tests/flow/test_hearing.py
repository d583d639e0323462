"""Somebody else's words, pasted where a question listens: what ticks an option and what does not."""

from pathlib import Path

import pytest
import yaml

from bot.flow.events import Started, Tapped, Typed
from bot.flow.phrases import any_said, level
from bot.flow.session import dump_session
from bot.flow.tokens import made_out
from bot.runtime.conversation import Conversation
from tests.flow.tiny import NOW
from tests.shipped import shipped_library

TOLD = [
    (language, said, tuple(options.split()))
    for language, meanings in yaml.safe_load(
        Path(__file__).with_name("told.yaml").read_text("utf-8")
    ).items()
    for options, texts in meanings.items()
    for said in texts
]
OFFER = "先交680元材料费，别接银行电话。联系人证件 620102199001011234"


@pytest.fixture
def asked() -> Conversation:
    """A borrower who is asked what was said to them."""
    talk = Conversation(shipped_library(), language="zh", now=lambda: NOW)
    talk.go_to_hub()
    talk.take(Started("scams"))
    for press in ("+nothing", "=done", "me"):
        talk.take(Tapped(made_out(press, talk.session.version)))
    assert talk.position.stop.step == "red_flags"
    return talk


@pytest.mark.parametrize("forwarded", [False, True], ids=["pasted", "forwarded"])
def test_an_offer_ticks_what_it_says_and_is_not_kept(
    asked: Conversation, *, forwarded: bool
) -> None:
    """Forwarded is as good as pasted here; a number in it is nobody's answer, and no word is stored."""
    screens = asked.take(Typed(OFFER, forwarded=forwarded))
    assert screens[0].step == "heard_some"
    assert asked.session.selected == ("fee_first", "no_bank")
    assert "680" not in str(dump_session(asked.session))


@pytest.mark.parametrize(
    ("said", "ticked"),
    [
        ("看不懂", ()),
        ("先交998", ("fee_first",)),
        ("包成功", ("sure_thing",)),
        ("别接银行", ("no_bank",)),
    ],
)
def test_a_short_quote_is_heard_too(
    asked: Conversation, said: str, ticked: tuple[str, ...]
) -> None:
    """Four characters are a sentence in Chinese; where nothing is heard in them, they are an answer."""
    screens = asked.take(Typed(said))
    assert asked.session.selected == ticked
    assert (screens[0].step == "heard_some") is bool(ticked)


def test_a_label_is_an_answer_however_long(asked: Conversation) -> None:
    """What is written on a button is the borrower's own answer, not somebody's offer."""
    asked.take(Typed("Sign for another"))
    assert asked.position.facts["red_flags"] == ("face_for_other",)


@pytest.mark.parametrize(
    ("phrase", "text", "is_said"),
    [
        ("先交…费", "先 交 六百八十元，材料費", True),
        ("先交…费", "不用先交材料费", False),
        ("先交…费", "先交作业，过两天我们再坐下来商量一下路费", False),
        ("service fee", "A Service-Fee of 300", True),
        ("service fee", "there is no service fee", False),
        ("别接银行", "千万別接银行的电话", True),
    ],
)
def test_a_phrase_is_said(phrase: str, text: str, *, is_said: bool) -> None:
    """However it is spaced and spelt; not where it is denied, nor across half a sentence."""
    assert bool(any_said([phrase]).search(level(text))) is is_said


@pytest.mark.parametrize("phrase", ["打", "…打钱", "打钱…", "!?"])
def test_a_phrase_that_would_fire_on_anything_is_refused(phrase: str) -> None:
    """One character, or a gap with nothing on a side."""
    with pytest.raises(ValueError, match="too short"):
        any_said([phrase])


@pytest.mark.parametrize(("language", "said", "meant"), TOLD, ids=[said for _, said, _ in TOLD])
def test_what_was_given_is_understood(language: str, said: str, meant: tuple[str, ...]) -> None:
    """As people write it: taken, or ticked for a look; what is denied does not count."""
    talk = Conversation(shipped_library(), language=language, now=lambda: NOW)
    talk.go_to_hub()
    talk.take(Started("scams"))
    talk.take(Typed(said))
    assert talk.position.facts.get("scam_given", talk.session.selected) == meant


def test_none_of_these_is_ticked_alone(asked: Conversation) -> None:
    """Whoever ticks it takes the others away, and the other way round."""
    for press, ticked in (
        ("+fee_first", ("fee_first",)),
        ("+none", ("none",)),
        ("+no_bank", ("no_bank",)),
    ):
        asked.take(Tapped(made_out(press, asked.session.version)))
        assert asked.session.selected == ticked


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("I already paid them 3000 yesterday", "and I also gave them the code")),
        ("zh", ("我昨天被他骗了，已经交了3000", "验证码也告诉他了")),
    ],
)
def test_what_is_remembered_later_is_added(language: str, said: tuple[str, str]) -> None:
    """Whoever remembers one thing after the other loses neither: how to stop the payment hangs on it."""
    talk = Conversation(shipped_library(), language=language, now=lambda: NOW)
    talk.go_to_hub()
    talk.take(Started("scams"))
    talk.take(Typed(said[0]))
    talk.take(Typed(said[1]))
    assert {"money", "codes"} <= {*talk.session.selected}
    assert talk.take(Typed("done" if language == "en" else "好了"))[0].step == "paid_when"
