"""Typed answers that are not at once the answer: the rungs, several options in one text, yes and no."""

import pytest

from tests.flow.tiny import Chat


@pytest.fixture
def planning() -> Chat:
    """At the first question of a plan: how much."""
    chat = Chat().to_hub()
    chat.press("plan")
    return chat


@pytest.fixture
def ticking(planning: Chat) -> Chat:
    """Where several options may be ticked."""
    planning.say("500")
    planning.press("none")
    return planning


@pytest.mark.parametrize(
    ("text", "said"),
    [("?" * 39, "?" * 39), ("?" * 40, "?" * 40), ("?" * 41, "?" * 39 + "…")],
    ids=["short", "just", "long"],
)
def test_what_was_not_understood_is_said_again_in_short(
    planning: Chat, text: str, said: str
) -> None:
    """Forty characters at most, the cut one marked; on the third rung alone."""
    for _ in range(2):
        planning.say(text)
    words = planning.say(text)[0].texts[0]
    assert (words.key, words.values["said"]) == ("ladder.out", said)
    assert planning.say(text)[0].texts[0].key == "rejections.not_money"
    assert planning.session.misses == 4


@pytest.mark.parametrize(
    ("text", "cards"), [("会坐牢吗", ["@card:jail"]), ("坐牢", []), ("会下雨吗", [])]
)
def test_a_question_of_the_borrowers_own_is_a_button_away(
    planning: Chat, text: str, cards: list[str]
) -> None:
    """Under the rung, if the text is long enough to be one."""
    screen = planning.say(text)[0]
    assert [button.press.partition(".")[2] for button in screen.buttons] == cards
    keys = [text.key for text in screen.texts]
    assert keys == ["rejections.not_money", *["ladder.aside"] * len(cards)]


def test_a_refusal_is_a_rung_with_what_was_said(planning: Chat) -> None:
    """Understood, but no value that the question takes."""
    assert planning.say("0")[0].texts[0].values["said"] == "0"
    assert planning.session.misses == 1
    planning.press("=go_on")
    planning.say("500")
    assert planning.session.misses == 0


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("card, bank", ("card", "bank")),
        ("friend and card", ("card", "friend")),
        ("bank bank bank", ("bank",)),
        ("friend、bank；card", ("card", "bank", "friend")),
    ],
)
def test_several_options_are_typed_at_once(
    ticking: Chat, text: str, kinds: tuple[str, ...]
) -> None:
    """However they are set apart; each counts once, in the order of the options."""
    ticking.say(text)
    assert ticking.position.facts["kinds"] == kinds


def test_options_beside_other_words_are_ticked_for_a_look(ticking: Chat) -> None:
    """They are no answer yet; the next ones typed are added, `done` is the answer."""
    assert ticking.say("card xyz")[0].step == "ticked_some"
    assert (ticking.session.selected, ticking.at) == (("card",), "kinds")
    ticking.press("+friend")
    ticking.say("好了")
    assert ticking.position.facts["kinds"] == ("card", "friend")


def test_none_of_the_options_is_a_rung(ticking: Chat) -> None:
    """Nothing is ticked by it."""
    assert ticking.say("xyz")[0].step == "ladder"
    assert (ticking.session.selected, ticking.session.misses) == ((), 1)


@pytest.mark.parametrize(
    ("said", "step"),
    [("好的", "planned"), ("不用", "planned"), ("跳过", "planned"), ("xyz", "check_in")],
)
def test_an_offer_takes_yes_or_no_in_words(ticking: Chat, said: str, step: str) -> None:
    """Anything else is asked again."""
    ticking.say("card")
    ticking.say("3000")
    ticking.press("=all_right")
    assert ticking.at == "check_in"
    ticking.say(said)
    assert ticking.at == step
