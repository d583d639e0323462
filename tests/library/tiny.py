"""A whole library in a few lines, for tests to load as it is or to break in one place."""

from pathlib import Path

from bot.library import Library, load_library
from bot.library.common_keys import REQUIRED
from bot.library.problems import LibraryError, Problem
from bot.library.read_translated import translated_yaml
from bot.library.translations import hash_of, passages
from bot.library.yaml_reader import parse_yaml

RECORD = "content/en/translated.yaml"
MARK = "‸"  # stands in a broken file before the character where the problem must be reported

SLOTS = """\
consent:
  type: choice
  label: {zh: 同意, en: Consent}
debt:
  type: money
  min: 0
  label: {zh: 欠款, en: Debt}
  sensitivity: financial
paid_on:
  type: date
  latest: 0
  label: {zh: 还清日, en: Paid on}
overdue:
  type: duration
  label: {zh: 逾期, en: Overdue}
rate:
  type: percent
  label: {zh: 利率, en: Rate}
has_card:
  type: yes_no
  label: {zh: 有信用卡, en: Has a card}
worries:
  type: choice
  label: {zh: 担心的事, en: Worries}
person:
  type: text
  max_length: 120
  label: {zh: 谁, en: Who}
debts:
  type: items
  label: {zh: 债务, en: Debts}
balance:
  type: money
  label: {zh: 余额, en: Balance}
owed:
  type: items
  label: {zh: 欠的账, en: Owed}
lender:
  type: choice
  label: {zh: 谁借的, en: Lender}
card_limit:
  type: money
  max: 100000
  min: 100
  label: {zh: 额度, en: Limit}
"""

HOME = """\
flow: home
steps:
  - choose: consent
    options: [agree, decline]
  - if: consent == 'decline'
    then:
      - end: declined
        next: [card:report]
  - menu: hub
    items:
      plan: [{call: plan}]
      about: [{show: about}]
"""

PLAN = """\
flow: plan
steps:
  - show: intro
  - ask: debt
    must: answer > 0
  - choose: worries
    options: [home, calls]
    many: true
  - ask: paid_on
    optional: true
  - repeat: debts
    steps:
      - ask: balance
  - if: debt > 1000
    then:
      - set: half
        to: debt * 0.5
      - show: large
  - review: [debt]
  - remind: later
    at: add_days(today, 30)
  - document: summary
  - document: for_lender
    audience: creditor
    picture: owed
    of: debts
  - end: done_well
    next: [card:report]
"""

LOAN = """\
flow: loan
steps:
  - choose: lender
    options: [bank, shop, friend]
  - ask: rate
  - ask: overdue
  - ask: has_card
  - if: has_card
    then:
      - ask: card_limit
      - show: card_sum
    else:
      - show: no_card
  - show: from_shop
    if: lender == 'shop'
  - show: from_friend
    if: lender == 'friend'
  - document: loan_sheet
  - end: loan_known
    next: [card:report]
"""

OWED = """\
flow: owed
steps:
  - repeat: owed
    min: 0
    max: 60
    marks: [not_mine, disputed]
    star: true
    alike: [person, balance]
    steps:
      - ask: person
      - ask: balance
        sure: answer > 100000
  - set: none_of_it
    to: "'not_mine' in owed[0].marks"
  - review: [owed]
  - show: sums
"""

HOME_WORDS = """\
title: 首页
consent:
  ask: 同意吗？
  options: {agree: 同意, decline: 不同意}
hub:
  ask: 选一个
  options: {plan: 还款计划, about: 关于}
about: 打 {{ help.legal }}。
"""

PLAN_WORDS = """\
title: 还款计划
phrases: [怎么还]
reviewed: 2026-11-24
intro: |
  先看清楚。

  记录保存 <b>{{ law.kept_years }}</b>。
debt:
  ask: 欠多少？
  why: 为了算。
  must: 要大于 0，不是“{{ said }}”。
  example: 3.5万
worries:
  ask: 担心什么？
  options: {home: 房子, calls: 电话}
paid_on:
  ask: 哪天还清的？
debts:
  ask: 有哪些债？
  add: 加一笔
  empty: 还没有。
  item: "{{ balance | money }}"
balance:
  ask: 余额多少？
large:
  text: 一半是 {{ half | money }}。
  copy: [legal]
later: 今天看看。
summary:
  title: 小结
  text: |
    {% for one in debts %}
    {{ loop.index }}. {{ one.balance | money }}
    {% endfor %}
    还清：{{ paid_on | date }}
    担心：{{ worries | label('worries') }}
for_lender:
  title: 给放款方
  text: |
    {% for one in debts %}
    第 {{ loop.index }} 笔 {{ one.balance | money }}
    {% endfor %}
    合计 {{ debts | sum('balance') | money }}
ends:
  done_well: 好了。
"""

LOAN_WORDS = """\
title: 一笔贷款
lender:
  ask: 谁借的？
  options: {bank: 银行, shop: 店里, friend: 朋友}
rate:
  ask: 利率多少？
overdue:
  ask: 逾期多久了？
has_card:
  ask: 有信用卡吗？
card_limit:
  ask: 额度多少？
card_sum: 额度 {{ card_limit | money }}{% if lender == 'shop' %}，店里也认{% endif %}。
no_card: 没有卡，少一件事。
from_shop: 先问店里。
from_friend: 先跟朋友说。
loan_sheet:
  title: 记一记
  text: |
    {% if has_card %}有卡{% elif has_card is unknown %}没说有没有卡{% else %}没有卡{% endif %}
    年利率 {{ rate | percent }}，逾期 {{ overdue | days }}
    {% if card_limit is not unknown %}额度 {{ card_limit | money }}{% endif %}
"""

OWED_WORDS = """\
title: 欠的账
owed:
  ask: "{{ owed | length }} 笔，一共 {{ owed | sum('balance') | money }}。"
  add: 加一笔
  empty: 还没有。
  item: "{{ person }} {{ balance | money }}"
  label: "{{ person }}"
  row: "{{ count }} 笔，{{ owed | sum('balance') | money }}"
  alike: 第 {{ first }} 笔和第 {{ second }} 笔都是 {{ balance | money }}，是同一笔吗？
  marks: {not_mine: 不是我的, disputed: 有争议}
  star: 最怕这笔
person:
  ask: 欠谁的？
balance:
  ask: 还欠多少？
  sure: "{{ answer }}，没写错吗？"
sums: |
  {% for one in owed %}
  {{ one.person }}{% if one.starred %}（最怕）{% endif %} {{ one.marks | label('owed') }}
  {% endfor %}
"""

LAW = """\
kept_years:
  statement: {zh: 保存多久, en: How long}
  unit: years
  values:
    - from: 2013-03-15
      to: 2020-12-31
      value: 5
      source: 征信业管理条例
      article: 第16条
      level: statute
      basis: statute_text
      checked: 2026-11-24
    - from: 2021-01-01
      value: 7
      source: 新条例
      article: 第1条
      level: statute
      basis: statute_text
      checked: 2026-11-24
clock:
  statement: {zh: 从还清算, en: From payment}
  values:
    - from: 2013-03-15
      value: null
      source: 问答
      issuer: 人民银行
      level: policy
      basis: news
      checked: 2026-11-24
"""

HOLIDAYS = """\
every_year:
  from: 2025-01-01
  days: ["01-01", "10-01"]
  source: 放假办法
  issuer: 国务院
  basis: secondary
  checked: 2026-11-25
years:
  - year: 2026
    rest:
      - {from: 2026-02-15, to: 2026-02-23}
      - {from: 2026-10-01, to: 2026-10-07}
    work: [2026-02-14, 2026-10-10]
    source: 放假通知
    issuer: 国务院办公厅
    doc_no: 国办发明电〔2025〕7号
    basis: secondary
    checked: 2026-11-25
"""

HELP = """\
legal:
  number: "12348"
  name: {zh: 法律援助, en: legal aid}
  for: {zh: 问法律, en: the law}
  hours: {zh: 白天, en: daytime}
  source: 司法部
  checked: 2026-11-24
"""

CARD = """\
title: 查报告
phrases: [征信报告]
text: 每年可以查。{{ cite('clock') }}
related: [flow:plan]
reviewed: 2026-11-24
copy: [legal]
"""

PHRASES = """\
kinds:
  suicide: [想自杀]
exclusions: [累死了]
"""

REPLIES = """\
suicide: {zh: "打 {{ help.legal.number }}。", en: "Call {{ help.legal.number }}.", copy: [legal]}
asked: {zh: 打电话。, en: Call., copy: [legal]}
"""


def common(language: str) -> str:
    """A common.yaml with every key that the program needs, each using every value it may."""
    groups: dict[str, list[str]] = {"": []}
    for key, values in REQUIRED.items():
        group, _, name = key.rpartition(".")
        code = " ".join(f"{{{{ {value} }}}}" for value in values.split())
        plain = {"unknown": "不知道", "sources": "依据", "checked": "核对"}
        code += " {{ help.legal }}" if key == "notices.human" else ""
        text = f"{plain.get(name, name.replace('_', ' '))} {code}".strip()
        groups.setdefault(group, []).append(f'"{name}": "{text}"')
    groups["languages"] = ["zh: 中文", "en: English"]
    lines = groups.pop("")
    for group, entries in groups.items():
        lines += [f"{group}:", *(f"  {entry}" for entry in entries)]
    return "\n".join([*lines, "move_words:", "  back: [返回, back]", ""])


FILES = {
    "flows/slots.yaml": SLOTS,
    "flows/home.yaml": HOME,
    "flows/plan.yaml": PLAN,
    "content/zh/home.yaml": HOME_WORDS,
    "content/en/home.yaml": HOME_WORDS,
    "content/zh/plan.yaml": PLAN_WORDS,
    "flows/owed.yaml": OWED,
    "flows/loan.yaml": LOAN,
    "content/zh/loan.yaml": LOAN_WORDS,
    "content/en/loan.yaml": LOAN_WORDS,
    "content/zh/owed.yaml": OWED_WORDS,
    "content/en/owed.yaml": OWED_WORDS,
    "content/en/plan.yaml": PLAN_WORDS,
    "content/zh/common.yaml": common("zh"),
    "content/en/common.yaml": common("en"),
    "content/zh/topics/report.yaml": CARD,
    "content/en/topics/report.yaml": CARD,
    "content/law/credit.yaml": LAW,
    "content/law/holidays.yaml": HOLIDAYS,
    "content/help/cn.yaml": HELP,
    "content/safety/phrases.yaml": PHRASES,
    "content/safety/replies.yaml": REPLIES,
}


def translated(files: dict[str, str]) -> str:
    """The record of a library whose English was made from its Chinese as it stands."""
    documents = {
        name: parse_yaml(text.encode(), Path(name), name)[0] for name, text in files.items()
    }
    sources = passages(documents, "zh")
    return translated_yaml(
        {name: hash_of(passage.text) for name, passage in sources.items()}, primary="zh"
    )


FILES[RECORD] = translated(FILES)


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write the files of a library; returns its folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def load(folder: Path, **changed: str) -> Library:
    """The tiny library, loaded."""
    return load_library(write(folder, {**FILES, **changed}))


def problems(folder: Path, files: dict[str, str]) -> tuple[Problem, ...]:
    """What is found wrong in a library."""
    try:
        load_library(write(folder, files))
    except LibraryError as error:
        return error.problems
    return ()


def broken(file: str, old: str, new: str) -> tuple[dict[str, str], tuple[int, int]]:
    """The tiny library with one text replaced; and the line and column of the mark in the new one."""
    assert FILES[file].count(old) == 1 or not old, f"{old!r} must stand in {file} once"
    text = FILES[file].replace(old, new) if old else new
    before, _, after = text.partition(MARK)
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    return {**FILES, file: before + after}, (line, column)
