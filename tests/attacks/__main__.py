"""`python -m tests.attacks [--quick]`: whatever anyone may send, and what was promised of it.

The project's own flows and words. Each row prints its seed; --seed and --only repeat one. Exit
code 1 if a promise is broken.
"""

import sys
from pathlib import Path

from tests.attacks.course import ROWS
from tests.promises.run import options_of, run_rows

_ROOT = Path(__file__).parents[2]


def main() -> int:
    """Run the rows, print the table; 1 if a promise is broken or a row could not be run."""
    options = options_of("python -m tests.attacks", __doc__).parse_args()
    return 0 if run_rows(ROWS, options, _ROOT) else 1


if __name__ == "__main__":
    sys.exit(main())
