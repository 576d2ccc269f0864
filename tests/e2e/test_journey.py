"""The whole first job: a company is made, a call is held, and its scorecard leads back into practice."""

import re

import pytest
from playwright.sync_api import Page, expect

from e2e.visitor import PASSWORD, Language, OpenPage, Visitor


@pytest.mark.parametrize("language", ["en", "he"])
def test_from_the_door_to_practising_the_moment_again(open_page: OpenPage, language: Language) -> None:
    page = open_page(locale={"en": "en-GB", "he": "he-IL"}[language])
    noa = Visitor(page, language)

    page.goto("/register")
    page.get_by_label(noa.words("accounts:company")).fill("Northwind")
    page.get_by_label(noa.words("accounts:name")).fill(noa.name)
    page.get_by_label(noa.words("accounts:email")).fill(noa.email)
    page.get_by_label(noa.words("accounts:password"), exact=True).fill(PASSWORD)
    page.get_by_role("button", name=noa.words("accounts:register.submit")).click()

    main = page.get_by_role("main")
    expect(main.get_by_text(noa.words("home:first.label"), exact=True)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("dir", {"en": "ltr", "he": "rtl"}[language])
    page.get_by_role("navigation").get_by_role("link", name=noa.words("common:nav.practice")).click()

    card = main.get_by_role("listitem").filter(
        has_text=re.compile({"en": "Cold call: win", "he": "שיחה קרה: להגיע"}[language])
    )
    card.get_by_role("combobox").select_option("foundation")
    expect(card.get_by_text(re.compile(r"\d+\s?%"))).to_be_visible()
    card.get_by_role("link", name=re.compile(noa.words("practice:gallery.call"))).click()
    page.wait_for_url("**/practice/call?conversation=*")
    noa.call()

    page.get_by_role("link", name=noa.words("practice:call.toScorecard")).click()
    expect(page.get_by_role("heading", name=re.compile(noa.words("practice:steps.title_other")))).to_be_visible()
    expect(page.get_by_text(noa.words("practice:scorecard.of100"), exact=True)).to_be_visible()
    evidence = main.locator('a[href^="#turn-"]').first
    turn = page.locator(str(evidence.get_attribute("href")))
    evidence.click()
    expect(turn).to_be_focused()
    expect(turn.locator("mark").first).to_be_visible()
    expect(turn).to_be_in_viewport()

    page.get_by_role("link", name=noa.words("practice:steps.practise")).last.click()
    page.wait_for_url("**/practice/call?conversation=*")
    expect(noa.lines().last).to_be_visible()
    noa.say(noa.reply("", 3))
    if not noa.is_over():
        noa.hang_up()

    page.get_by_role("link", name=noa.words("practice:call.toScorecard")).click()
    page.get_by_role("link", name=noa.words("practice:tabs.history")).click()
    history = page.get_by_role("list", name=noa.words("practice:tabs.history")).get_by_role("listitem")
    expect(history).to_have_count(2)
    expect(history.first).to_contain_text(noa.words("practice:history.again"))


def test_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page()
    noa = Visitor(page).register()
    page.context.clear_cookies()

    page.goto("/sign-in")
    expect(page.get_by_label(noa.words("accounts:email"))).to_be_focused()
    page.keyboard.type(noa.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text(noa.words("home:first.label"), exact=True)).to_be_visible()

    page.keyboard.press("g")
    page.keyboard.press("p")
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
    tab_to(page, re.compile("^Call Dana"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/practice/call?conversation=*")

    expect(noa.field()).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text(noa.words("practice:call.nudge"))).to_be_visible()
    page.keyboard.type("Hi Dana, may I have half a minute?")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("I will be brief.")
    page.keyboard.press("Enter")
    expect(noa.lines()).to_have_count(3)
    expect(noa.lines().nth(1)).to_contain_text("half a minute?\nI will be brief.", use_inner_text=True)
    noa.wait_for_turn()
    page.keyboard.press("Alt+h")
    expect(page.get_by_role("complementary").get_by_role("status")).not_to_be_empty()
    noa.hang_up()

    expect(page.get_by_role("link", name=noa.words("practice:call.toScorecard"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#transcript")).to_be_visible()
    if page.locator('a[href^="#turn-"]').count():
        tab_to(page, re.compile("."), 'a[href^="#turn-"]')
        target = str(page.evaluate("document.activeElement.getAttribute('href')"))
        page.keyboard.press("Enter")
        expect(page.locator(target)).to_be_focused()


def tab_to(page: Page, name: re.Pattern[str], selector: str = "a, button", most: int = 80) -> None:
    """Presses Tab until something of this name has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """selector => {
                const focused = document.activeElement;
                return focused.matches(selector) && (focused.ariaLabel || focused.innerText);
            }""",
            selector,
        )
        if found and name.search(found):
            return
    raise AssertionError(f"Tab does not reach {name.pattern}")
