"""The way from a fact to a field, over many-to-one joins only: never one that would count a row twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ringside.metrics.model.schema import Column, Join, Model, Table

_DEEPEST = 6


class Unreachable(LookupError):
    """No chain of many-to-one joins leads from this table to that field."""


class Ambiguous(LookupError):
    """Several chains of joins lead to fields that this path may mean; `choices` are their full paths."""

    def __init__(self, path: str, choices: tuple[str, ...]) -> None:
        super().__init__(f"{path} may be any of {', '.join(choices)}")
        self.choices = choices


@dataclass(frozen=True)
class Node:
    """A table as it is met from a fact: by which joins, one after the other."""

    table: str
    joins: tuple[Join, ...] = ()

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(join.name for join in self.joins)


@dataclass(frozen=True)
class Field:
    """A column at the end of a chain of joins; `part` is a part of its date, or None."""

    node: Node
    column: str
    part: str | None = None

    @property
    def path(self) -> str:
        """The full name: the fact or the roles, then the column."""
        start = self.node.roles or (self.node.table,)
        return ".".join((*start, self.column)) + (f":{self.part}" if self.part else "")


def nodes(model: Model, fact: str) -> tuple[Node, ...]:
    """Every table that can be met from this one, nearest first. No table is entered twice on one way."""
    found, layer = [], [Node(fact)]
    for _ in range(_DEEPEST):
        found += layer
        layer = [further for node in layer for further in _further(model, fact, node)]
    return tuple(found)


def _further(model: Model, fact: str, node: Node) -> Iterator[Node]:
    met = {fact, *(join.to for join in node.joins)}
    for join in model.tables[node.table].joins:
        if join.to not in met and join.to in model.tables:
            yield Node(join.to, (*node.joins, join))


def fields(model: Model, fact: str) -> Iterator[tuple[Field, Table, Column]]:
    """Every column that can be met from this fact."""
    for node in nodes(model, fact):
        table = model.tables[node.table]
        for name, column in table.columns.items():
            yield Field(node, name), table, column


def resolve(model: Model, fact: str, path: str) -> Field:
    """What a dotted path means, seen from a fact. Of several ways, the shortest where only one is shortest.

    Raises Unreachable or Ambiguous.
    """
    path, _, part = path.partition(":")
    *names, column = path.split(".")
    fits = [
        node
        for node in nodes(model, fact)
        if column in model.tables[node.table].columns and _ends_in(node, fact, tuple(names))
    ]
    if not fits:
        raise Unreachable(f"{path} cannot be reached from {fact}")
    nearest = [node for node in fits if len(node.joins) == len(fits[0].joins)]
    called = [node for node in nearest if Field(node, column).path == path]  # a full path always means itself
    nearest = called or nearest
    if len(nearest) > 1:
        raise Ambiguous(path, tuple(Field(node, column).path for node in nearest))
    return Field(nearest[0], column, part or None)


def time_path(model: Model, fact: str, own: str | None = None) -> str | None:
    """The full path of the date by which a fact counts: a measure's `own`, else the table's; None without any."""
    time = own or model.tables[fact].time
    return time if time is None or "." in time else f"{fact}.{time}"


def _ends_in(node: Node, fact: str, names: tuple[str, ...]) -> bool:
    """Whether these names are the last of the way to this node; a table's own name stands for its last role."""
    way = (fact, *node.roles)
    *before, last = names
    if last not in {way[-1], node.table}:
        return False
    return not before or way[-1 - len(before) : -1] == tuple(before)
