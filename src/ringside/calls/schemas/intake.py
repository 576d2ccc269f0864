"""Sending a call in, and what may be changed of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field

from ringside.calls.schemas.terms import ConsentBasis, Label, Note, RubricId, Status, Title, UserId
from ringside.dialogue.schemas import Language, Speaker
from ringside.playbook.plain import Plain


class ConsentIn(BaseModel):
    """On what ground this call may be analysed; who says so is the one who is signed in."""

    basis: ConsentBasis
    note: Note = ""


class GivenTurn(BaseModel):
    """One turn of a transcript sent as JSON. `speaker` is a label as it stands in the source, or rep/customer."""

    text: Annotated[str, Field(max_length=100_000)]
    speaker: Label | None = None
    start: float | None = Field(default=None, ge=0, description="Seconds from the start of the call.")
    end: float | None = Field(default=None, ge=0)


class TranscriptIn(BaseModel):
    transcript: str | list[GivenTurn] | dict[str, Any] = Field(
        description="Text, WebVTT, SRT, CSV or the JSON of a recorder as one string; or turns; or that JSON itself."
    )
    format: str | None = Field(default=None, max_length=20, description="Found out from the content when absent.")
    filename: str | None = Field(default=None, max_length=255)
    language: Language | None = Field(default=None, description="Detected when absent.")
    rep_name: Annotated[Plain, Field(max_length=120)] | None = Field(
        default=None, description="The rep's name as the transcript's labels have it."
    )
    roles: dict[str, Speaker] = Field(default={}, max_length=100, description="Which label is on which side.")


class NewCall(TranscriptIn):
    """A call as a transcript."""

    title: Title = ""
    rubric: RubricId | None = Field(default=None, description="Chosen by the kind of call when absent.")
    happened_at: datetime | None = None
    user_id: UserId | None = Field(default=None, description="The rep, where a manager sends the call.")
    consent: ConsentIn | None = None
    client_key: str | None = Field(
        default=None, min_length=1, max_length=100, description="The same key gives the same call."
    )


class NewRecording(BaseModel):
    """What is said about recordings: the fields of a multipart body beside its files, or of a resumable upload."""

    title: Title = ""
    rubric: RubricId | None = None
    language: Language | None = None
    happened_at: datetime | None = None
    user_id: UserId | None = None
    rep_channel: int | None = Field(
        default=None, ge=0, le=1, description="The rep's channel, or the rep's file where there are two."
    )
    consent_basis: ConsentBasis | None = None
    consent_note: Note = ""
    client_key: str | None = Field(default=None, min_length=1, max_length=100)
    uploads: list[UserId] = Field(
        default=[], max_length=2, description="Ids of finished resumable uploads, in a JSON body, in place of files."
    )


class CallAck(BaseModel):
    id: str
    status: Status


class CallChange(BaseModel):
    """Absent fields stay."""

    title: Annotated[Plain, Field(min_length=1, max_length=200)] | None = None
    happened_at: datetime | None = None
    user_id: UserId | None = Field(default=None, description="Whose call it is; managers and owners only.")


class CallLimits(BaseModel):
    """What may be sent in, and what will be done with it, to be said before anybody uploads."""

    transcription: str | None = Field(description="The recogniser that is set up; null: recordings stay without words.")
    max_upload_bytes: int
    max_transcript_bytes: int
    formats: list[str] = Field(description="Transcript formats that are read.")
    audio: list[str] = Field(description="Endings of recordings that are common; others are tried too.")
    consent_required: bool
    resumable: str = "/api/calls/uploads"


class SpeakersIn(BaseModel):
    roles: dict[Label, Speaker] = Field(min_length=1, max_length=100, description="Which label is on which side.")


class AnalyseIn(BaseModel):
    rubric: RubricId | None = Field(default=None, description="Another rubric; absent keeps the present one.")
    transcribe: bool = Field(default=False, description="Recognise the speech anew.")
