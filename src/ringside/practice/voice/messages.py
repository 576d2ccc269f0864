"""What goes over the wire of a practice call by voice, in both directions; the same over WebRTC and WebSocket.

Over both, a message is JSON with a `type`. Sound is not here: WebRTC carries it as a track, the WebSocket as binary
frames. docs/voice.md describes the whole for other clients.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, Field

from ringside.dialogue.schemas import Language
from ringside.playbook.plain import Plain
from ringside.practice.schemas import Outcome, Sidebar, Status

Manner = Literal["cascade", "realtime", "browser"]
"""Who listens and speaks: providers in turn, one speech-to-speech model, or the browser itself."""


class VoiceSessionOut(BaseModel):
    """First message of a connection, also of a resumed one."""

    type: Literal["session"] = "session"
    conversation_id: str
    manner: Manner
    language: Language
    resumed: bool
    recording: bool
    listens: str | None = Field(description="Who turns speech into words; null where the browser does.")
    speaks: str | None
    seconds: float = Field(description="Time of the call so far.")


class VoiceRepOut(BaseModel):
    """What the rep says: replaced by later ones until `final`, which has its turn."""

    type: Literal["rep"] = "rep"
    text: str
    final: bool
    start: float
    end: float | None = None
    turn: int | None = None
    speaker: str | None = Field(default=None, description="Who says it, where several reps take part.")


class VoiceBuyerOut(BaseModel):
    """A sentence of the buyer, told when it begins to be spoken. In the browser's own manner the page speaks it."""

    type: Literal["buyer"] = "buyer"
    turn: int
    text: str
    at: float
    speaker: str | None = Field(default=None, description="Name of who speaks, where several buyers take part.")
    voice: str = Field(default="", description="Key of the voice: the same key sounds the same.")


class VoiceCutOut(BaseModel):
    """The buyer was interrupted: this is what of the turn was heard."""

    type: Literal["cut"] = "cut"
    turn: int
    heard: str


class VoiceSpeakingOut(BaseModel):
    type: Literal["speaking"] = "speaking"
    who: Literal["rep", "buyer"]
    on: bool
    at: float


class VoiceStateOut(BaseModel):
    """Where the call stands after a turn."""

    type: Literal["state"] = "state"
    status: Status
    outcome: Outcome | None
    sidebar: Sidebar
    hint: str | None


class VoiceSignalsOut(BaseModel):
    """How the rep sounds so far; null where it cannot be said yet."""

    type: Literal["signals"] = "signals"
    pace: float | None = Field(description="Words a minute of rep speech.")
    talk_ratio: float | None = Field(description="Rep speech / all speech, by seconds.")
    hesitation: float | None = Field(description="0..1; see docs/voice.md.")
    fillers: float | None = Field(description="Per minute of rep speech.")
    response: float | None = Field(description="Median seconds from the buyer's end to the rep's start.")
    monologue: float | None = Field(description="Seconds of the rep's longest run so far.")


class VoiceLatencyOut(BaseModel):
    type: Literal["latency"] = "latency"
    turn: int
    total: float
    stages: dict[str, float]


class VoiceTroubleOut(BaseModel):
    """Something failed; the call goes on by `falls_to`, or, where that is null, by typing."""

    type: Literal["trouble"] = "trouble"
    code: Literal["provider", "moved", "signed_out", "slow", "recording", "message"]
    text: str
    falls_to: str | None = None


class VoiceNoteOut(BaseModel):
    """A manager's whisper; only the rep gets it."""

    type: Literal["note"] = "note"
    author: str
    text: str


class VoiceEndedOut(BaseModel):
    type: Literal["ended"] = "ended"
    outcome: Outcome | None


class VoiceProblemOut(BaseModel):
    """The socket is refused and closes with 4000 + status; `problem` is the usual document."""

    type: Literal["problem"] = "problem"
    problem: dict[str, object]


VoiceOut = Annotated[
    VoiceSessionOut | VoiceRepOut | VoiceBuyerOut | VoiceCutOut | VoiceSpeakingOut | VoiceStateOut | VoiceSignalsOut
    | VoiceLatencyOut | VoiceTroubleOut | VoiceNoteOut | VoiceEndedOut | VoiceProblemOut,
    Field(discriminator="type"),
]  # fmt: skip


class VoiceSayIn(BaseModel):
    """Words that the client has: typed, or recognised by the browser. Partial ones are only shown."""

    type: Literal["say"] = "say"
    text: Annotated[Plain, Field(max_length=4000)]
    final: bool = True
    start: float | None = Field(
        default=None, ge=0, allow_inf_nan=False, description="Seconds on the client's clock of the call."
    )
    end: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    key: Annotated[Plain, Field(min_length=1, max_length=100)] | None = Field(
        default=None, description="A repeated key is the same turn sent again."
    )


class VoiceSpokenIn(BaseModel):
    """The browser has spoken a turn, or as much of it as was heard before the rep interrupted."""

    type: Literal["spoken"] = "spoken"
    turn: int = Field(ge=0, le=1_000_000)
    text: Annotated[Plain, Field(max_length=8000)]
    start: float = Field(ge=0, allow_inf_nan=False)
    end: float = Field(ge=0, allow_inf_nan=False)
    cut_off: bool = False


class VoiceControlIn(BaseModel):
    """`talk_on` and `talk_off` are the two ends of push-to-talk: what is said between them is one turn. `talk_freely`
    goes back to turns that end by themselves."""

    type: Literal["control"] = "control"
    do: Literal["mute", "unmute", "talk_on", "talk_off", "talk_freely", "interrupt", "hang_up"]


VoiceIn = Annotated[VoiceSayIn | VoiceSpokenIn | VoiceControlIn, Field(discriminator="type")]

MESSAGES: tuple[type[BaseModel], ...] = (
    *get_args(get_args(VoiceOut)[0]),
    *get_args(get_args(VoiceIn)[0]),
)
