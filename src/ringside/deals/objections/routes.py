"""Answers to objections and the library of answers over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from ringside.accounts.access import ControlSession, Managers, SignedIn, TenantSession
from ringside.ai import ModelsDep
from ringside.calls.service import UnknownCall
from ringside.core.clock import Now
from ringside.core.errors import responses
from ringside.core.paging import BadCursor, Cursor, Limit, Page
from ringside.deals.objections import finding, handling, library, shelves, suggesting, uses
from ringside.deals.objections.library import (
    EntryChanged,
    NotYourEntry,
    SameEntry,
    UnknownConcern,
    UnknownEntry,
    WrongStatus,
)
from ringside.deals.objections.schemas import (
    AnswerTemplate,
    AnswerUseOut,
    CallAnswer,
    EntryChange,
    EntryDecision,
    EntryEventOut,
    EntryPage,
    EntryStatus,
    FromCall,
    HandledObjection,
    Id,
    LibraryEntryOut,
    LibrarySort,
    NewEntry,
    NewUse,
    ObjectionIn,
    Shelves,
    UseReport,
)
from ringside.deals.objections.suggesting import NoSuchAnswer
from ringside.deals.objections.uses import OthersUse, UnknownUse
from ringside.deals.records.finding import UnknownContact, UnknownDeal
from ringside.deals.schemas import Tone
from ringside.dialogue.schemas import Language, ObjectionKind

router = APIRouter(tags=["deals"])


@router.post("/ai/objection-handler", responses=responses(UnknownDeal, UnknownContact))
async def handle_objection(
    body: ObjectionIn, who: SignedIn, session: TenantSession, control: ControlSession, models: ModelsDep, now: Now
) -> HandledObjection:
    """Its kind, the concern that probably lies under it, and two or three grounded answers in LAER steps."""
    return await handling.handle(session, control, models, who, body, now)


@router.get("/objections", responses=responses(BadCursor))
async def list_objection_answers(
    who: SignedIn,
    session: TenantSession,
    control: ControlSession,
    q: Annotated[str, Query(max_length=200)] = "",
    kind: ObjectionKind | None = None,
    concern: Annotated[str | None, Query(max_length=40)] = None,
    tone: Tone | None = None,
    status: EntryStatus | None = None,
    language: Language | None = None,
    category: Annotated[str | None, Query(max_length=60)] = None,
    mine: bool = False,
    sort: LibrarySort = "proven",
    limit: Limit = 30,
    cursor: Cursor = None,
) -> EntryPage:
    """The library of answers. Searched, the best match comes first; else as sorted."""
    wish = finding.Wish(q, kind, concern, tone, status, language, category, mine, sort)
    return await finding.page(session, control, who, wish, limit, cursor)


@router.post("/objections", status_code=201, responses=responses(UnknownConcern, UnknownEntry, SameEntry))
async def add_objection_answer(
    body: NewEntry, who: SignedIn, session: TenantSession, control: ControlSession, now: Now
) -> LibraryEntryOut:
    """Draft an answer. A manager approves it before it is offered to others."""
    entry = await library.add(session, who, body, now)
    return (await library.shown(session, control, who, [entry]))[0]


@router.get("/objections/shelves")
async def list_objection_shelves(who: SignedIn, session: TenantSession) -> Shelves:
    """The kinds of objection with what may lie under them, and your company's own categories."""
    return shelves.shelves(who.language, await library.categories(session))


@router.get("/objections/templates")
async def list_objection_templates(
    _who: SignedIn, language: Language | None = None, kind: ObjectionKind | None = None
) -> list[AnswerTemplate]:
    """Answers to begin with. They hold no facts: those are yours."""
    return [each for each in shelves.templates() if language in (None, each.language) and kind in (None, each.kind)]


@router.get("/objections/suggestions")
async def list_objection_suggestions(who: SignedIn, session: TenantSession) -> list[CallAnswer]:
    """Answers that worked on calls you may see and that are not in the library yet."""
    return await suggesting.suggestions(session, who)


@router.post("/objections/suggestions", status_code=201, responses=responses(UnknownCall, NoSuchAnswer, SameEntry))
async def take_objection_suggestion(
    body: FromCall, who: SignedIn, session: TenantSession, control: ControlSession, now: Now
) -> LibraryEntryOut:
    """Make a draft of an answer that worked on a call."""
    entry = await suggesting.take(session, who, body.call_id, body.turn, now)
    return (await library.shown(session, control, who, [entry]))[0]


@router.get("/objections/uses", responses=responses(BadCursor))
async def list_objection_uses(
    who: SignedIn,
    session: TenantSession,
    control: ControlSession,
    deal_id: Id | None = None,
    entry_id: Id | None = None,
    mine: bool = False,
    limit: Limit = 30,
    cursor: Cursor = None,
) -> Page[AnswerUseOut]:
    """Answers that were used and what came of them, the newest first."""
    return await uses.listed(session, control, who, deal_id, entry_id, mine, limit, cursor)


@router.post("/objections/uses", status_code=201, responses=responses(UnknownDeal, UnknownContact, UnknownEntry))
async def use_objection_answer(
    body: NewUse, who: SignedIn, session: TenantSession, control: ControlSession, now: Now
) -> AnswerUseOut:
    """Note that you use an answer, so that it can be learned what works."""
    use = await uses.note(session, who, body, now)
    return (await uses.shown(session, control, who, [use]))[0]


@router.patch("/objections/uses/{use_id}", responses=responses(UnknownUse, OthersUse))
async def report_objection_use(
    use_id: Id, body: UseReport, who: SignedIn, session: TenantSession, control: ControlSession, now: Now
) -> AnswerUseOut:
    """Say how it went: rate the answer, tell whether the objection was resolved."""
    use = await uses.report(session, who, use_id, body, now)
    return (await uses.shown(session, control, who, [use]))[0]


@router.get("/objections/{entry_id}", responses=responses(UnknownEntry))
async def get_objection_answer(
    entry_id: Id, who: SignedIn, session: TenantSession, control: ControlSession
) -> LibraryEntryOut:
    """One answer of the library."""
    entry = await library.get(session, entry_id)
    return (await library.shown(session, control, who, [entry]))[0]


@router.patch("/objections/{entry_id}", responses=responses(UnknownEntry, NotYourEntry, EntryChanged, UnknownConcern))
async def change_objection_answer(
    entry_id: Id, body: EntryChange, who: SignedIn, session: TenantSession, control: ControlSession, now: Now
) -> LibraryEntryOut:
    """Change an answer: your own draft; managers any. What it said before stays in its history."""
    entry = await library.change(session, who, entry_id, body, now)
    return (await library.shown(session, control, who, [entry]))[0]


@router.delete("/objections/{entry_id}", status_code=204, responses=responses(UnknownEntry, NotYourEntry))
async def delete_objection_answer(entry_id: Id, who: SignedIn, session: TenantSession) -> None:
    """Erase an answer with its history: your own draft; managers any."""
    await library.delete(session, who, entry_id)


@router.post(
    "/objections/{entry_id}/decision", responses=responses(UnknownEntry, NotYourEntry, EntryChanged, WrongStatus)
)
async def decide_objection_answer(
    entry_id: Id, body: EntryDecision, who: Managers, session: TenantSession, control: ControlSession, now: Now
) -> LibraryEntryOut:
    """Approve a draft, return it with a note, retire an answer, or make a draft of a retired one."""
    entry = await library.decide(session, who, entry_id, body, now)
    return (await library.shown(session, control, who, [entry]))[0]


@router.get("/objections/{entry_id}/history", responses=responses(UnknownEntry))
async def list_objection_history(
    entry_id: Id, who: SignedIn, session: TenantSession, control: ControlSession
) -> list[EntryEventOut]:
    """Everything done to an answer and what it said then, the newest first."""
    return await library.history(session, control, who, entry_id)
