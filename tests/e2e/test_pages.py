"""Every page: accessible in light and dark, and at home on a phone, in both languages."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.conftest import opening
from e2e.visitor import Language, OpenPage, Visitor

PAGES = {
    "today": "/",
    "gallery": "/practice",
    "call": "/practice/call?conversation={open}",
    "scorecard": "/practice/history/{done}",
    "history": "/practice/history",
    "quick": "/practice/quick",
    "skills": "/practice/skills",
    "calls": "/calls",
    "new-call": "/calls/new",
    "report": "/calls/{real}",
    "search": "/calls/search?q=meeting",
    "compare": "/calls/compare",
    "agreement": "/calls/agreement",
    "playbook": "/playbook",
    "knowledge": "/playbook/knowledge",
    "rubrics": "/playbook/rubrics",
    "settings": "/settings",
    "profile": "/settings/profile",
    "company": "/settings/company",
    "people": "/people",
    "help": "/help",
}
OF_COLOUR = ["color-contrast", "link-in-text-block"]
"""The only rules whose answer changes between light and dark."""
DOORS = {"sign-in": "/sign-in", "register": "/register"}
IN_HEBREW = ("today", "gallery", "call", "scorecard", "history", "skills", "calls", "report", "compare")
"""The main pages, looked at in both languages: their names and labels differ."""


@pytest.fixture(scope="module")
def cookies(browser: Browser, server: str) -> dict[str, dict[str, object]]:
    """Per language somebody with a finished and an open call: their cookies and the ids of the two."""
    people = {}
    for language in ("en", "he"):
        context = browser.new_context(base_url=server)
        visitor = Visitor(context.new_page(), "en" if language == "en" else "he").register()
        done = visitor.held_call()
        started = visitor.api("POST", "/chat", {"scenario_id": "cold-call"})["conversation_id"]
        real = visitor.real_call()
        people[language] = {"state": context.storage_state(), "done": done, "open": started, "real": real}
        context.close()
    return people


@pytest.fixture(scope="module")
def desks(browser: Browser, server: str, cookies: dict[str, dict[str, object]]) -> Iterator[dict[str, Page]]:
    """Per language the page of who is signed in, and that of nobody: to load the app anew for each address takes longer
    than to look at it."""
    with opening(browser, server) as open_one:
        nobody = open_one(reduced_motion="reduce", color_scheme="light")
        signed_in = {
            language: open_one(reduced_motion="reduce", color_scheme="light", storage_state=person["state"])
            for language, person in cookies.items()
        }
        yield {"nobody": nobody, **signed_in}


def visit(page: Page, path: str) -> None:
    """Opens it and waits until it shows what it is about."""
    page.goto(path)
    expect(page.get_by_role("heading", level=1).first).to_be_attached()
    page.wait_for_load_state("networkidle")
    expect(page.locator("main .animate-breathe")).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "language"), [(name, "en") for name in (*PAGES, *DOORS)] + [(name, "he") for name in IN_HEBREW]
)
def test_no_serious_axe_findings(
    desks: dict[str, Page],
    cookies: dict[str, dict[str, object]],
    no_serious_findings: Callable[..., None],
    name: str,
    language: Language,
) -> None:
    page = desks["nobody" if name in DOORS else language]
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    visit(page, (PAGES | DOORS)[name].format(**cookies[language]))
    no_serious_findings(page)
    if language == "he":
        assert page.evaluate("document.documentElement.dir") == "rtl"
        return
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    no_serious_findings(page, OF_COLOUR)


@pytest.mark.parametrize("language", ["en", "he"])
def test_nothing_scrolls_sideways_on_a_phone(
    open_page: OpenPage, cookies: dict[str, dict[str, object]], language: Language
) -> None:
    person = cookies[language]
    page = open_page(width=390, height=844, storage_state=person["state"], has_touch=True, is_mobile=True)
    too_wide = {}
    for name, path in PAGES.items():
        visit(page, path.format(**person))
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 390:
            too_wide[name] = width
    assert not too_wide


def test_dialogs_are_accessible_and_fit_a_phone(
    open_page: OpenPage, cookies: dict[str, dict[str, object]], no_serious_findings: Callable[[Page], None]
) -> None:
    page = open_page(width=390, height=844, storage_state=cookies["en"]["state"])
    visitor = Visitor(page)
    for opener in ("practice:gallery.newScenario", "practice:gallery.makeBuyer"):
        visit(page, "/practice")
        page.get_by_role("button", name=visitor.words(opener)).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        no_serious_findings(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_call_on_a_phone(open_page: OpenPage) -> None:
    page = open_page(width=390, height=844, has_touch=True, is_mobile=True)
    noa = Visitor(page).register()
    noa.start_call()
    noa.say("Hi Dana, may I have half a minute?")
    page.get_by_role("button", name=noa.words("practice:call.side")).click()
    expect(page.get_by_text(noa.words("practice:call.questions"), exact=True).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name=noa.words("practice:call.hangUp")).click()
    page.get_by_role("dialog").get_by_role("button", name=noa.words("practice:call.hangUp")).click()
    page.get_by_role("link", name=noa.words("practice:call.toScorecard")).click()
    expect(page.locator("#transcript")).to_be_attached()
