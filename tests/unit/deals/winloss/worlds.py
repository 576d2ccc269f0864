"""Small worlds of closed deals whose truth is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from ringside.deals.facts import DealFacts, Scalar

NOW = datetime(2026, 6, 1, tzinfo=UTC)
Row = Mapping[str, Scalar]


def deals(rows: Sequence[Row], won: Sequence[bool]) -> list[DealFacts]:
    """Closed deals with nothing but fields of an import."""
    return [
        DealFacts(
            id=f"d{i}", name=f"Deal {i}", looked_at=NOW, status="won" if is_won else "lost",
            created_at=NOW - timedelta(days=90), closed_at=NOW - timedelta(days=i % 60 + 1), custom=dict(row),
        )
        for i, (row, is_won) in enumerate(zip(rows, won, strict=True))
    ]  # fmt: skip


def world(
    count: int,
    seed: int,
    odds: Callable[[Row], float],
    *,
    more: Callable[[Row, bool, np.random.Generator], Row] | None = None,
) -> list[DealFacts]:
    """Deals of five fields; `odds` gives the log odds to win, `more` what is filled in at the close."""
    chance = np.random.default_rng(seed)
    rows: list[dict[str, Scalar]] = []
    won: list[bool] = []
    for _ in range(count):
        row: dict[str, Scalar] = {
            "Region": str(chance.choice(["North", "South", "East"])),
            "Pilot": str(chance.choice(["Yes", "No"])),
            "Budget": str(chance.choice(["Known", "Unknown"])),
            "Seats": int(chance.integers(1, 200)),
            "Visits": float(chance.integers(0, 12)),
        }
        is_won = bool(chance.random() < 1 / (1 + np.exp(-odds(row))))
        rows.append({**row, **(more(row, is_won, chance) if more else {})})
        won.append(is_won)
    return deals(rows, won)
