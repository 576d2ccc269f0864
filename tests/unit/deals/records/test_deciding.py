"""What records decide: stages, histories, norms, engagement, staleness, who is named."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringside.deals.facts import ChangeFact, DealFacts
from ringside.deals.norms import LEAST, Norm, norms, stays
from ringside.deals.records import accounts, attention, links, pipeline, tracking
from ringside.deals.records.engagement import Touch, engagement
from ringside.deals.records.models import Deal
from ringside.deals.records.pipeline import StageInUse, StagesUnfit, StatusMismatch, Step, UnknownStage
from ringside.deals.records.schemas import DealItem, NormOut, StageIn

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
STEPS = [Step("Discovery", "open"), Step("Proposal", "open"), Step("Won", "won"), Step("Lost", "lost")]


def day(n: float) -> datetime:
    return NOW + timedelta(days=n)


# ---- where a deal stands


@pytest.mark.parametrize(
    ("stage", "status", "was", "stands"),
    [
        ("proposal", None, STEPS[0], STEPS[1]),
        ("PROPOSAL", "open", STEPS[2], STEPS[1]),
        (None, "won", STEPS[1], STEPS[2]),
        (None, "open", STEPS[3], STEPS[1]),
        (None, "open", STEPS[0], STEPS[0]),
        (None, None, STEPS[0], STEPS[0]),
    ],
)
def test_stage_and_status_go_together(stage, status, was, stands):
    assert pipeline.placed(STEPS, stage, status, was) == stands


def test_a_status_that_no_stage_has_keeps_the_stage():
    assert pipeline.placed(STEPS[:3], None, "lost", STEPS[1]) == Step("Proposal", "lost")


def test_what_is_no_stage_is_refused_with_those_there_are():
    with pytest.raises(UnknownStage, match="Discovery, Proposal, Won, Lost"):
        pipeline.placed(STEPS, "Legal", None, STEPS[0])
    with pytest.raises(StatusMismatch):
        pipeline.placed(STEPS, "Won", "lost", STEPS[0])


KNOWN = {step.name: step for step in STEPS}


@pytest.mark.parametrize(
    ("wanted", "problem"),
    [
        ([StageIn(name="Open"), StageIn(name="open")], StagesUnfit),
        ([StageIn(name="Won", status="won")], StagesUnfit),
        ([StageIn(name="A", renamed_from="Discovery"), StageIn(name="B", renamed_from="Discovery")], StagesUnfit),
        ([StageIn(name="A", renamed_from="Nothing")], StagesUnfit),
        ([StageIn(name="Discovery")], StageInUse),
        ([StageIn(name="Discovery"), StageIn(name="Proposal", status="won")], StageInUse),
    ],
)
def test_stages_that_would_strand_deals_are_refused(wanted, problem):
    with pytest.raises(problem):
        pipeline.check(wanted, KNOWN, {"Proposal": 2})


def test_a_stage_may_be_renamed_with_its_deals():
    pipeline.check([StageIn(name="Offer", renamed_from="Proposal")], KNOWN, {"Proposal": 2})


# ---- history


def test_a_change_of_a_deal_leaves_a_trace_and_moves_its_clock():
    deal = Deal(id="d", status="open", stage="Discovery", amount=Decimal("10.00"), owner_name="Ann")
    later = {"stage": "Won", "status": "won", "amount": Decimal("12.5"), "close_on": date(2026, 12, 1), "name": "New"}
    rows = tracking.apply(deal, later, NOW, by="u")
    assert [(row.field, row.before, row.after) for row in rows] == [
        ("stage", "Discovery", "Won"),
        ("status", "open", "won"),
        ("amount", "10.00", "12.50"),
        ("close_on", None, "2026-12-01"),
    ]
    assert (deal.stage_since, deal.closed_at) == (NOW, NOW)
    assert tracking.apply(deal, later, NOW) == []
    tracking.apply(deal, {"status": "open"}, NOW)
    assert deal.closed_at is None


# ---- norms


def won(*moves: tuple[float, str, str], closed: float, began: float = 0) -> DealFacts:
    changes = tuple(ChangeFact(f"c{n}", day(at), "stage", before, after) for n, (at, before, after) in enumerate(moves))
    return DealFacts("d", "D", NOW, "won", created_at=day(began), closed_at=day(closed), changes=changes)


def test_norms_are_of_won_deals_alone_and_need_enough_of_them():
    several = [won((n, "Discovery", "Proposal"), (2 * n, "Proposal", "Won"), closed=2 * n) for n in range(1, LEAST + 1)]
    lost = DealFacts("l", "L", NOW, "lost", created_at=day(-900), closed_at=day(0))
    undated = DealFacts("u", "U", NOW, "won", created_at=day(-900))
    found = norms([*several, lost, undated])
    assert found.cycle == Norm(8, 9.0, 12.5)
    assert found.stage("Discovery") == Norm(8, 4.5, 6.2)
    assert "Won" not in found.stages
    assert norms(several[1:]).cycle == Norm(7)
    assert found.stage(None) == found.stage("Legal") == Norm()


def test_a_stage_that_was_entered_twice_counts_whole():
    back = won((1, "Discovery", "Proposal"), (2, "Proposal", "Discovery"), (5, "Discovery", "Proposal"), closed=6)
    assert [(stage, (end - begin).days) for stage, begin, end in stays(back)] == [
        ("Discovery", 1),
        ("Proposal", 1),
        ("Discovery", 3),
        ("Proposal", 1),
    ]


@given(st.lists(st.tuples(st.integers(0, 400), st.sampled_from("ABC")), max_size=8), st.integers(0, 400))
def test_stays_fill_the_life_of_a_deal_and_never_overlap(moves, length):
    ordered = sorted(moves)
    stages = ["A", *(stage for _, stage in ordered)]
    deal = won(*((at, stages[n], stage) for n, (at, stage) in enumerate(ordered)), closed=length)
    found = list(stays(deal))
    assert all(begin <= end for _, begin, end in found)
    assert all(one[2] == other[1] for one, other in pairwise(found))
    if any(at <= length for at, _ in moves):
        assert sum(((end - begin).days for _, begin, end in found), 0) == length


# ---- engagement


def test_engagement_counts_weeks_and_tells_the_sides_apart():
    touches = [
        Touch(day(-1), "email", "in", wrote=True),
        Touch(day(-2), "email", "in", wrote=False),
        Touch(day(-8), "email", "out"),
        Touch(day(-30), "meeting", None),
        Touch(day(-300), "call", "out"),
        Touch(day(3), "meeting", None),
        Touch(day(2), "email", "out"),
    ]
    found = engagement(touches, NOW)
    assert found.weeks == [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 2]
    assert (found.touches, found.last_in_at, found.last_out_at) == (5, day(-1), day(-8))
    assert found.next_at == day(3)


# ---- what needs a look


def item(**fields) -> DealItem:
    base = {
        "id": "d", "source": "ringside", "created_at": day(-40), "updated_at": NOW, "name": "D", "status": "open",
        "stage": "Proposal", "stage_since": day(-40), "amount": None, "currency": None, "discount": None,
        "close_on": None, "closed_at": None, "next_step": None, "people": 3, "last_activity_at": day(-1),
        "next_meeting_at": day(1), "days_in_stage": 40,
    }  # fmt: skip
    return DealItem.model_validate(base | fields)


def codes(**fields) -> dict[str, int | None]:
    return {reason.code: reason.value for reason in attention.reasons(item(**fields), NOW)}


def test_each_reason_to_look_names_its_figure():
    assert codes() == {}
    assert codes(status="won", close_on=date(2020, 1, 1)) == {}
    assert codes(close_on=date(2026, 11, 18)) == {"overdue": 3}
    assert codes(stage_norm=NormOut(n=9, median=10, upper=20)) == {"long_in_stage": 40}
    assert codes(stage_norm=NormOut(n=2, median=None, upper=None)) == {}
    assert codes(last_activity_at=day(-30)) == {"quiet": 30}
    assert codes(last_activity_at=None) == {"never_touched": 40}
    assert codes(next_meeting_at=None, close_on=date(2026, 11, 25)) == {"closing_soon": 4, "no_next_meeting": None}
    assert codes(people=1) == {"single_contact": 1}
    assert codes(created_at=day(-2), people=0, last_activity_at=None, next_meeting_at=None) == {}


# ---- accounts and links


def test_an_account_never_belongs_to_itself():
    parents = {"b": "a", "c": "b", "x": "y", "y": "x"}
    assert accounts.circular(parents, "a", "c")
    assert accounts.circular(parents, "a", "a")
    assert not accounts.circular(parents, "c", "a")
    assert not accounts.circular(parents, "a", None)
    assert accounts.circular(parents, "a", "x")  # a circle that is there already ends the search


def test_a_call_names_somebody_by_address_or_full_name_only():
    said = ["Call with Dana Cohen", "omer@harel.example.com"]
    assert links.named_in(said, "Cohen, Dana", None) == said[0]
    assert links.named_in(said, "Omer Levi", "omer@harel.example.com") == said[1]
    assert links.named_in(said, "Dana Levi", None) is None
    assert links.named_in(["Dana"], "Dana", None) is None
    assert links.labelled(["DANA"], "Dana Cohen") == "DANA"
    assert links.labelled(["Dana Levi", "Customer"], "Dana Cohen") is None
    assert links.company_in("Harel Insurance: second call", "Harel Insurance")
    assert not links.company_in("Harel", "Harel Insurance")
    assert not links.company_in("IT budget", "IT")
