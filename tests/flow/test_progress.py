"""How far it is: the number of a question, and how many there are at least."""

from tests.flow.tiny import Chat


def test_questions_are_counted_and_a_branch_adds_its_own() -> None:
    """Of four at first; who is overdue is asked one more; what is behind a branch not taken is none."""
    chat = Chat().to_hub()
    chat.press("plan")
    seen = [chat.screens[-1].progress]
    for said in ("500", "some", "30"):
        chat.say(said)
        seen.append(chat.screens[-1].progress)
    chat.press("+card")
    chat.press("=done")
    seen.append(chat.screens[-1].progress)
    assert seen == [(1, 4), (2, 4), (3, 5), (4, 5), (5, 5)]
    other = Chat().to_hub()
    other.press("plan")
    other.say("500")
    other.say("none")
    assert other.screens[-1].progress == (3, 4)


def test_within_an_item_its_own_questions_are_counted() -> None:
    """Those outside of the list are counted without them; two are not worth a number."""
    chat = Chat().to_hub()
    chat.press("owing")
    seen = [(chat.at, chat.screens[-1].progress, chat.position.progress)]
    for press, said in (
        ("", "100"),
        ("=add", ""),
        ("", "甲"),
        ("", "600"),
        ("", "5"),
        ("=done", ""),
    ):
        chat.press(press) if press else chat.say(said)
        seen.append((chat.at, chat.screens[-1].progress, chat.position.progress))
    assert seen == [
        ("total", (1, 3), (1, 3)),
        ("debts", None, None),
        ("lender", None, (1, 2)),
        ("balance", None, (2, 2)),
        ("rate", (3, 3), (3, 3)),
        ("debts", None, None),
        ("income", None, (2, 2)),
    ]


def test_what_was_said_elsewhere_is_not_taken_from_a_forged_press() -> None:
    """The button is there only where something was said; without it the press is an old one."""
    chat = Chat().to_hub()
    chat.press("plan")
    (screen, *_) = chat.press("=same")
    assert screen.texts[0].key == "notices.stale"
    assert chat.at == "total"
