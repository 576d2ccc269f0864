"""Insights: an answer is kept, asked again over newer data, talked about, watched, shared and taken away."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from e2e.test_numbers import answer_after, check
from e2e.visitor import LATE, Language, OpenPage, Visitor


def send_orders(noa: Visitor, count: int, source: str | None = None) -> str:
    """Orders of the last two years, one a day, as a new source or in place of an earlier one; its id."""
    days = (date.today() - timedelta(days=n) for n in range(count))
    rows = "\n".join(f"{n},{day},{('North', 'South')[n % 2]},100.50" for n, day in enumerate(days))
    file = {
        "name": "orders.csv",
        "mimeType": "text/csv",
        "buffer": f"order_id,order_date,region,amount\n{rows}".encode(),
    }
    answer = noa.page.request.post(
        f"/api/metrics/sources/{source}/refresh" if source else "/api/metrics/sources",
        multipart={"files": file} if source else {"files": file, "name": "Orders"},
        headers={"Authorization": f"Bearer {noa.token}"},
    )
    assert answer.ok, answer.text()
    return str(answer.json()["id"])


def total(noa: Visitor) -> dict[str, Any]:
    """The measure that sums the amounts."""
    measures = noa.api("GET", f"/metrics?language={noa.language}")["measures"]
    return next(one for one in measures if "amount" in one["definition"] and one["definition"].startswith("sum"))


def test_an_insight_from_pin_to_export(open_page: OpenPage) -> None:
    page = open_page()
    noa = Visitor(page).register()
    words = noa.words
    source = send_orders(noa, 500)
    invitation = noa.api("POST", "/invitations", {"email": "rep-of-" + noa.email, "role": "rep"})
    amir = Visitor(open_page(), name="Amir Tal").accept(invitation["token"])

    page.goto("/numbers")
    page.get_by_label(words("metrics:composer.label")).fill(total(noa)["label"])
    page.keyboard.press("Enter")
    answer_after(noa, 0).get_by_role("button", name=words("metrics:actions.pin")).click()
    page.get_by_role("button", name=words("metrics:actions.open")).click()
    page.wait_for_url("**/numbers/insights/*")
    expect(page.locator("main")).to_contain_text("50,250")

    send_orders(noa, 600, source)
    page.get_by_role("button", name=words("insights:refresh")).click()
    changes = page.get_by_role("region", name=words("insights:changes.title"))
    expect(changes).to_contain_text("60,300", timeout=LATE)
    expect(changes).to_contain_text("50,250")

    page.get_by_role("button", name=words("common:more")).click()
    page.get_by_role("menuitem", name=words("insights:share")).click()
    page.get_by_label(words("insights:talk.write")).fill("Have you seen this?")
    page.get_by_role("button", name=words("insights:talk.mention")).click()
    page.get_by_role("menuitem", name=amir.name).click()
    page.get_by_role("button", name=words("insights:talk.send"), exact=True).click()
    expect(page.get_by_text(words("insights:talk.mentioned", names=amir.name))).to_be_visible()

    page.get_by_label(words("insights:alert.value"), exact=True).fill("70000")
    page.get_by_role("button", name=words("insights:alert.save")).click()
    expect(page.get_by_text(words("insights:alert.saved"), exact=True)).to_be_visible()

    page.get_by_role("button", name=words("common:more")).click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name=words("insights:export.csv")).click()
    assert "60300" in download.value.path().read_text("utf-8")

    # The number that moved stands on the front page, and whoever was mentioned finds the way here.
    page.goto("/")
    moved = page.get_by_role("region", name=words("home:moved.title"))
    expect(moved).to_contain_text("50,250")
    amir.page.goto("/notices")
    amir.page.get_by_role("link", name="Have you seen this?").click()
    expect(amir.page.get_by_role("heading", level=1)).to_be_visible()
    expect(amir.page.locator("main")).to_contain_text("60,300")


@pytest.mark.parametrize("language", ["en", "he"])
def test_insights_and_the_summary_on_a_phone(
    open_page: OpenPage, no_serious_findings: Callable[..., None], language: Language
) -> None:
    page = open_page(width=390, height=844, locale={"en": "en-GB", "he": "he-IL"}[language])
    noa = Visitor(page, language).register()
    send_orders(noa, 700)
    query = {"measures": [total(noa)["name"]]}
    pinned = noa.api("POST", "/insights", {"query": query, "language": language})
    page.goto("/numbers/insights")
    page.get_by_role("link", name=pinned["title"]).click()
    expect(page.get_by_role("heading", name=noa.words("insights:talk.title"))).to_be_visible()
    check(page, no_serious_findings)
    page.goto("/numbers/summary")
    expect(page.locator("main").get_by_role("heading", level=3).first).to_be_visible(timeout=LATE)
    check(page, no_serious_findings)
    page.get_by_role("radio", name=noa.words("summary:lastQuarter")).check(force=True)
    page.wait_for_url("**period=last*quarter")
    page.goto("/numbers/usage")
    expect(page.locator("main").get_by_role("heading", level=1)).to_be_visible()
    check(page, no_serious_findings)
