"""What ships is complete and bilingual; a faulty file is named with line and reason."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pydantic import ValidationError

from ringside.practice import buyer
from ringside.practice.catalogue import HERE, ContentError, Persona, Scenario, catalogue, load
from ringside.practice.lines import bank
from ringside.practice.schemas import Level

LEVELS: tuple[Level, ...] = ("foundation", "intermediate", "advanced", "expert")


def test_the_shipped_cast_is_wide_enough() -> None:
    content = catalogue()
    assert len(content.personas) >= 8
    assert {p.industry for p in content.personas.values()} >= {"insurance", "real_estate", "software"}
    assert {s.market for s in content.scenarios.values()} == {"b2b", "b2c"}
    assert {s.kind for s in content.scenarios.values()} == {
        "cold_call",
        "discovery",
        "objection",
        "closing",
        "technical",
        "service",
    }
    assert content.scenarios["cold-call"].levels == LEVELS


def test_personas_differ_in_traits_and_words() -> None:
    people = list(catalogue().personas.values())
    assert len({p.traits.model_dump_json() for p in people}) == len(people)
    impacts = [text for p in people for need in p.needs for text in need.impact.en]
    assert len(set(impacts)) == len(impacts)


def test_every_scenario_can_be_started_at_every_level_with_each_of_its_people() -> None:
    content = catalogue()
    for scenario in content.scenarios.values():
        for name in (scenario.persona, *scenario.alternatives):
            for level in scenario.levels:
                for language in ("en", "he"):
                    reaction = buyer.open(buyer.start(content.personas[name], scenario, level, 3, language))
                    assert reaction.intent.line


def test_both_languages_have_the_same_stock_of_lines() -> None:
    assert set(bank("en")) == set(bank("he"))
    assert all(bank(language)[key] for language in ("en", "he") for key in bank("en"))


def test_every_objection_kind_has_many_wordings() -> None:
    for language in ("en", "he"):
        for key, lines in bank(language).items():
            if key.startswith(("objection.", "brush_off.")) and not key.endswith(("second", "granted")):
                assert len(lines) >= 5, (language, key)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("personas", "scenarios"):
        shutil.copytree(HERE / name, tmp_path / name)
    return tmp_path


def spoil(path: Path, old: str, new: str) -> int:
    """Replace once and return the line it stands in."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("personas/dana-levi.yaml", "scepticism: 0.5", "scepticism: 5", "less than or equal to 1"),
        ("personas/dana-levi.yaml", "kind: status_quo", "kind: nonsense", "objections.0.kind"),
        ("personas/dana-levi.yaml", "gender: female", "gender: [female", ""),
        ("personas/dana-levi.yaml", "he: דנה לוי", "he: Dana Levi", "not Hebrew"),
        ("scenarios/cold-call.yaml", "persona: dana-levi", "persona: nobody", "'nobody' does not exist"),
        ("scenarios/cold-call.yaml", "id: cold-call", "id: warm-call", "file's name"),
    ],
)
def test_a_fault_names_file_line_and_reason(folder: Path, file: str, old: str, new: str, reason: str) -> None:
    line = spoil(folder / file, old, new)
    with pytest.raises(ContentError, match=reason) as caught:
        load(folder)
    assert caught.value.file == folder / file
    assert abs(caught.value.line - line) <= 1
    assert f"{Path(file).name}:{caught.value.line}" in str(caught.value)


def test_an_arranged_call_needs_an_opening() -> None:
    data = catalogue().scenarios["discovery"].model_dump() | {"opening": None}
    with pytest.raises(ValidationError, match="needs an opening"):
        Scenario.model_validate(data)


def test_a_persona_made_by_a_tenant_may_speak_one_language() -> None:
    need = {
        "id": "n",
        "topic": ["stock"],
        "surface": "We count by hand.",
        "pain": "It is always wrong.",
        "impact": "We lose orders.",
    }
    made = Persona.model_validate(
        {
            "id": "made-up", "name": "Ann Lee", "gender": "female", "role": "Buyer", "company": "Shop",
            "industry": "retail", "market": "b2b", "style": "Brief.",
            "background": "Runs the shop.", "needs": [need, need | {"id": "m"}],
            "objections": [{"kind": kind, "concern": "Money.", "resolves": ["cost"]} for kind in ("price", "trust")],
            "triggers": ["fast"], "facts": [{"id": i, "topic": ["size"], "text": "Ten."} for i in ("a", "b")],
        }
    )  # fmt: skip
    assert made.name.of("he") == "Ann Lee"
    state = buyer.start(made, catalogue().scenarios["cold-call"], "intermediate", 1, "en")
    assert buyer.open(state).intent.line
    with pytest.raises(ValidationError, match="occurs twice"):
        Persona.model_validate(made.model_dump() | {"needs": [made.needs[0].model_dump()] * 2})
