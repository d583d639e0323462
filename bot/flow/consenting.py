"""Consent on record: to which words it was given, in which language, when."""

from dataclasses import replace
from datetime import datetime

from bot.flow.session import Agreement, Answer, Session

CONSENT = "consent"


def consent_of(session: Session) -> Answer | None:
    """What was answered to the consent question, if anything."""
    return session.visits[0].answers.get(CONSENT) if session.visits else None


def put_on_record(before: Session, session: Session, now: datetime) -> Session:
    """The session with its consent on record, where it was answered in this turn or taken back."""
    answer = consent_of(session)
    if answer is None:
        return replace(session, agreement=None) if session.agreement else session
    if answer == consent_of(before):
        return session
    return replace(session, agreement=Agreement(answer.print, session.language, now))
