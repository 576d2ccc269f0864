"""What can be listened to on this installation and for this company, and what is missing for the rest."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import tenants
from ringside.accounts.principal import Principal
from ringside.calls.live import addresses, vendors
from ringside.calls.live.lives import Lives, VoiceMissing
from ringside.calls.live.messages import LiveSource
from ringside.calls.live.schemas import LiveSetup, LiveSourceOut
from ringside.core.errors import Conflict
from ringside.speech.installed import present

SOURCES: tuple[LiveSource, ...] = ("browser", "twilio", "zoom", "recall", "raw")


class NotSetUp(Conflict):
    slug, title = "source-not-set-up", "This source is not set up"


def installed() -> bool:
    """Whether what live calls need beside the base is there; without loading it."""
    return present("onnxruntime", "pipecat")


async def require(lives: Lives, who: Principal, source: LiveSource) -> None:
    """Raises VoiceMissing, NotSetUp."""
    if not installed():
        raise VoiceMissing
    if source in vendors.NEEDS:
        account = await vendors.account(lives, who.tenant_id, source)
        if account.missing:
            raise NotSetUp(f"Missing: {', '.join(account.missing)}.", missing=list(account.missing))


async def shown(lives: Lives, control: AsyncSession, who: Principal, key: str, base: str) -> LiveSetup:
    """What the start page draws itself from."""
    there = installed()
    listens = speaks = problem = None
    if there:
        recogniser, synthesiser = lives.speech()
        listens = recogniser.source if recogniser else None
        speaks = synthesiser.source if synthesiser else None
        problem = lives.problem
    else:
        problem = VoiceMissing().detail
    sources = []
    for source in SOURCES:
        account = await vendors.account(lives, who.tenant_id, source) if source in vendors.NEEDS else None
        company = source in ("zoom", "recall")
        sources.append(
            LiveSourceOut(
                source=source,
                ready=there and not (account and account.missing),
                missing=list(account.missing) if account else [],
                webhook=addresses.of_company(key, base, who.tenant_id, source) if company else None,  # type: ignore[arg-type]
                own=bool(account and account.own),
            )
        )
    return LiveSetup(
        sources=sources,
        consent_required=await tenants.requires_call_consent(control, who.tenant_id),
        listens=listens,
        speaks=speaks,
        languages=["en", "he"],
        problem=problem,
    )
