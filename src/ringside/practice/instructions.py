"""What a buyer is told to do so that a weakness shows: ways the state machine plays, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ringside.dialogue.schemas import Language
from ringside.practice.parts import Weakness, parts
from ringside.practice.schemas import Because, Level
from ringside.practice.ways import Ways

WAYS: Mapping[Weakness, Mapping[str, Any]] = {
    "opening": {"hurried": 0.6, "cuts_in_after": 40},
    "discovery": {"guarded": 8},
    "listening": {"cuts_in_after": 35, "guarded": 5},
    "value": {"wants_proof": True},
    "objection_handling": {"objects": "early", "comes_back": True},
    "closing": {"objects": "late", "comes_back": True},
    "product_knowledge": {"asks": True, "wants_proof": True},
    "composure": {"hurried": 0.8, "cuts_in_after": 40},
    "price": {"objects": "late", "comes_back": True},
    "timing": {"objects": "late", "comes_back": True},
    "authority": {"objects": "late"},
    "need": {"objects": "early", "guarded": 5},
    "trust": {"wants_proof": True, "guarded": 5},
    "competitor": {"objects": "early", "wants_proof": True},
    "status_quo": {"objects": "early"},
    "integration": {"asks": True, "wants_proof": True},
    "not_interested": {"hurried": 0.6},
    "send_email": {"hurried": 0.6},
    "call_later": {"hurried": 0.8},
}
"""What brings each weakness out."""


def ways(weakness: Weakness, level: Level) -> Ways:
    """The instructions for this weakness; somebody at the beginning is spared second thoughts and haste."""
    wanted = dict(WAYS[weakness])
    if level == "foundation":
        wanted.pop("comes_back", None)
        wanted = {name: value / 2 if name == "hurried" else value for name, value in wanted.items()}
    return Ways(**wanted)


def told(given: Ways, language: Language) -> dict[str, str]:
    """Each instruction in words, by its name; nothing for what every buyer does."""
    words, usual = parts(language).ways, Ways()
    said = {}
    for name in Ways.model_fields:
        value = getattr(given, name)
        if value != getattr(usual, name):
            said[name] = words[str(value) if name == "objects" else name].replace("{n}", str(value))
    return said


def reasons(given: Ways, weakness: Weakness, language: Language) -> list[Because]:
    """Why each instruction is there."""
    bank = parts(language)
    why = bank.because["way"].format(weakness=bank.weakness[weakness].title)
    return [Because(part=f"ways.{name}", value=text, why=why) for name, text in told(given, language).items()]
