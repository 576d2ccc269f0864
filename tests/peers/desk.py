"""A rep at work: a signed-in client of an application that does its jobs at once, without a queue."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import Any

import httpx

from ringside.app import create_app
from ringside.core.compute import AtOnce
from ringside.core.jobs import Equipment, Job, StepFailed, perform
from ringside.core.settings import Settings


class Desk:
    """`client` is signed in as Sam Reed of Loopline."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def upload(self, data: bytes, **fields: str) -> dict[str, Any]:
        """The call of this recording, analysed."""
        sent = await self.client.post("/calls", files={"file": ("call.wav", data, "audio/wav")}, data=fields)
        assert sent.status_code == 202, sent.text
        return await self.call(sent.json()["id"])

    async def send(self, transcript: Any, **fields: Any) -> dict[str, Any]:
        """The call of this transcript, analysed."""
        sent = await self.client.post("/calls", json={"title": "A call", "transcript": transcript} | fields)
        assert sent.status_code == 202, sent.text
        return await self.call(sent.json()["id"])

    async def call(self, call_id: str) -> dict[str, Any]:
        answer = await self.client.get(f"/calls/{call_id}")
        assert answer.status_code == 200, answer.text
        call: dict[str, Any] = answer.json()
        return call


@asynccontextmanager
async def open_desk(settings: Settings) -> AsyncIterator[Desk]:
    """A desk at an application with these settings; a step that fails is tried again without a pause."""
    app = create_app(settings.model_copy(update={"worker": False}))

    async def enqueue(job: Job, tenant_id: str, subject_id: str, run: int = 1) -> str:
        state = app.state
        equipment = Equipment(state.settings, state.databases, state.files, state.models)
        hasty = replace(job, backoff=(0.0,))
        with suppress(StepFailed):
            await perform(hasty, equipment, tenant_id, subject_id, run, helper=AtOnce())
        return subject_id

    async with app.router.lifespan_context(app):
        app.state.jobs.enqueue = enqueue
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://ringside.example/api") as client:
            person = {"email": "sam@loopline.example", "password": "long enough 1234", "name": "Sam Reed"}
            answer = await client.post("/auth/register", json=person | {"company": "Loopline"})
            client.headers["Authorization"] = f"Bearer {answer.raise_for_status().json()['access_token']}"
            yield Desk(client)
