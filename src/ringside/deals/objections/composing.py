"""An answer to an objection, made of LAER steps and grounded facts. Pure: nothing is claimed that no ground says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ringside.deals.objections import laer
from ringside.deals.objections.concerns import Concern, Kind
from ringside.deals.objections.grounds import Ground
from ringside.deals.objections.schemas import AnswerSentence, AnswerStep, ObjectionAnswer
from ringside.deals.objections.words import words
from ringside.deals.schemas import Boldness, Evidence, Length, Tone
from ringside.dialogue.objections import Step
from ringside.dialogue.schemas import Language

FACTS: Mapping[Length, int] = {"short": 1, "medium": 2, "long": 3}
_HOLE = re.compile(r"\{(\w+)\}")
_ENDS = (".", "!", "?", "…", "”", "״", ":")


@dataclass(frozen=True, slots=True)
class Spoken:
    """An approved entry of the library as it would be said here, with no hole left open."""

    id: str
    tone: Tone | None
    language: Language
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Manner:
    tone: Tone
    length: Length
    boldness: Boldness
    language: Language


def filled(text: str, names: Mapping[str, str | None]) -> str | None:
    """A text with its {holes} filled in, or None where something is not known."""
    if any(not names.get(hole) for hole in _HOLE.findall(text)):
        return None
    return _HOLE.sub(lambda hole: names.get(hole[1]) or "", text)


def compose(
    kind: Kind, concern: Concern, manner: Manner, facts: Sequence[Ground], entry: Spoken | None = None, turn: int = 0
) -> ObjectionAnswer:
    """One answer. `turn` counts the answers in this tone: a second one asks differently."""
    tone, language = manner.tone, manner.language
    sources: list[Evidence] = []
    said: dict[Step, list[AnswerSentence]] = {step: [] for step in laer.ORDER}
    if entry is not None:
        _speak_entry(entry, said, sources)
    if not said["listen"] and manner.length != "short":
        said["listen"] = [AnswerSentence(text=concern.listen[language])]
    if not said["acknowledge"]:
        said["acknowledge"] = [AnswerSentence(text=kind.acknowledge[tone][language])]
    if not said["explore"]:
        said["explore"] = [AnswerSentence(text=_question(concern, manner, turn))]
    if entry is None:
        said["respond"] = _responded(facts[: FACTS[manner.length]], manner, sources)
    if not said["respond"]:
        said["explore"].append(AnswerSentence(text=words(language).bare[tone]))
    elif not said["confirm"] and manner.length != "short":
        said["confirm"] = [AnswerSentence(text=words(language).close[_bold(manner)])]
    return put_together(tone, said, sources, entry.id if entry else None)


def put_together(
    tone: Tone, said: Mapping[Step, Sequence[AnswerSentence]], sources: list[Evidence], entry_id: str | None
) -> ObjectionAnswer:
    """An answer of these sentences by step."""
    steps = [AnswerStep(step=step, sentences=list(said[step])) for step in laer.ORDER if said.get(step)]
    text = " ".join(sentence.text for step in steps for sentence in step.sentences)
    return ObjectionAnswer(tone=tone, text=text, steps=steps, sources=sources, entry_id=entry_id)


def _bold(manner: Manner) -> int:
    """How bold it ends: tone and wish together."""
    return min(max(manner.boldness + {"aggressive": 1, "consultative": 0, "empathetic": -1}[manner.tone], 0), 2)


def _question(concern: Concern, manner: Manner, turn: int) -> str:
    bold = (_bold(manner) == 2) != bool(turn)
    return (concern.push if bold else concern.ask)[manner.language]


def _responded(facts: Sequence[Ground], manner: Manner, sources: list[Evidence]) -> list[AnswerSentence]:
    if not facts:
        return []
    told = words(manner.language)
    said = [] if manner.length == "short" else [AnswerSentence(text=told.lead[manner.tone])]
    for fact in facts:
        sources.append(fact.evidence)
        sentence = told.frame[fact.role].format(text=fact.text, name=fact.name)
        said.append(AnswerSentence(text=_ended(sentence), sources=[len(sources) - 1]))
    return said


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith(_ENDS) else f"{sentence}."


def _speak_entry(entry: Spoken, said: dict[Step, list[AnswerSentence]], sources: list[Evidence]) -> None:
    """The entry's own sentences, each in its step, resting on the entry as a whole."""
    sources.append(Evidence(kind="entry", id=entry.id, text=entry.title, link=f"/deals/objections?entry={entry.id}"))
    for step, text in laer.steps(entry.text, "", entry.language):
        said[step].append(AnswerSentence(text=text, sources=[len(sources) - 1]))
