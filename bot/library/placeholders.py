"""What a translation must have in common with its source: facts, figures, rules, help lines, markup."""

from collections import Counter
from functools import cache

from bot.library.filters import text_environment
from bot.library.sandbox import Sandbox
from bot.library.templates import compile_text
from bot.library.texts import tags


def placeholders(text: str) -> frozenset[str]:
    """What a text uses and how it is marked up, as it may be shown: `law.kept_years`, `<b> × 2`."""
    uses = compile_text(_environment(), text)[0].uses
    opened = Counter(tag[0] for tag in tags(text) if tag[2] and not tag[1])
    marked = (f"{tag} × {count}" if count > 1 else tag for tag, count in opened.items())
    return uses.names | uses.given | frozenset(marked)


@cache
def _environment() -> Sandbox:
    return text_environment()
