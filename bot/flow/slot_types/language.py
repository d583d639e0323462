"""The language to go on in."""

import re
from dataclasses import dataclass
from typing import ClassVar, Final

from bot.flow.model import STRICT, Reading, Rejection
from bot.flow.normalise import squeeze
from bot.flow.option_matching import matching_options
from bot.flow.rejections import reject
from bot.flow.values import Value

# What people call the languages; the code is that of the options, and of content/<code>/.
_CODES: Final = {
    "zh": (
        "zh", "中文", "汉语", "华语", "国语", "普通话", "中国话", "简体", "简体中文", "简中", "繁体",
        "繁体中文", "繁中", "汉字", "chinese", "mandarin", "zhcn", "zhhans", "zhongwen", "cn",
    ),
    "en": ("en", "英文", "英语", "english", "eng", "enus", "engb", "yingwen", "英"),
}  # fmt: skip
_CODE_OF: Final = {name: code for code, names in _CODES.items() for name in names}
_STORY: Final = 8  # characters of a levelled text; in a shorter one another language may be named
_HAN: Final = re.compile("[一-龥]")
_AROUND: Final = ("说", "用", "换成", "请", "吧", "please", "switchto", "in", "speak")


@dataclass(frozen=True)
class Language:
    """The code of a language that has words."""

    kind: ClassVar[str] = "language"
    __pydantic_config__: ClassVar = STRICT

    def parse(self, text: str, reading: Reading, /) -> Value | Rejection:
        """The language meant, by what people call it or as any other option is; or that of a story."""
        said = squeeze(text[:100])
        code = _CODE_OF.get(said) or _CODE_OF.get(_bare(said)) or _written_in(said)
        names = tuple(option.name for option in reading.options if option.name == code)
        names = names or matching_options(text, reading.options)
        if len(names) > 1:
            return reject("several_options", text, options=names)
        return names[0] if names else reject("not_option", text)


def _bare(said: str) -> str:
    for word in _AROUND:
        said = said.removeprefix(word).removesuffix(word)
    return said


def _written_in(said: str) -> str:
    """The language that a longer text is written in, if it is one of these two."""
    if len(said) < _STORY:
        return ""
    if _HAN.search(said):
        return "zh"
    return "en" if said.isascii() and len(said) >= 2 * _STORY else ""
