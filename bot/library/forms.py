"""How values are written in a language: amounts, rates, dates, lengths of time, lists."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from bot.core.figures import Unit

_CENT: Final = Decimal("0.01")
_ZH_DAYS: Final = "一二三四五六日"
_EN_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_EN_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_ZH_UNITS: Final[Mapping[str, str]] = {
    "years": "年", "months": "个月", "days": "天", "workdays": "个工作日", "hours": "小时", "times": "次",
}  # fmt: skip
_EN_UNITS: Final[Mapping[str, str]] = {
    "years": "year", "months": "month", "days": "day", "workdays": "working day", "hours": "hour",
    "times": "time",
}  # fmt: skip


def is_chinese(language: str) -> bool:
    """Whether values are written the Chinese way."""
    return language.startswith("zh")


def money(amount: Decimal | int) -> str:
    """¥35,000, or ¥35,000.50 where there are cents; exact, never shortened."""
    cents = Decimal(amount).quantize(_CENT, ROUND_HALF_UP)
    sign = "-" if cents < 0 else ""
    digits = f"{abs(cents):,.2f}".removesuffix(".00")
    return f"{sign}¥{digits}"


def number(value: Decimal | int) -> str:
    """12,345.6: exact, without idle zeros."""
    digits = f"{Decimal(value):,f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def percent(value: Decimal | int) -> str:
    """18.2%."""
    return f"{number(value)}%"


def day(value: date, language: str) -> str:
    """2026年11月24日（周二）, Tue 24 November 2026."""
    if is_chinese(language):
        return f"{value.year}年{value.month}月{value.day}日（周{_ZH_DAYS[value.weekday()]}）"
    month = _EN_MONTHS[value.month - 1]
    return f"{_EN_DAYS[value.weekday()]} {value.day} {month} {value.year}"


def month(value: date, language: str) -> str:
    """2026年11月, Nov 2026."""
    if is_chinese(language):
        return f"{value.year}年{value.month}月"
    return f"{_EN_MONTHS[value.month - 1][:3]} {value.year}"


def counted(value: Decimal | int, unit: Unit, language: str) -> str:
    """5 年, 5 years; in the units of figures."""
    match unit:
        case "":
            return number(value)
        case "yuan":
            return money(value)
        case "percent":
            return percent(value)
        case _ if is_chinese(language):
            return f"{number(value)} {_ZH_UNITS[unit]}"
        case _:
            plural = "" if value == 1 else "s"
            return f"{number(value)} {_EN_UNITS[unit]}{plural}"


def listed(items: Iterable[str], language: str) -> str:
    """甲、乙; a, b."""
    return ("、" if is_chinese(language) else ", ").join(items)


def row(label: str, value: str, language: str) -> str:
    """标签：值; Label: value."""
    return f"{label}：{value}" if is_chinese(language) else f"{label}: {value}"
