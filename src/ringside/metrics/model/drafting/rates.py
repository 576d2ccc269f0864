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
    _unfinished(drafted, table)
    for column in table.typed("flag"):
        state_ = next((name for name in lexicon.states() if name in column.words), None) or state_of(column.last)
        if state_:
            _rate(drafted, table, Where(field=f"{table.name}.{column.name}", values=(True,)), state_)


_OVER = frozenset({"closed", "resolved", "completed", "finished", "solved"})


def _unfinished(drafted: Drafted, table: TableView) -> None:
    """Rows that wait for their end, where an end is a date that some do not have yet."""
    for column in table.columns.values():
        over = set(column.words) & _OVER
        if column.is_date and over and column.name != drafted.times[table.name] and column.profile.nulls:
            word = next(iter(sorted(over)))
            drafted.add(
                slug(table.plural, "not", word),
                Measure(
                    label=said(f"{table.plural[:1].upper()}{table.plural[1:]} not {word} yet", None),
                    synonyms=(f"un{word} {table.plural}", f"not {word} {table.plural}", f"{table.plural} still open"),
                    table=table.name,
                    agg="count",
                    where=(Where(field=f"{table.name}.{column.name}", op="null"),),
                    format="integer",
                    better="down",
                ),
            )
            return


def _rate(drafted: Drafted, table: TableView, where: Where, state: str) -> None:
    known = lexicon.states()[state]
    last = drafted.short(table)
    noun = table.noun
    he = f"{noun.he_plural} ב{known.he[0]}" if noun and state == "no_show" else None
    rows = drafted.add(
        slug(known.says[0], table.plural),
        Measure(
            label=said(label((*known.says[0].split(), *table.plural.split())), he),
            synonyms=(f"{known.says[0]} {plural_noun(last)}", f"{table.plural} {known.says[0]}"),
            table=table.name,
            agg="count",
            where=(where,),
            time=_since(table, where, state),
            format="integer",
            better=known.better,
        ),
    )
    drafted.add(
        slug(known.rate) if slug(known.rate) not in drafted.measures else slug(table.row, known.rate),
        Measure(
            label=said(known.rate.capitalize(), known.he_rate),
            synonyms=(
                f"{table.row} {known.rate}",
                f"{last} {known.rate}",
                f"{state} {last} rate",
                "".join(word[0] for word in (state, *last.split(), "rate")).upper(),
            ),
            description=f"{known.says[0].capitalize()} of all {table.plural}.",
            formula=f"{_of_all(drafted, rows)} / {_counted(drafted, table)}",
            format="percent",
            better=known.better,
        ),
    )


def _since(table: TableView, where: Where, state: str) -> str | None:
    """The date on which rows came to a state, where exactly those rows have one: cancelled at, or the end."""
    rows = sum(
        count
        for value, count in table.columns[where.field.rpartition(".")[2]].profile.top
        if str(value) in {str(one) for one in where.values}
    )
    told = {state[:6], *(word[:6] for word in lexicon.states()[state].says)}
    for column in table.columns.values():
        ends = state in {"cancelled", "churned"} and bool(
            set(column.words) & {"end", "ended", "termination", "expired"}
        )
        named = any(word[:6] in told for word in column.words)
        if column.is_date and (named or ends) and column.profile.rows - column.profile.nulls == rows:
            return column.name
    return None


def _of_all(drafted: Drafted, name: str) -> str:
    """The same count by the date of the rows themselves: a rate tells which part of those that began came to it."""
    measure = drafted.measures[name]
    if measure.time is None:
        return name
    told = f"{name}_of_all"
    label = said(f"{measure.label['en']} of all")
    return drafted.add(told, measure.model_copy(update={"time": None, "hidden": True, "label": label, "synonyms": ()}))


def _counted(drafted: Drafted, table: TableView) -> str:
    return next(
        name for name, m in drafted.measures.items() if m.table == table.name and m.agg == "count" and not m.where
    )
