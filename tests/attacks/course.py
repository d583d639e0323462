"""Every row; the longest begins first."""

from collections.abc import Mapping

from tests.attacks.callbacks import callbacks
from tests.attacks.stateful import state_machine
from tests.attacks.words import words
from tests.promises.rows import Row

ROWS: Mapping[str, Row] = {
    "state machine": state_machine,
    "forged, stale, foreign callbacks": callbacks,
    "hostile words": words,
}
