"""What `ashore i18n` says, in Chinese and English."""

from collections.abc import Mapping
from typing import Final

# Every state that somebody must look at, in the order in which they are listed.
STATES: Final[Mapping[str, Mapping[str, str]]] = {
    "stale": {"zh": "过时", "en": "stale"},
    "new": {"zh": "未认可", "en": "never accepted"},
    "missing": {"zh": "缺", "en": "missing"},
    "extra": {"zh": "多余", "en": "extra"},
    "leftover": {"zh": "多余的记录", "en": "left over"},
}

_SAID: Final[Mapping[str, Mapping[str, str]]] = {
    "counts": {
        "zh": "{name}：译了 {translated} 段，过时 {stale}，未认可 {new}，缺 {missing}，多余 {extra}，多余的记录 {leftover}。",
        "en": "{name}: {translated} translated, {stale} stale, {new} never accepted, {missing} missing, "
        "{extra} extra, {leftover} left over in the record.",
    },
    "ask": {
        "zh": "意思一致？y 认可，n 跳过，q 停下",
        "en": "The same? y accepts, n skips, q stops",
    },
    "accepted": {
        "zh": "认可了 {count} 段，还剩 {left} 段；去掉 {dropped} 条多余的记录。",
        "en": "{count} accepted, {left} left; {dropped} left over dropped from the record.",
    },
    "imported": {
        "zh": "改了 {changed} 段，认可 {accepted} 段，{fuzzy} 段待定（fuzzy），{empty} 段还空着。",
        "en": "{changed} changed, {accepted} accepted, {fuzzy} fuzzy, {empty} still empty.",
    },
    "nothing_named": {
        "zh": "没有叫 `{what}` 的文件或文字。`ashore i18n status` 会列出名字。",
        "en": "There is no file or text called `{what}`. `ashore i18n status` lists the names.",
    },
    "no_language": {
        "zh": "`{name}` 不是可以翻译的语言。用 content/ 下面的文件夹名（第一种语言除外），例如 en。",
        "en": "`{name}` is no language to translate into: a folder of content/ besides the first, such as en.",
    },
    "no_polib": {
        "zh": "读写 PO 文件要装 polib：pip install 'polib>=1.2'。什么都没有改。",
        "en": "PO files need polib: pip install 'polib>=1.2'. Nothing was changed.",
    },
    "refused": {
        "zh": "发现 {count} 处问题，什么都没有改。改好 PO 文件再导入。",
        "en": "{count} findings; nothing was changed. Mend the PO file and import it again.",
    },
    "unreadable": {
        "zh": "发现 {count} 处问题，什么都没有改。先运行 `ashore check`，改好再来。",
        "en": "{count} findings; nothing was changed. Mend them first (`ashore check`).",
    },
}


def say(name: str, language: str, /, **values: object) -> str:
    """A sentence in the reader's language."""
    return _SAID[name][language].format_map(values)
