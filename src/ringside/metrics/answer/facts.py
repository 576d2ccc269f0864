"""The book of facts of an answer: each is a cell of the result or worked out from others by a declared operation."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from ringside.dialogue.schemas import Language
from ringside.metrics.answer import dates, labels
from ringside.metrics.answer import format as formats
from ringside.metrics.answer.schema import Cell, Derivation, Fact, Operation, Role
from ringside.metrics.answer.why.breaking import worked_out
from ringside.metrics.answer.why.contribution import shapley
from ringside.metrics.model.formula import parse
from ringside.metrics.model.schema import Model
from ringside.metrics.query.schema import MetricQuery, Result, ResultColumn

_ROLES: Mapping[str, Role] = {
    "dimension": "dimension", "period": "period", "measure": "value", "previous": "previous", "target": "target",
    "change": "change", "change_pct": "change", "share": "share", "rank": "rank", "running_total": "running_total",
}  # fmt: skip
_UNKNOWN: Mapping[Language, str] = {"en": "(none)", "he": "(ללא)"}
_EPSILON = 1e-9


class Book:
    """Facts of one result, made when they are first asked for, under ids that read like `r0.revenue`."""

    def __init__(
        self, query: MetricQuery, result: Result, model: Model, language: Language, part: str | None = None
    ) -> None:
        self.part = part
        self.query, self.result, self.model, self.language = query, result, model, language
        self.columns = {each.name: each for each in labels.columns(model, query, result, language)}
        self.places = {each.name: place for place, each in enumerate(result.columns)}
        self.keys = tuple(each for each in self.columns.values() if each.kind == "dimension")
        self.period = next((each for each in self.columns.values() if each.kind == "period"), None)
        self.measures = tuple(each for each in self.columns.values() if each.kind == "measure")
        self.facts: dict[str, Fact] = {}

    @property
    def time(self) -> ResultColumn:
        """The column of periods. Raises LookupError where there is none."""
        if self.period is None:
            raise LookupError("this result has no periods")
        return self.period

    def beside(self, kind: str, measure: ResultColumn) -> ResultColumn | None:
        """The column of this kind that belongs to a measure."""
        return next(
            (each for each in self.columns.values() if each.kind == kind and each.measure == measure_of(measure)), None
        )

    def at(self, row: int, column: ResultColumn) -> Any:
        """The value of a cell."""
        return self.result.rows[row][self.places[column.name]]

    def number(self, row: int, column: ResultColumn) -> float | None:
        value = self.at(row, column)
        if value is None or isinstance(value, str):
            return None
        number = float(value)
        return number if math.isfinite(number) else None

    def numbers(self, column: ResultColumn) -> list[tuple[int, float]]:
        """Rows in which a column has a number, with it."""
        found = ((row, self.number(row, column)) for row in range(len(self.result.rows)))
        return [(row, number) for row, number in found if number is not None]

    def name(self, row: int) -> str:
        """What a row is about, in words: its dimension values."""
        return "".join(gap + self._name(row, column) for gap, column in self.apart())

    def apart(self) -> list[tuple[str, ResultColumn]]:
        """The dimensions with what stands before each: the names of one row, such as first and last, are one name."""
        found: list[tuple[str, ResultColumn]] = []
        before: str | None = None
        for column in self.keys:
            at = labels.column_of(self.model, self.query.subject, column.name)
            table = at[0] if at and column.name.rpartition(".")[2] in at[1].names else None
            gap = "" if not found else " " if table is not None and table == before else ", "
            found.append((gap, column))
            before = table
        return found

    def when(self, row: int) -> str | None:
        """The period of a row in words; of the whole answer where it has no periods."""
        if self.period is not None:
            return self._text(self.period, self.at(row, self.period))
        period = self.query.time.period
        if period is None or (period.start is None and period.end is None):
            return None
        return dates.period(period, self.language, self.model.calendar, fiscal=self.query.time.fiscal)

    def cell(self, row: int, column: ResultColumn, *, text: str | None = None) -> Fact:
        """The fact of one cell."""
        fact_id = f"{self.part + '/' if self.part else ''}r{row}.{column.name}"
        if fact_id not in self.facts or text is not None:
            value = self.at(row, column)
            role = _ROLES[column.kind]
            self.facts[fact_id] = Fact(
                id=fact_id, label=column.label, value=_plain(value), text=text or self._text(column, value),
                format=column.format, unit=column.unit, cell=Cell(row=row, column=column.name, part=self.part),
                role=role, measure=None if role in {"dimension", "period"} else measure_of(column),
                of=tuple(self._name(row, key) for key in self.keys), period=self.when(row),
                among=len(self.result.rows) if role in {"rank", "share"} else None,
            )  # fmt: skip
        return self.facts[fact_id]

    def derive(
        self, operation: Operation, of: Sequence[Fact], *, role: Role, label: str, format: str | None = None,
        unit: str | None = None, name: str | None = None, text: str | None = None, about: Fact | None = None,
        formula: str | None = None, which: int | None = None,
    ) -> Fact:  # fmt: skip
        """A fact worked out from others. It is about what the first of them is about, unless another is named."""
        derivation = Derivation(operation=operation, of=tuple(fact.id for fact in of), formula=formula, which=which)
        value = work_out(derivation, [fact.value for fact in of])
        first = about or of[0]
        form, unit = (first.format, first.unit) if format is None else (format, unit)
        if text is None:
            is_signed = role in {"change", "contribution"}
            write: Callable[..., str] = formats.signed if is_signed else formats.short
            text = write(value, form, unit, self.language)
        # Two percentages lie apart by percentage points.
        form = "points" if role in {"change", "contribution"} and form == "percent" else form
        fact = Fact(
            id=name or f"{operation}({','.join(each.id for each in of[:2])})", label=label, value=value, text=text,
            format=form, unit=unit, derivation=derivation, role=role, measure=first.measure, of=first.of,
            period=first.period, among=len(of) if role in {"rank", "share"} else None,
        )  # fmt: skip
        self.facts[fact.id] = fact
        return fact

    def _name(self, row: int, column: ResultColumn) -> str:
        value = self.at(row, column)
        return _UNKNOWN[self.language] if value is None else self._text(column, value)

    def _text(self, column: ResultColumn, value: Any) -> str:
        if value is None and column.kind in {"dimension", "period"}:
            return _UNKNOWN[self.language]
        if column.kind == "change_pct":
            return formats.signed_percent(value, self.language)
        if column.kind == "change":
            return formats.signed(value, column.format, column.unit, self.language)
        return formats.short(value, column.format, column.unit, self.language, calendar=self.model.calendar)


def measure_of(column: ResultColumn) -> str:
    return column.measure or column.name


def _plain(value: Any) -> float | int | str | bool | None:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    try:
        return float(value)
    except (TypeError, ValueError):
        return str(value.isoformat() if hasattr(value, "isoformat") else value)


def work_out(derivation: Derivation, values: Sequence[Any]) -> float | int | None:
    """The value that a declared operation gives; None where a value is missing or divided by nothing."""
    if derivation.operation == "count":
        return len(values)
    if derivation.operation in {"formula", "shapley"}:
        return _by_formula(derivation, values)
    if any(value is None or isinstance(value, str) for value in values):
        return None
    return _simple(derivation.operation, [float(value) for value in values])


def _by_formula(derivation: Derivation, values: Sequence[Any]) -> float | None:
    tree = parse(derivation.formula or "")
    numbers = [None if value is None or isinstance(value, str) else Fraction(value) for value in values]
    if derivation.operation == "formula":
        found = worked_out(tree, {f"v{i}": number for i, number in enumerate(numbers) if number is not None})
        return None if found is None else float(found)
    half, known = len(numbers) // 2, [number for number in numbers if number is not None]
    if len(known) < len(numbers):
        return None
    parts = shapley(
        lambda chosen: worked_out(tree, {f"v{i}": each for i, each in enumerate(chosen)}), known[:half], known[half:]
    )
    return None if parts is None else float(parts[derivation.which or 0])


def _simple(operation: Operation, values: Sequence[float]) -> float | int | None:  # noqa: PLR0911
    first, *rest = values
    match operation:
        case "difference":
            return first - rest[0]
        case "change":
            return (first - rest[0]) / abs(rest[0]) if rest[0] else None
        case "ratio" | "times":
            return first / rest[0] if rest[0] else None
        case "share":
            total = math.fsum(values)
            return first / total if total else None
        case "sum":
            return math.fsum(values)
        case "mean":
            return math.fsum(values) / len(values)
        case "rank":
            return 1 + sum(each > first for each in rest)
        case "least":
            return min(values)
        case "most":
            return max(values)
    return None


def check(facts: Iterable[Fact], result: Result, parts: Mapping[str, Result] | None = None) -> list[str]:
    """Facts that are not what their cell says, or not what their derivation gives, each with the reason.

    `parts` are the results of the answer's further queries.
    """
    by_id = {fact.id: fact for fact in facts}
    results: dict[str | None, Result] = {None: result}
    results.update(parts or {})
    problems = []
    for fact in by_id.values():
        if (fact.cell is None) == (fact.derivation is None):
            problems.append(f"{fact.id}: has not exactly one origin")
        elif fact.cell is not None:
            found, value = _read(results.get(fact.cell.part), fact.cell)
            if not found:
                problems.append(f"{fact.id}: no such cell")
            elif not _same(_plain(value), fact.value):
                problems.append(f"{fact.id}: its cell says something else")
        elif fact.derivation is not None:
            sources = [by_id.get(each) for each in fact.derivation.of]
            if None in sources:
                problems.append(f"{fact.id}: worked out from a fact that is not there")
            elif not _same(work_out(fact.derivation, [each.value for each in sources if each]), fact.value):
                problems.append(f"{fact.id}: its derivation gives something else")
    return problems


def _read(result: Result | None, cell: Cell) -> tuple[bool, Any]:
    places = {column.name: place for place, column in enumerate(result.columns)} if result else {}
    if result is None or cell.column not in places or cell.row >= len(result.rows):
        return False, None
    return True, result.rows[cell.row][places[cell.column]]


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, int | float) and isinstance(b, int | float):
        return math.isclose(a, b, rel_tol=_EPSILON, abs_tol=_EPSILON)
    return bool(a == b)
