"""What is asked for and answered about spoken practice over HTTP."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from ringside.dialogue.schemas import Language
from ringside.playbook.plain import Plain
from ringside.practice.schemas import Level, StartFrom, Whole
from ringside.practice.voice.messages import Manner


class VoiceWish(BaseModel):
    """Which call to hold by voice: an open one, or one to be started, as with POST /api/chat."""

    conversation_id: Annotated[Plain, Field(max_length=64)] | None = None
    scenario_id: Annotated[Plain, Field(max_length=64)] | None = None
    persona_id: Annotated[Plain, Field(max_length=64)] | None = None
    level: Level | None = None
    seed: Whole | None = Field(default=None, ge=0, lt=2**63)
    language: Language | None = None
    start_from: StartFrom | None = None
    key: Annotated[Plain, Field(min_length=1, max_length=100)] | None = Field(
        default=None, description="A fresh random key for each call; a repeated key is the same start sent again."
    )
    manner: Manner | None = Field(default=None, description="Null takes the first that is set up here.")
    recording: bool = Field(default=False, description="True: the caller agrees that the sound of the call is kept.")


class VoiceOffer(VoiceWish):
    """A WebRTC offer, and the call it is for."""

    sdp: Annotated[Plain, Field(max_length=60_000)]
    type: Annotated[Plain, Field(max_length=20)] = "offer"


class VoiceAnswer(BaseModel):
    """The answer to an offer. Messages travel over the data channel that the client opens."""

    sdp: str
    type: str
    pc_id: str = Field(description="For further candidates of this connection.")
    conversation_id: str
    manner: Manner
    language: Language


class LiveKitPlace(BaseModel):
    """Where to meet on a LiveKit server: the buyer joins this room by itself. Messages are data packets."""

    url: str
    token: str
    room: str
    conversation_id: str
    manner: Manner
    language: Language


class IceCandidate(BaseModel):
    candidate: Annotated[Plain, Field(max_length=2000)]
    sdp_mid: Annotated[Plain, Field(max_length=100)] | None = None
    sdp_mline_index: int | None = Field(default=None, ge=0, le=100)


class IceCandidates(BaseModel):
    """Ways to reach the client that were found after its offer; [] says there are no more."""

    pc_id: Annotated[Plain, Field(max_length=200)]
    candidates: list[IceCandidate] = Field(max_length=50)


class IceServerOut(BaseModel):
    urls: list[str]
    username: str | None = None
    credential: str | None = None


class VoiceMannerOut(BaseModel):
    """One way a call can be spoken."""

    manner: Manner
    available: bool
    note: str | None = Field(default=None, description="What it lacks here, or why it is not available.")
    listens: str | None = Field(description="Who turns speech into words; null where the browser does.")
    speaks: str | None
    languages: list[Language]
    leaves_machine: bool = Field(description="Whether what is said may be heard by somebody outside; say so before.")


class VoiceOptions(BaseModel):
    """What is possible here. The browser's own manner always is: it needs no more than a WebSocket."""

    manners: list[VoiceMannerOut]
    default: Manner = Field(description="What a call is held in when it asks for nothing.")
    webrtc: bool
    ice_servers: list[IceServerOut]
    lines: int = Field(description="Calls with sound that one process holds at once.")
    lines_free: int
    retry_seconds: int = Field(description="When to try again where no line is free.")
    hold_seconds: int = Field(description="How long a call's line is kept for somebody who lost the connection.")
    recording: bool = Field(description="Whether sound can be kept, with the rep's consent.")
