"""Laws that hold for any rows: parts add up to the whole, in and not in take in everything, shares add up to one."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from query_kit import MODEL, TABLES, TENANT, TODAY, store
from ringside.metrics.model.schema import Calendar
from ringside.metrics.query.calendar import start_of, step
from ringside.metrics.query.engine import run_local
from ringside.metrics.query.schema import Grain, MetricQuery

STATES = ["won", "lost", "open", None]
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "day": st.none() | st.dates(date(2024, 1, 1), date(2025, 3, 1)),
            "customer_id": st.none() | st.integers(1, 5),  # there is no customer 5
            "amount": st.none() | st.decimals(-999, 999, places=2),
            "status": st.sampled_from(STATES),
        }
    ),
    max_size=12,
)
fewer = settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)  # each example is several questions; making one smaller would take minutes


class Asked:
    """Answers over these orders."""

    def __init__(self, orders: list[dict[str, Any]]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="ringside-laws-")
        blank = {name: [None] * len(orders) for name in TABLES["orders"].column_names}
        columns = (
            blank | {"id": list(range(len(orders)))} | {n: [row[n] for row in orders] for n in (orders or [{}])[0]}
        )
        rows = pa.table(columns, schema=TABLES["orders"].schema)
        self._files = store(Path(self._folder.name), tables=TABLES | {"orders": rows})

    def __call__(self, **query: Any) -> list[tuple[Any, ...]]:
        return list(run_local(self._files, MODEL, MetricQuery.model_validate(query), TODAY, TENANT).rows)


def total(rows: list[tuple[Any, ...]], place: int = -1) -> float:
    return float(sum(Decimal(str(row[place])) for row in rows if row[place] is not None))


@fewer
@given(ROWS)
def test_parts_add_up_to_the_whole(orders: list[dict[str, Any]]) -> None:
    ask = Asked(orders)
    ((revenue, count),) = ask(measures=["revenue", "orders"])
    for by in ({"dimensions": ["customers.state"]}, {"dimensions": ["orders.status"]}, {"time": {"grain": "month"}},
               {"dimensions": ["orders.day:weekday", "customers.name"], "each": ["customers"]}):  # fmt: skip
        rows = ask(measures=["revenue", "orders"], **by)
        assert total(rows) == count == len(orders)
        assert total(rows, -2) == pytest.approx(revenue or 0, abs=1e-9)


@fewer
@given(ROWS, st.lists(st.sampled_from(["won", "lost", "none such"]), max_size=3))
def test_in_and_not_in_take_in_every_row_once(orders: list[dict[str, Any]], values: list[str]) -> None:
    ask = Asked(orders)
    for op, opposite in (("in", "not_in"), ("contains", "not_contains")):
        counts = [
            ask(measures=["orders"], filters=[{"field": "orders.status", "op": each, "values": values}])[0][0]
            for each in (op, opposite)
        ]
        assert sum(counts) == len(orders)


@fewer
@given(ROWS)
def test_shares_add_up_to_one_and_changes_to_the_change(orders: list[dict[str, Any]]) -> None:
    ask = Asked(orders)
    rows = ask(measures=["orders"], dimensions=["customers.state"], shown=["share"])
    assert not orders or total(rows) == pytest.approx(1)
    periods: dict[str, Any] = {
        "time": {"period": {"start": "2025-01-01", "end": "2025-07-01"}},
        "comparison": {"period": {"start": "2024-01-01", "end": "2024-07-01"}},
    }
    ((_, _, change, _),) = ask(measures=["revenue"], **periods)
    parts = ask(measures=["revenue"], dimensions=["customers.state"], **periods)
    if change is not None:
        assert sum(part[3] or 0 for part in parts) == pytest.approx(change, abs=1e-9)


@given(
    st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    st.sampled_from(["day", "week", "month", "quarter", "half", "year"]),
    st.builds(
        Calendar, fiscal_year_starts=st.integers(1, 12), week_starts=st.sampled_from(["monday", "sunday", "saturday"])
    ),
    st.booleans(),
)
def test_every_day_is_in_the_one_period_that_begins_on_or_before_it(
    day: date, grain: Grain, calendar: Calendar, fiscal: bool
) -> None:
    start = start_of(day, grain, calendar, fiscal)
    assert start <= day < step(start, grain)
    assert start_of(start, grain, calendar, fiscal) == start
    assert start_of(start - timedelta(days=1), grain, calendar, fiscal) == step(start, grain, -1)
