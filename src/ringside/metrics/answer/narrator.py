"""The narrative as a model words it: its own words around facts. What the facts do not bear out is not shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pydantic import BaseModel, Field

from ringside.ai import Caller, Models, Task
from ringside.ai.schemas import BUILTIN
from ringside.dialogue.schemas import Language
from ringside.metrics.answer import claims, gate, scope
from ringside.metrics.answer.schema import Answer, Fact, Narrative, Segment
from ringside.metrics.answer.words import merged, shown, unsigned
from ringside.metrics.model.schema import Model
from ringside.metrics.query.schema import MetricQuery, Result

_OFFERED = 40
"""Facts a model is given: those of the draft, then the others in their order."""
_LONGEST = 900
_MARKUP = re.compile(r"https?://|www\.|[<>*_#`|\[\]{}]")


class OfferedFact(BaseModel):
    id: str
    text: str
    label: str
    role: str
    of: tuple[str, ...] = ()
    period: str | None = None


class ToWord(BaseModel):
    """What is to be worded. `checked` and `names` are what a wording is held against, and stay here."""

    language: Language
    question: str
    facts: list[OfferedFact]
    draft: str
    checked: tuple[Fact, ...] = Field(default=(), exclude=True)
    names: tuple[str, ...] = Field(default=(), exclude=True)


class Piece(BaseModel):
    """Own words, or the id of a fact."""

    text: str = ""
    fact: str | None = None


class Worded(BaseModel):
    pieces: list[Piece]


def fault(asked: ToWord, worded: Worded) -> str | None:  # noqa: PLR0911
    """Why a wording may not be shown, or None."""
    by_id = {fact.id: fact for fact in asked.checked}
    for piece in worded.pieces:
        if piece.fact is not None and piece.fact not in by_id:
            return f"there is no fact {piece.fact}"
        if piece.fact is not None and piece.text:
            return "a piece is either text or a fact"
        if any(each.isnumeric() for each in piece.text):
            return f"numbers are facts, not text: {piece.text.strip()[:60]}"
        if _MARKUP.search(piece.text):
            return "plain words only"
    segments = put_together(worded.pieces, by_id, asked.language)
    text = "".join(segment.text for segment in segments)
    if not any(segment.fact for segment in segments):
        return "the answer names none of the facts"
    if len(text) > _LONGEST:
        return "too long: three sentences at most"
    problems = gate.check(text, asked.checked, asked.language, asked.names)
    return "; ".join(problems[:3]) or None


WORDING: Task[ToWord, Worded] = Task(
    name="narrative",
    prompt="metrics/prompts/narrative.v1.md",
    input=ToWord,
    output=Worded,
    builtin=lambda asked: Worded(pieces=[Piece(text=asked.draft)]),
    check=fault,
)


async def narrate(
    models: Models, caller: Caller, told: Answer, query: MetricQuery, result: Result, model: Model, language: Language
) -> Answer:
    """The same answer in a model's words, if there is a model and its words pass; else as it was, saying why."""
    if not models.stations[WORDING.words.tier] or not result.rows or not told.facts:
        return told
    asked = to_word(told, query, model, language)
    answer = await models.run(WORDING, asked, caller)
    if answer.source == BUILTIN:
        return _kept(told, answer.note)
    # Read again whatever came back: an answer from the cache was checked against the facts of another day.
    if (problem := fault(asked, answer.value)) is not None:
        return _kept(told, problem)
    by_id = {fact.id: fact for fact in told.facts}
    segments = put_together(answer.value.pieces, by_id, language)
    text = "".join(segment.text for segment in segments)
    return told.model_copy(update={"narrative": Narrative(segments=segments, text=text, source=answer.source)})


def to_word(told: Answer, query: MetricQuery, model: Model, language: Language) -> ToWord:
    """What a model is given of an answer."""
    drafted = {segment.fact for segment in told.narrative.segments}
    ordered = sorted(told.facts, key=lambda fact: fact.id not in drafted)
    offered = [
        OfferedFact(id=f.id, text=f.text, label=f.label, role=f.role, of=f.of, period=f.period)
        for f in ordered
        if f.value is not None
    ]
    names = scope.names(query, model, language)
    question = f"{query.intent}: {'; '.join(names)}"
    return ToWord(language=language, question=question, facts=offered[:_OFFERED], draft=told.narrative.text,
                  checked=told.facts, names=names)  # fmt: skip


def put_together(pieces: Sequence[Piece], facts: dict[str, Fact], language: Language) -> tuple[Segment, ...]:
    """The segments of a wording; a change after a word that says its direction goes without its sign."""
    out: list[Segment] = []
    checks = claims.CLAIMS[language]
    for piece in pieces:
        if piece.fact is None:
            out += [Segment(text=piece.text)] if piece.text else []
            continue
        before = re.split(r"[.;,(]", out[-1].text)[-1] if out and out[-1].fact is None else ""
        fact = facts[piece.fact]
        told = checks["up"].search(before) or checks["down"].search(before)
        bare = fact.role in {"change", "contribution"} and told is not None
        out.append(Segment(text=unsigned(fact.text), fact=fact.id) if bare else shown(fact))
    return merged(out)


def _kept(told: Answer, reason: str | None) -> Answer:
    return told.model_copy(update={"narrative": told.narrative.model_copy(update={"rejected": reason})})
