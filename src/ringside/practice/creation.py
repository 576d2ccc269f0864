"""Scenarios made in a company: from a form, or from its questionnaire and a weakness. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from ringside.dialogue.language import detect
from ringside.dialogue.schemas import Language
from ringside.playbook.schemas import Answers
from ringside.practice.catalogue import Persona, Scenario
from ringside.practice.composer import compose, topic_words
from ringside.practice.drafts import NeedDraft, ObjectionDraft, PersonaBrief, PersonaDraft, to_persona
from ringside.practice.parts import Weakness, parts
from ringside.practice.schemas import (
    Level,
    NewPersona,
    ScenarioForm,
    ScenarioFromQuestionnaire,
    ScenarioKind,
)
from ringside.practice.weaknesses import KINDS, read_weakness, skills_of, titles

RUBRICS: dict[ScenarioKind, str] = {
    "cold_call": "cold-call",
    "discovery": "discovery",
    "objection": "objection",
    "closing": "closing",
    "technical": "technical",
    "service": "service",
}
LEVELS: tuple[Level, ...] = ("foundation", "intermediate", "advanced", "expert")
WEAKNESS_OF_KIND: dict[ScenarioKind, Weakness] = {
    "cold_call": "opening",
    "discovery": "discovery",
    "objection": "objection_handling",
    "closing": "closing",
    "technical": "product_knowledge",
    "service": "composure",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A new scenario and its buyer; `new_persona` when the buyer is new as well."""

    scenario: Scenario
    persona: Persona
    level: Level
    language: Language
    new_persona: bool


def from_form(form: ScenarioForm, known: Persona | None, answers: Answers, scenario_id: str, seed: int) -> Made:
    """What the form describes. Parts of the buyer left open are filled in by the generator."""
    persona = known or to_persona(_written(form, answers, seed), scenario_id, form.market)
    weakness = WEAKNESS_OF_KIND[form.kind]
    return Made(
        scenario=scenario(
            scenario_id,
            form.kind,
            persona,
            weakness,
            form.language,
            title=form.title,
            goal=form.goal,
            situation=form.situation,
            learning_goals=form.learning_goals,
            product=answers.product,
            market=form.market,
        ),
        persona=persona,
        level=form.level,
        language=form.language,
        new_persona=known is None,
    )


def from_questionnaire(
    body: ScenarioFromQuestionnaire, answers: Answers, language: Language, scenario_id: str, seed: int
) -> Made:
    """A scenario about the company's own product and customers, aimed at one weakness."""
    spoken: Language = body.language or answers.language or language
    weakness = read_weakness(body.weakness, detect(body.weakness))
    kind = body.kind or KINDS.get(weakness, "objection")
    brief = PersonaBrief(
        weakness=weakness,
        weakness_text=body.weakness,
        level=body.level,
        language=spoken,
        industry=None,
        seed=seed,
        answers=answers,
    )
    market = answers.market or "b2b"
    persona = to_persona(compose(brief), scenario_id, market)
    return Made(
        scenario=scenario(
            scenario_id, kind, persona, weakness, spoken, title=body.title, product=answers.product, market=market
        ),
        persona=persona,
        level=body.level,
        language=spoken,
        new_persona=True,
    )


def scenario(
    scenario_id: str,
    kind: ScenarioKind,
    persona: Persona,
    weakness: Weakness,
    language: Language,
    *,
    market: str,
    title: str | None = None,
    goal: str | None = None,
    situation: str = "",
    learning_goals: list[str] | None = None,
    product: str = "",
) -> Scenario:
    bank = parts(language).scenario
    words = {
        "name": persona.name.of(language),
        "role": persona.role.of(language),
        "company": persona.company.of(language),
        "product": " ".join(product.split()).rstrip(".")[:300],
        "weakness": titles(weakness, language),
    }
    skills = skills_of(weakness)
    return Scenario.model_validate(
        {
            "id": scenario_id,
            "kind": kind,
            "market": market,
            "levels": LEVELS,
            "rubric": RUBRICS[kind],
            "persona": persona.id,
            "title": title or _fill(bank.title, words)[:120],
            "goal": goal or _fill(bank.goal[kind], words),
            "situation": situation or _fill(bank.situation if product else bank.situation_plain, words),
            "learning_goals": learning_goals or [line for skill in skills for line in bank.learning_goals[skill]],
            "opening": bank.opening[kind],
            "opens_with": persona.objections[0].model_dump() if kind == "objection" else None,
        }
    )


def _fill(template: str, words: dict[str, str]) -> str:
    """The template with its slots filled, once: braces in somebody's words stay what they are."""
    out = template
    for slot in sorted(words, key=lambda name: template.find("{" + name + "}"), reverse=True):
        place = out.find("{" + slot + "}")
        if place >= 0:
            out = out[:place] + words[slot] + out[place + len(slot) + 2 :]
    return out


def _written(form: ScenarioForm, answers: Answers, seed: int) -> PersonaDraft:
    """The buyer of the form over a generated one: what was written stays, the rest is filled in."""
    given = form.persona
    brief = PersonaBrief(
        weakness=_aim(form),
        weakness_text="",
        level=form.level,
        language=form.language,
        industry=(given.industry if given else "") or None,
        seed=seed,
        answers=answers,
    )
    draft = compose(brief)
    if given is None:
        return draft
    needs = [_need(item.topic, item.surface, item.pain, item.impact, form.language, draft, i)
             for i, item in enumerate(given.needs)]  # fmt: skip
    kinds = {item.kind for item in given.objections}
    objections = [_objection(given, i, form.language, draft) for i in range(len(given.objections))]
    return draft.model_copy(
        update={
            "name": given.name,
            "role": given.role,
            "company": given.company or draft.company,
            "industry": given.industry or draft.industry,
            "background": given.background or draft.background,
            "style": given.personality or draft.style,
            "needs": (needs + draft.needs)[: max(2, len(needs))] if needs else draft.needs,
            "objections": _unique(objections, [o for o in draft.objections if o.kind not in kinds]),
        }
    )


def _aim(form: ScenarioForm) -> Weakness:
    written = form.persona.objections if form.persona else []
    return written[0].kind if written else WEAKNESS_OF_KIND[form.kind]


def _need(
    topic: str, surface: str, pain: str, impact: str, language: Language, draft: PersonaDraft, i: int
) -> NeedDraft:
    spare = draft.needs[i % len(draft.needs)]
    return NeedDraft(
        words=topic_words(f"{topic} {surface}", language),
        surface=surface or topic,
        pain=pain or spare.pain,
        impact=impact or spare.impact,
    )


def _objection(given: NewPersona, i: int, language: Language, draft: PersonaDraft) -> ObjectionDraft:
    item = given.objections[i]
    stock = parts(language).objections[item.kind]
    resolves = list(stock.resolves)
    if item.concern:
        resolves = (topic_words(item.concern, language) + resolves)[:20]
    return ObjectionDraft(
        kind=item.kind, line=item.line or stock.line, concern=item.concern or stock.concern, resolves=resolves
    )


def _unique(given: list[ObjectionDraft], spare: list[ObjectionDraft]) -> list[ObjectionDraft]:
    """One objection of each kind, at least two in all."""
    by_kind = {item.kind: item for item in reversed(given)}
    kept = [by_kind[kind] for kind in dict.fromkeys(item.kind for item in given)]
    return kept + spare[: max(0, 2 - len(kept))] if kept else spare
