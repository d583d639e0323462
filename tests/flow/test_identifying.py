"""Identity and card numbers are told from amounts, days and telephone numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flow.identifying import looks_identifying

CARD = "6222 0212 3456 7890 123"


@pytest.mark.parametrize(
    "text",
    [
        "620102199001011234", "62010219900101123X", "620102900101123", "620102 19900101 123X", "620102 199001011234",
        CARD, CARD.replace(" ", ""), CARD.replace(" ", "."), CARD.replace(" ", "_"), CARD.replace(" ", "-"),
        CARD.replace(" ", " - "), CARD.replace(" ", "·"), CARD.replace(" ", "\u3000"), f"{CARD} {CARD}", CARD.replace(" ", "") * 2,
        f"我的卡{CARD}，欠 3000", f"3000 {CARD}", "6222 0212 3456 7890", "622202 1234567890123", "62220212 34567890",
        "６２２２ ０２１２ ３４５６ ７８９０",
    ],
)  # fmt: skip
def test_a_number_as_long_as_a_card_is_told(text: str) -> None:
    """In one piece, in groups, two in a row, or beside an amount."""
    assert looks_identifying(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "3000", "3000 2000 1500 4000 5000", "3000\n2000\n1500\n4000", "3000.50, 2000.25, 10000", "1.500,00 2.500,00 3.500,00",
        "2026-11-24 2026-12-24 2027-01-24", "2026.11.24 2026.12.24 2027.01.24", "20261124 20261224", "2026/11/24-2027/01/24",
        "13800138000 13900139000", "138 0013 8000", "合同号 12345678", "欠 12,345,678.90 元，还了 1,234,567.80",
    ],
)  # fmt: skip
def test_amounts_days_and_telephones_in_a_row_are_none(text: str) -> None:
    """Else who lists what they owe would be told off."""
    assert not looks_identifying(text)


@given(st.text(alphabet=list("0123456789 -.·年a，"), max_size=300))
def test_any_text_is_looked_at(text: str) -> None:
    """And whatever holds fifteen digits in one piece is told."""
    whole = any(
        len(part) >= 15 for part in "".join(c if c.isdigit() else " " for c in text).split()
    )
    assert looks_identifying(text) or not whole
