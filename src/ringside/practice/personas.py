"""A new buyer on demand: composed by the built-in generator, or by a model within the same bounds."""

from __future__ import annotations

import secrets
from datetime import datetime

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.access import Principal
from ringside.ai import Caller, Models, Task
from ringside.ai.schemas import BUILTIN
from ringside.core.ids import new_id
from ringside.dialogue.language import detect
from ringside.dialogue.rubrics import Skill
from ringside.dialogue.schemas import Language
from ringside.playbook import service as playbook
from ringside.playbook.schemas import Answers
from ringside.practice import history, instructions, learning, library, suggestion
from ringside.practice.catalogue import Persona
from ringside.practice.composer import compose, explained
from ringside.practice.drafts import PersonaBrief, PersonaDraft, to_persona
from ringside.practice.schemas import GeneratedPersona, NeedView, ObjectionView, PersonaItem, PersonaWish
from ringside.practice.weaknesses import OBJECTIONS, read_weakness
from ringside.skills import service as skills

CHECKED = "checked"


def fault(brief: PersonaBrief, draft: PersonaDraft) -> str | None:
    """What is wrong with a buyer from a model; None when it can be called and brings out the weakness."""
    try:
        to_persona(draft, CHECKED, "b2b")
    except ValidationError as error:
        first = error.errors()[0]
        return f"{'.'.join(str(step) for step in first['loc'])}: {first['msg']}"
    target = OBJECTIONS[brief.weakness][:2]
    if not any(objection.kind in target for objection in draft.objections):
        return f"objections: one must be of kind {' or '.join(target)}"
    spoken = " ".join([draft.background, *(need.pain for need in draft.needs)])
    if detect(spoken) != brief.language:
        return f"every text must be in the language {brief.language}"
    return None


PERSONA: Task[PersonaBrief, PersonaDraft] = Task(
    name="persona",
    prompt="practice/prompts/persona.v1.md",
    input=PersonaBrief,
    output=PersonaDraft,
    builtin=compose,
    check=fault,
)


async def generate(
    session: AsyncSession, models: Models, who: Principal, now: datetime, wish: PersonaWish
) -> GeneratedPersona:
    """A new buyer in the company's catalogue, with all they hold and why."""
    answers = await playbook.answers(session) if wish.use_questionnaire else Answers()
    language: Language = wish.language or answers.language or who.language
    calls, practised = await learning.counted(session, now)
    met = learning.total(calls, practised)
    text = wish.weakness or await _weakest(session, who, now)
    brief = PersonaBrief(
        weakness=read_weakness(text, detect(text)),
        weakness_text=text,
        level=wish.level,
        language=language,
        industry=wish.industry,
        seed=secrets.randbelow(library.SEEDS) if wish.seed is None else wish.seed,
        answers=answers,
        met={kind: (count.raised, count.resolved) for kind, count in met.items() if count.raised},
        leanings=learning.weights(met),
    )
    seen = (
        await history.heard(session, who, brief.weakness, language, answers, brief.seed)
        if wish.use_calls
        else history.Heard()
    )
    await session.commit()  # nothing is held open while a model thinks
    answer = await models.run(PERSONA, brief, Caller(who.tenant_id, who.user_id, language))
    source, note = answer.source, answer.note
    draft = answer.value
    if source != BUILTIN and (reason := fault(brief, draft)):
        draft, source, note = compose(brief), BUILTIN, f"The model's buyer could not be used ({reason})."
    if source != BUILTIN:
        draft = explained(draft, brief)
    draft = history.remembered(draft, seen, language)
    persona = to_persona(draft, new_id(), answers.market or "b2b")
    await library.keep_persona(session, who, now, persona, language)
    return _describe(persona, draft, brief, source, note)


async def _weakest(session: AsyncSession, who: Principal, now: datetime) -> Skill:
    ratings = await skills.ratings(session, who.user_id, now)
    return suggestion.weakest(ratings, await skills.results(session, who.user_id), now)


def _describe(
    persona: Persona, draft: PersonaDraft, brief: PersonaBrief, source: str, note: str | None
) -> GeneratedPersona:
    language = brief.language
    return GeneratedPersona(
        persona=PersonaItem(**library.card(persona, language).model_dump(), language=language, own=True),
        level=brief.level,
        seed=brief.seed,
        needs=[
            NeedView(topic=", ".join(need.words[:3]), surface=need.surface, pain=need.pain, impact=need.impact)
            for need in draft.needs
        ],
        objections=[ObjectionView(kind=o.kind, line=o.line, concern=o.concern) for o in draft.objections],
        facts=[fact.text for fact in draft.facts],
        triggers=draft.triggers,
        ways=instructions.told(draft.ways, language),
        weakness=brief.weakness,
        explanation=draft.because,
        source=source,
        note=note,
    )
