"""When: the period, in which steps, held against which other."""

from __future__ import annotations

from ringside.metrics import periods
from ringside.metrics.query.schema import (
    Filter,
    MetricComparison,
    Period,
    Time,
)  # fmt: skip
from ringside.metrics.question.accounting import Accounting
from ringside.metrics.question.assembling import day
from ringside.metrics.question.fields import UNFIT


class Dating(Accounting):
    """The period, the grain and the comparison of a query."""

    def _time(self) -> tuple[Time, MetricComparison | None]:
        frame = self.frame
        period, field, grain, fiscal = None, None, self.grain, False
        for dated in frame.dated:
            span = self.when.periods[dated.index]
            anchor = self.a.anchored(dated)
            on_fact = anchor is not None and not anchor.node.joins
            own = anchor is not None and self.seen.is_time(anchor)
            if dated.negated:
                self.a.cost += UNFIT
                self.a._ask("unable", span.period.words)
            elif anchor is not None and not own and (len(frame.dated) > 1 or not on_fact):
                self.filters += _within(self.seen.path(anchor), span.period)
            else:
                period, fiscal = (span.period if period is None else period), fiscal or bool(span.fiscal)
                field = self.seen.path(anchor) if anchor is not None and not own else field
            if frame.grain_of == dated.index and span.grain:
                grain = span.grain
        if frame.grain and self.when.grain is not None:
            grain = self.when.grain[1]
        self.grain = grain = grain or frame.unit
        period, comparison = self._compared(period, grain)
        grain = self.grain
        return Time(field=field, period=period, grain=grain, fiscal=fiscal), comparison

    def _compared(self, period: Period | None, grain: str | None) -> tuple[Period | None, MetricComparison | None]:
        """What the period is held against. "Month over month" of a row per month is a change from row to row."""
        if not self.frame.comparison or self.when.comparison is None:
            return period, None
        span, comparison = self.when.comparison
        if comparison.to == "target" or comparison.period is not None:
            return period, comparison
        shift = span.shift or "previous"
        if grain is None and period is not None and _shorter(shift, period):
            self.frame.flags.add("change")
            self.grain = shift
            return period, None
        if grain is not None and (period is None or shift in {"previous", grain}):
            self.frame.flags.add("change")
            return period, None
        if period is None:
            if self.inherited:
                return None, comparison
            period = periods.running(shift, self.a.words.model.calendar, self.a.today)
        return period, MetricComparison(period=periods.shifted(period, shift))

    def _needs_time(self, time: Time) -> None:
        if (time.period is not None or time.grain is not None) and time.field is None and self.seen.time is None:
            timed = [
                m for m in self.measures if m in self.a.words.model.measures and self.a.words.model.measures[m].time
            ]
            if not timed:
                self.a.cost += 2.5
                self.a._ask("no_time", self.a.fact)


_DAYS = {"day": 1, "week": 7, "month": 31, "quarter": 92, "half": 184}


def _shorter(shift: str, period: Period) -> bool:
    """Whether a step is shorter than a period: month over month in a year goes from month to month."""
    if shift not in _DAYS or period.start is None or period.end is None:
        return False
    return (period.end - period.start).days > 1.5 * _DAYS[shift]


def _within(path: str, period: Period) -> list[Filter]:
    filters = []
    if period.start is not None:
        filters.append(Filter(field=path, op=">=", values=(day(period.start),)))
    if period.end is not None:
        filters.append(Filter(field=path, op="<", values=(day(period.end),)))
    return filters
