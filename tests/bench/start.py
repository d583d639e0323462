"""How fast `ashore --help` is, and what it loads."""

import json
import subprocess
import sys
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from tests.bench.bots import ROOT

_RUNS = 10
_HELP = """
import sys
before = {name.partition(".")[0] for name in sys.modules}
sys.argv[1:] = ["--help"]
from bot.cli import main
"""
_NAMES = """
import json
try:
    main()
except SystemExit:
    pass
names = {name.partition(".")[0] for name in sys.modules} - set(sys.stdlib_module_names) - before
ours = {name for name in sys.modules if name.startswith("bot.")}
print()
print(json.dumps(sorted(ours | names - {"bot", "__main__"})))
"""


@dataclass(frozen=True)
class HelpStart:
    """The median of ten runs, in seconds, and the modules beside the standard library's."""

    seconds: float
    modules: tuple[str, ...]


def help_start() -> HelpStart:
    """Run `ashore --help` ten times. Raises CalledProcessError if it fails."""
    seconds = []
    for _ in range(_RUNS):
        since = perf_counter()
        _run(_HELP + "main()")
        seconds.append(perf_counter() - since)
    modules = json.loads(_run(_HELP + _NAMES).splitlines()[-1])
    return HelpStart(median(seconds), tuple(modules))


def _run(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
