"""How long a text is for Telegram, and how wide on a screen."""

import pytest

from bot.flow.lengths import columns, shown, units


@pytest.mark.parametrize(
    ("text", "length"),
    [("", 0), ("debt", 4), ("欠款", 2), ("欠a", 2), ("😀", 2), ("a😀债", 4), ("\ud83d", 1)],
    ids=ascii,
)
def test_length_is_counted_in_utf_16(text: str, length: int) -> None:
    """As Telegram counts: an emoji is two, a Chinese character one; half a pair is no error."""
    assert units(text) == length


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("debt", 4),
        ("欠款", 4),
        ("Ａ１", 4),  # full-width
        ("欠3万", 5),
        ("e\u0301", 1),  # an accent of its own takes no room
        ("1\ufe0f\u20e3", 1),  # nor do a variation selector and a keycap's frame
        ("👨\u200d👩", 4),  # nor does what joins two
    ],
    ids=ascii,
)
def test_width_is_counted_in_latin_letters(text: str, width: int) -> None:
    """What is Chinese or an emoji takes two, what stands on another character nothing."""
    assert columns(text) == width


def test_tags_and_entities_are_not_seen() -> None:
    """A borrower sees neither; an escaped tag is text."""
    assert shown('<b>3 &lt; 4</b> <a href="x">go</a> &lt;b&gt;') == "3 < 4 go <b>"
