"""Reading content/<language>/glossary.yaml: what hard words mean, in one sentence each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pydantic import BaseModel, Field

from bot.library.folder import Folder
from bot.library.kinds import CLOSED, Name, Prose
from bot.library.texts import NOTHING, TextSource

SOURCE: Final = "glossary"


class TermEntry(BaseModel):
    """A hard word."""

    model_config = CLOSED

    term: Prose = Field(description="这个词 / the word")
    also: tuple[Prose, ...] = Field((), description="别的叫法 / what else it is called")
    says: Prose = Field(description="一句话说明白 / one plain sentence")

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that it is called."""
        return (self.term, *self.also)


class GlossaryEntry(BaseModel):
    """The whole of a language's glossary.yaml."""

    model_config = CLOSED

    terms: Mapping[Name, TermEntry] = Field({}, description="各个词 / the words")
    jargon: tuple[Prose, ...] = Field(
        (), description="用了就要解释的词 / words that need an explanation wherever they are used"
    )


@dataclass
class Glossaries:
    """What was read of every language."""

    terms: dict[str, Mapping[str, TermEntry]] = field(default_factory=dict)
    jargon: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sources: list[TextSource] = field(default_factory=list)


def read_glossaries(folder: Folder, languages: tuple[str, ...]) -> Glossaries:
    """The hard words of every language, the same in each; none where no language has any."""
    found = Glossaries()
    files = {language: f"content/{language}/glossary.yaml" for language in languages}
    if not any(map(folder.has, files.values())):
        return found
    for language, where in files.items():
        if not folder.has(where):
            folder.missing(where, "ASH060", file=where)
            continue
        checker = folder.read_map(folder.path / where)
        entry = checker.check(GlossaryEntry, checker.document.data, ()) if checker else None
        if checker is None or entry is None:
            continue
        found.terms[language] = entry.terms
        found.jargon[language] = entry.jargon
        found.sources += [
            TextSource(checker, ("terms", name, "says"), language, SOURCE, name, term.says, NOTHING)
            for name, term in entry.terms.items()
        ]
    return found
