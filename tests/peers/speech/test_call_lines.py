"""Spoken calls over real connections on this machine: WebSocket in two dialects, WebRTC by aiortc."""

from __future__ import annotations

import asyncio

import numpy as np
import pytest

from peers.speech.call_clients import FramedClient, House, RtcClient, SocketClient
from peers.speech.call_kit import Buyer, Loudness, Recogniser, Voice, silence, tone
from ringside.speech.pipeline.service import BadOffer, Candidate, Engine, UnknownLine, add_candidates, answer_offer

pytestmark = pytest.mark.peer
PORT = 8321


def house(*lines: str, hears: tuple[str, ...] = ("What does it cost?",), speaks_s: float = 0.4) -> House:
    engine = Engine(Recogniser(*hears), Voice(speaks_s), detector=Loudness)
    return House(engine, Buyer(list(lines) or ["Ten euros."]))


async def test_plain_sound_of_any_rate_is_heard_and_answered() -> None:
    await asyncio.gather(*(_answered(PORT + i, rate) for i, rate in enumerate((8_000, 16_000, 24_000, 48_000))))


async def _answered(port: int, rate: int) -> None:
    it = house()
    client = SocketClient(rate)
    async with it.served(port, rate) as address, client.calling(address):
        await client.say(tone(0.5, rate) + silence(0.4, rate))
        await it.buyer.until(lambda: it.buyer.heard)
        assert it.buyer.heard == [(1, "Ten euros.", False)]
        assert client.sound_s == pytest.approx(0.4, abs=0.05)
        assert it.buyer.said[0].end - it.buyer.said[0].start == pytest.approx(0.5, abs=0.12)
    await it.buyer.until(lambda: it.endings)
    assert it.endings == ["lost"]


async def test_a_client_of_frames_is_answered_in_frames() -> None:
    it = house()
    client = FramedClient()
    async with it.served(PORT) as address, client.calling(address):
        await client.say(tone(0.5) + silence(0.4))
        await client.tell({"type": "echo", "text": "שלום"})
        await it.buyer.until(lambda: it.buyer.heard)
        assert client.loud
        assert {"type": "echoed", "text": "שלום"} in client.messages


async def test_nonsense_is_told_and_the_call_goes_on() -> None:
    it = house()
    client = SocketClient()
    async with it.served(PORT) as address, client.calling(address):
        for garbage in ("{", "[1]", '"x"', "\0", "[" * 5000):
            await client.ws.send(garbage)
        await client.ws.send(b"")
        await client.ws.send(b"\x01")
        await client.ws.send(np.random.default_rng(1).bytes(3332))
        await client.ws.send(bytes(1 << 21))
        await client.say(silence(0.3) + tone(0.5) + tone(0.4, loud=0.001))  # whose bytes, swapped, are loud
        await it.buyer.until(lambda: it.buyer.heard)
        assert [message["type"] for message in it.messages].count("malformed") == 6
        assert len(it.buyer.said) == 1


async def test_a_frame_that_is_none_is_told() -> None:
    it = house()
    client = FramedClient()
    async with it.served(PORT) as address, client.calling(address):
        await client.say(silence(0.04))
        await client.ws.send(b"\x12\xff\xff\xff")
        await client.ws.send(b"\x22\x03\x0a\x01{")
        await it.buyer.until(lambda: len(it.messages) == 2)
        assert {message["type"] for message in it.messages} == {"malformed"}


async def test_the_end_closes_with_a_code_after_the_last_message() -> None:
    it = house(speaks_s=0.2)
    it.buyer.ends_after = 1
    client = SocketClient()
    async with it.served(PORT) as address, client.calling(address):
        await client.say(silence(0.04))
        assert it.call is not None
        it.call.type_in("Bye.")
        it.call.tell({"type": "last"})
        await it.buyer.until(lambda: it.endings)
        await asyncio.wait_for(client.ws.wait_closed(), 2)
    assert it.endings == ["over"]
    assert client.ws.close_code == 1000
    assert client.messages[-1] == {"type": "last"}


async def test_a_taken_over_line_says_so() -> None:
    it = house()
    client = SocketClient()
    async with it.served(PORT) as address, client.calling(address):
        await client.say(silence(0.04))
        assert it.call is not None
        it.call.hang_up("replaced")
        await asyncio.wait_for(client.ws.wait_closed(), 2)
    assert (client.ws.close_code, it.endings) == (4409, ["replaced"])


async def test_interrupting_over_a_socket() -> None:
    it = house("one two three four five six seven eight nine ten", "Yes?", speaks_s=3.0, hears=("Wait, stop.",))
    client = SocketClient()
    async with it.served(PORT) as address, client.calling(address):
        await client.say(silence(0.1))
        assert it.call is not None
        it.call.type_in("Count.")
        await client.say(silence(1.0) + tone(0.5) + silence(0.3))
        await it.buyer.until(lambda: len(it.buyer.heard) > 0)
        assert 0.6 < client.sound_s < 1.9
        turn, text, cut_off = it.buyer.heard[0]
        assert (turn, cut_off) == (1, True)
        assert text.startswith("one two")


async def test_webrtc_both_ways() -> None:
    await asyncio.gather(_both_ways(trickle=False), _both_ways(trickle=True))


async def _both_ways(trickle: bool) -> None:
    it = house()
    client = RtcClient(it)
    await client.connect(trickle)
    try:
        client.channel.send('{"type": "echo", "text": "hi"}')
        client.channel.send("ping: 1")
        client.channel.send("nonsense")
        client.microphone.sound += tone(0.6, 48_000)
        await it.buyer.until(lambda: it.buyer.heard)
        assert it.buyer.heard == [(1, "Ten euros.", False)]
        assert client.loud
        assert {"type": "echoed", "text": "hi"} in client.messages
        assert [message["type"] for message in it.messages] == ["echo", "malformed"]
        assert it.call is not None
        it.call.hang_up()
        await it.buyer.until(lambda: it.endings)
        assert it.endings == ["hung_up"]
        assert any(message["type"] == "closed" and message["code"] == 1000 for message in client.messages)
    finally:
        await client.close()
    with pytest.raises(UnknownLine):
        await add_candidates(client.pc_id, [])


async def test_a_webrtc_client_that_goes_is_gone() -> None:
    it = house()
    client = RtcClient(it)
    await client.connect()
    await client.close()
    await it.buyer.until(lambda: it.endings)
    assert it.endings == ["lost"]


@pytest.mark.parametrize(
    ("sdp", "kind"),
    [("", "offer"), ("v=0", "offer"), ("v=0\r\no=- 1 1 IN IP4 0\r\ns=-\r\nt=0 0\r\n", "offer"), ("x\0y" * 99, "offer"),
     ("v=0", "answer"), ("v=0", "rollback")],
)  # fmt: skip
async def test_an_offer_that_is_none_is_refused(sdp: str, kind: str) -> None:
    with pytest.raises(BadOffer):
        await answer_offer(sdp, kind)


async def test_a_candidate_that_is_none_is_refused() -> None:
    it = house()
    client = RtcClient(it)
    await client.connect()
    for candidate in ("x", "candidate:1 1 udp", "candidate:a b c d e f g h"):
        with pytest.raises(BadOffer):
            await add_candidates(client.pc_id, [Candidate(candidate, "0", 0)])
    await client.close()
