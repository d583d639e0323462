"""Pictures in the borrower's language: what a document's `of` must give, and the SVG that shows it.

    owed        a list of {label, amount, mark, starred}; a mark is `plain` or one of the labels
    balances    a list of {label, points}, a point being (day, amount)
    split       {income, parts, left}, the parts being a list of {label, amount}
    timeline    a list of {label, day}

A label of `owed` is the borrower's own words; any other is a key of the document's `labels`. Every
picture may have the labels `subtitle` and `note`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, get_args

from bot.core import charts
from bot.core.charts.owed import Mark
from bot.flow.model import Picture, PictureKind
from bot.flow.values import Unknown
from bot.library import forms


@dataclass(frozen=True)
class PictureWords:
    """The words of one document: `line` gives one of them as plain text, empty where there is none."""

    line: Callable[[str], str]
    language: str
    today: date
    unknown: str

    @property
    def alt(self) -> str:
        """What the picture shows, in a line."""
        return self.line("alt") or self.line("title")

    def label(self, name: str) -> str:
        """A name in the picture; the bare name where it has no words, so that nothing is unnamed."""
        return self.line(f"labels.{name}") or name

    def amount(self, value: Any) -> str:
        """An amount as the text below writes it."""
        return self.unknown if isinstance(value, Unknown) else forms.money(value)

    def around(self) -> charts.Chart:
        """What stands around the picture."""
        return charts.Chart(
            self.line("title"), self.line("labels.subtitle"), self.line("labels.note")
        )


def draw_picture(picture: Picture, words: PictureWords) -> str:
    """The picture as SVG."""
    return _DRAW[picture.kind](words, picture.data)


def _owed(words: PictureWords, data: Sequence[Mapping[str, Any]]) -> str:
    bars = [_bar(words, debt) for debt in data]

    def rest(others: Sequence[charts.OwedBar]) -> tuple[str, str]:
        known = [bar.amount for bar in others if bar.amount is not None]
        amount = forms.money(sum(known, Decimal(0))) if known else words.unknown
        return words.label("others"), amount

    return charts.owed_chart(words.around(), bars, rest=rest)


def _bar(words: PictureWords, debt: Mapping[str, Any]) -> charts.OwedBar:
    amount, label, mark = debt["amount"], debt["label"], str(debt["mark"])
    kinds: tuple[Mark, ...] = get_args(Mark)
    return charts.OwedBar(
        words.label("unnamed") if isinstance(label, Unknown) else str(label),
        None if isinstance(amount, Unknown) else amount,
        words.amount(amount),
        next(kind for kind in kinds if kind == mark),
        "" if mark == "plain" else words.label(mark),
        starred=bool(debt["starred"]),
    )


def _balances(words: PictureWords, data: Sequence[Mapping[str, Any]]) -> str:
    series = [
        charts.Series(words.label(str(plan["label"])), tuple(plan["points"])) for plan in data
    ]
    axes = charts.AxisWords(forms.money, lambda day: forms.month(day, words.language))
    return charts.balances_chart(words.around(), series, words=axes)


def _split(words: PictureWords, data: Mapping[str, Any]) -> str:
    def part(name: str, amount: Any) -> charts.Part:
        return charts.Part(words.label(name), amount, words.amount(amount))

    left = data["left"]
    return charts.split_chart(
        words.around(),
        part("income", data["income"]),
        [part(str(one["label"]), one["amount"]) for one in data["parts"]],
        left=part("left" if left >= 0 else "short", left),
    )


def _timeline(words: PictureWords, data: Sequence[Mapping[str, Any]]) -> str:
    def moment(name: str, day: date) -> charts.Moment:
        return charts.Moment(words.label(name), day, forms.day(day, words.language))

    moments = [moment(str(one["label"]), one["day"]) for one in data]
    return charts.timeline_chart(words.around(), moments, today=moment("today", words.today))


_DRAW: Final[Mapping[PictureKind, Callable[[PictureWords, Any], str]]] = {
    "owed": _owed,
    "balances": _balances,
    "split": _split,
    "timeline": _timeline,
}
