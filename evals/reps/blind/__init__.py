"""Scripted reps written by an outside tester who has not seen the buyer: `REPS` lists their classes."""

from __future__ import annotations

from . import good_en, good_en_more, good_he
from .policy import Rep


def _reps(*modules: object) -> list[type[Rep]]:
    """Every named rep a module defines itself, in the order of the file."""
    return [
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Rep) and value.__module__ == getattr(module, "__name__", "")
    ]


REPS: list[type[Rep]] = _reps(good_en, good_en_more, good_he)
