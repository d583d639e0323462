"""GitHub's annotations: a line that a workflow prints becomes a remark beside the line of a file."""

from typing import Literal


def annotation(
    level: Literal["error", "warning"], path: str, line: int, *, title: str, message: str
) -> str:
    """The workflow command; whatever its parts hold, it stays one line."""
    place = f"file={_property(path)},line={line},title={_property(title)}"
    return f"::{level} {place}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
