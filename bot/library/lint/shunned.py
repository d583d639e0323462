"""Words of content/safety/never.yaml, found in what the bot says in its own voice."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.library.read_never import Shunned
from bot.library.texts import TextSource


def find_shunned(
    sources: Iterable[TextSource], never: Mapping[str, Sequence[Shunned]]
) -> Iterator[tuple[TextSource, int, str]]:
    """Each text that says such words, where, and the words; what stands in quotation marks is not its own."""
    patterns = {language: _any_of(shunned) for language, shunned in never.items() if shunned}
    for source in sources:
        pattern = patterns.get(source.language)
        if pattern is None or not pattern.search(
            source.text
        ):  # one look spares most texts the rest
            continue
        for shunned in never[source.language]:
            for at in shunned.find(source.own_words):
                yield source, at, source.text[at : at + len(shunned.say)]


def _any_of(shunned: Iterable[Shunned]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(one.say) for one in shunned), re.IGNORECASE)
