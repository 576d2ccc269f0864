"""Who may ask what: what a model keeps for managers does not exist for reps."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ringside.accounts.schemas import Role
from ringside.metrics.model import formula, reach
from ringside.metrics.model.schema import Column, Measure, Model, Table

Gone = frozenset[tuple[str, str]]
"""Columns by table and name."""


def seen_by(model: Model, role: Role) -> Model:
    """The model without what this role may not ask for, nor anything that is worked out from it.

    Keys and dates that tables are joined and counted by stay, because nothing could be asked without them.
    """
    named = (*model.tables.values(), *model.measures.values(), *_columns(model))
    if role != "rep" or not any(one.managers_only for one in named):
        return model
    gone = frozenset(
        (name, column) for name, table in model.tables.items() for column in _kept_from(table, model, name)
    )
    tables = {name: _without(name, table, model, gone) for name, table in model.tables.items()}
    tables = {name: table for name, table in tables.items() if not table.managers_only}
    measures = {name: one for name, one in model.measures.items() if not _counts_on(model, one, gone)}
    while lost := {name for name, one in measures.items() if one.formula and not _refs(one.formula) <= measures.keys()}:
        measures = {name: one for name, one in measures.items() if name not in lost}
    names = {name for name, _ in model.tables.items() if name not in tables} | (model.measures.keys() - measures.keys())
    names |= {f"{table}.{column}" for table, column in gone}
    questions = tuple(one for one in model.questions if not _speaks_of(one.model_dump_json(), names))
    return model.model_copy(update={"tables": tables, "measures": measures, "questions": questions})


def _columns(model: Model) -> Iterable[Column]:
    return (column for table in model.tables.values() for column in table.columns.values())


def _kept_from(table: Table, model: Model, name: str) -> set[str]:
    """The columns of a table that reps have not, with those computed from them."""
    if table.managers_only:
        return set(table.columns)
    gone = {column for column, about in table.columns.items() if about.managers_only} - _structure(table, model, name)
    while more := {
        column
        for column, about in table.columns.items()
        if column not in gone and about.expr and {path.rpartition(".")[2] for path in _refs(about.expr)} & gone
    }:
        gone |= more
    return gone


def _structure(table: Table, model: Model, name: str) -> set[str]:
    """What joins and periods go by."""
    times = *(one.time for one in model.tables.values()), *(one.time for one in model.measures.values())
    used = {*table.key, *(path.rpartition(".")[2] for path in times if path)}
    used |= {column for join in table.joins for column in join.on}
    used |= {column for other in model.tables.values() for join in other.joins if join.to == name for column in join.by}
    wheres = (where.field for other in model.tables.values() for join in other.joins for where in join.where)
    return used | {path.partition(":")[0].rpartition(".")[2] for path in wheres}


def _without(name: str, table: Table, model: Model, gone: Gone) -> Table:
    columns = {column: about for column, about in table.columns.items() if (name, column) not in gone}
    joins = tuple(join for join in table.joins if join.to in model.tables and not model.tables[join.to].managers_only)
    names = tuple(column for column in table.names if column in columns)
    return table.model_copy(update={"columns": columns, "joins": joins, "names": names})


def _counts_on(model: Model, measure: Measure, gone: Gone) -> bool:
    """Whether an aggregate is for managers, or made of what is."""
    if measure.managers_only:
        return True
    if measure.table is None:
        return False
    if measure.table not in model.tables or model.tables[measure.table].managers_only:
        return True
    paths = (*(_refs(measure.of) if measure.of else ()), *(where.field for where in measure.where))
    return any(_is_gone(model, measure.table, path, gone) for path in paths)


def _is_gone(model: Model, fact: str, path: str, gone: Gone) -> bool:
    try:
        field = reach.resolve(model, fact, path)
    except LookupError:  # nobody can ask for it then
        return True
    way = {join.to for join in field.node.joins}
    return (field.node.table, field.column) in gone or any(model.tables[name].managers_only for name in way)


def _refs(expression: str) -> set[str]:
    try:
        return {ref.path for ref in formula.refs(formula.parse(expression))}
    except formula.FormulaError:
        return {""}  # a name that nothing has


def _speaks_of(text: str, names: Iterable[str]) -> bool:
    return any(re.search(rf"(?<![\w]){re.escape(name)}(?!\w)", text) for name in names)
