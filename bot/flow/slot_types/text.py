"""Free text: a name, a few words to a counselor."""

import re
from dataclasses import dataclass
from typing import ClassVar, Final

from bot.flow.model import STRICT, Reading, Rejection
from bot.flow.normalise import clean, plain, squeeze
from bot.flow.rejections import reject
from bot.flow.values import UNKNOWN, Value

_LONGEST_NAME: Final = 12  # characters, in Chinese
_LONGEST_LATIN: Final = 30
_CHINESE: Final = re.compile("[一-龥]")
# What only leads to the name: 有，我姐; 打给我妈; ring Mei.
_LEAD: Final = re.compile(
    r"^(?:有(?:一?[个位])?[,，\s]*)?(?:(?:可以|能)?(?:打电话|打)?给|(?:call|ring|phone) )?(?=.)",
    re.IGNORECASE,
)
# What is said by somebody who names nobody: a refusal, a question, a word of despair.
_NOBODY: Final = re.compile(
    "[不没未冇唔别死?!敢怕累烦滚谁但]|莫得|木有|算了|随便|拒绝|去世|过世|走了|联系|[我想]想|想[想死一]|可是|为什么|什么|怎么|"
    r"(?<![a-z])(?:no|none|nope|nah|noone|nobody|not|nothing|never|without|alone|dead|died|gone|but|idk|dunno|whatever|who|"
    r"why|what|cannot|skip|pass|i|i'm|im|can't|don't|dont|won't|cant)(?![a-z'])|n't"
)
_NODS: Final = re.compile(
    "[嗯恩哦噢喔啊额呃唉哎诶好是对行有能要会的了吧呢吗呵哈嘿]*(?:可以|知道|明白|收到|谢谢|晓得|人)?[了的啊吧]*|[0-9]{1,6}|"
    "(?:ok|okay|yes|yeah|yep|y|n|k|sure|fine|hi|hello|hm+|um+|uh+|ah+|oh+|lol|thanks|maybe)*"
)


@dataclass(frozen=True)
class Text:
    """Text of at most `max_length` characters, kept as it was written, without unseen characters.

    `person`: it names somebody; who names nobody, or says more than a name, has not named anyone.
    """

    kind: ClassVar[str] = "text"
    __pydantic_config__: ClassVar = STRICT

    max_length: int = 500
    person: bool = False

    def parse(self, text: str, _: Reading, /) -> Value | Rejection:
        """The text; `empty` if nothing of it can be seen, `too_long` beyond the limit."""
        kept = clean(text)
        if not plain(kept):
            return reject("empty", text)
        if self.person:
            kept = _LEAD.sub("", kept)
            if not _names(plain(kept)):
                return UNKNOWN
        if len(kept) > self.max_length:
            return reject("too_long", text, limit=self.max_length)
        return kept


def _names(even: str) -> bool:
    """Whether a `plain` text may be what somebody is called: 二姐, 隔壁李姐, my sister Mei."""
    longest = _LONGEST_NAME if _CHINESE.search(even) else _LONGEST_LATIN
    return len(even) <= longest and not _NOBODY.search(even) and not _NODS.fullmatch(squeeze(even))
