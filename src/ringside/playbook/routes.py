"""Rubrics and the company questionnaire over HTTP."""

from fastapi import APIRouter

from ringside.accounts.access import Managers, SignedIn, TenantSession
from ringside.core.clock import Now
from ringside.core.errors import Forbidden, responses
from ringside.dialogue.schemas import Language
from ringside.playbook import rubrics, service
from ringside.playbook.schemas import Questionnaire, QuestionnaireChange, RubricList, RubricOut

router = APIRouter(prefix="/playbook", tags=["playbook"])


@router.get("/rubrics")
async def list_rubrics(who: SignedIn, language: Language | None = None) -> RubricList:
    """How calls are scored: every rubric with its criteria."""
    return RubricList(items=[rubrics.describe(rubric, language or who.language) for rubric in rubrics.every()])


@router.get("/rubrics/{rubric_id}", responses=responses(rubrics.UnknownRubric))
async def get_rubric(rubric_id: str, who: SignedIn, language: Language | None = None) -> RubricOut:
    """One rubric."""
    return rubrics.describe(rubrics.get(rubric_id), language or who.language)


@router.get("/questionnaire")
async def get_questionnaire(who: SignedIn, session: TenantSession) -> Questionnaire:
    """What the company has said about its product and customers."""
    return await service.questionnaire(session, editable=who.role in service.EDITORS)


@router.put(
    "/questionnaire",
    responses=responses(Forbidden, service.QuestionnaireChanged),
)
async def save_questionnaire(
    change: QuestionnaireChange, who: Managers, session: TenantSession, now: Now
) -> Questionnaire:
    """Save the answers; refused when somebody else has saved since they were read."""
    return await service.save_questionnaire(session, change, who.user_id, now)
