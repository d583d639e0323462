"""Names that a flow has and its words lack, or the other way round: a slip is one finding, where it was made.

A name that all languages know by another spelling is misspelt in the flow; one that a single language
spells otherwise, in its words.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bot.library.problems import nearest
from bot.library.read_flows import FlowFile
from bot.library.validate import Checker
from bot.library.yaml_reader import Keys

_Pairs: TypeAlias = dict[str, str]


@dataclass(frozen=True)
class Names:
    """What a file of words has at a place (all of it, or a question's options), and what its flow wants there.

    `wanted` leads from each name to where the flow has it.
    """

    file: FlowFile
    checker: Checker
    where: tuple[str, ...]
    wanted: Mapping[str, Keys]
    had: frozenset[str]

    @property
    def absent(self) -> list[str]:
        """What the flow wants and the words lack."""
        return [name for name in self.wanted if name not in self.had]

    @property
    def extra(self) -> list[str]:
        """What the words have and the flow does not want."""
        return sorted(self.had - self.wanted.keys())

    def pairs(self) -> _Pairs:
        """What the flow wants, with what the words have that is perhaps the same."""
        found: _Pairs = {}
        for name in self.absent:
            near = nearest(name, {*self.extra} - {*found.values()})
            if near:
                found[name] = near
        lost, left = set(self.absent) - {*found}, set(self.extra) - {*found.values()}
        if self.where and len(lost) == len(left) == 1:  # the one option that was renamed
            found[lost.pop()] = left.pop()
        return found


def report_names(names: Iterable[Names]) -> None:
    """What is missing or left over in any language becomes a problem."""
    places: defaultdict[tuple[str, tuple[str, ...]], list[Names]] = defaultdict(list)
    for one in names:
        places[one.file.name, one.where].append(one)
    for languages in places.values():
        pairs = [one.pairs() for one in languages]
        in_flow = {*pairs[0].items()}.intersection(*(found.items() for found in pairs))
        if len(languages) == 1:
            in_flow = set()
        for wanted, near in sorted(in_flow):
            _absent(languages[0].file.checker, languages[0], wanted, near=near)
        for one, found in zip(languages, pairs, strict=True):
            rest = {wanted: near for wanted, near in found.items() if (wanted, near) not in in_flow}
            _report(one, rest, {*dict(in_flow), *dict(in_flow).values()})


def _report(names: Names, pairs: _Pairs, told: set[str]) -> None:
    meant = {near: wanted for wanted, near in pairs.items()}
    for wanted in names.absent:
        if wanted not in pairs and wanted not in told:
            _absent(names.checker, names, wanted)
    for name in names.extra:
        if name not in told:
            key = ".".join((*names.where, name))
            names.checker.add((*names.where, name), "ASH064", key=key, near=meant.get(name, ""))


def _absent(checker: Checker, names: Names, name: str, *, near: str = "") -> None:
    """There are no words for a name: told in the flow if it is misspelt there, else in the words."""
    in_flow = checker is names.file.checker
    add = checker.add_at_value if in_flow else checker.add
    where = names.wanted[name] if in_flow else names.where
    if names.where:
        add(where, "ASH062", name=name, near=near)
    else:
        add(where, "ASH061", key=name, near=near)
