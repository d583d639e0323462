"""Questions that a typed yes or no answers wherever one is: despair asked about kindly, all to be erased."""

import pytest

from bot.flow import despair
from bot.flow.effects import Forget
from bot.flow.events import Moved, Started, Tapped, Typed
from bot.flow.tokens import made_out
from bot.runtime.conversation import Conversation
from tests.flow.tiny import NOW
from tests.shipped import shipped_library


@pytest.fixture
def talk() -> Conversation:
    """A borrower who is asked how much they owe."""
    talk = Conversation(shipped_library(), language="en", now=lambda: NOW)
    talk.go_to_hub()
    talk.take(Started("repayment_plan"))
    while talk.position.stop.step != "total_debt":
        talk.take(Moved("skip"))
    return talk


def said(talk: Conversation, text: str) -> list[str]:
    """The steps of the screens that answer a text."""
    return [screen.step for screen in talk.take(Typed(text))]


def test_despair_is_asked_about_and_nothing_is_lost(talk: Conversation) -> None:
    """No lesson on answering, no rung of the ladder; a bare no leads back to the same question."""
    assert said(talk, "my debt will kill me") == ["despair"]
    assert talk.session.misses == 0
    assert said(talk, "no") == ["safe", "total_debt"]
    assert said(talk, "no") != ["safe", "total_debt"]


@pytest.mark.parametrize("answer", ["yes", "sometimes", "I think about it at night"])
def test_what_may_be_a_yes_brings_help(talk: Conversation, answer: str) -> None:
    """A yes, and what is no answer to anything else: rather help that was not needed."""
    said(talk, "all this is killing me")
    assert said(talk, answer) == ["suicide"]
    assert talk.session.crisis_on is not None


@pytest.mark.parametrize(("press", "step"), [("=dark", "suicide"), ("=safe", "safe")])
def test_its_buttons_are_never_too_old(talk: Conversation, press: str, step: str) -> None:
    """Whoever presses them an hour later is not told that the button is an old one."""
    said(talk, "this debt is killing me")
    version = talk.session.version
    talk.take(Typed("3000"))
    assert talk.take(Tapped(made_out(press, version)))[0].step == step


def test_an_answer_beside_it_is_taken(talk: Conversation) -> None:
    """The sum is kept, the question how they are comes first."""
    steps = said(talk, "300000, it is killing me")
    assert steps[0] == "despair"
    assert talk.position.facts["total_debt"] == 300000


def test_a_question_beside_it_is_answered() -> None:
    """At the menu what it may be about is offered below."""
    talk = Conversation(shipped_library(), language="zh", now=lambda: NOW)
    talk.go_to_hub()
    assert said(talk, "愁死了，信用卡怎么申请分期") == ["despair", "offer"]


@pytest.mark.parametrize(
    ("answer", "erased"), [("yes", True), ("no", False), ("80000", False)], ids=str
)
def test_a_typed_yes_is_the_second_step_of_erasing(
    talk: Conversation, answer: str, *, erased: bool
) -> None:
    """Whoever reads the question and writes yes must not find everything still there."""
    talk.take(Typed("80000"))
    talk.take(Moved("forget"))
    talk.take(Typed(answer))
    assert any(isinstance(effect, Forget) for effect in talk.effects) is erased
    if answer == "80000":  # the question waits no longer
        talk.take(Typed("yes"))
        assert not any(isinstance(effect, Forget) for effect in talk.effects)


@pytest.mark.parametrize(("language", "said"), [("zh", "我安全了"), ("en", "I'm OK now")])
def test_who_writes_that_they_are_safe_is_believed(language: str, said: str) -> None:
    """In their own words: the numbers no longer head every answer."""
    talk = Conversation(shipped_library(), language=language, now=lambda: NOW)
    talk.go_to_hub()
    talk.take(Typed("不想活了"))
    talk.take(Typed(said))
    assert talk.session.crisis_on is None


def test_help_that_comes_first_already_is_not_asked_about_again(talk: Conversation) -> None:
    """After a cry for help its numbers head every answer; despair adds no second question."""
    said(talk, "I want to die")
    assert "despair" not in said(talk, "this debt is killing me")


def test_despair_at_first_contact_is_asked_about_before_the_welcome() -> None:
    """Nobody has to agree to anything to be asked how they are."""
    talk = Conversation(shipped_library(), language="zh", now=lambda: NOW)
    steps = said(talk, "债要压死我了")
    assert steps[0] == "despair"
    assert len(steps) > 1
    assert said(talk, "想过")[0] == "suicide"


@pytest.mark.parametrize(
    "no",
    ["没有", "没有啊", "没想过", "我没有", "没有，就是愁", "没有，就是太累了", "不是那个意思", "不会的，谢谢",
     "no", "No, never!", "nope", "no, I'm not", "not at all", "I don't", "no, just tired"],
)  # fmt: skip
def test_a_plain_no_is_a_no(no: str) -> None:
    """With why they wrote so, or thanks."""
    assert despair.denies(no)


@pytest.mark.parametrize(
    "dark",
    ["想过，没打算", "没死成", "没人", "没人管我", "没意思", "没勇气", "还没有", "还没", "没有人会在乎", "没有，就是活着没意思",
     "不想活", "没想好", "thoughts, no plan", "no plan yet", "no point", "不知道", "not yet", "not really", "no one would care", "no, but sometimes"],
)  # fmt: skip
@pytest.mark.parametrize("before", ["不想活了", "走投无路了"])
def test_what_only_begins_as_a_no_is_none(before: str, dark: str) -> None:
    """Whoever writes so is not told "good": help, or its steps, come instead."""
    talk = Conversation(shipped_library(), language="zh", now=lambda: NOW)
    talk.go_to_hub()
    said(talk, before)
    steps = said(talk, dark)
    assert "safe" not in steps
    assert {"suicide", "steps"} & {*steps}
    assert talk.session.crisis_on is not None
