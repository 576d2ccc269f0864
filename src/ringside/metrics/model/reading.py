"""From the YAML of a semantic model to the model, or to what is wrong with it: line, column, reason and remedy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from ringside.core.content import Loader
from ringside.dialogue.schemas import Language
from ringside.metrics.model import against_data, checks
from ringside.metrics.model.checks import Finding, Severity, near
from ringside.metrics.model.places import Path, Placed, Unreadable, load
from ringside.metrics.model.schema import Calendar, Column, Join, Measure, Model, Part, Question, Table, Where
from ringside.metrics.sources.schema import Catalog

MOST_PROBLEMS = 100


class ModelProblem(BaseModel):
    """One thing that is wrong, where in the text, why, and what would put it right."""

    model_config = ConfigDict(frozen=True)

    line: int
    column: int
    where: str
    reason: str
    fix: str
    severity: Severity


class Read(BaseModel):
    """A text that was read. `model` is None as soon as one problem is an error."""

    model_config = ConfigDict(frozen=True)

    model: Model | None
    problems: tuple[ModelProblem, ...] = ()


@lru_cache(maxsize=32)
def understood(text: str) -> Model | None:
    """The model in a text that was read before, or None; the same object for the same text."""
    return read(text).model


def read(text: str, catalog: Catalog | None = None, language: Language = "en") -> Read:
    """The model in a text, checked in itself and, when a catalog is given, against the data."""
    try:
        placed = load(text)
    except Unreadable as error:
        reason, fix = _words(error.what, error.values, language)
        return Read(
            model=None,
            problems=(
                ModelProblem(line=error.line, column=error.column, where="", reason=reason, fix=fix, severity="error"),
            ),
        )
    if not isinstance(placed.data, dict):
        return _answer(None, [Finding((), "not_mapping")], placed, language)
    try:
        model = Model.model_validate(placed.data)
    except ValidationError as error:
        return _answer(None, [_finding(one, placed.data) for one in error.errors(include_url=False)], placed, language)
    findings = list(checks.check(model))
    if catalog is not None:
        findings += against_data.check(model, catalog)
    return _answer(model, findings, placed, language)


def _answer(model: Model | None, findings: Iterable[Finding], placed: Placed, language: Language) -> Read:
    problems = sorted(
        (_problem(finding, placed, language) for finding in findings),
        key=lambda problem: (problem.severity == "warning", problem.line, problem.column),
    )
    sound = all(problem.severity == "warning" for problem in problems)
    return Read(model=model if sound else None, problems=tuple(dict.fromkeys(problems))[:MOST_PROBLEMS])


def _problem(finding: Finding, placed: Placed, language: Language) -> ModelProblem:
    line, column = placed.place(finding.path, finding.at)
    reason, fix = _words(finding.what, finding.values, language)
    return ModelProblem(
        line=line,
        column=column,
        where=".".join(str(part) for part in finding.path),
        reason=reason,
        fix=fix,
        severity=finding.severity,
    )


def _words(what: str, values: Mapping[str, object], language: Language) -> tuple[str, str]:
    texts = _texts()[what][language]
    return texts["reason"].format_map(values), texts["fix"].format_map(values)


@cache
def _texts() -> dict[str, dict[Language, dict[str, str]]]:
    import yaml  # noqa: PLC0415

    text = (resources.files("ringside.metrics.model") / "problems.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[Language, dict[str, str]]] = yaml.load(text, Loader=Loader)  # noqa: S506  # nosec B506
    return loaded


_PARTS: dict[str, type[Part]] = {"calendar": Calendar, "tables": Table, "columns": Column, "joins": Join,
                                 "where": Where, "measures": Measure, "questions": Question}  # fmt: skip


def _finding(error: Any, data: Any) -> Finding:
    """What pydantic found, in this room's words."""
    path: Path = tuple(error["loc"])
    value, context = error.get("input"), error.get("ctx") or {}
    match error["type"]:
        case "extra_forbidden":
            name = str(path[-1])
            return Finding(path, "unknown_key", {"name": name, "near": near(name, _known(path[:-1]))})
        case "missing":
            return Finding(path, "missing", {"name": path[-1]})
        case "literal_error":
            return Finding(path, "one_of", {"value": value, "choices": context.get("expected", "")})
        case "string_pattern_mismatch":
            named = path and path[-1] == "[key]"
            what = "bad_field" if path and path[-1] == "field" else "bad_name"
            return Finding(path[:-1] if named else path, what, {"value": value})
    return Finding(path, "wrong", {"problem": error["msg"].removeprefix("Value error, ")})


def _known(path: Path) -> list[str]:
    """The keys there are at a place in a model."""
    part: type[Part] = Model
    for step in path:
        part = _PARTS.get(step, part) if isinstance(step, str) and step in part.model_fields else part
    return list(part.model_fields)
