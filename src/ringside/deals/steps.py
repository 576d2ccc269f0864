"""Next steps that were agreed in a recorded call, as tasks on its deal and from there in the deal's CRM."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import sqlalchemy as sa
from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.calls import report
from ringside.calls.schemas import CallDetail, CallNextStep
from ringside.core.errors import Invalid
from ringside.deals.records import activities, finding, links
from ringside.deals.records.models import Activity
from ringside.deals.records.schemas import ActivityIn
from ringside.deals.sync import outgoing
from ringside.deals.sync.models import CrmOutgoing
from ringside.dialogue.schemas import Language

Standing = Literal["open", "kept", "waiting", "sending", "sent", "refused"]
_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "rep": "To be done by: us",
        "customer": "To be done by: the customer",
        "both": "To be done by: both",
        "when": "When: {when}",
        "call": "Agreed in the call “{title}” of {at:%Y-%m-%d}",
    },
    "he": {
        "rep": "באחריות: אנחנו",
        "customer": "באחריות: הלקוח",
        "both": "באחריות: שני הצדדים",
        "when": "מתי: {when}",
        "call": "סוכם בשיחה ״{title}״ מתאריך {at:%d.%m.%Y}",
    },
}


class NoSuchStep(Invalid):
    slug, title = "no-such-step", "The report of this call has no such next step"


class StepIn(BaseModel):
    """Which next step of the report, counted from 0."""

    step: int = Field(ge=0, le=1000)


class StepOnDeal(BaseModel):
    """A next step of a call and how far it is: `open` is on no deal yet; `kept` is on the deal, and no CRM takes it."""

    step: int
    standing: Standing
    activity_id: str | None = None
    problem: str | None = None
    """What the CRM said against it."""


class StepsOnDeal(BaseModel):
    items: list[StepOnDeal]


async def shown(
    session: AsyncSession, control: AsyncSession, who: Principal, deal_id: str, call_id: str
) -> StepsOnDeal:
    """How far each next step of a call is on this deal. Raises UnknownDeal, UnknownCall."""
    await finding.deal(session, deal_id)
    call = await report.detail(session, control, who, call_id)
    keys = [_key(call_id, step) for step in call.next_steps]
    query = sa.select(Activity).where(
        Activity.source == "ringside",
        Activity.external_id.in_(keys),
        Activity.deal_id == deal_id,
        Activity.deleted_at.is_(None),
    )
    rows = {row.external_id: row for row in await session.scalars(query)}
    ways = await _ways(session, [row.id for row in rows.values()])
    there = [rows.get(key) for key in keys]
    return StepsOnDeal(items=[_standing(i, row, ways.get(row.id) if row else None) for i, row in enumerate(there)])


async def put(
    session: AsyncSession, control: AsyncSession, who: Principal, deal_id: str, call_id: str, number: int, now: datetime
) -> tuple[StepOnDeal, CrmOutgoing | None]:
    """Make a task of a next step on the deal and put it on its way to the CRM. Twice does no harm.

    The words are the report's, never the client's. Raises UnknownDeal, UnknownCall, CallLinked, NoSuchStep.
    """
    await finding.deal(session, deal_id)
    call = await report.detail(session, control, who, call_id)
    if number >= len(call.next_steps):
        raise NoSuchStep
    await links.link_call(session, who, deal_id, call_id, [], now)
    row = await _task(session, who, deal_id, call, call.next_steps[number], now)
    try:
        way = await outgoing.queue(session, row, who.user_id, now)
    except (outgoing.NothingToWrite, outgoing.WriteBackOff):
        way = None  # no CRM takes it: the task stands on the deal all the same
    return _standing(number, row, way), way


async def _task(
    session: AsyncSession, who: Principal, deal_id: str, call: CallDetail, step: CallNextStep, now: datetime
) -> Activity:
    key = _key(call.id, step)
    query = sa.select(Activity).where(Activity.source == "ringside", Activity.external_id == key)
    if (row := await session.scalar(query)) is not None and row.deleted_at is None and row.deal_id == deal_id:
        return row
    if row is not None:
        row.external_id = None  # taken away since, or put on another deal: this one is another task
        await session.flush()
    body = ActivityIn(
        kind="task", at=now, subject=step.text[:500], text=_text(call, step), deal_id=deal_id, people=[]
    )  # fmt: skip
    row = await activities.create(session, who, body, now)
    row.external_id = key
    await session.flush()
    return row


def _text(call: CallDetail, step: CallNextStep) -> str:
    """Who does it by when, and where that was agreed; in the language of the call."""
    words = _WORDS["he" if call.language == "he" else "en"]
    lines = [
        words[step.who] if step.who else "",
        words["when"].format(when=step.when) if step.when else "",
        words["call"].format(title=call.title, at=call.happened_at),
    ]
    return "\n".join(line for line in lines if line)


def _key(call_id: str, step: CallNextStep) -> str:
    """Names a next step by the words it rests on: a new analysis may find others before it."""
    quote = step.quotes[0]
    return f"step:{call_id}:{quote.turn}:{quote.start}"


async def _ways(session: AsyncSession, activity_ids: Sequence[str]) -> dict[str, CrmOutgoing]:
    """How each is on its way into a CRM, by activity."""
    query = sa.select(CrmOutgoing).where(CrmOutgoing.activity_id.in_(activity_ids)).order_by(CrmOutgoing.id)
    return {row.activity_id: row for row in await session.scalars(query)} if activity_ids else {}


def _standing(number: int, row: Activity | None, way: CrmOutgoing | None) -> StepOnDeal:
    if row is None:
        return StepOnDeal(step=number, standing="open")
    told = {"standing": way.status, "problem": way.problem} if way is not None else {"standing": "kept"}
    return StepOnDeal.model_validate({"step": number, "activity_id": row.id, **told})
