"""A company's deals: in by a file, looked through, moved, written to, and followed while others change them."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from e2e.visitor import Language, OpenPage, Visitor

HEADINGS = "Deal,Company,Stage,Deal Status,Amount,Close Date,Contact Name,Contact Email,Colour"
ROWS = [
    'Alpha rollout,Alpha Ltd,Proposal,Open,"$12,500.00",2031-03-25,Dana Levi,dana@alpha.example,blue',
    'Beta pilot,Beta GmbH,Discovery,Open,"$4,000.00",2031-04-13,Omer Katz,omer@beta.example,red',
    'Gamma renewal,Gamma AG,Closed Won,Won,"$30,000.00",2026-05-14,Ruth Adler,ruth@gamma.example,blue',
    'Delta trial,Delta BV,Proposal,Open,"plenty",2031-06-15,Noa Peretz,noa@delta.example,green',
]
LOCALE = {"en": "en-GB", "he": "he-IL"}


def export_file(folder: Path) -> Path:
    path = folder / "export.csv"
    path.write_text("\n".join([HEADINGS, *ROWS]) + "\n", "utf-8")
    return path


def with_deals(page: Page, language: Language = "en") -> tuple[Visitor, dict[str, str]]:
    """Somebody whose company has two stages beside the closed ones and two deals; the deals' ids by name."""
    noa = Visitor(page, language).register()
    stages = [("Talk", "open"), ("Offer", "open"), ("Won", "won"), ("Lost", "lost")]
    noa.api("PUT", "/deals/stages", {"stages": [{"name": name, "status": status} for name, status in stages]})
    account = noa.api("POST", "/accounts", {"name": "Alpha Ltd"})["id"]
    dana = noa.api("POST", "/contacts", {"name": "Dana Levi", "account_id": account})["id"]
    ids = {}
    for name in ("Alpha rollout", "Beta pilot"):
        body = {"name": name, "account_id": account, "stage": "Talk", "amount": 12500, "currency": "EUR"}
        ids[name] = noa.api("POST", "/deals", body)["id"]
    noa.api("PUT", f"/deals/{ids['Alpha rollout']}/people/{dana}", {"role": "champion"})
    return noa, ids


def column(page: Page, stage: str) -> Locator:
    return page.locator(f'section[data-stage="{stage}"]')


def stage_of(noa: Visitor, deal: str) -> str:
    return str(noa.api("GET", f"/deals/{deal}")["stage"])


def test_a_file_becomes_deals_and_says_which_rows_stayed_out(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page()
    noa = Visitor(page).register()
    words = noa.words
    page.goto("/deals")
    page.get_by_role("main").get_by_role("link", name=words("deals:list.bringFile")).click()
    page.locator("input[type=file]").set_input_files(export_file(tmp_path))
    expect(page.get_by_role("heading", name=words("importing:columns.title"))).to_be_visible()
    taken = page.get_by_label(words("importing:columns.takenFor", column="Company"))
    expect(taken).to_have_value("account")
    expect(page.get_by_label(words("importing:columns.takenFor", column="Colour"))).to_have_value("custom")

    page.get_by_role("button", name=words("importing:try"), exact=True).click()
    expect(page.get_by_role("heading", name=words("importing:report.tried"))).to_be_visible()
    expect(page.get_by_role("cell", name="plenty")).to_be_visible()
    assert noa.api("GET", "/deals")["count"] == 0, "a trial stored something"
    with page.expect_download() as saved:
        page.get_by_role("button", name=words("importing:problems.download")).first.click()
    assert "plenty" in Path(saved.value.path()).read_text("utf-8-sig")

    page.get_by_role("button", name=words("importing:import"), exact=True).click()
    page.get_by_role("link", name=words("importing:report.see.deals")).click()
    table = page.get_by_role("table", name=words("deals:pages.list"))
    expect(table.get_by_role("link", name="Alpha rollout")).to_be_visible()
    expect(table.get_by_role("link", name="Delta trial")).to_have_count(0)

    page.get_by_label(words("deals:filters.status")).select_option("won")
    page.wait_for_url("**/deals?*status=won*")
    expect(table.get_by_role("link")).to_have_count(1)
    page.reload()
    expect(table.get_by_role("link", name="Gamma renewal")).to_be_visible()
    page.get_by_label(words("deals:filters.status")).select_option("")
    page.get_by_label(words("deals:filters.words")).fill("beta")
    page.wait_for_url("**/deals?*q=beta*")
    expect(table.get_by_role("link")).to_have_count(1)
    table.get_by_role("link", name="Beta pilot").click()
    expect(page.get_by_role("heading", level=1, name="Beta pilot")).to_be_visible()
    expect(page.get_by_role("link", name="Omer Katz").first).to_be_visible()


def test_a_card_moves_by_mouse_by_keyboard_and_by_menu(open_page: OpenPage) -> None:
    language: Language = "he"
    page = open_page(locale=LOCALE[language])
    noa, ids = with_deals(page, language)
    words, alpha = noa.words, ids["Alpha rollout"]
    page.goto("/deals/board")
    card = page.locator(f'[data-deal="{alpha}"]')
    expect(column(page, "Talk").locator("[data-deal]")).to_have_count(2)

    card.drag_to(column(page, "Offer"))
    expect(column(page, "Offer").locator(f'[data-deal="{alpha}"]')).to_be_visible()
    expect(
        page.get_by_text(words("deals:board.moved", name="Alpha rollout", stage="Offer"), exact=True)
    ).to_be_visible()
    assert stage_of(noa, alpha) == "Offer"

    card.get_by_role("link").focus()
    with page.expect_response(lambda answer: answer.request.method == "PATCH"):
        page.keyboard.press({"en": "Alt+ArrowLeft", "he": "Alt+ArrowRight"}[language])
    expect(column(page, "Talk").locator(f'[data-deal="{alpha}"]')).to_be_visible()
    assert stage_of(noa, alpha) == "Talk"

    card.get_by_role("button").click()
    page.get_by_role("menuitem", name="Lost").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("Price")
    page.get_by_role("button", name=words("deals:closing.deed.lost")).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(column(page, "Lost").locator(f'[data-deal="{alpha}"]')).to_be_visible()
    page.goto(f"/deals/{alpha}")
    expect(page.get_by_text("Price", exact=True)).to_be_visible()


def test_what_happened_is_written_in_one_line_and_its_words_are_found(open_page: OpenPage) -> None:
    page = open_page()
    noa, ids = with_deals(page)
    words, alpha = noa.words, ids["Alpha rollout"]
    page.goto(f"/deals/{alpha}")
    page.get_by_label(words("deals:entry.label")).fill("call with Dana yesterday 15:00 about pricing")
    expect(page.get_by_label(words("deals:entry.kind"))).to_have_value("call")
    expect(page.get_by_role("button", name=words("deals:entry.without", name="Dana Levi"))).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_label(words("deals:entry.label"))).to_have_value("")
    entry = page.locator('li[id^="activity-"]').first
    expect(entry).to_contain_text("Dana Levi")
    (kept,) = noa.api("GET", f"/deals/{alpha}/timeline?kind=call")["items"]
    assert re.search(r"pricing", kept["subject"] + kept["text"])

    body = "Hello,\n<img src=x onerror=alert(1)> the price is fine & we sign on Monday. 🙂 Best\n" + "more words " * 40
    mail = {"kind": "email", "direction": "in", "at": "2026-01-05T09:00:00Z", "subject": "Yes", "deal_id": alpha}
    made = noa.api("POST", "/activities", {**mail, "text": body})["id"]
    expect(page.locator(f"#activity-{made}")).to_be_visible()  # told over the event stream, without a reload
    start = body.index("we sign")
    page.goto(f"/deals/{alpha}#activity-{made}:{start}-{start + len('we sign on Monday')}")
    expect(page.locator(f"#activity-{made} mark")).to_have_text("we sign on Monday")
    expect(page.locator(f"#activity-{made}")).to_be_in_viewport()
    expect(page.locator(f"#activity-{made} img")).to_have_count(0)


def test_every_page_on_a_phone(open_page: OpenPage, no_serious_findings: Callable[..., None]) -> None:
    language: Language = "he"
    page = open_page(width=390, height=844, locale=LOCALE[language])
    noa = Visitor(page, language).register()
    page.goto("/deals")
    expect(page.get_by_role("heading", name=noa.words("deals:list.noneTitle"))).to_be_visible()
    noa, ids = with_deals(page, language)
    contact = noa.api("GET", "/contacts")["items"][0]["id"]
    account = noa.api("GET", "/accounts")["items"][0]["id"]
    pages = ["/deals", "/deals/board", f"/deals/{ids['Alpha rollout']}", "/deals/import", "/deals/connections"]
    pages += [
        "/deals/stages",
        "/contacts",
        f"/contacts/{contact}",
        "/accounts",
        f"/accounts/{account}",
        "/deals?new=true",
    ]
    for path in pages:
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator("main .animate-breathe")).to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is too wide"
        no_serious_findings(page)
