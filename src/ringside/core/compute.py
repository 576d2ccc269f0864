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

T = TypeVar("T")


class Helper:
    """One helper process, made when first needed. One on purpose: more workers, not bigger ones, use more cores."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    async def run(self, function: Callable[..., T], *args: Any) -> T:
        """What the function returns for these arguments; all of them must be picklable.

        Raises what it raises, and BrokenProcessPool when the helper died over it twice.
        """
        try:
            return await self._submit(function, *args)
        except BrokenProcessPool:  # perhaps it died over somebody else's work
            return await self._submit(function, *args)

    async def _submit(self, function: Callable[..., T], *args: Any) -> T:
        if self._pool is None:
            # Spawned, not forked: a copy of a process with threads and open databases would be no sound one.
            self._pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=_settle_in)
        pool = self._pool
        try:
            return await asyncio.wrap_future(pool.submit(function, *args))
        except BrokenProcessPool:
            if self._pool is pool:
                self._pool = None
            pool.shutdown(wait=False)
            raise

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
    """Give way to the server when processors are scarce, and never outlive it, however it ends."""
    if hasattr(os, "nice"):
        os.nice(5)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: Any) -> None:
    connection.wait([sentinel])  # readable as soon as the parent is gone, even by kill -9
    os._exit(1)
