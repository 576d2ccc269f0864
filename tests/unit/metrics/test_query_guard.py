"""What the last look at a statement lets through, and what it stops."""

from __future__ import annotations

import pytest

from query_kit import OTHER, TENANT
from ringside.metrics.query.guard import Allowed, check
from ringside.metrics.query.problems import Unguarded

OURS = (
    Allowed("t", "orders", "_tenant", TENANT),
    Allowed("t", "reps", "_tenant", TENANT),
    Allowed("t", "rates", None, TENANT),
)
MINE = f"_tenant = '{TENANT}'"
THEIRS = f"_tenant = '{OTHER}'"

FINE = [
    f"SELECT sum(a) FROM t.orders WHERE {MINE}",
    f'SELECT * FROM (SELECT a FROM "t"."orders" AS o WHERE "o"."_tenant" = \'{TENANT}\' AND a > 1) x',
    f"SELECT 1 FROM t.orders o WHERE ((o.{MINE}) AND (a = 1 OR b = 2))",
    f"WITH x AS (SELECT a FROM t.orders WHERE {MINE}) SELECT * FROM x UNION_ALL JOIN x y ON true",
    f"SELECT * FROM (SELECT a FROM t.orders WHERE {MINE} UNION ALL SELECT b FROM t.reps WHERE '{TENANT}' = _tenant) u",
    f"SELECT a FROM t.orders o JOIN t.reps r ON r.id = o.id WHERE o.{MINE} AND r.{MINE}",
    f"SELECT a FROM t.orders WHERE {MINE} AND a IN (SELECT b FROM t.reps WHERE {MINE})",
    "SELECT rate FROM t.rates",
]
STOPPED = [
    "SELECT sum(a) FROM t.orders",
    f"SELECT sum(a) FROM t.orders WHERE {THEIRS}",
    f"SELECT sum(a) FROM t.orders WHERE {MINE} OR true",
    f"SELECT sum(a) FROM t.orders WHERE NOT ({MINE})",
    f"SELECT sum(a) FROM t.orders WHERE ({MINE} OR {THEIRS}) AND a = 1",
    f"SELECT sum(a) FROM t.orders WHERE CASE WHEN {MINE} THEN true ELSE true END",
    f"SELECT sum(a) FROM t.orders WHERE _tenant <> '{OTHER}'",
    f"SELECT sum(a) FROM t.orders WHERE _tenant = lower('{TENANT}')",
    f"SELECT sum(a) FROM t.orders WHERE _tenant = \"{TENANT}\"",
    f"SELECT sum(a) FROM t.orders WHERE other = '{TENANT}'",
    f"SELECT sum(a) FROM t.orders HAVING {MINE}",
    f"SELECT a FROM t.orders WHERE {MINE} UNION ALL SELECT a FROM t.orders",
    f"SELECT * FROM (SELECT a FROM t.orders WHERE {MINE} UNION ALL SELECT a FROM t.orders) u",
    f"SELECT * FROM (SELECT * FROM t.orders) o WHERE {MINE}",
    f"SELECT a FROM t.orders o JOIN t.reps r ON r.id = o.id WHERE o.{MINE}",
    f"SELECT a FROM t.orders o JOIN t.reps r ON r.id = o.id WHERE {MINE}",
    f"SELECT a FROM t.orders o LEFT JOIN t.reps r ON r.{MINE} WHERE o.{MINE}",
    f"SELECT a, (SELECT max(b) FROM t.reps) FROM t.orders WHERE {MINE}",
    f"SELECT a FROM t.orders WHERE {MINE} AND a IN (SELECT b FROM t.reps)",
    f"WITH orders AS (SELECT * FROM t.orders) SELECT a FROM orders WHERE {MINE}",
    f"WITH x AS (SELECT 1) SELECT a FROM u.orders WHERE {MINE}",
    f"SELECT a FROM orders WHERE {MINE}",
    f"SELECT a FROM other.t.orders WHERE {MINE}",
    f"SELECT a FROM t.secrets WHERE {MINE}",
    f"SELECT a FROM 'orders.parquet' WHERE {MINE}",
    f"SELECT a FROM read_parquet('x') WHERE {MINE}",
    f"SELECT a FROM read_csv('/etc/passwd') WHERE {MINE}",
    f"SELECT a FROM glob('*') WHERE {MINE}",
    f"SELECT read_text('/etc/passwd') FROM t.orders WHERE {MINE}",
    f"SELECT getenv('HOME') FROM t.orders WHERE {MINE}",
    f"SELECT pg_read_file('/etc/passwd') FROM t.orders WHERE {MINE}",
    f"SELECT current_setting('x') FROM t.orders WHERE {MINE}",
    "SELECT * FROM duckdb_settings()",
    "SELECT * FROM information_schema.tables",
    f"SELECT a INTO x FROM t.orders WHERE {MINE}",
    f"SELECT a FROM t.orders WHERE {MINE} FOR UPDATE",
    f"SELECT a FROM t.orders WHERE {MINE}; SELECT a FROM t.orders",
    f"COPY (SELECT a FROM t.orders WHERE {MINE}) TO 'x'",
    "DELETE FROM t.orders",
    "DROP TABLE t.orders",
    "ATTACH 'x'",
    "PRAGMA database_list",
    "SET memory_limit = '1TB'",
    "CREATE TABLE x AS SELECT 1",
    "SELECT (",
    "",
]  # fmt: skip


@pytest.mark.parametrize("sql", FINE)
def test_own_rows_may_be_read(sql: str) -> None:
    assert check(sql, "duckdb", OURS)


@pytest.mark.parametrize("sql", STOPPED)
def test_anything_else_is_stopped(sql: str) -> None:
    with pytest.raises(Unguarded):
        check(sql, "duckdb", OURS)
