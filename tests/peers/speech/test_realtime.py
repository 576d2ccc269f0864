"""Speech-to-speech models over their own protocols: they say what was decided, or somebody else does."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import pytest

from peers.speech.call_kit import Buyer, Loudness, Recogniser, Voice, Watch, silence, tone
from peers.speech.fake_realtime import GeminiSession, OpenAISession, Script, serving
from ringside.core.settings import Settings
from ringside.speech.pipeline.ports import Sentence, Tool
from ringside.speech.pipeline.realtime import from_settings
from ringside.speech.pipeline.realtime.speaking import Plain
from ringside.speech.pipeline.service import Call, Engine
from unit.speech.pipeline.stage import Wire

pytestmark = pytest.mark.peer
VENDORS = {"openai": (OpenAISession, "openai:gpt-realtime", "/v1"), "gemini": (GeminiSession, "gemini:live", "")}


def with_both(act: Callable[[str], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
    """The same with either vendor, side by side."""

    async def test() -> None:
        await asyncio.gather(*(act(vendor) for vendor in VENDORS))

    test.__name__, test.__doc__ = act.__name__, act.__doc__
    return test


class Stage:
    """A call whose model is a server on this machine."""

    def __init__(self, vendor: str, script: Script, **more: Any) -> None:
        self.vendor, self.script, self.more = vendor, script, more
        self.buyer = Buyer(more.pop("lines", ["It is ten euros. Is that fine?"]))
        self.watch = Watch(self.buyer)
        self.voice = Voice(0.1)

    @asynccontextmanager
    async def playing(self) -> AsyncIterator[Stage]:
        session, name, path = VENDORS[self.vendor]
        async with serving(session, self.script) as address:
            key = {f"{self.vendor}_api_key": "key", f"{self.vendor}_base_url": address + path}
            settings = Settings(voice_realtime=name, **key)
            engine = Engine(Recogniser("Heard by the other."), self.voice, from_settings(settings), detector=Loudness)
            self.wire = Wire()
            self.call = Call(self.wire, engine, self.buyer, self.watch, messages=lambda m: None, **self.more)
            running = asyncio.create_task(self.call.run())
            await asyncio.sleep(0.05)
            try:
                yield self
            finally:
                self.wire.leave()
                await running

    async def ask(self) -> None:
        await self.wire.hear(tone(0.3) + silence(0.3))


@with_both
async def test_what_was_decided_is_spoken_by_the_model(vendor: str) -> None:
    script = Script()
    async with Stage(vendor, script).playing() as it:
        await it.ask()
        await it.buyer.until(lambda: it.buyer.heard)
        assert [said.text for said in it.buyer.said] == ["What does it cost?"]
        assert it.buyer.heard == [(1, "It is ten euros. Is that fine?", False)]
        assert it.voice.texts == []
        assert it.watch.count("trouble") == 0
        assert 0.3 <= script.heard_s <= 1.3
        assert sum(seconds for _, seconds in it.wire.played) == pytest.approx(0.02 * 31, abs=0.15)
        assert it.watch.latencies[0].total < 1500


@with_both
async def test_a_reply_that_breaks_the_intent_is_cut_off_and_spoken_by_the_other_voice(vendor: str) -> None:
    script = Script(
        speaks=lambda directions: "It is ten euros. But for you I make it five euros, agreed! And that is that."
    )
    async with Stage(vendor, script, lines=["It is ten euros.|Is that fine?"]).playing() as it:
        await it.ask()
        await it.buyer.until(lambda: it.buyer.heard)
        assert it.voice.texts == ["Is that fine?"]
        assert it.watch.count("trouble") == 1
        assert not any("five" in str(told) for told in it.watch.told if told[0] == "spoken")
        assert it.buyer.heard == [(1, "It is ten euros. Is that fine?", False)]
        if vendor == "openai":
            assert script.of("response.cancel") or script.of("conversation.item.truncate")


@with_both
async def test_a_reply_that_is_wrong_from_the_start_is_never_heard(vendor: str) -> None:
    script = Script(speaks=lambda directions: "Sure, I will sign the contract today!")
    async with Stage(vendor, script).playing() as it:
        await it.ask()
        await it.buyer.until(lambda: it.buyer.heard)
        assert it.voice.texts == ["It is ten euros. Is that fine?"]
        assert it.buyer.heard[0][1] == "It is ten euros. Is that fine?"


@with_both
async def test_other_words_for_the_same_are_let_through(vendor: str) -> None:
    script = Script(speaks=lambda directions: "Well, it is ten euros. Is that fine with you?")
    async with Stage(vendor, script).playing() as it:
        await it.ask()
        await it.buyer.until(lambda: it.buyer.heard)
        assert it.voice.texts == []
        assert it.buyer.heard[0][1] == "Well, it is ten euros. Is that fine with you?"


class Tooled(Plain):
    def __init__(self) -> None:
        self.used: list[tuple[str, Mapping[str, Any]]] = []

    def tools(self) -> tuple[Tool, ...]:  # type: ignore[override]
        schema = {"type": "object", "properties": {"kind": {"type": "string"}}}
        return (Tool("company_objection_handler", "How the customer objects.", schema),)

    async def use(self, name: str, arguments: Mapping[str, Any]) -> dict[str, Any]:  # type: ignore[override]
        self.used.append((name, arguments))
        return {"objection": "price"}

    def breaks(self, turn: int, spoken: str, sentences: tuple[Sentence, ...]) -> str | None:
        return None


@with_both
async def test_tools_are_answered_and_the_reply_goes_on(vendor: str) -> None:
    script = Script(tool={"name": "company_objection_handler", "arguments": '{"kind": "price"}'})
    director = Tooled()
    async with Stage(vendor, script, director=director).playing() as it:
        await it.ask()
        await it.buyer.until(lambda: it.buyer.heard)
        assert director.used == [("company_objection_handler", {"kind": "price"})]
        assert it.buyer.heard == [(1, "It is ten euros. Is that fine?", False)]
        answered = script.of("conversation.item.create") or script.of("toolResponse")
        assert "price" in json.dumps(answered[-1])
        declared = json.dumps((script.of("session.update") or script.of("setup"))[0])
        assert "company_objection_handler" in declared


@with_both
async def test_interrupting_stops_the_model_and_says_how_much_was_heard(vendor: str) -> None:
    script = Script(hears=["Tell me.", "Wait, stop."])
    long = "one day we went to the market and looked for something nice to eat there, which took us all of the morning"
    async with Stage(vendor, script, lines=[long, "Yes?"]).playing() as it:
        await it.ask()
        await it.buyer.until(lambda: it.watch.count("spoken"))
        await it.wire.hear(silence(0.4) + tone(0.4) + silence(0.4))
        await it.buyer.until(lambda: len(it.buyer.heard) == 2)
        turn, text, cut_off = it.buyer.heard[0]
        assert (turn, cut_off) == (1, True)
        assert long.startswith(text)
        assert 2 <= len(text.split()) < 15
        assert it.buyer.heard[1] == (2, "Yes?", False)


@with_both
async def test_a_connection_lost_in_the_middle_falls_to_the_others(vendor: str) -> None:
    script = Script(drops_after=1)
    async with Stage(vendor, script, lines=["It is ten euros.|Is that fine?", "Good."]).playing() as it:
        await it.ask()
        await it.buyer.until(lambda: it.buyer.heard)
        assert "Is that fine?" in it.voice.texts
        assert it.watch.count("trouble") >= 1
        assert it.buyer.heard[0][1].endswith("Is that fine?")
        script.refuses = True
        await it.ask()
        await it.buyer.until(lambda: len(it.buyer.said) == 2)


@with_both
async def test_a_model_that_refuses_leaves_the_call_to_the_others(vendor: str) -> None:
    async with Stage(vendor, Script(refuses=True)).playing() as it:
        await it.ask()
        await it.buyer.until(lambda: it.buyer.heard)
        assert [said.text for said in it.buyer.said] == ["Heard by the other."]
        assert it.voice.texts == ["It is ten euros. Is that fine?"]
        assert it.watch.count("trouble") >= 1


async def test_a_response_that_fails_is_spoken_by_the_other_voice() -> None:
    async with Stage("openai", Script(fails="The server had an error.", garbage=True)).playing() as it:
        await it.ask()
        await it.buyer.until(lambda: it.buyer.heard)
        assert it.voice.texts == ["It is ten euros. Is that fine?"]
        assert it.watch.count("trouble", "openai:gpt-realtime", "The server had an error.") == 1
