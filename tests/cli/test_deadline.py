"""`ashore deadline`: the last day first, its rule and source, and one kind sentence for bad input."""

from functools import partial

import pytest

from bot.cli.deadline import command
from bot.cli.deadline_phrases import EFFECTS, EVENTS, KINDS, NOTES, SENTENCES
from bot.core.deadline_kinds import DEADLINE_KINDS
from bot.core.limitation import LIMITATION_EVENTS
from tests.cli import reckoned

TODAY = ("--today", "2026-11-25")
SUMMONS = ("court_summons", "--received", "2026-11-20", *TODAY)
run = partial(reckoned.run, command)
told = partial(reckoned.told, command)
refused = partial(reckoned.refused, command)


def test_a_summons_as_an_object() -> None:
    """Every key that a program may rely on."""
    found = told(*SUMMONS, "--lang", "zh")
    assert {
        key: found[key] for key in ("kind", "received", "counted_day", "last_day", "act_by")
    } == {
        "kind": "court_summons",
        "received": "2026-11-20",
        "counted_day": "2026-12-05",
        "last_day": "2026-12-07",
        "act_by": "2026-12-04",
    }
    assert found["days_left"] == 12
    assert found["rolled"] is True
    assert found["calendar_known"] is True
    assert found["whose"] == "yours"
    assert "答辩状" in found["rule"]
    assert "15 天" in found["rule"]
    first = found["sources"][0]
    assert first.keys() == {"name", "title", "article", "issuer", "doc_no", "from", "checked"}
    assert (first["name"], first["from"]) == ("defence_days", "2024-01-01")
    names = [source["name"] for source in found["sources"]]
    assert {"period_counting", "holidays_2026"} <= set(names)
    assert any("开庭" in note for note in found["notes"])


@pytest.mark.parametrize(
    ("language", "first", "others"),
    [
        ("zh", "最后一天：2026年12月7日（周一）。", ["2026年12月4日（周五）以前办完", "答辩状", "第85条", "核实：12368"]),
        ("en", "Your last day: Mon 7 December 2026.", ["by Fri 4 December 2026", "defence", "第85条", "To check: 12368"]),
    ],
)  # fmt: skip
def test_a_summons_as_text(language: str, first: str, others: list[str]) -> None:
    """The last day stands first and in full; what to do, the rule, the source and where to check."""
    result = run(*SUMMONS, "--lang", language)
    assert result.exit_code == 0
    assert result.stdout.startswith(first)
    for other in others:
        assert other in result.stdout
    assert "<" not in result.stdout


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_told_in_both_forms(kind: str, language: str) -> None:
    """No kind without words, a rule, a source with the day of checking, and a line to check with."""
    signed = ("--signed", "2025-01-10") if kind == "guarantee" else ()
    asked = (kind, "--received", "2026-11-02", *signed, *TODAY, "--lang", language)
    found = told(*asked)
    assert found["rule"]
    assert found["sources"]
    assert all(source["title"] and source["checked"] for source in found["sources"])
    text = run(*asked)
    assert text.exit_code == 0, text.output
    assert SENTENCES[language]["sources"] in text.stdout
    assert "先跳过" not in text.stdout  # the word for an unknown value


@pytest.mark.parametrize(
    ("kind", "received", "today", "says"),
    [
        ("payment_order", "2026-10-20", "2026-11-25", "已经过了"),
        ("arbitration_award", "2026-02-20", "2026-11-25", "没有核对过"),
        ("court_summons", "2026-12-17", "2026-12-18", "按 2027年1月1日（周五）当最后一天"),
        ("credit_objection", "2026-10-08", "2026-11-25", "就该有答复了"),
        ("small_claim", "2026-11-20", "2026-11-25", "没有固定的最后一天"),
        ("limitation", "2021-06-01", "2026-11-25", "债没有消失"),
        ("limitation", "2025-06-02", "2026-11-25", "时效还没过"),
        ("record", "2020-06-01", "2026-11-25", "已经到期"),
    ],
)
def test_how_it_came_out_is_said(kind: str, received: str, today: str, says: str) -> None:
    """Passed, unknown, unannounced, overdue: each in the words of the bot."""
    result = run(kind, "--received", received, "--today", today, "--lang", "zh")
    assert result.exit_code == 0
    assert says in result.stdout


def test_a_limitation_tells_each_event() -> None:
    """What happened, what it did, and that it is never certain."""
    asked = ("limitation", "--received", "2021-06-01", "--event", "part_payment=2023-03-01", *TODAY)
    found = told(*asked, "--lang", "en")
    assert found["last_day"] == "2026-03-02"
    assert found["passed"] is True
    assert found["certain"] is False
    assert [(point["event"], point["effect"]) for point in found["timeline"]] == [
        ("due", "starts"),
        ("part_payment", "restarts"),
    ]
    assert "unknown_events" in found["note_codes"]
    text = run(*asked, "--lang", "en").stdout
    assert "Wed 1 March 2023, part payment: starts again, until Mon 2 March 2026" in text
    assert "The debt is still there" in text


@pytest.mark.parametrize("event", sorted(LIMITATION_EVENTS))
def test_every_event_has_its_words(event: str) -> None:
    """As the last of a history, in time and too late."""
    for day in ("2023-03-01", "2026-03-02"):
        asked = ("limitation", "--received", "2021-06-01", "--event", f"{event}={day}", *TODAY)
        for language in ("zh", "en"):
            result = run(*asked, "--lang", language)
            assert result.exit_code == 0
            assert EVENTS[language][event] in result.stdout


def test_a_record_ends_or_has_not_begun() -> None:
    """Paid off: five years on. Not yet: no day, and no error."""
    found = told("record", "--received", "2024-02-29", *TODAY)
    assert found["last_day"] == "2029-02-28"
    assert [point["moment"] for point in found["timeline"]] == ["paid_off", "today", "deleted"]
    unpaid = told("record", *TODAY)
    assert unpaid["last_day"] is None
    assert unpaid["running"] is False
    assert "没有开始算" in run("record", *TODAY, "--lang", "zh").stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("court_sumons", "--received", "2026-11-20"), "unknown_deadline"),
        (("court_summons",), "received_missing"),
        (("court_summons", "--received", "2026-11-26"), "received_in_future"),
        (("court_summons", "--received", "1926-11-20"), "date_too_old"),
        (("court_summons", "--received", "20 Nov"), "date_unreadable"),
        (("court_summons", "--received", "2026-02-30"), "date_unreadable"),
        (("limitation", "--received", "2027-06-01"), "due_in_future"),
        (("limitation", "--received", "2021-06-01", "--event", "demand"), "not_an_event"),
        (("limitation", "--received", "2021-06-01", "--event", "demnd=2022-01-01"), "unknown_event"),
        (("limitation", "--received", "2021-06-01", "--event", "demand=2027-01-01"), "event_in_future"),
        (("guarantee", "--received", "2026-06-01"), "signed_missing"),
        (("guarantee", "--received", "2026-06-01", "--signed", "2027-01-01"), "signed_in_future"),
        (("record", "--received", "2026-11-26"), "paid_in_future"),
    ],
)  # fmt: skip
def test_bad_input_is_one_sentence_and_exit_code_2(arguments: tuple[str, ...], code: str) -> None:
    """On stderr for people; with --json the code for programs too. Never a traceback."""
    assert refused(*arguments, *TODAY)[0] == code
    plain = run(*arguments, *TODAY)
    assert plain.exit_code == 2
    assert plain.stdout == ""
    assert "Traceback" not in plain.stderr
    assert plain.stderr.strip()


def test_the_help_names_every_kind() -> None:
    """And the kinds are those that can be reckoned."""
    text = run("--help").stdout
    for kind in KINDS:
        assert kind in text
    assert set(KINDS) == {*DEADLINE_KINDS, "limitation", "guarantee", "record"}


def test_both_languages_have_the_same_phrases() -> None:
    """What is said in one is said in the other."""
    for table in (SENTENCES, EVENTS, EFFECTS, NOTES):
        assert table["zh"].keys() == table["en"].keys()


def test_every_note_of_every_kind_has_words() -> None:
    """A code alone would say nothing to anybody."""
    for kind in DEADLINE_KINDS.values():
        assert set(kind.notes) <= NOTES["zh"].keys()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("court_summons", "--received", "9999-12-30", "--today", "9999-12-30"), "today_absurd"),
        (("court_summons", "--received", "0001-01-01", "--today", "0001-01-01"), "today_absurd"),
        (("record", "--today", "0001-01-01"), "today_absurd"),
        ((*SUMMONS, "--event", "promise=2025-01-01"), "event_not_asked"),
        ((*SUMMONS, "--signed", "2025-01-01"), "signed_not_asked"),
        (("limitation", *SUMMONS[1:], "--signed", "2025-01-01"), "signed_not_asked"),
    ],
)
def test_what_cannot_be_counted_or_belongs_elsewhere_is_said(
    arguments: tuple[str, ...], code: str, language: str
) -> None:
    """A sentence, exit code 2 and no traceback."""
    assert refused(*arguments, "--lang", language)[0] == code


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("day", ["1949-01-01", "2199-12-31"])
def test_the_first_day_and_the_last_that_can_be_counted_from(kind: str, day: str) -> None:
    """At both ends of the calendar each kind has an answer or a sentence."""
    signed = ("--signed", day) if kind == "guarantee" else ()
    result = run(kind, "--received", day, "--today", day, *signed)
    assert result.exit_code in (0, 2), result.output
    assert isinstance(result.exception, SystemExit | None)
