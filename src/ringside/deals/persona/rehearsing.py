"""Rehearsing a meeting: a practice session against a buyer made from this contact, this deal and its open objections.

Nothing else goes into the buyer: no other contact's words, no other deal, no note of ours.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.core.errors import Invalid
from ringside.core.ids import new_id
from ringside.deals import service as deals
from ringside.deals.facts import DealFacts
from ringside.deals.persona import buyers, keeping, loading, reading, service
from ringside.deals.persona.models import Rehearsal
from ringside.deals.persona.own_words import written
from ringside.deals.persona.schemas import Pin, RehearsalObjection, RehearsalOut, RehearseIn, Trait
from ringside.deals.persona.values import Known
from ringside.deals.records.models import Activity, Contact, Deal, DealPerson
from ringside.dialogue.language import detect
from ringside.dialogue.schemas import Language
from ringside.practice import rehearsal
from ringside.practice.parts import parts
from ringside.practice.replying import Studio
from ringside.practice.reports import Ended

READ_MAILS = 200
"""E-mails of a deal, the newest, in which open objections are looked for."""


class NotOnThisDeal(Invalid):
    slug, title = "not-on-this-deal", "The contact has no part in this deal"


@dataclass(frozen=True, slots=True)
class _Prepared:
    contact: Contact
    deal: DealFacts | None
    known: Known
    traits: Sequence[Trait]
    pins: dict[str, Pin]


async def rehearse(at: Studio, who: Principal, contact_id: str, body: RehearseIn, now: datetime) -> RehearsalOut:
    """Begin the session; its first words are the buyer's. Raises UnknownContact, UnknownDeal, NotOnThisDeal,
    PersonaForgotten, PersonaHidden, QuotaExceeded."""
    async with at.databases.tenant(who.tenant_id) as session:
        found = await _prepare(session, who, contact_id, body.deal_id, now)
    language: Language = body.language or _language(found, who)
    open_ones = await asyncio.to_thread(_open_objections, found)
    met = buyers.buyer(
        found.known, found.traits, {trait: p.value for trait, p in found.pins.items()}, open_ones,
        found.deal.name if found.deal else None, language,
    )  # fmt: skip
    deal_id = found.deal.id if found.deal else None

    async def keep(session: AsyncSession, conversation_id: str) -> None:
        session.add(
            Rehearsal(
                conversation_id=conversation_id, contact_id=contact_id, deal_id=deal_id, user_id=who.user_id,
                begun_at=now,
            )
        )  # fmt: skip
        await session.flush()

    begun = await rehearsal.begin(at, who, now, met, body.level, language, keep)
    stock = parts(language).objections
    return RehearsalOut(
        conversation_id=begun.conversation_id, deal_id=deal_id,
        link=f"/practice/call?conversation={begun.conversation_id}",
        objections=[
            RehearsalObjection(kind=o.kind, line=o.line or stock[o.kind].line, own_words=o.line is not None)
            for o in met.objections
        ],
        level=body.level, language=language,
    )  # fmt: skip


async def ended(session: AsyncSession, session_over: Ended) -> None:
    """Put a rehearsal that has been held into the timeline of its deal; other sessions are none of ours."""
    row = await session.get(Rehearsal, session_over.conversation_id)
    if row is None or row.deal_id is None or row.activity_id is not None:
        return
    deal = await session.get(Deal, row.deal_id)
    contact = await session.get(Contact, row.contact_id)
    if deal is None or deal.deleted_at is not None or contact is None:
        return
    length = (session_over.ended_at - session_over.started_at).total_seconds()
    activity = Activity(
        id=new_id(), source="ringside", external_id=None, custom={}, created_at=session_over.ended_at,
        updated_at=session_over.ended_at, deleted_at=None, kind="practice", direction=None, at=session_over.ended_at,
        duration_s=max(0.0, length), subject=contact.name, text="", language=None, deal_id=deal.id,
        account_id=deal.account_id, user_id=row.user_id, user_name=None, call_id=None,
        conversation_id=session_over.conversation_id,
    )  # fmt: skip
    session.add(activity)
    row.activity_id = activity.id
    await session.flush()
    deals.tell(session, session_over.tenant_id, deal.id, "activity")


async def _prepare(
    session: AsyncSession, who: Principal, contact_id: str, deal_id: str | None, now: datetime
) -> _Prepared:
    contact = await service.open_to(session, who, contact_id)
    state = await keeping.state_of(session, contact_id)
    kept = await keeping.current(session, who.tenant_id, contact_id, now)
    known = await loading.known(session, who.tenant_id, contact_id, now, state.excluded)
    chosen = await _deal(session, contact_id, deal_id)
    facts = await deals.load(session, chosen, now) if chosen else None
    return _Prepared(contact, facts, known, kept.traits, dict(kept.pins))


async def _deal(session: AsyncSession, contact_id: str, deal_id: str | None) -> str | None:
    """The deal asked for, else the contact's only open one."""
    mine = (
        sa.select(Deal.id, Deal.status)
        .join(DealPerson, DealPerson.deal_id == Deal.id)
        .where(DealPerson.contact_id == contact_id, Deal.deleted_at.is_(None))
        .order_by(Deal.created_at.desc())
    )
    rows = (await session.execute(mine)).all()
    if deal_id is None:
        still_open = [row.id for row in rows if row.status == "open"]
        return still_open[0] if len(still_open) == 1 else None
    await deals.deal(session, deal_id)
    if deal_id not in {row.id for row in rows}:
        raise NotOnThisDeal
    return deal_id


def _open_objections(found: _Prepared) -> list[rehearsal.Held]:
    """The deal's open objections, from its calls and its e-mails; the contact's own wording where it is theirs."""
    if found.deal is None:
        return []
    raised = [buyers.Raised(call.at, kind, call_id=call.call_id, open=counts[0] > counts[1])
              for call in found.deal.calls for kind, counts in call.objections.items()]  # fmt: skip
    mails = [a for a in found.deal.done if a.kind == "email" and a.direction == "in" and a.text][-READ_MAILS:]
    for mail in mails:
        own = written(mail.text)
        mine = mail.from_id == found.known.contact_id
        for mention in reading.read(own, detect(own)):
            if mention.kind == "objection" and mention.detail and not mine:
                raised.append(buyers.Raised(mail.at, mention.detail))
            elif mention.kind == "price_fine":
                raised.append(buyers.Raised(mail.at, "price", open=False))
    for said in reading.mentions(found.known):
        if said.kind == "objection" and said.detail and said.deal_id == found.deal.id and said.call_id is None:
            raised.append(buyers.Raised(said.at, said.detail, line=said.text))
        elif said.kind == "objection" and said.detail and said.deal_id == found.deal.id:
            raised.append(buyers.Raised(said.at, said.detail, line=said.text, call_id=said.call_id, counts=False))
    return buyers.still_open(raised)


def _language(found: _Prepared, who: Principal) -> Language:
    """The one they write in, else the one they are known to speak, else the rep's."""
    spoken = [t.language for t in found.known.touches if t.said]
    if spoken:
        return spoken[-1]
    return "he" if found.contact.language == "he" else "en" if found.contact.language == "en" else who.language
