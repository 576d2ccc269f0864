"""The job that checks alerts when the clock says so."""

from __future__ import annotations

from typing import cast

from ringside.accounts import service as accounts
from ringside.accounts.schemas import Role
from ringside.accounts.service import Account
from ringside.core.jobs import Job, Work
from ringside.core.mail import Message, open_mailer
from ringside.metrics import service as metrics
from ringside.metrics.insights import alerts
from ringside.metrics.insights.pinning import Asking, today
from ringside.metrics.insights.service import ALL, INSIGHT
from ringside.metrics.service import Asker
from ringside.metrics.store.opening import open_store


async def _check(work: Work) -> None:
    async def look() -> None:
        mail, addresses = await _look(work)
        await alerts.deliver(open_mailer(work.settings), addresses, mail)

    await work.step("check", look)


async def _look(work: Work) -> tuple[list[tuple[str, Message]], dict[str, str]]:
    """Check one insight's alerts; the mail to send and where to."""
    now = work.now()
    async with (
        work.databases.tenant(work.tenant_id) as session,
        open_store(work.settings, work.tenant_id, session) as store,
    ):
        item = await store.get(INSIGHT, ALL, work.subject_id)
        owner = await _member(work, item.user_id) if item is not None and item.user_id else None
        if owner is None:  # whoever pinned it has left: nobody's rights to ask with
            await alerts.forget(session, work.subject_id)
            return [], {}
        asking = Asking(
            metrics.desk_of(work), Asker(work.tenant_id, owner.user.id, cast("Role", owner.membership.role))
        )
        numbers = await asking.numbers()
        watch = alerts.Watch(work.tenant_id, store, session, asking.ask(numbers, now), numbers.model.calendar)
        mail = await alerts.check(watch, work.subject_id, now, today(numbers.model, now))
    found = [await _member(work, user_id) for user_id, _ in mail]
    return mail, {account.user.id: account.user.email for account in found if account is not None}


async def _member(work: Work, user_id: str) -> Account | None:
    async with work.databases.control() as control:
        return await accounts.member(control, work.tenant_id, user_id)


CHECK = Job("metrics.alerts", _check, due=alerts.due)
