"""Every text as borrowers see it, with usual, extreme and unknown values: what checks of length read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.errors import AshoreError
from bot.flow.model import Text
from bot.library.lint.pretend import PROFILES, Pretended, Profile, pretend, variations
from bot.library.manuscript import Manuscript
from bot.library.templates import TextTemplate
from bot.library.texts import TextSource
from bot.library.wording import word_with_sources


@dataclass(frozen=True, eq=False)
class Proof:
    """A text in one profile: its HTML, the quote of its sources, or why it could not be worded."""

    source: TextSource
    profile: Profile
    html: str
    sources: str = ""
    lists: bool = False  # whether it uses a list, however long that is
    failed: str = ""


def read_proofs(manuscript: Manuscript, today: date) -> Iterator[Proof]:
    """Every text that is no label: once if it is always the same, else in every profile and branch."""
    library = manuscript.library
    pretended = [pretend(library, profile, today) for profile in PROFILES]
    for source in manuscript.sources:
        template = library.texts[source.language].get((source.source, source.key))
        if template is None or source.label or source.source == "glossary":
            continue
        if template.constant is not None:
            yield Proof(source, "usual", template.constant)
            continue
        for made in pretended if template.names else pretended[:1]:
            yield from _in_profile(source, template, made)


def _in_profile(source: TextSource, template: TextTemplate, made: Pretended) -> Iterator[Proof]:
    values = {name: made.value(name, source) for name in template.names if name != "today"} | {
        "today": made.today
    }
    yield _proof(source, values, made, lists=_has_list(template, made))
    compared = ((slot, use.name) for slot, use in template.uses.compared)
    for other in variations(made, iter(dict.fromkeys(compared))):
        yield _proof(source, values | other, made, lists=_has_list(template, made))


def _has_list(template: TextTemplate, made: Pretended) -> bool:
    return any(
        isinstance(made.facts.get(name), tuple) and name not in made.options
        for name in template.names
    )


def _proof(source: TextSource, values: dict[str, Any], made: Pretended, *, lists: bool) -> Proof:
    text = Text(source.source, source.key, values)
    try:
        html, sources = word_with_sources(made.library, text, source.language, made.today)
    except (AshoreError, AttributeError) as error:  # a filter given what it is not for
        return Proof(source, made.profile, "", failed=str(error))
    return Proof(source, made.profile, html, sources, lists)
