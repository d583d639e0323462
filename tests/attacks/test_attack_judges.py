"""The attacks find what they are there to find: words shown otherwise, presses that change what they must not."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from bot.flow import pressing
from bot.flow.model import Worded, WordedButton, WordedFile
from bot.library import Library, load_library
from bot.store import make_key, parse_ring
from tests.attacks.callbacks import CHANGED, Pressing
from tests.attacks.desk import Desk, Made
from tests.attacks.literal import RARE, differently_worded, mapped, said_in
from tests.attacks.words import hostile_words

SAID = "<b>&1"


def worded(name: str, html: str = "") -> Worded:
    button = WordedButton(name, "1.yes")
    files = (
        WordedFile("a.json", f'{{"value": "{name}"}}', ""),
        WordedFile("a.html", f"<p>{html}</p>", ""),
    )
    return Worded("text", "tiny", "step", f"<i>{html}</i>", (button,), files=files)


LITERAL = worded(SAID, "&lt;b&gt;&amp;1")
OTHER = worded(RARE * len(SAID), RARE * len(SAID))


def test_what_is_shown_as_it_was_typed_passes() -> None:
    """Escaped in HTML, plain on a button and in JSON."""
    assert differently_worded(LITERAL, OTHER, SAID, RARE * len(SAID)) == ""


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (replace(LITERAL, html="<i><b>&amp;1</b></i>"), "another tag"),
        (replace(LITERAL, html="<i>&lt;b&gt;&amp;amp;1</i>"), "not literal"),
        (replace(LITERAL, html="<i>49</i>"), "not literal"),
        (replace(LITERAL, html="<i>&lt;b&gt;&amp;1"), "another tag"),
        (replace(LITERAL, buttons=(WordedButton("&lt;b&gt;&amp;1", "1.yes"),)), "on a button"),
        (replace(LITERAL, files=(LITERAL.files[0], OTHER.files[1])), "in a file"),
        (replace(LITERAL, files=(OTHER.files[0], LITERAL.files[1])), "in a file"),
        (
            replace(LITERAL, files=(LITERAL.files[0], WordedFile("a.html", f"<p>{SAID}</p>", ""))),
            "in a file",
        ),
    ],
)
def test_what_is_shown_otherwise_is_found(wrong: Worded, told: str) -> None:
    """A tag of it, an entity too many, a value worked out, in the message, on a button, in a file."""
    assert told in differently_worded(wrong, OTHER, SAID, RARE * len(SAID))


def test_what_was_typed_is_found_wherever_it_is_held() -> None:
    """Whole, or cut off with a mark that it is; not what merely looks alike."""
    held = (SAID, ({"a": f"{SAID[:3]}…"}, "b"), "…")
    assert said_in(held, SAID) == {SAID, f"{SAID[:3]}…"}
    assert mapped(held, str.upper)[1][1] == "B"


def test_the_corpus_is_large_and_no_text_stands_in_it_twice() -> None:
    """At least five hundred."""
    words = hostile_words()
    assert len(words) == len(set(words)) >= 500


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(Path(__file__).parents[2])


def test_a_press_that_changes_what_it_must_not_is_found(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if every button could be pressed at any age."""
    desk = Desk(library, Made(tmp_path, parse_ring(make_key())))
    attack = Pressing(desk, random.Random(1))
    attack.walk(6)
    assert not attack.press(60).faults
    monkeypatch.setattr(pressing, "_ageless", lambda _: True)
    assert attack.press(200).counts[CHANGED]
    desk.close()
