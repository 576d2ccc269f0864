"""Webhooks of HubSpot: checked, then deletions are done at once and everything else hastens the next sync."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core.db import Databases, UnknownTenant
from ringside.core.errors import BadRequest, Unauthenticated
from ringside.core.ids import is_id
from ringside.core.settings import Settings
from ringside.deals.sync import credentials, leaving, running, signing, vendors
from ringside.deals.sync.connections import UnknownConnection
from ringside.deals.sync.context import Taking
from ringside.deals.sync.models import CrmConnection
from ringside.deals.sync.port import Gone, Kind, SignInNeeded

MOST_EVENTS = 1_000
_KINDS: dict[str, Kind] = {
    "contact": "contact", "company": "account", "deal": "deal", "0-1": "contact", "0-2": "account", "0-3": "deal",
}  # fmt: skip


class NotGenuine(Unauthenticated):
    slug, title = "crm-signature", "The signature does not fit, or is older than five minutes"


async def receive(
    databases: Databases,
    settings: Settings,
    place: str,
    uri: str,
    body: bytes,
    timestamp: str,
    given: str,
    now: datetime,
) -> int:
    """Take the events of a request; how many. Raises UnknownConnection, NotGenuine, BadRequest."""
    tenant_id, connection_id = place[:32], place[32:]
    if not is_id(tenant_id) or not is_id(connection_id):
        raise UnknownConnection
    try:
        async with databases.tenant(tenant_id) as session:
            row = await session.get(CrmConnection, connection_id, with_for_update=True)
            if row is None or row.kind != "hubspot":
                raise UnknownConnection
            if not signing.is_genuine(_secret(settings, tenant_id, row), "POST", uri, body, timestamp, given, now):
                raise NotGenuine
            events = _events(body)
            await _take(session, row, events, now)
            return len(events)
    except UnknownTenant:
        raise UnknownConnection from None


def _secret(settings: Settings, tenant_id: str, row: CrmConnection) -> str:
    """The secret of the app that HubSpot signs with: the company's own, else the operator's."""
    try:
        kept = credentials.opened(settings, tenant_id, row.id, row.sealed)
    except SignInNeeded:
        kept = credentials.Credentials()
    return vendors.with_app("hubspot", settings, kept).client_secret


def _events(body: bytes) -> list[dict[str, Any]]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise BadRequest("The body is not valid JSON.") from None
    events = value if isinstance(value, list) else [value]
    return [event for event in events if isinstance(event, dict)][:MOST_EVENTS]


async def _take(session: AsyncSession, row: CrmConnection, events: Sequence[dict[str, Any]], now: datetime) -> None:
    mine = [event for event in events if row.org is None or str(event.get("portalId", row.org)) == row.org]
    if not mine:
        return
    taking = Taking(session, row.id, running.vendor(row.kind, row.org), now, {}, {})
    for event in mine:
        subject, _, what = str(event.get("subscriptionType") or "").partition(".")
        kind = _KINDS.get(str(event.get("objectTypeId"))) if subject == "object" else _KINDS.get(subject)
        if kind is not None and what in ("deletion", "privacyDeletion") and event.get("objectId") is not None:
            gone = Gone(str(event["objectId"])[:200], private=what == "privacyDeletion")
            await leaving.remove(taking, kind, [gone])
    if row.status == "ready" and (row.next_at is None or row.next_at > now):
        row.next_at = now
