"""Text as people type it: what may be stored, shown and exported without surprises."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

_ALLOWED_CONTROLS = "\n\r\t"


def plain(text: str) -> str:
    """The text itself. Raises ValueError on control characters: that is binary data, not words."""
    if any(unicodedata.category(char) in ("Cc", "Cs") and char not in _ALLOWED_CONTROLS for char in text):
        raise ValueError("must be plain text; it contains control characters")
    return text


Plain = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(plain)]
"""Text without space around it and without control characters."""
