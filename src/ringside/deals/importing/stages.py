"""Stages that a file has and the company has not: added in the order in which deals go through them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.deals.importing import outcome
from ringside.deals.importing.context import Context, insert
from ringside.deals.importing.drafts import DealDraft
from ringside.deals.importing.headers import spaced
from ringside.deals.models import Stage
from ringside.deals.schemas import DealStatus

_USUAL = (
    ("lead", "new", "prospect", "prospecting", "engaging", "contacted", "appointment", "חדש", "גישוש", "ליד"),
    ("qualification", "qualified", "qualifying", "qualify", "discovery", "needs", "analysis", "איתור",
     "צרכים", "אפיון"),
    ("evaluation", "demo", "presentation", "value", "solution", "pilot", "trial", "poc", "decision", "perception",
     "הדגמה", "פיילוט"),
    ("proposal", "quote", "offer", "price", "הצעה", "הצעת", "מחיר"),
    ("negotiation", "negotiating", "negotiate", "review", "משא"),
    ("contract", "verbal", "commit", "legal", "procurement", "signature", "חוזה", "חתימה"),
)  # fmt: skip
"""Words of stages in the order in which they are usual."""


def status_of(name: str) -> DealStatus:
    """What a deal in a stage of this name is."""
    return outcome.status_of(name) or "open"


async def add(session: AsyncSession, drafts: Sequence[DealDraft], about: Context) -> None:
    """Make the stages that these deals are or were in, where they are missing; open ones stand before closed ones."""
    named = list(dict.fromkeys(
        name for draft in drafts
        for name in (*(stage for stage, _ in draft.entered), draft.fields.get("stage")) if name
    ))  # fmt: skip
    if not named:
        return
    rows = (await session.execute(sa.select(Stage.name, Stage.position, Stage.status).order_by(Stage.position))).all()
    known = {row.name for row in rows}
    fresh = [name for name in named if name not in known and ("stages", name) not in about.seen]
    if not fresh:
        return
    for name in fresh:
        about.seen.add(("stages", name))
        about.tally.linked["stages"] += 1
        about.tally.notes.add("new_stage", name, count=sum(draft.fields.get("stage") == name for draft in drafts))
    if about.dry_run:
        return
    meant = {name: status_of(name) for name in fresh}
    before = [row.name for row in rows if row.status == "open"] + in_order([n for n in fresh if meant[n] == "open"])
    after = [row.name for row in rows if row.status != "open"] + sorted(
        (n for n in fresh if meant[n] != "open"), key=lambda name: meant[name] == "lost"
    )
    places = {name: place for place, name in enumerate([*before, *after])}
    for row in rows:
        if places[row.name] != row.position:
            await session.execute(sa.update(Stage).where(Stage.name == row.name).values(position=places[row.name]))
    await insert(session, Stage, [{"name": n, "position": places[n], "status": meant[n]} for n in fresh])


def in_order(names: Sequence[str]) -> list[str]:
    """Open stages by their numbers where all have one, else as is usual where all are known, else as they came."""
    numbers = [re.match(r"\D{0,8}(\d{1,2})\b", name) for name in names]
    if names and all(numbers):
        return sorted(names, key=lambda name: int(re.match(r"\D{0,8}(\d{1,2})\b", name)[1]))  # type: ignore[index]
    places = [_usual_place(name) for name in names]
    if None not in places:
        return [
            name
            for _, _, name in sorted(
                (place, n, name) for n, (place, name) in enumerate(zip(places, names, strict=True))
            )
        ]
    return list(names)


def _usual_place(name: str) -> int | None:
    words = spaced(name).split()
    found = [place for place, usual in enumerate(_USUAL) if any(word in usual for word in words)]
    return max(found) if found else None
