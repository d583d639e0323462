"""A list of debts: adding, opening, changing, marking, starring, removing, going back, taking over."""

from decimal import Decimal

import pytest

from bot.flow.events import Tapped
from bot.flow.model import Given, Text
from bot.flow.tokens import made_out
from bot.flow.values import UNKNOWN
from tests.flow.lists.listed import MARKS, MOST, add, facts, listing, presses
from tests.flow.tiny import Chat


def test_an_empty_list_says_so_and_may_be_done(chat: Chat) -> None:
    """No debts at all is an answer."""
    assert [text.key for text in chat.screens[-1].texts] == ["debts.ask", "debts.empty"]
    assert presses(chat.screens[-1])[:2] == ["=add", "=done"]
    chat.press("=done")
    assert chat.at == "income"
    assert chat.position.facts["debts"] == ()


def test_each_item_is_a_line_and_one_button_of_the_same_number(chat: Chat) -> None:
    """The first button opens the first item: a typed number means the same everywhere."""
    add(add(chat, "bank", "100"), "card", "200")
    screen = chat.screens[-1]
    assert [line.values["number"] for line in screen.lines] == [1, 2]
    assert presses(screen)[:4] == ["=item/1", "=item/2", "=add", "=done"]
    assert [button.label.key for button in screen.buttons[:2]] == ["numbered", "numbered"]


def test_an_item_without_a_name_is_called_by_its_number(chat: Chat) -> None:
    """Skipping what is not known leaves a line and a button all the same."""
    chat.press("=add")
    chat.move("skip")
    chat.move("skip")
    assert facts(chat, "lender") == facts(chat, "balance") == [UNKNOWN]
    assert chat.screens[-1].buttons[0].label.key == "buttons.item"


def test_an_item_opens_with_its_answers_marks_and_star(chat: Chat) -> None:
    """What can be done about one debt stands on its own screen."""
    add(chat, "bank", "600")
    screen = chat.press("=item/1")[-1]
    assert (screen.kind, screen.step) == ("review", "debts.item")
    assert [(row.slot, row.value) for row in screen.rows] == [
        ("lender", "bank"),
        ("balance", 600),
        ("rate", 12),
    ]
    assert presses(screen) == [
        "=change/debts/1/lender",
        "=change/debts/1/balance",
        "=change/debts/1/rate",
        "+not_mine",
        "+disputed",
        "=star/1",
        "=remove/1",
        "=go_on",
        "!menu",
        "!sos",
    ]
    assert chat.press("=go_on")[-1].step == "debts"


def test_a_changed_answer_is_echoed_above_the_list(chat: Chat) -> None:
    """After a change the borrower is back at the list, and sees what was understood."""
    add(add(chat, "bank", "100"), "card", "200")
    chat.press("=item/1")
    assert chat.press("=change/debts/1/balance")[-1].step == "balance"
    screen = chat.say("150")[-1]
    assert screen.step == "debts"
    assert screen.echo == Given("balance", Decimal(150), "owing")
    assert facts(chat, "balance") == [150, 200]


def test_a_change_that_is_given_up_leads_back_to_the_item(chat: Chat) -> None:
    """Keep and back both leave the old answer, on the screen that was there before."""
    add(chat, "bank", "100")
    for given_up in ("=keep", "!back"):
        chat.press("=item/1")
        chat.press("=change/debts/1/balance")
        assert chat.press(given_up)[-1].step == "debts.item"
    assert chat.move("back")[-1].step == "debts"
    assert facts(chat, "balance") == [100]


def test_a_change_may_ask_for_more_of_the_item(chat: Chat) -> None:
    """What now depends on the answer is asked; back there returns to the changed answer."""
    add(add(chat, "bank", "100"), "card", "200")
    chat.press("=item/1")
    chat.press("=change/debts/1/balance")
    chat.say("600")
    assert chat.at == "rate"
    chat.move("back")
    assert chat.at == "balance"
    chat.say("700")
    chat.say("9")
    assert facts(chat, "balance") == [700, 200]


def test_marks_are_ticked_and_unticked(chat: Chat) -> None:
    """A mark stays on the item until it is pressed again, and shows in the list."""
    add(add(chat, "bank", "100"), "card", "200")
    chat.press("=item/2")
    screen = chat.press("+disputed")[-1]
    assert "-disputed" in presses(screen)
    chat.press("+not_mine")
    assert facts(chat, "marks") == [(), MARKS]
    chat.press("-not_mine")
    chat.press("=go_on")
    assert facts(chat, "marks") == [(), ("disputed",)]
    line = chat.screens[-1].lines[1].values["line"]
    assert isinstance(line, Text)
    assert line.key == "marked"
    assert line.values["marks"] == Given("debts", ("disputed",), "owing")


def test_one_item_has_the_star_at_most(chat: Chat) -> None:
    """Starring another moves the star; pressing again takes it off."""
    add(add(chat, "bank", "100"), "card", "200")
    chat.press("=star/1")
    assert facts(chat, "starred") == [True, False]
    chat.press("=star/2")
    assert facts(chat, "starred") == [False, True]
    assert "=unstar/2" in presses(chat.screens[-1])
    chat.press("=unstar/2")
    assert facts(chat, "starred") == [False, False]


@pytest.mark.parametrize("press", ["+disputed", "=star/1", "=remove/1", "=go_on"])
def test_a_press_on_an_old_message_changes_nothing(chat: Chat, press: str) -> None:
    """A second, quick press finds that the screen has moved on."""
    add(chat, "bank", "100")
    chat.press("=item/1")
    old = Tapped(made_out(press, chat.session.version))
    chat.take(old)
    before = chat.session.visits
    chat.take(old)
    assert chat.session.visits == before


@pytest.mark.parametrize(
    "press",
    ["+gone", "-gone", "=item/9", "=star/9", "=unstar/1", "=remove/9", "=remove_yes/1", "=item/",
     "=same_list", "=change/debts/9/balance", "=change/gone#done"],
)  # fmt: skip
def test_a_forged_press_changes_nothing(chat: Chat, press: str) -> None:
    """An item or a mark that is not there, or a removal that was not asked about."""
    add(chat, "bank", "100")
    chat.press("=item/1")
    before = chat.session.visits
    assert chat.press(press)[0].step == "stale"
    assert chat.session.visits == before


def test_marks_need_an_open_item(chat: Chat) -> None:
    """On the list itself there is nothing to mark."""
    add(chat, "bank", "100")
    assert chat.press("+disputed")[0].step == "stale"


def test_removing_is_asked_about_once(chat: Chat) -> None:
    """No leaves the item as it was, open; yes takes it off with all that was kept of it."""
    add(add(chat, "bank", "100"), "card", "200")
    chat.press("=star/1")
    chat.press("+disputed")
    assert chat.press("=remove/1")[-1].step == "debts.remove"
    assert chat.press("=remove_no")[-1].step == "debts.item"
    chat.press("=remove/1")
    assert chat.press("=remove_yes/1")[-1].step == "debts"
    assert facts(chat, "lender") == ["card"]
    kept = chat.session.visits[-1].answers
    assert not any(key.startswith("debts/1/") or key == "debts#star" for key in kept)


def test_the_question_before_a_removal_can_be_answered_in_words(chat: Chat) -> None:
    """Yes removes; back returns to the item; anything else is no yes."""
    add(add(chat, "bank", "100"), "card", "200")
    chat.press("=remove/1")
    assert chat.move("back")[-1].step == "debts.item"
    chat.press("=remove/1")
    chat.say("嗯嗯嗯不好说")
    assert facts(chat, "lender") == ["bank", "card"]
    chat.press("=remove/1")
    chat.say("是")
    assert facts(chat, "lender") == ["card"]


def test_a_name_is_not_used_again_while_anything_of_it_is_kept(chat: Chat) -> None:
    """A new item never inherits an old one's answers."""
    add(add(add(chat, "a", "1"), "b", "2"), "c", "3")
    chat.press("=remove/2")
    chat.press("=remove_yes/2")
    chat.press("=add")
    assert chat.at == "lender"
    assert chat.session.visits[-1].answers["debts#items"].value == ("1", "3", "4")


def test_typing_a_number_or_a_name_opens_the_item(chat: Chat) -> None:
    """As the line says it; a name that two items have opens neither."""
    add(add(add(chat, "Bank", "100"), "card", "200"), "card", "300")
    assert chat.say("2")[-1].rows[1].value == 200
    chat.press("=go_on")
    assert chat.say("bank")[-1].rows[1].value == 100
    chat.press("=go_on")
    assert chat.say("card")[0].step == "no_topic"


def test_a_full_list_says_why_nothing_can_be_added(chat: Chat) -> None:
    """The button is gone, a forged press refused, and the limit is named."""
    for name in "abcd":
        add(chat, name, "1")
    screen = chat.screens[-1]
    full = next(text for text in screen.texts if text.key == "notices.list_full")
    assert full.values["limit"] == MOST
    assert "=add" not in presses(screen)
    assert chat.press("=add")[0].step == "stale"


def test_two_alike_are_pointed_out_and_left_alone(chat: Chat) -> None:
    """The same name and amount may be one debt twice, or two: the borrower knows."""
    add(add(add(chat, "Bank A", "100"), "card", "100"), "bank a", "100")
    alike = [text for text in chat.screens[-1].texts if text.key == "debts.alike"]
    assert [(text.values["first"], text.values["second"]) for text in alike] == [(1, 3)]
    assert len(listing(chat).items) == 3


def test_what_is_not_known_is_like_nothing(chat: Chat) -> None:
    """Two skipped names are no sign of one debt."""
    for _ in range(2):
        chat.press("=add")
        chat.move("skip")
        chat.say("100")
    assert not [text for text in chat.screens[-1].texts if text.key == "debts.alike"]


# Going back


def test_back_undoes_a_begun_item_answer_by_answer(chat: Chat) -> None:
    """Then the item itself; the complete ones stay."""
    add(chat, "bank", "100")
    chat.press("=add")
    chat.say("card")
    chat.move("back")
    assert chat.at == "lender"
    chat.move("back")
    assert facts(chat, "lender") == ["bank"]


def test_back_from_the_list_leads_to_the_question_before_it(chat: Chat) -> None:
    """Whole, the items wait for the list to come back."""
    add(add(chat, "bank", "100"), "card", "200")
    chat.move("back")
    assert chat.at == "total"
    chat.say("900")
    assert facts(chat, "lender") == ["bank", "card"]


def test_back_after_done_leads_to_the_list(chat: Chat) -> None:
    """Nothing but the done is undone."""
    add(chat, "bank", "100")
    chat.press("=done")
    chat.move("back")
    assert facts(chat, "lender") == ["bank"]


def test_back_from_a_list_that_comes_first_leads_to_the_menu() -> None:
    """Its items are kept with the conversation that is set aside."""
    chat = Chat().to_hub()
    chat.press("list")
    for said in ("100", "5"):
        chat.press("=add") if chat.at == "debts" else None
        chat.say(said)
    chat.move("back")
    assert chat.at == "hub"
    chat.press("=resume/0")
    assert facts(chat, "balance") == [100]


def test_back_never_takes_away_an_item_that_was_complete(chat: Chat) -> None:
    """Also where its first question must be asked again, because its meaning has changed."""
    add(add(chat, "bank", "100"), "card", "200")
    visit = chat.session.visits[-1]
    stale = {
        key: answer if not key.endswith("/lender") else type(answer)(answer.value, "old", answer.on)
        for key, answer in visit.answers.items()
    }
    chat.session = chat.session.with_visit(type(visit)(visit.flow, visit.pick, stale))
    assert chat.at == "lender"
    chat.move("back")
    assert chat.at == "total"
    for said in ("900", "bank", "card"):
        chat.say(said)
    assert facts(chat, "balance") == [100, 200]
