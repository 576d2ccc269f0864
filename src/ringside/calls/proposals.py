"""What a model adds to the built-in findings. Code accepts only what quotes the call correctly, and counts the rest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel, Field

from ringside.ai import Caller, Models, Task
from ringside.ai.schemas import BUILTIN
from ringside.calls.examine import finding_id
from ringside.dialogue import language as lang
from ringside.dialogue import orders
from ringside.dialogue.evidence import Quote, find
from ringside.dialogue.rubrics import Rubric, Skill
from ringside.dialogue.schemas import Language, Speaker, Transcript

MOST = 8
"""Proposals that are accepted of one call: more would bury the built-in ones."""
LOOKED_AT = 60
"""Proposals that are looked at; a model that sends thousands is not helping."""
SHORTEST = 3
"""Words of a quote from which on it says something."""
MOST_CHARACTERS = 120_000
"""Of the transcript that a model is given, from its start: about two hours of talk."""
LEAK = 8
"""Words in a row that must not be those of the prompt."""

_CITED = re.compile(r'["“”״„]([^"“”״„]{2,})["“”״]')
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MARKS = re.compile(
    r"<[^>]{0,200}>|https?://|\bsystem prompt\b|\bas an ai\b|\bdeserves?\b.{0,40}\b(?:points|score|marks|grade)\b|"
    r"\b(?:perfect|full|top|highest) (?:score|marks|grade)\b|מגיע.{0,30}(?:נקודות|ציון)|(?:ציון|ניקוד) (?:מלא|מושלם)",
    re.IGNORECASE,
)


class AskedCriterion(BaseModel):
    id: str
    title: str
    question: str


class AskedFinding(BaseModel):
    id: str
    kind: str
    title: str
    why: str


class AskedTurn(BaseModel):
    turn: int
    speaker: Speaker
    text: str


class Ask(BaseModel):
    """A call and what code has found in it."""

    language: Language
    criteria: list[AskedCriterion]
    findings: list[AskedFinding]
    turns: list[AskedTurn]


class ProposedQuote(BaseModel):
    turn: int
    speaker: Speaker
    text: str


class ProposedFinding(BaseModel):
    kind: Literal["strength", "miss"]
    skill: Skill
    title: str
    why: str
    how: str = ""
    quotes: list[ProposedQuote]


class Explanation(BaseModel):
    id: str
    why: str


class Proposed(BaseModel):
    """Moments a coach would talk about too, and clearer explanations of findings that are there."""

    findings: list[ProposedFinding] = []
    explanations: list[Explanation] = Field(default=[])


FINDINGS: Task[Ask, Proposed] = Task(
    name="call_findings",
    prompt="calls/prompts/findings.v1.md",
    input=Ask,
    output=Proposed,
    builtin=lambda _: Proposed(),
)


@dataclass(slots=True)
class Sifted:
    """What of a model's answer stands, and why the rest does not."""

    findings: list[dict[str, Any]] = field(default_factory=list)
    explanations: dict[str, str] = field(default_factory=dict)
    reasons: Counter[str] = field(default_factory=Counter)


def engine(models: Models) -> str:
    """Names who words findings now, so that another model is asked anew."""
    return ",".join(str(station.name) for station in models.stations["smart"])


async def add(
    models: Models, caller: Caller, transcript: Transcript, rubric: Rubric, found: Sequence[dict[str, Any]]
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The findings with what a model adds and words, and what became of its proposals; as they were without one."""
    if not engine(models):
        return list(found), {"source": BUILTIN}
    answer = await models.run(FINDINGS, _ask(transcript, rubric, found), caller)
    if answer.source == BUILTIN:
        return list(found), {"source": BUILTIN, "note": answer.note}
    sifted = sift(transcript, found, answer.value, FINDINGS.words.instructions)
    worded = [
        {**finding, "why": sifted.explanations[finding["id"]], "worded_by": answer.source}
        if finding["id"] in sifted.explanations
        else finding
        for finding in found
    ]
    added = [{**finding, "source": answer.source, "worded_by": answer.source} for finding in sifted.findings]
    told = {
        "source": answer.source,
        "accepted": len(added) + len(sifted.explanations),
        "rejected": sifted.reasons.total(),
        "reasons": dict(sorted(sifted.reasons.items())),
        "note": answer.note,
    }
    return worded + added, told


def _ask(transcript: Transcript, rubric: Rubric, found: Sequence[dict[str, Any]]) -> Ask:
    language, turns, size = transcript.language, [], 0
    for turn in transcript.turns:
        size += len(turn.text)
        if size > MOST_CHARACTERS:
            break
        turns.append(AskedTurn(turn=turn.index, speaker=turn.speaker, text=turn.text))
    return Ask(
        language=language,
        criteria=[
            AskedCriterion(id=c.id, title=c.title.said(language), question=c.question.said(language))
            for c in rubric.criteria
        ],
        findings=[AskedFinding(id=f["id"], kind=f["kind"], title=f["title"], why=f["why"]) for f in found],
        turns=turns,
    )


def sift(transcript: Transcript, found: Sequence[dict[str, Any]], proposed: Proposed, prompt: str = "") -> Sifted:
    """What of a model's proposals is borne out by the transcript. Pure: the same proposals give the same result."""
    out = Sifted()
    words = _Words(transcript, prompt)
    known = {(f["kind"], f["skill"], q["turn"]) for f in found for q in f["quotes"]}
    for proposal in proposed.findings[:LOOKED_AT]:
        quotes, reason = _quotes(transcript, proposal.quotes)
        reason = reason or words.fault(proposal.title, proposal.why, proposal.how)
        if not reason and any((proposal.kind, proposal.skill, q.turn) in known for q in quotes):
            reason = "known"
        if not reason and len(out.findings) >= MOST:
            reason = "too_many"
        if reason:
            out.reasons[reason] += 1
            continue
        known |= {(proposal.kind, proposal.skill, q.turn) for q in quotes}
        out.findings.append(_finding(proposal, quotes))
    _explain(found, proposed.explanations[:LOOKED_AT], words, out)
    beyond = max(0, len(proposed.findings) - LOOKED_AT) + max(0, len(proposed.explanations) - LOOKED_AT)
    if beyond:
        out.reasons["too_many"] += beyond
    return out


def _explain(found: Sequence[dict[str, Any]], said: Sequence[Explanation], words: _Words, out: Sifted) -> None:
    by_id = {f["id"]: f for f in found}
    for explanation in said:
        finding = by_id.get(explanation.id)
        if finding is None:
            out.reasons["unknown_finding"] += 1
        elif explanation.id in out.explanations:
            out.reasons["known"] += 1
        elif reason := words.fault(explanation.why, allowed=finding["why"]):
            out.reasons[reason] += 1
        else:
            out.explanations[explanation.id] = explanation.why.strip()


def _quotes(transcript: Transcript, claimed: Sequence[ProposedQuote]) -> tuple[list[Quote], str]:
    """The quotes, found in the transcript, or why they cannot be: every one of them must stand where it is said to."""
    if not claimed:
        return [], "no_quote"
    found = []
    for quote in claimed[:3]:
        if len(lang.words(quote.text)) < SHORTEST:
            return [], "short_quote"
        place = find(transcript, quote.text, speaker=quote.speaker, turn=quote.turn)
        if place is None:
            return [], _why_not(transcript, quote)
        if orders.inside(transcript.turns[place.turn].text, place.start, place.end):
            return [], "order"
        found.append(place)
    return found, ""


def _why_not(transcript: Transcript, quote: ProposedQuote) -> str:
    anywhere = find(transcript, quote.text)
    if anywhere is None:
        return "not_said"
    return "wrong_speaker" if find(transcript, quote.text, speaker=quote.speaker) is None else "wrong_turn"


class _Words:
    """What a model's own words are held against."""

    def __init__(self, transcript: Transcript, prompt: str) -> None:
        # An order to whoever reads the call is nothing that was said on it.
        said = [turn.model_copy(update={"text": orders.without(turn.text)}) for turn in transcript.turns]
        self.transcript = transcript.model_copy(update={"turns": tuple(said)})
        self.numbers = {n for turn in said for n in _NUMBER.findall(turn.text)}
        self.prompt = _shingles(prompt)

    def fault(self, *texts: str, allowed: str = "") -> str:
        """Why these words cannot be shown; empty when they can. `allowed` are words that code wrote."""
        text = " ".join(texts).strip()
        if len(texts[0].strip()) < 3 or any(len(t) > 600 for t in texts):
            return "length"
        if _MARKS.search(text) or orders.spans(text) or (_shingles(text) & self.prompt):
            return "not_about_the_call"
        if lang.detect(_CITED.sub("", text) or text) != self.transcript.language:
            return "language"
        for cited in _CITED.findall(text):
            if cited not in allowed and find(self.transcript, cited) is None:
                return "not_said"
        if set(_NUMBER.findall(text)) - self.numbers - set(_NUMBER.findall(allowed)):
            return "number"
        return ""


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = lang.words(text)
    return {tuple(words[i : i + LEAK]) for i in range(len(words) - LEAK + 1)}


def _finding(proposal: ProposedFinding, quotes: Sequence[Quote]) -> dict[str, Any]:
    return {
        "id": finding_id(proposal.kind, f"model/{proposal.skill}", quotes),
        "kind": proposal.kind,
        "title": proposal.title.strip(),
        "why": proposal.why.strip(),
        "how": proposal.how.strip(),
        "rewrite": "",
        "focus": False,
        "skill": proposal.skill,
        "criterion": None,
        "turn": quotes[0].turn,
        "quotes": [quote.model_dump(mode="json") for quote in quotes],
    }
