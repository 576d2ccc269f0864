"""The engine of a server: tenants apart, limits kept, answers remembered."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from query_kit import MODEL, OTHER, TABLES, TENANT, TODAY, store
from ringside.core.files import LocalFiles
from ringside.core.settings import Settings
from ringside.metrics.model.schema import Model
from ringside.metrics.query import problems
from ringside.metrics.query.cache import Remembered
from ringside.metrics.query.engine import Engine, engine_of
from ringside.metrics.query.schema import MetricQuery, Result
from ringside.metrics.sources import connect
from ringside.metrics.sources.schema import Catalog, ColumnProfile, Connection, StoredTable

INJECTIONS = [
    "'", "''", '"', "x' OR '1'='1", f"CA' OR _tenant = '{OTHER}", f"' UNION SELECT * FROM t_{OTHER}.orders --",
    "'; DROP TABLE orders; --", "\\", "\\'", "$$", "%", "/*", "א'ב", "{0}", ":x", "?",
]  # fmt: skip


def catalog(version: str = "1") -> Catalog:
    tables = {}
    for name, rows in TABLES.items():
        profiles = {
            field.name: ColumnProfile(
                name=field.name, header=field.name, type="text", arrow=str(field.type), rows=len(rows), nulls=0,
                distinct=len(rows), is_unique=field.name == "id",
            )
            for field in rows.schema
        }  # fmt: skip
        tables[name] = StoredTable(name=name, label=name, rows=len(rows), columns=profiles, files=(f"{name}.parquet",))
    return Catalog(version=version, tables=tables)


class Server:
    """An engine over the files of two tenants."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        for tenant in (TENANT, OTHER):
            (folder / "files" / tenant).mkdir(parents=True, exist_ok=True)
        # Each file holds rows that are marked as another's, as if files had been mixed up.
        store(folder / "files" / TENANT, TENANT)
        store(folder / "files" / OTHER, OTHER)
        self.folder = folder
        self.engine = Engine(Settings(data=folder, metrics_threads=1, **settings), LocalFiles(folder / "files"))

    async def ask(
        self, tenant: str = TENANT, known: Catalog | None = None, model: Model = MODEL, **query: Any
    ) -> Result:
        return await self.engine.run(tenant, known or catalog(), model, MetricQuery.model_validate(query), TODAY)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Server:
    return Server(tmp_path_factory.mktemp("server"))


def run(work: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(work)


def test_the_answer_carries_how_it_was_computed(server: Server) -> None:
    result = run(server.ask(measures=["revenue"], dimensions=["customers.state"]))
    assert result.rows == (("CA", 30.4), ("TX", 30.0), (None, 13.5))
    assert (result.tables, result.scanned, result.data_version) == (("orders", "customers"), 8, "1")
    assert result.sql.count(f"'{TENANT}'") == 2
    assert [(c.label, c.format, c.unit) for c in result.columns] == [
        ("state", "category", None),
        ("Revenue", "money", "EUR"),
    ]


def test_each_tenant_sees_its_own_rows_only(server: Server) -> None:
    for tenant in (TENANT, OTHER):
        assert run(server.ask(tenant, measures=["orders"])).rows == ((8,),)
    rows = pq.read_table(server.folder / "files" / OTHER / "orders.parquet")
    assert rows.num_rows == 16  # the other half is marked as the first tenant's


@pytest.mark.parametrize("text", INJECTIONS)
def test_a_value_is_only_ever_a_value(server: Server, text: str) -> None:
    for operator in ("in", "contains", "starts_with", "not_in"):
        where = [{"field": "customers.state", "op": operator, "values": [text]}]
        result = run(server.ask(measures=["orders"], filters=where))
        assert result.rows[0][0] in ({8} if operator == "not_in" else {0})
    defined = {"some": {"of": "orders", "label": text, "where": [{"field": "reps.team", "values": [text]}]}}
    assert run(server.ask(measures=["some"], defined=defined)).rows == ((0,),)


def test_a_value_that_no_text_can_be_is_refused(server: Server) -> None:
    with pytest.raises(problems.UnusableValue):
        run(server.ask(measures=["orders"], filters=[{"field": "customers.state", "values": ["C\x00A"]}]))


@pytest.mark.parametrize(
    "name", ['orders" --', "avg(orders.amount) FROM x --", "sum(orders.amount'))", "_tenant", "t.orders"]
)
def test_a_name_is_only_ever_a_name_of_the_model(server: Server, name: str) -> None:
    with pytest.raises(problems.CannotAnswer):
        run(server.ask(measures=[name]))


def test_the_same_question_is_remembered_until_the_data_or_model_changes(server: Server) -> None:
    first = run(server.ask(measures=["cost"]))
    again = run(server.ask(measures=["cost"]))
    assert (first.cached, again.cached, again.rows) == (False, True, first.rows)
    assert not run(server.ask(known=catalog("2"), measures=["cost"])).cached
    assert not run(server.ask(OTHER, measures=["cost"])).cached
    other = MODEL.model_copy(update={"name": "Another"})
    assert not run(server.ask(model=other, measures=["cost"])).cached


def test_more_rows_than_may_be_shown_are_cut_off_and_said(tmp_path: Path) -> None:
    server = Server(tmp_path, metrics_rows=3)
    cut = run(server.ask(measures=["orders"], dimensions=["orders.id"]))
    assert (len(cut.rows), cut.truncated) == (3, True)
    assert not run(server.ask(measures=["orders"], dimensions=["orders.id"], limit=3)).truncated
    assert not run(server.ask(measures=["orders"], dimensions=["reps.team"], limit=100)).truncated


def test_no_data_and_lost_files_are_said(server: Server) -> None:
    with pytest.raises(problems.NoData):
        run(server.ask(known=Catalog(version="0", tables={}), measures=["orders"]))
    lost = catalog("lost")
    gone = lost.tables["orders"].model_copy(update={"files": ("gone.parquet",)})
    with pytest.raises(problems.NoData):
        run(server.ask(known=lost.model_copy(update={"tables": {"orders": gone}}), measures=["orders"]))


def held(server: Server, until: threading.Event) -> Callable[..., None]:
    """Makes each question wait in its thread, as one over very much data does, until told or interrupted."""
    duck = server.engine._opened()
    real = duck.fetch

    def slow(sql: str, most: int) -> list[Any]:
        until.wait(10)
        return real(sql, most)

    duck.fetch = slow  # type: ignore[method-assign]
    return lambda: setattr(duck, "fetch", real)


def test_a_crowd_is_told_to_come_back(tmp_path: Path) -> None:
    server = Server(tmp_path, metrics_askers=1, metrics_waiting=1)
    go = threading.Event()
    held(server, go)

    async def crowd() -> list[Any]:
        first = asyncio.create_task(server.ask(measures=["orders"]))
        await asyncio.sleep(0)
        second = asyncio.create_task(server.ask(measures=["won"]))
        await asyncio.sleep(0)
        third = asyncio.create_task(server.ask(measures=["revenue"]))
        await asyncio.wait([third])
        go.set()
        return await asyncio.gather(first, second, third, return_exceptions=True)

    first, second, third = run(crowd())
    assert (first.rows, second.rows) == (((8,),), ((5,),))
    assert isinstance(third, problems.Busy)
    assert third.headers["Retry-After"] == "5"


LONG = "SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE (a.range * b.range) % 7 = 1"


def test_what_takes_too_long_is_interrupted_and_the_thread_is_free_again(tmp_path: Path) -> None:
    server = Server(tmp_path, metrics_askers=1, metrics_seconds=0.3)
    run(server.ask(measures=["orders"]))  # everything is loaded by now
    duck = server.engine._opened()
    real = duck.fetch
    duck.fetch = lambda sql, most: real(LONG, most)  # type: ignore[method-assign]
    with pytest.raises(problems.TookTooLong):
        run(server.ask(measures=["won"]))
    duck.fetch = real  # type: ignore[method-assign]
    assert run(server.ask(measures=["won"])).rows == ((5,),)


def test_nobody_waiting_any_more_stops_the_work(tmp_path: Path) -> None:
    server = Server(tmp_path, metrics_askers=1)
    run(server.ask(measures=["orders"]))
    duck = server.engine._opened()
    real, begun = duck.fetch, threading.Event()

    def long(sql: str, most: int) -> list[Any]:
        begun.set()
        return real(LONG, most)

    duck.fetch = long  # type: ignore[method-assign]

    async def left() -> None:
        task = asyncio.create_task(server.ask(measures=["won"]))
        await asyncio.to_thread(begun.wait, 5)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    run(left())
    duck.fetch = real  # type: ignore[method-assign]
    assert run(server.ask(measures=["won"])).rows == ((5,),)


def test_too_little_memory_is_said(tmp_path: Path) -> None:
    server = Server(tmp_path, metrics_memory="30MB")
    duck = server.engine._opened()
    real = duck.fetch
    hungry = "SELECT list(range) FROM range(20000000)"  # cannot be spilled to disk
    duck.fetch = lambda sql, most: real(hungry, most)  # type: ignore[method-assign]
    with pytest.raises(problems.TooMuchData):
        run(server.ask(measures=["orders"]))


def test_the_database_opens_nothing_but_the_data_folder(server: Server, tmp_path: Path) -> None:
    import duckdb  # noqa: PLC0415

    cursor = server.engine._opened().cursor()
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    for statement in (f"SELECT * FROM '{secret}'", f"COPY (SELECT 1) TO '{secret}'", f"ATTACH '{tmp_path}/x.db'"):
        with pytest.raises(duckdb.PermissionException):
            cursor.execute(statement)
    with pytest.raises(duckdb.Error):
        cursor.execute("SET enable_external_access = true")


def test_memory_for_answers_is_bounded_and_shared_out() -> None:
    kept: Remembered[str] = Remembered(8)
    kept.put("a", "large", "x", 3)  # more than a tenant's quarter
    kept.put("a", "1", "x", 1)
    kept.put("a", "2", "x", 1)
    kept.get("a", "1")
    kept.put("a", "3", "x", 1)
    assert [kept.get("a", key) for key in ("large", "1", "2", "3")] == [None, "x", None, "x"]
    for tenant in "bcde":
        kept.put(tenant, "1", "x", 2)
    assert (kept.get("a", "1"), kept.get("e", "1")) == (None, "x")


def test_a_connected_database_is_asked_by_the_same_plan(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ibis  # noqa: PLC0415

    backend = ibis.duckdb.connect()
    stored = server.folder / "files" / TENANT / "orders.parquet"
    backend.raw_sql(f"CREATE TABLE o AS SELECT id, amount AS \"Net Amount\", _tenant AS firm FROM '{stored}'")
    monkeypatch.setattr(connect, "backend", lambda connection, settings: backend)
    connection = Connection(
        source_id="w", tenant_id=TENANT, kind="duckdb", sealed="", schema_name="main", tenant_column="firm",
        tenant_value=TENANT,
    )  # fmt: skip
    columns = {
        name: ColumnProfile(
            name=name, header=header, type="text", arrow="", rows=8, nulls=0, distinct=8, is_unique=False
        )
        for name, header in {"id": "id", "amount": "Net Amount"}.items()
    }
    orders = StoredTable(name="orders", label="o", remote="o", rows=8, columns=columns, connection=connection)
    known = catalog("w").model_copy(update={"tables": catalog().tables | {"orders": orders}})
    asked = Server(tmp_path)
    result = run(asked.ask(known=known, measures=["revenue", "orders"]))
    assert (result.rows, result.scanned, result.cached) == (((73.9, 8),), 8, False)
    assert f"\"firm\" = '{TENANT}'" in result.sql
    with pytest.raises(problems.CannotAnswer):  # its customers are in our own database
        run(asked.ask(known=known, measures=["revenue"], dimensions=["customers.state"]))


def test_a_closed_engine_leaves_nothing_behind_and_is_not_handed_out_again(tmp_path):
    server = Server(tmp_path)
    engine = engine_of(Settings(data=tmp_path), server.engine._files)
    server.engine = engine
    run(server.ask(measures=["revenue"]))
    spilled = Path(engine._spilled.name)
    assert spilled.exists()
    engine.close()
    assert not spilled.exists()
    assert engine_of(Settings(data=tmp_path), engine._files) is not engine
