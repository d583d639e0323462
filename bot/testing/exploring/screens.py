"""Every screen worded in every language and drawn, once for each set of values that its words use."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from bot.channels.telegram.draw import draw
from bot.errors import AshoreError
from bot.flow.lengths import TEXT_UNITS, shown, units
from bot.flow.model import Button, Screen, Text, Worded
from bot.library import Library
from bot.library.texts import markup_mistakes

_MOST_PARTS: Final = 3  # messages that a list or a document may take
Wrong = tuple[str, dict[str, str]]


class Screens:
    """Looks at the screens of one library on one day."""

    def __init__(self, library: Library, today: date) -> None:
        """Nothing has been seen yet."""
        self.library = library
        self.today = today
        self.count = 0
        self._seen: set[Any] = set()
        self._names: dict[tuple[str, str], tuple[str, ...]] = {}

    def look(self, screens: Iterable[Screen]) -> Iterator[Wrong]:
        """What is wrong with the screens that have not been seen before: a rule, and its values."""
        for screen in screens:
            key = self._key(screen)
            if key in self._seen:
                continue
            self._seen.add(key)
            for language in self.library.languages:
                self.count += 1
                yield from self._in_language(screen, language)

    def _in_language(self, screen: Screen, language: str) -> Iterator[Wrong]:
        where = {"language": language, "screen": f"{screen.flow}.{screen.step}"}
        try:
            worded = self.library.word(screen, language, self.today)
            draw([worded], chat=1, pressed=None)
        except (AshoreError, ValueError, TypeError, AttributeError, KeyError) as error:
            yield "words", {**where, "seen": str(error).split("\n", 1)[0]}
            return
        yield from ((rule, {**where, **values}) for rule, values in _limits(screen, worded))

    def _key(self, screen: Screen) -> Any:
        texts = tuple(map(self._of, (*screen.texts, *screen.lines)))
        buttons = tuple(map(self._button, screen.buttons))
        rest = (screen.rows, screen.echo, screen.progress, screen.picture, screen.audience)
        return hash((screen.kind, screen.flow, screen.step, texts, buttons, repr(rest)))

    def _button(self, button: Button) -> Any:
        return self._of(button.label), button.press.partition(".")[2], button.copy

    def _of(self, value: Any) -> Any:
        """What of a text decides how it reads."""
        if not isinstance(value, Text):
            return repr(value)
        name = (value.source, value.key)
        if name not in self._names:
            self._names[name] = tuple(sorted(self.library.names_in(value)))
        held = value.values
        return (*name, *((one, self._of(held[one])) for one in self._names[name] if one in held))


def _limits(screen: Screen, worded: Worded) -> Iterator[Wrong]:
    """What Telegram would refuse, or nobody reads: broken markup, or too many messages at once."""
    for _, _, tag in markup_mistakes(worded.html):
        yield "markup", {"seen": tag}
    many = screen.lines or screen.rows or screen.kind == "document"
    most = TEXT_UNITS * (_MOST_PARTS if many else 1)
    size = units(shown(worded.html))
    if size > most:
        yield "length", {"seen": str(size), "expected": str(most)}


def presses(screens: Iterable[Screen]) -> tuple[str, ...]:
    """What the buttons of the screens do, whatever position they were made out to."""
    return tuple(button.press.partition(".")[2] for screen in screens for button in screen.buttons)
