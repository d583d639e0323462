"""`python -m tests.faults [--quick] [--peers]`: every promise beside what was measured.

Real processes, real HTTP against the tests' Bot API, SIGKILL. Each row prints its seed; --seed and
--only repeat one. Exit code 1 if a promise is broken.
"""

import sys
import tempfile
from pathlib import Path

from tests.bench.bots import lay_library
from tests.faults.course import ROWS
from tests.faults.peers import compare
from tests.promises.run import options_of, run_rows, say, seed_of


def main() -> int:
    """Run the rows, print the table; 1 if a promise is broken or a row could not be run."""
    parser = options_of("python -m tests.faults", __doc__)
    parser.add_argument("--peers", action="store_true", help="what other libraries' bots lose")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ashore-faults-") as name:
        folder = Path(name)
        kept = run_rows(ROWS, options, lay_library(folder))
        if options.peers:
            say("", *compare(folder, quick=options.quick, seed=seed_of(options)))
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
