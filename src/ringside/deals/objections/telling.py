"""An answer as a model words it, held against its sources: a claim that they do not bear out is not shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pydantic import BaseModel, Field

from ringside.ai import Caller, Models, Task
from ringside.ai.schemas import BUILTIN
from ringside.deals.objections import composing, laer
from ringside.deals.objections.schemas import AnswerSentence, ObjectionAnswer
from ringside.deals.schemas import Tone
from ringside.dialogue import acts as reader
from ringside.dialogue import language as lang
from ringside.dialogue.objections import RESPONDS, Step
from ringside.dialogue.schemas import Language, Turn
from ringside.playbook.knowledge.asking import borne_out
from ringside.playbook.knowledge.passages import sentences

LONGEST = 1_500
_MARKUP = re.compile(r"https?://|www\.|[<>*_#`|\[\]{}]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"(?<=[^\W_][ ,;:] )?(?<![.!?:”\"] )(?<!^)\b[A-Z][\w&'-]+")
_PROMISE = {
    "en": re.compile(
        r"\b(?:guarantee\w*|promise\w*|assure you|refund\w*|money.?back|discounts?|free\b|no risk|risk.?free|always|"
        r"never fails?|(?:i|we)(?:'ll| will| can) (?:give|offer|throw in|waive|extend|match|beat|lower|reduce|cut|"
        r"include|send|deliver)|waive\w*|best (?:in|on) (?:the )?(?:market|class)|number one|market lead\w+|certified|"
        r"compliant|cheapest|fastest)"
    ),
    "he": re.compile(
        r"(?<!\w)(?:מבטיח\w*|התחייבות|מתחייב\w*|אחריות מלאה|החזר כספי|הנחה|חינם|בלי סיכון|ללא סיכון|תמיד|לעולם לא|"
        r"(?:אני|אנחנו) (?:ניתן|אתן|אוריד|נוריד|נוותר|אוותר|נשווה)|הכי (?:טוב|זול|מהיר)\w*|מוביל\w* (?:ב|ה)?שוק|"
        r"מוסמך|תואם)"
    ),
}
_OF_US = {
    "en": re.compile(
        r"\b(?:our (?!conversation|talk|call|meeting)\w+|customers|clients|"
        r"we (?:are|have|offer|provide|save|cut|reduce|help|support|work|integrate|meet|do|never|already|only)|"
        r"(?:the|this) (?:product|system|tool|platform|software|service|solution))\b"
    ),
    "he": re.compile(
        r"(?<!\w)(?:(?:ה?לקוחות|ה?מוצר|ה?מערכת|ה?כלי|ה?פתרון|ה?שירות|ה?פלטפורמה|ה?מחיר) שלנו|אצלנו|"
        r"אנחנו (?:נותנים|מציעים|חוסכים|עוזרים|תומכים|מתחברים|עומדים|עובדים|תמיד)|לקוחות)(?!\w)"
    ),
}
"""Words in which one speaks of oneself, one's product and its customers."""


class GivenFact(BaseModel):
    id: int
    text: str


class DraftSentence(BaseModel):
    text: str
    facts: list[int] = []


class DraftStep(BaseModel):
    step: Step
    sentences: list[DraftSentence]


class AnswerToWord(BaseModel):
    """An answer to be said better: what may be claimed, and the draft."""

    language: Language
    objection: str
    kind: str
    tone: Tone
    facts: list[GivenFact]
    draft: list[DraftStep]


class AnswerWorded(BaseModel):
    """The same steps in better words; a sentence that claims something names its facts."""

    steps: list[DraftStep] = Field(min_length=1, max_length=6)


def fault(asked: AnswerToWord, worded: AnswerWorded) -> str | None:
    """Why a wording may not be shown, or None."""
    order = [laer.ORDER.index(step.step) for step in worded.steps]
    if order != sorted(set(order)):
        return "the steps are listen, acknowledge, explore, respond, confirm, each once and in this order"
    if "explore" not in {step.step for step in worded.steps}:
        return "the answer must explore: ask an open question"
    text = " ".join(sentence.text for step in worded.steps for sentence in step.sentences)
    if len(text) > LONGEST or _MARKUP.search(text):
        return "plain words only, and shorter"
    if lang.detect(text) != asked.language:
        return f"must be in the language {asked.language}"
    known = {fact.id: fact.text for fact in asked.facts}
    for step in worded.steps:
        for sentence in step.sentences:
            if (problem := _sentence_fault(asked, step.step, sentence, known)) is not None:
                return problem
    return None


def _sentence_fault(asked: AnswerToWord, step: Step, sentence: DraftSentence, known: dict[int, str]) -> str | None:
    """Each sentence either rests on facts and says no more than they do, or claims nothing."""
    if any(fact not in known for fact in sentence.facts):
        return "there is no such fact"
    given = " ".join(known[fact] for fact in sentence.facts)
    cut = [sentence.text[a:b] for a, b in sentences(sentence.text)] or [sentence.text]
    problems = (_said_fault(asked, step, said, given, bool(sentence.facts)) for said in cut)
    return next((f"{problem}: {said[:60]}" for said, problem in zip(cut, problems, strict=True) if problem), None)


def _said_fault(asked: AnswerToWord, step: Step, said: str, given: str, rests: bool) -> str | None:
    drafted = " ".join(each.text for step in asked.draft for each in step.sentences)
    numbers = {n.replace(",", "") for n in _NUMBER.findall(f"{given} {asked.objection}")}
    named = lang.fold(f"{given} {asked.objection} {drafted}").text
    promise = _PROMISE[asked.language].search(lang.fold(said).text)
    if any(n.replace(",", "") not in numbers for n in _NUMBER.findall(said)):
        return "this number is in none of its facts"
    if unknown := [name for name in _NAME.findall(said) if lang.fold(name).text not in named]:
        return f"nobody named {unknown[0]}"
    if promise and promise.group() not in lang.fold(given).text:
        return "a promise that no fact makes"
    if rests and not said.rstrip().endswith("?") and not borne_out(said, f"{given} {drafted}", asked.objection):
        return "says more than its facts"
    return "claims something and names no fact" if not rests and _claims(said, step, asked) else None


def _claims(said: str, step: Step, asked: AnswerToWord) -> bool:
    """Whether a sentence presents, proves or prices something: only facts may, and an answer is nothing else."""
    drafted = {each.text for part in asked.draft for each in part.sentences}
    if said.rstrip().endswith("?") or said in drafted or not lang.words(said):
        return False
    if step == "respond" or _OF_US[asked.language].search(lang.fold(said).text):
        return True
    before = Turn(index=0, speaker="customer", text=asked.objection)
    acts = reader.read(Turn(index=1, speaker="rep", text=said), before, asked.language)
    return any(act.certain and act.kind in RESPONDS for act in acts)


def as_drafted(asked: AnswerToWord) -> AnswerWorded:
    return AnswerWorded.model_construct(steps=asked.draft)


WORDING: Task[AnswerToWord, AnswerWorded] = Task(
    name="objection",
    prompt="deals/prompts/objection.v1.md",
    input=AnswerToWord,
    output=AnswerWorded,
    builtin=as_drafted,
    check=fault,
)


async def tell(
    models: Models, caller: Caller, text: str, kind: str, draft: ObjectionAnswer, language: Language
) -> ObjectionAnswer:
    """The same answer in a model's words if they pass; else as it was, saying why."""
    asked = to_word(text, kind, draft, language)
    answer = await models.run(WORDING, asked, caller)
    if answer.source == BUILTIN:
        return draft.model_copy(update={"note": answer.note or draft.note})
    # Read again whatever came back: an answer from the cache was checked against the facts of another day.
    if (problem := fault(asked, answer.value)) is not None:
        return draft.model_copy(update={"note": problem})
    said: dict[Step, Sequence[AnswerSentence]] = {
        step.step: [AnswerSentence(text=each.text, sources=each.facts) for each in step.sentences]
        for step in answer.value.steps
    }
    better = composing.put_together(draft.tone, said, draft.sources, None)
    return better.model_copy(update={"source": answer.source, "prompt_version": answer.prompt_version})


def to_word(text: str, kind: str, draft: ObjectionAnswer, language: Language) -> AnswerToWord:
    """What a model is given of an answer: its draft, and what its sources say word for word."""
    return AnswerToWord(
        language=language,
        objection=text,
        kind=kind,
        tone=draft.tone,
        facts=[GivenFact(id=place, text=source.text) for place, source in enumerate(draft.sources)],
        draft=[
            DraftStep(step=s.step, sentences=[DraftSentence(text=x.text, facts=x.sources) for x in s.sentences])
            for s in draft.steps
        ],
    )
