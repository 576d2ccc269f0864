"""A call as it is followed while it goes on: final phrases in order of arrival, and what each of them does."""

# A pattern reads best in one line.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ringside.calls.live.messages import CueQuote
from ringside.dialogue import acts as reader
from ringside.dialogue import language as lang
from ringside.dialogue.objections import OFFERED
from ringside.dialogue.reader import GRAMMAR
from ringside.dialogue.schemas import CONFIDENCE_FLOOR, Act, Language, Speaker, Transcript, Turn

BREATH_S = 2.0
"""A pause up to which phrases of one speaker are read as one sentence: recognisers cut where people breathe."""
BREATH_WORDS = 60
OUT_OF_ORDER_S = 30.0
"""The longest phrase: so much earlier than its neighbour may a phrase have begun that arrives after it."""
ASKS = frozenset({"question_open", "question_closed", "question_leading", "follow_up"})
PERHAPS_ASKS = 0.3
"""From which confidence on a phrase of that form is a question where a missing one would be held against the rep."""
SURELY_ASKS = 0.8
LONG = 20
"""From so many words on; in long phrases there is more that only looks like asking ("who has to be where")."""
LAST = 70
"""Letters at the end of a phrase in which a question stands: who asks then waits."""


@dataclass(frozen=True, slots=True)
class Breath:
    """Phrases that are read together; `starts[i]` is where phrase i begins in `text`."""

    turns: tuple[Turn, ...]
    text: str
    starts: tuple[int, ...]
    acts: tuple[Act, ...]

    def quote(self, start: int, end: int) -> CueQuote | None:
        """The words at start..end of the joined text, in the phrase that has most of them."""
        best: CueQuote | None = None
        for turn, offset in zip(self.turns, self.starts, strict=True):
            quote = quoted(turn, max(0, start - offset), min(len(turn.text), end - offset))
            if quote and (best is None or len(quote.text) >= len(best.text)):
                best = quote
        return best

    def new(self, act: Act) -> bool:
        """Whether an act reaches into the latest phrase, so that it was not there before."""
        return act.end > self.starts[-1]


@dataclass(frozen=True, slots=True)
class State:
    """`acts[i]` are those of `turns[i]` read by itself, `asks[i]` whether it ends in asking; `asked_at`: when the rep
    last asked something."""

    language: Language
    turns: tuple[Turn, ...] = ()
    acts: tuple[tuple[Act, ...], ...] = ()
    asks: tuple[bool, ...] = ()
    breath: Breath | None = None
    asked_at: float = 0.0
    offered: bool = False
    """Whether the rep has offered anything yet that could be objected to."""

    @property
    def transcript(self) -> Transcript:
        return Transcript(turns=self.turns, language=self.language)

    at: float = 0.0
    """When the last word so far ended."""

    def certain(self) -> list[Act]:
        return [act for found in self.acts for act in found if act.certain]

    def kinds(self, index: int, least: float = CONFIDENCE_FLOOR) -> frozenset[str]:
        """What a turn does."""
        return frozenset(act.kind for act in self.acts[index] if act.confidence >= least)

    def latest(self, speaker: Speaker) -> Iterator[Turn]:
        """What a speaker said, the last first, listening noises left out."""
        return (turn for turn in reversed(self.turns) if turn.speaker == speaker and not is_noise(turn, self.language))

    def since(self, at: float) -> list[Turn]:
        """What was begun from a second on, in order of arrival."""
        found: list[Turn] = []
        for turn in reversed(self.turns):
            if starts(turn) < at - OUT_OF_ORDER_S:
                break
            if starts(turn) >= at:
                found.append(turn)
        return found[::-1]

    def run(self) -> list[Turn]:
        """What the rep has said since the customer last said something."""
        found: list[Turn] = []
        for turn in reversed(self.turns):
            if turn.speaker == "rep":
                found.append(turn)
            elif not is_noise(turn, self.language):
                break
        return found[::-1]


def follow(state: State, turn: Turn) -> State:
    """The call with one more phrase."""
    before = next(state.latest("customer" if turn.speaker == "rep" else "rep"), None)
    found = tuple(reader.read(turn, before, state.language))
    breath = _breath(state, turn, before, found)
    asks = _asks(turn.text, found, state.language) or _asks(
        breath.text, tuple(act for act in breath.acts if breath.new(act)), state.language
    )
    now = replace(
        state,
        turns=(*state.turns, turn),
        acts=(*state.acts, found),
        asks=(*state.asks, asks),
        breath=breath,
        at=max(state.at, ends(turn)),
    )
    if turn.speaker == "customer":
        return now
    offers = state.offered or any(act.kind in OFFERED and act.certain for act in found)
    return replace(now, offered=offers, asked_at=max(now.asked_at, ends(turn)) if asks else now.asked_at)


def _asks(text: str, found: tuple[Act, ...], language: Language) -> bool:
    """Whether words end in a question: certainly or, of a few words, perhaps and in the form of one."""
    if "?" in text or _INVERTED[language].search(lang.fold(text[-LAST:]).text):
        return True
    long = len(lang.words(text)) > LONG
    for act in found:
        if act.kind in ASKS and act.end >= len(text) - LAST:
            least = SURELY_ASKS if long else CONFIDENCE_FLOOR if act.detector == "head" else PERHAPS_ASKS
            if act.confidence >= least:
                return True
    return False


_INVERTED: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"(?:^|\b(?:and|so|but|or|okay|ok|well|then|um|uh) )(?:is|are|was|were|do|does|did|have|has|can|could|would|will|should) "
        r"(?:you|that|it|this|they|there|your|he|she|we|any\w*)\b|\b(?:right|isn't it|don't you|doesn't it|make sense|or not)$"
    ),
    "he": re.compile(r"(?<!\w)(?:נכון|לא כך|או לא|הגיוני)$|^(?:ו?האם|יש ל(?:ך|כם)|אתם|אתה|את) [^.]{0,40}$"),
}
"""Forms of a question that ends a phrase."""


def _breath(state: State, turn: Turn, before: Turn | None, found: tuple[Act, ...]) -> Breath:
    """The phrase with those the same speaker said right before it."""
    turns: list[Turn] = [turn]
    words = len(lang.words(turn.text))
    for earlier in reversed(state.turns):
        if earlier.speaker != turn.speaker:
            if is_noise(earlier, state.language):
                continue
            break
        words += len(lang.words(earlier.text))
        if starts(turns[0]) - ends(earlier) > BREATH_S or words > BREATH_WORDS:
            break
        turns.insert(0, earlier)
    if len(turns) == 1:
        return Breath((turn,), turn.text, (0,), found)
    places, text = [], ""
    for each in turns:
        text = f"{text} " if text else text
        places.append(len(text))
        text += each.text
    whole = turn.model_copy(update={"text": text})
    return Breath(tuple(turns), text, tuple(places), tuple(reader.read(whole, before, state.language)))


def is_noise(turn: Turn, language: Language) -> bool:
    """A listening noise ("right, okay"): few words, and nothing but words of listening, or hardly any time."""
    spoken = lang.words(turn.text)
    if not spoken or (len(spoken) <= 4 and all(word in GRAMMAR[language].BACKCHANNEL for word in spoken)):
        return True
    return len(spoken) < 3 and turn.start is not None and turn.end is not None and turn.end - turn.start < 1.0


def quoted(turn: Turn, start: int = 0, end: int | None = None, most: int = 140) -> CueQuote | None:
    """The words of a turn at start..end, cut at a word where they are many; None without any."""
    end = len(turn.text) if end is None else end
    words = turn.text[start:end] if 0 <= start < end else ""
    start += len(words) - len(words.lstrip())
    words = words.strip()
    if len(words) > most:
        words = words[:most].rpartition(" ")[0] or words[:most]
    if not words:
        return None
    return CueQuote(turn=turn.index, speaker=turn.speaker, text=words, start=start, end=start + len(words))


def starts(turn: Turn) -> float:
    return turn.start or 0.0


def ends(turn: Turn) -> float:
    return turn.end if turn.end is not None else starts(turn)


def lasts(turn: Turn) -> float:
    """Seconds of a phrase."""
    return max(0.0, ends(turn) - starts(turn))
