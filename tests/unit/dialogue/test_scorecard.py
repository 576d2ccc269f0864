from importlib import resources

import pytest

from ringside.dialogue import acts, evidence, rubrics, scorecard
from ringside.dialogue.rubrics import RubricError
from ringside.dialogue.schemas import LogEntry, State
from unit.dialogue.calls import BAD, BAD_ASR, BAD_HE, EVERY, GOOD, GOOD_ASR, GOOD_HE, MIXED, SHORT

RUBRICS = rubrics.shipped()


def card(transcript, rubric="cold-call", log=(), read=None):
    return scorecard.score(transcript, acts.read_all(transcript) if read is None else read, RUBRICS[rubric], log)


def test_the_rubrics_ship_and_weigh_a_hundred():
    first = {"cold-call", "discovery", "objection", "closing", "technical", "service"}
    assert set(RUBRICS) == first | {"meddpicc", "bant", "challenger", "sandler", "laer"}
    for rubric in RUBRICS.values():
        assert sum(c.weight for c in rubric.criteria) == 100


@pytest.mark.parametrize("rubric", RUBRICS)
@pytest.mark.parametrize("name", EVERY)
def test_every_verdict_quotes_the_call(rubric, name):
    transcript = EVERY[name]
    result = card(transcript, rubric)
    for criterion in result.criteria:
        assert criterion.why
        for quote in criterion.quotes:
            assert evidence.verify(transcript, quote) == quote
        assert criterion.quotes or criterion.result == "not_observed"
    assert result == card(transcript, rubric)


@pytest.mark.parametrize(("good", "bad"), [(GOOD, MIXED), (MIXED, BAD), (GOOD_ASR, BAD_ASR), (GOOD_HE, BAD_HE)])
def test_better_calls_score_higher(good, bad):
    assert card(good).score > (card(bad).score or 0)


def test_what_could_not_occur_is_not_held_against_the_rep():
    calm = GOOD.model_copy(update={"turns": GOOD.turns[:8]})
    results = {c.id: c.result for c in card(calm).criteria}
    assert results["explore"] == results["acknowledge"] == "not_observed"


def test_too_little_seen_gives_no_number():
    result = card(SHORT)
    assert result.score is None
    assert result.observed < 0.5


def test_an_uncertain_reading_costs_nothing():
    read = [a for a in acts.read_all(GOOD) if a.kind != "question_open"]
    assert {c.id: c.result for c in card(GOOD, read=read).criteria}["interest-question"] == "not_met"
    asked = next(a for a in acts.read_all(GOOD) if a.kind == "question_open")
    doubtful = [*read, asked.model_copy(update={"confidence": 0.45})]
    assert {c.id: c.result for c in card(GOOD, read=doubtful).criteria}["interest-question"] == "not_observed"


def test_the_buyers_log_shows_what_acts_do_not():
    read = [a for a in acts.read_all(GOOD) if a.kind not in ("opener_permission", "opener_reason", "value", "proof")]
    entry = LogEntry(turn=1, cause="opened_well", text="", start=0, end=2, after=State(trust=1, interest=1, patience=1))
    opening = card(GOOD, log=[entry], read=read).criteria[0]
    assert opening.result == "met"
    assert opening.quotes[0].text == "Hi"


@pytest.mark.parametrize(
    ("change", "line", "reason"),
    [
        (("weight: 5", "weight: heavy"), 22, "number"),
        (("skill: opening", "skill: charm"), 23, "opening"),
        (("needs: spoke", "neads: spoke"), 24, "neads"),
        (("id: cold-call", "id: [cold"), 2, ""),
    ],
)
def test_a_mistake_in_a_rubric_names_file_line_and_reason(tmp_path, change, line, reason):
    text = (resources.files("ringside") / "playbook" / "rubrics" / "cold-call.yaml").read_text(encoding="utf-8")
    path = tmp_path / "mine.yaml"
    path.write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(RubricError) as problem:
        rubrics.load(path)
    assert "mine.yaml, line" in str(problem.value)
    assert reason in str(problem.value)
    found = int(str(problem.value).split("line ")[1].split(":")[0])
    assert abs(found - line) <= 12
