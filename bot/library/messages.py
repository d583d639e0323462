"""What is said about each kind of mistake, in Chinese and English. Codes are stable: none is reused."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.library.hints import HINTS
from bot.library.lint_messages import LINT
from bot.library.translation_messages import TRANSLATION


@dataclass(frozen=True)
class Message:
    """A sentence with places for values, and what to do instead where that is always the same."""

    sentence: Mapping[str, str]
    hint: Mapping[str, str]


def _says(zh: str, en: str, hint_zh: str = "", hint_en: str = "") -> Message:
    return Message({"zh": zh, "en": en}, {"zh": hint_zh, "en": hint_en})


_READING = {
    "ASH001": _says("这个文件读不了：{reason}。", "This file cannot be read: {reason}."),
    "ASH002": _says(
        "这里不是 UTF-8 文字。",
        "This is not UTF-8 text.",
        "用 UTF-8 编码重新保存",
        "save the file as UTF-8",
    ),
    "ASH003": _says(
        "这里有一个看不见的控制字符。",
        "There is an invisible control character.",
        "删掉它",
        "delete it",
    ),
    "ASH004": _says(
        "缩进用了制表符。",
        "A tab is used to indent.",
        "换成空格，每层两个",
        "use spaces, two for each level",
    ),
    "ASH005": _says("文件是空的。", "The file is empty."),
    "ASH006": _says(
        "这里不是 YAML：{reason}。",
        "This is not YAML: {reason}.",
        "看看冒号后面有没有空格、引号有没有成对、缩进齐不齐",
        "look for a missing space after a colon, an open quote, uneven indentation",
    ),
    "ASH016": _says(
        "这里的“{mark}”是中文输入法打的，要写“{instead}”。",
        "This “{mark}” comes from a Chinese keyboard; write “{instead}”.",
    ),
    "ASH017": _says(
        "这里的“{mark}”后面少了一个空格。",
        "A space is missing after this “{mark}”.",
        "冒号后面、列表的横线后面，空一格再写",
        "put a space after a colon, and after the dash of a list",
    ),
    "ASH007": _says(
        "不能用 & 锚点和 * 引用。",
        "Anchors (&) and aliases (*) are not allowed.",
        "把内容写全；文字以 & 或 * 开头的，加上引号",
        "write it out; put text that begins with & or * in quotes",
    ),
    "ASH008": _says(
        "不能用 ! 标签和 % 指令。",
        "Tags (!) and directives (%) are not allowed.",
        "文字以 ! 开头的，加上引号",
        "put text that begins with ! in quotes",
    ),
    "ASH009": _says(
        "不能用 << 合并。", "Merge keys (<<) are not allowed.", "把内容写全", "write it out"
    ),
    "ASH010": _says(
        "一个文件只能有一份文档。",
        "A file holds one document only.",
        "删掉 `---`",
        "delete the `---`",
    ),
    "ASH011": _says(
        "`{key}` 写了两次，第一次在第 {line} 行。",
        "`{key}` stands here twice, first in line {line}.",
    ),
    "ASH012": _says(
        "文件太大或层次太深（上限 {limit}）。", "The file is too large or too deep (limit {limit})."
    ),
    "ASH013": _says(
        "文件开头有 BOM 标记。",
        "The file begins with a byte order mark.",
        "保存成“UTF-8 无 BOM”",
        "save it as UTF-8 without BOM",
    ),
    "ASH015": _says("键必须是一段文字。", "A key must be plain text."),
}

_SHAPE = {
    "ASH020": _says("这里没有 `{key}` 这一项。", "`{key}` is not known here."),
    "ASH021": _says("缺少 `{key}`。", "`{key}` is missing."),
    "ASH022": _says("这里要写{kind}。", "This must be {kind}."),
    "ASH023": _says(
        "`{name}` 不能当名字。",
        "`{name}` cannot be a name.",
        "名字用小写字母开头，只有小写字母、数字和下划线，最多 40 个字符",
        "a name begins with a small letter and has small letters, digits and _ only, 40 at most",
    ),
    "ASH024": _says("`{value}` 不在可选的值里：{known}。", "`{value}` is not one of: {known}."),
    "ASH025": _says("`{value}` 超出范围：{limit}。", "`{value}` is out of bounds: {limit}."),
    "ASH026": _says(
        "`{value}` 不是日期。",
        "`{value}` is not a day.",
        "写成 2026-11-24 这样",
        "write it like 2026-11-24",
    ),
    "ASH027": _says(
        "文字里的数要加引号。",
        "Text that looks like a number must be in quotes.",
        '写成 "12356"',
        'write "12356"',
    ),
    "ASH028": _says(
        "`{name}` 是保留的名字。",
        "`{name}` is a reserved name.",
        "换一个名字",
        "choose another name",
    ),
    "ASH029": _says(
        "这里是空的。",
        "There is nothing here.",
        "写上内容，或者把这一项删掉",
        "write something, or leave the key out",
    ),
}

_FLOWS = {
    "ASH030": _says("没有 `{verb}` 这个动作。", "There is no verb `{verb}`."),
    "ASH031": _says(
        "没有 `{name}` 这个槽位。",
        "There is no slot `{name}`.",
        "在 flows/slots.yaml 里加上它",
        "add it to flows/slots.yaml",
    ),
    "ASH032": _says("没有 `{name}` 这个流程。", "There is no flow `{name}`."),
    "ASH033": _says(
        "流程绕了一圈又回到自己：{circle}。", "The flows call each other in a circle: {circle}."
    ),
    "ASH034": _says(
        "`end` 之后的步骤永远走不到。",
        "Nothing after an `end` can be reached.",
        "删掉它，或给 `end` 加 `if`",
        "delete it, or give the `end` an `if`",
    ),
    "ASH035": _says(
        "`{key}` 在这个流程里用了两次，第一次在第 {line} 行。",
        "`{key}` is used twice in this flow, first in line {line}.",
    ),
    "ASH037": _says(
        "菜单最多 {limit} 项，这里有 {count} 项。",
        "A menu has at most {limit} items; this one has {count}.",
    ),
    "ASH038": _says(
        "名字太长，按钮装不下（{size} 字节，上限 {limit}）。",
        "The names are too long for a button ({size} bytes, at most {limit}).",
        "把列表或问题的名字改短",
        "shorten the name of the list or of the question",
    ),
    "ASH039": _says(
        "流程名 `{name}` 和文件名不一样。",
        "The flow is called `{name}`, the file is not.",
        "让两个名字一样",
        "give both one name",
    ),
    "ASH040": _says(
        "没有 `{target}` 可以去。",
        "There is no `{target}` to go to.",
        "写成 flow:名字 或 card:名字",
        "write flow:<name> or card:<name>",
    ),
    "ASH041": _says(
        "`{name}` 的类型是 {type}，`{verb}` 要的是 {wanted}。",
        "`{name}` is of type {type}; `{verb}` takes {wanted}.",
    ),
    "ASH042": _says("没有 `{name}` 这种类型。", "There is no type `{name}`."),
    "ASH043": _says(
        "没有 `{name}` 流程，机器人从它开始。", "There is no flow `{name}`; the bot begins there."
    ),
    "ASH044": _says("没有选项。", "There are no options."),
}

_EXPRESSIONS = {
    "ASH014": _says("没有 `{name}` 这个名字。", "There is nothing called `{name}` here."),
    "ASH050": _says("表达式写错了：{reason}。", "The expression cannot be read: {reason}."),
    "ASH051": _says("没有 `{name}` 这个过滤器或判断。", "There is no filter or test `{name}`."),
    "ASH052": _says("没有 `{name}` 这个函数。", "There is no function `{name}`."),
    "ASH053": _says("这里不能用 {construct}。", "{construct} is not allowed here."),
    "ASH054": _says(
        "走到这里时，`{name}` 还没有问过或算过。",
        "`{name}` has not been asked or set when this is reached.",
        "把问它的步骤挪到前面",
        "move the step that asks it further up",
    ),
    "ASH055": _says("`{owner}` 没有 `{name}`。", "`{owner}` has no `{name}`."),
    "ASH056": _says(
        "`{slot}` 没有 `{name}` 这个选项，有的是：{known}。",
        "`{slot}` has no option `{name}`; it has {known}.",
    ),
}

_WORDS = {
    "ASH060": _says(
        "缺少文件 {file}。",
        "The file {file} is missing.",
        "照另一种语言的样子写一份",
        "write it like that of the other language",
    ),
    "ASH061": _says("缺少 `{key}` 的文字。", "There are no words for `{key}`."),
    "ASH062": _says("选项 `{name}` 没有文字。", "The option `{name}` has no label."),
    "ASH063": _says(
        "步骤有 `{key}`，这里却没有 `{key}` 的文字。",
        "The step has `{key}`, and there are no words `{key}` for it.",
    ),
    "ASH064": _says("没有步骤用到 `{key}`。", "No step uses `{key}`."),
    "ASH065": _says("模板写错了：{reason}。", "The template cannot be read: {reason}."),
    "ASH066": _says("content/law 里没有 `{name}`。", "There is no `{name}` in content/law."),
    "ASH067": _says("content/help 里没有 `{name}`。", "There is no `{name}` in content/help."),
    "ASH068": _says(
        "不能用 `{tag}`。",
        "`{tag}` is not allowed.",
        "可用的标签：b i u s code pre a tg-spoiler blockquote；单独的小于号写 &lt;",
        "the tags are b i u s code pre a tg-spoiler blockquote; a lone less-than sign is &lt;",
    ),
    "ASH069": _says("标签 `{tag}` 没有成对。", "The tag `{tag}` has no partner."),
    "ASH070": _says("缺少 {language} 的文字。", "The words in {language} are missing."),
    "ASH071": _says(
        "没有流程叫 `{name}`，这个文件没有用处。",
        "No flow is called `{name}`; this file is of no use.",
    ),
    "ASH072": _says(
        "按钮上的文字不能有模板或标签。", "A label on a button has no template and no tags."
    ),
    "ASH074": _says(
        "给债权人看的文件里不能用 `{name}`：它是自己写的字、健康情况，或者由它们算出来的。",
        "A document for a creditor must not use `{name}`: it is free text, a matter of health, or worked out from one.",
        "只用金额、日期和选项；只给借款人自己看的，去掉 audience",
        "use amounts, dates and choices; leave `audience` out where it is for the borrower alone",
    ),
    "ASH073": _says("没有一种语言有 common.yaml。", "No language has a common.yaml."),
}

_FACTS = {
    "ASH080": _says("两段时间重叠，或先后颠倒。", "Two periods overlap or are out of order.", "按时间先后写；前一段的 `to` 早于后一段的 `from`", "write them in order; the `to` of one comes before the `from` of the next"),
    "ASH081": _says("`{name}` 在别的文件里已经有了。", "`{name}` stands in another file already."),
    "ASH082": _says("这个短语太短，会到处触发。", "This phrase is too short: it would fire on anything."),
    "ASH084": _says("`{name}` 没有数值。", "`{name}` has no value.", "用 cite('…') 引它", "use cite('…') instead"),
    "ASH085": _says("{day} 不在 {year} 年里。", "{day} does not lie in {year}."),
    "ASH086": _says("{day} 不是要上班的周末。", "{day} is no weekend day that could be worked.", "`work` 里只写调休上班的周六、周日，而且不能也写在 `rest` 里", "`work` holds Saturdays and Sundays that are worked, none that stands in `rest` too"),
    "ASH087": _says("{year} 年写了两次。", "The year {year} stands here twice."),
    "ASH089": _says("`{word}` 在这个意思里写了两次，或者没有字。", "`{word}` stands twice under this meaning, or has no letters."),
    "ASH083": _says("没有 `{kind}` 的危机回复。", "There is no reply for `{kind}`."),
}  # fmt: skip


def _with_hint(code: str, message: Message) -> Message:
    zh, en = HINTS.get(code, ("", ""))
    return Message(
        message.sentence, {"zh": message.hint["zh"] or zh, "en": message.hint["en"] or en}
    )


MESSAGES: Final[Mapping[str, Message]] = {
    code: _with_hint(code, message)
    for code, message in {
        **_READING, **_SHAPE, **_FLOWS, **_EXPRESSIONS, **_WORDS, **_FACTS,
        **{code: _says(*words) for code, words in {**LINT, **TRANSLATION}.items()},
    }.items()
}  # fmt: skip

# The kinds of value that ASH022 asks for.
KINDS: Final[Mapping[str, Mapping[str, str]]] = {
    "text": {"zh": "一段文字", "en": "text"},
    "expression": {"zh": "一个表达式", "en": "an expression"},
    "list": {"zh": "一个列表（每项前面加 -）", "en": "a list (each item after a dash)"},
    "map": {"zh": "一组“键: 值”", "en": "a map (key: value)"},
    "switch": {"zh": " true 或 false", "en": "true or false"},
    "whole": {"zh": "一个整数", "en": "a whole number"},
    "number": {"zh": "一个数", "en": "a number"},
    "day": {"zh": "一个日期", "en": "a day"},
    "hash": {"zh": "八位十六进制数，加引号", "en": "eight hexadecimal digits in quotes"},
    "valid": {"zh": "别的东西", "en": "something else"},
}
