"""The fuzzers' own judges: what is planted is found, and what is sound passes."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram.decode import Decoded
from bot.channels.telegram.draw import Call
from bot.flow.events import Typed
from bot.library import Library, load_library
from bot.library.problems import Problem
from bot.runtime.turns import Turned, take_turn
from tests.attacks import damaged, raw, targets, typist, written
from tests.attacks.judge import Judge
from tests.attacks.pool import SLOW_MS, Portion, Tally, judge
from tests.attacks.speech import Speaker
from tests.attacks.typist import CHAT, Typist
from tests.attacks.wire import CANARIES, Wire
from tests.fakes.telegram_html import HtmlError, parse_html
from tests.library import tiny
from tests.promises.rows import Finding

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return load_library(tiny.write(tmp_path_factory.mktemp("tiny"), tiny.FILES))


def sent(text: str, **more: Any) -> Call:
    return Call("sendMessage", {"chat_id": CHAT, "text": text, "parse_mode": "HTML", **more})


def keyboard(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"reply_markup": {"inline_keyboard": list(rows)}}


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("🏟 🏟&lt;<abacaba", "Unclosed start tag at byte offset 13"),
        ("🏟 🏟&lt;<abac aba>", 'Unsupported start tag "abac" at byte offset 13'),
        ("🏟 🏟&lt;<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 13'),
        ("🏟 🏟&lt;<i    aba  =  ", 'Unclosed start tag "i" at byte offset 13'),
        ("🏟 🏟&lt;<i    aba  =  190azAz-.,", "Unexpected end of name token at byte offset 27"),
        ('🏟 🏟&lt;<i    aba  =  "&lt;&gt;&quot;>', "Unclosed start tag at byte offset 13"),
        ("🏟 🏟&lt;</", "Unexpected end tag at byte offset 13"),
        ("🏟 🏟&lt;<b></b></", "Unexpected end tag at byte offset 20"),
        ("🏟 🏟&lt;<i>a</i   ", "Unclosed end tag at byte offset 17"),
        ("🏟 🏟&lt;<i>a</em   >", 'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"'),
        ("&#57311;", "Text contains invalid Unicode characters after decoding HTML entities"),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<blockquote><blockquote>a", "Blockquote entity can't be nested at byte offset 12"),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        # What Telegram takes, and shows otherwise than it was meant.
        ("a & b", "Character '&' must be escaped at byte offset 2"),
        ("&nbsp;", "Character '&' must be escaped at byte offset 0"),
        ("1 > 0", "Character '>' must be escaped at byte offset 2"),
        ("<code><b>a</b></code>", 'Nothing can be nested in "code" at byte offset 6'),
        ('<a href="https://a.b"><a href="https://a.c">', '"a" can\'t be nested in "a"'),
        ("<a>x</a>", 'Tag "a" must have the attribute "href" at byte offset 0'),
        ('<a href="javascript:x">x</a>', 'Attribute "href" of the tag "a" has no sense'),
        ('<b class="x">a</b>', 'Attribute "class" of the tag "b" has no sense'),
        ("<b>a</b>" * 101, "There are too many entities"),
    ],
)  # fmt: skip
def test_html_that_telegram_refuses_is_refused_in_its_words(html: str, said: str) -> None:
    """The errors of Telegram's own tests of its parser, and what its documentation rules out."""
    with pytest.raises(HtmlError) as raised:
        parse_html(html)
    assert str(raised.value).startswith(said)


def test_html_that_telegram_takes_is_taken() -> None:
    """Every tag and entity that its documentation names, nested as it allows."""
    html = (
        '<b>a<i>b<u>c</u></i></b> <blockquote expandable>&lt;&amp;&#20320;&#x597D;</blockquote> <a href="tel:12348">d</a>'
        '<pre><code class="language-x">e</code></pre><span class="tg-spoiler">f</span><tg-emoji emoji-id="53">g</tg-emoji>'
    )
    assert parse_html(html) == "abc <&你好 defg"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (sent("<b>"), "can't parse entities"),
        (sent("\u2800\u3000\u200b"), "message text is empty"),
        (sent("<b></b>"), "message text is empty"),
        (sent("😀" * 2049), "message is too long"),
        (sent("\ud800"), "strings must be encoded in UTF-8"),
        (sent("a", **keyboard([{"text": "\u2800", "callback_data": "x"}])), "must be non-empty"),
        (sent("a", **keyboard([{"text": "a", "callback_data": "好" * 22}])), "BUTTON_DATA_INVALID"),
        (
            sent("a", **keyboard([{"text": "a", "callback_data": "x", "colour": 1}])),
            "unknown fields",
        ),
        (sent("a", **keyboard([{"text": "a", "callback_data": "x"}] * 9)), "REPLY_MARKUP_TOO_LONG"),
        (replace(sent("a"), fallback=sent("")), "message text is empty"),
        (Call("sendPhoto", {"chat_id": CHAT, "photo": {"svg": "<svg>"}, "caption": "a"}), "no SVG"),
        (
            Call("sendPhoto", {"chat_id": CHAT, "photo": {"svg": "<svg/>"}, "caption": "a" * 1025}),
            "message caption is too long",
        ),
    ],
)
def test_a_call_that_telegram_would_refuse_is_told(call: Call, said: str) -> None:
    """Texts, captions, buttons, keyboards, pictures, and what is sent in a call's place."""
    assert said in Judge(CHAT).refusal(call)


def test_a_sound_call_is_not_told() -> None:
    """A message, its edit, and a picture."""
    call = sent("a", **keyboard([{"text": "好", "callback_data": "1.x", "style": "primary"}]))
    edit = Call("editMessageText", {**call.payload, "message_id": 3}, fallback=call)
    picture = Call("sendPhoto", {"chat_id": CHAT, "photo": {"svg": "<svg/>"}, "caption": "a"})
    assert [Judge(CHAT).refusal(one) for one in (call, edit, picture)] == ["", "", ""]


Turns = Callable[[Turned], Turned]


def _two_faced() -> Turns:
    """Turns that come out otherwise every other time."""
    count = iter(range(10**9))
    return lambda turned: replace(turned, reasons=[str(next(count))])


def _restless() -> Turns:
    """Turns after each of which something else is being edited."""
    count = iter(range(10**9))
    return lambda t: replace(t, session=replace(t.session, editing=f"debt{next(count)}"))


def _raise(_turned: Turned) -> Turned:
    raise KeyError("planted")


PLANTED: dict[str, Callable[[], Turns]] = {
    typist.RAISED: lambda: _raise,
    typist.REFUSED: lambda: lambda turned: replace(turned, calls=(sent("<3"),)),
    typist.SESSION: lambda: lambda t: replace(t, session=replace(t.session, selected=["a"])),  # type: ignore[arg-type]  # the fault
    typist.TWICE: _two_faced,
    typist.MOVED: _restless,
}  # fmt: skip


@pytest.mark.parametrize("kind", PLANTED)
def test_a_fault_planted_in_a_turn_is_counted(
    library: Library, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """An error, a call refused, a session that saving changes, a second result, a place lost."""
    change = PLANTED[kind]()
    monkeypatch.setattr(typist, "take_turn", lambda *given: change(take_turn(*given)))
    tally = Typist(library, random.Random(5)).run(60)
    assert tally.counts[kind]
    assert tally.faults


def test_nothing_is_told_of_a_sound_walk_and_the_same_seed_walks_the_same(library: Library) -> None:
    """No fault, several places; and everything again by its seed."""
    first, second = (Typist(library, random.Random(5)).run(120) for _ in "12")
    assert first.faults == []
    assert first.counts["places"] > 5
    assert first.counts["places"] == second.counts["places"]


def test_what_is_typed_is_of_every_kind(library: Library) -> None:
    """Figures in two scripts, phrases of the content, half characters, code, and whole messages."""
    speaker = Speaker(library, random.Random(1))
    texts = [speaker.text() for _ in range(3000)]
    for sign in ("万", "7", "征信报告", "自杀", "\ud83d", "{{", "<b>", "\u2800", "two"):
        assert any(sign in text for text in texts), sign
    assert max(map(len, texts)) == 4096


def _leaky(body: bytes) -> Decoded:
    return Decoded(None, 5, Typed(CANARIES[0]), None, None, private=True)


def _broken(_body: bytes) -> Decoded:
    raise KeyError("planted")


@pytest.mark.parametrize(("kind", "read"), [(raw.KEPT, _leaky), (raw.RAISED, _broken)])
def test_a_fault_planted_in_decoding_is_counted(
    monkeypatch: pytest.MonkeyPatch, kind: str, read: Callable[[bytes], Decoded]
) -> None:
    """A name that is let through, and an error."""
    monkeypatch.setattr(raw, "_read", read)
    tally = raw.take_portion(Portion(1, 8, ROOT))
    assert tally.counts[kind]


def test_an_answer_that_does_not_come_and_letters_too_many_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A store that takes nothing for the sound update; and two letters for one update."""
    counts = iter([50, 0, *[50] * 100])
    monkeypatch.setattr(raw.Post, "_process", lambda *_: set())
    monkeypatch.setattr(raw.Post, "_number", lambda *_: next(counts))
    tally = raw.take_portion(Portion(1, 6, ROOT))
    assert tally.counts[raw.UNANSWERED]
    assert tally.counts[raw.LETTERS]


def test_sound_updates_and_broken_ones_are_all_taken() -> None:
    """Bodies of many kinds, and no fault."""
    wire = Wire(random.Random(3))
    assert len({wire.body() for _ in range(50)}) > 45
    assert raw.take_portion(Portion(3, 60, ROOT)).faults == []


def _nowhere(*_given: Any) -> list[Problem]:
    return [Problem("flows/home.yaml", 10_000, 1, "ASH005")]


@pytest.mark.parametrize(
    ("kind", "name", "planted"),
    [
        (damaged.RAISED, "lint", _broken),
        (damaged.PLACE, "lint", _nowhere),
        (damaged.SILENT, "lint", lambda *_: []),
    ],
)
def test_a_fault_planted_in_checking_is_counted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str, name: str, planted: Any
) -> None:
    """A traceback, a finding without a place, a broken file that nothing is said of."""
    desk = damaged.Desk(tiny.write(tmp_path, tiny.FILES), random.Random(1))
    monkeypatch.setattr(damaged, name, planted)
    desk.usual[tiny.RECORD, tiny.FILES[tiny.RECORD]] = damaged.Took(0.0, 0.0)
    for _ in range(12):  # some are only parsed
        desk.hold(tiny.RECORD, tiny.FILES[tiny.RECORD], b"a: [")
    assert desk.tally.counts[kind]


def test_a_damaged_file_is_found_fault_with_or_still_sound() -> None:
    """Some mutants, and nothing that was promised of them is broken."""
    tally = damaged.damage_portion(Portion(2, 25, ROOT))
    assert tally.faults == []
    assert tally.done == 25


@pytest.mark.parametrize(
    ("kind", "run"),
    [
        (written.RAISED, lambda source, canary: source[1000]),
        (written.INSIDE, lambda source, canary: str(written.Press)),
        (written.INSIDE, lambda source, canary: str(canary.secret)),
        (written.LONG, lambda source, canary: "a" * 20_001),
        (written.OUTSIDE, lambda source, canary: (ROOT / "LICENSE").read_text()[:1]),
    ],
)
def test_a_fault_planted_in_a_template_is_counted(library: Library, kind: str, run: Any) -> None:
    """Another error, a look inside of two kinds, a text without end, a file that is read."""
    press = written.Press(library)
    press._run("planted", run)
    assert press.tally.counts[kind]


@pytest.mark.parametrize("data", [b"", b"\x00", b"\x05{{ debt }}", b'{"a":1}', b"\xff\xfe\x00"])
@pytest.mark.parametrize("name", targets.TARGETS)
def test_a_target_takes_any_bytes(name: str, data: bytes) -> None:
    """Empty, text, code, JSON, no text at all."""
    targets.TARGETS[name](data)


def test_a_target_raises_what_its_row_would_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a guided fuzzer stops there."""
    monkeypatch.setattr(written.Press, "_word", lambda *_: "<function planted>")
    with pytest.raises(targets.BrokenPromiseError, match="planted"):
        targets.text(b"x")


def test_what_is_slow_breaks_the_promise() -> None:
    """One input over the bound, though all the others are under it."""
    tally = Tally()
    tally.took(3.0, "fast")
    assert all(good for *_, good in judge(Finding("2"), tally, {}).checks)
    tally.took(SLOW_MS + 1, "slow")
    assert tally.slowest_of == "'slow'"
    assert not all(good for *_, good in judge(Finding("2"), tally, {}).checks)
