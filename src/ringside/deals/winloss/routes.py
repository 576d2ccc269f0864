"""The win-loss explainer over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from ringside.accounts.access import Managers, SignedIn, TenantSession
from ringside.ai import Caller
from ringside.ai.dependency import ModelsDep
from ringside.core.clock import Now
from ringside.core.errors import responses
from ringside.core.jobs import JobsDep
from ringside.deals.records import finding
from ringside.deals.records.finding import OthersRecord, UnknownDeal, require_change
from ringside.deals.winloss import chances, cohorts, exporting, keeping, service
from ringside.deals.winloss.chances import AlreadyClosed
from ringside.deals.winloss.exporting import Format
from ringside.deals.winloss.schemas import (
    CohortChoices,
    Probability,
    ProbabilityModels,
    WinLossAlertOut,
    WinLossDeals,
    WinLossDrill,
    WinLossIn,
    WinLossOut,
)
from ringside.deals.winloss.service import Desk, StillOpen
from ringside.dialogue.schemas import Language

router = APIRouter(tags=["deals"])


@router.post("/ai/win-loss-analysis", responses=responses(UnknownDeal, StillOpen))
async def explain_win_loss(
    body: WinLossIn, who: SignedIn, session: TenantSession, models: ModelsDep, jobs: JobsDep, now: Now
) -> WinLossOut:
    """Why a closed deal, or a cohort of them, was won or lost; or what sets two cohorts apart."""
    desk = Desk(session, who.tenant_id, models, Caller(who.tenant_id, who.user_id))
    found = await service.answer(desk, body, body.language or "en", now)
    if desk.unread:
        await jobs.enqueue(keeping.TRAIN, who.tenant_id, keeping.LISTEN, int(now.timestamp()) // 600)
    return found


@router.post(
    "/ai/win-loss-analysis/export",
    response_class=Response,
    responses=responses(UnknownDeal, StillOpen) | {200: {"content": {"text/csv": {}, "text/markdown": {}}}},
)
async def export_win_loss(
    body: WinLossIn, who: SignedIn, session: TenantSession, now: Now,
    kind: Annotated[Format, Query(alias="format")] = "csv",
) -> Response:  # fmt: skip
    """The same explanation as CSV or Markdown."""
    out = await service.answer(Desk(session, who.tenant_id, None, None), body, body.language or "en", now)
    text = "\ufeff" + exporting.as_csv(out) if kind == "csv" else exporting.as_markdown(out)
    name = f"win-loss.{'csv' if kind == 'csv' else 'md'}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type=f"text/{kind}; charset=utf-8", headers=headers)


@router.post("/ai/win-loss-analysis/deals")
async def drill_win_loss(
    body: WinLossDrill, who: SignedIn, session: TenantSession, now: Now,
    cursor: Annotated[str | None, Query(max_length=20)] = None,
) -> WinLossDeals:  # fmt: skip
    """The deals behind a statement: those of a cohort of which conditions hold."""
    return await service.drill(session, who.tenant_id, body, cursor, now)


@router.get("/deals/win-loss/cohorts")
async def list_win_loss_cohorts(who: SignedIn, session: TenantSession, now: Now) -> CohortChoices:
    """What closed deals can be filtered by."""
    prepared, _ = await cohorts.figures(session, who.tenant_id, now)
    return cohorts.choices(prepared)


@router.get("/deals/win-loss/models")
async def list_win_loss_models(_who: SignedIn, session: TenantSession) -> ProbabilityModels:
    """Versions of the model that gives open deals their chance, the latest first."""
    return ProbabilityModels(items=[chances.model_of(row) for row in await keeping.versions(session)])


@router.post("/deals/win-loss/models", status_code=202)
async def train_win_loss(who: Managers, jobs: JobsDep, now: Now) -> None:
    """Train that model again with the deals that have closed since."""
    await jobs.enqueue(keeping.TRAIN, who.tenant_id, keeping.ASKED, int(now.timestamp()))


@router.get("/deals/win-loss/alerts")
async def list_win_loss_alerts(
    _who: SignedIn, session: TenantSession, now: Now, language: Language = "en"
) -> list[WinLossAlertOut]:
    """Open deals that stand as deals did that were lost, the latest first."""
    return await chances.alerts(session, language, now)


@router.delete("/deals/win-loss/alerts/{deal_id}", status_code=204, responses=responses(UnknownDeal, OthersRecord))
async def dismiss_win_loss_alert(
    deal_id: Annotated[str, Path(max_length=64)], who: SignedIn, session: TenantSession, now: Now,
    pattern: Annotated[str | None, Query(max_length=16)] = None,
) -> None:  # fmt: skip
    """Show the warnings of a deal no more: that of one pattern, or all given so far."""
    require_change(who, await finding.deal(session, deal_id))
    await keeping.dismiss(session, deal_id, pattern, who.user_id, now)


@router.get("/deals/{deal_id}/probability", responses=responses(UnknownDeal, AlreadyClosed))
async def get_win_probability(
    deal_id: Annotated[str, Path(max_length=64)], who: SignedIn, session: TenantSession, jobs: JobsDep, now: Now,
    language: Language = "en",
) -> Probability:  # fmt: skip
    """How likely an open deal is to be won, with its range and reasons; or why no chance is given.

    The first model is made in the background: until then the verdict is `learning`.
    """
    found = await chances.of_deal(session, deal_id, language, now)
    if found.verdict == "learning":
        await jobs.enqueue(keeping.TRAIN, who.tenant_id, keeping.SUBJECT, int(now.timestamp()) // 3600)
    return found
