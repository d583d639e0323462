"""A bot as a process: started on its own CPU, measured from /proc, always ended."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE_MB = os.sysconf("SC_PAGE_SIZE") / 1_000_000
_END_SECONDS = 5.0


@dataclass(frozen=True)
class Running:
    """A started process. `started_at` is of `perf_counter`."""

    process: subprocess.Popen[bytes]
    started_at: float
    log: Path

    def cpu_seconds(self) -> float:
        """User and system time so far, of all its threads."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def rss_mb(self) -> float:
        """Memory in use now, in MB of a million bytes."""
        return int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * _PAGE_MB

    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None

    def last_words(self) -> str:
        """The end of what it printed."""
        return self.log.read_text(errors="replace")[-2000:]


@contextlib.contextmanager
def started(
    command: Sequence[str], *, env: Mapping[str, str], folder: Path, cpu: int | None
) -> Iterator[Running]:
    """Run a command in a folder, on one CPU if given; end it, and all it started, when left."""
    log = folder / "output.txt"
    pin = ["taskset", "-c", str(cpu)] if cpu is not None else []
    with log.open("wb") as output:
        started_at = perf_counter()
        process = subprocess.Popen(
            [*pin, *command],
            env=dict(env),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield Running(process, started_at, log)
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask it to stop, then make it."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_END_SECONDS)
            return


def two_cpus() -> tuple[int | None, int | None]:
    """A CPU for the bot and one for the rest; (None, None) where there is but one."""
    cpus = sorted(os.sched_getaffinity(0))
    return (cpus[0], cpus[1]) if len(cpus) > 1 else (None, None)
