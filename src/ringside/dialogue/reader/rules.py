"""What a rule is. Rules see one folded clause (lower case, plain quotes) whose leading fillers are cut off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """Evidence for a kind of act: how sure a clause that matches `pattern` makes us."""

    kind: str
    sure: float
    pattern: re.Pattern[str]
    detail: str | None = None


def compile_rules(
    table: Mapping[str, Iterable[tuple[float, str]]], names: Mapping[str, str], start: str, end: str
) -> tuple[Rule, ...]:
    """Rules of a table {kind or "kind:detail": [(sure, pattern)]}; {NAME} in a pattern stands for a word class.

    `start`/`end` are the word edges of the language; a pattern that opens with ^ is bound to the clause's start.
    """
    rules = []
    for key, patterns in table.items():
        kind, _, detail = key.partition(":")
        for sure, written in patterns:
            pattern = written
            for name, words in names.items():
                pattern = pattern.replace("{" + name + "}", f"(?:{words})")
            bound = pattern.startswith("^")
            # a pattern may close with a blank or a look-ahead, so only a cut inside a word is ruled out
            whole = ("^" if bound else start) + f"(?:{pattern.removeprefix('^')})(?:(?<!\\w)|{end})"
            rules.append(Rule(kind, sure, re.compile(whole), detail or None))
    return tuple(rules)
