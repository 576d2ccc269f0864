"""The people of a tenant: who they are, their roles, and inviting more."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import tokens
from ringside.accounts.models import Invitation, Membership, Tenant, User
from ringside.accounts.passwords import Passwords
from ringside.accounts.principal import Principal
from ringside.accounts.schemas import Accept, InvitationIn, InvitationOut, InvitationView, Member, Role
from ringside.accounts.service import Account, EmailTaken, add_user
from ringside.core.errors import Conflict, Forbidden, NotFound
from ringside.core.ids import new_id
from ringside.core.paging import Page, newest_first
from ringside.dialogue.schemas import Language

Farewell = Callable[[AsyncSession, str, str], Awaitable[None]]
"""How a room lets go of a removed person's things: a session on the tenant's database, the tenant, the user."""
_RANK: dict[str, int] = {"rep": 0, "manager": 1, "owner": 2}


class UnknownUser(NotFound):
    slug, title = "unknown-user", "There is no such user in your company"


class UnknownInvitation(NotFound):
    slug, title = "unknown-invitation", "There is no such invitation"


class InvitationOver(NotFound):
    slug, title = "invitation-over", "This invitation is used, withdrawn or too old; ask for a new one"


class LastOwner(Conflict):
    slug, title = "last-owner", "A company keeps at least one owner"


class AboveYourRole(Forbidden):
    slug, title = "above-your-role", "You cannot give a role above your own"


async def list_members(control: AsyncSession, tenant_id: str, limit: int, cursor: str | None) -> Page[Member]:
    """The users of a tenant, the newest first."""
    query = sa.select(User).join(Membership).where(Membership.tenant_id == tenant_id)
    users, following = await newest_first(control, query, User.id, limit, cursor)
    places = await control.scalars(sa.select(Membership).where(Membership.user_id.in_([user.id for user in users])))
    roles = {place.user_id: place.role for place in places}
    return Page(items=[_describe(user, roles[user.id]) for user in users], next_cursor=following)


async def get_member(control: AsyncSession, tenant_id: str, user_id: str) -> Member:
    """One user of the tenant. Raises UnknownUser."""
    user, membership = await _find(control, tenant_id, user_id)
    return _describe(user, membership.role)


async def change_role(control: AsyncSession, tenant_id: str, user_id: str, role: Role) -> Member:
    """Give a user another role, which counts at once. Raises UnknownUser, LastOwner."""
    await _lock(control, tenant_id)
    user, membership = await _find(control, tenant_id, user_id)
    if membership.role != role:
        if membership.role == "owner":
            await _require_another_owner(control, tenant_id, user_id)
        membership.role = role
        membership.version += 1
    return _describe(user, role)


async def remove(control: AsyncSession, tenant_id: str, user_id: str) -> None:
    """Remove a user with all sessions and links to outside identities. Raises UnknownUser, LastOwner."""
    await _lock(control, tenant_id)
    user, membership = await _find(control, tenant_id, user_id)
    if membership.role == "owner":
        await _require_another_owner(control, tenant_id, user_id)
    await control.delete(user)


async def invite(
    control: AsyncSession, principal: Principal, body: InvitationIn, now: datetime, life: timedelta
) -> tuple[InvitationOut, str]:
    """An invitation and its token. An earlier open one to the same address ends. Raises AboveYourRole, EmailTaken."""
    if _RANK[body.role] > _RANK[principal.role]:
        raise AboveYourRole
    if await control.scalar(sa.select(User.id).where(User.email == body.email)):
        raise EmailTaken
    await control.execute(
        sa.delete(Invitation).where(
            Invitation.tenant_id == principal.tenant_id,
            sa.or_(
                sa.and_(Invitation.email == body.email, Invitation.accepted_at.is_(None)),
                Invitation.expires_at < now - timedelta(days=30),
            ),
        )
    )
    token = tokens.random_token()
    invitation = Invitation(
        id=new_id(),
        tenant_id=principal.tenant_id,
        email=body.email,
        role=body.role,
        token_hash=tokens.fingerprint(token),
        invited_by=principal.user_id,
        created_at=now,
        expires_at=now + life,
        accepted_at=None,
    )
    control.add(invitation)
    return InvitationOut.model_validate(invitation), token


async def list_invitations(
    control: AsyncSession, tenant_id: str, now: datetime, limit: int, cursor: str | None
) -> Page[InvitationOut]:
    """The open invitations of a tenant, the newest first."""
    query = sa.select(Invitation).where(Invitation.tenant_id == tenant_id, *_open(now))
    rows, following = await newest_first(control, query, Invitation.id, limit, cursor)
    return Page(items=[InvitationOut.model_validate(row) for row in rows], next_cursor=following)


async def withdraw(control: AsyncSession, tenant_id: str, invitation_id: str) -> None:
    """End an invitation that nobody has accepted. Raises UnknownInvitation."""
    ended = await control.scalar(
        sa.delete(Invitation)
        .where(Invitation.id == invitation_id, Invitation.tenant_id == tenant_id, Invitation.accepted_at.is_(None))
        .returning(Invitation.id)
    )
    if ended is None:
        raise UnknownInvitation


async def view_invitation(control: AsyncSession, token: str, now: datetime) -> InvitationView:
    """What the invited person is told. Raises InvitationOver."""
    invitation, tenant = await _open_invitation(control, Invitation.token_hash == tokens.fingerprint(token), now)
    return InvitationView.model_validate(
        {
            "email": invitation.email,
            "role": invitation.role,
            "company": tenant.name,
            "expires_at": invitation.expires_at,
        }
    )


async def accept(control: AsyncSession, passwords: Passwords, body: Accept, now: datetime) -> Account:
    """The invited person as a user. Raises InvitationOver, EmailTaken."""
    condition = Invitation.token_hash == tokens.fingerprint(body.token)
    await _open_invitation(control, condition, now)
    await control.commit()  # lets go of the connection while the password is hashed
    hashed = await passwords.hash(body.password)
    return await accept_as(control, condition, body.name, body.language, hashed, now)


async def accept_as(
    control: AsyncSession,
    condition: sa.ColumnElement[bool],
    name: str,
    language: Language,
    password_hash: str | None,
    now: datetime,
) -> Account:
    """Use up the open invitation that fits, exactly once. Raises InvitationOver, EmailTaken."""
    invitation, tenant = await _open_invitation(control, condition, now)
    taken = await control.scalar(
        sa.update(Invitation)
        .where(Invitation.id == invitation.id, Invitation.accepted_at.is_(None))
        .values(accepted_at=now)
        .returning(Invitation.id)
    )
    if taken is None:
        raise InvitationOver
    role = cast("Role", invitation.role)
    return await add_user(control, tenant, role, invitation.email, name, language, password_hash, now)


def _open(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return Invitation.accepted_at.is_(None), Invitation.expires_at > now


async def _open_invitation(
    control: AsyncSession, condition: sa.ColumnElement[bool], now: datetime
) -> tuple[Invitation, Tenant]:
    query = (
        sa.select(Invitation, Tenant)
        .join(Tenant, Tenant.id == Invitation.tenant_id)
        .where(condition, *_open(now))
        .order_by(Invitation.id.desc())
        .limit(1)
    )
    row = (await control.execute(query)).one_or_none()
    if row is None:
        raise InvitationOver
    return row[0], row[1]


async def _lock(control: AsyncSession, tenant_id: str) -> None:
    """Let changes of roles happen one after the other, on both stores: a write takes a lock on each."""
    await control.execute(sa.update(Tenant).where(Tenant.id == tenant_id).values(name=Tenant.name))


async def _find(control: AsyncSession, tenant_id: str, user_id: str) -> tuple[User, Membership]:
    query = (
        sa.select(User, Membership)
        .join(Membership, Membership.user_id == User.id)
        .where(User.id == user_id, Membership.tenant_id == tenant_id)
    )
    row = (await control.execute(query)).one_or_none()
    if row is None:
        raise UnknownUser
    return row[0], row[1]


async def _require_another_owner(control: AsyncSession, tenant_id: str, user_id: str) -> None:
    others = sa.select(sa.func.count()).where(
        Membership.tenant_id == tenant_id, Membership.role == "owner", Membership.user_id != user_id
    )
    if not await control.scalar(others):
        raise LastOwner


def _describe(user: User, role: str) -> Member:
    return Member.model_validate(
        {
            "id": user.id,
            "email": user.email,
            "name": user.name,
            "role": role,
            "language": user.language,
            "created_at": user.created_at,
        }
    )
