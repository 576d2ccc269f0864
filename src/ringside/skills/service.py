"""What a rep can do, learnt from scored calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core.ids import new_id
from ringside.dialogue.rubrics import SKILLS, Skill
from ringside.dialogue.schemas import Language
from ringside.skills import rating
from ringside.skills.models import SkillRating, SkillResult
from ringside.skills.rating import Rating
from ringside.skills.schemas import Profile, RatingOut, RatingPoint

TREND = timedelta(weeks=4)
HISTORY = 200

TITLES: Mapping[Skill, Mapping[Language, str]] = {
    "opening": {"en": "Opening", "he": "פתיחה"},
    "discovery": {"en": "Discovery", "he": "גילוי צרכים"},
    "listening": {"en": "Listening", "he": "הקשבה"},
    "value": {"en": "Value", "he": "הצגת ערך"},
    "objection_handling": {"en": "Objection handling", "he": "טיפול בהתנגדויות"},
    "closing": {"en": "Closing", "he": "סגירה"},
    "product_knowledge": {"en": "Product knowledge", "he": "היכרות עם המוצר"},
    "composure": {"en": "Composure", "he": "קור רוח"},
}


@dataclass(frozen=True, slots=True)
class Observed:
    """What one call showed of one skill: the share of its observed weight that was met, and the criteria missed."""

    result: float
    missed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PastResult:
    skill: Skill
    conversation_id: str
    at: datetime
    result: float
    missed: tuple[str, ...]


async def record(
    session: AsyncSession,
    user_id: str,
    conversation_id: str,
    difficulty: float,
    observed: Mapping[Skill, Observed],
    now: datetime,
) -> None:
    """Learn from one scored call. A skill that was not observed stays as it is; the same call counts once."""
    known = set(
        await session.scalars(sa.select(SkillResult.skill).where(SkillResult.conversation_id == conversation_id))
    )
    fresh = {skill: seen for skill, seen in observed.items() if skill not in known}
    rows = await _rows(session, user_id)
    for skill, seen in fresh.items():
        after = rating.updated(_rating(rows.get(skill)), difficulty, seen.result, now)
        if (row := rows.get(skill)) is None:
            row = SkillRating(user_id=user_id, skill=skill)
            session.add(row)
        row.rating, row.deviation, row.calls, row.updated_at = after.value, after.deviation, after.calls, now
        session.add(
            SkillResult(
                id=new_id(),
                user_id=user_id,
                skill=skill,
                conversation_id=conversation_id,
                at=now,
                result=seen.result,
                difficulty=difficulty,
                rating=after.value,
                deviation=after.deviation,
                missed=list(seen.missed),
            )
        )
    await session.flush()


async def ratings(session: AsyncSession, user_id: str, now: datetime) -> dict[Skill, Rating]:
    """The rep's rating in every skill as it stands now; a newcomer's where there is no data."""
    rows = await _rows(session, user_id)
    return {skill: rating.aged(_rating(rows.get(skill)), now) for skill in SKILLS}


async def results(session: AsyncSession, user_id: str, limit: int = 50) -> list[PastResult]:
    """What the last calls showed, newest first."""
    return [
        PastResult(_skill(row.skill), row.conversation_id, row.at, row.result, tuple(row.missed))
        for row in await _history(session, user_id, limit)
    ]


async def profile(session: AsyncSession, user_id: str, now: datetime, language: Language) -> Profile:
    """Everything known about a rep's skills."""
    standing = await ratings(session, user_id, now)
    history = await _history(session, user_id, HISTORY)
    return Profile(
        user_id=user_id,
        skills=[_describe(skill, standing[skill], history, now, language) for skill in SKILLS],
        history=[
            RatingPoint(
                skill=_skill(row.skill),
                rating=round(row.rating, 1),
                uncertainty=round(row.deviation, 1),
                result=row.result,
                conversation_id=row.conversation_id,
                at=row.at,
            )
            for row in history
        ],
    )


async def forget(session: AsyncSession, conversation_id: str) -> None:
    """Drop the record of one call. The rating it led to stays: it is about the rep, not about the call."""
    await session.execute(sa.delete(SkillResult).where(SkillResult.conversation_id == conversation_id))


def _describe(
    skill: Skill, now_at: Rating, history: Sequence[SkillResult], now: datetime, language: Language
) -> RatingOut:
    low, high = now_at.interval
    earlier = next((row for row in history if row.skill == skill and row.at <= now - TREND), None)
    return RatingOut(
        skill=skill,
        title=TITLES[skill][language],
        rating=round(now_at.value, 1),
        low=round(low, 1),
        high=round(high, 1),
        uncertainty=round(now_at.deviation, 1),
        calls=now_at.calls,
        certain=now_at.sure,
        level=rating.level_for(now_at),
        change=round(now_at.value - earlier.rating, 1) if earlier else None,
        updated_at=now_at.at,
    )


async def _rows(session: AsyncSession, user_id: str) -> dict[str, SkillRating]:
    found = await session.scalars(sa.select(SkillRating).where(SkillRating.user_id == user_id))
    return {row.skill: row for row in found}


async def _history(session: AsyncSession, user_id: str, limit: int) -> Sequence[SkillResult]:
    query = sa.select(SkillResult).where(SkillResult.user_id == user_id)
    return (await session.scalars(query.order_by(SkillResult.at.desc(), SkillResult.id.desc()).limit(limit))).all()


def _rating(row: SkillRating | None) -> Rating:
    return Rating(row.rating, row.deviation, row.calls, row.updated_at) if row else Rating()


def _skill(name: str) -> Skill:
    return next(skill for skill in SKILLS if skill == name)
