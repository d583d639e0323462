"""What an operator reads of a Bot API call that failed."""

import pytest

from bot.channels.telegram.failures import Ambiguous, Failure, ServerTrouble, Unreachable


@pytest.mark.parametrize("failure", [Unreachable(), Ambiguous(), ServerTrouble(502)], ids=repr)
def test_trouble_that_passes_is_told_with_what_is_safe(failure: Failure) -> None:
    """Nothing is lost, and it is tried again; never with what the call held."""
    assert "Nothing is lost" in failure.advice
    assert "by itself" in failure.advice


def test_who_cannot_reach_telegram_is_told_where_to_look() -> None:
    """At the network and at the address that is set."""
    assert "telegram.base_url" in Unreachable().advice
