"""How each objection was handled: the steps listen, acknowledge, explore, respond, confirm, and whether it closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Literal

from ringside.dialogue import exchanges
from ringside.dialogue.schemas import Act, Frozen, ObjectionKind, Transcript, Turn

ANSWERS = 3
"""Answers in which the steps of handling an objection are looked for."""

Step = Literal["listen", "acknowledge", "explore", "respond", "confirm"]

ACKNOWLEDGES = frozenset({"acknowledgement", "reflection"})
EXPLORES = frozenset({"question_open", "question_closed", "follow_up"})
DIGS = frozenset({"question_open", "follow_up"})
RESPONDS = frozenset({"objection_answer", "value", "proof", "pitch", "price_mention"})
ACCEPTS = frozenset({"agreement", "buying_signal"})
RESISTS = frozenset({"objection", "brush_off", "refusal"})
NEEDS = frozenset({"need_surface", "need_pain", "need_impact"})

OFFERED = frozenset(
    {"opener_reason", "pitch", "value", "proof", "objection_answer", "argument", "trial_close", "next_step_ask"}
)  # fmt: skip
"""What can be objected to."""
IN_AN_ANSWER = 0.9
"""From which confidence on an objection is heard in the answer to a plain question."""
BY_WORDING = 0.75
"""From which confidence on an objection that no rule found is followed up."""


class Objection(Frozen):
    """One objection and what the rep did before the customer raised another. `resolved` is None when nobody can say."""

    kind: ObjectionKind
    turn: int
    start: int
    end: int
    brush_off: bool = False
    steps: tuple[Step, ...] = ()
    argued: bool = False
    resolved: bool | None = None
    response_time: float | None = None
    answered_at: int | None = None
    """Turn index of the rep's first answer."""


def follow(transcript: Transcript, acts: Sequence[Act]) -> tuple[Objection, ...]:
    """Every certain objection of the call, with its handling. A kind raised again at once is one objection."""
    by_turn: dict[int, list[Act]] = {}
    for act in acts:
        by_turn.setdefault(act.turn, []).append(act)
    raised = [
        a for a in acts
        if a.kind in ("objection", "brush_off") and a.objection and _heard(a) and not _tells(a, by_turn, transcript)
    ]  # fmt: skip
    first: list[Act] = []
    for act in raised:
        if not (first and first[-1].objection == act.objection and act.turn - first[-1].turn <= 2):
            first.append(act)
    return tuple(_handled(transcript, by_turn, act, first[i + 1 :]) for i, act in enumerate(first))


def _heard(act: Act) -> bool:
    """What counts in the story of a call must be surer where wording alone speaks for it."""
    return act.certain and (act.detector != "head" or act.confidence >= BY_WORDING)


def _tells(act: Act, by_turn: Mapping[int, list[Act]], transcript: Transcript) -> bool:
    """Whether what only its wording makes an objection is an answer: the rep asked and has offered nothing yet."""
    if act.detector != "head" or act.confidence >= IN_AN_ANSWER:
        return False
    said = [{a.kind for a in by_turn.get(t.index, [])} for t in transcript.turns[: act.turn] if t.speaker == "rep"]
    return bool(said) and bool(said[-1] & EXPLORES) and not OFFERED & set().union(*said)


def _handled(transcript: Transcript, by_turn: dict[int, list[Act]], act: Act, later: list[Act]) -> Objection:
    turns = transcript.turns
    until = next((a.turn for a in later if a.turn > act.turn), len(turns))
    window = turns[act.turn + 1 : until]
    kinds = {t.index: {a.kind for a in by_turn.get(t.index, [])} for t in window}
    answers = _answers(window, transcript)
    found = Objection(
        kind=act.objection or "need", turn=act.turn, start=act.start, end=act.end, brush_off=act.kind == "brush_off"
    )
    if not answers:
        return found
    gap = _gap(turns[act.turn], answers[0])
    argued = any("argument" in kinds[t.index] for t in answers)
    return found.model_copy(
        update={
            "steps": _steps(answers, kinds, gap),
            "argued": argued,
            "resolved": _resolved(act, window, kinds, later),
            "response_time": gap,
            "answered_at": answers[0].index,
        }
    )


def _answers(window: Sequence[Turn], transcript: Transcript) -> list[Turn]:
    """The rep's turns of the next three answers; what comes later is no longer about the objection."""
    found: list[Turn] = []
    runs = 0
    speaking = False
    for turn in window:
        if exchanges.is_noise(turn, transcript):
            continue
        if turn.speaker == "rep":
            runs += not speaking
            found += [turn] if runs <= ANSWERS else []
        speaking = turn.speaker == "rep"
    return found


def _gap(raised: Turn, answer: Turn) -> float | None:
    if raised.end is None or answer.start is None:
        return None
    return round(answer.start - raised.end, 2)


def _steps(answers: Sequence[Turn], kinds: Mapping[int, Set[str]], gap: float | None) -> tuple[Step, ...]:
    """Steps seen, in LAER order. Listening: the customer finished and was not contradicted in the first answer.

    Exploring comes before the answer; beside an answer only an open question explores.
    """
    first = kinds[answers[0].index]
    responded = next((t.index for t in answers if kinds[t.index] & RESPONDS), None)
    steps: list[Step] = []
    if "argument" not in first and (gap is None or gap >= 0):
        steps.append("listen")
    if any(kinds[t.index] & ACKNOWLEDGES for t in answers if responded is None or t.index <= responded):
        steps.append("acknowledge")
    if any(
        kinds[t.index] & (EXPLORES if responded is None or t.index < responded else DIGS)
        for t in answers
        if responded is None or t.index <= responded
    ):
        steps.append("explore")
    if responded is not None:
        steps.append("respond")
    if any("trial_close" in kinds[t.index] for t in answers if responded is not None and t.index >= responded):
        steps.append("confirm")
    return tuple(steps)


def _resolved(act: Act, window: Sequence[Turn], kinds: Mapping[int, Set[str]], later: list[Act]) -> bool | None:
    """Open when it comes back or the customer ends in resistance; closed on assent; else unknown."""
    if any(a.objection == act.objection for a in later):
        return False
    replies = [kinds[t.index] for t in window if t.speaker == "customer" and kinds[t.index]]
    if not replies:
        return None
    if replies[-1] & RESISTS:
        return False
    return True if any(k & (ACCEPTS | NEEDS) for k in replies) else None
