"""Review of one answer to one customer line: tone, content, strategy, and better ways to say it."""

from __future__ import annotations

from typing import Literal

from ringside.dialogue import acts, evidence, rewrite, topics, wording
from ringside.dialogue import language as lang
from ringside.dialogue.evidence import Quote
from ringside.dialogue.findings import NEEDS
from ringside.dialogue.moments import own_words
from ringside.dialogue.objections import ACKNOWLEDGES
from ringside.dialogue.schemas import Act, Frozen, Language, ObjectionKind, Transcript, Turn

Verdict = Literal["good", "mixed", "poor"]
OFFERS = {"objection_answer", "value", "proof", "pitch", "price_mention"}
MOST_WORDS = 60


class Judgement(Frozen):
    """A verdict on one side of the answer; the quotes are from the answer."""

    verdict: Verdict
    why: str
    quotes: tuple[Quote, ...] = ()


class QuickReview(Frozen):
    language: Language
    objection: ObjectionKind | None
    tone: Judgement
    content: Judgement
    strategy: Judgement
    better: tuple[str, ...]


def review(customer: str, answer: str, language: Language | None = None) -> QuickReview:
    """The review of an answer; the language is detected where none is given."""
    spoken: Language = language or lang.detect(customer + answer)
    said = (
        Turn(index=0, speaker="customer", text=customer[: acts.READ_LIMIT]),
        Turn(index=1, speaker="rep", text=answer[: acts.READ_LIMIT]),
    )
    transcript = Transcript(turns=said, language=spoken)
    heard = [a for a in acts.read(said[0], None, spoken) if a.certain]
    done = [a for a in acts.read(said[1], said[0], spoken) if a.certain]
    objection = next((a.objection for a in heard if a.objection), None)
    answered = Answered(transcript, heard, done)
    return QuickReview(
        language=spoken,
        objection=objection,
        tone=answered.tone(),
        content=answered.content(),
        strategy=answered.strategy(objection is not None),
        better=_better(transcript, heard, objection),
    )


class Answered:
    """One exchange: what the customer did and what the rep did."""

    def __init__(self, transcript: Transcript, heard: list[Act], done: list[Act]) -> None:
        self.transcript, self.heard, self.done = transcript, heard, done
        self.language = transcript.language
        self.kinds = {a.kind for a in done}
        self.answer = transcript.turns[1].text
        self.silent = not lang.words(self.answer)

    def tone(self) -> Judgement:
        if "argument" in self.kinds:
            return self._judge("tone", "poor", "poor", "argument")
        if self.kinds & ACKNOWLEDGES:
            return self._judge("tone", "good", "good", *ACKNOWLEDGES)
        return self._judge("tone", "mixed", "mixed")

    def content(self) -> Judgement:
        shared = topics.shared_words(self.answer, self.transcript.turns[0].text, self.language)
        if self.kinds & {"reflection", "follow_up", "objection_answer"} or (shared and self.done):
            return self._judge("content", "good", "good", "reflection", "follow_up", "objection_answer")
        if self.kinds - {"farewell", "rapport"}:
            return self._judge("content", "mixed", "mixed", *OFFERS)
        return self._judge("content", "poor", "poor")

    def strategy(self, objected: bool) -> Judgement:  # noqa: PLR0911 one line a case
        asks = self.kinds & {"question_open", "follow_up"}
        if "argument" in self.kinds:
            return self._judge("strategy", "poor", "poor_argue", "argument")
        if objected and "next_step_ask" in self.kinds and not asks:
            return self._judge("strategy", "mixed", "early_close", "next_step_ask")
        if asks and len(lang.words(self.answer)) <= MOST_WORDS:
            return self._judge("strategy", "good", "good", "question_open", "follow_up")
        if "question_closed" in self.kinds:
            return self._judge("strategy", "mixed", "closed", "question_closed")
        if self.kinds & OFFERS:
            return self._judge("strategy", "mixed", "answered", *OFFERS)
        if self.kinds & ACKNOWLEDGES:
            return self._judge("strategy", "mixed", "acknowledged", *ACKNOWLEDGES)
        return self._judge("strategy", "poor", "poor")

    def _judge(self, side: str, verdict: Verdict, why: str, *shown_by: str) -> Judgement:
        if self.silent:
            return Judgement(verdict="poor", why=wording.say(self.language, "quick", side, "silent"))
        spans = [(a.start, a.end) for a in self.done if a.kind in shown_by] or [(0, len(self.answer))]
        quotes = tuple(evidence.quote(self.transcript, 1, *span) for span in dict.fromkeys(spans))
        return Judgement(verdict=verdict, why=wording.say(self.language, "quick", side, why), quotes=quotes[:2])


def _better(transcript: Transcript, heard: list[Act], objection: ObjectionKind | None) -> tuple[str, ...]:
    """Up to three lines that listen, acknowledge, explore and only then respond, with the customer's words."""
    language = transcript.language
    table = wording.table(language)
    about = next((a for a in heard if a.objection or a.kind in (*NEEDS, "question")), None)
    words = own_words(transcript, about) if about else _all_words(transcript)
    if objection:
        answers = table["answers"][objection]
        lines = [*answers["explore"][:2], answers["respond"][0]]
    elif about and about.kind in NEEDS:
        lines = table["quick"]["need"]
    elif about:
        lines = table["quick"]["question"]
    else:
        lines = table["quick"]["other"]
    usable = [t for t in lines if words or "{words}" not in t]
    return tuple(dict.fromkeys(rewrite.fill(t, words, language) for t in usable))


def _all_words(transcript: Transcript) -> str:
    text = transcript.turns[0].text
    whole = Act(kind="fact", turn=0, start=0, end=len(text), confidence=1, detector="none")
    return own_words(transcript, whole)
