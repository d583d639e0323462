"""What a template or expression uses, and what it may not: found without running it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.parser import Parser

from bot.library.full_width import narrow, unquoted, wide, wide_in_code
from bot.library.legible import LONGEST, TOO_DEEP, TOO_LARGE, TOO_LONG, is_too_deep
from bot.library.problems import Said
from bot.library.template_reasons import template_reason
from bot.library.uses import Code, Issue, Use, Uses

_DEEPEST_LOOP: Final = 2
_VIEWS: Final = ("law", "help")
_OF_JINJA: Final = ("self", "super", "caller", "varargs", "kwargs")
MARKS: Final = "marks"
HELP_PARTS: Final = ("number", "name", "hours", "for")
_LOOKED_UP: Final = ("figure", "cite")
_ONE_OF: Final = ("first", "last")  # filters that give an item of a list

_EXPRESSION_NODES: Final = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr,
    nodes.Getitem, nodes.Call, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And,
    nodes.Or, nodes.Not, nodes.Neg, nodes.Pos, nodes.BinExpr, nodes.Concat, nodes.CondExpr,
    nodes.List, nodes.Tuple, nodes.Keyword,
)  # fmt: skip
_KINDS: Final = ("facts", "parts", "law", "cited", "help", "compared", "labelled", "owned")
_TEMPLATE_NODES: Final = (*_EXPRESSION_NODES, nodes.If, nodes.For)


@dataclass(frozen=True)
class Parsed:
    """A template's tree, what it uses, and its mistakes; with any, it must not be compiled."""

    tree: nodes.Template
    uses: Uses
    issues: tuple[Issue, ...]


def parse_template(environment: Environment, source: str) -> Parsed:
    """A text's tree."""
    return _parse(environment, source, lambda: environment.parse(source), "ASH065", _TEMPLATE_NODES)


def parse_expression(environment: Environment, source: str) -> Parsed:
    """An expression's tree: a template of one output."""

    def parse() -> nodes.Template:
        parser = Parser(environment, source, state="variable")
        expression = parser.parse_expression()
        if not parser.stream.eos:
            stray = parser.stream.current
            raise TemplateSyntaxError(f"unexpected `{stray.value}`", stray.lineno)
        output = nodes.Output([expression], lineno=1)
        template = nodes.Template([output], lineno=1)
        template.set_environment(environment)
        return template

    return _parse(environment, source, parse, "ASH050", _EXPRESSION_NODES)


def _parse(
    environment: Environment,
    source: str,
    parse: Callable[[], nodes.Template],
    code: str,
    allowed: tuple[type[nodes.Node], ...],
) -> Parsed:
    finder = _Finder(environment, Code(source, whole=code == "ASH050"))

    def unreadable(reason: Said, line: int = 1) -> Parsed:
        issue = Issue(finder.code.line_start(line), code, {"reason": reason})
        return Parsed(nodes.Template([], lineno=1), Uses(), (issue,))

    if len(source) > LONGEST[code]:
        return unreadable(TOO_LONG)
    try:
        tree = parse()
    except TemplateSyntaxError as error:
        if found := wide_in_code(source, whole=code == "ASH050"):
            issue = Issue(found[0], "ASH016", wide(unquoted(found[1])), near=narrow(found[1]))
            return Parsed(nodes.Template([], lineno=1), Uses(), (issue,))
        return unreadable(template_reason(str(error.message)), error.lineno)
    except RecursionError:
        return unreadable(TOO_DEEP)
    except ValueError:  # Python turns no more than some thousand digits into a number
        return unreadable(TOO_LARGE)
    if is_too_deep(tree):
        return unreadable(TOO_DEEP)
    finder.look(tree, allowed)
    return Parsed(tree, finder.uses(), finder.distinct())


class _Finder:
    """Goes through a tree once."""

    def __init__(self, environment: Environment, code: Code) -> None:
        self.environment = environment
        self.code = code
        self.issues: list[Issue] = []
        self.found: dict[str, list[Any]] = {name: [] for name in _KINDS}
        self.local: set[str] = set()
        self.loops: dict[str, str] = {}  # the list that a loop's name goes through
        self.looked_into: set[int] = set()  # `law` and `help` where a name follows them

    def look(self, tree: nodes.Template, allowed: tuple[type[nodes.Node], ...]) -> None:
        """Gather what the tree uses, and what it must not."""
        written = list(tree.find_all(nodes.For))
        self.local = {name.name for loop in written for name in _targets(loop)}
        if written:
            self.local.add("loop")
        for loop in written:
            if isinstance(loop.target, nodes.Name):
                gone_through = loop.iter.name if isinstance(loop.iter, nodes.Name) else ""
                before = self.loops.setdefault(loop.target.name, gone_through)
                self.loops[loop.target.name] = gone_through if gone_through == before else ""
        for node, loops in _walk(tree, 0):
            too_deep = isinstance(node, nodes.For) and loops > _DEEPEST_LOOP
            if not isinstance(node, allowed) or too_deep:
                construct = type(node).__name__.lower()
                self.wrong(node, construct, "ASH053", construct=f"`{construct}`")
                continue
            look = _LOOKS.get(type(node))
            if look is not None:
                look(self, node)

    def wrong(
        self, node: nodes.Node, word: str, code: str, *, known: tuple[str, ...] = (), **values: str
    ) -> None:
        """Note a mistake."""
        self.issues.append(Issue(self.code.place(node.lineno or 1, word), code, values, known))

    def use(self, kind: str, node: nodes.Node, name: str) -> None:
        """Note a use."""
        self.found[kind].append(Use(name, node.lineno))

    def uses(self) -> Uses:
        """All uses."""
        found = {kind: tuple(dict.fromkeys(uses)) for kind, uses in self.found.items()}
        return Uses(**found, code=self.code)

    def distinct(self) -> tuple[Issue, ...]:
        """The mistakes, each place once, in order."""
        places = {(issue.offset, issue.code): issue for issue in reversed(self.issues)}
        return tuple(sorted(places.values(), key=lambda issue: issue.offset))

    def name(self, node: nodes.Name) -> None:
        if node.ctx != "load" or node.name in self.local or node.name in self.environment.globals:
            return
        if node.name in _VIEWS:
            if id(node) not in self.looked_into:
                self.wrong(node, node.name, "ASH053", construct=f"`{node.name}`")
            return
        if node.name in _OF_JINJA:
            self.wrong(node, node.name, "ASH014", name=node.name)
            return
        self.use("facts", node, node.name)

    def part(self, node: nodes.Getattr) -> None:
        if isinstance(node.node, nodes.Name) and node.node.name in _VIEWS:
            self.looked_into.add(id(node.node))
            self.use(node.node.name, node, node.attr)
        elif node.attr.startswith("_"):
            self.wrong(node, node.attr, "ASH053", construct=f"`.{node.attr}`")
        elif _is_line(node.node) and node.attr not in HELP_PARTS:
            owner = f"help.{getattr(node.node, 'attr', '')}"
            self.wrong(node, node.attr, "ASH055", known=HELP_PARTS, owner=owner, name=node.attr)
        else:
            self.use("parts", node, node.attr)
            self._own(node.node, node, node.attr)

    def _own(self, owner: nodes.Node | None, node: nodes.Node, name: str) -> None:
        """Note a part of an item, if it can be told of which list."""
        found = self._list_of(owner)
        if found:
            self.found["owned"].append((found, Use(name, node.lineno)))

    def _list_of(self, node: nodes.Node | None) -> str:
        """The list that this is, or an item of; none if it cannot be told."""
        while isinstance(node, nodes.Getitem) or (
            isinstance(node, nodes.Filter) and node.name in _ONE_OF
        ):
            node = node.node
        return self.loops.get(node.name, node.name) if isinstance(node, nodes.Name) else ""

    def item(self, node: nodes.Getitem) -> None:
        if not isinstance(node.arg, nodes.Const):
            self.wrong(node, "[", "ASH053", construct="`[…]`")
        else:
            self._quoted(node, [node.arg])

    def _quoted(self, node: nodes.Node, given: Iterable[nodes.Node]) -> None:
        """Note the names in quotes among what is given: each may be a part of an item."""
        for inside in given:
            value = inside.value if isinstance(inside, nodes.Keyword) else inside
            if isinstance(value, nodes.Const) and isinstance(value.value, str):
                self.use("parts", node, value.value)

    def call(self, node: nodes.Call) -> None:
        if not isinstance(node.node, nodes.Name) or node.dyn_args or node.dyn_kwargs:
            self.wrong(node, "(", "ASH053", construct="`(…)`")
            return
        name = node.node.name
        if name not in self.environment.globals:
            known = tuple(self.environment.globals)
            self.wrong(node, name, "ASH052", known=known, name=name)
            self.found["facts"] = [use for use in self.found["facts"] if use.name != name]
            self.local.add(name)
        elif name in _LOOKED_UP:
            self._looked_up(node, name)
        else:
            self._quoted(node, [*node.args, *node.kwargs])

    def _looked_up(self, node: nodes.Call, function: str) -> None:
        wanted = node.args[0] if node.args else None
        if not isinstance(wanted, nodes.Const) or not isinstance(wanted.value, str):
            self.wrong(node, function, "ASH053", construct=f"`{function}(…)`")
        else:
            self.use("law" if function == "figure" else "cited", node, wanted.value)

    def filter(self, node: nodes.Filter) -> None:
        known = tuple(name for name in self.environment.filters if name.islower())
        if node.name not in known:
            self.wrong(node, node.name, "ASH051", known=known, name=node.name)
        if node.name == "label":
            slot = node.args[0] if node.args else None
            if isinstance(slot, nodes.Const):
                self.use("labelled", node, str(slot.value))
            else:
                self.wrong(node, "label", "ASH053", construct="`label`")
        else:
            self._quoted(node, [*node.args, *node.kwargs])
        if node.name == "sum" and node.args and isinstance(node.args[0], nodes.Const):
            self._own(node.node, node, str(node.args[0].value))

    def test(self, node: nodes.Test) -> None:
        if node.name != "unknown":
            self.wrong(node, node.name, "ASH051", known=("unknown",), name=node.name)

    def compare(self, node: nodes.Compare) -> None:
        """A fact against names: those must be among its options."""
        sides = [node.expr, *(operand.expr for operand in node.ops)]
        facts = [name for side in sides if (name := self._held(side))]
        if len(facts) != 1:
            return
        for side in sides:
            items = side.items if isinstance(side, nodes.List | nodes.Tuple) else [side]
            for item in items:
                if isinstance(item, nodes.Const) and isinstance(item.value, str):
                    use = Use(item.value, item.lineno)
                    self.found["compared"].append((facts[0], use))

    def _held(self, side: nodes.Node) -> str:
        """The fact on one side of a comparison; an item's marks are those of its list."""
        if isinstance(side, nodes.Getattr) and side.attr == MARKS:
            return f"{self._list_of(side.node)}.{MARKS}"
        return side.name if isinstance(side, nodes.Name) else ""


_LOOKS: Final[Mapping[type[nodes.Node], Callable[[_Finder, Any], None]]] = {
    nodes.Name: _Finder.name,
    nodes.Getattr: _Finder.part,
    nodes.Getitem: _Finder.item,
    nodes.Call: _Finder.call,
    nodes.Filter: _Finder.filter,
    nodes.Test: _Finder.test,
    nodes.Compare: _Finder.compare,
}


def _is_line(node: nodes.Node) -> bool:
    """Whether it is an entry of content/help: `help.<name>`."""
    return (
        isinstance(node, nodes.Getattr)
        and isinstance(node.node, nodes.Name)
        and node.node.name == "help"
    )


def _walk(node: nodes.Node, loops: int) -> Iterator[tuple[nodes.Node, int]]:
    """Every node, outermost first, with the number of loops around it."""
    loops += isinstance(node, nodes.For)
    yield node, loops
    for child in node.iter_child_nodes():
        yield from _walk(child, loops)


def _targets(loop: nodes.For) -> Iterator[nodes.Name]:
    yield from loop.target.find_all(nodes.Name)
    if isinstance(loop.target, nodes.Name):
        yield loop.target
