"""A database in the clear is sealed as it lies, whatever comes between."""

import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.store import sealing
from bot.store.connection import connect
from bot.store.ledger import Letter
from bot.store.migrations import MIGRATIONS
from tests.store.sealed import (
    AMOUNT,
    CHAT,
    KEY,
    NOW,
    SAID,
    WORDS,
    opened,
    session_of,
    tell,
    traces,
    url,
)


@pytest.mark.parametrize("done", range(2, len(MIGRATIONS)))
@pytest.mark.parametrize("stop_after", [0, 1])
def test_a_database_in_the_clear_is_sealed_though_it_is_interrupted(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    lay_older: Callable[[int], Path],
    done: int,
    stop_after: int,
) -> None:
    """Row by row, from every older schema; what was sealed before the kill stays, and no text is left."""
    with closing(connect(lay_older(done))) as connection:
        connection.executemany(
            "insert into sessions (chat, session, updated_at) values (?, ?, '2026-11-24')",
            [(chat, SAID) for chat in range(1, sealing.AT_ONCE + 50)],
        )
    batches, write = iter(range(stop_after)), sealing._write

    def killed(*batch: Any) -> None:
        if next(batches, None) is None:
            raise KeyboardInterrupt
        write(*batch)

    with monkeypatch.context() as short:
        short.setattr("bot.store.sealing._write", killed)
        with pytest.raises(KeyboardInterrupt):
            opened(tmp_path)
    with opened(tmp_path) as store:
        assert session_of(store, 1) == session_of(store, sealing.AT_ONCE + 49) == SAID
        assert traces(tmp_path, WORDS, AMOUNT) == []


_KILLED = """
import os, signal, sys
from bot.store import open_store, parse_ring, sealing
write, left = sealing._write, [int(sys.argv[3])]
def killed(*details):
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    write(*details)
sealing._write = killed
open_store(sys.argv[1], parse_ring(sys.argv[2]))
"""


def test_a_kill_while_an_old_database_is_sealed_loses_nothing(tmp_path: Path) -> None:
    """SIGKILL again and again: each start gets some batches further, until no text is left."""
    with opened(tmp_path, key=None) as store, store.transaction():
        store.sessions.save([(chat, SAID) for chat in range(1, 3 * sealing.AT_ONCE)], NOW)
    for _ in range(2):
        program = [sys.executable, "-c", _KILLED, url(tmp_path), KEY, "1"]
        assert subprocess.run(program, check=False).returncode == -signal.SIGKILL
    with opened(tmp_path) as store, store.transaction():
        assert set(store.sessions.read(range(1, 3 * sealing.AT_ONCE)).values()) == {SAID}
    assert traces(tmp_path, WORDS, AMOUNT) == []


def test_a_key_given_later_seals_what_lies_there(tmp_path: Path) -> None:
    """An operator who began in the clear can change their mind."""
    with opened(tmp_path, key=None) as store:
        tell(store, CHAT)
        tell(store, -5, first=2)
        with store.transaction():
            store.ledger.bury([Letter("nobody's", None, None, SAID)], NOW)
    assert traces(tmp_path, WORDS)
    with opened(tmp_path) as store:
        assert session_of(store) == SAID
        assert traces(tmp_path, WORDS, AMOUNT) == []
