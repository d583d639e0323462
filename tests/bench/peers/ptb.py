"""The intake on python-telegram-bot: a ConversationHandler, its state pickled every second."""

from pathlib import Path

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)
from words import (
    BASE_URL,
    FOLDER,
    MOVES,
    NOT_A_NUMBER,
    OPTIONS,
    ORDER,
    TOKEN,
    question,
    summary,
)

Context = ContextTypes.DEFAULT_TYPE


def keyboard(slot: str) -> InlineKeyboardMarkup:
    """A question's buttons: its options, then the moves."""
    options = [
        [InlineKeyboardButton(label, callback_data=f"{slot}:{name}")]
        for name, label in OPTIONS.get(slot, {}).items()
    ]
    moves = [InlineKeyboardButton(label, callback_data=f"!{name}") for name, label in MOVES.items()]
    return InlineKeyboardMarkup([*options, moves])


async def start(update: Update, context: Context) -> int:
    """/start: the first question."""
    context.user_data.clear()
    text = question(ORDER[0], context.user_data)
    await update.message.reply_text(text, parse_mode="HTML", reply_markup=keyboard(ORDER[0]))
    return 0


async def typed(update: Update, context: Context) -> int | None:
    """An answer in text: an amount or a number of days."""
    number = context.user_data.get("number", 0)
    text = update.message.text.replace(",", "")
    if not text.isdecimal() or int(text) <= 0:
        await update.message.reply_text(NOT_A_NUMBER, reply_markup=keyboard(ORDER[number]))
        return None
    context.user_data[ORDER[number]] = text
    context.user_data["number"] = number + 1
    await update.message.reply_text(
        question(ORDER[number + 1], context.user_data),
        parse_mode="HTML",
        reply_markup=keyboard(ORDER[number + 1]),
    )
    return number + 1


async def tapped(update: Update, context: Context) -> int | None:
    """An answer by a button; the pressed message becomes the next question."""
    query = update.callback_query
    await query.answer()
    number = context.user_data.get("number", 0)
    slot, _, name = query.data.partition(":")
    if slot != ORDER[number]:
        return None
    context.user_data[slot] = name
    context.user_data["number"] = number + 1
    if number + 1 == len(ORDER):
        moves = InlineKeyboardMarkup([[InlineKeyboardButton(MOVES["back"], callback_data="!back")]])
        text = summary(context.user_data)
        await query.edit_message_text(text, parse_mode="HTML", reply_markup=moves)
        return ConversationHandler.END
    await query.edit_message_text(
        question(ORDER[number + 1], context.user_data),
        parse_mode="HTML",
        reply_markup=keyboard(ORDER[number + 1]),
    )
    return number + 1


def main() -> None:
    """Poll until ended."""
    persistence = PicklePersistence(Path(FOLDER) / "ptb.pickle", update_interval=1)
    application = (
        Application.builder()
        .token(TOKEN)
        .base_url(f"{BASE_URL}/bot")
        .persistence(persistence)
        .build()
    )
    on_text = MessageHandler(filters.TEXT & ~filters.COMMAND, typed)
    on_tap = CallbackQueryHandler(tapped)
    conversation = ConversationHandler(
        entry_points=[CommandHandler("start", start)],
        states={
            number: [on_tap if slot in OPTIONS else on_text] for number, slot in enumerate(ORDER)
        },
        fallbacks=[CommandHandler("start", start)],
        name="intake",
        persistent=True,
    )
    application.add_handler(conversation)
    application.run_polling(allowed_updates=["message", "callback_query"])


if __name__ == "__main__":
    main()
