"""An objection answered: read, what lies under it, what the company and the customer's history give, how to say it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.ai import Caller, Models
from ringside.ai.schemas import BUILTIN
from ringside.deals.cards import service as cards
from ringside.deals.facts import ActivityFact, ContactFacts, DealFacts, PersonFact
from ringside.deals.objections import composing, concerns, finding, grounds, history, kinds, library, proofs, telling
from ringside.deals.objections.composing import Manner, Spoken
from ringside.deals.objections.concerns import Concern, Sight
from ringside.deals.objections.grounds import Ground
from ringside.deals.objections.history import Heard
from ringside.deals.objections.kinds import Reading
from ringside.deals.objections.models import LibraryEntry
from ringside.deals.objections.schemas import (
    ConcernOut,
    HandledObjection,
    KindChance,
    ObjectionAnswer,
    ObjectionIn,
    ObjectionSpan,
)
from ringside.deals.objections.words import words
from ringside.deals.records import loading
from ringside.deals.records.models import Contact
from ringside.deals.schemas import Preferences, Tone
from ringside.dialogue import orders
from ringside.dialogue.language import detect
from ringside.dialogue.schemas import Language, ObjectionKind
from ringside.playbook import service as playbook
from ringside.playbook.knowledge import answering
from ringside.playbook.schemas import Answers

__all__ = ["composed", "handle", "proofs"]

TONES: tuple[Tone, ...] = ("consultative", "empathetic", "aggressive")
FEWEST = 2
OBJECTS = 0.5
"""How likely a text must be an objection to be treated as one."""
SHOWN_ENTRIES = 5
MOST_ASKED = 600
"""Characters of an objection that are looked up in documents."""


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of whom the objection came from."""

    facts: DealFacts | ContactFacts | None = None
    contact_id: str | None = None
    said: tuple[Heard, ...] = ()
    names: tuple[tuple[str, str | None], ...] = ()


async def handle(
    session: AsyncSession, control: AsyncSession, models: Models, who: Principal, body: ObjectionIn, now: datetime
) -> HandledObjection:
    """Ways to answer an objection. Raises UnknownDeal, UnknownContact."""
    spoken = detect(body.text)
    language = body.language or spoken
    text = orders.without(body.text)
    reading = kinds.read(text, spoken)
    kind = body.kind or reading.chances[0][0]
    sights = concerns.seen(text, kind, spoken)
    company = await playbook.answers(session)
    concern = _concern(kind, sights, grounds.mentioned(company, text))
    around = await _around(session, body, now)
    facts = await _facts(session, text, kind, concern, company, around, language)
    entries, known, fitting = await finding.answering(session, text, kind, concern.id or None, language, SHOWN_ENTRIES)
    wishes = _wishes(await cards.preferences(session, who.user_id), body)
    speakable = _speakable([e for e in entries if e.id in fitting], dict(around.names) | _own_names(company))
    answers = composed(kind, concern, body.tones or list(TONES), wishes, language, facts, speakable)
    answers = await _worded(models, who, body.text, kind, answers, language)
    is_objection = body.kind is not None or reading.objection >= OBJECTS
    return HandledObjection(
        text=body.text,
        language=spoken,
        is_objection=is_objection,
        message="" if is_objection else words(who.language).no_objection,
        kinds=_chances(reading, who.language),
        chosen=kind,
        nature="reflex" if kind in concerns.BRUSH_OFFS and not sights else "real",
        shown_by=_spans(reading, sights),
        concern=_concern_told(concern, kind, who.language),
        concern_id=concern.id or None,
        concerns=_concerns(kind, sights, who.language),
        answers=answers,
        worth_knowing=history.worth_knowing(around.facts, around.said, kind, who.language) if around.facts else [],
        entries=await library.shown(session, control, who, entries, known),
        engine=next((each.source for each in answers if each.source != BUILTIN), BUILTIN),
    )


def _concern(kind: ObjectionKind, sights: Sequence[Sight], named: Sequence[str]) -> Concern:
    """What lies under it; a price said beside a competitor's name is held against theirs."""
    if sights:
        return sights[0].concern
    compared = next((each for each in concerns.of(kind) if each.id == "compared"), None) if named else None
    return compared or concerns.kinds()[kind].unsaid


async def _around(session: AsyncSession, body: ObjectionIn, now: datetime) -> Around:
    deal = await loading.load(session, body.deal_id, now) if body.deal_id else None
    contact = await loading.history(session, body.contact_id, now) if body.contact_id else None
    facts = deal or contact
    if facts is None:
        return Around()
    people: Sequence[PersonFact] = deal.people if deal else ()
    who = contact.name if contact else None
    names = {*(person.name for person in people), *([who] if who else [])} | await _speakers(session, facts.activities)
    said = history.heard(facts.activities, names, body.contact_id)
    competitor = deal.competitors[0].name if deal and deal.competitors else None
    filled = {
        "contact": who.split()[0] if who else None,
        "account": facts.account_name,
        "competitor": competitor,
    }
    return Around(facts, body.contact_id, tuple(said), tuple(filled.items()))


async def _speakers(session: AsyncSession, activities: Sequence[ActivityFact]) -> set[str]:
    """Names of the contacts who took part."""
    ids = {each for activity in activities[-50:] for each in activity.contact_ids}
    if not ids:
        return set()
    return set(await session.scalars(sa.select(Contact.name).where(Contact.id.in_(ids), Contact.deleted_at.is_(None))))


async def _facts(
    session: AsyncSession, text: str, kind: str, concern: Concern, company: Answers, around: Around, language: Language
) -> list[Ground]:
    named = grounds.mentioned(company, text)
    if isinstance(around.facts, DealFacts):
        named += [each.name for each in around.facts.competitors]
    said = await answering.says(session, text[:MOST_ASKED])
    every = [
        *grounds.of_documents(said),
        *grounds.of_customer(history.needs(around.said, language), company, language),
        *grounds.of_company(company, named),
    ]
    return grounds.chosen(every, text, kind, concern, language, most=2)


def _wishes(wishes: Preferences, body: ObjectionIn) -> Preferences:
    given = {"length": body.length, "boldness": body.boldness}
    return wishes.model_copy(update={name: value for name, value in given.items() if value is not None})


def _own_names(company: Answers) -> dict[str, str | None]:
    return {"company": company.company or None}


def _speakable(entries: Sequence[LibraryEntry], names: dict[str, str | None]) -> list[Spoken]:
    """The entries whose holes can all be filled."""
    return [
        Spoken(entry.id, cast("Tone | None", entry.tone), cast(Language, entry.language), entry.title, text)
        for entry in entries
        if (text := composing.filled(entry.text, names)) is not None
    ]


def composed(
    kind: ObjectionKind,
    concern: Concern,
    tones: Sequence[Tone],
    wishes: Preferences,
    language: Language,
    facts: Sequence[Ground],
    entries: Sequence[Spoken],
) -> list[ObjectionAnswer]:
    """Two or three answers in these tones: each with another entry, or in its own way on the facts that fit best.

    One tone alone gets two answers: one that speaks with the library or asks, and one that asks differently.
    """
    wanted = list(tones) if len(tones) >= FEWEST else [*tones, *tones]
    left = list(entries)
    made: list[ObjectionAnswer] = []
    for place, tone in enumerate(wanted):
        manner = Manner(tone, wishes.length, wishes.boldness, language)
        entry = next((each for each in left if each.tone in (None, tone)), None)
        left = [each for each in left if each is not entry]
        turn = wanted[:place].count(tone)
        made.append(composing.compose(concerns.kinds()[kind], concern, manner, facts, entry, turn))
    return made


async def _worded(
    models: Models,
    who: Principal,
    text: str,
    kind: ObjectionKind,
    answers: Sequence[ObjectionAnswer],
    language: Language,
) -> list[ObjectionAnswer]:
    """The same answers in a model's words, where there is one and its words pass; the library's stay as approved."""
    if not models.stations[telling.WORDING.words.tier]:
        return list(answers)
    caller = Caller(who.tenant_id, who.user_id, language)
    free = [each for each in answers if each.entry_id is None]
    told = await asyncio.gather(*(telling.tell(models, caller, text, kind, each, language) for each in free))
    by_draft = {id(draft): better for draft, better in zip(free, told, strict=True)}
    return [by_draft.get(id(each), each) for each in answers]


def _chances(reading: Reading, language: Language) -> list[KindChance]:
    titles = concerns.titles(language)
    return [
        KindChance(kind=kind, title=titles[kind], confidence=round(sure * reading.objection, 3))
        for kind, sure in reading.chances[:2]
    ]


def _spans(reading: Reading, sights: Sequence[Sight]) -> list[ObjectionSpan]:
    """Where it is said: the sentence that the reading rests on, else the words of the concern."""
    spans = reading.spans or (sights[0].spans if sights else ())
    return [ObjectionSpan(start=start, end=end) for start, end in spans]


def _concern_told(concern: Concern, kind: str, language: Language) -> str:
    told = words(language)
    several = not concern.id and len(concerns.of(kind)) > 1
    return (told.unclear if several else told.probably).format(text=concern.text[language])


def _concerns(kind: str, sights: Sequence[Sight], language: Language) -> list[ConcernOut]:
    first = [sight.concern for sight in sights]
    return [
        ConcernOut(id=each.id, title=each.title[language], text=each.text[language], ask=each.ask[language])
        for each in (*first, *(c for c in concerns.of(kind) if c not in first))
    ]
