"""What is said and not in the query is doubted; what is in it is not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.metrics.question.company import MODEL, TODAY, vocabulary
from tests.unit.metrics.question.test_laws import PIECES, queries

from ringside.metrics import question
from ringside.metrics.query.schema import MetricQuery
from ringside.metrics.question import doubts, parsing
from ringside.metrics.question.schema import Asked, Understood
from ringside.metrics.question.text import tokens

WORDS = vocabulary()
IN_MAY = {"period": {"start": "2025-05-01", "end": "2025-06-01", "words": "May 2025"}}
CASES: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    (
        "value",
        "revenue of Web orders",
        {"measures": ["revenue"]},
        {"measures": ["revenue"], "filters": [{"field": "orders.channel", "values": ["Web"]}]},
    ),
    (
        "value",
        "כמה הזמנות Partner",
        {"measures": ["order_count"]},
        {"measures": ["order_count"], "filters": [{"field": "orders.channel", "values": ["Partner"]}]},
    ),
    ("aggregate", "median amount of orders", {"measures": ["revenue"]}, {"measures": ["median(orders.amount)"]}),
    (
        "named",
        "number of orders and revenue",
        {"measures": ["revenue"], "dimensions": []},
        {"measures": ["order_count", "revenue"]},
    ),
    (
        "negation",
        "revenue without Partner",
        {"measures": ["revenue"], "filters": [{"field": "orders.channel", "values": ["Partner"]}]},
        {"measures": ["revenue"], "filters": [{"field": "orders.channel", "op": "not_in", "values": ["Partner"]}]},
    ),
    (
        "negation",
        "הכנסות בלי Partner",
        {"measures": ["revenue"], "filters": [{"field": "orders.channel", "values": ["Partner"]}]},
        {"measures": ["revenue"], "filters": [{"field": "orders.channel", "op": "not_in", "values": ["Partner"]}]},
    ),
    (
        "number",
        "orders over 500",
        {"measures": ["order_count"]},
        {"measures": ["order_count"], "filters": [{"field": "orders.amount", "op": ">", "values": [500]}]},
    ),
    (
        "kinds",
        "revenue of Web vs Partner",
        {"measures": ["revenue"], "filters": [{"field": "orders.channel", "values": ["Web", "Partner"]}]},
        {
            "measures": ["revenue"],
            "filters": [{"field": "orders.channel", "values": ["Web", "Partner"]}],
            "dimensions": ["orders.channel"],
        },
    ),
    ("group", "revenue by channel", {"measures": ["revenue"]},
     {"measures": ["revenue"], "dimensions": ["orders.channel"]}),
    ("people", "how many customers ordered in May 2025",
     {"subject": "customers", "measures": ["count(customers)"], "time": IN_MAY},
     {"subject": "orders", "measures": ["count_distinct(orders.customer_id)"], "time": IN_MAY}),
    ("date", "number of orders shipped in May 2025", {"measures": ["order_count"], "time": IN_MAY},
     {"measures": ["order_count"], "time": {"field": "orders.shipped_date", **IN_MAY}}),
    ("level", "amount of orders per reason",
     {"subject": "refunds", "measures": ["sum(orders.amount)"], "dimensions": ["refunds.reason"]},
     {"subject": "refunds", "measures": ["refunded"], "dimensions": ["refunds.reason"]}),
    ("limit", "revenue by channel, highest first",
     {"measures": ["revenue"], "dimensions": ["orders.channel"], "order": [{"by": "revenue"}], "limit": 1},
     {"measures": ["revenue"], "dimensions": ["orders.channel"], "order": [{"by": "revenue"}]}),
    ("period", "revenue in May 2025", {"measures": ["revenue"]}, {"measures": ["revenue"], "time": IN_MAY}),
    ("unused", "revenue", {"measures": ["revenue"], "defined": {"part": {"of": "order_count"}}},
     {"measures": ["part"], "defined": {"part": {"of": "revenue"}}}),
    ("mixed", "open orders and their amount", {"measures": ["open_orders", "revenue"]},
     {"measures": ["open_orders", "part"], "defined": {"part": {"of": "revenue", "where": [
         {"field": "orders.status", "op": "not_in", "values": ["delivered", "cancelled"]}]}}}),
]  # fmt: skip


def found(text: str, query: dict[str, Any]) -> list[doubts.Doubt]:
    heard = parsing.hear(text, tokens(text), WORDS, MODEL, TODAY, question.parsing.detect(text))
    full = MetricQuery.model_validate({"subject": "orders", **query})
    return list(doubts.find(text, parsing.meanings(heard), full, MODEL, WORDS))


@pytest.mark.parametrize(("law", "text", "wrong", "right"), CASES, ids=[f"{each[0]}: {each[1]}" for each in CASES])
def test_a_query_that_misses_what_was_said_is_doubted_and_one_that_has_it_is_not(
    law: str, text: str, wrong: dict[str, Any], right: dict[str, Any]
) -> None:
    assert law in {each.law for each in found(text, wrong)}
    assert found(text, right) == []


def test_the_reading_that_has_what_was_missed_is_offered_first_and_the_other_too() -> None:
    text = "revenue of Web orders"
    query = MetricQuery(subject="orders", measures=("revenue",))
    heard = parsing.hear(text, tokens(text), WORDS, MODEL, TODAY, "en")
    parsed = Understood(query=query, language="en", words=parsing.meanings(heard))
    asked = doubts.settle(parsed, text, MODEL, WORDS)
    assert isinstance(asked, Asked)
    assert "“Web”" in asked.question
    first, last = asked.choices
    assert first.query is not None
    assert first.query.filters[0].values == ("Web",)
    assert last.query == query


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=9), queries())
def test_no_question_breaks_it(pieces: list[str], query: MetricQuery) -> None:
    text = " ".join(pieces)
    if not text:
        return
    heard = parsing.hear(text, tokens(text), WORDS, MODEL, TODAY, "en")
    for doubt in doubts.find(text, parsing.meanings(heard), query, MODEL, WORDS):
        assert doubt.words
        assert doubt.law
