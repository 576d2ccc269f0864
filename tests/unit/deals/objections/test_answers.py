"""How an answer is made: nothing is claimed that no source says, and without a source it only asks."""

from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringside.deals.facts import ActivityFact, ChangeFact, DealFacts, PersonFact
from ringside.deals.objections import composing, concerns, grounds, handling, history, laer, ranking, telling, workflow
from ringside.deals.objections.composing import Manner, Spoken
from ringside.deals.objections.grounds import Ground
from ringside.deals.schemas import Evidence, Preferences
from ringside.playbook.schemas import Answers

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
COMPANY = Answers.model_validate(
    {
        "company": "Claimlight",
        "competitors": [{"name": "FormFox", "strength": "cheap to start", "answer": "We also read free text."}],
        "differentiators": ["Works alongside the existing core system; nothing is replaced."],
        "benefits": ["Simple claims go out the same day."],
        "prices": [{"item": "a team of ten", "price": "900 euros a month"}],
        "problems": ["Handlers type the same data into three systems."],
    }
)
TONES, LENGTHS = ("aggressive", "consultative", "empathetic"), ("short", "medium", "long")


def all_concerns():
    return [(kind, c) for kind, told in concerns.kinds().items() for c in (told.unsaid, *told.concerns)]


def claimed(source):
    """What of a source must stand in the sentence: of a price what it is for and the figure."""
    return source.text.rstrip(".").split(": ") if source.id.startswith("prices:") else [source.text.rstrip(".")]


@pytest.mark.parametrize("language", ["en", "he"])
def test_every_claim_has_its_source_word_for_word(language):
    known = grounds.of_company(COMPANY, ["formfox"])
    for (kind, concern), tone, length in product(all_concerns(), TONES, LENGTHS):
        facts = grounds.chosen(known, "too much", kind, concern, language, 4)
        manner = Manner(tone, length, 1, language)
        answer = composing.compose(concerns.kinds()[kind], concern, manner, facts)
        order = [laer.ORDER.index(step.step) for step in answer.steps]
        assert order == sorted(set(order))
        assert {"acknowledge", "explore"} <= {step.step for step in answer.steps}
        for step in answer.steps:
            for sentence in step.sentences:
                for place in sentence.sources:
                    assert all(part in sentence.text for part in claimed(answer.sources[place]))
                if not sentence.sources:
                    assert not any(char.isdigit() for char in sentence.text)


def test_without_a_source_it_asks_and_promises_nothing():
    for (kind, concern), tone in product(all_concerns(), TONES):
        answer = composing.compose(concerns.kinds()[kind], concern, Manner(tone, "medium", 2, "en"), [])
        assert answer.sources == []
        assert "respond" not in {step.step for step in answer.steps}
        assert "?" in answer.text
        said = " ".join(x.text for step in answer.steps if step.step != "listen" for x in step.sentences)
        assert telling._PROMISE["en"].search(said.lower()) is None, said


def test_only_a_competitor_that_is_named_is_spoken_of():
    assert grounds.mentioned(COMPANY, "FormFox does it for half") == ["FormFox"]
    assert grounds.mentioned(COMPANY, "your competitor does it for half") == []
    assert not [g for g in grounds.of_company(COMPANY, []) if g.role in ("competitor", "strength")]


def test_an_entry_with_an_open_hole_is_not_spoken():
    assert composing.filled("Hello {contact}", {"contact": "Dana"}) == "Hello Dana"
    assert composing.filled("Hello {contact}", {"contact": None}) is None
    assert composing.filled("Hello {nobody}", {}) is None


def test_an_approved_entry_is_said_as_it_was_approved():
    text = "I understand. What would it have to bring? Others got it back in a year. Does that help?"
    entry = Spoken("e1", None, "en", "Worth it", text)
    made = composing.compose(
        concerns.kinds()["price"], concerns.of("price")[1], Manner("consultative", "medium", 1, "en"), [], entry
    )
    said = {s.text for step in made.steps for s in step.sentences if s.sources}
    assert "".join(sorted(" ".join(said))) == "".join(sorted(text)), "every word of it, and none besides"
    assert [(source.kind, source.id) for source in made.sources] == [("entry", "e1")]


def test_one_tone_gets_two_answers_that_differ_and_three_tones_three():
    told = concerns.of("price")[0]
    facts = grounds.of_company(COMPANY, [])
    one = handling.composed("price", told, ["empathetic"], Preferences(), "en", facts, [])
    assert [a.tone for a in one] == ["empathetic", "empathetic"]
    assert one[0].text != one[1].text
    assert len(handling.composed("price", told, list(TONES), Preferences(), "en", facts, [])) == 3


FACT = "Simple claims go out the same day for 12 teams."
DRAFT = composing.compose(
    concerns.kinds()["price"],
    concerns.of("price")[1],
    Manner("consultative", "medium", 1, "en"),
    [Ground("benefit", FACT, Evidence(kind="answer", id="benefits:0", text=FACT))],
)
ASKED = telling.to_word("That's a lot of money.", "price", DRAFT, "en")


def worded(*sentences):
    """The draft with other sentences in its answering step."""
    asks = telling.DraftSentence(text="What would it have to bring you?")
    steps = [telling.DraftStep(step="explore", sentences=[asks])]
    said = [telling.DraftSentence(text=text, facts=facts) for text, facts in sentences]
    return telling.AnswerWorded(steps=[*steps, telling.DraftStep(step="respond", sentences=said)])


def test_a_model_that_keeps_to_its_facts_may_speak():
    assert telling.fault(ASKED, worded(("Simple claims go out the same day for 12 teams.", [0]))) is None


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Simple claims go out the same day for 40 teams.", [0]),
        ("We'll give you a discount of a third.", []),
        ("Our customers save a fortune with it.", []),
        ("Simple claims go out the same day, and Allianz loves how the whole system rewrites contracts.", [0]),
        ("We guarantee that simple claims go out the same day.", [0]),
        ("Simple claims go out the same day.", [7]),
        ("See https://example.com for more.", [0]),
        ("פניות פשוטות יוצאות באותו יום לכולם תמיד.", [0]),
    ],
)
def test_what_the_facts_do_not_bear_out_is_not_shown(text, facts):
    assert telling.fault(ASKED, worded((text, facts))) is not None


def test_the_steps_stay_in_order():
    said = worded(("Simple claims go out the same day for 12 teams.", [0]))
    assert telling.fault(ASKED, said.model_copy(update={"steps": said.steps[::-1]})) is not None
    assert telling.fault(ASKED, telling.as_drafted(ASKED)) is None


def deal(**known):
    return DealFacts("d", "Deal", NOW, "open", NOW, **known)


def mail(text, **known):
    return ActivityFact("a", "email", "in", NOW, text=text, deal_id="d", **known)


def test_what_is_heard_of_a_customer_stands_in_their_own_words():
    text = (
        "Hi Sam,\n\nWe lose two days a month because data is typed twice. It is too expensive.\n\n> older: we love it"
    )
    heard = history.heard([mail(text)], set(), None)
    assert heard
    for each in heard:
        assert text[each.start : each.end] == each.text == each.evidence.text
        assert each.end <= text.index(">")
    assert history.heard([ActivityFact("b", "email", "out", NOW, text=text)], set(), None) == []


def test_only_the_customers_lines_of_a_call_are_theirs():
    text = "Sam: We are too expensive, I know.\nDana: We already have a supplier for this."
    said = history.heard([ActivityFact("c", "call", "out", NOW, text=text)], {"Dana Levi"}, None)
    assert [each.act.objection for each in said] == ["competitor"]


def test_what_is_worth_knowing_rests_on_records():
    lower = ChangeFact("x", NOW, "amount", "1000.00", "800.00")
    facts = deal(people=(PersonFact("p", "Dana", role="economic_buyer"),), changes=(lower,))
    for kind, record in (("price", "x"), ("authority", "p")):
        told = history.worth_knowing(facts, [], kind, "en")
        assert [e.id for each in told for e in each.evidence] == [record]
    assert history.worth_knowing(deal(), [], "price", "en") == []


@given(st.integers(0, 500), st.integers(0, 500))
@settings(max_examples=60)
def test_the_lower_bound_is_a_bound(successes, failures):
    trials = successes + failures
    bound = ranking.lower_bound(successes, trials)
    assert 0 <= bound <= (successes / trials if trials else 0) + 1e-12
    assert bound <= ranking.lower_bound(successes + 1, trials + 1) + 1e-12


def test_the_lower_bound_is_wilsons():
    assert ranking.lower_bound(9, 10) == pytest.approx(0.5958, abs=1e-4)
    assert ranking.lower_bound(1, 1) < ranking.lower_bound(8, 10)


def test_what_somebody_said_counts_before_the_deal_and_that_before_stars():
    assert ranking.succeeded("unresolved", "won", 5) is False
    assert ranking.succeeded(None, "won", 1) is True
    assert ranking.succeeded(None, "open", 5) is True
    assert ranking.succeeded(None, None, 3) is None


def test_the_best_proven_comes_first_among_those_about_it():
    proven, fresh = ranking.Record(9, 9, 8), ranking.Record()
    candidates = [
        ranking.Candidate("other", "terms", proven),
        ranking.Candidate("new", "budget", fresh),
        ranking.Candidate("any", None, proven),
        ranking.Candidate("best", "budget", proven),
    ]
    assert [c.id for c in ranking.ranked(candidates, "budget")] == ["best", "new", "any", "other"]


def test_who_may_do_what():
    assert workflow.allowed("draft", "rep", True) == ["edit", "delete"]
    assert workflow.allowed("draft", "rep", False) == workflow.allowed("approved", "rep", True) == []
    assert set(workflow.allowed("draft", "manager", False)) == {"approve", "return", "edit", "delete"}
    assert set(workflow.allowed("approved", "owner", True)) == {"retire", "edit", "delete"}
    assert workflow.after("retired", "approve") is None


def test_the_steps_of_an_answer_are_read_from_its_words():
    read = laer.steps(
        "I understand. What worries you? It runs beside your system. Does that help?", "It's risky.", "en"
    )
    assert [step for step, _ in read] == ["acknowledge", "explore", "respond", "confirm"]


def test_a_step_is_named_once_in_its_order_and_only_where_it_fits():
    text = "It works, granted. Who repairs it? It breaks with every new form. What happens when that person is away?"
    assert [step for step, _ in laer.steps(text, "It works.", "en")] == ["acknowledge", "explore", "respond", None]
    hebrew = "נכון לשקול את זה. כמה עולה לכם שעת עבודה? תביעות פשוטות יוצאות באותו יום. נעמיד מול זה את המספרים?"
    order = [step for step, _ in laer.steps(hebrew, "זה הרבה כסף.", "he")]
    assert order == ["acknowledge", "explore", "respond", "confirm"]


def test_a_ground_that_does_not_bear_on_the_concern_is_not_cited():
    text = "How do I know that our data is safe with you?"
    known = grounds.of_company(COMPANY, [])
    security = next(each for each in concerns.of("integration") if each.id == "security")
    assert grounds.chosen(known, text, "integration", security, "en", 2) == []
    systems = next(each for each in concerns.of("integration") if each.id == "systems")
    found = grounds.chosen(known, "We can't replace our core system.", "integration", systems, "en", 2)
    assert [each.role for each in found] == ["differentiator"]


def test_no_frame_is_used_twice_and_no_fact_stands_behind_two_colons():
    for (kind, concern), tone in product(all_concerns(), TONES):
        known = grounds.of_company(COMPANY, ["formfox"])
        made = composing.compose(concerns.kinds()[kind], concern, Manner(tone, "long", 1, "en"), [*known, *known])
        said = [s.text for step in made.steps for s in step.sentences if s.sources]
        assert len(said) == len(set(said))
        assert all(sentence.count(":") < 2 for sentence in said)


def test_facts_in_another_language_stay_quotes_and_a_note_says_so():
    facts = grounds.of_company(COMPANY, [])[:1]
    made = composing.compose(
        concerns.kinds()["price"], concerns.of("price")[1], Manner("consultative", "medium", 1, "he"), facts
    )
    assert "״Simple claims go out the same day״" in made.text
    assert made.note


def test_an_objection_of_theirs_is_never_said_back_as_a_reason():
    heard = history.heard(
        [mail("We lose two days a month because data is typed twice. It is too expensive.")], set(), None
    )
    assert [each.text for each in history.needs(heard, "en")] == [
        "We lose two days a month because data is typed twice."
    ]
