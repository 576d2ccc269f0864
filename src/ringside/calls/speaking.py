"""Who says what: utterances as they were imported or recognised, made into the turns of rep and customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ringside.calls import speakers
from ringside.calls.imports import Person, Utterance
from ringside.calls.speakers import Hints
from ringside.dialogue.schemas import Language, Speaker


@dataclass(frozen=True, slots=True)
class Attributed:
    """Turns as rows {speaker, label, text, start, end}; `sure` is False when a person should look at the roles."""

    roles: dict[str, Speaker]
    confidence: float
    sure: bool
    how: str
    why: str
    language: Language
    turns: list[dict[str, Any]]


def attributed(
    utterances: Sequence[Mapping[str, Any]],
    people: Mapping[str, Mapping[str, Any]],
    hints: Hints,
    language: Language | None,
) -> Attributed:
    """The turns of a call. Never an error: where it is not clear who is the rep, the likelier side and `sure` False."""
    who = {label: Person.model_validate(person) for label, person in people.items()}
    found = speakers.attribute(
        [Utterance.model_validate(u) for u in utterances],
        hints.model_copy(update={"people": {**who, **hints.people}}),
        language,
    )
    turns = [
        {"speaker": t.speaker, "label": t.label[:200], "text": t.text, "start": t.start, "end": t.end}
        for t in found.turns
    ]
    return Attributed(found.roles, found.confidence, found.sure, found.how, found.why, found.language, turns)
