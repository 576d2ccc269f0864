"""What is remembered between questions: bounded, and never more than a part of it for one tenant."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Generic, TypeVar

T = TypeVar("T")
_SHARE = 4
"""A tenant may fill a quarter."""


class Remembered(Generic[T]):
    """Values by tenant and key, each with its size; what was unused for longest makes room."""

    def __init__(self, size: int) -> None:
        self._size, self._used = size, 0
        self._kept: OrderedDict[tuple[str, str], tuple[T, int]] = OrderedDict()
        self._of_tenant: dict[str, int] = {}
        self._lock = threading.Lock()

    def get(self, tenant: str, key: str) -> T | None:
        with self._lock:
            found = self._kept.get((tenant, key))
            if found is None:
                return None
            self._kept.move_to_end((tenant, key))
            return found[0]

    def put(self, tenant: str, key: str, value: T, size: int = 1) -> None:
        if size > self._size // _SHARE:
            return
        with self._lock:
            self._drop((tenant, key))
            self._kept[tenant, key] = (value, size)
            self._add(tenant, size)
            while self._of_tenant.get(tenant, 0) > self._size // _SHARE:
                self._drop(next(kept for kept in self._kept if kept[0] == tenant))
            while self._used > self._size:
                self._drop(next(iter(self._kept)))

    def _drop(self, at: tuple[str, str]) -> None:
        found = self._kept.pop(at, None)
        if found is not None:
            self._add(at[0], -found[1])

    def _add(self, tenant: str, size: int) -> None:
        self._used += size
        self._of_tenant[tenant] = self._of_tenant.get(tenant, 0) + size
        if not self._of_tenant[tenant]:
            del self._of_tenant[tenant]
