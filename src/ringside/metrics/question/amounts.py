"""The measures that phrases ask for: the model's own, or made of a column, or of rows counted."""

from __future__ import annotations

from collections.abc import Iterator

from ringside.metrics.query.schema import Filter
from ringside.metrics.question.fields import DATES, NUMERIC, UNFIT, Fields
from ringside.metrics.question.frame import Phrase
from ringside.metrics.question.spotting import Item
from ringside.metrics.question.text import name_words, stem, stems
from ringside.metrics.question.vocabulary import Entry


class Amounts(Fields):
    """A reading that finds measures."""

    def measure(self, phrase: Phrase) -> str | None:
        """The measure a phrase asks for, or None. Adds its cost."""
        found = sorted(self._measures(phrase), key=lambda each: each[0])
        if not found:
            return None
        cost, ref = found[0]
        self.cost += cost
        self._qualify(phrase, ref)
        return ref

    def _measures(self, phrase: Phrase) -> Iterator[tuple[float, str]]:
        head = phrase.names[: phrase.head] if phrase.head else phrase.names
        names = [item for item in [*phrase.names[len(head) :], *head] if not item.value_only]
        for back, item in enumerate(reversed(names)):
            ignored = back and item.of("table") and any(self._fits(each) and not each.op for each in names[-back:])
            away = (
                (3.0 if phrase.head and item not in head and phrase.agg else 0.0) + 0.6 * back + (4.0 if ignored else 0)
            )
            yield from ((away + cost, ref) for cost, ref in self._named(item, phrase))
            if back == 0 or not any(each.of("column") for each in names[-back:]):
                yield from ((away + cost, ref) for cost, ref in self._of_column(item, phrase))
            yield from ((away + cost, ref) for cost, ref in self._of_rows(item, phrase, back))
        if not names and phrase.computes:
            yield from self._bare(phrase)

    @staticmethod
    def _fits(item: Item) -> bool:
        return any(entry.kind in {"column", "measure"} and entry.cost < 1 for entry in item.entries)

    def _named(self, item: Item, phrase: Phrase) -> Iterator[tuple[float, str]]:
        for entry in item.of("measure"):
            facts = self.seen.facts_of(entry.measure)
            about = self.words.model.measures[entry.measure]
            away = 0.0 if self.fact in facts else 2.5
            if phrase.count and not (about.agg or "count").startswith("count"):
                # "Total transaction count", where "total transaction" alone would be their amount.
                if not item.of("table") and about.table == self.fact and not about.where:
                    yield entry.cost + 0.5, self.seen.same_measure("count", None) or f"count({self.fact})"
                continue
            agg = phrase.agg
            if self._total_of_counted(item, entry, phrase):
                yield entry.cost, self.seen.same_measure("count", None) or f"count({self.fact})"
                continue
            if agg in {None, "sum"} or about.agg == agg or (about.formula and self._says(entry.measure, agg)):
                yield entry.cost + away, entry.measure
            elif (
                (of := self.seen.plain(entry.measure))
                and self.fact in facts
                and about.agg in {"sum", "avg", "min", "max", "median"}
            ):
                yield entry.cost + 0.2, self.seen.same_measure(agg, of) or f"{agg}({of})"

    def _says(self, name: str, agg: str) -> bool:
        """Whether a formula is what the aggregate asks for: a ratio is an average, a difference of sums is none."""
        about = self.words.model.measures[name]
        return agg == "avg" and (about.format in {"percent", "ratio"} or "/" in (about.formula or ""))

    def _total_of_counted(self, item: Item, entry: Entry, phrase: Phrase) -> bool:
        """ "How many payments ...? Return the total payments": still how many."""
        about = self.words.model.measures[entry.measure]
        said = [stem(word) for word in item.text.split()]
        if about.agg != "sum" or said[0] != stem("total") or about.table != self.fact or phrase.money:
            return False
        row = {
            stem(word)
            for text in (self.fact, self.seen.table.row or "", *self.seen.table.label.values())
            for word in name_words(text)
        }
        wants = [
            want for want in self.frame.wants if want.count and any(e.table == self.fact for e in self._tables(want))
        ]
        return bool(wants) and set(said[1:]) <= row

    def _of_column(self, item: Item, phrase: Phrase) -> Iterator[tuple[float, str]]:
        for entry in item.of("column"):
            if entry.part and not (phrase.computes or entry.cost < 1):
                continue
            about = self.words.model.tables[entry.table].columns[entry.column]
            for place in self._placed(entry, phrase, item):
                agg = self._aggregate(about.type, about.unit, phrase)
                if phrase.agg is None and agg == "sum" and not phrase.money and self._level(entry.column):
                    continue  # A sum of prices means nothing.
                if agg == "count_distinct" and about.type in DATES:
                    continue
                if agg is not None:
                    path = self.seen.path(place.field)
                    ref = self.seen.same_measure(agg, path) or f"{agg}({path})"
                    plain = 1.0 if agg == "count_distinct" and not phrase.distinct else 0.0
                    yield (
                        plain + place.cost + entry.cost + 0.2 + (1.5 if place.field.node.joins and agg == "sum" else 0),
                        ref,
                    )

    def _level(self, column: str) -> bool:
        return bool(self.words.lexicon.levels.intersection(stem(word) for word in name_words(column)))

    @staticmethod
    def _aggregate(kind: str, unit: str | None, phrase: Phrase) -> str | None:
        numeric = kind in NUMERIC
        if phrase.distinct or (phrase.count and not (numeric and phrase.agg)):
            return "count_distinct" if not (numeric and not phrase.distinct) else "sum"
        if phrase.agg in {"min", "max"}:
            return phrase.agg if numeric or kind in DATES else None
        if not numeric or unit == "year":
            return None
        if phrase.agg:
            return phrase.agg
        return "sum" if kind == "money" or phrase.money else None

    def _of_rows(self, item: Item, phrase: Phrase, back: int) -> Iterator[tuple[float, str]]:
        for entry in item.of("table"):
            if not self.seen.reaches(entry.table):
                continue
            if phrase.count or phrase.distinct:
                yield from self._counted(entry, phrase)
            elif phrase.money or (phrase.agg in {"sum", "avg", "median", "min", "max"} and entry.table == self.fact):
                yield from self._earned(entry, item, phrase)

    def _counted(self, entry: Entry, phrase: Phrase) -> Iterator[tuple[float, str]]:
        if entry.table == self.fact:
            yield (
                entry.cost + (0.5 if phrase.distinct else 0),
                self.seen.same_measure("count", None) or f"count({self.fact})",
            )
            return
        ways = self.seen.ways(entry.table, self._roles(phrase))
        for cost, node in ways[:2]:
            key = self.seen.key_field(node)
            if key is None:
                continue
            if not phrase.distinct and self._passive_event():
                yield entry.cost + cost + 0.3, self.seen.same_measure("count", None) or f"count({self.fact})"
            else:
                ref = self.seen.same_measure("count_distinct", key) or f"count_distinct({key})"
                self.counted.setdefault(ref, node)
                yield entry.cost + cost + 0.3, ref

    def _passive_event(self) -> bool:
        """ "How many cars were sold": every sale sells one, so the events are counted."""
        mine = {stem(word) for word in name_words(self.fact)} | {
            stem(word) for word in name_words(self.seen.table.row or "")
        }
        ours = self.frame.verbs if "ours" in self.frame.flags else self.frame.passive
        return any(mine.intersection(self.words.lexicon.verbs.get(item.text, ())) for item in ours)

    def _earned(self, entry: Entry, item: Item, phrase: Phrase) -> Iterator[tuple[float, str]]:
        if entry.table != self.fact:
            return
        earning = bool(self.words.lexicon.earning.intersection(stem(word) for word in name_words(item.text)))
        counted = any(want.count and any(entry.table == each.table for name in want.names for each in name.of("table"))
                      for want in self.frame.wants if want is not phrase)  # fmt: skip
        named = self.words.measure_named(["total", *item.text.split()])
        own = named and self.fact in self.seen.facts_of(named)
        found = [named] if named and own else self._said_in_full(self.seen.earnings())
        if (phrase.money or (earning and not counted) or phrase.agg != "sum") and found:
            ref = found[0]
            if len(found) > 1 and (label := self._choose(item.text, found)) is not None:
                ref = label
            elif len(found) > 1:
                return
            if phrase.agg not in {None, "sum"}:
                of = self.seen.plain(ref) if ref in self.words.model.measures else ref[4:-1]
                if of is None:
                    return
                ref = self.seen.same_measure(phrase.agg or "sum", of) or f"{phrase.agg}({of})"
            yield entry.cost + 0.3, ref
        elif phrase.agg == "sum" and not phrase.money:
            yield entry.cost + 0.4, self.seen.same_measure("count", None) or f"count({self.fact})"

    def _said_in_full(self, found: list[str]) -> list[str]:
        """Of several sums the one whose every word was said, "amount" as a word for it included."""
        said = {form for text in self.raw.values() for form in stems(text)}
        mine = stems(self.fact) | stems(self.seen.table.row or "")
        full = []
        for ref in found:
            about = self.words.model.measures.get(ref)
            words = stems(about.label.get("en", ref) if about is not None else ref[4:-1].rpartition(".")[2]) - mine
            if words and words <= said:
                full.append(ref)
        return full if len(full) == 1 else found

    def _bare(self, phrase: Phrase) -> Iterator[tuple[float, str]]:
        """ "the number", "the total amount": of the rows asked about."""
        if phrase.count:
            yield 0.8, self.seen.same_measure("count", None) or f"count({self.fact})"
        elif phrase.money:
            found = self._said_in_full(self.seen.earnings())
            if len(found) == 1:
                yield 0.8, found[0]
            elif found and (chosen := self._choose("amount", found)):
                yield 0.8, chosen

    def _measured(self, item: Item, ref: str) -> bool:
        """Whether the measure is of the field a word names."""
        model = self.words.model
        about = model.measures.get(ref)
        of = (about.of or about.formula or "") if about is not None else ref
        return any(entry.column in of or entry.part for entry in item.of("column"))

    def _qualify(self, phrase: Phrase, ref: str) -> None:
        """Names beside the measure: tables it is about. A table out of reach does not fit."""
        for item in phrase.names[phrase.head :] if phrase.head else ():
            for entry in item.of("measure"):
                about = self.words.model.measures[entry.measure]
                if entry.measure != ref and about.agg == "count" and about.where and about.table == self.fact:
                    self.narrowed += [Filter(field=each.field, op=each.op, values=each.values) for each in about.where]
                    break
        for item in phrase.names:
            if item.start in self.used or item.value_only or item.of("measure") or item.op in {"verb", "state"}:
                continue
            tables = [entry for entry in item.of("table") if self.seen.reaches(entry.table)]
            if item.of("column") and not item.of("table") and not self._measured(item, ref) and not item.op:
                self.cost += UNFIT
                self._ask("unknown_word", item.text)
                continue
            if item.of("table") and not tables and not item.of("column"):
                self.cost += UNFIT
            elif tables:
                self.cost += 0.3 * min(entry.cost for entry in tables)
