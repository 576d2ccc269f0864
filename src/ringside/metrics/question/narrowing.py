"""Which rows count: values, conditions, what is left out, who is meant by a join."""

from __future__ import annotations

from ringside.metrics.model.reach import Field, Node
from ringside.metrics.model.schema import Where
from ringside.metrics.query.schema import (
    Filter,
)  # fmt: skip
from ringside.metrics.question.fields import UNFIT
from ringside.metrics.question.frame import Phrase
from ringside.metrics.question.grouping import Grouping
from ringside.metrics.question.spotting import Item


class Narrowing(Grouping):
    """The conditions of a query."""

    def _where(self) -> None:
        frame = self.frame
        held = [*([frame.leader] if frame.leader else []), *frame.wants, *frame.groups, *frame.every, *frame.asked,
                *frame.ranked_by, *frame.mentions, *frame.returns]  # fmt: skip
        self.filters += self.a.values_of(held)
        self.filters += self.a.values_of(frame.excluded, negated=True)
        filters, having = self.a.conditions(frame.conditions)
        self.filters += filters
        self.having += having
        self.filters += self.a.values_of(frame.onlys)
        for phrase in frame.onlys:
            self._only(phrase)
        shown = {phrase.part for phrase in frame.returns if phrase.part}
        for part in frame.parts:
            if not self._is_split(part) and not (shown and self._same_part(part, shown)):
                self.filters.append(self._part(part))

    def _only(self, phrase: Phrase) -> None:
        """ "only successful orders", where the model has a measure of just these: its own conditions."""
        left = [item for item in phrase.names if item.start not in self.a.used]
        for item in left:
            for entry in item.of("measure"):
                about = self.a.words.model.measures[entry.measure]
                if about.where and (about.agg or "").startswith("count") and self.a.fact == about.table:
                    self.filters += [Filter(field=each.field, op=each.op, values=each.values) for each in about.where]
                    self.a.used.add(item.start)
                    break
        self.frame.mentions.append(
            Phrase(names=[item for item in left if item.start not in self.a.used], before=phrase.before)
        )

    def _is_split(self, part: str) -> bool:
        """ "By weekday": rows are kept apart by a part of their date."""
        if not part.startswith("#") or self.when.parts[int(part[1:])].values:
            return False
        self.dims.append(f"{self.seen.time}:{self.when.parts[int(part[1:])].part}")
        return True

    def _same_part(self, part: str, shown: set[str]) -> bool:
        if not part.startswith("#"):
            return part in shown
        mine = self.when.parts[int(part[1:])]
        others = [self.when.parts[int(each[1:])] for each in shown if each.startswith("#")]
        return any((each.part, each.values) == (mine.part, mine.values) for each in others)

    def _excluded(self, phrase: Phrase) -> None:
        """ "without merchants": said by a join that leaves them out, or by nothing at all."""
        left = [item for item in phrase.names if item.start not in self.a.used]
        if not left:
            return
        by_join = any(join.where for node in self._people() for join in node.joins)
        if by_join and all(item.of("table") for item in left):
            return
        if self._left_out(left):
            return
        counts = [entry.measure for item in left for entry in item.of("measure")
                  if self.a.words.model.measures[entry.measure].where]  # fmt: skip
        if len(left) == 1 and counts and not left[0].of("value"):
            self.denied.append(counts[0])
            return
        if all(item.of("value") for item in left):
            for item in left:
                if (found := self.a._valued(item, phrase, True)) is not None:
                    self.filters.append(found)
            return
        self.a.cost += UNFIT
        self.a._ask("unknown_word", phrase.text)

    def _left_out(self, items: list[Item]) -> bool:
        """Whether the measures asked for never count such rows anyhow."""
        model = self.a.words.model
        kept = [each for ref in self.measures if ref in model.measures for each in model.measures[ref].where]
        kept += [Where(field=each.field, op=each.op, values=each.values) for each in self.filters]
        for item in items:
            for entry in item.of("value"):
                for each in kept:
                    other = str(entry.value) not in {str(value) for value in each.values}
                    if each.op in {"in", "="} and each.field.rsplit(".", 1)[-1] == entry.column and other:
                        return True
        return False

    def _part(self, part: str) -> Filter:
        negated, part = part.startswith("-"), part.lstrip("-")
        time = self.seen.time
        if time is None:
            self.a.cost += 3
            self.a._ask("no_time", self.a.fact)
            time = self.seen.fact + "." + next(iter(self.seen.table.columns), "id")
        if part.startswith("#"):
            each = self.when.parts[int(part[1:])]
            values, op = tuple(each.values), "not_in" if negated else "in"
            if each.part == "weekend":
                values, op = (bool(each.values[0]) != negated,), "="
            return Filter(field=f"{time}:{each.part}", op=op, values=values)
        return Filter(field=f"{time}:weekend", op="=", values=((part == "weekend") != negated,))

    def _join_conditions(self) -> None:
        """Who is asked by name through a join that holds for some rows only: the other rows have no name."""
        for entity, i, join in [(node, i, join) for node in self._people() for i, join in enumerate(node.joins)]:
            start = entity.joins[:i]
            table = start[-1].to if start else self.a.fact
            for where in join.where:
                column = where.field.rsplit(".", 1)[-1]
                path = self.seen.path(Field(Node(table, start), column))
                if not any(each.field == path for each in self.filters):
                    self.filters.append(Filter(field=path, op=where.op, values=where.values))

    def _people(self) -> list[Node]:
        """Whose rows are told apart or counted."""
        nodes = [self.a.entity] if self.a.entity is not None else []
        return nodes + [
            self.a.counted[ref] for ref in self.measures if ref in self.a.counted and self.a.counted[ref] not in nodes
        ]
