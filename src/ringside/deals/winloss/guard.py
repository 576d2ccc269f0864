"""Which columns may explain outcomes. What may be known only after the close stays out, and is named with the reason.

By name, and by the data: whom it is filled for, whether it alone all but decides the outcome. Columns counted from
dated records were so before the close and pass. Whoever knows better may name a column to be kept. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np

from ringside.deals.winloss import naming
from ringside.deals.winloss.table import MISSING, Bools, Column, Floats, Ints

Reason = Literal[
    "named_after_close", "filled_at_close", "only_when_closed", "decides_alone", "tells_by_being_empty",
    "id", "free_text", "date", "constant", "same_as", "unwanted",
]  # fmt: skip

_SEPARATES = 0.97
"""AUC of one column from which it is the outcome in other words."""
_PURE = 10.0
"""So many deals of the other outcome were to be expected where there is not a single one."""
_FILL_GAP = 0.5
_UNEVEN = 0.25
_TWINS = 0.98


@dataclass(frozen=True, slots=True)
class Excluded:
    """A column that is not used. `figure` is what the reason rests on: an AUC, or shares filled of won and lost."""

    column: str
    reason: Reason
    figure: tuple[float, ...] = ()
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Guarded:
    columns: tuple[Column, ...]
    excluded: tuple[Excluded, ...]
    uneven: tuple[str, ...]
    """Kept, but filled for one outcome more than for the other: that it is empty is not told to the model."""


def guard(
    columns: Sequence[Column], won: Ints, *, keep: Collection[str] = (), leave: Collection[str] = (),
    open_filled: dict[str, tuple[int, int]] | None = None,
) -> Guarded:  # fmt: skip
    """Sort columns. `open_filled`: of how many open deals each column is filled, and how many there are."""
    kept: list[Column] = []
    out: list[Excluded] = []
    uneven: list[str] = []
    for column in columns:
        reason = _why_not(column, won, (open_filled or {}).get(column.key), column.key in keep)
        if column.key in leave:
            reason = Excluded(column.key, "unwanted")
        if reason is not None:
            # A count of ours that never differs is nobody's field.
            out += [] if column.dated and reason.reason == "constant" else [reason]
            continue
        if not column.dated and _fill_gap(column, won)[2] and column.key not in keep:
            uneven.append(column.key)
        kept.append(_as_control(_evened(column) if column.key in uneven else column))
    kept, twins = _without_twins(kept)
    return Guarded(tuple(kept), (*out, *twins), tuple(uneven))


def _why_not(column: Column, won: Ints, open_filled: tuple[int, int] | None, wanted: bool) -> Excluded | None:
    if reason := _says_nothing(column):
        return reason
    if column.dated or wanted:
        return None
    if naming.after_the_close(column.key.removeprefix("custom:")):
        return Excluded(column.key, "named_after_close")
    return _filled_late(column, won, open_filled) or _decides(column, won)


def _says_nothing(column: Column) -> Excluded | None:
    """Why a column cannot explain anything, whenever it was known."""
    count = len(column.values)
    if column.kind == "category":
        sizes = np.bincount(column.values, minlength=len(column.levels))
        if count - sizes.max() < max(3, 0.005 * count):
            return Excluded(column.key, "constant")
        return _words_for_one(column, sizes)
    seen = column.values[column.known()]
    if not len(seen):
        return Excluded(column.key, "constant")
    _, sizes = np.unique(seen, return_counts=True)
    unknown = count - len(seen)
    if count - max(int(sizes.max()), unknown) < max(3, 0.005 * count):
        return Excluded(column.key, "constant")
    whole = bool((seen == np.round(seen)).all()) and not column.dated
    serial = len(sizes) == len(seen) and len(seen) >= 20 and np.ptp(seen) < 3 * len(seen)
    named = naming.names_an_id(column.key.removeprefix("custom:"))
    if whole and len(sizes) > 0.9 * len(seen) and len(seen) >= 20 and (serial or named):
        return Excluded(column.key, "id")
    return None


def _words_for_one(column: Column, sizes: Ints) -> Excluded | None:
    """Identifiers, dates and prose: words that hardly two deals share."""
    words = [level for level in column.levels if level != MISSING]
    filled = int(column.known().sum())
    if words and sum(_is_date(word) for word in words) > 0.9 * len(words):
        return Excluded(column.key, "date")
    shared = sum(int(sizes[column.levels.index(word)]) for word in words if sizes[column.levels.index(word)] >= 5)
    if filled < 10 or shared >= 0.4 * filled:
        return None
    long = np.mean([len(word.split()) for word in words]) >= 4
    return Excluded(column.key, "free_text" if long else "id")


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True


def _filled_late(column: Column, won: Ints, open_filled: tuple[int, int] | None) -> Excluded | None:
    """Fields that are filled because a deal closed, or because of how."""
    known = column.known()
    of_won, of_lost, _ = _fill_gap(column, won)
    shares = (of_won, of_lost)
    if open_filled is not None and open_filled[1] >= 20:
        share_open = open_filled[0] / open_filled[1]
        if known.mean() >= 0.2 and share_open <= 0.1 * known.mean():
            return Excluded(column.key, "only_when_closed", (float(known.mean()), share_open))
    if abs(of_won - of_lost) >= _FILL_GAP:
        return Excluded(column.key, "tells_by_being_empty", shares)
    if _pure(known, won) or (column.kind == "number" and _pure(np.asarray(column.values == 0), won)):
        return Excluded(column.key, "filled_at_close", shares)
    return None


def _fill_gap(column: Column, won: Ints) -> tuple[float, float, bool]:
    """Share filled of won and of lost deals, and whether they differ by more than chance and custom."""
    known = column.known()
    wins, losses = max(1, int(won.sum())), max(1, int((1 - won).sum()))
    of_won, of_lost = float(known[won == 1].sum() / wins), float(known[won == 0].sum() / losses)
    share = float(known.mean())
    spread = np.sqrt(max(share * (1 - share), 1e-9) * (1 / wins + 1 / losses))
    gap = abs(of_won - of_lost)
    return of_won, of_lost, bool(gap >= _UNEVEN and gap > 4 * spread)


def _pure(rows: Bools, won: Ints) -> bool:
    """Whether these deals all ended one way although many should have ended the other."""
    count, wins = int(rows.sum()), int(won[rows].sum())
    if count in (0, len(won)):
        return False
    rate = float(won.mean())
    return (wins == 0 and count * rate >= _PURE) or (wins == count and count * (1 - rate) >= _PURE)


def _decides(column: Column, won: Ints) -> Excluded | None:
    auc = alone(column, won)
    return Excluded(column.key, "decides_alone", (auc,)) if auc >= _SEPARATES else None


def alone(column: Column, won: Ints) -> float:
    """AUC of this column by itself, each deal scored by its fellows: levels by their other deals, numbers by order."""
    if column.kind == "category":
        sizes = np.bincount(column.values, minlength=len(column.levels)).astype(np.float64)
        wins = np.bincount(column.values, weights=won, minlength=len(column.levels))
        rate = float(won.mean())
        others = sizes[column.values] - 1
        score = (wins[column.values] - won + rate) / (others + 1)
        return area(np.asarray(score), won)
    known = column.known()
    if len(np.unique(won[known])) < 2:
        return 0.5
    value = area(column.values[known].astype(np.float64), won[known])
    coverage = float(known.mean())
    return max(value, 1 - value) if coverage >= 0.5 else 0.5


def area(score: Floats, won: Ints) -> float:
    """AUC of a score: the chance that a won deal scores above a lost one, ties half."""
    lost, gained = np.sort(score[won == 0]), score[won == 1]
    if not len(lost) or not len(gained):
        return 0.5
    beaten = (np.searchsorted(lost, gained, "left") + np.searchsorted(lost, gained, "right")) / 2
    return float(beaten.sum() / (len(lost) * len(gained)))


def _evened(column: Column) -> Column:
    """The column with its gaps filled by what is usual, so that a gap says nothing."""
    known = column.known()
    if column.kind != "category":
        usual = float(np.median(column.values[known]))
        return replace(column, values=np.where(known, column.values, usual))
    sizes = np.bincount(column.values[known], minlength=len(column.levels))
    return replace(column, values=np.where(known, column.values, int(sizes.argmax())))


def _as_control(column: Column) -> Column:
    seller = column.key.startswith("custom:") and naming.names_a_seller(column.key.removeprefix("custom:"))
    return replace(column, control=True) if seller else column


def _without_twins(columns: list[Column]) -> tuple[list[Column], list[Excluded]]:
    """Of columns that say the same the first stays: an effect split between twins is seen in neither."""
    kept: list[Column] = []
    out: list[Excluded] = []
    scaled: list[Floats] = []
    for column in columns:
        if column.kind == "category":
            twin = next((k for k in kept if k.kind == "category" and _one_to_one(k, column)), None)
        else:
            score = _scaled(column)
            alike = [abs(float(score @ other)) for other in scaled]
            numeric = [k for k in kept if k.kind != "category"]
            twin = numeric[int(np.argmax(alike))] if alike and max(alike) >= _TWINS else None
            if twin is None:
                scaled.append(score)
        if twin is None:
            kept.append(column)
        else:
            out.append(Excluded(column.key, "same_as", other=twin.key))
    return kept, out


def _scaled(column: Column) -> Floats:
    filled = np.where(column.known(), column.values, np.nanmedian(column.values)).astype(np.float64)
    centred = filled - filled.mean()
    return np.asarray(centred / max(float(np.sqrt(centred @ centred)), 1e-12))


def _one_to_one(one: Column, other: Column) -> bool:
    if len(one.levels) != len(other.levels):
        return False
    pairs = np.unique(one.values * len(other.levels) + other.values)
    return len(pairs) == len(one.levels)
