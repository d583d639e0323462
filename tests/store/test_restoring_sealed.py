"""A sealed backup is worth as much as its keys: `ashore restore` asks for them before it replaces anything."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.store import make_key
from bot.store.backups import back_up
from tests.store import sealed


def sealed_backup(folder: Path) -> Path:
    """A backup of a database in which a borrower said something."""
    with sealed.opened(folder) as store:
        sealed.tell(store, sealed.CHAT)
    back_up(sealed.url(folder), folder / "copy")
    return folder / "copy"


def restored(folder: Path, monkeypatch: pytest.MonkeyPatch, language: str, key: str = "") -> Result:
    """`ashore restore` run with this master key."""
    monkeypatch.setenv("ASHORE_STORE__URL", sealed.url(folder))
    monkeypatch.setenv("ASHORE_KEY", key)
    monkeypatch.setenv("LANG", f"{language}_XX.UTF-8")
    return CliRunner().invoke(main, ["restore", str(folder / "copy")])


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("zh", {"gone": "密钥文件", "another": "没有一把密钥", "master": "主密钥"}),
        ("en", {"gone": "are missing", "another": "holds none", "master": "the master key"}),
    ],
)
@pytest.mark.parametrize("missing", ["gone", "another", "master", "wrong master"])
def test_a_sealed_backup_that_nobody_could_read_is_not_put_in_place(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    missing: str,
    language: str,
    says: dict[str, str],
) -> None:
    """The keys' file, the right one, and its master key: which is missing is said, nothing is touched."""
    sealed_backup(tmp_path)
    keys, key = tmp_path / "a.keys.sqlite3", sealed.KEY
    if missing in ("gone", "another"):
        keys.unlink()
    if missing == "another":
        (tmp_path / "other").mkdir()
        sealed.tell_and_close(tmp_path / "other")
        (tmp_path / "other" / keys.name).rename(keys)
    if "master" in missing:
        key = make_key() if missing.startswith("wrong") else ""
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir() if file.is_file()}
    ended = restored(tmp_path, monkeypatch, language, key)
    assert ended.exit_code == 1
    assert says[missing.removeprefix("wrong ")] in ended.stderr
    assert str(keys) in ended.stderr
    assert {"zh": "什么都没有动", "en": "Nothing was changed"}[language] in ended.stderr
    assert {name: (tmp_path / name).read_bytes() for name in before} == before
    assert not list(tmp_path.glob("*restor*"))


@pytest.mark.parametrize(
    ("language", "says"), [("zh", "1 把密钥（一共 2 把）"), ("en", "1 of the 2 keys")]
)
def test_a_sealed_backup_with_its_keys_is_restored_and_who_was_deleted_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, says: str
) -> None:
    """What cannot be read any more is counted; the rest is there again."""
    with sealed.opened(tmp_path) as store:
        sealed.tell(store, sealed.CHAT)
        sealed.tell(store, sealed.CHAT + 1, first=2)
    back_up(sealed.url(tmp_path), tmp_path / "copy")
    ended = restored(tmp_path, monkeypatch, language, sealed.KEY)
    assert ended.exit_code == 0
    assert says not in ended.output
    with closing(sqlite3.connect(tmp_path / "a.keys.sqlite3")) as keys, keys:
        keys.execute("delete from data_keys where chat = ?", (sealed.CHAT + 1,))
    ended = restored(tmp_path, monkeypatch, language, sealed.KEY)
    assert ended.exit_code == 0
    assert says in ended.output
    with sealed.opened(tmp_path) as store:
        assert sealed.WORDS in store.sessions.read([sealed.CHAT])[sealed.CHAT]
