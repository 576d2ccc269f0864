"""Agreement between people and the machine, held against published figures."""

from __future__ import annotations

import pytest

from ringside.calls.agreement import LEAST, kappa, summed_up
from ringside.calls.judgements import by_skill, changed, score


def test_kappa_of_a_textbook_table():
    # Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 3rd ed., table 18.1: kappa .68, s.e. .087.
    counts = {
        ("a", "a"): 75, ("a", "b"): 1, ("a", "c"): 4, ("b", "a"): 5, ("b", "b"): 4, ("b", "c"): 1,
        ("c", "a"): 0, ("c", "b"): 0, ("c", "c"): 10,
    }  # fmt: skip
    value, low, high = kappa(counts)
    assert value == pytest.approx(0.68, abs=0.005)
    assert (high - low) / 2 / 1.96 == pytest.approx(0.087, abs=0.001)


def test_little_data_says_so():
    few = summed_up("r", "c", "C", [("met", "met")] * (LEAST - 1))
    assert (few.kappa, few.enough, few.agreement) == (None, False, 1.0)
    one_sided = summed_up("r", "c", "C", [("met", "met")] * LEAST)
    assert (one_sided.kappa, one_sided.enough) == (None, True)  # chance alone agrees always
    mixed = summed_up("r", "c", "C", [("met", "met")] * 6 + [("not_met", "not_met")] * 6)
    assert (mixed.kappa, mixed.table) == (1.0, {"met": {"met": 6}, "not_met": {"not_met": 6}})
    assert summed_up("", "", "", []).agreement is None


def criterion(name: str, result: str, weight: float = 10, level: int | None = None) -> dict:
    return {"id": name, "result": result, "weight": weight, "skill": "closing", "level": level}


def test_people_s_results_count_in_the_score():
    card = [
        criterion("a", "not_met"),
        criterion("b", "met"),
        criterion("c", "not_observed"),
        criterion("d", "met", level=1),
    ]
    assert score(card) == 50.0
    assert score(changed(card, {"a": "met"})) == 83.3
    assert score(changed(card, {"d": "met"})) == 50.0  # confirmed: known in part still counts half
    assert score(changed(card, {"a": "not_observed", "b": "not_observed"})) is None
    seen = by_skill(changed(card, {"a": "met"}), "cold-call")["closing"]
    assert (round(seen.result, 3), seen.met, seen.missed, seen.rubric) == (0.833, ("a", "b", "d"), (), "cold-call")
