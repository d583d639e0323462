"""A library named on the command line: a folder, or a git revision of the one beside it."""

import shutil
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bot.errors import AshoreError

_PARTS: Final = ("flows", "content")
_COMMON: Final = "common.yaml"
_SAID: Final[Mapping[str, tuple[str, str]]] = {
    "no_git": (
        (
            "“{named}”不是带 flows/ 和 content/ 的文件夹；要按 git 版本来读，但这台机器上没有 git。"
            "请装上 git，或改成文件夹。什么都没有改动。"
        ),
        (
            "`{named}` is no folder with flows/ and content/, and to read it as a git revision git is "
            "missing here. Install git, or name a folder. Nothing was changed."
        ),
    ),
    "no_repository": (
        (
            "“{named}”不是带 flows/ 和 content/ 的文件夹，{folder} 也不在 git 仓库里。"
            "请写一个文件夹，或在仓库里运行。什么都没有改动。"
        ),
        (
            "`{named}` is no folder with flows/ and content/, and {folder} is in no git repository. "
            "Name a folder, or run it inside a repository. Nothing was changed."
        ),
    ),
    "no_revision": (
        (
            "“{named}”既不是带 flows/ 和 content/ 的文件夹，也不是 {folder} 所在仓库的版本。"
            "可用 git log --oneline 查版本号。什么都没有改动。"
        ),
        (
            "`{named}` is neither a folder with flows/ and content/ nor a revision of the repository "
            "of {folder}; git log --oneline lists them. Nothing was changed."
        ),
    ),
    "no_library": (
        "版本“{named}”里没有 {folder} 的 flows/ 和 content/。请换一个版本。什么都没有改动。",
        (
            "The revision `{named}` has no flows/ and content/ of {folder}. Name another one. "
            "Nothing was changed."
        ),
    ),
    "no_position": (
        "{folder} 第 {named} 行不是一个位置。请用 ashore migrate-check --dump-positions 重新导出。",
        (
            "Line {named} of {folder} is no position. Write it anew with "
            "ashore migrate-check --dump-positions."
        ),
    ),
    "not_written": (
        "写不了 {folder}：{named}。数据库没有改动。",
        "{folder} cannot be written: {named}. The database was not changed.",
    ),
}


class SourceError(AshoreError):
    """No library can be found under the name that was given."""

    def __init__(self, reason: str, *, named: str, folder: Path) -> None:
        """The text of the error is English; `sentence` says it in either language."""
        self._sentences = [
            said.format(named=named, folder=folder.resolve()) for said in _SAID[reason]
        ]
        super().__init__(self._sentences[1])

    def sentence(self, language: str) -> str:
        """What is wrong and what to do."""
        return self._sentences[language != "zh"]


def is_library(folder: Path) -> bool:
    """Whether a folder has flows and content."""
    return all((folder / part).is_dir() for part in _PARTS)


@contextmanager
def opened(named: str, beside: Path) -> Iterator[Path]:
    """The folder of a library; a git revision, of the repository of `beside`, is unpacked meanwhile.

    Raises SourceError.
    """
    if is_library(Path(named)):
        yield Path(named)
        return
    with TemporaryDirectory(prefix="ashore-") as made:
        _unpack(named, beside, Path(made))
        yield Path(made)


@contextmanager
def spoken_as(old: Path, new: Path) -> Iterator[Path]:
    """A copy of an old library that says what no flow says in the words of the new one.

    This program needs words in common.yaml that it did not need when the old library was published;
    no answer hangs on them.
    """
    with TemporaryDirectory(prefix="ashore-") as made:
        for part in _PARTS:
            shutil.copytree(old / part, Path(made, part))
        for words in Path(made, "content").glob(f"*/{_COMMON}"):
            newer = new / "content" / words.parent.name / _COMMON
            if newer.is_file():
                shutil.copyfile(newer, words)
        yield Path(made)


def _unpack(named: str, beside: Path, into: Path) -> None:
    git = shutil.which("git")
    if git is None:
        raise SourceError("no_git", named=named, folder=beside)
    if _git(git, beside, "rev-parse", "--git-dir") is None:
        raise SourceError("no_repository", named=named, folder=beside)
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{named}^{{commit}}")
    commit = _git(git, beside, *asked)
    if commit is None:
        raise SourceError("no_revision", named=named, folder=beside)
    packed = _git(git, beside, "archive", "--format=tar", commit.decode().strip(), *_PARTS)
    if packed is None:
        raise SourceError("no_library", named=named, folder=beside)
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(into, filter="data")


def _git(git: str, folder: Path, *given: str) -> bytes | None:
    """What git prints; None if it fails. Inside a folder, it packs that folder alone."""
    called = [git, "-C", str(folder), *given]
    done = subprocess.run(called, capture_output=True, check=False)  # noqa: S603 no shell: one argument is one argument
    return done.stdout if done.returncode == 0 else None
