"""The bots that are compared: how each is started against the fake server."""

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.store import make_key
from tests.process.bot_process import UNLIMITED

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "1234567890:" + "Bench" * 7  # of the fake server's bot, known to nobody else
_PEERS = Path(__file__).with_name("peers")
_LIBRARY = Path(__file__).with_name("library")
_OUR_PARTS = (
    "content/zh/common.yaml",
    "content/en/common.yaml",
    "content/help",
    "content/safety",
)
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR")


@dataclass(frozen=True)
class Bot:
    """A bot: its name in the table, its note, and its command."""

    name: str
    note: str
    command: tuple[str, ...]


def ours() -> Bot:
    """`ashore run`, a process as an operator starts it."""
    return Bot(
        "Ashore",
        "every update and reply in SQLite, WAL, synchronous=FULL",
        (sys.executable, "-c", "from bot.cli import main; main()", "run"),
    )


def peers(python: Path) -> tuple[Bot, Bot]:
    """The same intake on other libraries."""
    return (
        Bot(
            "PTB",
            "python-telegram-bot ConversationHandler, PicklePersistence each second",
            (str(python), str(_PEERS / "ptb.py")),
        ),
        Bot(
            "aiogram-dialog",
            "memory only",
            (str(python), str(_PEERS / "aiogram_dialogs.py")),
        ),
    )


def environment(url: str, folder: Path, library: Path) -> Mapping[str, str]:
    """The environment of any of the bots: the fake server, a folder of its own, our library.

    Our own limits on sending and on each borrower are lifted; the peers have none switched on.
    """
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "BENCH_BASE_URL": url,
        "BENCH_TOKEN": TOKEN,
        "BENCH_FOLDER": str(folder),
        "ASHORE_TOKEN": TOKEN,
        "ASHORE_KEY": make_key(),
        "ASHORE_TELEGRAM__BASE_URL": url,
        "ASHORE_STORE__URL": f"sqlite:///{folder / 'bench.sqlite3'}",
        "ASHORE_LIBRARY__FOLDER": str(library),
        **UNLIMITED,
    }


def lay_library(folder: Path) -> Path:
    """The bench's flow and words, with the program's own words, helplines and safety; its folder."""
    library = folder / "library"
    shutil.copytree(_LIBRARY, library)
    for name in _OUR_PARTS:
        source, target = ROOT / name, library / name
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)
    return library
