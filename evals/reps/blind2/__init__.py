"""A second outside set of scripted reps: `REPS` lists their classes. Their writer had not seen the buyer."""

from __future__ import annotations

from . import bad_en, bad_he, good_he, good_lists, good_scripts, mixed
from .base import Rep

MODULES = (good_lists, good_scripts, good_he, mixed, bad_en, bad_he)

REPS: list[type[Rep]] = [
    value
    for module in MODULES
    for value in vars(module).values()
    if isinstance(value, type)
    and issubclass(value, Rep)
    and value.__module__ == module.__name__
    and vars(value).get("name")
]
