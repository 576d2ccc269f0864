"""What can be asked about, for people: measures with their definitions, dimensions with values, dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ringside.dialogue.schemas import Language
from ringside.metrics.model import reach
from ringside.metrics.model.formula import FormulaError, fields, parse
from ringside.metrics.model.schema import Column, Measure, Model, Named, Table, Where
from ringside.metrics.model.schemas import KnownDate, KnownDimension, KnownMeasure
from ringside.metrics.sources.schema import Catalog

_CUT_BY = frozenset({"category", "flag"})
_SAMPLES = 8


def label(named: Named, name: str, language: Language) -> str:
    """What something is called: in the language, else in English, else by its name."""
    return named.label.get(language) or named.label.get("en") or name.replace("_", " ").strip() or name


def measures(model: Model, language: Language) -> list[KnownMeasure]:
    found = []
    for name, measure in model.measures.items():
        table = model.tables.get(fact_of(model, name) or "")
        found.append(
            KnownMeasure(
                name=name,
                label=label(measure, name, language),
                description=measure.description,
                definition=definition(measure),
                format=measure.format,
                unit=measure.unit,
                table=fact_of(model, name),
                table_label=label(table, name, language) if table is not None else None,
                synonyms=list(measure.synonyms),
                hidden=measure.hidden,
                dimensions=list(_cut_by(model, name)),
            )
        )
    return found


def definition(measure: Measure) -> str:
    """How a measure is worked out, in one line."""
    if measure.formula is not None:
        return measure.formula
    of = measure.of or measure.table or ""
    conditions = " and ".join(_condition(where) for where in measure.where)
    last = ", last state of the period" if measure.snapshot else ""
    return f"{measure.agg}({of})" + (f" where {conditions}" if conditions else "") + last


def _condition(where: Where) -> str:
    values = ", ".join(str(value) for value in where.values)
    signs = {"in": "is", "not_in": "is not", "null": "is empty", "not_null": "is not empty"}
    return f"{where.field} {signs.get(where.op, where.op.replace('_', ' '))} {values}".strip()


def atoms(model: Model, name: str, met: frozenset[str] = frozenset()) -> Iterator[Measure]:
    """The aggregates that a measure is made of."""
    measure = model.measures.get(name)
    if measure is None or name in met:
        return
    if measure.formula is None:
        yield measure
        return
    try:
        parts = fields(parse(measure.formula))
    except FormulaError:
        return
    for part in parts:
        yield from atoms(model, part, met | {name})


def fact_of(model: Model, name: str) -> str | None:
    """The table a measure is of: that of the first aggregate it is made of."""
    return next((atom.table for atom in atoms(model, name)), None)


def _cut_by(model: Model, name: str) -> Iterator[str]:
    """The dimensions that all tables behind a measure lead to."""
    facts = list(dict.fromkeys(atom.table for atom in atoms(model, name) if atom.table in model.tables))
    for index, fact in enumerate(facts[:1]):
        others = [_ends(model, other) for other in facts[index + 1 :] if other]
        for field, table, column in reach.fields(model, fact or ""):
            if _shown(column, table) and all((field.node.table, field.column) in ends for ends in others):
                yield field.path


def _ends(model: Model, fact: str) -> set[tuple[str, str]]:
    return {(field.node.table, field.column) for field, _, _ in reach.fields(model, fact)}


def _shown(column: Column, table: Table) -> bool:
    return column.type in _CUT_BY and not column.hidden and not table.hidden


def dimensions(model: Model, catalog: Catalog, language: Language) -> list[KnownDimension]:
    """Every column that can be a dimension, under its own table, with its most frequent values."""
    found = []
    for name, table in model.tables.items():
        stored = catalog.tables.get(table.source or name)
        for key, column in table.columns.items():
            if not _shown(column, table):
                continue
            profile = stored.columns.get(key) if stored is not None else None
            found.append(
                KnownDimension(
                    field=f"{name}.{key}",
                    label=label(column, key, language),
                    description=column.description,
                    type=column.type,
                    table=name,
                    table_label=label(table, name, language),
                    synonyms=list(column.synonyms),
                    samples=[str(value) for value, _ in profile.top[:_SAMPLES]] if profile is not None else [],
                )
            )
    return found


def dates(model: Model, language: Language) -> list[KnownDate]:
    return [
        KnownDate(field=f"{name}.{key}", label=label(column, key, language))
        for name, table in model.tables.items()
        for key, column in table.columns.items()
        if column.type in {"date", "datetime"} and not column.hidden and not table.hidden
    ]


def last_day(model: Model, catalog: Catalog) -> date | None:
    """The last day on which anything happened."""
    days = []
    for name, table in model.tables.items():
        stored = catalog.tables.get(table.source or name)
        profile = stored.columns.get(table.time) if stored is not None and table.time else None
        if profile is not None and isinstance(profile.max, str):
            try:
                days.append(date.fromisoformat(profile.max[:10]))
            except ValueError:
                continue
    return max(days, default=None)
