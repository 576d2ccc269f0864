"""Alerts on pinned numbers: set by people, checked by the clock, told inside the app and by e-mail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import notices
from ringside.accounts.notices import Note
from ringside.core.errors import AppError, Conflict, NotFound
from ringside.core.mail import Mailer, MailFailed, Message
from ringside.dialogue.schemas import Language
from ringside.metrics import periods
from ringside.metrics.answer.schema import Fact
from ringside.metrics.insights import alerting, wording
from ringside.metrics.insights.schemas import AlertIn, AlertOut, Saved
from ringside.metrics.insights.service import ALL, INSIGHT, Ask, Desk, alert_out, headline, renew, visible
from ringside.metrics.model.schema import Calendar
from ringside.metrics.models import InsightAlert
from ringside.metrics.query.schema import MetricQuery, Time
from ringside.metrics.store import Store

log = structlog.get_logger()

HISTORY = 12
"""Earlier periods that a surprise is judged by."""


class NoNumber(Conflict):
    slug, title = "no-number", "This insight has no single number to watch"


class NoAlert(NotFound):
    slug, title = "no-alert", "You have no alert on this insight"


async def put(desk: Desk, insight_id: str, body: AlertIn, now: datetime) -> AlertOut:
    """Watch a pinned number for this person. Raises UnknownInsight, NoNumber."""
    item = await visible(desk, insight_id)
    if number(Saved.model_validate(item.body["saved"])) is None:
        raise NoNumber("Pin an answer that is one number, such as revenue last month.")
    row = await desk.session.get(InsightAlert, (insight_id, desk.who.user_id))
    if row is None:
        row = InsightAlert(insight_id=insight_id, user_id=desk.who.user_id)
        desk.session.add(row)
    row.rule, row.role, row.state = body.model_dump(mode="json"), desk.who.role, "waiting"
    row.last_value = row.checked_at = row.raised_at = row.problem = None
    row.next_at = now
    await desk.session.flush()
    return alert_out(row)


async def remove(desk: Desk, insight_id: str) -> None:
    """Watch no longer. Raises UnknownInsight, NoAlert."""
    await visible(desk, insight_id)
    row = await desk.session.get(InsightAlert, (insight_id, desk.who.user_id))
    if row is None:
        raise NoAlert
    await desk.session.delete(row)


async def forget(session: AsyncSession, insight_id: str) -> None:
    """Drop all alerts of an insight."""
    await session.execute(sa.delete(InsightAlert).where(InsightAlert.insight_id == insight_id))


def number(saved: Saved) -> Fact | None:
    """The one number of an answer that has one."""
    fact: Fact | None = headline(saved)
    usable = fact is not None and isinstance(fact.value, int | float | None) and not isinstance(fact.value, bool)
    return fact if usable and len(saved.rows) <= 1 else None


async def due(session: AsyncSession, at: datetime) -> Iterable[tuple[str, int]]:
    """Insights with an alert to be checked by now, each with the minute as its occasion."""
    found = await session.scalars(sa.select(InsightAlert.insight_id).where(InsightAlert.next_at <= at).distinct())
    return [(insight_id, int(at.timestamp()) // 60) for insight_id in found]


@dataclass(frozen=True, slots=True)
class Watch:
    """What checking needs of one tenant."""

    tenant_id: str
    store: Store
    session: AsyncSession
    ask: Ask
    calendar: Calendar


async def check(watch: Watch, insight_id: str, now: datetime, today: date) -> list[tuple[str, Message]]:
    """Refresh a watched insight, judge its alerts, leave notices; the mail to send, by user, without addresses.

    An alert whose insight is gone or cannot be seen any more is removed.
    """
    rows = list(
        await watch.session.scalars(
            sa.select(InsightAlert).where(InsightAlert.insight_id == insight_id, InsightAlert.next_at <= now)
        )
    )
    item = await watch.store.get(INSIGHT, ALL, insight_id) if rows else None
    seen = [row for row in rows if item is not None and (item.body["shared"] or item.user_id == row.user_id)]
    for row in rows:
        if row not in seen:
            await watch.session.delete(row)
    if item is None or not seen:
        return []
    language: Language = item.body["language"]
    try:
        item = await renew(watch.store, item, watch.ask, watch.calendar, today)
        saved = Saved.model_validate(item.body["saved"])
        for row in [row for row in seen if row.role == "rep" and saved.managers_only]:
            await watch.session.delete(row)
            seen.remove(row)
        past = await _history(watch, saved, today, language, seen)
    except AppError as error:
        for row in seen:
            rule = AlertIn.model_validate(row.rule)
            row.state, row.problem, row.checked_at = "failed", (error.detail or error.title)[:300], now
            row.next_at = alerting.next_time(rule, now)
        return []
    return [
        told
        for row in seen
        if (told := await _settle(watch, row, item.body["title"], saved, past, language, now)) is not None
    ]


async def _history(
    watch: Watch, saved: Saved, today: date, language: Language, rows: Sequence[InsightAlert]
) -> list[float | None]:
    if all(row.rule["kind"] != "surprise" for row in rows):
        return []
    values = []
    for query in earlier(saved.query, HISTORY):
        fact = number(await watch.ask(query, today, language))
        values.append(float(fact.value) if fact is not None and isinstance(fact.value, int | float) else None)
    return values


def earlier(query: MetricQuery, count: int) -> list[MetricQuery]:
    """The same question of the periods before, oldest first; none where it is about no period with two ends."""
    found: list[MetricQuery] = []
    period = query.time.period
    while period is not None and period.start is not None and period.end is not None and len(found) < count:
        period = periods.previous(period)
        time = Time.model_validate(query.time.model_dump() | {"period": period.model_dump()})
        found.append(query.model_copy(update={"time": time, "comparison": None}))
    return found[::-1]


async def _settle(
    watch: Watch, row: InsightAlert, title: str, saved: Saved, past: Sequence[float | None], language: Language,
    now: datetime,
) -> tuple[str, Message] | None:  # fmt: skip
    rule, fact = AlertIn.model_validate(row.rule), number(saved)
    value = float(fact.value) if fact is not None and isinstance(fact.value, int | float) else None
    verdict = alerting.judge(rule, value, past)
    speak = alerting.speaks_up(row.state, verdict)
    row.state, row.last_value, row.checked_at, row.problem = verdict.state, value, now, None
    row.next_at = alerting.next_time(rule, now)
    if not speak or fact is None:
        return None
    row.raised_at = now
    link = f"/numbers/insights/{row.insight_id}"
    known = sum(past_value is not None for past_value in past)
    head, text = wording.alert(title, fact, rule, verdict, known, language)
    await notices.give(watch.session, watch.tenant_id, row.user_id, Note("alert", head, text, link), now)
    return (row.user_id, Message("", head, text)) if rule.email else None


async def deliver(mailer: Mailer | None, addresses: dict[str, str], mail: Sequence[tuple[str, Message]]) -> None:
    """Send what was asked for by e-mail. A failure is logged without words or addresses: the notice is there anyway."""
    for user_id, message in mail:
        if mailer is None or user_id not in addresses:
            continue
        try:
            await mailer.send(Message(addresses[user_id], message.subject, message.text))
        except MailFailed as error:
            log.warning("alert not mailed", kind=str(error), user_id=user_id)
