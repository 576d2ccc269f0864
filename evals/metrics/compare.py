"""Whether the rows of an answer are the gold rows. Strict: a number too many, a row too few is wrong."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from evals.metrics.database import plain
from ringside.metrics.query.schema import MetricQuery, Result, ResultColumn

Rows = Sequence[Sequence[Any]]


def same(result: Result, query: MetricQuery, gold: Rows, width: int, *, ordered: bool) -> bool:
    """Columns may stand in any order. More of them than asked for only where they label rows or explain their order.

    Rows may stand in any order too unless the question orders them. Where a limit cuts through rows of equal value,
    any of these may be shown.
    """
    rows = [[plain(cell) for cell in row] for row in result.rows]
    if len(rows) != len(gold):
        return _nothing(rows, gold)
    explains = {order.by for order in query.order} | ({query.top.measure} if query.top else set())
    explains |= {having.measure for having in query.having}
    free = [i for i, column in enumerate(result.columns) if _may_be_extra(column, query, explains)]
    for mapping in _mappings(rows, result.columns, gold, width):
        extra = set(range(len(result.columns))) - set(mapping)
        if not extra <= set(free):
            continue
        chosen = [[row[i] for i in mapping] for row in rows]
        columns = [result.columns[i] for i in mapping]
        if _match(chosen, gold, columns, query, mapping, result, ordered=ordered):
            return True
    return False


def _may_be_extra(column: ResultColumn, query: MetricQuery, explains: set[str]) -> bool:
    """Labels, what rows are ordered or chosen by, and the number beside its share, rank or comparison."""
    if column.kind in {"dimension", "period"} or column.name in explains:
        return True
    if (query.comparison is not None or query.shown) and column.kind in {"previous", "change", "change_pct", "target"}:
        return True
    return column.kind == "measure" and bool(query.shown) and len(query.measures) == 1


def _nothing(rows: Rows, gold: Rows) -> bool:
    """No rows, and one row that says none, say the same."""
    both = [*rows, *gold]
    return len(both) == 1 and all(cell in {None, 0} for cell in both[0])


def _mappings(rows: Rows, columns: Sequence[ResultColumn], gold: Rows, width: int) -> Iterator[tuple[int, ...]]:
    """Which column of the answer may be which of the gold: where the cells are the same, whatever their order."""
    fits = [[i for i in range(len(columns)) if _one_kind(rows, i, gold, at)] for at in range(width)]
    yield from _choices(fits, ())


def _choices(fits: list[list[int]], taken: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    if len(taken) == len(fits):
        yield taken
        return
    for i in fits[len(taken)]:
        if i not in taken:
            yield from _choices(fits, (*taken, i))


def _one_kind(rows: Rows, i: int, gold: Rows, at: int) -> bool:
    """Numbers stand against numbers, words against words."""
    return all(_is_number(row[at]) or row[at] is None for row in gold) == all(
        _is_number(row[i]) or row[i] is None for row in rows
    )


def _match(
    rows: Rows, gold: Rows, columns: Sequence[ResultColumn], query: MetricQuery, mapping: tuple[int, ...],
    result: Result, *, ordered: bool,
) -> bool:  # fmt: skip
    left = list(range(len(gold)))
    unmatched = []
    for row in rows:
        hit = next((i for i in left if _equal_rows(row, gold[i], columns)), None)
        if hit is None:
            unmatched.append(row)
        else:
            left.remove(hit)
    by = _order_column(query, result, mapping)
    if unmatched and not _only_ties(unmatched, [gold[i] for i in left], gold, columns, by, query):
        return False
    if ordered and by is not None:
        return all(_equal(row[by], want[by], columns[by]) for row, want in zip(rows, gold, strict=True))
    return not ordered or all(_equal_rows(row, want, columns) for row, want in zip(rows, gold, strict=True))


def _order_column(query: MetricQuery, result: Result, mapping: tuple[int, ...]) -> int | None:
    """Which gold column the answer is ordered by."""
    name = query.order[0].by if query.order else query.top.measure if query.top else None
    at = next((i for i, column in enumerate(result.columns) if column.name == name), None)
    return mapping.index(at) if at in mapping else None


def _only_ties(
    mine: Rows, missing: Rows, gold: Rows, columns: Sequence[ResultColumn], by: int | None, query: MetricQuery
) -> bool:
    if by is None or not (query.limit or query.top):
        return False
    border = gold[-1][by]
    return all(_equal(row[by], border, columns[by]) for row in (*mine, *missing))


def _equal_rows(row: Sequence[Any], want: Sequence[Any], columns: Sequence[ResultColumn]) -> bool:
    return all(_equal(a, b, column) for a, b, column in zip(row, want, columns, strict=True))


def _equal(mine: Any, gold: Any, column: ResultColumn) -> bool:
    if mine is None or gold is None:
        return mine in {None, 0} and gold in {None, 0}
    if isinstance(mine, bool) or isinstance(gold, bool):
        return str(mine).lower() == str(gold).lower()
    if _is_number(mine) and _is_number(gold):
        percent = column.format == "percent" or column.kind in {"share", "change_pct"}
        return _close(mine, gold) or (percent and _close(mine * 100, gold))
    return str(mine).strip() == str(gold).strip()


def _close(mine: float, gold: float) -> bool:
    return math.isclose(mine, gold, rel_tol=1e-6, abs_tol=0.000051 if abs(gold) < 1e6 else 0.01)


def _is_number(cell: Any) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)
