"""A first semantic model from the tables alone: keys, times, names, joins, measures and what people call them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ringside.metrics.model.drafting import joins as joining
from ringside.metrics.model.drafting import lexicon, naming, tables
from ringside.metrics.model.drafting.book import Drafted
from ringside.metrics.model.drafting.columns import typed
from ringside.metrics.model.drafting.deals import is_deals, said_twice
from ringside.metrics.model.drafting.durations import add_durations
from ringside.metrics.model.drafting.evidence import Evidence, files_of
from ringside.metrics.model.drafting.measures import measures
from ringside.metrics.model.drafting.views import ColumnView, TableView, views, with_columns
from ringside.metrics.model.drafting.words import split
from ringside.metrics.model.schema import Column, Join, Measure, Model, Table
from ringside.metrics.sources.schema import Catalog

__all__ = ["Draft", "Evidence", "draft", "drafted", "files_of"]


@dataclass(frozen=True)
class Draft:
    """A model, and what a person should look at in it: notes by the dotted path of what they are about."""

    model: Model
    notes: dict[str, str] = field(default_factory=dict)


def draft(
    catalog: Catalog, name: str = "Company", currency: str | None = None, evidence: Evidence | None = None
) -> Model:
    """The model that the tables of a catalog suggest."""
    return drafted(catalog, name, currency, evidence).model


def drafted(
    catalog: Catalog, name: str = "Company", currency: str | None = None, evidence: Evidence | None = None
) -> Draft:
    """The same with notes on what could not be decided."""
    evidence = evidence or Evidence()
    seen = tables.keyed({table: typed(view) for table, view in views(catalog).items()}, evidence)
    seen = _with_deals(seen)
    found = {table: joining.found(seen, view, evidence) for table, view in seen.items()}
    joins = {table: one.joins for table, one in found.items()}
    seen = {table: _pointing(view, joins[table]) for table, view in seen.items()}
    own = {table: tables.time(view) for table, view in seen.items()}
    work = Drafted(
        tables=seen,
        joins=joins,
        times={table: own[table] or _inherited(joins[table], seen, own, joins) for table in seen},
        currency=currency or _currency(catalog),
    )
    for view in seen.values():
        if view.kind != "deal":
            add_durations(work, view)
    made = naming.without_clashes(_kept(measures(work), seen), seen)
    synonyms = naming.table_synonyms(seen, joins)
    model = Model(
        name=name,
        currency=work.currency,
        tables={
            table: _table(
                view, joins[table], work.times[table], synonyms[table], work.computed.get(table, {}), work.currency
            )
            for table, view in seen.items()
        },
        measures=made,
    )
    notes = {
        f"tables.{table}.columns.{column}": note for table, one in found.items() for column, note in one.notes.items()
    }
    return Draft(model, notes)


def _with_deals(seen: Mapping[str, TableView]) -> dict[str, TableView]:
    """Rows of a table with a name that says nothing are deals where some were won and some lost; flags that repeat it
    are hidden."""
    twice = {name: said_twice(view) for name, view in seen.items()}
    seen = {
        name: with_columns(
            view, {c: replace(one, hidden=one.hidden or c in twice[name]) for c, one in view.columns.items()}
        )
        for name, view in seen.items()
    }
    nameless = [name for name, view in seen.items() if view.noun is None and is_deals(view)]
    rows = {view.row for view in seen.values()}
    if len(nameless) != 1 or rows & {"deal", "opportunity"}:
        return dict(seen)
    return {name: replace(view, row="deal") if name in nameless else view for name, view in seen.items()}


def _kept(made: Mapping[str, Measure], seen: Mapping[str, TableView]) -> dict[str, Measure]:
    """Measures of tables that are for managers only are so too."""
    private = {name for name, view in seen.items() if view.stored.managers_only}
    return {
        name: measure.model_copy(update={"managers_only": True}) if measure.table in private else measure
        for name, measure in made.items()
    }


def _pointing(view: TableView, joins: tuple[Join, ...]) -> TableView:
    """The table, in which whole numbers that point to other tables are no numbers any more."""
    ids = {column for join in joins for column in join.on if view.columns[column].is_integer}
    return with_columns(
        view, {name: replace(column, type="id") if name in ids else column for name, column in view.columns.items()}
    )


def _inherited(
    joins: tuple[Join, ...],
    seen: Mapping[str, TableView],
    own: Mapping[str, str | None],
    ways: Mapping[str, tuple[Join, ...]],
) -> str | None:
    """The date of what rows are parts of: order lines happened when their order did."""

    def happens(table: str) -> bool:
        return bool(ways[table]) or seen[table].kind in {"sale", "deal", "transaction", "activity"}

    things = {"person", "party", "target"}
    dated = [join for join in joins if own[join.to] and seen[join.to].kind not in things and happens(join.to)]
    return f"{dated[0].name}.{own[dated[0].to]}" if len(dated) == 1 else None


def _currency(catalog: Catalog) -> str:
    """The currency most money columns are in, as far as the cells said."""
    units = [
        column.unit
        for table in catalog.tables.values()
        for column in table.columns.values()
        if column.unit and column.unit != "percent"
    ]
    return max(set(units), key=units.count) if units else "USD"


def _table(
    view: TableView,
    joins: tuple[Join, ...],
    time: str | None,
    synonyms: tuple[str, ...],
    computed: Mapping[str, Column],
    currency: str,
) -> Table:
    pointing = frozenset(column for join in joins if join.role or join.by for column in join.on)
    return Table(
        label=naming.table_label(view),
        managers_only=view.stored.managers_only,
        synonyms=synonyms,
        row=view.row,
        key=view.key,
        names=tables.names(view),
        time=time,
        joins=joins,
        columns={
            **{column.name: _column(column, view, time, currency, pointing) for column in view.columns.values()},
            **computed,
        },
    )


def _column(column: ColumnView, view: TableView, time: str | None, currency: str, pointing: frozenset[str]) -> Column:
    kind = column.type
    unit = None
    if kind == "money":
        unit = column.profile.unit if column.profile.unit not in {None, "percent"} else currency
    elif kind == "number":
        unit = "percent" if column.profile.unit == "percent" else _unit(column)
    return Column(
        type=kind,
        label=naming.column_label(column, view),
        synonyms=() if column.name in pointing else naming.column_synonyms(column, view),
        hidden=column.hidden and column.name != time,
        unit=unit,
        values=naming.value_names(column),
    )


def _unit(column: ColumnView) -> str | None:
    written = split(column.name)[-1] if split(column.name) else ""
    if written in lexicon.words("measured_in"):
        return written
    known = {
        "cm": "cm",
        "kg": "kg",
        "km": "km",
        "hours": "hours",
        "minutes": "minutes",
        "seconds": "seconds",
        "days": "days",
        "year": "year",
        "percent": "percent",
    }
    return known.get(column.last)
