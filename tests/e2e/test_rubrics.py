"""A company's own rubric: copied, changed, reordered, saved, disputed and dropped; reps only read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from e2e.visitor import Language, OpenPage, Visitor


def copied(visitor: Visitor, rubric: str = "laer") -> str:
    """The id of a copy of a rubric that ships."""
    return str(visitor.api("POST", "/playbook/rubrics", {"copy_of": rubric})["id"])


def saved(visitor: Visitor, rubric: str) -> Any:
    return visitor.api("GET", f"/playbook/rubrics/{rubric}/form")


def save(visitor: Visitor) -> None:
    visitor.page.get_by_role("button", name=visitor.words("common:save"), exact=True).click()


def test_a_shipped_rubric_becomes_the_companys_own(
    open_page: OpenPage, no_serious_findings: Callable[[Page], None]
) -> None:
    noa = Visitor(open_page()).register()
    page = noa.page
    page.goto("/playbook/rubrics?rubric=laer")
    page.get_by_role("button", name=noa.words("playbook:rubrics.makeOurs")).click()
    page.wait_for_url(re.compile(r"/playbook/rubrics/laer-\w+$"))
    rubric = page.url.rsplit("/", 1)[1]
    before = saved(noa, rubric)["form"]["criteria"]

    page.get_by_label(noa.words("playbook:editor.title"), exact=True).first.fill("How we take objections")
    down = page.get_by_role("button", name=re.compile("^" + noa.words("playbook:editor.down", name="")))
    down.first.focus()
    page.keyboard.press("Enter")
    expect(down.nth(1)).to_be_focused()
    page.get_by_role("button", name=noa.words("playbook:editor.add")).click()
    own = page.get_by_role("list").get_by_role("listitem").last
    expect(own.get_by_label(noa.words("playbook:editor.title"), exact=True)).to_be_focused()
    save(noa)
    expect(page.locator("[aria-invalid=true]")).to_have_count(2)  # neither a title nor a phrase yet
    expect(page.locator("[aria-invalid=true]").first).to_be_focused()
    own.get_by_label(noa.words("playbook:editor.title"), exact=True).fill("Says our name")
    own.get_by_label(noa.words("playbook:editor.phrases")).fill("from Northwind\nNorthwind here")
    own.get_by_label(noa.words("playbook:editor.where")).select_option("start")
    no_serious_findings(page)
    save(noa)
    expect(page.get_by_role("status").filter(has_text=noa.words("playbook:editor.version", n=2))).to_be_visible()

    now = saved(noa, rubric)
    assert now["form"]["title"]["en"] == "How we take objections"
    ids = [one["id"] for one in now["form"]["criteria"]]
    assert ids[:2] == [before[1]["id"], before[0]["id"]]
    assert now["form"]["criteria"][-1]["shows"] == {
        "kind": "phrases", "phrases": ["from Northwind", "Northwind here"], "where": "start", "times": 1,
    }  # fmt: skip


def test_leaving_with_unsaved_words_is_asked_about(open_page: OpenPage) -> None:
    noa = Visitor(open_page()).register()
    noa.page.goto(f"/playbook/rubrics/{copied(noa)}")
    noa.page.get_by_label(noa.words("playbook:editor.title"), exact=True).first.fill("Half written")
    noa.page.get_by_role("link", name=noa.words("playbook:tabs.company")).click()
    expect(noa.page.get_by_role("dialog", name=noa.words("common:unsaved.title"))).to_be_visible()


def test_two_people_saving_the_same_rubric_see_each_other(open_page: OpenPage) -> None:
    noa = Visitor(open_page()).register()
    rubric = copied(noa)
    noa.page.goto(f"/playbook/rubrics/{rubric}")
    title = noa.page.get_by_label(noa.words("playbook:editor.title"), exact=True).first
    title.fill("Mine")
    theirs = saved(noa, rubric)
    theirs["form"]["title"]["en"] = "Theirs"
    noa.api("PUT", f"/playbook/rubrics/{rubric}", theirs)
    save(noa)
    dispute = noa.page.get_by_role("dialog", name=noa.words("playbook:conflict.title"))
    dispute.get_by_role("button", name=noa.words("playbook:conflict.mine")).click()
    expect(dispute).to_have_count(0)
    expect(noa.page.get_by_role("status").filter(has_text=noa.words("playbook:editor.version", n=3))).to_be_visible()
    assert saved(noa, rubric)["form"]["title"]["en"] == "Mine"


def test_dropping_a_rubric_is_confirmed_and_reps_only_read(open_page: OpenPage) -> None:
    noa = Visitor(open_page()).register()
    rubric = copied(noa)
    invitation = noa.api("POST", "/invitations", {"email": "rep-of-" + noa.email, "role": "rep"})
    rep = Visitor(open_page(), name="Amir Tal").accept(invitation["token"])
    rep.page.goto(f"/playbook/rubrics/{rubric}")
    rep.page.wait_for_url(f"**/playbook/rubrics?rubric={rubric}")
    expect(rep.page.get_by_role("heading", level=2)).to_be_visible()
    expect(rep.page.get_by_role("button", name=rep.words("playbook:rubrics.copy"))).to_have_count(0)

    noa.page.goto(f"/playbook/rubrics?rubric={rubric}")
    noa.page.get_by_role("button", name=noa.words("playbook:rubrics.drop"), exact=True).click()
    noa.page.get_by_role("dialog").get_by_role("button", name=noa.words("playbook:rubrics.drop"), exact=True).click()
    expect(noa.page.get_by_role("dialog")).to_have_count(0)
    assert rubric not in [one["id"] for one in noa.api("GET", "/playbook/rubrics")["items"]]


def test_consent_is_required_by_a_switch(open_page: OpenPage) -> None:
    noa = Visitor(open_page()).register()
    noa.page.goto("/settings/company")
    switch = noa.page.get_by_label(noa.words("accounts:tenant.requireConsent"))
    expect(switch).not_to_be_checked()
    switch.check()
    noa.page.get_by_role("button", name=noa.words("common:save"), exact=True).click()
    expect(noa.page.get_by_text(noa.words("accounts:tenant.saved"), exact=True)).to_be_visible()
    noa.page.reload()
    expect(switch).to_be_checked()


@pytest.mark.parametrize("language", ["en", "he"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_editor_fits_a_phone(
    open_page: OpenPage, no_serious_findings: Callable[[Page], None], language: Language, scheme: str
) -> None:
    noa = Visitor(open_page(width=390, height=800, color_scheme=scheme), language=language).register()
    page = noa.page
    page.goto(f"/playbook/rubrics/{copied(noa, 'meddpicc')}")
    page.get_by_role("main").locator("[aria-expanded]").first.click()
    expect(page.get_by_label(noa.words("playbook:editor.question"), exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    no_serious_findings(page)
