"""Characters of a Chinese keyboard where YAML and expressions know only those of an English one."""

import re
from collections.abc import Mapping
from typing import Final

from bot.library.problems import Said

_PAIRS: Final[Mapping[str, str]] = {
    "：": ":", "，": ",", "、": ",", "（": "(", "）": ")", "【": "[", "】": "]", "［": "[", "］": "]", "｛": "{", "｝": "}",
    "“": '"', "”": '"', "‘": "'", "’": "'", "＝": "=", "＜": "<", "＞": ">", "！": "!", "－": "-", "　": " ", "．": ".",
    "＂": '"', "＇": "'", "＋": "+", "＊": "*", "／": "/", "％": "%", "＃": "#", "｜": "|", "＿": "_", "\u00a0": " ",
    "—": "-", "–": "-", "−": "-",
    **{chr(0xFEE0 + code): chr(code) for code in range(0x21, 0x7F) if chr(code).isalnum()},
}  # fmt: skip
_NARROW: Final = str.maketrans(dict(_PAIRS))
_FULL: Final = re.compile("[" + "".join(map(re.escape, _PAIRS)) + "]")
_QUOTED: Final = re.compile(r"'[^']*'|\"[^\"]*\"")
_WHOLE: Final = re.compile(r".+", re.DOTALL)
_CODE: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_BLANK: Final[Mapping[str, Said]] = {
    "　": {"zh": "全角空格", "en": "full-width space"},
    "\u00a0": {"zh": "不换行空格", "en": "no-break space"},
    " ": {"zh": "半角空格", "en": "space"},
}


def narrow(text: str) -> str:
    """The text with such characters as an English keyboard has them."""
    return (
        re.sub(r",(?=\w)", ", ", text.translate(_NARROW))
        if text != text.translate(_NARROW)
        else text
    )


def unquoted(text: str) -> str:
    """The text with blanks for what stands in quotes of an English keyboard."""
    return _QUOTED.sub(lambda found: "-" * len(found[0]), text)


def wide_in_code(source: str, *, whole: bool) -> tuple[int, str] | None:
    """Where such a character first stands in code, outside of quotes, and that code; None if it does nowhere.

    The code is the `whole` source, or what stands in it between braces.
    """
    for code in (_WHOLE if whole else _CODE).finditer(source):
        if found := _FULL.search(unquoted(code[0])):
            return code.start() + found.start(), code[0]
    return None


def wide(text: str) -> dict[str, Said]:
    """What a finding says of such characters in a text: each once, and what to write instead."""
    marks = "".join(dict.fromkeys(_FULL.findall(text)))
    instead = "".join(dict.fromkeys(marks.translate(_NARROW)))
    return {"mark": _BLANK.get(marks, marks), "instead": _BLANK.get(instead, instead)}
