"""The mutants of a module: one place of one function, and what stands there instead."""

import ast
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Final

from tests.mutation.operators import replacements

_SAID_ONCE: Final = {"annotation", "args", "decorator_list", "returns", "type_params"}


@dataclass(frozen=True)
class Mutant:
    """A change inside a function of a module or of a class; `tree` is the module's, unchanged."""

    path: Path
    function: str
    first_line: int
    line: int
    statement: int
    tree: ast.Module
    site: "_Site"

    def compiled(self) -> CodeType:
        """The function's code with the change. Raises SyntaxError where it is no program."""
        self.site.put(self.site.new)
        try:
            module = compile(ast.fix_missing_locations(self.tree), str(self.path), "exec")
        finally:
            self.site.put(self.site.old)
        return next(
            code
            for code in _codes(module)
            if (code.co_qualname, code.co_firstlineno) == (self.function, self.first_line)
        )

    def diff(self) -> list[str]:
        """The changed lines, as `ast.unparse` writes them."""
        before = ast.unparse(self.tree).splitlines()
        self.site.put(self.site.new)
        after = ast.unparse(self.tree).splitlines()
        self.site.put(self.site.old)
        lines = list(difflib.unified_diff(before, after, n=0, lineterm=""))[2:]
        return [line for line in lines if line[0] in "+-"]


@dataclass(frozen=True)
class _Site:
    parent: ast.AST
    field: str
    index: int | None
    old: ast.AST
    new: ast.AST

    def put(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


def find_mutants(path: Path) -> list[Mutant]:
    """Every mutant of the module's functions, in the order of the text."""
    tree = ast.parse(path.read_text("utf-8"), str(path))
    found = []
    for name, function in _functions(tree):
        first = min([function.lineno, *(node.lineno for node in function.decorator_list)])
        for site, line, statement in _sites(function, function.lineno):
            found.append(Mutant(path, name, first, line, statement, tree, site))
    return found


def _functions(
    node: ast.Module | ast.ClassDef, prefix: str = ""
) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for child in node.body:
        match child:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield prefix + child.name, child
            case ast.ClassDef():
                yield from _functions(child, f"{prefix}{child.name}.")


def _sites(node: ast.AST, statement: int) -> Iterator[tuple[_Site, int, int]]:
    for field, value in ast.iter_fields(node):
        if field in _SAID_ONCE and not isinstance(node, ast.Call):
            continue
        children = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for index, child in children:
            if not isinstance(child, ast.AST):
                continue
            within = child.lineno if isinstance(child, ast.stmt) else statement
            line = getattr(child, "lineno", within)
            for new in replacements(child):
                located = ast.copy_location(new, child) if hasattr(child, "lineno") else new
                yield _Site(node, field, index, child, located), line, within
            yield from _sites(child, within)


def _codes(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes(constant)
