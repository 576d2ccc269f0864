"""The demo company: the same for the same seed, what is planted shows, and nothing is told before it happened."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime

import pytest

from ringside.deals.demo import Generated, generate

NOW = datetime(2026, 11, 21, 18, tzinfo=UTC)


@pytest.fixture(scope="module")
def made() -> Generated:
    return generate(NOW)


def test_the_same_seed_makes_the_same_company(made: Generated) -> None:
    assert generate(NOW) == made
    assert generate(NOW, seed=5).deals != made.deals


def test_it_has_the_size_of_a_real_company(made: Generated) -> None:
    status = Counter(deal["status"] for deal in made.deals)
    assert len(made.deals) == 300
    assert status["open"] == 80
    assert status["won"] > 60
    assert len(made.activities) > 2000
    assert len({account["name"] for account in made.accounts}) == len(made.accounts)
    assert {activity["language"] for activity in made.activities} == {"en", "he"}


def test_deals_of_a_planted_truth_are_lost_and_others_won(made: Generated) -> None:
    won: dict[str, list[bool]] = defaultdict(list)
    for deal in made.deals:
        if deal["status"] != "open":
            for truth in made.truths[deal["id"]] or ("none",):
                won[truth].append(deal["status"] == "won")
    share = {truth: sum(found) / len(found) for truth, found in won.items()}
    assert set(share) == {"none", "single_threaded", "late_discount", "formfox_at_brokers"}
    assert all(len(found) >= 25 for found in won.values())
    assert share["none"] > 0.7
    assert max(value for truth, value in share.items() if truth != "none") < 0.35


def test_what_is_told_of_a_deal_happened_between_its_first_and_last_day(made: Generated) -> None:
    deals = {deal["id"]: deal for deal in made.deals}
    for row in made.activities:
        deal = deals[row["deal_id"]]
        assert row["at"] >= deal["created_at"]
        if deal["closed_at"]:
            assert row["at"] <= deal["closed_at"] <= NOW
        assert row["created_at"] <= NOW
        assert "{" not in row["text"] + row["subject"]
    for row in made.changes:
        assert deals[row["deal_id"]]["created_at"] <= row["at"] <= NOW


def test_rows_point_to_rows_that_exist(made: Generated) -> None:
    deals, contacts = {row["id"] for row in made.deals}, {row["id"] for row in made.contacts}
    accounts, activities = {row["id"] for row in made.accounts}, {row["id"] for row in made.activities}
    assert {row["account_id"] for row in made.deals} <= accounts
    assert {row["contact_id"] for row in (*made.people, *made.activity_people)} <= contacts
    assert {row["deal_id"] for row in (*made.people, *made.changes, *made.competitors)} <= deals
    assert {row["activity_id"] for row in made.activity_people} <= activities
    keys = [(row["deal_id"], row["contact_id"]) for row in made.people]
    assert len(keys) == len(set(keys))
