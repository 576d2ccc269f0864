"""From YAML to a model: what is read, what is refused, and where in the text each mistake stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringside.metrics.model.reading import read
from ringside.metrics.model.schema import Column, Join, Measure, Model, Table, Where
from ringside.metrics.model.writing import write

GOOD = """\
name: Shop  # ours
tables:
  orders:
    row: order
    key: [id]
    time: ordered_on
    joins:
      - {to: customers, on: [customer_id]}
    columns:
      id: {type: id}
      customer_id: {type: id}
      ordered_on: {type: date}
      shipped_on: {type: date}
      price: {type: money, unit: EUR}
      days: {type: number, expr: "days_between(ordered_on, shipped_on)"}
  lines:
    time: orders.ordered_on
    joins:
      - {to: orders, on: [order_id]}
    columns:
      order_id: {type: id}
      quantity: {type: number}
  customers:
    key: [id]
    columns:
      id: {type: id}
      state: {type: category, values: {NO: [Norway]}}
measures:
  revenue: {label: Revenue, table: orders, agg: sum, of: orders.price}
  units: {table: lines, agg: sum, of: lines.quantity, where: [{field: customers.state, values: [NO]}]}
  per_unit: {formula: revenue / units}
"""


def problems(text: str) -> list[tuple[str, str]]:
    """What is wrong: the text from each place on to the end of its line, and the reason."""
    lines = text.splitlines()
    return [(lines[one.line - 1][one.column - 1 :], one.reason) for one in read(text).problems]


def test_a_sound_model_is_read_with_words_kept_as_words() -> None:
    found = read(GOOD)
    assert found.problems == ()
    assert found.model is not None
    assert found.model.tables["orders"].joins[0].on == ("customer_id",)
    assert found.model.measures["units"].where[0].values == ("NO",)
    assert found.model.measures["revenue"].label == {"en": "Revenue"}


@pytest.mark.parametrize(
    ("good", "bad", "at", "reason"),
    [
        ("to: customers", "to: custmers", "to: custmers", "no table 'custmers'"),
        ("on: [customer_id]", "on: [customerid]", "customerid]", "no column 'customerid'"),
        ("row: order\n", "rwo: order\n", "rwo: order", "'rwo' is not known"),
        ("type: category", "type: categry", "type: categry", "not one of"),
        ("of: orders.price", "of: orders.prise", "orders.prise}", "cannot be reached"),
        ("of: orders.price", "of: orders.price * / 2", "/ 2}", "not expected"),
        ("of: orders.price", "of: orders.ordered_on", "orders.ordered_on}", "needs numbers"),
        ("ordered_on, shipped_on)", "ordered_on, price)", 'price)', "needs dates"),
        ("revenue / units", "revenue / unit", "unit}", "no measure 'unit'"),
        ("revenue / units", "revenue / per_unit", "formula", "made of itself"),
        ("time: ordered_on", "time: price", "time: price", "needs a date"),
        ("time: orders.ordered_on", "time: orders.price", "time: orders.price", "needs a date"),
        ("customers:\n    key: [id]\n", "customers:\n", "to: customers", "has no key"),
        ("values: [NO]", "values: []", "op", "at least one value"),
        ("name: Shop", "name: &a Shop", "&a Shop", "not allowed"),
        ("name: Shop", "name: !!python/name:os Shop", "!!python", "not allowed"),
        ("    row: order\n", "    row: order\n    row: sale\n", "row: sale", "twice"),
    ],
)  # fmt: skip
def test_mistakes_are_found_where_they_stand(good: str, bad: str, at: str, reason: str) -> None:
    text = GOOD.replace(good, bad, 1)
    assert text != GOOD
    found = problems(text)
    assert read(text).model is None
    if at in {"formula", "op"}:  # the whole measure stands on one line
        assert reason in found[0][1]
    else:
        assert any(place.startswith(at) and reason in why for place, why in found), found


def test_similar_names_are_offered() -> None:
    (problem,) = read(GOOD.replace("to: customers", "to: custmers", 1)).problems[:1]
    assert "customers" in problem.fix


def test_every_problem_is_told_in_hebrew_too() -> None:
    text = GOOD.replace("to: customers", "to: custmers", 1)
    assert "אין טבלה" in read(text, language="he").problems[0].reason


def test_a_small_text_that_would_grow_huge_is_refused_before_it_grows() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for one, before in zip("bcdefghij", "abcdefghi", strict=True):
        bomb += f"{one}: &{one} [{', '.join([f'*{before}'] * 9)}]\n"
    assert "aliases" in read(bomb).problems[0].reason
    assert "deep" in read("[" * 500 + "]" * 500).problems[0].reason


def test_words_that_mean_two_measures_are_only_a_warning() -> None:
    text = GOOD.replace("per_unit: {", "per_unit: {synonyms: [revenue], ", 1)
    (problem,) = read(text).problems
    assert (problem.severity, read(text).model is not None) == ("warning", True)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab:{}[],#&*!|>-\n \t'\"%@`0.~"), max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    found = read(text)
    assert found.model is not None or found.problems
    for problem in found.problems:
        assert problem.line >= 1
        assert problem.column >= 1


_words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)
_scalars = st.one_of(_words, st.booleans(), st.integers(-(10**15), 10**15), st.floats(-1e6, 1e6, allow_nan=False))


@settings(max_examples=60, deadline=None)
@given(_words, st.lists(_scalars, min_size=1, max_size=3), st.lists(_words, max_size=3))
def test_what_is_written_is_read_the_same(word: str, values: list[str | int | float | bool], more: list[str]) -> None:
    model = Model(
        name=word,
        tables={
            "שורות": Table(
                row=word,
                synonyms=tuple(more),
                key=("id",),
                columns={"id": Column(type="id", values={word: tuple(more)}), "on": Column(type="category")},
            ),
            "other": Table(
                joins=(Join(to="שורות", on=("id",)),), columns={"id": Column(type="id", label={"en": word})}
            ),
        },
        measures={
            "m": Measure(
                table="other",
                agg="count",
                where=(Where(field="שורות.on", op="in", values=tuple(values)),),
                description=word,
            )
        },
    )
    assert read(write(model, {"tables.other": "look\nhere"})).model == model
