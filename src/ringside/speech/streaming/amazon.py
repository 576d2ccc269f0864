"""Amazon Transcribe while it is spoken: a WebSocket by a signed address, two channels on one connection at most."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from ringside.speech.ports import RATE, Heard, Phrase, Trouble
from ringside.speech.streaming.aligned import Aligned
from ringside.speech.streaming.eventstream import Damaged, decoded, encoded
from ringside.speech.streaming.ledger import Ledger, Told
from ringside.speech.streaming.line import Garbled, Line, Message, connect, object_of
from ringside.speech.transcription.faults import FaultKind, TranscriptionFailed, failure
from ringside.speech.transcription.results import number, objects, share
from ringside.speech.transcription.schemas import Language, Word, language_of

_CODES: dict[Language, str] = {"en": "en-US", "he": "he-IL"}
VALID_S = 300
"""Seconds within which the signed address must be used."""
SETTLE_S = 0.8
"""It cannot be told that a phrase is over: after so long the words that are there count."""
BEYOND_S = -0.35
"""Its words are final only after a pause, and end where the last of them does."""
AUDIO = {":content-type": "application/octet-stream", ":event-type": "AudioEvent", ":message-type": "event"}
SILENCE = bytes(RATE // 5)
_KINDS: dict[str, FaultKind] = {
    "LimitExceededException": FaultKind.RATE_LIMITED,
    "ServiceUnavailableException": FaultKind.UNAVAILABLE,
    "InternalFailureException": FaultKind.UNAVAILABLE,
    "BadRequestException": FaultKind.REJECTED,
    "AccessDeniedException": FaultKind.BAD_KEY,
    "UnrecognizedClientException": FaultKind.BAD_KEY,
}

Sign = Callable[[str], str]
"""The address with a signature for a query. Raises TranscriptionFailed."""


class Amazon:
    """`sign` is called off the event loop: credentials of a machine's role may have to be fetched."""

    source = "transcribe"
    partials = True

    def __init__(self, sign: Sign) -> None:
        self._sign = sign

    async def open(
        self,
        channels: int,
        language: Language | None,
        heard: Callable[[Heard], None],
        trouble: Callable[[Trouble], None],
        words: tuple[str, ...] = (),
    ) -> _Hearing:
        lanes = [(0, 1)] if channels == 2 else [(channel,) for channel in range(channels)]
        opened: list[_Lane] = []
        try:
            for lane in lanes:
                url = await asyncio.to_thread(self._sign, urlencode(asked(len(lane), language)))
                socket = await connect(url, self.source, reason=reason)
                opened.append(_Lane(lane, self.source, socket, language, heard, trouble))
        except TranscriptionFailed:
            await asyncio.gather(*(lane.close() for lane in opened))
            raise
        return _Hearing(opened)

    async def close(self) -> None:
        """Nothing: connections belong to calls."""


def asked(channels: int, language: Language | None) -> list[tuple[str, str]]:
    """The query: what is wanted of the recogniser."""
    query = [("media-encoding", "pcm"), ("sample-rate", str(RATE))]
    if language:
        query.append(("language-code", _CODES[language]))
    else:
        query += [("identify-language", "true"), ("language-options", ",".join(_CODES.values()))]
    if channels == 2:
        query += [("enable-channel-identification", "true"), ("number-of-channels", "2")]
    return [*query, ("enable-partial-results-stabilization", "true"), ("partial-results-stability", "high")]


def reason(status: int, body: Any) -> FaultKind | None:
    """Refusals before the stream begins come as JSON with a message only."""
    message = str(body.get("Message") or body.get("message") or "").lower() if isinstance(body, dict) else ""
    if "language" in message:
        return FaultKind.UNSUPPORTED_LANGUAGE
    return FaultKind.BAD_KEY if "signature" in message or "security token" in message else None


class _Hearing:
    def __init__(self, lanes: Sequence[_Lane]) -> None:
        self._lanes = lanes
        self._of = {channel: lane for lane in lanes for channel in lane.channels}

    def feed(self, channel: int, pcm: bytes) -> None:
        self._of[channel].feed(channel, pcm)

    def started(self, channel: int, at: float) -> None:
        self._of[channel].started(channel, at)

    def ended(self, phrase: Phrase) -> None:
        self._of[phrase.channel].ended(phrase)

    async def close(self, seconds: float = 3.0) -> None:
        await asyncio.gather(*(lane.close() for lane in self._lanes))


class _Lane:
    """One connection and the channels on it."""

    def __init__(
        self,
        channels: Sequence[int],
        source: str,
        socket: Any,
        language: Language | None,
        heard: Callable[[Heard], None],
        trouble: Callable[[Trouble], None],
    ) -> None:
        self.channels = channels
        self._source = source
        self._heard, self._trouble = heard, trouble
        self._sound = Aligned(len(channels))
        self._ledgers = [Ledger(channel, source, language, BEYOND_S) for channel in channels]
        self._timers: set[asyncio.TimerHandle] = set()
        self._fed = False
        self._line = Line(socket, self._received, self._broken, self._keep_alive)

    def feed(self, channel: int, pcm: bytes) -> None:
        self._fed = True
        self._send(self._sound.feed(self.channels.index(channel), pcm))

    def started(self, channel: int, at: float) -> None:
        self._ledgers[self.channels.index(channel)].begin(at)

    def ended(self, phrase: Phrase) -> None:
        place = self.channels.index(phrase.channel)
        self._send(self._sound.flush())
        self._pass(self._ledgers[place].end(phrase, self._sound.at(place)))
        self._check_later(place, phrase)

    def _check_later(self, place: int, phrase: Phrase) -> None:
        def check() -> None:
            self._timers.discard(timer)
            self._pass(self._ledgers[place].overdue(phrase))
            if self._ledgers[place].owes(phrase):
                if not self._fed:
                    self._keep_alive()  # only by hearing on does it come to an end
                self._check_later(place, phrase)

        self._fed = False
        timer = asyncio.get_running_loop().call_later(SETTLE_S, check)
        self._timers.add(timer)

    def _keep_alive(self) -> None:
        """It hangs up after 15 seconds without sound."""
        for place in range(len(self.channels)):
            self._send(self._sound.feed(place, SILENCE))

    def _send(self, sound: bytes) -> None:
        if sound:
            self._line.send(encoded(AUDIO, sound))

    def _pass(self, found: list[Heard]) -> None:
        for one in found:
            self._heard(one)

    def _received(self, message: Message) -> None:
        try:
            event = decoded(message if isinstance(message, bytes) else message.encode())
        except Damaged:
            raise Garbled from None
        if event.headers.get(":message-type") != "event":
            self._broken(_KINDS.get(event.headers.get(":exception-type", ""), FaultKind.UNAVAILABLE))
        elif event.headers.get(":event-type") == "TranscriptEvent":
            transcript = object_of(event.payload).get("Transcript")
            for result in objects(transcript.get("Results") if isinstance(transcript, dict) else None):
                if (found := read(result, len(self.channels))) is not None:
                    self._pass(self._ledgers[found[0]].told(found[1]))

    def _broken(self, kind: FaultKind) -> None:
        fault = failure(kind, self._source)
        self._trouble(Trouble(source=self._source, cause=fault.detail, falls_to=None, passing=fault.retryable))

    async def close(self) -> None:
        for timer in self._timers:
            timer.cancel()
        self._line.send(encoded(AUDIO, b""))
        await self._line.close()


def read(result: dict[str, Any], channels: int) -> tuple[int, Told] | None:
    """(place of the channel, what it says) of one result."""
    start, end = number(result.get("StartTime")), number(result.get("EndTime"))
    name = str(result.get("ChannelId") or "ch_0").removeprefix("ch_")
    if start is None or end is None or not name.isdecimal() or int(name) >= channels:
        return None
    best = next(iter(objects(result.get("Alternatives"))), {})
    code = result.get("LanguageCode")
    return int(name), Told(
        start=start,
        end=max(start, end),
        words=_words(best, start, end),
        final=result.get("IsPartial") is False,
        language=language_of(code if isinstance(code, str) else None),
    )


def _words(best: dict[str, Any], start: float, end: float) -> tuple[Word, ...]:
    found: list[Word] = []
    for item in objects(best.get("Items")):
        began, text = number(item.get("StartTime")), str(item.get("Content") or "")
        if item.get("Type") == "punctuation" and found:
            found[-1] = found[-1].model_copy(update={"text": found[-1].text + text})
        elif began is not None and item.get("Type") != "punctuation":
            ended = max(began, number(item.get("EndTime")) or began)
            found.append(Word(text=text, start=began, end=ended, confidence=share(item.get("Confidence"))))
    whole = best.get("Transcript")
    if not found and isinstance(whole, str) and whole.strip():
        return (Word(text=whole, start=start, end=end),)
    return tuple(found)


def signer(*, region: str | None, key_id: str | None, secret: str | None, endpoint: str | None) -> Sign:
    """Signs as the settings say, or by the machine's own role or profile. Imports botocore: slow the first time."""

    def sign(query: str) -> str:
        from botocore.auth import SigV4QueryAuth  # type: ignore[import-untyped]  # noqa: PLC0415
        from botocore.awsrequest import AWSRequest  # type: ignore[import-untyped]  # noqa: PLC0415
        from botocore.credentials import Credentials  # type: ignore[import-untyped]  # noqa: PLC0415
        from botocore.exceptions import BotoCoreError  # type: ignore[import-untyped]  # noqa: PLC0415
        from botocore.session import get_session  # type: ignore[import-untyped]  # noqa: PLC0415

        try:
            session = get_session()
            where = region or session.get_config_variable("region")
            known = Credentials(key_id, secret) if key_id and secret else session.get_credentials()
        except BotoCoreError:
            where, known = None, None
        if not where or known is None:
            raise failure(FaultKind.MISCONFIGURED, Amazon.source)
        base = (endpoint or f"wss://transcribestreaming.{where}.amazonaws.com:8443").rstrip("/")
        request = AWSRequest("GET", f"{base.replace('ws', 'http', 1)}/stream-transcription-websocket?{query}")
        SigV4QueryAuth(known, "transcribe", where, expires=VALID_S).add_auth(request)
        return str(request.url).replace("http", "ws", 1)

    return sign
