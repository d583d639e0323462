"""How characters sound, so that a word typed by ear, or in pinyin, is heard for what is meant.

GB 2312 (1980) orders its first 3,755 characters by their Mandarin reading: the first character of
every syllable gives the reading of all. A character with several readings has the one that the
standard orders it by, but for a few; tones are left out, and sounds that most dialects merge are one (zh and z, ng
and n, ü and u).
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

RUN: Final = re.compile(r"[a-z\u00c0-\u024f]+(?:['’][a-z]+)*|\d+|[^\W\da-z_\u00c0-\u024f]+")

_FIRST: Final = (
    "a啊 ai埃 an鞍 ang肮 ao凹 ba芭 bai白 ban斑 bang邦 bao苞 bei杯 ben奔 beng崩 bi逼 bian鞭 biao标 bie鳖 bin彬 "
    "bing兵 bo玻 bu捕 ca擦 cai猜 can餐 cang苍 cao操 ce厕 ceng层 cha插 chai拆 chan搀 chang昌 chao超 che车 "
    "chen郴 cheng撑 chi吃 chong充 chou抽 chu初 chuai揣 chuan川 chuang疮 chui吹 chun春 chuo戳 ci疵 cong聪 "
    "cou凑 cu粗 cuan蹿 cui摧 cun村 cuo磋 da搭 dai呆 dan耽 dang当 dao刀 de德 deng蹬 di堤 dian颠 diao碉 die跌 "
    "ding丁 diu丢 dong东 dou兜 du督 duan端 dui堆 dun墩 duo掇 e蛾 en恩 er而 fa发 fan藩 fang坊 fei菲 fen芬 feng丰 "
    "fo佛 fou否 fu夫 ga噶 gai该 gan干 gang冈 gao篙 ge哥 gei给 gen根 geng耕 gong工 gou钩 gu辜 gua刮 guai乖 "
    "guan棺 guang光 gui瑰 gun辊 guo锅 ha哈 hai骸 han酣 hang夯 hao壕 he呵 hei嘿 hen痕 heng哼 hong轰 hou喉 hu呼 "
    "hua花 huai槐 huan欢 huang荒 hui灰 hun荤 huo豁 ji击 jia嘉 jian歼 jiang僵 jiao蕉 jie揭 jin巾 jing荆 "
    "jiong炯 jiu揪 ju鞠 juan捐 jue撅 jun均 ka喀 kai开 kan刊 kang康 kao考 ke坷 ken肯 keng坑 kong空 kou抠 ku枯 "
    "kua夸 kuai块 kuan宽 kuang匡 kui亏 kun坤 kuo括 la垃 lai莱 lan蓝 lang琅 lao捞 le勒 lei雷 leng棱 li厘 lia俩 "
    "lian联 liang粮 liao撩 lie列 lin琳 ling玲 liu溜 long龙 lou楼 lu芦 luan峦 lue掠 lun抡 luo萝 ma妈 mai埋 "
    "man瞒 mang芒 mao猫 me么 mei玫 men门 meng萌 mi眯 mian棉 miao苗 mie蔑 min民 ming明 miu谬 mo摸 mou谋 mu拇 "
    "na拿 nai氖 nan南 nang囊 nao挠 ne呢 nei馁 nen嫩 neng能 ni妮 nian蔫 niang娘 niao鸟 nie捏 nin您 ning柠 niu牛 "
    "nong脓 nu奴 nuan暖 nue虐 nuo挪 o哦 ou欧 pa啪 pai拍 pan攀 pang乓 pao抛 pei呸 pen喷 peng砰 pi坯 pian篇 "
    "piao飘 pie撇 pin拼 ping乒 po坡 pu扑 qi期 qia掐 qian牵 qiang枪 qiao橇 qie切 qin钦 qing青 qiong琼 qiu秋 "
    "qu趋 quan圈 que缺 qun裙 ran然 rang瓤 rao饶 re惹 ren壬 reng扔 ri日 rong戎 rou揉 ru茹 ruan软 rui蕊 run闰 "
    "ruo若 sa撒 sai腮 san三 sang桑 sao搔 se瑟 sen森 seng僧 sha莎 shai筛 shan珊 shang墒 shao梢 she奢 shen砷 "
    "sheng声 shi师 shou收 shu蔬 shua刷 shuai摔 shuan栓 shuang霜 shui谁 shun吮 shuo说 si斯 song松 sou搜 su苏 "
    "suan酸 sui虽 sun孙 suo蓑 ta塌 tai胎 tan坍 tang汤 tao掏 te特 teng藤 ti梯 tian天 tiao挑 tie贴 ting厅 tong通 "
    "tou偷 tu凸 tuan湍 tui推 tun吞 tuo拖 wa挖 wai歪 wan豌 wang汪 wei威 wen瘟 weng嗡 wo挝 wu巫 xi昔 xia瞎 xian掀 "
    "xiang相 xiao萧 xie楔 xin薪 xing星 xiong兄 xiu休 xu墟 xuan轩 xue靴 xun勋 ya压 yan焉 yang殃 yao邀 ye椰 yi一 "
    "yin茵 ying英 yo哟 yong拥 you幽 yu迂 yuan鸳 yue曰 yun耘 za匝 zai栽 zan咱 zang赃 zao遭 ze责 zei贼 zen怎 "
    "zeng增 zha扎 zhai摘 zhan瞻 zhang樟 zhao招 zhe遮 zhen珍 zheng蒸 zhi芝 zhong中 zhou舟 zhu珠 zhua抓 "
    "zhuai拽 zhuan专 zhuang桩 zhui椎 zhun谆 zhuo捉 zi兹 zong鬃 zou邹 zu租 zuan钻 zui嘴 zun尊 zuo昨"
)  # fmt: skip
# Characters outside the first level that borrowers type, Hong Kong's among them; and those of the first
# level that they read otherwise than the standard orders them.
_BESIDE: Final = (
    "tiao调 hang行 chong重 le了 zhe着 "
    "bei呗 bi俾畀 di啲睇 e呃 ka咔 kai嘅 lai癞 li嚟 lie咧 liu浏 luo攞 mao冇 mi咪 mie咩 nan喃 pang螃 qu佢 wu唔 xi喺 "
    "yan啱 zhen圳 zuo咗"
)  # fmt: skip
_FIRST_LEVEL: Final = range(0xB0, 0xD8)  # rows of GB 2312
_IN_ROW: Final = range(0xA1, 0xFF)
_LONGEST: Final = 6  # letters of a syllable
_SYLLABLE: Final = re.compile("([a-z]+)([^a-z ]+)")


def _merged(syllable: str) -> str:
    """The syllable as most dialects say it."""
    open_ended = syllable.replace("v", "u").removesuffix("g")
    return open_ended[0] + open_ended[1:].removeprefix("h") if len(open_ended) > 1 else open_ended


@lru_cache(maxsize=1)
def _readings() -> dict[str, str]:
    """How each character is read; made when first asked for, so that a start need not wait."""
    first = {found[2]: found[1] for found in _SYLLABLE.finditer(_FIRST)}
    readings, syllable = {}, ""
    for row in _FIRST_LEVEL:
        for character in bytes(byte for place in _IN_ROW for byte in (row, place)).decode(
            "gb2312", "ignore"
        ):
            syllable = first.get(character, syllable)
            readings[character] = _merged(syllable)
    for found in _SYLLABLE.finditer(_BESIDE):
        readings |= dict.fromkeys(found[2], _merged(found[1]))
    return readings


_SYLLABLES: Final = frozenset(
    syllable for found in _SYLLABLE.finditer(_FIRST) for syllable in (found[1],)
) | {"lv", "nv", "lve", "nve"}


def heard(text: str) -> tuple[list[str], list[str]]:
    """What the text sounds like, a syllable at a time, and how each syllable is written.

    Pinyin is heard as the characters it stands for, and written as nothing; other words and numbers
    stand for themselves.
    """
    sounds: list[str] = []
    signs: list[str] = []
    for run in RUN.findall(text):
        if is_latin(run):
            found = _syllables(run)
            sounds += found or (run,)
            signs += [""] * len(found) or [run]
        else:
            sounds += [_readings().get(character, character) for character in run]
            signs += run
    return sounds, signs


def is_latin(run: str) -> bool:
    """Whether a run is of Latin letters or figures."""
    return run.isascii() or run[0] < "\u0250"


@lru_cache(maxsize=4096)
def _syllables(word: str) -> Sequence[str]:
    """The fewest syllables of pinyin that make up the word, as most dialects say them; empty if none do."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before, last = best[start], word[start:end]
            if before is not None and last in _SYLLABLES:
                found, known = (*before, last), best[end]
                if known is None or len(found) < len(known):
                    best[end] = found
    return tuple(_merged(syllable) for syllable in best[-1] or ())
