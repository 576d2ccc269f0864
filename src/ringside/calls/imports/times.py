"""Times as people and tools write them: 1:23, 00:01:23,450, 83.4 s, 1m 23s, PT1M23S, 10:02 AM, 2026-03-01T10:02:00Z."""

from __future__ import annotations

import math
import re
from datetime import datetime
from typing import Any

LONGEST = 240 * 3600.0
"""Seconds from which on a number cannot be a time within a call."""

CLOCK = r"-?\d{1,4}:\d{1,2}(?::\d{1,2})?(?:[.,:]\d{1,9})?(?:\s?[AaPp]\.?[Mm]\b\.?)?"
"""A time with colons, to be found in a line."""

_CLOCK = re.compile(
    r"(?P<minus>-)?(?:(?P<h>\d{1,4}):)?(?P<m>\d{1,4}):(?P<s>\d{1,2})(?:[.,](?P<f>\d{1,9})|[:;]\d{1,3})?"
    r"(?:\s?(?P<half>[AaPp])\.?[Mm]\.?)?"
)
_SPELT = re.compile(
    r"(?:pt)?\s*(?:(?P<h>\d{1,4}(?:\.\d+)?)\s*(?:h|hr|hrs|hours?|שעות|שעה)[\s,]*)?"
    r"(?:(?P<m>\d{1,5}(?:\.\d+)?)\s*(?:m|min|mins|minutes?|דקות|דק'?)[\s,]*)?"
    r"(?:(?P<s>\d{1,7}(?:\.\d+)?)\s*(?:s|sec|secs|seconds?|שניות|שנ'?))?",
    re.IGNORECASE,
)
_MILLISECONDS = re.compile(r"(-?\d+(?:\.\d+)?)\s*(?:ms|msec|milliseconds?)", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?(?:[eE][-+]?\d+)?")
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{1,2}:\d{2}")


def seconds(value: Any) -> tuple[float | None, bool]:
    """(seconds, whether they count from midnight or an epoch and not from the start of the call); None: no time."""
    if isinstance(value, bool) or value is None:
        return None, False
    if isinstance(value, (int, float)):
        return _finite(float(value) if abs(value) < 1e15 else math.inf), False
    if not isinstance(value, str) or len(value) > 60:
        return None, False
    return _written(value.strip().strip("[](){}<>").strip())


def _written(text: str) -> tuple[float | None, bool]:
    if match := _CLOCK.fullmatch(text):
        return _of_clock(match), bool(match["half"])
    if _NUMBER.fullmatch(text):
        return _finite(float(text.replace(",", "."))), False
    if match := _MILLISECONDS.fullmatch(text):
        return _finite(float(match[1]) / 1000), False
    if (match := _SPELT.fullmatch(text)) and any(match.groups()):
        return float(match["h"] or 0) * 3600 + float(match["m"] or 0) * 60 + float(match["s"] or 0), False
    return _dated(text)


def _dated(text: str) -> tuple[float | None, bool]:
    try:
        return (datetime.fromisoformat(text).timestamp(), True) if _DATED.match(text) else (None, False)
    except (ValueError, OverflowError, OSError):
        return None, False


def _of_clock(match: re.Match[str]) -> float:
    hours, minutes, secs = int(match["h"] or 0), int(match["m"]), int(match["s"])
    if match["half"]:
        # 10:02 AM has no seconds; 10:02:13 AM has.
        if match["h"] is None:
            hours, minutes, secs = minutes, secs, 0
        hours = hours % 12 + (12 if match["half"] in "pP" else 0)
    value = hours * 3600 + minutes * 60 + secs + (float(f"0.{match['f']}") if match["f"] else 0.0)
    return -value if match["minus"] else value


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
