"""The built-in generator: whatever is wished for, a whole buyer comes out, and nobody's words become a template."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ringside.dialogue.schemas import Language
from ringside.playbook.schemas import Answers, Competitor, Price
from ringside.practice import buyer, creation
from ringside.practice.catalogue import Scenario
from ringside.practice.composer import compose
from ringside.practice.drafts import PersonaBrief, industry_id, to_persona
from ringside.practice.parts import parts
from ringside.practice.schemas import Level, ScenarioForm, ScenarioFromQuestionnaire
from ringside.practice.weaknesses import NEED_COUNT, OBJECTION_COUNT, OBJECTIONS, read_weakness

words = st.text(st.characters(blacklist_categories=("Cc", "Cs")), min_size=1, max_size=80).filter(lambda t: t.strip())
answers = st.builds(
    Answers,
    product=words,
    customers=words,
    problems=st.lists(words, max_size=4),
    competitors=st.lists(st.builds(Competitor, name=words, strength=words, answer=words), max_size=2),
    prices=st.lists(st.builds(Price, item=words, price=words), max_size=2),
    benefits=st.lists(words, max_size=3),
    industry=words,
)


def brief(weakness="price", level="intermediate", language="en", seed=1, **more):
    wish = {"weakness_text": "", "industry": None, "answers": Answers()} | more
    return PersonaBrief(weakness=weakness, level=level, language=language, seed=seed, **wish)


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("level", get_args(Level))
@pytest.mark.parametrize("weakness", list(OBJECTIONS))
def test_every_wish_gives_a_whole_buyer(weakness, level, language):
    draft = compose(brief(weakness, level, language))
    persona = to_persona(draft, "made", "b2b")
    assert [objection.kind for objection in persona.objections] == list(OBJECTIONS[weakness][: OBJECTION_COUNT[level]])
    assert len(persona.needs) == NEED_COUNT[level]
    assert "{" not in persona.model_dump_json().replace('":{"', "").replace('[{"', "").replace(',{"', "").lstrip("{")
    assert all(reason.why and "{" not in reason.why for reason in draft.because)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(answers, st.sampled_from(list(OBJECTIONS)), st.sampled_from(get_args(Language)), st.integers(0, 2**31 - 1))
def test_any_questionnaire_makes_a_buyer_who_answers_the_phone(given_answers, weakness, language, seed):
    wish = ScenarioFromQuestionnaire.model_validate(
        {"from": "questionnaire", "weakness": weakness, "language": language}
    )
    made = creation.from_questionnaire(wish, given_answers, "en", "made", seed)
    state = buyer.start(made.persona, made.scenario, made.level, seed, language)
    assert buyer.open(state).intent.line.strip()


def test_braces_in_somebodys_words_stay_what_they_are():
    odd = Answers(product="{name} and {product} {0} %s", problems=["{n} {problem} {m}"])
    wish = ScenarioFromQuestionnaire.model_validate({"from": "questionnaire", "weakness": "closing"})
    made = creation.from_questionnaire(wish, odd, "en", "made", 1)
    assert "{name} and {product} {0} %s" in made.scenario.situation.en
    assert any("{problem}" in line for need in made.persona.needs for line in need.surface.en)


def test_seeds_give_different_people():
    people = {compose(brief(seed=seed)).model_dump_json() for seed in range(30)}
    assert len(people) == 30


def test_the_companys_own_problems_come_first():
    own = Answers(problems=["Claims wait for nine days", "Forms are typed twice", "Nobody answers the phone"])
    draft = compose(brief(level="foundation", answers=own))
    assert all(any(problem in need.surface for problem in own.problems) for need in draft.needs)


@pytest.mark.parametrize(
    ("said", "language", "meant"),
    [
        ("price", "en", "price"),
        ("Objection handling", "en", "objection_handling"),
        ("product-knowledge", "en", "product_knowledge"),
        ("they say we're too expensive", "en", "price"),
        ("handling rude customers under pressure", "en", "composure"),
        ("customers who never decide", "en", "closing"),
        ("they tell me to send an email", "en", "send_email"),
        ("I talk too much and don't listen", "en", "listening"),
        ("security questions from the IT department", "en", "integration"),
        ("לקוחות כועסים", "he", "composure"),
        ("אומרים לי שזה יקר", "he", "price"),
        ("לשאול שאלות", "he", "discovery"),
        ("...", "en", "objection_handling"),
    ],
)
def test_weaknesses_are_understood_in_own_words(said, language, meant):
    assert read_weakness(said, language) == meant


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Insurance", "insurance"),
        ("נדל״ן", "real-estate"),
        ("SaaS", "software"),
        ("Dairy farms", "dairy-farms"),
        ("???", "other"),
    ],
)
def test_industries_in_own_words(name, known):
    assert industry_id(name) == known


def test_a_form_keeps_what_was_written_and_fills_in_the_rest():
    form = ScenarioForm.model_validate(
        {
            "title": "Ring the mayor",
            "goal": "Win a date",
            "kind": "objection",
            "persona": {
                "name": "Greta Holm",
                "role": "Mayor",
                "needs": [{"topic": "street lights", "surface": "The lamps are old.", "pain": "Three fell down."}],
                "objections": [{"kind": "authority", "line": "The council decides.", "concern": "They voted me down."}],
            },
        }
    )
    made = creation.from_form(form, None, Answers(), "made", 1)
    persona = made.persona
    assert persona.name.en == "Greta Holm"
    assert persona.needs[0].surface.en == ("The lamps are old.",)
    assert persona.needs[0].pain.en == ("Three fell down.",)
    assert persona.needs[0].impact.en[0]
    assert persona.objections[0].kind == "authority"
    assert persona.objections[0].concern.en == ("They voted me down.",)
    assert len(persona.needs) >= 2
    assert len(persona.objections) >= 2
    assert isinstance(made.scenario, Scenario)
    assert made.scenario.opens_with is not None
    assert made.scenario.opens_with.kind == "authority"


def test_both_languages_have_the_same_parts():
    en, he = parts("en"), parts("he")
    for name in ("names", "industries", "objections", "weakness", "levels", "because", "style", "traits"):
        assert set(getattr(en, name)) == set(getattr(he, name)), name
    assert len(en.facts) == len(he.facts)
    assert len(en.questions) == len(he.questions)
