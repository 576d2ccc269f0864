"""The demo company's library of answers, with uses that make some of them proven."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

import sqlalchemy as sa

from ringside.accounts.principal import Principal
from ringside.core import content
from ringside.core.db import Databases
from ringside.core.ids import new_id
from ringside.deals.objections import library
from ringside.deals.objections.models import AnswerUse, LibraryEntry
from ringside.deals.objections.schemas import EntryDecision, NewEntry

BEFORE = timedelta(days=90)
APART = timedelta(days=5)


async def prepare(store: Databases, people: Sequence[Principal], now: datetime) -> None:
    """Put the library into the demo tenant, unless there is one."""
    owner = next(person for person in people if person.role == "owner")
    reps = [person for person in people if person.role == "rep"] or [owner]
    told = content.parse(files("ringside.deals.objections").joinpath("demo.yaml").read_text(encoding="utf-8"))
    async with store.tenant(owner.tenant_id) as session:
        if await session.scalar(sa.select(LibraryEntry.id).limit(1)) is not None:
            return
        uses: list[dict[str, Any]] = []
        for place, each in enumerate(told):
            used, resolved = each.pop("uses", 0), each.pop("resolved", 0)
            status = each.pop("status", "approved")
            begun = now - BEFORE + place * APART
            author = reps[place % len(reps)]
            entry = await library.add(session, author, NewEntry.model_validate(each), begun)
            if status == "approved":
                await library.decide(session, owner, entry.id, EntryDecision(action="approve", version=1), begun)
            uses += [
                _use(entry, reps[n % len(reps)], begun + (n + 1) * timedelta(days=2), n < resolved) for n in range(used)
            ]
        await session.execute(sa.insert(AnswerUse), uses)


def _use(entry: LibraryEntry, who: Principal, at: datetime, resolved: bool) -> dict[str, Any]:
    return {
        "id": new_id(at), "entry_id": entry.id, "user_id": who.user_id, "at": at, "kind": entry.kind,
        "concern": entry.concern, "tone": entry.tone, "language": entry.language, "objection": entry.objection,
        "text": entry.text, "edited": False, "source": "builtin", "note": "", "said_at": at,
        "outcome": "resolved" if resolved else "unresolved", "rating": 4 if resolved else 2,
    }  # fmt: skip
