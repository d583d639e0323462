"""The files of an export: whole, readable, and nothing in them but what was said."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest

from bot.flow.case import Beside, Due, Handed, make_case
from bot.flow.model import Screen, Text, WordedFile
from bot.flow.session import Agreement, Answer, Session, Visit
from bot.flow.values import UNKNOWN, Value
from bot.flow.walk import done_print, fingerprint
from bot.library import Library
from tests.library.tiny import PLAN, PLAN_WORDS, load

DAY = date(2026, 11, 25)
SAID_ON = date(2026, 11, 24)
HOSTILE = "<script>alert(1)</script>\"'&amp;</td><!--{{ 7*7 }}\u202e"
VOID = {"meta", "br"}

PLAN_FILES = {
    "flows/plan.yaml": PLAN.replace(
        "      - ask: balance\n",
        "      - ask: person\n      - ask: balance\n      - ask: rate\n    marks: [late]\n    star: true\n",
    ),
    **{
        f"content/{language}/plan.yaml": PLAN_WORDS.replace(
            '  item: "{{ balance | money }}"\n',
            '  item: "{{ balance | money }}"\n  marks: {late: 拖了很久}\n  star: 最怕的\n',
        )
        + "person: {ask: 欠谁？}\nrate: {ask: 利率？}\n"
        for language in ("zh", "en")
    },
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The tiny library with lenders' names and rates in its list, and marks on the items."""
    return load(tmp_path_factory.mktemp("export"), **PLAN_FILES)


def answered(library: Library, slot: str, value: Value, **meaning: Any) -> Answer:
    """An answer with the fingerprint of its question."""
    asked = {"many": False, "must": None, **meaning}
    return Answer(value, fingerprint(library.slots[slot], **asked), SAID_ON)


def session(library: Library, *, said: str = "某银行") -> Session:
    """Two debts, one of them marked and starred, one amount not known; one answer parked; one flow gone."""
    items: dict[str, Answer] = {}
    for item, balance, rate in (
        ("1", Decimal("35000.50"), UNKNOWN),
        ("3", UNKNOWN, Decimal("18.2")),
    ):
        items[f"debts/{item}/person"] = answered(library, "person", said)
        items[f"debts/{item}/balance"] = answered(library, "balance", balance)
        items[f"debts/{item}/rate"] = answered(library, "rate", rate)
    answers = {
        "debt": answered(library, "debt", Decimal(40000), must="answer > 0"),
        "worries": answered(
            library, "worries", ("home", "calls"), options=("home", "calls"), many=True
        ),
        "paid_on": answered(library, "paid_on", date(2020, 2, 29)),
        "debts#items": Answer(("1", "3"), "", SAID_ON),
        **items,
        "debts/3/#marks": Answer(("late",), "", SAID_ON),
        "debts#star": Answer("3", "", SAID_ON),
        "debts#done": Answer(True, done_print(2), SAID_ON),
        "has_card": Answer(True, "changed", SAID_ON),
    }
    consent = answered(library, "consent", "agree", options=("agree", "decline"))
    gone = Visit("old_flow", answers={"old_slot": Answer(said, "x", date(2025, 1, 2))})
    return Session(
        visits=(Visit("home", answers={"consent": consent}), Visit("plan", answers=answers)),
        past=(gone,),
        language="zh",
        crisis_on=SAID_ON,
        agreement=Agreement("abc", "zh", datetime(2026, 11, 24, 12, tzinfo=UTC)),
    )


def files(library: Library, kept: Session, language: str = "zh") -> dict[str, WordedFile]:
    """The files of an export by the ending of their name."""
    case = make_case(library, kept, DAY)
    text = Text("common", "notices.export")
    worded = library.word(Screen("document", "common", "export", (text,), case=case), language, DAY)
    assert worded.passes_on  # it can be saved, and shown to a lawyer
    return {file.name.rpartition(".")[2]: file for file in worded.files}


class Page(HTMLParser):
    """A strict reader: every element is closed in its turn; what it shows, and what it asks for."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.opened: list[str] = []
        self.seen: list[tuple[str, Mapping[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()
        assert self.opened == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs))
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_data(self, data: str) -> None:
        if self.opened[-1:] != ["style"] and data.strip():
            self.texts.append(data)

    @property
    def text(self) -> str:
        return "\n".join(self.texts)


def assert_stands_alone(html: str) -> None:
    """No script, nothing that is fetched, no handler; the encoding is told before any text."""
    page = Page(html)
    tags = {tag for tag, _ in page.seen}
    names = {name for _, attrs in page.seen for name in attrs}
    assert not tags & {"script", "link", "img", "iframe", "object", "form", "a", "base"}
    assert not {name for name in names if name.startswith("on") or name in {"src", "href", "style"}}
    assert "url(" not in html
    assert "@import" not in html
    assert html.index('<meta charset="utf-8">') < html.index("<title>")
    assert not html.startswith("\ufeff")


@pytest.mark.parametrize(("language", "agreed"), [("zh", "同意"), ("en", "Consent")])
def test_the_page_stands_alone_in_the_borrowers_language(
    library: Library, language: str, agreed: str
) -> None:
    """Strictly read; labels are those of the language."""
    html = files(library, session(library), language)["html"].text
    assert_stands_alone(html)
    page = Page(html)
    assert ("html", {"lang": language}) in page.seen
    assert agreed in page.texts


def test_the_page_says_everything_that_was_answered(library: Library) -> None:
    """As a review words it; days in full; what is not known by the word for it."""
    text = Page(files(library, session(library))["html"].text).text
    for shown in (
        "还款计划", "¥40,000", "房子、电话", "2020年2月29日（周六）", "2026年11月24日（周二）", "同意",
        "¥35,000.50", "18.2%", "不知道", "拖了很久", "★", "old_slot", "2025年1月2日（周四）",
    ):  # fmt: skip
        assert shown in text, shown


def test_a_list_is_a_table_with_its_sums(library: Library) -> None:
    """In the order of the list; what is not known is counted, a marked item is summed apart."""
    page = Page(files(library, session(library))["html"].text)
    start = page.texts.index("#")
    cells = page.texts[start : start + 25]
    assert cells[:5] == ["#", "谁", "余额", "利率", "mark"]
    assert cells[5:9] == ["1", "某银行", "¥35,000.50", "不知道"]
    assert cells[9:14] == ["2", "某银行", "不知道", "18.2%", "★ · 拖了很久"]
    assert cells[14:17] == ["total", "¥35,000.50", "left out 1"]
    assert cells[17:19] == ["total unmarked", "¥35,000.50"]


def test_days_stand_by_the_answers_where_they_differ(library: Library) -> None:
    """One day for all is said once, above them."""
    kept = session(library)
    day, later = "2026年11月24日（周二）", "2026年11月25日（周三）"
    once = Page(files(library, kept)["html"].text).texts
    assert [text for text in once if day in text][-1] == f"open · given on：{day}"
    answers = kept.visits[1].answers
    changed = {**answers, "debts/3/rate": replace(answers["debts/3/rate"], on=DAY)}
    kept = kept.with_visit(replace(kept.visits[1], answers=changed))
    dated = Page(files(library, kept)["html"].text).texts
    assert f"{day}; {later}" in dated
    assert dated.count(day) == 5


def test_answers_that_wait_stand_apart(library: Library) -> None:
    """Under their own heading, after those in use."""
    texts = Page(files(library, session(library))["html"].text).texts
    assert texts.index("parked") < texts.index("有信用卡")
    assert texts.index("欠款") < texts.index("parked")


def test_what_the_law_figures_rest_on_is_said_once(library: Library) -> None:
    """The conversation said how long a record is kept: its source and the day of checking."""
    text = Page(files(library, session(library))["html"].text).text
    assert text.count("《新条例》第1条（2026-11-24 核对）") == 1
    without = replace(session(library), visits=session(library).visits[:1])
    assert "新条例" not in Page(files(library, without)["html"].text).text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_a_borrower_wrote_stays_text(library: Library, language: str) -> None:
    """Markup, templates and quotes are shown as they were written, wherever they come in."""
    hostile = files(library, session(library, said=HOSTILE), language)
    assert_stands_alone(hostile["html"].text)
    assert "<script" not in hostile["html"].text
    assert Page(hostile["html"].text).texts.count(HOSTILE) == 3
    answers = [
        a for talk in json.loads(hostile["json"].text)["conversations"] for a in talk["answers"]
    ]
    assert [answer["value"] for answer in answers].count(HOSTILE) == 3


def value_of(entry: Mapping[str, Any]) -> Value:
    """What an entry of the JSON file says, by its `kind` alone."""
    value = entry["value"]
    match entry["kind"]:
        case "unknown":
            assert value is None
            return UNKNOWN
        case "decimal":
            return Decimal(value)
        case "date":
            return date.fromisoformat(value)
        case "list":
            return tuple(value)
        case kind:
            assert isinstance(value, bool | int | str)
            assert type(value) is {"yes_no": bool, "whole": int, "text": str}[kind]
            return value


def test_the_data_give_back_what_is_kept(library: Library) -> None:
    """Every key with its value, day and fingerprint, of every conversation."""
    kept = session(library, said=HOSTILE)
    data = json.loads(files(library, kept)["json"].text)
    visits = (*kept.past, *kept.paused, *kept.visits)
    assert data["format"] == 1
    assert data["crisis_on"] == "2026-11-24"
    assert data["consent"] == {
        "value": "agree",
        "worded": "同意",
        "on": "2026-11-24",
        "print": "abc",
        "language": "zh",
        "at": "2026-11-24T12:00:00+00:00",
    }
    for talk, visit in zip(data["conversations"], visits, strict=True):
        entries = {entry["key"]: entry for entry in (*talk["answers"], *talk["marks"])}
        back = {
            key: Answer(value_of(entry), entry["print"], date.fromisoformat(entry["on"]))
            for key, entry in entries.items()
        }
        assert back == visit.answers
        assert (talk["flow"], talk["pick"]) == (visit.flow, visit.pick)


def test_the_data_say_what_each_answer_is(library: Library) -> None:
    """Its label and words in the borrower's language, its type, its list, whether it waits."""
    old, home, plan = json.loads(files(library, session(library), "en")["json"].text)[
        "conversations"
    ]
    answers = {answer["key"]: answer for answer in plan["answers"]}
    assert answers["debts/1/balance"] == {
        "key": "debts/1/balance", "slot": "balance", "label": "Balance", "type": "money",
        "worded": "¥35,000.50", "in": [{"list": "debts", "item": "1"}], "value": "35000.50",
        "kind": "decimal", "on": "2026-11-24", "parked": False,
        "print": answers["debts/1/balance"]["print"],
    }  # fmt: skip
    assert answers["has_card"]["parked"]
    assert {mark["mark"] for mark in plan["marks"]} == {"items", "marks", "star", "done"}
    assert not any(mark["parked"] for mark in plan["marks"])
    assert (home["state"], plan["state"], old["state"]) == ("open", "open", "finished")
    assert not old["known"]
    assert old["answers"][0]["label"] == "old_slot"


BESIDE = Beside(
    (
        Due("plan.later", datetime(2026, 12, 8, 2, tzinfo=UTC), Text("plan", "intro")),
        Due("gone.step", datetime(2026, 12, 9, 2, tzinfo=UTC), Text("gone", "step", {"day": DAY})),
    ),
    (
        Handed(
            "plan",
            "counselor",
            datetime(2026, 11, 24, 9, tzinfo=UTC),
            {"debt": Decimal("35000.5"), "person": HOSTILE, "computed": 3, "paid_on": UNKNOWN},
        ),
    ),
)


def files_beside(library: Library, language: str, kept: Session) -> dict[str, WordedFile]:
    case = replace(make_case(library, kept, DAY), beside=BESIDE)
    screen = Screen("document", "common", "export", (Text("common", "notices.export"),), case=case)
    worded = library.word(screen, language, DAY)
    return {file.name.rpartition(".")[2]: file for file in worded.files}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_reminders_and_what_a_counselor_was_given_are_told(library: Library, language: str) -> None:
    """With their days, on the page and in the data; also what no flow words any more."""
    made = files_beside(library, language, session(library))
    assert_stands_alone(made["html"].text)
    page = Page(made["html"].text).text
    days = {"zh": ("2026年12月8日", "2026年11月24日"), "en": ("8 December", "24 November")}
    for shown in ("reminders", "handoffs", "gone", "¥35,000.50", HOSTILE, *days[language]):
        assert shown in page, shown
    data = json.loads(made["json"].text)
    plan, gone = data["reminders"]
    assert (plan["name"], plan["at"]) == ("plan.later", "2026-12-08T02:00:00+00:00")
    assert plan["worded"]
    assert (gone["title"], gone["worded"]) == ("gone", "")
    (handed,) = data["handoffs"]
    assert (handed["flow"], handed["step"]) == ("plan", "counselor")
    facts = {fact["slot"]: value_of(fact) for fact in handed["facts"]}
    assert facts == BESIDE.handed[0].facts


def test_an_empty_case_has_no_files_unless_something_is_kept_beside_it(library: Library) -> None:
    """A stranger who only asked for a human still finds that in the export."""
    case = make_case(library, Session(language="zh"), DAY)
    text = Text("common", "notices.review_empty")
    screen = Screen("document", "common", "export", (text,), case=case)
    assert library.word(screen, "zh", DAY).files == ()
    assert len(files_beside(library, "zh", Session(language="zh"))) == 2


def test_file_names_tell_nobody_whose_they_are(library: Library) -> None:
    """The project's name and the day; each has a caption."""
    made = files(library, session(library, said="zhangsan"))
    assert [file.name for file in made.values()] == [
        "ashore-2026-11-25.html",
        "ashore-2026-11-25.json",
    ]
    assert [file.caption for file in made.values()] == ["page caption", "data caption"]


def test_other_screens_have_no_files(library: Library) -> None:
    """A document of a flow is its message."""
    screen = Screen("document", "plan", "summary", (Text("plan", "summary.title"),))
    worded = library.word(screen, "zh", DAY)
    assert worded.files == ()
    assert not worded.passes_on
