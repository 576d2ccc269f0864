"""A rubric applied to a call: met, not met or not observed per criterion, each with its quotes, and the score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from ringside.dialogue import wording
from ringside.dialogue.call import Call, opportunity
from ringside.dialogue.evidence import Quote, quote
from ringside.dialogue.rubrics import Criterion, Rubric, Sign, Skill
from ringside.dialogue.schemas import Act, Frozen, LogEntry, Transcript
from ringside.dialogue.signs import shown
from ringside.dialogue.uptake import Span

Result = Literal["met", "not_met", "not_observed"]
Level = Literal[0, 1, 2]
"""How well a criterion with levels is known: unknown, partial, validated. Partial earns half of the weight."""
MAX_QUOTES = 3


class CriterionResult(Frozen):
    id: str
    title: str
    question: str
    skill: Skill
    weight: float
    result: Result
    why: str
    quotes: tuple[Quote, ...] = ()
    level: Level | None = None

    @property
    def earned(self) -> float:
        """The part of the weight that counts."""
        if self.level is not None:
            return self.weight * self.level / 2
        return self.weight if self.result == "met" else 0.0


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
    return round(100 * sum(c.earned for c in observed) / weight, 1) if weight else None


def _judge(call: Call, criterion: Criterion) -> CriterionResult:
    """The verdict on one criterion."""
    language = call.transcript.language
    result, spans, level = _verdict(call, criterion)
    quotes = _quotes(call, spans)
    if result == "met" and not quotes:
        result, level = "not_observed", None
    can_show = call.enough or criterion.needs == "spoke"
    if result == "not_observed":
        why = wording.not_observed(criterion.needs if can_show else "conversation", language)
    else:
        partly = criterion.partly if level == 1 else None
        why = (partly or (criterion.yes if result == "met" else criterion.no)).when.said(language)
    return CriterionResult(
        id=criterion.id,
        title=criterion.title.said(language),
        question=criterion.question.said(language),
        skill=criterion.skill,
        weight=criterion.weight,
        result=result,
        why=why,
        quotes=quotes,
        level=level,
    )


def _verdict(call: Call, criterion: Criterion) -> tuple[Result, list[Span], Level | None]:
    """The result, what proves it, and the level of a criterion that has levels."""
    levels = criterion.partly is not None
    moments = opportunity(call, criterion.needs)
    can_show = call.enough or criterion.needs == "spoke"
    shown_by = criterion.shown_by if can_show else ()
    if found := _shown(call, criterion, shown_by, call.acts):
        return "met", found, 2 if levels else None
    if can_show and (part := _shown(call, criterion, criterion.partly_by, call.acts)):
        return "not_met", part, 1
    if not moments:
        return "not_observed", [], None
    if not levels and _shown(call, criterion, shown_by, call.acts + call.doubtful):
        # perhaps it was there: an uncertain reading costs nobody anything
        return "not_observed", [], None
    missed = _shown(call, criterion, criterion.missed_by, call.acts)
    return "not_met", missed or _answered(call, moments), 0 if levels else None


def _shown(call: Call, criterion: Criterion, signs: Sequence[Sign], acts: Sequence[Act]) -> list[Span]:
    return _first(shown(call, sign, sign.speaker or criterion.speaker, acts) for sign in signs)


def _first(found: Iterable[list[Span]]) -> list[Span]:
    return next((spans for spans in found if spans), [])


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
