"""Taking calls in: a transcript, recordings, or one added to the other; and setting their analysis going."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import service as accounts
from ringside.accounts.principal import Principal
from ringside.calls import choosing, imports, records
from ringside.calls.models import Call, CallTranscript
from ringside.calls.schemas import ConsentIn, NewCall, NewRecording, TranscriptIn
from ringside.core.db import Databases
from ringside.core.errors import Forbidden, Invalid, NotFound
from ringside.core.files import FileStore
from ringside.core.ids import new_id
from ringside.dialogue.schemas import Language

MOST_FILES = 2
MOST_CHARACTERS = 1_000_000
"""Of a transcript; an hour of talk has about fifty thousand."""
UNTITLED: dict[Language, str] = {"en": "Call of {at:%d %B %Y}", "he": "שיחה מ-{at:%d.%m.%Y}"}


class UnknownRep(NotFound):
    slug, title = "unknown-rep", "There is no such person in this company"


class OthersCalls(Forbidden):
    slug, title = "others-calls", "Only managers and owners may send in calls of others"


class NoFiles(Invalid):
    slug, title = "no-files", "A recording or a transcript is needed"


class TooManyFiles(Invalid):
    slug, title = "too-many-files", "A call is one file, or two with one side on each"


class TranscriptTooLong(Invalid):
    slug, title = "transcript-too-long", "This is more than a day of talk"

    def __init__(self, characters: int, *, kept: bool = True) -> None:
        detail = f"It has {characters:,} characters, {MOST_CHARACTERS:,} are read. Split it into single calls."
        more = "" if kept else " Nothing of it was kept."
        super().__init__(detail + more, characters=characters, most=MOST_CHARACTERS)


class EmptyFile(Invalid):
    slug, title = "empty-file", "This file is empty"


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of a call in the file store, and what it was called."""

    name: str
    filename: str
    size: int
    kind: str = ""

    def row(self) -> dict[str, Any]:
        return {"name": self.name, "filename": self.filename, "size": self.size, "kind": self.kind}


async def _known(session: AsyncSession, who: Principal, client_key: str | None) -> Call | None:
    """The call that this person has sent in with this key."""
    if client_key is None:
        return None
    query = sa.select(Call).where(Call.created_by == who.user_id, Call.client_key == client_key)
    return (await session.scalars(query)).one_or_none()


async def rep_of(control: AsyncSession, who: Principal, wished: str | None) -> str:
    """Whose call it is. Raises OthersCalls, UnknownRep."""
    if wished is None or wished == who.user_id:
        return who.user_id
    if who.role not in records.SEES_ALL:
        raise OthersCalls
    if wished not in await accounts.names(control, who.tenant_id, {wished}):
        raise UnknownRep
    return wished


async def add(
    store: Databases,
    files: FileStore,
    who: Principal,
    body: NewCall | NewRecording,
    stored: Sequence[Stored],
    now: datetime,
) -> Call:
    """A call as it was sent in; the same client key gives the call that was made with it."""
    async with store.control() as control:
        rep = await rep_of(control, who, body.user_id)
    async with store.tenant(who.tenant_id) as session:
        if (call := await _known(session, who, body.client_key)) is not None:
            for file in stored:
                await files.delete(who.tenant_id, file.name)
            return call
        if isinstance(body, NewCall):
            return await add_transcript(session, files, who, rep, body, now)
        if not stored:
            raise NoFiles
        if empty := [file.filename for file in stored if not file.size]:
            raise EmptyFile(f"{empty[0]} holds nothing. Send the recording again.")
        return await add_recordings(session, who, rep, body, stored, now)


async def add_transcript(
    session: AsyncSession, files: FileStore, who: Principal, rep: str, body: NewCall, now: datetime
) -> Call:
    """A call as its transcript. Raises BadTranscript, UnknownRubric."""
    data = _bytes(body)
    read = imports.read(data, body.filename, body.format, who.language)
    await _check_rubric(session, body.rubric)
    call = _fresh(who, rep, "transcript", body.title or read.title or "", body.happened_at, now)
    call.client_key, call.rubric_wish, call.rep_name = body.client_key, body.rubric, body.rep_name
    call.language_wish, call.roles = body.language, dict(body.roles)
    call.language = body.language or read.language or who.language
    if body.consent:
        confirm(call, body.consent, who, now)
    session.add(call)
    await session.flush()
    await _keep_transcript(session, files, who, call, data, read, now)
    return call


async def attach(
    session: AsyncSession, files: FileStore, who: Principal, call: Call, body: TranscriptIn, now: datetime
) -> None:
    """Put a transcript to a call that has none, or another one in the place of the one it has. Raises BadTranscript."""
    data = _bytes(body)
    read = imports.read(data, body.filename, body.format, who.language)
    call.language_wish = body.language or call.language_wish
    call.rep_name = body.rep_name or call.rep_name
    call.roles = dict(body.roles)
    await _keep_transcript(session, files, who, call, data, read, now)


async def add_recordings(
    session: AsyncSession, who: Principal, rep: str, body: NewRecording, stored: Sequence[Stored], now: datetime
) -> Call:
    """A call as one or two stored files; what they are is found out by the analysis."""
    await _check_rubric(session, body.rubric)
    title = body.title or stored[0].filename.rpartition(".")[0] or stored[0].filename
    call = _fresh(who, rep, "audio", title, body.happened_at, now)
    call.client_key, call.rubric_wish, call.rep_channel = body.client_key, body.rubric, body.rep_channel
    call.language_wish, call.language = body.language, body.language or who.language
    call.media = [file.row() for file in stored]
    if body.consent_basis:
        confirm(call, ConsentIn(basis=body.consent_basis, note=body.consent_note), who, now)
    session.add(call)
    await session.flush()
    return call


def confirm(call: Call, given: ConsentIn, who: Principal, now: datetime) -> None:
    """Note on what ground the call may be analysed, and who says so."""
    call.consent_basis, call.consent_note = given.basis, given.note
    call.consent_by, call.consent_at = who.user_id, now
    call.needs = [need for need in call.needs if need != "consent"]


def again(call: Call) -> None:
    """Make the call wait for a new analysis; a job of the present one finds that its time is over."""
    call.run += 1
    call.status, call.stage, call.progress, call.problem = "queued", None, 0.0, None


async def _check_rubric(session: AsyncSession, rubric_id: str | None) -> None:
    if rubric_id is not None:
        await choosing.rubric_of(session, rubric_id)


def _fresh(who: Principal, rep: str, source: str, title: str, at: datetime | None, now: datetime) -> Call:
    return Call(
        id=new_id(now),
        user_id=rep,
        created_by=who.user_id,
        title=" ".join(title.split())[:200] or UNTITLED[who.language].format(at=at or now),
        source=source,
        happened_at=at or now,
        created_at=now,
        status="queued",
        stage=None,
        progress=0.0,
        needs=[],
        run=1,
        language=who.language,
        roles={},
        media=[],
        turns=0,
        figures={},
        counts={},
    )


def _bytes(body: TranscriptIn) -> bytes:
    if isinstance(body.transcript, str):
        return body.transcript.encode()
    if isinstance(body.transcript, list):
        return json.dumps([turn.model_dump(exclude_none=True) for turn in body.transcript], ensure_ascii=False).encode()
    return json.dumps(body.transcript, ensure_ascii=False).encode()


async def _keep_transcript(
    session: AsyncSession,
    files: FileStore,
    who: Principal,
    call: Call,
    data: bytes,
    read: imports.Imported,
    now: datetime,
) -> None:
    if (size := _size(read)) > MOST_CHARACTERS:
        raise TranscriptTooLong(size, kept=False)
    name = f"{call.id}-{new_id(now)}.transcript"
    await store_transcript(session, call, name, read, who.user_id, now)
    await files.save(who.tenant_id, name, _once(data))


async def store_transcript(
    session: AsyncSession, call: Call, original: str, read: imports.Imported, added_by: str, now: datetime
) -> None:
    """The utterances of a transcript beside the call, in the place of earlier ones. Raises TranscriptTooLong."""
    if (size := _size(read)) > MOST_CHARACTERS:
        raise TranscriptTooLong(size)
    await session.execute(sa.delete(CallTranscript).where(CallTranscript.call_id == call.id))
    session.add(
        CallTranscript(
            call_id=call.id,
            format=read.format,
            original=original,
            utterances=[u.model_dump(exclude_none=True) for u in read.utterances],
            people={label: person.model_dump(exclude_none=True) for label, person in read.people.items()},
            notes=[note.model_dump() for note in read.notes],
            added_by=added_by,
            added_at=now,
        )
    )
    await session.flush()


def _size(read: imports.Imported) -> int:
    return sum(len(u.text) for u in read.utterances)


async def _once(data: bytes) -> AsyncIterator[bytes]:
    yield data
