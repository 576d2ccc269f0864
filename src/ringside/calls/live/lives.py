"""The calls that this process listens to."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any, TypeVar, cast

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import service as accounts
from ringside.accounts.principal import Principal
from ringside.ai import Caller
from ringside.calls.live import coach as coaching
from ringside.calls.live import cue_log, records
from ringside.calls.live.keeping import Keeper
from ringside.calls.live.messages import Amount, Cue, EarpieceOut, LiveSource, LiveStateOut
from ringside.calls.live.models import LiveCall
from ringside.calls.live.ports import Background, CallBackground, Concluded, Library, Resists
from ringside.calls.live.recording import Spool, spooled
from ringside.calls.live.session import About, LiveSession
from ringside.calls.live.signals import SIDES
from ringside.calls.records import UnknownCall
from ringside.core.clock import now
from ringside.core.db import Databases, UnknownTenant
from ringside.core.errors import AppError, Conflict, Unavailable
from ringside.core.settings import Settings
from ringside.core.sockets import Hub, Outbox
from ringside.dialogue.schemas import Language
from ringside.speech.ports import StreamingRecogniser, Synthesiser, SynthesisFailed

log = structlog.get_logger()

T = TypeVar("T")
BEAT_S = 0.2
MOST_EACH = 4
"""Calls of one rep that are listened to at once: one person cannot take every line of a company."""
KEPT_S = 60.0
"""How long a call without a recorder is kept in memory; then it goes on from what is stored."""


class AllLinesBusy(Unavailable):
    slug, title = "all-lines-are-busy", "All lines are busy"


class TooManyCalls(Conflict):
    slug, title = "too-many-live-calls", "You have other calls open"


class CallOver(Conflict):
    slug, title = "call-over", "This call has ended"


class VoiceMissing(Unavailable):
    slug, title = "voice-not-installed", "Voice is not installed here"

    def __init__(self) -> None:
        super().__init__("Voice is not installed: pip install 'ringside[voice]'.")


class Lives:
    """Opens, keeps and lets go of sessions. On one event loop."""

    def __init__(
        self,
        settings: Settings,
        databases: Databases,
        hub: Hub,
        models: Any,
        background: Background | None = None,
        resists: Resists | None = None,
        library: Library | None = None,
        concluded: tuple[Concluded, ...] = (),
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = now,
    ) -> None:
        self.settings, self.databases, self.hub, self.models = settings, databases, hub, models
        self.background, self.resists, self.library = background, resists, library
        self.concluded = concluded
        """Told when a call has ended and there is a recorded call of it."""
        self.clock, self.now = clock, now
        self._sessions: dict[tuple[str, str], LiveSession] = {}
        self._opening: dict[tuple[str, str], asyncio.Lock] = defaultdict(asyncio.Lock)
        self._captures: dict[tuple[str, str], Callable[[], Awaitable[None]]] = {}
        self._heart: asyncio.Task[None] | None = None
        self._speech: tuple[StreamingRecogniser | None, Synthesiser | None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._ending: set[tuple[str, str]] = set()
        self.closing = False
        self.problem: str | None = None
        """Why nobody listens or speaks though the settings name somebody."""
        self.watchers: dict[str, set[Outbox]] = defaultdict(set)
        """Who looks at a call, by its topic."""
        self.strangers: dict[str, set[Callable[[], None]]] = defaultdict(set)
        """What ends the connections of those who look at somebody else's call, by its topic."""
        self.ears: set[tuple[str, str]] = set()
        """Calls whose rep wants cues spoken, also while no recorder is there."""

    # -- what hears and speaks here

    def use(self, recogniser: StreamingRecogniser | None, synthesiser: Synthesiser | None = None) -> None:
        """Have these hear and speak instead of what the settings name."""
        self._speech = (recogniser, synthesiser)

    def speech(self) -> tuple[StreamingRecogniser | None, Synthesiser | None]:
        """Who hears and who speaks here; made when first asked for."""
        if self._speech is None:
            from ringside.speech import streaming, synthesis  # noqa: PLC0415 - megabytes that only voice needs

            self._speech = (
                self._usable(streaming.from_settings, "listen"),
                self._usable(synthesis.from_settings, "speak"),
            )
        return self._speech

    def _usable(self, made: Callable[[Settings], T | None], what: str) -> T | None:
        """One that is set up wrongly is missing, and says why: calls can be recorded without words."""
        try:
            return made(self.settings)
        except (AppError, SynthesisFailed) as problem:
            log.error("live speech not set up", what=what, why=str(problem))
            self.problem = str(problem)
            return None

    # -- sessions

    def find(self, tenant_id: str, call_id: str) -> LiveSession | None:
        """The session of a call that this process listens to."""
        return self._sessions.get((tenant_id, call_id))

    async def session(self, tenant_id: str, call_id: str) -> LiveSession:
        """The session of a running call, taken up from what is stored if it is not here yet.

        Raises UnknownCall, CallOver, AllLinesBusy, TooManyCalls, VoiceMissing.
        """
        key = (tenant_id, call_id)
        async with self._opening[key]:
            if (found := self._sessions.get(key)) is not None:
                return found
            if len(self._sessions) >= self.settings.live_lines:
                raise AllLinesBusy("Try again in a minute.", headers={"Retry-After": "60"})
            made = await self._opened(tenant_id, call_id)
            self._sessions[key] = made
            self._beat()
            return made

    async def _opened(self, tenant_id: str, call_id: str) -> LiveSession:
        try:
            await asyncio.to_thread(_loaded)
            recogniser, _ = self.speech()
            async with self.databases.tenant(tenant_id) as session:
                call = await session.get(LiveCall, call_id)
                if call is None:
                    raise UnknownCall
                if call.status == "ended":
                    raise CallOver
                await self._require_place(tenant_id, call.user_id)
                turns = records.as_turns(await records.said(session, call_id))
                cues = await cue_log.kept(session, call_id)
        except UnknownTenant:
            raise UnknownCall from None
        except ImportError:
            raise VoiceMissing from None
        known = await self._background(tenant_id, call)
        about = _about(tenant_id, call, known)
        return await self._made(about, call, known, recogniser, turns, cues)

    async def _require_place(self, tenant_id: str, user_id: str) -> None:
        """The rep is still in the company, and listened to in few calls only. Raises CallOver, TooManyCalls."""
        async with self.databases.control() as control:
            if await accounts.member(control, tenant_id, user_id) is None:
                raise CallOver
        theirs = [each.about for each in self._sessions.values() if each.about.user_id == user_id]
        if sum(about.tenant_id == tenant_id for about in theirs) >= MOST_EACH:
            raise TooManyCalls("End one of them, then connect again.")

    async def _made(
        self,
        about: About,
        call: LiveCall,
        known: CallBackground,
        recogniser: StreamingRecogniser | None,
        turns: list[Any],
        cues: list[Cue],
    ) -> LiveSession:
        keeper = Keeper(about.call_id, partial(self.databases.tenant, about.tenant_id), cue_log.keep)
        brief = coaching.Brief(
            call_id=about.call_id,
            language=about.language,
            amount=about.amount,
            rubric=call.rubric,
            background=known,
            caller=Caller(about.tenant_id, about.user_id, about.language),
        )
        coach = await coaching.open_coach(
            self, about.tenant_id, brief, partial(self._answered, (about.tenant_id, about.call_id))
        )
        session = LiveSession(
            about,
            self.hub,
            keeper,
            coach,
            recogniser,
            self.clock,
            self.now,
            spool=Spool(spooled(self.settings.data, about.tenant_id, about.call_id)) if about.recording else None,
            earpiece=partial(self._speak, about),
        )
        session.resume(turns, cues, [float(call.spoken.get(side, 0.0)) for side in SIDES])
        session.lost_at = self.clock()
        about.earpiece = (about.tenant_id, about.call_id) in self.ears
        return session

    def speak(self, tenant_id: str, call_id: str, *, on: bool) -> None:
        """The rep wants cues spoken, or no longer."""
        (self.ears.add if on else self.ears.discard)((tenant_id, call_id))
        if (session := self.find(tenant_id, call_id)) is not None:
            session.about.earpiece = on

    async def _background(self, tenant_id: str, call: LiveCall) -> CallBackground:
        """What is known of the other side; a call is coached without it rather than not at all."""
        if self.background is None:
            return CallBackground(deal_id=call.deal_id, contact_id=call.contact_id)
        who = Principal(user_id=call.user_id, tenant_id=tenant_id, role="rep", language=cast("Language", call.language))
        try:
            return await self.background(who, call.deal_id, call.contact_id, self.now())
        except AppError as problem:
            log.warning("live call without background", call_id=call.id, problem=problem.slug)
            return CallBackground()

    def _answered(self, key: tuple[str, str], cues: list[Cue]) -> None:
        if (session := self._sessions.get(key)) is not None:
            session.tell_cues(cues)

    async def let_go(self, tenant_id: str, call_id: str) -> LiveSession | None:
        """Stop listening to a call and store what is owed; the session as it was."""
        key = (tenant_id, call_id)
        async with self._opening[key]:
            session = self._sessions.pop(key, None)
            if session is not None:
                await session.close()
        self._opening.pop(key, None)
        return session

    # -- the recorder of a call: the newest one counts

    async def take_over(self, tenant_id: str, call_id: str, stop: Callable[[], Awaitable[None]]) -> None:
        """A recorder begins to send for this call; the one before it is told to stop."""
        earlier = self._captures.get((tenant_id, call_id))
        self._captures[tenant_id, call_id] = stop
        if earlier is not None:
            await earlier()

    async def leave(self, tenant_id: str, call_id: str, stop: Callable[[], Awaitable[None]]) -> None:
        """A recorder stops sending, unless another has taken its place."""
        if self._captures.get((tenant_id, call_id)) is not stop:
            return
        del self._captures[tenant_id, call_id]
        if (session := self.find(tenant_id, call_id)) is not None:
            await session.pause()

    def ending(self, tenant_id: str, call_id: str) -> bool:
        """Whether somebody has just hung up."""
        return (tenant_id, call_id) in self._ending

    async def hang_up(self, tenant_id: str, call_id: str) -> LiveSession | None:
        """The call is over: its recorder is sent away, what is owed is stored. The session as it was."""
        key = (tenant_id, call_id)
        self._ending.add(key)
        try:
            if (stop := self._captures.pop(key, None)) is not None:
                await stop()
            return await self.let_go(tenant_id, call_id)
        finally:
            self._ending.discard(key)
            self.ears.discard(key)

    def send_strangers_away(self, tenant_id: str, call_id: str) -> None:
        """The rep does not agree any more that somebody else looks on: nothing further is sent to them."""
        for leave in tuple(self.strangers.get(f"{tenant_id}:{call_id}", ())):
            leave()

    async def farewell(self, _session: AsyncSession, tenant_id: str, user_id: str) -> None:
        """Listen no more to the calls of somebody who leaves the company."""
        for (tenant, call_id), session in list(self._sessions.items()):
            if tenant == tenant_id and session.about.user_id == user_id:
                # Beside the request: what is owed to the call is stored when its transaction is over.
                self._beside(self._hung_up(tenant, call_id))

    async def _hung_up(self, tenant_id: str, call_id: str) -> None:
        await self.hang_up(tenant_id, call_id)

    async def _forget(self, tenant_id: str, call_id: str) -> None:
        """A call was erased while it was held, or ended elsewhere: nobody listens any more, and no sound is left."""
        await self.hang_up(tenant_id, call_id)
        async with self._opening[tenant_id, call_id]:
            await asyncio.to_thread(spooled(self.settings.data, tenant_id, call_id).unlink, missing_ok=True)
        self._opening.pop((tenant_id, call_id), None)

    def tell_over(self, tenant_id: str, state: LiveStateOut) -> None:
        """The last word to whoever looks at a call: how it ended."""
        topic = f"{tenant_id}:{state.call_id}"
        self.hub.publish(f"live:{topic}", state.model_dump(mode="json"), key="state")
        for outbox in tuple(self.watchers.get(topic, ())):
            outbox.finish()

    # -- the clock of all calls

    def _beat(self) -> None:
        if self._heart is None or self._heart.done():
            self._heart = asyncio.create_task(self._beating())

    async def _beating(self) -> None:
        while self._sessions:
            await asyncio.sleep(BEAT_S)
            await self.beat()

    async def beat(self) -> None:
        """One beat: clocks go on, and calls that nobody sends sound of are let go until somebody does."""
        for (tenant_id, call_id), session in list(self._sessions.items()):
            try:
                session.beat()
                if session.gone:
                    await self._forget(tenant_id, call_id)
                elif session.lost_at is not None and self.clock() - session.lost_at > KEPT_S:
                    await self.let_go(tenant_id, call_id)
            except Exception as error:
                log.error("live session", call_id=call_id, exc_info=error)

    async def close(self) -> None:
        """The process ends: recorders are sent away to come back, everything owed is stored."""
        self.closing = True
        if self._heart is not None:
            self._heart.cancel()
        for key in list(self._captures):
            await self._captures.pop(key)()
        for key in list(self._sessions):
            await self.let_go(*key)
        if self._speech is not None:
            for one in self._speech:
                if one is not None:
                    await one.close()

    # -- the rep's ear

    def _speak(self, about: About, cue: Cue) -> None:
        self._beside(self._spoken(about, cue))

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _spoken(self, about: About, cue: Cue) -> None:
        """A cue as a short spoken prompt, for the rep alone."""
        from ringside.calls.live import earpiece  # noqa: PLC0415

        text = coaching.earpiece(cue, about.language)
        with suppress(Exception):
            wav = await earpiece.spoken(self.speech()[1], text, about.language)
            out = EarpieceOut(cue=cue.id, text=text, language=about.language, wav=wav)
            self.hub.publish(f"live-rep:{about.tenant_id}:{about.call_id}", out.model_dump(mode="json"))


def _loaded() -> None:
    """Read from the disk what listening needs, where no other call waits for it. Raises ImportError."""
    from ringside.speech import silero, streaming, synthesis  # noqa: F401, PLC0415 - megabytes that only voice needs

    with suppress(silero.VoiceNotInstalled):
        silero.Silero(1)


def _about(tenant_id: str, call: LiveCall, known: CallBackground) -> About:
    return About(
        tenant_id=tenant_id,
        call_id=call.id,
        user_id=call.user_id,
        source=cast("LiveSource", call.source),
        language=cast("Language", call.language),
        amount=cast("Amount", call.amount),
        consent=call.consent_basis is not None,
        recording=call.recording,
        listening=call.listening,
        started_at=call.started_at,
        seconds=call.seconds,
        words=(*known.names, *known.competitors),
    )
