"""What skills sends and receives: how good a rep is at what, and how sure that is."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from ringside.dialogue.rubrics import Skill


class Standing(BaseModel):
    """A rating of about 1500 is a practised rep; the truth is within `low..high` in 19 of 20 cases."""

    rating: float
    low: float
    high: float
    uncertainty: float = Field(description="Standard deviation of the rating, in rating points.")
    calls: int = Field(description="Scored calls in which the skill was observed.")
    certain: bool = Field(description="False while it rests on too few calls to be relied on.")
    level: Literal["foundation", "intermediate", "advanced", "expert"] = Field(
        description="Where it would be well trained."
    )
    change: float | None = Field(description="Rating points since four weeks ago; null without data from then.")
    updated_at: datetime | None


class TransferSide(BaseModel):
    calls: int
    mean: float | None = Field(description="Mean share of the skill that was met in those calls, 0..1.")


class TransferOut(BaseModel):
    """Real calls since the rep began to practise, against those before. Not an experiment: other things change too."""

    verdict: Literal["better", "worse", "unclear", "too_little", "not_practised"]
    sessions: int = Field(description="Practice calls in which it was observed, from `since` on.")
    since: datetime | None = Field(description="The first practice with enough real calls before it, else the first.")
    last: datetime | None
    before: TransferSide
    after: TransferSide
    effect: float | None = Field(description="After minus before; null while there are too few calls.")
    low: float | None = Field(description="The truth is within `low..high` in at least 19 of 20 cases.")
    high: float | None
    needed_before: int = Field(description="Real calls from before still missing for a comparison.")
    needed_after: int


class CriterionTransfer(BaseModel):
    criterion: str
    title: str
    transfer: TransferOut


class RatingOut(Standing):
    """One skill: its standing in practice, and apart from it the one in real calls."""

    skill: Skill
    title: str
    in_calls: Standing = Field(
        description="From recorded calls. Nobody knows how hard those were, so their rating moves more slowly."
    )
    transfer: TransferOut
    criteria: list[CriterionTransfer] = Field(description="Single criteria that were practised and seen in real calls.")


class RatingPoint(BaseModel):
    skill: Skill
    source: Literal["practice", "call"]
    rating: float
    uncertainty: float
    result: float = Field(description="Share of the skill's observed weight that was met in that call, 0..1.")
    conversation_id: str | None = Field(description="The practice conversation, of source practice.")
    call_id: str | None = Field(description="The recorded call, of source call.")
    at: datetime


class Profile(BaseModel):
    user_id: str
    skills: list[RatingOut]
    history: list[RatingPoint] = Field(description="Newest first, at most 200 points of each source.")
