"""What each code of a finding means, why it matters, and how it looks wrong and right.

A page for each code: explanations/<CODE>.yaml. Its examples change the small library of the tests, which
holds every page to them: the wrong one has this finding, the right one has not.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pydantic import BaseModel, Field

from bot.errors import BugError
from bot.library.kinds import CLOSED, Local
from bot.library.messages import MESSAGES
from bot.library.yaml_reader import read_yaml

FOLDER: Final = Path(__file__).parent / "explanations"
MARK: Final = "‸"  # in an example, before the character where the finding is reported
_BREAK: Final = "\n"
_GONE: Final = {"zh": "（这里没有了）", "en": "(nothing is left here)"}
_ABSENT: Final = {"zh": "（没有 {path} 这个文件）", "en": "(there is no file {path})"}
_HEADS: Final = {
    "wrong": {"zh": "不对", "en": "Wrong"},
    "right": {"zh": "这样写", "en": "Right"},
}


class Example(BaseModel):
    """A small library with one thing changed.

    `zh` or `en` is the text of a card; `change` replaces words of a file, of every language where its
    path has a *; `files` are put beside the others and `without` are left out. «…»×n stands for so many in a row. `show` is told in place of
    what cannot be shown.
    """

    model_config = CLOSED

    zh: str = ""
    en: str = ""
    change: tuple[str, str, str] | None = None
    files: Mapping[str, str] = {}
    without: tuple[str, ...] = ()
    encoding: str = "utf-8"
    today: str = ""
    show: Local = {}

    def shown(self, language: str) -> str:
        """The example as it is shown to who reads about the code."""
        if self.show:
            return self.show[language]
        if self.zh or self.en:
            return (self.zh or self.en).replace(MARK, "")
        texts = dict(self.files)
        if self.change is not None:
            texts[self.change[0]] = self.change[2]
        parts = [
            f"# {path}\n{text.replace(MARK, '').strip(_BREAK) or _GONE[language]}"
            for path, text in texts.items()
        ]
        absent = _ABSENT[language]
        return "\n".join([*parts, *(absent.format(path=path) for path in self.without)])


class Page(BaseModel):
    """The page of a code."""

    model_config = CLOSED

    meaning: Local = Field(description="what the finding says, and when it is reported")
    why: Local = Field(description="why it matters to a borrower or a counselor")
    wrong: Example
    right: Example | None = None

    @property
    def mended(self) -> Example:
        """The right example; where none is given, what stood before the change."""
        if self.right is not None:
            return self.right
        if self.wrong.change is None:
            raise BugError("A page needs a right example where its wrong one is no change.")
        path, old, _ = self.wrong.change
        return Example(change=(path, old, old))


def read_page(code: str) -> Page:
    """The page of a code. Raises KeyError where there is no such code."""
    if code not in MESSAGES:
        raise KeyError(code)
    return Page.model_validate(read_yaml(FOLDER / f"{code}.yaml").data)


def explain(code: str, language: str) -> str:
    """A code's page as text."""
    page = read_page(code)
    lines = [f"{code}  {title(code, language)}", "", page.meaning[language], "", page.why[language]]
    for name, example in (("wrong", page.wrong), ("right", page.mended)):
        colon = "：" if language == "zh" else ":"
        body = example.shown(language).rstrip("\n")
        lines += [
            "",
            f"{_HEADS[name][language]}{colon}",
            *(f"    {line}" for line in body.split("\n")),
        ]
    hint = MESSAGES[code].hint[language]
    return "\n".join([*lines, "", hint] if hint else lines)


def title(code: str, language: str) -> str:
    """What is said of a finding with this code, with … for what differs."""
    return MESSAGES[code].sentence[language].format_map(_Anything())


class _Anything(dict[str, str]):
    """Any value of a message, left open."""

    def __missing__(self, _key: str) -> str:
        return "…"
