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


# What our plans are written with in one database or another: arithmetic, dates, texts and aggregates. A function that
# could read a file, a setting or another table is none of these.
_FUNCTIONS_TEXT = """
    abs and any anyvalue array arraysize arraytostring avg between case cast ceil coalesce concat contains count
    countif currentdate currenttimestamp date dateadd datediff datefromparts datesub datetrunc day dayofmonth
    dayofweek dayofweekiso dayofyear explode extract floor format fromiso8601date fromiso8601timestamp
    generateseries greatest hour if ifnull isinf isnan lag least left length lower max median min minute mod month
    not nullif or pad percentilecont percentiledisc percentrank pow quantile quarter rank round rownumber safedivide
    second sign split startswith strposition strtodate strtounix timestrtotime timestrtounix timestrtodate
    tsordstotime datestrtodate unixtotimestr dateformat timeformat strtotime sum timestamp timestampadd
    timestampdiff timestampfromparts timestampsub timestamptrunc timestamptzfromparts timetostr timetounix trim
    trunc trycast tsordstodate tsordstodatetime tsordstotimestamp unixtotime unnest unixdate unixseconds upper week
    weekofyear weekstart xor year attimezone cume_dist denserank epoch_days datetimefromparts toseconds
    converttimezone extractepochseconds
"""
_FUNCTIONS = frozenset(_FUNCTIONS_TEXT.split())
_NAMED_TEXT = """
    date_part dayofweek epoch epoch_us hour ieee_divide isfinite isnull laginframe make_date make_timestamp
    make_timestamptz makedate microsecond parsedatetimebesteffort percentile rank datetime2fromparts
    datetimeoffsetfromparts timezone to_date to_timestamp to_utc_timestamp from_utc_timestamp todate todayofmonth
    tohour tomonth tostring totimezone toyear tounixtimestamp unix_seconds weekday
"""
_NAMED = frozenset(_NAMED_TEXT.split())


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
        if isinstance(node, exp.Anonymous | exp.AnonymousAggFunc):
            if str(node.this).lower() not in _NAMED:
                raise Unguarded(f"The function {node.this} may not be called.")
        elif isinstance(node, exp.Func) and node.key not in _FUNCTIONS:
            raise Unguarded(f"The function {node.key} may not be called.")
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
    if select is None or where is None:
        return False
    alone = not select.args.get("joins")
    condition = where.this.unnest()
    conjuncts = condition.flatten() if isinstance(condition, exp.And) else [condition]
    for test in (conjunct.unnest() for conjunct in conjuncts):
        if not isinstance(test, exp.EQ):
            continue
        column, value = test.this, test.expression
        if isinstance(value, exp.Column):
            column, value = value, column
        if (
            isinstance(column, exp.Column)
            and isinstance(value, exp.Literal)
            and column.name == allowed.tenant_column
            and value.this == allowed.tenant
            and (column.table == scan.alias_or_name or (alone and not column.table))
        ):
            return True
    return False
