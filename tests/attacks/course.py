"""Every row; the longest begins first."""

from collections.abc import Mapping

from tests.attacks import typed
from tests.promises.rows import Row

ROWS: Mapping[str, Row] = {"typed text": typed.typed_text}
