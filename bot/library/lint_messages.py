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
}
