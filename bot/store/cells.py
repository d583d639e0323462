"""Which columns hold what a borrower said, and the place that each of their cells is sealed for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cells:
    """A column of cells. `key` finds a row; of it, `bound` is what a cell is sealed for.

    `owner` is the column that names whose key seals a cell; `held` is true of the rows that may have
    one, where most have none.
    """

    table: str
    column: str
    key: tuple[str, ...]
    bound: tuple[str, ...] = ("chat",)
    owner: str = "chat"
    held: str = "true"

    def place(self, *bound: int | str | None) -> str:
        """The place of a cell, from the values of its row that it is bound to."""
        return "/".join([self.table, self.column, *map(str, bound)])


SESSION = Cells("sessions", "session", ("chat",))
EVENT = Cells("inbox", "event", ("update_id",), ("chat", "update_id"), held="state = 'pending'")
CALL = Cells("outbox", "call", ("id",), ("chat", "id"), owner="owner")
REMINDER = Cells("timers", "text", ("chat", "name"), ("chat", "name"))
LETTER_EVENT = Cells("dead_letters", "event", ("id",), owner="owner")
LETTER_CALL = Cells("dead_letters", "call", ("id",), owner="owner")
FACTS = Cells("handoffs", "facts", ("id",))
ALL = (SESSION, EVENT, CALL, REMINDER, LETTER_EVENT, LETTER_CALL, FACTS)
