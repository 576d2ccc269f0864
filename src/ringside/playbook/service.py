"""What the company sells, to whom and how."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core.errors import Conflict
from ringside.playbook.knowledge import answers as knowledge
from ringside.playbook.models import SavedQuestionnaire
from ringside.playbook.schemas import Answers, Questionnaire, QuestionnaireChange

ONLY_ROW = 1
EDITORS = ("manager", "owner")

BY_USE = (
    "product", "customers", "problems", "benefits", "prices", "competitors", "differentiators", "market", "industry",
    "company", "tone", "language",
)  # fmt: skip
"""The questions, the one that makes the most of a scenario first."""


class QuestionnaireChanged(Conflict):
    slug, title = "questionnaire-changed", "Somebody else has saved the questionnaire meanwhile"


async def answers(session: AsyncSession) -> Answers:
    """What has been answered so far; empty answers before the first save."""
    row = await session.get(SavedQuestionnaire, ONLY_ROW)
    return Answers.model_validate(row.answers) if row else Answers()


async def questionnaire(session: AsyncSession, *, editable: bool) -> Questionnaire:
    """The questionnaire with how complete it is."""
    row = await session.get(SavedQuestionnaire, ONLY_ROW, populate_existing=True)
    given = Answers.model_validate(row.answers) if row else Answers()
    missing = open_questions(given)
    return Questionnaire(
        answers=given,
        completeness=round(1 - len(missing) / len(BY_USE), 2),
        missing=missing,
        version=row.version if row else 0,
        updated_at=row.updated_at if row else None,
        updated_by=row.updated_by if row else None,
        editable=editable,
    )


async def save_questionnaire(
    session: AsyncSession, change: QuestionnaireChange, user_id: str, now: datetime
) -> Questionnaire:
    """Save all answers at once. Raises QuestionnaireChanged when `change.version` is not the stored one."""
    values: dict[str, Any] = {
        "answers": change.answers.model_dump(mode="json"),
        "version": change.version + 1,
        "updated_at": now,
        "updated_by": user_id,
    }
    if not await _store(session, change.version, values):
        raise QuestionnaireChanged("Load it again, look at what has changed, and save once more.")
    await knowledge.index(session, change.answers)
    return await questionnaire(session, editable=True)


def open_questions(given: Answers) -> list[str]:
    """The questions without an answer, the most useful first."""
    return [name for name in BY_USE if not getattr(given, name)]


async def _store(session: AsyncSession, version: int, values: dict[str, Any]) -> bool:
    """Whether the row was at this version, and now holds these values. Two savers cannot both be told yes."""
    if version == 0:
        try:
            async with session.begin_nested():
                await session.execute(sa.insert(SavedQuestionnaire).values(id=ONLY_ROW, **values))
        except IntegrityError:
            return False
        return True
    update = sa.update(SavedQuestionnaire).where(
        SavedQuestionnaire.id == ONLY_ROW, SavedQuestionnaire.version == version
    )
    done = cast(sa.CursorResult[Any], await session.execute(update.values(**values)))
    return done.rowcount == 1
