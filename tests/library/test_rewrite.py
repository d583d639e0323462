"""Texts replaced in YAML: the file says the new text, and otherwise exactly what it said."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BugError
from bot.library.rewrite import rewrite
from bot.library.yaml_reader import Keys, parse_yaml

FILE = """\
# What is said first.
plain: One.  # behind it
quoted: "Two: two."   # behind it
single: 'It''s three.'
block: |
  Four.

  And more.

# Before the map.
group:
    flow: {one: Five, two: "Six, six", list: [a, b]}
    deep:
        chomped: |-
            Seven.
              indented
        folded: >
            Eight
            goes on.
    wrapped: Nine
      goes on.
last: Ten
"""
PLACES: list[Keys] = [
    ("plain",),
    ("quoted",),
    ("single",),
    ("block",),
    ("group", "flow", "one"),
    ("group", "flow", "two"),
    ("group", "deep", "chomped"),
    ("group", "deep", "folded"),
    ("group", "wrapped"),
    ("last",),
]
TEXTS = st.text(
    st.sampled_from("ab 我，。:#-?[]{}'\"|>&*!%@\\\n\t\u2028\u00a0\U0001f198")
    | st.characters(codec="utf-8"),
    max_size=30,
)


def said(content: str) -> dict[Keys, object]:
    """Everything that the file says, by its keys."""
    document, problems = parse_yaml(content.encode(), Path("a.yaml"))
    assert not problems

    def leaves(data: object, keys: Keys) -> dict[Keys, object]:
        if not isinstance(data, dict):
            return {keys: data}
        return {k: v for key, value in data.items() for k, v in leaves(value, (*keys, key)).items()}

    return leaves(document.data, ())


@given(st.dictionaries(st.sampled_from(PLACES), TEXTS, max_size=4))
def test_any_text_can_stand_anywhere(texts: dict[Keys, str]) -> None:
    """Whatever is in it: the file says it, says everything else as before, and keeps its comments."""
    changed = rewrite(FILE, texts)
    assert said(changed) == {**said(FILE), **texts}
    for comment in (
        "# What is said first.\n",
        "One.  # behind it\n",
        "   # behind it\n",
        "\n# Before the map.\n",
    ):
        if ("plain",) not in texts or "One." not in comment:
            assert comment in changed


def test_what_is_the_same_is_written_as_it_was() -> None:
    """A text in its own words leaves every style but a folded or wrapped one alone."""
    before = said(FILE)
    kept = [keys for keys in PLACES if keys[-1] not in ("folded", "wrapped")]
    assert rewrite(FILE, {keys: str(before[keys]) for keys in kept}) == FILE


@pytest.mark.parametrize(
    ("keys", "text", "line"),
    [
        (("plain",), "Uno", "plain: Uno  # behind it"),
        (("plain",), "Uno: dos", 'plain: "Uno: dos"  # behind it'),
        (("plain",), "Uno\ndos", 'plain: "Uno\\ndos"  # behind it'),
        (("plain",), "no", "plain: no  # behind it"),
        (("plain",), "null", 'plain: "null"  # behind it'),
        (("single",), "It's", "single: 'It''s'"),
        (("quoted",), "“是”", 'quoted: "“是”"   # behind it'),
        (("block",), "Cuatro", "block: |-\n  Cuatro\n\n# Before"),
        (("last",), "Diez\nonce\n", "last: |\n  Diez\n  once\n"),
        (("group", "wrapped"), "Nueve", "    wrapped: Nueve\n"),
    ],
    ids=str,
)
def test_a_text_stays_as_it_was_written_where_it_can(keys: Keys, text: str, line: str) -> None:
    """Plain stays plain, quoted quoted; several lines become a block where a block may stand."""
    assert line in rewrite(FILE, {keys: text})


def test_one_that_must_be_quoted_does_not_change_the_others() -> None:
    """Each is written in its own way."""
    changed = rewrite(FILE, {("plain",): "a: b", ("last",): "Diez", ("block",): "Uno.\n"})
    assert 'plain: "a: b"' in changed
    assert "last: Diez" in changed
    assert "block: |\n  Uno.\n" in changed


def test_where_no_text_stands_none_is_written() -> None:
    """A key that is not there, or holds a list, is a mistake of the program."""
    for keys in (("absent",), ("group", "flow", "list")):
        with pytest.raises(BugError):
            rewrite(FILE, {keys: "One."})
