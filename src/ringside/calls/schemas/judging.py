"""What people say about the machine's findings."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field

from ringside.calls.schemas.terms import CallPerson, Note, Result, Verdict


class OverrideIn(BaseModel):
    """A person's result of a criterion; the same as the machine's is a confirmation."""

    result: Result
    note: Note = ""


class JudgementIn(BaseModel):
    verdict: Verdict
    note: Note = ""


class OverrideOut(BaseModel):
    result: Result
    machine: Result = Field(description="What the machine had found when the person decided.")
    note: str
    by: CallPerson
    at: datetime


class JudgementOut(BaseModel):
    verdict: Verdict
    note: str
    by: CallPerson
    at: datetime
