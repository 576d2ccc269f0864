"""A call that is coached while it is held: the sound of another tab and a voice go in, one cue at a time comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.conftest import CHROMIUM, QUIET, opening, serving
from e2e.live_room import CUSTOMER, REP, ScriptedEar, give_microphone, open_meeting, voice
from e2e.visitor import Visitor

pytest.importorskip("pipecat", reason="voice is not installed: pip install 'ringside[voice]'")

CAPTURE = ["--autoplay-policy=no-user-gesture-required", "--auto-select-tab-capture-source-by-title=Meeting room"]
ASKED = "how much does it cost for a team like ours"
SOON = 20_000


@pytest.fixture(scope="module")
def capturing_browser(browser: Browser) -> Iterator[Browser]:
    """A Chromium that shares the meeting's tab with its sound; started beside the other, which knows its program."""
    one = browser.browser_type.launch(
        executable_path=CHROMIUM, ignore_default_args=["--mute-audio"], args=[*QUIET, *CAPTURE]
    )
    yield one
    one.close()


@pytest.fixture(scope="module")
def ear() -> Iterator[ScriptedEar]:
    with ScriptedEar({REP: ["thanks for taking the time today"], CUSTOMER: [ASKED]}).listening() as ear:
        yield ear


@pytest.fixture(scope="module")
def live_server(ear: ScriptedEar, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("ringside"), **ear.settings()) as base:
        yield base


def test_a_captured_call_gives_a_cue_that_is_rated_dismissed_and_reported(
    capturing_browser: Browser,
    live_server: str,
    ear: ScriptedEar,
    no_serious_findings: Callable[..., None],
) -> None:
    with opening(capturing_browser, live_server) as open_page:
        page = open_page(permissions=["microphone"])
        sockets: list[str] = []
        page.on("websocket", lambda socket: sockets.append(urlsplit(socket.url).netloc))
        noa = Visitor(page).register()
        give_microphone(page, voice("Thanks for taking the time today.", "female"))
        meeting = open_meeting(page.context, voice("How much does it cost?", "male"))
        page.bring_to_front()
        page.goto("/calls/live")
        begin(noa)
        captured = page.get_by_role("region", name=noa.words("live:captured.label"))
        expect(captured.get_by_text(noa.words("live:status.live"))).to_be_visible()
        expect(captured.get_by_text(noa.words("calls:consent.bases.notice"))).to_be_visible()

        followed(noa, Visitor(open_page(), name="Amir Tal"), no_serious_findings)
        page.evaluate("window.speak()")
        expect(page.get_by_role("log").get_by_text("thanks for taking the time")).to_be_visible(timeout=SOON)
        meeting.evaluate("document.querySelector('audio').play()")
        cue = page.locator("[data-cue]")
        expect(cue).to_be_visible(timeout=SOON)
        expect(cue.locator("mark")).to_have_text(ASKED)
        assert ear.loudest[REP] > 0.1
        assert ear.loudest[CUSTOMER] > 0.1
        page.set_viewport_size({"width": 320, "height": 640})
        expect(cue).to_be_in_viewport()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        no_serious_findings(page)

        page.set_viewport_size({"width": 1280, "height": 860})
        small = float_cues(noa)
        expect(small.locator("[data-cue]")).to_be_visible()
        assert "Inter" in small.evaluate("getComputedStyle(document.body).fontFamily")
        small.keyboard.press("u")
        expect(page.get_by_role("button", name=noa.words("live:cue.useful"), exact=True)).to_have_attribute(
            "aria-pressed", "true"
        )
        page.keyboard.press("d")
        expect(cue).to_have_count(0)
        page.reload()  # asks before it leaves, and is let go
        expect(page.get_by_role("button", name=noa.words("live:trouble.captureAgain"))).to_be_visible()
        page.get_by_text(noa.words("live:history.count_one", count=1)).click()
        expect(page.get_by_text(noa.words("live:history.standings.dismissed"))).to_be_visible()

        page.get_by_role("button", name=noa.words("live:bar.end"), exact=True).click()
        page.get_by_role("button", name=noa.words("live:bar.endNow")).click()
        expect(page.get_by_role("heading", name=noa.words("calls:live.title"))).to_be_visible(timeout=40_000)
        shown = page.get_by_role("region", name=noa.words("calls:live.title"))
        expect(shown.get_by_text(ASKED)).to_be_visible()
        no_serious_findings(page)
        assert set(sockets) == {urlsplit(live_server).netloc}


def test_what_stands_between_a_rep_and_the_sound_is_named_and_no_call_is_made(
    capturing_browser: Browser, live_server: str, no_serious_findings: Callable[..., None]
) -> None:
    with opening(capturing_browser, live_server) as open_page:
        page = open_page(width=390, height=844, locale="he-IL")
        noa = Visitor(page, language="he").register()
        page.add_init_script(
            """navigator.mediaDevices.getDisplayMedia = async () => { throw new DOMException("", "NotAllowedError"); };
               navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("", "NotFoundError"); };"""
        )
        page.goto("/calls/live")
        begin(noa, waits=False)
        expect(page.get_by_role("alert")).to_contain_text(noa.words("live:trouble.shareDenied"))
        page.get_by_text(noa.words("live:start.microphoneOnly"), exact=True).click()
        page.get_by_role("button", name=noa.words("live:start.go")).click()
        expect(page.get_by_role("alert")).to_contain_text(noa.words("live:trouble.noMicrophone"))
        no_serious_findings(page)
        assert noa.api("GET", "/live")["items"] == []


def followed(rep: Visitor, manager: Visitor, no_serious_findings: Callable[..., None]) -> None:
    """A manager sees the call and may follow it once its rep agrees, listens and whispers; the rep sees all of that."""
    invitation = rep.api("POST", "/invitations", {"email": manager.email, "role": "manager"})
    manager.accept(invitation["token"])
    page = manager.page
    page.goto("/calls/live")
    expect(page.get_by_text(manager.words("live:running.mayNotListen"))).to_be_visible()
    rep.page.get_by_text(rep.words("live:options.title")).click()
    rep.page.get_by_label(rep.words("live:options.listening")).check()
    page.reload()
    page.get_by_role("link", name=manager.words("live:running.listen")).click()
    with page.expect_websocket(lambda socket: socket.url.endswith("/listen")) as listening:
        page.get_by_role("button", name=manager.words("live:listen.sound"), exact=True).click()
    listening.value.wait_for_event("framereceived", lambda frame: isinstance(frame, bytes))
    expect(rep.page.get_by_text(rep.words("live:captured.listeners_one", names=manager.name))).to_be_visible()
    page.get_by_label(manager.words("live:listen.whisper", name=rep.name)).fill("Ask who else decides.")
    page.get_by_role("button", name=manager.words("live:listen.send"), exact=True).click()
    expect(rep.page.get_by_text("Ask who else decides.")).to_be_visible()
    no_serious_findings(page)
    rep.page.get_by_role("button", name=rep.words("live:note.read")).click()
    page.close()


def begin(rep: Visitor, *, waits: bool = True) -> None:
    rep.page.get_by_label(rep.words("calls:consent.basis")).select_option("notice")
    rep.page.get_by_role("button", name=rep.words("live:start.go")).click()
    if waits:
        rep.page.wait_for_url("**/calls/live/*")


def float_cues(rep: Visitor) -> Page:
    with rep.page.context.expect_page() as opened:
        rep.page.get_by_role("button", name=rep.words("live:overlay.open")).click()
    small: Page = opened.value
    return small
