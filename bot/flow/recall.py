"""What the borrower said in another conversation, to be offered again and not asked anew."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from bot.flow.fold import fold
from bot.flow.ports import Library
from bot.flow.session import Answer, Session, Visit
from bot.flow.stops import Listing, Question
from bot.flow.values import Unknown, Value


def known_answer(library: Library, session: Session, question: Question) -> Value | None:
    """What was said to the same question elsewhere, if it may be offered.

    What was said in distress is not brought up again; and one list's second debt need not be the
    other's, so that a list is taken over as a whole or not at all.
    """
    if question.many or session.editing or "/" in question.key:
        return None
    if library.slots[question.slot].sensitivity == "health":
        return None
    for visit in _elsewhere(session):
        answer = visit.answers.get(question.key)
        if answer is None or answer.print != question.print:
            continue
        if not isinstance(answer.value, Unknown):
            return answer.value
    return None


def known_list(
    library: Library, session: Session, listing: Listing, *, today: date
) -> Mapping[str, Answer] | None:
    """The answers of the same list elsewhere, if this one is empty and every item of it still holds."""
    if listing.items or "/" in listing.key or library.slots[listing.step].sensitivity == "health":
        return None
    here = session.visits[-1]
    for visit in _elsewhere(session):
        items = visit.answers.get(f"{listing.key}#items")
        if items is None or not isinstance(items.value, tuple) or not items.value:
            continue
        told = {key: answer for key, answer in visit.answers.items() if _is_of(key, listing)}
        stop = fold(library, replace(here, answers={**here.answers, **told}), today).stop
        if isinstance(stop, Listing) and len(stop.items) == len(items.value) <= stop.rules.most:
            return told
    return None


def _elsewhere(session: Session) -> Iterator[Visit]:
    """The other visits, the latest first."""
    here = session.visits[-1]
    visits = (*reversed(session.past), *reversed(session.paused), *reversed(session.visits))
    return (visit for visit in visits if visit is not here)


def _is_of(key: str, listing: Listing) -> bool:
    """Whether an answer is of a list: an item's, or what is noted of it, but not that it is done."""
    return key.startswith((f"{listing.key}/", f"{listing.key}#")) and key != f"{listing.key}#done"
