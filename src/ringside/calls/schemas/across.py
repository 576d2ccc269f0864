"""Looking across calls: agreement with the machine, comparison of reps, search."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from ringside.calls.schemas.terms import CallPerson
from ringside.dialogue.schemas import Speaker


class CriterionAgreement(BaseModel):
    """How often people agree with the machine on a criterion. `kappa` is Cohen's, null while there is too little."""

    rubric: str
    criterion: str
    title: str
    n: int
    agreement: float | None = Field(description="Share of the n on which both said the same, 0..1.")
    kappa: float | None
    low: float | None = Field(default=None, description="95 % interval of kappa.")
    high: float | None = None
    enough: bool = Field(description="False: too few judgements to say anything.")
    table: dict[str, dict[str, int]] = Field(description="Counts: machine's result, then the person's.")


class FindingAgreement(BaseModel):
    source: str
    right: int
    wrong: int


class Agreement(BaseModel):
    items: list[CriterionAgreement]
    overall: CriterionAgreement
    findings: list[FindingAgreement]
    least: int = Field(description="Judgements from which on kappa is shown.")


class CallBand(BaseModel):
    low: float | None = None
    high: float | None = None
    provenance: Literal["primary", "secondary", "folklore"]
    source: str


class Percentiles(BaseModel):
    p10: float | None = None
    p25: float | None = None
    p50: float | None = None
    p75: float | None = None
    p90: float | None = None


class ComparePoint(BaseModel):
    call_id: str
    title: str
    user_id: str
    at: datetime
    value: float
    percentile: float = Field(description="Share of the compared calls at or below this value, 0..1.")


class CompareRow(BaseModel):
    """One rep, or with `user` null the whole team."""

    user: CallPerson | None
    n: int
    percentiles: Percentiles
    last: float | None = Field(default=None, description="Value of the latest call.")


class Comparison(BaseModel):
    signal: str
    unit: str
    basis: Literal["seconds", "words"] | None
    n: int
    team: CompareRow
    reps: list[CompareRow]
    points: list[ComparePoint] = Field(description="The latest 200 calls, oldest first.")
    band: CallBand | None
    enough: bool = Field(description="False: too few calls for percentiles.")
    left_out: int = Field(default=0, description="Calls without this value, or measured on the other basis.")


class SearchHit(BaseModel):
    call_id: str
    title: str
    happened_at: datetime
    user: CallPerson
    turn: int
    speaker: Speaker
    label: str
    start: float | None = None
    text: str
    highlights: list[tuple[int, int]] = Field(description="Character offsets of the found words in `text`.")


class SearchResults(BaseModel):
    items: list[SearchHit]
    next_cursor: str | None = None
