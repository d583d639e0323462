"""What texts may do with values: each filter in one place, worded in the borrower's language."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from jinja2 import pass_context
from jinja2.runtime import Context

from bot.flow.values import Unknown
from bot.library import forms
from bot.library.functions import FUNCTIONS, PLAIN_FILTERS
from bot.library.sandbox import Sandbox

if TYPE_CHECKING:
    from bot.library.voice import Voice

VOICE: Final = "VOICE"


def _voice(context: Context) -> "Voice":
    voice: Voice = context[VOICE]
    return voice


def _worded(word: Callable[["Voice", Any], str]) -> Callable[..., str]:
    """A filter that says so where the value is not known, and leaves what is in words already.

    The answer that is doubted (`sure`) comes worded by its slot, whatever filter it is put through.
    """

    @pass_context
    def filtered(context: Context, value: Any) -> str:
        voice = _voice(context)
        if isinstance(value, str):
            return value
        return voice.unknown if isinstance(value, Unknown) else word(voice, value)

    return filtered


@pass_context
def _label(context: Context, value: Any, slot: str) -> str:
    """An option's label, by the slot that was asked."""
    return _voice(context).display_slot(slot, value)


@pass_context
def _finalize(context: Context, value: Any) -> Any:
    """What stands in a text without a filter: text as it is, other values in their usual form."""
    if isinstance(value, str):
        return value
    voice = _voice(context)
    return voice.write(value)


def _list(voice: "Voice", values: Any) -> str:
    items = values if isinstance(values, tuple | list) else (values,)
    return forms.listed([str(voice.write(item)) for item in items], voice.language)


FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    **PLAIN_FILTERS,
    "money": _worded(lambda _, value: forms.money(value)),
    "percent": _worded(lambda _, value: forms.percent(value)),
    "number": _worded(lambda _, value: forms.number(value)),
    "date": _worded(lambda voice, value: forms.day(value, voice.language)),
    "days": _worded(lambda voice, value: forms.counted(value, "days", voice.language)),
    "list": _worded(_list),
    "label": _label,
}


def text_environment() -> Sandbox:
    """The environment that texts are compiled in. `figure` and `cite` come with each wording."""
    later = dict.fromkeys(("figure", "cite"), lambda *_, **__: "")
    return Sandbox(
        autoescape=True, filters=FILTERS, functions={**FUNCTIONS, **later}, finalize=_finalize
    )


def plain(value: Any, language: str) -> str:
    """A value in its usual form, without knowing what slot it belongs to."""
    match value:
        case bool() | str():
            return str(value)
        case Decimal() | int():
            return forms.number(value)
        case date():
            return forms.day(value, language)
        case _:
            return str(value)
