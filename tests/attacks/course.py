"""Every row; the longest begins first."""

from collections.abc import Mapping

from tests.attacks import flooder
from tests.promises.rows import Row

ROWS: Mapping[str, Row] = {
    "a flooder beside a hundred borrowers": flooder.polling,
    "a flooder, by webhook": flooder.webhook,
}
