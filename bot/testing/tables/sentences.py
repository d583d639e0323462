"""What is said of tables: why a flow has none for review, and what is not as it was committed."""

from collections.abc import Mapping
from typing import Final

from bot.testing.tables.committed import Change
from bot.testing.tables.reviewing import MOST_ROWS, LeftOut, Reason

_REASONS: Final[Mapping[Reason, tuple[str, str]]] = {
    "budget": (
        "超出预算，还有 {count} 个状态没有走（--budget）",
        "over the budget, {count} states were not gone on from (--budget)",
    ),
    "sums": (
        "有些数只算进合计，没有全部组合，表不完整",
        "some answers only count in sums and were not combined all with all, so a table would have gaps",
    ),
    "rows": (
        "有 {count} 行，超过一次能审完的 {most} 行",
        "{count} rows, more than the {most} that are reviewed at a sitting",
    ),
    "many": ("有几千行，没有人审得完", "thousands of rows, which nobody can review"),
    "one": ("怎么回答结果都一样，没有可审的", "every answer gives the same, there is nothing to decide"),
    "gone": ("没有这个流程了", "there is no such flow any more"),
}  # fmt: skip


def left_out(found: LeftOut, language: str) -> str:
    """A flow without a table, and why."""
    zh, en = _REASONS[found.reason]
    if language == "zh":
        return f"{found.flow}：不列表：{zh.format(count=found.count, most=MOST_ROWS)}。"
    return f"{found.flow}: no table: {en.format(count=found.count, most=MOST_ROWS)}."


def changed(change: Change | LeftOut, language: str) -> str:
    """How much of a table is not as it was committed, and the rows; or why there is none any more."""
    if isinstance(change, LeftOut):
        return left_out(change, language)
    outcomes, texts = change.outcomes, change.texts
    zh, en = [], []
    if outcomes.changed:
        zh.append(f"{outcomes.of} 种结局里有 {outcomes.changed} 种变了")
        en.append(f"{outcomes.changed} of {outcomes.of} outcomes change")
    if texts.changed:
        zh.append(f"{texts.of} 处说明里有 {texts.changed} 处变了")
        en.append(f"{texts.changed} of {texts.of} texts change")
    if language == "zh":
        head = f"{change.flow}：{'，'.join(zh) or '列或次序变了'}"
    else:
        head = f"{change.flow}: {', '.join(en) or 'columns or order change'}"
    return f"{head}\n{change.diff}"


def count_checked(tables: int, changes: int, language: str) -> str:
    """How many tables were compared, and what to do where some changed."""
    if language == "zh":
        then = "；审阅后用 `ashore table --write` 写入。" if changes else "。"
        return f"核对 {tables} 张表，{changes} 张变了{then}"
    then = ". Once reviewed, `ashore table --write` writes them." if changes else "."
    return f"Tables compared: {tables}, changed: {changes}{then}"
