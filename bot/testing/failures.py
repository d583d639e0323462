"""A case that did not go as written, and how that is told: the same by `ashore test` and by pytest."""

from collections.abc import Sequence
from pathlib import Path

from bot.errors import AshoreError
from bot.testing.cases import Case
from bot.testing.expecting import Mismatch

_LONGEST = 600  # characters shown of what was expected or there; a whole screen of words is more


class CaseFailureError(AshoreError):
    """A case did not go as written. `line` is the line of the YAML file that failed."""

    def __init__(
        self,
        case: Case,
        line: int,
        sentence: str,
        chat: Sequence[str],
        *,
        mismatch: Mismatch | None = None,
    ) -> None:
        """`chat` is what was said until then; `mismatch` the expectation, if it was one."""
        super().__init__(sentence)
        self.case, self.line, self.sentence, self.chat = case, line, sentence, tuple(chat)
        self.mismatch = mismatch

    @property
    def path(self) -> str:
        """The file, as it is named from the folder where the tests are run."""
        path, here = self.case.path.resolve(), Path.cwd()
        return str(path.relative_to(here) if path.is_relative_to(here) else self.case.path)

    def report(self) -> str:
        """The place and the sentence, the line as it is written, expected and actual, the chat."""
        lines = [f"{self.path}:{self.line}: {self.sentence}", f"  case: {self.case.name}"]
        written = self._written()
        if written:
            lines.append(f"  {self.line} | {written}")
        if self.mismatch is not None:
            lines += [
                f"  expected: {_cut(self.mismatch.expected)}",
                f"  actual:   {_cut(self.mismatch.actual)}",
            ]
        return "\n".join([*lines, *(f"  {said}" for said in self.chat)])

    def _written(self) -> str:
        """The line of the file, if it is still there."""
        try:
            lines = self.case.path.read_text("utf-8").splitlines()
        except OSError:
            return ""
        return lines[self.line - 1].rstrip() if 0 < self.line <= len(lines) else ""


def _cut(text: str) -> str:
    short = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return short.replace("\n", "\n            ")
