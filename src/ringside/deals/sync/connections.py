"""CRM connections: made, signed in, changed, synced, taken apart."""

from __future__ import annotations

import hmac
import json
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.core.db import Databases, UnknownTenant
from ringside.core.errors import Conflict, Invalid, NotFound, Unauthenticated
from ringside.core.files import FileStore
from ringside.core.ids import is_id, new_id
from ringside.core.jobs import Jobs
from ringside.core.paging import Page, newest_first
from ringside.core.seal import Unsealable, seal, unseal
from ringside.core.settings import Settings
from ringside.deals.records.models import Account, Activity, Contact, Deal, DealCompetitor, DealPerson
from ringside.deals.sync import credentials, drop, hosts, running, vendors
from ringside.deals.sync.credentials import Credentials
from ringside.deals.sync.models import CrmConnection, CrmRun
from ringside.deals.sync.port import SignInNeeded
from ringside.deals.sync.schemas import (
    CrmConnectionChange,
    CrmConnectionIn,
    CrmConnectionOut,
    CrmConnections,
    CrmOptions,
    CrmRunOut,
    CrmTrigger,
)
from ringside.deals.sync.showing import run_out

CALLBACK = "/api/crm/callback"
WEBHOOK = "/api/crm/hubspot/webhook/"
SIGN_IN_LIFE = timedelta(minutes=15)
_AUTHS = {"salesforce": ("oauth", "client_credentials"), "hubspot": ("oauth", "token"), "drop": ("none",)}


class UnknownConnection(NotFound):
    slug, title = "unknown-crm-connection", "There is no such CRM connection"


class ConnectionUnfit(Invalid):
    slug, title = "crm-connection-unfit", "This connection lacks something"


class NotSignedIn(Conflict):
    slug, title = "crm-not-signed-in", "Nobody has signed in to this CRM yet"


class NotOAuth(Conflict):
    slug, title = "crm-no-oauth", "This connection is not opened by signing in at the vendor"


class BadState(Unauthenticated):
    slug, title = "crm-bad-state", "This sign-in is unknown, used or too old; start it again"


@dataclass(frozen=True, slots=True)
class House:
    """What connections need of the application."""

    databases: Databases
    files: FileStore
    settings: Settings
    jobs: Jobs


async def find(session: AsyncSession, connection_id: str, *, lock: bool = False) -> CrmConnection:
    """A connection. Raises UnknownConnection."""
    row = await session.get(CrmConnection, connection_id, with_for_update=lock or None)
    if row is None:
        raise UnknownConnection
    return row


async def listed(session: AsyncSession, settings: Settings, who: Principal) -> CrmConnections:
    """All connections of the company, the oldest first."""
    rows = list(await session.scalars(sa.select(CrmConnection).order_by(CrmConnection.id)))
    items = [await described(session, settings, who, row) for row in rows]
    return CrmConnections(items=items, operator_apps=vendors.operator_apps(settings))


async def described(session: AsyncSession, settings: Settings, who: Principal, row: CrmConnection) -> CrmConnectionOut:
    """A connection as its people see it."""
    last = (
        await session.scalars(
            sa.select(CrmRun).where(CrmRun.connection_id == row.id).order_by(CrmRun.number.desc()).limit(1)
        )
    ).first()
    options = row.options
    return CrmConnectionOut(
        id=row.id,
        kind=row.kind,
        auth=options.get("auth", "none"),
        name=row.name,
        status=row.status,
        login_url=options.get("login_url"),
        place=options.get("place"),
        url=options.get("shown_url"),
        snapshot=bool(options.get("snapshot")),
        options=CrmOptions(**{name: options[name] for name in CrmOptions.model_fields if name in options}),
        org=row.org,
        has_client=bool(options.get("own_app")) or vendors.operator_app(row.kind, settings) is not None,
        webhook_path=f"{WEBHOOK}{who.tenant_id}{row.id}" if row.kind == "hubspot" else None,
        callback_path=CALLBACK if options.get("auth") == "oauth" else None,
        next_at=row.next_at,
        created_at=row.created_at,
        last_run=None if last is None else run_out(last, who.language),
    )


async def create(
    session: AsyncSession, settings: Settings, who: Principal, body: CrmConnectionIn, now: datetime
) -> CrmConnection:
    """A new connection, ready if nobody has to sign in. Raises ConnectionUnfit, HostRefused."""
    secret = "" if body.client_secret is None else body.client_secret.get_secret_value()
    token = "" if body.token is None else body.token.get_secret_value()
    auth = "none" if body.kind == "drop" else body.auth
    options: dict[str, Any] = body.options.model_dump() | {"auth": auth, "own_app": bool(body.client_id and secret)}
    _check(body, auth, secret, token)
    if body.kind == "salesforce":
        url = body.login_url or "https://login.salesforce.com"
        options["login_url"] = hosts.check(url if "://" in url else f"https://{url}", hosts.SALESFORCE, settings)
    if body.kind == "drop":
        options |= {"place": body.place, "snapshot": body.snapshot, "waiting": []} | _drop_url(body, settings)
        if body.place == "folder" and settings.crm_drop_folder is None:
            raise ConnectionUnfit("Who runs Ringside has set no folder for dropped files.")
    if body.options.write_back:
        options["write_back_since"] = now.isoformat()
    connection_id = new_id(now)
    kept = Credentials(auth, body.client_id or "", secret, token)
    ready = auth != "oauth"
    row = CrmConnection(
        id=connection_id, kind=body.kind, name=body.name or _NAMES[body.kind], status="ready" if ready else "new",
        sealed=credentials.closed(settings, who.tenant_id, connection_id, kept), pending=None, options=options,
        mapping={}, org=None, next_at=now if ready and not _waits(options) else None, run=0, synced_at=None,
        created_by=who.user_id, created_at=now,
    )  # fmt: skip
    session.add(row)
    await session.flush()
    return row


_NAMES = {"salesforce": "Salesforce", "hubspot": "HubSpot", "drop": "Files"}


def _waits(options: dict[str, Any]) -> bool:
    """Whether there is nothing to read before somebody uploads a file."""
    return options.get("place") == "upload"


def _check(body: CrmConnectionIn, auth: str, secret: str, token: str) -> None:
    if auth not in _AUTHS[body.kind]:
        raise ConnectionUnfit(f"Use one of: {', '.join(_AUTHS[body.kind])}.")
    if bool(body.client_id) != bool(secret):
        raise ConnectionUnfit("Give both the client id and the client secret.")
    if auth == "token" and not token:
        raise ConnectionUnfit("Give the token of your private app.")
    if auth == "client_credentials" and not secret:
        raise ConnectionUnfit("Give the client id and the client secret of your connected app.")
    if re.search(r"[^\x21-\x7e]", token + secret + (body.client_id or "")):
        raise ConnectionUnfit("A token or secret holds no blanks and no letters beyond ASCII.")


def _drop_url(body: CrmConnectionIn, settings: Settings) -> dict[str, Any]:
    if body.place == "url":
        drop.check_url(body.url or "", settings)
        # What stands behind the question mark of a signed address opens the file: it is not shown again.
        return {"url": body.url, "shown_url": str(body.url).partition("?")[0]}
    if body.place == "s3":
        parts = urlsplit(body.url or "")
        if parts.scheme != "s3" or not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", parts.netloc):
            raise ConnectionUnfit("Write the place like s3://bucket/folder.")
        if not body.client_id or body.client_secret is None:
            raise ConnectionUnfit("Give the key and the secret that may read this bucket as client id and secret.")
        return {"url": body.url, "shown_url": body.url}
    return {}


async def change(
    session: AsyncSession, settings: Settings, who: Principal, connection_id: str, body: CrmConnectionChange,
    now: datetime,
) -> CrmConnection:  # fmt: skip
    """Change what is there. A new secret or token is tried with the next sync. Raises UnknownConnection."""
    row = await find(session, connection_id, lock=True)
    if body.name is not None:
        row.name = body.name
    if body.options is not None:
        options = dict(row.options) | body.options.model_dump()
        if body.options.write_back and not row.options.get("write_back"):
            options["write_back_since"] = now.isoformat()
        row.options = options
        if row.status == "ready" and not _waits(options):
            row.next_at = running.next_time(row, now)
    if body.token is not None or body.client_secret is not None:
        kept = _opened(settings, who.tenant_id, row)
        if body.token is not None:
            kept = replace(kept, access_token=body.token.get_secret_value())
        if body.client_secret is not None:
            kept = replace(kept, client_secret=body.client_secret.get_secret_value())
        row.sealed = credentials.closed(settings, who.tenant_id, row.id, kept)
        if kept.auth != "oauth":
            row.status, row.next_at = "ready", now
    return row


def _opened(settings: Settings, tenant_id: str, row: CrmConnection) -> Credentials:
    try:
        return credentials.opened(settings, tenant_id, row.id, row.sealed)
    except SignInNeeded:  # sealed under a key that is gone: begin anew
        return Credentials(row.options.get("auth", "none"))


async def remove(session: AsyncSession, connection_id: str, *, keep: bool, now: datetime) -> None:
    """Take a connection apart. Its records stay, to be taken over when the same CRM is connected again, or go."""
    row = await find(session, connection_id, lock=True)
    left = running.vendor(row.kind, row.org)
    for table in (Activity, Deal, Contact, Account):
        mine = sa.update(table).where(table.source == connection_id)
        if keep:
            taken = sa.select(table.external_id).where(table.source == left, table.external_id.is_not(None))
            clash = mine.where(table.external_id.in_(taken.scalar_subquery()))
            await session.execute(clash.values(external_id=None))
            await session.execute(mine.values(source=left))
        else:
            await session.execute(mine.where(table.deleted_at.is_(None)).values(deleted_at=now, updated_at=now))
            await session.execute(mine.values(source=left, external_id=None))
    for part in (DealPerson, DealCompetitor):
        await session.execute(sa.update(part).where(part.source == connection_id).values(source=left))
    await session.delete(row)


async def authorize(
    session: AsyncSession, settings: Settings, who: Principal, connection_id: str, base: str, now: datetime
) -> str:
    """Where the browser signs in at the vendor. Raises UnknownConnection, NotOAuth, ConnectionUnfit, HostRefused."""
    row = await find(session, connection_id, lock=True)
    if row.options.get("auth") != "oauth":
        raise NotOAuth
    kept = vendors.with_app(row.kind, settings, _opened(settings, who.tenant_id, row))
    if not kept.client_id:
        raise ConnectionUnfit("Give the client id and secret of a connected app; the operator has set up none.")
    nonce, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    pending = {"nonce": nonce, "verifier": verifier, "back": base + CALLBACK, "until": (now + SIGN_IN_LIFE).isoformat()}
    row.pending = seal(settings, json.dumps(pending), *credentials.place(who.tenant_id, row.id, "pending"))
    state = f"{who.tenant_id}{row.id}{nonce}"
    return vendors.sign_in_url(row, settings, kept.client_id, state, verifier, base + CALLBACK)


def named_in(state: str) -> tuple[str, str, str]:
    """Tenant, connection and nonce of a state. Raises BadState."""
    tenant_id, connection_id, nonce = state[:32], state[32:64], state[64:]
    if not is_id(tenant_id) or not is_id(connection_id) or not nonce.isascii():
        raise BadState
    return tenant_id, connection_id, nonce


async def finish(house: House, state: str, code: str, now: datetime) -> str:
    """Take the code a vendor has given; the connection's id.

    Raises BadState, SignInNeeded, CrmUnreachable, HostRefused.
    """
    tenant_id, connection_id, nonce = named_in(state)
    settings = house.settings
    try:
        async with house.databases.tenant(tenant_id) as session:
            row = await session.get(CrmConnection, connection_id, with_for_update=True)
            sealed = row.pending if row is not None else None
            if row is None or sealed is None:
                raise BadState
            pending = json.loads(unseal(settings, sealed, *credentials.place(tenant_id, connection_id, "pending")))
            if not hmac.compare_digest(pending["nonce"].encode(), nonce.encode()):
                raise BadState
            row.pending = None  # it is good for once
            late = datetime.fromisoformat(pending["until"]) < now
            kept = vendors.with_app(row.kind, settings, _opened(settings, tenant_id, row))
    except (UnknownTenant, Unsealable):
        raise BadState from None
    if late:
        raise BadState
    found = await vendors.redeem(row, settings, replace(kept, auth="oauth"), code, pending["verifier"], pending["back"])
    async with house.databases.tenant(tenant_id) as session:
        row = await find(session, connection_id, lock=True)
        row.sealed = credentials.closed(settings, tenant_id, connection_id, found)
        row.status, row.next_at = "ready", now
    return connection_id


async def start(
    house: House, who: Principal, connection_id: str, trigger: CrmTrigger, now: datetime,
    waiting: Sequence[dict[str, str]] = (),
) -> CrmRunOut:  # fmt: skip
    """Sync now. While a run is under way, that one. Raises UnknownConnection, NotSignedIn."""
    async with house.databases.tenant(who.tenant_id) as session:
        row = await find(session, connection_id, lock=True)
        if row.status != "ready":
            raise NotSignedIn
        if waiting:
            row.options = dict(row.options) | {"waiting": list(waiting)}
        run = await running.active(session, connection_id, now)
        if run is None or (waiting and run.status == "running"):
            run = running.new_run(connection_id, row.run + 1, trigger, who.user_id, now)
            row.run = run.number
            session.add(run)
            await session.flush()
        shown = run_out(run, who.language)
    await house.jobs.enqueue(running.SYNC, who.tenant_id, connection_id, shown.number)
    async with house.databases.tenant(who.tenant_id) as session:  # a small one may be over already
        return run_out(await session.get_one(CrmRun, shown.id), who.language)


async def runs(
    session: AsyncSession, who: Principal, connection_id: str, limit: int, cursor: str | None
) -> Page[CrmRunOut]:
    """The runs of a connection, the newest first. Raises UnknownConnection."""
    await find(session, connection_id)
    query = sa.select(CrmRun).where(CrmRun.connection_id == connection_id)
    rows, following = await newest_first(session, query, CrmRun.id, limit, cursor)
    return Page(items=[run_out(row, who.language) for row in rows], next_cursor=following)
