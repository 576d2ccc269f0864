"""Recorded calls over HTTP."""

from __future__ import annotations

from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Query, Request, status
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from ringside.accounts.access import ControlSession, DatabasesDep, Principal, SignedIn, TenantSession
from ringside.calls import intake, judgements, records, report, service
from ringside.calls.analysis import ANALYSE
from ringside.calls.imports import BadTranscript
from ringside.calls.models import Call
from ringside.calls.schemas import (
    AnalyseIn,
    CallAck,
    CallChange,
    CallDetail,
    CallItem,
    ConsentIn,
    JudgementIn,
    NewCall,
    OverrideIn,
    SpeakersIn,
    Status,
    TranscriptIn,
)
from ringside.core.clock import Now
from ringside.core.errors import responses
from ringside.core.files import FileStore
from ringside.core.jobs import Jobs, JobsDep
from ringside.core.paging import Cursor, Limit, Page
from ringside.playbook.rubrics import UnknownRubric

router = APIRouter(prefix="/calls", tags=["calls"])


async def file_store(request: Request) -> FileStore:
    return cast(FileStore, request.app.state.files)


FilesDep = Annotated[FileStore, Depends(file_store)]
ACCEPTED = status.HTTP_202_ACCEPTED


@router.post(
    "",
    status_code=ACCEPTED,
    responses=responses(
        BadTranscript, UnknownRubric, intake.OthersCalls, intake.UnknownRep, intake.NoFiles, intake.TooManyFiles
    ),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/NewCall"}},
                "multipart/form-data": {"schema": {"$ref": "#/components/schemas/NewRecording"}},
            },
        }
    },
)
async def create_call(
    request: Request, who: SignedIn, store: DatabasesDep, files: FilesDep, jobs: JobsDep, now: Now
) -> CallAck:
    """Send in a call: a transcript as JSON, or one or two files as multipart. It is analysed in the background."""
    body = _read(NewCall, await request.body())
    async with store.control() as control:
        rep = await intake.rep_of(control, who, body.user_id)
    async with store.tenant(who.tenant_id) as session:
        if (call := await intake.known(session, who, body.client_key)) is not None:
            return CallAck(id=call.id, status=call.status)
        call = await intake.add_transcript(session, files, who, rep, body, now)
    return await _begin(jobs, who, call)


def _read(model: type[Any], data: bytes) -> Any:
    """A JSON body that the framework has not read, because this route takes others too."""
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        found = [{**item, "loc": ("body", *item["loc"])} for item in error.errors()]
        raise RequestValidationError(found) from None


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


@router.post("/{call_id}/transcript", status_code=ACCEPTED, responses=responses(records.UnknownCall, BadTranscript))
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
