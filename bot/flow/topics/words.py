"""Which words tell nothing, which are slips for others, and English words without their endings."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from bot.flow.normalise import plain

# Sound-alikes and slips that borrowers type, and what is said in Hong Kong.
_MENDED: Final = {
    "预期": "逾期", "愈期": "逾期", "余期": "逾期", "鱼期": "逾期", "低压": "抵押", "底押": "抵押",
    "抵压": "抵押", "借货": "借贷", "货款": "贷款", "贷宽": "贷款", "代款": "贷款", "网货": "网贷",
    "网带": "网贷", "房货": "房贷", "车货": "车贷", "征性": "征信", "证信": "征信", "正信": "征信",
    "征兴": "征信", "摧收": "催收", "崔收": "催收", "催受": "催收", "催债": "催收", "讨债": "催收",
    "法圆": "法院", "穿票": "传票", "起述": "起诉", "起拆": "起诉", "冻洁": "冻结", "东结": "冻结",
    "失新": "失信", "老懒": "老赖", "老癞": "老赖", "坐劳": "坐牢", "做牢": "坐牢", "座牢": "坐牢",
    "判型": "判刑", "执形": "执行", "强执": "强制执行", "借贝": "借呗", "化呗": "花呗", "花贝": "花呗",
    "分起": "分期", "协尚": "协商", "还宽": "还款", "担报": "担保", "单保": "担保", "信用咔": "信用卡",
    "收数": "催收", "卡数": "信用卡欠款", "争钱": "欠钱", "工自": "工资", "停西": "停息",
    "蹲监狱": "坐牢", "进监狱": "坐牢", "进局子": "坐牢", "抓起来": "坐牢", "唔还": "不还", "冇钱": "没钱",
}  # fmt: skip
_MEND: Final = re.compile("|".join(sorted(_MENDED, key=len, reverse=True)))


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Characters, pairs and words that every question has.
COMMON_SINGLES: Final = frozenset(
    "我你他她它您咱的了吗呢吧啊呀哦嘛么是在有和就都也很要会能可以不没个这那哪些一二三四五六七八九十百千万两"
    "几多少去来到说得地着过把被给让跟对还从为想请问怎什何样时候天年月日上下中大小人家里又再才只但因所如果"
    "且或与及其而之后前今明好用做看点钱元块该吃气错知道办们早晚行真"
)
COMMON_PAIRS: Final = _listed(
    "怎么 么办 什么 可以 不能 能不 不会 会不 有没 没有 我的 我们 他们 是不 不是 现在 "
    "已经 时候 一个 这个 那个 知道 请问 如何 为什 为啥 咋办 咋么 怎样 么样 多少 一下 "
    "就是 还是 因为 所以 如果 但是 我想 我要 今天 明天 昨天 天天 我有 我是 你们 自己 "
    "的话 办呢 么回 回事 求助 谢谢 你好 大家 不知 我在 点算 点办 应该 能吗 行吗 不行 "
    "了吗 不了"
)
COMMON_WORDS: Final = _listed(
    "help i im ive id a an the my me we our you your he she it its they them their this that these "
    "those is am are was were be been do does did done have has had having will would shall "
    "should can could may might must to of in on at by for from with about into as and or but "
    "so if then than what which who whom when where why how there here not no yes please hello "
    "hi thanks thank ok just also very really now any some all get got getting go going want "
    "need know like today up out dont"
)
_SAME_WORD: Final = {
    "paid": "pay", "sued": "sue", "suing": "sue", "owed": "owe", "owing": "owe", "lost": "lose",
    "froze": "freeze", "frozen": "freeze", "cannot": "cant", "couldnt": "cant", "jailed": "jail",
    "prison": "jail", "arrested": "arrest", "cards": "card", "taken": "take", "took": "take",
    "died": "die", "married": "marry", "husband": "spouse", "wife": "spouse", "wages": "wage",
    "salary": "wage", "paycheck": "wage",
}  # fmt: skip
_ENDINGS: Final = ("ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ors", "or",
                   "ers", "er", "ies", "ied", "ed", "es", "ly", "s", "e", "y")  # fmt: skip
_SHORTEST_STEM: Final = 3


def mended(text: str) -> str:
    """The text as `plain` has it, with well-known slips put right."""
    return _MEND.sub(lambda slip: _MENDED[slip.group()], plain(text))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The word without its ending: collectors, collecting and collection meet in `collect`."""
    known = _SAME_WORD.get(word, word)
    for ending in _ENDINGS:
        if known.endswith(ending) and len(known) - len(ending) >= _SHORTEST_STEM:
            return known.removesuffix(ending)
    return known


def shortened(word: str) -> Iterator[str]:
    """The word, and the word with each one of its letters left out."""
    yield word
    for place in range(1, len(word)):
        yield word[:place] + word[place + 1 :]
