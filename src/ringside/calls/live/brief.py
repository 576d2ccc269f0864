"""What a live call is listened to with: names and prices of the company, the playbook, how long the call is to be."""

from __future__ import annotations

from dataclasses import dataclass

from ringside.calls.live.messages import CueSource
from ringside.calls.live.ports import Resists
from ringside.dialogue.rubrics import Rubric
from ringside.dialogue.schemas import Language


@dataclass(frozen=True, slots=True)
class Rival:
    """A competitor to listen for; `answer` is why customers choose us all the same."""

    name: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Briefing:
    """`minutes`: how long the call is planned, None when nobody said. `resists`: a second opinion on objections."""

    language: Language = "en"
    rivals: tuple[Rival, ...] = ()
    prices: tuple[CueSource, ...] = ()
    rubric: Rubric | None = None
    minutes: float | None = None
    resists: Resists | None = None
