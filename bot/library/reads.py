"""What flows and texts can tell apart of each fact, read off their trees without running them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import Any, Final, TypeAlias, cast

from jinja2 import Environment, nodes

from bot.flow.model import Step
from bot.library.analysis import parse_expression, parse_template
from bot.library.expressions import expression_environment
from bot.library.filters import text_environment
from bot.library.library import Library
from bot.library.read_flows import verb_of

LENGTH: Final = "#"
_BESIDE: Final = frozenset({"law", "help", "loop"})  # what a text may name besides facts
_CONSTANT: Final = (nodes.Const, nodes.List, nodes.Tuple, nodes.Neg)
_TURNED: Final = {"gt": "lt", "lt": "gt", "gteq": "lteq", "lteq": "gteq", "in": "has"}

# A fact, and which part of it: itself (""), a part by name, or its length.
Term: TypeAlias = tuple[str, str]


@dataclass(frozen=True)
class Held:
    """A fact, or a part of one, held against a constant; `sign` is Jinja's name of the comparison."""

    term: Term
    sign: str
    against: Any = None


@dataclass(frozen=True)
class Reads:
    """`whole` are facts of which every value may matter; `held` those that are only compared."""

    whole: frozenset[Term] = frozenset()
    held: frozenset[Held] = frozenset()

    def __or__(self, other: "Reads") -> "Reads":
        return Reads(self.whole | other.whole, self.held | other.held)

    @property
    def names(self) -> frozenset[str]:
        """Every fact that is read."""
        return frozenset(term[0] for term in self.whole) | {held.term[0] for held in self.held}


NOTHING: Final = Reads()


@dataclass
class Reader:
    """Reads the expressions and texts of a library, each once."""

    library: Library

    def __post_init__(self) -> None:
        """The trees are only looked at, so the environments need no borrower and no day."""
        self._expressions = expression_environment(self.library.figures, self.library.calendar)
        self._texts = text_environment()
        self._kept: dict[tuple[str, str], Reads] = {}
        self._of_step: dict[tuple[str, str], list[str]] = {}
        for words in self.library.texts.values():
            for (source, key), template in words.items():
                if template.uses.code is not None and template.constant is None:
                    group = key if key.startswith("ends.") else key.partition(".")[0]
                    sources = self._of_step.setdefault((source, group), [])
                    sources.append(template.uses.code.source)

    def condition(self, source: str) -> Reads:
        """What decides whether a condition of a flow holds."""
        return self._expression(source, "condition")

    def value(self, source: str) -> Reads:
        """What the value of an expression of a flow hangs on."""
        return self._expression(source, "value")

    def _expression(self, source: str, use: str) -> Reads:
        if (source, use) not in self._kept:
            tree = parse_expression(self._expressions, source).tree
            output = tree.body[0] if tree.body else None
            found = _Finder(self._expressions, frozenset())
            if isinstance(output, nodes.Output):
                look = found.test if use == "condition" else found.value
                look(output.nodes[0])
            self._kept[source, use] = found.reads()
        return self._kept[source, use]

    def text(self, source: str) -> Reads:
        """What decides which sentences of a text are said; a value that is only printed decides none."""
        if (source, "text") not in self._kept:
            self._kept[source, "text"] = _text_reads(self._texts, source)
        return self._kept[source, "text"]

    def names(self, source: str) -> frozenset[str]:
        """The facts that an expression uses in any way, the day left out."""
        known = self.library.expressions.get(source)
        names = known.names if known is not None else self.value(source).names
        return names - {"today"}

    def words(self, flow: str, step: Step) -> Reads:
        """What decides between the sentences of a step's words, in any language."""
        verb = verb_of(step)
        name = getattr(step, verb, "")
        key = f"ends.{name}" if verb == "end" else name
        sources = self._of_step.get((flow, key), ()) if isinstance(key, str) else ()
        return reduce(Reads.__or__, map(self.text, sources), NOTHING)


def _text_reads(environment: Environment, source: str) -> Reads:
    tree = parse_template(environment, source).tree
    loops = list(tree.find_all(nodes.For))
    local = frozenset(
        name.name
        for loop in loops
        for name in (loop.target, *loop.target.find_all(nodes.Name))
        if isinstance(name, nodes.Name)
    )
    found = _Finder(environment, local)
    for test in _tests(tree):
        found.test(test)
    for loop in loops:
        if isinstance(loop.iter, nodes.Name):
            found.held.add(Held((loop.iter.name, LENGTH), "true"))
        if any(_names(test) & local for test in _tests(loop)):
            found.value(loop.iter)
    return found.reads()


def _tests(node: nodes.Node) -> Iterator[nodes.Node]:
    """What is asked in the branches inside of a node."""
    yield from (branch.test for branch in node.find_all(nodes.If))
    yield from (branch.test for branch in node.find_all(nodes.CondExpr))


def _names(node: nodes.Node) -> set[str]:
    own = {node.name} if isinstance(node, nodes.Name) else set()
    return own | {name.name for name in node.find_all(nodes.Name)}


class _Finder:
    """Goes through a tree, telling what is asked whether it holds from what its value is used for."""

    def __init__(self, environment: Environment, local: frozenset[str]) -> None:
        self.ignored = local | _BESIDE | environment.globals.keys()
        self.whole: set[Term] = set()
        self.held: set[Held] = set()

    def reads(self) -> Reads:
        """What was found."""
        return Reads(frozenset(self.whole), frozenset(self.held))

    def test(self, node: nodes.Node) -> None:
        """Of this only matters whether it holds."""
        match node:
            case nodes.And() | nodes.Or():
                self.test(node.left)
                self.test(node.right)
            case nodes.Not():
                self.test(node.node)
            case nodes.Compare() if len(node.ops) == 1:
                self._compare(node)
            case nodes.Test() if node.name == "unknown":
                self._held(node.node, "unknown")
            case nodes.Name() | nodes.Getattr() | nodes.Filter():
                self._held(node, "true")
            case _:
                self.value(node)

    def value(self, node: nodes.Node) -> None:
        """Of this every value may matter."""
        if isinstance(node, nodes.CondExpr):
            self.test(node.test)
            self.value(node.expr1)
            if node.expr2 is not None:
                self.value(node.expr2)
            return
        if isinstance(node, nodes.Compare | nodes.And | nodes.Or | nodes.Not | nodes.Test):
            self.test(node)
            return
        term = self._term(node)
        if term is not None:
            self.whole.add(term)
            return
        for child in node.iter_child_nodes():
            self.value(child)

    def _compare(self, node: nodes.Compare) -> None:
        left, sign, right = node.expr, node.ops[0].op, node.ops[0].expr
        if _is_constant(right) and self._term(left):
            self._held(left, sign, _constant(right))
        elif _is_constant(left) and self._term(right):
            self._held(right, _TURNED.get(sign, sign), _constant(left))
        else:
            self.value(left)
            self.value(right)

    def _held(self, node: nodes.Node, sign: str, against: Any = None) -> None:
        term = self._term(node)
        if term is not None:
            self.held.add(Held(term, sign, against))
        elif not self._is_ignored(node):
            for child in node.iter_child_nodes():
                self.value(child)

    def _term(self, node: nodes.Node) -> Term | None:
        """The fact that this is, or the part or length of one."""
        owner, part = node, ""
        if isinstance(node, nodes.Getattr):
            owner, part = node.node, node.attr
        elif isinstance(node, nodes.Filter) and node.name == "length" and node.node is not None:
            owner, part = node.node, LENGTH
        if isinstance(owner, nodes.Name) and owner.name not in self.ignored:
            return owner.name, part
        return None

    def _is_ignored(self, node: nodes.Node) -> bool:
        return isinstance(node, nodes.Name) and node.name in self.ignored


def _is_constant(node: nodes.Node) -> bool:
    inside: Iterator[nodes.Node] = node.find_all(nodes.Node)
    return isinstance(node, _CONSTANT) and all(isinstance(one, _CONSTANT) for one in inside)


def _constant(node: nodes.Node) -> Any:
    """The value of a constant, as facts have it: decimals for floats, tuples for lists."""
    match node:
        case nodes.Neg():
            return -_constant(node.node)
        case nodes.List() | nodes.Tuple():
            return tuple(_constant(item) for item in node.items)
        case _:
            value = cast("nodes.Const", node).value
            return Decimal(repr(value)) if isinstance(value, float) else value
