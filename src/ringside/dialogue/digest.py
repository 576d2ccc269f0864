"""A call in short: a summary, what was needed, objected, asked and agreed, and what to mark on its timeline.

Nothing here is said without the words that prove it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from ringside.dialogue import commitments, summary, topics, wording
from ringside.dialogue import language as lang
from ringside.dialogue import signals as measures
from ringside.dialogue.commitments import Commitment
from ringside.dialogue.evidence import Quote
from ringside.dialogue.moments import Moments
from ringside.dialogue.objections import Step
from ringside.dialogue.schemas import Act, Frozen, ObjectionKind, Speaker, Transcript, Turn
from ringside.dialogue.signals import Signals
from ringside.dialogue.summary import Sentence

Level = Literal["surface", "pain", "impact"]
Form = Literal["open", "closed", "leading", "follow_up"]
MarkerKind = Literal["objection", "question", "monologue", "next_step"]

MOST_NEEDS = 12
LONG_S = 60.0
"""Seconds from which on a rep's run is marked as a monologue."""
LONG_WORDS = 150
"""The same in words, where there are no times."""

_FORMS: dict[str, Form] = {
    "question_open": "open", "question_closed": "closed", "question_leading": "leading", "follow_up": "follow_up",
}  # fmt: skip


class Need(Frozen):
    level: Level
    quote: Quote


class Raised(Frozen):
    """An objection, how the rep handled it, and where the answer began. `resolved` is None when nobody can say."""

    kind: ObjectionKind
    label: str
    quote: Quote
    brush_off: bool
    steps: tuple[Step, ...]
    resolved: bool | None
    answer: Quote | None
    answered_by: Speaker | None


class Asked(Frozen):
    """A question of the rep."""

    form: Form
    quote: Quote


class Marker(Frozen):
    """A place on the timeline: turns `turn`..`last`, seconds `at`..`until` where the call has times."""

    kind: MarkerKind
    turn: int
    last: int
    at: float | None
    until: float | None
    label: str


class Digest(Frozen):
    """`summary` has three to seven sentences, fewer only where hardly anything was said."""

    summary: tuple[Sentence, ...]
    needs: tuple[Need, ...]
    objections: tuple[Raised, ...]
    questions: tuple[Asked, ...]
    next_steps: tuple[Commitment, ...]
    markers: tuple[Marker, ...]


def digest(transcript: Transcript, acts: Sequence[Act], signals: Signals, *, service: bool = False) -> Digest:
    """The call in short, in the language of the call; the same call gives the same digest."""
    moments = Moments.of(transcript, acts, signals, (), service=service)
    raised = tuple(_objections(moments))
    steps = commitments.agreed(moments)
    asked = tuple(_questions(moments))
    return Digest(
        summary=summary.write(moments, steps),
        needs=tuple(_needs(moments)),
        objections=raised,
        questions=asked,
        next_steps=steps,
        markers=tuple(sorted(_markers(moments, raised, asked, steps), key=lambda x: (x.turn, x.kind))),
    )


def _needs(m: Moments) -> list[Need]:
    """What the customer said they need, each once, the weightiest where there are too many; in call order."""
    levels: dict[str, Level] = {"need_surface": "surface", "need_pain": "pain", "need_impact": "impact"}
    weight = {"impact": 2, "pain": 1, "surface": 0}
    found: list[tuple[float, Need]] = []
    said: list[frozenset[str]] = []
    for act in sorted(m.of_kind(*levels), key=lambda a: (-weight[levels[a.kind]], -a.confidence, a.turn)):
        quotes = m.quoted_act(act)
        stems = frozenset(topics.stems(quotes[0].text, m.language)) if quotes else frozenset()
        if not quotes or not stems or any(len(stems & other) > 0.6 * len(stems) for other in said):
            continue
        said.append(stems)
        found.append((weight[levels[act.kind]] + act.confidence, Need(level=levels[act.kind], quote=quotes[0])))
    kept = sorted(found, key=lambda f: -f[0])[:MOST_NEEDS]
    return sorted((need for _, need in kept), key=lambda n: (n.quote.turn, n.quote.start))


def _objections(m: Moments) -> Iterator[Raised]:
    for o in m.call.objections:
        said = m.quoted(o.turn, o.start, o.end)
        answer = m.quoted(o.answered_at) if o.answered_at is not None else ()
        if said:
            yield Raised(
                kind=o.kind,
                label=wording.say(m.language, "kinds", o.kind),
                quote=said[0],
                brush_off=o.brush_off,
                steps=o.steps,
                resolved=o.resolved,
                answer=answer[0] if answer else None,
                answered_by=answer[0].speaker if answer else None,
            )


def _questions(m: Moments) -> Iterator[Asked]:
    """The rep's questions, one a stretch of words; a follow-up is named so."""
    asked = m.of_kind(*_FORMS)
    probed = {(a.turn, a.start) for a in asked if a.kind == "follow_up"}
    for act in asked:
        quotes = m.quoted_act(act)
        if quotes and (act.kind == "follow_up" or (act.turn, act.start) not in probed):
            yield Asked(form=_FORMS[act.kind], quote=quotes[0])


def _markers(
    m: Moments, raised: Sequence[Raised], asked: Sequence[Asked], steps: Sequence[Commitment]
) -> Iterator[Marker]:
    language = m.language
    for objection in raised:
        yield _marker(m, "objection", objection.quote.turn, objection.label)
    seen: set[int] = set()
    for question in asked:
        if question.quote.turn not in seen:
            seen.add(question.quote.turn)
            label = wording.say(language, "digest", "question", question.form)
            yield _marker(m, "question", question.quote.turn, label)
    for run in _monologues(m):
        size = measures.word_count(run, "rep")
        label = wording.say(language, "digest", "monologue", words=size)
        yield _marker(m, "monologue", run[0].index, label, run[-1].index)
    for step in steps:
        yield _marker(m, "next_step", step.what.turn, wording.say(language, "digest", "class", step.kind))


def _marker(m: Moments, kind: MarkerKind, turn: int, label: str, last: int | None = None) -> Marker:
    turns = m.transcript.turns
    end = turn if last is None else last
    return Marker(kind=kind, turn=turn, last=end, at=turns[turn].start, until=turns[end].end, label=label)


def _monologues(m: Moments) -> list[list[Turn]]:
    turns = [t for t in m.transcript.turns if lang.words(t.text)]
    found = measures.runs(turns, m.transcript)
    if turns and measures.timed(turns):
        return [run for run in found if max(t.end or 0.0 for t in run) - (run[0].start or 0.0) >= LONG_S]
    return [run for run in found if measures.word_count(run, "rep") >= LONG_WORDS]
