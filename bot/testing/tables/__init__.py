"""Decision tables: which answers decide, what is said then, and how it ends, for a lawyer to review."""

from bot.testing.tables.committed import Change, Committed, compare, read_committed
from bot.testing.tables.deciding import TooManyRowsError, make_table
from bot.testing.tables.model import Cell, Row, Table, Tried
from bot.testing.tables.reviewing import MOST_ROWS, LeftOut, review_table, review_tables
from bot.testing.tables.writing import write_csv, write_markdown

__all__ = [
    "MOST_ROWS", "Cell", "Change", "Committed", "LeftOut", "Row", "Table", "TooManyRowsError",
    "Tried", "compare", "make_table", "read_committed", "review_table", "review_tables",
    "write_csv", "write_markdown",
]  # fmt: skip
