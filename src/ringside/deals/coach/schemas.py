"""What clients ask of the coach and are told."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from ringside.core.paging import Page
from ringside.deals.coach.actions import ActionId, Effort, Form
from ringside.deals.coach.calibration import CoachCalibration
from ringside.deals.coach.drafting import Variant
from ringside.deals.coach.outcomes import What
from ringside.deals.schemas import Boldness, DealStatus, Evidence, Interval, Length, Tone
from ringside.dialogue.schemas import Language

StepStatus = Literal["open", "done", "dismissed", "gone"]
Reason = Literal["not_relevant", "not_now", "already_done", "wrong_facts", "other"]
Basis = Literal["rules", "outcomes"]


class CoachWish(BaseModel):
    """How an answer should be worded this once; what is left out is as you prefer it."""

    model_config = ConfigDict(extra="forbid")

    variant: Variant | None = Field(default=None, description="Wording variant; left out, the deal's own is used.")
    language: Language | None = None
    tone: Tone | None = None
    length: Length | None = None
    boldness: Boldness | None = None


class Recommendation(BaseModel):
    """One next step. `confidence` is the chance of progress within the window when this step comes first."""

    id: str
    action: str = Field(description="The step in a sentence.")
    kind: ActionId
    why: str
    evidence: list[Evidence]
    confidence: float = Field(ge=0, le=1)
    low: float
    high: float
    basis: Basis = Field(description="rules: too few outcomes yet, the number is an assumption and no measurement.")
    effort: Effort
    minutes: int
    form: Form
    subject: str | None
    draft: str
    draft_source: str
    draft_note: str | None = Field(default=None, description="Why a model's wording was not used, where so.")
    lead: bool = Field(description="The one to begin with.")


class DealCoaching(BaseModel):
    """The coach's answer for one deal. A closed deal has a message and no recommendations."""

    deal_id: str
    status: DealStatus
    message: str = Field(description="In a sentence: what the order rests on, or why there is nothing to suggest.")
    recommendations: list[Recommendation]
    held_back: bool = Field(description="True where no step was put first, to measure whether ranking helps.")
    basis: Basis
    outcomes: int
    needed: int
    window_days: int
    variant: Variant
    assigned: bool = Field(description="False when the variant was asked for; such answers count for no variant.")
    language: Language
    source: str
    prompt_version: str | None = None
    latency_ms: float | None = None
    cost_usd: float | None = None
    note: str | None = None
    at: datetime


class StepMark(BaseModel):
    """What you did with a recommendation; `open` takes back what was said."""

    model_config = ConfigDict(extra="forbid")

    status: Literal["done", "dismissed", "open"]
    reason: Reason | None = Field(default=None, description="Why it was dismissed.")
    note: str = Field(default="", max_length=2000)


class StepOut(BaseModel):
    """A step of the deal's history with the coach."""

    id: str
    deal_id: str
    kind: ActionId
    action: str
    at: datetime
    led: bool
    status: StepStatus
    status_at: datetime | None
    by: str | None
    reason: str | None
    note: str
    progress: bool | None = Field(description="Whether the deal made progress within the window after it was done.")
    what: What | None


class CoachHistory(Page[StepOut]):
    """Everything the coach suggested on a deal, the latest first."""


class ActionUse(BaseModel):
    """What people did with a step, what came after it, and what putting it first changes."""

    kind: ActionId
    title: str
    suggested: int
    done: int
    dismissed: int
    reasons: dict[str, int]
    after_done: Interval | None = Field(description="Share of deals with progress after it was done; not its effect.")
    led: int
    held_back: int = Field(description="Decisions in which it could have led and nothing did.")
    effect: Interval | None = Field(description="Doubly robust; null while there is too little data.")
    needed: int


class VariantUse(BaseModel):
    """One wording variant among the deals assigned to it."""

    variant: Variant
    deals: int
    suggested: int
    done: Interval | None
    useful: int
    not_useful: int


class Effectiveness(BaseModel):
    """What the coach has achieved, as far as that can be known."""

    outcomes: int
    needed: int
    enough: bool
    window_days: int
    progress_means: str
    waiting: int = Field(description="Decisions whose window is not over.")
    led: Interval | None = Field(description="Share with progress where a step was put first.")
    held_back: Interval | None
    actions: list[ActionUse]
    calibration: CoachCalibration
    variants: list[VariantUse]
    variant_difference: Interval | None = Field(description="Of done shares, b minus a; null while there are too few.")
