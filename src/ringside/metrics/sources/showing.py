"""The demo company's numbers in the demo tenant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from ringside.accounts.principal import Principal
from ringside.core.compute import AtOnce
from ringside.core.db import Databases
from ringside.core.files import open_files
from ringside.core.ids import new_id
from ringside.core.settings import Settings
from ringside.metrics.models import SavedSource
from ringside.metrics.sources.service import TITLES
from ringside.metrics.sources.taking import Place, take


async def prepare(store: Databases, settings: Settings, people: Sequence[Principal], now: datetime) -> None:
    """Load the demo company; nothing where it is there already."""
    owner = next(person for person in people if person.role == "owner")
    async with store.tenant(owner.tenant_id) as session:
        known = await session.scalar(sa.select(SavedSource.status).where(SavedSource.kind == "demo"))
        if known is not None:
            return
        source = SavedSource(
            id=new_id(now), title=TITLES["demo"][owner.language], kind="demo", status="queued", waiting=[], stored={},
            created_by=owner.user_id, created_at=now,
        )  # fmt: skip
        session.add(source)
        await session.flush()
        source_id = source.id
    place = Place(store, open_files(settings), settings, owner.tenant_id, AtOnce().run)
    await take(place, source_id, 1, now)
