"""People's word on what the machine found. It stands beside the machine's, outlives re-runs and counts in the score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.calls import records
from ringside.calls.models import Call, CallJudgement, CallOverride
from ringside.calls.records import NoReport
from ringside.calls.schemas import JudgementIn, OverrideIn
from ringside.core.errors import NotFound
from ringside.dialogue.rubrics import SKILLS, Skill
from ringside.skills import service as skills
from ringside.skills.service import Observed


class UnknownCriterion(NotFound):
    slug, title = "unknown-criterion", "The scorecard of this call has no such criterion"


class UnknownFinding(NotFound):
    slug, title = "unknown-finding", "The report of this call has no such finding"


async def override(
    session: AsyncSession, who: Principal, call_id: str, criterion_id: str, body: OverrideIn, now: datetime
) -> None:
    """Set the caller's result of a criterion; the machine's own is a confirmation. Raises UnknownCriterion."""
    call = await records.visible(session, who, call_id)
    card = await card_of(session, call)
    found = next((c for c in card["criteria"] if c["id"] == criterion_id), None)
    if found is None:
        raise UnknownCriterion
    row = await session.get(CallOverride, (call_id, card["rubric"], criterion_id, who.user_id))
    if row is None:
        row = CallOverride(call_id=call_id, rubric=card["rubric"], criterion=criterion_id, user_id=who.user_id)
        session.add(row)
    row.role, row.result, row.machine = who.role, body.result, found["result"]
    row.title, row.note, row.at = found["title"], body.note, now
    await session.flush()
    await _settle_again(session, call, card, now)


async def take_back(session: AsyncSession, who: Principal, call_id: str, criterion_id: str, now: datetime) -> None:
    """Withdraw the caller's result of a criterion; somebody else's stays. Raises UnknownCriterion."""
    call = await records.visible(session, who, call_id)
    card = await card_of(session, call)
    row = await session.get(CallOverride, (call_id, card["rubric"], criterion_id, who.user_id))
    if row is None and all(c["id"] != criterion_id for c in card["criteria"]):
        raise UnknownCriterion
    if row is not None:
        await session.delete(row)
        await session.flush()
        await _settle_again(session, call, card, now)


async def judge(
    session: AsyncSession, who: Principal, call_id: str, finding_id: str, body: JudgementIn, now: datetime
) -> None:
    """Mark a finding right or wrong. Raises UnknownFinding."""
    call = await records.visible(session, who, call_id)
    finding = await _finding(session, call, finding_id)
    if finding is None:
        raise UnknownFinding
    row = await session.get(CallJudgement, (call_id, finding_id, who.user_id))
    if row is None:
        row = CallJudgement(call_id=call_id, finding=finding_id, user_id=who.user_id)
        session.add(row)
    row.role, row.verdict, row.note, row.at = who.role, body.verdict, body.note, now
    row.source = finding.get("source", "builtin")
    await session.flush()


async def take_back_judgement(session: AsyncSession, who: Principal, call_id: str, finding_id: str) -> None:
    """Withdraw the caller's mark on a finding. Raises UnknownFinding."""
    call = await records.visible(session, who, call_id)
    row = await session.get(CallJudgement, (call_id, finding_id, who.user_id))
    if row is not None:
        await session.delete(row)
        await session.flush()
    elif await _finding(session, call, finding_id) is None:
        raise UnknownFinding


async def _finding(session: AsyncSession, call: Call, finding_id: str) -> dict[str, Any] | None:
    found = await records.result(session, call.id, "findings", (call.report or {}).get("findings")) or {}
    return next((f for f in found.get("findings", ()) if f["id"] == finding_id), None)


async def card_of(session: AsyncSession, call: Call) -> dict[str, Any]:
    """The machine's scorecard of a call. Raises NoReport."""
    found = await records.result(session, call.id, "scorecard", (call.report or {}).get("scorecard"))
    if found is None:
        raise NoReport("It has no scorecard: analyse it first.")
    return cast("dict[str, Any]", found["scorecard"])


async def overrides(session: AsyncSession, call_id: str, rubric: str) -> dict[str, CallOverride]:
    """By criterion, the word that counts."""
    query = sa.select(CallOverride).where(CallOverride.call_id == call_id, CallOverride.rubric == rubric)
    return counting(await session.scalars(query), lambda row: row.criterion)


async def judgements(session: AsyncSession, call_id: str) -> dict[str, CallJudgement]:
    """By finding, the word that counts."""
    rows = await session.scalars(sa.select(CallJudgement).where(CallJudgement.call_id == call_id))
    return counting(rows, lambda row: row.finding)


class Said(Protocol):
    role: Any
    at: Any


W = TypeVar("W", bound=Said)


def counting(rows: Iterable[W], of: Any) -> dict[str, W]:
    """Where several people spoke, a manager's or owner's word goes before the rep's own, then the later one."""
    return {of(row): row for row in sorted(rows, key=lambda row: (row.role in records.SEES_ALL, row.at))}


def changed(criteria: Sequence[Mapping[str, Any]], said: Mapping[str, str]) -> list[dict[str, Any]]:
    """The criteria with people's results in place of the machine's; a confirmed one keeps its level."""
    return [
        {**c, "result": said[c["id"]], "level": None} if said.get(c["id"], c["result"]) != c["result"] else dict(c)
        for c in criteria
    ]


def score(criteria: Sequence[Mapping[str, Any]]) -> float | None:
    """The score of criteria, as the scorecard computes it: None when less than half of the weight was observed."""
    seen = [c for c in criteria if c["result"] != "not_observed"]
    weight = sum(c["weight"] for c in seen)
    if not weight or weight < 0.5 * sum(c["weight"] for c in criteria):
        return None
    return float(round(100 * sum(map(_earned, seen)) / weight, 1))


def _earned(criterion: Mapping[str, Any]) -> float:
    """The part of the weight that counts; a criterion known in part counts by its level."""
    if criterion.get("level") is not None:
        return float(criterion["weight"] * criterion["level"] / 2)
    return float(criterion["weight"]) if criterion["result"] == "met" else 0.0


def by_skill(criteria: Sequence[Mapping[str, Any]], rubric: str) -> dict[Skill, Observed]:
    """What a call showed of each skill."""
    found: dict[Skill, Observed] = {}
    for skill in SKILLS:
        seen = [c for c in criteria if c["skill"] == skill and c["result"] != "not_observed"]
        if total := sum(c["weight"] for c in seen):
            met, missed = (tuple(c["id"] for c in seen if c["result"] == name) for name in ("met", "not_met"))
            found[skill] = Observed(sum(map(_earned, seen)) / total, missed, met, rubric)
    return found


async def settle(session: AsyncSession, call: Call, card: dict[str, Any] | None, *, sure: bool, now: datetime) -> None:
    """Bring the call's score and the rep's skills to what card and people say; an unsure reading teaches nothing."""
    if card is None:
        call.score = None
        return
    said = {name: row.result for name, row in (await overrides(session, call.id, card["rubric"])).items()}
    criteria = changed(card["criteria"], said)
    call.score = score(criteria) if said else card["score"]
    observed = by_skill(criteria, card["rubric"]) if sure else {}
    await skills.record(session, call.user_id, "call", call.id, None, observed, call.happened_at)


async def _settle_again(session: AsyncSession, call: Call, card: dict[str, Any], now: datetime) -> None:
    told = await records.result(session, call.id, "attribute", (call.report or {}).get("attribute"))
    await settle(session, call, card, sure=bool(told and told["sure"]), now=now)
