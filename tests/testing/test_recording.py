"""A chat becomes a case, which passes."""

from datetime import date
from pathlib import Path

import pytest

from bot.errors import ContentError
from bot.flow.events import Blocked, Event, Moved, Sent, Started, Tapped, Typed
from bot.flow.tokens import made_out
from bot.library import Library
from bot.library.load import load_manuscript
from bot.library.yaml_reader import parse_yaml
from bot.testing.cases import Case, cases_in, read_cases
from bot.testing.recording import Recording, add_case, check_target, transcribe
from bot.testing.runner import Run
from tests.library import tiny
from tests.testing import stage

DAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return stage.manuscript(tmp_path_factory.mktemp("project")).library


def record(
    library: Library, *doings: str | Event, lang: str = "zh", name: str = "one"
) -> Recording:
    """A chat held with the plan: events, or the acts of buttons."""
    chat = Recording(name, "plan", lang, DAY, ())
    run = Run(library, read_one(transcribe(library, chat)))
    run.open()
    events: list[Event] = []
    for doing in doings:
        event = (
            Tapped(made_out(doing, run.talk.session.version)) if isinstance(doing, str) else doing
        )
        events.append(event)
        run.take("", event)
    return Recording(name, "plan", lang, DAY, events)


def read_one(text: str) -> Case:
    return cases_in(parse_yaml(text.encode(), Path("one.yaml"))[0])[0]


CHAT = (Typed("800"), "calls", Moved("back"), "home", Sent("voice"), "no")


def test_a_chat_is_written_with_what_each_line_led_to(library: Library) -> None:
    """Buttons by option, the steps seen where there are more than the one that waits."""
    assert (
        transcribe(library, record(library, *CHAT))
        == """\
- case: one
  flow: plan
  lang: zh
  today: 2026-11-26
  talk:
    - sees: [intro, debt]
    - at: debt
    - user: "800"
    - at: worries
    - tap: calls
    - sees: [small, has_card]
    - at: has_card
    - move: back
    - at: worries
    - tap: home
    - sees: [small, summary, has_card]
    - at: has_card
    - send: voice
    - sees: [voice, has_card]
    - at: has_card
    - tap: no
    - ends: done_well
"""
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_recorded_case_passes_at_once(library: Library, tmp_path: Path, lang: str) -> None:
    """In a new file, and behind the cases of another; those stay as they are."""
    path = tmp_path / "flows" / "plan.yaml"
    add_case(library, path, record(library, *CHAT, Started(), lang=lang))
    before = path.read_text("utf-8")
    add_case(library, path, record(library, *CHAT, lang=lang, name="甲：second #2"))
    assert path.read_text("utf-8").startswith(before)
    cases = read_cases(path)
    assert [case.name for case in cases] == ["one", "甲：second #2"]
    for case in cases:
        Run(library, case).run()


@pytest.mark.parametrize(
    "said", ["yes", "12", "3.5万", "1e3", "null", "a: b", "# 号", '"', "行\n行", " x "]
)
def test_what_was_typed_is_read_back_as_it_was(library: Library, said: str) -> None:
    """Whatever it would mean in YAML."""
    case = read_one(transcribe(library, record(library, Typed(said))))
    assert [line.value for line in case.talk if line.kind == "user"] == [said]


def test_rewording_a_label_breaks_no_recorded_case(library: Library, tmp_path: Path) -> None:
    """The option's name is what was noted."""
    text = transcribe(library, record(library, *CHAT))
    words = stage.SHORT_WORDS.replace("calls: 电话", "calls: 老打电话来")
    tiny.write(tmp_path, {**stage.FILES, "content/zh/plan.yaml": words})
    Run(load_manuscript(tmp_path).library, read_one(text)).run()


def test_what_a_case_has_no_line_for_is_refused(library: Library) -> None:
    """Rather than a case that is not what was done."""
    with pytest.raises(ContentError, match="no line for Blocked"):
        transcribe(library, record(library, Blocked()))
    with pytest.raises(ContentError, match="older message"):
        transcribe(library, record(library, Typed("800"), "calls", "calls"))


def test_a_name_is_used_once(tmp_path: Path) -> None:
    """A second case of a name in a file would be mistaken for the first."""
    stage.project(tmp_path)
    path = tmp_path / "tests" / "flows" / "plan.yaml"
    with pytest.raises(ContentError, match="choose another name"):
        check_target(path, "a small debt")
    check_target(path, "another")
    check_target(tmp_path / "new.yaml", "a small debt")
