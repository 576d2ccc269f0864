"""What live calls send and receive over HTTP."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from ringside.calls.live.messages import Amount, Cue, LiveSource, LiveStatus, LiveTurnOut
from ringside.calls.schemas.intake import ConsentIn
from ringside.calls.schemas.terms import CallPerson, ConsentBasis, RubricId, Title
from ringside.core.ids import ID_PATTERN
from ringside.dialogue.schemas import Language
from ringside.playbook.plain import Plain

Vendor = Literal["twilio", "zoom", "recall"]
Id = Annotated[str, Field(pattern=ID_PATTERN)]
Name = Annotated[Plain, Field(min_length=1, max_length=120)]


class LiveStart(BaseModel):
    """A call to be coached; what only one source needs is ignored by the others."""

    title: Title = ""
    source: LiveSource
    language: Language | None = Field(default=None, description="The rep's own when absent.")
    deal_id: Id | None = None
    contact_id: Id | None = None
    consent: ConsentIn | None = Field(default=None, description="On what ground the other side is listened to.")
    amount: Amount = "normal"
    recording: bool = Field(default=False, description="Keep the sound; needs consent.")
    listening: bool = Field(default=False, description="The rep agrees that managers listen.")
    rubric: RubricId | None = Field(default=None, description="Chosen by the kind of call when absent.")
    rep_names: list[Name] = Field(
        default=[],
        max_length=5,
        description="How the rep is called in the meeting, where that is not the own name. For zoom and recall.",
    )
    rep_track: Literal["inbound", "outbound"] = Field(
        default="outbound", description="Twilio: the track with the rep's voice; inbound where the rep dialled."
    )
    dial: Annotated[str, Field(pattern=r"^\+?[0-9]{3,15}$")] | None = Field(
        default=None, description="Twilio: a number that the call is put through to once the stream has begun."
    )
    meeting: Annotated[Plain, Field(min_length=1, max_length=500)] | None = Field(
        default=None, description="Zoom: id or UUID of the meeting. Recall: its address, which the bot joins."
    )
    bot_name: Name | None = Field(default=None, description="Recall: what the bot is called in the meeting.")
    client_key: str | None = Field(
        default=None, min_length=1, max_length=100, description="The same key gives the same call."
    )


class LiveAddress(BaseModel):
    """How a recorder reaches this call. Whoever has these can send its sound: keep them secret."""

    address: str | None = Field(description="Path of the WebSocket for sound; null for zoom, where we call.")
    token: str | None
    url: str | None = Field(description="The same as a whole address, wss:// or ws://.")
    webhook: str | None = Field(default=None, description="Address to enter at the vendor, where the source has one.")
    twiml: str | None = Field(default=None, description="Twilio: what its webhook answers, for flows of your own.")


class LiveStarted(LiveAddress):
    call_id: str
    source: LiveSource
    status: LiveStatus
    language: Language


class LiveConsent(BaseModel):
    basis: ConsentBasis
    note: str
    confirmed_by: CallPerson
    confirmed_at: datetime


class LiveParty(BaseModel):
    id: str
    name: str


class LiveItem(BaseModel):
    """A call that is or was listened to."""

    call_id: str
    title: str
    source: LiveSource
    status: LiveStatus
    language: Language
    amount: Amount
    rep: CallPerson
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    seconds: float
    recording: bool
    listening: bool = Field(description="Whether the rep allows managers to listen.")
    consent: LiveConsent | None
    deal: LiveParty | None
    contact: LiveParty | None
    rubric: str | None
    listens: str | None = Field(description="Who turns speech into words; null where nobody does.")
    trouble: str | None
    report: str | None = Field(description="Id of the recorded call with the report, once there is one.")


class LiveNoteKept(BaseModel):
    author: CallPerson
    text: str
    at: float = Field(description="Seconds from the beginning of the call.")


class LiveDetail(LiveItem):
    turns: list[LiveTurnOut]
    cues: list[Cue]
    notes: list[LiveNoteKept]
    capture: LiveAddress | None = Field(description="For the rep, while the call goes on.")


class LiveChange(BaseModel):
    """Absent fields stay."""

    title: Annotated[Plain, Field(min_length=1, max_length=200)] | None = None
    amount: Amount | None = None
    listening: bool | None = None
    consent: ConsentIn | None = None


class LiveList(BaseModel):
    items: list[LiveItem]


class WhisperIn(BaseModel):
    text: Annotated[Plain, Field(min_length=1, max_length=300)]


class WhisperAck(BaseModel):
    at: float


class LiveEnded(BaseModel):
    call_id: str
    status: LiveStatus
    report: str | None = Field(description="Id of the recorded call, which is being analysed; null: nothing was heard.")


class LiveSourceOut(BaseModel):
    source: LiveSource
    ready: bool
    missing: list[str] = Field(description="What has to be set for it.")
    webhook: str | None = Field(default=None, description="Address to enter at the vendor once for the company.")
    own: bool = Field(default=False, description="Whether the company has entered an account of its own.")


class LiveSetup(BaseModel):
    """What can be listened to here, and by whom."""

    sources: list[LiveSourceOut]
    consent_required: bool
    listens: str | None
    speaks: str | None
    languages: list[Language]
    problem: str | None = Field(default=None, description="Why nothing can be listened to here at all.")


class VendorIn(BaseModel):
    """A company's own account with a vendor; which fields count depends on the vendor."""

    auth_token: Annotated[str, Field(min_length=8, max_length=200)] | None = None
    client_id: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    client_secret: Annotated[str, Field(min_length=8, max_length=200)] | None = None
    secret_token: Annotated[str, Field(min_length=8, max_length=200)] | None = None
    api_key: Annotated[str, Field(min_length=8, max_length=200)] | None = None
    signing_secret: Annotated[str, Field(min_length=8, max_length=200)] | None = None
