"""A connection to a browser that listens and speaks itself: only words travel, so nothing but a WebSocket is needed."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from typing import Any

import structlog
from starlette.websockets import WebSocket, WebSocketDisconnect

from ringside.core.errors import AppError
from ringside.core.http import check_json
from ringside.core.sockets import CLOSE_BASE, Outbox
from ringside.practice.voice.session import Ending, VoiceSession
from ringside.speech.pipeline.ports import Said, Sentence
from ringside.speech.ports import Trouble

log = structlog.get_logger()

LONGEST_MESSAGE = 64_000
LAST_WORDS_S = 60.0
"""How long the page may take to speak the last turn before the call is hung up."""
_CLOSES: dict[Ending, tuple[int, str]] = {
    "over": (1000, "The call has ended."),
    "hung_up": (1000, "You hung up."),
    "replaced": (CLOSE_BASE + 409, "This call goes on in another tab."),
}


class BrowserCall:
    """The `Talk` of a page that recognises and speaks; the socket is accepted already."""

    def __init__(
        self, socket: WebSocket, session: VoiceSession, begin: float = 0.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._socket = socket
        self._session = session
        self._clock = clock
        self._zero = clock() - begin
        self._outbox = Outbox()
        self._turns: asyncio.Queue[Said] = asyncio.Queue()
        self._ending: asyncio.Future[Ending] = asyncio.get_running_loop().create_future()
        self._closing: tuple[int, str] | None = None
        self._stop = asyncio.Event()

    @property
    def at(self) -> float:
        """Seconds of the call."""
        return self._clock() - self._zero

    async def run(self) -> Ending:
        sending = asyncio.ensure_future(self._outbox.send_to(self._socket))
        work = [asyncio.ensure_future(each) for each in (self._receive(), self._converse())]
        try:
            waited: set[asyncio.Future[Any]] = {sending, self._ending, *work}
            await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
            ending: Ending = self._ending.result() if self._ending.done() else "lost"
            if self._outbox.overrun:
                ending = "overrun"
            await self._close(ending, sending)
            return ending
        finally:
            for task in (sending, *work):
                task.cancel()
            await asyncio.gather(sending, *work, return_exceptions=True)

    def tell(self, message: dict[str, Any], key: str | None = None) -> None:
        self._outbox.put(message, key)

    def type_in(self, text: str, key: str | None = None) -> None:
        self._turns.put_nowait(Said(text=text, start=self.at, end=self.at, source="typed", key=key))

    def recognised(self, text: str, start: float, end: float, key: str | None = None) -> None:
        self._turns.put_nowait(Said(text=text, start=start, end=end, source="browser", key=key))

    def talk(self, on: bool) -> None:
        """The page itself decides when it listens."""

    def mute(self, on: bool) -> None:
        """Likewise."""

    def interrupt(self) -> None:
        """No further sentences of this answer; the page stops speaking by itself."""
        self._stop.set()

    def hang_up(self, ending: Ending = "hung_up") -> None:
        if not self._ending.done():
            self._ending.set_result(ending)

    def close_with(self, code: int, reason: str) -> None:
        self._closing = (code, reason)
        self.hang_up("lost")

    async def _close(self, ending: Ending, sending: asyncio.Future[None]) -> None:
        code = self._closing or _CLOSES.get(ending)
        if code is None:
            return
        self._outbox.finish()
        with suppress(WebSocketDisconnect, RuntimeError, TimeoutError):
            await asyncio.wait_for(asyncio.shield(sending), 5)
            await self._socket.close(code[0], reason=code[1])

    async def _receive(self) -> None:
        with suppress(WebSocketDisconnect, RuntimeError):
            while True:
                received = await self._socket.receive()
                if received["type"] == "websocket.disconnect":
                    break
                self._session.received(_object(received.get("text")))
        self.hang_up("lost")

    async def _converse(self) -> None:
        """The buyer's first words, then an answer to each turn of the rep."""
        await self._tell(self._session.counterpart.opens())
        while not self._session.counterpart.over():
            said = await self._turns.get()
            await self._tell(self._session.counterpart.answers(said))
        with suppress(TimeoutError):
            await asyncio.wait_for(self._session.heard.wait(), LAST_WORDS_S)
        self._session.hung_up()
        self.hang_up("over")

    async def _tell(self, sentences: AsyncGenerator[Sentence, None]) -> None:
        self._stop.clear()
        self._session.heard.clear()
        try:
            async with aclosing(sentences) as answer:
                async for sentence in answer:
                    if self._stop.is_set():
                        break
                    self._session.spoken(sentence, self.at)
        except AppError as error:
            self._session.trouble(Trouble(source="buyer", cause=error.detail, falls_to=None))


def _object(text: str | None) -> dict[str, Any]:
    """The JSON object that a message is; {} for what is none, or holds what no store can keep."""
    if text is None or len(text) > LONGEST_MESSAGE:
        return {}
    try:
        check_json(text.encode())
        read = json.loads(text)
    except (AppError, ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}
