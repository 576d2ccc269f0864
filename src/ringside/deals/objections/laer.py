"""The steps of LAER in the words of an answer: listen, acknowledge, explore, respond, confirm. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ringside.dialogue import acts as reader
from ringside.dialogue import language as lang
from ringside.dialogue.objections import ACKNOWLEDGES, EXPLORES, RESPONDS, Step
from ringside.dialogue.schemas import Act, Language, Turn
from ringside.playbook.knowledge.passages import sentences

ORDER: tuple[Step, ...] = ("listen", "acknowledge", "explore", "respond", "confirm")
Taken = Sequence[tuple[Step | None, str]]
BRIEF = 8
"""Words of a sentence at most that takes up what was said where nothing else tells."""
TAKES_UP = 0.3
"""From which chance on a sentence by itself takes up what was said."""
_OPEN = re.compile(
    r"^(?:and |but |so )?(?:what|which|who|whom|whose|when|where|why|how)(?! (?:about|if) we)(?!\w)"
    r"|^[וש]?(?:מה|איך|איפה|מתי|מי|למה|מדוע|כמה|איזה|איזו|אילו)(?!\w)"
)
"""A question that begins so opens anew; it does not check whether the answer will do."""
ASKS = EXPLORES | {"question_leading"}


@lru_cache(maxsize=4_096)
def steps(text: str, objection: str, language: Language) -> tuple[tuple[Step | None, str], ...]:
    """The sentences of an answer in their order, joined where they take the same step.

    A step is named once, in the order of LAER; what fits none of those that are left has none.
    """
    said = Turn(index=1, speaker="rep", text=text)
    before = Turn(index=0, speaker="customer", text=objection) if objection.strip() else None
    acts = [act for act in reader.read(said, before, language) if act.certain]
    taken: list[tuple[Step | None, str]] = []
    for start, end in sentences(text):
        piece = text[start:end].strip()
        if not piece:
            continue
        here = [a for a in acts if a.start < end and a.end > start] or _alone(piece, before, language)
        step = _in_order(_step(piece, here, taken), taken)
        if taken and taken[-1][0] == step:
            taken[-1] = (step, f"{taken[-1][1]} {piece}")
        else:
            taken.append((step, piece))
    return tuple(taken)


def _in_order(step: Step | None, taken: Taken) -> Step | None:
    """The step, unless it was left behind already."""
    passed = [ORDER.index(each) for each, _ in taken if each is not None]
    return None if step is None or (passed and ORDER.index(step) < max(passed)) else step


def _alone(piece: str, before: Turn | None, language: Language) -> list[Act]:
    """What a sentence does by itself, where the whole did not tell; a few words that may take up do so."""
    acts = reader.read(Turn(index=1, speaker="rep", text=piece), before, language)
    answers = any(act.kind in RESPONDS and act.certain for act in acts)
    least = 1.0 if answers or len(lang.words(piece)) > BRIEF else TAKES_UP
    return [act for act in acts if act.certain or (act.kind in ACKNOWLEDGES and act.confidence >= least)]


def _has(taken: Taken, step: Step) -> bool:
    return any(each == step for each, _ in taken)


def _step(piece: str, acts: list[Act], taken: Taken) -> Step | None:
    """A question after the answer confirms when it can be answered yes; before it, a question explores.

    A few words before any question take up. What neither takes up nor asks responds.
    """
    responded, opening = _has(taken, "respond"), not taken
    kinds = {act.kind for act in acts}
    asked = piece.rstrip("”“\"'״ ").endswith("?")
    if asked and responded:
        return None if "question_open" in kinds or _OPEN.search(lang.fold(piece).text) else "confirm"
    if asked:
        return "explore"
    if kinds & ASKS and not kinds & ACKNOWLEDGES:
        return "explore"
    brief = opening and len(lang.words(piece)) <= BRIEF and not kinds & RESPONDS
    if brief or (kinds & ACKNOWLEDGES and not responded and not _has(taken, "explore")):
        return "acknowledge"
    return "respond"
