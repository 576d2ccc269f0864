"""What is shown in which order, and who leads."""

from __future__ import annotations

from ringside.metrics.model.reach import Node
from ringside.metrics.query.schema import (
    Order,
)  # fmt: skip
from ringside.metrics.question.fields import UNFIT, Dim
from ringside.metrics.question.frame import Phrase
from ringside.metrics.question.measuring import Measuring
from ringside.metrics.question.phrasing import plural
from ringside.metrics.question.text import stems

_LEADERS = 10


class Showing(Measuring):
    """The shown fields, the leaders and the order of a query."""

    def _returned(self) -> None:
        if not self.frame.returns:
            return
        dims, measures, others = [], [], []
        for phrase in self.frame.returns:
            if phrase.rank and self._ranked(phrase):
                continue
            if self._returns_measure(phrase):
                if (ref := self._returned_measure(phrase)) is not None:
                    measures.append(ref)
            elif not [item for item in phrase.names if not item.value_only] and not (phrase.id or phrase.name):
                self.frame.mentions.append(phrase)
            else:
                others.append(phrase)
        for phrase in others:
            dim = self._shown_dim(phrase)
            if dim is not None:
                dims.append(dim)
            elif (ref := self._returned_measure(phrase)) is not None:
                measures.append(ref)
        self._arrange(dims, measures)

    def _ranked(self, phrase: Phrase) -> bool:
        self.shown.append("rank")
        bare = not phrase.names or not self._is_measure(Phrase(names=phrase.names))
        if not bare and not self.measures:
            self._measure(Phrase(names=phrase.names))
        return True

    def _returns_measure(self, phrase: Phrase) -> bool:
        if phrase.part is not None and phrase.names:
            return True
        return phrase.computes or any(item.of("measure") and not item.of("column") for item in phrase.names[-1:])

    def _returned_measure(self, phrase: Phrase) -> str | None:  # noqa: PLR0911
        if (ref := self._again(phrase)) is not None:
            return ref
        if phrase.part and not phrase.computes and self.measures and not self._is_measure(phrase):
            return self._define(self._base(phrase), [self._part(phrase.part)])
        if not phrase.computes and (ref := self._measured_over(phrase)) is not None:
            return ref
        ref = self.a.measure(phrase)
        if ref is None and phrase.money and len(self.measures) == 1:
            return self.measures[0]
        if ref is None and not phrase.computes and self._numeric(phrase):
            ref = self.a.measure(Phrase(names=phrase.names, agg="sum", before=phrase.before))
        if ref is None:
            self.a.cost += UNFIT
            self.a._ask("unknown_word", phrase.text)
            return None
        if (some := self._some_of(ref)) is not None:
            return some
        where = [self._part(phrase.part)] if phrase.part else self._acted(phrase)
        return self._define(ref, where) if where else ref

    def _some_of(self, ref: str) -> str | None:
        """The count of some rows that was asked for before, when `ref` is the count of all."""
        plain = {self.seen.same_measure("count", None), f"count({self.a.fact})"}
        if ref not in plain or ref in self.measures:
            return None
        for name in [*([self.by] if self.by else []), *self.measures]:
            about = self.a.words.model.measures.get(name)
            if about is not None and about.agg == "count" and about.where and about.table == self.a.fact:
                return name
            if name in self.defined and self.defined[name].of in plain and self.defined[name].per is None:
                return name
        return None

    def _again(self, phrase: Phrase) -> str | None:
        """ "The average score", after "the average itch score": the same."""
        said = {form for item in phrase.names for form in stems(item.text)}
        if not said or phrase.part or any(item.of("measure") or item.of("table") for item in phrase.names):
            return None
        for ref in self.measures:
            about = self.a.words.model.measures.get(ref)
            if about is None or (phrase.agg not in {None, about.agg} and about.agg is not None):
                continue
            if any(said < stems(text) for text in (ref, *about.label.values())):
                return ref
        return None

    def _base(self, phrase: Phrase) -> str:
        counted = self.a.measure(Phrase(names=phrase.names, count=True, before=phrase.before))
        return counted if counted is not None and counted in self.measures else self.measures[0]

    def _shown_dim(self, phrase: Phrase) -> Dim | None:
        if phrase.computes:
            return None
        dim = self.a.dimension(phrase)
        if dim is None:
            return None
        if any(item.of("measure") for item in phrase.names[-1:]) and not any(
            item.of("column") for item in phrase.names[-1:]
        ):
            return None
        self.a.cost += max(-0.4, dim.cost) * 0.5
        return dim

    def _arrange(self, dims: list[Dim], measures: list[str]) -> None:
        """In the order in which they were asked for. What names the same rows in another way is left out."""
        shown = list(dict.fromkeys(path for dim in dims for path in dim.paths if not self._dated(path)))
        if shown:
            entity = self.a.entity
            kept = [path for path in self.dims if path not in shown and not self._of_entity(path, entity)]
            self.dims = [*kept, *shown]
            if entity is None:
                self._entity_of(dims)
        if measures:
            ordered = list(dict.fromkeys(measures))
            if self.by is not None and self.by not in ordered:
                ordered.append(self.by)
            self.measures = ordered

    def _of_entity(self, path: str, entity: Node | None) -> bool:
        found = self.seen.about(path)
        return bool(self.each) and found is not None and entity is not None and found[0].node == entity

    def _entity_of(self, dims: list[Dim]) -> None:
        """Names of people or things stand for rows of their table: two of the same name stay apart."""
        for dim in dims:
            if dim.node is not None and dim.node.joins and set(self.a._identity(dim.node)) <= set(self.dims):
                self.each.append(dim.node.joins[-1].name)
                return

    def _leading(self) -> None:
        frame = self.frame
        if frame.ranked and not self.measures and self.inherited:
            self.by = self.inherited[0]
            return
        if (frame.ranked or "counted" in frame.flags) and not self.measures:
            if "common" in frame.flags or "counted" in frame.flags:
                ref = self.a.measure(Phrase(count=True))
            else:
                ref = next(iter(self.seen.earnings()), None)
                if ref is not None and self.a.words.primary not in {None, ref} and not self._spoken_for():
                    self.a.cost += 1.5
                    self.a._ask("unknown_measure", "")
                if ref is not None:
                    self.a.assumed.append(("assumed_money", {"word": self.frame.superlative, "measure": ref}))
            if ref is None:
                self.a._ask("unknown_measure", "")
                self.a.cost += 4
            else:
                self.measures.append(ref)
        if "much" in frame.flags and not self.measures and not self.inherited:
            self._earned()
        if frame.ranked and self.by is None and self.measures:
            self.by = self.measures[0]
        if frame.ranked and not self.dims and not self.grain:
            self.a.cost += UNFIT
            self.a._ask("unknown_word", frame.leader.text if frame.leader else "")

    def _spoken_for(self) -> bool:
        said = {form for item in self.frame.verbs for form in self.a.words.lexicon.verbs.get(item.text, ())}
        return bool(said & stems(self.a.fact))

    def _earned(self) -> None:
        """ "How much did we sell": what the company earns, when this table says it."""
        found = self.seen.earnings()
        if found and (found[0] == self.a.words.primary or self._spoken_for()):
            self.measures.append(found[0])
            self.a.assumed.append(("assumed_money", {"word": "how much", "measure": found[0]}))
        else:
            self.a.cost += 4

    def _order(self) -> tuple[tuple[Order, ...], int | None]:
        frame, descending = self.frame, self.frame.descending
        if frame.ranked and (self.dims or self.grain) and self.by:
            return (Order(by=self.by, descending=not frame.bottom),), self._limit()
        orders = []
        for phrase in frame.orders:
            by = self._ordered_by(phrase)
            if by is not None:
                orders.append(Order(by=by, descending=descending if descending is not None else by in self.measures))
        if not orders and frame.by_period:
            return (Order(by="period", descending=bool(descending)),), None
        if not orders and descending is not None:
            by = "period" if self.grain else (self.measures[0] if self.measures and self.dims else None)
            orders = [Order(by=by, descending=descending)] if by else []
        return tuple(dict.fromkeys(orders)), frame.top if frame.top and (self.dims or self.grain) else None

    def _measured_over(self, phrase: Phrase) -> str | None:
        """The measure that is there already of the field a phrase names."""
        fields = {f"{entry.table}.{entry.column}" for item in phrase.names for entry in item.of("column")}
        for ref in self.measures:
            of = self.seen.plain(ref) if ref in self.a.words.model.measures else ref.partition("(")[2].rstrip(")")
            found = self.seen.about(of) if of else None
            if found is not None and f"{found[0].node.table}.{found[0].column}" in fields:
                return ref
        return None

    def _ordered_by(self, phrase: Phrase) -> str | None:  # noqa: PLR0911
        if not phrase.computes and (ref := self._measured_over(phrase)) is not None:
            return ref
        if self._is_measure(phrase) or self._numeric(phrase):
            ref = self.a.measure(phrase)
            if ref is not None:
                if ref not in self.measures:
                    self.measures.append(ref)
                return ref
        dim = self.a.dimension(phrase)
        if dim is not None and dim.paths[0] in self.dims:
            return dim.paths[0]
        if dim is not None and self._dated(dim.paths[0]):
            return "period"
        counted = (
            self.a.measure(Phrase(names=phrase.names, count=True, before=phrase.before))
            if self.a._tables(phrase)
            else None
        )
        if counted is not None and counted in self.measures:
            return counted
        self.a.cost += 0.5
        if phrase.computes and self.measures:
            return self.measures[0]
        if dim is None or dim.paths[0] not in self.dims:
            self.a.cost += 1.5
            self.a._ask("unknown_word", phrase.text)
        return None

    def _limit(self) -> int | None:
        frame = self.frame
        if frame.top is not None:
            return min(frame.top, 10_000)
        if "top" in frame.flags:
            return _LEADERS
        said = next(iter([*frame.asked, *frame.every, *frame.groups]), None) or frame.leader
        many = said is not None and said.names and plural(said.names[-1].text)
        return None if many else 1
