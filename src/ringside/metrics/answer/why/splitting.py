"""The facts of a change split by one dimension: each group's contribution, for sums and for ratios of sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isclose

from ringside.metrics.answer.facts import Book
from ringside.metrics.answer.schema import Fact
from ringside.metrics.answer.why import contribution
from ringside.metrics.answer.why.breaking import renamed, worked_out
from ringside.metrics.answer.why.surprise import Telling, surprises, telling
from ringside.metrics.model.formula import Binary, Call, Expr, Number, Ref, write
from ringside.metrics.query.schema import ResultColumn

_CLOSE = 1e-6


@dataclass(frozen=True)
class Split:
    """A change by one dimension: what each row of `book` contributes, and which rows tell."""

    book: Book
    parts: Mapping[int, Fraction]
    telling: Telling[int] | None
    effects: Mapping[int, contribution.Effect] | None = None


def of_sum(book: Book, measure: str, change: float) -> Split | None:
    """A sum split by rows, or None where the rows do not add up to the change."""
    now, before = _columns(book, measure)
    if now is None or before is None:
        return None
    new, old = dict(book.numbers(now)), dict(book.numbers(before))
    parts = contribution.additive(new, old)
    if len(parts) < 2 or not _adds_up(list(parts.values()), change):
        return None
    told = telling({row: float(part) for row, part in parts.items()}, surprises(new, old))
    return Split(book, parts, told)


def of_ratio(book: Book, expr: Binary, leaves: Sequence[str], change: float) -> Split | None:
    """A ratio split by rows into rate and mix, or None where the rows do not add up to the change."""
    sides = [_sides(book, expr, leaves, kind) for kind in (0, 1)]
    if sides[0] is None or sides[1] is None:
        return None
    effects = contribution.ratio(sides[0], sides[1])
    if effects is None or len(effects) < 2:
        return None
    parts = {row: effect.total for row, effect in effects.items()}
    if not _adds_up(list(parts.values()), change):
        return None
    # A group surprises as far as its part of the change is not like its weight.
    weights = {row: float(d) for row, (_, d) in sides[1].items()}
    told = telling(
        {row: float(part) for row, part in parts.items()},
        surprises({row: float(part) for row, part in parts.items()}, weights),
    )
    return Split(book, parts, told, effects)


def _adds_up(parts: Sequence[Fraction], change: float) -> bool:
    return isclose(float(sum(parts)), change, rel_tol=_CLOSE, abs_tol=_CLOSE * max(1e-3, abs(change)))


def _columns(book: Book, measure: str) -> tuple[ResultColumn | None, ResultColumn | None]:
    now = next((each for each in book.measures if measure in {each.name, each.measure}), None)
    return now, book.beside("previous", now) if now is not None else None


def _sides(book: Book, expr: Binary, leaves: Sequence[str], kind: int) -> dict[int, tuple[Fraction, Fraction]] | None:
    """Numerator and denominator by row, of now (0) or before (1)."""
    columns = {leaf: _columns(book, leaf)[kind] for leaf in leaves}
    found = {}
    for row in range(len(book.result.rows)):
        values = {}
        for leaf, column in columns.items():
            if column is None:
                return None
            values[leaf] = Fraction(book.number(row, column) or 0)
        n, d = worked_out(expr.left, values), worked_out(expr.right, values)
        if n is None or d is None:
            return None
        found[row] = (n, d)
    return found


def sum_fact(split: Split, row: int, measure: str) -> Fact:
    """The contribution of a row to the change of a sum."""
    book = split.book
    now, before = _columns(book, measure)
    if now is None or before is None:
        raise LookupError(measure)
    new, old = book.cell(row, now), book.cell(row, before)
    name = f"contribution({new.id})"
    if old.value is None:
        return book.derive("sum", (new,), role="contribution", label=new.label, name=name)
    if new.value is None:
        return book.derive("formula", (old,), role="contribution", label=new.label, name=name, about=new, formula="-v0")
    return book.derive("difference", (new, old), role="contribution", label=new.label, name=name)


def ratio_facts(
    split: Split, row: int, expr: Binary, leaves: Sequence[str], whole: Book, about: Fact
) -> dict[str, Fact]:
    """The contribution of a row to the change of a ratio, in all and by its own rate and its weight."""
    facts: list[Fact] = []

    def side(book: Book, at: int, kind: int, of: Expr) -> Expr:
        names: dict[str, Expr] = {}
        for leaf in leaves:
            column = _columns(book, leaf)[kind]
            if column is None:
                raise LookupError(leaf)
            fact = book.cell(at, column)
            if fact not in facts:
                facts.append(fact)
            names[leaf] = Call("coalesce", (Ref(f"v{facts.index(fact)}"), Number(0)))
        return renamed(of, names)

    group, n, d = split.book, expr.left, expr.right
    n1, d1, n0, d0 = (side(group, row, kind, of) for kind in (0, 1) for of in (n, d))
    wn1, wd1, wn0, wd0 = (side(whole, 0, kind, of) for kind in (0, 1) for of in (n, d))
    weight1, weight0 = Binary("/", d1, wd1), Binary("/", d0, wd0)
    half = Number(0.5)
    middle = Binary("*", half, Binary("+", Binary("/", wn1, wd1), Binary("/", wn0, wd0)))
    share = Binary("-", Binary("/", n1, wd1), Binary("/", n0, wd0))
    total = Binary("-", share, Binary("*", middle, Binary("-", weight1, weight0)))
    mean = Binary("*", half, Binary("+", weight1, weight0))
    effect = (split.effects or {})[row]
    rate: Expr = Binary("*", mean, Binary("-", Binary("/", n1, d1), Binary("/", n0, d0)))
    told = about.model_copy(update={"of": group.cell(row, group.measures[0]).of})
    of = tuple(facts)
    both = {"total": total} | ({"rate": rate} if effect.rate else {})
    made = {
        name: group.derive("formula", of, role="contribution", label=about.label, about=told, formula=write(tree),
                           name=f"{name}({group.part}/r{row})")
        for name, tree in both.items()
    }  # fmt: skip
    return made
