"""What is said of an exploration: each finding in a sentence with the answers that lead to it."""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.testing.exploring.model import Exploration, Finding

_RULES: Final[Mapping[str, tuple[str, str]]] = {
    "stuck": ("没有出路：怎么答都还在 {seen}。", "Nobody gets on: whatever is said, it stays at {seen}."),
    "fails": ("出错：{seen}", "It fails: {seen}"),
    "not_taken": (
        "回答 {answer} 没有按原意收下，存下的是 {seen}。",
        "The answer {answer} is not taken as meant; kept is {seen}.",
    ),
    "wrongly_taken": (
        "超出范围的回答 {answer} 被收下了，存下的是 {seen}。",
        "The answer {answer} is out of bounds and is taken; kept is {seen}.",
    ),
    "back": (
        "返回后再答一次，应回到 {expected}，却在 {seen}。",
        "Back, and the same answer again, should be {expected}; it is {seen}.",
    ),
    "back_stays": ("按返回没有反应，还在 {seen}。", "Back does nothing; it stays at {seen}."),
    "edit": (
        "改不了 {answer}，停在 {seen}。",
        "The answer to {answer} cannot be changed; it stays at {seen}.",
    ),
    "keep": (
        "打开 {answer} 又不改，没有回到 {expected}。",
        "The answer to {answer}, opened and kept, is not back at {expected}.",
    ),
    "same": (
        "把 {answer} 改成原来的回答，没有回到 {expected}。",
        "The answer to {answer}, said again, is not back at {expected}.",
    ),
    "restore": (
        "把 {answer} 改掉再改回来，应在 {expected}，却在 {seen}。",
        "The answer to {answer}, changed and changed back, should be {expected}; it is {seen}.",
    ),
    "nonsense_taken": (
        "听不懂的话改动了回答，停在 {seen}。",
        "Words that mean nothing changed an answer; it is at {seen}.",
    ),
    "nonsense": (
        "连着三次听不懂，也没有给出跳过、暂停或找人的按钮；有的是：{seen}。",
        "Not understood three times, and no button to skip, pause or reach a person; there are: {seen}.",
    ),
    "crisis": (
        "“{phrase}”之后先出现的不是求助信息，而是 {seen}。",
        "“{phrase}” is not answered with help first, but with {seen}.",
    ),
    "crisis_moves": (
        "“{phrase}”之后没有停在原处 {expected}。",
        "After “{phrase}” the conversation is not where it was, {expected}.",
    ),
    "saved": (
        "存盘再读出来，和原来不一样（在 {expected}）。",
        "What is saved is not read back as it was, at {expected}.",
    ),
    "refolded": (
        "重新推出的位置应是 {expected}，却是 {seen}。",
        "Worked out again, the place should be {expected}; it is {seen}.",
    ),
    "stale": (
        "旧按钮 {button} 起了作用，或没有说明它过期了；停在 {seen}。",
        "The stale button {button} did something, or was not called stale; it is at {seen}.",
    ),
    "language": (
        "换成 {language} 后应在 {expected}，却在 {seen}。",
        "In {language} the place should be {expected}; it is {seen}.",
    ),
    "words": (
        "{screen} 的 {language} 文字出不来：{seen}",
        "The words of {screen} in {language} fail: {seen}",
    ),
    "markup": (
        "{screen} 的 {language} 文字里标签 {seen} 不对，Telegram 会拒收。",
        "The words of {screen} in {language} have a wrong tag {seen}; Telegram refuses it.",
    ),
    "length": (
        "{screen} 的 {language} 文字太长：{seen}，上限 {expected}。",
        "The words of {screen} in {language} are too long: {seen}, at most {expected}.",
    ),
}  # fmt: skip


def rules() -> frozenset[str]:
    """The names of the properties."""
    return frozenset(_RULES)


def render(finding: Finding, language: str) -> str:
    """A finding with the answers that lead to it, in order, so that it can be seen again."""
    zh, en = _RULES[finding.rule]
    sentence = (zh if language == "zh" else en).format_map(finding.values)
    where = f"flows/{finding.flow}.yaml {finding.step}".rstrip()
    said = " ".join(map(str, finding.said)) or "–"
    after = "走法" if language == "zh" else "by way of"
    return f"{where} [{finding.rule}] {sentence}\n    {after}: {said}"


def summary(explored: Exploration, language: str) -> Iterator[str]:
    """A flow in a line, and what was not looked at in another."""
    outcomes = ", ".join(name.partition(".")[2] for name in sorted(explored.outcomes))
    states, edges, seconds = len(explored.states), len(explored.edges), explored.seconds
    if language == "zh":
        yield f"{explored.flow}: {states} 个状态，{edges} 步，{seconds:.1f} 秒；结局：{outcomes}"
        if explored.left:
            yield f"    超出预算：还有 {explored.left} 个状态没有往下走（--budget）"
        if explored.sampled:
            yield "    只算进合计的数没有全部两两组合：其余取常见值，每次只变一两个"
        return
    yield f"{explored.flow}: {states} states, {edges} edges, {seconds:.1f} s; outcomes: {outcomes}"
    if explored.left:
        yield f"    over the budget: {explored.left} states were not gone on from (--budget)"
    if explored.sampled:
        yield "    answers that only count in sums: one or two at a time differ from the usual"
