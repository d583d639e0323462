"""A swindler's words where no question listens: at the menu, and in the midst of a conversation."""

import sys

import pytest

from bot.flow.events import Moved, Started, Tapped, Typed
from bot.flow.model import Worded
from bot.flow.session import dump_session
from bot.flow.tokens import made_out
from bot.runtime.conversation import Conversation
from tests.bench import offers
from tests.flow.tiny import NOW
from tests.shipped import shipped_library

OFFER = {
    "zh": "您好，先交680元材料费，我们包成功，银行的电话别接",
    "en": "Guaranteed. Pay first, 680, and don't answer the bank.",
}
HEARD = ("fee_first", "sure_thing", "no_bank")


@pytest.fixture(params=["zh", "en"])
def at_menu(request: pytest.FixtureRequest) -> Conversation:
    """A borrower at the menu, in either language."""
    talk = Conversation(shipped_library(), language=request.param, now=lambda: NOW)
    talk.go_to_hub()
    return talk


def first_press(screen: Worded) -> str:
    """What the first button of a screen does, unless it copies a number."""
    return next(button.press for button in screen.buttons if button.press)


def tick_one(talk: Conversation, option: str) -> None:
    """Answer a question where several options may be ticked."""
    for press in (f"+{option}", "=done"):
        talk.take(Tapped(made_out(press, talk.session.version)))


def go_to_flags(talk: Conversation) -> list[Worded]:
    """Through the questions before the one that listens."""
    tick_one(talk, "nothing")
    return talk.take(Tapped(made_out("me", talk.session.version)))


def test_an_offer_at_the_menu_need_not_be_pasted_again(at_menu: Conversation) -> None:
    """The first button leads to the scams, where what was heard is ticked; the words are never kept."""
    screens = at_menu.take(Typed(OFFER[at_menu.language]))
    assert [screen.step for screen in screens] == ["heard_offer"]
    at_menu.take(Tapped(first_press(screens[0])))
    assert at_menu.position.stop.step == "scam_given"
    screens = go_to_flags(at_menu)
    assert [screen.step for screen in screens] == ["heard_some", "red_flags"]
    assert at_menu.session.selected == HEARD
    assert "680" not in str(dump_session(at_menu.session))


@pytest.mark.parametrize("forwarded", [False, True], ids=["pasted", "forwarded"])
def test_an_offer_is_no_answer_to_a_question_about_money(
    at_menu: Conversation, *, forwarded: bool
) -> None:
    """Its 680 is not taken for a debt; the question waits as it was, and the offer can be looked at."""
    at_menu.take(Started("repayment_plan"))
    while at_menu.position.stop.step != "total_debt":
        at_menu.take(Moved("skip"))
    screens = at_menu.take(Typed(OFFER[at_menu.language], forwarded=forwarded))
    assert [screen.step for screen in screens] == ["heard_offer", "total_debt"]
    assert at_menu.session.misses == 0
    at_menu.take(Tapped(first_press(screens[0])))
    go_to_flags(at_menu)
    assert at_menu.session.selected == HEARD


def test_an_offer_before_its_question_waits_for_it(at_menu: Conversation) -> None:
    """Pasted a step too early, it is noted; set aside and taken up again, it is still there."""
    at_menu.take(Started("scams"))
    tick_one(at_menu, "nothing")
    screens = at_menu.take(Typed(OFFER[at_menu.language]))
    assert [screen.step for screen in screens] == ["heard_early", "scam_target"]
    at_menu.take(Moved("menu"))
    at_menu.take(Moved("resume"))
    at_menu.take(Tapped(made_out("me", at_menu.session.version)))
    assert at_menu.session.selected == HEARD


def test_another_offer_is_not_added_to_an_old_one(at_menu: Conversation) -> None:
    """Where the old offer's words were looked at already, the new one has a conversation of its own."""
    at_menu.take(Started("scams"))
    go_to_flags(at_menu)
    tick_one(at_menu, "carry_debt")
    at_menu.take(Moved("menu"))
    at_menu.take(Tapped(first_press(at_menu.take(Typed(OFFER[at_menu.language]))[0])))
    assert at_menu.position.stop.step == "scam_given"


def test_a_button_of_other_options_ticks_nothing(at_menu: Conversation) -> None:
    """What it took along is told by places; once the options have changed, they are others."""
    press = first_press(at_menu.take(Typed(OFFER[at_menu.language]))[0])
    head, _, heard = press.partition("~")
    for word in (f"{'0' * 2}{heard[2:]}", f"{heard[:2]}zz", heard[:2], ""):
        at_menu.take(Tapped(f"{head}~{word}"))
        assert at_menu.position.stop.flow == "scams"
        assert at_menu.session.visits[-1].heard == ()
        at_menu.take(Moved("menu"))


def test_one_flag_alone_is_offered_last() -> None:
    """A borrower's own story may have one: it costs no other topic its place."""
    talk = Conversation(shipped_library(), language="zh", now=lambda: NOW)
    talk.go_to_hub()
    screens = talk.take(Typed("我已经停止还款两个月了，怎样跟他们说分期"))
    targets = [button.press for button in screens[0].buttons if "@" in button.press]
    assert screens[0].step == "offer"
    assert "@flow:scams~" in targets[-1]
    assert len(targets) == 4


@pytest.mark.parametrize(
    ("kind", "least"), [("offers", 0.95), ("offers_second", 0.75)], ids=["first", "second"]
)
def test_what_swindlers_write_leads_to_the_scams(kind: str, least: float) -> None:
    """Before anything else; the second set was written after the phrases."""
    texts = offers.offers(kind)
    first, _ = offers.led_to_scams(texts)
    sys.stdout.write(f"{kind}: {len(first)} of {len(texts)} led to flow:scams\n")
    assert len(first) / len(texts) >= least


@pytest.mark.parametrize("kind", ["no_offers", "no_offers_second"])
def test_what_only_sounds_like_an_offer_leads_elsewhere(kind: str) -> None:
    """A borrower's own story, a bank's reminder, a court's text: nothing of a swindler is said of them."""
    first, _ = offers.led_to_scams(offers.offers(kind))
    assert first == []


def test_ordinary_phrases_are_not_taken_for_an_offer() -> None:
    """Of all that content and tests have, no more than a few in a thousand that scams do not answer."""
    found, wrong = offers.overheard()
    sys.stdout.write(f"taken for an offer: {len(found)}, wrongly {[one.text for one in wrong]}\n")
    assert len(wrong) <= 4


@pytest.mark.parametrize("press", ["yes", "no"])
def test_a_forged_yes_answers_no_question_about_money(at_menu: Conversation, press: str) -> None:
    """No button of an amount says yes; kept, it would break every sum after it."""
    at_menu.take(Started("repayment_plan"))
    while at_menu.position.stop.step != "total_debt":
        at_menu.take(Moved("skip"))
    before = at_menu.session
    screens = at_menu.take(Tapped(made_out(press, before.version)))
    assert [screen.step for screen in screens][:1] == ["stale"]
    assert at_menu.session == before
