"""What statements rest on: evidence is made from a record that was loaded, and a quote by finding it in its text."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.calls import records as calls
from ringside.deals.facts import ActivityFact, ChangeFact, CompetitorFact, DealFacts, PersonFact, Scalar
from ringside.deals.records.models import Activity, Contact, Deal, DealChange, DealCompetitor
from ringside.deals.schemas import Evidence
from ringside.dialogue.language import fold
from ringside.dialogue.schemas import Language

Span = tuple[int, int]
MOST = 300
"""Characters of a text that stands for a whole record."""


def quote(text: str, needle: str) -> Span | None:
    """Where `needle` first stands in `text`, as character offsets; case, blanks, quote marks and niqqud may differ."""
    return next(quotes(text, needle), None)


def quotes(text: str, needle: str) -> Iterator[Span]:
    """Every place where `needle` stands in `text`, none inside another."""
    wanted = fold(needle).text.strip()
    if not wanted:
        return
    view = fold(text)
    place = view.text.find(wanted)
    while place >= 0:
        start, end = view.span(place, place + len(wanted))
        # a place in the midst of a letter that folds to several is none
        if fold(text[start:end]).text.strip() == wanted:
            yield start, end
        place = view.text.find(wanted, place + len(wanted))


def of_activity(activity: ActivityFact, start: int | None = None, end: int | None = None) -> Evidence:
    """An activity, or the words at start..end of its text. ValueError when there are no words."""
    text = _first_line(activity.subject or activity.text or activity.kind)
    if start is not None and end is not None:
        text = activity.text[start:end]
        if not (0 <= start < end <= len(activity.text)) or not text.strip():
            raise ValueError(f"activity {activity.id} has no words at {start}..{end}")
    link = _link(activity)
    if link is not None and start is not None:
        link += f":{start}-{end}"
    return Evidence(kind="activity", id=activity.id, at=activity.at, text=text, start=start, end=end, link=link)


def of_call(call_id: str, at: datetime, turn: int, text: str, start: int, end: int) -> Evidence:
    """Words said on a recorded call: `text` is the whole turn. ValueError when there are none at start..end."""
    if not (0 <= start < end <= len(text)) or not text[start:end].strip():
        raise ValueError(f"turn {turn} of call {call_id} has no words at {start}..{end}")
    link = f"/calls/{call_id}?turn={turn}"
    return Evidence(kind="call", id=call_id, at=at, text=text[start:end], start=start, end=end, turn=turn, link=link)


def of_change(deal_id: str, change: ChangeFact, language: Language = "en") -> Evidence:
    """One change of one field, as `stage: Discovery → Proposal`."""
    link = f"/deals/{deal_id}#change-{change.id}"
    return Evidence(kind="change", id=change.id, at=change.at, text=changed(change, language), link=link)


def of_person(deal_id: str, person: PersonFact, language: Language = "en") -> Evidence:
    """A stakeholder with title and part in the deal."""
    link = f"/deals/{deal_id}#person-{person.contact_id}"
    return Evidence(kind="person", id=person.contact_id, at=person.since, text=described(person, language), link=link)


def of_competitor(deal_id: str, competitor: CompetitorFact) -> Evidence:
    """A competitor noted on the deal."""
    return Evidence(
        kind="competitor", id=competitor.name, at=competitor.since, text=competitor.name, link=f"/deals/{deal_id}"
    )


def of_field(deal: DealFacts, field: str, language: Language = "en") -> Evidence:
    """A field of the deal as it stands; a `custom` one by its header. KeyError when there is no such field."""
    value = field_value(deal, field)
    return Evidence(kind="field", id=field, text=f"{_label(field, language)}: {value}", link=f"/deals/{deal.id}")


def of_deal(deal: DealFacts, text: str | None = None) -> Evidence:
    """Another deal as an example; `text` says in words what about it."""
    return Evidence(kind="deal", id=deal.id, at=deal.closed_at, text=text or deal.name, link=f"/deals/{deal.id}")


def field_value(deal: DealFacts, field: str) -> str:
    """A field of a deal in plain characters: `—` where it is empty. KeyError when there is no such field."""
    known = deal.custom[field] if field in deal.custom else FIELDS[field](deal)
    if known is None or known == "":
        return "—"
    return f"{known:%Y-%m-%d}" if isinstance(known, date) else str(known)


FIELDS: dict[str, Callable[[DealFacts], Scalar | date | Decimal]] = {
    "stage": lambda deal: deal.stage,
    "status": lambda deal: deal.status,
    "stage_since": lambda deal: deal.stage_since,
    "amount": lambda deal: deal.amount if deal.amount is None else f"{deal.amount} {deal.currency or ''}".strip(),
    "discount": lambda deal: None if deal.discount is None else f"{100 * deal.discount:.6g} %",
    "close_on": lambda deal: deal.close_on,
    "closed_at": lambda deal: deal.closed_at,
    "created_at": lambda deal: deal.created_at,
    "owner": lambda deal: deal.owner_name,
    "account": lambda deal: deal.account_name,
    "industry": lambda deal: deal.industry,
    "segment": lambda deal: deal.segment,
    "employees": lambda deal: deal.employees,
    "country": lambda deal: deal.country,
    "lead_source": lambda deal: deal.lead_source,
    "product": lambda deal: deal.product,
    "next_step": lambda deal: deal.next_step,
    "close_reason": lambda deal: deal.close_reason,
}


def changed(change: ChangeFact, language: Language = "en") -> str:
    """A change in words."""
    return f"{_label(change.field, language)}: {change.before or '—'} → {change.after or '—'}"


def described(person: PersonFact, language: Language = "en") -> str:
    """A person by name, title and part."""
    role = _ROLES[language].get(person.role or "", person.role)
    return ", ".join(part for part in (person.name, person.title, role) if part)


def _label(field: str, language: Language) -> str:
    return _LABELS[language].get(field, field)


def _first_line(text: str) -> str:
    line = next((line.strip() for line in text[:4000].splitlines() if line.strip()), "")
    return line if len(line) <= MOST else line[: MOST - 1].rstrip() + "…"


def _link(activity: ActivityFact) -> str | None:
    return f"/deals/{activity.deal_id}#activity-{activity.id}" if activity.deal_id else None


_LABELS: dict[Language, dict[str, str]] = {
    "en": {
        "stage": "Stage", "status": "Status", "stage_since": "In this stage since", "amount": "Amount",
        "discount": "Discount", "close_on": "Expected close", "closed_at": "Closed on", "created_at": "Opened on",
        "owner": "Owner", "account": "Account", "industry": "Industry", "segment": "Segment", "employees": "Employees",
        "country": "Country", "lead_source": "Lead source", "product": "Product", "next_step": "Next step",
        "close_reason": "Reason for the close",
    },
    "he": {
        "stage": "שלב", "status": "מצב", "stage_since": "בשלב זה מאז", "amount": "סכום", "discount": "הנחה",
        "close_on": "סגירה צפויה", "closed_at": "נסגרה ב־", "created_at": "נפתחה ב־", "owner": "אחראי",
        "account": "לקוח", "industry": "ענף", "segment": "סגמנט", "employees": "עובדים", "country": "מדינה",
        "lead_source": "מקור הליד", "product": "מוצר", "next_step": "הצעד הבא", "close_reason": "סיבת הסגירה",
    },
}  # fmt: skip
_ROLES: dict[Language, dict[str, str]] = {
    "en": {
        "champion": "champion", "economic_buyer": "economic buyer", "decision_maker": "decision maker",
        "influencer": "influencer", "user": "user", "gatekeeper": "gatekeeper", "blocker": "blocker",
    },
    "he": {
        "champion": "תומך מבפנים", "economic_buyer": "בעל התקציב", "decision_maker": "מקבל ההחלטה",
        "influencer": "משפיע", "user": "משתמש", "gatekeeper": "שומר סף", "blocker": "מתנגד",
    },
}  # fmt: skip


Check = Callable[[AsyncSession, Evidence], Awaitable[bool]]


async def verify(session: AsyncSession, evidence: Evidence) -> bool:
    """Whether the record exists, is not deleted, and a quote stands where it is said to. False for kinds nobody checks.

    A part of the room with records of its own puts its check into CHECKS.
    """
    check = CHECKS.get(evidence.kind)
    return check is not None and await check(session, evidence)


async def _activity(session: AsyncSession, evidence: Evidence) -> bool:
    row = await session.get(Activity, evidence.id)
    return row is not None and row.deleted_at is None and _stands(evidence, row.text)


async def _call(session: AsyncSession, evidence: Evidence) -> bool:
    if evidence.turn is None:
        return await session.scalar(sa.select(Activity.id).where(Activity.call_id == evidence.id).limit(1)) is not None
    said = {turn.index: turn.text for turn in await calls.turns(session, evidence.id)}
    return evidence.turn in said and evidence.start is not None and _stands(evidence, said[evidence.turn])


async def _change(session: AsyncSession, evidence: Evidence) -> bool:
    row = await session.get(DealChange, evidence.id)
    if row is None:
        return False
    change = ChangeFact(row.id, row.at, row.field, row.before, row.after)  # type: ignore[arg-type]
    return evidence.text in {changed(change, "en"), changed(change, "he")}


async def _person(session: AsyncSession, evidence: Evidence) -> bool:
    row = await session.get(Contact, evidence.id)
    return row is not None and row.deleted_at is None and evidence.text.startswith(row.name)


async def _competitor(session: AsyncSession, evidence: Evidence) -> bool:
    named = sa.select(DealCompetitor.deal_id).where(DealCompetitor.name == evidence.id).limit(1)
    return await session.scalar(named) is not None


async def _deal(session: AsyncSession, evidence: Evidence) -> bool:
    row = await session.get(Deal, evidence.id)
    return row is not None and row.deleted_at is None


async def _field(session: AsyncSession, evidence: Evidence) -> bool:
    """A field is one of the deal that the link leads to."""
    row = await session.get(Deal, (evidence.link or "").removeprefix("/deals/").split("#")[0])
    known = row is not None and row.deleted_at is None and (evidence.id in FIELDS or evidence.id in row.custom)
    return known and evidence.start is None


def _stands(evidence: Evidence, text: str) -> bool:
    if evidence.start is None or evidence.end is None:
        return evidence.start is evidence.end
    return 0 <= evidence.start < evidence.end <= len(text) and text[evidence.start : evidence.end] == evidence.text


CHECKS: dict[str, Check] = {
    "activity": _activity,
    "call": _call,
    "change": _change,
    "person": _person,
    "competitor": _competitor,
    "deal": _deal,
    "field": _field,
}
