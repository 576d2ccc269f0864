"""The connections of those who look at a live call: the rep's sidebar, a manager who listens."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

import structlog
from pydantic import TypeAdapter, ValidationError
from starlette.websockets import WebSocket, WebSocketDisconnect

from ringside.accounts.principal import Principal
from ringside.accounts.sockets import require_still
from ringside.calls.live import cue_log, records, service
from ringside.calls.live.lives import Lives
from ringside.calls.live.messages import CueVerdictIn, LiveEndIn, LiveIn, LiveProblemOut, LiveStateOut, LiveWishIn
from ringside.calls.live.models import LiveCall
from ringside.calls.live.schemas import LiveChange
from ringside.core.clock import now
from ringside.core.errors import AppError, BadRequest, Conflict, problem
from ringside.core.sockets import Outbox, refuse

log = structlog.get_logger()

CHECKED_S = 30.0
"""How often it is looked whether somebody is still signed in and may still listen."""
MOST_WATCHERS = 40
"""Connections that look at one call."""
MOST_SAID = 8 * 1024
_SAID: TypeAdapter[CueVerdictIn | LiveWishIn | LiveEndIn] = TypeAdapter(LiveIn)


class TooManyWatch(Conflict):
    slug, title = "too-many-watch", "Too many look at this call already"


class Watcher:
    """One connection: shows what was, then what happens; takes what the rep says about it."""

    def __init__(self, socket: WebSocket, lives: Lives, who: Principal, name: str, end: Any) -> None:
        self._socket, self._lives, self._who, self._name = socket, lives, who, name
        self._end = end
        self._outbox = Outbox()
        self._topics: list[str] = []
        self._cut = asyncio.Event()

    async def watch(self, call_id: str, *, sound: bool) -> None:
        """Until the client leaves or the call is over. Raises UnknownCall, NotListening before anything is shown."""
        who, lives = self._who, self._lives
        async with lives.databases.tenant(who.tenant_id) as session:
            call = await records.visible(session, who, call_id)
            service.require_listening(who, call)
            mine = call.user_id == who.user_id
        topic = f"{who.tenant_id}:{call_id}"
        self._topics = [f"live:{topic}"]
        self._topics += [f"live-rep:{topic}"] if mine and not sound else []
        self._topics += [f"live-sound:{topic}"] if sound else []
        if len(lives.watchers.get(topic, ())) >= MOST_WATCHERS:
            raise TooManyWatch
        lives.watchers[topic].add(self._outbox)
        if not mine:
            lives.strangers[topic].add(self._leave)
        for one in self._topics:
            lives.hub.join(one, self._outbox)  # first, so that nothing falls between the past and the present
        await self._socket.accept()
        try:
            state = await self._past(call_id)
            if state.status == "ended":
                await self._socket.close(1000)
                return
            self._present(call_id, on=not mine)
            if not mine:
                log.info(
                    "live call followed", call_id=call_id, tenant_id=who.tenant_id, user_id=who.user_id, sound=sound
                )
            await self._go_on(call_id, mine=mine)
        finally:
            for one in self._topics:
                lives.hub.leave(one, self._outbox)
            lives.strangers[topic].discard(self._leave)
            if not lives.strangers[topic]:
                del lives.strangers[topic]
            lives.watchers[topic].discard(self._outbox)
            if not lives.watchers[topic]:
                del lives.watchers[topic]
            self._present(call_id, on=False)

    def _leave(self) -> None:
        """From this moment on nothing about the call is sent here."""
        for one in self._topics:
            self._lives.hub.leave(one, self._outbox)
        self._topics = []
        self._outbox.clear()
        self._cut.set()

    async def _until_cut(self) -> None:
        await self._cut.wait()
        raise service.NotListening

    def _present(self, call_id: str, *, on: bool) -> None:
        """The rep sees who listens."""
        session = self._lives.find(self._who.tenant_id, call_id)
        if session is None or on == (self in session.listeners):
            return
        if on:
            session.listeners[self] = self._name
        else:
            session.listeners.pop(self, None)
        session.publish_state()

    async def _past(self, call_id: str) -> LiveStateOut:
        """State, turns and cues so far."""
        running = self._lives.find(self._who.tenant_id, call_id)
        async with self._lives.databases.tenant(self._who.tenant_id) as session:
            call = await session.get_one(LiveCall, call_id, populate_existing=True)
            turns = await records.said(session, call_id)
            cues = await cue_log.kept(session, call_id)
        state = running.state() if running is not None else service.stored_state(call)
        await self._send(state.model_dump(mode="json"))
        for row in turns:
            await self._send(service.turn_out(row).model_dump(mode="json"))
        for cue in cues:
            await self._send(cue.model_dump(mode="json"))
        return state

    async def _send(self, message: dict[str, Any]) -> None:
        await self._socket.send_json(message)

    async def _go_on(self, call_id: str, *, mine: bool) -> None:
        tasks = [
            asyncio.create_task(self._outbox.send_to(self._socket)),
            asyncio.create_task(self._read(call_id, mine=mine)),
            asyncio.create_task(self._check(call_id)),
            asyncio.create_task(self._until_cut()),
        ]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                if isinstance(error := task.exception(), AppError):
                    await refuse(self._socket, error)
                elif error is not None and not isinstance(error, WebSocketDisconnect | RuntimeError):
                    raise error
                elif task is tasks[0] and error is None and not self._outbox.overrun:
                    await self._socket.close(1000)  # the call is over, and everything about it has been written
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _check(self, call_id: str) -> None:
        """Raises when the caller is signed out, or the rep no longer agrees that somebody listens."""
        while True:
            await asyncio.sleep(CHECKED_S)
            await self.require_still(call_id, now())

    async def require_still(self, call_id: str, at: datetime) -> None:
        await require_still(self._socket, self._who, at)
        async with self._lives.databases.tenant(self._who.tenant_id) as session:
            call = await records.visible(session, self._who, call_id)
        service.require_listening(self._who, call)
        if call.status == "ended":  # by another process, or by the clock
            self._lives.tell_over(self._who.tenant_id, service.stored_state(call))

    async def _read(self, call_id: str, *, mine: bool) -> None:
        """What the client says, until it leaves."""
        while True:
            message = await self._socket.receive()
            if message["type"] == "websocket.disconnect":
                return
            try:
                await self._take(call_id, message.get("text") or "", mine=mine)
            except AppError as error:
                told = LiveProblemOut(problem=problem(error, self._socket.url.path))
                self._outbox.put(told.model_dump(mode="json"))

    async def _take(self, call_id: str, text: str, *, mine: bool) -> None:
        if len(text) > MOST_SAID:
            raise BadRequest("This message is too long.")
        try:
            said = _SAID.validate_json(text)
        except ValidationError:
            raise BadRequest("A message is a cue's verdict, a wish, or the end, as JSON.") from None
        if not mine:
            raise service.NotTheRep
        session = self._lives.find(self._who.tenant_id, call_id)
        match said:
            case LiveEndIn():
                await self._end(call_id)
            case LiveWishIn():
                change = LiveChange(amount=said.amount, listening=said.listening)
                async with self._lives.databases.tenant(self._who.tenant_id) as rows:
                    await service.change(rows, self._lives, self._who, call_id, change, now())
                if said.earpiece is not None:
                    self._lives.speak(self._who.tenant_id, call_id, on=said.earpiece)
            case CueVerdictIn():
                if session is not None:
                    at = session.about.seconds
                    session.tell_cues(session.coach.verdict(said.id, said.standing, said.useful, at))
                    return
                async with self._lives.databases.tenant(self._who.tenant_id) as rows:
                    cue = await cue_log.say(rows, call_id, said.id, said.standing, said.useful)
                if cue is not None:
                    self._lives.hub.publish(f"live:{self._who.tenant_id}:{call_id}", cue.model_dump(mode="json"))
