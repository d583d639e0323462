"""When a whole batch fails, not a turn of it: one by one, so that one update never stops the rest."""

from collections.abc import Callable
from dataclasses import replace

from bot.channels.telegram.decode import Decoded
from bot.errors import StoreError
from bot.flow.events import Unreadable
from bot.runtime.batch import Job
from bot.runtime.journal import Journal, place_of
from bot.runtime.report import Outcome

Process = Callable[[Job], Outcome]


def process_or_rescue(process: Process, job: Job, journal: Journal) -> Outcome:
    """The job's outcome. What fails alone becomes a dead letter without its content.

    Raises StoreError, and whatever fails even without updates.
    """
    try:
        return process(job)
    except StoreError:
        raise
    except Exception as error:
        journal.warn("batch_failed", updates=len(job.arrivals), error=place_of(error))
        if not job.arrivals:
            raise
    outcome = process(replace(job, arrivals=()))
    for decoded in job.arrivals:
        outcome = _joined(outcome, _alone(process, Job(job.now, [decoded]), journal))
    return outcome


def _alone(process: Process, job: Job, journal: Journal) -> Outcome:
    try:
        return process(job)
    except StoreError:
        raise
    except Exception as error:  # noqa: BLE001 this update is what broke the batch
        journal.warn("update_failed", error=place_of(error))
        (decoded,) = job.arrivals
        empty = Decoded(
            decoded.update_id, None, Unreadable(place_of(error)), None, None, private=False
        )
        return process(replace(job, arrivals=[empty]))


def _joined(former: Outcome, later: Outcome) -> Outcome:
    kept = tuple(row for row in former.posted if later.allows(row))
    return replace(
        later,
        posted=(*kept, *later.posted),
        void=former.void | later.void,
        erased=former.erased | later.erased,
        pruning=former.pruning or later.pruning,
        taken=former.taken + later.taken,
    )
