"""Reading content/<language>/topics and content/safety: cards, crisis phrases, crisis replies."""

from collections.abc import Mapping
from typing import Any, Final, get_args

from bot.flow.phrases import level_parts
from bot.flow.safety import Kind, Lexicon, build_lexicon
from bot.library.folder import Folder
from bot.library.models import CardEntry, Phrases, ReplyHead
from bot.library.problems import nearest
from bot.library.read_slots import check_name
from bot.library.texts import NOTHING, TextSource
from bot.library.validate import Checker

ASKED: Final = "asked"  # the reply to a press of the help button, where no message was read
_PHRASES: Final = "content/safety/phrases.yaml"
_REPLIES: Final = "content/safety/replies.yaml"


class Cards:
    """The cards of every language, as they were read."""

    def __init__(self) -> None:
        """None yet."""
        self.sources: list[TextSource] = []
        self.entries: dict[str, dict[str, CardEntry]] = {}  # by name and language
        self.checkers: dict[tuple[str, str], Checker] = {}


def read_cards(folder: Folder, languages: tuple[str, ...]) -> Cards:
    """Every card; one that lacks a language is a problem."""
    cards = Cards()
    for language in languages:
        for path in folder.files(f"content/{language}/topics"):
            checker = folder.read_map(path)
            if checker is not None:
                cards.checkers[path.stem, language] = checker
                _read_card(cards, checker, path.stem, language)
    names = dict.fromkeys(name for name, _ in cards.checkers)
    for name in names:
        for language in languages:
            where = f"content/{language}/topics/{name}.yaml"
            if not folder.has(where):
                folder.missing(where, "ASH060", file=where)
    return cards


def _read_card(cards: Cards, checker: Checker, name: str, language: str) -> None:
    check_name(checker, (), name)
    entry = checker.check(CardEntry, checker.document.data, ())
    if entry is None:
        return
    cards.entries.setdefault(name, {})[language] = entry
    cards.sources += [
        TextSource(checker, ("title",), language, "topics", f"{name}.title", entry.title, label=True),
        TextSource(
            checker, ("text",), language, "topics", f"{name}.text", entry.text, NOTHING,
            entry.copy_, ("copy",),
        ),
    ]  # fmt: skip


def read_lexicon(folder: Folder) -> tuple[Lexicon, tuple[str, ...]]:
    """The crisis phrases, and their kinds."""
    nothing = build_lexicon({}, ())
    if not folder.has(_PHRASES):
        folder.missing(_PHRASES, "ASH060", file=_PHRASES)
        return nothing, ()
    checker = folder.read_map(folder.path / _PHRASES)
    entry = checker.check(Phrases, checker.document.data, ()) if checker else None
    if checker is None or entry is None:
        return nothing, ()
    kinds: dict[Kind, tuple[str, ...]] = {}
    for kind in get_args(Kind):
        kinds[kind] = entry.kinds.get(kind, ())
    for kind in entry.kinds:
        if kind not in kinds:
            known = ", ".join(kinds)
            near = nearest(kind, kinds)
            checker.add(("kinds", kind), "ASH024", value=kind, known=known, near=near)
    lexicon = _lexicon_of(checker, kinds, entry.exclusions)
    return lexicon, tuple(kind for kind in kinds if kind in entry.kinds)


def _lexicon_of(
    checker: Checker, kinds: Mapping[Kind, tuple[str, ...]], exclusions: tuple[str, ...]
) -> Lexicon:
    """The lexicon of the phrases that can be looked for; of the others, each is a problem."""
    try:
        return build_lexicon(kinds, exclusions)
    except ValueError:  # which ones it are is only sought now
        fit = {kind: _long_enough(checker, ("kinds", kind), said) for kind, said in kinds.items()}
        return build_lexicon(fit, _long_enough(checker, ("exclusions",), exclusions))


def _long_enough(
    checker: Checker, keys: tuple[str, ...], phrases: tuple[str, ...]
) -> tuple[str, ...]:
    """The phrases that can be looked for; those that would fire on anything are problems."""
    fit = []
    for number, phrase in enumerate(phrases):
        if _can_be_sought((phrase,)):
            fit.append(phrase)
        else:
            checker.add((*keys, number), "ASH082")
    return tuple(fit)


def _can_be_sought(phrases: tuple[str, ...]) -> bool:
    try:
        level_parts(phrases)
    except ValueError:
        return False
    return True


def read_replies(
    folder: Folder, kinds: tuple[str, ...], languages: tuple[str, ...]
) -> list[TextSource]:
    """The reply to each kind of crisis, in every language."""
    if not folder.has(_REPLIES):
        folder.missing(_REPLIES, "ASH060", file=_REPLIES)
        return []
    checker = folder.read_map(folder.path / _REPLIES)
    if checker is None:
        return []
    data = checker.document.data
    for kind in (*kinds, ASKED):
        if kind not in data:
            checker.add((), "ASH083", kind=kind)
    return [source for kind in data for source in _read_reply(checker, kind, data[kind], languages)]


def _read_reply(
    checker: Checker, kind: str, data: Any, languages: tuple[str, ...]
) -> list[TextSource]:
    keys = (kind,)
    if not isinstance(data, Mapping):
        checker.wrong_kind(keys, "map")
        return []
    head = {key: value for key, value in data.items() if key not in languages}
    entry = checker.check(ReplyHead, head, keys)
    sources = []
    for language in languages:
        text = data.get(language)
        if language not in data:
            checker.add(keys, "ASH070", language=language)
        elif not isinstance(text, str):
            checker.wrong_kind((*keys, language), "text")
        elif not text.strip():
            checker.add_at_value((*keys, language), "ASH029")
        else:
            copies = entry.copy_ if entry else ()
            sources.append(_reply(checker, (*keys, language), text, copies))
    return sources


def _reply(
    checker: Checker, keys: tuple[str, str], text: str, copies: tuple[str, ...]
) -> TextSource:
    kind, language = keys
    return TextSource(
        checker, keys, language, "safety", kind, text, NOTHING, copies, (kind, "copy")
    )  # fmt: skip
