"""A call as the product reads it: acts, signals, scorecard and feedback, with no buyer log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ringside.dialogue import acts, evidence, feedback, rubrics, scorecard, signals
from ringside.dialogue.evidence import NotInTranscript, Quote
from ringside.dialogue.feedback import FeedbackStep
from ringside.dialogue.schemas import Transcript
from ringside.dialogue.scorecard import Scorecard
from ringside.dialogue.signals import Signals


@dataclass(frozen=True)
class Review:
    transcript: Transcript
    signals: Signals
    card: Scorecard
    steps: list[FeedbackStep]

    @property
    def quotes(self) -> Iterator[Quote]:
        for criterion in self.card.criteria:
            yield from criterion.quotes
        for step in self.steps:
            yield from step.quotes

    @property
    def unverified(self) -> int:
        """Quotes whose words do not stand where they claim to stand, and steps or verdicts that quote nothing."""
        bare = sum(not s.quotes for s in self.steps) + sum(
            not c.quotes for c in self.card.criteria if c.result != "not_observed"
        )
        return bare + sum(not _stands(self.transcript, q) for q in self.quotes)

    @property
    def well_formed(self) -> bool:
        """At least three steps in call order, no line to say given twice."""
        order = [s.turn for s in self.steps]
        return len(order) >= 3 and order == sorted(order) and len({s.rewrite for s in self.steps}) == len(order)


def _stands(transcript: Transcript, quote: Quote) -> bool:
    try:
        evidence.verify(transcript, quote)
    except NotInTranscript:
        return False
    return transcript.turns[quote.turn].text[quote.start : quote.end] == quote.text


def review(transcript: Transcript, rubric: str) -> Review:
    """The whole way from words to feedback."""
    found = acts.read_all(transcript)
    measured = signals.measure(transcript, found)
    card = scorecard.score(transcript, found, rubrics.shipped()[rubric])
    return Review(transcript, measured, card, feedback.steps(transcript, found, measured, card))
