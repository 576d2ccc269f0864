"""A small company as Parquet files, its model, and a way to ask it: for tests of queries."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from ringside.metrics.model.schema import Model
from ringside.metrics.query.engine import run_local
from ringside.metrics.query.schema import MetricQuery, Result

TENANT, OTHER = "a" * 32, "b" * 32
TODAY = date(2025, 3, 15)
YEAR = {"start": "2025-01-01", "end": "2026-01-01"}


def money(*amounts: str | None) -> pa.Array:
    return pa.array([None if amount is None else Decimal(amount) for amount in amounts], pa.decimal128(18, 2))


TABLES = {
    "orders": pa.table(
        {
            "id": [1, 2, 3, 4, 5, 6, 7, 8],
            "day": [
                date(2024, 2, 29),
                date(2024, 12, 30),
                date(2025, 1, 5),
                date(2025, 1, 20),
                date(2025, 2, 3),
                date(2025, 2, 9),
                date(2025, 3, 1),
                None,
            ],
            "customer_id": [1, 1, 1, 2, 3, None, 2, 3],
            "rep_id": [1, 1, 2, 2, 2, 1, None, 1],
            "helper_id": [2, None, 1, 1, 2, 2, 1, None],
            "amount": money("0.30", "10.10", "20.00", "30.00", "5.50", "7.00", None, "1.00"),
            "cost": money("0.10", "6.00", "15.00", "10.00", None, "7.00", None, "0.00"),
            "quantity": [1, 1, 2, 3, 1, 2, 1, 1],
            "status": ["won", "won", "won", "lost", "won", None, "open", "won"],
            "paid": [True, True, False, None, True, False, False, True],
            "placed": [datetime(2025, 1, day, 21 - day, 30, 15, 250_000) for day in range(1, 9)],
            "closed": [datetime(2025, 1, d + 1, 0, 0) for d in range(1, 9)],
            "seen": pa.array([datetime(2025, 1, 1, 23, 30)] * 8, pa.timestamp("us", "UTC")),
        }
    ),
    "customers": pa.table(
        {
            "id": [1, 2, 3, 4],
            "name": ["Ann", 'O\'Neil "X"', "Ann", "Zed"],
            "state": ["CA", "TX", None, "NY"],
            "since": [date(2023, 5, 1), date(2024, 6, 1), date(2025, 1, 1), date(2025, 2, 2)],
        }
    ),
    "reps": pa.table({"id": [1, 2, 3], "name": ["Dana", "Gil", "Noa"], "team": ["East", "West", "West"]}),
    "refunds": pa.table(
        {
            "id": [1, 2, 3],
            "order_id": [3, 4, 4],
            "day": [date(2025, 1, 15), date(2025, 2, 2), date(2025, 2, 20)],
            "refund": money("1.50", "3.00", "0.50"),
        }
    ),
    "targets": pa.table({"state": ["CA", "TX", "WA"], "day": [date(2025, 1, 1)] * 3, "target": money("40", "20", "9")}),
    "balances": pa.table(
        {
            "day": [date(2025, 1, 30), date(2025, 1, 31), date(2025, 1, 31), date(2025, 2, 10), date(2025, 2, 28)],
            "customer_id": [1, 1, 2, 2, 1],
            "balance": money("100.00", "110.00", "50.00", "70.00", "120.00"),
        }
    ),
}
_MONEY, _DATES = ("amount", "cost", "refund", "balance", "target"), ("day", "since")
_CATEGORIES, _MOMENTS = ("status", "state", "team"), ("placed", "closed", "seen")
COLUMNS = (
    dict.fromkeys(_MONEY, "money")
    | dict.fromkeys(_DATES, "date")
    | dict.fromkeys(_MOMENTS, "datetime")
    | dict.fromkeys(_CATEGORIES, "category")
    | {"paid": "flag", "quantity": "number", "name": "text"}
)


def table(name: str, **more: Any) -> dict[str, Any]:
    columns = {column: {"type": COLUMNS.get(column, "id")} for column in TABLES[name].column_names}
    return {"columns": columns | more.pop("columns", {}), **more}


DEFINITION: dict[str, Any] = {
    "currency": "EUR",
    "tables": {
        "orders": table(
            "orders",
            time="day",
            key=["id"],
            joins=[
                {"to": "customers", "on": ["customer_id"]},
                {"to": "reps", "on": ["rep_id"]},
                {"to": "reps", "on": ["helper_id"], "role": "helper",
                 "where": [{"field": "orders.status", "values": ["won"]}]},
            ],
            columns={"open_seconds": {"type": "number", "expr": "seconds_between(placed, closed)"}},
        ),
        "customers": table("customers", key=["id"], time="since"),
        "reps": table("reps", key=["id"]),
        "refunds": table("refunds", key=["id"], time="day", joins=[{"to": "orders", "on": ["order_id"]}]),
        "targets": table("targets", time="day"),
        "balances": table("balances", time="day", joins=[{"to": "customers", "on": ["customer_id"]}]),
    },
    "measures": {
        "revenue": {"label": "Revenue", "table": "orders", "agg": "sum", "of": "orders.amount", "format": "money"},
        "cost": {"table": "orders", "agg": "sum", "of": "orders.cost", "format": "money"},
        "orders": {"table": "orders", "agg": "count", "format": "integer"},
        "won": {"table": "orders", "agg": "count", "where": [{"field": "orders.status", "values": ["won"]}]},
        "win_rate": {"formula": "won / orders", "format": "percent"},
        "margin": {"formula": "(revenue - cost) / revenue", "format": "percent"},
        "refunded": {"table": "refunds", "agg": "sum", "of": "refunds.refund", "format": "money"},
        "net": {"formula": "revenue - refunded", "format": "money"},
        "buyers": {"table": "orders", "agg": "count_distinct", "of": "orders.customer_id", "target": 4},
        "target": {"table": "targets", "agg": "sum", "of": "targets.target", "format": "money"},
        "attained": {"formula": "revenue / target", "format": "percent"},
        "balance": {"table": "balances", "agg": "sum", "of": "balances.balance", "snapshot": True},
        "held": {"table": "balances", "agg": "sum", "of": "balances.balance", "snapshot": True,
                 "snapshot_of": ["customer_id"]},
    },
}  # fmt: skip
MODEL = Model.model_validate(DEFINITION)


def store(folder: Path, tenant: str = TENANT, tables: dict[str, pa.Table] | None = None) -> dict[str, Path]:
    """The tables as files, with rows of another tenant among them, which no answer may show."""
    files = {}
    for name, rows in (TABLES if tables is None else tables).items():
        own = rows.append_column("_tenant", pa.array([tenant] * len(rows)))
        foreign = rows.append_column("_tenant", pa.array([TENANT if tenant == OTHER else OTHER] * len(rows)))
        files[name] = folder / f"{name}.parquet"
        pq.write_table(pa.concat_tables([own, foreign]), files[name])
    return files


class Company:
    """Asks questions of the files, and the same by hand."""

    def __init__(self, folder: Path) -> None:
        self.files = store(folder)
        self._by_hand = duckdb.connect()
        self._by_hand.execute("SET TimeZone = 'UTC'")
        for name, path in self.files.items():
            self._by_hand.execute(f"CREATE VIEW {name} AS SELECT * FROM '{path}' WHERE _tenant = '{TENANT}'")

    def ask(self, model: Model = MODEL, **query: Any) -> Result:
        return run_local(self.files, model, MetricQuery.model_validate(query), TODAY, TENANT)

    def rows(self, **query: Any) -> list[tuple[Any, ...]]:
        return list(self.ask(**query).rows)

    def by_hand(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of plain SQL, decimals as floats like in an answer."""
        found = self._by_hand.execute(sql).fetchall()
        return [tuple(float(cell) if isinstance(cell, Decimal) else cell for cell in row) for row in found]
