import sys

sys.path.insert(0, "/tmp/bench_scratch")
from contextlib import asynccontextmanager

from rawserver import Server


class Stage:
    def __init__(self, s):
        self.s = s

    @property
    def url(self):
        return self.s.url

    @property
    def first_poll_at(self):
        return self.s.first_poll

    def push(self, u):
        self.s.push(u)

    def __setattr__(self, k, v):
        if k in ("hook", "delay"):
            setattr(self.s, k, v)
        else:
            object.__setattr__(self, k, v)

    @property
    def delay(self):
        return self.s.delay


@asynccontextmanager
async def staged():
    s = Server()
    await s.start()
    try:
        yield Stage(s)
    finally:
        await s.close()
