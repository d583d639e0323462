"""The folded quote below a text that leans on the law: where it stands, and when that was checked."""

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Final

from bot.core.figures import FigureValue
from bot.library.forms import is_chinese

if TYPE_CHECKING:
    from bot.library.library import Library

_TITLED: Final = ("statute", "rule")  # what stands between 《 and 》


def quote(library: "Library", cited: Iterable[FigureValue], language: str) -> str:
    """The sources, each once, as one `blockquote expandable`."""
    checked = library.common_word("checked", language)
    between = "；" if is_chinese(language) else "; "
    by_day: dict[str, list[str]] = {}
    for value in cited:
        day = value.checked.isoformat() if value.checked else ""
        by_day.setdefault(day, []).append(_line(value, language))
    lines = between.join(
        between.join(titles) + _checked(day, checked, language) for day, titles in by_day.items()
    )
    heading = library.common_word("sources", language).rstrip("：: ")
    colon = "：" if is_chinese(language) else ": "
    body = escape(f"{heading}{colon}{lines}", quote=False)
    return f"<blockquote expandable>{body}</blockquote>"


def source_line(value: FigureValue, language: str, *, checked: str) -> str:
    """One source as text, with the day on which it was checked; `checked` is the word for that."""
    day = value.checked.isoformat() if value.checked else ""
    return _line(value, language) + (_checked(day, checked, language) if day else "")


def _line(value: FigureValue, language: str) -> str:
    title = value.source
    if is_chinese(language) and value.level in _TITLED and not title.startswith("《"):
        title = f"《{title}》"
    article = f", {value.article}" if value.article and not is_chinese(language) else value.article
    return f"{title}{article}"


def _checked(day: str, checked: str, language: str) -> str:
    """When they were checked, once for all that were checked on the same day."""
    return f"（{day} {checked}）" if is_chinese(language) else f" ({checked} {day})"
