"""People who play the buyer in this process, and the lines of theirs that are waited for.

A restart or a lost player gives the part back: the machine has decided what to say in any case.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from ringside.practice.together.schemas import Ending

ANSWER_S = 120.0
"""How long a rep waits for a person's line before the machine speaks."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a person says for the buyer, and what they decide with it."""

    text: str
    ends: Ending | None = None
    name: str | None = None


SILENCE = Line("…")
"""The person had not answered when the rep went on."""


@dataclass(slots=True)
class _Part:
    guest_id: str
    user_id: str
    line: asyncio.Future[Line | None] | None = None


@dataclass(eq=False, slots=True)
class StandIns:
    """Who plays in which call."""

    answer_s: float = ANSWER_S
    _parts: dict[str, _Part] = field(default_factory=dict)

    def player(self, call_id: str) -> str | None:
        """Id of the guest who plays the buyer of this call; None: the machine does."""
        part = self._parts.get(call_id)
        return part.guest_id if part else None

    def waits(self, call_id: str) -> bool:
        """Whether a line of the person is waited for."""
        part = self._parts.get(call_id)
        return part is not None and part.line is not None and not part.line.done()

    def take(self, call_id: str, guest_id: str, user_id: str) -> bool:
        """Give the part to this guest; False when another person has it."""
        part = self._parts.setdefault(call_id, _Part(guest_id, user_id))
        return part.guest_id == guest_id

    def give_back(self, call_id: str, guest_id: str | None = None) -> bool:
        """Let the machine play again, at once also for words that are owed; False when this guest did not play."""
        part = self._parts.get(call_id)
        if part is None or guest_id not in (None, part.guest_id):
            return False
        del self._parts[call_id]
        if part.line is not None and not part.line.done():
            part.line.set_result(None)
        return True

    def deliver(self, call_id: str, line: Line) -> bool:
        """The person's line; False when nobody waits for one."""
        part = self._parts.get(call_id)
        if part is None or part.line is None or part.line.done():
            return False
        part.line.set_result(line)
        return True

    def expect(self, call_id: str) -> bool:
        """From now on a line is waited for; False when no person plays."""
        part = self._parts.get(call_id)
        if part is None:
            return False
        part.line = asyncio.get_running_loop().create_future()
        return True

    async def line(self, call_id: str, hurry: asyncio.Event) -> Line | None:
        """The line expected; SILENCE when the rep does not wait; None when the machine is to speak instead."""
        part = self._parts.get(call_id)
        expected = part.line if part else None
        if part is None or expected is None:
            return None
        hurried = asyncio.ensure_future(hurry.wait())
        waiting: set[asyncio.Future[Any]] = {expected, hurried}
        try:
            await asyncio.wait(waiting, timeout=self.answer_s, return_when=asyncio.FIRST_COMPLETED)
            if expected.done():
                return expected.result()
            return SILENCE if hurry.is_set() else None
        finally:
            hurried.cancel()
            part.line = None
