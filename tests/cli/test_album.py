"""Pictures and files in the terminal: a line that says what they are; saved for who wants them."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.channels import pictures
from bot.channels.terminal import draw
from bot.cli import main
from bot.cli.album import Album
from bot.cli.chat import _screen
from bot.flow.model import Worded, WordedFile
from bot.library import Library
from tests.fakes.png import png_size

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>'
SCREEN = Worded("document", "plan", "owed.chart", "好", picture=SVG, picture_alt="谁欠多少")


@pytest.fixture
def pictured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every screen of a conversation has a picture."""
    plain = Library.word

    def word(library: Library, *screen: Any) -> Worded:
        return replace(plain(library, *screen), picture=SVG, picture_alt="谁欠多少")

    monkeypatch.setattr(Library, "word", word)


def test_a_screen_with_a_picture_says_so_before_its_words() -> None:
    """One line, with or without colours; and where the file is, if there is one."""
    assert draw([SCREEN], colour=False) == "▦ 谁欠多少\n\n好"
    saved = {SVG: Path("a.png")}
    assert draw([SCREEN], colour=False, saved=saved) == "▦ 谁欠多少\n  a.png\n\n好"
    assert draw([replace(SCREEN, picture="")], colour=False, saved=saved) == "好"


def test_an_album_keeps_both_kinds_of_file(tmp_path: Path) -> None:
    """Numbered as they come, named by their step."""
    album = Album(tmp_path / "new")
    first = album.keep([SCREEN, replace(SCREEN, picture="")])
    second = album.keep([SCREEN])
    assert first == {SVG: tmp_path / "new" / "01-plan-owed-chart.png"}
    assert second == {SVG: tmp_path / "new" / "02-plan-owed-chart.png"}
    assert png_size(first[SVG].read_bytes()) == (40, 30)
    assert first[SVG].with_suffix(".svg").read_text("utf-8") == SVG


def test_an_album_without_a_folder_keeps_nothing(tmp_path: Path) -> None:
    """And draws nothing."""
    assert not Album(None).keep([replace(SCREEN, picture="no picture")])


def test_without_the_rasteriser_the_svg_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It can be looked at in a browser."""
    monkeypatch.setattr(pictures, "find_spec", lambda _name: None)
    saved = Album(tmp_path).keep([SCREEN])
    assert saved == {SVG: tmp_path / "01-plan-owed-chart.svg"}
    assert [path.suffix for path in tmp_path.iterdir()] == [".svg"]


FILES = (WordedFile("a-2026-11-25.html", "<p>甲\n", ""), WordedFile("a-2026-11-25.json", "{}", ""))
ODD = WordedFile("../../x.txt", "x", "")


def test_files_are_kept_byte_for_byte_beside_the_pictures(tmp_path: Path) -> None:
    """After their screen's picture, by their own name; text in UTF-8 without a mark."""
    saved = Album(tmp_path).keep([replace(SCREEN, files=FILES)])
    assert [path.name for path in saved.values()] == [
        "01-plan-owed-chart.png",
        "02-a-2026-11-25.html",
        "03-a-2026-11-25.json",
    ]
    assert [saved[file.text].read_bytes() for file in FILES] == [b"<p>\xe7\x94\xb2\n", b"{}"]


def test_a_name_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    """Whatever a file is called."""
    (path,) = Album(tmp_path).keep([Worded("text", "a", "b", "好", files=(ODD,))]).values()
    assert path == tmp_path / "01-..-..-x.txt"


def test_the_names_of_files_follow_their_screen() -> None:
    """With their path where they were saved."""
    screen = replace(SCREEN, picture="", files=FILES)
    names = "好\n\n▤ a-2026-11-25.html\n\n▤ a-2026-11-25.json"
    assert draw([screen], colour=False) == names
    saved = {FILES[1].text: Path("b.json")}
    assert draw([screen], colour=False, saved=saved) == f"{names}\n  b.json"
    assert _screen(screen, saved)["files"] == [
        {"name": "a-2026-11-25.html"},
        {"name": "a-2026-11-25.json", "file": "b.json"},
    ]
    assert "files" not in _screen(SCREEN, {})


def test_an_export_is_saved_by_a_program(tmp_path: Path) -> None:
    """The project's own words, one line in, paths out."""
    output = run("--json", "--save", str(tmp_path), typed='{"move": "export"}\n')
    page, data = json.loads(output.splitlines()[-1])["screens"][0]["files"]
    assert Path(page["file"]).read_text("utf-8").startswith("<!DOCTYPE html>")
    assert json.loads(Path(data["file"]).read_text("utf-8"))["format"] == 1


def run(*arguments: str, typed: str = "") -> str:
    result = CliRunner().invoke(main, ["chat", "--lang", "zh", *arguments], input=typed)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.usefixtures("pictured")
def test_the_conversation_tells_where_its_pictures_are(tmp_path: Path) -> None:
    """For a person a path below the line; for a program a file beside the words."""
    folder = tmp_path / "pictures"
    output = run("--save", str(folder))
    assert "▦ 谁欠多少" in output
    (png,) = folder.glob("*.png")
    assert str(png) in output
    state = json.loads(run("--json", "--save", str(folder)).splitlines()[0])
    picture = state["screens"][0]["picture"]
    assert picture["alt"] == "谁欠多少"
    assert png_size(Path(picture["file"]).read_bytes()) == (40, 30)


def test_without_a_folder_the_words_alone_are_told() -> None:
    """And a screen without a picture has no such key, so that a program can tell."""
    assert _screen(SCREEN, {})["picture"] == {"alt": "谁欠多少"}
    assert "picture" not in _screen(replace(SCREEN, picture=""), {SVG: Path("a.png")})


@pytest.mark.usefixtures("pictured")
def test_a_folder_that_cannot_be_written_to_is_one_sentence(tmp_path: Path) -> None:
    """Not a traceback."""
    (tmp_path / "file").write_text("")
    result = CliRunner().invoke(main, ["chat", "--save", str(tmp_path / "file" / "under")])
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
