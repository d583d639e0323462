"""GitHub's annotations: a line that a workflow prints becomes a remark beside the line of a file."""

from typing import Literal


def annotation(
    level: Literal["error", "warning"], path: str, at: tuple[int, ...], *, title: str, message: str
) -> str:
    """The workflow command, at a line and perhaps a column; whatever its parts hold, it stays one line."""
    where = ",".join(f"{name}={number}" for name, number in zip(("line", "col"), at, strict=False))
    return f"::{level} file={_property(path)},{where},title={_property(title)}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
