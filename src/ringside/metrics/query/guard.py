"""The last look at a statement before it runs: only this tenant's rows of its tables, and nothing but reading.

It reads the very text that the database will get, so it does not trust the planner.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sqlglot
from sqlglot import exp

from ringside.metrics.query.problems import Unguarded


@dataclass(frozen=True)
class Allowed:
    """A table that may be read: the rows whose `tenant_column` is `tenant` (all rows where there is no such column)."""

    schema: str | None
    table: str
    tenant_column: str | None
    tenant: str


_FUNCTIONS = frozenset(
    [
        "abs",
        "array",
        "array_agg",
        "avg",
        "bool",
        "cast",
        "ceil",
        "coalesce",
        "concat",
        "contains",
        "count",
        "current_date",
        "date",
        "date_add",
        "date_trunc",
        "datediff",
        "day",
        "dayofmonth",
        "dayofweek",
        "dayofyear",
        "epoch",
        "epoch_ms",
        "epoch_us",
        "explode",
        "extract",
        "floor",
        "hour",
        "if",
        "iff",
        "ifnull",
        "isnan",
        "isfinite",
        "lag",
        "lower",
        "make_date",
        "make_timestamp",
        "max",
        "median",
        "min",
        "mod",
        "month",
        "nullif",
        "percentile",
        "percentile_cont",
        "quantile_cont",
        "quarter",
        "rank",
        "regexp_matches",
        "round",
        "row_number",
        "second",
        "starts_with",
        "startswith",
        "strpos",
        "sum",
        "timezone",
        "to_days",
        "to_months",
        "to_timestamp",
        "trim",
        "trunc",
        "try_cast",
        "unnest",
        "upper",
        "weekday",
        "weekofyear",
        "year",
    ]
)


def check(sql: str, dialect: str, allowed: tuple[Allowed, ...]) -> tuple[str, ...]:
    """The tables that a statement reads. Raises Unguarded unless it reads only what is allowed."""
    try:
        statements = sqlglot.parse(sql, read=dialect)
    except sqlglot.errors.SqlglotError as error:
        raise Unguarded("The statement cannot be read.") from error
    if len(statements) != 1 or not isinstance(statements[0], exp.Select):
        raise Unguarded("Only a single SELECT may run.")
    tree = statements[0]
    for node in tree.walk():
        if isinstance(node, exp.DDL | exp.DML | exp.Command | exp.Into | exp.Lock | exp.Pragma | exp.Set | exp.Attach):
            raise Unguarded(f"{type(node).__name__} may not run.")
        if isinstance(node, exp.Anonymous) and str(node.this).lower() not in _FUNCTIONS:
            raise Unguarded(f"The function {node.this} may not be called.")
    return tuple(dict.fromkeys(_checked(scan, allowed) for scan in _scans(tree)))


def _scans(tree: exp.Expression) -> Iterator[exp.Table]:
    """Every table that is read, names of common table expressions apart."""
    for table in tree.find_all(exp.Table):
        if not table.db and not table.catalog and _is_common(table):
            continue
        yield table


def _is_common(table: exp.Table) -> bool:
    """Whether a name stands for a WITH of a statement around it."""
    above = table.parent
    while above is not None:
        if isinstance(above, exp.Query) and any(cte.alias == table.name for cte in above.ctes):
            return True
        above = above.parent
    return False


def _checked(scan: exp.Table, allowed: tuple[Allowed, ...]) -> str:
    if not isinstance(scan, exp.Table) or not isinstance(scan.this, exp.Identifier):
        raise Unguarded("Only tables may be read.")
    found = next((a for a in allowed if a.table == scan.name and (a.schema or "") == scan.db), None)
    if found is None or scan.catalog:
        raise Unguarded(f"The table {scan.name} may not be read.")
    if found.tenant_column is not None and not _is_limited(scan, found):
        raise Unguarded(f"The table {scan.name} would be read for every tenant.")
    return found.table


def _is_limited(scan: exp.Table, allowed: Allowed) -> bool:
    """Whether the SELECT that reads the table keeps only this tenant's rows, by a condition that always holds."""
    select = scan.find_ancestor(exp.Select)
    where = select.args.get("where") if select is not None else None
    if where is None:
        return False
    alone = not select.args.get("joins")
    conjuncts = where.this.flatten() if isinstance(where.this, exp.And) else [where.this]
    for test in conjuncts:
        test = test.unnest()
        if not isinstance(test, exp.EQ):
            continue
        column, value = test.this, test.expression
        if isinstance(value, exp.Column):
            column, value = value, column
        if (
            isinstance(column, exp.Column)
            and isinstance(value, exp.Literal)
            and value.is_string
            and column.name == allowed.tenant_column
            and value.this == allowed.tenant
            and (column.table == scan.alias_or_name or (alone and not column.table))
        ):
            return True
    return False
