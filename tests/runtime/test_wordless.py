"""Why a reply was refused, as anybody may read it: never with what Telegram repeats of it."""

import pytest

from bot.runtime.wordless import wordless


@pytest.mark.parametrize(
    ("description", "shown"),
    [
        ("Bad Request: chat not found", "Bad Request: chat not found"),
        ("Bad Request: IMAGE_PROCESS_FAILED", "Bad Request: IMAGE_PROCESS_FAILED"),
        ("Bad Request: can't parse entities", "Bad Request: can't parse entities"),
        (
            'Bad Request: can\'t parse entities: Unsupported start tag "欠三万" at byte offset 5',
            "Bad Request: can't parse entities: …",
        ),
        ("Bad Request: can't parse entities 欠三万", "Bad Request: can't parse entities: …"),
        ("Bad Request: 欠三万", "Bad Request: …"),
        ("Bad Request: I OWE_", "Bad Request: …"),
        ("Bad Request: PAY 欠_三万", "Bad Request: …"),
        ("Bad Request: button\n欠三万", "Bad Request: …"),
        ("Bad Request", "Bad Request"),
        ("HTTP status 413", "HTTP status 413"),
        ("Bad Request 欠三万", "refused: …"),
        ("欠三万: Bad Request", "refused: …"),
        ("", "refused: …"),
    ],
)
def test_a_refusal_is_its_class_and_a_known_beginning(description: str, shown: str) -> None:
    """Whatever else it says may be a borrower's; said once more, it stays as it is."""
    assert wordless(description) == shown
    assert wordless(shown) in {shown, "refused: …"}
