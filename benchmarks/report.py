"""How benchmarks say what they found: one row of a Markdown table each, so that the README can quote them."""

from __future__ import annotations

HEAD = "| What | Measured | Target |\n| --- | --- | --- |"


def row(what: str, measured: str, target: str = "") -> None:
    """One row, at once."""
    print(f"| {what} | {measured} | {target} |", flush=True)


def at_most(measured: float, limit: float, unit: str) -> str:
    """The target in words, marked when it is missed."""
    return f"{limit:g} {unit}" if measured <= limit else f"{limit:g} {unit} (MISSED)"
