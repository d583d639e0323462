"""Every row; the longest begins first."""

from collections.abc import Mapping

from tests.attacks import flooder, stateful, typed
from tests.promises.rows import Row

ROWS: Mapping[str, Row] = {
    "state machine": stateful.state_machine,
    "typed text": typed.typed_text,
    "a flooder beside a hundred borrowers": flooder.polling,
    "a flooder, by webhook": flooder.webhook,
}
