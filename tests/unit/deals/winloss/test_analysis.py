"""What is said of worlds whose truth is known: the truth first, nothing where there is nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ringside.deals.winloss import features, words
from ringside.deals.winloss.analysis import analyse, prepare, tabled
from ringside.deals.winloss.grouping import group
from ringside.deals.winloss.judging import judge
from ringside.deals.winloss.schemas import Condition
from unit.deals.winloss.worlds import deals, world


def _plain(row):
    return 2.0 * (row["Pilot"] == "Yes") - 1.4 * (row["Region"] == "South") - 0.6


def test_planted_effects_come_first_with_intervals_that_hold_them():
    found = analyse(prepare(world(400, 1, _plain)))
    assert found.verdict == "signal"
    told = [(effect.conditions[0].column, effect.sure) for effect in found.effects if effect.sure]
    assert [column for column, _ in told][:2] == ["custom:Pilot", "custom:Region"]
    for effect in found.effects:
        assert effect.low <= effect.value <= effect.high
    # by simulation the average change is 43 and 27 points
    sizes = {effect.conditions[0].column: effect for effect in found.effects if effect.sure}
    assert sizes["custom:Pilot"].conditions[0].level in {"Yes", "No"}
    assert 0.33 < abs(sizes["custom:Pilot"].value) < 0.53


@pytest.mark.parametrize("seed", range(6))
def test_shuffled_outcomes_have_no_signal(seed):
    made = world(160, seed, _plain)
    order = np.random.default_rng(seed).permutation(len(made))
    shuffled = [replace(deal, status=made[i].status) for deal, i in zip(made, order, strict=True)]
    found = analyse(prepare(shuffled), seed=seed)
    assert found.verdict == "no_signal"
    assert found.effects == ()
    assert found.patterns == ()


def test_two_things_that_only_count_together_are_found():
    def odds(row):
        return 2.2 if (row["Pilot"] == "Yes") != (row["Budget"] == "Known") else -2.2

    found = analyse(prepare(world(400, 3, odds)))
    first = found.effects[0]
    assert {condition.column for condition in first.conditions} == {"custom:Pilot", "custom:Budget"}
    assert found.judged is not None
    assert found.judged.auc.value > 0.85


def test_a_bend_in_a_figure_is_found():
    found = analyse(prepare(world(500, 4, lambda row: 2.0 if 4 <= row["Visits"] <= 7 else -1.5)))
    assert {effect.conditions[0].column for effect in found.effects if effect.sure} >= {"custom:Visits"}
    assert {"custom:Visits"} == {p.conditions[0].column for p in found.patterns if p.outcome == "won"}


def test_too_few_and_one_outcome_are_said_plainly():
    assert analyse(prepare(world(25, 5, _plain))).verdict == "too_few"
    everything = [replace(deal, status="won") for deal in world(100, 5, _plain)]
    assert analyse(prepare(everything)).verdict == "one_outcome"
    assert analyse(prepare([])).verdict == "too_few"


def test_copies_count_once_and_stay_on_one_side():
    made = world(80, 6, _plain)
    copied = deals([deal.custom for deal in made] * 3, [deal.status == "won" for deal in made] * 3)
    copied = [replace(deal, closed_at=made[0].closed_at) for deal in copied]
    prepared = prepare(copied)
    columns = features.columns(prepared.deals, prepared.rows)
    groups, weights = group(columns, [None] * len(copied))
    assert len(set(groups.tolist())) < 120
    assert weights.sum() < 120


def test_few_rows_of_many_alike_are_not_taken_for_copies():
    chance = np.random.default_rng(0)
    rows = [{"Pilot": str(chance.choice(["Yes", "No"])), "Budget": str(chance.choice(["a", "b"]))} for _ in range(200)]
    prepared = prepare(deals(rows, [bool(chance.random() < 0.5) for _ in rows]))
    groups, _ = group(features.columns(prepared.deals, prepared.rows), [None] * 200)
    assert len(set(groups.tolist())) == 200


def test_rare_outcomes_are_judged_honestly():
    found = analyse(prepare(world(600, 7, lambda row: -4.0 + 3.0 * (row["Pilot"] == "Yes"))))
    assert found.verdict == "signal"
    assert found.judged is not None
    assert found.judged.brier.value < found.judged.base_brier


def test_held_out_chances_are_calibrated():
    table, _ = tabled(prepare(world(800, 8, _plain)))
    judged = judge(table)
    for low in (0.0, 0.25, 0.5, 0.75):
        inside = (judged.chances >= low) & (judged.chances < low + 0.25)
        if inside.sum() >= 60:
            assert abs(table.won[inside].mean() - judged.chances[inside].mean()) < 0.15


def test_a_name_is_written_the_same_with_and_without():
    rival = Condition(column="competitor:FormFox", op="at_least", cut=1.0)
    assert words.say(rival) == "Competitor FormFox"
    assert words.other_side(rival) == "Without competitor FormFox"
