"""Which of several buyers answers a rep's turn: who is addressed, whose matters it is about, or who waited long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from ringside.dialogue.language import words
from ringside.dialogue.topics import shared_words
from ringside.practice.buyer.moves import FUNCTION_WORDS, LISTENING, Moves
from ringside.practice.buyer.state import BuyerState
from ringside.practice.lines import wordings
from ringside.practice.speech import plain

if TYPE_CHECKING:
    from ringside.practice.buyer.panel import Panel

LEFT_OUT = 4
"""Rep turns after which a buyer nobody speaks to comes in unasked; twice as many while a colleague is listened to."""
LONG_NAME = 4
"""Letters from which a recogniser may get one of them wrong."""


def next_to_answer(panel: Panel, moves: Moves) -> tuple[int, bool]:  # noqa: PLR0911 - one way out per rule
    """The seat that answers this turn, and whether it takes the floor unasked."""
    present = [i for i, seat in enumerate(panel.seats) if not seat.gone]
    chair = panel.seats[0].state
    if chair.phase == "agreed" or present == [0]:
        return 0, False
    named = _named(panel, present, moves)
    if named is not None:
        return named, False
    if moves.has("farewell", "callback_offer"):
        return 0, False
    if _to_everyone(moves):
        return max(present, key=lambda i: (panel.seats[i].silent, -i)), False
    holder = panel.floor if panel.floor in present else 0
    if _waits_for_an_answer(panel.seats[holder].state) and not moves.asks:
        return holder, False
    concerned = _concerned(panel, present, holder, moves)
    if concerned is not None:
        return concerned, False
    if moves.asks:
        return 0, False
    longest = max(present, key=lambda i: panel.seats[i].silent)
    patience = LEFT_OUT * (2 if moves.has("follow_up", *LISTENING) else 1)
    if longest != holder and panel.seats[longest].silent >= patience:
        return longest, True
    return holder, False


def mentioned(text: str, state: BuyerState) -> list[int]:
    """Positions among the text's words at which this buyer is spoken to by name."""
    names = plain(state.persona.name.of(state.language)).split()
    spoken = words(text)
    shouting = any(char.isupper() for char in text)
    return [
        i
        for i, word in enumerate(spoken)
        if _is(plain(word), names, state)
        and (plain(word) not in FUNCTION_WORDS[state.language] or (shouting and word[:1].isupper()))
        and not _in_passing(spoken, i, state)
    ]


def _named(panel: Panel, present: Sequence[int], moves: Moves) -> int | None:
    """The buyer named last; "as Dana said" and "thanks, Dana" address nobody."""
    found = [(places[-1], i) for i in present if (places := mentioned(moves.turn.text, panel.seats[i].state))]
    return max(found)[1] if found else None


def _is(word: str, names: Sequence[str], state: BuyerState) -> bool:
    first = names[0]
    if word in names:
        return True
    if state.language == "he":
        return word == f"ו{first}"
    near = len(word) >= LONG_NAME and word[:1] == first[:1] and abs(len(word) - len(first)) <= 1
    return near and word not in FUNCTION_WORDS["en"] and Levenshtein.distance(word, first) <= 1


def _in_passing(spoken: Sequence[str], place: int, state: BuyerState) -> bool:
    """Whether the name is only part of what is told: reported words, thanks, or a comparison."""
    after = plain(spoken[place + 1]) if place + 1 < len(spoken) else ""
    before = plain(spoken[place - 1]) if place else ""
    earlier = plain(spoken[place - 2]) if place > 1 else ""
    thanked = wordings(state.language, "floor.thanked")
    if before == "you":
        return earlier == "thank"
    return after in wordings(state.language, "floor.reported") or before in thanked


def _to_everyone(moves: Moves) -> bool:
    said = f" {plain(moves.turn.text)} "
    return bool(moves.questions) and any(
        f" {plain(way)} " in said for way in wordings(moves.language, "floor.everyone")
    )


def _waits_for_an_answer(state: BuyerState) -> bool:
    return state.inquiry is not None or state.open_objection is not None


def _concerned(panel: Panel, present: Sequence[int], holder: int, moves: Moves) -> int | None:
    """The buyer whose own matters the turn is about, when that is clear."""
    for text in (moves.text(moves.question), moves.turn.text):
        scores = {i: _about(panel.seats[i].state, text) for i in present}
        best = max(present, key=lambda i: (scores[i], i == holder))
        if scores[best]:
            return best if scores[best] > scores[holder] else None
    return None


def _about(state: BuyerState, text: str) -> int:
    """How many of these words are about what this buyer minds or knows."""
    language = state.language
    topics = [need.topic.of(language) for need in state.persona.needs]
    topics += [fact.topic.of(language) for fact in state.persona.facts]
    topics += [o.resolves for o in state.objections if o.status == "open"]
    if state.inquiry is not None:
        topics.append(state.inquiry.topic.of(language))
    return shared_words(text, " ".join(word for topic in topics for word in topic), language)
