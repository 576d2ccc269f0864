from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.metrics.answer.shop import MODEL, MONTH, Q2, Q3, column, period, result

from ringside.dialogue.schemas import Language
from ringside.metrics.answer import facts, gate, scope, summary, why
from ringside.metrics.answer.schema import Answer
from ringside.metrics.answer.why import contribution, explaining
from ringside.metrics.answer.why.surprise import divergence, surprises, telling
from ringside.metrics.query.schema import MetricQuery, Result, Time

NUMBER = st.floats(-1e9, 1e9, allow_nan=False)
POSITIVE = st.floats(0.01, 1e6)
GROUPS = st.sampled_from("abcde")


@given(st.dictionaries(GROUPS, NUMBER), st.dictionaries(GROUPS, NUMBER))
def test_contributions_to_a_sum_add_up_exactly(new: dict[str, float], old: dict[str, float]) -> None:
    change = sum(map(Fraction, new.values()), Fraction()) - sum(map(Fraction, old.values()), Fraction())
    assert sum(contribution.additive(new, old).values()) == change


@given(
    st.dictionaries(GROUPS, st.tuples(NUMBER, POSITIVE), min_size=1),
    st.dictionaries(GROUPS, st.tuples(NUMBER, POSITIVE), min_size=1),
)
def test_rate_and_mix_add_up_exactly(new: dict[str, tuple[float, float]], old: dict[str, tuple[float, float]]) -> None:
    def whole(groups: dict[str, tuple[float, float]]) -> Fraction:
        return sum((Fraction(n) for n, _ in groups.values()), Fraction()) / sum(Fraction(d) for _, d in groups.values())

    effects = contribution.ratio(new, old)
    assert effects is not None
    assert sum(each.rate + each.mix for each in effects.values()) == whole(new) - whole(old)


@given(st.lists(st.tuples(POSITIVE, POSITIVE), min_size=1, max_size=4))
def test_factors_of_a_product_add_up_exactly(pairs: list[tuple[float, float]]) -> None:
    def product(values: Any) -> Fraction:
        out = Fraction(1)
        for each in values:
            out *= each
        return out

    new, old = [a for a, _ in pairs], [b for _, b in pairs]
    parts = contribution.shapley(product, new, old)
    assert parts is not None
    assert sum(parts) == product(map(Fraction, new)) - product(map(Fraction, old))


def test_a_pure_shift_is_all_mix_and_a_pure_rate_change_all_rate() -> None:
    shifted = contribution.ratio({"a": (80, 100), "b": (5, 50)}, {"a": (40, 50), "b": (10, 100)})
    assert shifted is not None
    assert {each.rate for each in shifted.values()} == {0}
    better = contribution.ratio({"a": (50, 100), "b": (20, 100)}, {"a": (40, 100), "b": (20, 100)})
    assert better is not None
    assert [(float(each.rate), float(each.mix)) for each in better.values()] == [(0.05, 0), (0, 0)]


def test_two_factors_share_what_they_do_together() -> None:
    parts = contribution.shapley(lambda v: v[0] * v[1], [3, 20], [2, 10])
    assert parts == [Fraction(15), Fraction(25)]


def test_no_value_without_a_whole() -> None:
    assert contribution.ratio({"a": (1, 0)}, {"a": (1, 1)}) is None
    assert contribution.shapley(lambda v: v[0] / v[1] if v[1] else None, [1, 0], [1, 1]) is None


def test_surprise_is_where_the_shares_moved() -> None:
    assert divergence(0.5, 0.5) == 0
    moved = surprises({"a": 10.0, "b": 90.0}, {"a": 50.0, "b": 50.0})
    steady = surprises({"a": 20.0, "b": 20.0}, {"a": 50.0, "b": 50.0})
    assert sum(moved.values()) > 0.05 > sum(steady.values()) == 0
    told = telling({"a": -40.0, "b": 5.0, "c": -5.0}, {"a": 0.2, "b": 0.1, "c": 0.0})
    assert told is not None
    assert told.groups == ("a",)
    assert telling(dict.fromkeys(range(20), -1.0), dict.fromkeys(range(20), 0.0)) is None


class Shop:
    """Answers queries from (revenue, cost, units) now and before, by region and channel."""

    def __init__(self, rows: Mapping[tuple[str | None, str], tuple[Any, Any]]) -> None:
        self.rows, self.results = rows, dict[str, Result]()

    async def ask(self, query: MetricQuery) -> Result:
        if query.time.grain:
            months = [(date(2024, 1 + place, 1), *[100.0 + place % 3] * len(query.measures)) for place in range(12)]
            return result(MONTH, *map(column, query.measures), rows=list(months))
        by = query.dimensions[0] if query.dimensions else None
        groups: dict[Any, list[list[float | None]]] = {}
        for (region, channel), sides in self.rows.items():
            key = region if by and by.endswith("region") else channel if by else None
            both = groups.setdefault(key, [[None] * 3, [None] * 3])
            for whole, side in zip(both, sides, strict=True):
                for place, number in enumerate(side or ()):
                    whole[place] = (whole[place] or 0.0) + number
        columns = [column(by, "dimension", "category", None)] if by else []
        for name in query.measures:
            form = "percent" if name == "margin" else "money" if name in {"revenue", "cost"} else "number"
            unit = "USD" if form == "money" else None
            columns += [column(name, form=form, unit=unit), column(f"previous:{name}", "previous", form, unit)]
        rows = [
            ((key,) if by else ()) + tuple(_value(side, name) for name in query.measures for side in both)
            for key, both in groups.items()
        ]
        found = result(*columns, rows=list(rows))
        self.results[by or "whole"] = found
        return found


def _value(side: list[float | None], name: str) -> float | None:
    revenue, cost, units = side
    match name:
        case "revenue":
            return revenue
        case "cost":
            return cost
        case "margin":
            return (revenue - (cost or 0)) / revenue if revenue else None
    return units


ROWS = {
    ("EMEA", "web"): ((500.0, 300.0, 10.0), (900.0, 400.0, 15.0)),
    ("APAC", "web"): ((300.0, 100.0, 5.0), (280.0, 100.0, 5.0)),
    (None, "shop"): ((100.0, 90.0, 2.0), None),
    ("LATAM", "shop"): (None, (50.0, 20.0, 1.0)),
}
QUERY = MetricQuery(intent="why", measures=("revenue",), time=Time(period=Q3))


def explained(query: MetricQuery, language: Language = "en", rows: Any = ROWS) -> Answer:
    shop = Shop(rows)
    answer = asyncio.run(why.explain(shop.ask, query, MODEL, language))
    held = explaining.compared(query) or query
    assert facts.check(answer.facts, result(rows=[]), shop.results) == []
    assert gate.check(answer.narrative.text, answer.facts, language, scope.names(held, MODEL, language)) == []
    return answer


@pytest.mark.parametrize("language", ["en", "he"])
@pytest.mark.parametrize("measure", ["revenue", "margin", "cost"])
def test_the_parts_told_add_up_to_the_change(measure: str, language: Language) -> None:
    answer = explained(QUERY.model_copy(update={"measures": (measure,)}), language)
    assert answer.chart is not None
    assert answer.chart.kind == "waterfall"
    values = answer.chart.spec["data"]["values"]
    assert values[-2]["to"] == pytest.approx(values[-1]["to"])
    assert {"whole", "customers.region"} <= set(answer.parts)


def test_who_contributed_is_named_and_nobody_is_blamed() -> None:
    text = explained(QUERY).narrative.text
    assert "EMEA contributed -$400 (121.2% of the change)" in text
    assert "caus" not in text
    assert explained(QUERY).notes


def test_price_and_quantity_of_a_sum_of_products() -> None:
    text = explained(QUERY).narrative.text
    assert "By its factors: " in text
    assert "average price contributed" in text


def test_a_ratio_is_told_by_rate_mix_and_factors() -> None:
    text = explained(QUERY.model_copy(update={"measures": ("margin",)})).narrative.text
    assert "changes within each channel contributed" in text
    assert "Revenue contributed" in text


def test_nothing_to_explain_is_said_plainly() -> None:
    assert "Name a period" in explained(MetricQuery(intent="why", measures=("revenue",))).narrative.text
    same = {("EMEA", "web"): ((5.0, 1.0, 1.0), (5.0, 1.0, 1.0))}
    assert "no change to look into" in explained(QUERY, rows=same).narrative.text
    gone = {("EMEA", "web"): (None, None)}
    assert "There is no data" in explained(QUERY, rows=gone).narrative.text


def test_a_move_in_proportion_has_nobody_standing_out() -> None:
    even = {
        (name, kind): ((50.0, 1.0, 5.0), (100.0, 2.0, 10.0)) for name in ("EMEA", "APAC") for kind in ("web", "shop")
    }
    assert "No few groups stand out" in explained(QUERY, rows=even).narrative.text


def test_the_period_before_whole_months_is_as_many_months() -> None:
    held = explaining.compared(QUERY)
    assert held is not None
    assert held.comparison is not None
    assert held.comparison.period is not None
    assert (held.comparison.period.start, held.comparison.period.end) == (Q2.start, Q2.end)


@pytest.mark.parametrize("language", ["en", "he"])
def test_a_summary_tells_the_most_surprising_first(language: Language) -> None:
    shop = Shop(ROWS)
    found = asyncio.run(summary.period(shop.ask, MODEL, Q3, language, date(2025, 11, 20)))
    assert found.moved[0].measure == "revenue"
    assert found.moved[0].why is not None
    assert found.moved[0].good is False
    surprising = [each.surprise or 0 for each in found.moved]
    assert surprising[0] > 3
    starts = [each.start for each in found.moved[0].history]
    assert len(starts) > 5
    assert starts == sorted(starts)
    assert all((each.surprise or 0) <= 1 or each.change is None for each in found.steady)
    assert found.narrative.text.startswith(found.lead.text)
    assert gate.check(found.narrative.text, found.facts, language, (found.words,)) == []


def test_a_running_period_is_held_against_as_many_days() -> None:
    shop = Shop(ROWS)
    running = period(date(2025, 10, 1), date(2026, 1, 1))
    found = asyncio.run(summary.period(shop.ask, MODEL, running, "en", date(2025, 10, 10), ["revenue"]))
    held = found.parts["revenue"]
    assert held.comparison is not None
    assert held.comparison.period is not None
    assert (held.comparison.period.start, held.comparison.period.end) == (date(2025, 7, 1), date(2025, 7, 11))
    assert found.notes


def test_unusual_needs_a_history() -> None:
    assert summary.unusual(0.5, [0.01, 0.02]) is None
    assert (summary.unusual(0.5, [0.01, 0.02, -0.01, 0.0, 0.03]) or 0) > 10
