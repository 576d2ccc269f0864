"""The microphone of a person who plays: whose sound goes where, and what becomes a line."""

from __future__ import annotations

import asyncio
from typing import Any

from ringside.core.sockets import Hub
from ringside.practice.together import ear as listening
from ringside.practice.together.ear import Ear
from ringside.practice.together.room import Present, Rooms
from ringside.speech.endpointing import Started
from ringside.speech.ports import Heard, Phrase


class Spoken:
    def __init__(self) -> None:
        self.told: list[Any] = []

    def note(self, author: str, text: str) -> None:
        self.told.append((author, text))

    def hand_over(self, person: bool) -> None:
        self.told.append(person)

    def other(self, pcm: bytes) -> None:
        self.told.append(pcm)


async def test_only_who_plays_is_heard_and_typing_leaves_the_buyers_voice() -> None:
    spoken = Spoken()
    rooms = Rooms(Hub(), lambda tenant, call: spoken)
    player = Present("guest")
    rooms.enter("t", "c", player)
    assert not rooms.voiced("t", "c", "guest", b"..")
    rooms.stand_ins.take("c", "guest", "user")
    rooms.part_changed("t", "c")
    assert not rooms.voiced("t", "c", "other", b"..")
    assert spoken.told == []
    assert rooms.voiced("t", "c", "guest", b"ab")
    assert rooms.voiced("t", "c", "guest", b"cd")
    rooms.leave("t", "c", player)
    assert spoken.told == [True, b"ab", b"cd", False]
    assert rooms.stand_ins.player("c") is None


class Scripted:
    """An endpointer that says what it is told to, and a hearing that keeps what it was asked."""

    def __init__(self) -> None:
        self.events: list[Any] = []
        self.ends: list[Phrase] = []

    def feed(self, channel: int, pcm: bytes) -> list[Any]:
        given, self.events = self.events, []
        return given

    def started(self, channel: int, at: float) -> None: ...

    def ended(self, phrase: Phrase) -> None:
        self.ends.append(phrase)

    async def close(self, seconds: float = 3.0) -> None: ...


class Recogniser(Scripted):
    source, partials = "test", False

    async def open(self, channels: int, language: Any, heard: Any, trouble: Any, words: Any = ()) -> Scripted:
        return self


def words(text: str, start: float) -> Heard:
    return Heard(channel=0, text=text, final=True, start=start, end=start + 1, source="test")


async def test_what_is_said_until_a_pause_is_one_line(monkeypatch: Any) -> None:
    monkeypatch.setattr(listening, "PAUSE_S", 0.0)
    said: asyncio.Queue[str] = asyncio.Queue()
    ends = Recogniser()
    ear = Ear(said.put_nowait, ends)  # type: ignore[arg-type]
    await ear.open(ends, "en")
    ends.events = [Started(0, 0.0), Phrase(0, 0.0, 1.0, b""), Started(0, 1.1)]
    ear.feed(b"")
    ear.heard(words("It is too expensive.", 0.0))
    await asyncio.sleep(0)
    assert said.empty()
    ends.events = [Phrase(0, 1.1, 2.0, b"")]
    ear.feed(b"")
    ear.heard(words("Really.", 1.1))
    assert await asyncio.wait_for(said.get(), 5) == "It is too expensive. Really."
    await ear.close()
