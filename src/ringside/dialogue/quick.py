"""Review of one answer to one customer line: tone, content, strategy, and better ways to say it."""

# A pattern reads best in one line.
# ruff: noqa: E501

from __future__ import annotations

import re
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
        self.folded = f" {lang.fold(self.answer[: acts.READ_LIMIT]).text} "
        self.silent = not lang.words(self.answer)

    @property
    def pushes(self) -> bool:
        return "argument" in self.kinds or bool(_PUSHES[self.language].search(self.folded))

    @property
    def explores(self) -> bool:
        """An open question, by its reading or by its form: "what ...?", "is it this or that?"."""
        wondered = bool(_OPEN[self.language].search(self.folded)) and not _DETAIL[self.language].search(self.folded)
        return bool(self.kinds & {"question_open", "follow_up"}) or ("next_step_ask" not in self.kinds and wondered)

    def tone(self) -> Judgement:
        if self.pushes:
            return self._judge("tone", "poor", "poor", "argument")
        if self.kinds & ACKNOWLEDGES or _WARM[self.language].search(self.folded):
            return self._judge("tone", "good", "good", *ACKNOWLEDGES)
        return self._judge("tone", "mixed", "mixed")

    def content(self) -> Judgement:
        shared = topics.shared_words(self.answer, self.transcript.turns[0].text, self.language)
        if self.pushes:
            return self._judge("content", "poor", "poor")
        relates = self.kinds & {"reflection", "follow_up"} or (shared and (self.done or self.explores))
        answers = "objection_answer" in self.kinds and not self.kinds & {"pitch", "price_mention"}
        asked_us = any(a.kind == "question" for a in self.heard) or "?" in self.transcript.turns[0].text
        if (
            relates
            or (asked_us and self.kinds & (OFFERS | {"next_step_ask"}))
            or (answers and self.kinds & ACKNOWLEDGES)
        ):
            return self._judge("content", "good", "good", "reflection", "follow_up", "objection_answer")
        if self.explores or self.kinds - {"farewell", "rapport"}:
            return self._judge("content", "mixed", "mixed", *OFFERS)
        return self._judge("content", "poor", "poor")

    def strategy(self, objected: bool) -> Judgement:  # noqa: PLR0911 one line a case
        asks = self.explores
        if self.pushes:
            return self._judge("strategy", "poor", "poor_argue", "argument")
        if objected and "next_step_ask" in self.kinds and not asks:
            return self._judge("strategy", "mixed", "early_close", "next_step_ask")
        if asks and len(lang.words(self.answer)) <= MOST_WORDS:
            return self._judge("strategy", "good", "good", "question_open", "follow_up")
        if "question_closed" in self.kinds:
            return self._judge("strategy", "mixed", "closed", "question_closed")
        if objected and self.kinds and self.kinds <= {"pitch"}:
            return self._judge("strategy", "poor", "poor", "pitch")
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


_PUSHES: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:no,? (?:it|that|you|they) (?:isn't|doesn't|don't|aren't|is not|does not)|not true|you're wrong|crazy|stupid|terrible|trust me|"
        r"don't worry|calm down|you should(?: have|n't)?|everyone else|everybody else|you'll regret|you must|obviously)\b"
    ),
    "he": re.compile(
        r"(?<!\w)(?:אתה טועה|את טועה|אתם טועים|לא נכון|זה לא יקר|חבל עליך|חבל עליכם|תירגע|תירגעי|אל תדאג|אל תדאגי|תסמוך עליי|תתחרט|תתחרטי|חייב להבין|חייבת להבין)(?!\w)"
    ),
}
_WARM: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:glad|good choice|happy to|gladly|of course|fair|sorry|hurts|makes sense|understand|understood|appreciate|thanks for|"
        r"good point|good question|sounds (?:hard|tough|frustrating|painful)|maybe (?:you|it|not)|i hear)\b"
    ),
    "he": re.compile(
        r"(?<!\w)(?:בשמחה|מובן|הגיוני|ברור|מצטער|מצטערת|כמובן|הוגן|שמח ש\w*|שמחה ש\w*|תודה ש\w*|אפשר להבין|נשמע (?:קשה|מתסכל|לא פשוט)|יופי ש\w*|טוב ש\w*)(?!\w)"
    ),
}
_DETAIL: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:what|which|where)(?:'s| is) (?:your|the) (?:e-?mail|address|name|number|phone)\b"),
    "he": re.compile(r"(?<!\w)מה (?:המייל|הכתובת|השם|המספר|הטלפון)(?!\w)"),
}
"""Questions for a detail, not for a reason."""
_OPEN: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:what|how|why|who|which|when|where)\b[^?]*\?|\bor\b[^?]*\?"),
    "he": re.compile(r"(?<!\w)[ולשב]?(?:מה|איך|למה|מי|כמה|מתי|איפה|איזה|איזו|או)(?!\w)[^?]*\?"),
}


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
