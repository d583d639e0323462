"""How a press is forged: out of nothing, out of what was on a button, out of another's."""

import random
import string
from collections.abc import Sequence

from bot.flow.tokens import Press, made_out

# What may be pressed on a message of any age, in any chat: it does not depend on where one is.
_AGELESS_MOVES = {"menu", "sos", "human", "language", "help", "export", "forget", "start"}
_AGELESS_ACTS = {"safe", "go_on", "crisis_steps", "lang"}
_MARKS = ("", "+", "-", "!", "=", "@", "@flow:", "@card:", "=change/", "=item/", "=resume/")
_ODD = (
    "", ".", "..", "0.", ".yes", "-1.yes", "0.yes.no", "1e9.yes", "zzzzzzzzz.yes", "0x1.yes",
    "1.\u202eyes", "١.yes", "１.yes", "1.yes\x00", "1. yes", "ſ.yes", "1.=", "1.@", "1.+", "1.!",
    "1.=forget_yes", "1.=remove_yes/1", "1.=lang/../zh", "{{7*7}}.yes", "1.{{7*7}}", "%s.%s",
    "1.'; drop table sessions; --", "null", "[]", "{}", "1.=change/" + "x" * 60, "y" * 65, "是" * 30,
    "🙂.🙂", "1.=resume/²", "1.=resume/-1", "1.=item/../1", "1.@flow:home", "1.@flow:../home",
)  # fmt: skip


def is_anywhere(press: Press) -> bool:
    """Whether a press is meant to work wherever it is made."""
    word = press.name.partition("/")[0]
    return (
        press.kind == "@"
        or (press.kind == "!" and press.name in _AGELESS_MOVES)
        or (press.kind == "=" and word in _AGELESS_ACTS)
    )


def forged_from(chance: random.Random, own: Sequence[str], everything: Sequence[str]) -> str:
    """Data for a press: `own` was once on this borrower's buttons, `everything` on anybody's."""
    kind = chance.randrange(8)
    if kind == 0 or not own:
        return chance.choice(_ODD)
    if kind == 1:
        letters = (
            chr(chance.choice((chance.randrange(128), chance.randrange(0xD7FF)))) for _ in range(70)
        )
        return "".join(letters)[: chance.randrange(71)]
    made = chance.choice(own)
    if kind == 2:  # an earlier position's, or one that the screen had once
        return made
    if kind == 3:
        return chance.choice(everything)
    version, _, act = made.partition(".")
    if kind == 4:
        return _with_another_version(chance, version, act)
    if kind == 5:
        return f"{version}.{chance.choice(_MARKS)}{act.lstrip('+-!=@')}"
    if kind == 6:
        return f"{version}.{_mutated(chance, act)}"
    return f"{version}.{chance.choice(everything).partition('.')[2]}"


def _with_another_version(chance: random.Random, version: str, act: str) -> str:
    number = int(version, 36)
    near = made_out(act, max(0, number + chance.choice((-1_000_000, -30, -2, -1, 1, 2, 30, 10**9))))
    padded = f"{chance.choice('0 +-_')}{version}.{act}"
    return chance.choice(
        (near, padded, f"{version.upper()}{chance.choice('AZ')}.{act}", f"{version}{act}")
    )


def _mutated(chance: random.Random, act: str) -> str:
    """The act with a character more, less, or another."""
    at = chance.randrange(len(act) + 1)
    letter = chance.choice(string.ascii_lowercase + "_/:#1 \u200b")
    return chance.choice(
        (act[:at] + letter + act[at:], act[:at] + act[at + 1 :], act[:at] + letter + act[at + 1 :])
    )
