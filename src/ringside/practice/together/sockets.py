"""One connection to a session held together: the rep's own, or a guest's."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

import structlog
from pydantic import TypeAdapter, ValidationError
from starlette.websockets import WebSocket, WebSocketDisconnect

from ringside.accounts.access import Principal
from ringside.accounts.sockets import require_still
from ringside.core.errors import AppError, Conflict, Invalid, problem
from ringside.core.sockets import CLOSE_BASE, refuse
from ringside.dialogue.schemas import Language
from ringside.practice.together import guests, service
from ringside.practice.together.ear import Ear
from ringside.practice.together.messages import (
    TogetherIn,
    TogetherLineIn,
    TogetherNoteIn,
    TogetherPartIn,
    TogetherStateOut,
    TogetherTroubleOut,
)
from ringside.practice.together.room import REP, Present
from ringside.practice.together.schemas import TogetherOut
from ringside.practice.together.service import House
from ringside.practice.together.stand_ins import Line
from ringside.speech.transcription.faults import TranscriptionFailed

log = structlog.get_logger()

CHECK_S = 15.0
"""How often it is looked whether somebody is still signed in and still let in."""
MOST_BYTES = 64_000
"""Of one piece of sound or one message: two seconds of speech."""
_IN: TypeAdapter[TogetherIn] = TypeAdapter(TogetherIn)


class UnreadableMessage(Invalid):
    slug, title = "unreadable-message", "That message cannot be read"


class TooManyHere(Conflict):
    slug, title = "too-many-here", "Too many windows are open to this session"


async def attend(at: House, socket: WebSocket, who: Principal, call_id: str) -> None:
    """Hold this connection until either side leaves. A guest is let in first, or waits here for the rep's answer."""
    state = await service.look(at, who, call_id)
    if at.rooms.crowded(who.tenant_id, call_id):
        raise TooManyHere
    present = Present(state.guest_id or REP)
    mic = _Mic(at, call_id, state.language)
    await socket.accept()
    present.outbox.put(TogetherStateOut(state=state).model_dump(mode="json"))
    at.rooms.enter(who.tenant_id, call_id, present)
    sound = f"practice-sound:{who.tenant_id}:{call_id}"
    if _hears(present, _agreed(state)):
        at.rooms.hub.join(sound, present.outbox)
    try:
        await _until_first(
            present.outbox.send_to(socket),
            _receive(at, socket, who, call_id, present, mic),
            _keep_up(at, who, call_id, present, sound),
            _watch(at, socket, who, call_id),
            present.gone.wait(),
        )
    except AppError as error:
        await refuse(socket, error)
    finally:
        at.rooms.hub.leave(sound, present.outbox)
        at.rooms.leave(who.tenant_id, call_id, present)
        await mic.close()
    with suppress(RuntimeError, WebSocketDisconnect):
        await socket.close(CLOSE_BASE + 403 if present.gone.is_set() else 1000)


def _agreed(state: TogetherOut) -> bool:
    return any(guest.id == state.guest_id and guest.status == "agreed" for guest in state.guests)


def _hears(present: Present, let_in: bool) -> bool:
    """Guests hear the call; the rep is in it."""
    return present.key != REP and let_in


async def _until_first(*work: Coroutine[Any, Any, Any]) -> None:
    """Run these side by side until one ends; its error is raised."""
    tasks = [asyncio.ensure_future(each) for each in work]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            with suppress(WebSocketDisconnect, RuntimeError):
                task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _receive(at: House, socket: WebSocket, who: Principal, call_id: str, present: Present, ear: _Mic) -> None:
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return
        try:
            data = message.get("bytes")
            if data is None:
                await _act(at, who, call_id, _read(message.get("text") or ""))
            elif _is_sound(data) and at.rooms.voiced(who.tenant_id, call_id, present.key, data):
                await ear.feed(data)
        except AppError as error:
            told = TogetherTroubleOut(problem=problem(error, socket.url.path))
            present.outbox.put(told.model_dump(mode="json"))


def _is_sound(data: bytes) -> bool:
    return len(data) <= MOST_BYTES and len(data) % 2 == 0


class _Mic:
    """The microphone of this connection: its words become lines, if anybody here recognises speech."""

    def __init__(self, at: House, call_id: str, language: Language) -> None:
        self._at = at
        self._call_id = call_id
        self._language = language
        self._ear: Ear | None = None
        self._asked = False

    async def feed(self, pcm: bytes) -> None:
        """Sound of the person. Where nobody can recognise it the rep hears it all the same, and the person types."""
        if not self._asked:
            self._asked = True
            await self._listen()
        if self._ear is not None:
            self._ear.feed(pcm)

    async def _listen(self) -> None:
        recogniser = self._at.recogniser(self._language)
        if recogniser is None:
            return
        ear = Ear(self._said)
        try:
            await ear.open(recogniser, self._language)
        except TranscriptionFailed as error:
            log.warning("nobody listens to the person who plays", cause=str(error))
        else:
            self._ear = ear

    def _said(self, text: str) -> None:
        # Said while nobody waits: the rep has heard it, and goes on from there.
        self._at.rooms.stand_ins.deliver(self._call_id, Line(text))

    async def close(self) -> None:
        if self._ear is not None:
            await self._ear.close()


def _read(text: str) -> TogetherIn:
    """The message, if it is one. Raises UnreadableMessage."""
    if len(text) > MOST_BYTES:
        raise UnreadableMessage("It is too long.")
    try:
        return _IN.validate_json(text)
    except (ValidationError, ValueError) as error:
        raise UnreadableMessage("Send a line, a note or a part as described.") from error


async def _act(at: House, who: Principal, call_id: str, message: TogetherIn) -> None:
    match message:
        case TogetherLineIn():
            await service.line(at, who, call_id, message)
        case TogetherNoteIn():
            await service.whisper(at, who, at.studio.clock(), call_id, message)
        case TogetherPartIn():
            await service.part(at, who, call_id, message)


async def _keep_up(at: House, who: Principal, call_id: str, present: Present, sound: str) -> None:
    """Tell this connection how it stands each time somebody comes, goes or is let in."""
    while True:
        await present.changed.wait()
        present.changed.clear()
        state = await service.look(at, who, call_id)
        if _hears(present, _agreed(state)):
            at.rooms.hub.join(sound, present.outbox)
        else:
            at.rooms.hub.leave(sound, present.outbox)
        present.outbox.put(TogetherStateOut(state=state).model_dump(mode="json"), key="together")


async def _watch(at: House, socket: WebSocket, who: Principal, call_id: str) -> None:
    while True:
        await asyncio.sleep(CHECK_S)
        await require_still(socket, who, at.studio.clock())
        async with at.studio.databases.tenant(who.tenant_id) as session:
            await guests.entered(session, who, call_id)
