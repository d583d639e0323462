"""The menu leads to every conversation: what cannot be reached was written for nobody."""

from bot.library.read_flows import all_steps
from tests.shipped import shipped_library

_HOME = "home"


def test_every_conversation_can_be_reached_from_home() -> None:
    """By calls alone, without a word typed; a link from a card is not enough."""
    flows = shipped_library().flows
    reached, left = set(), [_HOME]
    while left:
        name = left.pop()
        if name not in reached:
            reached.add(name)
            steps = all_steps(flows[name].steps)
            left += [step.call for verb, step in steps if verb == "call"]  # type: ignore[attr-defined]  # a Call
    assert set(flows) - reached == set()
