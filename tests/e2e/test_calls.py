"""A real call's way: up, through its analysis, into a report that plays, and from its moments into practice."""

import math
import re
import wave
from array import array
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from e2e.visitor import LATE, REAL_CALL, Language, OpenPage, Visitor

RATE = 8000
PIECE = 8 * 1024 * 1024
"""Bytes that an upload sends at once."""
SECONDS_A_TURN = 5


def recording(folder: Path) -> Path:
    """A file with the rep on its first channel and the customer on the second, in turns, each a hum that swells."""
    samples = array("h")
    for place in range(len(REAL_CALL["en"]) * SECONDS_A_TURN * RATE):
        turn, into = divmod(place / RATE, SECONDS_A_TURN)
        loud = 9000 * (0.6 + 0.4 * math.sin(20 * into)) if into < SECONDS_A_TURN - 0.7 else 0
        hum = int(loud * sum(math.sin(2 * math.pi * 130 * k * into) / k for k in range(1, 8)) / 2)
        samples.extend((hum, 0) if turn % 2 == 0 else (0, hum))
    path = folder / "call.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return path


def captions(folder: Path, language: Language) -> Path:
    """What is said on the recording, as WebVTT with times and names."""

    def at(seconds: float) -> str:
        return f"00:{int(seconds // 60):02}:{seconds % 60:06.3f}"

    cues = [
        f"{at(place * SECONDS_A_TURN)} --> {at((place + 1) * SECONDS_A_TURN - 0.7)}\n<v {name}>{text}</v>\n"
        for place, (name, text) in enumerate(REAL_CALL[language])
    ]
    path = folder / "call.vtt"
    path.write_text("WEBVTT\n\n" + "\n".join(cues), "utf-8")
    return path


def send_in(noa: Visitor, folder: Path) -> None:
    """By the form: a recording and its transcript, until the report is on the screen."""
    page, words = noa.page, noa.words
    page.goto("/calls")
    page.get_by_role("link", name=words("calls:list.bringOwn")).click()
    page.locator("input[type=file]").set_input_files([recording(folder), captions(folder, noa.language)])
    expect(page.get_by_text("call.vtt")).to_be_visible()
    page.get_by_label(words("calls:add.repSide")).select_option("0")
    page.get_by_label(words("calls:consent.basis")).select_option("notice")
    page.get_by_role("button", name=words("calls:add.upload")).click()
    page.get_by_role("link", name=words("calls:uploads.open")).click(timeout=LATE)
    page.wait_for_url(re.compile(r"/calls/[0-9a-f]{32}"))
    expect(page.get_by_role("heading", name=words("calls:findings.title"))).to_be_visible(timeout=LATE)


def first_quote(page: Page) -> Locator:
    return page.get_by_role("tabpanel").locator('a[href^="#turn-"]').first


@pytest.mark.parametrize("language", ["en", "he"])
def test_from_a_recording_to_practising_its_moment(open_page: OpenPage, tmp_path: Path, language: Language) -> None:
    page = open_page(locale={"en": "en-GB", "he": "he-IL"}[language])
    noa = Visitor(page, language).register()
    words = noa.words
    send_in(noa, tmp_path)
    profile = noa.api("GET", "/skills/me")["skills"]
    assert any(rating["in_calls"]["calls"] for rating in profile), "what the call showed is not in the profile"
    assert not any(rating["calls"] for rating in profile), "nothing has been practised yet"

    quote = first_quote(page)
    turn = int(str(quote.get_attribute("href")).removeprefix("#turn-"))
    quote.click()
    expect(page.locator(f"#turn-{turn}")).to_be_focused()
    expect(page.locator(f"#turn-{turn} mark").first).to_be_visible()
    page.wait_for_function(
        "([from, to]) => { const { currentTime } = document.querySelector('audio');"
        " return currentTime >= from && currentTime <= to; }",
        arg=[turn * SECONDS_A_TURN - 0.1, (turn + 1) * SECONDS_A_TURN],
    )
    page.wait_for_function("!document.querySelector('audio').paused")
    page.keyboard.press("k")
    page.wait_for_function("document.querySelector('audio').paused")

    slider = page.get_by_role("slider")
    slider.focus()
    page.keyboard.press("Home")
    page.wait_for_function("document.querySelector('audio').currentTime === 0")
    page.keyboard.press({"en": "ArrowRight", "he": "ArrowLeft"}[language])
    page.wait_for_function("Math.round(document.querySelector('audio').currentTime) === 5")

    page.get_by_role("tab", name=words("calls:views.scorecard")).click()
    page.get_by_role("button", name=words("calls:override.change")).first.click()
    page.get_by_text(words("common:signal.not_observed"), exact=True).first.click()
    page.get_by_label(words("calls:override.note")).fill("I was there")
    page.get_by_role("button", name=words("common:save")).click()
    expect(page.get_by_text("I was there")).to_be_attached()

    page.get_by_role("tab", name=words("calls:views.review")).click()
    page.get_by_role("link", name=words("practice:steps.practise")).first.click()
    page.wait_for_url("**/practice/call?conversation=*")
    expect(noa.lines().last).to_be_visible()
    noa.call(turns=5)
    practised = [rating["title"] for rating in noa.api("GET", "/skills/me")["skills"] if rating["calls"]]
    page.goto("/practice/skills")
    for title in practised:
        row = page.get_by_role("main").get_by_role("listitem").filter(has=page.get_by_role("heading", name=title))
        expect(row.get_by_role("img", name=title).first).to_be_visible()
    assert practised, "the drill is not in the profile"
    page.goto("/calls")
    expect(page.get_by_role("list", name=words("calls:tabs.list")).get_by_role("listitem")).to_have_count(1)


@pytest.mark.parametrize("language", ["en", "he"])
def test_on_a_phone_without_sound(
    open_page: OpenPage, no_serious_findings: Callable[..., None], language: Language
) -> None:
    page = open_page(width=390, height=844, locale={"en": "en-GB", "he": "he-IL"}[language])
    noa = Visitor(page, language).register()
    page.goto("/calls")
    expect(page.get_by_role("heading", name=noa.words("calls:list.noneTitle"))).to_be_visible()
    call = noa.real_call()
    places = ["", "?view=transcript", "?view=scorecard", "?view=figures", "?view=about"]
    for path in ["/calls", "/calls/new", "/calls/compare", "/calls/agreement", *(f"/calls/{call}{x}" for x in places)]:
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator("main .animate-breathe")).to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is too wide"
        no_serious_findings(page)

    page.goto(f"/calls/{call}")
    first_quote(page).click()
    expect(page.get_by_role("tab", name=noa.words("calls:views.transcript"))).to_have_attribute("data-state", "active")
    expect(page.locator("li[id^=turn-] mark").first).to_be_in_viewport()


def test_what_was_said_is_found_and_leads_to_its_moment(open_page: OpenPage) -> None:
    page = open_page()
    noa = Visitor(page).register()
    noa.real_call()
    page.goto("/calls/search")
    page.get_by_label(noa.words("calls:search.words")).fill("budget")
    page.keyboard.press("Enter")
    hit = page.get_by_role("main").get_by_role("link").filter(has_text="no budget")
    expect(hit.locator("mark")).to_have_text("budget")
    hit.click()
    expect(page.locator("#turn-3")).to_be_focused()


def test_a_file_that_cannot_be_taken_is_refused_with_its_reason(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page()
    noa = Visitor(page).register()
    slides, empty = tmp_path / "slides.pptx", tmp_path / "empty.mp3"
    slides.write_bytes(b"PK")
    empty.touch()
    page.goto("/calls/new")
    page.locator("input[type=file]").set_input_files([slides, empty])
    expect(page.get_by_role("alert")).to_contain_text(noa.words("calls:add.refused.kind"))
    expect(page.get_by_role("alert")).to_contain_text(noa.words("calls:add.refused.empty"))
    expect(page.get_by_role("button", name=noa.words("calls:add.upload"))).to_be_disabled()

    damaged = tmp_path / "damaged.mp3"
    damaged.write_bytes(bytes(range(256)) * 40)
    page.locator("input[type=file]").set_input_files(damaged)
    page.get_by_role("button", name=noa.words("calls:add.upload")).click()
    page.get_by_role("link", name=noa.words("calls:uploads.open")).click(timeout=LATE)
    expect(page.get_by_role("alert")).to_contain_text(noa.words("calls:failed.kept"), timeout=LATE)


def heavy(folder: Path) -> Path:
    """A file of more than one piece of an upload; nothing that could be heard."""
    path = folder / "long call.mp3"
    path.write_bytes(bytes(range(256)) * (PIECE // 256 + 2000))
    return path


def cut_after_one_piece(page: Page) -> tuple[list[int], Callable[[], None]]:
    """From the second piece on the network is gone until mended: where the tried pieces began, and the mending."""
    begun: list[int] = []
    down = [True]

    def piece(route: Route) -> None:
        begun.append(int(route.request.headers["upload-offset"]))
        if down[0] and begun[-1] > 0:
            route.abort("internetdisconnected")
        else:
            route.fallback()

    page.route(
        "**/api/calls/uploads/*", lambda route: piece(route) if route.request.method == "PATCH" else route.fallback()
    )
    return begun, lambda: down.__setitem__(0, False)


def begin_sending(noa: Visitor, path: Path) -> None:
    noa.page.goto("/calls/new")
    noa.page.locator("input[type=file]").set_input_files(path)
    noa.page.get_by_role("button", name=noa.words("calls:add.upload")).click()


def test_a_lost_connection_costs_nothing_that_has_arrived(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page()
    noa = Visitor(page).register()
    begun, mend = cut_after_one_piece(page)
    begin_sending(noa, heavy(tmp_path))
    expect(page.get_by_text("Connection lost at 8 MB")).to_be_visible()
    mend()
    expect(page.get_by_role("link", name=noa.words("calls:uploads.open"))).to_be_visible(timeout=LATE)
    assert begun[0] == 0
    assert {*begun[1:]} == {PIECE}


def test_a_closed_tab_costs_nothing_that_has_arrived(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page()
    noa = Visitor(page).register()
    path = heavy(tmp_path)
    begun, mend = cut_after_one_piece(page)
    begin_sending(noa, path)
    expect(page.get_by_text("Connection lost at 8 MB")).to_be_visible()
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    mend()
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_role("status").filter(has_text="is here from before")).to_be_visible()
    begun.clear()
    page.get_by_role("button", name=noa.words("calls:add.upload")).click()
    expect(page.get_by_role("link", name=noa.words("calls:uploads.open"))).to_be_visible(timeout=LATE)
    assert begun == [PIECE]
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('tus')).length") == 0
