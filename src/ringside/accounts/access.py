"""Who is asking. Tenant and role come from the signed-in session and from nowhere else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from typing import Annotated, Any, cast

import sqlalchemy as sa
import structlog
from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.cookies import ACCESS_COOKIE, CSRF_COOKIE, CSRF_HEADER
from ringside.accounts.models import Membership, SignIn, User
from ringside.accounts.outside import user_of
from ringside.accounts.principal import Principal
from ringside.accounts.schemas import Role
from ringside.accounts.tokens import Claims, SessionEnded, csrf_matches, read_access
from ringside.core.clock import Now
from ringside.core.db import Databases
from ringside.core.errors import Forbidden, Unauthenticated
from ringside.core.http import UNSAFE
from ringside.core.settings import Settings

__all__ = [
    "ControlSession",
    "DatabasesDep",
    "Managers",
    "Owners",
    "Principal",
    "SettingsDep",
    "SignedIn",
    "TenantSession",
]

_bearer = HTTPBearer(auto_error=False, description="The access_token that login returns, or an outside token.")
_cookie = APIKeyCookie(name=ACCESS_COOKIE, auto_error=False, description="Set by login for browsers.")


class RoleTooLow(Forbidden):
    slug, title = "role-too-low", "Your role does not allow this"


class CsrfMissing(Forbidden):
    slug, title = "csrf", "The request lacks this session's X-CSRF-Token"


# All dependencies are async: FastAPI sends plain functions to a thread, which costs more than they do.
async def app_settings(request: Request) -> Settings:
    return cast("Settings", request.app.state.settings)


async def databases(request: Request) -> Databases:
    return cast("Databases", request.app.state.databases)


SettingsDep = Annotated[Settings, Depends(app_settings)]
DatabasesDep = Annotated[Databases, Depends(databases)]


async def signed_in(
    request: Request,
    now: Now,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    cookie: Annotated[str | None, Depends(_cookie)],
) -> Principal:
    """The caller. Raises Unauthenticated, SessionEnded, CsrfMissing, or what outside.user_of raises."""
    if bearer is None and cookie is None:
        raise Unauthenticated
    state = request.app.state
    if bearer is not None:
        principal = await of_token(state, bearer.credentials, now)
    else:
        claims = read_access(cookie or "", state.signing_key)
        if request.method in UNSAFE:
            _require_csrf(request, claims.sid)
        principal = await _inside(state.databases, claims)
    structlog.contextvars.bind_contextvars(tenant_id=principal.tenant_id)
    return principal


async def of_token(state: Any, token: str, now: datetime) -> Principal:
    """The person of a bearer token: ours, or an outside one. `state` is the application's.

    Raises Unauthenticated, SessionEnded, or what outside.user_of raises.
    """
    if state.identity_provider.issued(token):
        return await _outside(state, token, now)
    return await _inside(state.databases, read_access(token, state.signing_key))


async def of_claims(state: Any, claims: Claims) -> Principal:
    """The person of a read access token of ours. Raises SessionEnded."""
    return await _inside(state.databases, claims)


# Built once: it runs for every request.
_BY_SIGN_IN = (
    sa.select(Membership.tenant_id, Membership.role, Membership.version, User.language)
    .join(User, User.id == Membership.user_id)
    .join(SignIn, SignIn.user_id == User.id)
    .where(SignIn.id == sa.bindparam("sign_in"), User.id == sa.bindparam("user"), SignIn.revoked_at.is_(None))
)


async def _inside(store: Databases, claims: Claims) -> Principal:
    """The person of an access token of ours, unless the session was ended or the role changed since it was made."""
    async with store.control() as control:
        row = (await control.execute(_BY_SIGN_IN, {"sign_in": claims.sid, "user": claims.sub})).one_or_none()
    if row is None or row.version != claims.ver or row.tenant_id != claims.tenantId:
        raise SessionEnded
    return Principal(
        user_id=claims.sub, tenant_id=row.tenant_id, role=row.role, language=row.language, sign_in_id=claims.sid
    )


async def _outside(state: Any, token: str, now: datetime) -> Principal:
    """The person of an outside token; it says who they are, the membership here says what they may do."""
    store: Databases = state.databases
    user_id = await user_of(store, state.identity_provider, token, now)
    query = (
        sa.select(Membership.tenant_id, Membership.role, User.language)
        .join(User, User.id == Membership.user_id)
        .where(User.id == user_id)
    )
    async with store.control() as control:
        row = (await control.execute(query)).one_or_none()
    if row is None:
        raise SessionEnded
    return Principal(user_id=user_id, tenant_id=row.tenant_id, role=row.role, language=row.language)


def _require_csrf(request: Request, sign_in_id: str) -> None:
    given = request.headers.get(CSRF_HEADER, "")
    if given != request.cookies.get(CSRF_COOKIE) or not csrf_matches(given, sign_in_id, request.app.state.signing_key):
        raise CsrfMissing


SignedIn = Annotated[Principal, Depends(signed_in)]


def _one_of(*roles: Role) -> Callable[[Principal], Awaitable[Principal]]:
    async def allowed(principal: SignedIn) -> Principal:
        if principal.role not in roles:
            raise RoleTooLow(f"This needs the role {' or '.join(roles)}.")
        return principal

    return allowed


_managers = _one_of("owner", "manager")
_owners = _one_of("owner")
Managers = Annotated[Principal, Depends(_managers)]
Owners = Annotated[Principal, Depends(_owners)]
# For the OpenAPI document: operations behind these may answer 403 role-too-low.
ROLE_CHECKS = frozenset({_managers, _owners})


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
