"""The rubrics calls are scored by: those that ship, and the company's own in every version."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core.errors import Conflict, NotFound
from ringside.dialogue import rubrics as dialogue
from ringside.dialogue.rubrics import Anchor, Rubric, Skill
from ringside.dialogue.schemas import Language
from ringside.playbook import rubric_forms
from ringside.playbook.models import SavedRubric
from ringside.playbook.rubric_forms import RubricForm, Said
from ringside.playbook.schemas import CriterionOut, RubricDraft, RubricOut

MOST = 100
"""Rubrics a company may have of its own."""


class UnknownRubric(NotFound):
    slug, title = "unknown-rubric", "There is no such rubric"


class ShippedRubric(Conflict):
    slug, title = "shipped-rubric", "Rubrics that ship stay as they are; make a copy and change that"


class RubricChanged(Conflict):
    slug, title = "rubric-changed", "Somebody else has saved this rubric meanwhile"


class TooManyRubrics(Conflict):
    slug, title = "too-many-rubrics", "There are too many rubrics; drop one first"


def every() -> list[Rubric]:
    """All rubrics that ship."""
    return list(dialogue.shipped().values())


def shipped(rubric_id: str) -> Rubric:
    """The rubric that ships with this id. Raises UnknownRubric."""
    rubric = dialogue.shipped().get(rubric_id)
    if rubric is None:
        raise UnknownRubric
    return rubric


async def get(session: AsyncSession, rubric_id: str, version: int | None = None) -> Rubric:
    """The rubric with this id, one that ships or the company's own; an old version where one is asked for.

    A dropped rubric is found only by its version. Raises UnknownRubric.
    """
    if rubric_id in dialogue.shipped():
        return shipped(rubric_id)
    row = await (_latest(session, rubric_id) if version is None else session.get(SavedRubric, (rubric_id, version)))
    if row is None:
        raise UnknownRubric
    return Rubric.model_validate(row.rubric)


async def version_of(session: AsyncSession, rubric_id: str) -> int | None:
    """The present version of a rubric of the company's own; None for one that ships. Raises UnknownRubric."""
    return None if rubric_id in dialogue.shipped() else (await _own(session, rubric_id)).version


async def listed(session: AsyncSession, language: Language, *, editable: bool) -> list[RubricOut]:
    """The company's own rubrics, by title, then those that ship."""
    own = [_described(row, language, editable=editable) for row in await _present(session)]
    return sorted(own, key=lambda r: (r.title.casefold(), r.id)) + [describe(r, language) for r in every()]


async def shown(session: AsyncSession, rubric_id: str, language: Language, *, editable: bool) -> RubricOut:
    """One rubric. Raises UnknownRubric."""
    if rubric_id in dialogue.shipped():
        return describe(shipped(rubric_id), language)
    return _described(await _own(session, rubric_id), language, editable=editable)


async def form(session: AsyncSession, rubric_id: str) -> RubricDraft:
    """The form of a rubric, to be changed or copied. Raises UnknownRubric."""
    if rubric_id in dialogue.shipped():
        return RubricDraft(form=rubric_forms.of_shipped(shipped(rubric_id)), version=0)
    row = await _own(session, rubric_id)
    return RubricDraft(form=RubricForm.model_validate(row.form), version=row.version)


async def create(
    session: AsyncSession,
    filled: RubricForm | None,
    copy_of: str | None,
    title: Said | None,
    user_id: str,
    now: datetime,
) -> str:
    """Id of a new rubric: from a form, or a copy of another one with a title of its own.

    Raises UnknownRubric, TooManyRubrics and BadRubric.
    """
    if len(await _present(session)) >= MOST:
        raise TooManyRubrics
    made = filled or (await form(session, copy_of or "")).form
    if filled is None:
        made = made.model_copy(update={"title": title if title and (title.en or title.he) else _copied(made.title)})
    base = (copy_of or "own").split("_")[0]
    rubric_id = f"{base[:40]}-{secrets.token_hex(4)}" if base in dialogue.shipped() else f"own-{secrets.token_hex(6)}"
    based_on = copy_of if copy_of in dialogue.shipped() else None
    await _save(session, rubric_id, 1, made, based_on, user_id, now)
    return rubric_id


async def change(
    session: AsyncSession, rubric_id: str, filled: RubricForm, version: int, user_id: str, now: datetime
) -> None:
    """Save a rubric's next version. Raises UnknownRubric, ShippedRubric, RubricChanged and BadRubric."""
    row = await _mine(session, rubric_id)
    if row.version != version:
        raise RubricChanged("Load it again, look at what has changed, and save once more.")
    await _save(session, rubric_id, version + 1, filled, row.based_on, user_id, now)


async def drop(session: AsyncSession, rubric_id: str) -> None:
    """Take a rubric out of use; calls scored with it keep it. Raises UnknownRubric and ShippedRubric."""
    await _mine(session, rubric_id)
    await session.execute(sa.update(SavedRubric).where(SavedRubric.id == rubric_id).values(dropped=True))


async def _save(
    session: AsyncSession,
    rubric_id: str,
    version: int,
    filled: RubricForm,
    based_on: str | None,
    user_id: str,
    now: datetime,
) -> None:
    """Write one version; of two that save the same version one is told so."""
    rubric = rubric_forms.build(filled, rubric_id)
    ids = [c.id for c in rubric.criteria]
    kept = filled.model_copy(
        update={"criteria": [c.model_copy(update={"id": i}) for c, i in zip(filled.criteria, ids, strict=True)]}
    )
    row = {
        "id": rubric_id, "version": version, "based_on": based_on, "form": kept.model_dump(mode="json"),
        "rubric": rubric.model_dump(mode="json"), "saved_at": now, "saved_by": user_id, "dropped": False,
    }  # fmt: skip
    try:
        async with session.begin_nested():
            await session.execute(sa.insert(SavedRubric).values(**row))
    except IntegrityError as error:
        raise RubricChanged("Load it again, look at what has changed, and save once more.") from error


async def _latest(session: AsyncSession, rubric_id: str) -> SavedRubric | None:
    wanted = sa.select(SavedRubric).where(SavedRubric.id == rubric_id, ~SavedRubric.dropped)
    found: SavedRubric | None = await session.scalar(wanted.order_by(SavedRubric.version.desc()).limit(1))
    return found


async def _own(session: AsyncSession, rubric_id: str) -> SavedRubric:
    row = await _latest(session, rubric_id)
    if row is None:
        raise UnknownRubric
    return row


async def _mine(session: AsyncSession, rubric_id: str) -> SavedRubric:
    if rubric_id in dialogue.shipped():
        raise ShippedRubric
    return await _own(session, rubric_id)


async def _present(session: AsyncSession) -> list[SavedRubric]:
    """The latest version of each rubric that is in use."""
    latest = (
        sa.select(SavedRubric.id, sa.func.max(SavedRubric.version).label("version"))
        .where(~SavedRubric.dropped)
        .group_by(SavedRubric.id)
        .subquery()
    )
    same = sa.and_(SavedRubric.id == latest.c.id, SavedRubric.version == latest.c.version)
    return list((await session.scalars(sa.select(SavedRubric).join(latest, same))).all())


def _copied(title: Said) -> Said:
    return Said(en=f"{title.en[:280]} (copy)" if title.en else "", he=f"{title.he[:280]} (עותק)" if title.he else "")


@cache
def skills(rubric_id: str) -> Mapping[Skill, float]:
    """How much of the weight of a rubric that ships each skill carries; nothing for any other."""
    rubric = dialogue.shipped().get(rubric_id)
    weights: dict[Skill, float] = {}
    for criterion in rubric.criteria if rubric else ():
        weights[criterion.skill] = weights.get(criterion.skill, 0.0) + criterion.weight
    return weights


def _described(row: SavedRubric, language: Language, *, editable: bool) -> RubricOut:
    out = describe(Rubric.model_validate(row.rubric), language)
    more = {"own": True, "editable": editable, "version": row.version, "based_on": row.based_on}
    return out.model_copy(update=more | {"updated_at": row.saved_at})


def describe(rubric: Rubric, language: Language) -> RubricOut:
    """The rubric in this language."""
    return RubricOut(
        id=rubric.id,
        title=rubric.title.said(language),
        method=rubric.method,
        description=rubric.description.said(language),
        language=language,
        criteria=[
            CriterionOut(
                id=criterion.id,
                title=criterion.title.said(language),
                question=criterion.question.said(language),
                yes=_anchor(criterion.yes, language),
                partly=_anchor(criterion.partly, language) if criterion.partly else "",
                no=_anchor(criterion.no, language),
                weight=criterion.weight,
                skill=criterion.skill,
                speaker=criterion.speaker,
            )
            for criterion in rubric.criteria
        ],
    )


def _anchor(anchor: Anchor, language: Language) -> str:
    when, example = anchor.when.said(language), anchor.example.said(language)
    return when if when == example else f"{when} ({example})"
