"""What is said about each finding of lint: its sentence and what to do, in Chinese and English."""

from collections.abc import Mapping
from typing import Final

# Chinese, English, and the hint in both.
LINT: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "ASH100": (
        "“{said}”是写死的法律数字。",
        "“{said}” is a figure of the law that was typed in.",
        "写成 {{ law.名字 }}，数放在 content/law",
        "write {{ law.<name> }} and put the number into content/law",
    ),
    "ASH101": (
        "“{said}”是写死的电话。",
        "“{said}” is a telephone number that was typed in.",
        "写成 {{ help.名字.number }}，号码放在 content/help",
        "write {{ help.<name>.number }} and put the number into content/help",
    ),
    "ASH102": (
        "`{name}` 没有说清依据：缺 {missing}。",
        "`{name}` is not sourced: {missing} is missing.",
        "补上出处、第几条或者谁发的；没看到原文的不能用",
        "add the source, and the article or the issuer; what was not read must not be used",
    ),
    "ASH103": (
        "过了该审的日子：{due}。",
        "The day to review this was {due}.",
        "重新核对，改 reviewed 或 checked",
        "check it again and set `reviewed` or `checked`",
    ),
    "ASH104": (
        "“{said}”是不能许的诺。",
        "“{said}” is a promise that nobody can keep.",
        "说清楚谁决定、可能怎样；别人的话放进引号",
        "say who decides and what may happen; put what others say in quotation marks",
    ),
    "ASH105": (
        "这一题在问“{said}”，这些不能问。",
        "This question asks for “{said}”, which is never asked for.",
        "换一个不用证件号、卡号、验证码的问法",
        "ask for something that is no identity number, card number or code",
    ),
    "ASH106": (
        "“{said}”：不出这种主意，也不教训人。",
        "“{said}”: no such advice is given, and nobody is lectured.",
        "换个说法；提醒别上当的，把骗子的话放进引号",
        "say it otherwise; a swindler's words go in quotation marks",
    ),
    "ASH107": (
        "`{key}` 在 {language} 里有，这里没有。",
        "`{key}` stands in {language} and not here.",
        "两种语言要有同样的项",
        "the languages must have the same keys",
    ),
    "ASH108": (
        "最长时有 {size}，Telegram 只收 {limit}（{what}）。",
        "At its longest this has {size}; Telegram takes {limit} ({what}).",
        "写短些，或者分成两条",
        "make it shorter, or two of it",
    ),
    "ASH109": (
        "值取到头时说不出来：{reason}。",
        "With extreme values this cannot be worded: {reason}.",
        "",
        "",
    ),
    "ASH110": (
        "平均一句 {size} 字，超过 {limit} 字。",
        "A sentence has {size} characters in the mean, more than {limit}.",
        "把长句断开",
        "break long sentences",
    ),
    "ASH111": (
        "折叠前有 {size} 字，超过 {limit} 字。",
        "Before its fold this has {size} characters, more than {limit}.",
        "放进 <blockquote expandable>，或者分成两条",
        "put some of it into a <blockquote expandable>, or make it two",
    ),
    "ASH112": (
        "中文里用了半角标点“{said}”。",
        "A half-width “{said}” stands in Chinese.",
        "换成全角",
        "use the full-width mark",
    ),
    "ASH113": (
        "不用“{said}”：称呼用“你”，不用感叹号。",
        "“{said}” is not used: borrowers are 你, and nothing is exclaimed.",
        "",
        "",
    ),
    "ASH114": (
        "要读到 {size} 年级才看得懂，超过 {limit}。",
        "This reads at grade {size}, above {limit}.",
        "句子短些，词简单些",
        "use shorter sentences and plainer words",
    ),
    "ASH115": (
        "“{said}”是缩写的数目。",
        "“{said}” is a shortened amount.",
        "写全：¥24,000",
        "write it in full: ¥24,000",
    ),
    "ASH116": (
        "解释太长：{size}，最多 {limit}。",
        "The explanation has {size}, at most {limit}.",
        "一句话说明白",
        "one plain sentence",
    ),
    "ASH117": (
        "“{said}”没有解释。",
        "“{said}” is not explained anywhere.",
        "在 glossary.yaml 里加上，或者换个说法",
        "add it to glossary.yaml, or say it otherwise",
    ),
    "ASH120": (
        "没有流程问 `{name}`。",
        "No flow asks for `{name}`.",
        "删掉它，或者在流程里问",
        "delete it, or ask for it in a flow",
    ),
    "ASH121": (
        "问了 `{name}`，答案却没有用处。",
        "`{name}` is asked for, and nothing is done with the answer.",
        "用在条件、计算或文字里，或者不问",
        "use it in a condition, a sum or a text, or do not ask",
    ),
    "ASH122": (
        "有的路走到这里没问过 `{name}`，会说成“不知道”。",
        "On some way here `{name}` was never asked: it would be said to be unknown.",
        "外面加 {% if 名字 is not unknown %}，或者先问",
        "put {% if <name> is not unknown %} around it, or ask first",
    ),
    "ASH123": (
        "`{condition}` {way}：{reason}。",
        "`{condition}` {way}: {reason}.",
        "改条件；没有用的那一支，连同文字删掉",
        "mend the condition, or delete what is of no use with its words",
    ),
    "ASH124": (
        "没有人走得到这一步：前面的路都结束了，或者留在菜单里。",
        "Nobody comes to this step: every way before it has ended, or stays in a menu.",
        "删掉它，或者让前面有一条路走得下来",
        "delete it, or let some way go on to it",
    ),
    "ASH125": (
        "`{slot}` 选 `{name}` 的，后面什么也没有，别的选项都有。",
        "Nothing follows for who chooses `{name}` in `{slot}`, while every other option has something.",
        "给它加一步；真不用的，放在第一个",
        "add a step for it; an option that needs none comes first",
    ),
    "ASH126": (
        "{which}：{reason}。",
        "{which}: {reason}.",
        "改条件，或者删掉这一支",
        "mend the condition, or delete the branch",
    ),
    "ASH127": (
        "`{key}` 的文字从来不会说。",
        "The words `{key}` are never said.",
        "删掉，或者给步骤加上同名的项",
        "delete them, or give the step the key of that name",
    ),
    "ASH128": (
        "按钮上的字有 {size} 格宽，窄屏手机只放得下 {limit} 格（一个汉字两格）。",
        "This label is {size} columns wide; a narrow phone shows {limit} (a Chinese character takes two).",
        "写短些",
        "make it shorter",
    ),
    "ASH129": (
        "提醒会显示在锁屏上，不能有“{said}”。",
        "A reminder shows on a locked screen, where “{said}” must not stand.",
        "只说“说好的那件事”，打开以后再看；日子可以写",
        "say only that something was agreed, and keep the rest for the chat; a day may stand",
    ),
    "ASH134": (
        "从这里找不到真人：没有电话，也没有通往有电话的地方。",
        "No human can be found from here: no number, and nothing that leads to one.",
        "文字里写一个 {{ help.名字 }}，或者在 next 里加一张有电话的卡片",
        "name a {{ help.<name> }} in the words, or a card that has one in `next`",
    ),
    "ASH135": (
        "选项 `{name}` 和 `{other}` 的字一样，分不出来。",
        "The options `{name}` and `{other}` have the same label.",
        "换个说法",
        "word one of them otherwise",
    ),
    "ASH136": (
        "`{name}` 写了两次。",
        "`{name}` stands here twice.",
        "留一个",
        "keep one",
    ),
    "ASH137": (
        "这一天还没到，今天是 {today}：没到的日子，不能算审过了。",
        "This day is yet to come; today is {today}, and nothing was reviewed on a day to come.",
        "写真正核对的那一天；看看年份",
        "write the day on which it was reviewed; look at the year",
    ),
}
