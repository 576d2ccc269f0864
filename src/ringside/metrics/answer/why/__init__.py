"""Why a number changed, as far as the data can say: which parts contributed how much, and how surprising that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ringside.metrics.answer.why.explaining import explain

__all__ = ["explain"]


def __getattr__(name: str) -> Any:
    """`explain` on demand: facts are worked out with the arithmetic here, and explained in facts."""
    if name == "explain":
        from ringside.metrics.answer.why.explaining import explain  # noqa: PLC0415

        return explain
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
