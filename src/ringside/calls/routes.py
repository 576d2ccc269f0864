"""Recorded calls over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack

from fastapi import APIRouter, Query, Request, Response, status

from ringside.accounts.access import ControlSession, DatabasesDep, Principal, SettingsDep, SignedIn, TenantSession
from ringside.calls import (
    agreement,
    comparing,
    exports,
    intake,
    judgements,
    receiving,
    records,
    report,
    searching,
    service,
    uploads,
)
from ringside.calls.analysis import ANALYSE
from ringside.calls.imports import BadTranscript
from ringside.calls.media_routes import FilesDep
from ringside.calls.models import Call
from ringside.calls.schemas import (
    Agreement,
    AnalyseIn,
    CallAck,
    CallChange,
    CallDetail,
    CallItem,
    CallLimits,
    Comparison,
    ConsentIn,
    JudgementIn,
    NewRecording,
    OverrideIn,
    SearchResults,
    SpeakersIn,
    Status,
    TranscriptIn,
    Waveform,
)
from ringside.calls.upload_routes import UploadsDep
from ringside.core.clock import Now
from ringside.core.errors import AppError, responses
from ringside.core.files import NoSuchFile
from ringside.core.jobs import Jobs, JobsDep
from ringside.core.paging import BadCursor, Cursor, Limit, Page
from ringside.core.partial import NoSuchUpload
from ringside.dialogue.schemas import Speaker
from ringside.playbook.rubrics import UnknownRubric

router = APIRouter(prefix="/calls", tags=["calls"])
ACCEPTED = status.HTTP_202_ACCEPTED


@router.post(
    "",
    status_code=ACCEPTED,
    responses=responses(
        BadTranscript,
        UnknownRubric,
        intake.OthersCalls,
        intake.UnknownRep,
        intake.NoFiles,
        intake.EmptyFile,
        intake.TranscriptTooLong,
        intake.TooManyFiles,
        NoSuchUpload,
        uploads.UploadUnfinished,
    ),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {
                        "anyOf": [
                            {"$ref": "#/components/schemas/NewCall"},
                            {"$ref": "#/components/schemas/NewRecording"},
                        ]
                    }
                },
                "multipart/form-data": {"schema": {"$ref": "#/components/schemas/NewRecording"}},
            },
        }
    },
)
async def create_call(
    request: Request, who: SignedIn, store: DatabasesDep, files: FilesDep, partial: UploadsDep, jobs: JobsDep, now: Now
) -> CallAck:
    """Send in a call: a transcript or finished uploads as JSON, or files as multipart. Analysed in the background."""
    stored: Sequence[intake.Stored] = ()
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        body, stored = await receiving.read_form(request, files, who)
    else:
        body = await receiving.read_json(request)
    async with AsyncExitStack() as kept:
        if isinstance(body, NewRecording) and body.uploads:
            taken = await kept.enter_async_context(uploads.taken(partial, files, who, body.uploads))
            stored = [intake.Stored(file.name, file.filename, file.size) for file in taken]
        try:
            call = await intake.add(store, files, who, body, stored, now)
        except AppError:
            for file in stored:
                await files.delete(who.tenant_id, file.name)
            raise
    return await _begin(jobs, who, call)


async def _begin(jobs: Jobs, who: Principal, call: Call) -> CallAck:
    await jobs.enqueue(ANALYSE, who.tenant_id, call.id, run=call.run)
    return CallAck(id=call.id, status=call.status)


@router.get("")
async def list_calls(
    who: SignedIn,
    session: TenantSession,
    control: ControlSession,
    user_id: str | None = Query(default=None, max_length=64),
    rubric: str | None = Query(default=None, max_length=80),
    status: Status | None = None,
    q: str | None = Query(default=None, max_length=200, description="Words of the title."),
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Page[CallItem]:
    """Calls, newest first: a rep's own; for managers and owners everybody's in the company."""
    return await service.history(session, control, who, service.Filter(user_id, rubric, status, q), limit, cursor)


@router.get("/settings")
async def get_limits(who: SignedIn, control: ControlSession, settings: SettingsDep) -> CallLimits:
    """What may be sent in and what will be done with it."""
    return await service.limits(control, who, settings)


@router.get("/agreement")
async def get_agreement(who: SignedIn, session: TenantSession) -> Agreement:
    """How far people agree with the machine, per criterion and on findings."""
    return await agreement.agreement(session, who)


@router.get("/compare", responses=responses(comparing.UnknownSignal))
async def compare_calls(
    who: SignedIn,
    session: TenantSession,
    control: ControlSession,
    signal: str = Query(default="talk_ratio", max_length=40, description="A signal's name, or score."),
    user_id: str | None = Query(default=None, max_length=64),
    rubric: str | None = Query(default=None, max_length=80),
) -> Comparison:
    """Calls compared on one signal, with the percentiles of the team and, where there is one, a published band."""
    return await comparing.compare(session, control, who, signal, user_id, rubric)


@router.get("/search", responses=responses(BadCursor))
async def search_calls(
    who: SignedIn,
    session: TenantSession,
    control: ControlSession,
    q: str = Query(min_length=1, max_length=300),
    speaker: Speaker | None = None,
    user_id: str | None = Query(default=None, max_length=64),
    limit: Limit = 20,
    cursor: Cursor = None,
) -> SearchResults:
    """Where these words were said, best first; words in quotation marks stand together."""
    return await searching.search(session, control, who, q, speaker, user_id, limit, cursor)


@router.get("/{call_id}", responses=responses(records.UnknownCall))
async def get_call(call_id: str, who: SignedIn, session: TenantSession, control: ControlSession) -> CallDetail:
    """One call with its transcript and its report."""
    return await report.detail(session, control, who, call_id)


@router.patch("/{call_id}", responses=responses(records.UnknownCall, intake.OthersCalls, intake.UnknownRep))
async def change_call(call_id: str, body: CallChange, who: SignedIn, store: DatabasesDep, jobs: JobsDep) -> CallAck:
    """Change a call's title, date or rep."""
    async with store.tenant(who.tenant_id) as session, store.control() as control:
        call = await service.change(session, control, who, call_id, body)
    return await _begin_if_waiting(jobs, who, call)


@router.delete("/{call_id}", status_code=status.HTTP_204_NO_CONTENT, responses=responses(records.UnknownCall))
async def delete_call(call_id: str, who: SignedIn, session: TenantSession, files: FilesDep) -> None:
    """Erase a call with its recording, transcript, report and what was learnt from it."""
    await service.delete(session, files, who, call_id)


@router.post("/{call_id}/consent", status_code=ACCEPTED, responses=responses(records.UnknownCall))
async def confirm_consent(
    call_id: str, body: ConsentIn, who: SignedIn, store: DatabasesDep, jobs: JobsDep, now: Now
) -> CallAck:
    """Record on what ground this call may be analysed. The caller is noted as who confirmed it."""
    async with store.tenant(who.tenant_id) as session:
        call = await service.consent(session, who, call_id, body, now)
    return await _begin_if_waiting(jobs, who, call)


@router.post(
    "/{call_id}/transcript",
    status_code=ACCEPTED,
    responses=responses(records.UnknownCall, BadTranscript, intake.TranscriptTooLong),
)
async def attach_transcript(
    call_id: str, body: TranscriptIn, who: SignedIn, store: DatabasesDep, files: FilesDep, jobs: JobsDep, now: Now
) -> CallAck:
    """Attach a transcript to a recording, or replace the one there is."""
    async with store.tenant(who.tenant_id) as session:
        call = await records.visible(session, who, call_id)
        await intake.attach(session, files, who, call, body, now)
        intake.again(call)
    return await _begin(jobs, who, call)


@router.put("/{call_id}/speakers", status_code=ACCEPTED, responses=responses(records.UnknownCall))
async def assign_speakers(call_id: str, body: SpeakersIn, who: SignedIn, store: DatabasesDep, jobs: JobsDep) -> CallAck:
    """Say which speaker is the rep and which the customer; the call is analysed again."""
    async with store.tenant(who.tenant_id) as session:
        call = await service.say_speakers(session, who, call_id, body)
    return await _begin(jobs, who, call)


@router.post(
    "/{call_id}/analyse",
    status_code=ACCEPTED,
    responses=responses(records.UnknownCall, UnknownRubric, service.NothingToAnalyse),
)
async def analyse_call(call_id: str, body: AnalyseIn, who: SignedIn, store: DatabasesDep, jobs: JobsDep) -> CallAck:
    """Analyse a call again, perhaps by another rubric. What people said about it stays."""
    async with store.tenant(who.tenant_id) as session:
        call = await service.analyse(session, who, call_id, body)
    return await _begin(jobs, who, call)


async def _begin_if_waiting(jobs: Jobs, who: Principal, call: Call) -> CallAck:
    if call.status == "queued":
        return await _begin(jobs, who, call)
    return CallAck(id=call.id, status=call.status)


@router.put(
    "/{call_id}/criteria/{criterion_id}",
    responses=responses(records.UnknownCall, records.NoReport, judgements.UnknownCriterion),
)
async def override_criterion(
    call_id: str,
    criterion_id: str,
    body: OverrideIn,
    who: SignedIn,
    session: TenantSession,
    control: ControlSession,
    now: Now,
) -> CallDetail:
    """Set a person's result of a criterion, or confirm the machine's by giving the same."""
    await judgements.override(session, who, call_id, criterion_id, body, now)
    return await report.detail(session, control, who, call_id)


@router.delete(
    "/{call_id}/criteria/{criterion_id}",
    responses=responses(records.UnknownCall, records.NoReport, judgements.UnknownCriterion),
)
async def take_back_override(
    call_id: str, criterion_id: str, who: SignedIn, session: TenantSession, control: ControlSession, now: Now
) -> CallDetail:
    """Take one's own result of a criterion back."""
    await judgements.take_back(session, who, call_id, criterion_id, now)
    return await report.detail(session, control, who, call_id)


@router.put("/{call_id}/findings/{finding_id}", responses=responses(records.UnknownCall, judgements.UnknownFinding))
async def judge_finding(
    call_id: str,
    finding_id: str,
    body: JudgementIn,
    who: SignedIn,
    session: TenantSession,
    control: ControlSession,
    now: Now,
) -> CallDetail:
    """Mark a finding right or wrong."""
    await judgements.judge(session, who, call_id, finding_id, body, now)
    return await report.detail(session, control, who, call_id)


@router.delete("/{call_id}/findings/{finding_id}", responses=responses(records.UnknownCall, judgements.UnknownFinding))
async def take_back_judgement(
    call_id: str, finding_id: str, who: SignedIn, session: TenantSession, control: ControlSession
) -> CallDetail:
    """Take one's own mark on a finding back."""
    await judgements.take_back_judgement(session, who, call_id, finding_id)
    return await report.detail(session, control, who, call_id)


@router.get("/{call_id}/waveform", responses=responses(records.UnknownCall, NoSuchFile))
async def get_waveform(call_id: str, who: SignedIn, session: TenantSession) -> Waveform:
    """Peaks of the recording and where somebody speaks, for each channel."""
    return await service.waveform(session, who, call_id)


@router.get(
    "/{call_id}/export",
    response_class=Response,
    responses=responses(records.UnknownCall)
    | {200: {"content": {kind: {} for kind in ("text/markdown", "application/pdf", "application/json", "text/csv")}}},
)
async def export_call(
    call_id: str, who: SignedIn, session: TenantSession, control: ControlSession, format: exports.Format = "markdown"
) -> Response:
    """The report as a file."""
    full = await report.detail(session, control, who, call_id)
    file = await asyncio.to_thread(exports.render, full, format)
    return Response(file.content, media_type=file.media_type, headers=file.headers())
