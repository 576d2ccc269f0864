"""What may be called doubled, halved, flat, most or half: one place for the words and for who checks them."""

from __future__ import annotations

import math

FLAT = 0.005
"""A change smaller than this part of what was there is called practically unchanged."""
ABOUT = 0.02
"""How far about half or about a third may lie from it, as a part of the whole."""
_EXACT = 1e-9

RATIOS: dict[str, tuple[float, float]] = {
    "nearly_doubled": (1.9, 2.0),
    "doubled": (2.0, 2.1),
    "more_than_doubled": (2.1, 2.9),
    "nearly_tripled": (2.9, 3.0),
    "tripled": (3.0, 3.1),
    "more_than_tripled": (3.1, 3.9),
    "nearly_quadrupled": (3.9, 4.0),
    "quadrupled": (4.0, 4.1),
    "more_than_halved": (0.34, 0.475),
    "halved": (0.475, 0.5 + _EXACT),
    "nearly_halved": (0.5 + _EXACT, 0.525),
}
"""New by old, from (included) and up to."""
CLAIMED: dict[str, tuple[float, float]] = {
    **RATIOS,
    "doubled": (2.0, 2.5),
    "more_than_doubled": (2.0 + _EXACT, math.inf),
    "tripled": (3.0, 3.5),
    "more_than_tripled": (3.0 + _EXACT, math.inf),
    "quadrupled": (4.0, 4.5),
    "more_than_halved": (-math.inf, 0.5),
    "halved": (0.45, 0.5 + _EXACT),
}
"""What a ratio may be so that a word someone chose is still true: wider than what is chosen here."""
SHARES: dict[str, tuple[float, float]] = {
    "nearly_all": (0.95, 1.0),
    "most": (0.55, 0.95),
    "over_half": (0.5 + ABOUT, 0.55),
    "about_half": (0.5 - ABOUT, 0.5 + ABOUT),
    "about_third": (1 / 3 - ABOUT, 1 / 3 + ABOUT),
    "about_quarter": (0.25 - ABOUT, 0.25 + ABOUT),
}


def ratio_word(new: float, old: float) -> str | None:
    """How a value came to be a multiple or a half of another, or None where a percentage says it better."""
    if new <= 0 or old <= 0:
        return None
    return next((word for word, (low, high) in RATIOS.items() if low <= new / old < high), None)


def share_word(share: float) -> str | None:
    """How large a part of a whole is, or None."""
    return next((word for word, (low, high) in SHARES.items() if low <= share < high), None)


def is_flat(new: float, old: float) -> bool:
    """Whether hardly anything changed."""
    if new == old:
        return True
    return old != 0 and abs(new - old) / abs(old) < FLAT


def direction(new: float, old: float) -> str:
    """up, down, flat or same."""
    if math.isclose(new, old, rel_tol=_EXACT, abs_tol=_EXACT):
        return "same"
    if is_flat(new, old):
        return "flat"
    return "up" if new > old else "down"
