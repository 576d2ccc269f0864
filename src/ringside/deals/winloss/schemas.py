"""What is asked of the win-loss explainer, and what it answers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ringside.deals.schemas import Evidence, Interval
from ringside.deals.winloss.guard import Reason
from ringside.deals.winloss.table import Theme
from ringside.dialogue.schemas import Frozen, Language

Word = Annotated[str, Field(max_length=200)]
Words = Annotated[list[Word], Field(max_length=50)]
Signal = Literal["yes", "no"]
Verdict = Literal["signal", "no_signal", "too_few", "one_outcome"]
Share = Annotated[float, Field(ge=0, le=1)]


class Condition(Frozen):
    """Something that holds of a deal or does not: a field is this, a figure at least or below so much, unknown."""

    column: Annotated[str, Field(max_length=300)]
    op: Literal["is", "at_least", "below", "missing"]
    level: Annotated[str, Field(max_length=500)] | None = None
    cut: float | None = Field(default=None, allow_inf_nan=False)


class Cohort(BaseModel):
    """Closed deals to explain. Empty filters do not filter; `custom` asks a field of the import to be one of these."""

    model_config = ConfigDict(extra="forbid")

    closed_after: datetime | None = None
    closed_before: datetime | None = None
    owners: Words = []
    segments: Words = []
    industries: Words = []
    countries: Words = []
    products: Words = []
    lead_sources: Words = []
    competitors: Words = []
    min_amount: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    max_amount: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    currency: Annotated[str, Field(max_length=3)] | None = None
    custom: Annotated[dict[Word, Words], Field(max_length=20)] = {}


class WinLossIn(BaseModel):
    """One closed deal, or a cohort, or two cohorts side by side."""

    model_config = ConfigDict(extra="forbid")

    deal_id: Annotated[str, Field(max_length=64)] | None = None
    cohort: Cohort | None = None
    compare: Cohort | None = None
    include: Words = []
    """Columns to be used although the guard would leave them out."""
    leave: Words = []
    """Columns not to be used."""
    language: Language | None = None

    @model_validator(mode="after")
    def _one_question(self) -> WinLossIn:
        if self.deal_id is not None and (self.cohort is not None or self.compare is not None):
            raise ValueError("ask about a deal or about a cohort, not both")
        return self


class DealRef(Frozen):
    """A deal that is named in an answer."""

    id: str
    name: str
    status: str
    account: str | None = None
    amount: float | None = None
    currency: str | None = None
    closed_at: datetime | None = None


class WinLossFactor(Frozen):
    """What goes with winning or losing, all else being equal.

    `effect` is the average change of the probability to win in percentage points, `low`..`high` its 95 % interval.
    `sure`: holds after so many things were looked at. `won`/`lost` count the deals of which `conditions` hold.
    """

    key: str
    name: str
    theme: Theme
    effect: float
    low: float
    high: float
    sure: bool
    won: int
    lost: int
    win_rate: Share
    rate_without: Share
    conditions: tuple[Condition, ...]
    against: str
    """What it is compared with, in words."""
    examples: tuple[str, ...] = ()
    """Ids of deals, the latest first."""
    quotes: tuple[Evidence, ...] = ()
    """The customers' own words, where it is something they asked about."""


class WinLossPattern(Frozen):
    """Deals of one kind that end one way more often than all. `bound`: their share is at least this, surely."""

    key: str
    name: str
    outcome: Literal["won", "lost"]
    conditions: tuple[Condition, ...]
    won: int
    lost: int
    share: Share
    bound: Share
    base: Share
    examples: tuple[str, ...] = ()


class ExcludedField(Frozen):
    """A column that is not used, and why in words."""

    name: str
    column: str
    reason: Reason
    why: str


class ChanceBin(Frozen):
    """Deals given about the same chance, and how many of them were won."""

    predicted: Share
    won: Share
    n: int


class WinLossQuality(Frozen):
    """How well unseen deals were told apart, and how that was tried."""

    deals: int
    won: int
    lost: int
    groups: int
    copies: int
    """Rows that repeat another row."""
    folds: int
    p: float | None = None
    base_brier: float | None = None
    calibration: tuple[ChanceBin, ...] = ()
    strength: float | None = None
    pairs: tuple[str, ...] = ()
    """What was found to count together."""
    controls: tuple[str, ...] = ()
    uneven: tuple[str, ...] = ()
    too_good: bool = False


class ToldFact(Frozen):
    """A statement that a narrative is made of; every figure in it was computed."""

    id: str
    text: str


class WinLossStory(Frozen):
    text: str
    source: str
    facts: tuple[ToldFact, ...] = ()
    rejected: str | None = None


class CohortDifference(Frozen):
    """One thing in two cohorts. Shares of deals of which it holds, or medians; wins where it holds."""

    name: str
    kind: Literal["share", "median", "win_rate", "effect"]
    a: float | None
    b: float | None
    difference: Interval
    sure: bool
    conditions: tuple[Condition, ...] = ()


class CohortSummary(Frozen):
    """What a cohort is, counted."""

    deals: int
    won: int
    lost: int
    win_rate: Interval | None
    amount: dict[str, float] = Field(default_factory=dict)
    """Median amount by currency."""
    cycle_days: float | None = None


class CohortBenchmark(Frozen):
    """A figure of a cohort against all closed deals of the company and against the most alike ones outside it."""

    name: str
    value: Interval | None
    company: Interval | None
    comparable: Interval | None = None


class DealFactor(Frozen):
    """A factor of one deal: how much it moved the chance to win, in points, and how deals with and without it went."""

    key: str
    name: str
    theme: Theme
    points: float
    low: float
    high: float
    won: int
    lost: int
    sure: bool
    conditions: tuple[Condition, ...]
    evidence: tuple[Evidence, ...] = ()


class SimilarDeal(Frozen):
    deal: DealRef
    alike: Share
    shared: list[str]
    differs: list[str]


class WinLossOut(BaseModel):
    """An explanation. With signal "no" there are no factors: `verdict` and the narrative say why."""

    kind: Literal["deal", "cohort", "comparison"]
    signal: Signal
    verdict: Verdict
    auc: float | None = None
    auc_low: float | None = None
    auc_high: float | None = None
    brier: float | None = None
    brier_low: float | None = None
    brier_high: float | None = None
    factors: list[WinLossFactor] = []
    patterns: list[WinLossPattern] = []
    excluded: list[ExcludedField] = []
    narrative: str
    told: WinLossStory
    source: str
    quality: WinLossQuality
    cohort: CohortSummary
    benchmarks: list[CohortBenchmark] = []
    compared: CohortSummary | None = None
    differences: list[CohortDifference] = []
    deal: DealRef | None = None
    chance: Interval | None = None
    of_deal: list[DealFactor] = []
    similar: list[SimilarDeal] = []
    evidence: tuple[Evidence, ...] = ()
    deals: list[DealRef] = []
    """Every deal that is named by id."""
    language: Language
    as_of: datetime
    version: str
    """Changes when the deals behind it do."""


class WinLossDrill(BaseModel):
    """The deals of a cohort of which conditions hold."""

    model_config = ConfigDict(extra="forbid")

    cohort: Cohort = Cohort()
    conditions: Annotated[list[Condition], Field(max_length=6)] = []
    outcome: Literal["won", "lost"] | None = None


class WinLossDeals(BaseModel):
    items: list[DealRef]
    won: int
    lost: int
    next_cursor: str | None = None


Json = dict[str, Any]


class ProbabilityModel(Frozen):
    """The model behind a chance."""

    version: str
    trained_at: datetime
    checked_at: datetime
    why: str
    verdict: Verdict
    closes: int
    auc: Interval | None = None
    brier: Interval | None = None
    base_rate: float | None = None
    calibration: tuple[ChanceBin, ...] = ()
    drifted: bool = False


class ChanceReason(Frozen):
    """What moves an open deal's chance, in points against the usual deal, and the records it rests on."""

    name: str
    column: str
    points: float
    evidence: tuple[Evidence, ...] = ()


class LosingMatch(Frozen):
    """A losing pattern that an open deal matches."""

    key: str
    name: str
    lost: int
    deals: int
    bound: Share
    base: Share


class Probability(BaseModel):
    """An open deal's chance to be won, or why none is given; `learning`: the first model is being made."""

    deal_id: str
    signal: Signal
    verdict: Verdict | Literal["learning"]
    chance: Interval | None = None
    reasons: list[ChanceReason] = []
    matches: list[LosingMatch] = []
    text: str
    model: ProbabilityModel | None = None


class WinLossAlertOut(BaseModel):
    """An open deal that matches a losing pattern."""

    deal: DealRef
    pattern: LosingMatch
    at: datetime


class ProbabilityModels(BaseModel):
    """Versions of the model, the latest first."""

    items: list[ProbabilityModel]


class CohortChoices(BaseModel):
    """What closed deals can be filtered by: values that occur, the most frequent first."""

    deals: int
    segments: list[str]
    industries: list[str]
    countries: list[str]
    products: list[str]
    lead_sources: list[str]
    competitors: list[str]
    owners: list[str]
    custom: dict[str, list[str]]
