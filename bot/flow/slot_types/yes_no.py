"""Yes or no."""

import re
from dataclasses import dataclass
from typing import ClassVar, Final

from bot.flow.model import STRICT, Reading, Rejection
from bot.flow.normalise import plain, squeeze
from bot.flow.rejections import reject
from bot.flow.values import Value

_YES: Final = frozenset({
    "是", "对", "有", "好", "嗯", "恩", "行", "要", "会", "能", "想", "中", "得", "系", "岩", "可以", "愿意",
    "同意", "需要", "当然", "肯定", "确实", "没错", "没问题", "不错", "正确", "必须", "接受", "支持", "是这样",
    "有过", "收到过", "收到", "yes", "y", "yeah", "yep", "yup", "ok", "okay", "okey", "k", "sure", "true", "right",
    "correct", "fine", "definitely", "certainly", "absolutely", "ofcourse", "ido", "iam", "ihave",
    "itis", "itdoes", "ithas", "agree", "agreed", "noproblem",
})  # fmt: skip
_NO: Final = frozenset({
    "不", "否", "没", "无", "非", "未", "没有", "不是", "不对", "不行", "不要", "不会", "不能", "不想", "不可以",
    "不愿意", "不愿", "不同意", "不需要", "不用", "不接受", "不必", "不好", "木有", "么有", "没过", "没有过", "还没", "还没有", "从没",
    "从来没有", "从没有", "并没有", "并不", "未曾", "从未", "未有", "唔系", "唔", "冇", "唔好", "唔要", "唔得", "唔使",
    "no", "n", "nope", "nah", "none", "not", "never", "false", "wrong", "negative", "notreally",
    "notatall", "notyet", "disagree", "idont", "idonot", "ihavent", "ihavenot", "imnot", "iamnot",
})  # fmt: skip
# Words that decide a Chinese clause from its start, if nothing in the rest turns it round.
_STARTS: Final = (
    (
        re.compile(
            r"(?:是的|对的|嗯|好的|有(?!点|时|些|人|可能|没有|效|关)|愿意|可以(?!的话)|同意)[^不没无冇]{0,12}"
        ),
        True,
    ),
    (
        re.compile(
            r"(?:没有?(?!办法|办|钱|想|印象|记|关系|问题|事|错|用)|冇|不愿意?|不想|不同意|不可以|不需要|不会|不能|不用|不必|不要|不行)"
            r"[^不没无冇]{0,12}"
        ),
        False,
    ),
)
_FIRST_WORD: Final = re.compile(r"(yes|yeah|yep|yup|no|nope|nah)\b(?! idea| clue| one| money)")
_TURNED: Final = re.compile(r"\b(?:yes|yeah|no|not|but|never)\b|n't\b")
_SIGNS: Final = str.maketrans(
    {
        "👍": ",yes,",
        "👌": ",yes,",
        "✅": ",yes,",
        "✔": ",yes,",
        "👎": ",no,",
        "❌": ",no,",
        "🙅": ",no,",
    }
)
_CLAUSE: Final = re.compile(r"[,.;!?。、…~]+|(?<=[一-龥])\s+|\s+(?=[一-龥])")
_TAIL: Final = re.compile(r"[了的啊阿呢吧哦噢喔呀嘛哈啦诶欸呗滴哟呐哎]+$")
_HEAD: Final = re.compile(
    r"^(?:我们?|咱们?|俺|那|哦|噢|啊|呃|额|确实|真的?|当然|肯定|目前|暂时|现在|从来|都|也|well|oh|um)+(?=.)"
)
_REPEATED: Final = re.compile(r"(.{1,3}?)\1+")
# Said of either answer by somebody who does not know.
_UNSURE: Final = re.compile(
    r"不知道|不清楚|不确定|不一定|不好说|不记得|不懂|不明白|说不[准好]|可能|也许|大概|应该|好像|是不是|(?<!没)有没有|"
    r"对不对|好不好|要不要|是否|不太|吗|啥|什么|not sure|maybe|perhaps|don'?t know|dunno|unsure|possibly|depends"
)


@dataclass(frozen=True)
class YesNo:
    """A boolean."""

    kind: ClassVar[str] = "yes_no"
    __pydantic_config__: ClassVar = STRICT

    def parse(self, text: str, _: Reading, /) -> Value | Rejection:
        """Yes or no, as whole text or as a clause of it; `not_yes_no` if unsure or both."""
        even = plain(text[:500].translate(_SIGNS))
        if not _UNSURE.search(even):
            whole = _meaning(even)
            said = (
                {whole}
                if whole is not None
                else {_meaning(clause) for clause in _CLAUSE.split(even)}
            )
            said.discard(None)
            if len(said) == 1:
                return said == {True}
        return reject("not_yes_no", text)


def _meaning(clause: str) -> bool | None:
    """What a clause says: as it is, then without 我, 了 and the like around it, then by its start."""
    whole = squeeze(clause)
    once = _once(whole)
    ended = _once(_TAIL.sub("", once))
    headless = _HEAD.sub("", ended)
    for words in (whole, once, ended, headless):
        if words in _YES or words in _NO:
            return words in _YES
    return _by_start(clause.strip(), _HEAD.sub("", whole))


def _once(words: str) -> str:
    """对 for 对对对."""
    repeated = _REPEATED.fullmatch(words)
    return repeated[1] if repeated else words


def _by_start(clause: str, squeezed: str) -> bool | None:
    for pattern, meaning in _STARTS:
        if pattern.fullmatch(squeezed):
            return meaning
    found = _FIRST_WORD.match(clause)
    if found is None:
        return None
    says_yes = found[1].startswith("y")
    turned = _TURNED.search(clause, found.end())
    return None if says_yes and turned else says_yes
