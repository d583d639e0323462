"""How commands on a bot's own files end: with a sentence that is true of a process that has ended."""

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.store import make_key
from bot.store.connection import claim, connect, explain

COMMANDS = (["run"], ["keys", "rotate"], ["dead-letters", "retry", "--all"])


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A bot's, with a database in a folder and its keys beside it; the tests' own log stays."""
    monkeypatch.setattr("bot.runtime.journal.set_up_log", lambda _: None)
    (tmp_path / "a.keys.sqlite3").touch()
    return {
        "ASHORE_STORE__URL": f"sqlite:///{tmp_path / 'a.sqlite3'}",
        "ASHORE_KEY": make_key(),
        "ASHORE_TOKEN": "123456:AA-secret",
    }


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_disk_that_is_full_at_the_start_needs_another_start(
    settings: dict[str, str], words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing goes on by itself once the process is gone."""
    full = sqlite3.OperationalError("full")
    full.sqlite_errorname = "SQLITE_FULL"

    def fail(path: Path) -> None:
        raise explain(full, path)

    for place in ("bot.store.sqlite.connect", "bot.store.key_file.connect"):
        monkeypatch.setattr(place, fail)
    done = CliRunner().invoke(main, words, env=settings)
    assert done.exit_code == 1
    assert "Free some space (SQLITE_FULL). Then " in done.output
    assert ("start the bot again" if words == ["run"] else "run this again") in done.output
    assert "by itself" not in done.output


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_work_on_a_running_bots_database_is_told_to_stop_the_bot_alone(
    settings: dict[str, str], tmp_path: Path, words: list[str]
) -> None:
    """A database of its own is a way out for a second bot, and for nobody else."""
    connect(tmp_path / "a.sqlite3").close()
    with claim(tmp_path / "a.sqlite3"):
        done = CliRunner().invoke(main, words, env=settings)
    assert done.exit_code == 1
    assert "Stop it first" in done.output
    assert ("give this one its own store.url" in done.output) == (words == ["run"])
