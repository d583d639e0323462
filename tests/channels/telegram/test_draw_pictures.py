"""Screens with a picture: it goes first and alone, and the words below it lack nothing."""

import asyncio

import pytest

from bot.channels.pictures import PictureError, PicturesOffError, open_renderer
from bot.channels.telegram.client import open_api
from bot.channels.telegram.draw import Call, draw, without_markup
from bot.channels.telegram.failures import Refused
from bot.channels.telegram.limits import units
from bot.flow.model import Worded, WordedButton
from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.fakes.checks import RefusedError
from tests.fakes.png import make_png, png_size

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>'
BUTTONS = (WordedButton("接着来", "1.=go_on"),)


def screen(kind: str = "document", *, alt: str = "谁欠多少：8 笔", **more: object) -> Worded:
    fields = {"html": "<b>好</b>", "buttons": BUTTONS, "picture": SVG, "picture_alt": alt, **more}
    return Worded(kind, "plan", "owed", **fields)  # type: ignore[arg-type]  # as a Worded has them


def test_a_picture_goes_before_its_words() -> None:
    """Quietly, with its line of words; the message with the buttons is as it would be without."""
    photo, message = draw([screen()], chat=7, pressed=None)
    assert photo == Call(
        "sendPhoto",
        {
            "chat_id": 7,
            "photo": {"svg": SVG},
            "caption": "谁欠多少：8 笔",
            "protect_content": True,
            "disable_notification": True,
        },
    )
    assert draw([screen(picture="")], chat=7, pressed=None) == (message,)


def test_a_picture_can_be_kept_in_the_outbox() -> None:
    """As text, and it comes back as it went."""
    photo = draw([screen()], chat=7, pressed=None)[0]
    assert Call.load(photo.dump()) == photo
    assert photo.is_optional
    assert without_markup(photo) == photo


@pytest.mark.parametrize("kind", ["document", "question", "review"])
def test_a_pressed_message_is_not_edited_into_one_with_a_picture(kind: str) -> None:
    """It loses its keyboard; picture and words follow as messages."""
    calls = draw([screen(kind)], chat=7, pressed=5)
    assert [call.method for call in calls] == ["editMessageReplyMarkup", "sendPhoto", "sendMessage"]


def test_a_notice_with_a_picture_keeps_it() -> None:
    """It is not merged into the screen that follows, nor is that screen's picture lost by merging."""
    plain = Worded("notice", "plan", "old", "旧")
    methods = [call.method for call in draw([plain, screen("question")], chat=7, pressed=None)]
    assert methods == ["sendPhoto", "sendMessage"]
    drawn = draw(
        [screen("notice", buttons=()), Worded("question", "p", "q", "几")], chat=7, pressed=None
    )
    assert [call.method for call in drawn] == ["sendPhoto", "sendMessage", "sendMessage"]


def test_a_summary_for_a_creditor_may_be_passed_on_with_its_picture() -> None:
    """As its words may."""
    photo, _ = draw([screen(passes_on=True)], chat=7, pressed=None)
    assert not photo.payload["protect_content"]


@pytest.mark.parametrize("alt", ["", "短", "a" * 1024, "长" * 3000, "🌊" * 700, "<b>&amp; 1 < 2"])
def test_the_line_below_fits_and_is_plain(alt: str) -> None:
    """At most 1024 units of UTF-16; what looks like markup is words."""
    photo = draw([screen(alt=alt)], chat=7, pressed=None)[0]
    caption = photo.payload["caption"]
    assert units(caption) <= 1024
    assert caption == alt or (caption.endswith("…") and units(caption) >= 1020)
    assert "parse_mode" not in photo.payload


async def test_telegram_takes_the_picture() -> None:
    """Uploaded as a PNG, its caption below it, nobody can forward it."""
    async with FakeBotApi() as server, open_renderer() as pictures:
        borrower = server.user(7)
        async with open_api(TOKEN, server.base_url, pictures=pictures) as api:
            for call in draw([screen(alt="1 < 2 & <b>")], chat=7, pressed=None):
                await api.call(call.method, call.payload)
    photo, message = borrower.screen
    assert photo.photo
    assert png_size(photo.photo) == (40, 30)
    assert photo.text == "1 < 2 & <b>"
    assert photo.protected
    assert message.text == "好"
    assert message.labels == ["接着来"]


async def test_without_a_renderer_no_call_is_made() -> None:
    """The client says that there are no pictures; Telegram hears nothing."""
    photo = draw([screen()], chat=7, pressed=None)[0]
    async with FakeBotApi() as server, open_api(TOKEN, server.base_url) as api:
        server.user(7)
        with pytest.raises(PicturesOffError):
            await api.call(photo.method, photo.payload)
        assert not server.calls("sendPhoto")


async def test_a_picture_that_cannot_be_made_is_no_call() -> None:
    """The failure is the renderer's own."""

    class Broken:
        async def render(self, _svg: str) -> bytes:
            await asyncio.sleep(0)
            raise PictureError("broken")

    photo = draw([screen()], chat=7, pressed=None)[0]
    async with FakeBotApi() as server, open_api(TOKEN, server.base_url, pictures=Broken()) as api:
        server.user(7)
        with pytest.raises(PictureError, match="broken"):
            await api.call(photo.method, photo.payload)
        assert not server.calls("sendPhoto")


class Paints:
    """Gives what it is told to as a picture."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    async def render(self, _svg: str) -> bytes:
        return self.content


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (make_png(20, 1), ""),
        (make_png(5000, 5000), ""),
        (make_png(21, 1), "PHOTO_INVALID_DIMENSIONS"),
        (make_png(5001, 5000), "PHOTO_INVALID_DIMENSIONS"),
        (b"", "IMAGE_PROCESS_FAILED"),
        (b"\xff\xd8\xff\xe0JFIF", "IMAGE_PROCESS_FAILED"),
        (make_png(20, 10)[:-4], "IMAGE_PROCESS_FAILED"),
        (make_png(20, 10).replace(b"IDAT", b"IDOT"), "IMAGE_PROCESS_FAILED"),
    ],
)
async def test_the_fake_is_as_strict_with_photos_as_telegram(content: bytes, refusal: str) -> None:
    """Sides of 10,000 together at most, no more than 20 to 1, and whole."""
    photo = draw([screen()], chat=7, pressed=None)[0]
    async with FakeBotApi() as server:
        server.user(7)
        async with open_api(TOKEN, server.base_url, pictures=Paints(content)) as api:
            if not refusal:
                await api.call(photo.method, photo.payload)
                return
            with pytest.raises(Refused, match=refusal):
                await api.call(photo.method, photo.payload)


def test_the_fake_takes_no_photo_that_is_no_small_file_with_a_short_caption() -> None:
    """A dict or a text is no file; 10 MB and 1024 units are the most."""
    server = FakeBotApi()
    server.rules.chat(7)
    for photo in ({"svg": SVG}, "somewhere", None):
        with pytest.raises(RefusedError, match="no photo"):
            server.rules.methods["sendPhoto"]({"chat_id": 7, "photo": photo})
    large = {"chat_id": 7, "photo": ("a.png", make_png(20, 10, extra=bytes(10 * 1024 * 1024)))}
    with pytest.raises(RefusedError, match="too big for a photo"):
        server.rules.methods["sendPhoto"](large)
    long = {"chat_id": 7, "photo": ("a.png", make_png(20, 10)), "caption": "长" * 1025}
    with pytest.raises(RefusedError, match="caption is too long"):
        server.rules.methods["sendPhoto"](long)
