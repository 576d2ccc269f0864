"""What the deals room tells a live call: a second reading of objections."""

from __future__ import annotations

from ringside.calls.live.ports import Resistance
from ringside.deals.objections import kinds
from ringside.dialogue.schemas import Language


def resists(text: str, language: Language) -> Resistance:
    """What words of a customer object to, and how likely they do."""
    reading = kinds.read(text, language)
    return Resistance(reading.chances[0][0], reading.objection)
