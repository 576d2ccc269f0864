"""Calls heard by vendors' own protocols, with everything that goes wrong on the way."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from peers.speech import tone_words
from peers.speech.fake_streams import SECRET, Behaviour, serving
from ringside.core.settings import Settings
from ringside.speech import streaming
from ringside.speech.ports import Heard, Phrase, Trouble
from ringside.speech.streaming import chain
from ringside.speech.transcription.faults import FaultKind, TranscriptionFailed

pytestmark = pytest.mark.peer
VENDORS = ("deepgram:nova-3", "openai:gpt-4o-transcribe", "transcribe")
PAUSE = 0.4


@pytest.fixture
async def fake():
    async with serving() as made:
        yield made


def settings(fake, listen: str, **more: Any) -> Settings:
    chosen: dict[str, Any] = {
        "voice_listen": listen,
        "openai_api_key": "sk-secret",
        "openai_base_url": f"{fake.url}/v1",
        "deepgram_api_key": "dg-secret",
        "deepgram_base_url": fake.url,
        "transcribe_region": "eu-central-1",
        "transcribe_access_key_id": "AKIASECRET",
        "transcribe_secret_access_key": SECRET,
        "transcribe_streaming_url": fake.url.replace("http", "ws"),
    }
    return Settings(_env_file=None, **(chosen | more))


class Call:
    """A call as the engine conducts it: sound in pieces of 20 ms, phrases told where the script has them."""

    def __init__(self, channels: int = 2) -> None:
        self.channels = channels
        self.heard: list[Heard] = []
        self.troubles: list[Trouble] = []
        self.at = 0.0
        self.ended: list[Phrase] = []
        self._news = asyncio.Event()

    async def open(self, recogniser, language="en", words=()) -> Call:
        self.hearing = await recogniser.open(self.channels, language, self._on_heard, self.troubles.append, words)
        return self

    def _on_heard(self, heard: Heard) -> None:
        self.heard.append(heard)
        self._news.set()

    async def feed(self, sounds: dict[int, bytes]) -> None:
        longest = max(map(len, sounds.values()))
        for place in range(0, longest, 640):
            for channel in range(self.channels):
                piece = sounds.get(channel, b"")[place : place + 640].ljust(640, b"\0")
                self.hearing.feed(channel, piece)
            await asyncio.sleep(0)
        self.at += longest / 32_000

    async def say(self, channel: int, text: str) -> Phrase:
        await self.feed({channel: tone_words.silence(0.3)})
        start, sound = self.at, tone_words.spoken(text)
        await self.feed({channel: sound[:6400]})
        self.hearing.started(channel, start)
        await self.feed({channel: sound[6400:] + tone_words.silence(PAUSE)})
        pcm = tone_words.silence(0.2) + sound + tone_words.silence(PAUSE)
        phrase = Phrase(channel, start, start + len(sound) / 32_000, pcm, lead=0.2)
        self.ended.append(phrase)
        self.hearing.ended(phrase)
        return phrase

    async def final(self, phrase: Phrase) -> Heard:
        """Goes on silently, as calls do, until the words are there."""
        async with asyncio.timeout(8):
            while not (found := [one for one in self.finals if one.start == phrase.start]):
                await self.feed({0: tone_words.silence(0.1)})
                await asyncio.sleep(0.01)
        assert len(found) == 1
        return found[0]

    @property
    def finals(self) -> list[Heard]:
        return [one for one in self.heard if one.final]


@pytest.mark.parametrize("vendor", VENDORS)
async def test_each_phrase_gets_its_words_and_only_once(fake, vendor):
    recogniser = streaming.from_settings(settings(fake, vendor))
    call = await Call().open(recogniser)
    said = [(0, "one two three"), (1, "price"), (0, "four five"), (1, "six seven eight nine")]
    for channel, text in said:
        found = await call.final(await call.say(channel, text))
        assert (found.channel, found.text.rstrip("."), found.source) == (channel, text, vendor)
        assert 0 < found.confidence <= 1
    await call.hearing.close()
    assert [one.text.rstrip(".") for one in call.finals] == [text for _, text in said]
    assert call.troubles == []


@pytest.mark.parametrize("vendor", VENDORS)
async def test_words_so_far_belong_to_the_phrase_they_become(fake, vendor):
    call = await Call(1).open(streaming.from_settings(settings(fake, vendor)))
    phrase = await call.say(0, "one two three four five six seven eight nine")
    final = await call.final(phrase)
    partial = [one for one in call.heard if not one.final]
    assert partial
    assert all(one.start == phrase.start and final.text.rstrip(".").startswith(one.text.rstrip(".")) for one in partial)
    await call.hearing.close()


@pytest.mark.parametrize("vendor", VENDORS)
async def test_both_sides_at_once_stay_apart(fake, vendor):
    call = await Call().open(streaming.from_settings(settings(fake, vendor)))
    first, second = tone_words.spoken("one two three four"), tone_words.spoken("nine eight seven six")
    for channel in (0, 1):
        call.hearing.started(channel, 0.0)
    await call.feed({0: first + tone_words.silence(PAUSE), 1: second + tone_words.silence(PAUSE)})
    end = len(first) / 32_000
    phrases = [
        Phrase(channel, 0.0, end, sound + tone_words.silence(PAUSE)) for channel, sound in enumerate((first, second))
    ]
    for phrase in phrases:
        call.hearing.ended(phrase)
    async with asyncio.timeout(8):
        while len(call.finals) < 2:
            await call.feed({0: tone_words.silence(0.1)})
            await asyncio.sleep(0.01)
    assert {one.channel: one.text.rstrip(".") for one in call.finals} == {
        0: "one two three four",
        1: "nine eight seven six",
    }
    await call.hearing.close()


@pytest.mark.parametrize("vendor", VENDORS)
async def test_a_lost_connection_is_opened_again_and_nothing_is_lost(fake, vendor):
    fake.behaves(*[Behaviour(drops_after=3.0)] * (2 if vendor.startswith("openai") else 1), Behaviour())
    call = await Call().open(streaming.from_settings(settings(fake, vendor)))
    said = ["one two three", "four five six seven", "eight nine zero one", "price budget"]
    phrases = [await call.say(0, text) for text in said[:1]]
    await call.final(phrases[0])
    phrases += [await call.say(0, text) for text in said[1:]]
    assert [(await call.final(phrase)).text.rstrip(".") for phrase in phrases] == said
    assert call.troubles == []
    await call.hearing.close()


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize(
    "wrong",
    [
        Behaviour(drops_after=0.8),
        Behaviour(garbage_after=0.8),
        Behaviour(refuses=429),
        Behaviour(refuses=503),
        Behaviour(refuses=401),
        Behaviour(error={"type": "Error", "code": "InternalFailureException", "description": "no"}),
    ],
    ids=["drops", "garbage", "429", "503", "401", "error"],
)
async def test_a_provider_that_fails_is_replaced_by_the_next_which_hears_all(fake, vendor, wrong):
    other = "deepgram:nova-3" if vendor != "deepgram:nova-3" else "transcribe"
    fake.behaves(*[wrong] * (2 if vendor.startswith("openai") and not wrong.refuses else 1), Behaviour())
    call = await Call().open(streaming.from_settings(settings(fake, f"{vendor},{other}")))
    phrases = [await call.say(0, "one two three four five"), await call.say(1, "six seven")]
    found = [await call.final(phrase) for phrase in phrases]
    assert [one.text.rstrip(".") for one in found] == ["one two three four five", "six seven"]
    assert {one.source for one in found} == {other}
    assert [(one.source, one.falls_to) for one in call.troubles] == [(vendor, other)]
    assert "secret" not in call.troubles[0].cause
    await call.hearing.close()


async def test_who_takes_everything_and_says_nothing_is_replaced(fake, monkeypatch):
    monkeypatch.setattr(chain, "ANSWER_S", 0.5)
    fake.behaves(Behaviour(deaf=True), Behaviour())
    call = await Call().open(streaming.from_settings(settings(fake, "deepgram:nova-3,transcribe")))
    phrase = await call.say(0, "one two")
    assert (await call.final(phrase)).text.rstrip(".") == "one two"
    assert "in time" in call.troubles[0].cause
    await call.hearing.close()


async def test_finalize_that_is_not_answered_does_not_hold_the_words_back(fake, monkeypatch):
    monkeypatch.setattr("ringside.speech.streaming.deepgram.SETTLE_S", 0.05)
    fake.behaves(Behaviour(answers_finalize=False))
    call = await Call().open(streaming.from_settings(settings(fake, "deepgram:nova-3")))
    assert (await call.final(await call.say(0, "one two three"))).text == "one two three"
    assert call.troubles == []
    await call.hearing.close()


async def test_with_nobody_left_the_call_goes_on_when_somebody_is_back_and_nothing_said_meanwhile_is_lost(fake):
    fake.behaves(Behaviour(drops_after=0.2), Behaviour(refuses=503), Behaviour())
    call = await Call(1).open(streaming.from_settings(settings(fake, "deepgram:nova-3")))
    assert (await call.final(await call.say(0, "one two three"))).text == "one two three"
    assert [one.falls_to for one in call.troubles] == [None]
    assert (await call.final(await call.say(0, "four five"))).text == "four five"
    await call.hearing.close()


async def test_a_chain_of_which_nobody_can_be_reached_is_refused_in_words(fake):
    fake.behaves(Behaviour(refuses=401))
    with pytest.raises(TranscriptionFailed) as refusal:
        await Call().open(streaming.from_settings(settings(fake, "deepgram:nova-3,openai:gpt-4o-transcribe")))
    assert refusal.value.kind is FaultKind.BAD_KEY


async def test_amazon_refuses_a_wrong_signature(fake):
    bad = settings(fake, "transcribe", transcribe_secret_access_key="another")
    call = await Call(1).open(streaming.from_settings(bad))
    assert (await call.final(await call.say(0, "one"))).text == ""
    assert [one.falls_to for one in call.troubles] == [None]
    await call.hearing.close()


async def test_what_is_asked_of_vendors(fake):
    for vendor in VENDORS:
        chosen = settings(fake, vendor, speech_noise_reduction=True)
        call = await Call().open(streaming.from_settings(chosen), "he", ("Acme", "Dana"))
        await call.hearing.close()
    deepgram, first, second, amazon = fake.asked
    assert ("keyterm", "Acme") in deepgram[2]
    assert ("language", "he") in deepgram[2]
    assert deepgram[1]["Authorization"] == "Token dg-secret"
    assert first[2] == second[2] == [("intent", "transcription")]
    told = next(one["session"] for one in fake.said if one.get("type") == "session.update")["audio"]["input"]
    assert told["noise_reduction"] == {"type": "near_field"}
    assert told["transcription"]["language"] == "he"
    assert "Dana" in told["transcription"]["prompt"]
    assert ("language-code", "he-IL") in amazon[2]
    assert ("number-of-channels", "2") in amazon[2]
