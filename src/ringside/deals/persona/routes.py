"""Contact personas over HTTP."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response, status

from ringside.accounts.access import ControlSession, Managers, SignedIn, TenantSession
from ringside.accounts.quotas import QuotaExceeded
from ringside.ai import ModelsDep
from ringside.core.clock import Now
from ringside.core.errors import responses
from ringside.deals.persona import exports, rehearsing, service
from ringside.deals.persona.keeping import PersonaForgotten, PersonaHidden, UnknownTrait, UnknownVersion
from ringside.deals.persona.schemas import (
    PersonaComparison,
    PersonaDiff,
    PersonaFormat,
    PersonaOut,
    PersonaShareIn,
    PersonaVersionList,
    PersonaVersionOut,
    PersonaWishIn,
    PinIn,
    PrivacyIn,
    RehearsalOut,
    RehearseIn,
)
from ringside.deals.service import UnknownContact, UnknownDeal
from ringside.dialogue.schemas import Language
from ringside.practice.chat_routes import StudioDep

router = APIRouter(tags=["deals"])

Trait = Annotated[str, Path(pattern=r"^[a-z_]{1,20}(:[a-z0-9_]{1,18})?$")]
Number = Annotated[int, Path(ge=1, le=1_000_000)]
SHUT = (UnknownContact, PersonaForgotten, PersonaHidden)


@router.get("/ai/persona/compare", responses=responses(UnknownContact))
async def compare_personas(
    who: SignedIn,
    session: TenantSession,
    control: ControlSession,
    now: Now,
    a: Annotated[str, Query(max_length=64)],
    b: Annotated[str, Query(max_length=64)],
    language: Language | None = None,
) -> PersonaComparison:
    """Two contacts' personas side by side."""
    return await service.compare(session, control, who, a, b, now, language)


@router.get("/ai/persona/{contact_id}", responses=responses(UnknownContact))
async def get_persona(
    contact_id: str,
    who: SignedIn,
    session: TenantSession,
    control: ControlSession,
    now: Now,
    language: Language | None = None,
) -> PersonaOut:
    """How this contact behaves at work, as the records show it; a new version is made when new touchpoints say so."""
    return await service.persona(session, control, who, contact_id, now, language)


@router.post("/ai/persona/{contact_id}", responses=responses(*SHUT))
async def refresh_persona(
    contact_id: str,
    who: SignedIn,
    session: TenantSession,
    control: ControlSession,
    models: ModelsDep,
    now: Now,
    body: PersonaWishIn | None = None,
) -> PersonaOut:
    """Read everything anew; the summary is worded by a model where there is one."""
    language = body.language if body else None
    return await service.refresh(session, control, models, who, contact_id, now, language)


@router.delete(
    "/ai/persona/{contact_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(UnknownContact, service.MayNotChangePrivacy),
)
async def forget_persona(contact_id: str, who: SignedIn, session: TenantSession, now: Now) -> None:
    """Erase the persona with all versions, pins and rehearsals, and make no more."""
    await service.forget(session, who, contact_id, now)


@router.post("/ai/persona/{contact_id}/resume", responses=responses(UnknownContact))
async def resume_persona(
    contact_id: str, who: Managers, session: TenantSession, control: ControlSession, now: Now
) -> PersonaOut:
    """Make a persona again after it was forgotten, from nothing."""
    return await service.resume(session, control, who, contact_id, now)


@router.put("/ai/persona/{contact_id}/traits/{trait_id}", responses=responses(*SHUT, UnknownTrait))
async def pin_trait(
    contact_id: str,
    trait_id: Trait,
    body: PinIn,
    who: SignedIn,
    session: TenantSession,
    control: ControlSession,
    now: Now,
) -> PersonaOut:
    """Say of a trait what you know better; it is kept through every update."""
    return await service.pin(session, control, who, contact_id, trait_id, body, now)


@router.delete("/ai/persona/{contact_id}/traits/{trait_id}", responses=responses(*SHUT, UnknownTrait))
async def unpin_trait(
    contact_id: str, trait_id: Trait, who: SignedIn, session: TenantSession, control: ControlSession, now: Now
) -> PersonaOut:
    """Let the records speak for this trait again."""
    return await service.unpin(session, control, who, contact_id, trait_id, now)


@router.get("/ai/persona/{contact_id}/versions", responses=responses(*SHUT))
async def persona_versions(contact_id: str, who: SignedIn, session: TenantSession) -> PersonaVersionList:
    """The versions of a persona, the newest first."""
    return await service.history(session, who, contact_id)


@router.get("/ai/persona/{contact_id}/versions/{version}", responses=responses(*SHUT, UnknownVersion))
async def persona_version(
    contact_id: str,
    version: Number,
    who: SignedIn,
    session: TenantSession,
    control: ControlSession,
    language: Language | None = None,
) -> PersonaVersionOut:
    """A persona as it was."""
    return await service.one_version(session, control, who, contact_id, version, language)


@router.get("/ai/persona/{contact_id}/diff", responses=responses(*SHUT, UnknownVersion))
async def persona_diff(
    contact_id: str,
    who: SignedIn,
    session: TenantSession,
    now: Now,
    before: Annotated[int | None, Query(ge=1, le=1_000_000)] = None,
    after: Annotated[int | None, Query(ge=1, le=1_000_000)] = None,
    language: Language | None = None,
) -> PersonaDiff:
    """What changed from one version to another: to the latest, from the one before it, unless asked otherwise."""
    return await service.diff(session, who, contact_id, now, before, after, language)


@router.put(
    "/ai/persona/{contact_id}/privacy",
    responses=responses(UnknownContact, PersonaForgotten, service.MayNotChangePrivacy),
)
async def persona_privacy(
    contact_id: str, body: PrivacyIn, who: SignedIn, session: TenantSession, control: ControlSession, now: Now
) -> PersonaOut:
    """Leave sources out, or hide the persona. What was made of a source that is left out is erased."""
    return await service.set_privacy(session, control, who, contact_id, body, now)


@router.post("/ai/persona/{contact_id}/share", responses=responses(*SHUT, service.UnknownColleague))
async def share_persona(
    contact_id: str, body: PersonaShareIn, who: SignedIn, session: TenantSession, control: ControlSession, now: Now
) -> PersonaOut:
    """Show colleagues this persona; each gets a notice."""
    return await service.share(session, control, who, contact_id, body, now)


@router.get(
    "/ai/persona/{contact_id}/export",
    response_class=Response,
    responses={
        200: {
            "content": {"text/markdown": {}, "application/pdf": {}, "application/json": {}},
            "description": "The file.",
        },
        **responses(*SHUT),
    },
)
async def export_persona(
    contact_id: str,
    who: SignedIn,
    session: TenantSession,
    control: ControlSession,
    now: Now,
    format: PersonaFormat = "md",
    language: Language | None = None,
) -> Response:
    """The persona as a file."""
    await service.open_to(session, who, contact_id)
    shown = await service.persona(session, control, who, contact_id, now, language)
    file = await asyncio.to_thread(exports.render, shown, format)
    return Response(file.content, media_type=file.media_type, headers=file.headers())


@router.post(
    "/contacts/{contact_id}/rehearse",
    status_code=status.HTTP_201_CREATED,
    responses=responses(*SHUT, UnknownDeal, rehearsing.NotOnThisDeal, QuotaExceeded),
)
async def rehearse_meeting(
    contact_id: str, who: SignedIn, studio: StudioDep, now: Now, body: RehearseIn | None = None
) -> RehearsalOut:
    """Begin a practice session against a buyer made from this contact, the deal and its open objections."""
    return await rehearsing.rehearse(studio, who, contact_id, body or RehearseIn(), now)
