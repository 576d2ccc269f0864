"""What cannot be answered from these numbers at all, said plainly."""

from __future__ import annotations

from datetime import date

from ringside.dialogue.schemas import Language
from ringside.metrics.periods.schema import Found
from ringside.metrics.question.lexicon import say
from ringside.metrics.question.schema import Refused
from ringside.metrics.question.spotting import Item

_REASONS = {"change_data": "refuse_change", "outsider": "refuse_outsider", "forecast": "refuse_forecast",
            "advice": "refuse_advice", "outside": "refuse_outside"}  # fmt: skip


def refusal(items: list[Item], language: Language, when: Found, today: date) -> Refused | None:
    """The reason to refuse that the question's words give, the weightiest first."""
    said = {item.op for item in items if item.kind == "op"}
    ahead = not when.periods or any(
        span.period.start is not None and span.period.start > today for span in when.periods
    )
    if "future" in said and ahead:
        said.add("forecast")
    for does, reason in _REASONS.items():
        if does in said:
            return Refused(language=language, reason=say(language, reason))
    return None
