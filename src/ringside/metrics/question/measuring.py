"""What is counted or added up, and of which rows when a name says both."""

from __future__ import annotations

from ringside.metrics.model import reach
from ringside.metrics.model.schema import Operator
from ringside.metrics.query.schema import (
    Defined,
    Filter,
)  # fmt: skip
from ringside.metrics.question.fields import UNFIT
from ringside.metrics.question.frame import Phrase
from ringside.metrics.question.narrowing import Narrowing
from ringside.metrics.question.text import stem

_OPPOSITE: dict[str, Operator] = {"in": "not_in", "not_in": "in", "=": "!=", "!=": "=", "null": "not_null",
                                  "not_null": "null"}  # fmt: skip
_FOR = frozenset({"for", "of", "among", "from", "של", "עבור", "מתוך"})


class Measuring(Narrowing):
    """The measures of a query."""

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

    def _narrow(self, name: str, *, denied: bool = False) -> None:
        """The defined count in place of the plain one (it may count by a date of its own), or else its conditions."""
        about = self.a.words.model.measures[name]
        if denied:
            self._deny(name)
            return
        plain = {self.seen.same_measure("count", None), f"count({self.a.fact})"}
        if self.measures and set(self.measures) <= plain:
            self.measures = [name]
        else:
            self.filters += [Filter(field=each.field, op=each.op, values=each.values) for each in about.where]

    def _deny(self, name: str) -> None:
        """All rows but those of a defined count. Of several conditions together there is no plain opposite."""
        where = self.a.words.model.measures[name].where
        if len(where) != 1 or where[0].op not in _OPPOSITE:
            self.a._ask("unable", name)
            return
        self.filters.append(Filter(field=where[0].field, op=_OPPOSITE[where[0].op], values=where[0].values))

    def _rank_by(self, phrase: Phrase) -> None:
        if not phrase.computes and self.a.measure(phrase) is None:
            phrase.count = not self._numeric(phrase)
            phrase.agg = None if phrase.count else "sum"
        ref = self.a.measure(phrase)
        if ref is None:
            self.a.cost += UNFIT
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
            self.a.cost += UNFIT
            self.a._ask("unknown_measure", phrase.text)
            return None
        where = [self._part(phrase.part)] if phrase.part else self._acted(phrase)
        if where:
            ref = self._define(ref, where)
        if ref not in self.measures:
            self.measures.append(ref)
        return ref

    def _acted(self, phrase: Phrase) -> list[Filter]:
        """ "Shares bought", where the rows say "buy": the verb is one of their values."""
        if phrase.verb is None:
            return []
        said = {*self.a.words.lexicon.verbs.get(phrase.verb.text, ()), stem(phrase.verb.text)}
        found = {}
        for form in said:
            for words, entry in self.a.words.values.get(form, ()):
                if len(words) == 1 and entry.table == self.a.fact and entry.cost < 1 and not entry.part:
                    found[f"{entry.table}.{entry.column}"] = entry.value
        if len(found) != 1 or next(iter(found.values())) is None:
            return []
        ((path, value),) = found.items()
        return [Filter(field=path, op="in", values=(value,))]

    def _define(self, ref: str, where: list[Filter]) -> str:
        name = f"part_{len(self.defined) + 1}"
        for known, each in self.defined.items():
            if each.of == ref and each.where == tuple(where):
                return known
        self.defined[name] = Defined(of=ref, where=tuple(where))
        return name
