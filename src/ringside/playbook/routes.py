"""Rubrics and the company questionnaire over HTTP."""

from fastapi import APIRouter, BackgroundTasks

from ringside.accounts.access import Managers, SettingsDep, SignedIn, TenantSession
from ringside.core.clock import Now
from ringside.core.errors import Forbidden, responses
from ringside.core.jobs import JobsDep
from ringside.dialogue.schemas import Language
from ringside.playbook import rubrics, service, vocabulary
from ringside.playbook.knowledge.answers import OWNER
from ringside.playbook.knowledge.indexing import EMBED
from ringside.playbook.rubric_forms import BadRubric
from ringside.playbook.schemas import (
    NewRubric,
    Questionnaire,
    QuestionnaireChange,
    RubricDraft,
    RubricList,
    RubricOut,
    RubricVocabulary,
)

router = APIRouter(prefix="/playbook", tags=["playbook"])


@router.get("/rubrics")
async def list_rubrics(who: SignedIn, session: TenantSession, language: Language | None = None) -> RubricList:
    """How calls are scored: the company's own rubrics and those that ship, each with its criteria."""
    editable = who.role in service.EDITORS
    return RubricList(items=await rubrics.listed(session, language or who.language, editable=editable))


@router.post(
    "/rubrics",
    status_code=201,
    responses=responses(Forbidden, rubrics.UnknownRubric, rubrics.TooManyRubrics, BadRubric),
)
async def create_rubric(wanted: NewRubric, who: Managers, session: TenantSession, now: Now) -> RubricOut:
    """Copy a rubric, or make one from a form."""
    made = await rubrics.create(session, wanted.form, wanted.copy_of, wanted.title, who.user_id, now)
    return await rubrics.shown(session, made, who.language, editable=True)


@router.get("/rubric-vocabulary")
async def get_rubric_vocabulary(who: SignedIn, language: Language | None = None) -> RubricVocabulary:
    """What a criterion can be made of, in the words of a language."""
    return vocabulary.of(language or who.language)


@router.get("/rubrics/{rubric_id}", responses=responses(rubrics.UnknownRubric))
async def get_rubric(
    rubric_id: str, who: SignedIn, session: TenantSession, language: Language | None = None
) -> RubricOut:
    """One rubric."""
    editable = who.role in service.EDITORS
    return await rubrics.shown(session, rubric_id, language or who.language, editable=editable)


@router.get("/rubrics/{rubric_id}/form", responses=responses(rubrics.UnknownRubric))
async def get_rubric_form(rubric_id: str, who: SignedIn, session: TenantSession) -> RubricDraft:
    """One rubric as a form, to be changed or copied."""
    return await rubrics.form(session, rubric_id)


@router.put(
    "/rubrics/{rubric_id}",
    responses=responses(Forbidden, rubrics.UnknownRubric, rubrics.ShippedRubric, rubrics.RubricChanged, BadRubric),
)
async def save_rubric(rubric_id: str, draft: RubricDraft, who: Managers, session: TenantSession, now: Now) -> RubricOut:
    """Save a rubric's next version; refused when somebody else has saved since it was read."""
    await rubrics.change(session, rubric_id, draft.form, draft.version, who.user_id, now)
    return await rubrics.shown(session, rubric_id, who.language, editable=True)


@router.delete(
    "/rubrics/{rubric_id}",
    status_code=204,
    responses=responses(Forbidden, rubrics.UnknownRubric, rubrics.ShippedRubric),
)
async def drop_rubric(rubric_id: str, who: Managers, session: TenantSession) -> None:
    """Take a rubric out of use; calls that were scored with it keep it."""
    await rubrics.drop(session, rubric_id)


@router.get("/questionnaire")
async def get_questionnaire(who: SignedIn, session: TenantSession) -> Questionnaire:
    """What the company has said about its product and customers."""
    return await service.questionnaire(session, editable=who.role in service.EDITORS)


@router.put(
    "/questionnaire",
    responses=responses(Forbidden, service.QuestionnaireChanged),
)
async def save_questionnaire(
    change: QuestionnaireChange,
    who: Managers,
    session: TenantSession,
    settings: SettingsDep,
    jobs: JobsDep,
    afterwards: BackgroundTasks,
    now: Now,
) -> Questionnaire:
    """Save the answers; refused when somebody else has saved since they were read."""
    saved = await service.save_questionnaire(session, change, who.user_id, now)
    if settings.embeddings:
        afterwards.add_task(jobs.enqueue, EMBED, who.tenant_id, OWNER, saved.version)
    return saved
