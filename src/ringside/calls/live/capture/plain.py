"""The browser's stream and that of any recorder: a hello in JSON, then sound as binary messages.

Without a hello, a binary message is [u8 channel][PCM16 16 kHz], channel 0 the rep and 1 the customer. A hello may name
rate, encoding, channels and layout: `tagged` (a first byte names the channel), `interleaved` or `mono`.
"""

from __future__ import annotations

import json
from typing import Annotated, Literal

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from ringside.calls.live.capture.said import MOST_FRAME, BadSender, Ended, Event, Odd, Sound, Words
from ringside.speech.codecs import WIDTH, BadSound, Encoding, Unpacker
from ringside.speech.ports import RATE


class HelloIn(BaseModel):
    """What a recorder sends first if its sound is not 16 kHz PCM16 with a channel byte."""

    type: Literal["hello"]
    rate: int = Field(default=RATE, ge=4_000, le=192_000)
    encoding: Encoding = "pcm_s16le"
    channels: int = Field(default=2, ge=1, le=8)
    layout: Literal["tagged", "interleaved", "mono"] = "tagged"
    sides: list[Literal["rep", "customer", "none"]] | None = Field(
        default=None, max_length=8, description="Whose each channel is; rep then customer when absent."
    )


class RecorderWordsIn(BaseModel):
    """Words that the sender recognised itself, in place of or beside ours."""

    type: Literal["heard"]
    channel: int = Field(ge=0, le=7)
    text: str = Field(max_length=4_000)
    final: bool = True
    start: float | None = Field(default=None, ge=0, le=86_400)
    end: float | None = Field(default=None, ge=0, le=86_400)


class RecorderEndIn(BaseModel):
    type: Literal["end"]


RecorderIn = Annotated[HelloIn | RecorderWordsIn | RecorderEndIn, Field(discriminator="type")]
_MESSAGES: TypeAdapter[HelloIn | RecorderWordsIn | RecorderEndIn] = TypeAdapter(RecorderIn)
NAMED = {"rep": 0, "customer": 1, "none": None}


class PlainReader:
    """Reads one recorder. A new hello sets everything anew: the device may have changed."""

    def __init__(self) -> None:
        self._set_up(HelloIn(type="hello"))

    def _set_up(self, hello: HelloIn) -> None:
        together = hello.layout == "interleaved"
        channels = 1 if hello.layout == "mono" else hello.channels
        sides = hello.sides or (["rep", "customer"][:channels] if channels <= 2 else [])
        if len(sides) < channels:
            raise BadSender(f"Say with `sides` whose each of the {channels} channels is: rep, customer or none.")
        self._sides = [NAMED[side] for side in sides]
        self._layout = hello.layout
        self._width = WIDTH.get(hello.encoding, 1)
        try:
            units = [Unpacker(hello.encoding, hello.rate, channels)] if together else [
                Unpacker(hello.encoding, hello.rate) for _ in range(channels)
            ]  # fmt: skip
        except BadSound as problem:
            raise BadSender(str(problem)) from None
        self._units = units

    def read(self, message: str | bytes) -> list[Event]:
        if len(message) > MOST_FRAME:
            return [Odd(f"A message of {len(message)} bytes; {MOST_FRAME} are read.")]
        return self._said(message) if isinstance(message, str) else self._sound(message)

    def _said(self, message: str) -> list[Event]:
        try:
            match _MESSAGES.validate_json(message):
                case HelloIn() as hello:
                    self._set_up(hello)
                    return []
                case RecorderWordsIn() as words:
                    side = self._side(words.channel)
                    return [] if side is None else [Words(side, words.text, words.final, words.start, words.end)]
                case RecorderEndIn():
                    return [Ended()]
        except ValidationError as error:
            if _is_hello(message):
                raise BadSender(f"The hello cannot be read: {error.errors()[0]['msg']}.") from None
            return [Odd("A message that is neither hello, heard nor end.")]

    def _side(self, channel: int) -> int | None:
        return self._sides[channel] if channel < len(self._sides) else None

    def _sound(self, message: bytes) -> list[Event]:
        if not message:
            return []
        if self._layout == "interleaved":
            return [
                Sound(side, str(channel), pcm)
                for channel, (side, pcm) in enumerate(zip(self._sides, self._units[0].feed(message), strict=True))
                if side is not None and pcm
            ]
        channel, data = (0, message) if self._layout == "mono" else (message[0], message[1:])
        if channel >= len(self._units):
            return [Odd(f"There is no channel {channel}.")]
        side = self._sides[channel]
        if self._layout == "tagged":  # such a message is whole: half a sample of it must not shift all that follow
            data = data[: len(data) - len(data) % self._width]
        [pcm] = self._units[channel].feed(data)
        return [Sound(side, str(channel), pcm)] if side is not None and pcm else []


def _is_hello(message: str) -> bool:
    try:
        value = json.loads(message)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and value.get("type") == "hello"
