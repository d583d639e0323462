"""What a translation must have in common with its source: facts, figures, rules, help lines, markup."""

import re
from collections import Counter
from functools import cache
from typing import Final

from bot.library.filters import text_environment
from bot.library.sandbox import Sandbox
from bot.library.templates import compile_text

_CODE: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_OPENED: Final = re.compile(r"<[A-Za-z][^<>]*>")


def placeholders(text: str) -> frozenset[str]:
    """What a text uses and how it is marked up, as it may be shown: `law.kept_years`, `<b> × 2`."""
    uses = compile_text(_environment(), text)[0].uses
    tags = Counter(_OPENED.findall(_CODE.sub("", text)))
    marked = (f"{tag} × {count}" if count > 1 else tag for tag, count in tags.items())
    return uses.names | uses.given | frozenset(marked)


@cache
def _environment() -> Sandbox:
    return text_environment()
