"""A list looked over in a review, and taken over whole from an earlier conversation."""

from decimal import Decimal

from bot.flow.model import Given
from tests.flow.lists.listed import add, facts, opened, presses
from tests.flow.tiny import Chat


def to_review(chat: Chat) -> Chat:
    chat.press("=done")
    chat.say("50")
    assert chat.at == "review"
    return chat


def test_the_review_shows_the_list_as_a_row_that_can_be_changed(chat: Chat) -> None:
    """One row for the whole list; its button reopens it; done leads back to the review."""
    to_review(add(chat, "bank", "100"))
    screen = chat.screens[-1]
    assert [row.slot for row in screen.rows] == ["total", "debts", "income"]
    assert "=change/debts#done" in presses(screen)
    chat.press("=change/debts#done")
    add(chat, "card", "200")
    chat.press("=done")
    assert chat.at == "review"
    assert chat.position.facts["income"] == 50


def test_back_from_a_reopened_list_leads_back_to_the_review(chat: Chat) -> None:
    """Also after a look into an item."""
    to_review(add(chat, "bank", "100"))
    chat.press("=change/debts#done")
    chat.press("=item/1")
    chat.move("back")
    chat.move("back")
    assert chat.at == "review"


def test_any_change_of_an_item_asks_for_another_look(chat: Chat) -> None:
    """A mark changes what was looked over, as an amount does; nothing changed, nothing asked."""
    to_review(add(chat, "bank", "100"))
    chat.press("=all_right")
    assert chat.at == "listed"
    chat.press("=change/debts#done")
    chat.press("=done")
    assert chat.at == "listed"
    chat.press("=change/debts#done")
    chat.press("=item/1")
    chat.press("+disputed")
    chat.press("=done")
    assert chat.at == "review"


def finished(chat: Chat) -> Chat:
    add(add(chat, "bank", "100"), "card", "2000")
    chat.press("=star/2")
    chat.press("+disputed")
    to_review(chat).press("=all_right")
    chat.move("menu")
    chat.press("owing")
    chat.say("900")
    return chat


def test_a_list_from_before_is_taken_over_whole(chat: Chat) -> None:
    """With its marks, its star, and what was confirmed; it is shown, and not yet done."""
    finished(chat)
    button = next(b for b in chat.screens[-1].buttons if b.press.endswith("=same_list"))
    assert button.label.values["count"] == 2
    chat.press("=same_list")
    assert facts(chat, "lender") == ["bank", "card"]
    assert facts(chat, "starred") == [False, True]
    assert facts(chat, "marks") == [(), ("disputed",)]
    chat.press("=add")
    assert chat.session.visits[-1].answers["debts#items"].value == ("1", "2", "3")


def test_a_list_whose_questions_have_changed_is_not_offered(chat: Chat) -> None:
    """An answer to another question proves nothing."""
    finished(chat)
    past = chat.session.past[-1]
    answers = {
        key: type(kept)(kept.value, "old", kept.on) if key.endswith("/balance") else kept
        for key, kept in past.answers.items()
    }
    visit = type(past)(past.flow, past.pick, answers)
    chat.session = type(chat.session)(
        **{**vars(chat.session), "past": (*chat.session.past[:-1], visit)}
    )
    assert "=same_list" not in presses(chat.move("why")[-1])
    assert chat.press("=same_list")[0].step == "stale"


def test_a_new_list_does_not_offer_the_items_of_an_old_one_one_by_one(chat: Chat) -> None:
    """This first debt need not be that first debt."""
    finished(chat)
    assert "=same" not in presses(chat.press("=add")[-1])


def test_a_known_value_is_asked_about_in_words_and_may_be_answered_in_words() -> None:
    """The question says what was told before; a yes takes it, another amount replaces it."""
    chat = finished(opened())
    chat.move("back")
    screen = chat.screens[-1]
    assert [text.key for text in screen.texts] == ["total.ask", "known"]
    assert screen.texts[1].values["value"] == Given("total", Decimal(900), "owing")
    chat.say("对")
    assert chat.position.facts["total"] == 900
    chat.move("back")
    chat.say("800")
    assert chat.position.facts["total"] == 800
