"""What is sent and received about cues over HTTP."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from ringside.calls.live.messages import Cue, CueKind
from ringside.calls.schemas import CallPerson


class CueList(BaseModel):
    items: list[Cue]


class CueChange(BaseModel):
    """What the rep says of a cue; what is left out stays."""

    standing: Literal["dismissed", "used"] | None = None
    useful: bool | None = None


class CueFigures(BaseModel):
    """How cues were taken. `used` and `ignored` are what code saw the rep do next; `open` could not be seen."""

    shown: int = 0
    used: int = 0
    ignored: int = 0
    dismissed: int = 0
    open: int = 0
    rated: int = 0
    useful: int = 0
    useful_share: float | None = Field(default=None, description="Of those that were rated; null while none was.")
    low: float | None = Field(default=None, description="Ends of the 95 % interval of that share (Wilson).")
    high: float | None = None


class CueKindFigures(CueFigures):
    kind: CueKind


class CueRepFigures(CueFigures):
    rep: CallPerson
    kinds: list[CueKindFigures]


class CueSummary(BaseModel):
    """How useful cues were: over all, by kind, and for managers by rep."""

    days: int
    calls: int
    total: CueFigures
    kinds: list[CueKindFigures]
    reps: list[CueRepFigures]
