"""The rows of one fact together with the fields of other tables that are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import TYPE_CHECKING, cast

import ibis

from ringside.metrics.model import formula
from ringside.metrics.model.formula import FormulaError
from ringside.metrics.model.reach import Field, Node
from ringside.metrics.model.schema import DatePart, Join, Model, Where
from ringside.metrics.query.calendar import local, part_of
from ringside.metrics.query.expressions import condition, evaluate
from ringside.metrics.query.problems import CannotAnswer, NoData

if TYPE_CHECKING:
    import ibis.expr.types as ir

_DEEPEST = 8
PARTS = frozenset(DatePart.__args__)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Relation:
    """A table as the database holds it. Its scans are limited to the rows whose `tenant_column` says `tenant`."""

    table: ir.Table
    tenant_column: str | None
    tenant: str
    place: str = ""
    """Which database it is in: ours (empty), or the source that is connected."""
    dialect: str = "duckdb"
    columns: Mapping[str, str] = dataclass_field(default_factory=dict)
    """What the model's columns are called there, where that differs."""


Relations = Mapping[str, Relation]
"""By the model's name of the table."""


def limited(relation: Relation) -> ir.Table:
    """A table with this tenant's rows only."""
    if relation.tenant_column is None:
        return relation.table
    column = relation.table[relation.tenant_column]
    return relation.table.filter(column == (int(relation.tenant) if column.type().is_integer() else relation.tenant))


@dataclass(frozen=True)
class Record:
    """What a plan turned out to read: tables, and columns that must be unique for no row to be counted twice."""

    tables: set[str] = dataclass_field(default_factory=set)
    keys: set[tuple[str, tuple[str, ...]]] = dataclass_field(default_factory=set)


@dataclass(frozen=True)
class Scans:
    """How tables of the model are read."""

    model: Model
    relations: Relations
    fiscal: bool = False
    record: Record = dataclass_field(default_factory=Record)

    def scan(self, table: str) -> ir.Table:
        """A table with this tenant's rows only."""
        if table not in self.relations:
            raise NoData(f"The table {table} has not been loaded yet.", table=table)
        self.record.tables.add(table)
        return limited(self.relations[table])

    def column(self, scanned: ir.Table, table: str, name: str, depth: int = 0) -> ir.Value:
        """A column of a scanned table, worked out where the model says how."""
        column = self.model.tables[table].columns.get(name)
        if column is None or column.expr is None:
            name = self.relations[table].columns.get(name, name)
            if name not in scanned.columns:
                raise CannotAnswer(f"The table {table} has no column {name} any more.", table=table, column=name)
            value = scanned[name]
            if value.type().is_timestamp() and value.type().timezone is not None:
                return local(value, self.model.calendar.timezone, self.relations[table].dialect)
            return value
        if depth > _DEEPEST:
            raise CannotAnswer(f"The column {table}.{name} is computed from itself.")
        try:
            tree = formula.parse(column.expr)
        except FormulaError as error:
            raise CannotAnswer(f"The column {table}.{name}: {error.problem}.") from None
        return evaluate(
            tree,
            lambda path: self.column(scanned, table, path.rpartition(".")[2], depth + 1),
            self.relations[table].dialect,
        )

    def part(self, value: ir.Value, part: str | None) -> ir.Value:
        if part is None:
            return value
        if part not in PARTS or not (value.type().is_date() or value.type().is_timestamp()):
            raise CannotAnswer(f"There is no {part} of this field.")
        return part_of(value, cast(DatePart, part), self.model.calendar, self.fiscal)


class Rows:
    """A fact joined, over many-to-one joins, with the tables of these fields; no row is lost or doubled."""

    def __init__(
        self,
        scans: Scans,
        fact: str,
        fields: list[Field],
        narrow: Callable[[ir.Table], ir.Table] = lambda table: table,
    ) -> None:
        self._scans, self._fact = scans, fact
        nodes = {Node(fact): None} | {
            Node(field.node.joins[depth - 1].to, field.node.joins[:depth]): None
            for field in fields
            for depth in range(1, len(field.node.joins) + 1)
        }
        self._numbers = {node: number for number, node in enumerate(nodes)}
        self._wanted = {node: list(dict.fromkeys(f.column for f in fields if f.node == node)) for node in nodes}
        self.table = self._joined(narrow)

    def value(self, field: Field) -> ir.Value:
        """A field's value in each row, or the part of it that is named."""
        return self._scans.part(self.table[self._name(field.node, field.column)], field.part)

    def _joined(self, narrow: Callable[[ir.Table], ir.Table]) -> ir.Table:
        table = self._select(Node(self._fact), narrow)
        for node in list(self._numbers)[1:]:
            here = self._select(node, lambda scanned: scanned)
            join, number = node.joins[-1], self._numbers[node]
            keys = [table[f"k{number}_{i}"] == here[f"p{number}_{i}"] for i in range(len(join.on))]
            table = table.left_join(here, keys)
        return table

    def _select(self, node: Node, narrow: Callable[[ir.Table], ir.Table]) -> ir.Table:
        """What is needed of one table: its fields, its own key, and the keys of the tables joined to it."""
        scanned = narrow(self._scans.scan(node.table))
        number = self._numbers[node]
        chosen = {self._name(node, name): self._scans.column(scanned, node.table, name) for name in self._wanted[node]}
        if node.joins:
            far = [where for where in node.joins[-1].where if _is_far(where, node.joins[-1])]
            if far:
                scanned = scanned.filter([self._test(scanned, node.table, where) for where in far])
            key = node.joins[-1].by or self._scans.model.tables[node.table].key
            self._scans.record.keys.add((node.table, key))
            if len(key) != len(node.joins[-1].on):
                raise CannotAnswer(f"The join to {node.table} needs as many columns as its key has.")
            chosen |= {f"p{number}_{i}": self._scans.column(scanned, node.table, name) for i, name in enumerate(key)}
        for further, its_number in self._numbers.items():
            if further.joins and further.joins[:-1] == node.joins:
                chosen |= self._keys(scanned, node.table, further.joins[-1], its_number)
        return scanned.select(**(chosen or {"one": ibis.literal(1)}))

    def _keys(self, scanned: ir.Table, table: str, join: Join, number: int) -> dict[str, ir.Value]:
        """The columns that hold another table's key; null where the join does not hold."""
        tests = [self._test(scanned, table, where) for where in join.where if not _is_far(where, join)]
        keys = {}
        for index, name in enumerate(join.on):
            key = self._scans.column(scanned, table, name)
            for test in tests:
                key = ibis.cases((test, key))
            keys[f"k{number}_{index}"] = key
        return keys

    def _test(self, scanned: ir.Table, table: str, where: Where) -> ir.BooleanValue:
        path, _, part = where.field.partition(":")
        value = self._scans.part(self._scans.column(scanned, table, path.rpartition(".")[2]), part or None)
        return condition(value, where.op, where.values)

    def _name(self, node: Node, column: str) -> str:
        return f"c{self._numbers[node]}_{column}"


def _is_far(where: Where, join: Join) -> bool:
    """Whether a condition of a join is about the table that is joined, not the one that is joined to it."""
    names = where.field.partition(":")[0].split(".")
    return names[-2] in {join.to, join.role}
