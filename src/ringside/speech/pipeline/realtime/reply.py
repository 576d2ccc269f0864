"""What a model is saying just now, on its way from the connection to who plays it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from ringside.speech.pipeline.realtime.ports import Spoken
from ringside.speech.ports import SynthesisFailed

FIRST_S, NEXT_S = 5.0, 4.0
"""Longest wait for the first of a reply, and for each further piece."""
MOST_TOOLS = 3
"""Rounds of tools in one reply."""


class Reply:
    """Filled by the connection, read by one."""

    def __init__(self, source: str) -> None:
        self.rounds = 0
        self._source = source
        self._pieces: asyncio.Queue[Spoken | SynthesisFailed | None] = asyncio.Queue()

    def put(self, piece: Spoken) -> None:
        self._pieces.put_nowait(piece)

    def end(self, cause: str | None = None) -> None:
        self._pieces.put_nowait(SynthesisFailed(self._source, cause) if cause else None)

    async def pieces(self) -> AsyncIterator[Spoken]:
        """Raises SynthesisFailed."""
        wait = FIRST_S
        while True:
            try:
                async with asyncio.timeout(wait):
                    piece = await self._pieces.get()
            except TimeoutError:
                raise SynthesisFailed(self._source, "no sound came in time") from None
            if isinstance(piece, SynthesisFailed):
                raise piece
            if piece is None:
                return
            yield piece
            wait = NEXT_S
