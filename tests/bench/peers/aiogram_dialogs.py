"""The intake on aiogram-dialog: a window for each question, its state in memory."""

import asyncio
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, StartMode, Window, setup_dialogs
from aiogram_dialog.widgets.input import ManagedTextInput, TextInput
from aiogram_dialog.widgets.kbd import Button, Column, Row
from aiogram_dialog.widgets.text import Const, Format
from words import BASE_URL, MOVES, NOT_A_NUMBER, OPTIONS, ORDER, TOKEN, question, summary


class Intake(StatesGroup):
    """The questions and the end."""

    total_debt = State()
    income = State()
    overdue = State()
    overdue_days = State()
    has_lawsuit = State()
    done = State()


STATES = {name.split(":")[1]: state for state in Intake.__states__ if (name := state.state)}


def amount(text: str) -> int:
    """A number above zero; ValueError otherwise, as TextInput wants it."""
    number = int(text.replace(",", ""))
    if number <= 0:
        raise ValueError
    return number


async def typed(
    message: Message, widget: ManagedTextInput[int], manager: DialogManager, number: int
) -> None:
    """An answer in text: the next window follows as a new message."""
    manager.dialog_data[widget.widget.widget_id] = str(number)
    await manager.next()


async def mistyped(
    message: Message, widget: ManagedTextInput[int], manager: DialogManager, error: ValueError
) -> None:
    """Not a number."""
    await message.answer(NOT_A_NUMBER)


async def tapped(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """An answer by a button; the pressed message becomes the next window."""
    slot, _, name = button.widget_id.rpartition("__")
    manager.dialog_data[slot] = name
    await manager.next()


async def texts(dialog_manager: DialogManager, **_: Any) -> dict[str, str]:
    """The words of the current window."""
    said = dialog_manager.dialog_data
    slot = dialog_manager.current_context().state.state.split(":")[1]
    return {"text": summary(said) if slot == "done" else question(slot, said)}


def window(slot: str) -> Window:
    """A question's window: its text, its options or its input, the moves."""
    options = [
        Button(Const(label), id=f"{slot}__{name}", on_click=tapped)
        for name, label in OPTIONS.get(slot, {}).items()
    ]
    moves = [Button(Const(label), id=f"move_{name}") for name, label in MOVES.items()]
    answer = (
        Column(*options)
        if options
        else TextInput(id=slot, type_factory=amount, on_success=typed, on_error=mistyped)
    )
    return Window(Format("{text}"), answer, Row(*moves), state=STATES[slot], getter=texts)


async def start(message: Message, dialog_manager: DialogManager) -> None:
    """/start: the first question."""
    await dialog_manager.start(STATES[ORDER[0]], mode=StartMode.RESET_STACK)


async def main() -> None:
    """Poll until ended."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(BASE_URL))
    bot = Bot(TOKEN, session=session, default=DefaultBotProperties(parse_mode="HTML"))
    dispatcher = Dispatcher(storage=MemoryStorage())
    dispatcher.message.register(start, CommandStart())
    last = Window(
        Format("{text}"),
        Button(Const(MOVES["back"]), id="move_back"),
        state=Intake.done,
        getter=texts,
    )
    dispatcher.include_router(Dialog(*(window(slot) for slot in ORDER), last))
    setup_dialogs(dispatcher)
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main())
