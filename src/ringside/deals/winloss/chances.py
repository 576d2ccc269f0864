"""The chance of an open deal with its reasons, as it is answered."""

from __future__ import annotations

import asyncio
import math
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core.errors import Invalid
from ringside.deals.facts import DealFacts
from ringside.deals.records.loading import load, load_many
from ringside.deals.schemas import Interval
from ringside.deals.winloss import composing, conditions, keeping, landmarks, words
from ringside.deals.winloss.encoding import by_key
from ringside.deals.winloss.landmarks import LosingPattern, Scored
from ringside.deals.winloss.models import WinLossAlert, WinLossModel
from ringside.deals.winloss.proofs import proofs
from ringside.deals.winloss.schemas import (
    ChanceBin,
    ChanceReason,
    Condition,
    LosingMatch,
    Probability,
    ProbabilityModel,
    WinLossAlertOut,
)
from ringside.deals.winloss.table import MISSING, Column
from ringside.dialogue.schemas import Language

_REASONS = 5
_WORTH = 0.01


class AlreadyClosed(Invalid):
    slug, title = "deal-already-closed", "This deal has closed"

    def __init__(self) -> None:
        super().__init__("Ask why it was won or lost instead.")


async def of_deal(session: AsyncSession, deal_id: str, language: Language, now: datetime) -> Probability:
    """The chance of an open deal. Raises UnknownDeal and AlreadyClosed."""
    deal = await load(session, deal_id, now, texts=False)
    if deal.status != "open":
        raise AlreadyClosed
    return await probability(session, deal, language)


async def probability(session: AsyncSession, deal: DealFacts, language: Language = "en") -> Probability:
    """The chance of an open deal whose facts are at hand, or why none can be given."""
    row = await keeping.latest(session)
    if row is None:
        return Probability(deal_id=deal.id, signal="no", verdict="learning", text=_none("learning", language))
    if row.body is None:
        return Probability(deal_id=deal.id, signal="no", verdict=row.verdict, text=_none(row.verdict, language),
                           model=model_of(row))  # fmt: skip
    found = keeping.patterns_of(row)
    scored = (await asyncio.to_thread(landmarks.score, row.body, [deal]))[0]
    columns = by_key(landmarks.columns_of(row.body, [deal]))
    reasons = [_reason(key, points, columns[key], deal, language) for key, points in scored.parts
               if abs(points) >= _WORTH and key != "owner"][:_REASONS]  # fmt: skip
    met = landmarks.matching(row.body, found, [deal])[0]
    return Probability(
        deal_id=deal.id, signal="yes", verdict="signal",
        chance=Interval(value=scored.chance, low=scored.low, high=scored.high, n=row.closes),
        reasons=reasons, matches=[match(pattern, language) for pattern in met], text=_text(scored, row, language),
        model=model_of(row),
    )  # fmt: skip


def _reason(key: str, points: float, column: Column, deal: DealFacts, language: Language) -> ChanceReason:
    asked = Condition(column=key, op="missing")
    return ChanceReason(name=_stands(column, language), column=key, points=round(100 * points, 1),
                        evidence=proofs(deal, [asked], language))  # fmt: skip


def _stands(column: Column, language: Language) -> str:
    """How a deal stands in one column."""
    if column.kind == "category":
        level = column.levels[int(column.values[0])]
        if level == MISSING:
            return words.say(Condition(column=column.key, op="missing"), language)
        return words.say(Condition(column=column.key, op="is", level=level), language)
    value = float(column.values[0])
    if math.isnan(value):  # not known
        return words.say(Condition(column=column.key, op="missing"), language)
    if words.is_flag(column.key):
        return words.say(Condition(column=column.key, op="at_least" if value else "below", cut=1.0), language)
    return f"{words.name(column.key, language)}: {words.figure_of(column.key, value)}"


def match(pattern: LosingPattern, language: Language) -> LosingMatch:
    return LosingMatch(
        key=conditions.key(pattern.conditions), name=words.say_all(pattern.conditions, language), lost=pattern.lost,
        deals=pattern.deals, bound=round(pattern.bound, 4), base=round(pattern.base, 4),
    )  # fmt: skip


def model_of(row: WinLossModel) -> ProbabilityModel:
    scores = row.scores
    return ProbabilityModel(
        version=row.id, trained_at=row.trained_at, checked_at=row.checked_at, why=row.why, verdict=row.verdict,
        closes=row.closes, auc=_interval(scores["auc"], row.closes), brier=_interval(scores["brier"], row.closes),
        base_rate=scores["base_rate"],
        calibration=tuple(ChanceBin.model_validate(one) for one in scores["calibration"]),
        drifted=bool(row.drift and row.drift["drifted"]),
    )  # fmt: skip


def _interval(values: Any, count: int) -> Interval | None:
    return None if values is None else Interval(value=values[0], low=values[1], high=values[2], n=count)


_BASIS: dict[tuple[Language, bool], str] = {
    ("en", True): "as they stood at the same age and stage",
    ("en", False): "by their fields alone, as most came without dates",
    ("he", True): "כפי שעמדו באותו גיל ושלב",
    ("he", False): "לפי השדות שלהן בלבד, כי רובן הגיעו בלי תאריכים",
}


def _text(scored: Scored, row: WinLossModel, language: Language) -> str:
    chance, low, high = (f"{100 * value:.0f}" for value in (scored.chance, scored.low, scored.high))
    basis = _BASIS[language, row.body is None or row.body.get("timed", True)]
    if language == "he":
        return f"סיכוי לזכייה {chance} % (95 %: {low}–{high}), לפי {row.closes} עסקאות שנסגרו, {basis}."
    return f"{chance} % likely to be won (95 %: {low}–{high}), from {row.closes} closed deals {basis}."


def _none(verdict: str, language: Language) -> str:
    told = {
        "learning": ("The chance is being learned from your closed deals; it shows here in a moment.",
                     "הסיכוי נלמד כעת מהעסקאות שנסגרו; הוא יופיע כאן בעוד רגע."),
        "too_few": (
            "Too few deals whose course is known have closed to give a chance.",
            "נסגרו מעט מדי עסקאות שמהלכן ידוע כדי לתת סיכוי.",
        ),
        "one_outcome": ("All closed deals ended the same way, so no chance is given.",
                        "כל העסקאות הסתיימו באותו אופן, ולכן לא ניתן סיכוי."),
    }.get(verdict, ("What is known of open deals here does not tell which are won, so no chance is given.",
                    "מה שידוע כאן על עסקאות פתוחות אינו מעיד אילו ייזכו, ולכן לא ניתן סיכוי."))  # fmt: skip
    return told[0] if language == "en" else told[1]


async def alerts(session: AsyncSession, language: Language, now: datetime, limit: int = 50) -> list[WinLossAlertOut]:
    """Open deals that matched a losing pattern, the latest first."""
    rows = (
        await session.scalars(
            sa.select(WinLossAlert)
            .where(WinLossAlert.dismissed_at.is_(None))
            .order_by(WinLossAlert.at.desc(), WinLossAlert.deal_id)
            .limit(500)
        )
    ).all()
    deals = {deal.id: deal for deal in await load_many(session, [row.deal_id for row in rows], now, activities=False)}
    return [
        WinLossAlertOut(
            deal=composing.ref(deals[row.deal_id]), pattern=match(keeping.read(row.said), language), at=row.at
        )
        for row in rows
        if row.deal_id in deals and deals[row.deal_id].status == "open"
    ][:limit]  # fmt: skip
