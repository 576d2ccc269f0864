"""What could be said to a rep at a moment; which of it is shown is for the schedule to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ringside.calls.live.messages import CueKind, CueQuote, CueSource


@dataclass(frozen=True, slots=True)
class Timing:
    """`priority` 0..1; `waits`: seconds after which it is too late to show; `lasts`: seconds it stays on the screen;

    `again`: seconds until the same may be said again.
    """

    priority: float
    waits: float
    lasts: float
    again: float


NEVER = float("inf")
TIMINGS: Mapping[CueKind, Timing] = {
    "next_step": Timing(0.95, waits=20, lasts=30, again=NEVER),
    "objection": Timing(0.9, waits=8, lasts=20, again=120),
    "price": Timing(0.85, waits=8, lasts=20, again=180),
    "competitor": Timing(0.8, waits=8, lasts=20, again=300),
    "customer_cut_off": Timing(0.75, waits=4, lasts=12, again=120),
    "answer": Timing(0.76, waits=8, lasts=25, again=60),
    "monologue": Timing(0.6, waits=5, lasts=15, again=150),
    "speeding_up": Timing(0.55, waits=5, lasts=15, again=240),
    "no_questions": Timing(0.5, waits=10, lasts=20, again=240),
    "playbook": Timing(0.4, waits=10, lasts=25, again=NEVER),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """`case` chooses the wording, `about` tells two of one kind apart, `words` fill the wording."""

    kind: CueKind
    case: str
    at: float
    about: str = ""
    quotes: tuple[CueQuote, ...] = ()
    sources: tuple[CueSource, ...] = ()
    words: Mapping[str, object] = field(default_factory=dict)
    text: str | None = None
    """Words of a source in place of the wording."""
    source: str = "builtin"

    @property
    def timing(self) -> Timing:
        return TIMINGS[self.kind]

    @property
    def key(self) -> tuple[str, str]:
        """The same key is the same cue."""
        return self.kind, self.about or ("" if self.kind != "objection" else self.case)
