"""Accounts and contacts over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, status

from ringside.accounts.access import ControlSession, SignedIn, TenantSession
from ringside.core.clock import Now
from ringside.core.errors import responses
from ringside.core.paging import BadCursor, Limit, Page
from ringside.deals.records import accounts, contacts, finding, timeline
from ringside.deals.records.accounts import AccountExists, AccountInUse, ParentCircle
from ringside.deals.records.contacts import ContactExists
from ringside.deals.records.filtering import Marker
from ringside.deals.records.finding import OthersRecord, UnknownAccount, UnknownContact
from ringside.deals.records.naming import UnknownOwner
from ringside.deals.records.schemas import (
    AccountChange,
    AccountIn,
    AccountItem,
    AccountPage,
    ContactChange,
    ContactIn,
    ContactItem,
    ContactPage,
    TimelineKind,
    TimelinePage,
)

router = APIRouter(tags=["deals"])
CREATED = status.HTTP_201_CREATED
GONE = status.HTTP_204_NO_CONTENT
Search = Annotated[str | None, Query(max_length=200, description="Words of the name.")]
Kinds = Annotated[list[TimelineKind] | None, Query(description="Only these kinds.")]


@router.get("/accounts", responses=responses(BadCursor))
async def list_accounts(
    who: SignedIn,
    session: TenantSession,
    control: ControlSession,
    q: Search = None,
    limit: Limit = 50,
    cursor: Marker = None,
) -> Page[AccountItem]:
    """The accounts of the company by name."""
    return await accounts.listed(session, control, who, q, limit, cursor)


@router.post("/accounts", status_code=CREATED, responses=responses(AccountExists, UnknownAccount, UnknownOwner))
async def create_account(
    body: AccountIn, who: SignedIn, session: TenantSession, control: ControlSession, now: Now
) -> AccountPage:
    """Add an account, by default your own."""
    row = await accounts.create(session, control, who, body, now)
    return await accounts.page(session, control, who, row.id, now)


@router.get("/accounts/{account_id}", responses=responses(UnknownAccount))
async def get_account(
    account_id: str, who: SignedIn, session: TenantSession, control: ControlSession, now: Now
) -> AccountPage:
    """An account with its people, its deals and what happened."""
    return await accounts.page(session, control, who, account_id, now)


@router.patch(
    "/accounts/{account_id}",
    responses=responses(UnknownAccount, OthersRecord, AccountExists, ParentCircle, UnknownOwner),
)
async def change_account(
    account_id: str, body: AccountChange, who: SignedIn, session: TenantSession, control: ControlSession, now: Now
) -> AccountPage:
    """Change an account."""
    await accounts.change(session, control, who, account_id, body, now)
    return await accounts.page(session, control, who, account_id, now)


@router.delete(
    "/accounts/{account_id}",
    status_code=GONE,
    responses=responses(UnknownAccount, OthersRecord, AccountInUse),
)
async def delete_account(account_id: str, who: SignedIn, session: TenantSession, now: Now) -> None:
    """Take away an account that has no deals; its contacts stay."""
    await accounts.delete(session, who, account_id, now)


@router.get("/accounts/{account_id}/timeline", responses=responses(UnknownAccount, BadCursor))
async def get_account_timeline(
    account_id: str,
    who: SignedIn,
    session: TenantSession,
    control: ControlSession,
    now: Now,
    kind: Kinds = None,
    limit: Limit = 50,
    cursor: Marker = None,
) -> TimelinePage:
    """What happened with an account, over all its deals."""
    await finding.account(session, account_id)
    scope = timeline.of_account(account_id)
    return await timeline.page(session, control, who, scope, now, limit, cursor, kind or ())


@router.get("/contacts", responses=responses(BadCursor))
async def list_contacts(
    who: SignedIn,
    session: TenantSession,
    now: Now,
    q: Annotated[str | None, Query(max_length=200, description="Words of name, e-mail, title or account.")] = None,
    account: Annotated[str | None, Query(max_length=64, description="An account's id.")] = None,
    limit: Limit = 50,
    cursor: Marker = None,
) -> Page[ContactItem]:
    """The contacts of the company by name."""
    return await contacts.listed(session, q, account, now, limit, cursor)


@router.post("/contacts", status_code=CREATED, responses=responses(ContactExists, UnknownAccount))
async def create_contact(
    body: ContactIn, who: SignedIn, session: TenantSession, control: ControlSession, now: Now
) -> ContactPage:
    """Add a contact."""
    row = await contacts.create(session, who, body, now)
    return await contacts.page(session, control, who, row.id, now)


@router.get("/contacts/{contact_id}", responses=responses(UnknownContact))
async def get_contact(
    contact_id: str, who: SignedIn, session: TenantSession, control: ControlSession, now: Now
) -> ContactPage:
    """A contact with deals, engagement and what happened."""
    return await contacts.page(session, control, who, contact_id, now)


@router.patch("/contacts/{contact_id}", responses=responses(UnknownContact, ContactExists, UnknownAccount))
async def change_contact(
    contact_id: str, body: ContactChange, who: SignedIn, session: TenantSession, control: ControlSession, now: Now
) -> ContactPage:
    """Change a contact."""
    await contacts.change(session, who, contact_id, body, now)
    return await contacts.page(session, control, who, contact_id, now)


@router.delete("/contacts/{contact_id}", status_code=GONE, responses=responses(UnknownContact, OthersRecord))
async def delete_contact(contact_id: str, who: SignedIn, session: TenantSession, now: Now) -> None:
    """Take a contact away."""
    await contacts.delete(session, who, contact_id, now)


@router.get("/contacts/{contact_id}/timeline", responses=responses(UnknownContact, BadCursor))
async def get_contact_timeline(
    contact_id: str,
    who: SignedIn,
    session: TenantSession,
    control: ControlSession,
    now: Now,
    kind: Kinds = None,
    limit: Limit = 50,
    cursor: Marker = None,
) -> TimelinePage:
    """What a contact took part in, over all deals."""
    await finding.contact(session, contact_id)
    scope = timeline.of_contact(contact_id)
    return await timeline.page(session, control, who, scope, now, limit, cursor, kind or ())
