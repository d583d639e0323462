"""Consent is to words: when they change, in any language, it is asked again."""

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from bot.flow.session import Answer, Session, Visit
from bot.flow.visits import stand
from bot.library import Library
from tests.library import tiny
from tests.shipped import shipped_library

DAY: Final = date(2026, 11, 24)
ZH, EN = "content/zh/home.yaml", "content/en/home.yaml"


SLOTS: Final = tiny.SLOTS.replace("consent:\n", "consent:\n  version: words\n")
WORDS: Final = tiny.HOME_WORDS.replace("ask: 同意吗？", "ask: 同意吗？\n  why: 你点头才能记。")


def load(folder: Path, **changed: str) -> Library:
    """The small library whose slots say of consent what the project's do."""
    return tiny.load(folder, **{"flows/slots.yaml": SLOTS, ZH: WORDS, EN: WORDS, **changed})


def agreed(library: Library) -> Session:
    """A session in which consent was given to this library's words."""
    question = stand(library, Session(visits=(Visit("home"),)), DAY).position.stop
    answer = Answer("agree", getattr(question, "print", ""), DAY)
    return Session(visits=(Visit("home", "", {"consent": answer}),))


@pytest.mark.parametrize(
    ("file", "old", "asked"),
    [
        (ZH, "同意吗？", "consent"),
        (ZH, "你点头才能记。", "consent"),
        (ZH, "agree: 同意", "consent"),
        (EN, "agree: 同意", "consent"),
        (ZH, "选一个", "hub"),
    ],
)
def test_other_words_ask_for_consent_again_and_nothing_else_does(
    tmp_path: Path, file: str, old: str, asked: str
) -> None:
    """Words of the question, its reason or its options, in either language; not those around it."""
    before = load(tmp_path / "before")
    session = agreed(before)
    assert stand(before, session, DAY).position.stop.step == "hub"
    assert old in WORDS
    after = load(tmp_path / "after", **{file: WORDS.replace(old, old + "!", 1)})
    assert stand(after, session, DAY).position.stop.step == asked


def test_the_consent_that_is_shipped_is_to_its_words() -> None:
    """Its slot says so: the version is made of the words, where others have none."""
    slots = shipped_library().slots
    assert [name for name, slot in slots.items() if slot.version] == ["consent"]
