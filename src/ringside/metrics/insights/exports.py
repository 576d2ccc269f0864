"""An answer as a file: a picture to show, a table to work on, a text to paste."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from ringside.core.document import Block, File
from ringside.core.document.markdown import markdown
from ringside.core.errors import Conflict
from ringside.dialogue.schemas import Language
from ringside.metrics.insights.schemas import Format, Saved

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "question": "Asked", "as_of": "As of", "numbers": "Numbers", "more": "Further rows are not shown.",
        "how": "How this was computed", "data": "Data version", "model": "Model version", "notes": "Worth knowing",
    },
    "he": {
        "question": "השאלה", "as_of": "נכון ליום", "numbers": "המספרים", "more": "שורות נוספות אינן מוצגות.",
        "how": "איך זה חושב", "data": "גרסת הנתונים", "model": "גרסת המודל", "notes": "כדאי לדעת",
    },
}  # fmt: skip
# What a spreadsheet would run as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FONT = "Assistant"
_CONFIG: Mapping[str, Any] = {
    "background": "white",
    "font": _FONT,
    "view": {"stroke": None},
    "axis": {"labelFontSize": 13, "titleFontSize": 13, "gridColor": "#e6e6e3", "domainColor": "#b8b8b2"},
    "legend": {"labelFontSize": 13, "titleFontSize": 13},
}
_WIDTH, _HEIGHT = 720, 380
# The light colours of the app, which names stand for in a specification.
_COLOURS: Mapping[str, str] = {
    "accent": "#2f5d8a", "soft": "#8a8f98", "good": "#2f7d4f", "bad": "#b3261e", "warn": "#9a6700", "ink": "#1c1c1a",
    "line": "#e6e6e3", "edge": "#b8b8b2",
}  # fmt: skip
_COLOUR_KEYS = frozenset({"color", "fill", "stroke", "value", "range"})


class NoPicture(Conflict):
    slug, title = "no-picture", "This answer has no chart; export it as a table or a text"


def render(saved: Saved, title: str, kind: Format, language: Language) -> File:
    """The answer as a file. Raises NoPicture."""
    name = f"ringside-{saved.as_of:%Y-%m-%d}"
    match kind:
        case "csv":
            # The mark in front tells spreadsheets that it is UTF-8.
            return File(table(saved).encode("utf-8-sig"), "text/csv; charset=utf-8", f"{name}.csv")
        case "markdown":
            text = markdown(list(document(saved, title, language)), language) + "\n" + grid(saved)
            return File(text.encode(), "text/markdown; charset=utf-8", f"{name}.md")
        case "svg":
            return File(picture(saved, title, "svg"), "image/svg+xml", f"{name}.svg")
        case "png":
            return File(picture(saved, title, "png"), "image/png", f"{name}.png")


async def render_aside(saved: Saved, title: str, kind: Format, language: Language) -> File:
    """The same, in a thread: drawing takes a moment. Raises NoPicture."""
    return await asyncio.to_thread(render, saved, title, kind, language)


def table(saved: Saved) -> str:
    """Every row with exact values, as CSV; text that a spreadsheet would take for a formula is disarmed."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_safe(column.label) for column in saved.columns])
    writer.writerows([[_safe(value) for value in row] for row in saved.rows])
    return out.getvalue()


def _safe(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def document(saved: Saved, title: str, language: Language) -> Iterator[Block]:
    """The answer in paragraphs."""
    words = WORDS[language]
    yield Block("title", title)
    yield Block("text", saved.narrative.text)
    for note in saved.notes:
        yield Block("point", note)
    yield Block("text", f"{words['as_of']}: {saved.as_of.isoformat()}")
    yield Block("text", f"{words['data']}: {saved.data_version} · {words['model']}: {saved.model_version}")


def grid(saved: Saved) -> str:
    """The rows as a Markdown table."""
    rows = [[column.label for column in saved.columns], *saved.rows]
    head, *body = ["| " + " | ".join(map(_cell, row)) + " |" for row in rows]
    return "\n".join([head, "|" + " --- |" * len(saved.columns), *body]) + "\n"


def _cell(value: Any) -> str:
    text = "" if value is None else f"{value:,}" if _is_number(value) else str(value)
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def picture(saved: Saved, title: str, kind: Format) -> bytes:
    """The chart as an image, drawn here and without any network. Raises NoPicture."""
    if saved.chart is None or not saved.chart.spec:
        raise NoPicture
    spec: dict[str, Any] = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": _WIDTH,
        "height": _HEIGHT,
        "title": {"text": title, "anchor": "start", "fontSize": 17, "offset": 16},
        **coloured(saved.chart.spec),
    }
    spec["config"] = {**_CONFIG, **spec.get("config", {})}
    convert = _converter()
    text = json.dumps(spec, default=_plain)
    # No address is allowed: a specification can then load nothing, whatever a label or value says.
    try:
        if kind == "svg":
            return str(convert.vegalite_to_svg(text, allowed_base_urls=[])).encode()
        return bytes(convert.vegalite_to_png(text, scale=2, allowed_base_urls=[]))
    except ValueError as error:
        raise NoPicture("This chart cannot be drawn.") from error


def coloured(part: Any, key: str = "") -> Any:
    """The specification with colours for their names. The data are what they are: a category may be called line."""
    if isinstance(part, str):
        return _COLOURS.get(part, part) if key in _COLOUR_KEYS else part
    if isinstance(part, list):
        return [coloured(one, key) for one in part]
    if not isinstance(part, dict):
        return part
    return {name: value if name == "data" else coloured(value, name) for name, value in part.items()}


@cache
def _converter() -> Any:
    import vl_convert  # noqa: PLC0415  a library of 30 MB that few requests need

    vl_convert.register_font_directory(str(files("ringside.core.document") / "fonts"))
    return vl_convert


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)
