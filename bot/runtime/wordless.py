"""Why Telegram refused a call, without a word of its own: it may repeat what a borrower wrote."""

import re
from http import HTTPStatus
from typing import Final

# What may follow the class of an error; everything else it says of a call stays sealed with the call.
_KNOWN: Final = (
    "chat not found",
    "user not found",
    "group chat was deactivated",
    "not enough rights",
    "can't parse entities",
    "can't parse reply keyboard markup",
    "message text is empty",
    "message is too long",
    "message caption is too long",
    "message to edit not found",
    "message can't be edited",
    "message is not modified",
    "inline keyboard",
    "reply markup is too long",
    "wrong file identifier",
    "file is too big",
)
_CLASSES: Final = "|".join(sorted({re.escape(status.phrase) for status in HTTPStatus}))
_READ = re.compile(rf"(?P<kind>{_CLASSES}|HTTP status \d{{3}})(?:: (?P<detail>.*))?", re.DOTALL)
_CODE = re.compile(r"[A-Z]+(?:_[A-Z]+)+")


def wordless(description: str) -> str:
    """The class of the error and, if it is a known one, how it goes on; `…` stands for the rest."""
    read = _READ.fullmatch(description)
    if read is None:
        return "refused: …"
    kind, detail = read["kind"], read["detail"]
    if detail is None:
        return kind
    if _CODE.fullmatch(detail):
        return description
    known = next((words for words in _KNOWN if detail.startswith(words)), "")
    rest = "" if detail == known else ": …" if known else "…"
    return f"{kind}: {known}{rest}"
