"""The live side of a session held together, within one process: who is connected, and what everybody is told."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from pydantic import BaseModel

from ringside.core.sockets import Hub, Outbox
from ringside.practice.schemas import Outcome, TurnView
from ringside.practice.together.messages import TogetherEndedOut, TogetherNoteOut, TogetherOwedOut, TogetherTurnOut
from ringside.practice.together.stand_ins import StandIns

MOST_PRESENT = 40
"""Connections to one session; everybody may have several."""
REP = "rep"
"""Whose key a rep's own connection has, where a guest's is the guest's id."""


@dataclass(eq=False)
class Present:
    """One connection; `gone` is set when it is to be closed."""

    key: str
    outbox: Outbox = field(default_factory=Outbox)
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    """Somebody came, went or was let in: this connection is told how it stands now."""


class Spoken(Protocol):
    """The same session where it is held by voice."""

    def note(self, author: str, text: str) -> None:
        """Show the rep a whisper."""

    def hand_over(self, person: bool) -> None:
        """From now on a person speaks for the buyer, or the machine again."""

    def other(self, pcm: bytes) -> None:
        """The person's voice, PCM16 mono 16 kHz, for the rep's ears."""


class Rooms:
    """Who is connected to which session. `spoken` finds the spoken call of a tenant's session, where there is one."""

    def __init__(self, hub: Hub, spoken: Callable[[str, str], Spoken | None] = lambda tenant, call: None) -> None:
        self.hub = hub
        self.stand_ins = StandIns()
        self._spoken = spoken
        self._by_voice: set[str] = set()
        """Calls in which the person who plays is heard, rather than read out."""
        self._present: dict[tuple[str, str], set[Present]] = defaultdict(set)

    def enter(self, tenant_id: str, call_id: str, present: Present) -> None:
        self._present[tenant_id, call_id].add(present)
        self.changed(tenant_id, call_id)

    def crowded(self, tenant_id: str, call_id: str) -> bool:
        """Whether as many are connected as can be."""
        return len(self._room(tenant_id, call_id)) >= MOST_PRESENT

    def leave(self, tenant_id: str, call_id: str, present: Present) -> None:
        room = self._present[tenant_id, call_id]
        room.discard(present)
        if not self.here(tenant_id, call_id, present.key) and self.stand_ins.give_back(call_id, present.key):
            self.part_changed(tenant_id, call_id)
        if not room:
            del self._present[tenant_id, call_id]
        self.changed(tenant_id, call_id)

    def here(self, tenant_id: str, call_id: str, key: str) -> bool:
        return any(present.key == key for present in self._present.get((tenant_id, call_id), ()))

    def put_out(self, tenant_id: str, call_id: str, key: str) -> None:
        """End every connection of this guest, and their part."""
        if self.stand_ins.give_back(call_id, key):
            self.part_changed(tenant_id, call_id)
        for present in self._room(tenant_id, call_id):
            if present.key == key:
                present.gone.set()
        self.changed(tenant_id, call_id)

    def part_changed(self, tenant_id: str, call_id: str) -> None:
        """The buyer's part has been taken over or given back."""
        if call_id in self._by_voice and self.stand_ins.player(call_id) is None:
            self._by_voice.discard(call_id)
            if spoken := self._spoken(tenant_id, call_id):
                spoken.hand_over(False)
        self.changed(tenant_id, call_id)

    def whispered(self, tenant_id: str, call_id: str, note: TogetherNoteOut, author_key: str) -> None:
        """A note for the rep, wherever they are, and its author's own copy."""
        self.tell(tenant_id, call_id, note, REP, author_key)
        if spoken := self._spoken(tenant_id, call_id):
            spoken.note(note.author, note.text)

    def voiced(self, tenant_id: str, call_id: str, key: str, pcm: bytes) -> bool:
        """Sound of the person who plays the buyer, for the rep of a spoken call; False for anybody else's.

        Until it comes, what the person types is read out by the buyer's usual voice.
        """
        spoken = self._spoken(tenant_id, call_id) if self.stand_ins.player(call_id) == key else None
        if spoken is None:
            return False
        if call_id not in self._by_voice:
            self._by_voice.add(call_id)
            spoken.hand_over(True)
        spoken.other(pcm)
        return True

    def changed(self, tenant_id: str, call_id: str) -> None:
        for present in self._room(tenant_id, call_id):
            present.changed.set()

    def tell(self, tenant_id: str, call_id: str, message: BaseModel, *keys: str) -> None:
        """Tell everybody, or only those with these keys."""
        for present in self._room(tenant_id, call_id):
            if not keys or present.key in keys:
                present.outbox.put(message.model_dump(mode="json"))

    # what the session itself has to tell; practice calls these

    def said(self, tenant_id: str, call_id: str, turn: TurnView) -> None:
        self.tell(tenant_id, call_id, TogetherTurnOut(turn=turn))

    def owes(self, tenant_id: str, call_id: str, turn: int, name: str, suggestion: str) -> None:
        """The person who plays the buyer is to answer."""
        if player := self.stand_ins.player(call_id):
            self.tell(tenant_id, call_id, TogetherOwedOut(turn=turn, name=name, suggestion=suggestion), player)

    def ended(self, tenant_id: str, call_id: str, outcome: Outcome | None) -> None:
        if self.stand_ins.give_back(call_id):
            self.part_changed(tenant_id, call_id)
        self.tell(tenant_id, call_id, TogetherEndedOut(outcome=outcome))
        self.changed(tenant_id, call_id)

    def _room(self, tenant_id: str, call_id: str) -> tuple[Present, ...]:
        return tuple(self._present.get((tenant_id, call_id), ()))
