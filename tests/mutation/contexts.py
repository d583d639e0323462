"""A pytest plugin for the measuring run: which test is under way, and how long each took."""

import json
import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import coverage
import pytest

SECONDS_FILE = "MUTATION_SECONDS"  # the environment's name for where the times go
_SECONDS: defaultdict[str, float] = defaultdict(float)
_FAILED: set[str] = set()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Lines that run from here on are this test's."""
    measuring = coverage.Coverage.current()
    if measuring is not None:
        measuring.switch_context(item.nodeid)
    return (yield)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Add setup, call and teardown. What fails under measurement, such as a limit, is no witness."""
    _SECONDS[report.nodeid] += report.duration
    if report.failed:
        _FAILED.add(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The process that gathers the reports writes them; the workers have none of the others'."""
    if not hasattr(session.config, "workerinput"):
        kept = {name: seconds for name, seconds in _SECONDS.items() if name not in _FAILED}
        Path(os.environ[SECONDS_FILE]).write_text(json.dumps(kept), "utf-8")
