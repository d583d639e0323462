"""YAML read strictly: what it takes a scalar for, what it turns down, and where things stand."""

import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library.problems import LibraryError, Problem, render
from bot.library.yaml_reader import Document, parse_yaml, read_yaml


def read(content: str | bytes) -> tuple[Document, list[Problem]]:
    data = content if isinstance(content, bytes) else content.encode()
    return parse_yaml(data, Path("flows/x.yaml"))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("12:30", "12:30"),
        ("010", "010"),
        ("0x1f", "0x1f"),
        ("1e3", "1e3"),
        ("1_000", "1_000"),
        (".5", ".5"),
        ("5.", "5."),
        ("2026-11-24", "2026-11-24"),
        ("=", "="),
        ("nan", "nan"),
        (".inf", ".inf"),
        ("True", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-7", -7),
        ("3.10", Decimal("3.10")),
        ("-0.5", Decimal("-0.5")),
        ("'5'", "5"),
        ('"true"', "true"),
        ("12345678901234567890123456789012", "12345678901234567890123456789012"),
    ],
)
def test_a_scalar_is_what_it_looks_like_to_a_person(written: str, value: Any) -> None:
    """Only plain truths, null, whole numbers and decimals are not text."""
    document, problems = read(f"key: {written}")
    assert not problems
    assert document.data == {"key": value}
    assert type(document.data["key"]) is type(value)


def test_a_decimal_keeps_its_zeros() -> None:
    """3.10 is a version or a price: not 3.1."""
    assert str(read("a: 3.10")[0].data["a"]) == "3.10"


def test_keys_are_text() -> None:
    """A key such as 110, no or true is a name like any other."""
    assert list(read("110: a\nno: b\ntrue: c\nnull: d")[0].data) == ["110", "no", "true", "null"]


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        (b"", "ASH005", 1, 1),
        (b"# only a remark\n", "ASH005", 1, 1),
        (b"null\n", "ASH005", 1, 1),
        ("甲: 乙\n丙: ".encode() + b"\xff\xfe", "ASH002", 2, 4),
        (b"\xff\xfea\x00", "ASH002", 1, 1),
        (b"\xef\xbb\xbfa: 1", "ASH013", 1, 1),
        ("甲: 乙\x00".encode(), "ASH003", 1, 5),
        (b"a: \x1b[31m", "ASH003", 1, 4),
        ("甲: 乙\u2028丙: 丁\n".encode(), "ASH003", 1, 5),
        ("甲: 乙\n丙: 丁\x85".encode(), "ASH003", 2, 5),
        (b"a:\n \tb: 1\n", "ASH004", 2, 2),
        ("甲: {乙: &c 1}".encode(), "ASH007", 1, 8),
        ("甲: [*乙]".encode(), "ASH006", 1, 6),
        (b"a: *b", "ASH007", 1, 4),
        (b"a: &b 1\nc: *b", "ASH007", 1, 4),
        (b"a: !!python/object/apply:os.system [ls]", "ASH008", 1, 4),
        (b"a: !x y", "ASH008", 1, 4),
        (b"%TAG ! tag:x,2000:\n---\na: 1", "ASH008", 1, 1),
        (b"a: {<<: {b: 1}}", "ASH009", 1, 5),
        (b"a: 1\n---\nb: 2\n", "ASH010", 2, 1),
        (b"a: 1\nb: 2\na: 3", "ASH011", 3, 1),
        (b"a: [" * 25, "ASH012", 1, 0),
        (b"[" + b"1," * 60_000 + b"1]", "ASH012", 1, 0),
        (b"a" * 200_001, "ASH012", 1, 1),
        (b"? [a, b]\n: 1", "ASH015", 1, 3),
        (b"a: b: c", "ASH006", 1, 5),
        (b'a: "open', "ASH006", 1, 9),
        (b"a: [1, 2", "ASH006", 1, 4),
        (b"a: %b", "ASH006", 1, 4),
        (b"a: @b", "ASH006", 1, 4),
        ("a: 1\nb：2\nc: 3\n".encode(), "ASH016", 2, 2),
        ("a:\n  - b：1\n    c: 2\n".encode(), "ASH016", 2, 6),
        ("x:\n　ask: a\n  why: b".encode(), "ASH016", 2, 1),
        ("a:\n  - b\n  － c\n".encode(), "ASH016", 3, 3),
        ("a: 说：好\nb: c: d".encode(), "ASH006", 2, 5),
    ],
)
def test_a_trap_is_a_problem_with_a_place(
    content: bytes, code: str, line: int, column: int
) -> None:
    """Never a traceback, never a guess. Column 0 stands for wherever the bound was passed."""
    _, problems = read(content)
    assert problems[0].code == code, problems
    assert problems[0].line == line
    if column:
        assert problems[0].column == column


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_nothing_makes_it_raise(content: bytes) -> None:
    """Whatever a file holds, it is data or it is problems; each problem can be drawn."""
    document, problems = read(content)
    for problem in problems:
        assert render(problem, "zh")
        assert render(problem, "en")
    assert problems or document.data is not None


def test_every_part_has_its_place() -> None:
    """Keys, values and items: what a later check needs to point at them."""
    document, _ = read("甲:\n  - 乙: 丙\n  - 丁\n")
    assert document.places[("甲", 0, "乙")] == (2, 5)
    assert document.values[("甲", 0, "乙")] == (2, 8)
    assert document.places[("甲", 1)] == (3, 5)
    assert document.key_place(("甲", 0, "不在")) == (2, 5)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("a: 甲乙 WORD 丙", (1, 7)),
        ('a: "甲乙 WORD"', (1, 8)),
        ("a: '甲乙 WORD'", (1, 8)),
        ("a: |\n  甲\n\n  乙 WORD\n", (4, 5)),
        ("a: |-\n\n  甲 WORD\n", (3, 5)),
        ("a: >\n  甲乙\n  丙 WORD 丁\n", (3, 5)),
        ("a: 甲乙\n  丙 WORD\n", (2, 5)),
        ('a: "甲\\u4e59 WORD"', (1, 13)),
        ("- {a: 甲 WORD}", (1, 9)),
    ],
)
def test_a_character_of_a_text_has_its_place(content: str, place: tuple[int, int]) -> None:
    """In every way in which YAML writes text."""
    document, problems = read(content)
    assert not problems
    data, keys = document.data, ("a",)
    text = data["a"] if isinstance(data, dict) else data[0]["a"]
    where = keys if isinstance(data, dict) else (0, "a")
    assert document.text_place(where, text, text.index("WORD")) == place


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    """With its name, and no traceback."""
    with pytest.raises(LibraryError, match=r"gone\.yaml:1:1 ASH001"):
        read_yaml(tmp_path / "gone.yaml")


def test_a_large_file_of_nothing_but_tabs_is_told_of_at_once() -> None:
    """The first hundred are told; each place is not looked for from the beginning of the file."""
    since = time.thread_time()
    _, problems = read("a: b\n" + "\t\n" * 90_000)
    assert time.thread_time() - since < 0.5
    assert [(p.code, p.line) for p in problems] == [("ASH004", line) for line in range(2, 102)]
