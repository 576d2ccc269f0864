"""The model as it is seen from one table: which fields its rows have, how they are named, how far away they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ringside.metrics.model import reach
from ringside.metrics.model.reach import Field, Node
from ringside.metrics.model.schema import Column, Measure, Model, Table
from ringside.metrics.question.lexicon import Lexicon
from ringside.metrics.question.text import name_words, stem

_PLAIN_FIELD = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)+\Z")
_REF = re.compile(r"[^\W\d]\w*")
_FAR = 0.3


@dataclass(frozen=True, slots=True)
class Place:
    """A field and what it costs to mean it."""

    field: Field
    cost: float

    @property
    def path(self) -> str:
        return self.field.path


class Seen:
    """One fact's view. `hints` are stems of verbs that speak for a role ("sent" for the sender)."""

    def __init__(self, model: Model, fact: str, lexicon: Lexicon, hints: frozenset[str]) -> None:
        self.model, self.fact, self.lexicon, self.hints = model, fact, lexicon, hints

    @property
    def table(self) -> Table:
        return self.model.tables[self.fact]

    @property
    def time(self) -> str | None:
        """The date by which rows of the fact count."""
        return reach.time_path(self.model, self.fact)

    def is_time(self, field: Field) -> bool:
        found = self.about(self.time) if self.time else None
        return found is not None and (found[0].node, found[0].column) == (field.node, field.column)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        return reach.nodes(self.model, self.fact)

    def reaches(self, table: str) -> bool:
        return any(node.table == table for node in self.nodes)

    def ways(self, table: str, roles: Iterable[str] = ()) -> list[tuple[float, Node]]:
        """The nodes of a table, the likeliest first; roles that were named come before all others."""
        named = set(roles)
        found = []
        for node in self.nodes:
            if node.table == table:
                cost = _FAR * len(node.joins) - (1 if named.intersection(node.roles) else 0)
                cost -= 0.5 if any(self._hinted(role) for role in node.roles) else 0
                found.append((cost, node))
        return sorted(found, key=lambda each: each[0])

    def _hinted(self, role: str) -> bool:
        return bool(self.hints.intersection(stem(word) for word in name_words(role)))

    def places(self, table: str, column: str, roles: Iterable[str] = ()) -> list[Place]:
        return [Place(Field(node, column), cost) for cost, node in self.ways(table, roles)]

    def path(self, field: Field) -> str:
        """The shortest name that means this field and no other."""
        part = f":{field.part}" if field.part else ""
        roles = field.node.roles
        tries = [
            f"{field.node.table}.{field.column}",
            *(".".join((*roles[i:], field.column)) for i in range(len(roles) - 1, -1, -1)),
        ]
        for each in tries:
            try:
                found = reach.resolve(self.model, self.fact, each)
            except LookupError:
                continue
            if (found.node, found.column) == (field.node, field.column):
                return each + part
        return field.path

    def column(self, field: Field) -> Column:
        return self.model.tables[field.node.table].columns[field.column]

    def about(self, path: str) -> tuple[Field, Column] | None:
        try:
            field = reach.resolve(self.model, self.fact, path)
        except LookupError:
            return None
        return field, self.column(field)

    def identity(self, node: Node) -> tuple[str, ...]:
        """The columns that tell rows of a table apart by name: as the model says, else a name, else the key."""
        table = self.model.tables[node.table]
        if table.names:
            return table.names
        shown = {
            name: name_words(name)
            for name, about in table.columns.items()
            if about.type in {"category", "text"} and not about.hidden
        }
        first = [name for name, words in shown.items() if words[-2:] == ["first", "name"]]
        last = [name for name, words in shown.items() if words[-2:] == ["last", "name"]]
        if first and last:
            return (first[0], last[0])
        row = name_words(table.row or "")
        for wanted in self.lexicon.name_columns:
            for name, words in shown.items():
                if " ".join(words) == wanted or words == [*row, *wanted.split()]:
                    return (name,)
        ending = [name for name, words in shown.items() if words[-1] == "name"]
        return (ending[0],) if len(ending) == 1 else table.key

    def key_field(self, node: Node) -> str | None:
        """A field whose distinct values count the rows of a joined table that are met: the reference to it."""
        if not node.joins:
            return f"{self.fact}.{self.table.key[0]}" if len(self.table.key) == 1 else None
        join, before = node.joins[-1], Node(self._before(node), node.joins[:-1])
        return self.path(Field(before, join.on[0])) if len(join.on) == 1 else None

    def _before(self, node: Node) -> str:
        return node.joins[-2].to if len(node.joins) > 1 else self.fact

    # measures

    def facts_of(self, measure: str, depth: int = 0) -> tuple[str, ...]:
        """The tables a measure adds up, its first one first."""
        about = self.model.measures.get(measure)
        if about is None or depth > 8:
            return ()
        if about.table:
            return (about.table,)
        parts = [
            self.facts_of(name, depth + 1) for name in _REF.findall(about.formula or "") if name in self.model.measures
        ]
        return tuple(dict.fromkeys(table for part in parts for table in part))

    def same_measure(self, agg: str, of: str | None) -> str | None:
        """The model's own measure that is this aggregate of this field, without conditions."""
        wanted = self.about(of) if of else None
        for name, each in self.model.measures.items():
            if each.agg != agg or each.table != self.fact or each.where or each.hidden:
                continue
            if (of is None and each.of is None) or (of and each.of and wanted and self._same(each, wanted[0])):
                return name
        return None

    def _same(self, measure: Measure, field: Field) -> bool:
        found = self.about(measure.of or "") if _PLAIN_FIELD.match(measure.of or "") else None
        return found is not None and (found[0].node, found[0].column) == (field.node, field.column)

    def plain(self, measure: str) -> str | None:
        """The field a measure sums, when it is no more than that."""
        each = self.model.measures[measure]
        return each.of if each.of and not each.where and _PLAIN_FIELD.match(each.of) else None

    def earnings(self) -> list[str]:
        """The measures that may be meant by "the amount" of this table."""
        named = [
            name
            for name, each in self.model.measures.items()
            if each.table == self.fact and each.agg == "sum" and each.format == "money" and not each.hidden
        ]
        fields = [
            f"sum({self.fact}.{name})"
            for name, about in self.table.columns.items()
            if about.type == "money" and not about.hidden
        ]
        plain = [name for name in named if not self.model.measures[name].where]
        own = [name for name in plain if self._own(self.model.measures[name])]
        return (own if len(own) == 1 else plain) or named or fields

    def _own(self, measure: Measure) -> bool:
        return all(
            ref.split(".")[0] == self.fact for ref in re.findall(r"[^\W\d]\w*(?:\.[^\W\d]\w*)+", measure.of or "")
        )

    def money_columns(self) -> list[str]:
        return [
            f"{self.fact}.{name}"
            for name, about in self.table.columns.items()
            if about.type == "money" and not about.hidden
        ]

    def dates(self) -> Iterator[tuple[Field, Column]]:
        for field, _, column in reach.fields(self.model, self.fact):
            if column.type in {"date", "datetime"} and not column.hidden:
                yield field, column
