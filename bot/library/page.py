"""A page that stands alone: HTML without scripts or anything from elsewhere, for a screen or A4."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

_STYLE: Final = """
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #5b6470; --line: #d5dae0; --back: #fff;
  --tint: #f3f5f7; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7eaee; --soft: #a5afba; --line: #3a424c;
  --back: #15191e; --tint: #1f252c; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.25rem; max-width: 46rem; color: var(--ink);
  background: var(--back); font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto,
  "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  overflow-wrap: break-word; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; line-height: 1.35; margin: 2rem 0 .25rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p { margin: .25rem 0; }
.soft, small { color: var(--soft); font-size: .875rem; }
.text, footer { white-space: pre-line; }
.warn { border-left: .25rem solid #c0392b; padding-left: .75rem; }
table { width: 100%; border-collapse: collapse; margin: .5rem 0; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem .4rem 0;
  border-bottom: 1px solid var(--line); font-weight: inherit; }
thead th { color: var(--soft); font-size: .875rem; }
tfoot td { font-weight: 600; }
tfoot small { font-weight: 400; }
td.whole { white-space: nowrap; font-variant-numeric: tabular-nums; }
td.whole small { white-space: normal; }
table.pairs th { width: 42%; }
small { display: block; }
ul { margin: .25rem 0; padding-left: 1.25rem; }
blockquote { margin: .75rem 0 0; padding-left: .75rem; border-left: .2rem solid var(--line);
  color: var(--soft); font-size: .875rem; }
footer { margin-top: 2.5rem; padding-top: .75rem; border-top: 1px solid var(--line);
  color: var(--soft); font-size: .875rem; }
@media screen and (max-width: 36rem) {
  table.items thead { display: none; }
  table.items tr { display: block; background: var(--tint); border-radius: .5rem;
    padding: .4rem .75rem; margin: .5rem 0; }
  table.items td { display: flex; flex-wrap: wrap; gap: 0 .75rem; justify-content: space-between;
    border: 0; padding: .15rem 0; text-align: right; }
  table.items td small { flex-basis: 100%; }
  table.items td:empty { display: none; }
  table.items td::before { content: attr(data-label); color: var(--soft); text-align: left;
    flex: none; max-width: 50%; font-weight: 400; }
  table.items td:first-child { display: block; text-align: left; font-weight: 600; }
  table.items td:first-child::before { content: none; }
}
@page { size: A4; margin: 18mm 16mm; }
@media print {
  :root { --ink: #000; --soft: #444; --line: #bbb; --back: #fff; --tint: #fff; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h2, h3 { break-after: avoid; }
  tr, blockquote, footer { break-inside: avoid; }
  thead { display: table-header-group; }
  tfoot { display: table-row-group; }
}
"""


@dataclass(frozen=True)
class Cell:
    """A cell of a table of items, as text, with a remark below it.

    `whole` text, such as an amount, stands on one line; `span` is the number of columns that it takes.
    """

    text: str
    remark: str = ""
    whole: bool = False
    span: int = 1


def page(title: str, parts: Iterable[str], language: str) -> str:
    """A whole document; `title` is text, `parts` are HTML."""
    body = "\n".join(part for part in parts if part)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"{body}\n</body>\n</html>\n"
    )


def element(name: str, text: str, kind: str = "") -> str:
    """An element that holds text; none where there is no text."""
    return wrapped(name, escape(text), kind) if text else ""


def wrapped(name: str, html: str, kind: str = "") -> str:
    """An element that holds HTML."""
    of_kind = f' class="{kind}"' if kind else ""
    return f"<{name}{of_kind}>{html}</{name}>"


def pairs(rows: Iterable[tuple[str, str, str]]) -> str:
    """Questions and answers, with a remark below each answer; all as text."""
    lines = [
        f'<tr><th scope="row">{escape(label)}</th>'
        f"<td>{escape(answer)}{element('small', remark)}</td></tr>"
        for label, answer, remark in rows
    ]
    return wrapped("table", f"<tbody>{''.join(lines)}</tbody>", "pairs") if lines else ""


def items(
    heads: Sequence[str], rows: Sequence[Sequence[Cell]], totals: Sequence[Sequence[Cell]]
) -> str:
    """A table of like items, with its totals; on a narrow screen each item is a card."""
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(_row(heads, row) for row in rows)
    foot = "".join(_row(heads, row) for row in totals)
    feet = f"<tfoot>{foot}</tfoot>" if foot else ""
    return wrapped("table", f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>{feet}", "items")


def _row(heads: Sequence[str], row: Sequence[Cell]) -> str:
    cells, column = [], 0
    for cell in row:
        span = f' colspan="{cell.span}"' if cell.span > 1 else ""
        kind = ' class="whole"' if cell.whole else ""
        inside = escape(cell.text) + element("small", cell.remark)
        cells.append(f'<td data-label="{escape(heads[column])}"{span}{kind}>{inside}</td>')
        column += cell.span
    return f"<tr>{''.join(cells)}</tr>"


def bullets(lines: Iterable[str]) -> str:
    """A list of lines, each as text."""
    made = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>{made}</ul>" if made else ""
