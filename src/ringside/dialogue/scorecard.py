"""A rubric applied to a call: met, not met or not observed per criterion, each with its quotes, and the score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ringside.dialogue import language as lang
from ringside.dialogue import objections as laer
from ringside.dialogue import uptake as uptakes
from ringside.dialogue import wording
from ringside.dialogue.evidence import Quote, quote
from ringside.dialogue.next_step import NextStep, assent, classify
from ringside.dialogue.objections import Objection
from ringside.dialogue.rubrics import Criterion, Opportunity, Rubric, Sign, Skill
from ringside.dialogue.schemas import Act, Frozen, LogEntry, Speaker, Transcript, Turn
from ringside.dialogue.uptake import Uptake

Result = Literal["met", "not_met", "not_observed"]
MAX_QUOTES = 3

Span = tuple[int, int, int]
"""Turn, start, end."""


class CriterionResult(Frozen):
    id: str
    title: str
    question: str
    skill: Skill
    weight: float
    result: Result
    why: str
    quotes: tuple[Quote, ...] = ()


class Scorecard(Frozen):
    """`score` is 0..100, None when under half of the rubric's weight could be observed."""

    rubric: str
    title: str
    score: float | None
    observed: float
    criteria: tuple[CriterionResult, ...]
    skills: dict[Skill, float | None]
    outcome: str


def score(transcript: Transcript, acts: Sequence[Act], rubric: Rubric, log: Sequence[LogEntry] = ()) -> Scorecard:
    """The scorecard of a call. The same call gives the same card; uncertain acts cost nothing."""
    call = Call.of(transcript, acts, log)
    criteria = tuple(_judge(call, criterion) for criterion in rubric.criteria)
    observed = [c for c in criteria if c.result != "not_observed"]
    share = sum(c.weight for c in observed) / sum(c.weight for c in criteria)
    value = _percent(observed) if share >= 0.5 else None
    skills: dict[Skill, float | None] = {}
    for criterion in criteria:
        skills[criterion.skill] = _percent([c for c in observed if c.skill == criterion.skill])
    return Scorecard(
        rubric=rubric.id,
        title=rubric.title.said(transcript.language),
        score=value,
        observed=round(share, 3),
        criteria=criteria,
        skills=skills,
        outcome=wording.outcome(call.next_step.kind, call.objections, transcript.language),
    )


def _percent(observed: Sequence[CriterionResult]) -> float | None:
    weight = sum(c.weight for c in observed)
    return round(100 * sum(c.weight for c in observed if c.result == "met") / weight, 1) if weight else None


@dataclass(frozen=True)
class Call:
    """A call with what is needed to look things up in it."""

    transcript: Transcript
    acts: tuple[Act, ...]
    doubtful: tuple[Act, ...]
    log: tuple[LogEntry, ...]
    objections: tuple[Objection, ...]
    next_step: NextStep
    uptake: Uptake
    order: dict[Speaker, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, transcript: Transcript, acts: Sequence[Act], log: Sequence[LogEntry]) -> Call:
        certain = tuple(a for a in acts if a.certain)
        doubtful = tuple(a for a in acts if not a.certain and a.confidence >= 0.35)
        order: dict[Speaker, dict[int, int]] = {"rep": {}, "customer": {}}
        for turn in transcript.turns:
            if lang.words(turn.text):
                order[turn.speaker][turn.index] = len(order[turn.speaker])
        objections = laer.follow(transcript, certain)
        step, taken = classify(transcript, certain), uptakes.measure(transcript, certain)
        return cls(transcript, certain, doubtful, tuple(log), objections, step, taken, order)

    def turns(self, speaker: Speaker) -> list[Turn]:
        return [self.transcript.turns[i] for i in self.order[speaker]]

    def of_kind(self, *kinds: str) -> list[Act]:
        return [a for a in self.acts if a.kind in kinds]

    def whole(self, turn: Turn) -> Span:
        return (turn.index, 0, len(turn.text))


# Opportunities ------------------------------------------------------------------------------------------------------


def _opportunity(call: Call, kind: Opportunity) -> list[Span]:
    """The moments at which a criterion could have been shown; empty when there was none."""
    rep, customer = call.turns("rep"), call.turns("customer")
    if kind == "spoke":
        return [call.whole(rep[0])] if rep else []
    if kind == "conversation":
        enough = len(rep) >= 3 and len(customer) >= 2
        return [call.whole(_longest(rep))] if enough else []
    if kind == "closing_chance":
        signals = call.of_kind("buying_signal", "next_step_ask", "trial_close")
        enough = len(rep) >= 4 and len(customer) >= 3
        return _spans(signals) or ([call.whole(rep[-1])] if enough else [])
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
    return _spans(answered)


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


def _spans(acts: Iterable[Act]) -> list[Span]:
    return [(a.turn, a.start, a.end) for a in acts]


# Signs --------------------------------------------------------------------------------------------------------------


def _judge(call: Call, criterion: Criterion) -> CriterionResult:
    moments = _opportunity(call, criterion.needs)
    shown = _first(_shown(call, sign, criterion.speaker, call.acts) for sign in criterion.shown_by)
    language = call.transcript.language
    result: Result
    if shown:
        result, spans = "met", shown
    elif not moments:
        result, spans = "not_observed", []
    elif _first(_shown(call, sign, criterion.speaker, call.acts + call.doubtful) for sign in criterion.shown_by):
        # perhaps it was there: an uncertain reading costs nobody anything
        result, spans = "not_observed", []
    else:
        missed = _first(_shown(call, sign, criterion.speaker, call.acts) for sign in criterion.missed_by)
        result, spans = "not_met", missed or _answered(call, moments)
    quotes = _quotes(call, spans)
    if result == "met" and not quotes:
        result = "not_observed"
    anchor = criterion.yes if result == "met" else criterion.no
    why = wording.not_observed(criterion.needs, language) if result == "not_observed" else anchor.when.said(language)
    return CriterionResult(
        id=criterion.id,
        title=criterion.title.said(language),
        question=criterion.question.said(language),
        skill=criterion.skill,
        weight=criterion.weight,
        result=result,
        why=why,
        quotes=quotes,
    )


def _first(found: Iterable[list[Span]]) -> list[Span]:
    return next((spans for spans in found if spans), [])


def _shown(call: Call, sign: Sign, speaker: Speaker, acts: Sequence[Act]) -> list[Span]:  # noqa: PLR0911 one line a case
    """Where a sign shows, empty when it does not."""
    if sign.causes:
        return _logged(call, sign.causes)
    if sign.next_step:
        step = call.next_step
        return (
            [(step.turn, step.start or 0, step.end or 0)]
            if step.kind in sign.next_step and step.turn is not None
            else []
        )
    if sign.steps:
        return _stepped(call, sign)
    if sign.absent:
        return [] if call.of_kind(*sign.absent) else _composed(call)
    if sign.most_talk is not None:
        return _let_talk(call, sign.most_talk)
    if sign.uptake is not None and (call.uptake.share or 0.0) < sign.uptake:
        return []
    if sign.draws is not None:
        drew = (call.uptake.draws or 0.0) >= sign.draws
        return [call.whole(call.transcript.turns[i]) for i in call.uptake.asked] if drew else []
    if sign.ends_well:
        return _ended_well(call)
    if sign.uptake is not None and not sign.acts:
        return [call.whole(call.transcript.turns[i]) for i in call.uptake.turns]
    if sign.acts:
        spans = [(a.turn, a.start, a.end) for a in acts if a.kind in sign.acts and a.turn in call.order[speaker]]
    else:
        spans = [call.whole(t) for t in call.turns(speaker)]
    kept = [s for s in spans if _in_place(call, sign, speaker, s) and _worded(call, sign, s)]
    return kept if len(kept) >= sign.at_least else []


def _in_place(call: Call, sign: Sign, speaker: Speaker, span: Span) -> bool:
    place, count = call.order[speaker][span[0]], len(call.order[speaker])
    if sign.first is not None and place >= sign.first:
        return False
    if sign.last is not None and place < count - sign.last:
        return False
    if sign.after is None:
        return True
    before = min((m[0] for m in _opportunity(call, sign.after)), default=None)
    return before is not None and span[0] > before


def _worded(call: Call, sign: Sign, span: Span) -> bool:
    if sign.words is None:
        return True
    said = f" {lang.fold(call.transcript.turns[span[0]].text[span[1] : span[2]]).text} "
    return any(phrase in said for phrase in sign.words.of(call.transcript.language))


def _logged(call: Call, causes: Sequence[str]) -> list[Span]:
    spans = []
    for entry in call.log:
        if entry.cause in causes and entry.turn < len(call.transcript.turns):
            length = len(call.transcript.turns[entry.turn].text)
            spans.append((entry.turn, entry.start or 0, length if entry.end is None else entry.end))
    return spans


def _stepped(call: Call, sign: Sign) -> list[Span]:
    """The rep's words that make the last wanted step, for objections where all wanted steps were done."""
    kinds = {
        "listen": None, "acknowledge": laer.ACKNOWLEDGES, "explore": laer.EXPLORES,
        "respond": laer.RESPONDS, "confirm": frozenset({"trial_close"}),
    }[sign.steps[-1]]  # fmt: skip
    spans: list[Span] = []
    done = 0
    for objection in call.objections:
        if objection.answered_at is None or not set(sign.steps) <= set(objection.steps):
            continue
        until = next((o.turn for o in call.objections if o.turn > objection.turn), len(call.transcript.turns))
        acts = [a for a in call.acts if objection.turn < a.turn < until and a.turn in call.order["rep"]]
        wanted = [a for a in acts if kinds is None or a.kind in kinds]
        spans += _spans(wanted[:1]) or [call.whole(call.transcript.turns[objection.answered_at])]
        done += 1
    answered = sum(o.answered_at is not None for o in call.objections)
    return spans if done and done >= sign.share * answered else []


def _ended_well(call: Call) -> list[Span]:
    """The customer's last two turns, when they assent more than they doubt and do not resist at the very end."""
    last = call.turns("customer")[-2:]
    if not last or any(a.turn == last[-1].index and a.kind in laer.RESISTS for a in call.acts):
        return []
    return [call.whole(t) for t in last] if assent(last, call.transcript.language) > 0 else []


def _composed(call: Call) -> list[Span]:
    """Where the rep stayed calm: the first answer to each objection."""
    answered = [o.answered_at for o in call.objections if o.answered_at is not None]
    return [call.whole(call.transcript.turns[i]) for i in answered]


def _let_talk(call: Call, most: float) -> list[Span]:
    """The customer's longest turn, when the rep left them enough of the talking."""
    sizes = {t.index: len(lang.words(t.text)) for t in call.transcript.turns}
    total = sum(sizes.values())
    rep = sum(sizes[i] for i in call.order["rep"])
    if not total or not call.order["customer"] or rep / total > most:
        return []
    longest = max(call.turns("customer"), key=lambda t: sizes[t.index])
    return [call.whole(longest)]


def _answered(call: Call, moments: Sequence[Span]) -> list[Span]:
    """A missed moment, with what the rep said instead when the moment was the customer's."""
    first = moments[0]
    if call.transcript.turns[first[0]].speaker == "rep":
        return [first]
    reply = next((t for t in call.turns("rep") if t.index > first[0]), None)
    return [first, call.whole(reply)] if reply else [first]


def _quotes(call: Call, spans: Sequence[Span]) -> tuple[Quote, ...]:
    found = []
    for turn, start, end in dict.fromkeys(spans):
        if call.transcript.turns[turn].text[start:end].strip():
            found.append(quote(call.transcript, turn, start, end))
    return tuple(found[:MAX_QUOTES])
