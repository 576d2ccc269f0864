"""One connection to a spoken practice call: what happens in it is told to the rep and to who listens, and kept."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any, Literal, Protocol

import structlog
from pydantic import BaseModel, TypeAdapter, ValidationError

from ringside.accounts.access import Principal
from ringside.core.errors import AppError, Unauthenticated
from ringside.core.sockets import CLOSE_BASE, Hub
from ringside.dialogue.schemas import Language
from ringside.practice import reports, service
from ringside.practice.models import Call
from ringside.practice.replying import Studio
from ringside.practice.schemas import ChatOut, Outcome
from ringside.practice.voice import signals, storage
from ringside.practice.voice.counterpart import BuyerOnTheLine
from ringside.practice.voice.engines import Way
from ringside.practice.voice.keeping import Keeping
from ringside.practice.voice.messages import (
    VoiceBuyerOut,
    VoiceControlIn,
    VoiceCutOut,
    VoiceEndedOut,
    VoiceIn,
    VoiceLatencyOut,
    VoiceRepOut,
    VoiceSayIn,
    VoiceSessionOut,
    VoiceSpeakingOut,
    VoiceSpokenIn,
    VoiceStateOut,
    VoiceTroubleOut,
)
from ringside.practice.voice.signals import Spoken
from ringside.practice.voice.storage import Connection
from ringside.practice.voice.words import Words, say
from ringside.speech.pipeline.ports import Latency, Said, Sentence
from ringside.speech.pipeline.service import Call as Connected
from ringside.speech.pipeline.service import Ending
from ringside.speech.ports import Trouble

log = structlog.get_logger()

LIVE_EVERY_S = 2.0
"""How often signals are told anew while the rep is speaking."""
STORING_S = 2.0
"""What is waited for the end of a turn that is being cut off."""
LONGEST_TURN_S = 60.0
"""Who talks for so long without a pause is cut in on by the buyer."""
LAST_WORDS_S = 60.0
"""How long a page may take to speak the last turn before the call is hung up."""
RTVI = "rtvi-ai"
"""How pipecat's own clients mark their greetings and pings; nothing is lost where they are not answered."""
MESSAGES: TypeAdapter[VoiceSayIn | VoiceSpokenIn | VoiceControlIn] = TypeAdapter(VoiceIn)


class Recorder(Protocol):
    """Where the sound of a call is kept, when the rep agreed to that."""

    def sound(self, who: Literal["person", "counterpart"], pcm: bytes, at: float) -> None: ...

    async def close(self) -> None: ...


class VoiceSession:
    """A Watcher of the call and the Teller of its buyer. Public: `call`, `tell`, `tell_rep`, `topic`."""

    call: Connected

    def __init__(
        self,
        at: Studio,
        hub: Hub,
        who: Principal,
        call: Call,
        by: Connection,
        *,
        stands: VoiceStateOut,
        begin: float = 0.0,
        earlier: dict[int, Spoken] | None = None,
        still_signed_in: Callable[[], Awaitable[None]],
        ahead_s: float = 2.0,
        check_s: float = 15.0,
        longest_turn_s: float = LONGEST_TURN_S,
    ) -> None:
        self.who = who
        self.conversation_id = call.id
        self.language: Language = call.language  # type: ignore[assignment]
        self.by = by
        self.begin = begin
        self.topic = f"practice:{who.tenant_id}:{call.id}"
        self.sound_topic = f"practice-sound:{who.tenant_id}:{call.id}"
        self.counterpart = BuyerOnTheLine(at, who, call, self)
        self.recorder: Recorder | None = None
        self._open_mic = True
        self._pushes = False
        """Whether the rep says by a button when a turn ends."""
        self._talking_since: float | None = None
        self._longest_turn_s = longest_turn_s
        self._lacking: tuple[Words, ...] = ()
        self._at = at
        self._hub = hub
        self._stands = stands
        self._turns: dict[int, Spoken] = earlier or {}
        self._resumed = begin > 0
        self._texts: dict[int, str] = {}
        self._latency: dict[int, Latency] = {}
        self._typed: set[int] = set()
        """Answers to what was typed: nobody waited for them at a telephone."""
        self._said_at = 0.0
        self._keeping = Keeping(call.id)
        self._storing = asyncio.Lock()
        self._still_signed_in = still_signed_in
        self._ahead_s = ahead_s
        self._check_s = check_s
        self._outcome: Outcome | None = None
        self._ended_told = False
        self._last: asyncio.Future[None] | None = None
        self.done = asyncio.Event()
        """Set when the connection has ended and all of it is stored."""
        self._silent = asyncio.Event()
        self._silent.set()
        """Whether everything the buyer was heard to say is stored."""
        self._heard = asyncio.Event()
        """Set whenever a browser has told how much of a turn it spoke."""

    # -- a connection's life

    async def run(self) -> Ending:
        """Hold the call over its connection until it ends or is lost; everything said is stored when this returns."""
        self.tell(
            VoiceSessionOut(
                conversation_id=self.conversation_id,
                manner=self.by.manner,
                language=self.language,
                resumed=self._resumed,
                recording=self.recorder is not None,
                listens=self.by.listens,
                speaks=self.by.speaks,
                seconds=round(self.begin, 2),
            )
        )
        self.tell(self._stands)
        for words in self._lacking:
            self._trouble("provider", words)
        checking = asyncio.ensure_future(self._check_sign_in())
        try:
            return await self.call.run()
        finally:
            for task in (checking, self._last):
                if task is not None:
                    task.cancel()
            await self.counterpart.settle()
            await self._keeping.settle()
            if self.recorder is not None:
                await self.recorder.close()
            self.done.set()

    def lacks(self, way: Way) -> None:
        """What the rep is told of a connection that cannot listen, or cannot speak, as it begins."""
        if way.manner == "cascade":
            deaf: tuple[Words, ...] = ("deaf",) if way.engine.listens is None else ()
            mute: tuple[Words, ...] = ("mute",) if way.engine.speaks is None else ()
            self._lacking = deaf + mute

    def record(self, recorder: Recorder) -> None:
        """Keep the sound of this connection."""
        self.recorder = recorder

    def stop_recording(self) -> None:
        """What is said from now on is not kept."""
        self.recorder = None

    def recording_failed(self) -> None:
        """The disk takes no more."""
        self._trouble("recording", "recording")

    async def _last_words(self) -> None:
        """A browser speaks the last turn by itself; the call is over when it has."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._heard.wait(), LAST_WORDS_S)
        self._tell_ended(self._outcome)
        self.call.hang_up("over")

    def conclude(self) -> None:
        """Have a call scored that has ended, now that the times of its last words are stored."""
        if self.counterpart.over():
            at = self._at
            at.replies.later(
                reports.score(at.databases, self.who.tenant_id, self.conversation_id, at.clock(), at.scored)
            )

    async def quiet(self) -> None:
        """Let nobody speak any more; everything said until now is stored with its times when this returns."""
        self.call.mute(True)
        self.call.interrupt()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._silent.wait(), STORING_S)
        await self._keeping.settle()

    def ended(self, outcome: Outcome | None) -> None:
        """The call has ended: say so and hang up."""
        self._tell_ended(outcome)
        self.call.hang_up()

    def replaced(self) -> None:
        """Another tab has taken the call over."""
        self._trouble("moved", "moved")
        self.call.hang_up("replaced")

    def stop(self) -> None:
        """The server is being stopped; the page comes back to the next one."""
        self.call.close_with(1012, "Ringside is being restarted.")

    # -- telling

    def tell(self, message: BaseModel, key: str | None = None) -> None:
        """To the rep, and to whoever listens to the session."""
        data = message.model_dump(mode="json")
        self.call.tell(data, key)
        self._hub.publish(self.topic, data, key)

    def tell_rep(self, message: BaseModel) -> None:
        """To the rep only."""
        self.call.tell(message.model_dump(mode="json"))

    def _trouble(self, code: Any, words: Words, falls_to: str | None = None, **values: str) -> None:
        self.tell_rep(VoiceTroubleOut(code=code, text=say(self.language, words, **values), falls_to=falls_to))

    # -- what the client sends

    def received(self, message: Mapping[str, Any]) -> None:
        """A message of the client; what cannot be read is answered and passed over."""
        if message.get("label") == RTVI:
            return
        try:
            read = MESSAGES.validate_python(message)
        except ValidationError:
            self._trouble("message", "unreadable")
            return
        match read:
            case VoiceSayIn():
                self._said(read)
            case VoiceSpokenIn():
                if self.by.manner == "browser":
                    start, end = self._times(read.start, read.end)
                    self._keeping.later(self.was_heard(read.turn, read.text, start, end, read.cut_off))
                    self._heard.set()
            case VoiceControlIn():
                self._control(read)

    def _said(self, say: VoiceSayIn) -> None:
        if not say.final:
            self.partial(say.text, self.call.at if say.start is None else self._times(say.start, None)[0])
        elif self.by.listens is None and say.start is not None:
            start, end = self._times(say.start, say.end)
            self.call.recognised(say.text, start, end, say.key)
        else:
            self.call.type_in(say.text, say.key)

    def _control(self, control: VoiceControlIn) -> None:
        if control.do not in ("interrupt", "hang_up"):
            self._open_mic = control.do in ("unmute", "talk_on", "talk_freely")
        if control.do.startswith("talk"):
            self._pushes = control.do != "talk_freely"
        match control.do:
            case "mute" | "unmute":
                self.call.mute(control.do == "mute")
            case "talk_on" | "talk_off":
                self.call.talk(control.do == "talk_on")
            case "talk_freely":
                self.call.listen_freely()
            case "interrupt":
                self.call.interrupt()
            case "hang_up":
                self._keeping.later(self._hang_up())

    def _times(self, start: float, end: float | None) -> tuple[float, float]:
        """Times of the client's clock, none of them further ahead than clocks differ."""
        latest = self.call.at + self._ahead_s
        last = min(latest if end is None else end, latest)
        return round(min(start, last), 3), round(last, 3)

    async def _hang_up(self) -> None:
        try:
            await service.end(self._at, self.who, self._at.clock(), self.conversation_id)
        except AppError:  # deleted meanwhile
            self.call.hang_up()

    async def _check_sign_in(self) -> None:
        """Tell and close when the person's session has ended; everything said until then is stored."""
        while True:
            await asyncio.sleep(self._check_s)
            try:
                await self._still_signed_in()
            except Unauthenticated:
                self._trouble("signed_out", "signed_out")
                self.call.close_with(CLOSE_BASE + 401, "Your session has ended, please sign in again")
                return
            except AppError as error:  # the identity provider is away: no reason to end a call
                log.info("sign-in not checked", reason=error.slug)

    # -- Teller: what the buyer's side knows first

    def rep_said(self, said: Said, turn: int) -> None:
        self._said_at = said.end
        self._talking_since = None
        pauses = None if said.voiced_s is None else sum(end - start for start, end in said.pauses)
        start, end = round(said.start, 3), round(said.end, 3)
        self.tell(VoiceRepOut(text=said.text, final=True, start=start, end=end, turn=turn))
        if said.source == "typed":
            self._typed.add(turn + 1)
            return
        self._turns[turn] = Spoken("rep", said.start, said.end, said.text, pauses)
        self._signals()
        self._keeping.later(self._store(storage.keep_rep, turn, said, self.by.manner))

    def stands(self, out: ChatOut) -> None:
        self._outcome = out.outcome
        self._texts[out.reply.turn] = out.reply.text
        self.tell(VoiceStateOut(status=out.status, outcome=out.outcome, sidebar=out.state, hint=out.hint))
        if self.by.manner == "browser" and out.status == "ended":
            self._last = asyncio.ensure_future(self._last_words())
        self._heard.clear()

    async def was_heard(self, turn: int, text: str, start: float, end: float, cut_off: bool) -> None:
        try:
            # Who hangs up at this moment must not keep it from being stored.
            await asyncio.shield(self._keeping.later(self._was_heard(turn, text, start, end, cut_off)))
        finally:
            self._silent.set()

    async def _was_heard(self, turn: int, text: str, start: float, end: float, cut_off: bool) -> None:
        whole = self._texts.get(turn) or await self._text_of(turn)
        if whole is None:
            return
        heard = storage.heard_part(whole, text) if cut_off else whole
        cut = heard != whole.rstrip()
        if cut_off and cut:
            self.tell(VoiceCutOut(turn=turn, heard=heard))
        self._turns[turn] = Spoken("customer", start, end, heard, cut_off=cut)
        self._signals()
        latency = None if turn in self._typed else self._latency.get(turn)
        start, end = round(start, 3), round(end, 3)
        await self._store(storage.keep_buyer, turn, (start, end), heard if cut else None, latency, self.by)

    # -- Watcher: how the connection goes

    def partial(self, text: str, start: float) -> None:
        if not text:  # what began was no words
            self._talking_since = None
        self.tell(VoiceRepOut(text=text, final=False, start=round(start, 3)), key="partial")
        if self.call.at - self._said_at >= LIVE_EVERY_S:
            self._said_at = self.call.at
            self._signals(Spoken("rep", start, self.call.at, text))

    def speaking(self, who: Literal["person", "counterpart"], on: bool, at: float) -> None:
        if who == "person" and on and self._talking_since is None:
            self._talking_since = at
        self.tell(VoiceSpeakingOut(who="rep" if who == "person" else "buyer", on=on, at=round(at, 2)))

    def spoken(self, sentence: Sentence, at: float) -> None:
        if self.by.manner != "browser":  # which says by itself what it has spoken, or never does
            self._silent.clear()
        self.tell(
            VoiceBuyerOut(
                turn=sentence.turn,
                text=sentence.text,
                at=round(at, 2),
                speaker=sentence.speaker,
                voice=sentence.timbre.key,
            )
        )

    def latency(self, measured: Latency) -> None:
        self._latency[measured.turn] = measured
        stages = {str(stage): ms for stage, ms in measured.stages.items()}
        self.tell_rep(VoiceLatencyOut(turn=measured.turn, total=measured.total, stages=stages))

    def trouble(self, trouble: Trouble) -> None:
        log.warning("voice provider failed", source=trouble.source, cause=trouble.cause, falls_to=trouble.falls_to)
        words: Words = "provider_next" if trouble.falls_to else "provider_gone"
        if trouble.source == "counterpart":
            words = "buyer"
        self._trouble("provider", words, trouble.falls_to, source=trouble.source, next=trouble.falls_to or "")

    def sound(self, who: Literal["person", "counterpart"], pcm: bytes, at: float) -> None:
        if who == "person" and not self._open_mic:
            pcm = bytes(len(pcm))  # what is said beside a muted microphone is nobody's business
        if self.recorder is not None:
            self.recorder.sound(who, pcm, at)
        if who == "person":
            self._cut_in(at)
        if self._hub.listeners(self.sound_topic):
            self._hub.publish(self.sound_topic, (b"\0" if who == "person" else b"\1") + pcm)

    def _cut_in(self, at: float) -> None:
        """The buyer does not listen for ever."""
        since = self._talking_since
        if since is not None and not self._pushes and at - since >= self._longest_turn_s:
            self._talking_since = None
            self.call.cut_in()

    def hung_up(self) -> None:
        if self.counterpart.over():
            self._tell_ended(self._outcome)

    # -- keeping

    def _tell_ended(self, outcome: Outcome | None) -> None:
        if not self._ended_told:
            self._ended_told = True
            self.tell(VoiceEndedOut(outcome=outcome))

    def _signals(self, going_on: Spoken | None = None) -> None:
        turns = [*self._turns.values(), going_on] if going_on else list(self._turns.values())
        self.tell(signals.live(turns, self.language), key="signals")

    async def _text_of(self, turn: int) -> str | None:
        """The words of a turn that an earlier connection had told."""
        async with self._at.databases.tenant(self.who.tenant_id) as session:
            return await storage.text_of(session, self.conversation_id, turn)

    async def _store(self, keep: Callable[..., Awaitable[None]], *values: Any) -> None:
        # One after the other: a turn that is cut off at its very end is told twice.
        async with self._storing, self._at.databases.tenant(self.who.tenant_id) as session:
            if await storage.holds(session, self.conversation_id, self.by.id):
                await keep(session, self.conversation_id, *values, self._at.clock())
                return
        self.replaced()  # by a tab that another process serves
