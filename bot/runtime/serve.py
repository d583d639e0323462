"""The life of a running bot: poll, work and send until told to stop; then finish what is in hand."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

from bot.channels.telegram.decode import Decoded
from bot.runtime.journal import Journal
from bot.runtime.sender import Sender
from bot.runtime.worker import Worker

_LAST_SENDS = 3.0  # seconds


async def serve(
    incoming: AsyncIterator[list[Decoded]],
    worker: Worker,
    *,
    sender: Sender,
    stop: asyncio.Event,
    journal: Journal,
) -> None:
    """Run until `stop` is set. Raises what made going on impossible: the token, the store.

    Stopping: no more polling; the batch in hand is committed; calls being made are awaited, for
    3 s at most; their success is committed. What is left in the outbox goes at the next start.
    """
    polling = asyncio.create_task(_poll(incoming, worker))
    working = asyncio.create_task(worker.run())
    halting = asyncio.create_task(stop.wait())
    everything: set[asyncio.Future[None] | asyncio.Task[bool]]
    everything = {polling, working, halting, sender.broken}
    await asyncio.wait(everything, return_when=asyncio.FIRST_COMPLETED)
    journal.note("stopping")
    # A batch that is being committed is committed; one that is on its way is not acknowledged.
    for task in (polling, halting):
        task.cancel()
    worker.stop()
    await asyncio.wait({polling, halting, working})
    await sender.drain(_LAST_SENDS)
    errors = [
        future.exception()
        for future in (polling, working, sender.broken)
        if future.done() and not future.cancelled()
    ]
    await _flush(worker, working)
    journal.note("stopped")
    for error in errors:
        if error:
            raise error


async def _flush(worker: Worker, working: "asyncio.Task[None]") -> None:
    if working.exception() is None:
        await worker.flush()


async def _poll(incoming: AsyncIterator[list[Decoded]], worker: Worker) -> None:
    with suppress(StopAsyncIteration):
        while True:
            # Asking for the next batch acknowledges the former.
            batch = await anext(incoming)
            await worker.take(batch)
