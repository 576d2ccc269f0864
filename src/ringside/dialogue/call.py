"""A call prepared for judging: acts, runs, objections, next step and uptake, and what could have been shown in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ringside.dialogue import language as lang
from ringside.dialogue import matter, orders
from ringside.dialogue import objections as laer
from ringside.dialogue import uptake as uptakes
from ringside.dialogue.exchanges import Run
from ringside.dialogue.next_step import NextStep, classify
from ringside.dialogue.objections import Objection
from ringside.dialogue.rubrics import Opportunity
from ringside.dialogue.schemas import Act, LogEntry, Speaker, Transcript, Turn
from ringside.dialogue.uptake import Span, Uptake


@dataclass(frozen=True)
class Call:
    """A call with what is needed to look things up in it; talk beside the matter of a long call is left out."""

    transcript: Transcript
    acts: tuple[Act, ...]
    doubtful: tuple[Act, ...]
    log: tuple[LogEntry, ...]
    objections: tuple[Objection, ...]
    next_step: NextStep
    runs: tuple[Run, ...]
    uptake: Uptake
    order: dict[Speaker, dict[int, int]] = field(default_factory=dict)
    chances: dict[Opportunity, list[Span]] = field(default_factory=dict)

    @classmethod
    def of(cls, transcript: Transcript, acts: Sequence[Act], log: Sequence[LogEntry]) -> Call:
        """The call, prepared once for signals, scorecard, feedback and digest."""
        return _prepared(transcript, tuple(acts), tuple(log))

    @classmethod
    def prepare(cls, transcript: Transcript, acts: tuple[Act, ...], log: tuple[LogEntry, ...]) -> Call:
        certain, runs, beside = matter.judged(transcript, [a for a in acts if a.certain])
        doubtful = tuple(a for a in acts if not a.certain and a.confidence >= 0.35 and a.turn not in beside)
        order: dict[Speaker, dict[int, int]] = {"rep": {}, "customer": {}}
        for turn in transcript.turns:
            if turn.index not in beside and lang.words(orders.without(turn.text)):
                order[turn.speaker][turn.index] = len(order[turn.speaker])
        objections = laer.follow(transcript, certain)
        step = _logged_step(classify(transcript, certain, runs), log)
        taken = uptakes.measure(transcript, certain, runs, costly(log))
        return cls(transcript, certain, doubtful, tuple(log), objections, step, runs, taken, order)

    @property
    def enough(self) -> bool:
        """Whether there was a conversation at all: without one, only the first words can be judged."""
        sides = [run.speaker for run in self.runs]
        return sides.count("rep") >= 3 and sides.count("customer") >= 2

    def turns(self, speaker: Speaker) -> list[Turn]:
        return [self.transcript.turns[i] for i in self.order[speaker]]

    def of_kind(self, *kinds: str) -> list[Act]:
        return [a for a in self.acts if a.kind in kinds]

    def whole(self, turn: Turn) -> Span:
        return (turn.index, 0, len(turn.text))


@lru_cache(maxsize=4)
def _prepared(transcript: Transcript, acts: tuple[Act, ...], log: tuple[LogEntry, ...]) -> Call:
    return Call.prepare(transcript, acts, log)


def costly(log: Sequence[LogEntry]) -> frozenset[int]:
    """Rep turns that cost more of the buyer's goodwill than they won: nothing in them was done well."""
    worth: dict[int, float] = {}
    for entry in log:
        worth[entry.turn] = worth.get(entry.turn, 0.0) + entry.trust + entry.interest + entry.patience
    return frozenset(turn for turn, change in worth.items() if change < 0)


def _logged_step(step: NextStep, log: Sequence[LogEntry]) -> NextStep:
    """Where there is a log it knows whether the buyer agreed."""
    causes = {entry.cause for entry in log}
    if not causes:
        return step
    if "agreed" in causes:
        return step if step.turn is None else step.model_copy(update={"kind": "advance", "agreed": True})
    if "patience_gone" in causes:
        return step.model_copy(update={"kind": "none", "agreed": False})
    return step.model_copy(update={"kind": "vague" if step.agreed else "none", "agreed": False})


def opportunity(call: Call, kind: Opportunity) -> list[Span]:
    """The moments at which a criterion could have been shown; empty when there was none."""
    if kind not in call.chances:
        call.chances[kind] = _opportunity(call, kind)
    return call.chances[kind]


def _opportunity(call: Call, kind: Opportunity) -> list[Span]:  # noqa: PLR0911 one line a case
    rep = call.turns("rep")
    if kind == "spoke":
        return [call.whole(rep[0])] if rep else []
    if not call.enough:
        return []
    if kind == "conversation":
        return [call.whole(_longest(rep))]
    if kind == "told":
        return list(call.uptake.missed[:1] or call.uptake.told[:1])
    if kind == "closing_chance":
        # a next step can always be asked for
        return spans(call.of_kind("buying_signal")) or [call.whole(rep[-1])]
    if kind == "step_agreed":
        step = call.next_step
        agreed = step.turn is not None and step.agreed
        return [(step.turn or 0, step.start or 0, step.end or 0)] if agreed else []
    if kind in ("objection", "brush_off", "resistance"):
        wanted = [
            o
            for o in call.objections
            if o.answered_at is not None and (kind == "resistance" or o.brush_off == (kind == "brush_off"))
        ]
        return [(o.turn, o.start, o.end) for o in wanted]
    answered = [
        a for a in call.of_kind(*_ACTS_OF[kind]) if kind == "pitched" or a.turn < max(call.order["rep"], default=-1)
    ]
    return spans(answered)


def _longest(turns: Sequence[Turn]) -> Turn:
    return max(turns, key=lambda t: len(lang.words(t.text)))


_ACTS_OF: dict[str, tuple[str, ...]] = {
    "need_stated": ("need_surface", "need_pain", "need_impact", "fact"),
    "pain_stated": ("need_pain", "need_impact"),
    "customer_question": ("question",),
    "pitched": ("pitch", "value", "proof", "price_mention"),
    "complaint": ("need_pain", "need_impact", "objection", "refusal"),
    "rep_left": ("farewell", "callback_offer"),
}


def spans(acts: Iterable[Act]) -> list[Span]:
    """Where the acts stand."""
    return [(a.turn, a.start, a.end) for a in acts]
