"""`ashore test`: the conversation tests, without pytest; what they reach; what they expect, updated."""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.refusing import language_of, reading

if TYPE_CHECKING:
    from bot.library.manuscript import Manuscript
    from bot.testing.cases import Case
    from bot.testing.coverage import Coverage
    from bot.testing.failures import CaseFailureError
    from bot.testing.runner import Run

_USAGE = 2


@click.command("test")
@click.argument("wanted", nargs=-1, metavar="[FLOW | PATH | PATH:LINE | PATH::NAME]...")
@click.option("-k", "words", default="", help="Only cases with these words: 'a and b', 'not c'.")
@click.option("--lang", default="", help="Only cases in this language.")
@click.option("-x", "--exitfirst", is_flag=True, help="Stop at the first failure.")
@click.option("--format", "form", type=click.Choice(["text", "github"]), default="text")
@click.option("--cov", is_flag=True, help="Tell what the cases reach, and what they miss.")
@click.option("--cov-report", type=click.Choice(["text", "json", "github"]), help="How to tell it.")
@click.option("--min", "least", type=float, help="Fail where coverage is below this percentage.")
@click.option("--update", is_flag=True, help="Write failed expectations anew, after a look.")
@click.option("--yes", is_flag=True, help="With --update: write without asking.")
@click.option("--library", type=click.Path(path_type=Path), help="Folder with flows/ and content/.")
def command(**options: Any) -> None:
    """Run the cases in tests/flows/*.yaml, or those named; a failure names its YAML line.

    A file of flows/ or content/ stands for the cases of its flow. Where only some cases run, --cov
    tells of their flows alone. Exit code 0 when all pass, 1 when one fails or too little is reached,
    2 when nothing could be run.
    """
    from bot.app import library_folder
    from bot.library.load import load_manuscript
    from bot.testing.selecting import Selection, select_cases

    folder = options["library"] or library_folder()
    selection = Selection(options["wanted"], options["words"], options["lang"])
    with reading(language_of(None), folder, code=_USAGE):
        manuscript = load_manuscript(folder)
        cases = select_cases(folder, selection)
    if not cases:
        click.echo(_say("没有符合的用例。", "No case fits."), err=True)
        raise SystemExit(_USAGE)
    covers = options["cov"] or options["cov_report"] or options["least"] is not None
    failures, passed = _run(manuscript, cases, options, covers=bool(covers))
    if failures and options["update"]:
        from bot.cli.case_updates import update

        failures = update(manuscript.library, failures, yes=options["yes"])
    if failures or not passed:
        raise SystemExit(1)


def _run(
    manuscript: "Manuscript", cases: "Sequence[Case]", options: dict[str, Any], *, covers: bool
) -> "tuple[list[CaseFailureError], bool]":
    """The failures; and whether enough was reached, where that was asked."""
    from bot.testing.runner import Run

    if not covers:
        failures = _all(lambda case: Run(manuscript.library, case), cases, options)
        return failures, True
    from bot.testing.coverage import Meter

    meter = Meter(manuscript)
    failures = _all(lambda case: Run(meter.library, case, heard=meter.heard), cases, options)
    # Whoever runs a few cases works on their flows: what others lack would only hide it.
    chosen = options["wanted"] or options["words"] or options["lang"]
    coverage = meter.result({case.flow for case in cases} if chosen else ())
    return failures, _tell_coverage(coverage, options["cov_report"] or "text", options["least"])


def _all(
    begin: "Callable[[Case], Run]", cases: "Sequence[Case]", options: dict[str, Any]
) -> "list[CaseFailureError]":
    """Run the cases, each failure told at once."""
    from bot.testing.failures import CaseFailureError

    failures: list[CaseFailureError] = []
    passed = 0
    for case in cases:
        try:
            begin(case).run()
            passed += 1
        except CaseFailureError as failure:
            failures.append(failure)
            click.echo(failure.report(), err=True)
            if options["form"] == "github":
                _annotate(failure)
            if options["exitfirst"]:
                break
    told = _say(
        f"通过 {passed} 个，未通过 {len(failures)} 个", f"{passed} passed, {len(failures)} failed"
    )
    click.echo(told, err=options["cov_report"] == "json")
    return failures


def _annotate(failure: "CaseFailureError") -> None:
    from bot.cli.annotations import annotation

    mismatch = failure.mismatch
    message = failure.sentence
    if mismatch is not None:
        message = f"{message}\nexpected: {mismatch.expected}\nactual: {mismatch.actual}"
    click.echo(
        annotation("error", failure.path, (failure.line,), title=failure.case.name, message=message)
    )


def _tell_coverage(coverage: "Coverage", form: str, least: float | None) -> bool:
    """What was reached, in a form; whether it is enough."""
    _FORMS[form](coverage)
    if least is None or coverage.percent >= least:
        return True
    percent = f"{int(coverage.percent * 100) / 100:.2f}"  # never rounded up to what was asked for
    click.echo(
        _say(
            f"覆盖率 {percent}%，低于要求的 {least:g}%。",
            f"Coverage is {percent}%, below the {least:g}% that is asked for.",
        ),
        err=True,
    )
    return False


def _text(coverage: "Coverage") -> None:
    from bot.testing.coverage.report import as_text

    click.echo(as_text(coverage, language_of(None)))


def _json(coverage: "Coverage") -> None:
    from bot.testing.coverage.report import as_data

    json.dump(as_data(coverage), sys.stdout, ensure_ascii=False, indent=1)
    click.echo()


def _github(coverage: "Coverage") -> None:
    from bot.cli.annotations import annotation
    from bot.testing.coverage.report import as_places

    for path, line, sentence in as_places(coverage, language_of(None)):
        click.echo(annotation("warning", path, (line,), title="coverage", message=sentence))


_FORMS: "dict[str, Callable[[Coverage], None]]" = {"text": _text, "json": _json, "github": _github}


def _say(zh: str, en: str) -> str:
    return zh if language_of(None) == "zh" else en
