"""What the call ended in: none, vague (a continuation), advance (dated and mutual) or order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ringside.dialogue import language as lang
from ringside.dialogue.reader import GRAMMAR
from ringside.dialogue.schemas import Act, Frozen, Language, Transcript, Turn

StepClass = Literal["none", "vague", "advance", "order"]

ENDING = 10
"""The turns at the end of a call in which a day named by the rep is a proposal, asked or not."""
READ = 2_000
"""Characters of a turn that are looked at."""


class NextStep(Frozen):
    """The class of the best next step, and the rep's words that proposed it."""

    kind: StepClass
    turn: int | None = None
    start: int | None = None
    end: int | None = None
    dated: bool = False
    agreed: bool = False


def dated(text: str, language: Language) -> bool:
    """Whether a day or an hour is named."""
    return bool(GRAMMAR[language].DATE.search(_folded(text)))


def _folded(text: str) -> str:
    return lang.fold(text[:READ]).text


def assent(turns: Sequence[Turn], language: Language) -> int:
    """Words of assent less words of doubt or denial in some turns."""
    g = GRAMMAR[language]
    said = [_folded(t.text) for t in turns]
    return sum(len(g.ASSENT.findall(text)) - len(g.NEGATION.findall(text)) for text in said)


def classify(transcript: Transcript, acts: Sequence[Act]) -> NextStep:
    """The best next step of the call: a refused proposal is none, an undated or unanswered one vague."""
    asked = {a.turn: (a.start, a.end) for a in acts if a.kind == "next_step_ask"}
    ending = len(transcript.turns) - ENDING
    for turn in transcript.turns:
        if turn.speaker == "rep" and turn.index >= ending and turn.index not in asked and _proposes(turn, transcript):
            asked[turn.index] = (0, len(turn.text))
    found = [_outcome(transcript, acts, turn, span) for turn, span in sorted(asked.items())]
    rank: dict[StepClass, int] = {"none": 0, "vague": 1, "advance": 2, "order": 3}
    best = max(found, key=lambda step: (rank[step.kind], step.turn or 0), default=NextStep(kind="none"))
    return _vague(transcript, acts) or best if best.kind == "none" else best


def _proposes(turn: Turn, transcript: Transcript) -> bool:
    return dated(turn.text, transcript.language) and bool(
        GRAMMAR[transcript.language].COMMITS.search(_folded(turn.text))
    )


def _outcome(transcript: Transcript, acts: Sequence[Act], turn: int, span: tuple[int, int]) -> NextStep:
    language = transcript.language
    said = transcript.turns[turn]
    replies = [t for t in transcript.turns[turn + 1 :] if t.speaker == "customer"][:2]
    first = {a.kind for a in acts if replies and a.turn == replies[0].index}
    refused = bool(first & {"refusal", "brush_off", "objection"})
    names_day = any(dated(t.text, language) for t in replies)
    has_date = dated(said.text, language) or names_day
    willing = bool(first & {"agreement"}) or assent(replies[:1], language) > 0
    agreed = bool(replies) and not refused and (willing or (names_day and assent(replies, language) >= 0))
    kind: StepClass = "vague"
    if refused:
        kind = "none"
    elif agreed and "agreement" in first and GRAMMAR[language].ORDER.search(_folded(said.text[span[0] : span[1]])):
        kind = "order"
    elif agreed and has_date:
        kind = "advance"
    return NextStep(kind=kind, turn=turn, start=span[0], end=span[1], dated=has_date, agreed=agreed)


def _vague(transcript: Transcript, acts: Sequence[Act]) -> NextStep | None:
    """A loose promise near the end that nobody refused."""
    resisting = {a.turn for a in acts if a.kind in ("refusal", "objection", "brush_off")}
    last = transcript.turns[-6:]
    if any(t.index in resisting for t in last if t.speaker == "customer"):
        return None
    for turn in reversed(last):
        if turn.speaker == "rep" and GRAMMAR[transcript.language].VAGUE.search(_folded(turn.text)):
            return NextStep(kind="vague", turn=turn.index, start=0, end=len(turn.text))
    return None
