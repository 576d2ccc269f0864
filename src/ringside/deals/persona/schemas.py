"""The words in which a contact's persona is spoken of."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from ringside.deals.schemas import Evidence
from ringside.dialogue.schemas import Frozen, Language, ObjectionKind
from ringside.playbook.plain import Plain
from ringside.practice.schemas import Level

TraitName = Literal[
    "channel", "length", "answers_length", "hours", "days", "response_time", "answer_rate",
    "decision_style", "pain", "priority", "concern", "engagement", "initiative",
    "negotiates", "involves_others", "wants_proof", "pace", "track_record",
]  # fmt: skip
Group = Literal["communication", "decision", "pains", "priorities", "concerns", "engagement", "buying"]
TraitStatus = Literal["known", "mixed", "too_little"]
SourceKind = Literal["email", "email_text", "call", "call_text", "meeting", "visit"]
Cause = Literal["first", "touchpoints", "time", "pinned", "unpinned", "sources", "asked"]
Standing = Literal["shown", "hidden", "forgotten"]
PersonaFormat = Literal["md", "pdf", "json"]

GROUPS: dict[str, Group] = {
    "channel": "communication", "length": "communication", "answers_length": "communication",
    "hours": "communication", "days": "communication", "response_time": "communication",
    "answer_rate": "communication", "decision_style": "decision", "pain": "pains", "priority": "priorities",
    "concern": "concerns", "engagement": "engagement", "initiative": "engagement", "negotiates": "buying",
    "involves_others": "buying", "wants_proof": "buying", "pace": "buying", "track_record": "buying",
}  # fmt: skip


class Trait(Frozen):
    """One thing that the records show of a contact's behaviour at work, without words of any language.

    `known`: the evidence points one way. `mixed`: there is enough of it and it does not. `too_little`: nothing is said.
    """

    id: str = Field(description="The name, and for those of which there are several what tells them apart.")
    name: TraitName
    status: TraitStatus
    key: str | None = None
    figures: dict[str, float | str] = Field(default_factory=dict)
    confidence: float = Field(default=0.0, ge=0, le=1)
    n: int = 0
    needed: int = 0
    at: datetime | None = None
    """Of the newest evidence."""
    evidence: tuple[Evidence, ...] = ()

    def same(self, other: Trait) -> bool:
        """Whether it says the same; how sure one is may have moved a little."""
        return (self.status, self.key, self.n, _ids(self)) == (other.status, other.key, other.n, _ids(other))


def _ids(trait: Trait) -> list[tuple[str, int | None, int | None]]:
    return [(e.id, e.turn, e.start) for e in trait.evidence]


class Pin(BaseModel):
    """What a person says in place of what the records show."""

    value: str
    note: str = ""
    by: str | None = Field(default=None, description="Name of who pinned it.")
    at: datetime


class PersonaTrait(BaseModel):
    """A trait in words."""

    id: str
    name: TraitName
    group: Group
    title: str
    status: TraitStatus
    key: str | None = None
    value: str
    why: str = Field(description="The rule it was decided by, with its numbers.")
    tip: str | None = Field(default=None, description="What that means for the next contact.")
    confidence: float = Field(ge=0, le=1)
    n: int = Field(description="Touchpoints that bear on it.")
    needed: int = Field(description="How many it takes before anything is said.")
    at: datetime | None = None
    evidence: list[Evidence]
    pinned: bool = False
    pin: Pin | None = None
    read_value: str | None = Field(default=None, description="Of a pinned trait: what the records show now.")


class HeatChart(BaseModel):
    """When the contact is active. `cells[weekday][hour]`, Monday first, in `zone`."""

    zone: str
    zone_known: bool
    cells: list[list[int]]
    n: int
    undated: int = Field(description="Touchpoints left out because only their day is known.")


class ResponseChart(BaseModel):
    """How long answers took: counts up to 1 hour, 4 hours, 1 day, 3 days, 7 days, and later."""

    bounds_h: list[float]
    counts: list[int]
    median_h: float | None
    n: int
    unanswered: int


class ChannelCount(BaseModel):
    channel: Literal["email", "call", "meeting", "visit"]
    by_them: int
    by_us: int
    answered: int | None = Field(description="Of ours, those they answered; null where nothing can be answered.")


class WeekCount(BaseModel):
    week: datetime = Field(description="Monday, midnight UTC.")
    by_them: int
    by_us: int
    together: int = Field(description="Meetings and calls held.")


class PersonaCharts(BaseModel):
    heat: HeatChart
    response: ResponseChart
    channels: list[ChannelCount]
    weeks: list[WeekCount]


class PersonaSummary(BaseModel):
    text: str
    tips: list[str]
    source: str = Field(description='"builtin" or "provider:model".')
    note: str | None = None


class SharedWith(BaseModel):
    by: str | None
    to: str | None = Field(description="Null: everybody in the company.")
    version: int
    note: str
    at: datetime


class PersonaPrivacy(BaseModel):
    excluded: list[SourceKind]
    hidden: bool
    forgotten_at: datetime | None


class PersonaOut(BaseModel):
    contact_id: str
    name: str
    title: str | None
    company: str | None
    standing: Standing
    version: int
    made_at: datetime | None
    touchpoints: int
    since: datetime | None = Field(description="Of the first touchpoint.")
    traits: list[PersonaTrait]
    summary: PersonaSummary | None
    charts: PersonaCharts | None
    privacy: PersonaPrivacy
    may_change_privacy: bool
    shared: list[SharedWith]
    language: Language
    source: str = "builtin"


class PersonaWishIn(BaseModel):
    """`language` of the words; the person's own when absent."""

    model_config = ConfigDict(extra="forbid")
    language: Language | None = None


class PinIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    value: Annotated[Plain, Field(min_length=2, max_length=300)]
    note: Annotated[Plain, Field(max_length=500)] = ""


class PrivacyIn(BaseModel):
    """Only what is given changes."""

    model_config = ConfigDict(extra="forbid")
    excluded: list[SourceKind] | None = Field(default=None, max_length=10)
    hidden: bool | None = None


class PersonaShareIn(BaseModel):
    """Without `user_ids` it goes to everybody in the company."""

    model_config = ConfigDict(extra="forbid")
    user_ids: list[Annotated[str, Field(max_length=64)]] | None = Field(default=None, max_length=50)
    note: Annotated[Plain, Field(max_length=300)] = ""


class PersonaVersionItem(BaseModel):
    version: int
    made_at: datetime
    cause: Cause
    touchpoints: int
    known: int
    changed: int = Field(description="Traits that differ from the version before.")


class PersonaVersionList(BaseModel):
    items: list[PersonaVersionItem]


class PersonaVersionOut(BaseModel):
    version: int
    made_at: datetime
    cause: Cause
    touchpoints: int
    traits: list[PersonaTrait]


class TraitChange(BaseModel):
    id: str
    name: TraitName
    title: str
    change: Literal["new", "gone", "changed", "surer", "less_sure"]
    before: str | None
    after: str | None
    confidence_before: float | None
    confidence_after: float | None
    evidence: list[Evidence] = Field(description="What is new in the later version.")


class PersonaDiff(BaseModel):
    before: int
    after: int
    changes: list[TraitChange]


class ComparedSide(BaseModel):
    contact_id: str
    name: str
    title: str | None
    company: str | None
    standing: Standing
    touchpoints: int


class ComparedTrait(BaseModel):
    name: TraitName
    group: Group
    title: str
    a: list[PersonaTrait]
    b: list[PersonaTrait]
    differs: bool | None = Field(description="Null while one side is not known.")


class PersonaComparison(BaseModel):
    a: ComparedSide
    b: ComparedSide
    traits: list[ComparedTrait]
    charts_a: PersonaCharts | None
    charts_b: PersonaCharts | None


class RehearseIn(BaseModel):
    """`deal_id` names the deal the meeting is about; without it the contact's only open one."""

    model_config = ConfigDict(extra="forbid")
    deal_id: str | None = Field(default=None, max_length=64)
    level: Level = "intermediate"
    language: Language | None = None


class RehearsalObjection(BaseModel):
    kind: ObjectionKind
    line: str
    own_words: bool = Field(description="The line is the contact's own.")


class RehearsalOut(BaseModel):
    conversation_id: str
    deal_id: str | None
    link: str
    objections: list[RehearsalObjection]
    level: Level
    language: Language
