"""What the deals room tells a live call: who it is with, a second reading of objections, approved answers to them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.calls.live.messages import CueSource
from ringside.calls.live.ports import Background, CallBackground, Ended, Library, Resistance
from ringside.core.db import Databases
from ringside.deals import evidence
from ringside.deals.facts import ContactFacts, DealFacts
from ringside.deals.objections import composing, concerns, finding, history, kinds
from ringside.deals.objections.history import Heard
from ringside.deals.persona import service as personas
from ringside.deals.records import links, loading
from ringside.dialogue.schemas import Language, ObjectionKind
from ringside.playbook import service as playbook

FIELDS = ("stage", "amount", "close_on", "next_step", "product", "discount")
"""Fields of a deal worth having at hand in a call."""
OPEN_KINDS: tuple[ObjectionKind, ...] = ("price", "timing", "authority", "trust", "integration", "competitor")
MOST_NEEDS, MOST_TRAITS, MOST_FACTS = 3, 4, 16
ANSWERS = 3
_TITLES: dict[Language, dict[str, str]] = {
    "en": {
        "deal": "The deal",
        "need": "They said",
        "person": "On the deal",
        "objection": "Before",
        "persona": "Persona",
    },
    "he": {"deal": "העסקה", "need": "הם אמרו", "person": "בעסקה", "objection": "בעבר", "persona": "פרסונה"},
}


def resists(text: str, language: Language) -> Resistance:
    """What words of a customer object to, and how likely they do."""
    reading = kinds.read(text, language)
    return Resistance(reading.chances[0][0], reading.objection)


def background(databases: Databases) -> Background:
    """What is known of the other side of a call."""

    async def known(who: Principal, deal_id: str | None, contact_id: str | None, now: datetime) -> CallBackground:
        async with databases.tenant(who.tenant_id) as session:
            deal = await loading.load(session, deal_id, now) if deal_id else None
            contact = await loading.history(session, contact_id, now) if contact_id else None
            names = await _names(session, deal, contact)
            traits = await _traits(databases, session, who, contact_id, now) if contact_id else []
        facts = deal or contact
        if facts is None:
            return CallBackground()
        said = await asyncio.to_thread(history.heard, facts.activities, set(names), contact_id)
        told = [*_of_deal(deal, who.language)] if deal else []
        return CallBackground(
            deal_id=deal_id,
            contact_id=contact_id,
            deal_name=deal.name if deal else "",
            contact_name=contact.name if contact else "",
            names=tuple(names),
            competitors=tuple(each.name for each in deal.competitors) if deal else (),
            facts=(*_said(said, who.language), *_before(facts, said, who.language), *told, *traits)[:MOST_FACTS],
        )

    return known


async def concluded(databases: Databases, ended: Ended, now: datetime) -> None:
    """A live call that was held about a deal is an activity of that deal."""
    if ended.deal_id is None:
        return
    who = Principal(user_id=ended.user_id, tenant_id=ended.tenant_id, role="rep", language=ended.language)
    there = [ended.contact_id] if ended.contact_id else []
    async with databases.tenant(ended.tenant_id) as session:
        await links.link_call(session, who, ended.deal_id, ended.call_id, there, now)


async def _names(session: AsyncSession, deal: DealFacts | None, contact: ContactFacts | None) -> list[str]:
    """Who may be on the call or spoken of, each once."""
    people = [person.name for person in deal.people] if deal else []
    company = [facts.account_name for facts in (deal, contact) if facts and facts.account_name]
    return list(dict.fromkeys([*([contact.name] if contact else []), *people, *company]))


def _said(said: Sequence[Heard], language: Language) -> Iterator[CueSource]:
    """What they said they need."""
    for each in history.needs(said, language)[:MOST_NEEDS]:
        yield CueSource(title=_TITLES[language]["need"], text=each.text, link=each.evidence.link)


def _before(facts: DealFacts | ContactFacts, said: Sequence[Heard], language: Language) -> Iterator[CueSource]:
    """What they objected to before, and what to know then."""
    seen: set[str] = set()
    for kind in OPEN_KINDS:
        for each in history.worth_knowing(facts, said, kind, language):
            if each.text not in seen:
                seen.add(each.text)
                link = each.evidence[0].link if each.evidence else None
                yield CueSource(title=_TITLES[language]["objection"], text=each.text, link=link)


def _of_deal(deal: DealFacts, language: Language) -> Iterator[CueSource]:
    for field in FIELDS:
        if evidence.field_value(deal, field) != "—":
            found = evidence.of_field(deal, field, language)
            yield CueSource(title=_TITLES[language]["deal"], text=found.text, link=found.link)
    for person in deal.people[:5]:
        found = evidence.of_person(deal.id, person, language)
        yield CueSource(title=_TITLES[language]["person"], text=found.text, link=found.link)


async def _traits(
    databases: Databases, session: AsyncSession, who: Principal, contact_id: str, now: datetime
) -> list[CueSource]:
    """What the contact's persona advises; nothing of one that is hidden or forgotten."""
    async with databases.control() as control:
        persona = await personas.persona(session, control, who, contact_id, now)
    sure = sorted((each for each in persona.traits if each.tip), key=lambda each: -each.confidence)
    title = _TITLES[who.language]["persona"]
    return [
        CueSource(title=title, text=f"{each.title}: {each.value}. {each.tip}", link=f"/contacts/{contact_id}")
        for each in sure[:MOST_TRAITS]
    ]


def library(databases: Databases) -> Library:
    """The company's approved answers to an objection."""

    async def approved(tenant_id: str, text: str, kind: ObjectionKind, language: Language) -> list[CueSource]:
        sights = await asyncio.to_thread(concerns.seen, text, kind, language)
        concern = sights[0].concern.id if sights else None
        async with databases.tenant(tenant_id) as session:
            entries, _, fitting = await finding.answering(session, text, kind, concern, language, ANSWERS)
            company = await playbook.answers(session)
        names = {"company": company.company or None}
        found = []
        for entry in entries:
            said = composing.filled(entry.text, names) if entry.id in fitting else None
            if said is not None:
                found.append(CueSource(title=entry.title, text=said, link=f"/deals/objections?entry={entry.id}"))
        return found

    return approved
