"""Labelled lines of objection: those of evals/acts, and those written for this in evals/deals/data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from evals.acts.lines import load
from ringside.dialogue.schemas import Language

DATA = Path(__file__).parent / "data"
NONE = "none"
ORDINARY, PLAIN, OWN = 0.15, 0.35, 1.5
"""Weight of a line of ordinary talk, of a customer's line that is no objection, and of one written for this."""


@dataclass(frozen=True)
class Line:
    """One line; `kind` is "none" when it is no objection, `concern` "" when the words do not tell it."""

    text: str
    language: Language
    kind: str
    concern: str = ""
    group: int = 0
    weight: float = 1.0


def own(split: str, language: Language) -> list[Line]:
    """The lines of evals/deals/data of this split."""
    told = yaml.safe_load((DATA / f"objections_{split}_{language}.yaml").read_text(encoding="utf-8"))
    found = []
    for label, given in told.items():
        kind, _, concern = label.partition("/")
        texts = given.splitlines() if isinstance(given, str) else given
        found += [Line(text, language, kind, concern.replace("-", ""), weight=OWN) for text in texts]
    return [Line(**{**line.__dict__, "group": 1_000_000 + place}) for place, line in enumerate(found)]


def training(language: Language) -> list[Line]:
    """Everything that may be learned from."""
    found: list[Line] = []
    for line in [*load("train*_*.jsonl"), *load("natural_train_*.jsonl")]:
        if line.language != language or line.speaker != "customer":
            continue
        if line.objection:
            found.append(Line(line.text, language, line.objection, group=line.group))
        elif line.never:
            if {"objection", "brush_off"} <= line.never:
                found.append(Line(line.text, language, NONE, group=line.group, weight=ORDINARY))
        elif not line.acts & {"objection", "brush_off", "refusal"}:
            found.append(Line(line.text, language, NONE, group=line.group, weight=PLAIN))
    return [*found, *own("train", language)]
