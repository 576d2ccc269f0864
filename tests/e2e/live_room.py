"""What a live call needs around it: a recogniser with Deepgram's protocol, and a meeting in another tab that sounds."""

from __future__ import annotations

import asyncio
import io
import json
import threading
import wave
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import numpy as np
from playwright.sync_api import BrowserContext, Page, Route
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from ringside.speech.ports import Gender, Timbre
from ringside.speech.synthesis.espeak import Espeak

REP, CUSTOMER = 0, 1
AUDIBLE = 0.02

MICROPHONE = """
(address => {
  const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async wishes => {
    if (wishes.video) return await real(wishes);
    const context = new AudioContext();
    const sound = await context.decodeAudioData(await (await fetch(address)).arrayBuffer());
    const source = context.createBufferSource();
    const out = context.createMediaStreamDestination();
    source.buffer = sound;
    source.connect(out);
    window.speak = () => source.start();
    await context.resume();
    return out.stream;
  };
})"""
"""A machine without a sound card has no microphone: a voice from a file takes its place, as a track like any other."""

MEETING = """<!doctype html><html lang="en"><head><title>Meeting room</title></head>
<body><main><h1>Meeting room</h1><audio src="/meeting/customer.wav"></audio></main></body></html>"""


class ScriptedEar:
    """Understands one line for each phrase that it really hears on a channel."""

    def __init__(self, lines: dict[int, list[str]]) -> None:
        self.lines = lines
        self.url = ""
        self.loudest = {REP: 0.0, CUSTOMER: 0.0}

    async def _listen(self, connection: ServerConnection) -> None:
        assert connection.request is not None
        query = dict(parse_qsl(urlsplit(connection.request.path).query))
        count, rate = int(query["channels"]), int(query["sample_rate"])
        at, told = 0.0, [0.0] * count
        audible = [False] * count
        try:
            async for message in connection:
                if isinstance(message, bytes):
                    sound = np.frombuffer(message, "<i2").reshape(-1, count)
                    at += len(sound) / rate
                    for channel in range(count):
                        level = float(np.abs(sound[:, channel]).max(initial=0)) / 32768
                        self.loudest[channel] = max(self.loudest[channel], level)
                        audible[channel] = audible[channel] or level > AUDIBLE
                    continue
                wanted = json.loads(message)
                if wanted["type"] == "CloseStream":
                    return
                if wanted["type"] != "Finalize":
                    continue
                channel = wanted["channel"]
                script = self.lines[channel]
                text = script.pop(0) if audible[channel] and script else ""
                audible[channel] = False
                await connection.send(json.dumps(result(channel, count, text, told[channel], at)))
                told[channel] = at
        except ConnectionClosed:
            pass

    @contextmanager
    def listening(self) -> Iterator[ScriptedEar]:
        ready, over = threading.Event(), asyncio.Event()
        loop = asyncio.new_event_loop()

        async def run() -> None:
            async with serve(self._listen, "127.0.0.1", 0) as server:
                self.url = f"http://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}"
                ready.set()
                await over.wait()

        thread = threading.Thread(target=loop.run_until_complete, args=(run(),), daemon=True)
        thread.start()
        assert ready.wait(5)
        try:
            yield self
        finally:
            loop.call_soon_threadsafe(over.set)
            thread.join(5)

    def settings(self) -> dict[str, str]:
        return {
            "RINGSIDE_VOICE_LISTEN": "deepgram:nova-3",
            "RINGSIDE_DEEPGRAM_BASE_URL": self.url,
            "RINGSIDE_DEEPGRAM_API_KEY": "a-key-of-nobody",
        }


def result(channel: int, count: int, text: str, start: float, end: float) -> dict[str, Any]:
    """What Deepgram answers a Finalize with: the words since the last one."""
    words = text.split()
    each = (end - start) / max(1, len(words))
    told = [
        {
            "word": word,
            "punctuated_word": word,
            "start": start + i * each,
            "end": start + (i + 1) * each,
            "confidence": 0.9,
        }
        for i, word in enumerate(words)
    ]
    return {
        "type": "Results",
        "channel_index": [channel, count],
        "start": start,
        "duration": end - start,
        "is_final": True,
        "speech_final": True,
        "from_finalize": True,
        "channel": {"alternatives": [{"transcript": text, "confidence": 0.9, "words": told}]},
        "metadata": {"request_id": "r"},
    }


def voice(text: str, gender: Gender) -> bytes:
    """A WAV of somebody saying it, then silence."""

    async def spoken() -> bytes:
        espeak = Espeak()
        try:
            timbre = Timbre(key=gender, gender=gender)
            return b"".join([piece async for piece in espeak.speak(text, "en", timbre)])
        finally:
            await espeak.close()

    with ThreadPoolExecutor(1) as aside:  # this thread runs the browser's own loop
        pcm = aside.submit(asyncio.run, spoken()).result()
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(Espeak.rate)
        out.writeframes(pcm + bytes(2 * Espeak.rate * 4))
    return file.getvalue()


def open_meeting(context: BrowserContext, customer: bytes) -> Page:
    """A meeting in another tab of the same browser, which speaks when its audio is played."""

    def answer(route: Route) -> None:
        if route.request.url.endswith(".wav"):
            route.fulfill(body=customer, content_type="audio/wav")
        else:
            route.fulfill(body=MEETING, content_type="text/html")

    context.route("**/meeting/**", answer)
    page = context.new_page()
    page.goto("/meeting/room")
    return page


def give_microphone(page: Page, rep: bytes) -> None:
    page.route("**/rep.wav", lambda route: route.fulfill(body=rep, content_type="audio/wav"))
    page.add_init_script(f"{MICROPHONE}('/rep.wav')")
