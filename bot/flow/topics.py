"""Which flow or card a borrower's own words may be about.

Every title and every phrase of a topic is a small document; a topic is as near as its nearest one.
Chinese is cut into pairs of characters, Latin script into words without their endings; well-known
misspellings are mended first. A story's question stands last, so its last clause weighs most.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import Final

from bot.flow.normalise import plain

# BM25: how soon a repeated token stops counting, and how much a long document is discounted.
_REPEATS: Final = 1.2
_LENGTH: Final = 0.5

# Weights: a word; a pair by how many of its characters are in every question; a single character.
_WORD: Final = 1.0
_PAIRS: Final = (1.0, 0.6, 0.35)
_SINGLE: Final = 0.2
_EARLIER: Final = 0.5  # weight of what is said before the last telling clause

# A clause is near a document if enough of either is shared, or a fair part of both.
_OF_DOCUMENT: Final = 0.5
_OF_CLAUSE: Final = 0.33
_OF_BOTH: Final = 0.5
_BESIDE_BEST: Final = 0.4  # of the best score; what falls behind it is noise
_LONGEST: Final = 1000  # characters that are read; what comes before is left out

_CLAUSE: Final = re.compile(r"[^\w\s'’-]+|(?<=[^\x00-\u024f])\s+|\s+(?=[^\x00-\u024f])")
_TOKEN: Final = re.compile(r"[a-z\u00c0-\u024f]+(?:['’][a-z]+)*|\d+|[^\W\da-z_\u00c0-\u024f]+")

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
_COMMON_SINGLES: Final = frozenset(
    "我你他她它您咱的了吗呢吧啊呀哦嘛么是在有和就都也很要会能可以不没个这那哪些一二三四五六七八九十百千万两"
    "几多少去来到说得地着过把被给让跟对还从为想请问怎什何样时候天年月日上下中大小人家里又再才只但因所如果"
    "且或与及其而之后前今明好用做看点钱元块该吃气错知道办们早晚行真"
)
_COMMON_PAIRS: Final = _listed(
    "怎么 么办 什么 可以 不能 能不 不会 会不 有没 没有 我的 我们 他们 是不 不是 现在 "
    "已经 时候 一个 这个 那个 知道 请问 如何 为什 为啥 咋办 咋么 怎样 么样 多少 一下 "
    "就是 还是 因为 所以 如果 但是 我想 我要 今天 明天 昨天 天天 我有 我是 你们 自己 "
    "的话 办呢 么回 回事 求助 谢谢 你好 大家 不知 我在 点算 点办 应该 能吗 行吗 不行 "
    "了吗 不了"
)
_COMMON_WORDS: Final = _listed(
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
_MISSPELT_FROM: Final = 5  # letters; a shorter word is too near to others


@dataclass(frozen=True)
class Topic:
    """A flow (`flow:<name>`) or card (`card:<name>`), and how people name it, in any language."""

    target: str
    titles: tuple[str, ...]
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match:
    """A topic that a text may be about. Scores of one text compare; those of two do not."""

    target: str
    score: float


@dataclass(frozen=True)
class TopicIndex:
    """The topics, ready to be found. Built once by `build_index`; a document is its place.

    `owners` names each document's topic, `masses` its whole weight; `postings` leads from a token
    to the documents that hold it and what it adds to their score; `misspelt` leads from a word
    with a letter left out to the words it may be.
    """

    owners: tuple[str, ...]
    masses: tuple[float, ...]
    rarities: Mapping[str, float]
    unseen: float
    postings: Mapping[str, tuple[tuple[int, float], ...]]
    misspelt: Mapping[str, str]

    def nearest(self, text: str, limit: int = 3) -> tuple[Match, ...]:
        """The topics that the text may be about, best first; empty if none comes near."""
        scores: defaultdict[str, float] = defaultdict(float)
        share = 1.0
        for clause in reversed(_clauses(text)):
            found = self._near(clause)
            for owner, score in found.items():
                scores[owner] += share * score
            share = _EARLIER if found else share
        least = _BESIDE_BEST * max(scores.values(), default=0.0)
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        return tuple(Match(owner, score) for owner, score in ranked[:limit] if score >= least)

    def _near(self, clause: str) -> dict[str, float]:
        """Every topic near the clause, with the score of its nearest document."""
        tokens = {self._spelt(token): weight for token, weight in _tokens(clause)}
        mass = sum(
            weight * self.rarities.get(token, self.unseen) for token, weight in tokens.items()
        )
        scores: defaultdict[int, float] = defaultdict(float)
        shared: defaultdict[int, float] = defaultdict(float)
        # Longest first: single characters add to what is found, but find nothing by themselves.
        for token in sorted(tokens, key=len, reverse=True):
            evidence = tokens[token] * self.rarities.get(token, 0.0)
            for document, worth in self.postings.get(token, ()):
                if len(token) > 1 or document in scores:
                    scores[document] += worth
                    shared[document] += evidence
        best: dict[str, float] = {}
        for document, score in scores.items():
            if _is_near(shared[document] / self.masses[document], shared[document] / mass):
                owner = self.owners[document]
                best[owner] = max(score, best.get(owner, 0.0))
        return best

    def _spelt(self, token: str) -> str:
        """The token, or the known word that differs from it by one letter."""
        if token in self.rarities or len(token) < _MISSPELT_FROM or not token.isascii():
            return token
        return next(
            (self.misspelt[key] for key in _shortened(token) if key in self.misspelt), token
        )


def build_index(topics: Iterable[Topic]) -> TopicIndex:
    """The index of the topics' titles and phrases. A text without any telling token is left out."""
    owners: list[str] = []
    documents: list[Counter[str]] = []
    weights: dict[str, float] = {}
    for topic in topics:
        for text in dict.fromkeys((*topic.titles, *topic.phrases)):
            tokens = [pair for clause in _clauses(text) for pair in _tokens(clause)]
            if tokens:
                weights |= tokens
                owners.append(topic.target)
                documents.append(Counter(token for token, _ in tokens))
    rarities = _rarities(owners, documents)
    masses = (sum(weights[token] * rarities[token] for token in held) for held in documents)
    words = sorted(token for token in rarities if token.isascii() and len(token) >= _MISSPELT_FROM)
    return TopicIndex(
        tuple(owners),
        tuple(masses),
        rarities,
        _rarity(0, len(set(owners))),
        _postings(documents, rarities, weights),
        {key: word for word in words for key in _shortened(word)},
    )


def _rarities(owners: list[str], documents: list[Counter[str]]) -> dict[str, float]:
    """What each token tells: much if few topics use it, however often those do."""
    users: defaultdict[str, set[str]] = defaultdict(set)
    for owner, held in zip(owners, documents, strict=True):
        for token in held:
            users[token].add(owner)
    total = len(set(owners))
    return {token: _rarity(len(using), total) for token, using in users.items()}


def _rarity(using: int, total: int) -> float:
    return log(1 + (total - using + 0.5) / (using + 0.5))


def _postings(
    documents: list[Counter[str]], rarities: Mapping[str, float], weights: Mapping[str, float]
) -> dict[str, tuple[tuple[int, float], ...]]:
    lengths = [sum(weights[token] * n for token, n in held.items()) for held in documents]
    mean = sum(lengths) / len(lengths) if lengths else 1.0
    found: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for document, held in enumerate(documents):
        damping = _REPEATS * (1 - _LENGTH + _LENGTH * lengths[document] / mean)
        for token, n in held.items():
            worth = rarities[token] * weights[token] * n * (_REPEATS + 1) / (n + damping)
            found[token].append((document, worth))
    return {token: tuple(entries) for token, entries in found.items()}


def _is_near(of_document: float, of_clause: float) -> bool:
    """Whether what is shared is enough of the document, of the clause, or of both together."""
    return (
        of_document >= _OF_DOCUMENT
        or of_clause >= _OF_CLAUSE
        or of_document + of_clause >= _OF_BOTH
    )


def _clauses(text: str) -> list[str]:
    mended = _MEND.sub(lambda slip: _MENDED[slip.group()], plain(text[-_LONGEST:]))
    return [clause for clause in _CLAUSE.split(mended) if clause]


def _tokens(clause: str) -> Iterator[tuple[str, float]]:
    """The clause's telling tokens with their weights."""
    for run in _TOKEN.findall(clause):
        if run.isascii() or run[0] < "\u0250":
            word = run.replace("'", "").replace("’", "")
            if word not in _COMMON_WORDS:
                yield _stem(word), _WORD
            continue
        for character in run:
            if character not in _COMMON_SINGLES:
                yield character, _SINGLE
        for pair in map("".join, pairwise(run)):
            if pair not in _COMMON_PAIRS:
                yield pair, _PAIRS[sum(character in _COMMON_SINGLES for character in pair)]


def _stem(word: str) -> str:
    """The word without its ending: collectors, collecting and collection meet in `collect`."""
    known = _SAME_WORD.get(word, word)
    for ending in _ENDINGS:
        if known.endswith(ending) and len(known) - len(ending) >= _SHORTEST_STEM:
            return known.removesuffix(ending)
    return known


def _shortened(word: str) -> Iterator[str]:
    """The word, and the word with each one of its letters left out."""
    yield word
    for place in range(1, len(word)):
        yield word[:place] + word[place + 1 :]
