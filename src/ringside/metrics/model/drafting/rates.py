"""How many rows came to a good or a bad end, and which share that is: success, return and cancellation rates."""

from __future__ import annotations

from ringside.metrics.model.drafting import lexicon
from ringside.metrics.model.drafting.book import Drafted
from ringside.metrics.model.drafting.naming import said, state_of
from ringside.metrics.model.drafting.views import TableView
from ringside.metrics.model.drafting.words import label, plural_noun, slug
from ringside.metrics.model.schema import Measure, Where


def rates(drafted: Drafted, table: TableView) -> None:
    """Adds a count and a rate for each known state of a status column, or of a flag."""
    for column in table.typed("category"):
        if not column.has("status_words") or not column.all_known or len(column.values) < 2:
            continue
        ends: dict[str, list[str]] = {}
        for value in column.values:
            if state := state_of(value):
                ends.setdefault(state, []).append(value)
        for state, values in ends.items():
            _rate(drafted, table, Where(field=f"{table.name}.{column.name}", values=tuple(values)), state)
        if ends:
            return
    for column in table.typed("flag"):
        state_ = next((name for name in lexicon.states() if name in column.words), None) or state_of(column.last)
        if state_:
            _rate(drafted, table, Where(field=f"{table.name}.{column.name}", values=(True,)), state_)


def _rate(drafted: Drafted, table: TableView, where: Where, state: str) -> None:
    known = lexicon.states()[state]
    last = drafted.short(table)
    noun = table.noun
    he = f"{noun.he_plural} ב{known.he[0]}" if noun and state == "no_show" else None
    rows = drafted.add(
        slug(known.says[0], table.plural),
        Measure(
            label=said(label((*known.says[0].split(), *table.plural.split())), he),
            synonyms=(f"{known.says[0]} {plural_noun(last)}",),
            table=table.name,
            agg="count",
            where=(where,),
            format="integer",
            better=known.better,
        ),
    )
    drafted.add(
        slug(known.rate) if slug(known.rate) not in drafted.measures else slug(table.row, known.rate),
        Measure(
            label=said(known.rate.capitalize(), known.he_rate),
            synonyms=(f"{table.row} {known.rate}", f"{last} {known.rate}", f"{state} {last} rate"),
            description=f"{known.says[0].capitalize()} of all {table.plural}.",
            formula=f"{rows} / {_counted(drafted, table)}",
            format="percent",
            better=known.better,
        ),
    )


def _counted(drafted: Drafted, table: TableView) -> str:
    return next(
        name for name, m in drafted.measures.items() if m.table == table.name and m.agg == "count" and not m.where
    )
