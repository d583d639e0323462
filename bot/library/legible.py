"""How long and how deep a text or expression may be: what no author could read again is not read here."""

from collections.abc import Mapping
from typing import Final

from jinja2 import nodes

from bot.library.problems import Said

# Characters, by the code of the mistake: of an expression, and of a text.
LONGEST: Final[Mapping[str, int]] = {"ASH050": 1_000, "ASH065": 6_000}
TOO_DEEP: Final[Said] = {
    "zh": "一层套一层，套得太深了，拆开写",
    "en": "too much stands within each other; take it apart",
}
TOO_LONG: Final[Said] = {"zh": "太长了，拆开写", "en": "it is too long; take it apart"}
TOO_LARGE: Final[Said] = {"zh": "有一个数的位数太多", "en": "a number has too many digits"}
_DEEPEST: Final = 40


def is_too_deep(tree: nodes.Template) -> bool:
    """Whether going through the tree, or compiling it, could come to the end of Python's stack."""
    level: list[nodes.Node] = [tree]
    for _ in range(_DEEPEST):
        level = [child for node in level for child in node.iter_child_nodes()]
    return bool(level)
