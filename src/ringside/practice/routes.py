"""Scenarios, personas, the quick drill and what to practise next, over HTTP. Calls are in chat_routes."""

from fastapi import APIRouter, Query, Request, status

from ringside.accounts.access import SignedIn, TenantSession
from ringside.ai import ModelsDep
from ringside.core.clock import Now
from ringside.core.errors import responses
from ringside.dialogue.schemas import Language
from ringside.practice import chat_routes, follow_up, learning, library, personas, quick, suggestion
from ringside.practice.schemas import (
    FollowUpList,
    GeneratedPersona,
    LearnedList,
    Level,
    NewScenario,
    PersonaList,
    PersonaWish,
    QuickIn,
    QuickOut,
    ScenarioChange,
    ScenarioItem,
    ScenarioKind,
    ScenarioList,
    Suggestion,
)
from ringside.practice.together import routes as together_routes
from ringside.practice.voice import routes as voice_routes

router = APIRouter(tags=["practice"])
router.include_router(chat_routes.router)
router.include_router(voice_routes.router)
router.include_router(together_routes.router)


@router.get("/scenarios")
async def list_scenarios(
    who: SignedIn,
    session: TenantSession,
    now: Now,
    level: Level | None = None,
    kind: ScenarioKind | None = None,
    language: Language | None = None,
    industry: str | None = Query(default=None, max_length=80),
) -> ScenarioList:
    """The scenarios to choose from, each with this rep's chance and last result."""
    wish = library.Filter(level=level, kind=kind, industry=industry)
    return ScenarioList(items=await library.scenarios(session, who, now, language or who.language, wish))


@router.get("/scenarios/{scenario_id}", responses=responses(library.UnknownScenario))
async def get_scenario(
    scenario_id: str, who: SignedIn, session: TenantSession, now: Now, language: Language | None = None
) -> ScenarioItem:
    """One scenario."""
    return await library.scenario(session, who, now, language or who.language, scenario_id)


@router.post(
    "/scenarios",
    status_code=status.HTTP_201_CREATED,
    responses=responses(library.UnknownPersona, library.QuestionnaireEmpty),
)
async def create_scenario(body: NewScenario, who: SignedIn, session: TenantSession, now: Now) -> ScenarioItem:
    """A new scenario, from a form or from the company questionnaire and a weakness."""
    return await library.create(session, who, now, body)


@router.patch(
    "/scenarios/{scenario_id}",
    responses=responses(library.UnknownScenario, library.NotYours),
)
async def change_scenario(
    scenario_id: str, body: ScenarioChange, who: SignedIn, session: TenantSession, now: Now
) -> ScenarioItem:
    """Change a scenario made in this company; past calls keep the one they were held with."""
    return await library.change(session, who, now, scenario_id, body)


@router.delete(
    "/scenarios/{scenario_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(library.UnknownScenario, library.NotYours),
)
async def delete_scenario(scenario_id: str, who: SignedIn, session: TenantSession) -> None:
    """Delete a scenario made in this company; past calls stay."""
    await library.delete(session, who, scenario_id)


@router.get("/personas")
async def list_personas(who: SignedIn, session: TenantSession, language: Language | None = None) -> PersonaList:
    """The buyers there are to call."""
    return PersonaList(items=await library.people(session, language or who.language))


@router.get("/personas/learned")
async def learned_objections(
    who: SignedIn, session: TenantSession, now: Now, language: Language | None = None
) -> LearnedList:
    """Objections this company's reps meet, and how well: what they fail at comes up more often."""
    return await learning.learned(session, now, language or who.language)


@router.post("/personas/generate", status_code=status.HTTP_201_CREATED)
async def generate_persona(
    body: PersonaWish, who: SignedIn, session: TenantSession, models: ModelsDep, now: Now
) -> GeneratedPersona:
    """A new buyer who brings up what the rep finds hard, with the reason for each part."""
    return await personas.generate(session, models, who, now, body)


@router.post("/practice/quick")
async def quick_drill(body: QuickIn, who: SignedIn, session: TenantSession, models: ModelsDep, now: Now) -> QuickOut:
    """Feedback on one answer to one customer line."""
    return await quick.drill(session, models, who, now, body)


@router.get("/practice/moments")
async def practised_moments(who: SignedIn, session: TenantSession, language: Language | None = None) -> FollowUpList:
    """Moments of real calls that were practised lately, each with what the next real call showed."""
    return await follow_up.latest(session, who, language or who.language)


@router.get("/skills/suggestion", tags=["skills"])
async def suggest(
    who: SignedIn, session: TenantSession, now: Now, request: Request, language: Language | None = None
) -> Suggestion:
    """What to practise next and why, at a level where this rep succeeds in about two of three calls."""
    return await suggestion.next_practice(session, who, now, language or who.language)
