"""Identifiers: 32 hex digits that sort by the time they were made (UUID version 7 layout)."""

import os
import re
import time
from datetime import datetime

ID_PATTERN = r"^[0-9a-f]{32}$"
_ID = re.compile(ID_PATTERN)


def new_id(at: datetime | None = None) -> str:
    """A fresh identifier; one made later sorts later (to the millisecond). `at` is for what happened in the past.

    The layout counts from 1970: what happened before then sorts as if it had happened on its first day.
    """
    milliseconds = time.time_ns() // 1_000_000 if at is None else max(0, int(at.timestamp() * 1000))
    value = milliseconds << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return f"{value:032x}"


def is_id(text: str) -> bool:
    """Whether this text has the shape of an identifier of ours."""
    return _ID.fullmatch(text) is not None
