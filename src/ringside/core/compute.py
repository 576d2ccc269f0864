"""Pure functions that take long, run in a helper process so that requests never wait for them."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from typing import Any, TypeVar

from ringside.core.errors import AppError

T = TypeVar("T")


class HelperDied(AppError):
    status, slug, title = 422, "helper-died", "The process that worked on this ended"

    def __init__(self) -> None:
        super().__init__(
            "It may be damaged in a way that its decoder does not survive, or need more memory than there is."
        )


class Helper:
    """One helper process, made when first needed. One on purpose: more workers, not bigger ones, use more cores."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._turn = asyncio.Lock()  # whoever is at work when the helper dies is the one it died over

    async def run(self, function: Callable[..., T], *args: Any) -> T:
        """What the function returns for these arguments; all of them must be picklable.

        Raises what it raises, and HelperDied when the helper has died over it twice.
        """
        async with self._turn:
            for _ in range(2):
                try:
                    return await asyncio.wrap_future(self._ready().submit(function, *args))
                except BrokenProcessPool:
                    self.close()
                except asyncio.CancelledError:  # nobody wants the result any more
                    self.close()
                    raise
        raise HelperDied

    def _ready(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Spawned, not forked: a copy of a process with threads and open databases would be no sound one.
            self._pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=_settle_in)
        return self._pool

    def close(self) -> None:
        """End the helper; what it works on is given up."""
        if self._pool is None:
            return
        processes = list((self._pool._processes or {}).values())
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = None
        for process in processes:
            process.kill()


def _settle_in() -> None:
    """Never outlive the worker, however it ends."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: Any) -> None:
    connection.wait([sentinel])  # readable as soon as the parent is gone, even by kill -9
    os._exit(1)


class AtOnce(Helper):
    """No process at all: for little work in a program that serves nobody meanwhile."""

    async def run(self, function: Callable[..., T], *args: Any) -> T:
        return await asyncio.to_thread(function, *args)
