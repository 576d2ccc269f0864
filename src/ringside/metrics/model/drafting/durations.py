"""How long things take: from a start to an end in the same row, as a computed column with its average and total."""

from __future__ import annotations

from ringside.metrics.model.drafting import lexicon
from ringside.metrics.model.drafting.book import Drafted
from ringside.metrics.model.drafting.naming import said
from ringside.metrics.model.drafting.views import ColumnView, TableView
from ringside.metrics.model.drafting.words import singular, slug
from ringside.metrics.model.schema import Column, Measure

_PLAIN = frozenset(
    {"start", "started", "begin", "began", "end", "ended", "check", "admission", "discharge", "login", "logout"}
)


def add_durations(drafted: Drafted, table: TableView) -> None:
    """At most one duration per table, and none where the table has a column for it."""
    if table.name in drafted.computed or any(column.last == "duration" for column in table.columns.values()):
        return
    time = drafted.times[table.name]
    pair = _pair(table, time)
    if pair is None or table.kind in {"person", "party"}:
        return
    start, end = pair
    moments = start.type == end.type == "datetime" and table.noun is not None and table.noun.lasts
    unit = "seconds" if moments else "days"
    plain = bool(set(end.words) & _PLAIN) and bool(set(start.words) & _PLAIN | ({"created"} & set(start.words)))
    row = drafted.short(table)
    text = f"{row} duration" if plain or moments else f"days to {_end_word(end)}"
    name = slug(text)
    if name in table.columns:
        return
    noun = table.noun
    he = f"משך {noun.he}" if noun and "duration" in text else None
    drafted.computed[table.name] = {
        name: Column(
            type="number",
            label=said(text[:1].upper() + text[1:], he),
            synonyms=("duration", "length") if plain else (),
            expr=f"{unit}_between({start.name}, {end.name})",
            unit=unit,
        )
    }
    shape = {"format": "duration", "unit": unit} if moments else {"unit": unit, "decimals": 1}
    of = f"{table.name}.{name}"
    average = f"Average {text}"
    drafted.add(
        slug(average),
        Measure(
            label=said(average, f"{he} ממוצע" if he else None),
            synonyms=(f"{text}", f"average {row} length", f"average {row} time") if plain else (f"{table.row} {text}",),
            table=table.name,
            agg="avg",
            of=of,
            better=None,
            **shape,
        ),
        slug("average", table.row, text),
    )
    if moments:
        drafted.add(
            slug("total", text),
            Measure(
                label=said(f"Total {text}", f"{he} כולל" if he else None),
                synonyms=(f"total {row} time", f"{row} time"),
                table=table.name,
                agg="sum",
                of=of,
                better=None,
                **shape,
            ),
        )


def _end_word(column: ColumnView) -> str:
    done = {
        "closed": "close",
        "shipped": "ship",
        "completed": "complete",
        "delivered": "deliver",
        "resolved": "resolve",
        "paid": "pay",
        "read": "read",
        "approved": "approve",
        "cancelled": "cancel",
        "shipping": "ship",
    }
    words = [word for word in column.words if word not in lexicon.words("dates")] or list(column.words)
    return done.get(words[-1], words[-1])


def _pair(table: TableView, time: str | None) -> tuple[ColumnView, ColumnView] | None:
    dates = [column for column in table.columns.values() if column.is_date and not column.hidden]
    ends = [column for column in dates if _is(column, "ends") and not column.has("loading")]
    starts = [
        column for column in dates if _is(column, "starts") and not (_is(column, "ends") and not _start_like(column))
    ]
    ends = [column for column in ends if not set(column.words) & {"updated", "due", "expected", "required", "last"}]
    for end in ends:
        for start in sorted(starts, key=lambda column: (not _same_rest(column, end), column.name != time)):
            if start.name != end.name and start.type == end.type and _ordered(start, end):
                return start, end
    return None


def _is(column: ColumnView, group: str) -> bool:
    return bool({*column.words, *map(singular, column.words)} & lexicon.words(group))


def _start_like(column: ColumnView) -> bool:
    return bool(set(column.words) & {"start", "created", "order", "opened", "sent"})


def _same_rest(start: ColumnView, end: ColumnView) -> bool:
    return {word for word in start.words if word not in lexicon.words("starts")} == {
        word for word in end.words if word not in lexicon.words("ends")
    }


def _ordered(start: ColumnView, end: ColumnView) -> bool:
    """As far as the extremes tell: nothing ends before it began."""
    return str(start.profile.min) <= str(end.profile.max) and str(start.profile.min) <= str(end.profile.min)
