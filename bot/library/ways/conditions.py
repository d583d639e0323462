"""Conditions, decided without running them: where they may hold, where they may fail, and what follows."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, TypeAlias

from jinja2 import nodes

from bot.library.ways.held import (
    ANYTHING_OR_UNKNOWN,
    FLIPPED,
    Held,
    compared,
    failed,
    only,
    sum_of,
)
from bot.library.ways.states import State, tidied

# The ways on which a condition holds, and those on which it fails.
Split: TypeAlias = tuple[list[State], list[State]]

TODAY: Final = "today"  # days are counted from it
_BOOLEAN: Final = (nodes.Compare, nodes.Not, nodes.Test)
# Functions whose result is unknown as soon as anything that goes in is.
_CAREFUL: Final = frozenset(
    ("min", "max", "abs", "round", "add_days", "add_months", "add_years", "months_to_pay")
)
_SIGNS: Final[Mapping[type[nodes.Node], str]] = {
    nodes.Add: "+", nodes.Sub: "-", nodes.Mul: "*", nodes.Div: "/", nodes.FloorDiv: "/", nodes.Mod: "/",
}  # fmt: skip


def split(state: State, node: nodes.Node) -> Split:
    """Where the condition holds, and where it does not."""
    match node:
        case nodes.Const():
            return ([state], []) if node.value else ([], [state])
        case nodes.Not():
            holds, fails = split(state, node.node)
            return fails, holds
        case nodes.And():
            holds, fails = split(state, node.left)
            yes, no = split_all(holds, node.right)
            return yes, tidied([*fails, *no])
        case nodes.Or():
            holds, fails = split(state, node.left)
            yes, no = split_all(fails, node.right)
            return tidied([*holds, *yes]), no
        case nodes.Compare() if len(node.ops) == 1:
            return _compare(state, node)
        case nodes.Test() if isinstance(node.node, nodes.Name):
            return _is_unknown(state, node.node.name)
        case nodes.Name():
            return _is_true(state, node.name)
        case _:
            return _open(state, node)


def split_all(states: list[State], node: nodes.Node) -> Split:
    """The same of many ways."""
    holds: list[State] = []
    fails: list[State] = []
    for state in states:
        yes, no = split(state, node)
        holds += yes
        fails += no
    return tidied(holds), tidied(fails)


def evaluated(state: State, node: nodes.Node) -> list[tuple[State, Held]]:
    """What an expression may come to, with the ways on which it does."""
    if _is_condition(state, node):
        holds, fails = split(state, node)
        return [(one, only(True)) for one in holds] + [(one, only(False)) for one in fails]
    if isinstance(node, nodes.CondExpr) and node.expr2 is not None:
        holds, fails = split(state, node.test)
        return [pair for one in holds for pair in evaluated(one, node.expr1)] + [
            pair for one in fails for pair in evaluated(one, node.expr2)
        ]
    return [(state, amount(state, node))]


def amount(state: State, node: nodes.Node) -> Held:
    """What an expression may come to, all ways taken together."""
    match node:
        case nodes.Const():
            return only(Decimal(repr(node.value)) if isinstance(node.value, float) else node.value)
        case nodes.Name():
            return only(0) if node.name == TODAY else state.held(node.name)
        case nodes.Neg():
            return sum_of("*", only(-1), amount(state, node.node))
        case nodes.BinExpr():
            sign = _SIGNS.get(type(node), "?")
            return sum_of(sign, amount(state, node.left), amount(state, node.right))
        case nodes.Call() if isinstance(node.node, nodes.Name) and node.node.name in _CAREFUL:
            given = [amount(state, one) for one in node.args]
            return Held(unknown=True, missing=any(one.missing for one in given))
        case nodes.Getattr() | nodes.Getitem():
            return Held(unknown=True, missing=amount(state, node.node).missing)
        case _:
            return ANYTHING_OR_UNKNOWN


@lru_cache(maxsize=4096)
def names_in(node: nodes.Node) -> frozenset[str]:
    """The facts that an expression hangs on."""
    own = (node,) if isinstance(node, nodes.Name) else ()
    return frozenset(name.name for name in (*own, *node.find_all(nodes.Name)))


@lru_cache(maxsize=4096)
def _key(node: nodes.Node) -> str:
    """What a condition is known by, wherever it stands."""
    return repr(node)


def _is_condition(state: State, node: nodes.Node) -> bool:
    """Whether it is yes or no, whatever its facts hold."""
    if isinstance(node, nodes.And | nodes.Or):
        return _is_condition(state, node.left) and _is_condition(state, node.right)
    if isinstance(node, nodes.Name):
        held = state.held(node.name)
        known = held.values is not None and held.values <= {True, False}
        return known and not held.may_be_unknown
    return isinstance(node, _BOOLEAN)


def _is_unknown(state: State, name: str) -> Split:
    held = state.held(name)
    holds = [state.narrowed(name, held.no_value)] if held.may_be_unknown else []
    fails = [state.narrowed(name, held.known)] if held.may_be_known else []
    return holds, fails


def _is_true(state: State, name: str) -> Split:
    held = state.held(name)
    if held.values is None:
        return _open(state, nodes.Name(name, "load"))
    true, false = held.among(bool), held.among(lambda value: not value)
    fails = Held(false.values, unknown=held.unknown, missing=held.missing)
    return (
        [state.narrowed(name, true)] if true.may_be_known else [],
        [] if fails.is_nothing else [state.narrowed(name, fails)],
    )


def _compare(state: State, node: nodes.Compare) -> Split:
    sign, left, right = node.ops[0].op, node.expr, node.ops[0].expr
    if sign in ("in", "notin"):
        return _among(state, node, left, right)
    key = _key(node)
    if key in state.settled:
        return _open(state, node)
    if isinstance(left, nodes.Const) and sign in FLIPPED:
        left, right, sign = right, left, FLIPPED[sign]
    one, other = amount(state, left), amount(state, right)
    kept, may_fail = compared(one, sign, other)
    back, _ = compared(other, FLIPPED[sign], one)
    holds = [_told(_told(state, left, kept), right, back)] if kept.may_be_known else []
    fails = []
    if may_fail:
        fails = [
            _told(
                _told(state, left, failed(one, sign, other)),
                right,
                failed(other, FLIPPED[sign], one),
            )
        ]
    if isinstance(left, nodes.Name) and one.values is not None and isinstance(right, nodes.Const):
        return holds, fails
    return _settle(node, key, holds, fails)


def _told(state: State, node: nodes.Node, held: Held) -> State:
    """The state with what a comparison tells of one of its sides."""
    if not isinstance(node, nodes.Name) or node.name == TODAY:
        return state
    return state.narrowed(node.name, held)


def _among(state: State, node: nodes.Compare, left: nodes.Node, right: nodes.Node) -> Split:
    """One of some names; what may hold several is left open."""
    listed = isinstance(right, nodes.List | nodes.Tuple) and all(
        isinstance(item, nodes.Const) for item in right.items
    )
    held = state.held(left.name) if isinstance(left, nodes.Name) else ANYTHING_OR_UNKNOWN
    if not listed or not isinstance(left, nodes.Name) or held.values is None:
        return _open(state, node)
    names = {item.value for item in getattr(right, "items", ()) if isinstance(item, nodes.Const)}
    inside, outside = held.among(names.__contains__), held.among(lambda one: one not in names)
    true, false = (inside, outside) if node.ops[0].op == "in" else (outside, inside)
    fails = Held(false.values, unknown=held.unknown, missing=held.missing)
    return (
        [state.narrowed(left.name, true)] if true.may_be_known else [],
        [] if fails.is_nothing else [state.narrowed(left.name, fails)],
    )


def _open(state: State, node: nodes.Node) -> Split:
    """A condition that the facts do not tell: it may go either way, unless it has gone one before."""
    key = _key(node)
    if key in state.settled:
        return ([state], []) if state.settled[key][0] else ([], [state])
    needed = set(_needed(node))
    if isinstance(node, nodes.Test):  # what it asks about is known where it fails
        known = _known(state, needed)
        return _settle(node, key, [state], [] if known is None else [known])
    known = _known(state, needed)
    return _settle(node, key, [] if known is None else [known], [state])


def _settle(node: nodes.Node, key: str, holds: list[State], fails: list[State]) -> Split:
    names = names_in(node)
    return (
        [one.deciding(key, names, holds=True) for one in holds],
        [one.deciding(key, names, holds=False) for one in fails],
    )


def _known(state: State, names: set[str]) -> State | None:
    """The state where all of these are known; None where one cannot be."""
    for name in names - {TODAY}:
        held = state.held(name)
        if not held.may_be_known:
            return None
        if held.may_be_unknown:
            state = state.narrowed(name, held.known)
    return state


def _needed(node: Any) -> list[str]:
    """The facts without which an expression is unknown, and so a comparison with it false."""
    match node:
        case nodes.Name():
            return [node.name]
        case nodes.Getattr() | nodes.Getitem() | nodes.Neg():
            return _needed(node.node)
        case nodes.BinExpr() if type(node) in _SIGNS:
            return [*_needed(node.left), *_needed(node.right)]
        case nodes.Compare():
            return [*_needed(node.expr), *(name for op in node.ops for name in _needed(op.expr))]
        case nodes.Test():
            return _needed(node.node)
        case _:
            return []
