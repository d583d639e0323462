"""Why a template or expression cannot be read: Jinja's reasons in words, in Chinese and English."""

import re
from collections.abc import Mapping
from typing import Final

from bot.library.problems import Said

_REASONS: Final[Mapping[re.Pattern[str], tuple[str, str]]] = {
    re.compile(pattern, re.DOTALL): said
    for pattern, said in {
        r"unexpected char '(.)' at \d+": ("不认识“{}”这个字符", "“{}” means nothing here"),
        r"unexpected '(\})'": ("代码要用两个连着的“{}”结束", "code ends with two “{}” side by side"),
        r"unexpected '(.+)'": ("“{}”多了，或者放错了地方", "“{}” is one too many, or stands in the wrong place"),
        r"Encountered unknown tag '(end\w+)'.*": (
            "到“{}”这里，前面还有没写完的 if 或 for", "at “{}” there is an if or a for above that was not ended",
        ),
        r"Encountered unknown tag '(\w+)'.*": ("不认识“{}”这个标签", "there is no tag “{}”"),
        r"Unexpected end of template.*": ("到最后也没有 endif 或 endfor", "an endif or endfor is missing to the end"),
        r"expected token '(.+)', got '(.+)'": ("这里要有“{}”，却是“{}”", "“{}” must stand here, and “{}” does"),
    }.items()
}  # fmt: skip


# What the parser calls the marks that an author writes.
_MARKS: Final = {"end of print statement": "}}", "end of statement block": "%}"}


def template_reason(said: str) -> Said:
    """The parser's reason in both languages; as it stands where it is a rare one."""
    for term, mark in _MARKS.items():
        said = said.replace(term, mark)
    for pattern, (zh, en) in _REASONS.items():
        if found := pattern.fullmatch(said):
            return {"zh": zh.format(*found.groups()), "en": en.format(*found.groups())}
    return said
