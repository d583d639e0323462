"""Consent is to words: when they change, in any language, it is asked again."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.flow.session import Answer, Session, Visit
from bot.flow.visits import stand
from bot.library import Library, load_library

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project's flows and words, to be reworded."""
    copy = tmp_path_factory.mktemp("library")
    for name in ("flows", "content"):
        shutil.copytree(ROOT / name, copy / name)
    return copy


def reworded(folder: Path, file: str, old: str, new: str) -> Library:
    """The library with other words in a file, which is put back."""
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    try:
        return load_library(folder)
    finally:
        path.write_text(text, "utf-8")


def agreed(library: Library) -> Session:
    """A session in which language and consent were answered to this library's words."""
    session = Session(visits=(Visit("home"),))
    for name, value in (("language", "zh"), ("consent", "agree")):
        question = stand(library, session, DAY).position.stop
        answer = Answer(value, getattr(question, "print", ""), DAY)
        visit = session.visits[0]
        session = session.with_visit(Visit("home", "", {**visit.answers, name: answer}))
    return session


def test_other_words_ask_for_consent_again_and_nothing_else_does(folder: Path) -> None:
    """Words of the question, its reason or its options, in either language; not those around it."""
    library = load_library(folder)
    session = agreed(library)

    def asks(other: Library) -> str:
        return stand(other, session, DAY).position.stop.step

    assert asks(library) == "safe"
    for file, old in (
        ("content/zh/home.yaml", "可以开始吗？"),
        ("content/zh/home.yaml", "要你点头才能记"),
        ("content/zh/home.yaml", "同意，开始"),
    ):
        assert asks(reworded(folder, file, old, old + "，")) == "consent", old
    english = (folder / "content/en/home.yaml").read_text("utf-8")
    option = english.partition("agree: ")[2].splitlines()[0]
    assert asks(reworded(folder, "content/en/home.yaml", option, option + "!")) == "consent"
    assert (
        asks(reworded(folder, "content/zh/home.yaml", "随时可以停", "什么时候都可以停")) == "safe"
    )
