"""What an operator reads of a Bot API call that failed."""

import pytest

from bot.channels.telegram.failures import (
    Ambiguous,
    Conflict,
    Failure,
    ServerTrouble,
    Unauthorised,
    Unreachable,
    failure_from,
)


@pytest.mark.parametrize("failure", [Unreachable(), Ambiguous(), ServerTrouble(502)], ids=repr)
def test_trouble_that_passes_is_told_with_what_is_safe(failure: Failure) -> None:
    """Nothing is lost, and it is tried again; never with what the call held."""
    assert "Nothing is lost" in failure.advice
    assert "by itself" in failure.advice


def test_who_cannot_reach_telegram_is_told_where_to_look() -> None:
    """At the network and at the address that is set."""
    assert "telegram.base_url" in Unreachable().advice


def test_an_address_that_is_not_known_may_be_the_tokens_fault_or_the_servers() -> None:
    """404 is what another server says too: who looked at the token alone would look for ever."""
    refused, unknown = failure_from(401, {}), failure_from(404, {"description": "Not Found"})
    assert isinstance(refused, Unauthorised)
    assert isinstance(unknown, Unauthorised)
    assert "base_url" not in str(refused)
    for named in ("token", "telegram.base_url", "without /bot"):
        assert named in str(unknown)


@pytest.mark.parametrize(
    ("said", "is_webhook"),
    [
        (
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to",
            True,
        ),
        ("Conflict: terminated by setWebhook request", True),
        ("Conflict: terminated by other getUpdates request; make sure that only one bot", False),
        ("", False),
    ],
)
def test_a_webhook_is_told_apart_from_another_bot(said: str, *, is_webhook: bool) -> None:
    """There is no other process to stop when `ashore webhook set` ended the polling."""
    failure = failure_from(409, {"description": said} if said else {})
    assert isinstance(failure, Conflict)
    for named in ("`ashore webhook remove`", "`ashore run --webhook`"):
        assert (named in str(failure)) == is_webhook
    assert ("stop it" in str(failure)) != is_webhook
