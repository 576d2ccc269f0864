"""What each stretch of a turn does: the acts of rep and customer, with span and confidence.

Rules find the form, a small trained head weighs it with the wording, and the two together give the confidence.
"""

# A pattern reads best in one line, a word list as words.
# ruff: noqa: E501, SIM905

from __future__ import annotations

from functools import lru_cache
from typing import cast, get_args

from ringside.dialogue import language as lang
from ringside.dialogue import topics
from ringside.dialogue.reader import GRAMMAR, features, moves
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
ALONE = frozenset(
    "question_open question_closed question_leading value proof pitch objection_answer reflection acknowledgement summary "
    "need_surface need_pain need_impact fact objection brush_off buying_signal agreement refusal".split()
)
"""Kinds that wording alone may show. The others end a call or cost the rep something: they need their form as well."""
WEIGHT = {"rep": 0.5, "customer": 0.8}
"""How far wording can move what a rule says. A customer's act costs the rep nothing, so it may move more."""
SHORTEST = 4
"""Words a clause needs before its wording alone says anything."""

REP_KINDS: tuple[str, ...] = get_args(RepAct)
CUSTOMER_KINDS: tuple[str, ...] = get_args(CustomerAct)
QUESTIONS = ("question_open", "question_closed", "question_leading")
_REPLIES = frozenset("yes no okay ok sure כן לא אוקיי אוקי בסדר".split())
_RESISTS = frozenset({"objection", "brush_off", "refusal"})
_STATES = frozenset({"value", "proof", "pitch", "objection_answer", "acknowledgement", "summary"})
_ASKS = frozenset({"opener_permission", "next_step_ask", "callback_offer"})
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
        if not _is_noise(turn, transcript.language) or turn.speaker not in last:
            last[turn.speaker] = turn
    return found


def _is_noise(turn: Turn, language: Language) -> bool:
    """A listening noise ("mm-hm") says nothing that the next turn could answer."""
    spoken = lang.words(turn.text[:200])
    return len(spoken) < 3 and all(w in GRAMMAR[language].BACKCHANNEL and w not in _REPLIES for w in spoken)


@lru_cache(maxsize=2048)
def _read(text: str, speaker: Speaker, previous: str, language: Language) -> tuple[Act, ...]:
    found = moves.read(text, speaker, previous, language)
    if not found:
        return ()
    view = lang.fold(text)
    head = heads()[speaker]
    chances = [_chances(head, move, move.body, speaker, previous, language) for move in found]
    if len(found) > 1:
        whole = head.score(
            view.text, _whole(found).kinds, _context(_whole(found), view.text, speaker, previous, language)
        )
        _temper(found, chances, whole)
    _settle(chances, _objected(previous, speaker, language))
    acts = []
    for move, likely in zip(found, chances, strict=True):
        start, end = view.span(move.start, move.end)
        for kind, sure in likely.items():
            if sure >= KEPT_FROM:
                acts.append(_act(kind, move, sure, start, end))
    return tuple(sorted(acts, key=lambda a: (a.start, a.end, a.kind)))


def _chances(head: Head, move: Move, text: str, speaker: Speaker, previous: str, language: Language) -> Chances:
    """How sure each kind is in a clause: form first, then wording.

    Where a rule speaks, the head moves its word a little: it can doubt a weak rule, never overrule a strong one. Without a rule, wording alone counts for some kinds, from a threshold of high precision on.
    """
    heard = head.score(text, move.kinds, _context(move, text, speaker, previous, language))
    long = len(lang.tokens(text)) >= SHORTEST and moves.is_sentence(text, language, SHORTEST)
    weight = WEIGHT[speaker]
    sure = {}
    for kind, rule in move.kinds.items():
        # the form of a question is plain to see: wording hardly doubts it
        moved = 0.3 if kind in (*QUESTIONS, "question", "follow_up") else weight
        sure[kind] = min(0.99, max(0.0, rule + moved * (heard[kind] - 0.5)))
    asks = bool(move.kinds.keys() & {*QUESTIONS, *_ASKS, "trial_close"})
    for kind in ALONE & heard.keys() - sure.keys():
        # a clause in the form of a question states nothing
        if long and not (asks and kind in _STATES):
            sure[kind] = head.alone(kind, heard[kind])
    return sure


def _context(move: Move, text: str, speaker: Speaker, previous: str, language: Language) -> list[str]:
    before = moves.context(previous, "customer" if speaker == "rep" else "rep", language) if previous else None
    shared = topics.shared_words(text, previous, language) if previous else 0
    return features.context_names(move.asked, before, shared)


def _temper(found: list[Move], chances: list[Chances], whole: Chances) -> None:
    """What only wording shows in a part of a turn must fit the whole turn too."""
    for move, likely in zip(found, chances, strict=True):
        for kind in likely.keys() - move.kinds.keys():
            if whole.get(kind, 0.0) < 0.2:
                likely[kind] = min(likely[kind], CONFIDENCE_FLOOR - 0.01)


def _whole(found: list[Move]) -> Move:
    """All moves of a turn taken as one."""
    whole = Move(found[0].start, found[-1].end, "", any(m.asked for m in found))
    for move in found:
        for kind, sure in move.kinds.items():
            whole.add(kind, sure)
        for detail, sure in move.details.items():
            whole.details[detail] = max(sure, whole.details.get(detail, 0.0))
    return whole


def _objected(previous: str, speaker: Speaker, language: Language) -> bool:
    """Whether the rep answers resistance."""
    if speaker == "customer" or not previous:
        return False
    return any(a.certain and a.kind in _RESISTS for a in _read(previous, "customer", "", language))


def _settle(chances: list[Chances], objected: bool) -> None:
    """Rules of form that hold whatever the wording: one form per question, a parting comes last."""
    asking = False
    for likely in reversed(chances):
        if not objected:
            likely.pop("objection_answer", None)
        if likely.get("callback_offer", 0.0) >= CONFIDENCE_FLOOR:
            likely.pop("next_step_ask", None)
        forms = sorted((q for q in QUESTIONS if q in likely), key=lambda q: -likely[q])
        for other in forms[1:]:
            likely[other] = min(likely[other], CONFIDENCE_FLOOR - 0.01)
        if forms and any(likely.get(kind, 0.0) >= CONFIDENCE_FLOOR for kind in _ASKS):
            likely[forms[0]] = min(likely[forms[0]], CONFIDENCE_FLOOR - 0.01)
        _few(likely)
        asking = asking or any(likely.get(kind, 0.0) >= CONFIDENCE_FLOOR for kind in _LAST_WORD)
        if asking and "farewell" in likely:
            likely["farewell"] = min(likely["farewell"], CONFIDENCE_FLOOR - 0.01)


def _few(likely: Chances) -> None:
    """A clause makes one or two moves: further ones count only when they are nearly as sure."""
    ranked = sorted((k for k in likely if k != "follow_up"), key=lambda k: -likely[k])
    for kind in ranked[2:]:
        if likely[kind] < likely[ranked[1]] - 0.05:
            likely[kind] = min(likely[kind], CONFIDENCE_FLOOR - 0.01)


def _act(kind: str, move: Move, sure: float, start: int, end: int) -> Act:
    named = cast(ActKind, kind)
    detail = _objection(kind, move) if kind in ("objection", "brush_off") else None
    by = "rules+head" if kind in move.kinds else "head"
    return Act(kind=named, turn=0, start=start, end=end, confidence=round(sure, 3), detector=by, objection=detail)


_BRUSH_OFFS = frozenset({"not_interested", "send_email", "call_later"})


def _objection(kind: str, move: Move) -> ObjectionKind:
    """The likeliest kind of an objection or brush-off."""
    likely = heads()["objection"].score(move.body, move.details, features.context_names(move.asked, None, 0))
    best = max((k for k in likely if (k in _BRUSH_OFFS) == (kind == "brush_off")), key=lambda k: likely[k])
    return cast(ObjectionKind, best)


def objection_chances(text: str, language: Language) -> Chances:
    """How likely each kind is, taken that the text is an objection or a brush-off."""
    found = moves.read(text[:READ_LIMIT], "customer", "", language)
    whole = _whole(found) if found else Move(0, 0, "", False)
    body = found[0].body if len(found) == 1 else lang.fold(text[:READ_LIMIT]).text
    return heads()["objection"].score(body, whole.details, features.context_names(whole.asked, None, 0))
