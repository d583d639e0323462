"""Every row; the longest begins first."""

from collections.abc import Mapping

from tests.promises.rows import Row

ROWS: Mapping[str, Row] = {}
