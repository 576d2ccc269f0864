"""Builds the web application from the rooms' routes; nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from pydantic import BaseModel

from ringside.accounts import engine_routes
from ringside.accounts import routes as accounts
from ringside.accounts.outside import IdentityProvider
from ringside.accounts.passwords import Passwords
from ringside.accounts.quotas import Quotas
from ringside.accounts.throttle import Throttle
from ringside.ai import Models
from ringside.calls import analysis, media_routes, upload_routes
from ringside.calls import routes as calls
from ringside.calls.live import cue_routes as live_cues
from ringside.calls.live import messages as live
from ringside.calls.live import routes as live_calls
from ringside.calls.live import vendor_routes as live_vendors
from ringside.calls.live.concluding import closing
from ringside.calls.live.lives import Lives
from ringside.calls.schemas import NewCall, NewRecording
from ringside.core import errors, health, openapi, webapp
from ringside.core.clock import now
from ringside.core.db import open_databases
from ringside.core.files import open_files
from ringside.core.http import Plumbing
from ringside.core.jobs import Equipment, Job, Jobs
from ringside.core.partial import PartialFiles
from ringside.core.settings import Settings, get_settings
from ringside.core.sockets import Hub
from ringside.deals import calling, leaving
from ringside.deals import routes as deals
from ringside.deals.coach import judging
from ringside.deals.persona import rehearsing
from ringside.deals.sync import running
from ringside.deals.winloss import keeping
from ringside.dialogue import rubrics
from ringside.metrics import routes as metrics
from ringside.metrics.chat.asking import Counter
from ringside.metrics.chat.schemas import PieceOut, RowsOut, Understanding
from ringside.metrics.insights import checking
from ringside.metrics.leaving import farewell
from ringside.metrics.mcp import door
from ringside.metrics.model.schemas import ModelText
from ringside.metrics.service import desk_of
from ringside.metrics.sources import taking
from ringside.metrics.store.opening import Stores
from ringside.playbook import routes as playbook
from ringside.playbook.knowledge import indexing
from ringside.playbook.knowledge import routes as knowledge
from ringside.practice import catalogue
from ringside.practice import routes as practice
from ringside.practice.replies import Replies
from ringside.practice.replying import Studio
from ringside.practice.schemas import ChatAck, ChatPiece, ChatStatus
from ringside.practice.together import messages as together
from ringside.practice.together.room import Rooms
from ringside.practice.together.spoken import among
from ringside.practice.voice import messages as voice
from ringside.practice.voice.engines import Engines
from ringside.practice.voice.recording import Tapes
from ringside.practice.voice.sessions import Sessions
from ringside.skills import routes as skills

ROOMS = (
    health,
    accounts,
    engine_routes,
    playbook,
    knowledge,
    skills,
    upload_routes,
    media_routes,
    live_cues,
    live_vendors,
    live_calls,
    calls,
    practice,
    deals,
    metrics,
)
# What works on in the background, in any process.
JOBS: tuple[Job, ...] = (
    indexing.READ,
    indexing.EMBED,
    analysis.ANALYSE,
    closing(calling.concluded),
    checking.CHECK,
    taking.LOAD,
    judging.JUDGE,
    running.SYNC,
    keeping.TRAIN,
)
# What streams and sockets carry, bodies of several types: no operation names these, but a generated client needs them.
STREAMED: tuple[type[BaseModel], ...] = (
    *(ChatAck, ChatStatus, ChatPiece, NewCall, NewRecording, Understanding, RowsOut, PieceOut, ModelText),
    *voice.MESSAGES,
    *together.MESSAGES,
    *live.MESSAGES,
)


def create_app(settings: Settings | None = None) -> FastAPI:
    """The whole application. Connects to nothing until it starts. Raises ContentError, RubricError or ChainError."""
    settings = settings or get_settings()
    app = FastAPI(
        title="Ringside",
        version=version("ringside"),
        summary="Practise sales calls and get feedback that quotes the call.",
        openapi_url="/api/openapi.json",
        docs_url=None,  # the stock pages load their scripts from a foreign host
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=_operation_id,
        lifespan=_lifespan,
    )
    _furnish(app, settings)
    app.add_middleware(
        Plumbing,
        max_body=settings.max_body_bytes,
        max_upload=settings.max_upload_bytes,
        allowed_origins=settings.allowed_origins,
        roomier=(r"/api/calls(/\w+/transcript)?", settings.max_transcript_bytes),
        log_all=settings.log == "json",
    )
    errors.install(app)
    app.router.routes.extend(_rooms().router.routes)
    app.dependency_overrides = _rooms().dependency_overrides  # operations look for them where they were built
    app.router.add_route(door.PATH, app.state.mcp)
    app.router.default = webapp.WebApp(webapp.find_folder(settings.webapp))
    app.openapi = lambda: _document(app)  # type: ignore[method-assign]
    return app


@cache
def _rooms() -> FastAPI:
    """The operations of all rooms. Built once in a process: nothing about an application takes longer."""
    api = APIRouter(prefix="/api")
    for room in ROOMS:
        api.include_router(room.router)
    rooms = FastAPI(openapi_url=None, generate_unique_id_function=_operation_id)
    rooms.include_router(api)
    return rooms


def _furnish(app: FastAPI, settings: Settings) -> None:
    """What requests share. Dependencies hand these out; nothing else reads app.state."""
    catalogue.catalogue()  # a faulty content file stops the start, not the first call
    rubrics.shipped()
    databases = open_databases(settings)
    app.state.settings = settings
    app.state.databases = databases
    app.state.passwords = Passwords(settings.hashing_slots)
    app.state.throttle = Throttle(settings)
    app.state.identity_provider = IdentityProvider(settings)
    app.state.quotas = Quotas(databases, settings)
    app.state.models = Models.from_settings(settings, databases, allowance=app.state.quotas.allowance)
    app.state.hub = Hub()
    app.state.files = open_files(settings)
    app.state.voice = Sessions(settings.voice_lines)
    app.state.tapes = Tapes(settings.data / "voice", databases, app.state.files)
    app.state.rooms = Rooms(app.state.hub, among(app.state.voice))
    app.state.practice = Studio(
        databases, app.state.models, app.state.quotas, Replies(), lines=app.state.voice,
        scored=(rehearsing.ended, app.state.tapes.ended), rooms=app.state.rooms,
    )  # fmt: skip
    app.state.voice_engines = Engines(settings)
    app.state.lives = Lives(
        settings,
        databases,
        app.state.hub,
        app.state.models,
        background=calling.background(databases),
        resists=calling.resists,
        library=calling.library(databases),
        concluded=(calling.concluded,),
    )
    app.state.uploads = PartialFiles(settings.data / "uploads")
    app.state.metrics_stores = Stores(settings)
    app.state.farewells = (
        farewell(app.state.metrics_stores), leaving.farewell, app.state.tapes.farewell, app.state.lives.farewell,
    )  # fmt: skip
    app.state.metrics = Counter(desk_of(app.state), app.state.metrics_stores, app.state.quotas)
    app.state.mcp = door.Door(app.state.metrics)
    app.state.jobs = open_jobs(settings)


def open_jobs(settings: Settings) -> Jobs:
    """The jobs of all rooms. Nothing is connected before they start."""
    return Jobs(settings, JOBS, lambda: equipment(settings))


@asynccontextmanager
async def equipment(settings: Settings) -> AsyncIterator[Equipment]:
    """What jobs work with, on the event loop that opens it."""
    databases = open_databases(settings)
    models = Models.from_settings(settings, databases, allowance=Quotas(databases, settings).allowance)
    try:
        yield Equipment(settings, databases, open_files(settings), models)
    finally:
        await models.close()
        await databases.close()


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    state = app.state
    state.signing_key = state.settings.signing_key()
    await state.databases.start()
    state.models.warm_up()
    await state.uploads.expire(now())
    await state.jobs.start()
    state.tapes.start()
    try:
        yield
    finally:
        await state.jobs.close()
        await state.voice.close()
        await state.lives.close()
        state.practice.replies.hurry()
        await state.practice.replies.drain()  # replies and scores under way are still stored
        await state.tapes.drain()
        await state.mcp.close()
        await state.metrics.underway.drain()
        state.metrics.desk.close()
        await state.metrics_stores.close()
        await state.models.close()
        await state.identity_provider.close()
        await state.databases.close()


def _operation_id(route: APIRoute) -> str:
    """`{room}_{verb}`: the router's tag and the name of the route's function."""
    return f"{route.tags[0]}_{route.name}"


def _document(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        app.openapi_schema = openapi.build(app, STREAMED)
    return app.openapi_schema
