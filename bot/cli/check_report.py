"""How `ashore check` says what it found: for people, for programs, and for GitHub Actions."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from bot.cli.annotations import annotation
from bot.cli.plurals import counted
from bot.library.manuscript import Counts
from bot.library.problems import MESSAGE_LANGUAGES, Problem, render


@dataclass(frozen=True)
class Report:
    """What was found in a folder; `counts` is None where it could not be read as a whole.

    `strict` says that warnings fail the check too, `every` that each of them is listed.
    """

    found: tuple[Problem, ...]
    language: str
    folder: Path
    counts: Counts | None
    strict: bool = False
    every: bool = False

    @property
    def errors(self) -> list[Problem]:
        """What blocks publishing."""
        return [problem for problem in self.found if problem.severity == "error"]

    @property
    def warnings(self) -> list[Problem]:
        """What somebody should think of."""
        return [problem for problem in self.found if problem.severity == "warning"]

    @property
    def fails(self) -> bool:
        """Whether the check has failed."""
        return bool(self.errors or (self.strict and self.warnings))


def _text(report: Report) -> None:
    _list(report.errors, report.language)
    _list(report.warnings, report.language) if report.every else _count(report)
    if report.found:
        _read_more(report)
    if report.fails:
        failing = report.found if report.strict else report.errors
        said = {"zh": f"发现 {len(failing)} 处问题。", "en": counted(len(failing), "finding") + "."}
        click.echo(said[report.language], err=True)
    elif report.counts is not None:
        click.echo(_passed(report.counts, len(report.warnings), report.language))


def _list(problems: list[Problem], language: str) -> None:
    for problem in problems:
        click.echo(render(problem, language), err=True)
        click.echo(err=True)


def _count(report: Report) -> None:
    """A line for each code: how often it is found, the first place, and what is said there."""
    counts = Counter(problem.code for problem in report.warnings)
    for code, count in sorted(counts.items()):
        first = next(problem for problem in report.warnings if problem.code == code)
        click.echo(f"{code} × {count}  {first.place} {first.message(report.language)}", err=True)


def _read_more(report: Report) -> None:
    code = (report.errors or report.warnings)[0].code
    said = {
        "zh": f"为什么、怎么改：ashore explain {code}",
        "en": f"Why, and what to do: ashore explain {code}",
    }
    click.echo(said[report.language], err=True)


def _passed(count: Counts, warnings: int, language: str) -> str:
    if language == "zh":
        end = f"{warnings} 处提醒（--all 逐条列出）。" if warnings else "没有问题。"
        return (
            f"{count.languages} 种语言，{count.flows} 个流程，{count.cards} 张卡片，{count.figures} 条法律数据，"
            f"{count.lines} 个电话，{count.texts} 段文字，{end}"
        )
    end = f"{counted(warnings, 'warning')} (--all lists them)." if warnings else "no findings."
    return (
        f"{counted(count.languages, 'language')}, {counted(count.flows, 'conversation')}, "
        f"{counted(count.cards, 'card')}, {counted(count.figures, 'fact')} of the law, "
        f"{counted(count.lines, 'help line')}, {counted(count.texts, 'text')}: {end}"
    )


def _json(report: Report) -> None:
    """One list of objects; message and hint in every language."""
    found = [
        {
            "code": problem.code,
            "severity": problem.severity,
            "path": problem.path,
            "line": problem.line,
            "column": problem.column,
            "message": {name: problem.message(name) for name in MESSAGE_LANGUAGES},
            "hint": {name: problem.hint(name) for name in MESSAGE_LANGUAGES},
            "also": problem.also,
        }
        for problem in report.found
    ]
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))


def _github(report: Report) -> None:
    """Workflow commands, a line each; paths are those of the repository, where the check runs."""
    for problem in report.found:
        more = (problem.hint(report.language), problem.elsewhere(report.language))
        said = "\n".join([problem.message(report.language), *filter(None, more)])
        path, at = _from_here(report.folder / problem.path), (problem.line, problem.column)
        click.echo(annotation(problem.severity, path, at, title=problem.code, message=said))


def _from_here(path: Path) -> str:
    path, here = path.resolve(), Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


REPORTS: Final[Mapping[str, Callable[[Report], None]]] = {
    "text": _text,
    "json": _json,
    "github": _github,
}
