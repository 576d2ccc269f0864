"""Whether the rep takes up what the customer says: read from both sides, without knowing any act by name."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean

from ringside.dialogue import language as lang
from ringside.dialogue import topics
from ringside.dialogue.exchanges import READ, Run, phrases
from ringside.dialogue.schemas import Act, Language, Transcript

TOLD = 4
"""Words of a customer's run from which on there is something to take up."""
DRAWN = 8
"""Words of an answer from which on a question made the customer talk."""
FULL = 2
"""Fresh words of the customer that make a turn take up all it can."""
PARAPHRASED = 0.25
"""What a turn counts that is read as taking something up without a word in common."""
TAKES_UP = frozenset({"follow_up", "reflection", "summary"})
OFFERS = frozenset({"pitch", "value", "proof"})
ASKS = frozenset({"question_open", "question_closed", "follow_up"})

Span = tuple[int, int, int]
"""Turn, start, end."""


@dataclass(frozen=True)
class Uptake:
    """Shares 0..1 of the rep's runs, None where there was nothing to see; spans are the rep's words that show it.

    `share`: how much of what was told is taken up, `probes`: runs that ask about the customer's own words,
    `draws`: runs whose question made the customer talk, `told`: the customer's runs there were to take up.
    `common`: how much of the rep's wording the two share, `answered`: how much of the customer's talk a question got.
    """

    share: float | None
    probes: float | None
    draws: float | None
    taken: tuple[Span, ...] = ()
    probed: tuple[Span, ...] = ()
    drawn: tuple[Span, ...] = ()
    told: tuple[Span, ...] = ()
    missed: tuple[Span, ...] = ()
    common: float | None = None
    answered: float | None = None


def measure(transcript: Transcript, acts: Sequence[Act], runs: Sequence[Run], spoilt: Set[int] = frozenset()) -> Uptake:
    """Uptake of a call: a rep's run counts for fresh words of the customer it uses (two are full), or by its act.

    Turns in `spoilt` take nothing up, nor does a run that argues, parrots or does everything at once.
    """
    language = transcript.language
    kinds = _kinds(acts)
    told: list[Run] = []
    said: set[str] = set()
    lines: set[frozenset[str]] = set()
    values: list[float] = []
    spans: dict[str, list[Span]] = {"taken": [], "probed": [], "drawn": [], "told": [], "missed": []}
    reps = 0
    for i, run in enumerate(runs):
        if run.speaker == "customer":
            told = [*told[-1:], run] if run.size >= TOLD else told
            continue
        reps += 1
        done = set().union(*(kinds.get(t, set()) for t in run.turns))
        new_line = run.stems not in lines or not run.stems
        void = bool(spoilt & set(run.turns)) or "argument" in done or _crowded(done) or _parrots(run, told)
        taken = frozenset() if void else run.stems & (frozenset().union(*(r.stems for r in told)) - said)
        asks = not void and (bool(done & ASKS) or asked(run.text, language))
        if told:
            value = min(1.0, len(taken) / FULL)
            if done & TAKES_UP and new_line and not void:
                value = max(value, PARAPHRASED)
            values.append(value)
            last = transcript.turns[told[-1].turns[-1]]
            spans["told"].append((last.index, 0, len(last.text)))
            if value:
                spans["taken"].append(words_at(transcript, run, taken))
            else:
                spans["missed"].append((last.index, 0, len(last.text)))
        if asks and taken and new_line:
            spans["probed"].append(words_at(transcript, run, taken))
        if asks and new_line and i + 1 < len(runs) and runs[i + 1].size >= DRAWN:
            spans["drawn"].append(words_at(transcript, run, frozenset(), last=True))
        said |= run.stems
        lines.add(run.stems)
    return Uptake(
        share=round(mean(values), 3) if values else None,
        probes=round(len(spans["probed"]) / reps, 3) if values else None,
        draws=round(len(spans["drawn"]) / reps, 3) if reps else None,
        common=_common(runs),
        answered=_answered(runs, language),
        **{name: tuple(found) for name, found in spans.items()},
    )


def _common(runs: Sequence[Run]) -> float | None:
    """The share of the rep's words that the customer uses as well, before or after: they speak of the same things."""
    theirs = frozenset().union(*(run.stems for run in runs if run.speaker == "customer"))
    said = [run.stems for run in runs if run.speaker == "rep"]
    total = sum(len(stems) for stems in said)
    return round(sum(len(stems & theirs) for stems in said) / total, 3) if total else None


def _answered(runs: Sequence[Run], language: Language) -> float | None:
    """The share of the customer's words that come straight after the rep asked something."""
    total = sum(run.size for run in runs if run.speaker == "customer")
    got = sum(b.size for a, b in pairwise(runs) if a.speaker == "rep" and asked(a.text, language))
    return round(got / total, 3) if total else None


def _crowded(done: Set[str]) -> bool:
    """Questions, an offer and a request in one breath: nobody can answer that."""
    return bool(done & ASKS) and bool(done & OFFERS) and "next_step_ask" in done


def _parrots(run: Run, told: Sequence[Run]) -> bool:
    """Whether a run gives back all that was said and adds nothing."""
    if not told or len(told[-1].stems) < TOLD:
        return False
    heard = told[-1].stems
    return len(run.stems & heard) >= 0.8 * len(heard) and len(run.stems - heard) <= 1


def _kinds(acts: Sequence[Act]) -> dict[int, set[str]]:
    kinds: dict[int, set[str]] = {}
    for act in acts:
        if act.certain:
            kinds.setdefault(act.turn, set()).add(act.kind)
    return kinds


def asked(text: str, language: Language) -> bool:
    """Whether a run asks anything: by its mark, or by a word of asking where there are no marks."""
    return "?" in text or bool(_ASKING[language].search(lang.fold(text[:READ]).text))


_ASKING = {
    "en": re.compile(
        r"\b(?:what|how|why|who|which|when|where)\b|"
        r"\b(?:did|do|does|is|are|was|were|can|could|would|have|has) (?:you|they|it|that|she|he|the)\b"
    ),
    "he": re.compile(r"(?<!\w)(?:מה|איך|למה|מי|כמה|מתי|איפה|איזה|איזו|האם|ספר|ספרי|ספרו)(?!\w)"),
}


def words_at(transcript: Transcript, run: Run, wanted: frozenset[str], last: bool = False) -> Span:
    """The sentence of a run with most of the wanted stems; else its first, or its last that asks."""
    found: list[tuple[int, Span]] = []
    for index in run.turns:
        text = transcript.turns[index].text
        for start, end in phrases(text, transcript.language):
            stems = set(topics.stems(text[start:end], transcript.language))
            found.append((len(stems & wanted), (index, start, end)))
    if not found:
        return (run.first, 0, len(transcript.turns[run.first].text))
    if last:
        said = transcript.turns
        questions = [s for _, s in found if asked(said[s[0]].text[s[1] : s[2]], transcript.language)]
        return (questions or [found[-1][1]])[-1]
    return max(found, key=lambda f: f[0])[1]
