"""Names that a question gives itself."""

from __future__ import annotations

import pytest
from tests.unit.metrics.question.company import MODEL, TODAY, vocabulary

from ringside.metrics import question
from ringside.metrics.question.abbreviating import define
from ringside.metrics.question.checking import faults
from ringside.metrics.question.schema import Asked, Understood

WORDS = vocabulary()


def understood(text: str) -> Understood:
    parsed = question.parse(text, WORDS, MODEL, TODAY)
    assert isinstance(parsed, Understood), parsed
    assert faults(parsed.query, MODEL) == []
    return parsed


def test_words_stand_in_place_of_a_defined_name() -> None:
    assert understood("TRV = revenue in total. What was the TRV by segment in 2024?").query.measures == ("revenue",)


def test_a_fraction_is_defined_for_the_question() -> None:
    query = understood("RPO (revenue per order) = revenue / number of orders. What is the RPO by segment?").query
    assert query.dimensions == ("customers.segment",)
    assert query.measures == ("ratio",)
    ratio = query.defined["ratio"]
    assert (ratio.of, ratio.per, ratio.label) == ("revenue", "order_count", "RPO")


def test_a_bound_and_an_order_are_of_the_fraction() -> None:
    query = understood(
        "RPO = revenue / number of orders. Which segments have an RPO above 50? Return the segment and the RPO."
    ).query
    assert [(each.measure, each.op, each.values) for each in query.having] == [("ratio", ">", (50.0,))]


@pytest.mark.parametrize(
    "text",
    [
        "XYZ = (revenue - number of orders) / revenue. What is the XYZ by segment?",
        "XYZ = glorp per fizz. What is the XYZ by segment?",
    ],
)
def test_what_cannot_be_made_is_asked(text: str) -> None:
    assert isinstance(question.parse(text, WORDS, MODEL, TODAY), Asked)


def test_conditions_are_no_definitions() -> None:
    assert define("How many orders have channel = web. By segment") == (
        "How many orders have channel = web. By segment",
        (),
    )
