"""The buyer on the line: what they say is decided and stored exactly as in text, and told sentence by sentence."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Protocol

from ringside.accounts.access import Principal
from ringside.core.ids import new_id
from ringside.dialogue.schemas import Language
from ringside.practice import calls, replying, service
from ringside.practice.calls import AlreadyEnded, ReplyInProgress
from ringside.practice.catalogue import Persona
from ringside.practice.models import Call
from ringside.practice.replies import Coming
from ringside.practice.replying import Studio
from ringside.practice.schemas import MAX_TEXT, ChatAck, ChatIn, ChatOut, ChatPiece
from ringside.practice.voice import storage
from ringside.speech.pipeline.ports import Said, Sentence
from ringside.speech.ports import Timbre

TRIES = 4
"""How often a turn is said into a reply that is still being found."""
_SENTENCE = re.compile(r".+?(?:[.!?…]+[\"'”’״)\]]*(?=\s)|\n|$)", re.DOTALL)


class Teller(Protocol):
    """Who is told what the buyer's side knows first."""

    def rep_said(self, said: Said, turn: int) -> None:
        """The rep's words have become this turn."""

    def stands(self, out: ChatOut) -> None:
        """The buyer's turn is stored, and this is where it leaves the call."""

    async def was_heard(self, turn: int, text: str, start: float, end: float, cut_off: bool) -> None: ...


class BuyerOnTheLine:
    """The counterpart of a practice call: the same state machine, quotas and scoring as by text."""

    def __init__(self, at: Studio, who: Principal, call: Call, teller: Teller) -> None:
        self.language: Language = call.language  # type: ignore[assignment]
        self._at = at
        self._who = who
        self._call_id = call.id
        self._teller = teller
        self._cast = {name: timbre(persona) for name, persona in calls.cast_of(call).items()}
        self._ended = False
        self._following: set[asyncio.Task[None]] = set()

    async def opens(self) -> AsyncGenerator[Sentence, None]:
        """The buyer's last words, unless the rep has heard them: picking up, a drill's moment, or a lost connection."""
        async with self._at.databases.tenant(self._who.tenant_id) as session:
            call = await calls.own(session, self._who, self._call_id)
            last = await calls.turn_at(session, call.id, call.turns - 1) if call.turns else None
            known = last is None or await storage.spoken(session, call.id, last.index)
        if call.pending is not None:
            coming = replying.finish_owed(self._at, self._who.tenant_id, call)
        elif last is not None and last.speaker == "customer" and last.answer is not None and not known:
            coming = replying.given(calls.answer_of(last), None)
        else:
            return
        async with aclosing(self._sentences(coming)) as sentences:
            async for sentence in sentences:
                yield sentence

    async def answers(self, said: Said) -> AsyncGenerator[Sentence, None]:
        """The buyer's answer. What was said is stored before the first sentence comes."""
        try:
            coming = await self._say(said)
        except AlreadyEnded:
            self._ended = True  # hung up in another tab, or by somebody who took over
            return
        async with aclosing(self._sentences(coming, said)) as sentences:
            async for sentence in sentences:
                yield sentence

    async def was_heard(self, turn: int, text: str, start: float, end: float, cut_off: bool) -> None:
        await self._teller.was_heard(turn, text, start, end, cut_off)

    def over(self) -> bool:
        return self._ended

    async def settle(self) -> None:
        """Wait until every reply under way is known and told."""
        while self._following:
            await asyncio.gather(*self._following, return_exceptions=True)

    async def _say(self, said: Said) -> Coming:
        body = ChatIn(
            conversation_id=self._call_id,
            text=said.text[:MAX_TEXT],
            client_key=getattr(said, "key", None) or new_id(),
        )
        for _ in range(TRIES):
            try:
                return await service.say(self._at, self._who, self._at.clock(), body)
            except ReplyInProgress:
                # The rep went on talking before the buyer had found words: those words are wanted no more.
                if under_way := self._at.replies.get(self._call_id):
                    under_way.hung_up.set()
                    await under_way.over()
        raise ReplyInProgress

    async def _sentences(self, coming: Coming, said: Said | None = None) -> AsyncGenerator[Sentence, None]:
        taken = asyncio.Event()
        # Whoever stops listening in the middle of an answer must not keep others from knowing how it ends.
        following = asyncio.ensure_future(self._follow(coming, said, taken))
        self._following.add(following)
        following.add_done_callback(self._following.discard)
        try:
            async with aclosing(coming.events()) as events:
                async for event in events:
                    if isinstance(event.data, ChatPiece):
                        for text in in_sentences(event.data.text):
                            yield self._sentence(event.data, text)
                    elif isinstance(event.data, Exception):
                        raise event.data
        finally:
            taken.set()
        await following

    def _sentence(self, piece: ChatPiece, text: str) -> Sentence:
        return Sentence(turn=piece.turn, text=text, timbre=self._cast[piece.speaker], speaker=piece.speaker)

    async def _follow(self, coming: Coming, said: Said | None, taken: asyncio.Event) -> None:
        async with aclosing(coming.events()) as events:
            async for event in events:
                if isinstance(event.data, ChatAck) and said is not None and event.data.turn is not None:
                    self._teller.rep_said(said, event.data.turn.index)
                elif isinstance(event.data, ChatOut):
                    self._ended = event.data.status == "ended"
                    await taken.wait()
                    self._teller.stands(event.data)


def timbre(persona: Persona) -> Timbre:
    """The voice of a buyer: the same person sounds the same in every call."""
    return Timbre(key=persona.id, gender=persona.gender)


def in_sentences(text: str) -> list[str]:
    """A piece of a reply cut after its sentences, nothing left out but the space between them."""
    return [found.strip() for found in _SENTENCE.findall(text) if found.strip()]
