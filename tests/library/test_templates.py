"""Texts: what a template can say, and that nothing runs which a borrower typed."""

from time import thread_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ContentError
from bot.library.filters import text_environment
from bot.library.templates import compile_text


def worded(source: str, **values: Any) -> str:
    template, issues = compile_text(text_environment(), source)
    assert not issues
    return template.render(values, {})


@pytest.mark.parametrize(
    "source",
    [
        "{% import 'x' as x %}",
        "{% include 'x' %}",
        "{% extends 'x' %}",
        "{% macro x() %}{% endmacro %}",
        "{% set x = 1 %}",
        "{% block x %}{% endblock %}",
        "{% call x() %}{% endcall %}",
        "{% filter upper %}x{% endfilter %}",
        "{% with x = 1 %}{% endwith %}",
        "{% autoescape false %}x{% endautoescape %}",
        "{{ x | safe }}",
        "{{ x | tojson }}",
        "{{ x.__class__ }}",
        "{{ x.format(1) }}",
        "{{ x() }}",
        "{% for a in b %}{% for c in b %}{% for d in b %}{% endfor %}{% endfor %}{% endfor %}",
    ],
)
def test_a_text_can_say_but_not_do(source: str) -> None:
    """Only values, branches and loops, two deep at most."""
    _, issues = compile_text(text_environment(), source)
    assert issues


@given(st.text(max_size=60))
def test_what_a_borrower_typed_stays_what_it_is(said: str) -> None:
    """Neither code nor markup: it is shown, never run."""
    html = worded("<b>{{ said }}</b>", said=said)
    inside = html.removeprefix("<b>").removesuffix("</b>")
    assert "<" not in inside
    assert ">" not in inside


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("{{ 7 * 7 }}", "{{ 7 * 7 }}"),
        ("{% for x in y %}", "{% for x in y %}"),
        ("<b>3万</b>", "&lt;b&gt;3万&lt;/b&gt;"),
        ('" onclick="x', "&#34; onclick=&#34;x"),
        ("a & b", "a &amp; b"),
    ],
)
def test_code_in_a_value_is_shown_as_it_was_typed(said: str, shown: str) -> None:
    """A value is never a template."""
    assert worded("“{{ said }}”", said=said) == f"“{shown}”"


def test_a_text_without_code_is_never_compiled() -> None:
    """Most texts are plain: they cost nothing."""
    template, _ = compile_text(text_environment(), "甲 & 乙 &lt; <b>丙</b>\n")
    assert template.constant == "甲 &amp; 乙 &lt; <b>丙</b>"
    assert template.compile is None


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("一 {{ said }}，二 {{ said }}。", "一 a&lt;b，二 a&lt;b。"),
        ("{{ said }}{{ said | first }}", "a&lt;ba"),
        ("一  {{- said -}}  二", "一a&lt;b二"),
        ("{{ '}}' }}{{ said }}", "}}a&lt;b"),
        ("{{ '{{' }} {{ said }}", "{{ a&lt;b"),
        ("{% if said %}{{ said }}{% endif %}", "a&lt;b"),
        ("}} {{ said }} {", "}} a&lt;b {"),
    ],
)
def test_a_text_is_the_same_whole_or_in_pieces(source: str, shown: str) -> None:
    """Values are compiled once for all texts; code that cannot be cut so is left whole."""
    assert worded(source, said="a<b") == shown


def test_the_same_value_is_compiled_once() -> None:
    """However many texts it stands in."""
    environment = text_environment()
    for source in ("一 {{ said }}", "二 {{ said }}，{{ said }}"):
        template, _ = compile_text(environment, source)
        template.render({"said": "好"}, {})
    assert list(environment.pieces) == ["{{ said }}"]


def test_a_text_that_runs_away_is_stopped() -> None:
    """A thousand items make no message of a megabyte."""
    items = ("x" * 1000,) * 50
    with pytest.raises(ContentError, match="longer than 20000"):
        worded("{% for a in items %}{{ a }}{% endfor %}", items=items)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("甲。{% if on %}乙。{% endif %}\n\n丙", "甲。乙。\n\n丙"),
        ("甲\n{% if on %}\n乙\n{% endif %}\n丙", "甲\n乙\n丙"),
        ("甲\n\n{% if off %}\n乙\n\n{% endif %}\n丙", "甲\n\n丙"),
        ("{% for x in xs %}\n- {{ x }}\n{% endfor %}\n完", "- a\n- b\n完"),
        ("{# 旁注 #}甲", "甲"),
        ("甲 {{ gone.part }}", None),
    ],
)
def test_branches_leave_no_holes_in_the_text(source: str, shown: str | None) -> None:
    """A line of tags leaves no empty line; a tag at a paragraph's end keeps the paragraph."""
    if shown is None:
        template, issues = compile_text(text_environment(), source)
        assert template.names == {"gone"}
        assert not issues
        return
    assert worded(source, on=True, off=False, xs=("a", "b")) == shown


def test_many_mistakes_in_a_text_are_placed_at_once() -> None:
    """Hundreds, each another: the code of the text is not looked for anew for each."""
    source = "".join(f"{{{{ nothing{number}() }}}}" for number in range(300))
    since = thread_time()
    _, issues = compile_text(text_environment(), source)
    assert thread_time() - since < 0.2
    assert [issue.offset for issue in issues][:3] == [3, 19, 35]
    assert len(issues) == 300
