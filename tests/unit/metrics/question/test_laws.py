"""What holds for every question and every query."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.metrics.question.company import MODEL, TODAY, VALUES, vocabulary

from ringside.metrics import question
from ringside.metrics.query.schema import Filter, Having, MetricQuery, Order, Time
from ringside.metrics.question.checking import faults
from ringside.metrics.question.schema import Asked, Refused, Understood

WORDS = vocabulary()
PIECES = [
    *[
        "revenue",
        "orders",
        "customers",
        "by",
        "per",
        "top",
        "5",
        "not",
        "excluding",
        "and",
        "or",
        "with",
        "more",
        "than",
        "10",
        "share",
        "of",
        "why",
        "in",
        "2024",
        "last",
        "month",
        "vs",
    ],
    *[
        "total",
        "average",
        "number",
        "segment",
        "channel",
        "status",
        "Enterprise",
        "US",
        "active",
        "shipped",
        "return",
        "each",
        "list",
        "their",
        "name",
    ],
    *["כמה", "הכנסות", "לפי", "פלח", "מעל", "'x'", "=", "(", ")", ",", "?", ">", "between"],
]
MEASURES = ("revenue", "order_count", "average_order")
DIMENSIONS = ("customers.segment", "customers.country", "orders.channel", "reps.team")


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join), st.text(max_size=80)))
def test_no_text_breaks_it_and_no_query_leaves_the_model(text: str) -> None:
    parsed = question.parse(text, WORDS, MODEL, TODAY)
    assert isinstance(parsed, Understood | Asked | Refused)
    if isinstance(parsed, Understood):
        assert faults(parsed.query, MODEL) == []
        assert question.wording.say(parsed.query, MODEL, "en")
        assert question.chips(parsed.query, MODEL, "he")


def filters() -> st.SearchStrategy[Filter]:
    def chosen(path: str) -> st.SearchStrategy[Filter]:
        known = VALUES[tuple(path.split("."))]  # type: ignore[index]
        values = st.lists(st.sampled_from(known), min_size=1, max_size=2, unique=True).map(tuple)
        return st.builds(Filter, field=st.just(path), op=st.sampled_from(["in", "not_in"]), values=values)

    amounts = st.builds(Filter, field=st.just("orders.amount"), op=st.sampled_from([">", ">=", "<", "<="]),
                        values=st.integers(1, 9999).map(lambda n: (n,)))  # fmt: skip
    return st.one_of(st.sampled_from(["customers.segment", "reps.team"]).flatmap(chosen), amounts)


@st.composite
def queries(draw: st.DrawFn) -> MetricQuery:
    measures = tuple(draw(st.lists(st.sampled_from(MEASURES), min_size=1, max_size=2, unique=True)))
    dims = tuple(draw(st.lists(st.sampled_from(DIMENSIONS), max_size=2, unique=True)))
    grain = draw(st.sampled_from([None, "month", "quarter"]))
    where = {each.field: each for each in draw(st.lists(filters(), max_size=2))}
    leads = bool(dims) and grain is None and draw(st.booleans())
    having = draw(st.booleans()) and bool(dims) and not leads
    return MetricQuery(
        subject="orders", measures=measures, dimensions=dims, time=Time(grain=grain), filters=tuple(where.values()),
        having=(Having(measure=measures[0], op=">", values=(draw(st.integers(1, 999)),)),) if having else (),
        order=(Order(by=measures[0]),) if leads else (), limit=draw(st.integers(1, 20)) if leads else None,
    )  # fmt: skip


def essence(query: MetricQuery) -> object:
    where = sorted(
        (each.field, each.op, tuple(map(str, each.values))) for each in query.filters if each.op != "not_null"
    )
    return (set(query.measures), query.dimensions, query.time.grain, where, query.having, query.order, query.limit)


@settings(max_examples=120, deadline=None)
@given(queries())
def test_a_query_in_words_is_understood_as_itself(query: MetricQuery) -> None:
    text = question.wording.say(query, MODEL, "en")
    parsed = question.parse(text, WORDS, MODEL, TODAY)
    assert isinstance(parsed, Understood), (text, parsed)
    assert essence(parsed.query) == essence(query), text
