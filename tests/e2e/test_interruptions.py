"""A call survives what happens to calls: a reload, a lost connection, an answer cut off in the middle."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from e2e.visitor import OpenPage, Visitor

CHAT = "**/api/chat"
LINE = "Hi Dana, may I have half a minute to say why I called?"


@pytest.fixture
def noa(open_page: OpenPage) -> Visitor:
    """Somebody in the middle of a call."""
    visitor = Visitor(open_page()).register()
    visitor.start_call()
    return visitor


def said(noa: Visitor) -> list[str]:
    """What the server holds of the rep's words."""
    turns = noa.api("GET", f"/conversations/{noa.conversation()}")["turns"]
    return [turn["text"] for turn in turns if turn["speaker"] == "rep"]


def test_a_draft_survives_a_reload(noa: Visitor) -> None:
    noa.field().fill("I was about to say")
    noa.page.reload()
    expect(noa.field()).to_have_value("I was about to say")
    expect(noa.lines()).to_have_count(1)


def test_a_reload_comes_back_to_the_same_place(noa: Visitor) -> None:
    noa.say(LINE)
    before = noa.lines().all_inner_texts()
    noa.page.reload()
    expect(noa.lines()).to_have_count(3)
    assert noa.lines().all_inner_texts() == before


def test_a_turn_sent_into_a_dead_line_is_sent_again_and_counts_once(noa: Visitor) -> None:
    noa.page.route(CHAT, lambda route: route.abort("connectionreset"))
    noa.field().fill(LINE)
    noa.field().press("Enter")
    expect(noa.page.get_by_text(noa.words("practice:call.lost"))).to_be_visible()
    expect(noa.lines()).to_have_count(2)
    expect(noa.field()).to_have_value("")
    noa.page.unroute(CHAT)
    noa.page.get_by_role("button", name=noa.words("practice:call.tryNow")).click()
    expect(noa.lines()).to_have_count(3)
    expect(noa.page.get_by_text(noa.words("practice:call.lost"))).to_be_hidden()
    assert said(noa) == [LINE]


def test_an_answer_cut_off_in_the_middle_is_fetched_whole(noa: Visitor) -> None:
    noa.page.route(CHAT, only_the_beginning(), times=1)
    noa.field().fill(LINE)
    noa.field().press("Enter")
    expect(noa.lines()).to_have_count(3)
    noa.wait_for_turn()
    turns = noa.api("GET", f"/conversations/{noa.conversation()}")["turns"]
    assert [turn["speaker"] for turn in turns] == ["customer", "rep", "customer"]
    assert turns[2]["text"] in noa.lines().last.inner_text()


def only_the_beginning() -> Callable[[Route], None]:
    """The server gets the turn, the browser only the first event of the answer."""

    def cut(route: Route) -> None:
        whole = route.fetch()
        route.fulfill(status=200, content_type="text/event-stream", body=whole.text().split("\n\n")[0] + "\n\n")

    return cut


def test_a_reload_while_the_line_is_dead_still_delivers_the_turn(noa: Visitor) -> None:
    noa.page.route(CHAT, lambda route: route.abort("connectionreset"))
    noa.field().fill(LINE)
    noa.field().press("Enter")
    expect(noa.page.get_by_text(noa.words("practice:call.lost"))).to_be_visible()
    noa.page.unroute(CHAT)
    noa.page.reload()
    expect(noa.lines()).to_have_count(3)
    assert said(noa) == [LINE]


def test_what_the_server_refuses_comes_back_into_the_field(noa: Visitor) -> None:
    refusal = {"type": "about:blank", "title": "Not this", "status": 422, "detail": "Say it another way."}
    noa.page.route(CHAT, lambda route: route.fulfill(status=422, json=refusal), times=1)
    noa.field().fill(LINE)
    noa.field().press("Enter")
    expect(noa.page.get_by_text("Say it another way.")).to_be_visible()
    expect(noa.field()).to_have_value(LINE)
    expect(noa.lines()).to_have_count(1)
    noa.field().press("Enter")
    expect(noa.lines()).to_have_count(3)


def test_silence_is_a_choice_and_the_buyer_hears_it(noa: Visitor) -> None:
    noa.page.get_by_role("button", name=noa.words("practice:call.staySilent")).click()
    expect(noa.lines()).to_have_count(3)
    expect(noa.lines().nth(1)).to_contain_text(noa.words("practice:call.silence"))
    assert said(noa) == [""]


def test_a_call_that_ended_elsewhere_shows_its_end(noa: Visitor, page_of: Callable[[Visitor], Page]) -> None:
    other = page_of(noa)
    other.goto(noa.page.url)
    noa.api("POST", f"/chat/{noa.conversation()}/end", {})
    noa.field().fill(LINE)
    noa.field().press("Enter")
    expect(noa.page.get_by_role("link", name=noa.words("practice:call.toScorecard"))).to_be_visible()


@pytest.fixture
def page_of() -> Callable[[Visitor], Page]:
    """A second tab of the same person."""
    return lambda visitor: visitor.page.context.new_page()
