"""Lists in words: their lines, buttons, marks and rows, and sixty items on one screen."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from bot.channels.telegram.draw import draw
from bot.channels.telegram.limits import BUTTONS, TEXT_UNITS, shown, units
from bot.flow.effects import Say
from bot.flow.engine import advance
from bot.flow.events import Moved, Started, Tapped, Typed
from bot.flow.model import Given, Screen, Text, Worded
from bot.flow.tokens import made_out
from bot.flow.values import UNKNOWN, Value
from bot.library import Library
from bot.runtime.conversation import Conversation
from tests.library import tiny

NOW = datetime(2026, 11, 24, 12, tzinfo=timezone(timedelta(hours=8)))
OWED: Value = (
    {"person": "甲", "balance": Decimal(100), "marks": ("disputed",), "starred": True},
    {"person": UNKNOWN, "balance": Decimal(20), "marks": (), "starred": False},
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The tiny library; its words are Chinese in both languages."""
    return tiny.load(tmp_path_factory.mktemp("library"))


@pytest.fixture
def talk(library: Library) -> Conversation:
    """At the empty list."""
    return at_list(library)


def at_list(library: Library) -> Conversation:
    talk = Conversation(library, language="zh", now=lambda: NOW)
    talk.go_to_hub()
    talk.take(Started("owed"))
    return talk


def press(talk: Conversation, act: str) -> Worded:
    return talk.take(Tapped(made_out(act, talk.session.version)))[-1]


def add(talk: Conversation, person: str, balance: str) -> Worded:
    press(talk, "=add")
    talk.take(Typed(person) if person else Moved("skip"))
    return talk.take(Typed(balance))[-1]


def test_a_list_is_one_line_and_one_button_each(talk: Conversation) -> None:
    """The sum above may be the list's own; the lines stand together."""
    add(talk, "甲", "100")
    screen = add(talk, "", "20")
    assert screen.html.endswith("2 笔，一共 ¥120。\n\nnumbered 1 甲 ¥100\nnumbered 2 不知道 ¥20")
    labels = [button.label for button in screen.buttons]
    assert labels[:4] == ["numbered 1 甲", "item 2", "加一笔", "done"]


def test_marks_and_the_star_show_in_the_line(talk: Conversation) -> None:
    """By their labels, without a word of the counselor's."""
    add(talk, "甲", "100")
    press(talk, "=item/1")
    item = press(talk, "+disputed")
    assert "ticked 有争议" in [button.label for button in item.buttons]
    item = press(talk, "=star/1")
    assert "unstar 最怕这笔" in [button.label for button in item.buttons]
    assert "numbered 1 starred marked 甲 ¥100 有争议" in press(talk, "=go_on").html


def test_two_that_look_alike_are_named_by_number(talk: Conversation) -> None:
    """In the words of the list."""
    add(talk, "甲", "100")
    assert "第 1 笔和第 2 笔都是 ¥100，是同一笔吗？" in add(talk, "甲", "100").html


def test_an_unusual_answer_is_said_as_its_slot_says_it(talk: Conversation) -> None:
    """With its currency and commas."""
    assert add(talk, "甲", "300000").html == "¥300,000，没写错吗？"


def test_a_doubted_answer_may_be_put_through_a_filter(tmp_path: Path) -> None:
    """It is in words already: the filter that a counselor would expect to need does no harm."""
    words = tiny.OWED_WORDS.replace("{{ answer }}", "{{ answer | money }}")
    talk = at_list(tiny.load(tmp_path, **{"content/zh/owed.yaml": words}))
    assert add(talk, "甲", "300000").html == "¥300,000，没写错吗？"


def test_an_opened_item_is_called_by_its_label(talk: Conversation) -> None:
    """Its answers stand below; before it is removed it is named again, with its number."""
    add(talk, "甲", "100")
    assert press(talk, "=item/1").html == "numbered 1 甲\n\n谁：<b>甲</b>\n余额：<b>¥100</b>"
    assert press(talk, "=remove/1").html == "remove ask numbered 1 甲"


def test_the_review_has_the_list_in_a_row_of_its_own_words(talk: Conversation) -> None:
    """And the texts after it may go through the items."""
    add(talk, "甲", "100")
    press(talk, "=star/1")
    screen = press(talk, "=done")
    assert screen.html.endswith("欠的账：<b>1 笔，¥100</b>")
    assert "change 欠的账" in [button.label for button in screen.buttons]
    said = talk.take(Tapped(made_out("=all_right", talk.session.version)))
    assert said[0].html == "甲（最怕）"


@pytest.mark.parametrize(
    ("slot", "value", "shown_as"),
    [
        ("owed", OWED, "2 笔，¥120"),
        ("owed", (), "0 笔，¥0"),
        ("owed", ("disputed", "not_mine"), "有争议、不是我的"),
        ("owed", ("gone",), "gone"),
        ("debts", (), "0"),
        ("debts", ({"balance": UNKNOWN},), "1"),
    ],
)
def test_a_list_and_its_marks_are_shown_anywhere(
    library: Library, slot: str, value: Value, shown_as: str
) -> None:
    """From any flow, as an answer in a review, an echo or an export."""
    assert library.display(Given(slot, value, "home"), "zh") == shown_as


def test_a_text_goes_through_the_items(library: Library) -> None:
    """Each with its facts, its marks and its star; what is not known is said so."""
    screen = Screen("text", "owed", "x", (Text("owed", "sums", {"owed": OWED}),))
    assert library.word(screen, "zh", NOW.date()).html == "甲（最怕） 有争议\n不知道"


def with_sixty(talk: Conversation, name: str) -> Worded:
    """The list with sixty items that were answered as the first one was."""
    add(talk, name, "100000")
    visit = talk.session.visits[-1]
    answers = {key: answer for key, answer in visit.answers.items() if "/" not in key}
    names = tuple(str(number) for number in range(1, 61))
    answers["owed#items"] = replace(answers["owed#items"], value=names)
    for number in names:
        for slot in ("person", "balance"):
            answers[f"owed/{number}/{slot}"] = visit.answers[f"owed/1/{slot}"]
    session = talk.session.with_visit(replace(visit, answers=answers))
    said = advance(talk.library, session, Moved("language"), NOW).effects[-1]
    assert isinstance(said, Say)
    return talk.library.word(said.screen, "zh", NOW.date())


@pytest.mark.parametrize("name", ["甲", "中国某某消费金融股份有限公司" * 8])
def test_sixty_items_fit_what_telegram_takes(talk: Conversation, name: str) -> None:
    """The longest list, with short and with very long names: messages split, one keyboard."""
    screen = with_sixty(talk, name)
    calls = draw([screen], chat=1, pressed=None)
    keyboards = [call.payload["reply_markup"] for call in calls if "reply_markup" in call.payload]
    assert len(keyboards) == 1
    buttons = [button for row in keyboards[0]["inline_keyboard"] for button in row]
    assert 60 < len(buttons) <= BUTTONS
    assert all(len(button["text"]) <= 64 for button in buttons)
    assert all(units(shown(call.payload["text"])) <= TEXT_UNITS for call in calls)
    assert "list full 60" in screen.html
    assert not any(button.label == "加一笔" for button in screen.buttons)
