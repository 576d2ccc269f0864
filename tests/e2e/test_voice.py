"""Calls by speaking: Chromium's microphone says a sentence again and again, a recogniser on a real socket hears it."""

from __future__ import annotations

import asyncio
import re
import wave
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.conftest import CHROMIUM, QUIET, opening, serving
from e2e.visitor import OpenPage, Visitor
from peers.speech.fake_recogniser import Served
from ringside.core.settings import Settings
from ringside.speech.ports import Timbre
from ringside.speech.synthesis import from_settings

pytest.importorskip("pipecat", reason="the extra `voice` is not installed")

SENTENCE = "How do you handle late files today?"
MICROPHONE = [
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
]
DANA = "\u2068Dana\u2069"
SPOKEN = 30_000
"""Milliseconds in which a sentence is spoken, heard and answered."""


@pytest.fixture(scope="module")
def microphone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sentence by a synthetic voice, with a silence before and a longer one after it."""
    path = tmp_path_factory.mktemp("microphone") / "rep.wav"
    with ThreadPoolExecutor(1) as apart:  # the browser's own loop runs in this thread
        rate, pcm = apart.submit(asyncio.run, spoken(SENTENCE)).result()
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(bytes(2 * rate * 3) + pcm + bytes(2 * rate * 7))
    return path


async def spoken(text: str) -> tuple[int, bytes]:
    voice = from_settings(Settings(voice_speak="espeak"))
    assert voice is not None
    try:
        return voice.rate, b"".join([piece async for piece in voice.speak(text, "en", Timbre(key="rep"))])
    finally:
        await voice.close()


@pytest.fixture(scope="module")
def voice_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Ringside with one line that listens by a recogniser of ours and speaks by espeak-ng."""
    with Served() as recogniser:
        recogniser.does({"text": SENTENCE})
        with serving(
            tmp_path_factory.mktemp("voice"),
            RINGSIDE_VOICE_LISTEN="openai-phrases:gpt-4o-transcribe",
            RINGSIDE_OPENAI_API_KEY="of-the-test",
            RINGSIDE_OPENAI_BASE_URL=f"{recogniser.url}/v1",
            RINGSIDE_VOICE_SPEAK="espeak",
            RINGSIDE_VOICE_LINES="1",
        ) as base:
            yield base


@pytest.fixture(scope="module")
def speaking_browser(microphone: Path, browser: Browser) -> Iterator[Browser]:
    """A browser whose microphone is the file; started beside the other one, which knows the way to its program."""
    arguments = [*QUIET, *MICROPHONE, f"--use-file-for-fake-audio-capture={microphone}"]
    one = browser.browser_type.launch(executable_path=CHROMIUM, args=arguments)
    yield one
    one.close()


@pytest.fixture
def noa(speaking_browser: Browser, voice_server: str) -> Iterator[Visitor]:
    """Somebody with a microphone; no page of theirs speaks to a foreign host."""
    with opening(speaking_browser, voice_server) as open_one:
        yield Visitor(open_one(permissions=["microphone"])).register()


@pytest.fixture
def open_here(browser: Browser, voice_server: str) -> Iterator[OpenPage]:
    """Pages in the usual browser, which has no microphone."""
    with opening(browser, voice_server) as open_one:
        yield open_one


def call(noa: Visitor, page: Page | None = None) -> None:
    """From the look at the microphone into the room."""
    (page or noa.page).get_by_role("button", name=noa.words("voice:open.call", name=DANA)).click()


def rings(noa: Visitor) -> None:
    noa.page.goto("/practice/call?scenario=cold-call&level=foundation&by=voice")


def hang_up(noa: Visitor) -> None:
    noa.page.keyboard.press("Escape")
    expect(noa.page.get_by_role("dialog")).to_be_visible()
    noa.page.keyboard.press("Enter")
    expect(noa.page.get_by_role("link", name=noa.words("practice:call.toScorecard"))).to_be_visible()


def test_a_call_through_webrtc_recorded_with_consent_and_heard_again(
    noa: Visitor, no_serious_findings: Callable[..., None]
) -> None:
    rings(noa)
    noa.page.get_by_label(noa.words("voice:record")).check()
    no_serious_findings(noa.page)
    call(noa)
    expect(noa.page.get_by_text(noa.words("voice:by.webrtc"))).to_be_visible()
    expect(noa.page.get_by_text(noa.words("voice:room.recorded"))).to_be_visible()
    expect(noa.lines().filter(has_text=SENTENCE).first).to_be_visible(timeout=SPOKEN)
    expect(noa.lines()).to_have_count(3)  # the buyer picked up, was asked, answers
    no_serious_findings(noa.page)
    expect(noa.page.get_by_text("Answer after", exact=False)).to_be_visible()
    hang_up(noa)

    noa.page.get_by_role("link", name=noa.words("practice:call.toScorecard")).click()
    expect(noa.page.get_by_role("heading", name=noa.words("voice:sound.title"))).to_be_visible()
    expect(noa.page.get_by_role("region", name=noa.words("voice:recording.label"))).to_be_visible(timeout=SPOKEN)
    noa.page.get_by_role("button", name=noa.words("voice:recording.play")).last.click()
    noa.page.evaluate(UNTIL_HEARD)
    no_serious_findings(noa.page)
    noa.page.get_by_role("button", name=noa.words("voice:recording.delete")).click()
    noa.page.get_by_role("dialog").get_by_role("button", name=noa.words("voice:recording.delete")).click()
    expect(noa.page.get_by_role("region", name=noa.words("voice:recording.label"))).to_be_hidden()


def test_a_call_through_a_websocket_survives_a_drop_and_a_second_tab(noa: Visitor) -> None:
    noa.page.add_init_script(NO_WEBRTC)
    rings(noa)
    call(noa)
    expect(noa.page.get_by_text(noa.words("voice:by.websocket"))).to_be_visible()
    expect(noa.lines().filter(has_text=SENTENCE).first).to_be_visible(timeout=SPOKEN)

    with noa.page.expect_websocket():
        noa.page.evaluate("sockets.at(-1).close()")
    expect(noa.lines().filter(has_text=SENTENCE).first).to_be_visible()
    noa.page.get_by_role("button", name=noa.words("voice:controls.mute")).click()
    noa.page.get_by_role("button", name=noa.words("voice:controls.typing")).click()
    noa.field().fill("What happens when one of them gets lost?")
    noa.field().press("Enter")
    expect(noa.lines().filter(has_text="gets lost").first).to_be_visible()

    other = noa.page.context.new_page()
    other.goto(f"/practice/call?conversation={noa.conversation()}&by=voice")
    other.get_by_role("button", name=noa.words("voice:open.goOn", name=DANA)).click()
    expect(noa.page.get_by_text(noa.words("voice:moved.title"))).to_be_visible()
    expect(other.get_by_text("gets lost").first).to_be_visible()
    other.goto("/practice/call?scenario=cold-call&level=foundation&by=voice")
    expect(other.get_by_text(noa.words("voice:busy"))).to_be_visible()
    other.close()
    noa.page.get_by_role("button", name=noa.words("voice:moved.take")).click()
    expect(noa.page.get_by_text(noa.words("voice:moved.title"))).to_be_hidden()
    hang_up(noa)


def test_without_a_microphone_one_types_and_the_browser_reads(
    open_here: OpenPage, no_serious_findings: Callable[..., None]
) -> None:
    noa = Visitor(open_here(width=390, height=844, locale="he-IL"), "he").register()
    noa.page.add_init_script(DENIED)
    rings(noa)
    expect(noa.page.get_by_text(noa.words("voice:mic.denied"))).to_be_visible()
    no_serious_findings(noa.page)
    noa.page.get_by_role("button", name=noa.words("voice:open.typeOnly")).click()
    expect(noa.page.get_by_text(noa.words("voice:room.listening"), exact=True)).to_be_visible()
    noa.field().fill("היי דנה, מדברת נועה. יש לך חצי דקה?")
    noa.field().press("Enter")
    expect(noa.lines()).to_have_count(3)
    no_serious_findings(noa.page)
    hang_up(noa)


def test_the_browser_itself_listens_once_one_agreed(open_here: OpenPage) -> None:
    noa = Visitor(open_here(permissions=["microphone"])).register()
    noa.page.add_init_script(LISTENS)
    rings(noa)
    noa.page.get_by_text(noa.words("voice:manner.browser"), exact=True).click()
    noa.page.get_by_label(noa.words("voice:manner.browserAway")).check()
    noa.page.get_by_role("button", name=re.compile("Call ")).click()
    expect(noa.page.get_by_text(noa.words("voice:room.listening"), exact=True)).to_be_visible()
    noa.page.evaluate("said => ear.hears(said)", SENTENCE)
    expect(noa.lines().filter(has_text=SENTENCE)).to_be_visible()
    expect(noa.lines()).to_have_count(3)
    hang_up(noa)
    assert noa.page.evaluate("ear.stopped"), "the browser listens after the call"


NO_WEBRTC = """
  delete window.RTCPeerConnection;
  window.sockets = [];
  const Real = WebSocket;
  window.WebSocket = class extends Real {
    constructor(...all) { super(...all); sockets.push(this); }
  };
"""
LISTENS = """
  navigator.mediaDevices.getUserMedia = async () => new AudioContext().createMediaStreamDestination().stream;
  window.SpeechRecognition = class {
    static available = undefined;
    start() { window.ear = this; this.stopped = false; }
    stop() { this.stopped = true; this.onend(); }
    abort() { this.stop(); }
    hears(words) {
      const told = (isFinal) => ({ resultIndex: 0, results: [{ isFinal, 0: { transcript: words } }] });
      this.onresult(told(false));
      this.onresult(told(true));
    }
  };
"""
UNTIL_HEARD = """() => new Promise((heard) => {
  const look = () => (document.querySelector("audio").currentTime > 0.2 ? heard() : setTimeout(look, 50));
  look();
})"""
DENIED = "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotAllowedError'); };"
