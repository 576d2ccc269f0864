"""An answer to an objection, made of LAER steps and grounded facts. Pure: nothing is claimed that no ground says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ringside.deals.objections import laer
from ringside.deals.objections.concerns import Concern, Kind
from ringside.deals.objections.grounds import Ground
from ringside.deals.objections.schemas import AnswerSentence, AnswerStep, ObjectionAnswer
from ringside.deals.objections.words import words
from ringside.deals.schemas import Boldness, Evidence, Length, Tone
from ringside.dialogue import language as lang
from ringside.dialogue.objections import Step
from ringside.dialogue.schemas import Language

FACTS: Mapping[Length, int] = {"short": 1, "medium": 1, "long": 2}
"""How many grounds an answer names at most: one that fits beats three that are also true."""
MANNERS: tuple[Tone, ...] = ("aggressive", "consultative", "empathetic")
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
        said["confirm"] = [AnswerSentence(text=words(language).bare[tone].format(bring=kind.bring[language]))]
    elif not said["confirm"] and manner.length != "short":
        said["confirm"] = [AnswerSentence(text=_close(facts if entry is None else (), manner))]
    made = put_together(tone, said, sources, entry.id if entry else None)
    return made.model_copy(update={"note": _note(facts[: len(sources)], language)}) if entry is None else made


def put_together(
    tone: Tone, said: Mapping[Step, Sequence[AnswerSentence]], sources: list[Evidence], entry_id: str | None
) -> ObjectionAnswer:
    """An answer of these sentences by step."""
    steps = [AnswerStep(step=step, sentences=list(said[step])) for step in laer.ORDER if said.get(step)]
    text = " ".join(sentence.text for step in steps for sentence in step.sentences)
    return ObjectionAnswer(tone=tone, text=text, steps=steps, sources=sources, entry_id=entry_id)


def _close(facts: Sequence[Ground], manner: Manner) -> str:
    """The last question: what was said of others' troubles or their own is asked about, an answer is checked."""
    close = words(manner.language).close
    return close.get(facts[0].role if facts else "answer", close["answer"])[_bold(manner)]


def _note(facts: Sequence[Ground], language: Language) -> str | None:
    """That the questionnaire speaks another language than the answer, where it does."""
    foreign = any(_sort(fact, language).startswith("foreign") for fact in facts)
    return words(language).foreign if foreign else None


def _bold(manner: Manner) -> int:
    """How bold it ends: tone and wish together."""
    return min(max(manner.boldness + {"aggressive": 1, "consultative": 0, "empathetic": -1}[manner.tone], 0), 2)


def _question(concern: Concern, manner: Manner, turn: int) -> str:
    bold = (_bold(manner) == 2) != bool(turn)
    return (concern.push if bold else concern.ask)[manner.language]


def _responded(facts: Sequence[Ground], manner: Manner, sources: list[Evidence]) -> list[AnswerSentence]:
    """Each fact in a sentence of its own; a second of the same sort is put differently."""
    said: list[AnswerSentence] = []
    put: Counter[str] = Counter()
    for fact in facts:
        sources.append(fact.evidence)
        sort = _sort(fact, manner.language)
        frames = words(manner.language).frame[sort]
        frame = frames[(MANNERS.index(manner.tone) + put[sort]) % len(frames)]
        put[sort] += 1
        said.append(AnswerSentence(text=_put(frame, fact), sources=[len(sources) - 1]))
    return said


def _sort(fact: Ground, language: Language) -> str:
    """Which frames hold a fact: one in another language stays a quote."""
    if fact.role in ("said", "document") or lang.detect(fact.text) == language:
        return fact.role
    return "foreign_other" if fact.role in ("competitor", "strength") else "foreign"


def _put(frame: str, fact: Ground) -> str:
    text = fact.text.strip()
    price = text.removeprefix(f"{fact.name}: ") if fact.role == "price" else text
    quoted = frame.rstrip(".").endswith(("”", "״"))
    said = frame.format(text=text.rstrip(".") if quoted else text, name=fact.name, price=price)
    ended = f"{said}." if quoted and not text.endswith(("?", "!", "…")) else _ended(said)
    return ended[:1].upper() + ended[1:]


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith(_ENDS) else f"{sentence}."


def _speak_entry(entry: Spoken, said: dict[Step, list[AnswerSentence]], sources: list[Evidence]) -> None:
    """The entry's own sentences, each in its step or that of the one before, resting on the entry as a whole."""
    sources.append(Evidence(kind="entry", id=entry.id, text=entry.title, link=f"/deals/objections?entry={entry.id}"))
    before: Step = "acknowledge"
    for step, text in laer.steps(entry.text, "", entry.language):
        before = step or before
        said[before].append(AnswerSentence(text=text, sources=[len(sources) - 1]))
