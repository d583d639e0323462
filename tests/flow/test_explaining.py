"""Hard words: those of a question under /why, and those that a borrower asks about."""

from bot.flow.model import Screen
from tests.flow.tiny import Chat, TinyLibrary


def terms(screen: Screen) -> list[str]:
    return [text.key for text in screen.texts if text.source == "glossary"]


def planning() -> Chat:
    chat = Chat().to_hub()
    chat.press("plan")
    return chat


def test_why_explains_the_hard_words_of_the_question_and_its_options() -> None:
    """After the reason, each word once, in the order in which they are read."""
    chat = planning()
    chat.say("500")
    why = chat.move("why")[0]
    assert why.texts[0].key == "overdue.why"
    assert terms(why) == ["late", "order", "rate"]


def test_why_explains_nothing_where_nothing_is_hard() -> None:
    """The reason alone."""
    assert terms(planning().move("why")[0]) == []


def test_asking_what_a_word_means_is_answered_and_the_question_stays() -> None:
    """At any step; it is no answer, and no miss."""
    chat = planning()
    screens = chat.say("什么是支付令")
    assert terms(screens[0]) == ["order"]
    assert [screen.step for screen in screens] == ["term", "total"]
    assert chat.session.misses == 0


def test_a_word_alone_is_explained_where_it_is_no_answer() -> None:
    """An amount is asked for, and 支付令 is none."""
    chat = planning()
    assert [screen.step for screen in chat.say("支付令")] == ["term", "total"]


def test_a_word_alone_is_an_answer_where_it_can_be_one() -> None:
    """A lender may be called so."""
    chat = Chat(TinyLibrary(person_is_text=True)).to_hub()
    chat.move("sos")
    chat.press("=crisis_steps")
    assert chat.at == "person"
    assert "term" not in [screen.step for screen in chat.say("支付令")]


def test_outside_of_a_question_a_word_is_explained_above_what_it_may_be_about() -> None:
    """With the topics that come near; alone if none does."""
    chat = Chat().to_hub()
    assert terms(chat.say("支付令")[0]) == ["order"]
    assert chat.say("支付令")[0].step == "term"
    assert chat.say("会坐牢吗")[0].step == "offer"
    assert terms(chat.say("会坐牢吗")[0]) == []


def test_what_nobody_knows_is_said_not_to_be_understood() -> None:
    """A question after a word that is not in the glossary goes the usual way."""
    assert Chat().to_hub().say("什么是天书")[0].step == "no_topic"
