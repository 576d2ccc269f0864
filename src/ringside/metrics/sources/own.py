"""Ringside's own facts as tables of numbers: each room that has some is asked for its rows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import service as accounts
from ringside.calls import facts as calls
from ringside.core.db import Databases
from ringside.deals import facts_rows as deals
from ringside.practice import facts as practice

if TYPE_CHECKING:
    import pyarrow as pa

Rows = Sequence[Mapping[str, Any]]
FACTS: dict[str, tuple[Mapping[str, type], Callable[[AsyncSession], Awaitable[Rows]]]] = {
    "practice_calls": (practice.COLUMNS, practice.rows),
    "customer_calls": (calls.COLUMNS, calls.rows),
    "crm_deals": (deals.DEALS, deals.deals),
    "crm_activities": (deals.ACTIVITIES, deals.activities),
    "crm_accounts": (deals.ACCOUNTS, deals.accounts),
}
"""By table, its columns with their types and who gives its rows; `user_id` leads to `team_members`."""


async def tables(databases: Databases, tenant_id: str) -> dict[str, pa.Table]:
    """The own facts of a company, with an empty table where nothing has happened yet."""
    async with databases.control() as control:
        names = await accounts.names(control, tenant_id)
    found: dict[str, pa.Table] = {}
    async with databases.tenant(tenant_id) as session:
        for name, (columns, rows) in FACTS.items():
            found[name] = _table(columns, await rows(session))
    people = [{"user_id": user_id, "person_name": name} for user_id, name in names.items()]
    found["team_members"] = _table({"user_id": str, "person_name": str}, people)
    return found


def _table(columns: Mapping[str, type], rows: Rows) -> pa.Table:
    import pyarrow as pa  # noqa: PLC0415

    kinds = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), date: pa.date32()}
    return pa.table(
        {
            name: pa.array([row[name] for row in rows], kinds.get(kind, pa.timestamp("us", tz="UTC")))
            for name, kind in columns.items()
        }
    )
