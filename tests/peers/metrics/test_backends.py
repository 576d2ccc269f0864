"""The same questions have the same answers on DuckDB, PostgreSQL and Spark.

Spark runs where pyspark and Java are installed, and TEST_SPARK asks for it: it takes a minute.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import ibis
import pytest

import postgres_server
from query_kit import MODEL, OTHER, TABLES, TENANT, TODAY, YEAR, Company
from ringside.metrics.query.rows import Relation
from ringside.metrics.query.running import check_unique, prepare, rows_of
from ringside.metrics.query.schema import MetricQuery
from ringside.metrics.query.warehouse import Warehouse
from ringside.metrics.sources.schema import ColumnProfile, Connection, StoredTable

FEBRUARY = {"start": "2025-02-01", "end": "2025-03-01"}
JANUARY = {"start": "2025-01-01", "end": "2025-02-01"}
LAST_YEAR = {"start": "2024-01-01", "end": "2025-01-01"}
EMEA = {"ours": {"of": "revenue", "where": [{"field": "customers.state", "values": ["CA", "TX"]}]}}
QUERIES: list[dict[str, Any]] = [
    {"measures": ["revenue", "orders", "win_rate", "margin"]},
    {"measures": ["revenue"], "dimensions": ["customers.state"]},
    {"intent": "rank", "measures": ["orders"], "dimensions": ["customers.state"], "shown": ["rank"]},
    {"measures": ["revenue"], "dimensions": ["customers.name"], "each": ["customers"]},
    {"measures": ["revenue", "orders"], "time": {"period": YEAR, "grain": "month"}},
    {"measures": ["orders"], "time": {"grain": "day", "period": YEAR}},
    {"measures": ["orders"], "time": {"grain": "week", "period": YEAR}},
    {"measures": ["orders"], "time": {"grain": "half"}},
    {"measures": ["orders"], "time": {"grain": "quarter"}, "shown": ["running_total", "change"]},
    {"measures": ["orders"], "time": {"grain": "year", "period": {"start": "2024-01-01"}}, "shown": ["change"]},
    {"measures": ["revenue", "refunded", "net"], "dimensions": ["customers.state"]},
    {"measures": ["revenue", "orders"], "dimensions": ["customers.state"], "time": {"period": FEBRUARY},
     "comparison": {"period": JANUARY}},
    {"measures": ["revenue"], "time": {"period": YEAR, "grain": "month"}, "comparison": {"period": LAST_YEAR}},
    {"measures": ["buyers"], "comparison": {"to": "target"}},
    {"measures": ["orders"], "dimensions": ["reps.name"], "shown": ["share", "rank"]},
    {"measures": ["ours"], "defined": EMEA, "shown": ["share"], "time": {"period": YEAR, "grain": "month"}},
    {"measures": ["orders", "revenue"], "dimensions": ["reps.name"], "empty": True},
    {"measures": ["orders"], "time": {"period": YEAR, "grain": "week"}, "empty": True},
    {"measures": ["balance", "held"], "time": {"period": YEAR, "grain": "month"}},
    {"measures": ["orders"], "dimensions": ["helper.name"]},
    {"measures": ["avg(orders.amount)", "median(orders.amount)", "count_distinct(orders.customer_id)",
                  "min(orders.amount)", "max(orders.quantity)", "avg(orders.paid)"]},
    {"measures": ["sum(orders.amount * orders.quantity)", "avg(orders.open_seconds)"]},
    {"measures": ["avg(days_between(customers.since, orders.day))"], "dimensions": ["orders.status"]},
    {"measures": ["orders"], "dimensions": ["orders.day:weekday"]},
    {"measures": ["orders"], "dimensions": ["orders.day:month", "orders.day:year"]},
    {"measures": ["orders"], "dimensions": ["orders.placed:hour", "orders.placed:weekend"]},
    {"measures": ["orders"], "dimensions": ["orders.day:week", "orders.day:quarter", "orders.seen:day"]},
    {"measures": ["orders"], "filters": [{"field": "customers.name", "op": "contains", "values": ["NEIL", "%"]}]},
    {"measures": ["orders"], "filters": [{"field": "customers.name", "values": ["O'Neil \"X\""]},
                                          {"field": "orders.amount", "op": "between", "values": [1, 30.5]}]},
    {"measures": ["orders"], "dimensions": ["orders.status"],
     "filters": [{"field": "customers.state", "op": "not_in", "values": ["CA"]},
                 {"field": "orders.placed", "op": "<=", "values": ["2025-01-06"]}]},
    {"measures": ["revenue"], "dimensions": ["customers.state"],
     "having": [{"measure": "orders", "op": ">=", "values": [2]}]},
    {"measures": ["revenue"], "dimensions": ["orders.id"],
     "top": {"field": "customers.state", "n": 1, "measure": "revenue"}, "order": [{"by": "revenue"}], "limit": 2},
    {"intent": "list", "subject": "customers", "dimensions": ["customers.name", "customers.state"],
     "each": ["customers"]},
]  # fmt: skip


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    return Company(tmp_path_factory.mktemp("company"))


class Connected:
    """The company's tables in a warehouse of its own, asked as the engine asks connected databases."""

    def __init__(self, backend: Any, schema: str | None) -> None:
        self.warehouse = Warehouse(lambda: backend)
        connection = Connection(
            source_id="w",
            tenant_id=TENANT,
            kind="x",
            sealed="",
            schema_name=schema,
            tenant_column="_tenant",
            tenant_value=TENANT,
        )
        self.relations: dict[str, Relation] = {
            name: self.warehouse.relation(_stored(name), connection) for name in TABLES
        }

    def rows(self, query: dict[str, Any]) -> list[tuple[Any, ...]]:
        asked = MetricQuery.model_validate(query)
        statement = prepare(asked, MODEL, self.relations, TODAY, {"w": self.warehouse}, 1000)
        check_unique(statement, self.warehouse.fetch, {})
        return list(rows_of(statement, self.warehouse.fetch(statement.sql, 1001))[0])


def _stored(name: str) -> StoredTable:
    rows = TABLES[name]
    profiles = {
        field.name: ColumnProfile(
            name=field.name, header=field.name, type="text", arrow=str(field.type), rows=len(rows), nulls=0,
            distinct=0, is_unique=False,
        )
        for field in rows.schema
    }  # fmt: skip
    return StoredTable(name=name, label=name, rows=len(rows), columns=profiles)


@pytest.fixture(scope="module")
def postgres() -> Iterator[Connected]:
    try:
        with postgres_server.server() as url, postgres_server.database(url, "metrics_peer") as address:
            backend = ibis.connect(address)
            backend.raw_sql("SET TimeZone = 'America/New_York'").close()  # days must not depend on it
            for name, rows in TABLES.items():
                for tenant in (TENANT, OTHER):
                    marked = rows.append_column("_tenant", [[tenant] * len(rows)])
                    if name not in backend.list_tables():
                        backend.create_table(name, schema=ibis.Schema.from_pyarrow(marked.schema))
                    backend.insert(name, marked)
            yield Connected(backend, "public")
            backend.disconnect()
    except postgres_server.NoPostgres as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def spark(company: Company, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connected]:
    if not os.environ.get("TEST_SPARK"):
        pytest.skip("TEST_SPARK=1 asks Spark too")
    sql = pytest.importorskip("pyspark.sql")
    if shutil.which("java") is None:
        pytest.skip("Java is not installed")
    folder: Path = tmp_path_factory.mktemp("spark")
    session = (
        sql.SparkSession.builder.master("local[1]")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.warehouse.dir", str(folder))
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    for name, path in company.files.items():
        session.read.parquet(str(path)).createOrReplaceTempView(name)
    yield Connected(ibis.pyspark.connect(session), None)
    session.stop()


def same(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows to be compared: twelve digits of floats, and without the order of texts, which is each database's own."""
    plain = [tuple(float(f"{cell:.12g}") if isinstance(cell, float) else cell for cell in row) for row in rows]
    return sorted(plain, key=lambda row: [(cell is None, _sortable(cell)) for cell in row])


def _sortable(cell: Any) -> Any:
    return cell.isoformat() if isinstance(cell, date | datetime) else "" if cell is None else cell


@pytest.mark.parametrize("query", QUERIES, ids=[str(number) for number in range(len(QUERIES))])
def test_postgres_gives_the_same(company: Company, postgres: Connected, query: dict[str, Any]) -> None:
    expected = company.rows(**query)
    assert expected
    assert same(postgres.rows(query)) == same(expected)


@pytest.mark.parametrize("query", QUERIES, ids=[str(number) for number in range(len(QUERIES))])
def test_spark_gives_the_same(company: Company, spark: Connected, query: dict[str, Any]) -> None:
    assert same(spark.rows(query)) == same(company.rows(**query))
