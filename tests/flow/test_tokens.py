"""What a button carries, and what is no button of ours."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.flow.model import Button, Screen, Text
from bot.flow.tokens import Press, first_version, made_out, read_press, stamp


@pytest.mark.parametrize(
    ("data", "press"),
    [
        ("1.card", Press(1, "", "card")),
        ("z.+card", Press(35, "+", "card")),
        ("10.-card", Press(36, "-", "card")),
        ("10.!back", Press(36, "!", "back")),
        ("2s.=change/a.b", Press(100, "=", "change/a.b")),
        ("zzzzzzzz.@flow:x~abc", Press(36**8 - 1, "@", "flow:x~abc")),
        ("0.card", Press(0, "", "card")),
        ("1." + "x" * 62, Press(1, "", "x" * 62)),
        ("1." + "x" * 63, None),  # 65 bytes
        ("1." + "债" * 20, Press(1, "", "债" * 20)),
        ("1." + "债" * 21, None),  # few characters, but 65 bytes
        ("100000000.card", None),  # nine figures
        ("01.card", None),  # not as we write it
        ("A.card", None),
        ("-1.card", None),
        ("１.card", None),
        (".card", None),
        ("1.", None),
        ("1.+", None),
        ("1card", None),
        ("", None),
    ],
)
def test_only_a_button_of_ours_is_read(data: str, press: Press | None) -> None:
    """Version, mark and name; anything that the program would not write itself means nothing."""
    assert read_press(data) == press
    if press is not None:
        assert made_out(f"{press.kind}{press.name}", press.version) == data


@pytest.mark.parametrize(
    ("seconds", "version"), [(-5, 1), (0, 1), (0.9, 1), (1, 1025), (1.9, 1025), (60, 61441)]
)
def test_a_new_life_begins_above_the_old_one(seconds: float, version: int) -> None:
    """By the second, with room for more presses than one has; before the beginning it is 1."""
    assert first_version(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)) == version


def test_a_screen_is_stamped_but_for_buttons_that_press_nothing() -> None:
    """A button that copies a number has no act."""
    label = Text("common", "label")
    screen = Screen("question", "f", "s", (label,), (Button(label, "card"), Button(label, "")))
    assert [button.press for button in stamp(screen, 37).buttons] == ["11.card", ""]
