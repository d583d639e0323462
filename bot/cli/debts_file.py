"""A borrower's debts in a YAML file, read strictly: what is amiss is said with its line."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, cast, get_args

from bot.cli.rate_input import read_amount
from bot.cli.rate_text import read_rate
from bot.core.debts import Debt, Kind, Minimum, check_debt, check_debts
from bot.errors import ContentError, InputError
from bot.library.problems import LibraryError, render
from bot.library.yaml_reader import Document, Keys, read_yaml

_KEYS: Final = ("name", "balance", "rate", "minimum", "kind", "months_overdue", "priority")
_MINIMUM_KEYS: Final = ("percent", "floor")
_UNKNOWN: Final = ("unknown", "不知道", "不清楚", "?", "？")
_MOST_MONTHS: Final = 1_200


def read_debts(path: Path, *, language: str) -> tuple[Debt, ...]:
    """The debts in a file: a list of maps, or such a list under `debts`.

    Keys: name, balance, rate (24, 24%, or unknown), minimum (an amount, 2%, or percent and floor), kind
    (card, loan, person, other), months_overdue, priority. Raises InputError for what cannot be read or
    reckoned with; the note on it is the place, file and line.
    """
    document = _document(path, language)
    data = document.data
    keys: Keys = ()
    if isinstance(data, dict) and set(data) == {"debts"}:
        data, keys = data["debts"], ("debts",)
    if not isinstance(data, list):
        with _at(document, keys):
            raise InputError("debts_no_list")
    if not data:
        with _at(document, keys):
            raise InputError("no_debts")
    debts: list[Debt] = []
    unnamed: set[tuple[Decimal, Decimal | None]] = set()
    for number, item in enumerate(data):
        debt = _debt(document, (*keys, number), item)
        debts.append(debt)
        with _at(document, (*keys, number)):
            # With each debt, so that too many and the same twice are said where they stand.
            check_debts(debts)
            if "name" not in item:  # the number in place of a name tells no debt from another
                if (debt.balance, debt.rate) in unnamed:
                    raise InputError("same_debt_twice", name=debt.name, amount=debt.balance)
                unnamed.add((debt.balance, debt.rate))
    return tuple(debts)


def _document(path: Path, language: str) -> Document:
    try:
        is_file = path.is_file()
    except OSError:  # a name that is too long, for instance
        is_file = False
    if not is_file:
        raise InputError("file_missing", path=str(path))
    try:
        return read_yaml(path, path.name)
    except LibraryError as error:
        said = "\n\n".join(render(problem, language) for problem in error.problems)
        raise InputError("debts_unreadable", said=said) from None
    except ContentError as error:
        raise InputError("debts_unreadable", said=str(error)) from None


@contextmanager
def _at(document: Document, keys: Keys) -> Iterator[None]:
    """What is amiss inside stands at the value of these keys, if it has no place of its own yet."""
    try:
        yield
    except InputError as error:
        if not getattr(error, "__notes__", ()):
            line, _ = document.value_place(keys)
            error.add_note(f"{document.shown}:{line}")
        raise


def _debt(document: Document, keys: Keys, item: Any) -> Debt:
    with _at(document, keys):
        if not isinstance(item, dict):
            raise InputError("debt_no_map")
        _check_keys(document, keys, item, _KEYS)
        if item.get("balance") is None:
            raise InputError("debt_key_missing", key="balance")
        with _at(document, (*keys, "balance")):
            balance = _amount("balance", item["balance"])
        with _at(document, (*keys, "rate")):
            rate, is_sure = _rate(item.get("rate"))
        name = _name(document, keys, item)
        debt = Debt(
            name=name,
            balance=balance,
            rate=rate,
            minimum=_minimum(document, (*keys, "minimum"), item.get("minimum"), name=name),
            kind=_kind(document, (*keys, "kind"), item.get("kind", "loan")),
            months_overdue=_months(document, (*keys, "months_overdue"), item),
            priority=_flag(document, (*keys, "priority"), item),
            rate_is_sure=is_sure,
        )
        with _at(document, (*keys, _part_of(debt))):
            check_debt(debt)
        return debt


def _name(document: Document, keys: Keys, item: Mapping[str, Any]) -> str:
    """The debt's name, or its number in the list where none is given."""
    if "name" not in item:
        return f"#{int(keys[-1]) + 1}"
    with _at(document, (*keys, "name")):
        value = item["name"]
        if value is None or (isinstance(value, str) and not value.strip()):
            raise InputError("debt_name_empty")
        if isinstance(value, bool | list | dict):
            raise _unreadable("name", value)
        return str(value)


def _part_of(debt: Debt) -> str:
    """Which part of a debt is amiss, if one is, so that its own line can be named."""
    try:
        check_debt(debt)
    except InputError as error:
        if "rate" in error.code:
            return "rate"
        return "minimum" if "minimum" in error.code else "balance"
    return "balance"


def _check_keys(
    document: Document, keys: Keys, item: Mapping[str, Any], known: tuple[str, ...]
) -> None:
    for key in item:
        if key not in known:
            near = get_close_matches(key, known, n=1)
            line, _ = document.key_place((*keys, key))
            error = InputError(
                "debt_key_unknown", key=key, near=near[0] if near else "", known=", ".join(known)
            )
            error.add_note(f"{document.shown}:{line}")
            raise error


def _amount(key: str, value: Any) -> Decimal:
    if isinstance(value, bool):
        raise _unreadable(key, value)
    if isinstance(value, int | Decimal):
        return Decimal(value)
    if isinstance(value, str):
        return read_amount(value)
    raise _unreadable(key, value)


def _rate(value: Any) -> tuple[Decimal | None, bool]:
    """The rate, None where it is not known, and whether it was written with its percent sign."""
    if value is None or (isinstance(value, str) and value.strip().lower() in _UNKNOWN):
        return None, False
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value), False
    if isinstance(value, str):
        return read_rate(value)
    raise _unreadable("rate", value)


def _minimum(document: Document, keys: Keys, value: Any, *, name: str) -> Minimum:
    with _at(document, keys):
        if value is None:
            return Minimum()
        if isinstance(value, dict):
            _check_keys(document, keys, value, _MINIMUM_KEYS)
            share, _ = _rate(value.get("percent", 0))
            return Minimum(_amount("floor", value.get("floor", 0)), share or Decimal(0))
        if isinstance(value, str) and value.strip().endswith(("%", "％")):
            share, _ = read_rate(value)
            return Minimum(percent=share)
        amount = _amount("minimum", value)
        if 0 < amount < 1:  # nobody asks for less than one yuan: 0.02 is a share, 2 %
            raise InputError("minimum_unclear", name=name, share=amount, perhaps=amount * 100)
        return Minimum(amount)


def _kind(document: Document, keys: Keys, value: Any) -> Kind:
    with _at(document, keys):
        if value not in get_args(Kind):
            raise _unreadable("kind", value)
        return cast("Kind", value)


def _months(document: Document, keys: Keys, item: Mapping[str, Any]) -> int:
    with _at(document, keys):
        value = item.get("months_overdue", 0)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST_MONTHS:
            raise _unreadable("months_overdue", value)
        return value


def _flag(document: Document, keys: Keys, item: Mapping[str, Any]) -> bool:
    with _at(document, keys):
        value = item.get("priority", False)
        if not isinstance(value, bool):
            raise _unreadable("priority", value)
        return value


def _unreadable(key: str, value: Any) -> InputError:
    return InputError("debt_value_unreadable", key=key, text=str(value)[:60])
