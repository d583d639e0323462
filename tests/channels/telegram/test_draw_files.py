"""Screens with files: the message first, then each file, in order; who may send them on."""

import pytest

from bot.channels.telegram.client import open_api
from bot.channels.telegram.draw import attach, draw, without_markup
from bot.errors import BugError
from bot.flow.events import Moved, Typed
from bot.flow.model import Worded, WordedButton, WordedFile
from bot.runtime.conversation import Conversation
from tests.fakes.bot_api import FakeBotApi
from tests.flow.tiny import NOW
from tests.shipped import shipped_library

FILES = (
    WordedFile("ashore-2026-11-25.html", "<!DOCTYPE html>\n<p>三万五</p>\n", "<b>看</b>"),
    WordedFile("ashore-2026-11-25.json", '{"format": 1}\n', "读"),
)


def screen(*, passes_on: bool = False, html: str = "好") -> Worded:
    buttons = (WordedButton("接着来", "1.=go_on"),)
    return Worded("document", "common", "export", html, buttons, files=FILES, passes_on=passes_on)


def test_files_follow_their_message_in_order() -> None:
    """The keyboard stays on the message, which says what they are."""
    message, *files = draw([screen()], chat=7, pressed=None)
    assert message.method == "sendMessage"
    assert "reply_markup" in message.payload
    assert [call.method for call in files] == ["sendDocument", "sendDocument"]
    assert [call.payload["document"] for call in files] == [
        {"name": file.name, "text": file.text} for file in FILES
    ]
    assert [call.payload["caption"] for call in files] == ["<b>看</b>", "读"]
    assert all("reply_markup" not in call.payload for call in files)


def test_a_long_message_is_whole_before_its_files() -> None:
    """Its parts are not torn apart by them."""
    calls = draw([screen(html="一二三四五六七八九十\n\n" * 600)], chat=7, pressed=None)
    methods = [call.method for call in calls]
    assert methods == ["sendMessage"] * (len(methods) - 2) + ["sendDocument"] * 2
    assert len(methods) > 3


def test_a_pressed_message_is_never_edited_into_one_with_files() -> None:
    """It loses its keyboard, and the document is a message of its own."""
    calls = draw([screen()], chat=7, pressed=5)
    assert [call.method for call in calls] == [
        "editMessageReplyMarkup",
        "sendMessage",
        "sendDocument",
        "sendDocument",
    ]


@pytest.mark.parametrize("passes_on", [False, True])
def test_only_what_may_be_passed_on_can_be(passes_on: bool) -> None:  # noqa: FBT001 a parameter of the test
    """The borrower's own case is protected, message and files; a creditor's summary is not."""
    calls = draw([screen(passes_on=passes_on)], chat=7, pressed=None)
    assert [bool(call.payload.get("protect_content")) for call in calls] == [not passes_on] * 3


def test_a_caption_that_telegram_would_refuse_is_a_bug() -> None:
    """The limit counts what is shown, not the tags."""
    attach(7, WordedFile("a.txt", "a", "<b>" + "x" * 1024 + "</b>"))
    with pytest.raises(BugError, match=r"a\.txt"):
        attach(7, WordedFile("a.txt", "a", "x" * 1025))


def test_a_file_without_markup_is_the_same_file() -> None:
    """Where Telegram cannot read the caption's HTML, its words are sent."""
    call = without_markup(attach(7, FILES[0]))
    assert call.payload["caption"] == "看"
    assert "parse_mode" not in call.payload
    assert call.payload["document"]["text"] == FILES[0].text


async def test_files_arrive_byte_for_byte() -> None:
    """Over HTTP, as a form: names, text in UTF-8, protection, by the strict fake of Telegram."""
    async with FakeBotApi() as server, open_api(server.token, server.base_url) as api:
        borrower = server.user(7)
        for call in draw([screen()], chat=7, pressed=None):
            await api.call(call.method, call.payload)
        assert [call.status for call in server.calls(chat=7)] == [200, 200, 200]
    message, *files = borrower.screen
    assert message.labels == ["接着来"]
    assert [file.document for file in files] == [(file.name, file.text) for file in FILES]
    assert [file.text for file in files] == ["看", "读"]
    assert all(shown.protected for shown in borrower.screen)


async def test_an_export_reaches_the_borrower_whole() -> None:
    """The project's own flows and words, both languages: message, page, data; nothing is refused."""
    library = shipped_library()
    for language in library.languages:
        talk = Conversation(library, language=language, now=lambda: NOW)
        talk.go_to_hub()
        talk.take(Typed("1"))
        calls = draw(talk.take(Moved("export")), chat=7, pressed=None)
        async with FakeBotApi() as server, open_api(server.token, server.base_url) as api:
            borrower = server.user(7)
            for call in calls:
                await api.call(call.method, call.payload)
        message, page, data = borrower.screen
        assert not message.document
        assert page.document is not None
        assert page.document[0] == "ashore-2026-11-24.html"
        assert page.document[1].startswith("<!DOCTYPE html>")
        assert data.document is not None
        assert data.document[0] == "ashore-2026-11-24.json"
        assert data.document[1].startswith("{")
