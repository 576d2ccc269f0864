"""Who is asking. Tenant and role come from the signed-in session and from nowhere else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, cast

import sqlalchemy as sa
import structlog
from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, HTTPBearer
from pydantic import BaseModel, ConfigDict
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.cookies import ACCESS_COOKIE, CSRF_COOKIE, CSRF_HEADER
from ringside.accounts.models import Membership, SignIn, User
from ringside.accounts.schemas import Language, Role
from ringside.accounts.tokens import SessionEnded, csrf_matches, read_access
from ringside.core.clock import Now
from ringside.core.db import Databases
from ringside.core.errors import Forbidden, Unauthenticated
from ringside.core.http import UNSAFE
from ringside.core.settings import Settings

_bearer = HTTPBearer(auto_error=False, description="The access_token that login returns.")
_cookie = APIKeyCookie(name=ACCESS_COOKIE, auto_error=False, description="Set by login for browsers.")


class RoleTooLow(Forbidden):
    slug, title = "role-too-low", "Your role does not allow this"


class CsrfMissing(Forbidden):
    slug, title = "csrf", "The request lacks this session's X-CSRF-Token"


class Principal(BaseModel):
    """The signed-in person, as the control database knows them now."""

    model_config = ConfigDict(frozen=True)

    user_id: str
    tenant_id: str
    role: Role
    language: Language
    sign_in_id: str = ""


def app_settings(request: Request) -> Settings:
    return cast("Settings", request.app.state.settings)


def databases(request: Request) -> Databases:
    return cast("Databases", request.app.state.databases)


SettingsDep = Annotated[Settings, Depends(app_settings)]
DatabasesDep = Annotated[Databases, Depends(databases)]


async def signed_in(
    request: Request,
    settings: SettingsDep,
    store: DatabasesDep,
    now: Now,
    bearer: Annotated[object, Depends(_bearer)],
    cookie: Annotated[str | None, Depends(_cookie)],
) -> Principal:
    """The caller. Raises Unauthenticated, SessionEnded or CsrfMissing."""
    token = getattr(bearer, "credentials", None) or cookie
    if not token:
        raise Unauthenticated
    claims = read_access(token, request.app.state.signing_key)
    if bearer is None and request.method in UNSAFE:
        given = request.headers.get(CSRF_HEADER, "")
        if given != request.cookies.get(CSRF_COOKIE) or not csrf_matches(
            given, claims.sid, request.app.state.signing_key
        ):
            raise CsrfMissing
    query = (
        sa.select(Membership.tenant_id, Membership.role, Membership.version, User.language)
        .join(User, User.id == Membership.user_id)
        .join(SignIn, SignIn.user_id == User.id)
        .where(SignIn.id == claims.sid, User.id == claims.sub, SignIn.revoked_at.is_(None))
    )
    async with store.control() as session:
        row = (await session.execute(query)).one_or_none()
    if row is None or row.version != claims.ver or row.tenant_id != claims.tenantId:
        raise SessionEnded
    structlog.contextvars.bind_contextvars(tenant_id=row.tenant_id)
    return Principal(
        user_id=claims.sub, tenant_id=row.tenant_id, role=row.role, language=row.language, sign_in_id=claims.sid
    )


SignedIn = Annotated[Principal, Depends(signed_in)]


def _at_least(*roles: Role) -> object:
    async def allowed(principal: SignedIn) -> Principal:
        if principal.role not in roles:
            raise RoleTooLow(f"This needs the role {' or '.join(roles)}.")
        return principal

    return Depends(allowed)


Managers = Annotated[Principal, _at_least("owner", "manager")]
Owners = Annotated[Principal, _at_least("owner")]


async def tenant_session(principal: SignedIn, store: DatabasesDep) -> AsyncIterator[AsyncSession]:
    async with store.tenant(principal.tenant_id) as session:
        yield session


async def control_session(store: DatabasesDep) -> AsyncIterator[AsyncSession]:
    async with store.control() as session:
        yield session


# Committed after the route and before the answer leaves: a client that got its answer finds what it saved. A route that
# streams its answer therefore opens its own session: `async with databases.tenant(principal.tenant_id) as session`.
TenantSession = Annotated[AsyncSession, Depends(tenant_session, scope="function")]
ControlSession = Annotated[AsyncSession, Depends(control_session, scope="function")]
