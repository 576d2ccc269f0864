"""From a metric query to one database expression: aggregate each fact by itself, lay the parts over each other by their
keys, then work out ratios, comparisons, shares and ranks. Nothing here runs anything.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING, Any

import ibis

from ringside.metrics.model import formula
from ringside.metrics.model.formula import Ref
from ringside.metrics.model.reach import Field, Node, fields, nodes, time_path
from ringside.metrics.model.schema import Model
from ringside.metrics.query.calendar import as_day, bucket, later
from ringside.metrics.query.expressions import aggregate, condition, evaluate
from ringside.metrics.query.laying import laid_over, with_measures
from ringside.metrics.query.measures import Atom, Measures, find, unknown
from ringside.metrics.query.problems import CannotAnswer, FieldAmbiguous, FieldUnreachable, NoDate
from ringside.metrics.query.rows import Relations, Rows, Scans
from ringside.metrics.query.schema import MetricQuery
from ringside.metrics.query.spine import spine
from ringside.metrics.query.windows import Window, bounds, in_any, only, windows_of

if TYPE_CHECKING:
    import ibis.expr.types as ir

Spans = Mapping[str, tuple[date, date]]
"""First and last day of each table by its own date, where known."""
EXTRAS = ("previous", "change", "change_pct", "share", "rank", "running_total", "target")
_MOST_PERIODS = 5_000


@dataclass(frozen=True)
class Key:
    """What rows of the answer are kept apart by: a field by its path, or (for `each`) the key of a table."""

    name: str
    path: str | None = None
    table: str | None = None
    column: str | None = None


class Assembly:
    def __init__(self, query: MetricQuery, model: Model, relations: Relations, today: date, spans: Spans) -> None:
        self.query, self.model, self.today, self.spans = query, model, today, spans
        self.scans = Scans(model, relations, query.time.fiscal)
        self.names = _Names()
        self.measures = Measures(model, query)
        self.keys = self._keys()
        wanted = dict.fromkeys([*query.measures, *(h.measure for h in query.having), *self._ordered_measures()])
        self.trees = {name: self.measures.expand(name) for name in wanted}
        self.called = {name: self.names.take(name) for name in self.trees}
        self.atoms = {name: atom for atom, name in self.measures.atoms.items()}
        self.windows = windows_of(query, model.calendar)

    # What is asked

    def _keys(self) -> tuple[Key, ...]:
        paths = [Key(self.names.take(path), path) for path in dict.fromkeys(self.query.dimensions)]
        each = []
        for name in dict.fromkeys(self.query.each):
            table = self._table_called(name)
            key = self.model.tables[table].key
            if not key and table in self.scans.relations and self.model.tables[table].columns:
                raise CannotAnswer(f"Rows of {name} cannot be told apart: the table has no key.")
            each += [Key(self.names.take(f"{name}_{column}"), None, name, column) for column in key]
        return (*paths, *each)

    def _table_called(self, name: str) -> str:
        if name in self.model.tables:
            return name
        for table in self.model.tables.values():
            for join in table.joins:
                if join.role == name:
                    return join.to
        raise unknown(name, self.model)

    def _ordered_measures(self) -> Iterator[str]:
        known = {"period", *self.query.dimensions}
        for order in self.query.order:
            name = order.by.partition(":")[2] if _is_extra(order.by) else order.by
            if name not in known:
                yield name

    def within(self, query: MetricQuery) -> Assembly:
        """Another query over the same tables, as a part of this one."""
        inner = Assembly(query, self.model, self.scans.relations, self.today, self.spans)
        inner.scans = replace(inner.scans, record=self.scans.record)
        return inner

    # The parts, one for each fact and window

    def measured(self) -> ir.Table:
        """All rows with their keys and measures, before anything is held against anything."""
        parts = list(self._parts())
        combined = list(spine(self)) if self.query.empty else []
        if combined and self.query.time.grain and self.query.time.period is None:
            # Nobody said from when to when: from the first period that has a row to the last.
            whole = laid_over(self.key_names(), [*(part.mutate(here=ibis.literal(1)) for part in parts), *combined])
            first, last = (
                end(where=whole.here.notnull()).over(ibis.window()) for end in (whole.period.min, whole.period.max)
            )
            return with_measures(self, whole.filter(whole.period >= first, whole.period <= last))
        return with_measures(self, laid_over(self.key_names(), [*parts, *combined]))

    def facts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(atom.table for atom in self.atoms.values())) or (self._subject(),)

    def _subject(self) -> str:
        query = self.query
        candidates = [query.subject, *query.each, *(path.split(".")[0] for path in query.dimensions)]
        for name in candidates:
            if name in self.model.tables:
                return str(name)
        raise CannotAnswer("The question names nothing to count or list.")

    def _parts(self) -> Iterator[ir.Table]:
        groups: dict[tuple[Any, ...], dict[str, Atom]] = {}
        for name, atom in self.atoms.items():
            groups.setdefault((atom.table, atom.time, atom.snapshot, atom.snapshot_of), {})[name] = atom
        for atoms in groups.values() or [{}]:
            snapshot = any(atom.snapshot for atom in atoms.values())
            if len(self.windows) > 1 and not snapshot and not self.query.time.grain and bounds(self.windows):
                yield self._part(atoms, self.windows)
            else:
                yield from (self._part(atoms, (window,)) for window in self.windows)

    def _part(self, atoms: dict[str, Atom], windows: tuple[Window, ...]) -> ir.Table:
        """The rows of one fact, added up; those of several windows in one go."""
        atom = next(iter(atoms.values()), None) or Atom(self._subject(), "count")
        fact = atom.table
        time = self._time(atom, windows[0])
        keys = {key.name: self.key_field(key, fact) for key in self.keys}
        filters = [(cond, self._found(fact, cond.field)) for cond in self.query.filters]
        top = find(self.model, fact, self.query.top.field) if self.query.top else None
        inside = {path: find(self.model, fact, path) for atom in atoms.values() for path in _paths(atom)}
        fields = [*keys.values(), *(f for _, f in filters), *inside.values(), *filter(None, [time, top])]

        def narrow(scanned: ir.Table) -> ir.Table:
            if time is None or time.node != Node(fact):
                return scanned
            column = self.scans.column(scanned, fact, time.column)
            within = in_any(column, windows)
            scanned = scanned if within is None else scanned.filter(within)
            return self._last_state(scanned, fact, time, keys, atoms)

        rows = Rows(self.scans, fact, fields, narrow)
        tests = [condition(rows.value(field), cond.op, cond.values) for cond, field in filters]
        if time is not None and time.node != Node(fact):
            within = in_any(rows.value(time), windows)
            tests += [] if within is None else [within]
        if top is not None:
            tests.append(rows.value(top).isin(self._leaders()))
        if atoms and all(atom.where for atom in atoms.values()) and "share" not in self.query.shown:
            # No row of the answer for values of which no row counts: won deals by stage are not about open ones.
            tests.append(reduce(operator.or_, [self._counts(rows, atom, inside) for atom in atoms.values()]))
        if tests:
            rows.table = rows.table.filter(tests)
        grouped = {name: rows.value(field) for name, field in keys.items()}
        if time is not None and self.query.time.grain:
            grouped = {"period": self._period(rows.value(time), windows[0])} | grouped
        if not atoms:
            return rows.table.select(**grouped).distinct()
        values: dict[str, ir.Value] = {}
        for window in windows:
            inner = only(rows.value(time), window, windows) if time is not None else None
            values |= dict(self._aggregates(rows, atoms, inside, window.prefix, inner))
        table = rows.table.group_by(**grouped).agg(**values) if grouped else rows.table.agg(**values)
        period = self.query.time.period
        if windows[0].moved and self.query.time.grain and period is not None and period.end:
            table = table.filter(table.period < period.end)
        return table

    def _aggregates(
        self,
        rows: Rows,
        atoms: Mapping[str, Atom],
        inside: Mapping[str, Field],
        prefix: str,
        within: ir.BooleanValue | None,
    ) -> Iterator[tuple[str, ir.Value]]:
        """Each atom, and of some how many rows it is of."""
        for name, atom in atoms.items():
            tests = [self._counts(rows, atom, inside)] if atom.where else []
            tests += [] if within is None else [within]
            where = reduce(operator.and_, tests) if tests else None
            yield prefix + name, self._aggregate(rows, atom, inside, where)
            if name in self.counted():
                yield f"{prefix}{name}_rows", rows.table.count(where=where)

    def _counts(self, rows: Rows, atom: Atom, inside: Mapping[str, Field]) -> ir.BooleanValue:
        """Whether a row is one of those that an atom is of."""
        return reduce(
            operator.and_, [condition(rows.value(inside[cond.field]), cond.op, cond.values) for cond in atom.where]
        )

    def _time(self, atom: Atom, window: Window) -> Field | None:
        """The date by which a fact is cut, if it has to be."""
        asked, fact, snapshot = self.query.time, atom.table, atom.snapshot
        bounded = window.period is not None and (window.period.start or window.period.end)
        if not (bounded or asked.grain or snapshot):
            return None
        if asked.field:
            found = find(self.model, fact, asked.field.partition(":")[0])
        else:
            own = time_path(self.model, fact, atom.time) if fact in self.model.tables else None
            if own is None:
                raise NoDate(f"{fact} has no date by which it could be cut.", table=fact)
            found = find(self.model, fact, own)
        if snapshot and found.node != Node(fact):
            raise CannotAnswer(f"A level is read by its own date, not by {found.path}.")
        return found

    def _period(self, value: ir.Value, window: Window) -> ir.Value:
        asked = self.query.time
        if asked.grain is None:
            raise AssertionError("periods need a grain")
        day = as_day(value)
        start = bucket(day, asked.grain, self.model.calendar, asked.fiscal)
        return later(start, window.moved, asked.grain) if window.moved else start

    def _last_state(
        self, table: ir.Table, fact: str, time: Field, keys: Mapping[str, Field], atoms: Mapping[str, Atom]
    ) -> ir.Table:
        """Of a table of levels, the rows that hold at the end of each period of the answer."""
        snapshot = next((atom for atom in atoms.values() if atom.snapshot), None)
        if snapshot is None:
            return table
        moment_ = self.scans.column(table, fact, time.column)
        day = as_day(moment_)
        groups = [
            self.scans.part(moment_, field.part)
            for field in keys.values()
            if field.node == time.node and field.column == time.column and field.part
        ]
        if grain := self.query.time.grain:
            groups.append(bucket(day, grain, self.model.calendar, self.query.time.fiscal))
        if not snapshot.snapshot_of:
            last = table.group_by(**{f"g{i}": g for i, g in enumerate(groups)}) if groups else table
            return table.filter(day.isin(last.agg(last_day=day.max()).last_day))
        groups += [self.scans.column(table, fact, column) for column in snapshot.snapshot_of]
        ties = [self.scans.column(table, fact, column) for column in self.model.tables[fact].key]
        window = ibis.window(group_by=groups, order_by=[ibis.desc(moment_), *map(ibis.desc, ties)])
        marked = table.mutate(newest=ibis.row_number().over(window))
        return marked.filter(marked.newest == 0)

    def _found(self, fact: str, path: str) -> Field:
        """What a path means for a fact. A field of another fact in the question is met by its own of the same name:
        targets by region beside sales by the region of their customers, where there is only one such region."""
        try:
            return find(self.model, fact, path)
        except FieldUnreachable:
            there = self._found_elsewhere(fact, path)
            if there is None or self._kind(there) != "category":
                raise
            same = [f for f, _, c in fields(self.model, fact) if (f.column, c.type) == (there.column, "category")]
            nearest = [field for field in same if len(field.node.joins) == len(same[0].node.joins)]
            if not nearest:
                raise
            if len(nearest) > 1:
                choices = [field.path for field in nearest]
                raise FieldAmbiguous(
                    f"{path} may be held against any of {', '.join(choices)}", choices=choices
                ) from None
            return nearest[0]

    def _found_elsewhere(self, fact: str, path: str) -> Field | None:
        """The field that a path means for another fact of the question."""
        for other in self.facts():
            if other != fact:
                with suppress(CannotAnswer):
                    return find(self.model, other, path)
        return None

    def _kind(self, field: Field) -> str:
        return self.model.tables[field.node.table].columns[field.column].type

    def key_field(self, key: Key, fact: str) -> Field:
        if key.path is not None:
            return self._found(fact, key.path)
        shown = [find(self.model, fact, path).node for path in self.query.dimensions]
        fits = [node for node in nodes(self.model, fact) if key.table in {node.table, *node.roles[-1:]}]
        fits = [node for node in fits if node in shown] or fits
        if not fits:
            return find(self.model, fact, f"{key.table}.{key.column}")
        nearest = [node for node in fits if len(node.joins) == len(fits[0].joins)]
        if len(nearest) > 1:
            choices = [Field(node, str(key.column)).path for node in nearest]
            raise FieldAmbiguous(f"{key.table} may be any of {', '.join(choices)}", choices=choices)
        return Field(nearest[0], str(key.column))

    def _leaders(self) -> ir.Column:
        """The values of the field that lead by the measure of `top`."""
        top = self.query.top
        if top is None:
            raise AssertionError("asked without top")
        query = self.query.model_copy(
            update={
                "measures": (top.measure,), "dimensions": (top.field,), "each": (), "top": None, "having": (),
                "shown": (), "order": (), "limit": None, "empty": False, "comparison": None,
                "time": self.query.time.model_copy(update={"grain": None}),
            }
        )  # fmt: skip
        inner = self.within(query)
        found = inner.measured()
        field, value = found[inner.keys[0].name], found[inner.called[top.measure]]
        found = found.filter(field.notnull(), value.notnull())
        by = ibis.asc if top.bottom else ibis.desc
        found = found.order_by(by(inner.called[top.measure]), ibis.asc(inner.keys[0].name)).limit(top.n)
        return found[inner.keys[0].name]

    def counted(self) -> set[str]:
        """Sums of which it matters whether there was a row: no row is zero in a formula or an empty value."""
        inside = [formula.fields(tree) for tree in self.trees.values()]
        names = {name for names in inside for name in names if self.query.empty or len(names) > 1}
        return {name for name in names if self.atoms[name].agg == "sum"}

    def _aggregate(
        self, rows: Rows, atom: Atom, inside: Mapping[str, Field], where: ir.BooleanValue | None
    ) -> ir.Value:
        if atom.of is None:
            return rows.table.count(where=where)
        if isinstance(atom.of, Ref):
            value = rows.value(inside[atom.of.path])
        else:
            dialect = self.scans.relations[atom.table].dialect
            value = evaluate(atom.of, lambda path: rows.value(inside[path]), dialect)
        return aggregate(value, atom.agg, where)

    def key_names(self) -> tuple[str, ...]:
        return (*(["period"] if self.query.time.grain else []), *(key.name for key in self.keys))


class _Names:
    """Names for columns that every database takes and a reader understands: `customers_state`."""

    def __init__(self) -> None:
        self._taken = {"period", "one"}

    def take(self, text: str) -> str:
        plain = re.sub(r"\W+", "_", text).strip("_")[:40] or "value"
        name, count = plain, 1
        while name.lower() in self._taken:
            count += 1
            name = f"{plain}_{count}"
        self._taken.add(name.lower())
        return name


def _is_extra(name: str) -> bool:
    return name.partition(":")[0] in EXTRAS and ":" in name


def _paths(atom: Atom) -> Iterator[str]:
    if atom.of is not None:
        yield from formula.fields(atom.of)
    yield from (cond.field for cond in atom.where)
