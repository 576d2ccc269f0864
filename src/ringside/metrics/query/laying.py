"""The parts of an answer laid over each other by their keys, and measures worked out from their sums."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from functools import reduce
from typing import TYPE_CHECKING

import ibis

from ringside.metrics.model import formula
from ringside.metrics.model.formula import Expr, Ref
from ringside.metrics.query.expressions import evaluate

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from ringside.metrics.query.assembly import Assembly


def laid_over(key_names: Sequence[str], parts: list[ir.Table]) -> ir.Table:
    """One row per key, with the aggregates of all parts. Unknown keys meet each other too, unlike in a join."""
    if len(parts) == 1:
        return parts[0]
    keys = [name for name in parts[0].columns if name in key_names]
    types = {name: part[name].type() for part in reversed(parts) for name in part.columns}
    values = [name for name in types if name not in keys]
    padded = [
        part.select(
            **{key: part[key].cast(types[key]) if part[key].type() != types[key] else part[key] for key in keys},
            **{name: part[name] if name in part.columns else ibis.null(types[name]) for name in values},
        )
        for part in parts
    ]
    whole = ibis.union(padded[0], *padded[1:])
    if not values:
        return whole.distinct()
    added = {name: whole[name].max() for name in values}
    return whole.group_by(*keys).agg(**added) if keys else whole.agg(**added)


def with_measures(assembly: Assembly, table: ir.Table) -> ir.Table:
    """The measures over their parts, each for every window that is compared."""
    keys = {name: table[name] for name in assembly.key_names()}
    values = {
        window.prefix + assembly.called[name]: _measure(assembly, table, tree, window.prefix)
        for name, tree in assembly.trees.items()
        for window in assembly.windows
    }
    if len(assembly.windows) > 1:
        values |= {
            f"{window.prefix}{assembly.called[name]}_or_0": _or_zero(table, tree, window.prefix)
            for name, tree in assembly.trees.items()
            if isinstance(tree, Ref) and assembly.atoms[tree.path].agg == "sum"
            for window in assembly.windows
        }
    return table.select(**keys, **values)


def _or_zero(table: ir.Table, tree: Ref, prefix: str) -> ir.Value:
    """A sum for reckoning a change, so that the changes of parts add up to that of the whole: zero for what is
    only missing here, nothing where the whole window has no value."""
    value = table[prefix + tree.path]
    anywhere = value.count().over(ibis.window()) > 0
    return ibis.cases((value.isnull() & anywhere, ibis.literal(0).cast(value.type())), else_=value)


def _measure(assembly: Assembly, table: ir.Table, tree: Expr, prefix: str) -> ir.Value:
    """A measure over its atoms. A sum of no rows is nothing to show, but zero where it is reckoned with."""
    names = formula.fields(tree)
    counted = assembly.counted()

    def atom(name: str) -> ir.Value:
        value = table[prefix + name]
        if assembly.atoms[name].agg in {"count", "count_distinct"}:
            return value.fill_null(0)
        if name in counted and (assembly.query.empty or not isinstance(tree, Ref)):
            none = table[f"{prefix}{name}_rows"].fill_null(0) == 0
            return ibis.cases((none, ibis.literal(0).cast(value.type())), else_=value)
        return value

    if isinstance(tree, Ref):
        return atom(tree.path)
    value = evaluate(tree, atom)
    sums = [name for name in names if name in counted]
    if assembly.query.empty or len(sums) + sum(assembly.atoms[n].agg == "count" for n in names) < len(names):
        return value
    present = [table[f"{prefix}{n}_rows" if n in counted else prefix + n].fill_null(0) > 0 for n in names]
    return ibis.cases((reduce(operator.or_, present), value)) if sums else value
