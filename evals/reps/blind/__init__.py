"""Scripted reps written by an outside tester who has not seen the buyer: `REPS` lists their classes."""

from __future__ import annotations

from types import ModuleType

from . import bad_en, bad_he, bad_subtle, good_en, good_en_more, good_he, good_other, mixed
from .policy import Rep


def _reps(*modules: ModuleType) -> list[type[Rep]]:
    """Every named rep a module defines itself, in the order of the file."""
    return [value for module in modules for value in vars(module).values() if _is_rep(value, module)]


def _is_rep(value: object, module: ModuleType) -> bool:
    """Whether it is a rep of this very module with a name of its own, not a base that others build on."""
    own = isinstance(value, type) and issubclass(value, Rep) and value.__module__ == module.__name__
    return own and "name" in vars(value)


REPS: list[type[Rep]] = _reps(good_en, good_en_more, good_other, good_he, mixed, bad_en, bad_subtle, bad_he)
