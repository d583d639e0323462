"""The terminal: screens drawn as text, buttons as numbers, colours where there is a terminal."""

from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path

from bot.flow.model import Worded, WordedButton

_STYLES = {"b": "1", "i": "3", "u": "4", "s": "9", "code": "36", "blockquote": "2"}
_KINDS = {"crisis": "1;31", "notice": "33", "menu": "1;36", "question": "1"}


def plain_text(html: str) -> str:
    """The words of a screen without markup: quotes marked by a bar, links followed by their address."""
    return _render(html, colour=False)


def choices(screens: Sequence[Worded]) -> list[WordedButton]:
    """The buttons that may be pressed after a turn, in the order of their numbers.

    Those of the last screen come first, as the numbers on the screen in front of the borrower.
    """
    return [button for screen in reversed(screens) for button in screen.buttons]


def find_choice(screens: Sequence[Worded], wanted: str | int) -> WordedButton | None:
    """The button of a number (from 1) or a label: the whole label, or the only one that begins so."""
    buttons = choices(screens)
    if isinstance(wanted, int):
        return buttons[wanted - 1] if 0 < wanted <= len(buttons) else None
    exact = [button for button in buttons if button.label == wanted]
    alike = exact or [
        button
        for button in buttons
        if button.label.casefold().startswith(wanted.casefold())
        or button.press.partition(".")[2].lstrip("!=") == wanted
    ]
    return alike[0] if alike and (exact or len(alike) == 1) else None


def draw(
    screens: Sequence[Worded], *, colour: bool, saved: Mapping[str, Path] | None = None
) -> str:
    """The screens of a turn as text for a terminal.

    `saved` tells where a picture is by its SVG, and where a file is by its text.
    """
    numbers = {id(button): number for number, button in enumerate(choices(screens), 1)}
    drawn = []
    for screen in screens:
        if screen.picture:
            drawn.append(_attached("▦", screen.picture_alt, (saved or {}).get(screen.picture)))
        drawn.append(_draw_one(screen, numbers, colour=colour))
        files = (_attached("▤", file.name, (saved or {}).get(file.text)) for file in screen.files)
        drawn += files
    return "\n\n".join(drawn)


def _attached(sign: str, name: str, path: Path | None) -> str:
    line = f"{sign} {name}".rstrip()
    return f"{line}\n  {path}" if path else line


def _draw_one(screen: Worded, numbers: dict[int, int], *, colour: bool) -> str:
    lines = [_render(screen.html, colour=colour)]
    if colour and screen.kind in _KINDS:
        mark = f"\x1b[{_KINDS[screen.kind]}m▌\x1b[0m "
        lines = ["\n".join(mark + line for line in lines[0].split("\n"))]
    moves = []
    for button in screen.buttons:
        number = numbers[id(button)]
        if button.press.partition(".")[2].startswith("!"):
            moves.append(f"[{number}] {button.label}")
        else:
            lines.append(f"  [{number}] {button.label}")
    if moves:
        line = "  ".join(moves)
        lines.append(f"  \x1b[2m{line}\x1b[0m" if colour else f"  {line}")
    return "\n".join(lines)


def _render(html: str, *, colour: bool) -> str:
    renderer = _Renderer(colour=colour)
    renderer.feed(html)
    renderer.close()
    return "".join(renderer.out).strip("\n")


class _Renderer(HTMLParser):
    """Telegram's few tags as terminal text."""

    def __init__(self, *, colour: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.colour = colour
        self.out: list[str] = []
        self._quoted = 0
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "blockquote":
            self._quoted += 1
            self.out.append("│ ")
        if tag == "a":
            self._links.append(dict(attrs).get("href") or "")
        if self.colour and tag in _STYLES:
            self.out.append(f"\x1b[{_STYLES[tag]}m")

    def handle_endtag(self, tag: str) -> None:
        if tag == "blockquote":
            self._quoted -= 1
        if tag == "a" and self._links:
            self.out.append(f" ({self._links.pop()})")
        if self.colour and tag in _STYLES:
            self.out.append("\x1b[0m")

    def handle_data(self, data: str) -> None:
        self.out.append(data.replace("\n", "\n│ ") if self._quoted else data)
