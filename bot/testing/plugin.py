"""The pytest plugin: every case in tests/flows/*.yaml is a test, with its YAML line in a failure."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from bot.library import Library
    from bot.testing.cases import Case


@cache
def library_of(folder: Path) -> "Library":
    """The flows and words of a folder, read once in a process."""
    from bot.library import load_library

    return load_library(folder)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "CaseFile | None":
    """Take the YAML files of a folder tests/flows."""
    if file_path.suffix == ".yaml" and file_path.parent.parts[-2:] == ("tests", "flows"):
        file: CaseFile = CaseFile.from_parent(parent, path=file_path)
        return file
    return None


class CaseFile(pytest.File):
    """A file of conversation tests."""

    def collect(self) -> Iterator["CaseItem"]:
        """One item for each case, and for each row of a table."""
        from bot.errors import ContentError
        from bot.testing.cases import read_cases

        try:
            cases = read_cases(self.path)
        except ContentError as error:  # what is wrong with the file, not the program's stack
            raise self.CollectError(str(error)) from error
        for case in cases:
            item: CaseItem = CaseItem.from_parent(self, name=case.name, case=case)
            yield item


class CaseItem(pytest.Item):
    """One conversation test."""

    def __init__(self, *, case: "Case", **rest: Any) -> None:
        """`rest` is pytest's own."""
        super().__init__(**rest)
        self.case = case

    def runtest(self) -> None:
        """Hold the conversation."""
        from bot.testing.runner import Run

        Run(library_of(self.path.parent.parent.parent), self.case).run()

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The YAML line and the chat, not the program's stack, unless the program itself failed."""
        from bot.errors import ContentError
        from bot.testing.failures import CaseFailureError

        if isinstance(excinfo.value, CaseFailureError):
            return excinfo.value.report()
        if isinstance(excinfo.value, ContentError):  # flows or words that cannot be read
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the case stands."""
        return self.path, self.case.line - 1, self.case.name
