"""Registering, signing in and staying signed in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import tokens
from ringside.accounts.models import Membership, RefreshToken, SignIn, Tenant, User
from ringside.accounts.passwords import Passwords
from ringside.accounts.schemas import Login, Me, Register, TenantOut, UserOut
from ringside.core.db import Databases
from ringside.core.errors import Conflict, Forbidden, Unauthenticated
from ringside.core.ids import new_id
from ringside.core.settings import Settings


class EmailTaken(Conflict):
    slug, title = "email-taken", "This e-mail address has an account already"


class RegistrationClosed(Forbidden):
    slug, title = "registration-closed", "Registering is closed here; ask for an invitation"


class WrongCredentials(Unauthenticated):
    slug, title = "wrong-credentials", "E-mail or password is wrong"


@dataclass(frozen=True)
class Session:
    """A fresh session, to be handed to the client."""

    me: Me
    access: str
    refresh: str | None
    csrf: str


async def register(
    control: AsyncSession, store: Databases, passwords: Passwords, body: Register, now: datetime
) -> tuple[User, Tenant, Membership]:
    """A new tenant with this person as its owner. Raises EmailTaken."""
    if await control.scalar(sa.select(User.id).where(User.email == body.email)):
        raise EmailTaken
    hashed = await passwords.hash(body.password)
    tenant = Tenant(id=new_id(), name=body.company, settings={}, created_at=now)
    user = User(
        id=new_id(), email=body.email, name=body.name, language=body.language, password_hash=hashed, created_at=now
    )
    await store.create_tenant(tenant.id)
    try:
        control.add_all([tenant, user])
        await control.flush()
        membership = Membership(user_id=user.id, tenant_id=tenant.id, role="owner", version=1, created_at=now)
        control.add(membership)
        await control.flush()
    except IntegrityError:
        await store.drop_tenant(tenant.id)
        raise EmailTaken from None
    return user, tenant, membership


async def authenticate(control: AsyncSession, passwords: Passwords, body: Login) -> tuple[User, Tenant, Membership]:
    """The person with these credentials. Raises WrongCredentials, equally slowly for known and unknown addresses."""
    query = (
        sa.select(User, Tenant, Membership)
        .join(Membership, Membership.user_id == User.id)
        .join(Tenant, Tenant.id == Membership.tenant_id)
        .where(User.email == body.email)
    )
    row = (await control.execute(query)).one_or_none()
    if not await passwords.matches(body.password, row[0].password_hash if row else None) or row is None:
        raise WrongCredentials
    return row[0], row[1], row[2]


async def start_session(
    control: AsyncSession,
    settings: Settings,
    secret: str,
    who: tuple[User, Tenant, Membership],
    now: datetime,
) -> Session:
    """A new sign-in with its first refresh token."""
    user, _, _ = who
    sign_in = SignIn(
        id=new_id(), user_id=user.id, created_at=now, expires_at=now + timedelta(days=settings.refresh_days)
    )
    refresh = tokens.random_token()
    control.add(sign_in)
    await control.flush()
    control.add(RefreshToken(token_hash=tokens.fingerprint(refresh), sign_in_id=sign_in.id, created_at=now))
    return make_session(settings, secret, who, sign_in.id, refresh, now)


def make_session(
    settings: Settings,
    secret: str,
    who: tuple[User, Tenant, Membership],
    sign_in_id: str,
    refresh: str | None,
    now: datetime,
) -> Session:
    user, tenant, membership = who
    claims = tokens.Claims.model_validate(
        {
            "sub": user.id,
            "sid": sign_in_id,
            "tenantId": tenant.id,
            "role": membership.role,
            "ver": membership.version,
        }
    )
    access = tokens.sign_access(claims, secret, now, timedelta(minutes=settings.access_minutes))
    return Session(me=describe(who), access=access, refresh=refresh, csrf=tokens.csrf_token(sign_in_id, secret))


def describe(who: tuple[User, Tenant, Membership]) -> Me:
    """These rows as the client sees them."""
    user, tenant, membership = who
    return Me(
        user=UserOut.model_validate(
            {
                "id": user.id,
                "email": user.email,
                "name": user.name,
                "role": membership.role,
                "language": user.language,
            }
        ),
        tenant=TenantOut(id=tenant.id, name=tenant.name),
    )


async def who_is(control: AsyncSession, user_id: str) -> tuple[User, Tenant, Membership]:
    """The rows of a signed-in person."""
    query = (
        sa.select(User, Tenant, Membership)
        .join(Membership, Membership.user_id == User.id)
        .join(Tenant, Tenant.id == Membership.tenant_id)
        .where(User.id == user_id)
    )
    row = (await control.execute(query)).one()
    return row[0], row[1], row[2]


async def names(control: AsyncSession, tenant_id: str, user_ids: Collection[str]) -> dict[str, str]:
    """The names of these users; those who are not members of the tenant are absent."""
    query = (
        sa.select(User.id, User.name)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.tenant_id == tenant_id, User.id.in_(user_ids))
    )
    return {user_id: name for user_id, name in await control.execute(query)}
