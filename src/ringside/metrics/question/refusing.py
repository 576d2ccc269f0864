"""What cannot be answered from these numbers at all, said plainly."""

from __future__ import annotations

from ringside.dialogue.schemas import Language
from ringside.metrics.question.lexicon import say
from ringside.metrics.question.schema import Refused
from ringside.metrics.question.spotting import Item

_REASONS = {"change_data": "refuse_change", "outsider": "refuse_outsider", "forecast": "refuse_forecast",
            "advice": "refuse_advice", "outside": "refuse_outside"}  # fmt: skip


def refusal(items: list[Item], language: Language) -> Refused | None:
    """The reason to refuse that the question's words give, the weightiest first."""
    said = {item.op for item in items if item.kind == "op"}
    for does, reason in _REASONS.items():
        if does in said:
            return Refused(language=language, reason=say(language, reason))
    return None
