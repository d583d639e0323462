"""What a changed library does to positions: unaffected, asked again, elsewhere, lost."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.flow.model import Text
from bot.flow.session import Visit
from bot.library import Library, load_library
from bot.library.templates import TextTemplate
from bot.testing.exploring.ground import Ground
from bot.testing.exploring.walking import walk
from bot.testing.migrating import Again, Crossing, Held, Migration, explored_positions, migrate
from tests.library.tiny import FILES, write
from tests.shipped import shipped_library
from tests.testing.exploring_library import made, words

TODAY = date(2026, 11, 24)
BUDGET = 20
SUFFIX = "（改）"
STEPS = """\
  - choose: color
    options: [red, blue]
  - ask: told
  - ask: other
    if: told
  - end: done
"""
WORDS = words("color", "told", "other")


def library(folder: Path, steps: str = STEPS, text: str = WORDS) -> Library:
    """The small library with a flow `walk`."""
    return made(folder, steps, text).library


def migrated(old: Library, new: Library, flow: str = "walk", budget: int = BUDGET) -> Migration:
    """Every explored position of a flow, folded on the new library."""
    explored = walk(Ground(old, TODAY), flow, budget)
    return migrate(Crossing(old, new, TODAY), explored_positions(explored))


def suffixed(template: TextTemplate) -> TextTemplate:
    """The text with a few words more."""
    if template.constant is not None:
        return replace(template, constant=template.constant + SUFFIX)
    compiled = template.compile
    return replace(template, compile=lambda: (*(compiled() if compiled else ()), SUFFIX))


def stepped(tmp_path: Path, before: str, after: str) -> Migration:
    """The flow with one passage of its steps replaced; a question may be one of age."""
    assert before in STEPS
    steps = STEPS.replace(before, after)
    asked = (name for name in ("color", "told", "other", "age") if f": {name}\n" in steps)
    return migrated(library(tmp_path / "old"), library(tmp_path / "new", steps, words(*asked)))


def test_changed_words_ask_nothing_again(tmp_path: Path) -> None:
    """Every question, option and title reads differently; every position stays where it was."""
    text = WORDS.replace("请说", "想问").replace("红", "朱红").replace("走走看", "换个名")
    found = migrated(library(tmp_path / "old"), library(tmp_path / "new", text=text))
    assert set(found.total) == {"unaffected"}
    assert found.total["unaffected"] > 4
    assert not found.asked


def test_changed_options_ask_that_question_again_and_nothing_else(tmp_path: Path) -> None:
    """Whoever answered it is asked; whoever had not come so far is not affected."""
    new = library(
        tmp_path / "new",
        STEPS.replace("[red, blue]", "[red, blue, green]"),
        WORDS.replace("blue: 蓝", "blue: 蓝, green: 绿"),
    )
    found = migrated(library(tmp_path / "old"), new)
    assert set(found.asked) == {Again("walk", "color", "changed")}
    assert found.total["unaffected"] == 1
    assert found.asked.total() == found.total["asked"] == found.total.total() - 1


def test_each_question_with_a_new_meaning_is_named(tmp_path: Path) -> None:
    """Not only the first at which the walk stops, where the answers before fit as they are."""
    changed = STEPS.replace("[red, blue]", "[blue, red]")
    changed = changed.replace("- ask: other\n", "- ask: other\n    must: answer > -1\n")
    text = WORDS.replace("other: {ask: 请说 other？", "other: {ask: 请说 other？, must: 再看看。")
    found = migrated(library(tmp_path / "old"), library(tmp_path / "new", changed, text))
    assert set(found.asked) == {
        Again("walk", "color", "changed"),
        Again("walk", "other", "changed"),
    }


def test_a_question_added_before_the_stop_is_asked(tmp_path: Path) -> None:
    """By everybody who had come past its place."""
    found = stepped(tmp_path, "  - ask: told", "  - ask: age\n  - ask: told")
    assert set(found.asked) == {Again("walk", "age", "added")}
    assert found.total["unaffected"] == 1
    assert not found.lost


def test_a_question_added_behind_the_stop_asks_nobody_who_has_not_come_so_far(
    tmp_path: Path,
) -> None:
    """Only those at the end are asked."""
    found = stepped(tmp_path, "  - end: done", "  - ask: age\n  - end: done")
    old = walk(Ground(library(tmp_path / "old2"), TODAY), "walk", BUDGET)
    ended = sum(old.states[edge.target].kind == "Ended" for edge in old.edges)
    assert ended > 2
    assert found.asked == {Again("walk", "age", "added"): ended}


def test_a_question_taken_out_sends_on_who_waited_there_and_asks_nothing_again(
    tmp_path: Path,
) -> None:
    """The next question is no question asked again."""
    found = stepped(tmp_path, "  - ask: told\n  - ask: other\n    if: told\n", "  - ask: other\n")
    assert found.asked == {Again("walk", "other", "added"): 2}  # of those at the end: a no, a skip
    assert not found.lost
    assert found.total["elsewhere"] > 2


def test_a_flow_taken_out_loses_its_positions(tmp_path: Path) -> None:
    """With the answers that lead there."""
    old = library(tmp_path / "old")
    new = load_library(write(tmp_path / "new", FILES))
    found = migrated(old, new)
    assert found.total["lost"] == found.total.total() > 4
    assert {lost.reason for lost in found.lost} == {"flow"}
    assert any(lost.held.said[:1] == ("color=red",) for lost in found.lost)


def test_a_menu_item_taken_out_loses_what_was_picked(tmp_path: Path) -> None:
    """And nothing else of the flow."""
    old = load_library(write(tmp_path / "old", FILES))
    gone = {
        **FILES,
        "flows/home.yaml": FILES["flows/home.yaml"].replace("      about: [{show: about}]\n", ""),
    }
    for language in ("zh", "en"):
        path = f"content/{language}/home.yaml"
        kept = (line for line in FILES[path].splitlines() if not line.startswith("about:"))
        gone[path] = "\n".join(kept).replace(", about: 关于", "") + "\n"
    found = migrated(old, load_library(write(tmp_path / "new", gone)), "home")
    assert {lost.held.visit.pick for lost in found.lost} == {"hub/about"}
    assert {lost.reason for lost in found.lost} == {"item"}
    assert found.total["unaffected"] > 2


def test_a_fold_that_fails_is_lost(tmp_path: Path) -> None:
    """The engine's own error is the reason."""
    failing = STEPS.replace("  - end: done", "  - {end: done, if: color > 3}")
    found = migrated(library(tmp_path / "old"), library(tmp_path / "new", failing))
    assert {lost.reason for lost in found.lost} == {"fails"}
    assert all(lost.detail for lost in found.lost)


def test_what_the_old_library_has_not_is_not_said_to_be_lost(tmp_path: Path) -> None:
    """A position of a flow that it never had tells nothing of the change."""
    old, new = load_library(write(tmp_path / "old", FILES)), library(tmp_path / "new")
    found = migrate(Crossing(old, new, TODAY), [Held(Visit("walk"), ())])
    assert found.total == {"unknown": 1}


def test_a_new_word_in_every_text_that_is_shipped_asks_nothing_again() -> None:
    """The flows and slots alone decide what an answer means: no fold of a shipped flow reads words."""
    old = shipped_library()
    changed = {
        language: {key: suffixed(text) for key, text in texts.items()}
        for language, texts in old.texts.items()
    }
    new = replace(old, texts=changed)
    assert SUFFIX in new.label(Text("home", "title"), "zh")
    for flow in ("home", "repayment_plan", "court"):
        found = migrated(old, new, flow, 4)
        assert set(found.total) == {"unaffected"}, flow
