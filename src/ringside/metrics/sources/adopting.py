"""What a load means for the model: drafted when there is none, else completed by what is new."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module, resources
from importlib.util import find_spec

import structlog

from ringside.core.db import Databases
from ringside.core.files import FileStore
from ringside.metrics.sources import store
from ringside.metrics.sources.fetching import Asked

log = structlog.get_logger()


async def adopt(databases: Databases, files: FileStore, asked: Asked, now: datetime) -> None:
    """Bring the model to the tables. Should that fail, the tables are loaded all the same."""
    if find_spec("ringside.metrics.model.service") is None:
        return
    models = import_module("ringside.metrics.model.service")
    try:
        async with databases.tenant(asked.tenant_id) as session:
            catalog = await store.catalog(session)
        opened = store.opened(files, asked.tenant_id, catalog)
        async with opened as database, databases.tenant(asked.tenant_id) as session:
            if asked.kind == "demo":
                text = resources.files("ringside.metrics") / "demo_model.yaml"
                await models.adopt(session, text.read_text(encoding="utf-8"), asked.user_id, now)
            await models.absorb(session, catalog, database, asked.user_id, now)
    except Exception as error:
        log.error("the model could not follow a load", tenant_id=asked.tenant_id, exc_info=error)
