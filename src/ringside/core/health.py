"""Is the process alive, and can it work?"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Literal

import structlog
from fastapi import APIRouter, Request
from pydantic import BaseModel

from ringside.core.errors import Unavailable, responses

log = structlog.get_logger()
router = APIRouter(tags=["core"])


class NotReady(Unavailable):
    slug, title = "not-ready", "Ringside cannot work at the moment"


class Health(BaseModel):
    status: Literal["ok"] = "ok"


@router.get("/health")
async def health() -> Health:
    """The process is alive."""
    return Health()


@router.get("/ready", responses=responses(NotReady))
async def ready(request: Request) -> Health:
    """The database answers and the data folder can be written."""
    try:
        async with asyncio.timeout(5):
            await request.app.state.databases.check()
            await asyncio.to_thread(_write, request.app.state.settings.data)
    except Exception as error:
        log.error("not ready", error=repr(error))
        raise NotReady("The database or the data folder does not answer; see the log.") from None
    return Health()


def _write(folder: Path) -> None:
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"ready")
