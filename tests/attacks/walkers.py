"""Borrowers who have come some way: a desk with many chats, each at a position of its own."""

import random

from tests.attacks.desk import Desk
from tests.attacks.ways import way_to_hub
from tests.fakes.borrower import Borrower
from tests.fakes.chats import Message

TYPED = ("3500", "2026-10-01", "12%", "3个月", "张三", "是")
_FIRST_ANSWERS = 4  # of five presses, so many are of the first answer: the ordinary path


def data_of(message: Message) -> list[str]:
    """What the buttons of a message carry."""
    buttons = (button for row in message.keyboard for button in row)
    return [button["callback_data"] for button in buttons if "callback_data" in button]


def latest(borrower: Borrower) -> Message | None:
    """The newest message that has buttons."""
    shown = [message for message in borrower.screen if message.keyboard]
    return shown[-1] if shown else None


def go_on(desk: Desk, chat: int) -> None:
    """Commit what was pushed, and show the borrower what comes of it."""
    desk.commit(desk.take_pushed())
    desk.send(chat)


def answer(borrower: Borrower, number: int) -> str:
    """Press an answer of the newest message, or type one; what was pressed."""
    message = latest(borrower)
    data = [one for one in data_of(message) if ".!" not in one] if message else []
    if not data or message is None:
        borrower.say(TYPED[number % len(TYPED)])
        return ""
    borrower.press(data[number % len(data)], message)
    return data[number % len(data)]


def to_hub(desk: Desk, *borrowers: Borrower) -> None:
    """Borrowers who have gone through the opening questions."""
    for borrower in borrowers:
        borrower.say("/start")
    desk.commit(desk.take_pushed())
    for borrower in borrowers:
        desk.send(borrower.chat)
        for data in way_to_hub(desk.shelf.library, desk.clock.at, borrower.language[:2]):
            borrower.press(data, borrower.screen[0])
    desk.commit(desk.take_pushed())
    for borrower in borrowers:
        desk.send(borrower.chat)


def wander(desk: Desk, borrower: Borrower, flow: str, chance: random.Random, steps: int) -> None:
    """Into a conversation and so many answers on, mostly the first of each question."""
    borrower.say(f"/start {flow}")
    go_on(desk, borrower.chat)
    for _ in range(steps):
        usual = chance.randrange(5) < _FIRST_ANSWERS
        answer(borrower, 0 if usual else chance.randrange(20))
        go_on(desk, borrower.chat)
