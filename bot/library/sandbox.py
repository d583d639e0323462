"""Jinja2 with nothing in it but what flows and texts need: few filters, no methods, no floats.

A value that the borrower does not know never makes an expression fail: every comparison with it is
false, every sum unknown, a loop over it empty.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, Protocol, runtime_checkable

from jinja2 import StrictUndefined, Template, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from bot.flow.values import UNKNOWN, Unknown

_LONGEST_LOOP: Final = 1000
_HIGHEST_POWER: Final = 100
_LARGEST_BASE: Final = 10**6
_PARTS: Final[Mapping[type, frozenset[str]]] = {
    date: frozenset({"year", "month", "day"}),
    LoopContext: frozenset({"index", "first", "last", "length"}),
}


@runtime_checkable
class View(Protocol):
    """Something that a text may look into by name: `law`, `help`, and what they hold."""

    def look_up(self, name: str) -> Any:
        """What is there under the name."""
        ...


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of texts (`autoescape`) or of expressions."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(
        self,
        *,
        autoescape: bool,
        filters: Mapping[str, Callable[..., Any]],
        functions: Mapping[str, Callable[..., Any]],
        finalize: Callable[..., Any] | None = None,
    ) -> None:
        """Only these filters and functions exist."""
        super().__init__(
            autoescape=autoescape,
            undefined=StrictUndefined,
            lstrip_blocks=True,
            # Working constants out beforehand would take the cube of how deep an expression is.
            optimized=False,
            finalize=finalize,
        )
        self.pieces: dict[str, Template] = {}  # what many texts say, such as a telephone line
        self.filters = {**filters, "EACH": _each}
        self.globals = dict(functions)
        self.tests = {
            "unknown": lambda value: isinstance(value, Unknown),
            "SAME": _same,
            "DIFFERENT": _different,
            "AMONG": _among,
            "NOT_AMONG": _not_among,
        }

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A named part of a fact or view; of anything else there is none."""
        return self._part(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """A named part, or a list's item by its number."""
        if isinstance(obj, tuple | list) and isinstance(argument, int):
            return obj[argument] if -len(obj) <= argument < len(obj) else UNKNOWN
        return self._part(obj, argument)

    def call_binop(self, _: Context, operator: str, left: Any, right: Any) -> Any:
        """Sums on Decimals, whole numbers and days, in bounds."""
        return compute(operator, left, right)

    def _part(self, obj: Any, name: Any) -> Any:
        if isinstance(obj, Unknown):
            return UNKNOWN
        if isinstance(obj, Mapping):
            return obj.get(name, UNKNOWN)
        if isinstance(obj, View):
            return obj.look_up(name)
        if name in _PARTS.get(type(obj), ()):
            return getattr(obj, name)
        raise SecurityError(f"nothing has a part `{name}` here")


def compute(operator: str, left: Any, right: Any) -> Any:
    """A sum. Nothing is divided by zero: the result is unknown. Raises TypeError for what is no number."""
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return UNKNOWN
    if isinstance(left, date):
        return _compute_day(operator, left, right)
    for value in (left, right):
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise TypeError(f"`{value}` is no number")
    if operator in ("/", "//", "%"):
        return _divide(operator, left, right)
    if operator == "**" and (abs(right) > _HIGHEST_POWER or abs(left) > _LARGEST_BASE):
        raise OverflowError("the power is too high")
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return Decimal(left) ** right


def _divide(operator: str, left: Any, right: Any) -> Any:
    if right == 0:
        return UNKNOWN
    if operator == "/":
        return Decimal(left) / Decimal(right)
    return left // right if operator == "//" else left % right


def _compute_day(operator: str, day: date, other: Any) -> Any:
    """The days between two dates, or a date so many days away."""
    if operator == "-" and isinstance(other, date):
        return (day - other).days
    if operator in "+-" and isinstance(other, int | Decimal):
        return day + timedelta(days=int(other) if operator == "+" else -int(other))
    raise TypeError(f"`{day}` {operator} `{other}` makes no sense")


def _same(left: Any, right: Any) -> bool:
    return not isinstance(left, Unknown) and bool(left == right)


def _different(left: Any, right: Any) -> bool:
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return False
    return bool(left != right)


def _among(left: Any, right: Any) -> bool:
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return False
    return left in right


def _not_among(left: Any, right: Any) -> bool:
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return False
    return left not in right


def _each(values: Any) -> tuple[Any, ...]:
    if isinstance(values, Unknown):
        return ()
    if not isinstance(values, tuple | list | range):
        raise TypeError("only a list can be gone through")
    return tuple(values)[:_LONGEST_LOOP]


_COMPARISONS: Final = {"eq": "SAME", "ne": "DIFFERENT", "in": "AMONG", "notin": "NOT_AMONG"}


class _Rewriter(NodeTransformer):
    """Puts the kind comparisons in place of Python's, and Decimals in place of floats."""

    def __init__(self) -> None:
        self.decimals: dict[str, Decimal] = {}

    def visit(self, node: nodes.Node, *_: Any, **__: Any) -> Any:
        """What stands in a node's place, itself where it is safe as it is."""
        match node:
            case nodes.Const():
                return self._exact(node)
            case nodes.Compare():
                self.generic_visit(node)
                return self._kind(node)
            case nodes.For():
                node.iter = nodes.Filter(node.iter, "EACH", [], [], None, None, lineno=node.lineno)
        return self.generic_visit(node)

    def _exact(self, node: nodes.Const) -> nodes.Node:
        if not isinstance(node.value, float):
            return node
        name = f"DECIMAL{len(self.decimals)}"
        self.decimals[name] = Decimal(repr(node.value))
        return nodes.Name(name, "load", lineno=node.lineno)

    def _kind(self, node: nodes.Compare) -> nodes.Node:
        test = _COMPARISONS.get(node.ops[0].op)
        if len(node.ops) > 1 or test is None:
            return node
        return nodes.Test(node.expr, test, [node.ops[0].expr], [], None, None, lineno=node.lineno)


def rewrite(tree: nodes.Template) -> dict[str, Decimal]:
    """Make a parsed template safe for facts that are not known; returns its decimals by name."""
    rewriter = _Rewriter()
    rewriter.visit(tree)
    return rewriter.decimals
