"""What a buyer knows, feels and means to say. All of it frozen and JSON-serialisable."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ringside.dialogue.schemas import Frozen, Language, LogEntry, ObjectionKind
from ringside.practice.catalogue import Gender, Inquiry, Persona, Scenario
from ringside.practice.schemas import Level, Outcome, Part, Status

Phase = Literal["opening", "talk", "agreed", "over"]
Mood = Literal["angry", "curt", "neutral", "warm"]
BRUSH_OFFS: frozenset[ObjectionKind] = frozenset({"not_interested", "send_email", "call_later"})
SURFACE, PAIN, IMPACT = 1, 2, 3


class NeedProgress(Frozen):
    """How deep the rep got: 0 unknown, 1 surface, 2 pain, 3 impact."""

    id: str
    depth: int = Field(default=0, ge=0, le=3)


class ObjectionProgress(Frozen):
    """One objection on its way through listen, acknowledge, explore, respond; texts in the session's language."""

    kind: ObjectionKind
    lines: tuple[str, ...] = ()
    concern: tuple[str, ...] = ()
    resolves: tuple[str, ...] = ()
    status: Literal["waiting", "open", "resolved"] = "waiting"
    acknowledged: bool = False
    explored: bool = False
    tries: int = 0

    @property
    def reflex(self) -> bool:
        return self.kind in BRUSH_OFFS


class BuyerState(Frozen):
    """Everything about one buyer in one call. `turns` counts rep turns; trust, interest, patience are 0-100."""

    persona: Persona
    scenario: Scenario
    level: Level
    seed: int
    language: Language
    trust: float
    interest: float
    patience: float
    confidence: float
    phase: Phase = "opening"
    status: Status = "open"
    outcome: Outcome | None = None
    opened: bool = False
    turns: int = 0
    needs: tuple[NeedProgress, ...]
    current: str | None = None
    objections: tuple[ObjectionProgress, ...]
    inquiry: Inquiry | None = None
    inquiries: tuple[Inquiry, ...] = ()
    answered_inquiries: int = 0
    facts: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    empathy: tuple[str, ...] = ()
    earned: int = 0
    valued: int = 0
    unheard: int = 0
    """Questions in a row without any sign of listening."""
    strikes: int = 0
    stray: float = 0
    """Rep turns that went past what the buyer said, each 0 to 1."""
    extra_objections: int = 0
    pressed: bool = False
    counts: dict[str, int] = Field(default_factory=dict)
    part: Part | None = None
    """What this buyer is there for, where several are at the table."""
    waits_for: tuple[str, ...] = ()
    """First names of colleagues who are not won yet; the one who decides does not agree over their heads."""
    known: int = Field(default=0, ge=0, le=3)
    """How deep colleagues have told of what hurts, while this buyer was listening."""
    leanings: dict[ObjectionKind, float] = Field(default_factory=dict)
    """How likely objections are here, from what the company's reps have met."""

    @property
    def mood(self) -> Mood:
        if self.patience < 20 or (self.scenario.kind == "service" and self.trust < 35):
            return "angry"
        if self.patience < 40 or self.trust < 22:
            return "curt"
        return "warm" if self.trust >= 52 and self.interest >= 45 else "neutral"

    @property
    def open_objection(self) -> ObjectionProgress | None:
        return next((item for item in self.objections if item.status == "open"), None)

    @property
    def withheld(self) -> tuple[str, ...]:
        """Pain and impact texts the rep has not earned, in the session's language."""
        depth = {need.id: need.depth for need in self.needs}
        hidden: list[str] = []
        for need in self.persona.needs:
            if depth[need.id] < PAIN:
                hidden += need.pain.of(self.language)
            if depth[need.id] < IMPACT:
                hidden += need.impact.of(self.language)
        return tuple(hidden)


class Intent(Frozen):
    """What the buyer is about to say: all that wording and guarding it need. `line` is the built-in wording."""

    kind: str
    line: str
    convey: tuple[str, ...] = ()
    """The parts of `line` that carry the meaning and may not get lost."""
    language: Language
    mood: Mood
    cap: int
    """Most words a wording may have."""
    may_agree: bool = False
    may_end: bool = False
    withheld: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    rep: str = ""
    """What the rep just said."""
    name: str
    gender: Gender
    role: str
    company: str
    style: str
    revealed: tuple[str, ...] = ()
    """What the rep already knows of this buyer's needs."""


class Reaction(Frozen):
    state: BuyerState
    intent: Intent
    log: tuple[LogEntry, ...] = ()
    status: Status
    outcome: Outcome | None
    hint: str | None = None
