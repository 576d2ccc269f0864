"""What becomes of a live call at its end: a recorded call with what was heard, analysed like any other."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, cast

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import service as accounts
from ringside.calls import analysis, imports, intake
from ringside.calls.imports.schemas import Person, Utterance
from ringside.calls.live import cue_log, records
from ringside.calls.live.models import LiveCall, LiveTurn
from ringside.calls.live.ports import Concluded, Ended
from ringside.calls.live.recording import SUFFIX, spooled
from ringside.calls.models import Call
from ringside.core.db import Databases
from ringside.core.files import FileStore
from ringside.core.jobs import Job, Work
from ringside.core.settings import Settings
from ringside.dialogue.schemas import Language
from ringside.speech import mp3

log = structlog.get_logger()

FORGOTTEN = timedelta(minutes=15)
"""A call whose sound stopped coming so long ago is over."""
NEVER_BEGAN = timedelta(hours=12)
NAMES = {"en": {"rep": "Rep", "customer": "Customer"}, "he": {"rep": "נציג", "customer": "לקוח"}}


async def conclude(
    databases: Databases,
    files: FileStore,
    settings: Settings,
    tenant_id: str,
    call_id: str,
    now: datetime,
    concluded: Sequence[Concluded] = (),
) -> str | None:
    """End a call and make the recorded one of it; its id, or None where nothing was heard. Twice does no harm.

    `concluded` are told of it once.
    """
    path = spooled(settings.data, tenant_id, call_id)
    async with databases.tenant(tenant_id) as session, databases.control() as control:
        call = await session.get(LiveCall, call_id)
        if call is None:
            return None
        if call.status == "ended":
            return call.id if call.report else None
        turns = await records.said(session, call_id)
        sound = await _kept(files, tenant_id, call, path) if call.recording else None
        names = await accounts.names(control, tenant_id, {call.user_id})
        call.status, call.ended_at = "ended", now
        call.report = bool(turns or sound)
        if call.report:
            await _record(session, files, tenant_id, call, turns, sound, names.get(call.user_id, ""), now)
        await cue_log.settle(session, call_id, records.as_turns(turns))
    await asyncio.to_thread(path.unlink, missing_ok=True)
    if not call.report:
        return None
    ended = Ended(
        tenant_id, call_id, call.user_id, cast("Language", call.language), call.deal_id, call.contact_id
    )  # fmt: skip
    for told in concluded:
        try:
            await told(databases, ended, now)
        except Exception as error:  # what others make of a call is no reason to lose its report
            log.error("live call concluded", call_id=call_id, exc_info=error)
    return call_id


async def _kept(files: FileStore, tenant_id: str, call: LiveCall, path: Path) -> intake.Stored | None:
    """The recording, in the file store. What a process left that died while it grew is good up to its last frame."""
    size = await asyncio.to_thread(mp3.trimmed, path) * mp3.FRAME
    if not size:
        return None
    name = f"{call.id}-live{SUFFIX}"
    await files.put(tenant_id, name, path)
    return intake.Stored(name, f"{call.started_at or call.created_at:%Y-%m-%d}{SUFFIX}", size, "audio")


async def _record(
    session: AsyncSession,
    files: FileStore,
    tenant_id: str,
    call: LiveCall,
    turns: Sequence[LiveTurn],
    sound: intake.Stored | None,
    rep: str,
    now: datetime,
) -> None:
    recorded = Call(**_fields(call, sound, now))
    session.add(recorded)
    await session.flush()
    if not turns:
        return
    read = heard(call, turns, rep)
    name = f"{call.id}-live.transcript"
    await intake.store_transcript(session, recorded, name, read, call.user_id, now)
    recorded.roles = {label: person.side for label, person in read.people.items() if person.side}
    await files.save(tenant_id, name, _once(read))


def heard(call: LiveCall, turns: Sequence[LiveTurn], rep: str) -> imports.Imported:
    """The transcript in the order of time; who speaks is known from the channel."""
    fallback = dict(NAMES["he" if call.language == "he" else "en"])
    fallback["rep"] = rep or fallback["rep"]
    fallback["customer"] = call.contact_name or fallback["customer"]
    said = [(turn.label or fallback[turn.speaker], turn) for turn in sorted(turns, key=lambda t: (t.start, t.index))]
    sides = {label: turn.speaker for label, turn in said}
    # Two people of one name on two sides are told apart by what side they are on.
    mixed = {label for label, turn in said if turn.speaker != sides[label]}
    named = [(f"{label} ({turn.speaker})" if label in mixed else label, turn) for label, turn in said]
    return imports.Imported(
        format="live",
        utterances=tuple(
            Utterance(label=label, start=turn.start, end=turn.end, text=turn.text, channel=int(turn.speaker != "rep"))
            for label, turn in named
        ),
        people={label: Person(name=label, side=turn.speaker) for label, turn in named},
    )


def _fields(call: LiveCall, sound: intake.Stored | None, now: datetime) -> dict[str, Any]:
    return {
        "id": call.id,
        "user_id": call.user_id,
        "created_by": call.created_by,
        "title": call.title,
        "source": "live",
        "happened_at": call.started_at or call.created_at,
        "created_at": now,
        "status": "queued",
        "stage": None,
        "progress": 0.0,
        "needs": [],
        "run": 1,
        "language_wish": call.language,
        "language": call.language,
        "rubric_wish": call.rubric,
        "roles": {},
        "rep_channel": 0,
        "media": [sound.row()] if sound else [],
        "transcribed": call.listens,
        "consent_basis": call.consent_basis,
        "consent_note": call.consent_note,
        "consent_by": call.consent_by,
        "consent_at": call.consent_at,
        "duration_s": call.seconds or None,
        "turns": 0,
        "figures": {},
        "counts": {},
    }


async def _once(read: imports.Imported) -> AsyncIterator[bytes]:
    said = [utterance.model_dump(exclude_none=True) for utterance in read.utterances]
    yield json.dumps({"utterances": said}, ensure_ascii=False).encode()


async def _close(concluded: Sequence[Concluded], work: Work) -> None:
    """End a call whose recorder never came back, and analyse what was heard of it."""
    where = work.databases, work.files, work.settings
    if await conclude(*where, work.tenant_id, work.subject_id, work.now(), concluded) is not None:
        await analysis.analyse(work)


async def _due(session: AsyncSession, now: datetime) -> list[tuple[str, int]]:
    return [(call_id, 1) for call_id in await records.abandoned(session, now - FORGOTTEN, now - NEVER_BEGAN)]


def closing(*concluded: Concluded) -> Job:
    """The job that ends calls which nobody hung up; these are told of each."""
    return Job("calls.live", partial(_close, concluded), on_failure=analysis.failed, due=_due)
