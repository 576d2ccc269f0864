"""Erasing what was made of a contact: versions, pins, shares, and the meetings that were rehearsed."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import notices
from ringside.deals.cards.models import CardFeedback
from ringside.deals.persona.models import PersonaPin, PersonaShare, PersonaState, PersonaVersion, Rehearsal
from ringside.deals.records.models import Activity
from ringside.practice import rehearsal

SHARED = "persona.shared"
"""Kind of the notices that a persona was shared."""


async def forget(session: AsyncSession, contact_id: str, by: str | None, now: datetime) -> None:
    """Erase everything and make no more; erased pages are overwritten by the store."""
    await _rehearsals(session, contact_id)
    await versions(session, contact_id)
    for table in (PersonaPin, PersonaShare):
        await session.execute(sa.delete(table).where(table.contact_id == contact_id))
    await session.execute(
        sa.delete(CardFeedback).where(CardFeedback.contact_id == contact_id, CardFeedback.card == "persona")
    )
    await notices.withdraw(session, SHARED, f"/contacts/{contact_id}")
    state = await session.get(PersonaState, contact_id) or PersonaState(contact_id=contact_id)
    state.forgotten_at, state.privacy_by, state.revision, state.looked_on = now, by, "", None
    session.add(state)
    await session.flush()


async def versions(session: AsyncSession, contact_id: str) -> None:
    """Erase every version: each may quote a source that may no longer be used."""
    await session.execute(sa.delete(PersonaVersion).where(PersonaVersion.contact_id == contact_id))


async def _rehearsals(session: AsyncSession, contact_id: str) -> None:
    mine = Rehearsal.contact_id == contact_id
    rows = (await session.execute(sa.select(Rehearsal.conversation_id, Rehearsal.activity_id).where(mine))).all()
    await rehearsal.forget(session, [row.conversation_id for row in rows])
    kept = [row.activity_id for row in rows if row.activity_id]
    await session.execute(sa.delete(Activity).where(Activity.id.in_(kept)))
    await session.execute(sa.delete(Rehearsal).where(mine))
