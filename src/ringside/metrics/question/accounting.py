"""Every noun must have had its use: what is left explains itself, or is asked about."""

from __future__ import annotations

from ringside.metrics.query.schema import (
    Filter,
)  # fmt: skip
from ringside.metrics.question.fields import UNFIT
from ringside.metrics.question.frame import Phrase
from ringside.metrics.question.phrasing import plural
from ringside.metrics.question.showing import Showing
from ringside.metrics.question.spotting import Item
from ringside.metrics.question.text import stem, stems


class Accounting(Showing):
    """What is done with the words that are left."""

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

    def _leftover(self, item: Item, phrase: Phrase) -> None:  # noqa: PLR0911
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
            if self._measured_over(Phrase(names=[item])) is not None:
                return  # "the average weight in kg"
            numeric = self._numeric(Phrase(names=[item])) and not self.measures and not self.inherited
            if numeric and (ref := self.a.measure(Phrase(names=[item]))) is not None:
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
        self.a.cost += UNFIT
        self.a._ask("unreachable", item.text, (), (item.text, self.a.fact))

    def _quality(self, item: Item, phrase: Phrase) -> bool:
        """ "Deals that are open", where "open deals" are defined: their conditions."""
        model = self.a.words.model
        table = self.seen.table
        mine = {form for text in (self.a.fact, table.row or "", *table.label.values(), *table.synonyms)
                for form in stems(text)}  # fmt: skip
        for name, about in model.measures.items():
            if about.agg != "count" or about.table != self.a.fact or not about.where:
                continue
            for text in (name, *about.label.values(), *about.synonyms):
                said = stems(text)
                if stem(item.text) in said and said - {stem(item.text)} and said - {stem(item.text)} <= mine:
                    self._narrow(name, denied=item.start in self.frame.denied)
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
            if item.start in self.frame.denied:
                self.a.cost += 1.5
                self.a._ask("unknown_word", item.text)
                continue
            found = [field for field, _ in self.seen.dates() if not field.node.joins and said & stems(field.column)]
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
        return {form for text in (*tables, *measures) for form in stems(text)}

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
