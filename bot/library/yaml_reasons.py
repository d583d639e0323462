"""Why YAML stops: the parser's reasons in words that say where to look, in Chinese and English."""

from collections.abc import Mapping
from typing import Final

from bot.library.problems import Said

_OPEN_LIST: Final[Said] = {
    "zh": "方括号没有关上，或者两项之间少了逗号",
    "en": "a [ is not closed, or a comma is missing between two items",
}
_OPEN_MAP: Final[Said] = {
    "zh": "花括号没有关上，或者两项之间少了逗号",
    "en": "a { is not closed, or a comma is missing between two entries",
}
_INDENT: Final[Said] = {
    "zh": "这一行的缩进跟上面的对不上，或者上面有引号没有成对",
    "en": "this line is not indented like those above it, or a quote above is not closed",
}
_LIST_INDENT: Final[Said] = {
    "zh": "这一行的缩进跟列表对不上：列表的每一项前面要有 -，它的内容要跟第一个键对齐",
    "en": "this line does not fit the list above: an item begins with -, its keys stand below its first key",
}
_QUOTE: Final[Said] = {"zh": "引号没有关上", "en": "a quote is not closed"}
_START: Final[Said] = {
    "zh": "值不能用这个字符开头，整段文字要加引号",
    "en": "a value cannot begin with this character; put the whole text in quotes",
}
_TEXT_BLOCK: Final[Said] = {
    "zh": "| 或 > 后面不能再写字，文字从下一行开始",
    "en": "nothing may stand after | or >; the text begins in the next line",
}
_ESCAPE: Final[Said] = {
    "zh": "双引号里的反斜杠有特殊意思，换成单引号，或者写 \\\\",
    "en": "a backslash means something in double quotes; use single quotes, or write \\\\",
}
_TAB: Final[Said] = {"zh": "这里有制表符，换成空格", "en": "there is a tab; use spaces"}
_REASONS: Final[Mapping[str, Said]] = {
    "mapping values are not allowed in this context": {
        "zh": "这里不该有冒号：上一行的缩进不对，或者这段文字里有冒号，要加引号",
        "en": "no colon can stand here: the line is indented wrongly, or the text has a colon and needs quotes",
    },
    "could not find expected ':'": {
        "zh": "从这里开始少了冒号，或者这段文字没有缩进",
        "en": "from here on a colon is missing, or this text is not indented",
    },
    "did not find expected key": _INDENT,
    "did not find expected '-' indicator": _LIST_INDENT,
    "block sequence entries are not allowed in this context": {
        "zh": "这里不能放列表项：上一行的值写完了没有，缩进对不对",
        "en": "no list item can stand here: look at the line above, and at the indentation",
    },
    "block mapping entries are not allowed in this context": _INDENT,
    "did not find expected ',' or ']'": _OPEN_LIST,
    "did not find expected ',' or '}'": _OPEN_MAP,
    "did not find expected node content": {
        "zh": "括号里少了一项，或者多了一个逗号",
        "en": "something is missing between brackets, or there is a comma too many",
    },
    "found unexpected end of stream": _QUOTE,
    "found unexpected document indicator": _QUOTE,
    "found character that cannot start any token": _START,
    "did not find expected alphabetic or numeric character": _START,
    "did not find expected comment or line break": _TEXT_BLOCK,
    "found unknown escape character": _ESCAPE,
    "did not find expected hexdecimal number": _ESCAPE,
    "found a tab character where an indentation space is expected": _TAB,
    "found a tab character that violates indentation": _TAB,
    "did not find expected <document start>": {
        "zh": "这一行之前的内容已经结束：看看缩进，第一行是不是多了东西",
        "en": "what stands before this line is complete: look at the indentation and at the first line",
    },
}


# Of these the place where it began says more than the line where YAML gave up.
_BEGUN: Final = (
    "could not find expected ':'",
    "did not find expected ',' or ']'",
    "did not find expected ',' or '}'",
    "found unexpected end of stream",
    "found unexpected document indicator",
)


def is_begun(said: str) -> bool:
    """Whether something was begun, and not ended, above the place where YAML stops."""
    return said in _BEGUN


def reason_of(said: str) -> Said:
    """The parser's reason in both languages; as it stands where it is a rare one."""
    return _REASONS.get(said, said)
