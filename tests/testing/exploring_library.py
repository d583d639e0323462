"""A library with one small flow, for tests of the explorer: its steps, its slots, and plain words."""

from pathlib import Path

from bot.library.load import read_manuscript
from bot.library.manuscript import Manuscript
from tests.library.tiny import FILES, write

SLOTS = """\
color:
  type: choice
  label: {zh: 颜色, en: Colour}
tags:
  type: choice
  label: {zh: 标记, en: Tags}
amount:
  type: money
  min: 0
  max: 1000
  label: {zh: 数额, en: Amount}
other:
  type: money
  label: {zh: 另一笔, en: Other}
age:
  type: number
  whole: true
  label: {zh: 年龄, en: Age}
day:
  type: date
  earliest: -400
  latest: 0
  label: {zh: 哪天, en: Day}
late:
  type: duration
  label: {zh: 多久, en: How long}
share:
  type: percent
  label: {zh: 份额, en: Share}
told:
  type: yes_no
  label: {zh: 说了吗, en: Told}
things:
  type: items
  label: {zh: 东西, en: Things}
"""
OPTIONS = {"color": "{red: 红, blue: 蓝}", "tags": "{one: 一, two: 二}"}


def words(*keys: str, **texts: str) -> str:
    """Words for these steps: a question for a slot, a sentence for anything else.

    `amount/must` is a question with a sentence for what does not meet its condition.
    """
    lines = ["title: 走走看"]
    slots = [line.rstrip(":") for line in SLOTS.splitlines() if not line.startswith(" ")]
    for key in keys:
        name, *more = key.split("/")
        if name == "things":
            lines.append(
                "things: {ask: 有哪些？, add: 加一个, empty: 还没有。, item: 一个, row: 若干}"
            )
        elif name in slots:
            said = "".join(f", {one}: 是这样吗？" for one in more)
            options = f", options: {OPTIONS[name]}" if name in OPTIONS else ""
            lines.append(f"{name}: {{ask: 请说 {name}？{said}{options}}}")
        else:
            lines.append(f"{name}: 说 {name}。")
    lines += [f"{key}: |\n  {text}" for key, text in texts.items()]
    return "\n".join([*lines, ""])


def made(folder: Path, steps: str, text: str) -> Manuscript:
    """The tiny library with a flow `walk` of these steps, and these words in both languages."""
    files = {
        **FILES,
        "flows/slots.yaml": FILES["flows/slots.yaml"] + SLOTS,
        "flows/walk.yaml": f"flow: walk\nsteps:\n{steps}",
        "content/zh/walk.yaml": text,
        "content/en/walk.yaml": text,
    }
    return read_manuscript(write(folder, files))
