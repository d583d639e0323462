"""A decision table as Markdown and as CSV. Names are those of the flow, whatever the language."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Final

from bot.testing.tables.model import Row, Table
from bot.testing.tables.wording import cell_text

GOES_ON: Final = "…"
LAST: Final = ("said", "outcome")
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")
_HEAD: Final = """\
<!-- Made by `ashore table --write` as of {today}. It is reviewed, not edited. -->
<!-- 由 `ashore table --write` 生成，以 {today} 为准；只审阅，不手改。 -->

# {flow}

A row: the answers, the texts then said, the outcome. `–`: any answer gives the same. `?`: not known or \
skipped; `known`: any other answer. `today-20`: 20 days before the day above; `90d`: 90 days. `all`: all options ticked; of several, each alone and all were tried. `…`: a text that hangs on \
this answer alone, whatever the others; the rows with an outcome do not repeat it.

每行依次是：回答、随后说的话、结局。`–`：怎么答都一样。`?`：不知道或跳过；`known`：答了，\
答什么都行。`today-20`：上述日期之前 20 天；`90d`：90 天。`all`：全选（多选题只试了单选和全选）。\
`…`：只取决于这一个回答的话，与其他回答无关，有结局的行里不再重复。

"""


def write_markdown(table: Table, *, today: date) -> str:
    """The table with a head that says how, and as of which day, it was made."""
    head = _HEAD.format(today=today.isoformat(), flow=table.flow)
    return head + "".join(f"{line}\n" for line in markdown_lines(table))


def markdown_lines(table: Table) -> Iterator[str]:
    """A line for the columns, one below it, and one for each row."""
    columns = (*table.columns, *LAST)
    yield _line(columns)
    yield "|" + "---|" * len(columns)
    for row in _all(table):
        yield _line(_texts(table, row))


def write_csv(table: Table) -> str:
    """The table for a spreadsheet, in which no cell is taken for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(map(_guarded, (*table.columns, *LAST)))
    writer.writerows(map(_guarded, _texts(table, row)) for row in _all(table))
    return out.getvalue()


def _all(table: Table) -> tuple[Row, ...]:
    return (*table.notes, *table.rows)


def _texts(table: Table, row: Row) -> list[str]:
    cells = [cell_text(row.cells.get(name)) for name in table.columns]
    return [*cells, ", ".join(row.said), row.outcome or GOES_ON]


def _line(texts: "tuple[str, ...] | list[str]") -> str:
    escaped = (text.replace("|", "\\|") for text in texts)
    return f"| {' | '.join(escaped)} |"


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULAS) else text
