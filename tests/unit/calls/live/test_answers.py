"""The answer lane: what may be said, what is found, and that it never comes too late or without a source."""

from __future__ import annotations

import asyncio

import pytest

from ringside.calls.live import answers, coach
from ringside.calls.live.answers import ANSWER, CustomerSaid, Desk, GivenSource, LiveAnswer, Wanted, extract, fault
from ringside.calls.live.brief import Briefing
from ringside.calls.live.coach import Coach
from ringside.calls.live.cues import Cues
from ringside.calls.live.following import State, follow
from ringside.calls.live.messages import CueQuote, CueSource
from unit.calls.live.cue_kit import agreeing, turns

BACKUPS = GivenSource(
    id=1, title="Security", text="Backups are kept for 90 days in Frankfurt. Nobody else can read them.", covered=0.9
)
FACT = GivenSource(id=2, title="They said", text="We lost 3 days of data in May", answers=False)
ASKED = CustomerSaid(
    language="en", said="how long do you keep the backups", about="question", sources=[BACKUPS, FACT]
)  # fmt: skip
QUOTE = CueQuote(turn=1, speaker="customer", text="how long do you keep the backups", start=0, end=32)


@pytest.mark.parametrize(
    ("text", "sources", "wrong"),
    [
        ("Backups are kept for 90 days in Frankfurt.", [1], None),
        ("", [], None),
        ("Backups are kept for 30 days.", [1], "30"),
        ("Backups are kept for 90 days by Amazon.", [1], "Amazon"),
        ("Backups are kept for 90 days.", [], "sources"),
        ("Backups are kept for 90 days.", [7], "sources"),
        ("You lost 3 days of data in May.", [2], "customer"),
        ("Backups are kept, and we also promise to replace every lost file and phone at once for free.", [1], "more"),
        ("See https://example.com for the backups.", [1], "plain"),
        ("הגיבויים נשמרים תשעים יום.", [1], "language"),
        ("backups " * 40, [1], "plain"),
    ],
)
def test_an_answer_says_no_more_than_its_sources(text, sources, wrong):
    found = fault(ASKED, LiveAnswer(text=text, sources=sources))
    assert found is None if wrong is None else found and wrong in found


def test_a_number_that_only_the_customer_named_is_no_fact():
    said = ASKED.model_copy(update={"said": "do you keep the backups for 30 days"})
    assert "30" in (fault(said, LiveAnswer(text="Yes, backups are kept for 30 days.", sources=[1])) or "")


def test_the_builtin_answer_is_a_sentence_of_the_sources_or_nothing():
    assert extract(ASKED) == LiveAnswer(text="Backups are kept for 90 days in Frankfurt.", sources=[1])
    thin = ASKED.model_copy(update={"sources": [BACKUPS.model_copy(update={"covered": 0.1}), FACT]})
    assert extract(thin).text == ""
    objected = ASKED.model_copy(update={"about": "price", "sources": [FACT, BACKUPS]})
    assert extract(objected).sources == [1], "what is known of the customer is never the answer"


def test_the_prompt_belongs_to_the_task():
    assert ANSWER.words.tier == "fast"


def state(*lines: str) -> State:
    found = State("en")
    for turn in turns(lines):
        found = follow(found, turn)
    return found


def test_only_a_question_about_something_is_looked_up():
    wish = answers.wanted(state("R so that is the archive", "C okay and how long do you keep the backups"))
    assert wish
    assert "keep the backups" in wish.text
    assert wish.quote.turn == 1
    assert answers.wanted(state("R so that is the archive", "C how are you")) is None
    assert answers.wanted(state("C so", "R how long do you keep the backups")) is None


def desk(**given) -> Desk:
    return Desk(None, None, "t", "en", **given)


async def test_an_objection_gets_the_approved_answer():
    async def library(tenant, text, kind, language):
        assert (tenant, kind, language) == ("t", "price", "en")
        return [CueSource(title="Overtime", text="What does the overtime cost you today?")]

    found = await answers.find(desk(library=library), Wanted("too expensive", QUOTE, 5.0, "price", "1"))
    assert found
    assert (found.text, found.source) == ("What does the overtime cost you today?", "builtin")


async def test_a_slow_search_is_given_up():
    async def library(*_):
        await asyncio.Event().wait()

    assert await answers.find(desk(library=library), Wanted("x", QUOTE, 5.0, "price"), budget=0.01) is None


async def test_a_slow_model_leaves_what_the_sources_say():
    class Slow:
        async def run(self, *_):
            await asyncio.Event().wait()

    async def library(*_):
        return [CueSource(title="Overtime", text="What does the overtime cost you today?")]

    slow = Desk(None, Slow(), "t", "en", caller=object(), library=library)  # type: ignore[arg-type]
    found = await answers.find(slow, Wanted("too expensive", QUOTE, 5.0, "price"), budget=0.05)
    assert found
    assert found.source == "builtin"


async def running(find, monkeypatch, *lines):
    """A coach that hears these lines while `find` looks things up; what it told late."""
    told = []
    monkeypatch.setattr(coach, "find", find)
    now = Coach(Cues(Briefing(resists=agreeing)), desk(), told.extend)
    for turn in turns(lines):
        now.turn(turn)
    await asyncio.gather(*now._looking)
    return now, told


TALK = ("R so that is the archive", "C okay and how long do you keep the backups")


async def test_an_answer_is_a_cue_of_its_own_lane(monkeypatch):
    async def find(desk, wish):
        return answers.Found("90 days.", (CueSource(title="Security", text="90 days."),), "openai:x")

    _, [cue] = await running(find, monkeypatch, *TALK)
    assert (cue.lane, cue.kind, cue.text, cue.source) == ("answer", "answer", "90 days.", "openai:x")
    assert cue.quotes[0].turn == 1
    assert cue.sources[0].title == "Security"


async def test_an_answer_that_comes_late_or_fails_is_not_shown(monkeypatch):
    async def late(desk, wish):
        now.tick(wish.at + 30)
        return answers.Found("90 days.", (CueSource(title="Security", text="90 days."),))

    async def failing(desk, wish):
        raise RuntimeError

    told = []
    monkeypatch.setattr(coach, "find", late)
    now = Coach(Cues(Briefing(resists=agreeing)), desk(), told.extend)
    for turn in turns(TALK):
        now.turn(turn)
    await asyncio.gather(*now._looking)
    assert told == []
    assert (await running(failing, monkeypatch, *TALK))[1] == []


async def test_an_objection_on_the_screen_gets_its_sources(monkeypatch):
    async def find(desk, wish):
        assert (wish.about, wish.cue) == ("price", "1")
        return answers.Found("Ask.", (CueSource(title="Overtime", text="Ask."),))

    line = "C okay hm that's way too expensive for us to be honest"
    _, [cue] = await running(find, monkeypatch, "R it is forty nine pounds per van", line)
    assert (cue.id, cue.kind, cue.sources[0].title) == ("1", "objection", "Overtime")
