"""The log: one line an event, names and keys; no prose, no token, no borrower."""

import logging

import pytest

from bot.runtime.journal import Journal, place_of, set_up_log

TOKEN = "123456:AA-secret"  # noqa: S105 the tests' own


@pytest.fixture(autouse=True)
def _restored() -> object:
    root, own = logging.getLogger(), logging.getLogger("ashore")
    kept = root.handlers, root.level, own.handlers, own.level, own.propagate
    yield
    root.handlers, own.handlers, own.propagate = kept[0], kept[2], kept[4]
    root.setLevel(kept[1])
    own.setLevel(kept[3])


def test_an_event_is_one_line_of_keys(capsys: pytest.CaptureFixture[str]) -> None:
    """Machines read it too."""
    set_up_log("info")
    Journal(b"salt").note("started", languages="zh,en", why="two words", none="")
    line = capsys.readouterr().err
    assert line.endswith(' INFO started languages=zh,en why="two words" none=""\n')


def test_the_level_decides(capsys: pytest.CaptureFixture[str]) -> None:
    """Less than the level is not written."""
    set_up_log("warning")
    journal = Journal(b"salt")
    journal.note("one")
    journal.detail("two")
    journal.warn("three")
    assert capsys.readouterr().err.splitlines()[0].endswith("WARNING three")


def test_a_chat_is_a_pseudonym_of_this_installation() -> None:
    """The same with the same secret; without it the log cannot be joined with another, nor undone."""
    first, second = Journal(b"one"), Journal(b"two")
    assert first.chat(918273645) == Journal(b"one").chat(918273645)
    assert first.chat(918273645) != second.chat(918273645)
    assert first.chat(918273645) != first.chat(918273646)
    assert "918273645" not in first.chat(918273645)
    assert len(first.chat(918273645)) == 8


def test_other_libraries_are_heard_by_name_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """Their messages and tracebacks may hold the token or a borrower's text, at any level."""
    set_up_log("debug")
    logger = logging.getLogger("telegram.ext")
    logger.info("request to https://api.telegram.org/bot%s/getMe", TOKEN)
    try:
        int(TOKEN)
    except ValueError:
        logger.exception("failed for %s", TOKEN, stack_info=True)
    out = capsys.readouterr().err
    assert out.splitlines()[0].endswith("ERROR library_note logger=telegram.ext")
    assert len(out.splitlines()) == 1
    assert TOKEN not in out


def test_an_error_is_its_kind_and_place_without_its_message() -> None:
    """The message may quote a borrower."""
    with pytest.raises(ValueError, match="欠了三万") as raised:
        int("欠了三万")
    assert place_of(raised.value).startswith("ValueError@test_journal.py:")
    assert "欠" not in place_of(raised.value)
    assert place_of(KeyError("x")) == "KeyError"


def test_what_the_loop_reports_is_its_kind_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """The event loop would log the task and what it was about."""
    set_up_log("info")
    Journal(b"x").loop_error({"message": TOKEN, "exception": KeyError(TOKEN)})
    Journal(b"x").loop_error({"message": TOKEN})
    out = capsys.readouterr().err
    assert "loop_error error=KeyError" in out
    assert TOKEN not in out
