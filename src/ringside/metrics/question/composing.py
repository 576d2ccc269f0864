"""The whole query of one reading: what is measured, by what, of which rows, when, in which order."""

from __future__ import annotations

from datetime import timedelta

from ringside.metrics import periods
from ringside.metrics.model import reach
from ringside.metrics.model.reach import Field, Node
from ringside.metrics.periods.schema import Found
from ringside.metrics.query.schema import (
    Defined,
    Filter,
    Having,
    Intent,
    MetricComparison,
    MetricQuery,
    Order,
    Period,
    Shown,
    Time,
    Top,
)  # fmt: skip
from ringside.metrics.question.assembling import Assembly, Dim, day
from ringside.metrics.question.reading import Phrase, plural
from ringside.metrics.question.spotting import Item
from ringside.metrics.question.text import name_words, stem

_UNFIT = 6.0
_LEADERS = 10
_FOR = frozenset({"for", "of", "among", "from", "של", "עבור", "מתוך"})


class Composer:
    """Fills the parts of a query one after the other; what does not fit costs, or is a trouble."""

    def __init__(self, reading: Assembly, inherited: tuple[str, ...] = ()) -> None:
        self.a, self.inherited = reading, inherited
        self.frame, self.when, self.seen = reading.frame, reading.when, reading.seen
        self.measures: list[str] = []
        self.dims: list[str] = []
        self.filters: list[Filter] = []
        self.having: list[Having] = []
        self.defined: dict[str, Defined] = {}
        self.shown: list[Shown] = []
        self.each: list[str] = []
        self.by: str | None = None
        self.grain: str | None = self.frame.unit
        self.empty = False
        self.whole = False
        self.by_date: str | None = None

    def query(self) -> MetricQuery:
        self._supported()
        self._fields_of_values()
        self._groups()
        time, comparison = self._time()
        self._where()
        self._wanted()
        self._returned()
        self._leading()
        self._join_conditions()
        for phrase in self.frame.excluded:
            self._excluded(phrase)
        self._leftovers()
        self._stated()
        self._among()
        self._those_with()
        if self.frame.wants and not self.measures:
            self.a._ask("unknown_measure", "")
        self._needs_time(time)
        self._in_unit()
        if self.frame.currency and self.frame.currency != self.a.words.model.currency:
            self.a._ask("unable", self.frame.currency)
        self._extras(time, comparison)
        return self._built(time, comparison)

    # fitness

    def _supported(self) -> None:
        """A table that nothing in the question speaks of is an unlikely subject; a verb speaks for one, too."""
        frame, fact = self.frame, self.a.fact
        phrases = [*frame.wants, *frame.returns, *frame.groups, *frame.every, *frame.asked, *frame.mentions,
                   *frame.ranked_by, *frame.orders, *frame.based, *([frame.leader] if frame.leader else [])]  # fmt: skip
        phrases += [condition.on for condition in frame.conditions if condition.on]
        best = 3.0
        for phrase in phrases:
            for item in phrase.names:
                for entry in item.entries:
                    if (entry.kind == "table" and entry.table == fact) or (
                        entry.kind == "measure" and fact in self.seen.facts_of(entry.measure)
                    ):
                        best = min(best, entry.cost)
                    elif entry.kind == "column" and entry.table == fact:
                        best = min(best, 1.0 + entry.cost)
                    elif entry.kind == "value" and entry.table == fact:
                        best = min(best, 1.6)
        spoken = self._verbs(fact)
        if (
            frame.ranked
            and not frame.ranked_by
            and self.a.words.primary
            and fact in self.seen.facts_of(self.a.words.primary)
        ):
            best -= 0.3  # "Our biggest customers" are so by what the company earns.
        self.a.cost += min(best, 0.8) if spoken else best

    def _verbs(self, fact: str) -> bool:
        """Whether a verb speaks for this table."""
        lexicon, spoken = self.a.words.lexicon, False
        for item in self.frame.verbs:
            said = set(lexicon.verbs.get(item.text, ())) | {stem(item.text)}
            spoken_for = {name for name in self.a.words.model.tables if said & _stems(name)}
            spoken_for |= {fact for form in said if (ref := self.a.words.measure_named([form]))
                           for fact in self.seen.facts_of(ref)}  # fmt: skip
            if not spoken_for:
                continue
            if fact in spoken_for:
                spoken = True
                self.a.cost -= 0.7
            elif not self._explains(said):
                self.a.cost += 1.2
        return spoken

    def _explains(self, said: set[str]) -> bool:
        roles = {word for node in self.seen.nodes for role in node.roles for word in _stems(role)}
        dates = {word for field, _ in self.seen.dates() if not field.node.joins for word in _stems(field.column)}
        return bool(said & (roles | dates))

    def _fields_of_values(self) -> None:
        """ "Where segment is Enterprise": the field is said for its value, not to group by."""
        frame = self.frame
        for phrase in [*frame.mentions, *frame.asked, *frame.groups, *frame.excluded, *frame.onlys]:
            said = phrase.before.names[-1] if phrase.before is not None and phrase.before.names else None
            if said is None or phrase.before is None or not phrase.names or not phrase.names[0].of("value"):
                continue
            fields = {entry.field for entry in said.of("column")}
            if phrase.names[0].value_only and any(entry.field in fields for entry in phrase.names[0].of("value")):
                if phrase.start - phrase.before.end <= 2 and not phrase.before.computes:
                    self.a.used.add(said.start)

    # groups

    def _groups(self) -> None:
        frame = self.frame
        if frame.leader is not None:
            self._lead(frame.leader)
        for phrase in frame.every:
            self._group(phrase, each=True)
        for phrase in frame.groups:
            self._group(phrase)
        for phrase in frame.asked:
            if not self._is_measure(phrase) and not self._averaged(phrase):
                self._group(phrase)

    def _averaged(self, phrase: Phrase) -> bool:
        """ "What sale price do we get" asks for a number, not for a list."""
        return self._numeric(phrase) and not self._entity(phrase) and "list" not in self.frame.flags

    def _is_measure(self, phrase: Phrase) -> bool:
        return phrase.computes or any(item.of("measure") for item in phrase.names)

    def _lead(self, phrase: Phrase) -> None:
        frame = self.frame
        others = bool(frame.asked or frame.groups or frame.every) or frame.grain
        if self._is_measure(phrase) or (self._numeric(phrase) and others):
            if others:
                frame.ranked_by.insert(0, phrase)
            else:
                phrase.agg = "min" if frame.bottom else "max"
                frame.wants.append(phrase)
                frame.ranked = False
            return
        if self._numeric(phrase) and not self._entity(phrase):
            phrase.agg = "min" if frame.bottom else "max"
            frame.wants.append(phrase)
            frame.ranked = False
            return
        if (
            others
            and any(item.of("table") for item in phrase.names)
            and (frame.asked or frame.every or frame.groups)
            and not frame.ranked_by
            and (frame.top is None or "number" in frame.flags)
        ):
            phrase.count = True
            frame.ranked_by.insert(0, phrase)
            return
        self._group(phrase)

    def _numeric(self, phrase: Phrase) -> bool:
        tables = self.a.words.model.tables
        return any(tables[e.table].columns[e.column].type in {"number", "money"} and e.cost < 1.5
                   for item in phrase.names[-1:] for e in item.of("column"))  # fmt: skip

    @staticmethod
    def _entity(phrase: Phrase) -> bool:
        return any(entry.cost < 0.5 for item in phrase.names[-1:] for entry in item.of("table"))

    def _group(self, phrase: Phrase, *, each: bool = False) -> None:
        if phrase.names and all(item.start in self.a.used for item in phrase.names):
            return
        if not [item for item in phrase.names if not item.value_only] and not (phrase.id or phrase.name):
            self.a.cost += 0.2
            self.frame.mentions.append(phrase)
            return
        dim = self.a.dimension(phrase)
        if dim is None:
            if self._is_measure(phrase):
                self.frame.wants.append(phrase)
                return
            self.a.cost += _UNFIT
            self.a._ask("unreachable", phrase.text, (), (phrase.text, self.a.fact))
            return
        self.a.cost += max(-0.8, dim.cost)
        self._take(dim)
        if each and dim.entity:
            self.whole = True

    def _take(self, dim: Dim) -> None:
        for path in dim.paths:
            if self._dated(path):
                self.grain = self.grain or "day"
            elif path not in self.dims:
                self.dims.append(path)
        if dim.entity and dim.node is not None:
            self.a.entity = self.a.entity or dim.node
            name = dim.node.joins[-1].name if dim.node.joins else dim.node.table
            if name not in self.each:
                self.each.append(name)
        elif dim.node is not None and self.a.entity is None:
            self.a.entity = dim.node

    def _dated(self, path: str) -> bool:
        found = self.seen.about(path)
        return found is not None and found[1].type in {"date", "datetime"} and self.seen.is_time(found[0])

    # rows

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
        if all(item.of("value") for item in left):
            for item in left:
                if (found := self.a._valued(item, phrase, True)) is not None:
                    self.filters.append(found)
            return
        self.a.cost += _UNFIT
        self.a._ask("unknown_word", phrase.text)

    def _left_out(self, items: list[Item]) -> bool:
        """Whether the measures asked for never count such rows anyhow."""
        model = self.a.words.model
        kept = [each for ref in self.measures if ref in model.measures for each in model.measures[ref].where]
        kept += [each for each in self.filters if each.op in {"in", "="}]
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

    # measures

    def _wanted(self) -> None:
        frame = self.frame
        for phrase in frame.wants:
            self._impossible(phrase)
            if not self._per(phrase):
                self._measure(phrase)
        counted = bool(self.measures) and any(want.count for want in frame.wants)
        for phrase in [*frame.asked, *frame.mentions]:
            if not self._is_measure(phrase) or (counted and self._narrows(phrase)):
                continue
            if not (self.measures and phrase.after in _FOR and self._only_of(phrase)):
                self._measure(phrase)
        for phrase in frame.ranked_by:
            self._rank_by(phrase)

    def _narrows(self, phrase: Phrase) -> bool:
        """ "How many deals did we win": won deals are those deals that meet a condition, not a second number."""
        for item in phrase.names:
            for entry in item.of("measure"):
                about = self.a.words.model.measures[entry.measure]
                if about.agg == "count" and about.where and about.table == self.a.fact:
                    self._narrow(entry.measure)
                    return True
        return False

    def _only_of(self, phrase: Phrase) -> bool:
        """ "Win rate for deals closed in May": no second number, but which deals, and by which of their dates."""
        for item in phrase.names:
            for entry in item.of("measure"):
                about = self.a.words.model.measures[entry.measure]
                if about.agg == "count" and about.where and about.table == self.a.fact:
                    self.filters += [Filter(field=each.field, op=each.op, values=each.values) for each in about.where]
                    self.by_date = reach.time_path(self.a.words.model, self.a.fact, about.time) if about.time else None
                    return True
        return False

    def _narrow(self, name: str) -> None:
        """The defined count in place of the plain one (it may count by a date of its own), or else its conditions."""
        about = self.a.words.model.measures[name]
        plain = {self.seen.same_measure("count", None), f"count({self.a.fact})"}
        if self.measures and set(self.measures) <= plain:
            self.measures = [name]
        else:
            self.filters += [Filter(field=each.field, op=each.op, values=each.values) for each in about.where]

    def _rank_by(self, phrase: Phrase) -> None:
        if not phrase.computes and self.a.measure(phrase) is None:
            phrase.count = not self._numeric(phrase)
            phrase.agg = None if phrase.count else "sum"
        ref = self.a.measure(phrase)
        if ref is None:
            self.a.cost += _UNFIT
            self.a._ask("unknown_measure", phrase.text or "")
            return
        self.by = self.by or ref
        if ref not in self.measures:
            self.measures.append(ref)

    def _in_unit(self) -> None:
        """A duration asked for in another unit than it is kept in cannot be given as it stands."""
        if self.frame.measured is None:
            return
        model = self.a.words.model
        for ref in self.measures:
            about = model.measures.get(ref)
            of = self.seen.plain(ref) if about is not None else ref.partition("(")[2].rstrip(")")
            found = self.seen.about(of) if of else None
            unit = (about.unit if about is not None else None) or (found[1].unit if found is not None else None)
            if unit is None or stem(unit) != stem(self.frame.measured):
                self.a._ask("unable", self.frame.measured)

    def _impossible(self, phrase: Phrase) -> None:
        """An average of sums per month needs two steps: said, never silently taken for something else."""
        if phrase.over and phrase.agg in {"avg", "median", "min", "max"}:
            self.a.cost += 1
            self.a._ask("unable", phrase.text)

    def _per(self, phrase: Phrase) -> bool:
        """ "Average number of orders per customer": how many of the one for each of the other that has any."""
        entity = self.a.entity
        summed = phrase.agg == "avg" and (phrase.count or self._adds_up(phrase))
        if not summed or entity is None or not entity.joins or not self.frame.per:
            return False
        of = self.a.measure(Phrase(names=phrase.names, count=phrase.count, before=phrase.before, head=phrase.head))
        key = self.seen.key_field(entity)
        if of is None or key is None:
            return False
        per = self.seen.same_measure("count_distinct", key) or f"count_distinct({key})"
        name = f"part_{len(self.defined) + 1}"
        self.defined[name] = Defined(of=of, per=per)
        self.measures.append(name)
        taken = set(self.a._identity(entity))
        self.dims = [path for path in self.dims if path not in taken]
        self.each, self.whole = [], False
        return True

    def _adds_up(self, phrase: Phrase) -> bool:
        """Whether a measure that is a sum of rows was named: its average per row is not what "per customer" says."""
        model = self.a.words.model
        found = [entry.measure for item in phrase.names for entry in item.of("measure")]
        return bool(found) and all((model.measures[name].agg or "") in {"sum", "count"} for name in found)

    def _measure(self, phrase: Phrase) -> str | None:
        ref = self.a.measure(phrase)
        if ref is None:
            self.a.cost += _UNFIT
            self.a._ask("unknown_measure", phrase.text)
            return None
        if phrase.part:
            ref = self._define(ref, [self._part(phrase.part)])
        if ref not in self.measures:
            self.measures.append(ref)
        return ref

    def _define(self, ref: str, where: list[Filter]) -> str:
        name = f"part_{len(self.defined) + 1}"
        for known, each in self.defined.items():
            if each.of == ref and each.where == tuple(where):
                return known
        self.defined[name] = Defined(of=ref, where=tuple(where))
        return name

    # what is to be shown

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

    def _returned_measure(self, phrase: Phrase) -> str | None:
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
            self.a.cost += _UNFIT
            self.a._ask("unknown_word", phrase.text)
            return None
        return self._define(ref, [self._part(phrase.part)]) if phrase.part else ref

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

    # leaders and orders

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
            self.a.cost += _UNFIT
            self.a._ask("unknown_word", frame.leader.text if frame.leader else "")

    def _spoken_for(self) -> bool:
        said = {form for item in self.frame.verbs for form in self.a.words.lexicon.verbs.get(item.text, ())}
        return bool(said & _stems(self.a.fact))

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

    def _ordered_by(self, phrase: Phrase) -> str | None:
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

    # the rest

    def _leftovers(self) -> None:
        """Every noun must have had its use: a table is the subject or on the way, a field is grouped by."""
        for phrase in [*self.frame.mentions, *self.frame.asked]:
            if self._is_measure(phrase):
                continue
            for item in phrase.names:
                if item.start not in self.a.used and not (item.value_only and item.start in self.a.used):
                    self._leftover(item, phrase)
        self._subject_counted()
        for phrase in self.frame.based:
            self._based(phrase)

    def _leftover(self, item: Item, phrase: Phrase) -> None:
        if item.op == "verb" or self._quality(item, phrase):
            return
        if self._bare_date(item):
            self.a.cost += 2.5
            self.a._ask("unknown_word", item.text)
            return
        tables = [entry for entry in item.of("table") if self.seen.reaches(entry.table)]
        if tables:
            self.a.cost += min(entry.cost for entry in tables) * 0.6 + (
                0 if any(e.table == self.a.fact for e in tables) else 0.3
            )
            return
        if item.of("role") and self.seen.reaches(item.of("role")[0].table):
            return
        if item.of("column"):
            dim = self.a.dimension(Phrase(names=[item], before=phrase.before))
            if dim is not None and any(path in self.dims for path in dim.paths):
                return
            if self._numeric(Phrase(names=[item])) and not self.measures and not self.inherited:
                if (ref := self.a.measure(Phrase(names=[item]))) is not None:
                    self.measures.append(ref)
                    self.a.cost += 0.8
                    return
            if dim is not None and not self.frame.asked:
                self.a.cost += 1.5 + max(0.0, dim.cost)
                self._take(dim)
                return
            if dim is not None:
                return
        if item.value_only or item.of("value"):
            return
        self.a.cost += _UNFIT
        self.a._ask("unreachable", item.text, (), (item.text, self.a.fact))

    def _quality(self, item: Item, phrase: Phrase) -> bool:
        """ "Deals that are open", where "open deals" are defined: their conditions."""
        model = self.a.words.model
        mine = {form for text in (self.a.fact, self.seen.table.row or "", *self.seen.table.label.values(), *self.seen.table.synonyms)
                for form in _stems(text)}  # fmt: skip
        for name, about in model.measures.items():
            if about.agg != "count" or about.table != self.a.fact or not about.where:
                continue
            for text in (name, *about.label.values(), *about.synonyms):
                said = _stems(text)
                if stem(item.text) in said and said - {stem(item.text)} and said - {stem(item.text)} <= mine:
                    self._narrow(name)
                    return True
        return False

    def _bare_date(self, item: Item) -> bool:
        """A date that is neither asked by nor given a period: what is said of it stays unexplained."""
        tables = self.a.words.model.tables
        columns = item.of("column")
        return (
            bool(columns)
            and not item.of("table")
            and not item.value_only
            and all(tables[entry.table].columns[entry.column].type in {"date", "datetime"} for entry in columns)
        )

    def _those_with(self) -> None:
        """ "Customers with more than ten orders" lists them; how many they are would need a second step."""
        if not self.having or self.dims or self.grain:
            return
        if any(want.count for want in self.frame.wants):
            self.a._ask("unable", "")
            return
        for phrase in self.frame.mentions:
            if any(
                entry.cost < 0.5 for item in phrase.names for entry in item.of("table") if entry.table != self.a.fact
            ):
                self._group(phrase)
                return
        self.a._ask("unable", "")

    def _stated(self) -> None:
        """ "Shipped", "closed": a date that is there, a kind of rows that is defined, or a word to ask about."""
        for item in self.frame.states:
            said = set(self.a.words.lexicon.verbs.get(item.text, ())) | {stem(item.text)}
            if any(dated.verb is item for dated in self.frame.dated) and self._explains(said):
                continue
            if said & self._spoken() or self._quality(item, Phrase()):
                continue
            found = [field for field, _ in self.seen.dates() if not field.node.joins and said & _stems(field.column)]
            if len(found) == 1 and not self.seen.is_time(found[0]):
                self.filters.append(Filter(field=self.seen.path(found[0]), op="not_null"))
            elif not found:
                self.a.cost += 1.5
                self.a._ask("unknown_word", item.text)

    def _spoken(self) -> set[str]:
        """The words of the table, of the tables grouped by, and of the measures."""
        tables = [self.a.fact, *(node.table for node in self._people()), *(path.split(".")[0] for path in self.dims)]
        measures = [text for ref in self.measures if (about := self.a.words.model.measures.get(ref))
                    for text in (ref, *about.label.values(), *about.synonyms)]  # fmt: skip
        return {form for text in (*tables, *measures) for form in _stems(text)}

    def _subject_counted(self) -> None:
        """ "Orders by month", "Customers in Haifa": rows of the table that was named are counted."""
        if self.measures or self.inherited or "list" in self.frame.flags or (self.frame.asked and not self.grain):
            return
        tables = [(item, entry) for phrase in self.frame.mentions for item in phrase.names for entry in item.of("table")
                  if entry.table == self.a.fact]  # fmt: skip
        if not tables:
            self._kinds_counted()
            return
        item = tables[0][0]
        earning = bool(self.a.words.lexicon.earning.intersection(stem(word) for word in item.text.split()))
        found = self.seen.earnings()
        if earning and found:
            ref = found[0] if len(found) == 1 else self.a._choose(item.text, found)
        else:
            ref = self.a.measure(Phrase(count=True))
        if ref is not None:
            self.measures.append(ref)
            self.a.assumed.append(("assumed_rows", {"word": item.text, "measure": ref}))

    def _kinds_counted(self) -> None:
        """ "Meetings per rep": rows of that kind are counted."""
        for phrase in self.frame.mentions:
            for item in phrase.names:
                mine = [entry for entry in item.of("value") if entry.table == self.a.fact and not entry.part]
                if mine and item.value_only and plural(item.text) and (ref := self.a.measure(Phrase(count=True))):
                    self.measures.append(ref)
                    return

    def _based(self, phrase: Phrase) -> None:
        """ "based on sale price": the measure adds up just that, or it is replaced by one that does."""
        ref = self.a.measure(
            Phrase(names=phrase.names, agg=phrase.agg or "sum", count=phrase.count, money=phrase.money)
        )
        if ref is None or ref in self.measures:
            return
        self.a.cost += 1

    def _among(self) -> None:
        """ "How many of those were on weekends": the same measure, of some of the rows."""
        frame = self.frame
        filters, _ = self.a.conditions(frame.among)
        filters += [self._part(part) for part in frame.among_parts]
        if filters and self.measures:
            self.measures.append(self._define(self.measures[0], filters))

    # time

    def _time(self) -> tuple[Time, MetricComparison | None]:
        frame = self.frame
        period, field, grain, fiscal = None, None, self.grain, False
        for dated in frame.dated:
            span = self.when.periods[dated.index]
            anchor = self.a.anchored(dated)
            on_fact = anchor is not None and not anchor.node.joins
            own = anchor is not None and self.seen.is_time(anchor)
            if dated.negated:
                self.a.cost += _UNFIT
                self.a._ask("unable", span.period.words)
            elif anchor is not None and not own and (len(frame.dated) > 1 or not on_fact):
                self.filters += _within(self.seen.path(anchor), span.period)
            else:
                period, fiscal = (span.period if period is None else period), fiscal or bool(span.fiscal)
                field = self.seen.path(anchor) if anchor is not None and not own else field
            if frame.grain_of == dated.index and span.grain:
                grain = span.grain
        if frame.grain and self.when.grain is not None:
            grain = self.when.grain[1]
        self.grain = grain = grain or frame.unit
        period, comparison = self._compared(period, grain)
        grain = self.grain
        return Time(field=field, period=period, grain=grain, fiscal=fiscal), comparison

    def _compared(self, period: Period | None, grain: str | None) -> tuple[Period | None, MetricComparison | None]:
        """What the period is held against. "Month over month" of a row per month is a change from row to row."""
        if not self.frame.comparison or self.when.comparison is None:
            return period, None
        span, comparison = self.when.comparison
        if comparison.to == "target" or comparison.period is not None:
            return period, comparison
        shift = span.shift or "previous"
        if grain is None and period is not None and _shorter(shift, period):
            self.frame.flags.add("change")
            self.grain = shift
            return period, None
        if grain is not None and (period is None or shift in {"previous", grain}):
            self.frame.flags.add("change")
            return period, None
        if period is None:
            if self.inherited:
                return None, comparison
            period = periods.running(shift, self.a.words.model.calendar, self.a.today)
        return period, MetricComparison(period=periods.shifted(period, shift))

    def _needs_time(self, time: Time) -> None:
        if (time.period is not None or time.grain is not None) and time.field is None and self.seen.time is None:
            timed = [
                m for m in self.measures if m in self.a.words.model.measures and self.a.words.model.measures[m].time
            ]
            if not timed:
                self.a.cost += 2.5
                self.a._ask("no_time", self.a.fact)

    # extras and intent

    def _extras(self, time: Time, comparison: MetricComparison | None) -> None:
        flags = self.frame.flags
        for flag in ("change", "change_pct", "running"):
            if flag in flags and "why" not in flags:
                self.shown.append("running_total" if flag == "running" else flag)
        if "rank" in flags and "rank" not in self.shown and (self.dims or self.grain):
            self.shown.append("rank")
        if "share" in flags:
            self._share()
        steps = bool({"change", "change_pct"} & set(self.shown)) and time.grain is not None and not self.dims
        self.empty = (
            "zero" in flags
            or steps
            or (self.whole and not self.filters and not self.having and time.period is None and not self.frame.ranked)
        )
        if not self.empty:
            self._only_rows_of_one()
        if self.frame.ranked and not self.each:
            known = {each.field for each in self.filters}
            self.filters += [
                Filter(field=path, op="not_null") for path in self.dims if path not in known and ":" not in path
            ]
        self._reached_by_all()
        if self.empty and "zero" not in flags and not steps:
            self.a.assumed.append(("assumed_empty", {}))

    def _reached_by_all(self) -> None:
        """Every measure must reach every field: two tables share a row only where both lead to it."""
        facts = {fact for ref in self.measures for fact in self.seen.facts_of(ref)} - {self.a.fact}
        for fact in facts:
            for path in [*self.dims, *(each.field for each in self.filters if each.op != "not_null")]:
                try:
                    reach.resolve(self.a.words.model, fact, path)
                except LookupError:
                    self.a.cost += _UNFIT
                    self.a._ask("unreachable", path, (), (path, fact))

    def _only_rows_of_one(self) -> None:
        """ "For each coupon": what was bought without a coupon is no coupon's."""
        entity = self.a.entity
        named = self.each and entity is not None and len(entity.joins) == 1 and len(entity.joins[0].on) == 1
        if (
            not named
            or entity is None
            or entity.joins[0].where
            or not (self.frame.every or self.frame.ranked or self.frame.asked)
        ):
            return
        path = f"{self.a.fact}.{entity.joins[0].on[0]}"
        if not any(each.field == path for each in self.filters):
            self.filters.append(Filter(field=path, op="not_null"))

    def _share(self) -> None:
        self.shown.append("share")
        if self.dims or self.defined or not self.filters or not self.measures:
            return
        *others, last = self.filters
        name = self._define(self.measures[0], [last])
        self.filters = others
        self.measures = [name]

    def _built(self, time: Time, comparison: MetricComparison | None) -> MetricQuery:
        flags = self.frame.flags
        order, limit = self._order()
        changes: list[Shown] = [each for each in self.shown if each in {"change", "change_pct"}]
        if changes and comparison is None and time.grain is None and time.period is not None:
            comparison = MetricComparison(to="period", period=periods.previous(time.period))
        elif changes and comparison is None and time.grain is None:
            time = time.model_copy(update={"grain": "month"})
        if {"trend", "moved"} & flags and time.grain is None and "why" not in flags and comparison is None:
            time = time.model_copy(update={"grain": "month"})
        if "target" in flags:
            comparison = MetricComparison(to="target")
        if self.by_date is not None and time.period is not None and time.field is None:
            time = time.model_copy(update={"field": self.by_date})
        if "why" in flags and not (self.inherited and time.period is None):
            time, comparison = self._explained(time, comparison)
        subject = self.a.fact
        if self.having and not self.measures:
            self.measures = [self.having[0].measure]
        intent = self._intent(time, comparison)
        dims = self.dims
        if intent == "list" and not ({"list", "latest"} & flags or self.frame.asked) and not self.inherited:
            self.a._ask("unknown_measure", "")
        if intent == "list" and not dims and not self.measures and not self.inherited:
            dims = list(self.a._identity(Node(subject)))
            self.each = [subject]
        if comparison is not None and comparison.to == "period":
            self.shown = [each for each in self.shown if each not in {"change", "change_pct"}] + changes
        return MetricQuery(
            intent=intent, subject=subject, measures=tuple(self.measures), dimensions=tuple(dims), each=tuple(self.each),
            time=time, comparison=comparison, filters=tuple(self.filters), having=tuple(self.having),
            defined=self.defined, shown=tuple(dict.fromkeys(self.shown)), order=order, limit=limit, empty=self.empty,
        )  # fmt: skip

    def _explained(self, time: Time, comparison: MetricComparison | None) -> tuple[Time, MetricComparison]:
        """A change lies between two periods: the one asked about, else the last whole month, and the one before it."""
        period = time.period
        if period is None:
            first = self.a.today.replace(day=1)
            start = (first - timedelta(days=1)).replace(day=1)
            period = Period(start=start, end=first)
            self.a.assumed.append(("assumed_period", {"start": day(start), "end": day(first - timedelta(days=1))}))
        return time.model_copy(update={"period": period}), comparison or MetricComparison(
            period=periods.previous(period)
        )

    def _intent(self, time: Time, comparison: MetricComparison | None) -> Intent:
        flags = self.frame.flags
        if "why" in flags:
            return "why"
        if "target" in flags:
            return "target"
        if not self.measures:
            return "list"
        if self.frame.ranked and (self.dims or time.grain):
            return "rank"
        if "share" in flags:
            return "share"
        if comparison is not None or "compare" in flags:
            return "compare"
        if time.grain is not None and not self.dims:
            return "trend"
        return "breakdown" if self.dims or time.grain else "value"


_DAYS = {"day": 1, "week": 7, "month": 31, "quarter": 92, "half": 184}


def _shorter(shift: str, period: Period) -> bool:
    """Whether a step is shorter than a period: month over month in a year goes from month to month."""
    if shift not in _DAYS or period.start is None or period.end is None:
        return False
    return (period.end - period.start).days > 1.5 * _DAYS[shift]


def _within(path: str, period: Period) -> list[Filter]:
    filters = []
    if period.start is not None:
        filters.append(Filter(field=path, op=">=", values=(day(period.start),)))
    if period.end is not None:
        filters.append(Filter(field=path, op="<", values=(day(period.end),)))
    return filters


def _stems(name: str) -> set[str]:
    return {stem(word) for word in name_words(name)}


__all__ = ["Composer", "Found", "Top"]
