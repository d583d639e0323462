"""What the state machine's borrowers say and forge: a little of everything."""

from typing import Final

from hypothesis import strategies as st

# Those that end with a reminder or a human, and those with lists.
FLOWS: Final = (
    "repayment_plan", "exact_plan", "my_debts", "budget", "deadlines", "court", "negotiate",
    "negative_budget", "credit_report",
)  # fmt: skip
TEXTS: Final = (
    "/start",
    "/start repayment_plan",
    "/start nowhere",
    "/menu",
    "/back",
    "/why",
    "/skip",
    "/pause",
    "/resume",
    "/language",
    "/human",
    "/sos",
    "/help",
    "/review",
    "/export",
    "/delete",
    "/nothing",
    "返回",
    "跳过",
    "好了",
    "继续",
    "我安全",
    "是",
    "不是",
    "yes",
    "no",
    "3.5万",
    "35000",
    "0",
    "-1",
    "12%",
    "3个月",
    "明天",
    "2026-10-01",
    "1",
    "2",
    "没有",
    "招商银行",
    "<b>招商</b> & {{ 7*7 }}",
    "催收天天打电话怎么办",
    "What happens to my credit record?",
    "我不想活了",
    "I want to die",
    "他打我",
    "？？",
    "  ",
    "110101199003070000",
    "\u202e\u0000",
    "很长" * 2100,
)

_ACTS: Final = (
    "!back",
    "!menu",
    "!forget",
    "!export",
    "!nothing",
    "=done",
    "=add",
    "=forget_yes",
    "=change/total_debt",
    "=item/1",
    "=remove_yes/1",
    "=resume/0",
    "=resume/99999999999999999999",
    "=lang/en",
    "=lang/xx",
    "=safe",
    "@flow:home",
    "@flow:repayment_plan",
    "@card:ab_loan",
    "@card:../../etc/passwd",
    "+fees",
    "-fees",
    "yes",
    "mine",
    "agree",
    "over_90",
    "__class__",
)

_versions = st.integers(0, 60).map(lambda number: f"{number:x}") | st.sampled_from(["zzzzzzzz", ""])
# An empty text stands for the last press of another chat, perhaps with a bit turned.
FORGED: Final = st.one_of(
    st.just(""),
    st.builds("{}.{}".format, _versions, st.sampled_from(_ACTS)),
    st.text(max_size=80),
)


def turned(data: str, at: int) -> str:
    """With a bit of one character turned, or as it was."""
    at %= len(data) + 1
    return data[:at] + chr(ord(data[at]) ^ 1) + data[at + 1 :] if at < len(data) else data
