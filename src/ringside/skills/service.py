"""What a rep can do, learnt from scored calls: practice and real ones, kept apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core.ids import new_id
from ringside.dialogue.rubrics import SKILLS, Skill
from ringside.dialogue.schemas import Language
from ringside.skills import evidence, rating
from ringside.skills.evidence import Seen
from ringside.skills.models import SkillResult
from ringside.skills.observing import Observed, observed
from ringside.skills.rating import Rating
from ringside.skills.schemas import Profile, RatingOut, RatingPoint, Standing

__all__ = [
    "TITLES", "Observed", "PastResult", "forget", "next_calls", "observed", "profile", "ratings", "record", "results",
]  # fmt: skip

Source = Literal["practice", "call"]

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
class PastResult:
    """What one call showed of one skill."""

    skill: Skill
    source: Source
    source_id: str
    at: datetime
    result: float
    missed: tuple[str, ...]
    met: tuple[str, ...] = ()
    rubric: str | None = None


async def record(
    session: AsyncSession,
    user_id: str,
    source: Source,
    source_id: str,
    difficulty: float | None,
    observed: Mapping[Skill, Observed],
    now: datetime,
) -> None:
    """Learn from one scored call held at `now`; what was known of the same call before is replaced.

    A skill that was not observed stays as it is. `difficulty` None is a real customer, who may be anybody.
    """
    touched = await _remove(session, source_id)
    opponent = rating.ANYBODY if difficulty is None else difficulty
    for skill, seen in observed.items():
        row = SkillResult(
            id=new_id(),
            user_id=user_id,
            source=source,
            skill=skill,
            source_id=source_id,
            at=now,
            result=seen.result,
            difficulty=opponent,
            rating=rating.NEWCOMER,
            deviation=rating.WIDEST,
            missed=list(seen.missed),
            met=list(seen.met),
            rubric=seen.rubric,
        )
        session.add(row)
        touched.append(row)
    await session.flush()
    await _derive(session, touched)


async def forget(session: AsyncSession, source_id: str) -> None:
    """Drop what one call showed; the ratings are what the calls that are left say."""
    await _derive(session, await _remove(session, source_id))


async def ratings(
    session: AsyncSession, user_id: str, now: datetime, source: Source = "practice"
) -> dict[Skill, Rating]:
    """The rep's rating in every skill as it stands now; a newcomer's where there is no data."""
    last = sa.func.row_number().over(
        partition_by=SkillResult.skill, order_by=(SkillResult.at.desc(), SkillResult.id.desc())
    )
    count = sa.func.count().over(partition_by=SkillResult.skill)
    columns = (SkillResult.skill, SkillResult.rating, SkillResult.deviation, SkillResult.at, count.label("calls"))
    rows = sa.select(*columns, last.label("place")).where(SkillResult.user_id == user_id, SkillResult.source == source)
    newest = rows.subquery()
    found = {row.skill: row for row in await session.execute(sa.select(newest).where(newest.c.place == 1))}
    known = {skill: Rating(row.rating, row.deviation, row.calls, row.at) for skill, row in found.items()}
    return {skill: rating.aged(known.get(skill, Rating()), now) for skill in SKILLS}


async def results(
    session: AsyncSession, user_id: str, limit: int = 50, source: Source | None = None
) -> list[PastResult]:
    """What the last calls showed, newest first; practice and real ones unless one is named."""
    return [_past(row) for row in await _history(session, user_id, limit, source)]


async def next_calls(
    session: AsyncSession, user_id: str, skill: Skill, criterion: str | None, since: datetime
) -> tuple[PastResult | None, PastResult | None]:
    """The last real call before `since` and the first one after it that showed the skill, or this criterion of it."""
    query = sa.select(SkillResult).where(
        SkillResult.user_id == user_id, SkillResult.skill == skill, SkillResult.source == "call"
    )
    rows = await session.scalars(query.order_by(SkillResult.at, SkillResult.id))
    shown = [past for past in map(_past, rows) if criterion is None or criterion in (*past.met, *past.missed)]
    before = next((past for past in reversed(shown) if past.at <= since), None)
    return before, next((past for past in shown if past.at > since), None)


async def profile(session: AsyncSession, user_id: str, now: datetime, language: Language) -> Profile:
    """Everything known about a rep's skills."""
    practised = await ratings(session, user_id, now, "practice")
    called = await ratings(session, user_id, now, "call")
    drills = await _history(session, user_id, HISTORY, "practice")
    calls = await _history(session, user_id, HISTORY, "call")
    seen = await _seen(session, user_id)
    return Profile(
        user_id=user_id,
        skills=[
            RatingOut(
                skill=skill,
                title=TITLES[skill][language],
                **_stands(practised[skill], skill, drills, now).model_dump(),
                in_calls=_stands(called[skill], skill, calls, now),
                transfer=evidence.of_skill(seen, skill),
                criteria=evidence.of_criteria(seen, skill, language),
            )
            for skill in SKILLS
        ],
        history=[_point(row) for row in sorted([*drills, *calls], key=lambda row: (row.at, row.id), reverse=True)],
    )


async def _remove(session: AsyncSession, source_id: str) -> list[SkillResult]:
    """Delete the rows of one call; what they were."""
    rows = (await session.scalars(sa.select(SkillResult).where(SkillResult.source_id == source_id))).all()
    for row in rows:
        await session.delete(row)
    await session.flush()
    return list(rows)


async def _derive(session: AsyncSession, touched: Iterable[SkillResult]) -> None:
    """Rate anew every call from the touched ones on, in the order in which they were held."""
    first: dict[tuple[str, str, str], datetime] = {}
    for row in touched:
        key = (row.user_id, row.source, row.skill)
        first[key] = min(row.at, first.get(key, row.at))
    for (user_id, source, skill), since in first.items():
        query = sa.select(SkillResult).where(
            SkillResult.user_id == user_id, SkillResult.source == source, SkillResult.skill == skill
        )
        rows = (await session.scalars(query.order_by(SkillResult.at, SkillResult.id))).all()
        standing = Rating()
        for row in rows:
            if row.at < since:
                standing = Rating(row.rating, row.deviation, standing.calls + 1, row.at)
                continue
            doubt = rating.ANYBODY_DEVIATION if source == "call" else rating.OPPONENT_DEVIATION
            standing = rating.updated(standing, row.difficulty, row.result, row.at, doubt)
            row.rating, row.deviation = standing.value, standing.deviation
    await session.flush()


async def _history(session: AsyncSession, user_id: str, limit: int, source: Source | None) -> Sequence[SkillResult]:
    query = sa.select(SkillResult).where(SkillResult.user_id == user_id)
    if source is not None:
        query = query.where(SkillResult.source == source)
    return (await session.scalars(query.order_by(SkillResult.at.desc(), SkillResult.id.desc()).limit(limit))).all()


async def _seen(session: AsyncSession, user_id: str) -> list[Seen]:
    columns = (
        SkillResult.skill, SkillResult.source, SkillResult.at, SkillResult.result, SkillResult.met, SkillResult.missed,
    )  # fmt: skip
    rows = await session.execute(sa.select(*columns).where(SkillResult.user_id == user_id))
    return [
        Seen(row.skill, row.source == "practice", row.at, row.result, tuple(row.met or ()), tuple(row.missed))
        for row in rows
    ]


def _stands(now_at: Rating, skill: Skill, history: Sequence[SkillResult], now: datetime) -> Standing:
    low, high = now_at.interval
    earlier = next((row for row in history if row.skill == skill and row.at <= now - TREND), None)
    return Standing(
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


def _point(row: SkillResult) -> RatingPoint:
    return RatingPoint(
        skill=_skill(row.skill),
        source=_source(row.source),
        rating=round(row.rating, 1),
        uncertainty=round(row.deviation, 1),
        result=row.result,
        conversation_id=row.source_id if row.source == "practice" else None,
        call_id=row.source_id if row.source == "call" else None,
        at=row.at,
    )


def _past(row: SkillResult) -> PastResult:
    return PastResult(
        _skill(row.skill),
        _source(row.source),
        row.source_id,
        row.at,
        row.result,
        tuple(row.missed),
        tuple(row.met or ()),
        row.rubric,
    )


def _skill(name: str) -> Skill:
    return next(skill for skill in SKILLS if skill == name)


def _source(name: str) -> Source:
    return "call" if name == "call" else "practice"
