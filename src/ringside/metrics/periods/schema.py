"""What was found of time in a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ringside.metrics.model.schema import DatePart
from ringside.metrics.query.schema import Grain, MetricComparison, Period

Role = Literal["time", "since", "after", "until", "before", "as_of"]
Shift = Literal["day", "week", "month", "quarter", "half", "year", "previous"]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of the text and the period they name.

    `grain` is the unit it was named in. `rolling`: it is named by its distance from today and moves with it. `shift`
    says of a comparison how far back it goes, so that it can be made for a period that was not said yet.
    """

    start: int
    end: int
    period: Period
    grain: Grain = "day"
    fiscal: bool = False
    role: Role = "time"
    rolling: bool = False
    shift: Shift | None = None


@dataclass(frozen=True, slots=True)
class PartSpan:
    """A condition on a part of dates: "on Mondays", "every December". No `values`: rows are to be split by the part.

    Weekdays count from 1, the first day of the company's week.
    """

    start: int
    end: int
    part: DatePart
    values: tuple[int | bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """All that a text says of time. A comparison without a base period in the text has an open period and a `shift`."""

    periods: tuple[Span, ...] = ()
    comparison: tuple[Span, MetricComparison] | None = None
    grain: tuple[Span, Grain] | None = None
    parts: tuple[PartSpan, ...] = ()
