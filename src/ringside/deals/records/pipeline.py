"""The company's own stages: which there are, and where a deal stands by its stage and its status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from ringside.core.errors import Conflict, FieldProblem, Invalid
from ringside.deals.records.finding import add_once, by_key
from ringside.deals.records.matching import folded
from ringside.deals.records.models import Deal, DealChange, Stage
from ringside.deals.records.schemas import StageIn
from ringside.deals.schemas import DealStatus
from ringside.dialogue.schemas import Language


class UnknownStage(Invalid):
    slug, title = "unknown-stage", "There is no such stage"


class StatusMismatch(Invalid):
    slug, title = "status-mismatch", "The stage and the status contradict each other"


class StagesUnfit(Invalid):
    slug, title = "stages-unfit", "These stages cannot be used"


class StageInUse(Conflict):
    slug, title = "stage-in-use", "Deals stand in a stage that would go or mean something else"


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of the pipeline."""

    name: str
    status: DealStatus


USUAL: dict[Language, tuple[Step, ...]] = {
    "en": (
        Step("Qualification", "open"), Step("Discovery", "open"), Step("Proposal", "open"),
        Step("Negotiation", "open"), Step("Won", "won"), Step("Lost", "lost"),
    ),
    "he": (
        Step("בירור התאמה", "open"), Step("בירור צרכים", "open"), Step("הצעה", "open"), Step("משא ומתן", "open"),
        Step("נסגרה בהצלחה", "won"), Step("אבדה", "lost"),
    ),
}  # fmt: skip
"""The stages of a company that has said nothing and imported nothing yet."""


def placed(steps: Sequence[Step], stage: str | None, status: DealStatus | None, was: Step) -> Step:
    """Where a deal stands that stood at `was`, when somebody asks for this stage, this status, or both.

    A status alone moves it to the first stage of that status, or back to the last open one; where the pipeline has
    none, the stage stays. Raises UnknownStage, StatusMismatch.
    """
    if stage is not None:
        step = find(steps, stage)
        if status is not None and status != step.status:
            raise StatusMismatch(f"A deal in the stage {step.name!r} is {step.status}, not {status}.")
        return step
    if status is None or status == was.status:
        return was
    fitting = [step for step in steps if step.status == status]
    if not fitting:
        return Step(was.name, status)
    return fitting[-1] if status == "open" else fitting[0]


def find(steps: Sequence[Step], name: str) -> Step:
    """The stage of this name, whatever its case. Raises UnknownStage, naming those there are."""
    wanted = folded(name)
    for step in steps:
        if step.name == name:
            return step
    for step in steps:
        if folded(step.name) == wanted:
            return step
    names = ", ".join(step.name for step in steps)
    raise UnknownStage(f"Use one of: {names}.", errors=[FieldProblem(field="stage", problem=f"Use one of: {names}")])


async def steps(session: AsyncSession, language: Language) -> list[Step]:
    """The company's stages in order; the usual ones in this language while it has none of its own."""
    rows = await session.execute(sa.select(Stage.name, Stage.status).order_by(Stage.position, Stage.name))
    return [Step(name, cast(DealStatus, status)) for name, status in rows] or list(USUAL[language])


async def settle(session: AsyncSession, language: Language) -> list[Step]:
    """The same, and the usual ones become the company's own: a deal is about to stand in one."""
    known = await steps(session, language)
    if await session.scalar(sa.select(sa.func.count()).select_from(Stage)) == 0:
        for place, step in enumerate(known):
            await add_once(session, Stage(name=step.name, position=place, status=step.status))
    return known


async def _write(session: AsyncSession, wanted: Sequence[Step]) -> None:
    await session.execute(sa.delete(Stage))
    rows = [{"name": step.name, "position": place, "status": step.status} for place, step in enumerate(wanted)]
    await session.execute(sa.insert(Stage), rows)


async def counts(session: AsyncSession) -> dict[str | None, int]:
    """How many deals stand in each stage."""
    query = sa.select(Deal.stage, sa.func.count()).where(Deal.deleted_at.is_(None)).group_by(Deal.stage)
    return await by_key(session, query)


async def replace(session: AsyncSession, wanted: Sequence[StageIn], language: Language, now: datetime) -> None:
    """Make these the company's stages; a renamed one takes its deals and its history along.

    Raises StagesUnfit, StageInUse.
    """
    known = {step.name: step for step in await steps(session, language)}
    check(wanted, known, await counts(session))
    await _write(session, [Step(stage.name, stage.status) for stage in wanted])
    renamed = {s.renamed_from: s.name for s in wanted if s.renamed_from and s.renamed_from != s.name}
    if not renamed:
        return
    name = _by_old_name(Deal.stage, renamed)
    of_deals = sa.update(Deal).where(Deal.stage.in_(renamed))
    await session.execute(of_deals.values(stage=name, updated_at=now).execution_options(synchronize_session=False))
    for column in (DealChange.before, DealChange.after):
        past = sa.update(DealChange).where(DealChange.field == "stage", column.in_(renamed))
        values = {column.key: _by_old_name(column, renamed)}
        await session.execute(past.values(values).execution_options(synchronize_session=False))


def _by_old_name(column: InstrumentedAttribute[str | None], renamed: dict[str, str]) -> sa.Case[str]:
    return sa.case(renamed, value=column, else_=column)


def check(wanted: Sequence[StageIn], known: dict[str, Step], deals: dict[str | None, int]) -> None:
    """Raises StagesUnfit or StageInUse when these cannot take the place of the known stages."""
    names = [folded(stage.name) for stage in wanted]
    if len(set(names)) < len(names):
        raise StagesUnfit("Two stages have the same name.")
    if not any(stage.status == "open" for stage in wanted):
        raise StagesUnfit("At least one stage has to be open.")
    sources = [stage.renamed_from or stage.name for stage in wanted]
    if len(set(sources)) < len(sources):
        raise StagesUnfit("One stage cannot become two.")
    for stage in wanted:
        if stage.renamed_from is not None and stage.renamed_from not in known:
            raise StagesUnfit(f"There is no stage {stage.renamed_from!r} to rename.")
    after = {stage.renamed_from or stage.name: stage for stage in wanted}
    for name, step in known.items():
        count = deals.get(name, 0)
        if count and name not in after:
            raise StageInUse(f"{count} deals stand in {name!r}: move them, or rename it.", stage=name, deals=count)
        if count and after[name].status != step.status:
            raise StageInUse(f"{count} deals in {name!r} are {step.status}.", stage=name, deals=count)
