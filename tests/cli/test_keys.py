"""`ashore keys`: a master key is made, and changed without a borrower noticing, kills included."""

import re
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.store import open_store, parse_ring
from bot.store.connection import claim
from bot.store.key_file import KeyFile, path_beside
from bot.store.rotation import AT_ONCE
from tests.store.sealed import NOW, SAID, url

CHATS = range(1, 3 * AT_ONCE)


def ashore(folder: Path, *words: str, key: str | None = None) -> Result:
    environment = {
        "ASHORE_STORE__URL": url(folder),
        "ASHORE_KEY": key,
        "ASHORE_STORE__KEY_FILE": None if key else str(folder / "master"),
    }
    return CliRunner().invoke(main, ["keys", *words], env=environment)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A database with borrowers, and its master key in a file."""
    assert ashore(tmp_path, "new", str(tmp_path / "master")).exit_code == 0
    ring = parse_ring((tmp_path / "master").read_text())
    with open_store(url(tmp_path), ring) as store, store.transaction():
        store.sessions.save([(chat, SAID) for chat in CHATS], NOW)
    return tmp_path


def readable(folder: Path, text: str) -> int:
    """How many of the borrowers can be read with these master keys."""
    with open_store(url(folder), parse_ring(text)) as store, store.transaction():
        return sum(said == SAID for said in store.sessions.read(CHATS).values())


def test_a_new_key_is_for_its_owner_and_overwrites_nothing(tmp_path: Path) -> None:
    """The file is private; a second time it is refused, and stays as it is."""
    file = tmp_path / "master"
    assert ashore(tmp_path, "new", str(file)).exit_code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    key = file.read_text()
    again = ashore(tmp_path, "new", str(file))
    assert (again.exit_code, file.read_text()) == (2, key)
    assert "there already" in again.output
    assert key.strip() not in again.output
    lost = ashore(tmp_path, "new", str(tmp_path / "no" / "where"))
    assert lost.exit_code == 2
    assert "cannot be written" in lost.output


def test_without_a_file_a_key_is_printed_for_the_environment(tmp_path: Path) -> None:
    """Another one each time, and good as it is."""
    first, second = (ashore(tmp_path, "new").output for _ in range(2))
    assert first != second
    assert len(parse_ring(first).keys) == 1


def test_rotating_makes_a_key_and_needs_the_old_one_no_more(folder: Path) -> None:
    """The new key stands first in its file; afterwards it reads everything alone."""
    old = (folder / "master").read_text()
    done = ashore(folder, "rotate")
    assert done.exit_code == 0, done.output
    keys = (folder / "master").read_text().split()
    assert keys[1] == old.strip()
    assert f"{len(CHATS) + 1} keys were wrapped anew" in done.output
    assert parse_ring(old).current.name in done.output
    assert readable(folder, keys[0]) == len(CHATS)
    assert stat.S_IMODE((folder / "master").stat().st_mode) == 0o600
    for key in keys:
        assert key not in done.output


def test_after_a_rotation_it_is_said_what_to_copy_and_what_to_destroy(folder: Path) -> None:
    """The copies of before are of the old key, whether it is dropped or kept."""
    keys = path_beside(folder / "a.sqlite3")
    first = parse_ring((folder / "master").read_text()).current.name
    kept = ashore(folder, "rotate").output
    second = parse_ring((folder / "master").read_text()).current.name
    again = ashore(folder, "rotate").output
    dropped = ashore(folder, "rotate", "--drop-old").output
    for said in (kept, again, dropped):
        assert (
            f"Copy now the master key ({folder / 'master'}) and the borrowers' keys ({keys})"
            in said
        )
        assert f"Older copies of {keys} can still be read with the old key" in said
        assert "destroy" in said
    assert f"{first} is needed no more by this database; take it out of" in kept
    assert f"{second} and {first} are needed no more by this database; take them out of" in again
    assert "needed no more" not in dropped


def test_the_old_key_can_be_dropped_at_once(folder: Path) -> None:
    """Then the file holds the new key and nothing else."""
    old = (folder / "master").read_text()
    assert ashore(folder, "rotate", "--drop-old").exit_code == 0
    new = (folder / "master").read_text()
    assert len(new.split()) == 1
    assert new != old
    assert readable(folder, new) == len(CHATS)


def test_with_keys_in_the_environment_the_first_one_is_what_is_changed_to(folder: Path) -> None:
    """The program cannot write there: the operator puts the new key before the old one."""
    old, new = (folder / "master").read_text().strip(), ashore(folder, "new").output.strip()
    nothing = ashore(folder, "rotate", key=old)
    assert "0 keys were wrapped anew" in nothing.output
    assert "put a new key before the old one" in nothing.output
    assert ashore(folder, "rotate", key=f"{new} {old}").exit_code == 0
    assert readable(folder, new) == len(CHATS)


_KILLED = """
import os, signal, sys
from bot.store.key_file import KeyFile
rewrap, left = KeyFile.rewrap, [int(sys.argv[1])]
def killed(self, *, limit):
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    return rewrap(self, limit=limit)
KeyFile.rewrap = killed
from bot.cli import main
main(["keys", "rotate"])
"""


@pytest.mark.parametrize("batches", [0, 1, 3])
def test_a_rotation_that_is_killed_goes_on_where_it_was(folder: Path, batches: int) -> None:
    """After any number of steps: everything can be read meanwhile, and no second key is made."""
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED, str(batches)],
        env={
            "ASHORE_STORE__URL": url(folder),
            "ASHORE_STORE__KEY_FILE": str(folder / "master"),
        },
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -9
    both = (folder / "master").read_text()
    assert len(both.split()) == 2
    assert readable(folder, both) == len(CHATS)
    done = ashore(folder, "rotate")
    assert done.exit_code == 0
    found = re.match(r"(\d+) keys", done.output)
    assert found
    if batches < 3:  # else all was wrapped and only the cleaning was left: it is rotated once more
        assert int(found[1]) == len(CHATS) + 1 - batches * AT_ONCE
        assert (folder / "master").read_text() == both
    assert readable(folder, (folder / "master").read_text().split()[0]) == len(CHATS)


def test_no_trace_of_what_the_old_key_wrapped_is_left(folder: Path) -> None:
    """Else who finds the old key could open the borrowers' keys after all."""
    keys = path_beside(folder / "a.sqlite3")
    old = parse_ring((folder / "master").read_text())
    with closing(KeyFile(keys, old)) as file:
        wrapped = [cell for (cell,) in file._db.execute("select wrapped from data_keys")]
    assert any(cell in keys.read_bytes() for cell in wrapped)
    ashore(folder, "rotate")
    left = b"".join(file.read_bytes() for file in folder.iterdir())
    assert not any(cell in left for cell in wrapped)


def test_a_running_bot_is_not_rotated_under(folder: Path) -> None:
    """It would go on wrapping with the old key."""
    with claim(folder / "a.sqlite3"):
        refused = ashore(folder, "rotate")
    assert refused.exit_code == 1
    assert "already uses" in refused.output
    assert len((folder / "master").read_text().split()) == 1


def test_without_a_database_nothing_is_made(tmp_path: Path) -> None:
    """A wrong store.url is told, not filled."""
    ashore(tmp_path, "new", str(tmp_path / "master"))
    refused = ashore(tmp_path, "rotate")
    assert refused.exit_code == 1
    assert "check store.url" in refused.output
    assert [file.name for file in tmp_path.iterdir()] == ["master"]


def test_in_the_clear_there_is_nothing_to_rotate(tmp_path: Path) -> None:
    """Said in a sentence."""
    from bot.config.keys import IN_THE_CLEAR

    environment = {"ASHORE_STORE__UNENCRYPTED": IN_THE_CLEAR, "ASHORE_STORE__URL": url(tmp_path)}
    said = CliRunner().invoke(main, ["keys", "rotate"], env=environment)
    assert said.exit_code == 0
    assert "unencrypted" in said.output
