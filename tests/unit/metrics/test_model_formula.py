"""The arithmetic of measures: what it means, where it breaks, and that writing and reading agree."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringside.metrics.model.formula import (
    FUNCTIONS,
    Binary,
    Call,
    Expr,
    FormulaError,
    Negative,
    Number,
    Ref,
    fields,
    parse,
    write,
)


def test_products_bind_tighter_than_sums_and_both_go_from_left_to_right() -> None:
    assert parse("a - b - c * 2 / d") == Binary(
        "-", Binary("-", Ref("a"), Ref("b")), Binary("/", Binary("*", Ref("c"), Number(2)), Ref("d"))
    )


def test_a_sign_binds_tightest() -> None:
    assert parse("-a * b") == Binary("*", Negative(Ref("a")), Ref("b"))


def test_names_are_listed_once_in_the_order_met() -> None:
    assert fields(parse("(lines.price - lines.cost) / lines.price + coalesce(x, 0)")) == (
        "lines.price",
        "lines.cost",
        "x",
    )


def test_names_may_be_hebrew() -> None:
    assert parse("הזמנות.סכום / הזמנות.כמות") == Binary("/", Ref("הזמנות.סכום"), Ref("הזמנות.כמות"))


@pytest.mark.parametrize(
    ("text", "at", "says"),
    [
        ("", 0, "ends too early"),
        ("revenue /", 9, "ends too early"),
        ("revenue cost", 8, "operator"),
        ("revenue / * cost", 10, "not expected"),
        ("(revenue - cost", 15, "not closed"),
        ("revenue)", 7, "not expected"),
        ("revenue ; drop", 8, "no meaning"),
        ("sqrt(revenue)", 0, "no function 'sqrt'"),
        ("1 + days_between(a.b)", 4, "takes 2 values"),
        ("__import__('os')", 11, "no meaning"),
        ("(" * 60 + "a" + ")" * 60, 40, "deep"),
        ("a+" * 600 + "a", 1000, "characters"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text: str, at: int, says: str) -> None:
    with pytest.raises(FormulaError) as refused:
        parse(text)
    assert says in refused.value.problem
    assert refused.value.at == at


_names = st.from_regex(r"[a-zא-ת_][a-z0-9_]{0,6}(\.[a-z_][a-z0-9]{0,5}){0,2}", fullmatch=True).filter(
    lambda name: name not in FUNCTIONS
)
_leaves = st.one_of(
    st.integers(0, 10**9).map(Number), st.floats(0, 10**6, allow_nan=False).map(Number), _names.map(Ref)
)


def _larger(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    return st.one_of(
        st.builds(Binary, st.sampled_from("+-*/"), inner, inner),
        inner.map(Negative),
        st.builds(lambda left, right: Call("coalesce", (left, right)), inner, inner),
    )


@settings(max_examples=80, deadline=None)
@given(st.recursive(_leaves, _larger, max_leaves=8))
def test_what_is_written_is_read_the_same(expr: Expr) -> None:
    assert parse(write(expr)) == expr


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_within_its_bounds(text: str) -> None:
    try:
        read = parse(text)
    except FormulaError as error:
        place = error.at
    else:
        place = 0
        assert parse(write(read)) == read
    assert 0 <= place <= len(text)
