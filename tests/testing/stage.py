"""A tiny project with conversation tests, for the tests of testing."""

from pathlib import Path

from bot.library.load import load_manuscript
from bot.library.manuscript import Manuscript
from tests.library import tiny

# Both sides of a condition, a branch, an optional question, a call and a document.
SHORT = """\
flow: plan
steps:
  - show: intro
  - ask: debt
    must: answer > 0
    sure: answer > 5000
  - choose: worries
    options: [home, calls]
    optional: true
  - if: debt > 1000
    then:
      - show: large
      - call: report
    else:
      - show: small
  - document: summary
    if: worries == 'home'
  - ask: has_card
  - end: done_well
"""
REPORT = """\
flow: report
steps:
  - show: told
  - end: read
"""
SHORT_WORDS = """\
title: 还款计划
phrases: [怎么还]
reviewed: 2026-11-24
intro: 先看清楚。
debt:
  ask: 欠多少？
  must: 要大于 0。
  sure: 真有这么多？
  example: 3.5万
worries:
  ask: 担心什么？
  options: {home: 房子, calls: 电话}
large: 很多。
small: |
  不多{% if debt > 500 %}也不少{% endif %}。
summary:
  title: 小结
  text: 担心 {{ worries | label('worries') }}。
has_card:
  ask: 有卡吗？
ends:
  done_well: 好了。
"""
REPORT_WORDS = """\
title: 报告
phrases: [看报告]
reviewed: 2026-11-24
told: 说过了。
ends:
  read: 读完了。
"""
CASES = """\
# What is tested of the plan.

- case: a small debt
  flow: plan
  talk:
    - sees: [intro, debt]   # the first screens
    - user: "800"
    - at: worries
    - tap: calls
    - sees: small
    - at: has_card
    - tap: yes
    - ends: done_well

- case: little, and no answer
  flow: plan
  answers: {debt: "100", worries: skip, has_card: false}
  facts: {debt: 100}
  ends: done_well

- table: by amount
  flow: plan
  columns: [debt, worries, has_card, sees, ends]
  rows:
    - ["300", home, true, summary, done_well]
    - ["400", calls, true, small, done_well]
"""
FILES = {
    **tiny.FILES,
    "flows/plan.yaml": SHORT,
    "flows/report.yaml": REPORT,
    "content/zh/plan.yaml": SHORT_WORDS,
    "content/en/plan.yaml": SHORT_WORDS,
    "content/zh/report.yaml": REPORT_WORDS,
    "content/en/report.yaml": REPORT_WORDS,
    "content/zh/common.yaml": f"{tiny.common('zh')}terminal:\n  hint: 打字就行。\n",
    "content/en/common.yaml": f"{tiny.common('en')}terminal:\n  hint: Just type.\n",
    "tests/flows/plan.yaml": CASES,
}


def project(folder: Path, **changed: str) -> Path:
    """A project in a folder; `cases` and the like replace a file's text by name."""
    named = {"cases": "tests/flows/plan.yaml"}
    return tiny.write(folder, {**FILES, **{named[name]: text for name, text in changed.items()}})


def manuscript(folder: Path) -> Manuscript:
    """Its library with its files."""
    return load_manuscript(project(folder))
