"""Words that come before everything else: suicide, violence, being held, an illegal lender; and despair.

Despair is in doubt: "this debt will kill me" is asked about kindly, and is no threat of anybody's.
Who fears for another's life is told how to stay with them, unless the words may be about themselves.
Detection would rather fire once too often; the phrases and what they leave out are content
(content/safety/phrases.yaml), read by the library.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from bot.flow.phrases import GAP, LEAST, any_of, level, level_parts

# In the order in which they are answered where a message holds several.
Kind: TypeAlias = Literal[
    "suicide", "other_person", "held", "danger", "illegal_lender", "despair"
]  # fmt: skip
OTHER: Final = "other_person"
DESPAIR: Final = "despair"
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

_MASK: Final = "\n"  # stands for what an exclusion covers; no squeezed phrase can hold it
_HAN: Final = "\u4e00-\u9fff"
_CLAUSE: Final = re.compile(
    rf"[，。！？；：、,.!?;:\n…]+|\s+(?=[{_HAN}])|(?<=[{_HAN}])\s+", re.UNICODE
)
# A phrase of these is said of oneself, or to oneself, whoever else is named before it.
_FIRST_PERSON: Final = re.compile(r"我|逼|对不起|\b(?:i|i'm|me|my|myself)\b", re.IGNORECASE)
# What may stand before the person, and between the person and what they say or do: nothing in which
# another could come in. "老公跑了想跳楼" says who wants to jump by leaving it out: the one who writes.
_BEFORE: Final = re.sub(
    r"\s+",
    "|",
    """我?[怕担心]+ 快 救救 救命 求助 刚刚? 刚才 今[天晚] 昨[天晚] 现在 但是? 因为 听说 我?(?:发现|看到|看见) 怎么办
    help please imworried imscared imafraid ithink that but and now""",
)
_BETWEEN: Final = re.sub(
    r"\s+",
    "|",
    """[他她] [一二两三四五六七八九十百千万几多块元0-9] [说讲要想会正在又老总也就能好像把被都还真的了天个封瓶包可]
    刚刚? 刚才 已经 现在 今[天晚早] 昨[天晚] 一直 经常 欠[了钱债下]* 网贷 赌博? 赌债 因为 为了 [这那]些? 债 钱
    [闹吵嚷]着? 威胁 扬言 发(?:了|消息|短信|微信|朋友圈)* [给跟]我 [打来]电话 留[了下]? 写[了下好]? [喝吃买][了下好]?
    准备 打算 试图 企图 爬[上到] [站坐][在着]? 跑[到去] [去到] 动不动 [抱带]着[孩娃]子?
    被骗[了光]? 输[了光]? 哭着? 分手 [被让叫](?:催收|网贷|债|他们|人)?逼[得到]? 不见
    says? said saying that s?he s?hell is was has had wants? wanted to going gonna threatens? threatening threatened
    keeps talks talking about tried tries trying will just might may texted messaged told me wrote left a took
    taken because of the his her debts? attempting attempted feels feeling so now been cant doesnt whole s""",
)
_GONE: Final = "(?:喝药|跳楼|跳河|上吊|自杀)?了?(?:而死|身亡|死[了的后掉]|走了|没了|去世|过世|没救[过回]来|没抢救过来)"
_MEANT: Final = re.compile("[说要想会闹]|will|want|going|gonna|threat")  # and so not done


@dataclass(frozen=True)
class Lexicon:
    """The phrases by kind, and the exclusions, all levelled; with the patterns that find them."""

    phrases: Mapping[Kind, tuple[str, ...]]
    exclusions: tuple[str, ...]
    by_kind: Mapping[Kind, re.Pattern[str]]
    excluded: re.Pattern[str]
    idiom: re.Pattern[str]  # the exclusions that are not asked about kindly either
    only_another: re.Pattern[str]  # what nobody says of themselves
    of_another: re.Pattern[str]

    def finds_any(self, levelled: str) -> bool:
        """Whether there is anything to look into; most messages hold nothing."""
        patterns = (*self.by_kind.values(), self.only_another)
        return any(pattern.search(levelled) for pattern in patterns)


def build_lexicon(phrases: Mapping[Kind, Iterable[str]], exclusions: Iterable[str]) -> Lexicon:
    """The lexicon of these phrases, each written in any spelling; `…` in one stands for a few characters.

    Of another person: a line that ends in `…` names the person, one that begins with it says what only
    another does; what the phrases of suicide say of nobody in particular counts too.

    Raises ValueError for an unknown kind, and for a phrase too short to look for: it would fire on
    nearly anything.
    """
    if unknown := sorted(set(phrases) - set(KINDS)):
        raise ValueError(
            f"no such kind of crisis: {', '.join(unknown)}; there are {', '.join(KINDS)}"
        )
    whole = {kind: list(phrases.get(kind, ())) for kind in KINDS}
    people = level_parts(line for line in whole[OTHER] if line.endswith(GAP))
    only_another = [line.lstrip(GAP) for line in whole[OTHER] if line.startswith(GAP)]
    anybody = [line for line in whole["suicide"] if not _FIRST_PERSON.search(line)]
    whole[OTHER] = [line for line in whole[OTHER] if GAP not in (line[:1], line[-1:])]
    levelled = {kind: level_parts(whole[kind]) for kind in KINDS}
    left_out = level_parts(exclusions)
    another = (
        f"(?:{_BEFORE}){{0,3}}{any_of(people).pattern}(?P<said>(?:{_BETWEEN}){{0,12}}?)"
        f"{any_of(level_parts([*only_another, *anybody])).pattern}(?P<gone>{_GONE})?"
    )
    return Lexicon(
        levelled,
        left_out,
        {kind: any_of(levelled[kind]) for kind in KINDS},
        any_of(left_out),
        any_of(set(left_out).difference(levelled[DESPAIR])),
        any_of(level_parts(only_another)),
        re.compile(another),
    )


def detect(text: str, lexicon: Lexicon) -> Kind | None:
    """What kind of crisis the text may tell of, the gravest first; None for an ordinary message."""
    levelled = level(text)
    if len(levelled) < LEAST or not lexicon.finds_any(levelled):
        return None
    # A mask keeps its neighbours apart, so covering an idiom never makes a phrase.
    rest = lexicon.excluded.sub(_MASK, levelled)
    own, of_another = _own_words(text, lexicon)
    if _of_suicide(rest, lexicon) and _of_suicide(own, lexicon):
        return "suicide"
    if of_another or lexicon.by_kind[OTHER].search(rest):
        return OTHER
    others = lexicon.by_kind[DESPAIR].sub(_MASK, rest)
    graver = (
        kind
        for kind in KINDS
        if kind not in ("suicide", DESPAIR) and lexicon.by_kind[kind].search(others)
    )
    # Of a figure of speech that is left out as no crisis, it is still asked how they are.
    doubtful = lexicon.idiom.sub(_MASK, levelled)
    in_despair: Kind | None = DESPAIR if lexicon.by_kind[DESPAIR].search(doubtful) else None
    return next(graver, in_despair)


def _of_suicide(rest: str, lexicon: Lexicon) -> bool:
    """Whether a phrase of suicide stands in the text that lies within none of despair."""
    suicide, spans = lexicon.by_kind["suicide"], lexicon.by_kind[DESPAIR].finditer(rest)
    span = next(spans, None)
    found = suicide.search(rest)
    while found is not None:
        while span is not None and span.end() < found.end():
            span = next(spans, None)
        if span is None or found.start() < span.start():
            return True
        found = suicide.search(rest, found.start() + 1)
    return False


def _own_words(text: str, lexicon: Lexicon) -> tuple[str, bool]:
    """The levelled text without what it says of another's life, and whether one alive was spoken of.

    Only a clause that begins with that person counts: "对不起爸妈，不想活了" is said of oneself.
    """
    kept, alive = [], False
    for clause in _CLAUSE.split(text):
        piece = lexicon.excluded.sub(_MASK, level(clause))
        found = lexicon.of_another.match(piece)
        if found is None:
            kept.append(piece)
            continue
        alive = alive or found["gone"] is None or _MEANT.search(found["said"]) is not None
        kept.append(_MASK + piece[found.end() :])
    return lexicon.excluded.sub(_MASK, "".join(kept)), alive
