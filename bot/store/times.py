"""Moments as text that sorts: UTC, to the millisecond."""

from datetime import UTC, datetime


def stamp(at: datetime) -> str:
    """`2026-11-24T04:00:00.000+00:00` for an aware moment."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


def moment(text: str) -> datetime:
    """What `stamp` wrote, aware."""
    return datetime.fromisoformat(text)
