"""Which libraries of the optional extras are there."""

from __future__ import annotations

from importlib.machinery import ModuleSpec
from importlib.util import find_spec


def place(name: str) -> ModuleSpec | None:
    """Where a library lies; None for one that is absent or that something keeps from being imported."""
    try:
        return find_spec(name)
    except (ImportError, ValueError):
        return None


def present(*names: str) -> bool:
    return all(place(name) is not None for name in names)
