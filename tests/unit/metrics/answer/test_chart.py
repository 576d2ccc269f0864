from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from tests.unit.metrics.answer.shop import MODEL, MONTH, Q2, Q3, REGION, TODAY, column, result

from ringside.metrics.answer import compose
from ringside.metrics.answer.schema import Chart
from ringside.metrics.query.schema import Comparison, MetricQuery, Result, Time

MONTHS = [date(2025, month, 1) for month in (7, 8, 9)]
BY_MONTH = Time(grain="month", period=Q3)
SHAPES: dict[str, tuple[MetricQuery, Result]] = {
    "bar": (
        MetricQuery(intent="rank", measures=("revenue",), dimensions=("customers.region",)),
        result(REGION, column("revenue"), rows=[("EMEA", 5.0), ("Côte d'Ivoire", 3.0), (None, 1.0)]),
    ),
    "line": (
        MetricQuery(intent="trend", measures=("revenue",), time=BY_MONTH, comparison=Comparison(period=Q2)),
        result(MONTH, column("revenue"), column("previous:revenue", "previous"),
               rows=[(first, 1.0, 2.0) for first in MONTHS]),
    ),
    "stacked": (
        MetricQuery(intent="trend", measures=("revenue",), dimensions=("customers.region",), time=BY_MONTH),
        result(MONTH, REGION, column("revenue"),
               rows=[(first, f"Region {n}", float(n + 1)) for first in MONTHS for n in range(12)]),
    ),
}  # fmt: skip


def drawn(kind: str) -> Chart:
    query, found = SHAPES[kind]
    chart = compose(query, found, MODEL, "en", TODAY).chart
    assert chart is not None
    assert chart.kind == kind
    return chart


def _walk(node: Any) -> Any:
    if isinstance(node, dict):
        for key, value in node.items():
            yield key, value
            yield from _walk(value)
    elif isinstance(node, list):
        for each in node:
            yield from _walk(each)


@pytest.mark.parametrize("kind", SHAPES)
def test_specs_are_plain_and_leave_looks_to_who_draws(kind: str) -> None:
    chart = drawn(kind)
    assert json.loads(json.dumps(chart.spec)) == chart.spec
    keys = {key for key, _ in _walk(chart.spec)}
    assert not keys & {"url", "config", "background", "font", "width", "autosize"}
    assert "#" not in json.dumps({key: value for key, value in chart.spec.items() if key != "data"}).replace(
        "$schema", ""
    )
    assert chart.alternative


def test_the_previous_period_is_dashed_and_told_apart_without_colour() -> None:
    encoding = drawn("line").spec["encoding"]
    assert encoding["strokeDash"]["scale"]["range"] == [[1, 0], [5, 4]]
    assert encoding["color"]["scale"]["range"] == ["accent", "soft"]


def test_many_groups_are_put_together_and_lose_nothing() -> None:
    values = drawn("stacked").spec["data"]["values"]
    assert len({each["name"] for each in values}) == 8
    assert sum(each["value"] for each in values) == 3 * sum(range(1, 13))


def test_ranks_are_lying_bars_with_room_for_names() -> None:
    spec = drawn("bar").spec
    assert spec["encoding"]["y"]["field"] == "name"
    assert spec["height"] == {"step": 28}
    assert [each["name"] for each in spec["data"]["values"]] == ["EMEA", "Côte d'Ivoire", "(none)"]


def test_weekdays_stand_in_their_order() -> None:
    day = column("orders.day:weekday", "dimension", "weekday", None)
    query = MetricQuery(intent="breakdown", measures=("revenue",), dimensions=("orders.day:weekday",))
    chart = compose(query, result(day, column("revenue"), rows=[(3, 9.0), (1, 5.0)]), MODEL, "he", TODAY).chart
    assert chart is not None
    assert [each["name"] for each in chart.spec["data"]["values"]] == ["יום שני", "יום רביעי"]
    assert chart.spec["usermeta"]["ringside"]["rtl"] is True


def test_names_that_are_alike_stay_apart() -> None:
    query = MetricQuery(intent="rank", measures=("revenue",), dimensions=("customers.region",), each=("customers",))
    chart = compose(
        query, result(REGION, column("revenue"), rows=[("Ann's", 2.0), ("Ann's", 1.0)]), MODEL, "en", TODAY
    ).chart
    assert chart is not None
    assert chart.spec["encoding"]["y"]["field"] == "place"
    assert "Ann\\'s" in chart.spec["encoding"]["y"]["axis"]["labelExpr"]


@pytest.mark.parametrize("kind", SHAPES)
def test_specs_can_be_drawn(kind: str) -> None:
    convert = pytest.importorskip("vl_convert")
    spec = json.dumps(drawn(kind).spec).replace('"accent"', '"#246"').replace('"soft"', '"#999"')
    assert convert.vegalite_to_vega(spec)["marks"]
