"""A list of debts in the tiny library: what its tests do and look at."""

from bot.flow.model import Screen
from bot.flow.stops import Doubt, Listing
from bot.flow.values import Value
from tests.flow.tiny import Chat

MARKS = ("not_mine", "disputed")
MOST = 4


def opened() -> Chat:
    chat = Chat().to_hub()
    chat.press("owing")
    chat.say("900")
    return chat


def add(chat: Chat, lender: str, balance: str) -> Chat:
    chat.press("=add")
    chat.say(lender)
    chat.say(balance)
    if isinstance(chat.position.stop, Doubt):
        chat.press("yes")
    if chat.at == "rate":
        chat.say("12")
    return chat


def listing(chat: Chat) -> Listing:
    stop = chat.position.stop
    assert isinstance(stop, Listing)
    return stop


def facts(chat: Chat, name: str) -> list[Value]:
    return [item[name] for _, item in listing(chat).items]


def presses(screen: Screen) -> list[str]:
    return [button.press.partition(".")[2] for button in screen.buttons]
