"""Values and periods without a row, for questions that want to see those too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import reduce
from typing import TYPE_CHECKING

import ibis

from ringside.metrics.model.reach import Field, Node
from ringside.metrics.query.calendar import start_of, step
from ringside.metrics.query.expressions import condition
from ringside.metrics.query.measures import find
from ringside.metrics.query.rows import Rows
from ringside.metrics.query.schema import Filter, Period

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from ringside.metrics.query.assembly import Assembly

_MOST_PERIODS = 5_000


def spine(assembly: Assembly) -> Iterator[ir.Table]:
    """Every combination of dimension values, and of periods, whether or not there is a row."""
    fact = assembly.facts()[0]
    fields = {key.name: assembly.key_field(key, fact) for key in assembly.keys}
    filters = [(cond, find(assembly.model, fact, cond.field)) for cond in assembly.query.filters]
    sides: list[ir.Table] = []
    if assembly.query.time.grain:
        days = _periods(assembly, fact)
        if not days:
            return
        sides.append(ibis.array([ibis.literal(day, "date") for day in days]).unnest().name("period").as_table())
    for node in dict.fromkeys(field.node for field in fields.values()):
        sides.append(_side(assembly, node, {n: f for n, f in fields.items() if f.node == node}, filters))
    if sides:
        yield reduce(lambda left, right: left.cross_join(right), sides)


def _side(assembly: Assembly, node: Node, fields: dict[str, Field], filters: list[tuple[Filter, Field]]) -> ir.Table:
    """The values of one table's fields, of those of its rows that meet the filters which are about it."""
    depth = len(node.joins)

    def seen(field: Field) -> Field:
        return Field(Node(field.node.table, field.node.joins[depth:]), field.column, field.part)

    about = [(cond, seen(field)) for cond, field in filters if field.node.joins[:depth] == node.joins]
    own = {name: seen(field) for name, field in fields.items()}
    rows = Rows(assembly.scans, node.table, [*own.values(), *(field for _, field in about)])
    if about:
        rows.table = rows.table.filter([condition(rows.value(field), cond.op, cond.values) for cond, field in about])
    return rows.table.select(**{name: rows.value(field) for name, field in own.items()}).distinct()


def _periods(assembly: Assembly, fact: str) -> list[date]:
    """The starts of all periods asked for, up to the one that is running."""
    asked = assembly.query.time
    if asked.grain is None:
        return []
    period = asked.period or Period()
    first, last = assembly.spans.get(fact, (None, None))
    start = period.start or first
    end = period.end or (last and last + timedelta(days=1))
    if start is None or end is None:
        return []
    end = min(end, max(assembly.today + timedelta(days=1), start))
    days: list[date] = []
    day = start_of(start, asked.grain, assembly.model.calendar, asked.fiscal)
    while day < end and len(days) < _MOST_PERIODS:
        days.append(day)
        day = step(day, asked.grain)
    return days
