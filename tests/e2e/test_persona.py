"""A contact's persona: read, pinned, compared, kept private, and rehearsed against."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from e2e.visitor import Language, OpenPage, Visitor

PAIN = {
    "en": "Our biggest problem is that claims wait nine days.",
    "he": "הבעיה הכי גדולה שלנו היא שתביעות מחכות תשעה ימים.",
}
ASKS = {
    "en": (
        "Could you send me the numbers behind it?", "The price is too high for our budget.",
        "What is the payback period?", "I need to see the figures for the second year.",
        "We looked at the data and have one question.",
    ),
    "he": (
        "אפשר לקבל את המספרים שמאחורי זה?", "המחיר גבוה מדי בשבילנו.", "כמה שעות חסכו לקוחות אחרים?",
        "אני רוצה לראות את החישוב.", "עברתי על הנתונים ויש לי שאלה.",
    ),
}  # fmt: skip


def with_contact(page: Page, language: Language) -> tuple[Visitor, dict[str, Any], dict[str, Any]]:
    """Somebody with an open deal and a contact on it who has answered six e-mails."""
    noa = Visitor(page, language).register()
    account = noa.api("POST", "/accounts", {"name": "Alpha Ltd"})["id"]
    dana = noa.api("POST", "/contacts", {"name": "Dana Levi", "account_id": account, "timezone": "Asia/Jerusalem"})
    deal = noa.api("POST", "/deals", {"name": "Alpha rollout", "account_id": account})
    noa.api("PUT", f"/deals/{deal['id']}/people/{dana['id']}", {"role": "champion"})
    start = datetime.now(UTC).replace(hour=7, minute=12, second=5) - timedelta(days=50)
    for i, text in enumerate((PAIN[language], *ASKS[language])):
        at = start + timedelta(days=6 * i)
        for direction, part, later, words in (("out", "to", 0, "?"), ("in", "from", 2, text)):
            body = {
                "kind": "email", "at": (at + timedelta(hours=later)).isoformat(), "direction": direction, "text": words,
                "subject": f"Claims {i}", "deal_id": deal["id"],
                "people": [{"contact_id": dana["id"], "part": part}],
            }  # fmt: skip
            noa.api("POST", "/activities", body)
    return noa, dana, deal


@pytest.mark.parametrize(("language", "width"), [("en", 1440), ("he", 390)])
def test_a_persona_is_read_pinned_and_rehearsed_against(
    open_page: OpenPage, no_serious_findings: Callable[..., None], language: Language, width: int
) -> None:
    page = open_page(width=width, locale={"en": "en-GB", "he": "he-IL"}[language])
    noa, dana, deal = with_contact(page, language)
    words = noa.words
    page.goto(f"/contacts/{dana['id']}")
    card = page.get_by_role("region", name=words("persona:title"), exact=True)
    expect(card.get_by_role("link", name=PAIN[language])).to_be_visible()
    expect(card.get_by_text(words("persona:charts.heat"))).to_be_visible()
    no_serious_findings(page)

    style = noa.api("GET", f"/ai/persona/{dana['id']}?language={language}")["traits"]
    title = next(trait["title"] for trait in style if trait["name"] == "decision_style")
    card.get_by_role("button", name=words("persona:trait.pin", title=title)).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(words("persona:trait.value")).fill("Monday round")
    dialog.get_by_role("button", name=words("persona:trait.save"), exact=True).click()
    expect(card.get_by_text("Monday round", exact=True)).to_be_visible()

    card.get_by_role("button", name=words("persona:menu.title")).click()
    page.get_by_role("menuitem", name=words("persona:menu.versions")).click()
    expect(dialog.get_by_text(words("persona:versions.cause.pinned"))).to_be_visible()
    expect(dialog.get_by_text("Monday round", exact=True)).to_be_visible()
    no_serious_findings(page)
    page.keyboard.press("Escape")

    card.get_by_role("button", name=words("persona:rehearse.button")).click()
    dialog.get_by_role("button", name=words("persona:rehearse.start")).click()
    page.wait_for_url(re.compile("conversation="))
    conversation = parse_qs(urlsplit(page.url).query)["conversation"][0].strip('"')
    noa.api("POST", f"/chat/{conversation}/end", {})
    noa.api("GET", f"/conversations/{conversation}")
    held = noa.api("GET", f"/deals/{deal['id']}/timeline?kind=practice")["items"]
    assert [item["conversation_id"] for item in held] == [conversation]


def test_a_persona_is_compared_hidden_and_forgotten(
    open_page: OpenPage, no_serious_findings: Callable[..., None]
) -> None:
    page = open_page()
    noa, dana, _ = with_contact(page, "en")
    eli = noa.api("POST", "/contacts", {"name": "Eli Mor"})
    words = noa.words
    page.goto(f"/contacts/compare?a={dana['id']}&b={eli['id']}")
    expect(page.get_by_role("row").filter(has_text=PAIN["en"])).to_be_visible()
    expect(page.get_by_role("link", name="Eli Mor")).to_be_visible()
    no_serious_findings(page)

    page.goto(f"/contacts/{dana['id']}")
    card = page.get_by_role("region", name=words("persona:title"), exact=True)
    card.get_by_role("button", name=words("persona:menu.title")).click()
    page.get_by_role("menuitem", name=words("persona:menu.privacy")).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(words("persona:privacy.source.email_text")).uncheck()
    no_serious_findings(page)
    dialog.get_by_role("button", name=words("persona:privacy.save"), exact=True).click()
    expect(card.get_by_role("link", name=PAIN["en"])).to_have_count(0)

    card.get_by_role("button", name=words("persona:menu.title")).click()
    page.get_by_role("menuitem", name=words("persona:menu.privacy")).click()
    dialog.get_by_role("button", name=words("persona:privacy.forget")).click()
    dialog.get_by_role("button", name=words("persona:privacy.forgetDeed"), exact=True).click()
    expect(card.get_by_text(words("persona:closed.forgotten"))).to_be_visible()
    card.get_by_role("button", name=words("persona:closed.resume")).click()
    expect(card.get_by_role("button", name=words("persona:menu.title"))).to_be_visible()
