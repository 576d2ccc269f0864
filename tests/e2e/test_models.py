"""A call whose buyer is worded by a model: words arrive as they are spoken, waits are told, failures are not heard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from e2e.conftest import serving
from e2e.visitor import OpenPage, Visitor
from peers.ai.fake_vendor import BreakOff, Fail, FakeVendor, Say, Served
from peers.ai.vendor_dialects import OpenAICompatible

LINE = "Hi Dana, may I have half a minute to say why I called?"
HELLO = Say(("Hello, ", "Dana ", "speaking."))
BUSY = "I have a minute before my next meeting."


@pytest.fixture(scope="module")
def vendor() -> Iterator[FakeVendor]:
    with Served(OpenAICompatible()) as vendor:
        yield vendor


@pytest.fixture(scope="module")
def with_model(vendor: FakeVendor, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Ringside whose buyers are worded by the vendor."""
    settings = {
        "RINGSIDE_MODELS": f"openai-compatible:small@{vendor.url}/v1",
        "RINGSIDE_MODEL_ATTEMPT_SECONDS": "3",
    }
    with serving(tmp_path_factory.mktemp("with-model"), **settings) as base:
        yield base


@pytest.fixture
def noa(open_page: OpenPage, vendor: FakeVendor, with_model: str) -> Visitor:
    """Somebody whose buyer has just answered the phone."""
    vendor.does(HELLO)
    visitor = Visitor(open_page(at=with_model)).register()
    visitor.start_call()
    return visitor


def badge(noa: Visitor, name: str) -> None:
    """The last line is said to be worded by this engine."""
    label = noa.words("common:engine.label", name=name)
    expect(noa.page.get_by_role("button", name=label)).to_be_visible()


def test_a_wait_in_line_is_told_and_then_the_model_speaks(noa: Visitor, vendor: FakeVendor) -> None:
    vendor.does(Fail(429, (("retry-after", "3"),)), Say((BUSY,)))
    noa.field().fill(LINE)
    noa.field().press("Enter")
    before, after = noa.words("practice:call.inLine").split("{{seconds}}")
    expect(noa.page.get_by_text(before)).to_be_visible()
    expect(noa.page.get_by_text(before)).to_contain_text(after)
    expect(noa.lines()).to_have_count(3)
    expect(noa.lines().last).to_contain_text(BUSY)
    noa.wait_for_turn()
    badge(noa, "small")


def test_the_first_sentence_is_on_the_screen_while_the_rest_is_still_coming(noa: Visitor, vendor: FakeVendor) -> None:
    vendor.does(BreakOff((BUSY, " What is "), how="stall"))
    noa.field().fill(LINE)
    noa.field().press("Enter")
    expect(noa.lines().last).to_contain_text(BUSY)
    expect(noa.page.get_by_text(noa.words("practice:call.speaking"), exact=True)).to_be_visible()
    noa.wait_for_turn()
    expect(noa.lines()).to_have_count(3)


def test_a_failing_model_leaves_the_call_to_the_builtin_phrases(noa: Visitor, vendor: FakeVendor) -> None:
    badge(noa, "small")
    vendor.does(Fail(500))
    noa.say(LINE)
    badge(noa, noa.words("common:engine.builtin"))
    expect(noa.page.get_by_role("alert")).to_have_count(0)
