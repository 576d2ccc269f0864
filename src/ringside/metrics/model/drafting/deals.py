"""The measures of deals that may be won or lost: pipeline, bookings, win rate, deal size, sales cycle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringside.metrics.model.drafting.naming import is_outcome, said
from ringside.metrics.model.drafting.views import ColumnView, TableView
from ringside.metrics.model.drafting.words import singular, slug
from ringside.metrics.model.schema import Column, Measure, Where

if TYPE_CHECKING:
    from ringside.metrics.model.drafting.book import Drafted


def outcome(table: TableView) -> ColumnView | None:
    """The column that says whether a deal was won or lost."""
    for column in table.typed("category"):
        if any(is_outcome(value, "won") for value in column.values) and any(
            is_outcome(value, "lost") for value in column.values
        ):
            return column
    return None


def is_deals(table: TableView) -> bool:
    return outcome(table) is not None


def closing(table: TableView) -> ColumnView | None:
    """When a deal was closed, or is expected to be."""
    for column in table.columns.values():
        words = {singular(word) for word in column.words}
        known = words & {"close", "closed", "closing", "won", "end", "decision"}
        if (
            column.is_date
            and known
            and not column.hidden
            and not words & {"expected", "forecast", "estimated", "planned"}
        ):
            return column
    return None


def expecting(table: TableView) -> ColumnView | None:
    """When open deals are expected to close, where that is a date of its own."""
    for column in table.columns.values():
        words = {singular(word) for word in column.words}
        expected = words & {"expected", "forecast", "forecasted", "estimated", "planned", "projected"}
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
    stage = outcome(table)
    if stage is None:
        return
    field = f"{table.name}.{stage.name}"
    won = tuple(value for value in stage.values if is_outcome(value, "won"))
    lost = tuple(value for value in stage.values if is_outcome(value, "lost"))
    is_won, is_lost = Where(field=field, values=won), Where(field=field, values=lost)
    is_open = Where(field=field, op="not_in", values=(*won, *lost))
    closed = closing(table)
    closed_by = closed.name if closed else None
    rows = table.plural
    drafted.add(
        f"won_{slug(rows)}",
        _counted(
            table,
            is_won,
            closed_by,
            (f"Won {rows}", "עסקאות שנסגרו בזכייה"),
            ("deals won", "won deals", "wins", "number of wins", "closed deals won"),
        ),
    )
    drafted.add(
        f"lost_{slug(rows)}",
        _counted(
            table,
            is_lost,
            closed_by,
            (f"Lost {rows}", "עסקאות שאבדו"),
            ("deals lost", "lost deals", "losses", "number of losses"),
        ),
    )
    drafted.add(
        "win_rate",
        Measure(
            label=said("Win rate", "אחוז זכייה"),
            synonyms=(
                "close rate",
                "winning rate",
                "success rate",
                "win percentage",
                "conversion rate",
                "win ratio",
                "שיעור זכייה",
                "שיעור סגירה",
            ),
            description=f"Won {rows} of those that were won or lost, by the day they closed.",
            formula=f"won_{slug(rows)} / (won_{slug(rows)} + lost_{slug(rows)})",
            format="percent",
        ),
    )
    any_open = any(value not in {*won, *lost} for value in stage.values)
    if any_open:
        expected = _expected(table, stage, won + lost)
        drafted.add(
            f"open_{slug(rows)}",
            _counted(
                table,
                is_open,
                expected,
                (f"Open {rows}", "עסקאות פתוחות"),
                ("open deals", f"{rows} in the pipeline", "active deals"),
            ),
        )
    amount = _amount(table)
    if amount is not None:
        _amounts(drafted, table, amount, stage, (is_won, is_lost, is_open if any_open else None), has_revenue)
    _cycle(drafted, table, is_won)


def _counted(
    table: TableView, where: Where, time: str | None, label: tuple[str, str], synonyms: tuple[str, ...]
) -> Measure:
    return Measure(
        label=said(*label),
        synonyms=synonyms,
        table=table.name,
        agg="count",
        where=(where,),
        time=time,
        format="integer",
        better="down" if label[0].startswith("Lost") else "up",
    )


def _expected(table: TableView, stage: ColumnView, ends: tuple[str, ...]) -> str | None:
    """The date by which open deals count: when they should close, if that is known of them."""
    for column in (expecting(table), closing(table)):
        if column is not None and not _only_when_closed(column, stage, ends):
            return column.name
    return None


def _only_when_closed(closed: ColumnView, stage: ColumnView, ends: tuple[str, ...]) -> bool:
    """Whether open deals have no such date, so that it says when they closed and not when they should."""
    open_ = sum(count for value, count in stage.profile.top if str(value) not in ends)
    closed_rows = closed.profile.rows - open_
    return (
        abs(closed.profile.nulls - open_) < abs(closed.profile.nulls - closed_rows)
        and closed.profile.nulls >= 0.8 * open_
    )


def _amount(table: TableView) -> ColumnView | None:
    fits = [column for column in table.typed("money") if not column.has("percentages")]
    known = ("amount", "value", "total", "revenue", "acv", "tcv", "arr", "price")
    fits.sort(key=lambda column: next((index for index, word in enumerate(known) if word in column.words), len(known)))
    return fits[0] if fits else None


def _amounts(
    drafted: Drafted,
    table: TableView,
    amount: ColumnView,
    stage: ColumnView,
    states: tuple[Where, Where, Where | None],
    has_revenue: bool,
) -> None:
    is_won, is_lost, is_open = states
    of, rows = f"{table.name}.{amount.name}", table.plural
    closed = closing(table)
    closed_by = closed.name if closed else None
    money = {"format": "money", "unit": amount.profile.unit or drafted.currency, "table": table.name, "agg": "sum"}
    won = "won_amount" if has_revenue else "revenue"
    drafted.add(
        won,
        Measure(
            label=said("Won revenue", "הכנסות מזכיות") if has_revenue else said("Revenue", "הכנסות"),
            synonyms=(
                "won amount",
                "bookings",
                "closed won amount",
                "closed-won revenue",
                "value of won deals",
                *(
                    ()
                    if has_revenue
                    else ("won revenue", "total sales", "sales", "sales revenue", "turnover", "מכירות", "מחזור")
                ),
            ),
            description=f"The {' '.join(amount.words)} of won {rows}, by the day they closed.",
            of=of,
            where=(is_won,),
            time=closed_by,
            **money,
        ),
    )
    drafted.add(
        "lost_amount",
        Measure(
            label=said("Lost amount", "סכום שאבד"),
            synonyms=("lost revenue", "value of lost deals", "closed lost amount"),
            of=of,
            where=(is_lost,),
            time=closed_by,
            better="down",
            **money,
        ),
    )
    drafted.add(
        "average_deal_size",
        Measure(
            label=said("Average deal size", "גודל עסקה ממוצע"),
            synonyms=(
                "average deal value",
                "deal size",
                "average won amount",
                "ADS",
                "ACV",
                f"average {table.row} size",
                "average sale",
                "average contract value",
            ),
            description=f"Per won {table.row}.",
            formula=f"{won} / won_{slug(rows)}",
            format="money",
            unit=drafted.currency,
        ),
    )
    drafted.add(
        f"{slug(table.row)}_amount",
        Measure(
            label=said(f"{table.row.capitalize()} amount", None),
            synonyms=(
                f"total {table.row} amount",
                f"{table.row} value",
                "deal value",
                "deal amount",
                "total deal value",
            ),
            description=f"Of all {rows}, open, won and lost.",
            of=of,
            **money,
        ),
    )
    if is_open is None:
        return
    if _open_rows(stage, is_open) and amount.profile.nulls >= _open_rows(stage, is_open):
        return  # open deals carry no amount yet
    expected = _expected(table, stage, _texts(is_open))
    drafted.add(
        "pipeline",
        Measure(
            label=said("Pipeline", "צנרת מכירות"),
            synonyms=(
                "open pipeline",
                "pipeline value",
                "pipeline amount",
                "open amount",
                "value of open deals",
                "פייפליין",
            ),
            description=f"The {' '.join(amount.words)} of {rows} that are still open.",
            of=of,
            where=(is_open,),
            time=expected,
            **money,
        ),
    )
    chance = next((c for c in table.typed("number", "category") if c.has("percentages") and c.is_number), None)
    if chance is not None:
        high = chance.profile.max
        part = "" if chance.profile.unit == "percent" or (isinstance(high, int | float) and high <= 1) else " / 100"
        drafted.add(
            "weighted_pipeline",
            Measure(
                label=said("Weighted pipeline", "צנרת משוקללת"),
                synonyms=("weighted amount", "expected revenue", "probability-weighted pipeline"),
                of=f"{of} * {table.name}.{chance.name}{part}",
                where=(is_open,),
                time=expected,
                **{**money},
            ),
        )


def _texts(where: Where) -> tuple[str, ...]:
    return tuple(str(value) for value in where.values)


def _open_rows(stage: ColumnView, is_open: Where) -> int:
    return sum(count for value, count in stage.profile.top if str(value) not in _texts(is_open))


def _cycle(drafted: Drafted, table: TableView, is_won: Where) -> None:
    opened, closed = opening(table), closing(table)
    if opened is None or closed is None or opened.name == closed.name:
        return
    drafted.computed.setdefault(table.name, {})["sales_cycle_days"] = Column(
        type="number",
        label=said("Sales cycle (days)", "מחזור מכירה (ימים)"),
        synonyms=("days to close", "deal age at close"),
        expr=f"days_between({opened.name}, {closed.name})",
        unit="days",
    )
    drafted.add(
        "average_sales_cycle",
        Measure(
            label=said("Average sales cycle", "מחזור מכירה ממוצע"),
            synonyms=("sales cycle", "average days to close", "time to close", "days to close", "sales cycle length"),
            description=f"Days from {' '.join(opened.words)} to {' '.join(closed.words)} of won {table.plural}.",
            table=table.name,
            agg="avg",
            of=f"{table.name}.sales_cycle_days",
            where=(is_won,),
            time=closed.name,
            unit="days",
            better="down",
            decimals=1,
        ),
    )
