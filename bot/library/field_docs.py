"""What editors show about the keys of flows and slots: Chinese first, then English."""

from collections.abc import Mapping
from typing import Final

STEP_FIELDS: Final[Mapping[str, str]] = {
    "show": "说一段话；写它在 content 里的键 / say a text, by its key in the words",
    "ask": "问一个槽位 / ask for one slot",
    "choose": "用按钮选 / choose among options, as buttons",
    "repeat": "一项一项地填一张单子 / collect a list of items",
    "set": "算出一个值，起个名字 / give a computed value a name",
    "call": "走另一个流程，再回来 / go through another flow, and back",
    "menu": "菜单：选一项，做完回来 / a hub: pick, do, return to it",
    "review": "核对这些回答 / look over these answers",
    "document": "生成一份文件 / make a document",
    "picture": "配一张图：owed 欠谁多少、balances 余额走势、split 钱花在哪、timeline 时间线 / a picture of its numbers",
    "audience": "给谁看：borrower 本人，creditor 放款的一方（不许有自由文字和健康情况） / for whom: no free text, no health for a creditor",
    "of": "图里画什么：算出数据的表达式 / what the picture shows: an expression",
    "remind": "到某天提醒 / offer a reminder at a date",
    "handoff": "转给真人辅导员 / offer a human counselor",
    "end": "结束；写结局的名字 / done, with an outcome's name",
    "if": "满足条件才做 / only if this holds",
    "then": "条件成立时做什么 / what to do where it holds",
    "else": "条件不成立时做什么 / what to do where it does not",
    "must": "回答要满足的条件，用 answer 指回答 / a condition on `answer`",
    "sure": "少见的回答要再问一遍：什么算少见 / a condition on `answer`: an unusual one is asked about",
    "optional": "可以不答 / may be left unanswered",
    "options": "选项的名字，或算出名字的表达式 / names of options, or an expression that gives them",
    "many": "可以选几个 / several may be chosen",
    "steps": "每一项怎么问 / the steps that ask for one item",
    "min": "最少几项 / at least so many",
    "max": "最多几项 / at most so many",
    "marks": "每一项可以做的记号 / what an item may be marked with",
    "star": "可以给一项加星 / one item may be starred",
    "alike": "这几个回答都一样，就提醒可能记重了 / equal answers to these are pointed out",
    "to": "表达式 / an expression",
    "items": "菜单的各项和它们的步骤 / the menu's items, each with its steps",
    "at": "算出日期的表达式 / an expression that gives a date",
    "next": "接下来可以看的：flow:名字、card:名字 / what to offer next: flow:<name>, card:<name>",
}

TYPE_FIELDS: Final[Mapping[str, str]] = {
    "added": "各项金额能不能加总 / whether its amounts may be added up",
    "min": "最小值，含 / the least, included",
    "max": "最大值，含 / the most, included",
    "earliest": "最早：离今天几天 / the earliest day, in days from today",
    "latest": "最晚：离今天几天 / the latest day, in days from today",
    "max_days": "最长几天 / at most so many days",
    "max_length": "最多几个字 / at most so many characters",
    "whole": "只要整数 / whole numbers only",
    "person": "是一个人的称呼；说没有人，就当不知道 / names somebody; who names nobody is taken as not known",
    "bare": "光写一个数时的单位 / the unit of a number without one",
}
