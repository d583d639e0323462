"""A library together with the files that it was made of: what `ashore check` looks at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.library.library import Library
from bot.library.read_flows import FlowFile
from bot.library.read_never import Never
from bot.library.texts import TextSource
from bot.library.yaml_reader import Document


@dataclass(frozen=True)
class Counts:
    """How many languages, conversations, cards, facts of the law, help lines and texts there are."""

    languages: int
    flows: int
    cards: int
    figures: int
    lines: int
    texts: int


@dataclass(frozen=True, eq=False)
class Manuscript:
    """A library, its texts as they stand, and every file by its path in the folder.

    `flow_files` are the flows' own, by name: where each of their steps stands.
    """

    library: Library
    sources: tuple[TextSource, ...]
    documents: Mapping[str, Document]
    folder: Path
    flow_files: Mapping[str, FlowFile] = field(default_factory=dict)
    never: Never = field(default_factory=Never)
    jargon: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by language

    def counts(self) -> "Counts":
        """How much there is of everything."""
        library = self.library
        named = library.texts.get(library.languages[0], {})
        return Counts(
            len(library.languages),
            len(library.flows),
            sum(source == "topics" and key.endswith(".text") for source, key in named),
            len(library.figures),
            len(library.help),
            len(self.sources),
        )

    def under(self, folder: str) -> Iterator[tuple[str, Document]]:
        """The files in a folder and below it."""
        start = f"{folder}/"
        return ((name, held) for name, held in self.documents.items() if name.startswith(start))
