"""The metrics room over HTTP: the routers of its parts as one."""

from __future__ import annotations

from fastapi import APIRouter

from ringside.metrics.chat import routes as chat
from ringside.metrics.insights import routes as insights
from ringside.metrics.model import routes as model
from ringside.metrics.sources import routes as sources

router = APIRouter()
for part in (chat, insights, model, sources):
    router.include_router(part.router)
