"""Who may be in a session besides the rep, and how that comes about. The rules are pure; the rest is their storage."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import service as accounts
from ringside.accounts.access import Principal
from ringside.core.errors import Conflict, Forbidden, NotFound
from ringside.core.ids import new_id
from ringside.practice import calls
from ringside.practice.calls import AlreadyEnded, UnknownConversation
from ringside.practice.models import Call
from ringside.practice.together.models import Guest
from ringside.practice.together.schemas import GuestOut, GuestRole, GuestStatus, NewGuest

MOST_GUESTS = 12
"""Places that may be asked for or given in one session."""
LINK_LASTS = timedelta(hours=24)
"""How long a link can be followed: a session that nobody ends must not stay open to whoever finds it."""
OPEN: frozenset[GuestStatus] = frozenset({"asked", "agreed"})


class UnknownGuest(NotFound):
    slug, title = "unknown-guest", "There is no such guest in this session"


class UnknownColleague(NotFound):
    slug, title = "unknown-colleague", "There is nobody like that in your company"


class UnknownLink(NotFound):
    slug, title = "unknown-link", "This invitation is not valid any more"


class NotLetIn(Forbidden):
    slug, title = "not-let-in", "The rep has not agreed to this"


class NotYoursToDecide(Forbidden):
    slug, title = "not-yours-to-decide", "That is for somebody else to decide"


class TooManyGuests(Conflict):
    slug, title = "too-many-guests", "There are enough people in this session"


def may_become(guest: Guest, status: GuestStatus, *, rep: bool) -> bool:
    """Whether the rep, or else the guest, may bring about this status. The rep may take consent back at any time."""
    before = cast(GuestStatus, guest.status)
    if not rep:
        # A guest may always go; whom the rep has invited comes in by accepting.
        return status == "left" or (status == "agreed" and before == "asked" and guest.asked_by != guest.user_id)
    asked_themselves = guest.asked_by == guest.user_id
    return {
        "agreed": before == "asked" and asked_themselves,
        "declined": before == "asked" and asked_themselves,
        "revoked": before in OPEN,
    }.get(status, False)


async def entered(session: AsyncSession, who: Principal, call_id: str) -> tuple[Call, Guest | None]:
    """The session for its rep or for a guest of any standing. Raises UnknownConversation on everybody else."""
    call = await session.get(Call, call_id, populate_existing=True)
    if call is None:
        raise UnknownConversation
    if call.user_id == who.user_id:
        return call, None
    guest = await of_user(session, call_id, who.user_id)
    if guest is None or guest.status in ("revoked", "declined", "left"):
        raise UnknownConversation
    return call, guest


async def let_in(session: AsyncSession, who: Principal, call_id: str) -> tuple[Call, Guest | None]:
    """The same once the rep has agreed. Raises UnknownConversation, NotLetIn."""
    call, guest = await entered(session, who, call_id)
    if guest is not None and guest.status != "agreed":
        raise NotLetIn("Wait until the rep has agreed.")
    return call, guest


async def ask(session: AsyncSession, control: AsyncSession, who: Principal, call_id: str, wish: NewGuest,
              now: datetime) -> tuple[Call, Guest, str | None]:  # fmt: skip
    """A new place in a running session, and its link's token. Raises UnknownConversation, AlreadyEnded and others."""
    call = await calls.visible(session, who, call_id)
    if call.status == "ended":
        raise AlreadyEnded
    mine = call.user_id == who.user_id
    invited = (None if wish.link else wish.user_id) if mine else who.user_id
    if mine and not wish.link and (invited is None or invited == who.user_id):
        raise UnknownColleague("Say whom you invite, or make a link.")
    if mine and invited is not None and await accounts.member(control, who.tenant_id, invited) is None:
        raise UnknownColleague
    if invited is not None and (there := await of_user(session, call_id, invited)):
        return call, _again(there, wish.role, who.user_id, now), None
    if len(await of_call(session, call_id)) >= MOST_GUESTS:
        raise TooManyGuests
    token = secrets.token_urlsafe(24) if invited is None else None
    guest = Guest(
        id=new_id(), call_id=call_id, user_id=invited, asked_by=who.user_id, role=wish.role, status="asked",
        link_hash=_hashed(token) if token else None, asked_at=now,
    )  # fmt: skip
    session.add(guest)
    await session.flush()
    return call, guest, token


def _again(guest: Guest, role: GuestRole, by: str, now: datetime) -> Guest:
    """Somebody who is or was there asks, or is asked, once more; more than was agreed to has to be agreed to anew."""
    if guest.status == "agreed" and (role in (guest.role, "listen")):
        return guest
    guest.status, guest.role, guest.asked_by, guest.asked_at, guest.decided_at = "asked", role, by, now, None
    return guest


async def follow_link(session: AsyncSession, who: Principal, token: str, now: datetime) -> Guest:
    """The place behind a link, now this person's: the rep agreed by making it. Raises UnknownLink."""
    guest = (await session.scalars(sa.select(Guest).where(Guest.link_hash == _hashed(token)))).one_or_none()
    call = await session.get(Call, guest.call_id) if guest else None
    if guest is None or call is None or call.status == "ended" or call.user_id == who.user_id:
        raise UnknownLink
    if guest.user_id == who.user_id and guest.status in OPEN:
        return guest
    if guest.user_id is not None or guest.status not in OPEN or now - guest.asked_at > LINK_LASTS:
        raise UnknownLink
    if there := await of_user(session, guest.call_id, who.user_id):
        await session.delete(there)
    guest.user_id, guest.status, guest.decided_at = who.user_id, "agreed", now
    return guest


async def of_user(session: AsyncSession, call_id: str, user_id: str) -> Guest | None:
    query = sa.select(Guest).where(Guest.call_id == call_id, Guest.user_id == user_id)
    return (await session.scalars(query)).first()


async def of_call(session: AsyncSession, call_id: str) -> Sequence[Guest]:
    """Everybody who was asked or asked themselves, in that order."""
    query = sa.select(Guest).where(Guest.call_id == call_id).order_by(Guest.id)
    return (await session.scalars(query)).all()


async def find(session: AsyncSession, call_id: str, guest_id: str) -> Guest:
    """Raises UnknownGuest."""
    guest = await session.get(Guest, guest_id, populate_existing=True)
    if guest is None or guest.call_id != call_id:
        raise UnknownGuest
    return guest


def shown(guest: Guest, names: dict[str, str], here: bool, link: str | None = None) -> GuestOut:
    return GuestOut(
        id=guest.id,
        conversation_id=guest.call_id,
        user_id=guest.user_id,
        name=names.get(guest.user_id) if guest.user_id else None,
        role=cast(GuestRole, guest.role),
        status=cast(GuestStatus, guest.status),
        asked_by=guest.asked_by,
        asked_at=guest.asked_at,
        decided_at=guest.decided_at,
        here=here,
        link=link,
    )


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()
