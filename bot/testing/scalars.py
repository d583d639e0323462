"""Values written into a file of cases, as a person would write them."""

import json
import re
from decimal import Decimal
from typing import Any, Final

# Words and names need no quotes, if they are not read as something else.
_PLAIN: Final = re.compile(r"[A-Za-z_\u4e00-\u9fff][\w.+/@-]*")
_READ_AS_OTHER: Final = frozenset({"null", "true", "false"})


def written(value: Any) -> str:
    """A value on one line of YAML: text, a number, yes or no, nothing, a list or map of these."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal():
            return f'"{value:f}"' if value != value.to_integral_value() else f"{value:.0f}"
        case dict():
            inside = (f"{written(name)}: {written(held)}" for name, held in value.items())
            return f"{{{', '.join(inside)}}}"
        case list() | tuple():
            return f"[{', '.join(map(written, value))}]"
        case _:
            return _text(str(value))


def _text(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.casefold() not in _READ_AS_OTHER:
        return text
    return json.dumps(text, ensure_ascii=False)
