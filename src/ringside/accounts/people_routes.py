"""The company itself, its people, and inviting more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Request

from ringside.accounts import members, notices, service, tenants
from ringside.accounts.access import ControlSession, Managers, Owners, SettingsDep, SignedIn, TenantSession
from ringside.accounts.quotas import QuotasDep
from ringside.accounts.schemas import (
    InvitationIn,
    InvitationOut,
    Member,
    MemberChange,
    NewInvitation,
    Notices,
    NoticesRead,
    TenantChange,
    TenantDetail,
)
from ringside.core.clock import Now
from ringside.core.errors import responses
from ringside.core.paging import BadCursor, Cursor, Limit, Page

router = APIRouter()

Id = Annotated[str, Path(max_length=64)]


@router.get("/tenants/current")
async def current_tenant(
    principal: SignedIn, control: ControlSession, session: TenantSession, quotas: QuotasDep, now: Now
) -> TenantDetail:
    """Your company, its quotas and what is used of them."""
    return await tenants.describe(control, session, quotas, principal, now)


@router.patch("/tenants/current")
async def update_tenant(
    body: TenantChange,
    principal: Owners,
    control: ControlSession,
    session: TenantSession,
    quotas: QuotasDep,
    now: Now,
) -> TenantDetail:
    """Change your company's name or quotas."""
    await tenants.change(control, principal.tenant_id, body)
    return await tenants.describe(control, session, quotas, principal, now)


@router.get("/users", responses=responses(BadCursor))
async def list_members(
    principal: Managers, control: ControlSession, limit: Limit = 50, cursor: Cursor = None
) -> Page[Member]:
    """The people of your company, the newest first."""
    return await members.list_members(control, principal.tenant_id, limit, cursor)


@router.get("/users/{user_id}", responses=responses(members.UnknownUser))
async def get_member(user_id: Id, principal: Managers, control: ControlSession) -> Member:
    """One person of your company."""
    return await members.get_member(control, principal.tenant_id, user_id)


@router.patch("/users/{user_id}", responses=responses(members.UnknownUser, members.LastOwner))
async def change_member(user_id: Id, body: MemberChange, principal: Owners, control: ControlSession) -> Member:
    """Give somebody another role; it counts at once."""
    return await members.change_role(control, principal.tenant_id, user_id, body.role)


@router.delete("/users/{user_id}", status_code=204, responses=responses(members.UnknownUser, members.LastOwner))
async def remove_member(
    user_id: Id, principal: Owners, request: Request, control: ControlSession, session: TenantSession
) -> None:
    """Remove somebody from your company; their sessions end at once, and what was theirs alone is removed."""
    await members.remove(control, principal.tenant_id, user_id)
    farewells: Sequence[members.Farewell] = request.app.state.farewells
    for farewell in farewells:
        await farewell(session, principal.tenant_id, user_id)


@router.get("/invitations", responses=responses(BadCursor))
async def list_invitations(
    principal: Managers, control: ControlSession, now: Now, limit: Limit = 50, cursor: Cursor = None
) -> Page[InvitationOut]:
    """The invitations that nobody has accepted yet."""
    return await members.list_invitations(control, principal.tenant_id, now, limit, cursor)


@router.post("/invitations", status_code=201, responses=responses(members.AboveYourRole, service.EmailTaken))
async def invite(
    body: InvitationIn,
    principal: Managers,
    request: Request,
    control: ControlSession,
    settings: SettingsDep,
    now: Now,
) -> NewInvitation:
    """Invite somebody; pass on the link yourself."""
    invitation, token = await members.invite(control, principal, body, now, timedelta(days=settings.invitation_days))
    # After # it is never sent to a server, so no log of any proxy can keep it.
    link = f"{(settings.public_url or str(request.base_url)).rstrip('/')}/invitation#{token}"
    return NewInvitation(**invitation.model_dump(), token=token, link=link)


@router.delete("/invitations/{invitation_id}", status_code=204, responses=responses(members.UnknownInvitation))
async def withdraw_invitation(invitation_id: Id, principal: Managers, control: ControlSession) -> None:
    """Withdraw an invitation that nobody has accepted."""
    await members.withdraw(control, principal.tenant_id, invitation_id)


@router.get("/notices", responses=responses(BadCursor))
async def list_notices(
    principal: SignedIn, session: TenantSession, limit: Limit = 30, cursor: Cursor = None
) -> Notices:
    """What you should know, the newest first: mentions and alerts."""
    return await notices.notices(session, principal.user_id, limit, cursor)


@router.post("/notices/read", status_code=204)
async def read_notices(body: NoticesRead, principal: SignedIn, session: TenantSession, now: Now) -> None:
    """Mark notices of yours as read."""
    await notices.read(session, principal.user_id, body.ids, now)
