"""Every row; the longest begins first."""

from collections.abc import Mapping

from tests.faults import disk, kills, long, network
from tests.promises.rows import Row

ROWS: Mapping[str, Row] = {
    "memory and open files": long.growth,
    "long polling, kills": kills.polling,
    "webhook, kills": kills.webhook,
    "every failpoint": kills.failpoints,
    "429, 5xx, breaks, time-outs, replays": network.troubles,
    "poison updates": network.poison,
    "disk full, locked, read only, I/O errors": disk.troubles,
    "ids lower, gaps, idle days": network.ids,
    "SIGTERM under load, two instances": kills.ends,
    "backups, schemas, kills in a migration": disk.backups,
    "clock ahead and back, sleep": long.clock,
}
