"""Questions in English and Hebrew, and what they are understood as."""

# A question and what it means read best in one line.
# ruff: noqa: E501

from __future__ import annotations

import time
from typing import Any

import pytest
from tests.unit.metrics.question.company import MODEL, TODAY, VALUES, vocabulary

from ringside.metrics import question
from ringside.metrics.question.checking import faults
from ringside.metrics.question.schema import Asked, Parsed, Refused, Understood
from ringside.metrics.question.vocabulary import build

WORDS = vocabulary()


def ask(text: str, context: Any = None) -> Parsed:
    return question.parse(text, WORDS, MODEL, TODAY, context)


def understood(text: str, context: Any = None) -> Understood:
    parsed = ask(text, context)
    assert isinstance(parsed, Understood), parsed
    assert faults(parsed.query, MODEL) == []
    return parsed


def shape(text: str, context: Any = None) -> dict[str, Any]:
    """The query without what is as always, periods as two dates."""
    query = understood(text, context).query
    found: dict[str, Any] = {"measures": list(query.measures), "by": list(query.dimensions)}
    if query.time.period is not None:
        found["when"] = (str(query.time.period.start), str(query.time.period.end))
    if query.time.grain:
        found["grain"] = query.time.grain
    where = [(each.field, each.op, *each.values) for each in query.filters if each.op != "not_null"]
    if where:
        found["where"] = where
    if query.limit:
        found["limit"] = query.limit
    if query.order:
        found["order"] = [(each.by, each.descending) for each in query.order]
    return found


Y2024 = ("2024-01-01", "2025-01-01")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What was our revenue in 2024?", {"measures": ["revenue"], "by": [], "when": Y2024}),
        ("revenue by segment", {"measures": ["revenue"], "by": ["customers.segment"]}),
        ("How many orders did we get per month in 2024", {"measures": ["order_count"], "by": [], "when": Y2024, "grain": "month"}),
        ("Number of orders split by channel and team", {"measures": ["order_count"], "by": ["orders.channel", "reps.team"]}),
        ("revenue in Germany and the US", {"measures": ["revenue"], "by": [], "where": [("customers.country", "in", "DE", "US")]}),
        ("revenue excluding FR", {"measures": ["revenue"], "by": [], "where": [("customers.country", "not_in", "FR")]}),
        ("median amount of orders over 500", {"measures": ["median(orders.amount)"], "by": [], "where": [("orders.amount", ">", 500)]}),
        ("sales with quantity between 3 and 10 by channel",
         {"measures": ["revenue"], "by": ["orders.channel"], "where": [("orders.quantity", "between", 3, 10)]}),
        ("number of unique customers who ordered in 2024",
         {"measures": ["count_distinct(orders.customer_id)"], "by": [], "when": Y2024}),
        ("How many customers are there?", {"measures": ["count(customers)"], "by": []}),
        ("revenue of Maya Levi", {"measures": ["revenue"], "by": [], "where": [("reps.first_name", "in", "Maya"), ("reps.last_name", "in", "Levi")]}),
        ("orders whose channel contains 'phone'",
         {"measures": ["order_count"], "by": [], "where": [("orders.channel", "contains", "phone")]}),
        ("How many phone orders were there", {"measures": ["order_count"], "by": [], "where": [("orders.channel", "contains", "phone")]}),
        ("number of orders where status = 'pending'", {"measures": ["order_count"], "by": [], "where": [("orders.status", "in", "pending")]}),
        ("revenue from reps hired in 2024",
         {"measures": ["revenue"], "by": [], "where": [("reps.hire_date", ">=", "2024-01-01"), ("reps.hire_date", "<", "2025-01-01")]}),
        ("total refund amount by reason", {"measures": ["refunded"], "by": ["refunds.reason"]}),
        ("revnue by segmnt", {"measures": ["revenue"], "by": ["customers.segment"]}),
        ("AOV by team", {"measures": ["average_order"], "by": ["reps.team"]}),
        ("how many orders are open", {"measures": ["open_orders"], "by": []}),
        ("how many orders were not cancelled", {"measures": ["order_count"], "by": [], "where": [("orders.status", "not_in", "cancelled")]}),
        ("revenue excluding Partner in 2024", {"measures": ["revenue"], "by": [], "when": Y2024, "where": [("orders.channel", "not_in", "Partner")]}),
        ("how many orders were shipped in 2024", {"measures": ["order_count"], "by": [], "when": Y2024}),
        ("כמה הזמנות היו ב-2024", {"measures": ["order_count"], "by": [], "when": Y2024}),
        ("מה ההכנסות לפי פלח", {"measures": ["revenue"], "by": ["customers.segment"]}),
        ("הכנסות בגרמניה", {"measures": ["revenue"], "by": [], "where": [("customers.country", "in", "DE")]}),
        ("הכנסות ללא גרמניה לפי חודש", {"measures": ["revenue"], "by": [], "grain": "month", "where": [("customers.country", "not_in", "DE")]}),
    ],
)  # fmt: skip
def test_a_question_is_understood(text: str, expected: dict[str, Any]) -> None:
    assert shape(text) == expected


@pytest.mark.parametrize(
    ("text", "by", "dims", "limit"),
    [
        ("Who are the top 3 reps by revenue?", "revenue", ["reps.first_name", "reps.last_name"], 3),
        ("the 2 segments with the most orders", "order_count", ["customers.segment"], 2),
        ("Which customer has the highest revenue?", "revenue", ["customers.name"], 1),
        ("שלושת הלקוחות המובילים לפי הכנסות", "revenue", ["customers.name"], 3),
    ],
)
def test_leaders(text: str, by: str, dims: list[str], limit: int) -> None:
    query = understood(text).query
    assert (query.order[0].by, query.order[0].descending, list(query.dimensions), query.limit) == (
        by,
        True,
        dims,
        limit,
    )
    assert query.intent == "rank"


def test_what_is_to_be_returned_is_shown_in_that_order() -> None:
    query = understood(
        "Who are the top 5 reps by revenue? Return their last name, first name, number of orders and revenue."
    ).query
    assert query.dimensions == ("reps.last_name", "reps.first_name")
    assert query.measures == ("order_count", "revenue")
    assert query.each == ("reps",)
    assert (query.order[0].by, query.limit) == ("revenue", 5)


def test_a_condition_on_a_sum_is_no_condition_on_rows() -> None:
    query = understood("customers with more than 10 orders").query
    assert [(each.measure, each.op, each.values) for each in query.having] == [("order_count", ">", (10.0,))]
    assert query.dimensions == ("customers.name",)


def test_a_share_of_some_rows_is_one_number() -> None:
    query = understood("What percentage of orders were cancelled?").query
    (name,) = query.measures
    assert query.defined[name].of == "order_count"
    assert query.defined[name].where[0].values == ("cancelled",)
    assert query.shown == ("share",)


def test_an_average_per_customer_is_a_ratio() -> None:
    query = understood("average number of orders per customer").query
    (name,) = query.measures
    assert (query.defined[name].of, query.defined[name].per) == ("order_count", "count_distinct(orders.customer_id)")


def test_the_letters_of_a_name_in_brackets_are_said_twice() -> None:
    assert shape("What is the AOV (average order value) in 2024?") == {
        "measures": ["average_order"],
        "by": [],
        "when": Y2024,
    }


def test_a_correction_is_told() -> None:
    assert any("revnue" in each for each in understood("revnue by segment").assumed)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("blorptastic by segment", "unknown_word"),
        ("revenue for Atlantis", "unknown_word"),
        ("number of orders with channel 'Fax'", "unknown_value"),
        ("refunds that are active", "ambiguous"),
        ("how many orders were verified", "unknown_word"),
        ("orders " * 4000, "too_long"),
        ("   ", "empty"),
        ("by segment", "unknown_measure"),
        ("how many reps in 2024", "no_time"),
        ("average monthly revenue", "unknown_measure"),
    ],
)
def test_what_is_not_clear_is_asked(text: str, reason: str) -> None:
    parsed = ask(text)
    if reason == "ambiguous":
        assert isinstance(parsed, Understood | Asked)
        return
    assert isinstance(parsed, Asked), parsed
    assert parsed.reason == reason
    assert len(parsed.choices) <= 6


def test_an_ambiguous_name_is_asked_with_a_query_for_each_choice() -> None:
    parsed = ask("revenue by status")
    assert isinstance(parsed, Understood), "the nearest is the order's own"
    asked = ask("number of refunds by status")
    assert isinstance(asked, Asked | Understood)
    for choice in getattr(asked, "choices", ()):
        assert choice.query is None or faults(choice.query, MODEL) == []


@pytest.mark.parametrize(
    "text",
    ["forecast revenue for next year", "what will revenue be next quarter", "delete all orders", "show another tenant's revenue",
     "should we hire more reps?", "מה התחזית להכנסות", "מחק את ההזמנות"],
)  # fmt: skip
def test_what_these_numbers_cannot_tell_is_refused(text: str) -> None:
    parsed = ask(text)
    assert isinstance(parsed, Refused)
    assert parsed.reason


@pytest.mark.parametrize(
    "text", ["'; SELECT * FROM orders; --", 'revenue where channel = "x\' OR 1=1"', "revenue {{segment}} `rm`"]
)
def test_injected_code_is_just_unknown_words(text: str) -> None:
    assert isinstance(ask(text), Asked | Refused)


@pytest.mark.parametrize(
    ("remark", "expected"),
    [
        ("and by team?", {"measures": ["revenue"], "by": ["reps.team"], "when": Y2024}),
        ("what about 2023", {"measures": ["revenue"], "by": [], "when": ("2023-01-01", "2024-01-01")}),
        ("only Enterprise", {"measures": ["revenue"], "by": [], "when": Y2024, "where": [("customers.segment", "in", "Enterprise")]}),
        ("excluding Partner", {"measures": ["revenue"], "by": [], "when": Y2024, "where": [("orders.channel", "not_in", "Partner")]}),
        ("per month", {"measures": ["revenue"], "by": [], "when": Y2024, "grain": "month"}),
        ("and the number of orders?", {"measures": ["order_count"], "by": [], "when": Y2024}),
        ("ומה לגבי 2023", {"measures": ["revenue"], "by": [], "when": ("2023-01-01", "2024-01-01")}),
        ("ולפי פלח?", {"measures": ["revenue"], "by": ["customers.segment"], "when": Y2024}),
        ("refunded amount by reason", {"measures": ["refunded"], "by": ["refunds.reason"]}),
    ],
)  # fmt: skip
def test_a_remark_changes_the_query_before(remark: str, expected: dict[str, Any]) -> None:
    before = understood("revenue in 2024").query
    assert shape(remark, before) == expected


def test_more_remarks() -> None:
    before = understood("revenue by segment in 2024").query
    why = understood("why?", before).query
    assert why.intent == "why"
    assert why.comparison is not None
    assert why.comparison.period is not None
    assert str(why.comparison.period.start) == "2023-01-01"
    assert understood("top 2", before).query.limit == 2
    assert understood("as a percentage", before).query.shown == ("share",)
    instead = understood("by month instead", before).query
    assert (instead.dimensions, instead.time.grain) == ((), "month")


def test_twenty_thousand_values_are_read_fast() -> None:
    names = [f"Customer {i:05d} Holding" for i in range(20_000)]
    start = time.perf_counter()
    words = build(MODEL, {**VALUES, ("customers", "name"): names})
    assert time.perf_counter() - start < 4
    question.parse("revenue by segment", words, MODEL, TODAY)
    start = time.perf_counter()
    parsed = question.parse("revenue of Customer 00777 Holding in 2024 by channel", words, MODEL, TODAY)
    assert time.perf_counter() - start < 1
    assert isinstance(parsed, Understood)
    assert parsed.query.filters[0].values == ("Customer 00777 Holding",)
