"""What is found in the words of a call. Pure: values in, plain values out, so that it can run in another process.

Orders that somebody put into a call are cut out before anything is read and judged, so they change nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from ringside.dialogue import acts as reader
from ringside.dialogue import digest, feedback, orders, scorecard, sentiment, signals
from ringside.dialogue.evidence import Quote, quote, verify
from ringside.dialogue.feedback import FeedbackStep
from ringside.dialogue.orders import Heard
from ringside.dialogue.rubrics import Rubric
from ringside.dialogue.schemas import Act, Transcript
from ringside.dialogue.scorecard import CriterionResult, Scorecard
from ringside.dialogue.signals import Signals

ENGINE = "3"
"""Goes up when the same words would be read differently: a re-run then reads them anew."""
MOST_STEPS = 7
WEIGHTY = 0.05
"""Share of the rubric's weight from which a missed criterion is a finding by itself."""
MOST_MISSES = 8
MOST_ASKED = 20


def read_acts(transcript: Transcript) -> list[list[Any]]:
    """The acts of a call, each as a short row: a long call has thousands."""
    heard = orders.heard(transcript)
    return [
        [a.kind, heard.places[a.turn], a.start, a.end, round(a.confidence, 4), a.detector, a.objection]
        for a in reader.read_all(heard.transcript)
    ]


def unpacked(rows: Sequence[Sequence[Any]]) -> list[Act]:
    """The acts of short rows; they are our own, so they need no second look."""
    names = ("kind", "turn", "start", "end", "confidence", "detector", "objection")
    return [Act.model_construct(**dict(zip(names, row, strict=True))) for row in rows]


def measure(transcript: Transcript, rows: Sequence[Sequence[Any]], needs: Sequence[str] = ()) -> dict[str, Any]:
    """The signals of a call."""
    heard = orders.heard(transcript)
    found = signals.measure(heard.transcript, _acts(rows, heard), needs)
    return _there(found.model_dump(mode="json"), heard, transcript)


def judge(transcript: Transcript, rows: Sequence[Sequence[Any]], rubric: Rubric) -> dict[str, Any]:
    """The scorecard of a call."""
    heard = orders.heard(transcript)
    card = scorecard.score(heard.transcript, _acts(rows, heard), rubric)
    return _there(card.model_dump(mode="json"), heard, transcript)


def find(
    transcript: Transcript,
    rows: Sequence[Sequence[Any]],
    rubric: Rubric,
    measured: dict[str, Any],
    judged: dict[str, Any],
) -> dict[str, Any]:
    """Findings, digest and tone of a call that was measured and judged."""
    heard = orders.heard(transcript)
    acts, here = _acts(rows, heard), {place: i for i, place in enumerate(heard.places)}
    said, card = Signals.model_validate(_moved(measured, here)), card_of(_moved(judged, here), heard.transcript)
    steps = feedback.steps(heard.transcript, acts, said, card, limit=MOST_STEPS)
    short = digest.digest(heard.transcript, acts, said, service=rubric.id.startswith(feedback.SERVICE))
    found = {
        "findings": [*map(_of_step, steps), *_misses(card, rubric, steps, heard.transcript)],
        "digest": {**short.model_dump(mode="json"), "asked": _asked(heard.transcript, acts)},
        "tone": [tone.model_dump(mode="json") for tone in sentiment.over_time(heard.transcript)],
    }
    return _there(found, heard, transcript)


def _acts(rows: Sequence[Sequence[Any]], heard: Heard) -> list[Act]:
    """The acts with the turns of the call as it was heard."""
    here = {place: i for i, place in enumerate(heard.places)}
    return unpacked([[row[0], here[row[1]], *row[2:]] for row in rows])


TURNS = frozenset({"turn", "answered_at"})
"""Names under which results speak of a turn by its index."""


def _moved(value: Any, places: Mapping[int, int]) -> Any:
    """The same plain values with every index of a turn replaced."""
    if isinstance(value, dict):
        return {
            name: places[held] if name in TURNS and isinstance(held, int) else _moved(held, places)
            for name, held in value.items()
        }
    return [_moved(held, places) for held in value] if isinstance(value, list) else value


def _there(value: dict[str, Any], heard: Heard, transcript: Transcript) -> dict[str, Any]:
    """Results about the call as it was heard, as results about the whole call."""
    if heard.transcript is transcript:
        return value
    moved: dict[str, Any] = _moved(value, dict(enumerate(heard.places)))
    _requote(moved, transcript)
    return moved


def _requote(value: Any, transcript: Transcript) -> None:
    """Begin quotes after an order, and end them before the next, where they would run into one."""
    for held in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _requote(held, transcript)
    if isinstance(value, dict) and {"turn", "start", "end", "text"} <= value.keys():
        said = transcript.turns[value["turn"]].text
        if said[value["start"] : value["end"]] != value["text"]:
            start = value["start"] + len(value["text"]) - len(value["text"].lstrip())
            stop = min((begin for begin, _ in orders.spans(said) if begin > start), default=value["end"])
            text = said[start : min(stop, value["end"])].rstrip()
            value |= {"text": text, "start": start, "end": start + len(text)}


def _asked(transcript: Transcript, acts: Sequence[Act]) -> list[dict[str, Any]]:
    """What the customer asked, each question once."""
    found = {
        (a.turn, a.start, a.end): quote(transcript, a.turn, a.start, a.end)
        for a in acts
        if a.kind == "question" and a.certain and transcript.turns[a.turn].speaker == "customer"
    }
    return _dumped(tuple(found.values())[:MOST_ASKED])


def card_of(judged: dict[str, Any], transcript: Transcript) -> Scorecard:
    """A stored scorecard with its quotes found in the transcript again. Raises NotInTranscript."""
    criteria = [
        CriterionResult.model_construct(**{**c, "quotes": tuple(verify(transcript, q) for q in c["quotes"])})
        for c in judged["criteria"]
    ]
    return Scorecard.model_construct(**{**judged, "criteria": tuple(criteria)})


def finding_id(kind: str, skill: str, quotes: Sequence[Quote | dict[str, Any]]) -> str:
    """Names a finding by what it is about, so that a later run that finds it again gives it the same name."""
    places = [(q.turn, q.start, q.end) if isinstance(q, Quote) else (q["turn"], q["start"], q["end"]) for q in quotes]
    return sha256(repr((kind, skill, places)).encode()).hexdigest()[:32]


def _of_step(step: FeedbackStep) -> dict[str, Any]:
    kind = "strength" if step.good else "miss"
    topic = getattr(step, "topic", "") or step.skill
    return {
        "id": finding_id(kind, topic, step.quotes),
        "kind": kind,
        "title": step.what,
        "why": step.why,
        "how": step.how,
        "rewrite": step.rewrite,
        "focus": step.focus,
        "skill": step.skill,
        "criterion": None,
        "turn": step.turn,
        "quotes": _dumped(step.quotes),
    }


def _misses(
    card: Scorecard, rubric: Rubric, steps: Sequence[FeedbackStep], transcript: Transcript
) -> list[dict[str, Any]]:
    """A finding for each missed weighty criterion that no step tells of already."""
    total = sum(c.weight for c in card.criteria)
    told = {(step.skill, step.turn) for step in steps if not step.good}
    missed = [
        c
        for c in card.criteria
        if c.result == "not_met"
        and c.quotes
        and c.weight >= WEIGHTY * total
        and not any((c.skill, q.turn) in told for q in c.quotes)
    ]
    missed.sort(key=lambda c: -c.weight)
    return [_of_criterion(c, rubric, transcript) for c in missed[:MOST_MISSES]]


def _of_criterion(found: CriterionResult, rubric: Rubric, transcript: Transcript) -> dict[str, Any]:
    criterion = next(c for c in rubric.criteria if c.id == found.id)
    language = transcript.language
    own = next((q for q in found.quotes if q.speaker == "rep"), found.quotes[0])
    return {
        "id": finding_id("miss", f"{rubric.id}/{found.id}", found.quotes),
        "kind": "miss",
        "title": found.title,
        "why": found.why,
        "how": criterion.yes.when.said(language),
        "rewrite": criterion.yes.example.said(language),
        "focus": False,
        "skill": found.skill,
        "criterion": found.id,
        "turn": own.turn,
        "quotes": _dumped(found.quotes),
    }


def _dumped(quotes: Sequence[Quote]) -> list[dict[str, Any]]:
    return [quote.model_dump(mode="json") for quote in quotes]
