"""A line to say instead, built for the moment: from the customer's words, the objection's kind and the stage."""

from __future__ import annotations

from typing import Any

from ringside.dialogue import wording
from ringside.dialogue.moments import Finding, Moments, core
from ringside.dialogue.schemas import Language


def line(moments: Moments, finding: Finding, used: set[str]) -> str:
    """A line for the finding that no other step of the call carries; `used` collects those given out."""
    language = moments.language
    topic = wording.topic(language, finding.topic, moments.service)
    for template in templates(topic, finding.kind, bool(finding.words), language, service=moments.service):
        said = fill(template, finding.words, language)
        if said not in used:
            break
    else:
        said = wording.say(language, "rewrite_last", turn=finding.turn + 1, line=said)
    used.add(said)
    return said


def templates(topic: str, kind: str, has_words: bool, language: Language, *, service: bool = False) -> list[str]:
    """Templates for a moment, the fittest first; those that give back words only where there are any."""
    table = wording.table(language)
    found: list[str] = []
    if kind in table["answers"] and topic != "monologue" and not service:
        step = {"good_explore": "respond", "unexplored": "explore"}.get(topic, "explore")
        found += _fitting(table["answers"][kind][step], has_words)
    found += _fitting(table["rewrites"].get(topic, []), has_words)
    return found + _fitting(table["rewrites"]["any_service" if service else "any"], has_words)


def _fitting(lines: Any, has_words: bool) -> list[str]:
    with_words = [str(t) for t in lines if "{words}" in t]
    without = [str(t) for t in lines if "{words}" not in t]
    return with_words + without if has_words else without


def fill(template: str, words: str, language: Language) -> str:
    """The template with the customer's words in quotation marks."""
    marks = ("“", "”") if language == "en" else ('"', '"')
    return template.format(words=f"{marks[0]}{core(words).strip(' .,!?')}{marks[1]}")
