"""What a model keeps for managers does not exist for reps."""

from __future__ import annotations

import pytest

from ringside.metrics.model.schema import Model
from ringside.metrics.roles import seen_by

MODEL = Model.model_validate(
    {
        "tables": {
            "sales": {
                "time": "day",
                "joins": [{"to": "products", "on": ["product_id"]}, {"to": "contracts", "on": ["contract_id"]}],
                "columns": {
                    "day": {"type": "date", "managers_only": True},
                    "product_id": {"type": "id"},
                    "contract_id": {"type": "id"},
                    "price": {"type": "money"},
                    "discount": {"type": "number", "managers_only": True},
                    "net": {"type": "money", "expr": "price * (1 - discount)"},
                    "net_in_thousands": {"type": "money", "expr": "net / 1000"},
                },
            },
            "products": {
                "key": ["product_id"],
                "names": ["name", "cost"],
                "columns": {
                    "product_id": {"type": "id", "managers_only": True},
                    "name": {"type": "category"},
                    "cost": {"type": "money", "managers_only": True},
                },
            },
            "contracts": {
                "managers_only": True,
                "key": ["contract_id"],
                "columns": {"contract_id": {"type": "id"}, "terms": {"type": "category"}},
            },
        },
        "measures": {
            "revenue": {"table": "sales", "agg": "sum", "of": "sales.price"},
            "net_revenue": {"table": "sales", "agg": "sum", "of": "sales.net"},
            "cost": {"table": "sales", "agg": "sum", "of": "products.cost"},
            "margin": {"formula": "(revenue - cost) / revenue"},
            "margin_points": {"formula": "margin * 100"},
            "contracts": {"table": "contracts", "agg": "count"},
            "bound": {
                "table": "sales",
                "agg": "sum",
                "of": "sales.price",
                "where": [{"field": "contracts.terms", "values": ["yearly"]}],
            },
            "secret": {"table": "sales", "agg": "count", "managers_only": True},
            "sales_count": {"table": "sales", "agg": "count"},
        },
        "questions": [
            {"ask": "revenue", "query": {"measures": ["revenue"]}},
            {"ask": "margin", "query": {"measures": ["margin"]}},
            {"ask": "costs", "query": {"measures": ["avg(products.cost)"]}},
        ],
    }
)


@pytest.mark.parametrize("role", ["owner", "manager"])
def test_managers_see_everything(role):
    assert seen_by(MODEL, role) is MODEL


def test_reps_see_nothing_that_is_for_managers_or_made_of_it():
    seen = seen_by(MODEL, "rep")
    assert seen.measures.keys() == {"revenue", "sales_count"}
    assert seen.tables.keys() == {"sales", "products"}
    assert seen.tables["sales"].columns.keys() == {"day", "product_id", "contract_id", "price"}
    assert [join.to for join in seen.tables["sales"].joins] == ["products"]
    assert (seen.tables["products"].columns.keys(), seen.tables["products"].names) == (
        {"product_id", "name"},
        ("name",),
    )
    assert [one.ask for one in seen.questions] == ["revenue"]
    Model.model_validate(seen.model_dump())


def test_a_model_that_keeps_nothing_is_the_same_for_all():
    open_model = Model.model_validate({"tables": {"sales": {"columns": {"price": {"type": "money"}}}}})
    assert seen_by(open_model, "rep") is open_model
