"""What the peers say: the words of the bench library, so that every bot sends the same messages."""

import os

QUESTIONS = {
    "total_debt": "你现在一共欠多少钱？可以写“3.5万”。",
    "income": "你每个月到手的收入是多少？",
    "overdue": "最久的一笔逾期多久了？",
    "overdue_days": "最近一笔逾期了多少天？",
    "has_lawsuit": "有没有收到过法院的传票或短信？",
}
ORDER = tuple(QUESTIONS)
LABELS = {
    "total_debt": "欠款总额",
    "income": "月收入",
    "overdue": "逾期",
    "overdue_days": "逾期天数",
    "has_lawsuit": "法院文书",
}
OPTIONS = {
    "overdue": {"none": "没有逾期", "under_90": "不到 3 个月", "over_90": "3 个月以上"},
    "has_lawsuit": {"yes": "是", "no": "否"},
}
MOVES = {"why": "为什么问这个", "back": "返回", "sos": "紧急求助"}
NOT_A_NUMBER = "请写一个大于 0 的数。"

BASE_URL = os.environ.get("BENCH_BASE_URL", "")
TOKEN = os.environ.get("BENCH_TOKEN", "")
FOLDER = os.environ.get("BENCH_FOLDER", ".")


def question(slot: str, said: dict[str, str]) -> str:
    """The message that asks: what was understood just before, how far it is, the question."""
    number = ORDER.index(slot) + 1
    lines = [f"<b>{number}/{len(ORDER)}</b>", "", QUESTIONS[slot]]
    if number > 1:
        before = ORDER[number - 2]
        lines = [f"{LABELS[before]}：<b>{shown(before, said[before])}</b>", "", *lines]
    return "\n".join(lines)


def summary(said: dict[str, str]) -> str:
    """The last message: every answer."""
    rows = [f"{LABELS[slot]}：<b>{shown(slot, said[slot])}</b>" for slot in ORDER]
    return "\n".join(["都记下了。", "", *rows])


def shown(slot: str, value: str) -> str:
    """An answer as the borrower reads it."""
    if slot in OPTIONS:
        return OPTIONS[slot][value]
    return f"{value} 天" if slot == "overdue_days" else f"¥{int(value):,}"
