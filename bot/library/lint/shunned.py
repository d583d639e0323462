"""Words of content/safety/never.yaml, found in what the bot says in its own voice."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.library.read_never import Shunned
from bot.library.texts import TextSource


def find_shunned(
    sources: Iterable[TextSource], never: Mapping[str, Sequence[Shunned]]
) -> Iterator[tuple[TextSource, int, str]]:
    """Each text that says such words, where, and the words; what stands in quotation marks is not its own."""
    for source in sources:
        said = source.text.casefold()
        for shunned in never.get(source.language, ()):
            if shunned.say.casefold() not in said:  # one look spares most texts the rest
                continue
            for at in shunned.find(source.own_words):
                yield source, at, source.text[at : at + len(shunned.say)]
