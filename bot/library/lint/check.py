"""What a check of lint is: the codes that it reports, and how it finds them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from bot.flow.model import Step
from bot.library.filters import text_environment
from bot.library.lint.proofs import Proof, read_proofs
from bot.library.manuscript import Manuscript
from bot.library.problems import Problem, Said, Severity
from bot.library.read_flows import FlowFile
from bot.library.templates import TextTemplate
from bot.library.texts import TextSource
from bot.library.ways.going import Ways, go_every_way
from bot.library.ways.saying import Telling, read_telling
from bot.library.yaml_reader import Keys


@dataclass(frozen=True, eq=False)
class Book:
    """What a check looks at: a manuscript, on a day."""

    manuscript: Manuscript
    today: date

    @property
    def sources(self) -> tuple[TextSource, ...]:
        """Every text as it stands in its file."""
        return self.manuscript.sources

    @cached_property
    def proofs(self) -> tuple[Proof, ...]:
        """Every text as it is worded with usual, extreme and unknown values; made once for all checks."""
        return tuple(read_proofs(self.manuscript, self.today))

    @cached_property
    def ways(self) -> Ways:
        """What may be so at each step of the flows; found once for all checks."""
        return go_every_way(self.manuscript.library)

    @cached_property
    def tellings(self) -> tuple[tuple[TextSource, Telling], ...]:
        """Every text that hangs on facts, read with what may be so where it is said."""
        environment = text_environment()
        return tuple(
            (source, read_telling(environment, source, template.names, ways=self.ways))
            for source in self.sources
            if (template := self.template(source)) is not None and template.names
        )

    def template(self, source: TextSource) -> TextTemplate | None:
        """A text, compiled."""
        texts = self.manuscript.library.texts.get(source.language, {})
        return texts.get((source.source, source.key))

    def steps(self) -> Iterator[tuple[FlowFile, str, Step]]:
        """Every step of every flow, with its verb."""
        for file in self.manuscript.flow_files.values():
            for verb, step in file.steps():
                yield file, verb, step


@dataclass(frozen=True)
class Check:
    """A check. One that `blocks` is run before a library is used at all, so it takes no time to speak of."""

    codes: tuple[str, ...]
    find: Callable[[Book], Iterable[Problem]]
    blocks: bool = False


def finding_at(
    file: FlowFile, keys: Keys, code: str, *, severity: Severity = "error", **values: Said
) -> Problem:
    """What is found at a value of a flow's file, or at its key where it has none."""
    document = file.checker.document
    return replace(
        document.problem(document.value_place(keys), code, near="", **values), severity=severity
    )


def finding_at_key(
    file: FlowFile, keys: Keys, code: str, *, severity: Severity = "error", **values: Said
) -> Problem:
    """The same at the key itself, or at an entry of a list."""
    document = file.checker.document
    return replace(
        document.problem(document.key_place(keys), code, near="", **values), severity=severity
    )
