"""What an export finds beside the session: in the database, and in the very batch it comes in."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import Any

import pytest

from bot.flow.case import Beside, make_case
from bot.flow.effects import Say
from bot.flow.events import Event, Typed
from bot.flow.model import Slot
from bot.flow.session import Session
from bot.runtime.batch import Batcher, Job
from bot.store import Store
from bot.store.ledger import Letter
from tests.runtime.stage import JOURNAL, NOW, Engine, Turn, batcher, screen, typed

pytestmark = pytest.mark.sealed


class Exporting:
    """Small parts that export on the word `export`, and note what was found."""

    languages = ("zh", "en")
    slots: Mapping[str, Slot] = MappingProxyType({})

    def __init__(self, store: Store) -> None:
        self.found: list[Beside] = []
        self._engine = Engine()
        parts = replace(batcher(store)._parts, advance=self._advance)
        self.batch = Batcher(store, replace(parts, shelf=self), JOURNAL)
        self._words = batcher(store)._parts.shelf.library

    @property
    def library(self) -> Any:
        """The words, which note the case that comes with a screen."""
        return self

    @property
    def lexicon(self) -> Any:
        return self._words.lexicon

    def word(self, screen: Any, language: str, today: Any) -> Any:
        if screen.case:
            self.found.append(screen.case.beside)
        return self._words.word(screen, language, today)

    def _advance(self, library: Any, session: Session, event: Event, now: Any) -> Turn:
        turn = self._engine.advance(library, session, event, now)
        if not isinstance(event, Typed) or event.text != "export":
            return turn
        case = make_case(library, Session(), now.date())
        return Turn(turn.session, (Say(replace(screen("export"), case=case)),))

    def take(self, *words: str, begin: int) -> None:
        """A batch of one chat's words."""
        updates = [typed(number, 7, word) for number, word in enumerate(words, begin)]
        self.batch.process(Job(NOW, updates))


def shape(beside: Beside) -> tuple[list[str], list[tuple[str, Any]]]:
    return [due.name for due in beside.reminders], [(h.step, h.facts) for h in beside.handed]


HANDED = ("help", {"debt": "much"})


def test_what_was_kept_before_is_found(store: Store) -> None:
    """A reminder with its moment and words, a case with its facts; nobody else's."""
    world = Exporting(store)
    world.batch.process(Job(NOW, [typed(1, 8, "remind"), typed(2, 8, "human")]))
    world.take("remind", "human", begin=10)
    world.take("export", begin=20)
    (found,) = world.found
    assert shape(found) == (["pay"], [HANDED])
    assert found.reminders[0].at == NOW + timedelta(hours=1)
    assert found.reminders[0].text.values == {"day": "Monday"}


def test_what_comes_in_the_same_batch_counts(store: Store) -> None:
    """In the order of arrival: set before is found, cancelled is not, set after is not yet."""
    world = Exporting(store)
    world.take("remind", begin=1)
    world.take("cancel", "export", "remind", "human", "export", begin=10)
    assert [shape(found) for found in world.found] == [([], []), (["pay"], [HANDED])]


def test_after_forgetting_nothing_is_found(store: Store) -> None:
    """Neither in the batch in which it was asked for, nor later."""
    world = Exporting(store)
    world.take("remind", "human", begin=1)
    world.take("forget", "export", begin=10)
    world.take("export", begin=20)
    assert [shape(found) for found in world.found] == [([], [])] * 2


def test_what_could_not_be_taken_is_found(store: Store) -> None:
    """As it was typed; of what is no text, all that is kept; nobody else's, and no calls."""
    world = Exporting(store)
    world._engine.broken.add("poison")
    world.batch.process(Job(NOW, [typed(None, 7, "poison"), typed(None, 8, "poison")]))
    with store.transaction():
        store.ledger.bury(
            [Letter("why", chat=7, call="{}"), Letter("why", chat=9, call="{}", owner=7)], NOW
        )
        store.ledger.bury([Letter("why", 4, 7, "[")], NOW)
    world.batch.process(Job(NOW, [typed(None, 7, "poison"), typed(5, 7, "export")]))
    (found,) = world.found
    assert [(one.at, one.text) for one in found.unread if one.is_typed or one.text == "["] == [
        (NOW, "poison"),
        (NOW, "["),
        (NOW, "poison"),
    ]
    world.take("forget", "export", begin=10)
    assert world.found[-1].unread == ()
