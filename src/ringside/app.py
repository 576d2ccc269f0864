"""Builds the web application from the rooms' routes; nothing else."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

from ringside.accounts import routes as accounts
from ringside.accounts.passwords import Passwords
from ringside.accounts.quotas import Quotas
from ringside.ai.service import Models
from ringside.core import errors, health
from ringside.core.db import open_databases
from ringside.core.http import Plumbing
from ringside.core.settings import Settings, get_settings


def create_app(settings: Settings | None = None) -> FastAPI:
    """The whole application. Opens nothing and reads no file until it starts."""
    settings = settings or get_settings()
    app = FastAPI(
        title="Ringside",
        version=version("ringside"),
        summary="Practise sales calls and get feedback that quotes the call.",
        openapi_url="/api/openapi.json",
        docs_url=None,  # the stock pages load their scripts from a foreign host
        redoc_url=None,
        generate_unique_id_function=_operation_id,
        lifespan=_lifespan,
    )
    app.state.settings = settings
    app.state.databases = open_databases(settings)
    app.state.passwords = Passwords(settings.hashing_slots)
    app.state.quotas = Quotas(app.state.databases, settings)
    app.state.models = Models()
    app.add_middleware(
        Plumbing,
        max_body=settings.max_body_bytes,
        max_upload=settings.max_upload_bytes,
        allowed_origins=settings.allowed_origins,
    )
    errors.install(app)
    api = APIRouter(prefix="/api")
    for room in _rooms():
        api.include_router(room)
    app.include_router(api)
    return app


def _rooms() -> list[APIRouter]:
    import importlib

    rooms = [health.router, accounts.router]
    for name in ("playbook", "skills", "practice"):
        try:
            rooms.append(importlib.import_module(f"ringside.{name}.routes").router)
        except ImportError as error:
            print(f"WARNING: room {name} is not served: {error}", file=sys.stderr)
    return rooms


def _operation_id(route: APIRoute) -> str:
    """`{room}_{verb}`: the router's tag and the name of the route's function."""
    return f"{route.tags[0]}_{route.name}"


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    app.state.signing_key = app.state.settings.signing_key()
    await app.state.databases.start()
    try:
        yield
    finally:
        await app.state.databases.close()
