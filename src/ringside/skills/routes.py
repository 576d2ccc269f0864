"""Skill ratings over HTTP. What to practise next needs the scenario catalogue, so practice answers that."""

from fastapi import APIRouter

from ringside.accounts import members
from ringside.accounts.access import ControlSession, Managers, SignedIn, TenantSession
from ringside.core.clock import Now
from ringside.core.errors import Forbidden, responses
from ringside.dialogue.schemas import Language
from ringside.skills import service
from ringside.skills.schemas import Profile

router = APIRouter(prefix="/skills", tags=["skills"])


@router.get("/me")
async def mine(who: SignedIn, session: TenantSession, now: Now, language: Language | None = None) -> Profile:
    """The caller's own skills."""
    return await service.profile(session, who.user_id, now, language or who.language)


@router.get("/users/{user_id}", responses=responses(Forbidden, members.UnknownUser))
async def of_user(
    user_id: str,
    who: Managers,
    session: TenantSession,
    control: ControlSession,
    now: Now,
    language: Language | None = None,
) -> Profile:
    """A rep's skills, for the people who coach them."""
    profile = await service.profile(session, user_id, now, language or who.language)
    await members.get_member(control, who.tenant_id, user_id)
    return profile
