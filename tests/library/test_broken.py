"""One mistake each: its code, and exactly where it is reported.

These are beside the wrong examples of the codes' own pages (test_explain) and of lint (lint/ASH*.yaml).
"""

from pathlib import Path

import pytest

from bot.library import load_library
from bot.library.explain import read_page
from bot.library.messages import MESSAGES
from bot.library.problems import LibraryError, render
from tests.library.tiny import FILES, broken, load, problems, write

PLAN = "flows/plan.yaml"
WORDS = "content/zh/plan.yaml"
OWED = "flows/owed.yaml"
OWED_WORDS = "content/zh/owed.yaml"
SLOTS = "flows/slots.yaml"
LAW = "content/law/credit.yaml"
HOLIDAYS = "content/law/holidays.yaml"
HELP = "content/help/cn.yaml"
CARD = "content/zh/topics/report.yaml"
COMMON = "content/zh/common.yaml"

# What is broken, the file, the text that is replaced, by what (‸ marks the place), and the code.
CASES = [
    # reading
    # shape of flows
    ("a step that is text", PLAN, "- show: intro", "- ‸intro", "ASH022"),
    ("steps that are a map", PLAN, "    steps:\n      - ask: balance", "    steps: ‸{ask: balance}", "ASH022"),
    ("a full-width colon in a target", PLAN, "card:report", "‸card：report", "ASH016"),
    ("a bad target", PLAN, "card:report", "‸report", "ASH040"),
    ("a flow without steps", PLAN, PLAN and FILES[PLAN], "‸flow: plan\n", "ASH021"),
    # meaning of flows
    ("an unknown slot in a review", PLAN, "review: [debt]", "review: [‸dbt]", "ASH031"),
    ("a choice of an amount", PLAN, "- ask: paid_on", "- choose: ‸rate\n    options: [a]", "ASH041"),
    # expressions
    ("an unknown filter", PLAN, "debt * 0.5", "debt | ‸halve", "ASH051"),
    ("an unknown test", PLAN, "if: debt > 1000", "if: debt is ‸unknwon", "ASH051"),
    ("a dunder", PLAN, "if: debt > 1000", "if: debt.‸__class__", "ASH053"),
    ("an unknown option", PLAN, "if: debt > 1000", "if: \"'‸hme' in worries\"", "ASH056"),
    ("an unknown figure", PLAN, "debt * 0.5", "figure('‸kept_year') * 0.5", "ASH066"),
    # slots
    ("a type that is no text", SLOTS, "type: money\n  min: 0", "type: ‸{a: b}\n  min: 0", "ASH022"),
    ("a type left out", SLOTS, "paid_on:\n  type: date\n", "‸paid_on:\n", "ASH021"),
    ("a bound of another type", SLOTS, "latest: 0", "‸max: 0", "ASH020"),
    ("a bound that is text", SLOTS, "latest: 0", "latest: ‸tomorrow", "ASH022"),
    ("a slot called like a function", SLOTS, "paid_on:", "‸today:\n  type: date\n  label: {zh: 今, en: T}\npaid_on:", "ASH028"),
    # words
    ("a label of no option", WORDS, "calls: 电话}", "calls: 电话, ‸cars: 车}", "ASH064"),
    ("no words for a must", WORDS, "debt:\n  ask: 欠多少？\n  why: 为了算。\n  must: 要大于 0，不是“{{ said }}”。\n", "‸debt:\n  ask: 欠多少？\n", "ASH063"),
    ("a heard option that is none", WORDS, "calls: 电话}", "calls: 电话}\n  heard: {‸cals: [打电话来]}", "ASH064"),
    ("a heard phrase that fires on anything", WORDS, "calls: 电话}", "calls: 电话}\n  heard: {calls: [打电话来, ‸打]}", "ASH082"),
    ("a heard phrase with an empty side", WORDS, "calls: 电话}", "calls: 电话}\n  heard: {calls: [‸打电话…]}", "ASH082"),
    ("an end that is none", WORDS, "  done_well: 好了。", "  done_well: 好了。\n  ‸done_wel: 好了。", "ASH064"),
    ("an unknown key of a question", WORDS, "  why: 为了算。", "  ‸wy: 为了算。", "ASH020"),
    ("a text that is a number", WORDS, "  example: 3.5万", "  example: ‸35000", "ASH027"),
    ("an unknown fact in a text", WORDS, "{{ half | money }}", "{{ ‸haf | money }}", "ASH014"),
    ("an unknown fact in a block", WORDS, "  先看清楚。\n", "  先看清楚，{{ ‸dbt }}。\n", "ASH014"),
    ("a fact in a text before it is asked", WORDS, "  先看清楚。\n", "  先看清楚，\n  都写上：{{ ‸debt }}。\n", "ASH054"),
    ("an unknown hotline", WORDS, "今天看看。", "打 {{ help.‸legl }}。", "ASH067"),
    ("a brace left out at the beginning", WORDS, "{{ law.kept_years }}", "‸{ law.kept_years }}", "ASH065"),
    ("a brace left out at the end, before other code", WORDS, "{{ law.kept_years }}", "‸{{ law.kept_years } <b>{{ debt }}</b>", "ASH065"),
    ("a brace left out on both sides", WORDS, "{{ law.kept_years }}", "‸{law.kept_years}", "ASH065"),
    ("a brace too many", WORDS, "{{ law.kept_years }}", "{{ law.kept_years }}‸}", "ASH065"),
    ("a label of no slot", WORDS, "label('worries')", "label('‸worry')", "ASH031"),
    ("a label without its slot", WORDS, "label('worries')", "‸label", "ASH053"),
    ("hotlines without a name", WORDS, "今天看看。", "打 {{ ‸help }}。", "ASH053"),
    ("an unknown part of a hotline", WORDS, "今天看看。", "打 {{ help.legal.‸nmber }}。", "ASH055"),
    ("a creditor's document with free text", WORDS, "第 {{ loop.index }} 笔", "{{ one.‸person }}", "ASH074"),
    ("a creditor's document with free text in brackets", WORDS, "第 {{ loop.index }} 笔", "{{ one['‸person'] }}", "ASH074"),
    ("a creditor's picture with free text", PLAN, "of: debts", "of: debts | sum('‸person')", "ASH074"),
    ("an include", WORDS, "later: 今天看看。", "later: \"{% ‸include 'x' %}\"", "ASH053"),
    ("a link to a script", WORDS, "先看清楚。", '先看‸<a href="javascript:x">清楚</a>。', "ASH068"),
    ("markup closed twice", WORDS, "先看清楚。", "先看‸</i>清楚。", "ASH069"),
    ("code on a button", WORDS, "home: 房子", 'home: "‸{{ debt }}"', "ASH072"),
    ("words for no flow", "content/zh/plam.yaml", "", "‸title: 别的\n", "ASH071"),
    # lists, and answers that are asked about again
    ("a condition of doubt on nothing", OWED, "sure: answer > 100000", "sure: ‸anser > 100000", "ASH014"),
    ("a condition of doubt on what comes later", OWED, "sure: answer > 100000", "sure: answer > ‸none_of_it", "ASH054"),
    ("words for a doubt that use nothing known", OWED_WORDS, "{{ answer }}，", "{{ ‸anser }}，", "ASH014"),
    ("a list longer than it may be", OWED, "min: 0", "min: ‸61", "ASH025"),
    ("items compared by what is not asked", OWED, "alike: [person, balance]", "alike: [person, ‸balanse]", "ASH014"),
    ("a mark that is no name", OWED, "marks: [not_mine, disputed]", "marks: [not_mine, ‸Dis-puted]", "ASH023"),
    ("a star that is text", OWED, "star: true", "star: ‸please", "ASH022"),
    ("a mark without a label", OWED_WORDS, "  marks: {not_mine: 不是我的, disputed: 有争议}", "  ‸marks: {not_mine: 不是我的}", "ASH062"),
    ("marks without labels", OWED_WORDS, "  marks: {not_mine: 不是我的, disputed: 有争议}\n", "", "ASH062"),
    ("a label of no mark", OWED_WORDS, "disputed: 有争议}", "disputed: 有争议, ‸disputd: 有争议}", "ASH064"),
    ("code in the label of a mark", OWED_WORDS, "disputed: 有争议}", 'disputed: "‸{{ balance }}"}', "ASH072"),
    ("no words for a star", OWED_WORDS, "  star: 最怕这笔\n", "", "ASH063"),
    ("no words for what is alike", OWED_WORDS, "  alike: 第 {{ first }} 笔和第 {{ second }} 笔都是 {{ balance | money }}，是同一笔吗？\n", "", "ASH063"),
    ("an unknown fact in a row", OWED_WORDS, "{{ count }} 笔", "{{ ‸cuont }} 笔", "ASH014"),
    ("a part that is only noted elsewhere", WORDS, "{{ loop.index }}. {{ one.balance", "{{ loop.index }}. {{ one.‸marks", "ASH055"),
    ("an unknown part in a sum", OWED_WORDS, "{{ owed | length }} 笔，一共 {{ owed | sum('balance') | money }}。", "{{ owed | sum('‸balanse') | money }}", "ASH055"),
    ("an unknown part of one item", OWED, "'not_mine' in owed[0].marks", "owed[0].‸balanse > 1", "ASH055"),
    ("an unknown part of the last item", OWED, "'not_mine' in owed[0].marks", "(owed | last).‸balanse > 1", "ASH055"),
    ("an unknown mark", OWED, "'not_mine' in owed[0].marks", "'‸notmine' in owed[0].marks", "ASH056"),
    ("a slot called like what is noted", SLOTS, "owed:", "‸starred:\n  type: date\n  label: {zh: 今, en: T}\nowed:", "ASH028"),
    # the program's own words
    ("a common key left out", COMMON, '  "sos": "sos"\n', "", "ASH061"),
    ("a common key of no use", COMMON, "languages:", "‸languagse: {a: b}\nlanguages:", "ASH064"),
    ("a value that a common text does not get", COMMON, "{{ total }}", "{{ ‸ttal }}", "ASH014"),
    ("a move that is none", COMMON, "  back: [返回, back]", "  back: [返回, back]\n  ‸bakc: [x]", "ASH064"),
    # law, help, cards, safety
    ("a day before the first", LAW, "to: 2020-12-31", "to: 2010-12-31", "ASH080"),
    ("a law's day of no calendar", LAW, "to: 2020-12-31", "to: ‸2020-13-31", "ASH026"),
    ("a unit that is none", LAW, "unit: years", "unit: ‸year", "ASH024"),
    ("a source left out", LAW, "      value: 7\n      source: 新条例\n", "      value: 7\n", "ASH021"),
    ("holidays that end before they begin", HOLIDAYS, "- {from: 2026-10-01, to: 2026-10-07}", "- ‸{from: 2026-10-07, to: 2026-10-01}", "ASH080"),
    ("holidays that overlap", HOLIDAYS, "- {from: 2026-10-01,", "- ‸{from: 2026-02-23,", "ASH080"),
    ("a holiday of another year", HOLIDAYS, "- {from: 2026-10-01, to: 2026-10-07}", "- ‸{from: 2026-10-01, to: 2027-10-07}", "ASH085"),
    ("a holiday that is worked", HOLIDAYS, "2026-10-10]", "‸2026-10-04]", "ASH086"),
    ("a day of no calendar", HOLIDAYS, '"10-01"]', '‸"13-01"]', "ASH026"),
    ("holidays without who announced them", HOLIDAYS, "    issuer: 国务院办公厅\n", "", "ASH021"),
    ("an unknown key of a year", HOLIDAYS, "    work: [", "    ‸wrok: [", "ASH020"),
    ("hours in one language", HELP, "hours: {zh: 白天, en: daytime}", "‸hours: {zh: 白天}", "ASH070"),
    ("a card that leads nowhere", CARD, "flow:plan", "‸flow:plam", "ASH040"),
    ("a card without a day of review", CARD, "reviewed: 2026-11-24", "", "ASH021"),
    ("a review too seldom", CARD, "reviewed: 2026-11-24", "reviewed: 2026-11-24\nreview_every: ‸9999", "ASH025"),
    ("a kind of crisis that is none", "content/safety/phrases.yaml", "  suicide: [想自杀]", "  suicide: [想自杀]\n  ‸suicid: [想自杀]", "ASH024"),
    ("a reply in one language", "content/safety/replies.yaml", "asked: {zh: 打电话。, en: Call., ", "‸asked: {zh: 打电话。, ", "ASH070"),
]  # fmt: skip


def test_the_tiny_library_is_sound(tmp_path: Path) -> None:
    """Otherwise the table below would prove nothing."""
    library = load(tmp_path)
    assert set(library.flows) == {"home", "plan", "owed", "loan"}
    assert library.languages == ("zh", "en")


@pytest.mark.parametrize(
    ("file", "old", "new", "code"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_mistake_is_found_where_it_is(
    tmp_path: Path, file: str, old: str, new: str, code: str
) -> None:
    """The code, and where a mark stands, the exact line and column; in both languages of messages."""
    if file not in FILES:
        files, place = {**FILES, file: new.replace("‸", "")}, (1, 1)
    else:
        files, place = broken(file, old, new)
    found = problems(tmp_path, files)
    shown = "\n".join(render(problem, "en") + render(problem, "zh") for problem in found)
    alike = [problem for problem in found if problem.path == file and problem.code == code]
    assert alike, f"{code} was not found in {file}:\n{shown}"
    assert all(problem.hint("zh") and problem.hint("en") for problem in found)
    if "‸" in new:
        assert (alike[0].line, alike[0].column) == place, shown


def test_a_hundred_broken_libraries_are_tried() -> None:
    """Here and on the codes' pages, each with one mistake of its own."""
    pages = {code: read_page(code).wrong for code in MESSAGES}
    tried = {(file, old, new) for _, file, old, new, _ in CASES}
    tried |= {page.change for page in pages.values() if page.change is not None}
    assert len(tried) >= 100


def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the reason that the operating system gives."""
    folder = write(tmp_path, FILES)

    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "plan.yaml":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(LibraryError) as caught:
        load_library(folder)
    found = [problem for problem in caught.value.problems if problem.code == "ASH001"]
    assert {problem.path for problem in found} >= {PLAN, WORDS}
    assert "Permission denied" in found[0].message("en")


@pytest.mark.parametrize(
    ("file", "old", "new", "near"),
    [
        (PLAN, "- show: intro", "- shwo: intro", "show"),
        (PLAN, "- ask: paid_on", "- ask: paid_no", "paid_on"),
        (PLAN, "if: debt > 1000", "if: dept > 1000", "debt"),
        (PLAN, "    must: answer > 0", "    mst: answer > 0", "must"),
        (WORDS, "law.kept_years", "law.kept_year", "kept_years"),
        (WORDS, "half | money", "half | mony", "money"),
        (WORDS, "later: 今天看看。", "latr: 今天看看。", "later"),
        (PLAN, "if: debt > 1000", "if: debt ＞ 1000", "debt > 1000"),
        (SLOTS, "sensitivity: financial", "sensitivity: finance", "financial"),
    ],
)
def test_the_nearest_name_is_offered(
    tmp_path: Path, file: str, old: str, new: str, near: str
) -> None:
    """A slip of a letter is answered with the name that was meant."""
    files, _ = broken(file, old, new)
    assert near in {problem.near for problem in problems(tmp_path, files)}


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        (PLAN, "- remind: later", "- remind: ‸latr", ("ASH061", "later")),
        (PLAN, "[home, calls]", "[home, ‸cals]", ("ASH062", "calls")),
        (WORDS, "later: 今天看看。", "‸latr: 今天看看。", ("ASH064", "later")),
        (WORDS, "calls: 电话}", "‸cals: 电话}", ("ASH064", "calls")),
    ],
    ids=["a step", "an option", "a text", "a label"],
)
def test_a_slip_is_one_finding_where_it_was_made(
    tmp_path: Path, file: str, old: str, new: str, found: tuple[str, str]
) -> None:
    """In the flow if every language has the name otherwise, else in that language's words."""
    files, place = broken(file, old, new)
    seen = problems(tmp_path, files)
    assert [(one.code, one.near) for one in seen] == [found]
    assert (seen[0].path, (seen[0].line, seen[0].column)) == (file, place)


def test_an_option_that_is_gone_is_answered_with_those_there_are(tmp_path: Path) -> None:
    """Whoever renamed it sees by which name it goes now."""
    files, _ = broken(PLAN, "if: debt > 1000", "if: \"'gone' in worries\"")
    (seen,) = (one for one in problems(tmp_path, files) if one.code == "ASH056")
    assert "home, calls" in seen.message("en")


def test_every_mistake_is_found_in_one_go(tmp_path: Path) -> None:
    """A counselor mends all of them at once, not one after another."""
    files = {
        **FILES,
        PLAN: FILES[PLAN]
        .replace("must: answer > 0", "must: anser > 0")
        .replace("many: true", "many: yes"),
        WORDS: FILES[WORDS].replace("half | money", "half | mony"),
        HELP: FILES[HELP].replace('"12348"', "12348"),
    }
    found = problems(tmp_path, files)
    assert {problem.code for problem in found} >= {"ASH014", "ASH022", "ASH051", "ASH027"}
    places = [
        (not problem.path.startswith("flows"), problem.path, problem.line) for problem in found
    ]
    assert places[:-1] == sorted(places[:-1])
    assert found[-1].path == HELP


def test_one_mistake_in_a_flow_is_not_followed_by_others(tmp_path: Path) -> None:
    """A step that cannot be read does not make its words look left over."""
    files, _ = broken(PLAN, "- show: large", "- shwo: large")
    assert [problem.code for problem in problems(tmp_path, files)] == ["ASH030"]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """Words in one language only, no slots, no home: each is said."""
    for missing, code in [
        ("content/en/plan.yaml", "ASH060"),
        ("content/en/common.yaml", "ASH060"),
        ("content/en/topics/report.yaml", "ASH060"),
        ("content/safety/replies.yaml", "ASH060"),
        ("flows/slots.yaml", "ASH060"),
        ("flows/home.yaml", "ASH043"),
    ]:
        files = {name: text for name, text in FILES.items() if name != missing}
        found = problems(tmp_path / missing.replace("/", "_"), files)
        assert (missing, code) in {(problem.path, problem.code) for problem in found}


def test_a_name_too_long_for_its_button_is_found(tmp_path: Path) -> None:
    """The button that changes an answer carries the names of its list and of its question."""
    files = {
        name: text.replace("balance", "b" * 39).replace("debts", "d" * 20)
        for name, text in FILES.items()
    }
    assert "ASH038" in {problem.code for problem in problems(tmp_path, files)}


def test_a_menu_has_at_most_twelve_items(tmp_path: Path) -> None:
    """More would not fit a phone."""
    items = "\n".join(f"      item_{number}: [{{show: about}}]" for number in range(12))
    files, _ = broken(
        "flows/home.yaml",
        "      about: [{show: about}]",
        f"      about: [{{show: about}}]\n{items}",
    )
    assert "ASH037" in {problem.code for problem in problems(tmp_path, files)}


def test_the_error_says_all_in_one_text(tmp_path: Path) -> None:
    """What a command prints when it cannot start."""
    files, _ = broken(PLAN, "if: debt > 1000", "if: dept > 1000")
    with pytest.raises(LibraryError) as caught:
        load(tmp_path, **files)
    assert "flows/plan.yaml:14:9 ASH014" in str(caught.value)
    assert "did you mean `debt`?" in str(caught.value)
