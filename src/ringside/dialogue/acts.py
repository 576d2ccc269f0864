"""What each stretch of a turn does: the acts of rep and customer, with span and confidence.

Rules find the form, a small trained head weighs it with the wording, and the two together give the confidence.
"""

from __future__ import annotations

from functools import lru_cache
from typing import get_args

from ringside.dialogue import language as lang
from ringside.dialogue import topics
from ringside.dialogue.reader import features, moves
from ringside.dialogue.reader.head import Head, heads
from ringside.dialogue.reader.moves import Move
from ringside.dialogue.schemas import (
    CONFIDENCE_FLOOR,
    Act,
    ActKind,
    CustomerAct,
    Language,
    ObjectionKind,
    RepAct,
    Speaker,
    Transcript,
    Turn,
)

READ_LIMIT = 20_000
"""Characters of one turn that are read: ten minutes of speech without a breath. The rest changes nothing."""
KEPT_FROM = 0.25
"""Below this an act is not even kept for the record."""

REP_KINDS: tuple[str, ...] = get_args(RepAct)
CUSTOMER_KINDS: tuple[str, ...] = get_args(CustomerAct)
QUESTIONS = ("question_open", "question_closed", "question_leading")
_LAST_WORD = frozenset({*QUESTIONS, "next_step_ask", "trial_close", "opener_permission"})

Chances = dict[str, float]


def read(turn: Turn, previous: Turn | None, language: Language) -> list[Act]:
    """The acts of one turn in text order; `previous` is the other speaker's last turn."""
    before = previous.text[:READ_LIMIT] if previous else ""
    found = _read(turn.text[:READ_LIMIT], turn.speaker, before, language)
    return [act.model_copy(update={"turn": turn.index}) for act in found]


def read_all(transcript: Transcript) -> list[Act]:
    """The acts of a whole call in order."""
    found: list[Act] = []
    last: dict[str, Turn] = {}
    for turn in transcript.turns:
        other = last.get("customer" if turn.speaker == "rep" else "rep")
        found += read(turn, other, transcript.language)
        last[turn.speaker] = turn
    return found


@lru_cache(maxsize=2048)
def _read(text: str, speaker: Speaker, previous: str, language: Language) -> tuple[Act, ...]:
    found = moves.read(text, speaker, previous, language)
    if not found:
        return ()
    view = lang.fold(text)
    head = heads()[speaker]
    chances = [_chances(head, move, move.body, speaker, previous, language) for move in found]
    if len(found) > 1:
        _lift(chances, _chances(head, _whole(found), view.text, speaker, previous, language))
    _settle(chances)
    acts = []
    for move, likely in zip(found, chances, strict=True):
        start, end = view.span(move.start, move.end)
        for kind, sure in likely.items():
            if sure >= KEPT_FROM:
                acts.append(_act(kind, move, sure, start, end))
    return tuple(sorted(acts, key=lambda a: (a.start, a.end, a.kind)))


def _chances(head: Head, move: Move, text: str, speaker: Speaker, previous: str, language: Language) -> Chances:
    before = moves.context(previous, "customer" if speaker == "rep" else "rep", language) if previous else None
    shared = topics.shared_words(text, previous, language) if previous else 0
    return head.score(text, move.kinds, features.context_names(move.asked, before, shared))


def _whole(found: list[Move]) -> Move:
    """All moves of a turn taken as one."""
    whole = Move(found[0].start, found[-1].end, "", any(m.asked for m in found))
    for move in found:
        for kind, sure in move.kinds.items():
            whole.add(kind, sure)
    return whole


def _lift(chances: list[Chances], whole: Chances) -> None:
    """What only the whole turn shows belongs to the clause that shows it best."""
    for kind, sure in whole.items():
        best = max(chances, key=lambda c: c[kind])
        if CONFIDENCE_FLOOR <= sure and best[kind] < CONFIDENCE_FLOOR:
            best[kind] = sure


def _settle(chances: list[Chances]) -> None:
    """Rules of form that hold whatever the wording: one form per question, a parting comes last."""
    asking = False
    for likely in reversed(chances):
        forms = sorted((q for q in QUESTIONS if q in likely), key=lambda q: -likely[q])
        for other in forms[1:]:
            likely[other] = min(likely[other], CONFIDENCE_FLOOR - 0.01)
        if "follow_up" in likely and forms:
            likely["follow_up"] = min(likely["follow_up"], max(likely[forms[0]], likely["follow_up"] - 0.3))
        asking = asking or any(likely.get(kind, 0.0) >= CONFIDENCE_FLOOR for kind in _LAST_WORD)
        if asking and "farewell" in likely:
            likely["farewell"] = min(likely["farewell"], CONFIDENCE_FLOOR - 0.01)


def _act(kind: str, move: Move, sure: float, start: int, end: int) -> Act:
    named: ActKind = kind  # type: ignore[assignment]
    detail = _objection(kind, move) if kind in ("objection", "brush_off") else None
    by = "rules+head" if kind in move.kinds else "head"
    return Act(kind=named, turn=0, start=start, end=end, confidence=round(sure, 3), detector=by, objection=detail)


_BRUSH_OFFS = frozenset({"not_interested", "send_email", "call_later"})


def _objection(kind: str, move: Move) -> ObjectionKind:
    """The likeliest kind of an objection or brush-off."""
    likely = heads()["objection"].score(move.body, move.details, features.context_names(move.asked, None, 0))
    wanted = {k: v for k, v in likely.items() if (k in _BRUSH_OFFS) == (kind == "brush_off")}
    best: ObjectionKind = max(wanted, key=lambda k: wanted[k])  # type: ignore[assignment]
    return best
