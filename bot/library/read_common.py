"""Reading content/<language>/common.yaml: what the program itself says, and words that are moves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.library.common_keys import (
    MOVE_NAMES,
    MOVE_WORDS,
    OPEN_GROUPS,
    OPTION_WORDS,
    OPTIONAL,
    REQUIRED,
)
from bot.library.folder import Folder
from bot.library.models import Said
from bot.library.texts import NOTHING, TextSource
from bot.library.validate import Checker
from bot.library.yaml_reader import Keys

SOURCE = "common"


@dataclass(frozen=True)
class Typed:
    """Words that are typed in place of a button: of moves, and of options by their names."""

    moves: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_KNOWN = (*REQUIRED, *OPTIONAL, *OPEN_GROUPS)


def read_common(
    folder: Folder, language: str, languages: tuple[str, ...]
) -> tuple[list[TextSource], "Typed"]:
    """The program's texts in a language, and the words that are typed for moves and options."""
    where = f"content/{language}/common.yaml"
    if not folder.has(where):
        folder.missing(where, "ASH060", file=where)
        return [], Typed()
    checker = folder.read_map(folder.path / where)
    if checker is None:
        return [], Typed()
    sources = list(_leaves(checker, language, checker.document.data, ()))
    found = {source.key for source in sources}
    required = [*REQUIRED, *(f"languages.{name}" for name in languages)]
    for key in required:
        if key not in found:
            extra = [name for name in found if name not in required]
            checker.add(_parent(checker, key), "ASH061", key=key, near=checker.nearest(key, extra))
    return sources, Typed(
        _typed_words(checker, MOVE_WORDS, MOVE_NAMES), _typed_words(checker, OPTION_WORDS, None)
    )


def _leaves(checker: Checker, language: str, data: Any, keys: Keys) -> Iterator[TextSource]:
    """Every text, however deep it stands."""
    for name, value in data.items():
        here = (*keys, name)
        if here in ((MOVE_WORDS,), (OPTION_WORDS,)):
            continue
        if isinstance(value, dict) and "text" not in value:
            key = ".".join(map(str, here))
            if not any(known.startswith(f"{key}.") or known == key for known in _KNOWN):
                near = checker.nearest(key, {known.partition(".")[0] for known in _KNOWN})
                checker.add(here, "ASH064", key=key, near=near)
                continue
            yield from _leaves(checker, language, value, here)
            continue
        source = _leaf(checker, language, value, here)
        if source is not None:
            yield source


def _like(checker: Checker, key: str) -> str:
    """The key that was perhaps meant: of the same group, if there is such a group."""
    group, dot, name = key.rpartition(".")
    begin = group + dot
    inside = [known.removeprefix(begin) for known in _KNOWN if dot and known.startswith(begin)]
    near = checker.nearest(name, inside) if inside else checker.nearest(key, _KNOWN)
    return begin + near if inside and near else near


def _leaf(checker: Checker, language: str, value: Any, keys: Keys) -> TextSource | None:
    key = ".".join(map(str, keys))
    values = REQUIRED.get(key, OPTIONAL.get(key))
    if values is None and not key.startswith(OPEN_GROUPS):
        checker.add(keys, "ASH064", key=key, near=_like(checker, key))
        return None
    facts = frozenset((values or "").split()) or NOTHING
    if isinstance(value, dict):
        said = checker.check(Said, value, keys)
        if said is None:
            return None
        return TextSource(
            checker, (*keys, "text"), language, SOURCE, key, said.text, facts, said.copy_,
            (*keys, "copy"),
        )  # fmt: skip
    if not isinstance(value, str):
        checker.wrong_kind(keys, "text")
        return None
    if not value.strip():
        checker.add_at_value(keys, "ASH029")
        return None
    label = keys[0] == "languages" or (keys[0] == "buttons" and not facts)
    return TextSource(checker, keys, language, SOURCE, key, value, facts, label=label)


def _parent(checker: Checker, key: str) -> Keys:
    """The group that a missing key should stand in, or the file."""
    group = tuple(key.split(".")[:-1])
    return group if group in checker.document.places else ()


def _typed_words(
    checker: Checker, group: str, known: tuple[str, ...] | None
) -> dict[str, tuple[str, ...]]:
    """The words of a group, by name; the name must be among the known ones, if they are given."""
    data = checker.document.data.get(group, {})
    if not isinstance(data, dict):
        checker.wrong_kind((group,), "map")
        return {}
    words: dict[str, tuple[str, ...]] = {}
    for move, typed in data.items():
        keys = (group, move)
        if known is not None and move not in known:
            checker.add(keys, "ASH064", key=".".join(keys), near=checker.nearest(move, known))
        elif not isinstance(typed, list) or not all(isinstance(word, str) for word in typed):
            checker.wrong_kind(keys, "list")
        else:
            words[move] = tuple(typed)
    return words
