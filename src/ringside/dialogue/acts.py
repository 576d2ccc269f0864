"""What each stretch of a turn does: the acts of rep and customer, with span and confidence.

Rules find the form, a small trained head weighs it with the wording, and the two together give the confidence.
"""

# A word list reads best as words.
# ruff: noqa: SIM905

from __future__ import annotations

from functools import lru_cache
from typing import cast, get_args

import numpy as np

from ringside.dialogue import language as lang
from ringside.dialogue import orders
from ringside.dialogue.reader import GRAMMAR, features, moves
from ringside.dialogue.reader.head import chances as chances_of
from ringside.dialogue.reader.head import heads
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
PERHAPS = 0.35
"""From here on resistance may have been meant, so that an answer to it may be one."""
PASSAGE = 40
"""Words that are judged together; longer turns are judged in passages."""
BY_PART = 0.4
"""How much the best single move of a passage counts beside the passage as a whole."""
FORM = 2.0
"""How much a rule's finding counts when an act is given its place in the passage."""

SHORTEST = {"rep": 4, "customer": 2}
"""Words a move needs before its wording alone says anything."""
COSTLY = frozenset({"argument", "farewell", "hold", "callback_offer"})
PLAIN = frozenset(
    "objection brush_off opener_permission opener_reason summary hold farewell argument callback_offer".split()
)
PLAINLY = 0.88
"""Kinds whose sure rules are right in three of four training lines or more, and what counts as sure."""
ASKS_UNMARKED = 0.85
"""How sure the form of a question must be without a question mark."""
ASKS_BACKED = 0.12
"""The least chance its wording must leave it then."""
SURE, LONG_ENOUGH = 0.8, 5
"""From which chance and which number of words on wording alone shows a costly kind."""

REP_KINDS: tuple[str, ...] = get_args(RepAct)
CUSTOMER_KINDS: tuple[str, ...] = get_args(CustomerAct)
QUESTIONS = ("question_open", "question_closed", "question_leading")
_REPLIES = frozenset("yes no okay ok sure כן לא אוקיי אוקי בסדר".split())
_RESISTS = frozenset({"objection", "brush_off", "refusal"})
_ASKS = frozenset({"opener_permission", "next_step_ask", "callback_offer"})
_LAST_WORD = frozenset({*QUESTIONS, "next_step_ask", "trial_close", "opener_permission"})

Chances = dict[str, float]


def read(turn: Turn, previous: Turn | None, language: Language) -> list[Act]:
    """The acts of one turn in text order; `previous` is the other speaker's last turn."""
    before = orders.without(previous.text[:READ_LIMIT]) if previous else ""
    found = _read(orders.without(turn.text[:READ_LIMIT]), turn.speaker, before, language)
    return [act.model_copy(update={"turn": turn.index}) for act in found]


def read_all(transcript: Transcript) -> list[Act]:
    """The acts of a whole call in order."""
    found: list[Act] = []
    last: dict[str, Turn] = {}
    for turn in transcript.turns:
        other = last.get("customer" if turn.speaker == "rep" else "rep")
        found += read(turn, other, transcript.language)
        if not (_is_noise(turn, transcript.language) or orders.spans(turn.text)) or turn.speaker not in last:
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
    before = moves.context(previous, "customer" if speaker == "rep" else "rep", language) if previous else frozenset()
    passages = _passages(found, view.text)
    chances: list[Chances] = []
    for passage in passages:
        whole = view.text if len(passages) == 1 else view.text[passage[0].start : passage[-1].end]
        chances += _chances(passage, whole, view.text, previous, before, speaker, language)
    for move, likely in zip(found, chances, strict=True):
        _doubt(likely, move, speaker)
        _still_asks(likely, move)
        if speaker == "customer":
            _invites(likely, move, language)
    answers = any(likely.get("objection_answer", 0.0) >= KEPT_FROM for likely in chances)
    _settle(chances, answers and _resisted(previous, speaker, language))
    acts = []
    for move, likely in zip(found, chances, strict=True):
        start, end = view.span(move.start, move.end)
        for kind, sure in likely.items():
            if sure >= KEPT_FROM:
                acts.append(_act(kind, move, sure, start, end, language))
    return tuple(sorted(acts, key=lambda a: (a.start, a.end, a.kind)))


def _passages(found: list[Move], text: str) -> list[list[Move]]:
    """The moves of a turn in runs of about as many words as the head was trained on."""
    runs: list[list[Move]] = [[]]
    spoken = 0
    for move in found:
        words = len(lang.tokens(text[move.start : min(move.end, move.start + 2_000)]))
        if runs[-1] and spoken + words > PASSAGE:
            runs.append([])
            spoken = 0
        runs[-1].append(move)
        spoken += words
    return runs


def _chances(
    found: list[Move],
    whole: str,
    text: str,
    previous: str,
    before: frozenset[str],
    speaker: Speaker,
    language: Language,
) -> list[Chances]:
    """How sure each kind is in each move of a passage: decided over the whole passage, then put where it fits best."""
    head = heads()[speaker, language]
    total = head.logits(features.see(whole, found, previous, before, language))
    if len(found) == 1:
        return [dict(zip(head.kinds, chances_of(total).tolist(), strict=True))]
    parts = np.stack([head.logits(features.see(text[m.start : m.end], [m], previous, before, language)) for m in found])
    total = (1 - BY_PART) * total + BY_PART * parts.max(axis=0)
    sure, alone = chances_of(total), chances_of(parts)
    placed: list[Chances] = [{} for _ in found]
    for k, kind in enumerate(head.kinds):
        fits = [float(parts[i, k]) + FORM * move.kinds.get(kind, 0.0) for i, move in enumerate(found)]
        best = int(np.argmax(fits))
        placed[best][kind] = float(sure[k])
        for i, move in enumerate(found):
            if i != best and kind in move.kinds and alone[i, k] >= CONFIDENCE_FLOOR <= sure[k]:
                placed[i][kind] = float(min(sure[k], alone[i, k]))
    return placed


def _doubt(likely: Chances, move: Move, speaker: Speaker) -> None:
    """Wording alone says little in a few words, and must be very sure of what ends a call or costs the rep something.

    A plain form stays certain, whatever the wording around it.
    """
    spoken = len(lang.tokens(move.body[:200]))
    for kind in PLAIN & move.kinds.keys() & likely.keys():
        if move.kinds[kind] >= PLAINLY:
            likely[kind] = max(likely[kind], 0.6)
    for kind in likely.keys() - move.kinds.keys():
        if spoken < SHORTEST[speaker] or (kind in COSTLY and (likely[kind] < SURE or spoken < LONG_ENOUGH)):
            likely[kind] = min(likely[kind], CONFIDENCE_FLOOR - 0.01)


def _still_asks(likely: Chances, move: Move) -> None:
    """A clause in the plain form of a question asks, where nothing else is certain of it."""
    forms = {kind: sure for kind, sure in move.kinds.items() if kind in (*QUESTIONS, "question")}
    if forms and max(likely.values(), default=0.0) < CONFIDENCE_FLOOR:
        form = max(forms, key=lambda kind: forms[kind])
        backed = likely.get(form, 0.0) >= ASKS_BACKED
        if move.asked or (backed and forms[form] >= ASKS_UNMARKED):
            likely[form] = max(likely.get(form, 0.0), 0.55)


def _invites(likely: Chances, move: Move, language: Language) -> None:
    """Whoever asks for the invitation or the contract agrees, and gets rid of nobody."""
    if GRAMMAR[language].INVITE.search(move.body) and "refusal" not in move.kinds:
        for kind in ("brush_off", "objection"):
            likely.pop(kind, None)
        likely["agreement"] = max(likely.get("agreement", 0.0), 0.8)


def _resisted(previous: str, speaker: Speaker, language: Language) -> bool:
    """Whether the rep may be answering resistance."""
    if speaker == "customer" or not previous:
        return False
    heard = _read(previous, "customer", "", language)
    return any(a.kind in _RESISTS and a.confidence >= PERHAPS for a in heard)


def _settle(chances: list[Chances], resisted: bool) -> None:
    """Rules of form that hold whatever the wording: one form per question, a parting comes last."""
    asking = False
    for likely in reversed(chances):
        if not resisted:
            likely.pop("objection_answer", None)
        if likely.get("callback_offer", 0.0) >= CONFIDENCE_FLOOR:
            likely.pop("next_step_ask", None)
        forms = sorted((q for q in QUESTIONS if q in likely), key=lambda q: -likely[q])
        for other in forms[1:]:
            likely[other] = min(likely[other], CONFIDENCE_FLOOR - 0.01)
        if forms and any(likely.get(kind, 0.0) >= max(CONFIDENCE_FLOOR, likely[forms[0]]) for kind in _ASKS):
            likely[forms[0]] = min(likely[forms[0]], CONFIDENCE_FLOOR - 0.01)
        asking = asking or any(likely.get(kind, 0.0) >= CONFIDENCE_FLOOR for kind in _LAST_WORD)
        if asking and "farewell" in likely:
            likely["farewell"] = min(likely["farewell"], CONFIDENCE_FLOOR - 0.01)


def _act(kind: str, move: Move, sure: float, start: int, end: int, language: Language) -> Act:
    named = cast(ActKind, kind)
    detail = _objection(kind, move, language) if kind in ("objection", "brush_off") else None
    by = "rules+head" if kind in move.kinds else "head"
    return Act(
        kind=named, turn=0, start=start, end=end, confidence=round(min(sure, 0.99), 3), detector=by, objection=detail
    )


_BRUSH_OFFS = frozenset({"not_interested", "send_email", "call_later"})


def _objection(kind: str, move: Move, language: Language) -> ObjectionKind:
    """The likeliest kind of an objection or brush-off."""
    likely = _kinds_of(move.body, [move], language)
    best = max((k for k in likely if (k in _BRUSH_OFFS) == (kind == "brush_off")), key=lambda k: likely[k])
    return cast(ObjectionKind, best)


def _kinds_of(text: str, found: list[Move], language: Language) -> Chances:
    head = heads()["objection", language]
    logits = head.logits(features.see(text, found, "", frozenset(), language))
    return dict(zip(head.kinds, chances_of(logits).tolist(), strict=True))


def objection_chances(text: str, language: Language) -> Chances:
    """How likely each kind is, taken that the text is an objection or a brush-off."""
    found = moves.read(text[:READ_LIMIT], "customer", "", language)
    return _kinds_of(lang.fold(text[:READ_LIMIT]).text, found, language)
