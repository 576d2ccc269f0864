"""Calls while they are held: asked for, shown, changed, ended."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import service as accounts
from ringside.accounts import tenants
from ringside.accounts.principal import Principal
from ringside.calls import choosing
from ringside.calls import service as recorded
from ringside.calls.live import addresses, concluding, cue_log, meetings, records
from ringside.calls.live.lives import CallOver, Lives, TooManyCalls
from ringside.calls.live.messages import LiveNoteOut, LiveStateOut, LiveTurnOut
from ringside.calls.live.models import LiveCall, LiveNote, LiveTurn
from ringside.calls.live.ports import Background, CallBackground
from ringside.calls.live.recording import spooled
from ringside.calls.live.schemas import (
    LiveChange,
    LiveConsent,
    LiveDetail,
    LiveItem,
    LiveNoteKept,
    LiveParty,
    LiveStart,
)
from ringside.calls.live.signals import SIDES
from ringside.calls.records import SEES_ALL
from ringside.calls.schemas import CallPerson, ConsentIn
from ringside.core.db import Databases
from ringside.core.errors import Conflict, Forbidden, Invalid
from ringside.core.files import FileStore
from ringside.core.ids import new_id

log = structlog.get_logger()

SHOWN = 200
"""Running calls of a company that are listed."""
MOST_OPEN = 50
"""Calls of one rep that wait for their sound or go on."""
UNTITLED = {"en": "Live call of {at:%d %B %Y, %H:%M}", "he": "שיחה חיה מ-{at:%d.%m.%Y, %H:%M}"}


class ConsentNeeded(Conflict):
    slug, title = "consent-needed", "The company listens to no call without consent"


class RecordingNeedsConsent(Invalid):
    slug, title = "recording-needs-consent", "Sound is kept only with consent"


class NotTheRep(Forbidden):
    slug, title = "not-the-rep", "Only the rep of this call may do this"


class NotListening(Forbidden):
    slug, title = "listening-not-allowed", "The rep has not agreed that somebody listens"


class MeetingNeeded(Invalid):
    slug, title = "meeting-needed", "Say which meeting it is"


async def start(
    databases: Databases, background: Background | None, who: Principal, body: LiveStart, now: datetime
) -> LiveCall:
    """A call that waits for its sound; the same client key gives the call that was made with it.

    Raises ConsentNeeded, RecordingNeedsConsent, TooManyCalls, UnknownRubric, MeetingNeeded, UnknownDeal and
    UnknownContact.
    """
    known = CallBackground()
    if background is not None and (body.deal_id or body.contact_id):
        known = await background(who, body.deal_id, body.contact_id, now)
    async with databases.control() as control:
        required = await tenants.requires_call_consent(control, who.tenant_id)
    if required and body.consent is None:
        raise ConsentNeeded("Note on what ground the other side is listened to, then start again.")
    if body.recording and body.consent is None:
        raise RecordingNeedsConsent("Note on what ground the sound may be kept, or start without a recording.")
    if body.source == "recall" and not body.meeting:
        raise MeetingNeeded("Give the address of the meeting that the bot is to join.")
    async with databases.tenant(who.tenant_id) as session:
        if body.client_key is not None:
            mine = (LiveCall.created_by == who.user_id, LiveCall.client_key == body.client_key)
            if (found := await session.scalar(sa.select(LiveCall).where(*mine))) is not None:
                return found
        if body.rubric is not None:
            await choosing.rubric_of(session, body.rubric)
        if await records.opened(session, who.user_id) >= MOST_OPEN:
            raise TooManyCalls("End those that you do not need any more.")
        call = _fresh(who, body, known, now)
        session.add(call)
        await session.flush()
        return call


def _fresh(who: Principal, body: LiveStart, known: CallBackground, now: datetime) -> LiveCall:
    language = body.language or who.language
    call = LiveCall(
        id=new_id(now),
        user_id=who.user_id,
        created_by=who.user_id,
        client_key=body.client_key,
        title=" ".join(body.title.split()) or UNTITLED["he" if language == "he" else "en"].format(at=now),
        source=body.source,
        status="waiting",
        language=language,
        amount=body.amount,
        rubric=body.rubric,
        deal_id=body.deal_id,
        deal_name=known.deal_name[:200],
        contact_id=body.contact_id,
        contact_name=known.contact_name[:200],
        created_at=now,
        seconds=0.0,
        spoken={},
        recording=body.recording,
        listening=body.listening,
        vendor=_vendor(body),
        report=False,
    )
    if body.consent is not None:
        confirm(call, body.consent, who, now)
    return call


def _vendor(body: LiveStart) -> dict[str, Any]:
    wanted = {
        "twilio": ("rep_track", "dial"),
        "zoom": ("rep_names", "meeting"),
        "recall": ("rep_names", "meeting", "bot_name"),
    }.get(body.source, ())
    return {name: value for name in wanted if (value := getattr(body, name))}


def confirm(call: LiveCall, given: ConsentIn, who: Principal, now: datetime) -> None:
    """Note on what ground the other side is listened to, and who says so."""
    call.consent_basis, call.consent_note = given.basis, given.note
    call.consent_by, call.consent_at = who.user_id, now


async def running(session: AsyncSession, control: AsyncSession, who: Principal) -> list[LiveItem]:
    """Calls that are going on: a rep's own; for managers and owners everybody's in the company."""
    rows = await records.running(session, who, SHOWN)
    names = await accounts.names(control, who.tenant_id, _people(rows))
    return [item(row, names) for row in rows]


async def detail(
    session: AsyncSession, control: AsyncSession, who: Principal, call_id: str, key: str, base: str
) -> LiveDetail:
    """A live call with what was said and shown so far. Raises UnknownCall."""
    call = await records.visible(session, who, call_id)
    notes = await records.notes(session, call_id)
    names = await accounts.names(control, who.tenant_id, _people([call]) | {note.author_id for note in notes})
    mine = call.user_id == who.user_id
    open_to = may_follow(who, call)
    return LiveDetail(
        **item(call, names).model_dump(),
        turns=[turn_out(row) for row in await records.said(session, call_id)] if open_to else [],
        cues=await cue_log.kept(session, call_id) if open_to else [],
        notes=[LiveNoteKept(author=_person(n.author_id, names), text=n.text, at=n.at) for n in notes] if mine else [],
        capture=addresses.of_call(key, base, who.tenant_id, call) if mine and call.status != "ended" else None,
    )


def _people(calls: Sequence[LiveCall]) -> set[str]:
    return {one for call in calls for one in (call.user_id, call.consent_by) if one}


def _person(user_id: str, names: dict[str, str]) -> CallPerson:
    return CallPerson(user_id=user_id, name=names.get(user_id, ""))


def item(call: LiveCall, names: dict[str, str]) -> LiveItem:
    consent = None
    if call.consent_basis is not None and call.consent_at is not None:
        consent = LiveConsent.model_validate(
            {
                "basis": call.consent_basis,
                "note": call.consent_note or "",
                "confirmed_by": _person(call.consent_by or "", names),
                "confirmed_at": call.consent_at,
            }
        )
    return LiveItem.model_validate(
        {
            **{name: getattr(call, name) for name in _SAME},
            "call_id": call.id,
            "rep": _person(call.user_id, names),
            "consent": consent,
            "deal": LiveParty(id=call.deal_id, name=call.deal_name) if call.deal_id else None,
            "contact": LiveParty(id=call.contact_id, name=call.contact_name) if call.contact_id else None,
            "report": call.id if call.report else None,
        }
    )


_SAME = (
    "title", "source", "status", "language", "amount", "created_at", "started_at", "ended_at", "seconds", "recording",
    "listening", "rubric", "listens", "trouble",
)  # fmt: skip


def turn_out(row: LiveTurn) -> LiveTurnOut:
    """A stored turn as sockets tell it; the same id as when it was first told."""
    return LiveTurnOut.model_validate(
        {
            "id": f"{int(row.speaker != 'rep')}-{round(row.start * 1000)}",
            "index": row.index,
            "speaker": row.speaker,
            "text": row.text,
            "start": row.start,
            "end": row.end,
            "final": True,
        }
    )


async def change(
    session: AsyncSession, lives: Lives, who: Principal, call_id: str, body: LiveChange, now: datetime
) -> LiveCall:
    """Change what the rep may change while the call goes on. Raises UnknownCall, NotTheRep."""
    call = await records.visible(session, who, call_id)
    if call.user_id != who.user_id:
        raise NotTheRep
    call.title = body.title or call.title
    if body.amount is not None:
        call.amount = body.amount
    if body.listening is not None:
        call.listening = body.listening
    if body.consent is not None:
        confirm(call, body.consent, who, now)
    await session.flush()
    if (running := lives.find(who.tenant_id, call_id)) is not None:
        running.change(amount=body.amount, listening=body.listening, consent=True if body.consent is not None else None)
    if body.listening is False:
        lives.send_strangers_away(who.tenant_id, call_id)
    return call


async def end(lives: Lives, files: FileStore, tenant_id: str, call_id: str, now: datetime) -> str | None:
    """Stop listening and make the recorded call; its id, or None where nothing was heard."""
    await lives.hang_up(tenant_id, call_id)
    where = lives.databases, files, lives.settings
    report = await concluding.conclude(*where, tenant_id, call_id, now, lives.concluded)
    async with lives.databases.tenant(tenant_id) as session:
        call = await session.get(LiveCall, call_id)
    if call is None:
        return None
    lives.tell_over(tenant_id, stored_state(call))
    return report


async def erase(lives: Lives, files: FileStore, who: Principal, call_id: str) -> None:
    """Stop listening and leave nothing: no words, cues, notes, sound or report. Raises UnknownCall."""
    async with lives.databases.tenant(who.tenant_id) as session:
        await records.visible(session, who, call_id)
    await lives.hang_up(who.tenant_id, call_id)
    await meetings.call_back(lives, who.tenant_id, call_id)
    async with lives.databases.tenant(who.tenant_id) as session:
        call = await records.visible(session, who, call_id)
        state = stored_state(call).model_copy(update={"status": "ended", "report": None})
        if call.report:
            await recorded.delete(session, files, who, call_id)
        else:
            await records.forget(session, call_id)
    await asyncio.to_thread(spooled(lives.settings.data, who.tenant_id, call_id).unlink, missing_ok=True)
    lives.tell_over(who.tenant_id, state)


def stored_state(call: LiveCall) -> LiveStateOut:
    """How a call stands that no recorder of this process sends sound of."""
    return LiveStateOut.model_validate(
        {
            **{name: getattr(call, name) for name in _STATE},
            "call_id": call.id,
            "status": "lost" if call.status == "live" else call.status,
            "consent": call.consent_basis is not None,
            "sides": [side for side in SIDES if call.spoken.get(side)],
            "report": call.id if call.report else None,
        }
    )


_STATE = ("source", "language", "amount", "started_at", "seconds", "recording", "listens", "trouble", "listening")


async def whisper(
    session: AsyncSession, lives: Lives, who: Principal, name: str, call_id: str, text: str, now: datetime
) -> float:
    """A note for the rep's eyes, from a manager. When, in seconds of the call. Raises UnknownCall, CallOver."""
    call = await records.visible(session, who, call_id)
    if call.status == "ended":
        raise CallOver
    require_listening(who, call)
    running = lives.find(who.tenant_id, call_id)
    at = running.about.seconds if running is not None else call.seconds
    session.add(LiveNote(id=new_id(now), call_id=call_id, author_id=who.user_id, text=text, at=round(at, 2)))
    out = LiveNoteOut(author=name, text=text)
    lives.hub.publish(f"live-rep:{who.tenant_id}:{call_id}", out.model_dump(mode="json"))
    return round(at, 2)


def may_follow(who: Principal, call: LiveCall) -> bool:
    """Whether what is said is shown to the caller: while a call goes on others read along as they listen."""
    return call.user_id == who.user_id or call.status == "ended" or (call.listening and who.role in SEES_ALL)


def require_listening(who: Principal, call: LiveCall) -> None:
    """Raises NotListening: others than the rep only with the rep's consent, and managers and owners only."""
    if call.user_id != who.user_id and not (call.listening and who.role in SEES_ALL):
        raise NotListening
