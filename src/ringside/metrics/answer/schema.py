"""An answer: facts that each trace to a result cell, words around them, and a picture of the same facts."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from ringside.metrics.model.schema import Part
from ringside.metrics.query.schema import MetricQuery

Operation = Literal["difference", "change", "ratio", "share", "sum", "mean", "count", "rank", "times", "least", "most",
                    "formula", "shapley"]  # fmt: skip
"""`difference` a - b, `change` (a - b) / |b|, `ratio` and `times` a / b, `share` a / (a + b + ...), `sum`, `mean` and
`count` of all, `rank` the place of the first among all (1 is the greatest), `least` and `most` of all, `formula` of the
facts as v0, v1 ..., `shapley` what one factor of a formula contributes: half of the facts are now, half before."""
Role = Literal["dimension", "period", "value", "previous", "target", "change", "share", "rank",
"running_total", "total",
               "mean", "count", "ratio", "contribution"]  # fmt: skip
"""What a fact is in an answer, so that words such as rose, most and highest can be held against it."""


class Cell(Part):
    """A cell of the result: `row` counts from 0, `column` is the name of a result column."""

    row: int = Field(ge=0)
    column: str
    part: str | None = Field(default=None, description="Of which of the answer's `parts` it is the result's cell.")


class Derivation(Part):
    """A value worked out from other facts, by one of a few declared operations."""

    operation: Operation
    of: tuple[str, ...] = Field(min_length=1)
    formula: str | None = Field(default=None, description="Arithmetic over v0, v1 ..., the facts in their order.")
    which: int | None = Field(default=None, description="Whose part of the change: the place of the factor.")


class Fact(Part):
    """One value that may be spoken of. Exactly one of `cell` and `derivation` says where it is from.

    `text` is the value as the server formats it for the asker's language; the only spelling that reaches a narrative.
    """

    id: str
    label: str
    value: float | int | str | bool | None
    text: str
    format: str = "number"
    unit: str | None = None
    cell: Cell | None = None
    derivation: Derivation | None = None
    role: Role = "value"
    measure: str | None = None
    of: tuple[str, ...] = Field(default=(), description="Whose value it is: the dimension values of its row, in words.")
    period: str | None = Field(default=None, description="When, in words.")
    among: int | None = Field(default=None, description="Of a rank or a share: among how many.")


class Segment(Part):
    """A stretch of a narrative: plain words, or a fact shown by its `text` (then `fact` names it)."""

    text: str
    fact: str | None = None


class Narrative(Part):
    """`text` is the segments joined. `source` is builtin or provider:model; `rejected` why a model's was not used."""

    segments: tuple[Segment, ...]
    text: str
    source: str = "builtin"
    rejected: str | None = None


class Chart(Part):
    """A Vega-Lite specification over values that stand in it, and the same in words for who cannot see it."""

    kind: Literal["bar", "line", "area", "stacked", "waterfall", "number"]
    spec: dict[str, Any]
    alternative: str


class Answer(Part):
    """`headline` is the one fact that answers a question for one number."""

    narrative: Narrative
    facts: tuple[Fact, ...]
    headline: str | None = None
    chart: Chart | None = None
    notes: tuple[str, ...] = Field(default=(), description="What the reader must know: few rows, gaps, nulls, cut off.")
    parts: dict[str, MetricQuery] = Field(default={}, description="Further queries that cells of facts belong to.")
    follow_ups: tuple[str, ...] = Field(default=(), max_length=4)
