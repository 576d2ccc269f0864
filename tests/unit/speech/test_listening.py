"""Words sorted out by phrases, and providers that take each other's place, without any network."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringside.core.settings import Settings
from ringside.speech import streaming
from ringside.speech.ports import RATE, Heard, Phrase, Trouble
from ringside.speech.standby import LONGEST_REST_S, REST_S, Standby
from ringside.speech.streaming import chain
from ringside.speech.streaming.aligned import Aligned
from ringside.speech.streaming.chain import Chain
from ringside.speech.streaming.eventstream import Damaged, decoded, encoded
from ringside.speech.streaming.ledger import Ledger, Told
from ringside.speech.streaming.phrase_by_phrase import PerPhrase, said
from ringside.speech.synthesis.chain import rest
from ringside.speech.transcription import Recognised, Spoken, TranscriptionRefused
from ringside.speech.transcription.faults import FaultKind, failure
from ringside.speech.transcription.schemas import Word


def phrase(start: float, end: float, channel: int = 0) -> Phrase:
    return Phrase(channel, start, end, bytes(2 * round((end - start + 0.6) * RATE)), lead=0.2)


def words(text: str, start: float) -> tuple[Word, ...]:
    """A word every half second."""
    return tuple(
        Word(text=word, start=start + 0.5 * place, end=start + 0.5 * place + 0.4, confidence=0.5)
        for place, word in enumerate(text.split())
    )


def told(text: str, start: float, *, final: bool = True, closing: bool = False, end: float | None = None) -> Told:
    said = words(text, start)
    return Told(start, said[-1].end if end is None else end, said, final, closing)


def texts(found: list[Heard]) -> list[tuple[str, bool, float]]:
    return [(one.text, one.final, one.start) for one in found]


def test_words_before_the_end_are_partial_and_bear_its_start():
    ledger = Ledger(0, "x", "en")
    ledger.begin(10.0)
    assert texts(ledger.told(told("one two", 0.2, final=False))) == [("one two", False, 10.0)]
    assert ledger.told(told("one two", 0.2, final=False)) == []  # nothing new
    assert texts(ledger.told(told("one two three", 0.2, final=False))) == [("one two three", False, 10.0)]


def test_final_words_wait_for_the_end_of_the_phrase_and_the_end_for_final_words():
    ledger = Ledger(0, "x", "en")
    ledger.begin(10.0)
    ledger.told(told("one two", 0.2))
    assert ledger.end(phrase(10.0, 11.5), 2.0) == []
    assert texts(ledger.told(told("three", 1.2, end=2.0))) == [("one two three", True, 10.0)]


def test_the_answer_to_finalize_closes_its_own_phrase_only():
    ledger = Ledger(0, "x", "en")
    first, second = phrase(0.2, 1.5), phrase(3.0, 4.5)
    ledger.end(first, 2.0)
    assert texts(ledger.told(told("one two", 0.2, end=1.7))) == [("one two", True, 0.2)]  # by its own pause
    ledger.end(second, 5.0)
    assert ledger.told(Told(1.7, 2.0, (), True, closing=True)) == []  # late, and of the first
    assert texts(ledger.told(told("three", 3.1, closing=True, end=5.0))) == [("three", True, 3.0)]


def test_one_result_over_two_phrases_is_parted_between_them():
    ledger = Ledger(0, "x", None)
    ledger.end(phrase(0.2, 1.5), 2.0)
    ledger.end(phrase(2.6, 3.8), 4.2)
    found = ledger.told(Told(0.2, 4.2, words("one two three", 0.2) + words("four five", 2.7), True))
    assert texts(found) == [("one two three", True, 0.2), ("four five", True, 2.6)]


def test_time_is_up_only_where_it_was_listened_that_far():
    ledger, said = Ledger(0, "x", "en"), phrase(0.2, 1.5)
    ledger.end(said, 1.9)
    assert ledger.overdue(said) == []
    ledger.told(told("one two three", 0.2, final=False))
    assert texts(ledger.overdue(said)) == [("one two three", True, 0.2)]
    assert not ledger.owes(said)
    assert ledger.told(told("one two three", 0.2)) == []  # it comes too late to count again


@given(st.lists(st.tuples(st.floats(0, 9), st.floats(0, 3), st.booleans(), st.booleans()), max_size=30))
def test_whatever_is_told_each_phrase_ends_at_most_once(messages):
    ledger, finals = Ledger(0, "x", "en"), []
    said = [phrase(0.5, 1.5), phrase(3.0, 4.0)]
    for number, (start, length, final, closing) in enumerate(messages):
        if number in (3, 9):
            ledger.end(said[number // 9], [2.0, 4.5][number // 9])
        word = Word(text="w", start=start, end=start + length)
        finals += [one for one in ledger.told(Told(start, start + length, (word,), final, closing)) if one.final]
    finals += [one for each in said for one in ledger.overdue(each)]
    starts = [one.start for one in finals]
    assert starts == sorted(set(starts))


def test_channels_leave_side_by_side_and_a_late_one_as_silence():
    sound = Aligned(2)
    assert sound.feed(0, b"\1\0" * 1_600) == b""
    assert sound.feed(1, b"\2\0" * 1_600) == b"\1\0\2\0" * 1_600
    out = sound.feed(0, b"\1\0" * 8_000)  # half a second alone
    assert out == b"\1\0\0\0" * (8_000 - 3_200)
    assert sound.at(0) == pytest.approx(0.6)
    assert sound.flush() == b"\1\0\0\0" * 3_200


def test_who_fails_again_and_again_rests_longer_but_not_for_ever():
    now = [0.0]
    standby = Standby(2, lambda: now[0])
    standby.failed(0)
    assert standby.in_order(range(2)) == [1, 0]
    now[0] = REST_S + 1
    assert standby.in_order(range(2)) == [0, 1]
    for _ in range(20):
        standby.failed(0)
    now[0] += LONGEST_REST_S + 1
    assert not standby.resting(0)


def test_an_event_survives_the_way_and_any_damage_is_seen():
    message = encoded({":message-type": "event", ":event-type": "AudioEvent"}, b"sound")
    event = decoded(message)
    assert (event.headers[":event-type"], event.payload) == ("AudioEvent", b"sound")
    for place in range(len(message)):
        broken = bytearray(message)
        broken[place] ^= 0x40
        with pytest.raises(Damaged):
            decoded(bytes(broken))
        with pytest.raises(Damaged):
            decoded(message[:place])


def test_a_sentence_goes_on_a_little_before_where_it_broke_off():
    text = "one two three four five six seven eight nine ten"
    assert rest(text, 0.0) == rest(text, 0.8) == text
    assert rest(text, 2.0) == "four five six seven eight nine ten"
    assert rest(text, 60.0) == text  # cannot be: rather say it again


class Recorder:
    """A recogniser of recordings that hears its own name, and fails from its `fails`-th phrase on."""

    def __init__(self, source: str, fails: int = 99) -> None:
        self.source, self.fails, self.asked = source, fails, 0

    async def transcribe(self, audio, language=None, progress=None):
        assert audio.paths[0].read_bytes()[:4] == b"RIFF"
        self.asked += 1
        if self.asked >= self.fails:
            raise failure(FaultKind.UNAVAILABLE, self.source)
        return Recognised(source=self.source, language="en", utterances=(Spoken(text=f"by {self.source}"),))

    async def close(self):
        """Holds nothing."""


async def call(*recorders: Recorder, count: int = 4) -> tuple[list[Heard], list[Trouble]]:
    heard: list[Heard] = []
    troubles: list[Trouble] = []
    said: asyncio.Queue[None] = asyncio.Queue()

    def hear(one: Heard) -> None:
        heard.append(one)
        said.put_nowait(None)

    several = Chain([PerPhrase(recorder) for recorder in recorders])
    hearing = await several.open(2, "en", hear, troubles.append)
    for number in range(count):
        hearing.started(number % 2, 2.0 * number)
        hearing.ended(phrase(2.0 * number, 2.0 * number + 1, number % 2))
        async with asyncio.timeout(5):
            await said.get()
    await hearing.close()
    return heard, troubles


async def test_each_phrase_has_one_final_word_and_fail_over_is_told_once():
    heard, troubles = await call(Recorder("a", 2), Recorder("b", 2), Recorder("c"))
    assert [one.text for one in heard] == ["by a", "by b", "by c", "by c"]
    assert all(one.final for one in heard)
    assert [(one.source, one.falls_to) for one in troubles] == [("a", "b"), ("b", "c")]


async def test_with_nobody_left_it_is_said_once_and_phrases_end_without_words():
    heard, troubles = await call(Recorder("a", 2))
    assert [one.text for one in heard] == ["by a", "", "", ""]
    assert [one.falls_to for one in troubles] == [None]


class Stream:
    """A recogniser that hears without end, reached only at some attempts."""

    source, partials = "s", True

    def __init__(self, *reached: bool) -> None:
        self.reached, self.lines = list(reached), []

    async def open(self, channels, language, heard, trouble, words=()):
        if self.reached and not self.reached.pop(0):
            raise failure(FaultKind.UNREACHABLE, self.source)
        self.lines.append(Line(heard, trouble))
        return self.lines[-1]

    async def close(self):
        """Holds nothing."""


class Line:
    def __init__(self, heard, trouble) -> None:
        self.heard, self.trouble = heard, trouble

    def feed(self, channel, pcm):
        """Hears by phrases."""

    def started(self, channel, at):
        """Hears by phrases."""

    def ended(self, one: Phrase) -> None:
        self.heard(said(one, "s", f"from {one.start:.0f}", None, None))

    async def close(self, seconds=3.0):
        """Holds nothing."""


async def test_who_is_away_for_a_while_hears_again_with_nobody_else_there(monkeypatch):
    monkeypatch.setattr(chain, "AGAIN_S", (0.0,))
    heard: asyncio.Queue[Heard] = asyncio.Queue()
    troubles: list[Trouble] = []
    stream = Stream(False, False, True, False, False, True)
    hearing = await Chain([stream]).open(2, "en", heard.put_nowait, troubles.append)
    async with asyncio.timeout(5):
        hearing.ended(phrase(0, 1))  # nobody hears yet
        assert texts([await heard.get()]) == [("from 0", True, 0.0)]
        stream.lines[0].trouble(
            Trouble(source="s", cause="gone", falls_to=None)
        )  # breaks in mid-call, and twice it cannot be reached
        hearing.ended(phrase(5, 6))
        assert texts([await heard.get()]) == [("from 5", True, 5.0)]
    assert [one.falls_to for one in troubles] == [None, None]
    await hearing.close()


async def test_a_phrase_waits_for_words_only_so_long_where_nobody_hears(monkeypatch):
    monkeypatch.setattr(chain, "AGAIN_S", (0.0,))
    monkeypatch.setattr(chain, "HELD_S", -1.0)
    heard: asyncio.Queue[Heard] = asyncio.Queue()
    hearing = await Chain([Stream(*[False] * 10_000)]).open(1, "en", heard.put_nowait, lambda trouble: None)
    hearing.ended(phrase(0, 1))
    async with asyncio.timeout(5):
        assert texts([await heard.get()]) == [("", True, 0.0)]
    await hearing.close(0)


async def test_closing_waits_for_what_is_owed_but_not_for_ever():
    class Slow(Recorder):
        async def transcribe(self, audio, language=None, progress=None):
            await asyncio.Event().wait()

    heard: list[Heard] = []
    hearing = await Chain([PerPhrase(Slow("a"))]).open(1, "en", heard.append, lambda trouble: None)
    hearing.ended(phrase(0, 1))
    await hearing.close(0.01)
    assert texts(heard) == [("", True, 0.0)]


class Slow(Recorder):
    """Answers when it is let."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.ready = asyncio.Event()

    async def transcribe(self, audio, language=None, progress=None):
        await self.ready.wait()
        return await super().transcribe(audio, language)


async def test_a_slow_machine_is_waited_for_where_there_is_nobody_else(monkeypatch):
    alone, waits, wait = Slow("a"), [], chain._Hearing._await

    def waited(hearing, key):
        waits.append(key)
        if len(waits) == 2:  # time was up once
            alone.ready.set()
        else:
            monkeypatch.setattr(chain, "ANSWER_S", -0.19)  # with a fifth of the phrase: 10 ms
        wait(hearing, key)
        monkeypatch.setattr(chain, "ANSWER_S", 5.0)

    monkeypatch.setattr(chain._Hearing, "_await", waited)
    heard, troubles = await call(alone, count=1)
    assert ([one.text for one in heard], troubles, len(waits)) == (["by a"], [], 2)


async def test_with_somebody_else_there_the_slow_one_is_left(monkeypatch):
    monkeypatch.setattr(chain, "ANSWER_S", 0.3)
    heard, troubles = await call(Slow("a"), Recorder("b"), count=1)
    assert [one.text for one in heard] == ["by b"]
    assert [(one.source, one.falls_to) for one in troubles] == [("a", "b")]


def made(**chosen):
    return streaming.from_settings(Settings(_env_file=None, **chosen))


def test_settings_say_who_listens():
    assert made() is None
    keys = {"deepgram_api_key": "k", "openai_api_key": "k"}
    several = made(voice_listen="deepgram, openai:gpt-4o-mini-transcribe,openai-phrases,whisper:/w/small", **keys)
    sources = ["deepgram:nova-3", "openai:gpt-4o-mini-transcribe", "openai:gpt-4o-transcribe", "whisper:small"]
    assert [member.source for member in several.members] == sources
    assert [member.partials for member in several.members] == [True, True, False, False]
    assert made(speech_to_text="openai", **keys).source == "openai:gpt-4o-transcribe"  # its usual one needs whole calls
    with pytest.raises(TranscriptionRefused, match="set up"):
        made(voice_listen="deepgram")
    with pytest.raises(ValueError, match="telephone"):
        made(voice_listen="telephone:x")
