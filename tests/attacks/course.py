"""Every row; the longest begins first."""

from collections.abc import Mapping

from tests.attacks import damaged, raw, typed, written
from tests.promises.rows import Row

ROWS: Mapping[str, Row] = {
    "typed text": typed.typed_text,
    "YAML": damaged.damaged_yaml,
    "raw updates": raw.raw_updates,
    "templates and expressions": written.written_code,
}
