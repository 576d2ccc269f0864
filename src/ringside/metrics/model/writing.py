"""A semantic model as YAML that people like to edit: one line for each column, comments that say what to look at."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ringside.metrics.model.places import plain
from ringside.metrics.model.schema import Measure, Model, Part, Table

_HEAD = """\
# What your tables mean. Questions are answered from this and nothing else, so edit it freely:
# - label and synonyms are the words people use ({en: Revenue, he: הכנסות} or simply: Revenue);
# - time is the date that counts when a question does not name one; row is what one row is, in the singular;
# - a join says which columns hold the key of another table (many rows here, one row there);
# - a measure adds rows up (agg, of, where) or is a formula over other measures, worked out after adding up.
"""
_SAFE = re.compile(r"[^\W\d](?:[\w .%/+*()-]*[\w.%)])?")
_WIDE = 110


def write(model: Model, notes: Mapping[str, str] | None = None) -> str:
    """The model as text: `read(write(model)).model == model`. Notes stand as comments above what they are about."""
    return "\n".join(_lines(model, notes or {})) + "\n"


def _lines(model: Model, notes: Mapping[str, str]) -> Iterator[str]:
    yield from _HEAD.splitlines()
    yield f"version: {model.version}"
    yield f"name: {_scalar(model.name)}"
    yield f"currency: {_scalar(model.currency)}"
    calendar = _given(model.calendar)
    if calendar:
        yield f"calendar: {_flow(calendar)}"
    if model.tables:
        yield from ("", "tables:")
    for name, table in model.tables.items():
        yield from table_lines(name, table, notes)
    if model.measures:
        yield from ("", "measures:")
    for name, measure in model.measures.items():
        yield from measure_lines(name, measure)
    if model.questions:
        yield from ("", "questions:")
    for question in model.questions:
        yield f"  - ask: {_scalar(question.ask)}"
        yield f"    query: {_flow(question.query)}"


def table_lines(name: str, table: Table, notes: Mapping[str, str]) -> Iterator[str]:
    """A table as it stands below `tables:`."""
    yield from _comment(notes.get(f"tables.{name}"), "  ")
    given = _given(table)
    columns, joins = given.pop("columns", {}), given.pop("joins", [])
    yield f"  {name}:" if given or columns or joins else f"  {name}: {{}}"
    for key, value in given.items():
        yield from _entry(key, value, "    ")
    if joins:
        yield "    joins:"
    for join in joins:
        yield f"      - {_flow(join)}"
    if columns:
        yield "    columns:"
    for column, value in columns.items():
        yield from _comment(notes.get(f"tables.{name}.columns.{column}"), "      ")
        yield f"      {_scalar(column)}: {_flow(value)}"


def part_line(name: str | None, part: Part) -> str:
    """A column, or a join (which has no name), on a line of its own without indentation."""
    return f"- {_flow(_given(part))}" if name is None else f"{_scalar(name)}: {_flow(_given(part))}"


def measure_lines(name: str, measure: Measure) -> Iterator[str]:
    """A measure as it stands below `measures:`."""
    given = _given(measure)
    line = f"  {name}: {_flow(given)}"
    if len(line) <= _WIDE:
        yield line
        return
    yield f"  {name}:"
    for key, value in given.items():
        yield from _entry(key, value, "    ")


def _entry(key: str, value: Any, indent: str) -> Iterator[str]:
    line = f"{indent}{key}: {_flow(value)}"
    if isinstance(value, list) and len(line) > _WIDE:
        yield f"{indent}{key}:"
        yield from (f"{indent}  - {_flow(item)}" for item in value)
    else:
        yield line


def _comment(note: str | None, indent: str) -> Iterator[str]:
    for line in (note or "").splitlines():
        yield f"{indent}# {line}"


def _given(part: Part) -> dict[str, Any]:
    """What is not as it would be anyway."""
    dumped: dict[str, Any] = part.model_dump(mode="json", exclude_defaults=True)
    return dumped


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        bare = _SAFE.fullmatch(value) and plain(value) == value and ": " not in value
        return value if bare else json.dumps(value, ensure_ascii=False)
    if isinstance(value, float):
        return repr(value)
    return json.dumps(value)
