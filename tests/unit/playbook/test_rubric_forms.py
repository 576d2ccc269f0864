"""A company's own criterion shows where its form says, and only there."""

import pytest
from tests.unit.dialogue.calls import BAD, GOOD, GOOD_HE

from ringside.dialogue import acts, scorecard
from ringside.dialogue.rubrics import shipped
from ringside.playbook.rubric_forms import BadRubric, RubricForm, build, of_shipped


def result(transcript, shows, **more):
    criterion = {"title": {"en": "Own"}, "skill": "value", "weight": 5, "shows": shows} | more
    form = RubricForm.model_validate({"title": {"en": "Ours"}, "criteria": [criterion]})
    card = scorecard.score(transcript, acts.read_all(transcript), build(form, "own-1"))
    assert all(c.quotes for c in card.criteria if c.result != "not_observed")
    return card.criteria[0].result


@pytest.mark.parametrize(
    ("shows", "good", "bad"),
    [
        ({"kind": "phrases", "phrases": ["Agencies like yours"]}, "met", "not_met"),
        ({"kind": "phrases", "phrases": ["agencies like yours"], "where": "end"}, "not_met", "not_met"),
        ({"kind": "asks", "phrases": ["what happens when"]}, "met", "not_met"),
        ({"kind": "avoids", "phrases": ["you're wrong"]}, "met", "not_met"),
        ({"kind": "outcome", "least": "advance"}, "met", "not_met"),
        ({"kind": "shipped", "rubric": "discovery", "criterion": "implication"}, "met", None),
    ],
)
def test_each_way_to_show_a_criterion(shows, good, bad):
    assert result(GOOD, shows) == good
    if bad:
        assert result(BAD, shows) == bad


def test_hebrew_phrases_and_prefixes():
    word = next(w for t in GOOD_HE.turns if t.speaker == "rep" for w in t.text.split() if len(w) > 4 and w.isalpha())
    assert result(GOOD_HE, {"kind": "phrases", "phrases": [word]}) == "met"


@pytest.mark.parametrize("rubric", shipped().values(), ids=lambda r: r.id)
def test_a_copy_scores_as_what_it_was_copied_from(rubric):
    again = build(of_shipped(rubric), "copy-1")
    read = acts.read_all(GOOD)
    was, now = scorecard.score(GOOD, read, rubric), scorecard.score(GOOD, read, again)
    assert now.criteria == was.criteria
    assert now.score == was.score


def test_wrong_fields_are_all_named():
    form = RubricForm.model_validate(
        {
            "title": {},
            "criteria": [
                {"title": {}, "skill": "value", "weight": 1, "shows": {"kind": "phrases", "phrases": ["--"]}},
                {"title": {"en": "x"}, "skill": "value", "weight": 1, "shows": {"kind": "moves", "moves": ["refusal"]}},
            ],
        }
    )
    with pytest.raises(BadRubric) as refused:
        build(form, "own-1")
    assert {e.field for e in refused.value.errors or ()} == {
        "title", "criteria.0.title", "criteria.0.shows.phrases.0", "criteria.1.shows.moves.0",
    }  # fmt: skip
