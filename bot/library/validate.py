"""Checking data with a pydantic model: every error becomes a problem of ours, at its place."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.library.full_width import narrow, wide
from bot.library.messages import KINDS
from bot.library.problems import Problem, nearest
from bot.library.yaml_reader import Document, Keys, slipped
from bot.library.yaml_slips import culprit

Model = TypeVar("Model", bound=BaseModel)

_FITS: Final = 40  # characters of a line
_WRONG_KIND: Final[Mapping[str, str]] = {
    "string_type": "text",
    "list_type": "list",
    "tuple_type": "list",
    "dict_type": "map",
    "mapping_type": "map",
    "model_type": "map",
    "model_attributes_type": "map",
    "bool_type": "switch",
    "bool_parsing": "switch",
    "int_type": "whole",
    "int_parsing": "whole",
    "decimal_type": "number",
    "decimal_parsing": "number",
}
_BOUNDS: Final[Mapping[str, str]] = {
    "greater_than_equal": "≥ {ge}",
    "less_than_equal": "≤ {le}",
    "string_too_long": "≤ {max_length}",
    "too_short": "≥ {min_length}",
    "too_long": "≤ {max_length}",
}
_MOST_GUESSES: Final = 10
# What makes a map or a list a text: any wrong character, or a dash that is none.
_LACKS: Final[Mapping[str, str]] = {"map": "", "list": "-－—–−"}


class Checker:
    """Checks the data of one document, and gathers its problems."""

    def __init__(self, document: Document, problems: list[Problem]) -> None:
        """Problems are added to the list, in the order in which they are found."""
        self.document = document
        self.problems = problems
        self._guesses = 0

    def nearest(self, word: str, known: Iterable[str]) -> str:
        """The one of many known names that is most like the word; only for the first of a file.

        Each costs a look at all, and whoever has more that are wrong did not misspell them.
        """
        self._guesses += 1
        return nearest(word, known) if self._guesses <= _MOST_GUESSES else ""

    def check(self, model: type[Model], data: Any, keys: Keys) -> Model | None:
        """The model of the data at these keys; None if it is not valid, and why is a problem now."""
        if not isinstance(data, dict):
            self.wrong_kind(keys, "map")
            return None
        known = [field.alias or name for name, field in model.model_fields.items()]
        if model.model_config.get("extra") == "forbid":
            data = self.mend_keys(data, keys, known)
        try:
            return model.model_validate(data)
        except ValidationError as error:
            self._report(error, data, keys, known=known)
            return None

    def mend_keys(self, data: dict[str, Any], keys: Keys, known: Iterable[str]) -> dict[str, Any]:
        """The entry as it was meant: each unknown key is a problem, and stands for the known one like it.

        So that what is missing only because of it is not told, and what comes after is read on.
        """
        for key in [one for one in data if one not in known]:
            half = narrow(key).strip("\"'")
            near = (
                half if half in known else nearest(key, [one for one in known if one not in data])
            )
            if half != key and half in known:
                self.add((*keys, key), "ASH016", near="", **wide(key))
            else:
                self.add((*keys, key), "ASH020", key=key, near=near or nearest(key, known))
            if near and near not in data:
                self.document.rename((*keys, key), near)
        return {key: value for key, value in data.items() if key in known}

    def wrong_kind(self, keys: Keys, kind: str) -> None:
        """The value at these keys is of another kind than it must be."""
        line, column = self.document.value_place(keys)
        lacks = _LACKS.get(kind)
        slip = None if lacks is None else culprit(self.document.slips, line, found=lacks)
        if slip is not None and column <= slip.column:
            self.problems.append(slipped(self.document, (slip,)))
            return
        self.add_at_value(keys, "ASH022", kind=KINDS[kind])

    def add(self, keys: Keys, code: str, *, near: str = "", **values: Any) -> None:
        """A problem with an entry: at its key, or at its place in a list."""
        place = self.document.key_place(keys)
        self.problems.append(self.document.problem(place, code, near=near, **values))

    def add_at_value(self, keys: Keys, code: str, *, near: str = "", **values: Any) -> None:
        """A problem with a value."""
        place = self.document.value_place(keys)
        self.problems.append(self.document.problem(place, code, near=near, **values))

    def add_in_text(self, keys: Keys, text: str, offset: int, code: str, **values: Any) -> None:
        """A problem at a character of a text value."""
        near = values.pop("near", "")
        place = self.document.text_place(keys, text, offset)
        self.problems.append(self.document.problem(place, code, near=near, **values))

    def _report(
        self, error: ValidationError, data: Any, keys: Keys, *, known: Iterable[str]
    ) -> None:
        details = error.errors(include_url=False)
        slips = _slips(details)
        for detail in details:
            at, last = detail["loc"][:-1], str(detail["loc"][-1]) if detail["loc"] else ""
            if detail["type"] == "missing" and last in slips.get(at, {}).values():
                continue  # it is there, misspelt
            if detail["type"] == "too_short" and _has_inside(details, detail):
                continue  # nothing is left of it because of what is wrong inside
            meant = slips.get(at, {}).get(last)
            self._one(
                detail, (*keys, *_steps_of(data, detail["loc"])), known=[meant] if meant else known
            )

    def _one(self, detail: ErrorDetails, keys: Keys, *, known: Iterable[str]) -> None:
        kind, shown = detail["type"], _shown(detail["input"])
        context = detail.get("ctx", {})
        last = str(detail["loc"][-1]) if detail["loc"] else ""
        match kind:
            case "missing":
                self.add(keys, "ASH021", key=last)
            case "extra_forbidden":
                self.add(keys, "ASH020", key=last, near=nearest(last, known))
            case "string_pattern_mismatch" if "：" in shown and ":" in context["pattern"]:
                self.add_at_value(keys, "ASH016", near="", **wide("："))
            case "string_pattern_mismatch" if ":" in context.get("pattern", ""):
                self.add_at_value(keys, "ASH040", target=shown)
            case "string_pattern_mismatch":
                near = narrow(shown) if narrow(shown) != shown else ""
                self._at_name(keys, last, "ASH023", name=shown, near=near)
            case "literal_error":
                self._not_one_of(keys, str(detail["input"]), context["expected"])
            case "unquoted":
                self._at_name(keys, last, "ASH027")
            case "empty":
                self._at_name(keys, last, "ASH029")
            case "day":
                self.add_at_value(keys, "ASH026", value=shown)
            case _ if kind in _BOUNDS:
                limit = _BOUNDS[kind].format_map(context)
                self._at_name(keys, last, "ASH025", value=shown, limit=limit)
            case _:
                wanted = context.get("wanted") or _WRONG_KIND.get(kind, "valid")
                self.wrong_kind(keys, wanted)

    def _at_name(self, keys: Keys, last: str, code: str, **values: Any) -> None:
        if last == "[key]":
            self.add(keys, code, **values)
        else:
            self.add_at_value(keys, code, **values)

    def _not_one_of(self, keys: Keys, value: str, expected: str) -> None:
        known = expected.replace("'", "").replace(" or ", ", ")
        near = nearest(value, known.split(", "))
        self.add_at_value(keys, "ASH024", value=value, known=known, near=near)


def _has_inside(details: Sequence[ErrorDetails], outer: ErrorDetails) -> bool:
    """Whether anything else is wrong within the same value."""
    place = outer["loc"]
    return any(one is not outer and one["loc"][: len(place)] == place for one in details)


def _slips(details: Iterable[ErrorDetails]) -> dict[tuple[int | str, ...], dict[str, str]]:
    """By place: the unknown keys that are like one that is missing there, and which."""
    missing: dict[tuple[int | str, ...], list[str]] = {}
    for detail in details:
        if detail["type"] == "missing":
            missing.setdefault(detail["loc"][:-1], []).append(str(detail["loc"][-1]))
    found: dict[tuple[int | str, ...], dict[str, str]] = {}
    for detail in details:
        if detail["type"] == "extra_forbidden":
            at, key = detail["loc"][:-1], str(detail["loc"][-1])
            if near := nearest(key, missing.get(at, ())):
                found.setdefault(at, {})[key] = near
    return found


def _steps_of(data: Any, loc: tuple[int | str, ...]) -> Keys:
    """The part of pydantic's location that exists in the data: no tags, no `[key]`."""
    keys: list[int | str] = []
    for part in loc:
        inside: dict[Any, Any] = dict(enumerate(data)) if isinstance(data, list) else data
        if isinstance(inside, dict) and part in inside:
            data = inside[part]
            keys.append(part)
    return tuple(keys)


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= _FITS else text[: _FITS - 1] + "…"
