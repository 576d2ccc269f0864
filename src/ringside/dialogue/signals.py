"""The signals of a call: exact definitions, each value with its unit, basis, sample size and reference band."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import Literal

from ringside.dialogue import language as lang
from ringside.dialogue import topics
from ringside.dialogue.call import Call
from ringside.dialogue.next_step import NextStep
from ringside.dialogue.objections import Objection
from ringside.dialogue.reader import GRAMMAR
from ringside.dialogue.schemas import Act, Frozen, Speaker, Transcript, Turn

Provenance = Literal["primary", "secondary", "folklore"]
Basis = Literal["seconds", "words"]


class Band(Frozen):
    """Published reference values; prefer the team's own percentiles where there are any."""

    low: float | None = None
    high: float | None = None
    provenance: Provenance
    source: str


class Signal(Frozen):
    """One measured value over `n` observations, or None with the reason why it could not be measured."""

    value: float | None
    unit: str
    basis: Basis | None = None
    band: Band | None = None
    n: int = 0
    reason: str | None = None


class Signals(Frozen):
    """Every signal of the call; rep is the person coached."""

    talk_ratio: Signal
    longest_monologue: Signal
    interactivity: Signal
    patience: Signal
    interruptions: Signal
    questions: Signal
    questions_open: Signal
    questions_closed: Signal
    questions_leading: Signal
    follow_ups: Signal
    pace: Signal
    fillers: Signal
    hedging: Signal
    discovery_coverage: Signal
    response_time: Signal
    hesitation: Signal
    objections: tuple[Objection, ...] = ()
    next_step: NextStep


TALK = Band(low=0.35, high=0.55, provenance="secondary", source="Gong, 25,537 B2B calls: winning discovery near 0.43")
MONOLOGUE_S = Band(high=120, provenance="secondary", source="Gong: under two minutes on won calls")
MONOLOGUE_WORDS = Band(high=300, provenance="folklore", source="two minutes at 150 words a minute")
PATIENCE = Band(low=0.5, high=2.0, provenance="folklore", source="about one second")
QUESTIONS = Band(low=11, high=14, provenance="secondary", source="Gong, discovery calls")
PACE = Band(low=100, high=180, provenance="folklore", source="sources disagree; speeding up after an objection matters")
RESPONSE = Band(low=1.0, high=2.5, provenance="secondary", source="Gong, 67,149 calls: top reps 1.5 s, others 0.3 s")

NO_TIMES = "The transcript has no times."


def measure(transcript: Transcript, acts: Sequence[Act], needs: Sequence[str | Sequence[str]] = ()) -> Signals:
    """The signals of a call; `needs` are topics (each a phrase or its synonyms) the customer could have named."""
    turns = [t for t in transcript.turns if lang.words(t.text)]
    certain = [a for a in acts if a.certain]
    call = Call.of(transcript, acts, ())
    objections = call.objections
    kinds = [a.kind for a in certain]
    opened, closed, led = (kinds.count(k) for k in ("question_open", "question_closed", "question_leading"))
    return Signals(
        talk_ratio=_talk_ratio(turns),
        longest_monologue=_longest_monologue(turns, transcript),
        interactivity=_interactivity(turns),
        patience=_patience(turns, transcript),
        interruptions=_interruptions(turns, transcript),
        questions=Signal(value=opened + closed + led, unit="count", n=len(turns), band=QUESTIONS),
        questions_open=Signal(value=opened, unit="count", n=opened + closed + led),
        questions_closed=Signal(value=closed, unit="count", n=opened + closed + led),
        questions_leading=Signal(value=led, unit="count", n=opened + closed + led),
        follow_ups=Signal(value=kinds.count("follow_up"), unit="count", n=opened + closed + led),
        pace=_pace(turns),
        fillers=_fillers(turns, transcript),
        hedging=_hedging(turns, transcript),
        discovery_coverage=_coverage(transcript, certain, needs),
        response_time=_response_time(objections, turns),
        hesitation=Signal(value=None, unit="0..1", reason="Needs the sound of the call."),
        objections=objections,
        next_step=call.next_step,
    )


def timed(turns: Iterable[Turn]) -> bool:
    """Whether every turn has a start and an end."""
    return all(t.start is not None and t.end is not None and t.end >= t.start for t in turns)


def seconds(turn: Turn) -> float:
    """How long a timed turn lasts."""
    return (turn.end or 0.0) - (turn.start or 0.0)


def word_count(turns: Iterable[Turn], speaker: Speaker) -> int:
    """Words a speaker said."""
    return sum(len(lang.words(t.text)) for t in turns if t.speaker == speaker)


def is_backchannel(turn: Turn, transcript: Transcript) -> bool:
    """A listening noise: under 3 words and under 1 s; without times, under 3 words that are all listening words."""
    spoken = lang.words(turn.text)
    if len(spoken) >= 3:
        return False
    if timed([turn]) and seconds(turn) > 0:
        return seconds(turn) < 1.0
    return all(w in GRAMMAR[transcript.language].BACKCHANNEL for w in spoken)


def _talk_ratio(turns: list[Turn]) -> Signal:
    def ratio(rep: float, everyone: float, basis: Basis) -> Signal:
        return Signal(value=round(rep / everyone, 3), unit="0..1", basis=basis, band=TALK, n=len(turns))

    speech = sum(seconds(t) for t in turns) if timed(turns) else 0.0
    if speech > 0:
        return ratio(sum(seconds(t) for t in turns if t.speaker == "rep"), speech, "seconds")
    rep, customer = word_count(turns, "rep"), word_count(turns, "customer")
    if rep + customer == 0:
        return Signal(value=None, unit="0..1", reason="Nobody spoke.")
    return ratio(rep, rep + customer, "words")


def runs(turns: list[Turn], transcript: Transcript) -> list[list[Turn]]:
    """The rep's runs: turns with nothing but customer back-channels between them."""
    found: list[list[Turn]] = []
    broken = True
    for turn in turns:
        if turn.speaker == "rep":
            if broken:
                found.append([])
            found[-1].append(turn)
            broken = False
        elif not is_backchannel(turn, transcript):
            broken = True
    return found


def _longest_monologue(turns: list[Turn], transcript: Transcript) -> Signal:
    found = runs(turns, transcript)
    if not found:
        return Signal(value=None, unit="s" if timed(turns) and turns else "words", reason="The rep did not speak.")
    if timed(turns):
        longest = max(max(t.end or 0.0 for t in run) - (run[0].start or 0.0) for run in found)
        return Signal(value=round(longest, 2), unit="s", basis="seconds", band=MONOLOGUE_S, n=len(found))
    longest_words = max(word_count(run, "rep") for run in found)
    return Signal(value=longest_words, unit="words", basis="words", band=MONOLOGUE_WORDS, n=len(found))


def _interactivity(turns: list[Turn]) -> Signal:
    switches = sum(a.speaker != b.speaker for a, b in pairwise(turns))
    length = max((t.end or 0.0 for t in turns), default=0.0) - min((t.start or 0.0 for t in turns), default=0.0)
    if not timed(turns) or length <= 0:
        return Signal(value=None, unit="1/min", n=switches, reason=NO_TIMES)
    return Signal(value=round(60 * switches / length, 2), unit="1/min", basis="seconds", n=switches)


def _gaps(turns: list[Turn], transcript: Transcript) -> list[float]:
    """Seconds from each customer end to the rep's start; negative when the rep began before the customer was done."""
    gaps = []
    spoken = [t for t in turns if not is_backchannel(t, transcript)]
    for before, turn in pairwise(spoken):
        if (before.speaker, turn.speaker) == ("customer", "rep") and timed([before, turn]):
            gaps.append((turn.start or 0.0) - (before.end or 0.0))
    return gaps


def _patience(turns: list[Turn], transcript: Transcript) -> Signal:
    gaps = _gaps(turns, transcript)
    if not gaps:
        reason = "The rep never answered the customer." if turns and timed(turns) else NO_TIMES
        return Signal(value=None, unit="s", reason=reason)
    return Signal(value=round(median(gaps), 2), unit="s", basis="seconds", band=PATIENCE, n=len(gaps))


def _interruptions(turns: list[Turn], transcript: Transcript) -> Signal:
    gaps = _gaps(turns, transcript)
    if not gaps:
        return Signal(value=None, unit="count", reason=NO_TIMES if not timed(turns) else "No answers to measure.")
    return Signal(value=sum(g < 0 for g in gaps), unit="count", basis="seconds", n=len(gaps))


def _rep_minutes(turns: list[Turn]) -> float:
    return sum(seconds(t) for t in turns if t.speaker == "rep") / 60 if timed(turns) else 0.0


def _pace(turns: list[Turn]) -> Signal:
    minutes, said = _rep_minutes(turns), word_count(turns, "rep")
    if minutes <= 0:
        return Signal(value=None, unit="wpm", reason=NO_TIMES)
    return Signal(value=round(said / minutes, 1), unit="wpm", basis="seconds", band=PACE, n=said)


def _count(pattern: re.Pattern[str], turns: list[Turn]) -> int:
    return sum(len(pattern.findall(lang.fold(t.text).text)) for t in turns if t.speaker == "rep")


def _fillers(turns: list[Turn], transcript: Transcript) -> Signal:
    count, minutes = _count(GRAMMAR[transcript.language].FILLERS, turns), _rep_minutes(turns)
    if minutes > 0:
        return Signal(value=round(count / minutes, 2), unit="1/min", basis="seconds", n=count)
    said = word_count(turns, "rep")
    if not said:
        return Signal(value=None, unit="1/min", reason="The rep did not speak.")
    return Signal(value=round(100 * count / said, 2), unit="per 100 words", basis="words", n=count, reason=NO_TIMES)


def _hedging(turns: list[Turn], transcript: Transcript) -> Signal:
    said = word_count(turns, "rep")
    if not said:
        return Signal(value=None, unit="%", reason="The rep did not speak.")
    count = _count(GRAMMAR[transcript.language].HEDGES, turns)
    return Signal(value=round(100 * count / said, 2), unit="%", basis="words", n=count)


def _coverage(transcript: Transcript, acts: Sequence[Act], needs: Sequence[str | Sequence[str]]) -> Signal:
    if not needs:
        return Signal(value=None, unit="0..1", reason="No needs were given to look for.")
    stated = sum(
        any(
            topics.relevance(transcript.turns[a.turn].text[a.start : a.end], need, transcript.language) >= 0.6
            for a in acts
            if a.kind in ("need_surface", "need_pain", "need_impact", "fact")
        )
        for need in needs
    )
    return Signal(value=round(stated / len(needs), 3), unit="0..1", basis="words", n=len(needs))


def _response_time(objections: Sequence[Objection], turns: list[Turn]) -> Signal:
    times = [o.response_time for o in objections if o.response_time is not None]
    if not times:
        reason = NO_TIMES if not timed(turns) else "No objection was answered."
        return Signal(value=None, unit="s", reason=reason)
    return Signal(value=round(median(times), 2), unit="s", basis="seconds", band=RESPONSE, n=len(times))
