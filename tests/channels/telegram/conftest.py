"""What the client sets for the whole process is put back, so that no other test sees it."""

import logging
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def log_levels() -> Iterator[None]:
    """Opening the client sets how much python-telegram-bot may log."""
    loggers = [logging.getLogger(name) for name in ("telegram", "telegram.Bot")]
    before = [logger.level for logger in loggers]
    yield
    for logger, level in zip(loggers, before, strict=True):
        logger.setLevel(level)
