"""Graded call transcripts: what was said, and what a coach wrote down about it without seeing the code."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from ringside.dialogue.next_step import StepClass
from ringside.dialogue.rubrics import Skill
from ringside.dialogue.schemas import Language, ObjectionKind, Speaker, Transcript, Turn

HERE = Path(__file__).parent
Grade = Literal["strong", "mixed", "poor"]
RANK: dict[Grade, int] = {"poor": 0, "mixed": 1, "strong": 2}


class Note(BaseModel):
    """One remark of the coach: what happened, which skill it is about, and the turn."""

    what: str
    skill: Skill
    turn: int


class Raised(BaseModel):
    """An objection or brush-off the coach heard, and whether the rep settled it."""

    turn: int
    kind: ObjectionKind
    resolved: bool


class Coach(BaseModel):
    """`missed` starts with what the coach would work on first; at `arguable` turns one may hear an objection or not."""

    good: list[Note]
    missed: list[Note]
    next_step: StepClass
    objections: list[Raised]
    arguable: list[int] = []


class Said(BaseModel):
    speaker: Speaker
    text: str
    start: float | None
    end: float | None


class Call(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: str
    triplet: str = Field(description="the situation that a strong, a mixed and a poor call share")
    kind: str
    rubric: str
    language: Language
    register_: Literal["written", "asr"] = Field(alias="register")
    grade: Grade
    industry: str
    turns: list[Said]
    coach: Coach

    @cached_property
    def transcript(self) -> Transcript:
        turns = tuple(Turn(index=i, **said.model_dump()) for i, said in enumerate(self.turns))
        return Transcript(turns=turns, language=self.language)


def load(part: str) -> list[Call]:
    """The calls of a folder beside this file, by id; a note about a turn that is not there is a mistake."""
    calls = [Call.model_validate(json.loads(p.read_text("utf-8"))) for p in sorted((HERE / part).glob("*.json"))]
    for call in calls:
        notes: list[Note | Raised] = [*call.coach.good, *call.coach.missed, *call.coach.objections]
        wrong = [n.turn for n in notes if not 0 <= n.turn < len(call.turns)]
        assert not wrong, f"{call.id}: the coach speaks of turns {wrong}"
        assert all(call.turns[o.turn].speaker == "customer" for o in call.coach.objections), call.id
    return calls
