"""How much of a sentence was heard when its sound stopped."""

from __future__ import annotations

import re

SECONDS_A_LETTER = 0.065
"""Of speech at a usual pace, for sound whose length is not known yet."""
_WORD = re.compile(r"\S+\s*")


def heard_part(text: str, played: float, whole: float | None) -> str:
    """The words of a sentence that were spoken in the first `played` of its `whole` seconds; a begun one is not."""
    seconds = whole if whole else max(played, len(text) * SECONDS_A_LETTER)
    if played <= 0 or not text.strip():
        return ""
    if played >= seconds - 1e-6:
        return text.strip()
    letters = len(text.strip()) * played / seconds
    part, reached = "", 0
    for word in _WORD.findall(text.strip()):
        reached += len(word.rstrip())
        if reached > letters:
            break
        part += word
        reached += len(word) - len(word.rstrip())
    return part.rstrip()
