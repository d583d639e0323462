"""Characters of a Chinese keyboard where YAML and expressions know only those of an English one."""

import re
from typing import Final

from bot.library.yaml_builder import Place

_NARROW: Final = str.maketrans({
    "：": ":", "，": ",", "、": ",", "（": "(", "）": ")", "【": "[", "】": "]", "［": "[", "］": "]", "｛": "{", "｝": "}",
    "“": '"', "”": '"', "‘": "'", "’": "'", "＝": "=", "＜": "<", "＞": ">", "！": "!", "－": "-", "　": " ", "．": ".",
    "＂": '"', "＇": "'", "＋": "+", "＊": "*", "／": "/", "％": "%", "＃": "#",
})  # fmt: skip
# At the beginning of a line: an indentation, the mark of a list, or what follows a key.
_STRUCTURE: Final = re.compile(
    r" *(?:- +)*(?:(?P<begins>[　－])|[\"']?[A-Za-z_][A-Za-z0-9_]*[\"']?(?P<colon>：))"
)
_ABOVE: Final = 3  # lines: so far below it YAML may notice


def narrow(text: str) -> str:
    """The text with such characters as an English keyboard has them."""
    return (
        re.sub(r",(?=\w)", ", ", text.translate(_NARROW))
        if text != text.translate(_NARROW)
        else text
    )


def culprit(lines: tuple[str, ...], line: int, *, above: int = _ABOVE) -> tuple[Place, str] | None:
    """What, at or a little above a line that is no YAML, made it so: its place, and the character."""
    for number in range(min(line, len(lines)), max(line - above, 1) - 1, -1):
        found = _STRUCTURE.match(lines[number - 1])
        if found:
            at = found.start("begins") if found["begins"] else found.start("colon")
            return (number, at + 1), lines[number - 1][at]
    return None
