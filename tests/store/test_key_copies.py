"""The borrowers' keys are copied with the database, while the bot runs, and come back with it."""

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.errors import StoreError
from bot.store.backups import back_up, back_up_keys, restore
from bot.store.key_file import path_beside
from bot.store.seals import seals_of
from tests.store import sealed


def run(folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Result:
    """A command on the database in a folder."""
    monkeypatch.setenv("ASHORE_STORE__URL", sealed.url(folder))
    monkeypatch.setenv("ASHORE_KEY", sealed.KEY)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    return CliRunner().invoke(main, arguments)


def test_a_backup_with_its_keys_is_read_on_another_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made while the bot runs, of a new installation whose keys stand in the log alone."""
    there, copies = tmp_path / "there", tmp_path / "copies"
    there.mkdir()
    copies.mkdir()
    with sealed.opened(tmp_path) as store:
        for number in range(3):
            sealed.tell(store, sealed.CHAT + number, first=number + 1)
        made = run(tmp_path, monkeypatch, "backup", f"{copies}/a", "--keys", f"{copies}/k")
    assert made.exit_code == 0, made.output
    assert "3 of the 3 keys" in made.output
    put = run(there, monkeypatch, "restore", f"{copies}/a", "--keys", f"{copies}/k")
    assert put.exit_code == 0, put.output
    with sealed.opened(there) as store:
        assert sealed.session_of(store, sealed.CHAT + 2) == sealed.SAID


def test_a_plain_copy_of_a_running_bots_keys_has_them_all(tmp_path: Path) -> None:
    """Whoever copies whole folders copies no log that fits."""
    with sealed.opened(tmp_path) as store:
        sealed.tell(store, sealed.CHAT)
        back_up(sealed.url(tmp_path), tmp_path / "copy")
        shutil.copy(path_beside(tmp_path / "a.sqlite3"), tmp_path / "keys")
    seals = seals_of(tmp_path / "copy", tmp_path / "keys", None)
    assert (seals.used, seals.held) == (1, 1)


def test_the_last_copy_of_the_keys_is_overwritten(tmp_path: Path) -> None:
    """Who was deleted since can be read with no file that is left, not even with what was unlinked."""
    last, unlinked = tmp_path / "keys", tmp_path / "held"
    with sealed.opened(tmp_path) as store:
        sealed.tell(store, sealed.CHAT)
        back_up_keys(sealed.url(tmp_path), last)
        os.link(last, unlinked)
        back_up_keys(sealed.url(tmp_path), last)
    assert set(unlinked.read_bytes()) == {0}
    assert b"data_keys" in last.read_bytes()


def test_what_is_no_copy_of_keys_is_not_overwritten(tmp_path: Path) -> None:
    """A slip of the hand: another database, the keys themselves."""
    with sealed.opened(tmp_path) as store:
        sealed.tell(store, sealed.CHAT)
        back_up(sealed.url(tmp_path), tmp_path / "copy")
        before = (tmp_path / "copy").read_bytes()
        with pytest.raises(StoreError, match="no copy of keys"):
            back_up_keys(sealed.url(tmp_path), tmp_path / "copy")
        with pytest.raises(StoreError, match="itself"):
            back_up_keys(sealed.url(tmp_path), path_beside(tmp_path / "a.sqlite3"))
    assert (tmp_path / "copy").read_bytes() == before


def test_a_log_that_a_kill_left_is_not_replayed_over_the_keys_put_back(tmp_path: Path) -> None:
    """SQLite would take the old log for the new file's."""
    place = path_beside(tmp_path / "a.sqlite3")
    with sealed.opened(tmp_path) as store:
        sealed.tell(store, sealed.CHAT)
        back_up(sealed.url(tmp_path), tmp_path / "copy")
        back_up_keys(sealed.url(tmp_path), tmp_path / "keys")
        sealed.tell(store, sealed.CHAT + 1, first=2)
        log = Path(f"{place}-wal").read_bytes()
    Path(f"{place}-wal").write_bytes(log)
    kept = restore(sealed.url(tmp_path), tmp_path / "copy", tmp_path / "keys")
    assert [path.name for path in kept] == [
        "a.keys.sqlite3.before-restore-1", "a.sqlite3.before-restore-1",
    ]  # fmt: skip
    assert len(sealed.keys_of(tmp_path)) == 1
    assert not sealed.keys_of(tmp_path, sealed.CHAT + 1)


def test_keys_without_any_table_hold_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was copied without its log: a sentence, and nothing is replaced."""
    with sealed.opened(tmp_path) as store:
        sealed.tell(store, sealed.CHAT)
        back_up(sealed.url(tmp_path), tmp_path / "copy")
    (tmp_path / "empty").touch()
    put = run(tmp_path, monkeypatch, "restore", f"{tmp_path}/copy", "--keys", f"{tmp_path}/empty")
    assert put.exit_code == 1
    assert "holds none of the keys" in put.stderr
    assert not list(tmp_path.glob("*before-restore*"))
