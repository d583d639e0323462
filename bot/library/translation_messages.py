"""What is said about translations, by the check and by an import: each sentence and what to do."""

from collections.abc import Mapping
from typing import Final

# Chinese, English, and the hint in both.
TRANSLATION: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "ASH130": (
        "原文（{of}）改过了，这段译文还没跟上。",
        "The text that this was made from ({of}) has changed since.",
        "对照原文改好译文，再运行 `ashore i18n accept`",
        "read the two together, mend this one, then run `ashore i18n accept`",
    ),
    "ASH131": (
        "还没有人对照原文（{of}）认可过这段译文。",
        "Nobody has accepted this as a translation of {of} yet.",
        "对照原文看一遍，再运行 `ashore i18n accept`",
        "read the two together, then run `ashore i18n accept`",
    ),
    "ASH132": (
        "记录里的 `{key}` 已经没有这段文字了。",
        "The record has `{key}`, and there is no such text any more.",
        "运行 `ashore i18n accept`，多余的记录会去掉",
        "run `ashore i18n accept`, which drops what is left over",
    ),
    "ASH133": (
        "{of} 那边有 {name}，这里没有。",
        "{of} gives {name}, and this does not.",
        "补上；用不着的，两边都去掉",
        "add it here, or leave it out of both",
    ),
    "ASH140": (
        "这不是能读的 PO 文件：{reason}。",
        "This is no PO file that can be read: {reason}.",
        "用 msgfmt -c 查一查，或者重新导出",
        "check it with msgfmt -c, or export again",
    ),
    "ASH141": (
        "文件头的 Language 是“{language}”，能导入的只有：{known}。",
        "The header's Language is “{language}”; what can be imported is: {known}.",
        "新的语言先在 content/ 里建好文件夹",
        "a new language begins as a folder in content/",
    ),
    "ASH142": (
        "原文里没有 `{key}`。",
        "The primary language has no `{key}`.",
        "重新导出，用 msgmerge 合并后再导入",
        "export again, merge the translations with msgmerge, then import",
    ),
    "ASH143": (
        "{file} 里还没有放 `{key}` 的地方。",
        "{file} has no place for `{key}` yet.",
        "新文件先照原文复制一份；少了的项先照原文补上",
        "begin a new file as a copy of the primary one; add a missing key as it stands there",
    ),
    "ASH144": (
        "`{key}` 的译文丢了 {name}。",
        "The translation of `{key}` has lost {name}.",
        "占位符、出处和标签要和原文一样",
        "keep placeholders, citations and tags as they are in the source",
    ),
    "ASH145": (
        "`{key}` 的译文多了 {name}，原文没有。",
        "The translation of `{key}` has {name}, and its source has not.",
        "占位符、出处和标签要和原文一样",
        "keep placeholders, citations and tags as they are in the source",
    ),
    "ASH146": (
        "`{key}` 的原文（{of}）在导出以后改过了。",
        "The source of `{key}` ({of}) has changed since this was exported.",
        "重新导出，用 msgmerge 合并后再导入",
        "export again, merge the translations with msgmerge, then import",
    ),
}
