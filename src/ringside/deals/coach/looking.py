"""A deal as its coach looks at it: the facts, read once into what the rules ask about. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import cast

from ringside.deals import evidence
from ringside.deals.coach import wording
from ringside.deals.coach.actions import ActionId
from ringside.deals.coach.listening import Heard, Passage, Point, first_name
from ringside.deals.facts import ActivityFact, CallFact, ChangeFact, CompetitorFact, DealFacts, PersonFact
from ringside.deals.norms import Norm
from ringside.deals.schemas import BuyingRole, Evidence
from ringside.dialogue.schemas import Language

TOUCH = ("email", "call", "meeting")
ENGAGED = timedelta(days=60)
"""Within which somebody must have taken part to count as engaged."""
DECIDES: tuple[BuyingRole, ...] = ("economic_buyer", "decision_maker")
BUYER_DAYS = 30
"""After which who decides has been away for too long."""
LATE = 0.6
"""From which part of the way through the open stages a deal is late."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A step that the facts call for: how strongly (0..1), what it rests on, and what fills its words.

    `why` names the sentence that says what was found.
    """

    action: ActionId
    strength: float
    evidence: tuple[Evidence, ...]
    why: str = "why"
    slots: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """A point of qualification on recorded calls: how well it is known (0 unknown, 1 partly, 2 in the customer's words)
    and where that shows."""

    level: int
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Look:
    """Everything a rule may ask."""

    deal: DealFacts
    heard: Heard
    norm: Norm = field(default_factory=Norm)
    """Of the deal's stage."""
    stages: Sequence[str] = ()
    """The company's open stages in order."""
    calls: Mapping[Point, Said] = field(default_factory=dict)
    """What the deal's analysed calls say of each point; empty when there are none."""
    language: Language = "en"

    @property
    def now(self) -> datetime:
        return self.deal.looked_at

    @cached_property
    def touches(self) -> tuple[ActivityFact, ...]:
        """E-mails, calls and meetings that have happened, in order."""
        return tuple(a for a in self.deal.done if a.kind in TOUCH)

    @cached_property
    def last_in(self) -> ActivityFact | None:
        """The latest moment in which the customer took part: wrote, called, met or was reached."""
        return next((a for a in reversed(self.touches) if takes_part(a)), None)

    @cached_property
    def unanswered(self) -> tuple[ActivityFact, ...]:
        """What we sent since the customer last took part."""
        after = self.touches.index(self.last_in) + 1 if self.last_in else 0
        return tuple(a for a in self.touches[after:] if a.direction == "out")

    @cached_property
    def next_meeting(self) -> ActivityFact | None:
        return next((a for a in self.deal.planned if a.kind in ("meeting", "call")), None)

    @cached_property
    def engaged(self) -> tuple[str, ...]:
        """Contacts who took part lately."""
        recent = [a for a in self.touches if takes_part(a) and self.now - a.at <= ENGAGED]
        return tuple(dict.fromkeys(c for a in recent for c in (a.contact_ids if a.from_id is None else (a.from_id,))))

    @cached_property
    def progress(self) -> float:
        """How far through the open stages the deal is, 0..1; 0.5 where nobody can say."""
        if self.deal.stage not in self.stages or len(self.stages) < 2:
            return 0.5
        return self.stages.index(self.deal.stage) / (len(self.stages) - 1)

    @property
    def late(self) -> bool:
        return self.progress >= LATE and self.deal.stage in self.stages

    @cached_property
    def days_in_stage(self) -> float | None:
        return None if self.deal.stage_since is None else days(self.now - self.deal.stage_since)

    @cached_property
    def contact(self) -> PersonFact | None:
        """Whom we speak with most: the one who took part last, else the first on the deal."""
        by_id = {p.contact_id: p for p in self.deal.people}
        known = next((by_id[c] for c in reversed(self.engaged) if c in by_id), None)
        return known or next(iter(self.deal.people), None)

    def people(self, *roles: BuyingRole) -> list[PersonFact]:
        return [p for p in self.deal.people if p.role in roles]

    def last_with(self, contact_id: str) -> ActivityFact | None:
        """When this person last took part."""
        return next(
            (a for a in reversed(self.touches) if takes_part(a) and contact_id in {*a.contact_ids, a.from_id}), None
        )

    def changes(self, *fields: str) -> list[ChangeFact]:
        return [c for c in self.deal.changes if c.field in fields]

    def absent(self, fact: str, **values: object) -> Evidence:
        """What the deal does not have, said of the deal's own record."""
        return evidence.of_deal(self.deal, wording.fact(self.language, fact, **values))

    def quoted(self, passage: Passage) -> Evidence:
        return evidence.of_activity(passage.activity, passage.start, passage.end)

    def activity(self, found: ActivityFact) -> Evidence:
        return evidence.of_activity(found)

    def person(self, person: PersonFact) -> Evidence:
        return evidence.of_person(self.deal.id, person, self.language)

    def change(self, change: ChangeFact) -> Evidence:
        return evidence.of_change(self.deal.id, change, self.language)

    def of_field(self, name: str) -> Evidence:
        return evidence.of_field(self.deal, name, self.language)

    def competitor(self, found: CompetitorFact) -> Evidence:
        return evidence.of_competitor(self.deal.id, found)

    def call(self, found: CallFact) -> Evidence:
        """The activity that a recorded call is, with what was objected on it."""
        made = next((a for a in self.deal.activities if a.id == found.activity_id), None)
        return evidence.of_activity(made) if made else self.absent("a_call")

    def words(self, *path: str) -> str:
        return wording.say(self.language, *path)

    def suggest(
        self, action: ActionId, strength: float, rests_on: Iterable[Evidence], why: str = "why",
        to: PersonFact | None = None, **slots: object,
    ) -> Candidate:  # fmt: skip
        """A candidate; `to` is whom its message goes to, by default our main contact."""
        person = to or self.contact
        named = {
            "first": first_name(person.name) if person else "",
            "who": person.name if person else wording.fact(self.language, "somebody"),
            "deal": self.deal.name,
            "company": self.deal.account_name or self.deal.name,
            "stage": self.deal.stage or "",
            "rep": first_name(self.deal.owner_name or ""),
        }
        if isinstance(slots.get("days"), int):
            slots["days"] = wording.days(self.language, cast(int, slots["days"]))
        filled = named | {name: str(value) for name, value in slots.items()}
        return Candidate(action, min(1.0, max(0.0, strength)), tuple(rests_on), why, filled)


def takes_part(activity: ActivityFact) -> bool:
    """Whether the customer did something in it, and was not only written to."""
    return activity.direction == "in" or activity.kind in ("call", "meeting")


def days(span: timedelta) -> float:
    return span.total_seconds() / 86_400
