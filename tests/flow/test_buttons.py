"""Which buttons stand under each screen on the way through a conversation, in their order."""

from tests.flow.tiny import Chat

OUT = ["!back", "!menu", "!sos"]
ITEMS = ["plan", "list", "owing", "talk"]


def under(chat: Chat) -> list[str]:
    """What the buttons under the last screen do."""
    return [button.press.partition(".")[2] for button in chat.screens[-1].buttons]


def test_every_screen_has_its_answers_and_ways_out() -> None:
    """Answers first, then reasons, then the ways out; nothing that does not belong to the screen."""
    chat = Chat().to_hub()
    assert under(chat) == [*ITEMS, "!language", "!human", "!sos"]
    chat.press("plan")
    assert under(chat) == ["!why", "!skip", *OUT]
    chat.say("500")
    assert under(chat) == ["none", "some", "!why", *OUT]
    chat.press("none")
    chat.press("+card")
    assert under(chat) == ["-card", "+bank", "+friend", "=done", "!why", *OUT]
    chat.press("=done")
    chat.say("3000")
    assert under(chat) == ["=all_right", "=change/total", "=change/overdue", *OUT]
    chat.press("=all_right")
    assert under(chat) == ["yes", "no", *OUT]
    chat.say("no")
    assert under(chat) == ["@card:jail", "!review", *OUT]
    chat.move("menu")
    assert under(chat) == [*ITEMS, "!language", "!human", "!sos"]


def test_after_three_misses_there_are_more_ways_out() -> None:
    """It can wait, a human can help, and a choice can be skipped as well; not before."""
    chat = Chat().to_hub()
    chat.press("plan")
    chat.say("500")
    for misses, more in ((1, []), (2, []), (3, ["!skip", "!pause", "!human"])):
        chat.say("???")
        assert chat.session.misses == misses
        assert under(chat) == ["none", "some", "!why", *more, *OUT]


def test_a_change_begins_without_misses_and_ticks() -> None:
    """It has one more button: to keep what was said."""
    chat = Chat().to_hub()
    chat.press("plan")
    chat.say("500")
    chat.say("???")
    chat.press("=change/total")
    assert (chat.session.misses, chat.session.selected) == (0, ())
    assert under(chat) == ["=keep", "!why", "!skip", *OUT]
    chat.press("=keep")
    assert (chat.at, chat.session.misses, chat.position.facts["total"]) == ("overdue", 0, 500)


def test_what_was_set_aside_stands_first_in_the_menu() -> None:
    """Each by its number, the oldest first."""
    chat = Chat().to_hub()
    for name in ("plan", "owing"):
        chat.press(name)
        chat.say("500")
        chat.move("menu")
    assert under(chat) == ["=resume/0", "=resume/1", *ITEMS, "!language", "!human", "!sos"]
