"""Who answers (built-in engine or models), and what models have cost the company."""

from __future__ import annotations

from fastapi import APIRouter

from ringside.accounts.access import Managers, SignedIn, TenantSession
from ringside.ai import ModelsDep
from ringside.ai.report import EngineStatus, SpendSummary, spend_summary, status
from ringside.core.clock import Now

router = APIRouter(tags=["ai"])


@router.get("/ai/engine")
async def engine(principal: SignedIn, models: ModelsDep) -> EngineStatus:
    """Which models answer, and how each is doing."""
    return status(models, principal.language)


@router.get("/ai/spend")
async def spend(principal: Managers, session: TenantSession, now: Now) -> SpendSummary:
    """What models cost this month, by model and by task."""
    return await spend_summary(session, now=now)
