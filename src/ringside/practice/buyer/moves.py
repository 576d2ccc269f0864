"""What one rep turn did, as the buyer hears it: the certain acts of the reader, grouped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ringside.dialogue import next_step
from ringside.dialogue.language import fold, words
from ringside.dialogue.reader import GRAMMAR, en, he
from ringside.dialogue.schemas import Act, Language, Turn

DEEP = frozenset({"question_open", "follow_up"})
QUESTIONS = DEEP | {"question_closed", "question_leading"}
NOT_A_QUESTION = frozenset({"opener_permission", "next_step_ask", "trial_close", "callback_offer", "farewell"})
LEANING = 0.3
"""From here an uncertain act may count in the rep's favour when nothing is certain; never against."""
KIND = QUESTIONS | {
    "acknowledgement",
    "reflection",
    "summary",
    "value",
    "proof",
    "objection_answer",
    "opener_permission",
    "opener_reason",
}
FUNCTION_WORDS = {"en": en.FUNCTION_WORDS, "he": he.FUNCTION_WORDS}
SENTENCE = {"en": 0.22, "he": 0.1}
"""Share of function words from which a run of words is a sentence; keywords strung together have hardly any."""
HARSH = frozenset({"argument", "farewell", "callback_offer", "hold"})
"""What costs much or ends a call: only believed of a strong reading that does not rest on the trained head alone."""
STRONG = 0.7
TERSE = 2
"""Words up to which a turn can nod or ask on, but not make a point or a proposal."""
FULL = frozenset(
    {"pitch", "value", "proof", "objection_answer", "reflection", "summary", "next_step_ask", "trial_close"}
)
LISTENING = frozenset({"acknowledgement", "reflection", "summary"})
SHORT_CHECK, LITTLE_SAID = 7, 6
"""Most words of a question that only checks, and fewest words of what it checks."""
OFFERING = frozenset({"pitch", "value", "proof", "objection_answer"})


@dataclass(frozen=True)
class Moves:
    turn: Turn
    acts: tuple[Act, ...]
    language: Language = "en"

    @classmethod
    def of(cls, turn: Turn, acts: Sequence[Act], language: Language) -> Moves:
        """The acts that count: the certain ones, else the likeliest friendly one; none in a word salad."""
        certain = tuple(act for act in acts if act.certain and (act.kind not in HARSH or _corroborated(act)))
        leaning = [act for act in acts if act.kind in KIND and act.confidence >= LEANING]
        best = certain or tuple(sorted(leaning, key=lambda act: -act.confidence)[:1])
        moves = cls(turn, best, language)
        if moves.salad:
            return cls(turn, (), language)
        return cls(turn, tuple(a for a in best if a.kind not in FULL), language) if moves.terse else moves

    @cached_property
    def kinds(self) -> frozenset[str]:
        return frozenset(act.kind for act in self.acts)

    @cached_property
    def words(self) -> list[str]:
        return words(self.turn.text)

    def has(self, *kinds: str) -> bool:
        return not self.kinds.isdisjoint(kinds)

    def first(self, *kinds: str) -> Act | None:
        return next((act for act in self.acts if act.kind in kinds), None)

    def text(self, act: Act | None) -> str:
        return self.turn.text[act.start : act.end] if act else ""

    @cached_property
    def questions(self) -> tuple[Act, ...]:
        """One act per separate question, the deepest reading of each; asking leave or a date is no question."""
        others = [act for act in self.acts if act.kind in NOT_A_QUESTION]
        found: list[Act] = []
        for act in sorted((a for a in self.acts if a.kind in QUESTIONS), key=lambda a: a.kind not in DEEP):
            if not any(_overlap(act, other) for other in (*others, *found)):
                found.append(act)
        return tuple(sorted(found, key=lambda act: act.start))

    @cached_property
    def _function_words(self) -> float:
        return sum(word in FUNCTION_WORDS[self.language] for word in self.words) / max(1, len(self.words))

    @property
    def salad(self) -> bool:
        """Many words and hardly one that holds a sentence together; Hebrew glues those on, so only English tells."""
        return self.language == "en" and len(self.words) >= 8 and self._function_words < SENTENCE["en"]

    @property
    def terse(self) -> bool:
        return 0 < len(self.words) <= TERSE

    @property
    def sentence(self) -> bool:
        """Whether this is likely somebody saying something."""
        return self._function_words >= SENTENCE[self.language]

    @cached_property
    def groups(self) -> frozenset[str]:
        """The different things the turn does at once."""
        found = {
            "listening": self.listens, "question": bool(self.questions), "offer": self.has(*OFFERING, "price_mention"),
            "ask": self.asks,
        }  # fmt: skip
        return frozenset(name for name, there in found.items() if there)

    @cached_property
    def statement(self) -> int:
        """Number of words that are not part of a question."""
        return len(self.words) - sum(len(words(self.text(act))) for act in self.questions)

    @cached_property
    def question(self) -> Act | None:
        """The question the buyer answers: the last deep one, else the last; a short check after a statement is none."""
        asked = [act for act in self.questions if not self._checks(act)]
        return next(reversed([act for act in asked if act.kind in DEEP] or asked), None)

    def _checks(self, question: Act) -> bool:
        """Whether a question only asks if what was just said is right ("Does that sort it?"), whatever was read."""
        text = self.text(question)
        short = len(words(text)) <= SHORT_CHECK and self.statement >= LITTLE_SAID
        return short and question.end >= len(self.turn.text.rstrip()) - 1 and not self._wants_to_know(text)

    def _wants_to_know(self, text: str) -> bool:
        spoken = words(fold(text).text)
        return len(spoken) > TERSE and any(GRAMMAR[self.language].WH.match(word) for word in spoken)

    @cached_property
    def dated(self) -> bool:
        """Whether a day or an hour is named."""
        return next_step.dated(self.turn.text, self.language)

    @cached_property
    def asks(self) -> bool:
        """Whether the turn goes for the next step: read as such, or a yes-or-no question that names a day."""
        closes = self.has("trial_close", "question_closed", "question_leading") and not self.has(*DEEP)
        return self.has("next_step_ask") or (self.dated and closes)

    @property
    def marked(self) -> bool:
        """Whether the turn ends in a question mark, whatever was read."""
        return self.turn.text.rstrip().endswith("?")

    @property
    def listens(self) -> bool:
        return self.has(*LISTENING)


def _corroborated(act: Act) -> bool:
    return act.confidence >= STRONG and act.detector != "head"


def _overlap(one: Act, other: Act) -> bool:
    return one.start < other.end and other.start < one.end
