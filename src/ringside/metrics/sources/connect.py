"""Warehouses that are asked where they are: their address checked and sealed, opened read-only, and looked at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from ringside.core.errors import Invalid
from ringside.core.seal import seal, unseal
from ringside.core.settings import Settings
from ringside.metrics.sources.loads import Loaded
from ringside.metrics.sources.raw import MOST_TABLES, Notes, Raw, Unreadable
from ringside.metrics.sources.schema import Catalog, Connection, LoadedTable, Problem, Report, StoredTable
from ringside.metrics.sources.schemas import NewConnection

if TYPE_CHECKING:
    import pyarrow as pa

KINDS = {
    "postgres": "postgres", "postgresql": "postgres", "redshift": "postgres", "mysql": "mysql", "mssql": "mssql",
    "clickhouse": "clickhouse", "trino": "trino", "snowflake": "snowflake", "bigquery": "bigquery",
    "databricks": "databricks", "oracle": "oracle", "pyspark": "pyspark",
}  # fmt: skip
"""Backends by scheme. Those that would read files of this machine (duckdb, sqlite, csv) are uploaded instead."""
PARAMETERS = frozenset(
    {"schema", "sslmode", "secure", "warehouse", "role", "catalog", "database", "account", "http_path", "timezone"}
)
"""What an address may say beside its parts; drivers know others that read files or switch checks off."""
SECONDS = 60


class BadAddress(Invalid):
    slug, title = "bad-address", "This is no address of a database that can be connected"


class HostNotAllowed(Invalid):
    slug, title = "host-not-allowed", "Who runs Ringside does not allow connections to this host"


@dataclass(frozen=True, slots=True)
class Warehouse:
    """What is to be looked at, with the address in the open: never kept, never logged."""

    connection: Connection
    settings: Settings
    tables: tuple[str, ...]
    copy: bool


def check(url: str, settings: Settings) -> str:
    """The kind of database of an address. Raises BadAddress, HostNotAllowed."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        raise BadAddress("Write it like postgresql://user:password@host:5432/database.") from None
    kind = KINDS.get(parts.scheme)
    if kind is None:
        known = ", ".join(sorted(set(KINDS.values())))
        raise BadAddress(f"It must begin with one of {known}, as in postgresql://user:password@host:5432/database.")
    if not host or re.search(r"[\s\x00-\x1f]", url):
        raise BadAddress("Write it like postgresql://user:password@host:5432/database.")
    if odd := sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)} - PARAMETERS):
        raise BadAddress(f"These parameters are not accepted: {', '.join(odd)[:200]}.")
    if settings.metrics_warehouse_hosts and host not in settings.metrics_warehouse_hosts:
        raise HostNotAllowed
    return kind


def sealed(body: NewConnection, settings: Settings, tenant_id: str, source_id: str) -> dict[str, Any]:
    """What is kept of a connection: everything but its address in the open. Raises BadAddress, HostNotAllowed."""
    kind = check(body.url, settings)
    connection = Connection(
        source_id=source_id,
        tenant_id=tenant_id,
        kind=kind,
        sealed=seal(settings, body.url, *_place(tenant_id, source_id)),
        schema_name=body.schema_name,
        tenant_column=body.tenant_column,
        tenant_value=body.tenant_value,
    )
    return {"connection": connection.model_dump(), "tables": body.tables, "copy": body.mode == "copy"}


def warehouse(kept: dict[str, Any], settings: Settings) -> Warehouse:
    """What `sealed` kept."""
    connection = Connection.model_validate(kept["connection"])
    return Warehouse(connection, settings, tuple(kept["tables"]), bool(kept["copy"]))


def backend(connection: Connection, settings: Settings) -> Any:
    """An Ibis backend on a warehouse, read-only and with a time limit where the database has them. Blocks."""
    import ibis  # noqa: PLC0415

    url = unseal(settings, connection.sealed, *_place(connection.tenant_id, connection.source_id))
    check(url, settings)  # the list of hosts may have changed since
    url = re.sub(r"^(postgresql|redshift)://", "postgres://", url)
    more: dict[str, Any] = {}
    if connection.kind == "postgres":
        limits = f"-c default_transaction_read_only=on -c statement_timeout={SECONDS * 1000}"
        more = {"options": limits, "connect_timeout": 10}
    return ibis.connect(url, **more)


def look(asked: Warehouse, into: Path, **common: Any) -> Loaded:
    """The tables of a warehouse: profiled where they are, or copied here. Raises Unreadable."""
    from ringside.metrics.sources import loading  # noqa: PLC0415

    connection = asked.connection
    try:
        opened = backend(connection, asked.settings)
        try:
            found = list(asked.tables) or sorted(opened.list_tables(database=connection.schema_name))
            if len(found) > MOST_TABLES:
                raise Unreadable(connection.kind, "too-many-tables", most=MOST_TABLES)
            if asked.copy:
                return loading.load_raws(_copied(opened, connection, found), into, **common)
            return _profiled(opened, connection, found, into, **common)
        finally:
            opened.disconnect()
    except Unreadable:
        raise
    except ImportError:
        raise Unreadable(connection.kind, "driver-missing", kind=connection.kind) from None
    except Exception as error:
        # Drivers have no error in common, and some name user and host in theirs.
        raise Unreadable(connection.kind, "unreachable", error=type(error).__name__) from None


def _place(tenant_id: str, source_id: str) -> tuple[str, ...]:
    return (tenant_id, "metrics_sources", "connection", source_id)


def _copied(opened: Any, connection: Connection, found: list[str]) -> Iterator[Raw]:
    from ringside.metrics.sources import columnar, remote  # noqa: PLC0415

    for name in found:
        table = remote.table(opened, connection, name)
        notes = Notes(name)
        batches: Iterator[pa.RecordBatch] = iter(table.to_pyarrow_batches(chunk_size=50_000))
        plain = columnar.numbered(table.schema().to_pyarrow(), batches, notes)
        yield Raw(name, list(table.columns), plain, notes, loose=False)


def _profiled(
    opened: Any, connection: Connection, found: list[str], into: Path, *, tenant: str, source: str, version: int,
    taken: tuple[str, ...] = (),
) -> Loaded:  # fmt: skip
    from ringside.metrics.sources import loading, names, remote  # noqa: PLC0415

    into.mkdir(parents=True, exist_ok=True)
    tables: dict[str, StoredTable] = {}
    problems: list[Problem] = []
    for real in found:
        name = names.unique(names.clean(real, "table"), (*tables, *taken))
        try:
            table = remote.table(opened, connection, real)
            columns, texts = remote.profile(table)
        except Exception:  # one view without rights shall not keep the others out
            problems.append(Problem(what="unreachable", severity="error", table=real[:200]))
            continue
        values = loading.values_file(into, source, version, name, texts)
        rows = next((column.rows for column in columns.values()), 0)
        tables[name] = StoredTable(
            name=name, label=real, rows=rows, columns=columns, values=values, source_id=source, remote=real,
            connection=connection,
        )  # fmt: skip
    listed = tuple(
        LoadedTable(name=t.name, label=t.label, rows=t.rows, columns=len(t.columns)) for t in tables.values()
    )
    report = Report(tables=listed, problems=tuple(problems))
    return Loaded(Catalog(version=f"{source}-{version}", tables=tables), report)
