"""What is said of each thing that no case reaches, in the languages of whoever reads it."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, Mapping[str, str]]] = {
    "step": {
        "zh": "没有用例走到步骤 `{name}`",
        "en": "step `{name}` is never reached",
    },
    "option": {
        "zh": "`{of}` 的选项 `{name}` 没有用例选过",
        "en": "option `{name}` of `{of}` is never chosen",
    },
    "true": {
        "zh": "条件 `{name}` 从未成立",
        "en": "`{name}` is never true",
    },
    "false": {
        "zh": "条件 `{name}` 从未不成立",
        "en": "`{name}` is never false",
    },
    "must_true": {
        "zh": "`{of}` 没有用例给过满足 must 的回答：`{name}`",
        "en": "no answer to `{of}` meets its `must`: `{name}`",
    },
    "must_false": {
        "zh": "`{of}` 没有用例给过不满足 must 的回答：`{name}`",
        "en": "no answer to `{of}` fails its `must`: `{name}`",
    },
    "sure_true": {
        "zh": "没有用例触发 `{of}` 的二次确认 sure：`{name}`",
        "en": "no answer to `{of}` is doubted by its `sure`: `{name}`",
    },
    "sure_false": {
        "zh": "`{of}` 的回答次次都触发二次确认 sure：`{name}`",
        "en": "every answer to `{of}` is doubted by its `sure`: `{name}`",
    },
    "invalid": {
        "zh": "`{name}` 没有用例给过读不懂的回答",
        "en": "`{name}` is never given an answer that cannot be taken",
    },
    "skipped": {
        "zh": "可跳过的 `{name}` 没有用例跳过",
        "en": "`{name}` is optional and never skipped",
    },
    "rung": {
        "zh": "追问阶梯的这一级没有用例走到：{name}",
        "en": "this rung of asking again is never reached: {name}",
    },
    "entered": {
        "zh": "没有用例进入 `{name}`",
        "en": "the call of `{name}` is never entered",
    },
    "returned": {
        "zh": "没有用例走完 `{name}` 再回来",
        "en": "the call of `{name}` is never returned from",
    },
    "document": {
        "zh": "没有用例拿到过文件 `{name}`",
        "en": "document `{name}` is never shown",
    },
    "end": {
        "zh": "没有用例以 `{name}` 收尾",
        "en": "no case ends with `{name}`",
    },
    "branch_true": {
        "zh": "`{of}` 里的 `if {name}` 从未成立",
        "en": "`if {name}` in `{of}` is never true",
    },
    "branch_false": {
        "zh": "`{of}` 里的 `if {name}` 从未不成立",
        "en": "`if {name}` in `{of}` is never false",
    },
    "text": {
        "zh": "`{name}` 没有用例用 {of} 说过",
        "en": "text `{name}` is never said in {of}",
    },
    "move": {
        "zh": "没有用例用过这个动作：{name}",
        "en": "this move is never used: {name}",
    },
}
