"""`python -m tests.attacks.guided TARGET [--seconds N]`: a target under atheris, which is guided by coverage.

Atheris is in no lock and needs no place in CI: `pip install atheris` beside the project, with Python 3.11
on Linux. What it finds is printed, and lies in a file `crash-…` in the folder where it was begun.
"""

import argparse
import importlib
import sys
import tempfile


def main() -> int:
    """Try a target for a while; atheris ends the process, with an exit code of its own if it found something."""
    parser = argparse.ArgumentParser(prog="python -m tests.attacks.guided", description=__doc__)
    parser.add_argument("target", choices=("typed", "update", "yaml", "text", "expression"))
    parser.add_argument("--seconds", type=int, default=300, help="how long")
    options = parser.parse_args()
    try:
        atheris = importlib.import_module("atheris")
    except ImportError:
        sys.stderr.write("atheris is not installed: pip install atheris, then begin again.\n")
        return 2
    with atheris.instrument_imports(include=["bot"]):
        from tests.attacks.targets import TARGETS
    TARGETS[options.target](b"ab")  # what is read once is read before anything is timed
    corpus = tempfile.mkdtemp(prefix=f"ashore-{options.target}-")
    limits = [
        f"-max_total_time={options.seconds}",
        "-timeout=60",
        "-rss_limit_mb=2000",
        "-max_len=4096",
    ]
    atheris.Setup([sys.argv[0], *limits, corpus], TARGETS[options.target])
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
