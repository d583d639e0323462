"""Crisis words: what fires, what does not, and that no spelling slips through."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.flow.normalise import squeeze
from bot.flow.safety import DESPAIR, KINDS, Kind, Lexicon, build_lexicon, detect

HERE = Path(__file__).parent
SAFETY = HERE.parents[1] / "content" / "safety"


def _read(path: Path) -> Any:
    # Every scalar as text, as the library's reader has it.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


PHRASES = _read(SAFETY / "phrases.yaml")
REPLIES = _read(SAFETY / "replies.yaml")
CASES: Mapping[str, list[str]] = _read(HERE / "safety_cases.yaml")
LEXICON: Lexicon = build_lexicon(PHRASES["kinds"], PHRASES["exclusions"])


def _whole(line: str) -> str:
    """A line of phrases.yaml as it may be said: who and what they do, where it has only one of them."""
    if line.endswith("…"):
        return f"{line[:-1]}自杀"
    return f"我老公{line[1:]}" if line.startswith("…") else line


ALL_PHRASES = [(kind, phrase) for kind in KINDS for phrase in PHRASES["kinds"][kind]]
# Of another is spoken where a clause begins, and what is spaced there is taken for one's own.
SPACED_PHRASES = [found for found in ALL_PHRASES if found[1] == _whole(found[1])]

# Filler of which no exclusion can be made, and no phrase.
_SPOKEN_FOR = set("".join(LEXICON.exclusions))
_FILLER = "".join(
    c for c in "账单利率分期协商征信网贷额度花呗银0123456789xyz" if c not in _SPOKEN_FOR
)
_BETWEEN = st.lists(
    st.sampled_from(" .,，。、…*-_~!？「」\n\u200b\u200d\ufeff😭🙏\t　"), max_size=3
)


def _lexicon(suicide: tuple[str, ...], exclusions: tuple[str, ...] = ()) -> Lexicon:
    return build_lexicon({"suicide": suicide}, exclusions)


@pytest.mark.parametrize(
    ("text", "expected"),
    [(text, kind) for kind, texts in CASES.items() for text in texts],
)
def test_a_message_sets_off_what_it_should(text: str, expected: str) -> None:
    """Each case of safety_cases.yaml, in both directions."""
    assert (detect(text, LEXICON) or "nothing") == expected


def test_the_cases_are_many_and_of_every_kind() -> None:
    """A kind of crisis without cases would be untested; so would silence."""
    assert set(CASES) == {*KINDS, "nothing"}
    assert sum(map(len, CASES.values())) >= 300
    assert len(CASES["nothing"]) >= 120


@pytest.mark.parametrize(("kind", "phrase"), ALL_PHRASES)
def test_every_phrase_fires_by_itself(kind: Kind, phrase: str) -> None:
    """No phrase is made deaf by an exclusion or taken for a graver kind."""
    assert detect(_whole(phrase), LEXICON) == kind


@pytest.mark.parametrize("exclusion", PHRASES["exclusions"])
def test_an_exclusion_fires_nothing_by_itself(exclusion: str) -> None:
    """What an exclusion covers is an ordinary sentence, or a figure of speech that is only asked about."""
    assert detect(exclusion, LEXICON) in {None, DESPAIR}


@given(
    which=st.sampled_from(SPACED_PHRASES),
    before=st.text(_FILLER, max_size=40),
    after=st.text(_FILLER, max_size=40),
    data=st.data(),
)
def test_a_phrase_fires_wherever_it_stands_and_however_it_is_spaced(
    which: tuple[Kind, str], before: str, after: str, data: st.DataObject
) -> None:
    """Filler around it, and anything unseen or unread between its characters, change nothing."""
    kind, phrase = which
    spaced = "".join(c + "".join(data.draw(_BETWEEN)) for c in phrase)
    found = detect(before + spaced + after, LEXICON)
    assert found is not None
    assert KINDS.index(found) <= KINDS.index(kind)


@given(st.text(_FILLER, max_size=200))
def test_filler_fires_nothing(text: str) -> None:
    """The property above is about phrases, not about filler."""
    assert detect(text, LEXICON) is None


@given(st.text(max_size=300))
def test_any_text_is_taken(text: str) -> None:
    """Detection never raises, and says one of its kinds or None."""
    assert detect(text, LEXICON) in {*KINDS, None}


@given(st.sampled_from([text for kind in KINDS for text in CASES[kind]]))
def test_full_width_letters_change_nothing(text: str) -> None:
    """ｋｉｌｌ is kill."""
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    assert detect(wide, LEXICON) == detect(text, LEXICON)


def test_an_exclusion_cancels_only_what_it_covers() -> None:
    """The idiom is looked past; what is said beside it still counts."""
    lexicon = _lexicon(("想死", "不想活"), ("想死你",))
    assert detect("想死你了", lexicon) is None
    assert detect("想死你了，我想死", lexicon) == "suicide"
    assert detect("不想活，想死你", lexicon) == "suicide"


def test_covering_an_idiom_never_joins_its_neighbours() -> None:
    """What stood left and right of a covered span stays apart."""
    lexicon = _lexicon(("想死",), ("累了",))
    assert detect("想累了死", lexicon) is None


def test_the_longest_exclusion_covers() -> None:
    """Where one exclusion begins another, the longer one counts."""
    lexicon = _lexicon(("死了钱",), ("爸死", "爸死了钱"))
    assert detect("爸死了钱", lexicon) is None


def test_the_gravest_kind_is_answered_first() -> None:
    """Suicide before being held before violence before an illegal lender."""
    lexicon = build_lexicon(
        {"suicide": ["甲甲"], "held": ["乙乙"], "danger": ["丙丙"], "illegal_lender": ["丁丁"]}, []
    )
    assert detect("丁丁丙丙乙乙甲甲", lexicon) == "suicide"
    assert detect("丁丁丙丙乙乙", lexicon) == "held"
    assert detect("丁丁丙丙", lexicon) == "danger"
    assert detect("丁丁", lexicon) == "illegal_lender"


def test_despair_takes_no_threat_away() -> None:
    """What it covers is a figure of speech; the threat beside it, and suicide within it, still count."""
    lexicon = build_lexicon(
        {
            "suicide": ["死了算了"],
            "danger": ["kill me"],
            "despair": ["debt will kill me", "愁死了"],
        },
        [],
    )
    assert detect("my debt will kill me", lexicon) == "despair"
    assert detect("my debt will kill me, or he will kill me", lexicon) == "danger"
    assert detect("愁死了算了", lexicon) == "suicide"


def test_a_lexicon_without_phrases_is_silent() -> None:
    """An empty list matches nothing, rather than everything."""
    assert detect("我想死", build_lexicon({}, [])) is None


@pytest.mark.parametrize("phrase", ["死", " ", "!!", ""])
def test_a_phrase_too_short_is_refused(phrase: str) -> None:
    """One character would fire on nearly anything."""
    with pytest.raises(ValueError, match="too short"):
        _lexicon((phrase,))


def test_an_unknown_kind_is_refused() -> None:
    """A misspelt kind would otherwise be silent."""
    with pytest.raises(ValueError, match="no such kind"):
        build_lexicon({"sucide": ["想死"]}, [])  # type: ignore[dict-item] # the mistake under test


def test_no_phrase_is_listed_twice() -> None:
    """Once levelled, each phrase and exclusion stands alone, also across the kinds.

    An idiom that no crisis is made of may still be one of despair.
    """
    phrases = [squeeze(_whole(phrase)) for _, phrase in ALL_PHRASES]
    assert len(phrases) == len(set(phrases))
    listed = [squeeze(phrase) for kind, phrase in ALL_PHRASES if kind != DESPAIR]
    listed += [squeeze(exclusion) for exclusion in PHRASES["exclusions"]]
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("kind", [*KINDS, "asked"])
def test_every_kind_has_its_reply(kind: str) -> None:
    """In both languages, with numbers to press, and marked with who has looked at it."""
    reply = REPLIES[kind]
    assert set(reply) == {"zh", "en", "copy", "reviewed", "review_status"}
    assert ("mental_health" if kind == DESPAIR else "police") in reply["copy"]
    assert reply["review_status"]


@pytest.mark.parametrize("kind", [*KINDS, "asked"])
def test_a_reply_gives_every_number_that_it_offers(kind: str) -> None:
    """A copy button without the number in the text would be lost where there are no buttons."""
    for language in ("zh", "en"):
        for name in REPLIES[kind]["copy"]:
            assert f"help.{name}.number" in REPLIES[kind][language]


@pytest.mark.parametrize("kind", [*KINDS, "asked"])
def test_a_reply_is_short(kind: str) -> None:
    """At most 160 Chinese characters, beside the numbers."""
    text = REPLIES[kind]["zh"]
    assert sum("\u4e00" <= character <= "\u9fff" for character in text) <= 160


@pytest.mark.parametrize("kind", [*KINDS, "asked"])
@pytest.mark.parametrize(
    "forbidden",
    [
        "想开",
        "为了家人",
        "想想家人",
        "保证",
        "一定能",
        "保密",
        "应该",
        "promise",
        "secret",
        "you should",
        "cheer up",
    ],
)
def test_a_reply_neither_lectures_nor_promises(kind: str, forbidden: str) -> None:
    """No moral, no promise of secrecy or rescue."""
    assert forbidden not in REPLIES[kind]["zh"] + REPLIES[kind]["en"].lower()


@pytest.mark.parametrize("kind", [*KINDS, "asked"])
def test_a_reply_says_that_nobody_is_reading(kind: str) -> None:
    """Nobody may wait for help that this program cannot send."""
    assert "没有人在看" in REPLIES[kind]["zh"]
    assert "no one is reading" in REPLIES[kind]["en"].lower()
