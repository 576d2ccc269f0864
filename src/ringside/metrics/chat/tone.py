"""How people sound over time: in what they ask, and in the notes that came with the data."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal

from pydantic import BaseModel, Field

from ringside.core.errors import AppError
from ringside.dialogue import sentiment
from ringside.metrics import service
from ringside.metrics.chat.usage import DAY, EVERYBODY
from ringside.metrics.mcp.listing import label
from ringside.metrics.model import reach
from ringside.metrics.query.schema import MetricQuery, Order, Period, Result, Time
from ringside.metrics.service import Asker, Desk, Numbers
from ringside.metrics.sources.schema import ColumnProfile
from ringside.metrics.store import Item, Store

Grain = Literal["day", "week", "month"]
MOST_NOTES = 2_000
"""Notes of one column that are read for one answer, the latest first."""
_MOST_COLUMNS = 6
_A_SENTENCE = 4
"""Words that a text has on average before it counts as a note; names and labels have fewer."""


class TonePoint(BaseModel):
    """The mean tone of what was written in one period, from -1, displeased, to 1, pleased."""

    start: date
    tone: float
    count: int


class NotesTone(BaseModel):
    """The tone of one column of notes."""

    field: str
    label: str
    points: list[TonePoint]
    read: int
    more: bool = Field(description="There were more notes than could be read; the latest were.")


class ToneOut(BaseModel):
    since: date
    until: date
    grain: Grain
    messages: list[TonePoint]
    notes: list[NotesTone]


async def over_time(
    desk: Desk, asker: Asker, store: Store, since: date, until: date, grain: Grain, user_id: str | None
) -> ToneOut:
    """The tone of messages, of one person or of all, and of notes in the data, between these days, both included."""
    end = until + timedelta(days=1)
    days = await store.all(DAY, EVERYBODY, since=f"{since:%Y%m%d}", until=f"{end:%Y%m%d}")
    messages = _messages([item for item in days if user_id in {None, item.user_id}], grain)
    try:
        numbers = await service.load(desk, asker)
    except service.NoNumbers:
        return ToneOut(since=since, until=until, grain=grain, messages=messages, notes=[])
    notes = [
        told
        for table, column in note_columns(numbers)[:_MOST_COLUMNS]
        if (told := await _notes(desk, asker, numbers, table, column, Period(start=since, end=end), grain))
    ]
    return ToneOut(since=since, until=until, grain=grain, messages=messages, notes=notes)


def note_columns(numbers: Numbers) -> list[tuple[str, str]]:
    """The columns in which people wrote sentences, of tables that say when."""
    found = []
    for name, table in numbers.model.tables.items():
        stored = numbers.catalog.tables.get(table.source or name)
        if stored is None or table.time is None or table.hidden:
            continue
        for column, about in table.columns.items():
            profile = stored.columns.get(column)
            if profile is not None and about.type == "text" and not about.hidden and _is_prose(profile):
                found.append((name, column))
    return found


def _is_prose(profile: ColumnProfile) -> bool:
    texts = [str(value) for value in profile.sample if value]
    return bool(texts) and sum(len(text.split()) for text in texts) / len(texts) >= _A_SENTENCE


async def _notes(
    desk: Desk, asker: Asker, numbers: Numbers, table: str, column: str, period: Period, grain: Grain
) -> NotesTone | None:
    field = reach.Field(reach.Node(table), column).path
    count = f"count({table})"
    query = MetricQuery(
        intent="list",
        subject=table,
        measures=(count,),
        dimensions=(field,),
        time=Time(period=period, grain=grain),
        order=(Order(by="period"),),
        limit=MOST_NOTES,
    )
    try:
        today = period.end or date.max  # which only matters to a query that shows empty periods
        result = await desk.engine.run(asker.tenant_id, numbers.catalog, numbers.model, query, today)
    except AppError:  # one column that cannot be read does not hide the others
        return None
    points = await asyncio.to_thread(_read, result, field, count)
    about = numbers.model.tables[table].columns[column]
    read = sum(point.count for point in points)
    more = result.truncated or len(result.rows) >= MOST_NOTES
    return NotesTone(field=field, label=label(about, column, asker.language), points=points, read=read, more=more)


def _read(result: Result, field: str, count: str) -> list[TonePoint]:
    names = [column.name for column in result.columns]
    when, what, times = names.index("period"), names.index(field), names.index(count)
    rows = ((row[when], sentiment.read(str(row[what])), int(row[times] or 0)) for row in result.rows if row[what])
    return _points((start, tone.value * times, times) for start, tone, times in rows if tone is not None and start)


def _messages(days: Sequence[Item], grain: Grain) -> list[TonePoint]:
    toned = [item for item in days if item.body.get("toned")]
    return _points((_start(item.at.date(), grain), item.body["tone"], int(item.body["toned"])) for item in toned)


def _points(parts: Iterable[tuple[date, float, int]]) -> list[TonePoint]:
    totals: dict[date, tuple[float, int]] = defaultdict(lambda: (0.0, 0))
    for start, tone, times in parts:
        total, count = totals[start]
        totals[start] = total + tone, count + times
    return [
        TonePoint(start=start, tone=round(total / count, 3), count=count)
        for start, (total, count) in sorted(totals.items())
        if count
    ]


def _start(day: date, grain: Grain) -> date:
    if grain == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if grain == "week" else day
