"""Recorded calls: taking them in, looking at them, saying who spoke, having them analysed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import service as accounts
from ringside.accounts import tenants
from ringside.accounts.principal import Principal
from ringside.calls import choosing, hearing, imports, intake, records, report, sounds, steps
from ringside.calls.live import records as live
from ringside.calls.models import Call, CallJudgement, CallOverride, CallStep, CallTranscript, CallTurn
from ringside.calls.moments import (
    NoSuchTurn,
    criterion_shown,
    moment,
    objections_met,
    objections_resolved,
    recent_findings,
)
from ringside.calls.records import UnknownCall
from ringside.calls.schemas import AnalyseIn, CallChange, CallItem, CallLimits, ConsentIn, SpeakersIn, Status, Waveform
from ringside.core.errors import Conflict
from ringside.core.files import FileStore, NoSuchFile
from ringside.core.paging import Page, newest_first
from ringside.core.settings import Settings
from ringside.skills import service as skills

__all__ = [
    "MediaFile",
    "NoSuchTurn",
    "UnknownCall",
    "criterion_shown",
    "moment",
    "objections_met",
    "objections_resolved",
    "recent_findings",
]


class NothingToAnalyse(Conflict):
    slug, title = "nothing-to-analyse", "This call has neither a recording nor a transcript"


@dataclass(frozen=True, slots=True)
class Filter:
    user: str | None = None
    rubric: str | None = None
    status: Status | None = None
    q: str | None = None

    def narrow(self, query: sa.Select[tuple[Call]]) -> sa.Select[tuple[Call]]:
        if self.user:
            query = query.where(Call.user_id == self.user)
        if self.status:
            query = query.where(Call.status == self.status)
        if self.rubric:
            query = query.where(Call.rubric["id"].as_string() == self.rubric)
        for word in (self.q or "").split()[:8]:
            query = query.where(Call.title.icontains(word, autoescape=True))
        return query


async def limits(control: AsyncSession, who: Principal, settings: Settings) -> CallLimits:
    """What may be sent in and what will be done with it."""
    return CallLimits(
        transcription=hearing.recogniser(settings),
        max_upload_bytes=settings.max_upload_bytes,
        max_transcript_bytes=settings.max_transcript_bytes,
        formats=list(imports.FORMATS),
        audio=["wav", "mp3", "m4a", "ogg", "opus", "flac", "wma", "webm", "mp4"],
        consent_required=await tenants.requires_call_consent(control, who.tenant_id),
    )


async def history(
    session: AsyncSession, control: AsyncSession, who: Principal, wish: Filter, limit: int, cursor: str | None
) -> Page[CallItem]:
    """Calls, newest first: a rep's own; for managers and owners everybody's in the company."""
    query = records.narrowed(who, wish.narrow(sa.select(Call)))
    rows, following = await newest_first(session, query, Call.id, limit, cursor)
    names = await accounts.names(control, who.tenant_id, {call.user_id for call in rows})
    return Page(items=[report.item(call, names, who.language) for call in rows], next_cursor=following)


async def change(session: AsyncSession, control: AsyncSession, who: Principal, call_id: str, body: CallChange) -> Call:
    """Change what a call is called, when it was, whose it is. Raises OthersCalls, UnknownRep."""
    call = await records.visible(session, who, call_id)
    call.title = body.title or call.title
    call.happened_at = body.happened_at or call.happened_at
    if body.user_id is not None and body.user_id != call.user_id:
        if who.role not in records.SEES_ALL:
            raise intake.OthersCalls
        call.user_id = await intake.rep_of(control, who, body.user_id)
        await skills.forget(session, call.id)
        if call.report is not None:
            intake.again(call)
    return call


async def consent(session: AsyncSession, who: Principal, call_id: str, body: ConsentIn, now: datetime) -> Call:
    """Note the ground on which a call may be analysed; one that waited for it is analysed now."""
    call = await records.visible(session, who, call_id)
    waited = "consent" in call.needs
    intake.confirm(call, body, who, now)
    if waited:
        intake.again(call)
    return call


async def say_speakers(session: AsyncSession, who: Principal, call_id: str, body: SpeakersIn) -> Call:
    """Set which label is on which side, and analyse again."""
    call = await records.visible(session, who, call_id)
    call.roles = {**call.roles, **body.roles}
    intake.again(call)
    return call


async def analyse(session: AsyncSession, who: Principal, call_id: str, body: AnalyseIn) -> Call:
    """Analyse again, perhaps by another rubric. Raises UnknownRubric, NothingToAnalyse."""
    call = await records.visible(session, who, call_id)
    if not call.media and await records.sent_transcript(session, call_id) is None:
        raise NothingToAnalyse
    if body.rubric is not None:
        await choosing.rubric_of(session, body.rubric)
        call.rubric_wish = body.rubric
    if body.transcribe:
        await session.execute(sa.delete(CallStep).where(CallStep.call_id == call_id, CallStep.step == "transcribe"))
    intake.again(call)
    return call


async def delete(session: AsyncSession, files: FileStore, who: Principal, call_id: str) -> None:
    """Erase a call with everything that was made of it: words, results, index, files, what skills noted."""
    call = await records.visible(session, who, call_id)
    sent = await records.sent_transcript(session, call_id)
    names = [file["name"] for file in call.media] + ([sent.original] if sent else [])
    for row in await session.scalars(sa.select(CallStep).where(CallStep.call_id == call_id, CallStep.step == "decode")):
        names += [row.result["playable"]["name"]] if row.result.get("playable") else []
    await steps.TURNS.remove(session, call_id)
    await skills.forget(session, call_id)
    for table in (CallTurn, CallTranscript, CallStep, CallOverride, CallJudgement):
        await session.execute(sa.delete(table).where(table.call_id == call_id))
    await live.forget(session, call_id)
    await session.delete(call)
    await session.flush()
    for name in names:
        await files.delete(who.tenant_id, name)


@dataclass(frozen=True, slots=True)
class MediaFile:
    """Something to play: a file in the store and what it is."""

    name: str
    media_type: str


async def media_file(session: AsyncSession, who: Principal, call_id: str) -> MediaFile:
    """What a browser can play of a call: the copy made for it, else the upload. Raises UnknownCall, NoSuchFile."""
    call = await records.visible(session, who, call_id)
    found = await records.result(session, call_id, "decode", hearing.sound_key(call)) if call.media else None
    if found is None or not found["sound"]:
        raise NoSuchFile
    if found["playable"]:
        return MediaFile(**found["playable"])
    file = next(file for file in call.media if file["kind"] == "audio")
    return MediaFile(file["name"], _type_of(found["media"][0]))


def _type_of(media: dict[str, Any]) -> str:
    """The media type of a container, as browsers know it."""
    named = media["container"].lower()
    for mark, kind in _TYPES.items():
        if mark in named:
            return kind
    return "application/octet-stream"


_TYPES = {
    "wav": "audio/wav", "mp3": "audio/mpeg", "flac": "audio/flac", "ogg": "audio/ogg", "webm": "audio/webm",
    "matroska": "video/webm", "mp4": "audio/mp4", "m4a": "audio/mp4", "mov": "audio/mp4", "aac": "audio/aac",
}  # fmt: skip


async def waveform(session: AsyncSession, who: Principal, call_id: str) -> Waveform:
    """The waveform of a call's recording. Raises UnknownCall, NoSuchFile."""
    call = await records.visible(session, who, call_id)
    sound = await hearing.sound_of(session, call)
    if sound is None:
        raise NoSuchFile
    return sounds.waveform(sound)
