"""Pinned answers: what differs between two states, when a number is worth an alert, and files to take away."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from ringside.metrics.answer.schema import Chart, Narrative, Segment
from ringside.metrics.insights import alerting, diff, exports
from ringside.metrics.insights.exports import NoPicture
from ringside.metrics.insights.schemas import AlertIn, Saved
from ringside.metrics.query.schema import MetricQuery, ResultColumn

AT = datetime(2026, 3, 1, tzinfo=UTC)
REGION = ResultColumn(name="customers.region", label="Region", kind="dimension", format="category")
REVENUE = ResultColumn(name="revenue", label="Revenue", kind="measure", measure="revenue", format="money", unit="USD")


def saved(rows, columns=(REGION, REVENUE), model="1", **fields) -> Saved:
    words = Narrative(segments=(Segment(text="Revenue by region."),), text="Revenue by region.")
    return Saved(
        at=AT, as_of=date(2026, 3, 1), query=MetricQuery(), columns=list(columns), rows=rows, facts=[],
        narrative=words, data_version="d1", model_version=model, **fields,
    )  # fmt: skip


def plain(before, after, _column) -> tuple[str, str]:
    return str(before), str(after)


def test_a_diff_names_what_moved_most_and_which_rows_came_and_went():
    before = saved([["EMEA", 100.0], ["APAC", 50.0], [None, 7.0], ["LATAM", 1.0]])
    after = saved([["EMEA", 110.0], ["APAC", 25.0], [None, 7.0], ["צפון", 3.0]], model="2")
    told = diff.between(before, after, plain)
    assert [(m.key, m.before, m.after, m.change_pct) for m in told.changed] == [
        (["APAC"], 50.0, 25.0, -0.5),
        (["EMEA"], 100.0, 110.0, 0.1),
    ]
    assert (told.appeared, told.gone, told.redefined, told.since) == ([["צפון"]], [["LATAM"]], True, AT)


def test_nothing_moved_from_or_to_nothing_is_told_without_a_rate():
    told = diff.between(saved([["A", 0.0], ["B", None]]), saved([["A", 5.0], ["B", 4.0]]), plain)
    assert [(m.before, m.after, m.change, m.change_pct) for m in told.changed] == [
        (0.0, 5.0, 5.0, None),
        (None, 4.0, None, None),
    ]


def test_a_long_diff_is_cut_and_says_by_how_much():
    old, new = ([[f"r{i}", float(i + shift)] for i in range(60)] for shift in (1, 2))
    told = diff.between(saved(old), saved(new), plain)
    assert (len(told.changed), told.more_changed) == (50, 10)


@given(st.lists(st.tuples(st.text(max_size=3), st.none() | st.floats(-1e9, 1e9)), unique_by=lambda row: row[0]))
def test_an_answer_does_not_differ_from_itself(rows):
    told = diff.between(saved([list(r) for r in rows]), saved([list(r) for r in rows]), plain)
    assert (told.changed, told.appeared, told.gone, told.redefined) == ([], [], [], False)


def threshold(direction: str, value: float = 100) -> AlertIn:
    return AlertIn(kind="threshold", direction=direction, value=value)


def test_a_threshold_speaks_once_when_it_is_crossed_and_again_after_it_was_left():
    state, spoken = "waiting", []
    for value in (90, 101, 150, 100, 99, 101):
        verdict = alerting.judge(threshold("above"), value, ())
        spoken.append(alerting.speaks_up(state, verdict))
        state = verdict.state
    assert spoken == [False, True, False, False, False, True]
    assert alerting.judge(threshold("below"), 99.9, ()).state == "raised"
    assert alerting.judge(threshold("below"), None, ()).state == "quiet"


@pytest.mark.parametrize("rule", [{"kind": "threshold", "direction": "above"}, {"kind": "threshold", "value": 3.0},
                                  {"kind": "surprise", "value": float("nan")}])  # fmt: skip
def test_a_threshold_needs_a_number_and_a_side(rule):
    with pytest.raises(ValidationError):
        AlertIn.model_validate(rule)


def test_a_surprise_is_far_from_its_own_history_and_needs_one():
    rule = AlertIn(kind="surprise")
    usual = [100.0, 104, 98, 101, 97, 103, 99, 102]
    assert alerting.judge(rule, 105, usual).state == "quiet"
    told = alerting.judge(rule, 130, usual)
    assert (told.state, told.usual) == ("raised", 100.5)
    assert told.deviations == pytest.approx(29.5 * 0.6745 / 2.0, rel=0.3)
    assert alerting.judge(rule, 70, usual).state == "raised"
    assert alerting.judge(AlertIn(kind="surprise", direction="above"), 70, usual).state == "quiet"
    assert alerting.judge(rule, 130, [*usual[:5], None, None]).state == "too_little_history"
    # One outlier in the past does not make everything usual, and a flat past does not make everything a surprise.
    assert alerting.judge(rule, 130, [*usual, 900.0]).state == "raised"
    assert alerting.judge(rule, 101, [100.0] * 8).state == "quiet"
    assert alerting.judge(rule, 5, [0.0] * 8).state == "raised"


@given(st.floats(-1e12, 1e12), st.lists(st.none() | st.floats(-1e12, 1e12), max_size=14), st.floats(0.1, 1e3))
def test_judging_knows_no_scale_and_no_sign(value, history, scale):
    rule = AlertIn(kind="surprise")
    mirrored = alerting.judge(rule, -value, [None if past is None else -past for past in history])
    assert alerting.judge(rule, value, history).state == mirrored.state


def test_the_next_look_follows_the_rhythm():
    assert alerting.next_time(AlertIn(kind="surprise", every="week"), AT) == AT + timedelta(days=7)


def test_a_table_keeps_exact_values_and_disarms_formulas():
    kept = saved([["=HYPERLINK(1)", 1234567.891], ["-x", None], ['צפון, "מרכז"', -5]])
    text = exports.render(kept, "T", "csv", "en").content.decode()
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text[1:])))
    assert rows == [["Region", "Revenue"], ["'=HYPERLINK(1)", "1234567.891"], ["'-x", ""], ['צפון, "מרכז"', "-5"]]


def test_a_text_has_the_words_the_table_and_where_it_is_from():
    text = exports.render(saved([["a|b", 1200.0]], notes=["One gap."]), "Revenue", "markdown", "he").content.decode()
    assert "Revenue by region." in text
    assert "| a\\|b | 1,200.0 |" in text
    assert "d1" in text
    assert "One gap." in text


def test_names_of_colours_become_colours_but_not_in_the_data():
    spec = {
        "data": {"values": [{"kind": "accent", "color": "ink"}]},
        "mark": {"type": "bar", "color": "accent"},
        "encoding": {"color": {"field": "accent", "scale": {"range": ["good", "bad"]}}},
    }
    drawn = exports.coloured(spec)
    assert drawn["data"] == spec["data"]
    assert drawn["encoding"]["color"]["field"] == "accent"
    assert all(
        colour.startswith("#") for colour in (drawn["mark"]["color"], *drawn["encoding"]["color"]["scale"]["range"])
    )


def test_a_picture_is_drawn_without_fetching_anything():
    spec = {
        "data": {"values": [{"region": "צפון", "revenue": 3}, {"region": "EMEA", "revenue": 5}]},
        "mark": "bar",
        "encoding": {"x": {"field": "region", "type": "nominal"}, "y": {"field": "revenue", "type": "quantitative"}},
    }
    kept = saved([["EMEA", 5]], chart=Chart(kind="bar", spec=spec, alternative="…"))
    assert exports.render(kept, "הכנסות", "png", "he").content.startswith(b"\x89PNG")
    drawn = exports.render(kept, "Revenue <by> region", "svg", "en").content.decode()
    assert "צפון" in drawn
    assert "Revenue &lt;by&gt; region" in drawn
    with pytest.raises(NoPicture):
        exports.render(saved([["EMEA", 5]]), "T", "png", "en")
    foreign = Chart(kind="bar", spec={**spec, "data": {"url": "https://example.com/x.json"}}, alternative="…")
    with pytest.raises(NoPicture):
        exports.render(saved([["EMEA", 5]], chart=foreign), "T", "svg", "en")
