"""Who may go where, what is kept, and the ways through the practice room beside the call."""

import re

from playwright.sync_api import expect

from e2e.visitor import PASSWORD, OpenPage, Visitor


def test_a_rep_sees_nothing_of_the_companys_settings(open_page: OpenPage) -> None:
    owner = Visitor(open_page()).register()
    invitation = owner.api("POST", "/invitations", {"email": "rep-of-" + owner.email, "role": "rep"})
    rep = Visitor(open_page(), name="Amir Tal").accept(invitation["token"])
    rep.page.goto("/settings")
    main = rep.page.get_by_role("main")
    expect(main.get_by_role("link", name=rep.words("settings:tabs.profile"))).to_be_visible()
    expect(main.get_by_role("link", name=rep.words("settings:tabs.company"))).to_have_count(0)
    expect(rep.page.get_by_role("link", name=rep.words("common:nav.team"))).to_have_count(0)
    rep.page.goto("/settings/company")
    expect(main.get_by_role("heading", level=1)).to_be_visible()
    expect(main.get_by_role("button", name=rep.words("common:save"))).to_have_count(0)
    rep.page.goto("/practice/history")
    expect(rep.page.get_by_label(rep.words("practice:filters.outcome"))).to_be_visible()
    expect(rep.page.get_by_label(rep.words("practice:filters.person"))).to_have_count(0)


def test_the_companys_answers_are_kept(open_page: OpenPage) -> None:
    noa = Visitor(open_page()).register()
    noa.page.goto("/playbook")
    product = noa.page.get_by_label(noa.words("playbook:questions.product"))
    product.fill("Claims software for insurers")
    noa.page.get_by_role("button", name=noa.words("common:save"), exact=True).click()
    expect(noa.page.get_by_role("main").get_by_role("status")).to_contain_text(noa.words("playbook:company.saved"))
    noa.page.reload()
    expect(product).to_have_value("Claims software for insurers")


def test_switching_the_language_turns_the_page_round_and_stays(open_page: OpenPage) -> None:
    noa = Visitor(open_page()).register()
    page = noa.page
    page.goto("/practice")
    expect(page.get_by_role("heading", name="Practice", level=1)).to_be_visible()
    page.get_by_role("button", name=re.compile("English")).click()
    page.get_by_role("menuitem", name="עברית").click()
    html = page.locator("html")
    expect(html).to_have_attribute("dir", "rtl")
    expect(page.get_by_role("heading", name="אימון", level=1)).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("שיחה קרה")).first).to_be_visible()
    page.reload()
    expect(html).to_have_attribute("dir", "rtl")
    expect(html).to_have_attribute("lang", "he")


def test_a_deep_link_opens_after_signing_in(open_page: OpenPage) -> None:
    noa = Visitor(open_page()).register()
    page = noa.page
    page.context.clear_cookies()
    page.goto("/practice/history?outcome=meeting")
    page.get_by_label(noa.words("accounts:email")).fill(noa.email)
    page.get_by_label(noa.words("accounts:password"), exact=True).fill(PASSWORD)
    page.get_by_role("button", name=noa.words("accounts:signIn.submit")).click()
    expect(page.get_by_role("heading", name=noa.words("practice:pages.history"))).to_be_visible()
    expect(page.get_by_label(noa.words("practice:filters.outcome"))).to_have_value("meeting")


def test_a_scenario_is_made_changed_and_deleted(open_page: OpenPage) -> None:
    noa = Visitor(open_page()).register()
    page = noa.page
    page.goto("/practice")
    page.get_by_role("button", name=noa.words("practice:gallery.newScenario")).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text(noa.words("practice:form.byHand")).click()
    dialog.get_by_role("button", name=noa.words("practice:form.make")).click()
    expect(dialog.get_by_text(noa.words("common:form.required")).first).to_be_visible()
    dialog.get_by_label(noa.words("practice:form.title"), exact=True).fill("Call the clinic")
    dialog.get_by_label(noa.words("practice:form.goal"), exact=True).fill("Agree on a visit with a day")
    dialog.get_by_label(noa.words("practice:form.name"), exact=True).fill("Ada Lind")
    dialog.get_by_label(noa.words("practice:form.role"), exact=True).fill("Clinic manager")
    dialog.get_by_role("button", name=noa.words("practice:form.make")).click()

    card = page.get_by_role("listitem").filter(has_text="Ada Lind")
    expect(card.get_by_role("heading", name="Call the clinic")).to_be_visible()
    card.get_by_role("button", name=re.compile("^Change or delete")).click()
    page.get_by_role("menuitem", name=noa.words("practice:gallery.edit")).click()
    dialog.get_by_label(noa.words("practice:form.title"), exact=True).fill("Call the new clinic")
    dialog.get_by_role("button", name=noa.words("common:save")).click()
    expect(card.get_by_role("heading", name="Call the new clinic")).to_be_visible()

    card.get_by_role("button", name=re.compile("^Change or delete")).click()
    page.get_by_role("menuitem", name=noa.words("common:delete")).click()
    dialog.get_by_role("button", name=noa.words("common:delete")).click()
    expect(card).to_have_count(0)


def test_a_buyer_is_made_with_reasons_and_can_be_called(open_page: OpenPage) -> None:
    noa = Visitor(open_page()).register()
    page = noa.page
    page.goto("/practice")
    page.get_by_role("button", name=noa.words("practice:gallery.makeBuyer")).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=noa.words("practice:buyer.make")).click()
    expect(dialog.get_by_role("heading", name=noa.words("practice:buyer.made"))).to_be_visible()
    assert dialog.get_by_role("definition").count() >= 3
    dialog.get_by_role("link", name=noa.words("practice:buyer.call")).click()
    page.wait_for_url("**/practice/call?conversation=*")
    expect(noa.lines()).to_have_count(1)


def test_the_quick_drill_answers_with_marked_words(open_page: OpenPage) -> None:
    noa = Visitor(open_page()).register()
    page = noa.page
    page.goto("/practice/quick")
    page.get_by_role("button", name=noa.words("practice:objections.price")).click()
    answer = page.get_by_label(noa.words("practice:quick.answer"))
    expect(answer).to_be_focused()
    answer.fill("I hear you, budgets are tight. What would it have to save you to be worth a look?")
    answer.press("Control+Enter")
    review = page.get_by_role("region", name=noa.words("practice:quick.review"))
    for aspect in ("tone", "content", "strategy"):
        expect(review.get_by_text(noa.words(f"practice:quick.aspects.{aspect}"), exact=True)).to_be_visible()
    expect(review.locator("mark").first).to_be_visible()
    review.get_by_role("button", name=noa.words("practice:quick.use")).first.click()
    expect(answer).not_to_have_value(re.compile("budgets are tight"))


def test_a_finished_call_can_be_saved_and_deleted(open_page: OpenPage) -> None:
    noa = Visitor(open_page()).register()
    page = noa.page
    page.goto(f"/practice/history/{noa.held_call()}")
    page.get_by_role("button", name=noa.words("common:more"), exact=True).click()
    with page.expect_download() as saved:
        page.get_by_role("menuitem", name=noa.words("practice:scorecard.exportMd")).click()
    assert saved.value.suggested_filename.endswith(".md")
    assert "Dana Levi" in saved.value.path().read_text("utf-8")
    page.get_by_role("button", name=noa.words("common:more"), exact=True).click()
    page.get_by_role("menuitem", name=noa.words("common:delete")).click()
    page.get_by_role("dialog").get_by_role("button", name=noa.words("common:delete")).click()
    expect(page.get_by_role("heading", name=noa.words("practice:history.noneTitle"))).to_be_visible()


def test_an_address_with_a_moment_in_it_leads_there(open_page: OpenPage) -> None:
    noa = Visitor(open_page()).register()
    noa.page.goto(f"/practice/history/{noa.held_call()}#turn-5")
    expect(noa.page.locator("#turn-5")).to_be_focused()
    expect(noa.page.locator("#turn-5")).to_be_in_viewport()


def test_history_is_filtered_and_paged(open_page: OpenPage) -> None:
    noa = Visitor(open_page()).register()
    for _ in range(21):
        started = noa.api("POST", "/chat", {"scenario_id": "cold-call"})
        noa.api("POST", f"/chat/{started['conversation_id']}/end", {})
    page = noa.page
    page.goto("/practice/history")
    rows = page.get_by_role("list", name=noa.words("practice:tabs.history")).get_by_role("listitem")
    expect(rows).to_have_count(20)
    page.get_by_role("button", name=noa.words("common:loadMore")).click()
    expect(rows).to_have_count(21)
    page.get_by_label(noa.words("practice:filters.outcome")).select_option("meeting")
    expect(page.get_by_text(noa.words("practice:history.noneFiltered"))).to_be_visible()
