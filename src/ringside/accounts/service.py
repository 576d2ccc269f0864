"""Registering, signing in, staying signed in and signing out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import tokens
from ringside.accounts.models import Membership, RefreshToken, SignIn, Tenant, User
from ringside.accounts.passwords import Passwords
from ringside.accounts.schemas import (
    Login,
    Me,
    PasswordChange,
    Register,
    Role,
    TenantOut,
    TokenIn,
    TokenOut,
    UserChange,
    UserOut,
)
from ringside.core.db import Databases
from ringside.core.errors import Conflict, Forbidden, Invalid, Unauthenticated
from ringside.core.ids import new_id
from ringside.core.settings import Settings
from ringside.dialogue.schemas import Language


class EmailTaken(Conflict):
    slug, title = "email-taken", "This e-mail address has an account already"


class RegistrationClosed(Forbidden):
    slug, title = "registration-closed", "Registering is closed here; ask for an invitation"


class WrongCredentials(Unauthenticated):
    slug, title = "wrong-credentials", "E-mail or password is wrong"


class WrongPassword(Invalid):
    slug, title = "wrong-password", "This is not your present password"


class Account(NamedTuple):
    """A person, their tenant, and their place in it."""

    user: User
    tenant: Tenant
    membership: Membership


@dataclass(frozen=True)
class Session:
    """A fresh session, to be handed to the client. `refresh` is None when the client keeps the one it has."""

    me: Me
    access: str
    refresh: str | None
    csrf: str


@dataclass(frozen=True)
class SessionMaker:
    """Signs sessions with this installation's key and settings."""

    settings: Settings
    secret: str

    def make(
        self, account: Account, sign_in_id: str, refresh: str | None, now: datetime, life: timedelta | None = None
    ) -> Session:
        user, tenant, membership = account
        claims = tokens.Claims.model_validate(
            {
                "sub": user.id,
                "sid": sign_in_id,
                "tenantId": tenant.id,
                "role": membership.role,
                "ver": membership.version,
            }
        )
        life = life or timedelta(minutes=self.settings.access_minutes)
        access = tokens.sign_access(claims, self.secret, now, life)
        return Session(describe(account), access, refresh, tokens.csrf_token(sign_in_id, self.secret))

    def expiry(self, now: datetime) -> datetime:
        """When a session that is not used any more ends."""
        return now + timedelta(days=self.settings.refresh_days)


async def register(
    control: AsyncSession, store: Databases, passwords: Passwords, body: Register, now: datetime
) -> Account:
    """A new tenant with this person as its owner. Raises EmailTaken."""
    if await control.scalar(sa.select(User.id).where(User.email == body.email)):
        raise EmailTaken
    await control.commit()  # lets go of the connection while the password is hashed
    hashed = await passwords.hash(body.password)
    return await create_tenant(control, store, body.company, body.email, body.name, body.language, hashed, now)


async def create_tenant(
    control: AsyncSession,
    store: Databases,
    company: str,
    email: str,
    name: str,
    language: Language,
    password_hash: str | None,
    now: datetime,
) -> Account:
    """A new tenant with its database and its owner. Raises EmailTaken. `control` must have no transaction under way."""
    tenant = Tenant(id=new_id(), name=company, settings={}, created_at=now)
    await store.create_tenant(tenant.id)
    try:
        control.add(tenant)
        return await add_user(control, tenant, "owner", email, name, language, password_hash, now)
    except BaseException:
        await store.drop_tenant(tenant.id)
        raise


async def add_user(
    control: AsyncSession,
    tenant: Tenant,
    role: Role,
    email: str,
    name: str,
    language: Language,
    password_hash: str | None,
    now: datetime,
) -> Account:
    """A new user of this tenant. Raises EmailTaken."""
    user = User(id=new_id(), email=email, name=name, language=language, password_hash=password_hash, created_at=now)
    membership = Membership(user_id=user.id, tenant_id=tenant.id, role=role, version=1, created_at=now)
    try:
        control.add(user)
        await control.flush()
        control.add(membership)
        await control.flush()
    except IntegrityError:  # somebody was faster
        raise EmailTaken from None
    return Account(user, tenant, membership)


async def authenticate(control: AsyncSession, passwords: Passwords, body: Login) -> Account:
    """The person with these credentials. Raises WrongCredentials, equally slowly for known and unknown addresses."""
    account = await find(control, User.email == body.email)
    await control.commit()  # lets go of the connection while the password is hashed
    matches = await passwords.matches(body.password, account.user.password_hash if account else None)
    if account is None or not matches:
        raise WrongCredentials
    return account


async def find(control: AsyncSession, condition: sa.ColumnElement[bool]) -> Account | None:
    """The account that fits a condition on the user."""
    query = (
        sa.select(User, Tenant, Membership)
        .join(Membership, Membership.user_id == User.id)
        .join(Tenant, Tenant.id == Membership.tenant_id)
        .where(condition)
    )
    row = (await control.execute(query)).one_or_none()
    return Account(*row) if row else None


async def account_of(control: AsyncSession, user_id: str) -> Account:
    """The account of a signed-in person. Raises SessionEnded when it has just been removed."""
    account = await find(control, User.id == user_id)
    if account is None:
        raise tokens.SessionEnded
    return account


async def member(control: AsyncSession, tenant_id: str, user_id: str) -> Account | None:
    """The account of a person who is in this company, for work done in their name while they are away."""
    return await find(control, sa.and_(User.id == user_id, Tenant.id == tenant_id))


async def start_session(control: AsyncSession, maker: SessionMaker, account: Account, now: datetime) -> Session:
    """A new sign-in with its first refresh token; the person's long expired ones are cleared away."""
    await control.execute(sa.delete(SignIn).where(SignIn.user_id == account.user.id, SignIn.expires_at < now))
    sign_in = SignIn(id=new_id(), user_id=account.user.id, created_at=now, expires_at=maker.expiry(now))
    control.add(sign_in)
    await control.flush()
    refresh = _new_refresh_token(control, sign_in.id, now)
    return maker.make(account, sign_in.id, refresh, now)


async def make_token(
    control: AsyncSession, passwords: Passwords, maker: SessionMaker, user_id: str, body: TokenIn, now: datetime
) -> TokenOut:
    """A long-lived access token, on a sign-in of its own. Raises WrongPassword."""
    account = await account_of(control, user_id)
    hashed = account.user.password_hash
    if hashed is not None and not await passwords.matches(body.password or "", hashed):
        raise WrongPassword
    life = timedelta(days=body.days)
    sign_in = SignIn(id=new_id(), user_id=user_id, created_at=now, expires_at=now + life)
    control.add(sign_in)
    session = maker.make(account, sign_in.id, None, now, life)
    return TokenOut(access_token=session.access, expires_at=sign_in.expires_at)


async def refresh_session(control: AsyncSession, maker: SessionMaker, token: str, now: datetime) -> Session:
    """The session continued: a fresh access token and a fresh refresh token in place of this one.

    A second use within the grace period (two tabs waking up at once) gets an access token only. A later one means that
    somebody else has a copy, so the whole family ends. Raises SessionEnded.
    """
    given = await control.get(RefreshToken, tokens.fingerprint(token))
    sign_in = await control.get(SignIn, given.sign_in_id) if given else None
    if given is None or sign_in is None or sign_in.revoked_at is not None or sign_in.expires_at < now:
        raise tokens.SessionEnded
    account = await account_of(control, sign_in.user_id)
    replaced = await control.scalar(
        sa.update(RefreshToken)
        .where(RefreshToken.token_hash == given.token_hash, RefreshToken.used_at.is_(None))
        .values(used_at=now)
        .returning(RefreshToken.sign_in_id)
    )
    if replaced is not None:
        sign_in.expires_at = maker.expiry(now)
        await _forget_old_tokens(control, maker, sign_in.id, now)
        return maker.make(account, sign_in.id, _new_refresh_token(control, sign_in.id, now), now)
    await control.refresh(given)
    if given.used_at is not None and now - given.used_at <= timedelta(seconds=maker.settings.refresh_grace_seconds):
        return maker.make(account, sign_in.id, None, now)
    sign_in.revoked_at = now
    await control.commit()  # must outlive the refusal, which undoes the request's transaction
    raise tokens.SessionEnded("This session was used from two places and has been ended. Please sign in again.")


async def end_session(
    control: AsyncSession, *, sign_in_id: str | None, refresh_token: str | None, now: datetime
) -> None:
    """Revoke the sign-in that these belong to; unknown ones are nothing to complain about."""
    ids = {sign_in_id} if sign_in_id else set()
    if refresh_token and (row := await control.get(RefreshToken, tokens.fingerprint(refresh_token))):
        ids.add(row.sign_in_id)
    if ids:
        await control.execute(
            sa.update(SignIn).where(SignIn.id.in_(ids), SignIn.revoked_at.is_(None)).values(revoked_at=now)
        )


async def change_me(control: AsyncSession, user_id: str, change: UserChange) -> Me:
    """The signed-in person, changed."""
    account = await account_of(control, user_id)
    for field, value in change.model_dump(exclude_none=True).items():
        setattr(account.user, field, value)
    return describe(account)


async def change_password(
    control: AsyncSession, passwords: Passwords, user_id: str, sign_in_id: str, change: PasswordChange, now: datetime
) -> None:
    """Set a new password and end all other sessions of this person. Raises WrongPassword."""
    account = await account_of(control, user_id)
    if not await passwords.matches(change.current_password, account.user.password_hash):
        raise WrongPassword
    account.user.password_hash = await passwords.hash(change.new_password)
    await control.execute(
        sa.update(SignIn)
        .where(SignIn.user_id == user_id, SignIn.id != sign_in_id, SignIn.revoked_at.is_(None))
        .values(revoked_at=now)
    )


async def languages(control: AsyncSession, user_ids: Collection[str]) -> dict[str, str]:
    """The language each of these people reads Ringside in."""
    rows = await control.execute(sa.select(User.id, User.language).where(User.id.in_(user_ids)))
    return dict(rows.tuples().all())


async def names(control: AsyncSession, tenant_id: str, user_ids: Collection[str] | None = None) -> dict[str, str]:
    """The names of these users, or of everybody; those who are not members of the tenant are absent."""
    query = (
        sa.select(User.id, User.name)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.tenant_id == tenant_id)
    )
    if user_ids is not None:
        query = query.where(User.id.in_(user_ids))
    return {row.id: row.name for row in await control.execute(query)}


def describe(account: Account) -> Me:
    """The account as its owner sees it."""
    return Me(user=describe_user(account), tenant=TenantOut.model_validate(account.tenant))


def describe_user(account: Account) -> UserOut:
    user, _, membership = account
    return UserOut.model_validate(
        {
            "id": user.id,
            "email": user.email,
            "name": user.name,
            "role": membership.role,
            "language": user.language,
        }
    )


def _new_refresh_token(control: AsyncSession, sign_in_id: str, now: datetime) -> str:
    token = tokens.random_token()
    control.add(RefreshToken(token_hash=tokens.fingerprint(token), sign_in_id=sign_in_id, created_at=now, used_at=None))
    return token


async def _forget_old_tokens(control: AsyncSession, maker: SessionMaker, sign_in_id: str, now: datetime) -> None:
    long_ago = now - timedelta(days=maker.settings.refresh_days)
    await control.execute(
        sa.delete(RefreshToken).where(RefreshToken.sign_in_id == sign_in_id, RefreshToken.created_at < long_ago)
    )
