"""One call that is being listened to: sound in, phrases, words, cues out. Nothing in its path waits for a disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, Protocol

import structlog

from ringside.calls.live.capture.said import CUSTOMER, REP, BadSender, Sound, Words
from ringside.calls.live.keeping import Keeper, Progress, Spoken
from ringside.calls.live.messages import (
    Amount,
    Cue,
    LiveSource,
    LiveStateOut,
    LiveStatus,
    LiveTurnOut,
)
from ringside.calls.live.recording import Spool
from ringside.calls.live.signals import SIDES, Tally
from ringside.calls.live.timeline import Timeline
from ringside.core.errors import Conflict
from ringside.core.sockets import Hub
from ringside.dialogue.schemas import Language, Speaker, Turn
from ringside.speech.codecs import interleave
from ringside.speech.endpointing import Endpointer, Started
from ringside.speech.ports import Heard, Hearing, Phrase, StreamingRecogniser, Trouble
from ringside.speech.transcription.faults import TranscriptionFailed

log = structlog.get_logger()

TICK_S = 1.0
KEPT_S = 10.0
"""How often a call's progress is stored though nobody says anything."""
STALL_S = 0.5
"""Without any sound for so long the call's clock goes on by itself: many senders send nothing while all are silent."""
MOST_TURN = 4_000
CATCH_UP_S = 10.0
"""Silence that one beat makes up for: after a machine has slept for hours, nobody else's call waits for it."""
LONGEST_S = 4 * 3600.0
"""No call is listened to for longer: what somebody forgot to end must not fill a disk."""
MOST_TURNS = 8_000
AHEAD_S = 120.0
"""How far a call may be ahead of the clock: a recorder sends at once what it held back, but nothing that is still to be
said."""
MOST_PARTIAL = 100
"""Phrases that are being said at once; what a sender began and never ended is forgotten."""


class CallTooLong(Conflict):
    slug, title = "call-too-long", "This call has gone on for too long to be listened to"


class CoachPort(Protocol):
    """What decides about cues (calls.live.coach), as a session calls it."""

    def turn(self, turn: Turn) -> list[Cue]: ...
    def partial(self, speaker: Speaker, text: str, start: float, at: float) -> list[Cue]: ...
    def sounds(self, speaker: Speaker, on: bool, at: float) -> list[Cue]: ...
    def tick(self, at: float) -> list[Cue]: ...
    def wish(self, amount: Amount) -> list[Cue]: ...
    def verdict(self, id: str, standing: Any, useful: bool | None, at: float) -> list[Cue]: ...
    def resume(self, turns: Sequence[Turn], cues: Sequence[Cue]) -> None: ...
    def close(self) -> None: ...


@dataclass(slots=True)
class About:
    """What a session knows of its call; what the rep may change is changed here."""

    tenant_id: str
    call_id: str
    user_id: str
    source: LiveSource
    language: Language
    amount: Amount
    consent: bool
    recording: bool
    listening: bool
    started_at: datetime | None
    seconds: float
    words: tuple[str, ...] = ()
    """Names worth listening for."""
    earpiece: bool = False


@dataclass(slots=True)
class _Stretch:
    """What is heard between two breaks of the recorder's connection; times inside count from its beginning."""

    offset: float
    began: float
    """On the clock of the process."""
    endpointer: Endpointer
    hearing: Hearing | None
    timeline: Timeline = field(default_factory=Timeline)
    last: float = 0.0
    """When sound came last, on the clock of the process."""


class LiveSession:
    """Takes the sound of one call, tells `hub` and `keeper` what comes of it. On one event loop."""

    def __init__(
        self,
        about: About,
        hub: Hub,
        keeper: Keeper,
        coach: CoachPort,
        recogniser: StreamingRecogniser | None,
        clock: Callable[[], float],
        now: Callable[[], datetime],
        spool: Spool | None = None,
        earpiece: Callable[[Cue], None] | None = None,
    ) -> None:
        self.about, self.coach = about, coach
        self._hub, self._keeper, self._recogniser = hub, keeper, recogniser
        self._clock, self._now = clock, now
        self._spool = spool
        self._earpiece = earpiece
        self._stretch: _Stretch | None = None
        self._closing: set[asyncio.Task[None]] = set()
        self.turns: list[Turn] = []
        self.tally = Tally(about.language)
        self.status: LiveStatus = "live" if about.started_at else "waiting"
        self.trouble: str | None = None
        self.listens = recogniser.source if recogniser else None
        self.names: dict[int, str] = {}
        self._partial: set[str] = set()
        self._told: set[str] = set()
        """Cues that were shown before."""
        self._ticked = self._kept = about.seconds
        self._topic = f"{about.tenant_id}:{about.call_id}"
        self.lost_at: float | None = None
        self.listeners: dict[object, str] = {}
        """Who listens now: by connection, the name."""

    # -- going on after a restart

    def resume(self, turns: Sequence[Turn], cues: Sequence[Cue], spoken: Sequence[float]) -> None:
        """Take up what an earlier process had stored."""
        self.turns = list(turns)
        self.tally.spoken = list(spoken)
        for i, turn in enumerate(self.turns):
            self.tally.turn(turn, self.turns[i - 1] if i else None)
        self.tally.run = None
        self.coach.resume(self.turns, cues)

    # -- the recorder's connection

    async def begin(self) -> None:
        """A recorder is there: listen from now on. Raises VoiceNotInstalled."""
        await self.pause()
        offset = self._resumes_at()
        self.trouble = None
        hearing = await self._hearing(offset)
        at = self._clock()
        self._stretch = _Stretch(offset, at, Endpointer(2), hearing, last=at)
        self.lost_at = None
        if self.about.started_at is not None:
            self._become("live")
        elif self.trouble is not None:
            self.publish_state()

    async def _hearing(self, offset: float) -> Hearing | None:
        """Who turns a stretch into words; with nobody who can, there still are signals and the recording."""
        if self._recogniser is None:
            return None
        heard = partial(self._heard, offset)  # what is owed to a stretch may come when the next has begun
        try:
            return await self._recogniser.open(2, self.about.language, heard, self._failed, self.about.words)
        except TranscriptionFailed as fault:
            self._failed(Trouble(source=fault.source, cause=fault.detail, falls_to=None))
            return None

    def _resumes_at(self) -> float:
        """Second of the call at which a new connection begins: the time without one has passed, too."""
        if self.about.started_at is None:
            return 0.0
        return max(self.about.seconds, (self._now() - self.about.started_at).total_seconds())

    async def pause(self) -> None:
        """The recorder is gone, perhaps for a moment: what was being said ends here."""
        stretch, self._stretch = self._stretch, None
        if stretch is None:
            return
        self._listen(stretch, stretch.timeline.rest())
        self._events(stretch, stretch.endpointer.finish())
        for side in (REP, CUSTOMER):
            self.tally.voice(side, False, self.about.seconds)
        if stretch.hearing is not None:
            task = asyncio.create_task(stretch.hearing.close())
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)
        self.lost_at = self._clock()
        if self.status == "live":
            self._become("lost")

    @property
    def gone(self) -> bool:
        """Its call was ended or erased elsewhere: what is still said belongs to nothing."""
        return self._keeper.gone

    async def close(self) -> None:
        """The call is over here: everything owed is awaited and stored."""
        await self.pause()
        await asyncio.gather(*self._closing, return_exceptions=True)
        self.coach.close()
        self._keep_progress()
        if self._spool is not None:
            await asyncio.to_thread(self._spool.close)
        await self._keeper.close()

    # -- sound

    def take(self, sound: Sound) -> None:
        """A piece of somebody's voice. Raises BadSender, CallTooLong."""
        stretch = self._stretch
        if stretch is None:
            return
        if stretch.offset + stretch.timeline.latest > self._latest():
            raise BadSender("Sound comes faster than it can have been said.")
        self._require_room()
        if self.about.started_at is None:
            self.about.started_at = self._now()
            stretch.began = self._clock()
            self._become("live")
        stretch.last = self._clock()
        if sound.name and self.names.get(sound.side) != sound.name:
            self.names[sound.side] = sound.name
        self._listen(stretch, stretch.timeline.put(sound.side, sound.lane, sound.pcm, sound.at))

    def _latest(self) -> float:
        """Second of the call up to which anything can have been said, with room for clocks that differ."""
        began = self.about.started_at
        return AHEAD_S + (0.0 if began is None else max(0.0, (self._now() - began).total_seconds()))

    def _require_room(self) -> None:
        """Raises CallTooLong."""
        if self.about.seconds > LONGEST_S or len(self.turns) >= MOST_TURNS:
            raise CallTooLong(f"Calls are listened to for {LONGEST_S / 3600:.0f} hours.")

    def beat(self) -> None:
        """Called a few times a second: the call's clock goes on though nothing is sent."""
        stretch = self._stretch
        if stretch is None or self.about.started_at is None or self.about.seconds > LONGEST_S:
            return
        at = self._clock()
        if at - stretch.last >= STALL_S:
            until = min(at - stretch.began - STALL_S / 2, stretch.timeline.seconds + CATCH_UP_S)
            self._listen(stretch, stretch.timeline.until(until))

    def _listen(self, stretch: _Stretch, sides: Sequence[bytes]) -> None:
        """Sound of both sides, equally long."""
        if not sides:
            return
        for channel, pcm in enumerate(sides):
            if stretch.hearing is not None:
                stretch.hearing.feed(channel, pcm)
            self._events(stretch, stretch.endpointer.feed(channel, pcm))
            topic = f"live-sound:{self._topic}"
            if self._hub.listeners(topic):
                self._hub.publish(topic, bytes([channel]) + pcm)
        if self._spool is not None:
            self._spool.write(stretch.offset + stretch.timeline.seconds, interleave(sides))
        self._goes_on(stretch.offset + stretch.timeline.seconds)

    def _events(self, stretch: _Stretch, events: Sequence[Started | Phrase]) -> None:
        for event in events:
            side = SIDES[event.channel]
            if isinstance(event, Started):
                if stretch.hearing is not None:
                    stretch.hearing.started(event.channel, event.at)
                at = stretch.offset + event.at
                self.tally.voice(event.channel, True, at)
                self.tell_cues(self.coach.sounds(side, True, at))
                continue
            at = stretch.offset + event.end
            self.tally.voice(event.channel, False, at)
            self.tally.spoken[event.channel] += event.end - event.start
            self.tell_cues(self.coach.sounds(side, False, at))
            if stretch.hearing is not None:
                stretch.hearing.ended(event)

    def _goes_on(self, at: float) -> None:
        self.about.seconds = at
        self.tally.at(at)
        if at - self._ticked < TICK_S:
            return
        self._ticked = at
        self.tell_cues(self.coach.tick(at))
        self._publish(self.tally.shown(at).model_dump(mode="json"), key="signals")
        if at - self._kept >= KEPT_S:
            self._keep_progress()

    # -- words

    def _heard(self, offset: float, heard: Heard) -> None:
        """From the recogniser; its times count from the beginning of the stretch that it listens to."""
        if heard.text and self.listens != heard.source:  # somebody hears again
            self.listens, self.trouble = heard.source, None
            self.publish_state()
        self._said(heard.channel, heard.text, heard.final, offset + heard.start, offset + heard.end, heard.source)

    def take_words(self, words: Words) -> None:
        """What the sender recognised itself; without times it was said just now. Raises CallTooLong."""
        self._require_room()
        end = self.about.seconds if words.end is None else min(words.end, self._latest())
        start = max(0.0, end - 0.35 * len(words.text.split())) if words.start is None else min(words.start, end)
        if self.about.started_at is None:
            self.about.started_at = self._now()
            self._become("live")
        self.listens = self.listens or "browser"
        self._said(words.side, words.text, words.final, start, max(start, end), "browser")
        self._goes_on(max(self.about.seconds, end))

    def _said(self, side: int, text: str, final: bool, start: float, end: float, source: str) -> None:
        text = " ".join(text.split())[:MOST_TURN]
        name = f"{side}-{round(start * 1000)}"
        speaker = SIDES[side]
        out = LiveTurnOut(
            id=name, speaker=speaker, text=text, start=round(start, 2), end=round(max(start, end), 2), final=final
        )
        if not final:
            if text:
                if len(self._partial) >= MOST_PARTIAL:
                    self._partial.clear()
                self._partial.add(name)
                self._publish(out.model_dump(mode="json"), key=name)
                self.tell_cues(self.coach.partial(speaker, text, start, max(end, self.about.seconds)))
            return
        if not text:
            if name in self._partial:  # it was noise after all
                self._partial.discard(name)
                self._publish(out.model_dump(mode="json"), key=name)
            return
        self._partial.discard(name)
        turn = Turn(index=len(self.turns), speaker=speaker, text=text, start=out.start, end=out.end)
        self.turns.append(turn)
        out.index = turn.index
        self._publish(out.model_dump(mode="json"), key=name)
        self.tell_cues(self.coach.turn(turn))
        self.tally.turn(turn, self.turns[-2] if turn.index else None)
        self._keeper.turn(Spoken(turn, self.names.get(side, ""), source))
        self._keep_progress()

    def _failed(self, trouble: Trouble) -> None:
        log.warning("live recogniser failed", source=trouble.source, falls_to=trouble.falls_to)
        self.listens = trouble.falls_to
        self.trouble = trouble.cause
        self.publish_state()
        self._keep_progress()

    def tell_trouble(self, text: str | None) -> None:
        """Something about the source went wrong, in words for a person; None: no more."""
        self.trouble = text and text[:300]
        self.publish_state()
        self._keep_progress()

    # -- cues and what the rep says about them

    def tell_cues(self, cues: Sequence[Cue]) -> None:
        """Cues that are new or stand differently: to whoever looks, and into the store."""
        for cue in cues:
            self._publish(cue.model_dump(mode="json"), key=f"cue-{cue.id}")
            new = cue.standing == "shown" and cue.id not in self._told  # one is shown again when its sources come
            if self._earpiece is not None and self.about.earpiece and new:
                self._earpiece(cue)
            self._told.add(cue.id)
        if cues:
            self._keeper.cues(cues)

    def note(self, message: dict[str, Any]) -> None:
        """Something for the rep alone."""
        self._hub.publish(f"live-rep:{self._topic}", message)

    # -- telling

    def state(self) -> LiveStateOut:
        about = self.about
        heard = [side for i, side in enumerate(SIDES) if self.tally.spoken[i] > 0 or self.tally.began[i] is not None]
        return LiveStateOut(
            call_id=about.call_id,
            status=self.status,
            source=about.source,
            language=about.language,
            amount=about.amount,
            consent=about.consent,
            started_at=about.started_at,
            seconds=round(about.seconds, 2),
            sides=heard,
            recording=about.recording,
            listens=self.listens,
            trouble=self.trouble,
            listening=about.listening,
            listeners=list(self.listeners.values()),
        )

    def publish_state(self) -> None:
        self._publish(self.state().model_dump(mode="json"), key="state")

    def _become(self, status: LiveStatus) -> None:
        self.status = status
        self.publish_state()
        self._keep_progress()

    def change(
        self, *, amount: Amount | None = None, listening: bool | None = None, consent: bool | None = None
    ) -> None:
        """What the rep has changed."""
        about = self.about
        if amount is not None and amount != about.amount:
            about.amount = amount
            self.tell_cues(self.coach.wish(amount))
        about.listening = about.listening if listening is None else listening
        about.consent = about.consent if consent is None else consent
        self.publish_state()

    def _publish(self, message: dict[str, Any], key: str | None = None) -> None:
        self._hub.publish(f"live:{self._topic}", message, key)

    def _keep_progress(self) -> None:
        about = self.about
        self._kept = about.seconds
        self._keeper.progress(
            Progress(
                status=self.status,
                started_at=about.started_at,
                heard_at=self._now() if about.started_at else None,
                seconds=round(about.seconds, 2),
                spoken={side: round(self.tally.spoken[i], 2) for i, side in enumerate(SIDES)},
                listens=self.listens,
                trouble=self.trouble,
            )
        )
