"""Every row; the longest begins first."""

from collections.abc import Mapping

from tests.attacks import callbacks, damaged, flooder, raw, stateful, typed, words, written
from tests.promises.rows import Row

ROWS: Mapping[str, Row] = {
    "state machine": stateful.state_machine,
    "typed text": typed.typed_text,
    "hostile words": words.words,
    "forged, stale, foreign callbacks": callbacks.forged_presses,
    "YAML": damaged.damaged_yaml,
    "raw updates": raw.raw_updates,
    "templates and expressions": written.written_code,
    "a flooder beside a hundred borrowers": flooder.polling,
    "a flooder, by webhook": flooder.webhook,
}
