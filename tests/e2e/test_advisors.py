"""The assistants of a deal, each along its whole path: coach, objection handler and win-loss explainer."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from e2e.visitor import LATE, Language, OpenPage, Visitor

DEMO = {"email": "manager@ringside.example", "password": "practice-makes-better"}
LOCALE = {"en": "en-GB", "he": "he-IL"}
PRICE = {"en": "Honestly, your price is too high for our budget.", "he": "בכנות, המחיר שלכם גבוה מדי לתקציב שלנו."}


def with_deal(page: Page, language: Language) -> tuple[Visitor, str]:
    """Somebody with one open deal, one person in it who wrote of the price, and nothing planned; the deal's id."""
    noa = Visitor(page, language).register()
    stages = [("Talk", "open"), ("Offer", "open"), ("Won", "won"), ("Lost", "lost")]
    noa.api("PUT", "/deals/stages", {"stages": [{"name": name, "status": status} for name, status in stages]})
    account = noa.api("POST", "/accounts", {"name": "Alpha Ltd"})["id"]
    dana = noa.api("POST", "/contacts", {"name": "Dana Levi", "account_id": account})["id"]
    body = {"name": "Alpha rollout", "account_id": account, "stage": "Talk", "amount": 12500, "currency": "EUR"}
    deal = str(noa.api("POST", "/deals", {**body, "created_at": "2026-01-05T09:00:00Z"})["id"])
    noa.api("PUT", f"/deals/{deal}/people/{dana}", {"role": "champion"})
    mail = {"kind": "email", "direction": "in", "at": "2026-01-20T09:00:00Z", "subject": "Offer", "deal_id": deal}
    noa.api("POST", "/activities", {**mail, "text": PRICE[language], "people": [{"contact_id": dana, "part": "from"}]})
    return noa, deal


def test_the_coach_names_steps_with_their_ground_and_learns_what_became_of_them(
    open_page: OpenPage, no_serious_findings: Callable[..., None]
) -> None:
    language: Language = "en"
    page = open_page(locale=LOCALE[language])
    noa, deal = with_deal(page, language)
    words = noa.words
    page.goto(f"/deals/{deal}")
    card = page.get_by_role("region", name=words("coach:title"))
    done = card.get_by_role("button", name=words("coach:done"), exact=True)
    expect(done.first).to_be_visible(timeout=LATE)
    steps = noa.api("GET", f"/ai/deal-coach/{deal}")["recommendations"]
    assert 3 <= len(steps) <= 5
    assert all(step["evidence"] and step["draft"] for step in steps)
    expect(done).to_have_count(len(steps))
    no_serious_findings(page)

    with page.expect_response(lambda answer: "/api/deals/recommendations/" in answer.url) as marked:
        done.first.click()
    assert marked.value.ok
    expect(page.get_by_text(words("coach:marked.done"), exact=True).first).to_be_visible()
    history = noa.api("GET", f"/ai/deal-coach/{deal}/history")
    assert "done" in str(history), "what became of the step is not kept"


def test_an_objection_is_answered_from_any_deal_by_one_key(
    open_page: OpenPage, no_serious_findings: Callable[..., None]
) -> None:
    language: Language = "he"
    page = open_page(locale=LOCALE[language])
    noa, deal = with_deal(page, language)
    words = noa.words
    page.goto(f"/deals/{deal}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_label(words("deals:entry.label")).fill("h")
    expect(page.get_by_role("dialog")).to_have_count(0)  # typing is no shortcut
    page.get_by_label(words("deals:entry.label")).fill("")
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("h")
    dialog = page.get_by_role("dialog", name=words("objections:title"))
    dialog.get_by_label(words("objections:said")).fill(PRICE[language])
    with page.expect_response("**/api/ai/objection-handler") as answered:
        page.keyboard.press("Control+Enter")
    answer = answered.value.json()
    assert answer["kinds"][0]["kind"] == "price"
    assert 2 <= len(answer["answers"]) <= 3
    answers = dialog.get_by_role("list").filter(has=page.get_by_role("button", name=words("common:copy")))
    expect(answers.first).to_be_visible()
    no_serious_findings(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_wins_and_losses_are_explained_down_to_their_deals(
    open_page: OpenPage, no_serious_findings: Callable[..., None]
) -> None:
    page = open_page()
    maya = Visitor(page)
    answer = page.request.post("/api/auth/login", data=DEMO)
    assert answer.ok, answer.text()
    maya.token, maya.language = answer.json()["access_token"], answer.json()["user"]["language"]
    words = maya.words
    page.goto("/deals/win-loss")
    expect(page.get_by_role("heading", name=words("winLoss:factors.title"))).to_be_visible(timeout=2 * LATE)
    expect(page.get_by_text(words("winLoss:quality.auc")).first).to_be_visible()
    no_serious_findings(page)

    lost = maya.api("GET", "/deals?status=lost&limit=1")["items"][0]
    page.goto(f"/deals/{lost['id']}")
    expect(page.get_by_role("heading", name=words("winLoss:card.lost"))).to_be_visible(timeout=2 * LATE)
    opened = maya.api("GET", "/deals?status=open&limit=1")["items"][0]
    page.goto(f"/deals/{opened['id']}")
    chance = page.locator("[data-figures]").get_by_text(words("winLoss:chance.title"))
    expect(chance).to_be_visible(timeout=2 * LATE)
