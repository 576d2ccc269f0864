"""Versions of the model of open deals: trained when first needed, and anew when new closes or drift ask for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import notices
from ringside.accounts import service as accounts
from ringside.accounts.notices import Note
from ringside.core.ids import new_id
from ringside.core.jobs import Job, Work
from ringside.deals.facts import DealFacts
from ringside.deals.records.loading import load_many
from ringside.deals.records.models import Deal
from ringside.deals.winloss import conditions, landmarks, listening, words
from ringside.deals.winloss.landmarks import LosingPattern, Trained
from ringside.deals.winloss.models import WinLossAlert, WinLossModel
from ringside.deals.winloss.quietly import on_one_core
from ringside.deals.winloss.schemas import Condition
from ringside.dialogue.schemas import Language

SUBJECT, ASKED, LISTEN = "winloss", "asked", "listen"
_LOOK = timedelta(hours=20)
_AGE = timedelta(days=30)
_NEW = 10
_NEW_SHARE = 0.05
_DRIFT_FEWEST = 20
_DRIFT = 3.0
_KEPT = 20
_TEXTS, _ROUNDS = 5_000, 40
"""Texts that are read at one time in the background, and how many times."""


async def latest(session: AsyncSession) -> WinLossModel | None:
    newest = sa.select(WinLossModel).order_by(WinLossModel.trained_at.desc(), WinLossModel.id.desc()).limit(1)
    return (await session.scalars(newest)).first()


async def versions(session: AsyncSession) -> Sequence[WinLossModel]:
    newest = sa.select(WinLossModel).order_by(WinLossModel.trained_at.desc(), WinLossModel.id.desc()).limit(_KEPT)
    return (await session.scalars(newest)).all()


def save(
    session: AsyncSession, trained: Trained, why: str, now: datetime, drift: dict[str, Any] | None = None
) -> WinLossModel:
    row = WinLossModel(
        id=new_id(), trained_at=now, checked_at=now, why=why, verdict=trained.verdict, closes=trained.closes,
        scores={
            "auc": trained.auc, "brier": trained.brier, "base_rate": trained.base_rate,
            "calibration": [one.model_dump() for one in trained.calibration],
        },
        body=trained.body, patterns=[_stored(pattern) for pattern in trained.patterns], drift=drift,
    )  # fmt: skip
    session.add(row)
    return row


def _stored(pattern: LosingPattern) -> dict[str, Any]:
    return asdict(pattern) | {"conditions": [condition.model_dump() for condition in pattern.conditions]}


def patterns_of(row: WinLossModel) -> list[LosingPattern]:
    return [read(each) for each in row.patterns]


def read(stored: dict[str, Any]) -> LosingPattern:
    asked = tuple(Condition.model_validate(condition) for condition in stored["conditions"])
    return LosingPattern(asked, stored["lost"], stored["deals"], stored["bound"], stored["base"], stored["from_days"])


def drift(body: dict[str, Any] | None, closed_since: Sequence[DealFacts]) -> dict[str, Any] | None:
    """How the deals that closed since the training went against what the model gave them while they were open."""
    looks = [deal.as_of(deal.created_at + (deal.closed_at - deal.created_at) / 2)
             for deal in closed_since if deal.closed_at and deal.closed_at > deal.created_at]  # fmt: skip
    if body is None or len(looks) < _DRIFT_FEWEST:
        return None
    given = np.array([one.chance for one in landmarks.score(body, looks)])
    by_id = {deal.id: deal.status == "won" for deal in closed_since}
    won = np.array([by_id[look.id] for look in looks], dtype=float)
    spread = float(np.sqrt((given * (1 - given)).sum()))
    z = float((won - given).sum() / max(spread, 1e-9))
    return {
        "deals": len(looks), "expected": round(float(given.mean()), 4), "won": round(float(won.mean()), 4),
        "brier": round(float(((given - won) ** 2).mean()), 4), "z": round(z, 2), "drifted": abs(z) > _DRIFT,
    }  # fmt: skip


def why_again(row: WinLossModel | None, closes: int, drifted: bool, now: datetime) -> str | None:
    """Why to train again, or None."""
    if row is None:
        return "first"
    new = closes - row.closes
    if drifted:
        return "drift"
    if new >= max(_NEW, _NEW_SHARE * row.closes):
        return "new_closes"
    return "age" if new and now - row.trained_at > _AGE else None


async def due(session: AsyncSession, at: datetime) -> Iterable[tuple[str, int]]:
    """Once a day, where any deal has closed."""
    row = await latest(session)
    if row is not None and row.checked_at > at - _LOOK:
        return []
    closed = sa.select(Deal.id).where(Deal.status != "open", Deal.deleted_at.is_(None)).limit(1)
    return [(SUBJECT, int(at.timestamp()) // 3600)] if await session.scalar(closed) else []


async def _check(work: Work) -> None:
    async def look() -> None:
        for _ in range(_ROUNDS):
            async with work.databases.tenant(work.tenant_id) as session:
                if await listening.read(session, _TEXTS):
                    break
        if work.subject_id == LISTEN:
            work.tell("deal", {"deal_id": "", "what": "win-loss"})
            return
        async with work.databases.tenant(work.tenant_id) as session:
            asked = work.subject_id == ASKED
            found = await check(session, work.now(), work.compute, asked=asked)
        owners = {deal.owner_id for deal, _ in found if deal.owner_id}
        async with work.databases.control() as control:
            speak = await accounts.languages(control, owners)
        async with work.databases.tenant(work.tenant_id) as session:
            await warn(session, work.tenant_id, found, speak, work.now())
        work.tell("deal", {"deal_id": "", "what": "win-loss"})

    await work.step("check", look)


Warning = tuple[DealFacts, LosingPattern]


async def check(
    session: AsyncSession, now: datetime, compute: Callable[..., Any], *, asked: bool = False
) -> list[Warning]:
    """See whether the model still holds and train again where not. The open deals that match a losing pattern."""
    deals = await load_many(session, sa.select(Deal.id), now)
    row = await latest(session)
    since = [d for d in deals if d.status != "open" and row and d.closed_at and d.closed_at > row.trained_at]
    seen = drift(row.body, since) if row else None
    closes = len(landmarks.learnt_from(deals)[0])
    why = "asked" if asked else why_again(row, closes, bool(seen and seen["drifted"]), now)
    if why is not None or row is None:
        row = save(session, await compute(on_one_core, landmarks.train, deals), why or "first", now, seen)
    row.checked_at, row.drift = now, seen or row.drift
    await session.flush()
    if row.body is None:
        return []
    still = [deal for deal in deals if deal.status == "open"]
    met = landmarks.matching(row.body, patterns_of(row), still)
    return [(deal, pattern) for deal, found in zip(still, met, strict=True) for pattern in found]


async def warn(
    session: AsyncSession, tenant_id: str, found: Sequence[Warning], speak: Mapping[str, str], now: datetime
) -> int:
    """Tell owners in their language (`speak`), once a deal and pattern, that an open deal looks like those that were
    lost. How many warnings are new."""
    known = {(one.deal_id, one.pattern) for one in await session.scalars(sa.select(WinLossAlert))}
    told = 0
    for deal, pattern in found:
        key = conditions.key(pattern.conditions)
        if (deal.id, key) in known:
            continue
        session.add(WinLossAlert(deal_id=deal.id, pattern=key, at=now, user_id=deal.owner_id, said=_stored(pattern)))
        if deal.owner_id is not None and deal.owner_id in speak:
            language: Language = "he" if speak[deal.owner_id] == "he" else "en"
            await notices.give(session, tenant_id, deal.owner_id, note(deal, pattern, language), now)
        told += 1
    return told


def note(deal: DealFacts, pattern: LosingPattern, language: Language) -> Note:
    """What an owner is told of a deal that matches a losing pattern."""
    what = words.say_all(pattern.conditions, language)
    bound, base = f"{100 * pattern.bound:.0f} %", f"{100 * pattern.base:.0f} %"
    if language == "he":
        title = f"{deal.name} נראית כמו עסקאות שהופסדו"
        text = (f"{what}: {pattern.lost} מתוך {pattern.deals} עסקאות סגורות שעמדו כך הופסדו "
                f"(לפחות {bound} בוודאות, לעומת {base} מכלל העסקאות).")  # fmt: skip
    else:
        title = f"{deal.name} looks like deals that were lost"
        text = (f"{what}: {pattern.lost} of {pattern.deals} closed deals that stood like this were lost "
                f"(surely at least {bound}, against {base} of all).")  # fmt: skip
    return Note("losing_pattern", title, text, f"/deals/{deal.id}")


async def dismiss(session: AsyncSession, deal_id: str, pattern: str | None, by: str, now: datetime) -> None:
    """Show a deal's warnings no more: that of one pattern, or all that were given so far."""
    mine = sa.update(WinLossAlert).where(WinLossAlert.deal_id == deal_id, WinLossAlert.dismissed_at.is_(None))
    chosen = mine if pattern is None else mine.where(WinLossAlert.pattern == pattern)
    await session.execute(chosen.values(dismissed_at=now, dismissed_by=by))


TRAIN = Job("deals.winloss", _check, due=due)
