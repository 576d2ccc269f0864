"""What there is to practise: the scenarios and buyers that ship, and those a company made itself."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.access import Principal
from ringside.core.errors import Conflict, Forbidden, NotFound
from ringside.core.ids import new_id
from ringside.dialogue.language import detect
from ringside.dialogue.rubrics import Skill
from ringside.dialogue.schemas import Language
from ringside.playbook import rubrics
from ringside.playbook import service as playbook
from ringside.practice import catalogue, chances, composer, creation
from ringside.practice.catalogue import Persona, Scenario
from ringside.practice.models import Call, OwnPersona, OwnScenario
from ringside.practice.schemas import (
    ColleagueCard,
    LastResult,
    Level,
    NewScenario,
    PersonaCard,
    PersonaItem,
    ScenarioChange,
    ScenarioForm,
    ScenarioItem,
    ScenarioKind,
)
from ringside.skills import service as skills
from ringside.skills.rating import Rating

SEEDS = 2**31
USUAL_LEVEL: Level = "intermediate"
EDITORS = ("manager", "owner")


class UnknownScenario(NotFound):
    slug, title = "unknown-scenario", "There is no such scenario"


class UnknownPersona(NotFound):
    slug, title = "unknown-persona", "There is no such buyer"


class NotYours(Forbidden):
    slug, title = "not-yours", "This scenario cannot be changed by you"


class QuestionnaireEmpty(Conflict):
    slug, title = "questionnaire-empty", "The company questionnaire does not say enough yet"


@dataclass(frozen=True, slots=True)
class Entry:
    """A scenario as it stands in the library. `language` is None when its words exist in every language."""

    scenario: Scenario
    persona: Persona
    level: Level
    language: Language | None = None
    made_by: str | None = None
    colleagues: tuple[Persona, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    level: Level | None = None
    kind: ScenarioKind | None = None
    industry: str | None = None

    def takes(self, entry: Entry) -> bool:
        return (
            (self.level is None or self.level in entry.scenario.levels)
            and (self.kind is None or self.kind == entry.scenario.kind)
            and (self.industry is None or self.industry.casefold() == industry(entry).casefold())
        )


def industry(entry: Entry) -> str:
    return entry.scenario.industry or entry.persona.industry


async def scenarios(
    session: AsyncSession, who: Principal, now: datetime, language: Language, wish: Filter
) -> list[ScenarioItem]:
    """The scenarios that fit the wish, shipped ones first, each with this rep's chance and last result."""
    found = [entry for entry in await entries(session) if wish.takes(entry)]
    ratings = await skills.ratings(session, who.user_id, now)
    last = await _last_results(session, who.user_id, [entry.scenario.id for entry in found])
    return [_item(entry, language, ratings, last) for entry in found]


async def scenario(
    session: AsyncSession, who: Principal, now: datetime, language: Language, scenario_id: str
) -> ScenarioItem:
    """One scenario. Raises UnknownScenario."""
    entry = await find(session, scenario_id)
    ratings = await skills.ratings(session, who.user_id, now)
    return _item(entry, language, ratings, await _last_results(session, who.user_id, [scenario_id]))


async def create(session: AsyncSession, who: Principal, now: datetime, body: NewScenario) -> ScenarioItem:
    """A new scenario of this company. Raises UnknownPersona, QuestionnaireEmpty."""
    answers = await playbook.answers(session)
    if isinstance(body, ScenarioForm):
        known = await find_persona(session, body.persona_id) if body.persona_id else None
        made = creation.from_form(body, known, answers, new_id(), secrets.randbelow(SEEDS))
    else:
        if not answers.product:
            raise QuestionnaireEmpty("Say in the questionnaire at least what you sell.")
        seed = secrets.randbelow(SEEDS) if body.seed is None else body.seed
        made = creation.from_questionnaire(body, answers, who.language, new_id(), seed)
    if made.new_persona:
        await keep_persona(session, who, now, made.persona, made.language)
    session.add(
        OwnScenario(
            id=made.scenario.id,
            made_by=who.user_id,
            made_at=now,
            language=made.language,
            level=made.level,
            content=made.scenario.model_dump(mode="json"),
        )
    )
    await session.flush()
    return await scenario(session, who, now, made.language, made.scenario.id)


async def change(
    session: AsyncSession, who: Principal, now: datetime, scenario_id: str, body: ScenarioChange
) -> ScenarioItem:
    """Change one's own scenario; managers and owners change any of the company's."""
    row = await _own(session, who, scenario_id)
    given = body.model_dump(exclude_none=True, exclude={"level"})
    row.content = Scenario.model_validate({**row.content, **given}).model_dump(mode="json")
    row.level = body.level or row.level
    await session.flush()
    return await scenario(session, who, now, who.language, scenario_id)


async def delete(session: AsyncSession, who: Principal, scenario_id: str) -> None:
    """Delete one's own scenario; managers and owners delete any of the company's."""
    await session.delete(await _own(session, who, scenario_id))


async def people(session: AsyncSession, language: Language) -> list[PersonaItem]:
    """Every buyer, shipped ones first."""
    shipped = [_person(persona, language, own=False) for persona in catalogue.catalogue().personas.values()]
    rows = await session.scalars(sa.select(OwnPersona).order_by(OwnPersona.id))
    return shipped + [
        _person(Persona.model_validate(row.content), cast(Language, row.language), own=True) for row in rows
    ]


async def keep_persona(
    session: AsyncSession, who: Principal, now: datetime, persona: Persona, language: Language
) -> None:
    """Add a buyer to the company's own."""
    session.add(
        OwnPersona(
            id=persona.id,
            made_by=who.user_id,
            made_at=now,
            language=language,
            content=persona.model_dump(mode="json"),
        )
    )
    await session.flush()


async def entries(session: AsyncSession) -> list[Entry]:
    """The whole library: what ships in its order, then the company's own by age."""
    rows = (await session.scalars(sa.select(OwnScenario).order_by(OwnScenario.id))).all()
    own = {row.id: row for row in await session.scalars(sa.select(OwnPersona))} if rows else {}
    made = [await _entry(session, row, own) for row in rows]
    return [_shipped(scenario) for scenario in catalogue.catalogue().scenarios.values()] + made


async def find(session: AsyncSession, scenario_id: str) -> Entry:
    """The scenario with this id. Raises UnknownScenario."""
    if shipped := catalogue.catalogue().scenarios.get(scenario_id):
        return _shipped(shipped)
    row = await session.get(OwnScenario, scenario_id)
    if row is None:
        raise UnknownScenario
    return await _entry(session, row, {})


async def find_persona(session: AsyncSession, persona_id: str) -> Persona:
    """The buyer with this id. Raises UnknownPersona."""
    if shipped := catalogue.catalogue().personas.get(persona_id):
        return shipped
    row = await session.get(OwnPersona, persona_id)
    if row is None:
        raise UnknownPersona
    return Persona.model_validate(row.content)


def table(scenario: Scenario, others: Sequence[Persona], language: Language) -> list[ColleagueCard]:
    """What may be known of the other buyers before the call."""
    pairs = zip(others, scenario.colleagues, strict=True)
    return [ColleagueCard(**card(other, language).model_dump(), part=colleague.part) for other, colleague in pairs]


def card(persona: Persona, language: Language) -> PersonaCard:
    """What may be known of a buyer before the call."""
    return PersonaCard(
        id=persona.id,
        name=persona.name.of(language),
        role=persona.role.of(language),
        company=persona.company.of(language),
        industry=persona.industry,
        personality=", ".join(composer.describe_traits(persona.traits, language)),
        style=persona.style.of(language),
        background=persona.background.of(language),
    )


def only_language(*contents: Scenario | Persona) -> Language | None:
    """The one language in which these were written, None for what ships: that speaks every language."""
    for content in contents:
        words = content.title if isinstance(content, Scenario) else content.background
        if words.en == words.he:
            return detect(words.en)
    return None


def usual_level(scenario: Scenario) -> Level:
    """The level a call is held at when none is asked for."""
    return USUAL_LEVEL if USUAL_LEVEL in scenario.levels else scenario.levels[0]


def _person(persona: Persona, language: Language, *, own: bool) -> PersonaItem:
    return PersonaItem(**card(persona, language).model_dump(), language=language, own=own)


def _shipped(scenario: Scenario) -> Entry:
    people = catalogue.catalogue().personas
    others = tuple(people[colleague.persona] for colleague in scenario.colleagues)
    return Entry(scenario, people[scenario.persona], usual_level(scenario), colleagues=others)


async def _entry(session: AsyncSession, row: OwnScenario, own: Mapping[str, OwnPersona]) -> Entry:
    scenario = Scenario.model_validate(row.content)
    kept = own.get(scenario.persona)
    persona = Persona.model_validate(kept.content) if kept else await find_persona(session, scenario.persona)
    others = tuple([await find_persona(session, colleague.persona) for colleague in scenario.colleagues])
    return Entry(scenario, persona, cast(Level, row.level), cast(Language, row.language), row.made_by, others)


async def _own(session: AsyncSession, who: Principal, scenario_id: str) -> OwnScenario:
    row = await session.get(OwnScenario, scenario_id)
    if row is None:
        await find(session, scenario_id)
        raise NotYours("It ships with the product; make one of your own instead.")
    if row.made_by != who.user_id and who.role not in EDITORS:
        raise NotYours("Only the person who made it, a manager or an owner may.")
    return row


async def _last_results(session: AsyncSession, user_id: str, scenario_ids: Iterable[str]) -> dict[str, LastResult]:
    newest = (
        sa.select(sa.func.max(Call.id))
        .where(Call.user_id == user_id, Call.status == "ended", Call.scenario_id.in_(list(scenario_ids)))
        .group_by(Call.scenario_id)
    )
    columns = (Call.id, Call.scenario_id, Call.level, Call.outcome, Call.score, Call.started_at)
    rows = await session.execute(sa.select(*columns).where(Call.id.in_(newest)))
    return {
        row.scenario_id: LastResult(
            conversation_id=row.id, level=row.level, outcome=row.outcome, score=row.score, at=row.started_at
        )
        for row in rows
    }


def _item(
    entry: Entry, language: Language, ratings: Mapping[Skill, Rating], last: Mapping[str, LastResult]
) -> ScenarioItem:
    scenario, words = entry.scenario, entry.language or language
    needed = rubrics.skills(scenario.rubric)
    return ScenarioItem(
        id=scenario.id,
        title=scenario.title.of(words),
        kind=scenario.kind,
        level=entry.level,
        levels=list(scenario.levels),
        language=words,
        goal=scenario.goal.of(words),
        situation=scenario.situation.of(words),
        learning_goals=list(scenario.learning_goals.of(words)),
        persona=card(entry.persona, words),
        colleagues=table(scenario, entry.colleagues, words),
        rubric=scenario.rubric,
        industry=industry(entry),
        market=scenario.market,
        expected=[chances.chance(ratings, needed, scenario.kind, level) for level in scenario.levels],
        last=last.get(scenario.id),
        own=entry.made_by is not None,
    )
