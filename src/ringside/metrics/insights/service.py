"""Pinned answers: kept with their query and facts, refreshed and compared, shared and talked about."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import notices
from ringside.accounts import service as accounts
from ringside.accounts.notices import Note
from ringside.accounts.principal import Principal
from ringside.core.errors import Forbidden, Invalid, NotFound
from ringside.core.ids import new_id
from ringside.core.paging import Page
from ringside.dialogue.schemas import Language
from ringside.metrics.insights import diff as differences
from ringside.metrics.insights import rolling, wording
from ringside.metrics.insights.schemas import (
    AlertOut,
    CommentIn,
    CommentOut,
    Diff,
    InsightChange,
    InsightItem,
    InsightOut,
    Moved,
    Refresh,
    Refreshes,
    Saved,
    Scope,
    Teammate,
)
from ringside.metrics.model.schema import Calendar
from ringside.metrics.models import InsightAlert
from ringside.metrics.query.schema import MetricQuery, ResultColumn
from ringside.metrics.store import Item, Store

INSIGHT, REFRESH, COMMENT = "insight", "refresh", "comment"
ALL = "all"
"""The one parent of a tenant's insights: who may see which is decided here, not by the store."""
ROWS_KEPT = 500
REFRESHES_KEPT = 100

Ask = Callable[[MetricQuery, date, Language], Awaitable[Saved]]


class UnknownInsight(NotFound):
    slug, title = "unknown-insight", "There is no such insight"


class UnknownComment(NotFound):
    slug, title = "unknown-comment", "There is no such comment"


class NotYours(Forbidden):
    slug, title = "not-your-insight", "Only whoever pinned this, or a manager, may change it"


class UnknownMention(Invalid):
    slug, title = "unknown-mention", "Somebody mentioned is not in your company"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a person works on insights: their company's items and tables, and who they are."""

    store: Store
    session: AsyncSession
    control: AsyncSession
    who: Principal


async def pin(
    desk: Desk, saved: Saved, *, title: str, note: str, shared: bool, language: Language, calendar: Calendar,
    now: datetime,
) -> InsightOut:  # fmt: skip
    """Keep an answer."""
    body = {
        "title": title,
        "note": note,
        "shared": shared,
        "language": language,
        "rolling": rolling.is_rolling(saved.query, calendar, saved.as_of),
        "saved": saved.model_dump(mode="json"),
        "diff": None,
    }
    item = Item(INSIGHT, ALL, new_id(), at=now, user_id=desk.who.user_id, body=body)
    return await _out(desk, await desk.store.put(item, expect=0))


async def visible(desk: Desk, insight_id: str) -> Item:
    """An insight that this person may see: their own or a shared one. Raises UnknownInsight."""
    item = await desk.store.get(INSIGHT, ALL, insight_id)
    if item is None or not _sees(desk.who, item):
        raise UnknownInsight
    return item


def _sees(who: Principal, item: Item) -> bool:
    if who.role == "rep" and item.body["saved"]["managers_only"]:
        return False
    return item.user_id == who.user_id or bool(item.body["shared"])


async def insights(desk: Desk, scope: Scope, limit: int, cursor: str | None) -> Page[InsightItem]:
    """The insights a person may see, the newest first."""
    shown: list[Item] = []
    while True:
        page = await desk.store.page(INSIGHT, ALL, cursor=cursor, limit=limit - len(shown))
        shown += [item for item in page.items if _sees(desk.who, item) and _in_scope(desk.who, item, scope)]
        cursor = page.next_cursor
        if cursor is None or len(shown) >= limit:
            break
    return Page(items=await _items(desk, shown), next_cursor=cursor)


def _in_scope(who: Principal, item: Item, scope: Scope) -> bool:
    match scope:
        case "mine":
            return item.user_id == who.user_id
        case "shared":
            return bool(item.body["shared"])
        case "all":
            return True


async def get(desk: Desk, insight_id: str) -> InsightOut:
    """One insight with its rows. Raises UnknownInsight."""
    return await _out(desk, await visible(desk, insight_id))


async def _changeable(desk: Desk, insight_id: str) -> Item:
    item = await visible(desk, insight_id)
    if item.user_id != desk.who.user_id and desk.who.role == "rep":
        raise NotYours
    return item


async def change(desk: Desk, insight_id: str, body: InsightChange) -> InsightOut:
    """Rename, annotate, share. Only who pinned it makes a shared one private again. Raises NotYours."""
    item = await _changeable(desk, insight_id)
    if body.shared is False and item.user_id != desk.who.user_id:
        raise NotYours
    changes = body.model_dump(exclude_none=True)
    return await _out(desk, await desk.store.put(item.with_body(**changes), expect=item.version))


async def remove(desk: Desk, insight_id: str) -> None:
    """Delete an insight with everything said about it. Raises NotYours."""
    item = await _changeable(desk, insight_id)
    for kind in (REFRESH, COMMENT):
        await desk.store.drop(kind, item.id)
    await desk.session.execute(sa.delete(InsightAlert).where(InsightAlert.insight_id == item.id))
    await desk.store.delete(INSIGHT, ALL, item.id)


async def refresh(desk: Desk, insight_id: str, ask: Ask, calendar: Calendar, as_of: date) -> InsightOut:
    """Ask again and say what changed; the former state goes to the history. Raises UnknownInsight."""
    item = await visible(desk, insight_id)
    return await _out(desk, await renew(desk.store, item, ask, calendar, as_of))


async def renew(store: Store, item: Item, ask: Ask, calendar: Calendar, as_of: date) -> Item:
    """The insight with a fresh answer, kept."""
    before, language = Saved.model_validate(item.body["saved"]), item.body["language"]
    query = rolling.moved(before.query, calendar, as_of) if item.body["rolling"] else before.query
    after = await ask(query, as_of, language)
    told = differences.between(before, after, partial(_pair, language))
    told = told.model_copy(update={"text": wording.difference(told, language)})
    was = {"saved": item.body["saved"], "diff": item.body["diff"]}
    await store.put(Item(REFRESH, item.id, new_id(), at=before.at, user_id=item.user_id, body=was))
    await _forget_old(store, item.id)
    changes = {"saved": after.model_dump(mode="json"), "diff": told.model_dump(mode="json")}
    return await store.put(item.with_body(**changes), expect=item.version)


def _pair(language: Language, before: Any, after: Any, column: ResultColumn) -> tuple[str, str]:
    return wording.cells(before, after, column, language)


async def _forget_old(store: Store, insight_id: str) -> None:
    past = await store.all(REFRESH, insight_id)
    for old in past[: max(0, len(past) - REFRESHES_KEPT)]:
        await store.delete(REFRESH, insight_id, old.id)


async def history(desk: Desk, insight_id: str, limit: int, cursor: str | None) -> Refreshes:
    """What an insight said before, the newest first. Raises UnknownInsight."""
    await visible(desk, insight_id)
    page = await desk.store.page(REFRESH, insight_id, limit=limit, cursor=cursor)
    return Refreshes(items=[_past(item) for item in page.items], next_cursor=page.next_cursor)


def _past(item: Item) -> Refresh:
    saved = Saved.model_validate(item.body["saved"])
    return Refresh(
        id=item.id, at=saved.at, text=saved.narrative.text, headline=headline(saved), diff=_diff(item.body["diff"])
    )


async def comment(desk: Desk, insight_id: str, body: CommentIn, now: datetime) -> CommentOut:
    """Say something about an insight; whoever is mentioned is told, if they may see it. Raises UnknownMention."""
    item = await visible(desk, insight_id)
    names = await _names(desk, {*body.mentions, desk.who.user_id})
    if unknown := [user for user in body.mentions if user not in names]:
        raise UnknownMention(f"{len(unknown)} of those mentioned cannot be found.")
    said = Item(
        COMMENT, insight_id, new_id(), at=now, user_id=desk.who.user_id,
        body={"text": body.text, "mentions": list(dict.fromkeys(body.mentions))},
    )  # fmt: skip
    said = await desk.store.put(said, expect=0)
    for user in said.body["mentions"]:
        if user != desk.who.user_id and (item.body["shared"] or user == item.user_id):
            title = wording.mentioned(names[desk.who.user_id], item.body["title"], item.body["language"])
            note = Note("mention", title, body.text, f"/numbers/insights/{insight_id}")
            await notices.give(desk.session, desk.who.tenant_id, user, note, now)
    return _comment(said, desk.who, names)


async def comments(desk: Desk, insight_id: str) -> list[CommentOut]:
    """What people said about an insight, oldest first. Raises UnknownInsight."""
    await visible(desk, insight_id)
    said = await desk.store.all(COMMENT, insight_id)
    everybody = {item.user_id for item in said if item.user_id} | {u for item in said for u in item.body["mentions"]}
    names = await _names(desk, everybody)
    return [_comment(item, desk.who, names) for item in said]


async def withdraw(desk: Desk, insight_id: str, comment_id: str) -> None:
    """Delete a comment of one's own; managers delete any. Raises UnknownComment, NotYours."""
    await visible(desk, insight_id)
    said = await desk.store.get(COMMENT, insight_id, comment_id)
    if said is None:
        raise UnknownComment
    if said.user_id != desk.who.user_id and desk.who.role == "rep":
        raise NotYours
    await desk.store.delete(COMMENT, insight_id, comment_id)


def _comment(item: Item, who: Principal, names: Mapping[str, str]) -> CommentOut:
    def person(user: str | None) -> Teammate:
        return Teammate(user_id=user or "", name=names.get(user or ""))

    return CommentOut(
        id=item.id,
        by=person(item.user_id),
        mine=item.user_id == who.user_id,
        text=item.body["text"],
        mentions=[person(user) for user in item.body["mentions"]],
        at=item.at,
    )


async def _names(desk: Desk, user_ids: Iterable[str]) -> dict[str, str]:
    return await accounts.names(desk.control, desk.who.tenant_id, list(user_ids))


async def people(control: AsyncSession, tenant_id: str) -> list[Teammate]:
    """The people of a company by name."""
    found = await accounts.names(control, tenant_id)
    return [
        Teammate(user_id=user, name=name) for user, name in sorted(found.items(), key=lambda one: one[1].casefold())
    ]


def headline(saved: Saved) -> Any:
    """The one fact that stands for an answer, if it has one."""
    return next((fact for fact in saved.facts if fact.id == saved.headline), None)


def _diff(kept: Any) -> Diff | None:
    return None if kept is None else Diff.model_validate(kept)


def _most_moved(diff: Diff | None) -> Moved | None:
    return next((cell for cell in diff.changed if cell.change_pct is not None), None) if diff else None


async def _items(desk: Desk, items: list[Item]) -> list[InsightItem]:
    names = await _names(desk, {item.user_id for item in items if item.user_id})
    alerts = await _alerts(desk, [item.id for item in items])
    return [InsightItem.model_validate(await _fields(desk, item, names, alerts)) for item in items]


async def _out(desk: Desk, item: Item) -> InsightOut:
    names, alerts = await _names(desk, {item.user_id or ""}), await _alerts(desk, [item.id])
    fields = await _fields(desk, item, names, alerts)
    return InsightOut.model_validate(
        fields | {"saved": item.body["saved"], "diff": item.body["diff"], "version": item.version}
    )


async def _fields(
    desk: Desk, item: Item, names: Mapping[str, str], alerts: Mapping[str, InsightAlert]
) -> dict[str, Any]:
    saved = Saved.model_validate(item.body["saved"])
    return {
        **{name: item.body[name] for name in ("title", "note", "shared", "language", "rolling")},
        "id": item.id,
        "mine": item.user_id == desk.who.user_id,
        "by": names.get(item.user_id or ""),
        "created_at": item.at,
        "refreshed_at": saved.at,
        "headline": headline(saved),
        "text": saved.narrative.text,
        "chart": saved.chart,
        "moved": _most_moved(_diff(item.body["diff"])),
        "comments": len(await desk.store.all(COMMENT, item.id)),
        "alert": alert_out(alerts[item.id]) if item.id in alerts else None,
    }


async def _alerts(desk: Desk, insight_ids: list[str]) -> dict[str, InsightAlert]:
    """By insight, the alert of this person."""
    mine = sa.select(InsightAlert).where(
        InsightAlert.user_id == desk.who.user_id, InsightAlert.insight_id.in_(insight_ids)
    )
    return {row.insight_id: row for row in await desk.session.scalars(mine)}


def alert_out(row: InsightAlert) -> AlertOut:
    """An alert as its person sees it."""
    kept = ("state", "last_value", "checked_at", "raised_at", "next_at", "problem")
    return AlertOut.model_validate(row.rule | {name: getattr(row, name) for name in kept})
