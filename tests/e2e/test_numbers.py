"""Numbers: tables go in, a question is asked, its answer shows where it comes from and is changed by its chips."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from e2e.visitor import LATE, Language, OpenPage, Visitor

REGIONS = ("North", "South", "West")


def orders(folder: Path) -> Path:
    """Two years of orders up to today, and among them a row that breaks off and a date that is none."""
    rows = ["order_id,order_date,region,amount"]
    for number in range(240):
        day = date.today() - timedelta(days=3 * number)
        rows.append(f"{1000 + number},{day.isoformat()},{REGIONS[number % 3]},{100 + 7 * number}.50")
    rows += ["1240,2026-99-99,North,12.00", "1241,2026-01-01"]
    path = folder / "orders.csv"
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def bring_data(noa: Visitor, folder: Path) -> None:
    """By the empty state: to the data page, a file chosen there, until its report is on the screen."""
    page, words = noa.page, noa.words
    page.goto("/numbers")
    page.get_by_role("link", name=words("metrics:noData.upload")).click()
    page.locator("input[type=file]").first.set_input_files(orders(folder))
    expect(page.get_by_role("heading", name=words("metrics:report.tables"), exact=True)).to_be_visible(timeout=LATE)


def ask(noa: Visitor, text: str) -> Locator:
    """Types a question and returns its answer once that is whole."""
    before = noa.page.get_by_role("article").count()
    noa.page.get_by_label(noa.words("metrics:composer.label")).fill(text)
    noa.page.keyboard.press("Enter")
    return answer_after(noa, before)


def answer_after(noa: Visitor, before: int) -> Locator:
    answer = noa.page.get_by_role("article").nth(before)
    expect(answer.get_by_role("button", name=noa.words("metrics:computed.title"))).to_be_visible(timeout=LATE)
    return answer


def chip(answer: Locator, noa: Visitor, slot: str) -> Locator:
    """The part of an answer's understanding that says this."""
    named = re.compile(f"^{noa.words(f'metrics:slots.{slot}')}:")
    return answer.get_by_role("list", name=noa.words("metrics:chips.label")).get_by_role("button", name=named)


def known(noa: Visitor) -> tuple[Any, Any]:
    """The measure that sums the amounts, and the dimension that has the regions."""
    metrics = noa.api("GET", f"/metrics?language={noa.language}")
    total = next(one for one in metrics["measures"] if re.search(r"sum\(.*amount", one["definition"]))
    region = next(one for one in metrics["dimensions"] if "North" in one["samples"])
    return total, region


@pytest.mark.parametrize("language", ["en", "he"])
def test_from_a_file_to_a_pinned_answer(open_page: OpenPage, tmp_path: Path, language: Language) -> None:
    page = open_page(locale={"en": "en-GB", "he": "he-IL"}[language])
    noa = Visitor(page, language).register()
    words = noa.words
    bring_data(noa, tmp_path)
    expect(page.get_by_text("2026-99-99").first).to_be_visible()
    expect(page.get_by_role("link", name=words("metrics:report.rejected"))).to_be_visible()
    page.get_by_role("link", name=words("metrics:data.askNow")).click()
    starters = noa.api("GET", f"/metrics?language={language}")["starters"]
    page.get_by_role("button", name=starters[0], exact=True).click()
    first = answer_after(noa, 0)
    page.wait_for_url(re.compile(r"conversation=\w+"))

    total, region = known(noa)
    by = {"en": "by", "he": "לפי"}[language]
    answer = ask(noa, f"{total['label']} {by} {region['label']}")
    expect(answer.locator("figure svg")).to_be_visible()
    expect(answer.locator("figcaption")).to_contain_text("South")
    answer.locator("button.dotted").first.click()
    origin = page.get_by_role("dialog")
    expect(origin).to_contain_text(total["definition"])
    expect(origin).to_contain_text(words("metrics:fact.query"))
    page.keyboard.press("Escape")

    answer.get_by_text(words("metrics:view.table"), exact=True).click()
    expect(answer.get_by_role("row")).to_have_count(1 + len(REGIONS))
    answer.get_by_role("columnheader").first.get_by_role("button").click()
    expect(answer.get_by_role("row").nth(1)).to_contain_text("North")
    answer.get_by_role("button", name=words("metrics:computed.title")).click()
    expect(answer.locator("pre")).to_contain_text("SELECT")

    # Without its dimension the same question has one number for an answer.
    chip(answer, noa, "dimension").click()
    page.get_by_role("button", name=words("metrics:chips.remove")).click()
    one = answer_after(noa, 2)
    expect(one.locator("button.dotted").first).to_be_visible()
    expect(chip(one, noa, "dimension")).to_have_count(0)
    one.get_by_role("button", name=words("metrics:actions.up")).click()
    expect(one.get_by_role("button", name=words("metrics:actions.up"))).to_have_attribute("aria-pressed", "true")
    one.get_by_role("button", name=words("metrics:actions.pin")).click()
    expect(page.get_by_text(words("metrics:actions.pinned"), exact=True)).to_be_visible()

    page.reload()
    expect(page.get_by_role("article")).to_have_count(3)
    expect(first.get_by_role("heading", name=starters[0])).to_be_visible()
    field = page.get_by_label(words("metrics:composer.label"))
    field.focus()
    page.keyboard.press("ArrowUp")
    expect(field).to_have_value(f"{total['label']} {by} {region['label']}")


def test_what_is_not_understood_is_asked_back(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page()
    noa = Visitor(page).register()
    bring_data(noa, tmp_path)
    page.goto("/numbers")
    page.get_by_label(noa.words("metrics:composer.label")).fill("total amount by flavour")
    page.keyboard.press("Enter")
    expect(page.get_by_role("article")).to_contain_text("flavour", timeout=LATE)
    expect(page.get_by_role("article").locator("button.dotted")).to_have_count(0)


def test_definitions_are_checked_saved_and_kept(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(width=1440)
    noa = Visitor(page).register()
    bring_data(noa, tmp_path)
    page.goto("/numbers/model")
    field = page.get_by_label(noa.words("metrics:model.text"), exact=True)
    text = field.input_value()
    save = page.get_by_role("button", name=noa.words("common:save"))
    field.fill(text + "\nmeasurez: {}\n")
    line = text.count("\n") + 2
    problem = page.get_by_role("button", name=noa.words("metrics:model.line", line=line))
    expect(problem).to_be_visible()
    expect(save).to_have_attribute("aria-disabled", "true")
    problem.click()
    expect(field).to_be_focused()
    field.fill("# Ours\n" + text)
    expect(page.get_by_text(noa.words("metrics:model.checking"))).to_have_count(0)
    noa.api("PUT", "/metrics/model", {"yaml": "# Theirs\n" + text})
    save.click()
    page.get_by_role("button", name=noa.words("metrics:model.keepMine")).click()
    expect(page.get_by_text(noa.words("metrics:model.version", version=3)).first).to_be_visible()
    assert noa.api("GET", "/metrics/model")["yaml"].startswith("# Ours")
    page.get_by_role("button", name=noa.words("metrics:model.history")).click()
    expect(page.get_by_role("dialog").get_by_role("listitem")).to_have_count(3)


@pytest.mark.parametrize("language", ["en", "he"])
def test_numbers_on_a_phone(
    open_page: OpenPage, no_serious_findings: Callable[..., None], tmp_path: Path, language: Language
) -> None:
    page = open_page(width=390, height=844, locale={"en": "en-GB", "he": "he-IL"}[language])
    noa = Visitor(page, language).register()
    page.goto("/numbers")
    expect(page.get_by_role("heading", name=noa.words("metrics:noData.title"))).to_be_visible()
    check(page, no_serious_findings)
    bring_data(noa, tmp_path)
    check(page, no_serious_findings)
    page.goto("/numbers")
    total, region = known(noa)
    answer = ask(noa, f"{total['label']} {({'en': 'by', 'he': 'לפי'})[language]} {region['label']}")
    expect(answer.locator("figure svg")).to_be_visible()
    check(page, no_serious_findings)
    chip(answer, noa, "measure").click()
    expect(page.get_by_role("listbox")).to_be_visible()
    check(page, no_serious_findings)
    page.goto("/numbers/model")
    expect(page.get_by_role("heading", name=noa.words("metrics:model.measures"))).to_be_visible()
    page.get_by_text(noa.words("metrics:model.write"), exact=True).click()
    expect(page.get_by_label(noa.words("metrics:model.text"), exact=True)).to_be_visible()
    check(page, no_serious_findings)


def check(page: Page, no_serious_findings: Callable[..., None]) -> None:
    expect(page.locator("main .animate-breathe")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{page.url} is too wide"
    no_serious_findings(page)
