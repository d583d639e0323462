"""What `ashore rate` is given, read strictly: what cannot be read is said, never guessed at."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from unicodedata import normalize

from bot.core.money import CENT, bounded
from bot.core.rates import MOST_FLOWS, Flow, instalments, moved_by_time
from bot.errors import InputError

_AMOUNT = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_PAYMENT = re.compile(r"(?:(?P<count>\d+) *[x*×] *)?(?P<amount>[^x*×]+)", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d\d)(\d\d))")
_DATES = ("date", "day", "日期", "时间")
_AMOUNTS = ("amount", "金额")
_LARGEST_FILE = 2_000_000
# No loan to a person runs longer; a later year is a slip of the hand.
_LONGEST_YEARS = 40
_DAYS_A_YEAR = 365


@dataclass(frozen=True)
class Asked:
    """A loan to be reckoned. `contract` is the principal on paper, where it was named.

    `advance` is when the money came and how much, net of what was paid that day; None if none came.
    """

    flows: tuple[Flow, ...]
    advance: tuple[int | date, Decimal] | None
    contract: Decimal | None
    contract_on: date | None
    per_year: int
    dated: bool


def read_options(options: dict[str, Any], today: date) -> Asked:
    """The loan that the options of `ashore rate` describe. Raises InputError with what is amiss."""
    per_year = _per_year(options["per_year"])
    contract_on = read_day(options["date"]) if options["date"] else None
    if contract_on is not None and contract_on > today:
        raise InputError("contract_in_future", day=contract_on, today=today)
    if options["flows"]:
        if options["received"] is not None or options["payments"]:
            raise InputError("rate_input_both")
        flows = read_flows(Path(options["flows"]), today)
        if contract_on is None:
            contract_on = _day_of(flows[0])
    else:
        flows = _read_instalments(options["received"], options["payments"])
    if options["lender"] and contract_on is None:
        raise InputError("contract_date_missing")
    advance = _advance(flows)
    contract = _contract(options["contract"], advance[1] if advance else Decimal(0))
    return Asked(flows, advance, contract, contract_on, per_year, dated=bool(options["flows"]))


def read_amount(text: str) -> Decimal:
    """An amount in yuan: 945.60, ¥1,000, -20. Raises InputError (`amount_unreadable`, `amount_absurd`)."""
    plain = normalize("NFKC", text).replace("−", "-").replace("¥", "").replace("元", "")
    plain = plain.strip().replace(" ", "")
    if plain.startswith("(") and plain.endswith(")"):  # as accountants write what was paid
        plain = f"-{plain[1:-1]}"
    if not _AMOUNT.fullmatch(plain) or not plain.isascii():
        raise InputError("amount_unreadable", text=text)
    return bounded(Decimal(plain.replace(",", "")))


def read_day(text: str) -> date:
    """A day: 2025-03-01, 2025/3/1, 2025年3月1日, 20250301. Raises InputError (`date_unreadable`)."""
    found = _DAY.fullmatch(normalize("NFKC", text).strip())
    if found is None:
        raise InputError("date_unreadable", text=text)
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        raise InputError("date_unreadable", text=text) from None


def read_flows(path: Path, today: date) -> tuple[Flow, ...]:
    """The flows in a CSV file, by day: date and amount, with a header or without; UTF-8 or GB 18030.

    Raises InputError with the line of the row that cannot be read.
    """
    flows: list[Flow] = []
    for line, row in _rows(_text_of(path)):
        flow = _flow(line, row)
        flows += [flow] if flow.amount else []
        if len(flows) > MOST_FLOWS:
            raise InputError("flows_too_many", count=len(flows), most=MOST_FLOWS)
    if not flows:
        raise InputError("flows_empty", path=path.name)
    flows.sort(key=_day_of)
    first, last = _day_of(flows[0]), _day_of(flows[-1])
    if first > today:
        raise InputError("loan_in_future", day=first, today=today)
    if (last - first).days > _LONGEST_YEARS * _DAYS_A_YEAR:
        raise InputError("flows_too_long", first=first, last=last, years=_LONGEST_YEARS)
    return tuple(flows)


def _day_of(flow: Flow) -> date:
    if not isinstance(flow.when, date):
        raise TypeError("flows from a file have days")
    return flow.when


def _text_of(path: Path) -> str:
    try:
        if not path.is_file():  # a device has no end
            raise InputError("file_missing", path=str(path))
        raw = path.read_bytes() if path.stat().st_size <= _LARGEST_FILE else None
    except OSError:
        raise InputError("file_missing", path=str(path)) from None
    if raw is None:
        raise InputError("file_too_large", path=path.name, most=_LARGEST_FILE)
    for encoding in ("utf-8-sig", "gb18030"):  # the second is what a Chinese spreadsheet saves
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError("file_unreadable", path=path.name)


def _rows(text: str) -> Iterator[tuple[int, tuple[str, str]]]:
    """Each row's line with its date and amount, by the header's columns or else the only two."""
    head = text.lstrip("\r\n").partition("\n")[0]
    delimiter = next((mark for mark in ",\t;，" if mark in head), ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: tuple[int, int] | None = None
    width, seen = 2, False
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if not seen and (named := _header(cells)) is not None:
                columns, width, seen = named, len(cells), True
                continue
            seen = True
            while len(cells) > width and not cells[-1]:
                cells.pop()
            at = columns or (0, 1)
            if not max(at) < len(cells) <= width:
                raise InputError(
                    "row_unreadable", line=reader.line_num, text=delimiter.join(row)[:60]
                )
            yield reader.line_num, (cells[at[0]], cells[at[1]])
    except csv.Error:
        raise InputError("row_unreadable", line=reader.line_num, text="") from None


def _header(cells: list[str]) -> tuple[int, int] | None:
    """The columns of date and amount, if the row names them instead of holding them."""
    named = [cell.lower() for cell in cells]
    dates = [place for place, cell in enumerate(named) if cell in _DATES]
    amounts = [place for place, cell in enumerate(named) if cell in _AMOUNTS]
    return (dates[0], amounts[0]) if dates and amounts else None


def _flow(line: int, row: tuple[str, str]) -> Flow:
    try:
        return Flow(read_day(row[0]), read_amount(row[1]))
    except InputError as error:
        code = "row_amount_absurd" if error.code == "amount_absurd" else "row_unreadable"
        raise InputError(code, line=line, text=",".join(row)[:60]) from None


def _read_instalments(received: str | None, payments: tuple[str, ...]) -> tuple[Flow, ...]:
    if received is None:
        raise InputError("rate_input_missing")
    if not payments:
        raise InputError("payments_missing")
    advance = bounded(read_amount(received), least=CENT)
    return instalments(advance, [_payment(text) for text in payments])


def _payment(text: str) -> tuple[int, Decimal]:
    found = _PAYMENT.fullmatch(normalize("NFKC", text).strip())
    if found is None:
        raise InputError("payments_unreadable", text=text)
    count = int(found["count"][:9]) if found["count"] else 1
    return count, bounded(read_amount(found["amount"]), least=0)


def _advance(flows: tuple[Flow, ...]) -> tuple[int | date, Decimal] | None:
    moved = moved_by_time(flows)
    came = ((when, received - paid) for when, (received, paid) in moved.items())
    return next(((when, amount) for when, amount in came if amount > 0), None)


def _contract(text: str | None, received: Decimal) -> Decimal | None:
    if text is None:
        return None
    contract = bounded(read_amount(text), least=CENT)
    if contract < received:
        raise InputError("contract_below_received", contract=contract, received=received)
    return contract


def _per_year(text: str) -> int:
    plain = normalize("NFKC", text).strip()
    if not re.fullmatch(r"[0-9]{1,3}", plain):
        raise InputError("per_year_unreadable", text=text)
    return int(plain)
