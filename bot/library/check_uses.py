"""What templates and expressions refer to: facts, figures, hotlines, options. All of it must exist."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bot.core.figures import Figure
from bot.library.problems import Said, nearest
from bot.library.uses import Issue, Use, Uses
from bot.library.validate import Checker
from bot.library.yaml_reader import Keys


class Wrong(Protocol):
    """Notes a problem at a character of the text at hand."""

    def __call__(self, offset: int, code: str, *, near: str = "", **values: Said) -> None:
        """`near` is the name that was perhaps meant; `values` go into the message."""
        ...


class _Report(Protocol):
    def __call__(self, use: Use, code: str, *, near: str = "", **values: str) -> None: ...


@dataclass(frozen=True)
class Known:
    """The names that there are. `options` maps a chosen slot to its options; None: computed.

    `items` maps a list to the parts that its items have.
    """

    facts: frozenset[str]
    figures: Mapping[str, Figure]
    help: frozenset[str]
    targets: frozenset[str]
    options: Mapping[str, tuple[str, ...] | None]
    items: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def check_target(self, checker: Checker, keys: Keys, target: str) -> None:
        """`flow:…` or `card:…` must lead somewhere; before the first card is written, cards need not."""
        cardless = not any(known.startswith("card:") for known in self.targets)
        if target not in self.targets and not (cardless and target.startswith("card:")):
            checker.add(keys, "ASH040", target=target, near=nearest(target, self.targets))


def report_issues(issues: Iterable[Issue], wrong: Wrong) -> None:
    """The mistakes found in reading a template."""
    for issue in issues:
        name = issue.values.get("name", "")
        near = nearest(str(name), issue.known) if issue.known else issue.near
        wrong(issue.offset, issue.code, near=near, **issue.values)


def report_uses(uses: Uses, facts: frozenset[str] | None, known: Known, wrong: Wrong) -> None:
    """The names that a template uses and that are not there, or not yet; facts only if they are given."""

    def report(use: Use, code: str, *, near: str = "", **values: str) -> None:
        wrong(uses.place(use), code, near=near, **values)

    for use in uses.facts if facts is not None else ():
        _report_fact(use, facts or frozenset(), known, report)
    _report_unknown((*uses.law, *uses.cited), known.figures, "ASH066", report)
    _report_unknown(uses.help, known.help, "ASH067", report)
    _report_unknown(uses.labelled, known.facts, "ASH031", report)
    for owner, use in uses.owned:
        parts = known.items.get(owner)
        if parts is not None and use.name not in parts:
            report(use, "ASH055", near=nearest(use.name, parts), owner=owner, name=use.name)
    _report_values(uses, known, report)


def _report_values(uses: Uses, known: Known, report: _Report) -> None:
    """Figures that have no number, and facts that are held against what they never are."""
    for use in uses.law:
        figure = known.figures.get(use.name)
        if figure is not None and all(value.value is None for value in figure.values):
            report(use, "ASH084", name=use.name)
    for slot, use in uses.compared:
        options = known.options.get(slot)
        if options and use.name not in options:
            known_names = ", ".join(options)
            near = nearest(use.name, options)
            report(use, "ASH056", near=near, slot=slot, name=use.name, known=known_names)


def _report_unknown(
    uses: Iterable[Use], known: Collection[str], code: str, report: _Report
) -> None:
    for use in uses:
        if use.name not in known:
            report(use, code, near=nearest(use.name, known), name=use.name)


def _report_fact(use: Use, facts: frozenset[str], known: Known, report: _Report) -> None:
    if use.name in facts:
        return
    if use.name in known.facts:
        report(use, "ASH054", name=use.name)
    else:
        near = nearest(use.name, facts) or nearest(use.name, known.facts)
        report(use, "ASH014", near=near, name=use.name)
