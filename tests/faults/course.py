"""Every row, in the order of the table."""

from collections.abc import Mapping

from tests.faults import kills, network
from tests.faults.rows import Row

ROWS: Mapping[str, Row] = {
    "long polling, kills": kills.polling,
    "webhook, kills": kills.webhook,
    "every failpoint": kills.failpoints,
    "429, 5xx, breaks, time-outs, replays": network.troubles,
    "poison updates": network.poison,
    "ids lower, gaps, idle days": network.ids,
    "SIGTERM under load, two instances": kills.ends,
}
