"""In which small ways a piece of the program can be wrong."""

import ast
import copy
from collections.abc import Callable, Iterator
from typing import Final

_COMPARED: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_COUNTED: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_DROPPED: Final = (ast.AugAssign, ast.Break, ast.Continue, ast.Delete, ast.Raise)


def replacements(node: ast.AST) -> Iterator[ast.AST]:
    """What could stand in the node's place; nothing where its like is no operator's."""
    for operator in _OPERATORS:
        yield from operator(node)


def _comparison(node: ast.AST) -> Iterator[ast.AST]:
    if not isinstance(node, ast.Compare):
        return
    for place, operator in enumerate(node.ops):
        changed = copy.copy(node)
        changed.ops = [*node.ops[:place], _COMPARED[type(operator)](), *node.ops[place + 1 :]]
        yield changed


def _boolean(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.BoolOp():
            other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield ast.BoolOp(other, node.values)
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand


def _condition(node: ast.AST) -> Iterator[ast.AST]:
    """A condition that no other operator turns round."""
    if isinstance(node, ast.If | ast.While | ast.IfExp) and isinstance(
        node.test, ast.Call | ast.Name | ast.Attribute | ast.NamedExpr | ast.Subscript
    ):
        changed = copy.copy(node)
        changed.test = ast.UnaryOp(ast.Not(), node.test)
        yield changed


def _arithmetic(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.BinOp) and type(node.op) in _COUNTED:
        yield ast.BinOp(node.left, _COUNTED[type(node.op)](), node.right)


def _constant(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
            yield ast.Constant(value - 1)


def _nothing_returned(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Return) and not (
        node.value is None or (isinstance(node.value, ast.Constant) and node.value.value is None)
    ):
        yield ast.Return(ast.Constant(None))


def _dropped(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Expr(value=ast.Call() | ast.Await()):
            yield ast.Pass()
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield ast.Pass()
        case _ if isinstance(node, _DROPPED):
            yield ast.Pass()


_OPERATORS: Final[tuple[Callable[[ast.AST], Iterator[ast.AST]], ...]] = (
    _comparison,
    _boolean,
    _condition,
    _arithmetic,
    _constant,
    _nothing_returned,
    _dropped,
)
