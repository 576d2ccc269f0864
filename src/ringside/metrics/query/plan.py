"""What is worked out from the rows of an answer: comparisons, shares, ranks, running totals; then order and limit."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING, Any

import ibis

from ringside.metrics.model.formula import Ref
from ringside.metrics.model.schema import Model
from ringside.metrics.query.assembly import Assembly, Spans
from ringside.metrics.query.calendar import DAYS, MONTHS, later
from ringside.metrics.query.measures import Shape, additive, shape
from ringside.metrics.query.problems import CannotAnswer, NotAdditive, UnusableValue
from ringside.metrics.query.rows import Relations
from ringside.metrics.query.schema import Having, MetricQuery, Order, ResultColumn

if TYPE_CHECKING:
    import ibis.expr.types as ir


_KINDS = ("change", "change_pct", "share", "rank", "running_total")


@dataclass(frozen=True)
class Plan:
    """What to run. `names` are the expression's columns, one for each of `columns`."""

    table: ir.Table
    columns: tuple[ResultColumn, ...]
    names: tuple[str, ...]
    facts: tuple[str, ...]
    tables: tuple[str, ...]
    keys: tuple[tuple[str, tuple[str, ...]], ...]
    """Tables and those columns of theirs that must be unique, because they are joined by them."""


def plan(query: MetricQuery, model: Model, relations: Relations, today: date, spans: Spans | None = None) -> Plan:
    """The expression that answers a query. Raises CannotAnswer and its kinds, NoData."""
    assembly = Assembly(query, model, relations, today, spans or {})
    return _Finish(assembly, assembly.measured()).plan()


@dataclass
class _Column:
    """A column of the answer and the name it has in the expression."""

    name: str
    shown: ResultColumn


class _Finish:
    def __init__(self, assembly: Assembly, table: ir.Table) -> None:
        self.assembly, self.query, self.model, self.table = assembly, assembly.query, assembly.model, table
        self.columns: dict[str, _Column] = {}
        self.hidden: dict[str, str] = {}

    def plan(self) -> Plan:
        self._dimensions()
        for name in self.assembly.trees:
            self._measure(name)
        self._having()
        names = [column.name for column in self.columns.values()]
        ordered = self.table.order_by(self._order())
        if self.query.limit:
            ordered = ordered.limit(self.query.limit)
        return Plan(
            table=ordered,
            columns=tuple(column.shown for column in self.columns.values()),
            names=tuple(names),
            facts=self.assembly.facts(),
            tables=tuple(sorted(self.assembly.scans.record.tables)),
            keys=tuple(sorted(self.assembly.scans.record.keys)),
        )

    # Columns

    def _dimensions(self) -> None:
        query, model = self.query, self.model
        if grain := query.time.grain:
            shown = ResultColumn(
                name="period", label=grain, kind="period", format=grain, unit="fiscal" if query.time.fiscal else None
            )
            self.columns["period"] = _Column("period", shown)
        fact = self.assembly.facts()[0]
        for key in self.assembly.keys:
            if key.path is None:
                continue
            found = self.assembly.key_field(key, fact)
            column = model.tables[found.node.table].columns[found.column]
            label = column.label.get("en") or found.column.replace("_", " ")
            shown = ResultColumn(
                name=key.path, label=label, kind="dimension", format=found.part or column.type, unit=column.unit
            )
            self.columns[key.path] = _Column(key.name, shown)

    def _measure(self, name: str) -> None:
        """A measure with what is held against it; one that is only ordered or filtered by stays unseen."""
        value, look = self.assembly.called[name], shape(name, self.model, self.query)
        if name in self.query.measures:
            shown = ResultColumn(
                name=name, label=look.label, kind="measure", measure=name, format=look.format, unit=look.unit
            )
            self.columns[name] = _Column(value, shown)
        else:
            self.hidden[name] = value
        if name in self.query.measures or any(order.by.endswith(f":{name}") for order in self.query.order):
            self._compare(name, value, look)
            self._share(name, value)
            self._rank(name, value)
            self._running_total(name, value, look)

    def _add(self, kind: Any, name: str, value: ir.Value, look: Shape) -> None:
        called = f"{kind}_{self.assembly.called[name]}"
        self.table = self.table.mutate(**{called: value})
        shown = ResultColumn(
            name=f"{kind}:{name}", label=look.label, kind=kind, measure=name, format=look.format, unit=look.unit
        )
        self.columns[shown.name] = _Column(called, shown)

    def _compare(self, name: str, value: str, look: Shape) -> None:
        comparison = self.query.comparison
        against = self._previous(name, value)
        if against is None:
            return
        kind = "target" if comparison is not None and comparison.to == "target" else "previous"
        self._add(kind, name, against, look)
        now, before = self.table[value], self.table[f"{kind}_{value}"]
        if f"{value}_or_0" in self.table.columns:
            now, before = self.table[f"{value}_or_0"], self.table[f"previous_{value}_or_0"]
        if not now.type().is_numeric():
            return
        self._add("change", name, now - before, look)
        change = (now - before).cast("float64") / before.cast("float64").abs().nullif(0)
        self._add("change_pct", name, change, Shape(look.label, "percent"))

    def _previous(self, name: str, value: str) -> ir.Value | None:
        """What a measure is compared with: another period, a target, or the row of the period before."""
        comparison = self.query.comparison
        if comparison is not None and comparison.to == "target":
            measure = self.model.measures.get(name)
            own = measure.target if measure is not None else None
            target = own if comparison.target is None else comparison.target
            return ibis.null("float64") if target is None else ibis.literal(float(target))
        if comparison is not None:
            return self.table[f"previous_{value}"]
        grain = self.query.time.grain
        if grain is None or not {"change", "change_pct"} & set(self.query.shown):
            return None
        window = ibis.window(group_by=self._key_names(), order_by="period")
        before = self.table["period"].lag().over(window)
        follows = before == later(self.table["period"], -(DAYS | MONTHS)[grain], grain)
        return ibis.cases((follows, self.table[value].lag().over(window)))

    def _share(self, name: str, value: str) -> None:
        if "share" not in self.query.shown:
            return
        part = self.table[value]
        whole = self._whole(name, value)
        if whole is None:
            return
        if name in self.query.defined and additive(self.assembly.trees[name], self.assembly.atoms):
            part = part.fill_null(0)  # no row of the part, where the whole has some, is a share of nothing
        share = part.cast("float64") / whole.cast("float64").nullif(0)
        self._add("share", name, share, Shape(shape(name, self.model, self.query).label, "percent"))

    def _whole(self, name: str, value: str) -> ir.Value | None:
        """What a value is a share of."""
        query, tree = self.query, self.assembly.trees[name]
        if name in query.defined and query.defined[name].per is None:
            return self._joined_total(name, query.defined[name].of, keep_keys=True)
        adds_up = additive(tree, self.assembly.atoms)
        counts = isinstance(tree, Ref) and self.assembly.atoms[tree.path].agg == "count_distinct"
        if not (adds_up or counts):
            if len(query.measures) == 1:
                raise NotAdditive(f"{name} is not a sum, so there is nothing it could be a share of.", measure=name)
            return None
        has_rows = bool(self._key_names() or query.time.grain)
        if adds_up and has_rows and query.top is None:
            window = ibis.window(group_by="period") if self._by_period() else ibis.window()
            return self.table[value].sum().over(window)
        return self._joined_total(name, name, keep_keys=False)

    def _by_period(self) -> bool:
        return bool(self.query.time.grain and self._key_names())

    def _joined_total(self, name: str, of: str, keep_keys: bool) -> ir.Value:
        """A measure of the whole, computed by itself and put beside each row."""
        query, assembly = self.query, self.assembly
        kept: dict[str, Any] = {"measures": (of,), "shown": (), "having": (), "order": (), "limit": None,
                                "comparison": None, "empty": False}  # fmt: skip
        if not keep_keys:
            grain = query.time.grain if self._by_period() else None
            kept |= {"dimensions": (), "each": (), "top": None, "time": query.time.model_copy(update={"grain": grain})}
            if not self._key_names() and not query.time.grain:
                kept["filters"] = ()
        inner = assembly.within(query.model_copy(update=kept))
        total = inner.measured()
        keys = [key for key in total.columns if key in {"period", *self._key_names()} and key in self.table.columns]
        called = f"whole_{assembly.called[name]}"
        total = total.select(**{f"{called}_{key}": total[key] for key in keys}, **{called: total[inner.called[of]]})
        if keys:
            same = [self.table[key].identical_to(total[f"{called}_{key}"]) for key in keys]
            self.table = self.table.left_join(total, same)
        else:
            self.table = self.table.cross_join(total)
        return self.table[called]

    def _rank(self, name: str, value: str) -> None:
        first = next((o.by for o in self.query.order if o.by in self.query.measures), self.query.measures[:1])
        if "rank" not in self.query.shown or name not in (first if isinstance(first, tuple) else (first,)):
            return
        ascending = any(order.by == name and not order.descending for order in self.query.order)
        by = ibis.asc if ascending else ibis.desc
        ordered = [*self._unknown_last(), by(self.table[value], nulls_first=False)]
        window = ibis.window(group_by="period" if self._by_period() else None, order_by=ordered)
        rank = ibis.cases((self.table[value].notnull(), ibis.rank().over(window) + 1))
        self._add("rank", name, rank, Shape(shape(name, self.model, self.query).label, "integer"))

    def _running_total(self, name: str, value: str, look: Shape) -> None:
        if "running_total" not in self.query.shown:
            return
        if not additive(self.assembly.trees[name], self.assembly.atoms):
            if len(self.query.measures) == 1:
                raise NotAdditive(f"{name} is not a sum, so it has no running total.", measure=name)
            return
        by_period = bool(self.query.time.grain)
        window = ibis.window(
            group_by=self._key_names() if by_period else None,
            order_by=["period"] if by_period else self._order(),
            preceding=None,
            following=0,
        )
        self._add("running_total", name, self.table[value].sum().over(window), look)

    # Rows

    def _key_names(self) -> list[str]:
        return [key.name for key in self.assembly.keys]

    def _having(self) -> None:
        tests = [_holds(self.table[self.assembly.called[cond.measure]], cond) for cond in self.query.having]
        if tests:
            self.table = self.table.filter(tests)

    def _order(self) -> list[ir.Value]:
        """What the rows are sorted by; always down to the last key, so that the same question has the same answer."""
        chosen: dict[str, bool] = {}
        for order in self.query.order or self._usual_order():
            chosen.setdefault(self._column_called(order.by), order.descending)
        for name in [*(["period"] if self.query.time.grain else []), *self._key_names()]:
            chosen.setdefault(name, False)
        if not chosen:
            return []
        named = [
            (ibis.desc if down else ibis.asc)(self.table[name], nulls_first=False) for name, down in chosen.items()
        ]
        return [*self._unknown_last(), *named]

    def _unknown_last(self) -> list[ir.Value]:
        """Who leads is one of those that have a name: in a ranking, rows of unknown ones come after all others."""
        if self.query.intent != "rank" or self.query.time.grain:
            return []
        missing = [self.table[key.name].isnull() for key in self.assembly.keys if key.path is not None]
        return [ibis.asc(ibis.cases((reduce(operator.or_, missing), 1), else_=0))] if missing else []

    def _usual_order(self) -> tuple[Order, ...]:
        query = self.query
        sorted_by_itself = query.time.grain or any(":" in path for path in query.dimensions)
        if sorted_by_itself or not query.measures or query.intent == "list":
            return ()
        return (Order(by=query.measures[0]),)

    def _column_called(self, by: str) -> str:
        if by in self.columns:
            return self.columns[by].name
        if by in self.hidden:
            return self.hidden[by]
        raise CannotAnswer(f"The rows cannot be sorted by {by}, which is not among their columns.", by=by)


def _holds(value: ir.Value, cond: Having) -> ir.BooleanValue:
    if cond.op == "between":
        if len(cond.values) != 2:
            raise UnusableValue("between takes two values.")
        return value.between(*cond.values)
    first = cond.values[0]
    return {
        "=": value == first, "!=": value != first, ">": value > first, ">=": value >= first,
        "<": value < first, "<=": value <= first,
    }[cond.op]  # fmt: skip
