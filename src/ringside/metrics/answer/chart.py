"""Pictures as plain Vega-Lite v6 specifications: values inline, texts formatted, no fonts, sizes or fixed colours.

Colours are names ("accent", "soft", "good", "bad", "ink") which whoever draws maps to their own. `usermeta.ringside`
says the direction of writing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from ringside.dialogue.schemas import Language
from ringside.metrics.answer import dates, series
from ringside.metrics.answer import format as formats
from ringside.metrics.answer.facts import Book
from ringside.metrics.answer.schema import Chart
from ringside.metrics.query.schema import ResultColumn

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_BARS = 30
_SERIES = 8
_LINES = 500
_STEP = 28
_ORDERED = ("hour", "weekday", "weekend", "day", "week", "month", "quarter", "half", "year", "date", "datetime")
Kind = Literal["bar", "line", "area", "stacked", "waterfall", "number"]
Spec = dict[str, Any]

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {"other": "Other", "now": "This period", "before": "The period before", "total": "Total",
           "number": "{label}: {value}.", "line": "A line of {label} over time, {count} points: {said}",
           "bar": "Bars of {label} by {by}, {count} of them: {said}",
           "waterfall": "Steps from {first} to {last}: {said}",
           "stacked": "{label} over time by {by}, {count} groups: {said}", "period": "Period",
           "more": "and {count} more"},
    "he": {"other": "אחר", "now": "התקופה הזאת", "before": "התקופה הקודמת", "total": "סך הכול",
           "number": "{label}: {value}.", "line": "קו של {label} לאורך זמן, {count} נקודות: {said}",
           "bar": "עמודות של {label} לפי {by}, {count} בסך הכול: {said}",
           "waterfall": "שלבים מ־{first} עד {last}: {said}",
           "stacked": "{label} לאורך זמן לפי {by}, {count} קבוצות: {said}", "period": "תקופה", "more": "ועוד {count}"},
}  # fmt: skip


def draw(book: Book) -> Chart | None:
    """The picture that fits the shape of a result, or None where a picture says nothing."""
    if not book.measures or not book.result.rows:
        return None
    measure = book.measures[0]
    if not book.numbers(measure):
        return None
    if book.period is not None and book.keys:
        return _groups(book, measure)
    if book.period is not None:
        return _line(book, measure)
    if book.keys:
        return _bars(book, measure)
    text = book.cell(0, measure).text
    said = WORDS[book.language]["number"].format(label=measure.label, value=text)
    return Chart(kind="number", spec={}, alternative=said)


def spec_of(values: Sequence[Mapping[str, Any]], language: Language, **rest: Any) -> Spec:
    """A specification around these values."""
    return {
        "$schema": SCHEMA,
        "data": {"values": [dict(each) for each in values]},
        "usermeta": {"ringside": {"rtl": language == "he"}},
        **rest,
    }


def _axis(column: ResultColumn, language: Language) -> dict[str, Any]:
    """The axis of a value: thousands and millions shortened, with the currency's or the percent sign."""
    if column.format == "percent":
        return {"title": None, "tickCount": 5, "format": ".2~%"}
    sign = formats.symbol(column.unit) if column.format == "money" else ""
    number = "replace(format(abs(datum.value), '~s'), 'G', 'B')"
    minus = "(datum.value < 0 ? '-' : '')"
    parts = [minus, number, _quoted(f" {sign}")] if language == "he" else [minus, _quoted(sign), number]
    return {"title": None, "tickCount": 5, "labelExpr": f"datum.value === 0 ? '0' : {' + '.join(parts)}"}


def _when(book: Book, value: Any) -> str:
    """A period as an axis has room for it."""
    first = series.first_day(value)
    if first is None or book.query.time.grain is None:
        return _text(book, book.time, value)
    fiscal = book.time.unit == "fiscal"
    return dates.grain(first, book.query.time.grain, fiscal, book.language, book.model.calendar, brief=True)


def _text(book: Book, column: ResultColumn, value: Any) -> str:
    return formats.short(value, column.format, column.unit, book.language, calendar=book.model.calendar)


def _line(book: Book, measure: ResultColumn) -> Chart:
    language = book.language
    previous = book.beside("previous", measure)
    words = WORDS[language]
    rows = sorted((series.first_day(book.at(row, book.time)), row) for row in range(len(book.result.rows))
                  if series.first_day(book.at(row, book.time)) is not None)[:_LINES]  # fmt: skip
    values: list[dict[str, Any]] = []
    for place, (_, row) in enumerate(rows):
        when = _when(book, book.at(row, book.time))
        for name, column in (("now", measure), ("before", previous)):
            if column is not None and (number := book.number(row, column)) is not None:
                values.append({"place": place, "when": when, "value": number, "series": words[name],
                               "text": _text(book, column, number)})  # fmt: skip
    names = [words["now"]] + ([words["before"]] if previous is not None else [])
    encoding: Spec = {
        "x": {"field": "when", "type": "ordinal", "sort": None, "axis": {"title": None, "labelOverlap": True}},
        "y": {
            "field": "value",
            "type": "quantitative",
            "axis": _axis(measure, language),
            "scale": {"zero": measure.format != "percent"},
        },
        "tooltip": [{"field": "when", "title": words["period"]}, {"field": "text", "title": measure.label}],
    }
    if previous is not None:
        legend = {"title": None, "orient": "top"}
        encoding["color"] = {"field": "series", "type": "nominal", "sort": None, "legend": legend,
                             "scale": {"domain": names, "range": ["accent", "soft"]}}  # fmt: skip
        encoding["strokeDash"] = {"field": "series", "type": "nominal", "sort": None, "legend": legend,
                                  "scale": {"domain": names, "range": [[1, 0], [5, 4]]}}  # fmt: skip
        encoding["tooltip"].insert(0, {"field": "series", "title": ""})
    mark: Spec = {"type": "line", "point": len(rows) <= 40} | ({} if previous is not None else {"color": "accent"})
    shown = [(value["when"], value["text"]) for value in values if value["series"] == words["now"]]
    said = words["line"].format(label=measure.label, count=len(rows), said=_said(shown, language))
    return Chart(kind="line", spec=spec_of(values, language, mark=mark, encoding=encoding), alternative=said)


def _bars(book: Book, measure: ResultColumn) -> Chart:
    """Columns for what has an order of its own such as weekdays, horizontal bars for everything else."""
    language = book.language
    rows = book.numbers(measure)
    key = book.keys[0]
    if len(book.keys) == 1 and key.format in _ORDERED:
        rows = sorted(rows, key=lambda each: str(book.at(each[0], key)).zfill(12))
    rows = rows[:_BARS]
    # Names that differ only in what is not shown, such as two people of one name, stay apart.
    values = [{"place": place, "name": book.name(row), "value": number, "text": _text(book, measure, number)}
              for place, (row, number) in enumerate(rows)]  # fmt: skip
    upright = len(book.keys) == 1 and key.format in _ORDERED
    label: dict[str, Any] = {
        "field": "name",
        "type": "nominal",
        "sort": None,
        "axis": {"title": None, "labelLimit": 220},
    }
    if len({value["name"] for value in values}) < len(values):
        label["field"] = "place"
        label["axis"] = {**label["axis"], "labelExpr": _by_place(values)}
    number_axis = {"field": "value", "type": "quantitative", "axis": _axis(measure, language)}
    encoding: Spec = {
        "x": label if upright else number_axis,
        "y": number_axis if upright else label,
        "tooltip": [{"field": "name", "title": key.label}, {"field": "text", "title": measure.label}],
    }
    bars: Spec = {"mark": {"type": "bar", "color": "accent"}, "encoding": encoding}
    by = ", ".join(each.label for each in book.keys)
    said = WORDS[language]["bar"].format(
        label=measure.label, by=by, count=len(values), said=_said([(v["name"], v["text"]) for v in values], language)
    )
    if not upright:
        bars["height"] = {"step": _STEP}
    return Chart(kind="bar", spec=spec_of(values, language, **bars), alternative=said)


def _by_place(values: Sequence[Mapping[str, Any]]) -> str:
    names = ",".join(_quoted(str(value["name"])) for value in values)
    return f"[{names}][datum.value]"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", " ") + "'"


def _groups(book: Book, measure: ResultColumn) -> Chart:
    """Time by dimension: stacked areas of bars for what adds up, lines for what does not."""
    from ringside.metrics.answer.narrative import is_additive  # noqa: PLC0415  narrative needs no charts

    language, words = book.language, WORDS[book.language]
    numbers = [(row, number) for row, number in book.numbers(measure)
               if series.first_day(book.at(row, book.time)) is not None]  # fmt: skip
    size: dict[str, float] = {}
    for row, number in numbers:
        size[book.name(row)] = size.get(book.name(row), 0) + abs(number)
    lead = sorted(size, key=lambda name: -size[name])
    stacked = is_additive(book, measure) and all(number >= 0 for _, number in numbers)
    kept = lead if len(lead) <= _SERIES else lead[: _SERIES - 1] if stacked else lead[:_SERIES]
    sums: dict[tuple[Any, str], float] = {}
    for row, number in numbers:
        name = book.name(row)
        if name in kept or stacked:
            at = (series.first_day(book.at(row, book.time)), name if name in kept else words["other"])
            sums[at] = sums.get(at, 0) + number
    values = [{"when": _when(book, first), "name": name, "value": number,
               "text": _text(book, measure, number)}
              for (first, name), number in sorted(sums.items(), key=lambda each: (each[0][0], lead.index(each[0][1])
                                                  if each[0][1] in lead else len(lead)))][: _LINES * 4]  # fmt: skip
    names = [*kept, *([words["other"]] if len(kept) < len(lead) and stacked else [])]
    color = {"field": "name", "type": "nominal", "sort": None, "scale": {"domain": names},
             "legend": {"title": None, "orient": "top"}}  # fmt: skip
    encoding: Spec = {
        "x": {"field": "when", "type": "ordinal", "sort": None, "axis": {"title": None, "labelOverlap": True}},
        "y": {"field": "value", "type": "quantitative", "axis": _axis(measure, language)},
        "color": color,
        "tooltip": [{"field": "name", "title": book.keys[0].label}, {"field": "when", "title": words["period"]},
                    {"field": "text", "title": measure.label}],
    }  # fmt: skip
    if not stacked:
        encoding["strokeDash"] = {"field": "name", "type": "nominal", "sort": None, "scale": {"domain": names},
                                  "legend": color["legend"]}  # fmt: skip
        encoding["shape"] = {"field": "name", "type": "nominal", "sort": None, "scale": {"domain": names},
                             "legend": color["legend"]}  # fmt: skip
    mark: Spec = {"type": "bar"} if stacked else {"type": "line", "point": True}
    said = words["stacked"].format(
        label=measure.label, by=book.keys[0].label, count=len(size),
        said=_said([(f"{value['name']}, {value['when']}", value["text"]) for value in values], language),
    )  # fmt: skip
    kind: Kind = "stacked" if stacked else "line"
    return Chart(kind=kind, spec=spec_of(values, language, mark=mark, encoding=encoding), alternative=said)


def waterfall(
    steps: Sequence[tuple[str, float, str]], start: tuple[str, float, str], end: tuple[str, float, str],
    column: ResultColumn, language: Language, better: str | None,
) -> Chart:  # fmt: skip
    """From one value to another by what contributed: (name, value, text) each."""
    up, down = ("bad", "good") if better == "down" else ("accent", "soft") if better is None else ("good", "bad")
    at = start[1]
    values: list[dict[str, Any]] = [
        {"name": start[0], "from": start[1], "to": start[1], "text": start[2], "kind": "total"}
    ]
    for name, by, text in steps:
        values.append({"name": name, "from": at, "to": at + by, "text": text, "kind": "up" if by >= 0 else "down"})
        at += by
    values.append({"name": end[0], "from": end[1], "to": end[1], "text": end[2], "kind": "total"})
    for place, value in enumerate(values):
        value["place"] = place
    axis = {"title": None, "labelLimit": 220, "labelExpr": _by_place(values)}
    encoding: Spec = {
        "y": {"field": "place", "type": "ordinal", "axis": axis},
        "x": {"field": "from", "type": "quantitative", "axis": _axis(column, language), "scale": {"zero": False}},
        "tooltip": [{"field": "name", "title": ""}, {"field": "text", "title": column.label}],
    }
    color = {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": ["up", "down"], "range": [up, down]},
        "legend": None,
    }
    # Totals are marks, not bars: bars must begin at zero, and the steps between would be slivers.
    layers = [
        {"transform": [{"filter": "datum.kind !== 'total'"}], "mark": {"type": "bar"},
         "encoding": {"x2": {"field": "to"}, "color": color}},
        {"transform": [{"filter": "datum.kind === 'total'"}],
         "mark": {"type": "tick", "thickness": 3, "color": "ink"}},
    ]  # fmt: skip
    said = WORDS[language]["waterfall"].format(
        first=start[2], last=end[2], said=_said([(name, text) for name, _, text in steps], language)
    )
    spec = spec_of(values, language, encoding=encoding, layer=layers, height={"step": _STEP})
    return Chart(kind="waterfall", spec=spec, alternative=said)


def _said(points: Sequence[tuple[Any, Any]], language: Language, most: int = 12) -> str:
    """Points in words, the first and the last of many."""
    text = "; ".join(f"{name} {value}" for name, value in points[:most])
    if len(points) > most:
        more = WORDS[language]["more"].format(count=len(points) - most)
        text = f"{text}; {more}"
    return f"{text}."
