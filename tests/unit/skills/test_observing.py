"""What a scorecard says about skills, and what of a restarted call counts."""

from __future__ import annotations

from types import SimpleNamespace

from ringside.skills.observing import observed


def card(*criteria):
    """(id, result, turns quoted), and the level where there are levels"""
    rubric = {criterion.id: criterion for criterion in RUBRIC.criteria}
    return SimpleNamespace(
        criteria=[
            SimpleNamespace(
                id=name,
                result=result,
                level=level[0] if level else None,
                weight=rubric[name].weight,
                skill=rubric[name].skill,
                quotes=[SimpleNamespace(turn=turn) for turn in turns],
            )
            for name, result, turns, *level in criteria
        ]
    )


RUBRIC = SimpleNamespace(
    id="cold-call",
    criteria=[
        SimpleNamespace(id="a", weight=3.0, skill="opening"),
        SimpleNamespace(id="b", weight=1.0, skill="opening"),
        SimpleNamespace(id="c", weight=5.0, skill="closing"),
        SimpleNamespace(id="d", weight=5.0, skill="value"),
    ],
)


def test_a_skill_is_the_share_of_its_observed_weight():
    found = observed(card(("a", "met", [1]), ("b", "not_met", [3]), ("c", "not_observed", [])), RUBRIC)
    assert found["opening"].result == 0.75
    assert found["opening"].missed == ("b",)
    assert set(found) == {"opening"}


def test_half_of_a_criterion_earns_half_of_its_weight():
    found = observed(card(("a", "not_met", [1], 1), ("b", "met", [3], 2)), RUBRIC)
    assert found["opening"].result == 0.625
    assert (found["opening"].missed, found["opening"].met) == (("a",), ("b",))


def test_of_a_restarted_call_only_the_new_part_counts():
    given = card(("a", "met", [1]), ("b", "not_met", [7]), ("c", "met", [2, 9]), ("d", "not_met", [3]))
    found = observed(given, RUBRIC, since=5)
    assert found["opening"].result == 0.0
    assert found["closing"].result == 1.0
    assert "value" not in found
