"""Slips of the hand in YAML: characters of a Chinese keyboard in its structure, and a blank left out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final, TypeAlias

from bot.library.full_width import narrow, wide
from bot.library.problems import Said

_HEAD: Final = re.compile(r"(?P<begin> *(?:- +)*)(?P<rest>.*)")
_BLANKS: Final = re.compile(r"\t+|[　\u00a0]+")
_DASH: Final = re.compile(r"(?P<dash>[－—–−])(?![－—–−])|(?P<tight>-)(?=[^\s\d-])")
_DASHES: Final = re.compile("[-－—–−]")
_KEY: Final = re.compile(
    r"(?P<name>[\"'“‘]?[\w-]{1,40}[\"'”’]?) *(?P<colon>[:：])(?!//)(?P<value>.*)"
)
_PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_BLOCK: Final = re.compile(r"[ 　]*(?P<mark>[|>｜＞])[-+]?\d?[ 　]*(?:#.*)?")
_INSIDE: Final = re.compile(r"[：，、［］｛｝【】“”‘’＂＇]")
_OPENS: Final = re.compile(r" *[\[{［｛【“‘]")
_NAME: Final = r"[A-Za-z_][\w:-]*"
# What only a list of names, or a map, can have been meant to be; and the marks of a map in it.
_LIST: Final = re.compile(rf" *[\[［【] *{_NAME}(?: *[,，、] *{_NAME})* *[\]］】] *")
_MAP: Final = re.compile(r" *[{｛] *[A-Za-z_]\w* *[:：].*[}｝] *")
_OF_MAP: Final = re.compile(
    r"^ *(｛)|(?:^ *[{｛]|[,，]) *[A-Za-z_]\w* *(：)|(，)(?= *[A-Za-z_]\w* *[:：])|(｝) *$"
)
# What every sure slip has about it: a quick look spares nearly all files the slow one.
_PERHAPS_SURE: Final = re.compile(
    r"^ *+(?:- ++)*+(?:[＃－—–−]|-[^\s\d-]"
    r"|(?:[\"'“‘]?[\w-]{1,40}[\"'”’]? *[:：] *+)?(?=[\[［【]|[{｛] *[A-Za-z_])[^\n]*?[：，、［］｛｝【】])"
    r"|：[ 　]*[|>｜＞]|:[ 　]*[｜＞]",
    re.MULTILINE,
)

_LONG: Final = 500  # characters; longer lines are not remembered
_MOST_LINES: Final = 5_000  # nobody writes as many by hand
_MOST_IN_LINE: Final = 40  # whoever mends those sees the rest
TAB: Final = "ASH004"

_Found: TypeAlias = "tuple[list[Slip], int | None]"


@dataclass(frozen=True)
class Slip:
    """What stands at a place, and what would stand there if YAML shall read it as it was meant.

    `sure`: nobody means it as it stands, even where YAML reads it. `plain`: so does whoever looks at
    the line alone.
    """

    line: int
    column: int
    found: str
    instead: str
    sure: bool = False
    plain: bool = True

    @property
    def code(self) -> str:
        """A wrong character, a blank that is missing, or a tab."""
        if self.found in (":", "-"):
            return "ASH017"
        return TAB if self.found[0] == "\t" else "ASH016"


def said_of(slips: Sequence[Slip]) -> dict[str, Said]:
    """The values of the message about slips of one kind: the characters, and what to write."""
    if slips[0].code == "ASH017":
        return {"mark": slips[0].found}
    return wide("".join(slip.found for slip in slips))


def find_slips(lines: Sequence[str]) -> Iterator[Slip]:
    """Whatever may be a slip, outside of texts that stand in a block; by line.

    Of a longer file than anybody writes, in its beginning.
    """
    block: int | None = None  # what is indented further than this belongs to a text
    for number, line in enumerate(islice(lines, _MOST_LINES), 1):
        indent = _indent(line)
        if not line.strip() or (block is not None and indent > block):
            continue
        block = None
        if line[indent] != "#":
            below = lines[number] if number < len(lines) else ""
            if not below.strip():
                below = next((one for one in lines[number : number + 4] if one.strip()), "")
            found, block = _in_line(number, line, below)
            yield from found


def sure_slips(lines: Sequence[str]) -> list[Slip]:
    """The slips that nobody means as they stand; few files have any."""
    if not _PERHAPS_SURE.search("\n".join(lines)):
        return []
    return [slip for slip in find_slips(lines) if slip.sure]


def culprit(
    slips: Mapping[int, Sequence[Slip]], line: int, *, above: int = 0, found: str = ""
) -> Slip | None:
    """The character, at or a little above a line that is not what it must be, that is perhaps to blame.

    Any of a Chinese keyboard; or else one of `found`. The slips are by line.
    """
    near = [one for number in range(line - above, line + 1) for one in slips.get(number, ())]
    fits = (one.found in found if found else one.code == "ASH016" for one in near)
    return next(
        (one for one, fit in reversed(list(zip(near, fits, strict=True))) if fit and one.plain),
        None,
    )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _in_line(number: int, line: str, below: str) -> _Found:
    """The slips of a line, and how far the key is indented whose text begins below it."""
    look = _look if max(len(line), len(below)) > _LONG else _look_once
    return look(number, line, below)


def _look(number: int, line: str, below: str) -> _Found:
    head = _HEAD.fullmatch(line)
    if head is None:
        return [], None
    begin, rest, deeper = head["begin"], head["rest"], _indent(below) > _indent(line)
    at = len(begin) + 1
    if blanks := _BLANKS.match(rest):
        # Each is as wide as two; or it was typed for one.
        return [Slip(number, at, blanks[0], " " * len(blanks[0]) * times) for times in (1, 2)], None
    if rest[:1] == "＃" and not begin:
        return [Slip(number, at, "＃", "#", sure=True)], None
    if dash := _DASH.match(rest):
        space = "" if rest[1:2] in ("", " ") else " "
        again = _indent(below) == _indent(line) and _DASHES.match(below.lstrip(" "))
        return [Slip(number, at, dash[0], f"-{space}", sure=bool(again))], None
    key = _KEY.fullmatch(rest)
    if key is None:
        text = deeper and _BLOCK.fullmatch(rest)
        return _in_value(number, at, rest), len(begin.rstrip()) - 1 if text else None
    return _in_entry(number, at, key, deeper=deeper)


# A file with several slips is gone through once for each, and all but a line of it is as before.
_look_once: Final = lru_cache(maxsize=8_192)(_look)


def _in_entry(number: int, at: int, key: re.Match[str], *, deeper: bool) -> _Found:
    """The slips of a key and its value; `at` is the key's column."""
    value, plain = key["value"], bool(_PLAIN.fullmatch(key["name"]))
    text = _BLOCK.fullmatch(value) if deeper else None
    found, column = [], at + key.start("colon")
    space = "" if value[:1] in ("", " ") else " "
    if key["colon"] == "：":
        sure = plain and text is not None
        found.append(Slip(number, column, "：", f":{space}", sure=sure, plain=plain))
    elif value[:1] in ("　", "\u00a0"):
        found.append(Slip(number, column + 1, value[0], " ", plain=plain))
    elif space:
        found.append(Slip(number, column, ":", ": ", plain=plain))
    if text is not None and text["mark"] in "｜＞":
        place = column + 1 + text.start("mark")
        found.append(Slip(number, place, text["mark"], narrow(text["mark"]), sure=True))
    if text is None:
        found += _in_value(number, column + 1, value)
    return found, at - 1 if text is not None else None


def _in_value(number: int, at: int, value: str) -> list[Slip]:
    """The slips of a list or map in one line; `at` is the column where the value begins."""
    if not _OPENS.match(value):
        return []
    sure: set[int] = set()
    if _LIST.fullmatch(value):
        sure = {one.start() for one in _INSIDE.finditer(value)}
    elif _MAP.fullmatch(value):
        sure = {one.start(one.lastindex or 0) for one in _OF_MAP.finditer(value) if one.lastindex}
    return [
        Slip(number, at + one.start(), one[0], _instead(value, one), sure=one.start() in sure, plain=False)
        for one in islice(_INSIDE.finditer(value), _MOST_IN_LINE)
    ]  # fmt: skip


def _instead(value: str, found: re.Match[str]) -> str:
    mark, after = narrow(found[0]), value[found.end() : found.end() + 1]
    return f"{mark} " if mark in ":," and after not in ("", " ") else mark
