"""What a model proposes beside the built-in findings; only what quotes the call correctly is accepted."""

from __future__ import annotations

from ringside.ai import Models


def engine(models: Models) -> str:
    """Names who words findings now, so that another model is asked anew."""
    return ",".join(str(station.name) for station in models.stations["smart"])
