"""Answers that were used, how people rated them, and what came of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import service as accounts
from ringside.accounts.principal import Principal
from ringside.core.errors import Forbidden, NotFound
from ringside.core.ids import new_id
from ringside.core.paging import Page, newest_first
from ringside.deals.objections import concerns, library
from ringside.deals.objections.models import AnswerUse, LibraryEntry
from ringside.deals.objections.ranking import succeeded
from ringside.deals.objections.schemas import AnswerUseOut, NewUse, UseReport
from ringside.deals.objections.workflow import APPROVERS
from ringside.deals.records import finding
from ringside.deals.records.models import Deal


class UnknownUse(NotFound):
    slug, title = "unknown-use", "There is no such use of an answer"


class OthersUse(Forbidden):
    slug, title = "others-use", "Only who used an answer, or a manager, can say how it went"


async def exist(session: AsyncSession, deal_id: str | None, contact_id: str | None) -> None:
    """Raises UnknownDeal, UnknownContact unless what is named is there."""
    if deal_id is not None:
        await finding.deal(session, deal_id)
    if contact_id is not None:
        await finding.contact(session, contact_id)


async def note(session: AsyncSession, who: Principal, body: NewUse, now: datetime) -> AnswerUse:
    """Note that an answer is used. Raises UnknownEntry, UnknownDeal, UnknownContact."""
    await exist(session, body.deal_id, body.contact_id)
    if body.entry_id is not None:
        await library.get(session, body.entry_id)
    use = AnswerUse(id=new_id(), user_id=who.user_id, at=now, note="", **body.model_dump())
    session.add(use)
    await session.flush()
    return use


async def report(session: AsyncSession, who: Principal, use_id: str, body: UseReport, now: datetime) -> AnswerUse:
    """Say how it went. Raises UnknownUse, OthersUse."""
    use = await session.get(AnswerUse, use_id)
    if use is None:
        raise UnknownUse
    if use.user_id != who.user_id and who.role not in APPROVERS:
        raise OthersUse
    for name in body.model_fields_set:
        setattr(use, name, getattr(body, name) or ("" if name == "note" else None))
    use.said_at = now
    await session.flush()
    return use


async def listed(
    session: AsyncSession,
    control: AsyncSession,
    who: Principal,
    deal_id: str | None,
    entry_id: str | None,
    mine: bool,
    limit: int,
    cursor: str | None,
) -> Page[AnswerUseOut]:
    """Uses, the newest first."""
    query = sa.select(AnswerUse)
    for column, value in (
        (AnswerUse.deal_id, deal_id), (AnswerUse.entry_id, entry_id),
        (AnswerUse.user_id, who.user_id if mine else None),
    ):  # fmt: skip
        if value is not None:
            query = query.where(column == value)
    rows, following = await newest_first(session, query, AnswerUse.id, limit, cursor)
    return Page(items=await shown(session, control, who, rows), next_cursor=following)


async def shown(
    session: AsyncSession, control: AsyncSession, who: Principal, uses: Sequence[AnswerUse]
) -> list[AnswerUseOut]:
    """Uses as this person sees them."""
    deals = await _by_id(session, sa.select(Deal.id, Deal.name, Deal.status, Deal.closed_at), Deal.id,
                         {u.deal_id for u in uses if u.deal_id})  # fmt: skip
    titles = await _by_id(session, sa.select(LibraryEntry.id, LibraryEntry.title), LibraryEntry.id,
                          {u.entry_id for u in uses if u.entry_id})  # fmt: skip
    names = await accounts.names(control, who.tenant_id, {use.user_id for use in uses})
    return [_shown(use, deals, titles, names, who) for use in uses]


async def _by_id(session: AsyncSession, query: Any, key: Any, wanted: set[str]) -> dict[str, Any]:
    if not wanted:
        return {}
    return {row.id: row for row in await session.execute(query.where(key.in_(wanted)))}


def _shown(
    use: AnswerUse, deals: Mapping[str, Any], titles: Mapping[str, Any], names: Mapping[str, str], who: Principal
) -> AnswerUseOut:
    deal = deals.get(use.deal_id or "")
    closed = deal.status if deal is not None and deal.closed_at is not None and deal.closed_at >= use.at else None
    entry = titles.get(use.entry_id or "")
    plain = ("id", "entry_id", "at", "deal_id", "contact_id", "kind", "tone", "objection", "text", "edited", "rating",
             "outcome", "note")  # fmt: skip
    return AnswerUseOut.model_validate(
        {
            **{name: getattr(use, name) for name in plain},
            "entry_title": entry.title if entry is not None else None,
            "by": use.user_id,
            "by_name": names.get(use.user_id),
            "deal_name": deal.name if deal is not None else None,
            "deal_status": deal.status if deal is not None else None,
            "kind_title": concerns.titles(who.language)[use.kind],
            "worked": succeeded(use.outcome, closed, use.rating),
            "mine": use.user_id == who.user_id,
        }
    )
