"""What may be known only after the close stays out and is named; what is merely strong stays in."""

from __future__ import annotations

import numpy as np
import pytest

from ringside.deals.winloss import naming
from ringside.deals.winloss.analysis import analyse, prepare, tabled
from unit.deals.winloss.worlds import world


@pytest.mark.parametrize(
    "name",
    [
        "Close reason", "ClosedLost_Reason__c", "LossReason", "Won amount", "IsWon", "hs_date_entered_closedwon",
        "Invoice number", "Contract signed", "Probability (%)", "ExpectedRevenue", "days_to_close", "Deal stage",
        "סיבת הפסד", "חשבונית", "תאריך חתימה", "סטטוס", "חוזה נחתם",
    ],
)  # fmt: skip
def test_names_that_are_filled_in_afterwards(name):
    assert naming.after_the_close(name)


@pytest.mark.parametrize(
    "name",
    [
        "Competitors", "Source", "NDA signed", "Payment terms", "Client status", "POC result", "Previously lost",
        "Invoices per month", "Contract length", "Growth", "Budgt_alloc", "Up_sale", "מתחרים", "תנאי תשלום",
        "מספר פגישות",
    ],
)  # fmt: skip
def test_names_that_only_sound_like_it(name):
    assert not naming.after_the_close(name)


def _leaky(row, won, chance):
    return {
        "Handled by legal": "done" if won and chance.random() < 0.9 else None,
        "Score": 1.0 + chance.random() if won else chance.random(),
        "Notes": " ".join(str(chance.integers(10_000)) for _ in range(6)),
        "Case id": int(chance.integers(10**9)),
        "Kind": "Deal",
        "Fee": float(chance.integers(50, 3000)) if won else 0.0,
    }


def test_leaks_are_excluded_by_data_and_named_with_the_reason():
    found = analyse(prepare(world(300, 1, lambda row: 1.5 * (row["Pilot"] == "Yes") - 0.7, more=_leaky)))
    why = {each.column: each.reason for each in found.guarded.excluded}
    assert why["custom:Handled by legal"] == "tells_by_being_empty"
    assert why["custom:Score"] == "decides_alone"
    assert why["custom:Notes"] == "free_text"
    assert why["custom:Case id"] == "id"
    assert why["custom:Kind"] == "constant"
    assert why["custom:Fee"] == "filled_at_close"
    assert found.judged is not None
    assert found.judged.auc.value < 0.8


def test_a_strong_field_stays_and_one_wrongly_left_out_can_be_brought_back():
    made = world(300, 2, lambda row: 5.0 * (row["Pilot"] == "Yes") - 2.5)
    table, guarded = tabled(prepare(made))
    assert "custom:Pilot" in {column.key for column in table.columns}
    assert not [each for each in guarded.excluded if each.reason != "constant"]

    leaky = prepare(world(300, 1, lambda row: 0.0, more=_leaky))
    kept, _ = tabled(leaky, keep={"custom:Score"})
    assert "custom:Score" in {column.key for column in kept.columns}


def test_what_is_filled_only_in_closed_deals_is_excluded():
    def filled(row, won, chance):
        return {"Rating": str(chance.choice(["a", "b", "c"]))}

    closed = world(200, 3, lambda row: 0.0, more=filled)
    still = [
        type(deal)(id=f"o{i}", name="Open", looked_at=deal.looked_at, status="open", created_at=deal.created_at,
                   custom={"Region": "North"})
        for i, deal in enumerate(closed[:40])
    ]  # fmt: skip
    _, guarded = tabled(prepare([*closed, *still]))
    assert {"custom:Rating": "only_when_closed"}.items() <= {e.column: e.reason for e in guarded.excluded}.items()


def test_the_solver_reaches_the_minimum_of_scikit_learn():
    linear_model = pytest.importorskip("sklearn.linear_model")
    from ringside.deals.winloss.fitting import solve  # noqa: PLC0415

    chance = np.random.default_rng(0)
    matrix = (chance.random((300, 30)) < 0.3).astype(float)
    won, weights = (chance.random(300) < 0.4).astype(int), chance.random(300)
    mine, intercept = solve(matrix, won, weights, 0.3)
    theirs = linear_model.LogisticRegression(C=0.3, tol=1e-10, max_iter=2000).fit(matrix, won, sample_weight=weights)
    assert np.abs(theirs.coef_[0] - mine).max() < 1e-4
    assert abs(theirs.intercept_[0] - intercept) < 1e-4
