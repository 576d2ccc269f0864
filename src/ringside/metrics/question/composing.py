"""The whole query of one reading: what is measured, by what, of which rows, when, in which order."""

from __future__ import annotations

from datetime import timedelta

from ringside.metrics import periods
from ringside.metrics.model import reach
from ringside.metrics.model.reach import Node
from ringside.metrics.query.schema import (
    Filter,
    Intent,
    MetricComparison,
    MetricQuery,
    Period,
    Shown,
    Time,
)  # fmt: skip
from ringside.metrics.question.assembling import day
from ringside.metrics.question.dating import Dating
from ringside.metrics.question.fields import UNFIT


class Composer(Dating):
    """Fills the parts of a query one after the other; what does not fit costs, or is a trouble."""

    def query(self) -> MetricQuery:
        self._supported()
        self._fields_of_values()
        self._groups()
        time, comparison = self._time()
        self._where()
        self._wanted()
        self._returned()
        self._leading()
        self._join_conditions()
        for phrase in self.frame.excluded:
            self._excluded(phrase)
        for name in self.denied:
            self._deny(name)
        self.filters += self.a.narrowed
        self._leftovers()
        self._stated()
        self._among()
        self._those_with()
        if self.frame.wants and not self.measures:
            self.a._ask("unknown_measure", "")
        self._needs_time(time)
        self._in_unit()
        if "number" in self.frame.flags and not self.frame.ranked and not {"list", "latest"} & self.frame.flags:
            self.a._ask("unknown_word", str(self.frame.top))
        if self.frame.currency and self.frame.currency != self.a.words.model.currency:
            self.a._ask("unable", self.frame.currency)
        self._extras(time, comparison)
        return self._built(time, comparison)

    def _extras(self, time: Time, comparison: MetricComparison | None) -> None:
        flags = self.frame.flags
        for flag in ("change", "change_pct", "running"):
            if flag in flags and "why" not in flags:
                self.shown.append("running_total" if flag == "running" else flag)
        if "rank" in flags and "rank" not in self.shown and (self.dims or self.grain):
            self.shown.append("rank")
        if "share" in flags:
            self._share()
        steps = bool({"change", "change_pct"} & set(self.shown)) and time.grain is not None and not self.dims
        self.empty = (
            "zero" in flags
            or steps
            or (self.whole and not self.filters and not self.having and time.period is None and not self.frame.ranked)
        )
        if not self.empty:
            self._only_rows_of_one()
        if self.frame.ranked and not self.each:
            known = {each.field for each in self.filters}
            self.filters += [
                Filter(field=path, op="not_null") for path in self.dims if path not in known and ":" not in path
            ]
        self._reached_by_all()
        if self.empty and "zero" not in flags and not steps:
            self.a.assumed.append(("assumed_empty", {}))

    def _side_by_side(self) -> None:
        """ "EMEA vs Americas", "the average of A and B": each by itself, not both in one."""
        if self.dims:
            return
        for each in self.filters:
            if (
                each.op == "in"
                and len(each.values) > 1
                and ("compare" in self.frame.flags or (self._averages() and "or" not in self.frame.flags))
            ):
                self.dims.append(each.field)
                return

    def _averages(self) -> bool:
        for ref in self.measures:
            about = self.a.words.model.measures.get(ref)
            if about is not None and (about.formula or about.agg in {"avg", "median"}):
                return True
            if about is None and ref.startswith(("avg(", "median(")):
                return True
        return False

    def _reached_by_all(self) -> None:
        """Every measure must reach every field: two tables share a row only where both lead to it."""
        facts = {fact for ref in self.measures for fact in self.seen.facts_of(ref)} - {self.a.fact}
        for fact in facts:
            for path in [*self.dims, *(each.field for each in self.filters if each.op != "not_null")]:
                try:
                    reach.resolve(self.a.words.model, fact, path)
                except LookupError:
                    self.a.cost += UNFIT
                    self.a._ask("unreachable", path, (), (path, fact))

    def _only_rows_of_one(self) -> None:
        """ "For each coupon": what was bought without a coupon is no coupon's."""
        entity = self.a.entity
        named = self.each and entity is not None and len(entity.joins) == 1 and len(entity.joins[0].on) == 1
        if (
            not named
            or entity is None
            or entity.joins[0].where
            or not (self.frame.every or self.frame.ranked or self.frame.asked)
        ):
            return
        path = f"{self.a.fact}.{entity.joins[0].on[0]}"
        if not any(each.field == path for each in self.filters):
            self.filters.append(Filter(field=path, op="not_null"))

    def _share(self) -> None:
        """The part that some rows are of all; a count with a condition of its own is a part of the plain one."""
        self.shown.append("share")
        if self.dims or self.defined or not self.measures:
            return
        about = self.a.words.model.measures.get(self.measures[0])
        if about is not None and about.agg == "count" and about.where and about.table == self.a.fact:
            plain = self.seen.same_measure("count", None) or f"count({self.a.fact})"
            where = [Filter(field=each.field, op=each.op, values=each.values) for each in about.where]
            self.measures = [self._define(plain, where)]
        elif self.filters:
            *self.filters, last = self.filters
            self.measures = [self._define(self.measures[0], [last])]

    def _built(self, time: Time, comparison: MetricComparison | None) -> MetricQuery:
        flags = self.frame.flags
        self._side_by_side()
        order, limit = self._order()
        changes: list[Shown] = [each for each in self.shown if each in {"change", "change_pct"}]
        if changes and comparison is None and time.grain is None and time.period is not None:
            comparison = MetricComparison(to="period", period=periods.previous(time.period))
        elif changes and comparison is None and time.grain is None:
            time = time.model_copy(update={"grain": "month"})
        if {"trend", "moved"} & flags and time.grain is None and "why" not in flags and comparison is None:
            time = time.model_copy(update={"grain": "month"})
        if "target" in flags:
            comparison = MetricComparison(to="target")
        if self.by_date is not None and time.period is not None and time.field is None:
            time = time.model_copy(update={"field": self.by_date})
        if "why" in flags and not (self.inherited and time.period is None):
            time, comparison = self._explained(time, comparison)
        subject = self.a.fact
        if self.having and not self.measures:
            self.measures = [self.having[0].measure]
        intent = self._intent(time, comparison)
        dims = self.dims
        if intent == "list" and not ({"list", "latest"} & flags or self.frame.asked) and not self.inherited:
            self.a._ask("unknown_measure", "")
        if intent == "list" and not dims and not self.measures and not self.inherited:
            dims = list(self.a._identity(Node(subject)))
            self.each = [subject]
        if comparison is not None and comparison.to == "period":
            self.shown = [each for each in self.shown if each not in {"change", "change_pct"}] + changes
        return MetricQuery(
            intent=intent, subject=subject, measures=tuple(self.measures), dimensions=tuple(dims),
            each=tuple(self.each),
            time=time, comparison=comparison, filters=tuple(self.filters), having=tuple(self.having),
            defined=self.defined, shown=tuple(dict.fromkeys(self.shown)), order=order, limit=limit, empty=self.empty,
        )  # fmt: skip

    def _explained(self, time: Time, comparison: MetricComparison | None) -> tuple[Time, MetricComparison]:
        """A change lies between two periods: the one asked about, else the last whole month, and the one before it."""
        period = time.period
        if period is None:
            first = self.a.today.replace(day=1)
            start = (first - timedelta(days=1)).replace(day=1)
            period = Period(start=start, end=first)
            self.a.assumed.append(("assumed_period", {"start": day(start), "end": day(first - timedelta(days=1))}))
        return time.model_copy(update={"period": period}), comparison or MetricComparison(
            period=periods.previous(period)
        )

    def _intent(self, time: Time, comparison: MetricComparison | None) -> Intent:  # noqa: PLR0911
        flags = self.frame.flags
        if "why" in flags:
            return "why"
        if "target" in flags:
            return "target"
        if not self.measures:
            return "list"
        if self.frame.ranked and (self.dims or time.grain):
            return "rank"
        if "share" in flags:
            return "share"
        if comparison is not None or "compare" in flags:
            return "compare"
        if time.grain is not None and not self.dims:
            return "trend"
        return "breakdown" if self.dims or time.grain else "value"
