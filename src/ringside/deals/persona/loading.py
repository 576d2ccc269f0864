"""A contact with every touchpoint, as plain values; and a short name of all that these depend on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from hashlib import sha256
from typing import Any, cast
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.calls import facts as call_facts
from ringside.calls import records as calls
from ringside.deals import norms
from ringside.deals.persona import own_words
from ringside.deals.persona.values import Dealing, Known, Said, Touch
from ringside.deals.records import finding
from ringside.deals.records.models import Account, Activity, ActivityPerson, Contact, Deal, DealPerson
from ringside.deals.schemas import BuyingRole
from ringside.dialogue.language import detect, fold
from ringside.dialogue.schemas import Language

RULES = 3
"""Counts changes of the rules by which traits are read: another number has every persona read anew."""
KINDS = ("email", "call", "meeting", "visit")
_HEADS = re.compile(r"^\s*(?:(?:re|fwd?|aw|wg|antw|תגובה|השב|הועבר)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_MISSED = re.compile(
    r"\b(?:no answer|voice ?mail|left (?:a )?message|not reached|busy|missed)\b|"
    r"לא (?:ענה|ענתה|נענתה)|תא קולי|הודעה קולית",
    re.IGNORECASE,
)
_ONE_ZONE = {
    "israel": "Asia/Jerusalem", "ישראל": "Asia/Jerusalem", "germany": "Europe/Berlin", "deutschland": "Europe/Berlin",
    "austria": "Europe/Vienna", "switzerland": "Europe/Zurich", "netherlands": "Europe/Amsterdam",
    "united kingdom": "Europe/London", "uk": "Europe/London", "england": "Europe/London", "ireland": "Europe/Dublin",
    "france": "Europe/Paris", "italy": "Europe/Rome", "spain": "Europe/Madrid", "belgium": "Europe/Brussels",
    "denmark": "Europe/Copenhagen", "sweden": "Europe/Stockholm", "norway": "Europe/Oslo", "poland": "Europe/Warsaw",
    "finland": "Europe/Helsinki", "czech republic": "Europe/Prague", "czechia": "Europe/Prague",
    "greece": "Europe/Athens", "japan": "Asia/Tokyo", "india": "Asia/Kolkata", "singapore": "Asia/Singapore",
}  # fmt: skip
"""Countries with one time zone; the others say nothing about anybody's clock."""

Row = sa.Row[Any]


async def known(
    session: AsyncSession, tenant_id: str, contact_id: str, now: datetime, excluded: Collection[str]
) -> Known:
    """The contact as of `now`, without the excluded sources. Raises UnknownContact."""
    person = await finding.contact(session, contact_id)
    account = await session.get(Account, person.account_id) if person.account_id else None
    account = None if account is None or account.deleted_at is not None else account
    zone, zone_name = _zone(person.timezone, account.country if account else None)
    rows = await _activities(session, contact_id, now)
    people = await _people(session, contact_id)
    cycle = (await norms.present(session, tenant_id, now)).cycle
    touches = []
    for row in rows:
        touch = _touch(row, people.get(row.id, {}), person, excluded)
        if touch is not None:
            touches.append(await _with_turns(session, touch, row, people.get(row.id, {}), person, excluded))
    return Known(
        contact_id=person.id, name=person.name, now=now, zone=zone, zone_name=zone_name, title=person.title,
        role=cast(BuyingRole | None, person.role), company=account.name if account else None,
        industry=account.industry if account else None, touches=tuple(touches),
        deals=await _dealings(session, contact_id), usual_cycle_days=cycle.median,
    )  # fmt: skip


async def revision(session: AsyncSession, contact_id: str, now: datetime) -> str:
    """A short name of all records that a persona depends on; another one whenever any of them changes."""
    mine = sa.select(ActivityPerson.activity_id).where(ActivityPerson.contact_id == contact_id)
    size = sa.func.length(Activity.text) + sa.func.length(Activity.subject)
    alive = (Activity.id.in_(mine), Activity.deleted_at.is_(None), Activity.at <= now)
    count, newest, total = sa.func.count, sa.func.max, sa.func.sum
    queries: list[Any] = [
        sa.select(Contact.updated_at, Contact.timezone, Contact.name, Contact.title, Account.updated_at)
        .outerjoin(Account, Account.id == Contact.account_id)
        .where(Contact.id == contact_id),
        sa.select(count(), newest(Activity.updated_at), newest(Activity.at), newest(Activity.id), total(size)).where(
            *alive
        ),
        sa.select(count(), newest(ActivityPerson.part), newest(ActivityPerson.contact_id)).where(
            ActivityPerson.activity_id.in_(sa.select(Activity.id).where(*alive))
        ),
        sa.select(Deal.id, Deal.status, Deal.closed_at, Deal.deleted_at, DealPerson.role)
        .join(DealPerson, DealPerson.deal_id == Deal.id)
        .where(DealPerson.contact_id == contact_id)
        .order_by(Deal.id),
        sa.select(Activity.call_id).where(*alive, Activity.call_id.is_not(None)).order_by(Activity.call_id),
    ]
    parts: list[Any] = [[tuple(row) for row in await session.execute(query)] for query in queries]
    call_ids = [row[0] for row in parts[-1]]
    measured = await call_facts.measured(session, call_ids) if call_ids else {}
    parts.append(sorted((call_id, repr(of)) for call_id, of in measured.items()))
    return sha256(repr((RULES, parts)).encode()).hexdigest()[:32]


def thread_of(subject: str) -> str:
    """The subject without "Re:" and the like, as it is compared."""
    return fold(_HEADS.sub("", subject)).text.strip()


def _zone(name: str | None, country: str | None) -> tuple[ZoneInfo | None, str]:
    for candidate in (name, _ONE_ZONE.get((country or "").strip().casefold())):
        if candidate:
            try:
                return ZoneInfo(candidate), candidate
            except (KeyError, ValueError, OSError):
                continue
    return None, "UTC"


async def _activities(session: AsyncSession, contact_id: str, now: datetime) -> Sequence[Row]:
    """Texts only as far as they are read: one may be of many megabytes."""
    columns = (
        Activity.id, Activity.kind, Activity.direction, Activity.at, Activity.duration_s, Activity.subject,
        sa.func.substr(Activity.text, 1, own_words.READ).label("text"), Activity.language, Activity.deal_id,
        Activity.call_id, Deal.deleted_at.label("deal_gone"),
    )  # fmt: skip
    query = (
        sa.select(*columns)
        .join(ActivityPerson, ActivityPerson.activity_id == Activity.id)
        .outerjoin(Deal, Deal.id == Activity.deal_id)
        .where(
            ActivityPerson.contact_id == contact_id, Activity.deleted_at.is_(None), Activity.at <= now,
            Activity.kind.in_(KINDS),
        )
        .order_by(Activity.at, Activity.id)
    )  # fmt: skip
    return (await session.execute(query)).all()


async def _people(session: AsyncSession, contact_id: str) -> Mapping[str, dict[str, str]]:
    """By activity: who of the customer's side took part, and how."""
    mine = sa.select(ActivityPerson.activity_id).where(ActivityPerson.contact_id == contact_id)
    query = sa.select(ActivityPerson.activity_id, ActivityPerson.contact_id, ActivityPerson.part).where(
        ActivityPerson.activity_id.in_(mine)
    )
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for activity_id, person, part in await session.execute(query):
        found[activity_id][person] = part
    return found


def _touch(row: Row, people: Mapping[str, str], person: Contact, excluded: Collection[str]) -> Touch | None:
    if row.kind in excluded:
        return None
    part = people.get(person.id, "with")
    by_them = row.direction == "in" and (part == "from" or ("from" not in people.values() and len(people) == 1))
    if row.kind == "visit":
        by_them = True
    if row.kind == "email" and row.direction == "in" and not by_them:
        return None  # somebody else's message, in which they are named
    reads = f"{row.kind}_text" not in excluded
    own = own_words.written(row.text) if row.kind == "email" else ""
    said: tuple[Said, ...] = ()
    if reads and row.kind == "email" and by_them:
        said = (Said(own, row.text),) if own.strip() else ()
    elif reads and row.kind in ("call", "meeting") and row.text:
        spoken = own_words.spoken(row.text, person.name) if "call_text" not in excluded else None
        said = (Said(spoken, row.text),) if spoken and spoken.strip() else ()
    subject = row.subject if reads else ""
    return Touch(
        id=row.id, kind=row.kind, at=row.at, direction=row.direction, by_them=by_them,
        expects=row.direction == "out" and part != "cc" and row.kind in ("email", "call"),
        held=_held(row), timed=row.at.astimezone(UTC).time() != time(0), subject=subject,
        thread=thread_of(row.subject), words=own_words.count(own) if row.kind == "email" and row.text else None,
        others=len(people) - 1, deal_id=None if row.deal_gone else row.deal_id, call_id=row.call_id,
        language=_language(row.language, own or (said[0].text if said else ""), person), said=said,
    )  # fmt: skip


def _held(row: Row) -> bool:
    """Whether a call or meeting took place: one that is on record did, unless it says that nobody answered."""
    if row.kind == "meeting":
        return True
    if row.kind != "call":
        return False
    if row.call_id or row.direction == "in":
        return True
    return row.duration_s != 0 and not _MISSED.search(row.subject) and not _MISSED.search(row.text[:300])


def _language(said: str | None, own: str, person: Contact) -> Language:
    if own.strip():
        return detect(own)
    return "he" if (said or person.language) == "he" else "en"


async def _with_turns(
    session: AsyncSession, touch: Touch, row: Row, people: Mapping[str, str], person: Contact, excluded: Collection[str]
) -> Touch:
    """The touchpoint with what the contact said on its recording: who of several spoke, the labels must tell."""
    if row.call_id is None or "call_text" in excluded:
        return touch
    turns = [t for t in await calls.turns(session, row.call_id) if t.speaker == "customer"]
    labels = {t.label for t in turns}
    alone = len(people) == 1 and len(labels) <= 1
    theirs = [t for t in turns if alone or own_words.same_person(t.label, person.name)]
    said = tuple(Said(own_words.heard(t.text), t.text, t.index) for t in theirs)
    if not said:
        return touch
    language = detect(" ".join(s.text for s in said)[:4000])
    return replace(touch, said=said, language=language)


async def _dealings(session: AsyncSession, contact_id: str) -> tuple[Dealing, ...]:
    rows = await session.execute(
        sa.select(Deal.id, Deal.name, Deal.status, Deal.created_at, Deal.closed_at, DealPerson.role)
        .join(DealPerson, DealPerson.deal_id == Deal.id)
        .where(DealPerson.contact_id == contact_id, Deal.deleted_at.is_(None))
        .order_by(Deal.created_at, Deal.id)
    )
    return tuple(Dealing(*cast(tuple[Any, ...], row)) for row in rows)
