"""The measures of deals that may be won or lost: pipeline, bookings, win rate, deal size, sales cycle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ringside.metrics.model.drafting import lexicon
from ringside.metrics.model.drafting.naming import full, is_outcome, said
from ringside.metrics.model.drafting.views import ColumnView, TableView
from ringside.metrics.model.drafting.words import hebrew, label, singular, slug
from ringside.metrics.model.schema import Column, Measure, Where

if TYPE_CHECKING:
    from ringside.metrics.model.drafting.book import Drafted


@dataclass(frozen=True)
class Ends:
    """Which rows were won, which lost, which are open: by the values of a stage, or by flags where those say it."""

    won: tuple[Where, ...]
    lost: tuple[Where, ...]
    open: tuple[Where, ...]
    open_rows: int


def ends(table: TableView) -> Ends | None:
    """How a table of deals tells their ends; None where its rows are not won and lost."""
    for column in sorted(table.typed("category"), key=lambda column: not column.has("status_words")):
        won = tuple(value for value in column.values if is_outcome(value, "won"))
        lost = tuple(value for value in column.values if is_outcome(value, "lost"))
        if won and lost and "reason" not in column.words:
            field = f"{table.name}.{column.name}"
            over = (*won, *lost)
            return Ends(
                (Where(field=field, values=won),),
                (Where(field=field, values=lost),),
                (Where(field=field, op="not_in", values=over),),
                sum(count for value, count in column.profile.top if str(value) not in over),
            )
    return _by_flags(table)


def _by_flags(table: TableView) -> Ends | None:
    flags = table.typed("flag")
    won = next((column for column in flags if "won" in column.words), None)
    closed = next((c for c in flags if c is not won and {"closed", "close", "lost"} & set(c.words)), None)
    if won is None or closed is None:
        return None
    is_won = Where(field=f"{table.name}.{won.name}", values=(True,))
    not_won = Where(field=f"{table.name}.{won.name}", values=(False,))
    is_over = Where(field=f"{table.name}.{closed.name}", values=(True,))
    not_over = Where(field=f"{table.name}.{closed.name}", values=(False,))
    left = sum(count for value, count in closed.profile.top if str(value).lower() in {"false", "0"})
    if "lost" in closed.words:
        return Ends((is_won,), (is_over,), (not_won, not_over), left - _count(won, "true"))
    return Ends((is_won,), (is_over, not_won), (not_over,), left)


def _count(column: ColumnView, value: str) -> int:
    return sum(count for one, count in column.profile.top if str(one).lower() in {value, str(int(value == "true"))})


def said_twice(table: TableView) -> frozenset[str]:
    """Flags that only repeat what the stage says of the end of a deal: asked about it is the stage."""
    found = ends(table)
    field = found.won[0].field if found else ""
    flags = {f"{table.name}.{column.name}": column for column in table.typed("flag")}
    if found is None or field in flags:
        return frozenset()
    return frozenset(column.name for column in flags.values() if set(column.words) & {"won", "closed", "close", "lost"})


def is_deals(table: TableView) -> bool:
    return ends(table) is not None


def closing(table: TableView, how: str = "won") -> ColumnView | None:
    """When a deal was closed, or is expected to be; the date of this end (won, lost), where each has its own."""
    ends = [column for column in table.columns.values() if column.is_date and not column.hidden]
    ends = [column for column in ends if not set(column.words) & _EXPECTED]
    for known in ({how}, {"close", "closed", "closing", "end", "decision"}):
        for column in ends:
            if known & {singular(word) for word in column.words} and column.profile.nulls < column.profile.rows:
                return column
    return None


_EXPECTED = frozenset({"expected", "forecast", "forecasted", "estimated", "planned", "projected"})


def expecting(table: TableView) -> ColumnView | None:
    """When open deals are expected to close, where that is a date of its own."""
    for column in table.columns.values():
        words = {singular(word) for word in column.words}
        expected = words & _EXPECTED
        if column.is_date and expected and words & {"close", "closed", "closing", "end", "decision", "date"}:
            return column
    return None


def opening(table: TableView) -> ColumnView | None:
    """When a deal began."""
    known = {"created", "create", "open", "opened", "engage", "start", "began", "qualified", "added"}
    for column in table.columns.values():
        if column.is_date and set(column.words) & known and not column.hidden:
            return column
    return None


def deal_measures(drafted: Drafted, table: TableView, has_revenue: bool) -> None:
    """Adds what is asked of deals; won and lost deals count by the day they closed."""
    found = ends(table)
    if found is None:
        return
    rows = table.plural
    won = drafted.add(f"won_{slug(rows)}", _counted(table, found.won, _date(table, "won"), f"Won {rows}"))
    lost = drafted.add(f"lost_{slug(rows)}", _counted(table, found.lost, _date(table, "lost"), f"Lost {rows}"))
    told = f"Of all {rows} that were won or lost, by the day they closed."
    for name, of, better in (("win_rate", won, "up"), ("loss_rate", lost, "down")):
        share = f"{of} / ({won} + {lost})"
        drafted.add(name, _named(name, formula=share, format="percent", better=better, description=told))
    if found.open_rows > 0:
        drafted.add(f"open_{slug(rows)}", _counted(table, found.open, _expected(table, found), f"Open {rows}"))
    amount = _amount(table)
    if amount is not None:
        _amounts(drafted, table, amount, found, has_revenue)
    _cycle(drafted, table, found)


def _date(table: TableView, how: str) -> str | None:
    column = closing(table, how)
    return column.name if column else None


def _named(said_as: str, **about: Any) -> Measure:
    """A measure under the names that the lexicon has for it."""
    known = lexicon.deal_names()[said_as]
    return Measure(label=said(known["en"], known["he"]), synonyms=tuple(known["synonyms"]), **about)


def _counted(table: TableView, where: tuple[Where, ...], time: str | None, label: str) -> Measure:
    state = label.split(maxsplit=1)[0].lower()
    known = lexicon.deal_names()[f"{state}_deals"]
    return Measure(
        label=said(label, known["he"]),
        synonyms=(*known["synonyms"], f"{table.plural} {state}", f"number of {state} {table.plural}"),
        table=table.name,
        agg="count",
        where=where,
        time=time,
        format="integer",
        better="down" if state == "lost" else "up",
    )


def _expected(table: TableView, found: Ends) -> str | None:
    """The date by which open deals count: when they should close, if that is known of them."""
    for column in (expecting(table), closing(table)):
        if column is not None and not _only_when_closed(column, found):
            return column.name
    return None


def _only_when_closed(closed: ColumnView, found: Ends) -> bool:
    """Whether open deals have no such date, so that it says when they closed and not when they should."""
    others = closed.profile.rows - found.open_rows
    nearer = abs(closed.profile.nulls - found.open_rows) < abs(closed.profile.nulls - others)
    return nearer and closed.profile.nulls >= 0.8 * found.open_rows


def _amount(table: TableView) -> ColumnView | None:
    fits = [column for column in table.typed("money") if not column.has("percentages")]
    known = ("amount", "value", "total", "revenue", "acv", "tcv", "arr", "price")
    fits.sort(key=lambda column: next((index for index, word in enumerate(known) if word in column.words), len(known)))
    return fits[0] if fits else None


def _amounts(drafted: Drafted, table: TableView, amount: ColumnView, found: Ends, has_revenue: bool) -> None:
    of, words = f"{table.name}.{amount.name}", " ".join(amount.words)
    money = {"format": "money", "unit": amount.profile.unit or drafted.currency, "table": table.name, "of": of}
    won = {"where": found.won, "time": _date(table, "won"), **money}
    told = f"The {words} of won {table.plural}, by the day they closed."
    if has_revenue:
        drafted.add("won_amount", _named("won_amount", agg="sum", description=told, **won))
    else:
        revenue = _named("deal_revenue", agg="sum", description=told, **won)
        also = tuple(lexicon.deal_names()["won_amount"]["synonyms"])
        drafted.add("revenue", revenue.model_copy(update={"synonyms": (*revenue.synonyms, *also)}))
    drafted.add(
        "lost_amount",
        _named("lost_amount", agg="sum", where=found.lost, time=_date(table, "lost"), better="down", **money),
    )
    size = _named("average_deal_size", agg="avg", description=f"The {words} per won {table.row}.", **won)
    rows = dict.fromkeys((table.plural, "deals"))
    own: tuple[str, ...] = (
        f"average {table.row} size",
        f"average won {table.row} size",
        f"average won {table.row} {amount.last}",
    )
    own += tuple(f"average {text} of won {row}" for row in rows for text in dict.fromkeys((words, amount.last)))
    drafted.add("average_deal_size", size.model_copy(update={"synonyms": (*size.synonyms, *own)}))
    _all_amounts(drafted, table, amount, money)
    if found.open_rows <= 0 or amount.profile.nulls >= found.open_rows:
        return  # open deals carry no amount yet
    open_ = {"agg": "sum", "where": found.open, "time": _expected(table, found), **money}
    drafted.add(
        "pipeline", _named("pipeline", description=f"The {words} of {table.plural} that are still open.", **open_)
    )
    chance = next((c for c in table.typed("number", "category") if c.has("percentages") and c.is_number), None)
    if chance is not None:
        high = chance.profile.max
        part = "" if chance.profile.unit == "percent" or (isinstance(high, int | float) and high <= 1) else " / 100"
        weighted = {**open_, "of": f"{of} * {table.name}.{chance.name}{part}"}
        drafted.add("weighted_pipeline", _named("weighted_pipeline", **weighted))


_OF_DEALS = ("deal value", "deal amount", "total deal value", "total deal amount")


def _all_amounts(drafted: Drafted, table: TableView, amount: ColumnView, money: Mapping[str, Any]) -> None:
    """What all deals are worth, however they ended."""
    rows, row, last = table.plural, table.row, amount.last
    text = " ".join(full(table, amount.words))
    names = (f"total {row} {last}", f"{row} {last}", f"{row} value", f"{row} amount", f"total {row} value")
    drafted.add(
        f"{slug(row)}_amount",
        Measure(
            label=said(label(text.split()), hebrew((row, last)) or hebrew(amount.words)),
            synonyms=(*names, f"total {text}", f"{last} of all {rows}", *_OF_DEALS),
            description=f"Of all {rows}, open, won and lost.",
            agg="sum",
            **money,
        ),
    )


def _cycle(drafted: Drafted, table: TableView, found: Ends) -> None:
    opened, closed = opening(table), closing(table)
    if opened is None or closed is None or opened.name == closed.name:
        return
    cycle = lexicon.deal_names()["sales_cycle_days"]
    drafted.computed.setdefault(table.name, {})["sales_cycle_days"] = Column(
        type="number",
        label=said(cycle["en"], cycle["he"]),
        synonyms=tuple(cycle["synonyms"]),
        expr=f"days_between({opened.name}, {closed.name})",
        unit="days",
    )
    measure = _named(
        "average_sales_cycle",
        description=f"Days from {' '.join(opened.words)} to {' '.join(closed.words)} of won {table.plural}.",
        table=table.name,
        agg="avg",
        of=f"{table.name}.sales_cycle_days",
        where=found.won,
        time=closed.name,
        unit="days",
        better="down",
        decimals=1,
    )
    own = (f"average {table.row} cycle", f"average days to close won {table.plural}")
    drafted.add("average_sales_cycle", measure.model_copy(update={"synonyms": (*measure.synonyms, *own)}))
