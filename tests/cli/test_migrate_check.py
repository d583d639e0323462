"""`ashore migrate-check`: folders and revisions, its report, its exit codes, and the file of positions."""

import json
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.migrate_check import command
from bot.flow.fold import fold
from bot.flow.session import Answer, Session, Visit, dump_session
from bot.flow.stops import Question
from bot.library import Library, load_library
from bot.store import make_key, open_store, parse_ring, to_json
from tests.library.tiny import FILES, write
from tests.testing.exploring_library import made, words

TODAY = date(2026, 11, 24)
STEPS = "  - choose: color\n    options: [red, blue]\n  - ask: amount\n  - end: done\n"
WORDS = words("color", "amount")
MORE = STEPS.replace("[red, blue]", "[red, blue, green]")
MORE_WORDS = WORDS.replace("blue: 蓝", "blue: 蓝, green: 绿")


def run(*given: object) -> tuple[int, str, str]:
    """The exit code, and what is printed on each stream."""
    options = ("--today", "2026-11-24", "--processes", "1", "--budget", "3")
    result = CliRunner().invoke(command, [*map(str, given), *options])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def old(tmp_path: Path) -> Path:
    made(tmp_path / "old", STEPS, WORDS)
    return tmp_path / "old"


@pytest.fixture
def new(tmp_path: Path) -> Path:
    made(tmp_path / "new", MORE, MORE_WORDS)
    return tmp_path / "new"


def committed(folder: Path, repository: Path) -> None:
    """A repository with all that is in a folder of it, in one commit."""
    me = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
    for given in (("init", "-q"), ("add", str(folder)), (*me, "commit", "-qm", "first")):
        subprocess.run(["git", *given], cwd=repository, check=True)  # noqa: S607 whichever is there


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "walk.color 要再问，题意变了："),
        ("en", "walk.color asked again, its meaning changed:"),
    ],
)
def test_a_question_asked_again_is_named_with_its_line_and_exits_with_0(
    old: Path, new: Path, language: str, said: str
) -> None:
    """In the new flow's file; nothing is lost."""
    code, output, _ = run(old, new, "--lang", language)
    assert code == 0, output
    assert f"flows/walk.yaml:3 {said}" in output
    assert ("超出预算" if language == "zh" else "Over the budget") in output


def test_a_flow_that_is_gone_exits_with_1_and_the_way_to_what_is_lost(
    old: Path, tmp_path: Path
) -> None:
    """One way for all of the flow, the shortest."""
    write(tmp_path / "new", FILES)
    code, output, _ = run(old, tmp_path / "new", "--lang", "zh")
    assert code == 1
    assert "walk 接不上，这个流程没有了：" in output
    assert "走法：–" in output


def test_programs_get_every_way_to_what_is_lost(old: Path, tmp_path: Path) -> None:
    """And the same exit code."""
    write(tmp_path / "new", FILES)
    code, output, _ = run(old, tmp_path / "new", "--format", "json")
    assert code == 1
    explored = json.loads(output)["explored"]
    assert explored["flows"]["walk"]["lost"] == explored["total"]["lost"] == len(explored["lost"])
    assert ["color=blue"] in [lost["said"] for lost in explored["lost"]]


def test_a_git_revision_is_an_old_library(
    old: Path, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NEW is the working folder, which need not be the repository's top; OLD what was committed."""
    committed(old, old.parent)
    shutil.rmtree(old)
    shutil.copytree(new, old)
    monkeypatch.setenv("ASHORE_LIBRARY__FOLDER", str(old))
    code, output, _ = run("HEAD", "--format", "json")
    assert code == 0, output
    (asked,) = json.loads(output)["explored"]["asked"]
    assert asked["question"] == "walk.color"
    assert run("HEAD", "HEAD", "--format", "json")[0] == 0


@pytest.mark.parametrize(("language", "said"), [("zh", "也不是"), ("en", "nor a revision")])
def test_no_such_revision_is_a_wrong_call(old: Path, language: str, said: str) -> None:
    """A name that looks like an option of git is no more than a name."""
    committed(old, old)
    for named in ("nosuch", "HEAD:flows"):
        code, output, error = run(named, old, "--lang", language)
        assert (code, output) == (2, "")
        assert named in error
        assert said in error


def test_without_a_repository_or_git_it_says_so(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missing, and what to name instead."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(old.parents[1]))
    code, _, error = run("HEAD", old, "--lang", "zh")
    assert code == 2
    assert "不在 git 仓库里" in error
    monkeypatch.setenv("PATH", "")
    code, _, error = run("HEAD", old, "--lang", "en")
    assert code == 2
    assert "Install git" in error


def test_a_library_with_mistakes_is_not_compared(old: Path, tmp_path: Path) -> None:
    """Exit code 2, with the place of the mistake."""
    broken = {
        **FILES,
        "flows/plan.yaml": FILES["flows/plan.yaml"].replace("ask: debt", "aks: debt"),
    }
    write(tmp_path / "new", broken)
    code, _, error = run(old, tmp_path / "new", "--lang", "en")
    assert code == 2
    assert "nothing was compared" in error
    assert "flows/plan.yaml:4" in error


def test_an_old_library_need_not_have_words_that_the_program_needs_since(
    old: Path, new: Path
) -> None:
    """What no flow says is said in the new library's words; the old one is left as it is."""
    words_of_all = old / "content" / "zh" / "common.yaml"
    text = words_of_all.read_text("utf-8")
    kept = "\n".join(line for line in text.splitlines() if '"echo"' not in line)
    assert "echo" not in kept
    words_of_all.write_text(f"{kept}\n", "utf-8")
    code, output, error = run(old, new, "--lang", "zh")
    assert code == 0, error
    assert "walk.color 要再问" in output
    assert "echo" not in words_of_all.read_text("utf-8")


def test_one_of_old_and_dump_is_needed(old: Path, tmp_path: Path) -> None:
    """Neither and both are wrong calls."""
    assert run()[0] == 2
    assert run(old, "--dump-positions", tmp_path / "x")[0] == 2


def kept(library: Library) -> Session:
    """A session of somebody who has come to the end of the flow."""
    visit = Visit("walk")
    for value in ("red", 4321):
        stop = fold(library, visit, TODAY).stop
        assert isinstance(stop, Question)
        answers = {**visit.answers, stop.key: Answer(value, stop.print, TODAY)}
        visit = Visit("walk", answers=answers)
    return Session(visits=(Visit("home"), visit))


def test_positions_of_a_database_are_written_and_folded(
    old: Path, new: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the chat and the exact amount; then reported beside the explored ones."""
    url, path = f"sqlite:///{tmp_path / 'live.sqlite3'}", tmp_path / "positions.jsonl"
    key = make_key()
    monkeypatch.setenv("ASHORE_KEY", key)
    with open_store(url, parse_ring(key)) as store, store.transaction():
        text = to_json(dump_session(kept(load_library(old))))
        store.sessions.save([(987654321, text)], datetime(2026, 11, 24, tzinfo=UTC))
    monkeypatch.setenv("ASHORE_LIBRARY__FOLDER", str(old))
    monkeypatch.setenv("ASHORE_STORE__URL", url)
    code, output, _ = run("--dump-positions", path, "--lang", "zh")
    assert code == 0
    assert "写下 2 个位置" in output
    assert "987654321" not in path.read_text("utf-8")
    assert "4321" not in path.read_text("utf-8")
    code, output, _ = run(old, new, "--positions", path, "--format", "json")
    assert code == 0, output
    found = json.loads(output)["positions"]
    assert found["total"]["unaffected"] == 1
    assert found["asked"] == [
        {
            "question": "walk.color",
            "place": "flows/walk.yaml:3",
            "reason": "changed",
            "positions": 1,
        }
    ]


def test_a_database_that_is_not_there_is_not_made(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence, exit code 2."""
    monkeypatch.setenv("ASHORE_LIBRARY__FOLDER", str(old))
    monkeypatch.setenv("ASHORE_STORE__URL", f"sqlite:///{tmp_path / 'none.sqlite3'}")
    monkeypatch.setenv("ASHORE_KEY", make_key())
    code, _, error = run("--dump-positions", tmp_path / "positions.jsonl")
    assert code == 2
    assert "There is no database" in error
    assert not (tmp_path / "none.sqlite3").exists()
