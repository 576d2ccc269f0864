from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest
from evals.metrics.narratives.__main__ import judged
from tests.unit.metrics.answer.shop import MODEL, TODAY, compared, two

from ringside.ai import Caller, Models
from ringside.metrics.answer import compose, gate, narrate
from ringside.metrics.answer.narrator import Piece, Worded, fault, to_word

QUERY, RESULT = compared(), two(1_234_567.0, 1_100_000.0)
TOLD = compose(QUERY, RESULT, MODEL, "en", TODAY)
UP = next(fact.id for fact in TOLD.facts if fact.id.startswith("change("))


def pieces(*parts: str) -> Worded:
    return Worded(pieces=[Piece(fact=part[1:]) if part.startswith("@") else Piece(text=part) for part in parts])


def test_untrue_sentences_do_not_pass() -> None:
    passed = [sentence for _, is_true, passed, sentence, _ in judged() if passed and not is_true]
    assert passed == []


def test_most_true_sentences_pass() -> None:
    verdicts = [passed for _, is_true, passed, _, _ in judged() if is_true]
    assert sum(verdicts) >= 0.9 * len(verdicts)


@pytest.mark.parametrize(
    ("worded", "says"),
    [
        (pieces("Revenue grew ", f"@{UP}", " to ", "@r0.revenue", "."), None),
        (pieces("Revenue fell ", f"@{UP}", " to ", "@r0.revenue", "."), "goes against"),
        (pieces("Revenue grew 12% to ", "@r0.revenue", "."), "numbers are facts"),
        (pieces("Revenue grew ", "@made_up", "."), "there is no fact"),
        (pieces("Revenue doubled to ", "@r0.revenue", "."), "not borne out"),
        (pieces("Two regions made ", "@r0.revenue", "."), "no fact says"),
        (pieces("Because of spring, revenue came to ", "@r0.revenue", "."), "claims a cause"),
        (pieces("Revenue will pass ", "@r0.revenue", "."), "will or should"),
        (pieces("Revenue is doing fine."), "none of the facts"),
        (pieces("**", "@r0.revenue", "**"), "plain words"),
        (pieces("Revenue came to ", "@r0.revenue", ". ", "Well done. " * 90), "too long"),
    ],
)
def test_a_models_words_are_held_against_the_facts(worded: Worded, says: str | None) -> None:
    found = fault(to_word(TOLD, QUERY, MODEL, "en"), worded)
    assert (found is None) if says is None else (found is not None and says in found)


class Scripted:
    """Stands for the models: always gives the same wording."""

    def __init__(self, worded: Worded, source: str = "provider:model") -> None:
        self.stations: dict[str, Any] = {"fast": ("one",), "smart": ()}
        self.worded, self.source = worded, source

    async def run(self, task: Any, value: Any, caller: Any) -> Any:
        sent = value.model_dump(mode="json")
        assert "checked" not in sent
        return SimpleNamespace(value=self.worded, source=self.source, note=None)


def narrated(worded: Worded) -> Any:
    models = cast(Models, Scripted(worded))
    return asyncio.run(narrate(models, Caller("tenant"), TOLD, QUERY, RESULT, MODEL, "en"))


def test_good_words_are_shown_with_the_facts_texts() -> None:
    told = narrated(pieces("Revenue grew ", f"@{UP}", " and came to ", "@r0.revenue", "."))
    assert told.narrative.text == "Revenue grew 12.2% and came to $1.23M."
    assert told.narrative.source == "provider:model"
    assert {each.fact for each in told.narrative.segments if each.fact} == {UP, "r0.revenue"}


def test_bad_words_give_way_to_the_template_with_the_reason() -> None:
    told = narrated(pieces("Revenue collapsed and fell to ", "@r0.revenue", "."))
    assert told.narrative.text == TOLD.narrative.text
    assert told.narrative.source == "builtin"
    assert "goes against the facts" in told.narrative.rejected


def test_without_models_nothing_is_asked() -> None:
    told = asyncio.run(narrate(Models(), Caller("tenant"), TOLD, QUERY, RESULT, MODEL, "en"))
    assert told is TOLD


@pytest.mark.parametrize("text", ["$1,23M", "1.23", "$1.23M%", "112", "$12", "2026", "Q9 2025"])
def test_numbers_that_only_look_alike_are_not_facts(text: str) -> None:
    assert gate.check(f"Revenue came to {text}.", TOLD.facts, "en")
