"""YAML events made into plain data, with the place of every part and every mistake on the way."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from bot.library.problems import Said
from bot.library.yaml_reasons import is_begun, reason_of

Keys: TypeAlias = tuple[str | int, ...]
Place: TypeAlias = tuple[int, int]
Mistake: TypeAlias = tuple[Place, str, Mapping[str, Said]]

_DEEPEST = 20
MOST_NODES = 10_000
MOST_TOLD = 100  # of one kind in a file; whoever mends those has found the rest
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,29})")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,29})\.[0-9]{1,30}")
_WORDS = {
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class _TooLargeError(Exception):
    """The file has more nodes, or deeper ones, than anybody writes."""


@dataclass
class _Frame:
    """A list or map being filled."""

    data: list[Any] | dict[str, Any]
    keys: Keys
    key: str | None = None  # of a map: the key whose value comes next


@dataclass
class Builder:
    """One file's text on its way to data. `build` fills `data`, `places`, `values` and `mistakes`."""

    text: str
    data: Any = None
    places: dict[Keys, Place] = field(default_factory=dict)
    values: dict[Keys, Place] = field(default_factory=dict)
    styles: dict[Keys, str] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    _frames: list[_Frame] = field(default_factory=list)
    _told: Counter[str] = field(default_factory=Counter)
    _documents: int = 0
    _skipping: int = 0  # depth below a key that is no text

    def build(self) -> None:
        """Read the text to its end or to the first place where it is no YAML."""
        nodes = 0
        try:
            for event in yaml.parse(self.text, Loader=yaml.CSafeLoader):
                nodes += isinstance(event, NodeEvent)
                if nodes > MOST_NODES or len(self._frames) > _DEEPEST:
                    raise _TooLargeError
                self._take(event)
                if self._documents > 1:
                    break
        except _TooLargeError:
            limit = f"{MOST_NODES} / {_DEEPEST}"
            self.mistakes.append((_place(event), "ASH012", {"limit": limit}))
        except yaml.MarkedYAMLError as error:
            mark, begun = error.problem_mark or error.context_mark, error.context_mark
            if mark and begun and begun.line < mark.line and is_begun(str(error.problem)):
                mark = begun
            place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            self.mistakes.append((place, "ASH006", {"reason": reason_of(str(error.problem))}))
        except yaml.YAMLError as error:
            self.mistakes.append(((1, 1), "ASH006", {"reason": reason_of(str(error))}))

    def _take(self, event: Event) -> None:
        if self._skipping:
            self._skipping += isinstance(event, CollectionStartEvent)
            self._skipping -= isinstance(event, CollectionEndEvent)
            return
        match event:
            case DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    self._wrong(event, "ASH010")
                if event.version or event.tags:
                    self._wrong(event, "ASH008")
            case CollectionEndEvent():
                self._frames.pop()
            case NodeEvent():
                self._node(event)

    def _node(self, event: NodeEvent) -> None:
        if isinstance(event, AliasEvent) or event.anchor is not None:
            self._wrong(event, "ASH007")
        if getattr(event, "tag", None) is not None:
            self._wrong(event, "ASH008")
        frame = self._frames[-1] if self._frames else None
        if frame is not None and isinstance(frame.data, dict) and frame.key is None:
            self._key(frame, event)
        else:
            self._value(frame, event)

    def _key(self, frame: _Frame, event: NodeEvent) -> None:
        if not isinstance(event, ScalarEvent):
            self._wrong(event, "ASH015")
            self._skipping = int(isinstance(event, CollectionStartEvent))
            frame.key = ""
            return
        key = event.value
        keys = (*frame.keys, key)
        if key == "<<" and not event.style:
            self._wrong(event, "ASH009")
        if key in frame.data:
            self._wrong(event, "ASH011", key=key, line=str(self.places[keys][0]))
        self.places[keys] = _place(event)
        frame.key = key

    def _value(self, frame: _Frame | None, event: NodeEvent) -> None:
        keys = self._next_keys(frame)
        self.values[keys] = _place(event)
        self.places.setdefault(keys, _place(event))
        value: Any
        if isinstance(event, ScalarEvent):
            value = _scalar(event)
            self.styles[keys] = event.style or ""
        elif isinstance(event, AliasEvent):
            value = None
        else:
            value = {} if isinstance(event, MappingStartEvent) else []
        if frame is None:
            self.data = value
        elif isinstance(frame.data, list):
            frame.data.append(value)
        else:
            frame.data[frame.key or ""] = value
            frame.key = None
        if isinstance(event, CollectionStartEvent):
            self._frames.append(_Frame(value, keys))

    def _next_keys(self, frame: _Frame | None) -> Keys:
        if frame is None:
            return ()
        if isinstance(frame.data, list):
            return (*frame.keys, len(frame.data))
        return (*frame.keys, frame.key or "")

    def _wrong(self, event: Event, code: str, **said: str) -> None:
        self._told[code] += 1
        if self._told[code] <= MOST_TOLD:
            self.mistakes.append((_place(event), code, said))


def _place(event: Event) -> Place:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _scalar(event: ScalarEvent) -> Any:
    """A scalar's value: only what is written plainly can be anything but text."""
    written: str = event.value
    if event.style:
        return written
    if written in _WORDS:
        return _WORDS[written]
    if _WHOLE.fullmatch(written):
        return int(written)
    if _DECIMAL.fullmatch(written):
        return Decimal(written)
    return written
