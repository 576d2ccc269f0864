"""What either side will do after the call: the words, who, by when, and how firm it is."""

# A pattern reads best in one line.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from ringside.dialogue import language as lang
from ringside.dialogue import next_step
from ringside.dialogue.evidence import Quote, quote
from ringside.dialogue.exchanges import Run, phrases
from ringside.dialogue.moments import Moments
from ringside.dialogue.next_step import NextStep, StepClass
from ringside.dialogue.reader import GRAMMAR
from ringside.dialogue.schemas import Frozen, Language, Speaker

Who = Literal["rep", "customer", "both"]
MOST = 8
LATE = 0.6
"""From which part of the call on an undated promise is one about what comes after it."""
NEAR = 18
"""Letters between two names of a time that belong together ("Tuesday, let's say at ten")."""


class Commitment(Frozen):
    """One step. `what` are the words that commit, `when` those that name the day, `reply` what was answered."""

    kind: StepClass
    who: Who
    what: Quote
    when: Quote | None = None
    reply: Quote | None = None

    @property
    def quotes(self) -> tuple[Quote, ...]:
        return tuple(q for q in (self.what, self.when, self.reply) if q)


def agreed(m: Moments) -> tuple[Commitment, ...]:
    """The call's next steps in call order, at most eight: the firm ones first, then the latest."""
    runs = m.call.runs
    place = {turn: i for i, run in enumerate(runs) for turn in run.turns}
    found = [c for s in _proposed(m) if s.turn in place and (c := _proposal(m, s, place[s.turn]))]
    taken = {(c.what.turn, c.what.start) for c in found}
    found += [c for c in _promises(m, place) if (c.what.turn, c.what.start) not in taken]
    rank = {"order": 0, "advance": 1, "vague": 2, "none": 3}
    chosen = sorted(_distinct(found), key=lambda c: (rank[c.kind], -c.what.turn))[:MOST]
    return tuple(sorted(chosen, key=lambda c: (c.what.turn, c.what.start)))


def _proposed(m: Moments) -> list[NextStep]:
    """Every proposal late in the call, and earlier ones that were agreed; the call's own next step among them."""
    late = LATE * len(m.transcript.turns)
    steps = next_step.every(m.transcript, m.acts, m.call.runs)
    found = [s for s in steps if s.turn is not None and (s.agreed or (s.turn >= late and s.kind != "none"))]
    best = m.call.next_step
    if best.turn is not None and not any(s.turn == best.turn for s in found):
        found.append(best)
    if not found:
        found = [s for s in steps if s.turn is not None][-1:]
    return found


def _proposal(m: Moments, step: NextStep, place: int) -> Commitment | None:
    what = m.quoted(step.turn or 0, step.start or 0, step.end)
    if not what:
        return None
    replies = [r for r in m.call.runs[place + 1 :] if r.speaker == "customer"][:1]
    reply = _clause(m, replies[0]) if replies and (step.agreed or step.kind == "none") else None
    when = _when(m, m.call.runs[place], what[0].turn) or (_when(m, replies[0]) if replies and step.agreed else None)
    return Commitment(kind=step.kind, who=_who(what[0].text, "rep", m.language), what=what[0], when=when, reply=reply)


def _clause(m: Moments, run: Run) -> Quote | None:
    said = m.quoted(run.first)
    return said[0] if said else None


def _promises(m: Moments, place: dict[int, int]) -> Iterator[Commitment]:
    """Clauses in which either side takes something on."""
    late = LATE * len(m.transcript.turns)
    for turn in m.transcript.turns:
        if turn.index not in place:
            continue
        for start, end in phrases(turn.text, m.language):
            said = lang.fold(turn.text[start:end]).text
            if "?" in said[-3:] or not _PROMISES[m.language].search(said):
                continue
            dated = next_step.definite(said, m.language)
            if dated or turn.index >= late:
                what = m.quoted(turn.index, start, end)
                run = m.call.runs[place[turn.index]]
                when = _when(m, run, turn.index) if dated else None
                if what:
                    yield Commitment(kind="vague", who=_who(said, turn.speaker, m.language), what=what[0], when=when)


def _when(m: Moments, run: Run, near: int | None = None) -> Quote | None:
    """The words of a run that name the time, those of turn `near` first."""
    for index in sorted(run.turns, key=lambda t: (t != near, t)):
        text = m.transcript.turns[index].text[: next_step.READ]
        view = lang.fold(text)
        names = [x.span() for x in GRAMMAR[m.language].DATE.finditer(view.text)]
        if not names:
            continue
        end = names[0][1]
        for (_, last), (first, after) in pairwise(names):
            if first - last > NEAR:
                break
            end = after
        span = view.span(names[0][0], end)
        if text[slice(*span)].strip():
            return quote(m.transcript, index, *span)
    return None


def _who(said: str, speaker: Speaker, language: Language) -> Who:
    """Whose move it is: both where "we" meet, the other's where it is asked of them."""
    folded = lang.fold(said).text
    if _TOGETHER[language].search(folded):
        return "both"
    if _YOURS[language].search(folded) and not _PROMISES[language].search(folded):
        return "customer" if speaker == "rep" else "rep"
    return speaker


def _distinct(found: Sequence[Commitment]) -> list[Commitment]:
    """One step a turn, the firmest; a step said again in much the same words once, where it was said last."""
    kept: list[Commitment] = []
    for step in sorted(found, key=lambda c: (c.kind in ("order", "advance"), c.what.turn), reverse=True):
        words = set(lang.words(step.what.text))
        same = (k for k in kept if len(words & set(lang.words(k.what.text))) > 0.6 * max(len(words), 1))
        if not any(k.what.turn == step.what.turn and k.who == step.who for k in kept) and not any(same):
            kept.append(step)
    return kept


_DO_EN = (
    r"send|email|mail|call|ring|phone|text|get back|come back|check|look into|find out|speak|talk|bring|prepare|draft|write|forward|share|"
    r"set up|set it up|put together|book|schedule|confirm|review|arrange|follow up|file|open a|refund|process|ship|deliver|send over|invite|"
    r"introduce|discuss|run it by|take it to|pass it|update|order|sign|transfer|fix|have (?:it|that|this|them|someone|somebody)"
)
_PROMISES: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        rf"\b(?:i'll|i will|ill|we'll|we will|i'm going to|i am going to|we're going to|i'm gonna|we're gonna|i can|let me) (?:\w+ ){{0,2}}?(?:{_DO_EN})\b(?! (?:honest|you (?:why|what|how|something)))"
    ),
    "he": re.compile(
        r"(?<!\w)(?:ו|ש|אז )?(?:אני |אנחנו )?(?:אשלח|נשלח|אבדוק|נבדוק|אחזור|נחזור|אתקשר|נתקשר|אעביר|נעביר|אכין|נכין|אקבע|אדבר|אתאם|נתאם|אכתוב|אביא|אזמין|אעדכן|נעדכן|אטפל|נטפל|אפתח|אזכה|נזכה|אחתום|נחתום|אברר|נברר|שולח לך|שולחת לך|שולח לכם|שולחת לכם)(?!\w)"
    ),
}
_TOGETHER: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:let's|we (?:meet|speak|talk|can|could|should)|(?:can|could|shall|should) we|meet|see you|sit down|meeting|demo|join us|both of us|twenty minutes|half an hour)\b"
    ),
    "he": re.compile(
        r"(?<!\w)(?:ניפגש|נפגש|נדבר|נקבע|נשב|בוא נ\S+|בואי נ\S+|בואו נ\S+|להיפגש|לשבת|פגישה|דמו|הדגמה|נתראה|לקבוע)(?!\w)"
    ),
}
_YOURS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:(?:can|could|will|would) you|you(?:'ll| will| can| could| need to| have to)|please|send me|send us|give me|call me)\b"
    ),
    "he": re.compile(
        r"(?<!\w)(?:תוכל|תוכלי|תוכלו|תשלח|תשלחי|תשלחו|תבדוק|תבדקי|תבדקו|תדבר|תדברי|תדברו|תעביר|תעבירי|שלח לי|שלחי לי)(?!\w)"
    ),
}
