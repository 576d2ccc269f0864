from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.metrics.answer.shop import MODEL, MONTH, Q3, REGION, TODAY, column, compared, period, result, two

from ringside.dialogue.schemas import Language
from ringside.metrics.answer import compose, facts, gate, scope
from ringside.metrics.answer.schema import Answer
from ringside.metrics.query.schema import Comparison, Filter, MetricQuery, Order, Period, Result, Time

LANGUAGES: tuple[Language, ...] = ("en", "he")
RANKED = MetricQuery(intent="rank", measures=("revenue",), dimensions=("customers.region",))
TREND = MetricQuery(intent="trend", measures=("revenue",), time=Time(grain="month"))


def told(query: MetricQuery, found: Result, language: Language = "en") -> Answer:
    """The answer, whose every fact is recomputed and whose text has passed the gate."""
    answer = compose(query, found, MODEL, language, TODAY)
    assert facts.check(answer.facts, found) == []
    assert gate.check(answer.narrative.text, answer.facts, language, scope.names(query, MODEL, language)) == []
    assert "".join(each.text for each in answer.narrative.segments) == answer.narrative.text
    return answer


@pytest.mark.parametrize(
    ("new", "old", "says"),
    [
        (1_234_567.0, 1_100_000.0, "Revenue rose 12.2% to $1.23M in Q3 2025, from $1.1M in Q2 2025."),
        (1_899.0, 1_000.0, "Revenue rose 89.9% to $1,899"),
        (1_900.0, 1_000.0, "Revenue nearly doubled to $1,900"),
        (1_999.99, 1_000.0, "Revenue nearly doubled to"),
        (2_000.0, 1_000.0, "Revenue doubled to $2,000"),
        (1_002.0, 1_000.0, "Revenue was practically unchanged: $1,002"),
        (1_234_567.0, 1_234_568.0, "practically unchanged: $1,234,567 in Q3 2025 against $1,234,568"),
        (1_000.0, 1_000.0, "Revenue was the same, $1,000"),
        (500.0, 1_000.0, "Revenue was about halved to $500"),
        (10.0, 0.0, "Revenue came to $10 in Q3 2025; there was nothing in Q2 2025."),
        (0.0, 10.0, "Revenue came to nothing in Q3 2025, after $10"),
        (10.0, None, "there is no data in Q2 2025 to hold it against"),
        (100.0, -50.0, "Revenue rose by $150 to $100"),
    ],
)
def test_what_a_comparison_says(new: float, old: float | None, says: str) -> None:
    assert says in told(compared(), two(new, old)).narrative.text.replace("\N{NO-BREAK SPACE}", " ")


@given(
    st.floats(0, 1e7), st.floats(0, 1e7), st.sampled_from(LANGUAGES), st.sampled_from(["revenue", "orders", "margin"])
)
def test_whatever_is_compared_passes_the_gate(new: float, old: float, language: Language, measure: str) -> None:
    form = {"revenue": "money", "orders": "integer", "margin": "percent"}[measure]
    if measure == "orders":
        new, old = float(int(new)), float(int(old))
    told(compared(measure), two(new, old, measure, form), language)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8), st.sampled_from(LANGUAGES), st.booleans())
def test_whatever_is_ranked_passes_the_gate(values: list[int], language: Language, lowest: bool) -> None:
    query = RANKED.model_copy(update={"order": (Order(by="revenue", descending=not lowest),)})
    rows = [(f"Region {chr(65 + place)}", float(value)) for place, value in enumerate(values)]
    told(query, result(REGION, column("revenue"), rows=list(rows)), language)


@given(st.lists(st.one_of(st.none(), st.integers(-20, 60)), min_size=1, max_size=10), st.sampled_from(LANGUAGES))
def test_whatever_goes_over_time_passes_the_gate(values: list[int | None], language: Language) -> None:
    rows = [(date(2025, 1 + place, 1), None if value is None else float(value)) for place, value in enumerate(values)]
    told(TREND, result(MONTH, column("revenue"), rows=list(rows)), language)


@given(st.lists(st.integers(0, 30), min_size=6, max_size=6), st.sampled_from(LANGUAGES))
def test_whatever_goes_over_time_by_group_passes_the_gate(values: list[int], language: Language) -> None:
    query = TREND.model_copy(update={"dimensions": ("customers.region",)})
    rows = [
        (date(2025, 1 + place // 2, 1), "EMEA" if place % 2 else "APAC", float(v)) for place, v in enumerate(values)
    ]
    told(query, result(MONTH, REGION, column("revenue"), rows=list(rows)), language)


def test_a_tie_is_told_as_one() -> None:
    rows = [("EMEA", 500.0), ("APAC", 500.0), ("LATAM", 50.0)]
    text = told(RANKED, result(REGION, column("revenue"), rows=list(rows))).narrative.text
    assert text.startswith("EMEA and APAC lead together with $500 each")


def test_a_leader_of_cut_off_rows_has_no_share_of_all() -> None:
    rows = [("EMEA", 520.0), ("APAC", 300.0)]
    found = result(REGION, column("revenue"), rows=list(rows), truncated=True)
    answer = told(RANKED, found)
    assert "%" not in answer.narrative.text
    assert any("2 rows" in note for note in answer.notes)


def test_filters_are_part_of_what_is_said() -> None:
    query = MetricQuery(measures=("revenue",), filters=(
        Filter(field="customers.region", values=("EMEA",)), Filter(field="orders.price", op=">",
        values=(1000,))))  # fmt: skip
    text = told(query, result(column("revenue"), rows=[(5.0,)])).narrative.text
    assert text == "Revenue for EMEA (price above $1,000) came to $5."


def test_the_running_month_takes_no_part_in_a_trend() -> None:
    rows = [(date(2025, 9, 1), 100.0), (date(2025, 10, 1), 120.0), (date(2025, 11, 1), 10.0)]
    answer = told(TREND, result(MONTH, column("revenue"), rows=list(rows)))
    assert answer.narrative.text.startswith("Revenue rose 20%, from $100 in September 2025 to $120 in October 2025.")
    assert any("November 2025" in note for note in answer.notes)


def test_an_unfair_comparison_is_noted() -> None:
    running = period(date(2025, 10, 1), date(2026, 1, 1))
    query = compared().model_copy(update={"time": Time(period=running), "comparison": Comparison(period=Q3)})
    notes = told(query, two(50.0, 100.0)).notes
    assert any("51 days so far against 92" in note for note in notes)


def test_gaps_and_unknowns_are_noted() -> None:
    rows = [(date(2025, 3, 1), 1.0), (date(2025, 6, 1), 2.0)]
    assert any(
        "2 of the periods" in note for note in told(TREND, result(MONTH, column("revenue"), rows=list(rows))).notes
    )
    unknown = told(RANKED, result(REGION, column("revenue"), rows=[("EMEA", 5.0), (None, 3.0)]))
    assert any("Region is not filled in" in note for note in unknown.notes)


def test_nothing_and_the_future_are_told_plainly() -> None:
    empty = result(column("revenue"), rows=[(None,)])
    future = MetricQuery(measures=("revenue",), time=Time(period=period(date(2026, 1, 1), date(2026, 4, 1))))
    assert told(future, empty).narrative.text == "Q1 2026 has not begun yet, so there is no data on revenue."
    past = MetricQuery(measures=("revenue",), time=Time(period=Q3))
    assert told(past, empty).narrative.text == "There is no data on revenue in Q3 2025."
    assert told(past, result(column("revenue"), rows=[])).narrative.text == "There is no data on revenue in Q3 2025."


def test_targets() -> None:
    query = compared().model_copy(update={"intent": "target", "comparison": Comparison(to="target")})
    found = result(column("revenue"), column("target:revenue", "target"), rows=[(900.0, 1000.0)])
    assert "90% of the target of $1,000 and $100 short of it" in told(query, found).narrative.text
    below = query.model_copy(update={"measures": ("cost",)})
    kept = result(column("cost"), column("target:cost", "target"), rows=[(900.0, 1000.0)])
    assert "within the limit of $1,000" in told(below, kept).narrative.text


def test_the_headline_is_the_one_number() -> None:
    answer = told(MetricQuery(measures=("revenue",)), result(column("revenue"), rows=[(12.0,)]))
    assert answer.headline == "r0.revenue"
    assert answer.chart is not None
    assert answer.chart.kind == "number"


def test_follow_ups_name_what_is_not_used_yet() -> None:
    offered = told(
        MetricQuery(measures=("revenue",), time=Time(period=Q3)), result(column("revenue"), rows=[(1.0,)])
    ).follow_ups
    assert offered[:2] == ("by channel", "by region")
    grouped = told(RANKED, result(REGION, column("revenue"), rows=[("EMEA", 1.0), ("APAC", 2.0)])).follow_ups
    assert "by region" not in grouped
    assert "only EMEA" in grouped


def test_a_fact_that_is_not_its_cell_is_found() -> None:
    found = two(12.0, 10.0)
    answer = told(compared(), found)
    bent = [each.model_copy(update={"value": 13.0}) if each.id == "r0.revenue" else each for each in answer.facts]
    assert facts.check(bent, found)
    assert facts.check([each for each in answer.facts if each.id != "r0.revenue"], found)


def test_hebrew_reads_from_the_right_words() -> None:
    text = told(compared(), two(1_234_567.0, 1_100_000.0), "he").narrative.text.replace("\N{NO-BREAK SPACE}", " ")
    assert text == "הכנסות: 1.23 מיליון $ ברבעון 3 של 2025, עלייה של 12.2% לעומת 1.1 מיליון $ ברבעון 2 של 2025."


def test_an_open_period_has_words() -> None:
    query = MetricQuery(measures=("revenue",), time=Time(period=Period(start=date(2025, 3, 1))))
    assert told(query, result(column("revenue"), rows=[(5.0,)])).narrative.text.endswith("since 1 Mar 2025.")
