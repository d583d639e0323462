"""Charts as the bot might draw them, in both languages, with few and many and extreme things on them."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from bot.core.charts import (
    LIGHT,
    AxisWords,
    Chart,
    Moment,
    OwedBar,
    Part,
    Series,
    Theme,
    balances_chart,
    owed_chart,
    split_chart,
    timeline_chart,
)

ZH_NAMES = (
    "招商银行信用卡", "花呗", "京东白条", "平安普惠消费贷款", "微粒贷", "王建国（表哥）", "农商行房贷",
    "美团借钱", "度小满有钱花", "中国建设银行股份有限公司定西市安定区支行个人经营性贷款",
)  # fmt: skip
EN_NAMES = (
    "China Merchants Bank credit card", "Huabei", "JD Baitiao", "Ping An Puhui loan of 2023",
    "Weilidai", "Wang Jianguo (cousin)", "Mortgage", "Meituan", "Du Xiaoman",
    "Industrial and Commercial Bank of China, Dingxi branch, business loan",
)  # fmt: skip
MARKS = {"plain": ("", ""), "disputed": ("有争议", "disputed"), "guarantor": ("我是担保人", "guarantor"), "not_mine": ("不是我的", "not mine")}  # fmt: skip


def yuan(amount: Decimal) -> str:
    """As the bot writes an amount."""
    sign = "−" if amount < 0 else ""
    return sign + f"¥{abs(amount):,.2f}".removesuffix(".00")


def owed_bars(count: int, *, lang: str = "zh", times: int = 1) -> list[OwedBar]:
    """Debts of every mark, the second starred; the last of four or more of unknown amount."""
    english = lang == "en"
    names = EN_NAMES if english else ZH_NAMES
    bars = []
    for number in range(count):
        mark = (("plain", "plain", "disputed", "plain", "guarantor", "plain", "not_mine"))[
            number % 7
        ]
        amount = Decimal((count - number) ** 2 * 1234 + 567) * times + Decimal("0.37")
        bars.append(
            OwedBar(
                names[number % len(names)],
                amount,
                yuan(amount),
                mark,  # type: ignore[arg-type]  # one of the four
                MARKS[mark][english],
                starred=number == 1,
            )
        )
    if count > 3:
        bars[-1] = OwedBar(
            "Old Li" if english else "老李", None, "not known" if english else "不清楚"
        )
    return bars


def owed(count: int, *, lang: str = "zh", theme: Theme = LIGHT, times: int = 1) -> str:
    """Who is owed what."""
    chart = (
        Chart(
            "谁欠多少", "一共 8 笔，¥123,456.78", "★ 是你最怕的一笔。画斜线的有争议，先不要付钱。"
        )
        if lang == "zh"
        else Chart(
            "Who is owed what", "¥123,456.78 in all", "★ is the one that frightens you most."
        )
    )

    def rest(others: "list[OwedBar] | tuple[OwedBar, ...] | object") -> tuple[str, str]:
        assert isinstance(others, list | tuple)
        total = sum((bar.amount or Decimal(0) for bar in others), Decimal(0))
        return (f"其余 {len(others)} 笔" if lang == "zh" else f"{len(others)} others"), yuan(total)

    return owed_chart(chart, owed_bars(count, lang=lang, times=times), rest=rest, theme=theme)


def months_on(start: date, months: int) -> date:
    """The first of a month so many months later."""
    month = start.year * 12 + start.month - 1 + months
    return date(month // 12, month % 12 + 1, 1)


def balances(
    count: int, *, lang: str = "zh", theme: Theme = LIGHT, debt: Decimal = Decimal(123456)
) -> str:
    """Up to five plans: one that never ends, two alike, a long one, a short one."""
    zh = lang == "zh"
    plans = (
        ("只还最低" if zh else "Minimums only", 0, "一直还不清" if zh else "never ends"),
        ("雪球" if zh else "Snowball", 31, "2029年6月还清" if zh else "done June 2029"),
        ("先还最贵" if zh else "Avalanche", 31, "2029年6月还清" if zh else "done June 2029"),
        ("个性化分期（60 个月）" if zh else "Personalised instalments, 60 months", 60, "2031年11月还清" if zh else "done November 2031"),
        ("一次结清" if zh else "One-off settlement", 3, "2027年2月还清" if zh else "done February 2027"),
    )  # fmt: skip
    start = date(2026, 11, 1)
    series = []
    for label, months, text in plans[:count]:
        left = (
            [debt * (1 - Decimal(n) / 400) for n in range(61)]
            if not months
            else [debt * (months - n) / months for n in range(months + 1)]
        )
        points = tuple((months_on(start, n), amount) for n, amount in enumerate(left))
        series.append(Series(label, points, text))
    words = AxisWords(
        yuan,
        (lambda day: f"{day.year}年{day.month}月") if zh else (lambda day: f"{day:%b %Y}"),
    )
    chart = (
        Chart("每种还法，欠款怎么变少", "每月一共还 ¥4,000", "线越早到底，越早还清。")
        if zh
        else Chart("How the balance falls", "Paying ¥4,000 a month in all")
    )
    return balances_chart(chart, series, words=words, theme=theme)


def split(
    income: Decimal = Decimal(6500),
    *,
    lang: str = "zh",
    theme: Theme = LIGHT,
    extra: int = 0,
) -> str:
    """A month: with an income of 6,500 something is left, with 5,000 it is not enough."""
    zh = lang == "zh"
    labels = ("房租、水电", "吃饭、日用", "交通、电话", "孩子、老人", "必须先还的债") if zh else (
        "Rent, water, power", "Food and household", "Transport and phone", "Children and parents",
        "Debts that come first",
    )  # fmt: skip
    amounts = map(Decimal, ("1800", "1500", "420", "1300.50", "800"))
    parts = [Part(name, amount, yuan(amount)) for name, amount in zip(labels, amounts, strict=True)]
    parts += [Part(f"{n}" * 3, Decimal(n), yuan(Decimal(n))) for n in range(extra)]
    left = income - sum((part.amount for part in parts), Decimal(0))
    label = ("还剩" if left >= 0 else "还差") if zh else ("Left" if left >= 0 else "Missing")
    chart = (
        Chart("这个月的钱去了哪里", "2026年11月", "竖线是收入。")
        if zh
        else Chart(
            "Where the month’s money goes", "November 2026", "The upright line is your income."
        )
    )
    return split_chart(
        chart,
        Part("收入" if zh else "Income", income, yuan(income)),
        parts,
        left=Part(label, left, yuan(left)),
        theme=theme,
    )


def timeline(*, lang: str = "zh", theme: Theme = LIGHT, times: int = 1) -> str:
    """A record's dates, five or `times` as many."""
    zh = lang == "zh"
    moments = (
        (Moment("第一次逾期", date(2023, 3, 5), "2023年3月5日", "这条记录会上征信。"), Moment("First missed payment", date(2023, 3, 5), "5 March 2023", "It went onto your credit report.")),
        (Moment("还清", date(2024, 6, 30), "2024年6月30日", "从这天起数 5 年。"), Moment("Paid off", date(2024, 6, 30), "30 June 2024", "Five years count from here.")),
        (Moment("收到支付令", date(2026, 11, 20), "2026年11月20日"), Moment("Payment order received", date(2026, 11, 20), "20 November 2026")),
        (Moment("最后一天提异议", date(2026, 12, 7), "2026年12月7日", "15 天内书面交给法院，写“我对这笔债务有异议”就行。法律依据：民事诉讼法。" * times), Moment("Last day to object", date(2026, 12, 7), "7 December 2026", "In writing, to the court, within 15 days of the day you got it. " * times)),
        (Moment("逾期记录删除", date(2029, 6, 30), "2029年6月30日", "没还清，5 年不开始算。"), Moment("Record is deleted", date(2029, 6, 30), "30 June 2029")),
    )  # fmt: skip
    today = (
        Moment("今天", date(2026, 11, 25), "2026年11月25日")
        if zh
        else Moment("Today", date(2026, 11, 25), "25 November 2026")
    )
    chart = Chart("你的日子" if zh else "Your dates", "", "实心是过去，空心是将来。" if zh else "")
    return timeline_chart(
        chart, [pair[not zh] for pair in moments] * times, today=today, theme=theme
    )


SAMPLES: Mapping[str, Callable[[str, Theme], str]] = {
    "owed 1": lambda lang, theme: owed(1, lang=lang, theme=theme),
    "owed 8": lambda lang, theme: owed(8, lang=lang, theme=theme),
    "owed 9": lambda lang, theme: owed(9, lang=lang, theme=theme, times=10**6),
    "owed 20": lambda lang, theme: owed(20, lang=lang, theme=theme),
    "owed 60, huge": lambda lang, theme: owed(60, lang=lang, theme=theme, times=10**5),
    "balances 1, huge": lambda lang, theme: balances(
        1, lang=lang, theme=theme, debt=Decimal(10**12)
    ),
    "balances 3": lambda lang, theme: balances(3, lang=lang, theme=theme),
    "balances 5": lambda lang, theme: balances(5, lang=lang, theme=theme),
    "balances 0.01": lambda lang, theme: balances(2, lang=lang, theme=theme, debt=Decimal("0.01")),
    "split": lambda lang, theme: split(lang=lang, theme=theme),
    "split negative": lambda lang, theme: split(Decimal(5000), lang=lang, theme=theme),
    "split none": lambda lang, theme: split(Decimal(0), lang=lang, theme=theme),
    "split many": lambda lang, theme: split(lang=lang, theme=theme, extra=10),
    "timeline": lambda lang, theme: timeline(lang=lang, theme=theme),
    "timeline 10": lambda lang, theme: timeline(lang=lang, theme=theme, times=2),
}

WORDS = AxisWords(yuan, str)
DAY = date(2026, 1, 1)
ANY_NAME = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)
