"""A second look at an understanding: what was said must show up in the query, else it is asked about, not answered.

It knows nothing of how the question was read: words, query and model alone say what cannot be missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ringside.metrics.model.reach import Ambiguous, Unreachable, resolve, time_path
from ringside.metrics.model.schema import Join, Model
from ringside.metrics.query.schema import Filter, MetricQuery, Order, Time
from ringside.metrics.question import wording
from ringside.metrics.question.holding import AD_HOC, DATES, TIMELY, Atom, Held
from ringside.metrics.question.lexicon import say
from ringside.metrics.question.schema import Asked, Parsed, QueryChoice, Understood, Word
from ringside.metrics.question.text import Token, name_words, stem
from ringside.metrics.question.vocabulary import Entry, Vocabulary

_SAID_AGGREGATES = {"agg:avg": "avg", "agg:median": "median", "agg:min": "min", "agg:max": "max"}
_COUNTED = frozenset({"number", "count", "מספר"})
_BOUNDS = frozenset({"<", "<=", ">", ">=", "between"})
_NEGATIVE = frozenset({"not_in", "!=", "null", "not_contains"})


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that the query does not bear out; `instead` is the query that would, where it can be made."""

    law: str
    words: str
    instead: MetricQuery | None = None


def find(
    text: str, words: Sequence[Word], query: MetricQuery, model: Model, vocabulary: Vocabulary, *, follows: bool = False
) -> tuple[Doubt, ...]:
    """What was said and is not in the query. `follows`: the question goes on from another, so much is unsaid."""
    return tuple(Second(text, words, query, model, vocabulary, follows=follows).doubts())


def settle(parsed: Parsed, text: str, model: Model, vocabulary: Vocabulary, *, follows: bool = False) -> Parsed:
    """The understanding if all that was said is in it; else what is missing as one question."""
    if not isinstance(parsed, Understood):
        return parsed
    doubts = find(text, parsed.words, parsed.query, model, vocabulary, follows=follows)
    return asked(doubts, parsed, model) if doubts else parsed


def asked(doubts: Sequence[Doubt], parsed: Understood, model: Model) -> Asked:
    """Which reading is meant: those with what was missed first, then the one as it is."""
    queries = [*(doubt.instead for doubt in doubts if doubt.instead is not None), parsed.query]
    labels = {wording.say(query, model, parsed.language): query for query in queries}
    words = ", ".join(dict.fromkeys(f"“{doubt.words}”" for doubt in doubts))
    return Asked(
        reason="ambiguous", language=parsed.language, words=parsed.words,
        question=say(parsed.language, "ask_doubt", words=words),
        choices=tuple(QueryChoice(label=label, query=query) for label, query in labels.items())[-6:],
    )  # fmt: skip


class Second(Held):
    """The laws, each over what was said and what is held."""

    def doubts(self) -> Iterator[Doubt]:
        if self.query.intent == "why":
            return
        yield from self.values()
        yield from self.aggregates()
        yield from self.amounts()
        yield from self.named()
        yield from self.negations()
        yield from self.numbers()
        yield from self.kinds()
        yield from self.groups()
        yield from self.people()
        yield from self.counted()
        yield from self.dates()
        yield from self.levels()
        yield from self.limits()
        yield from self.unused()
        yield from self.kinds_of_rows()
        yield from self.mixed()
        yield from self.nouns()
        yield from self.split()
        yield from self.unsaid()

    # The laws.

    def amounts(self) -> Iterator[Doubt]:
        """An amount is of money, where a number is of anything."""
        said = [word for word in self.meant("money") if self.written(word).casefold() in {"amount", "amounts", "סכום"}]
        sums = [atom for atom in self.shown if atom.of and not atom.ratio and atom.agg != "count_distinct"]
        if not said or not sums:
            return
        if any(self.is_money(atom) for atom in sums) or self.money_measure():
            return
        yield Doubt("amount", self.written(said[0]))

    def is_money(self, atom: Atom) -> bool:
        names = [part for path in re.findall(r"[\w.]+", atom.of) for part in path.split(".")[-1:]]
        return any(column in table.columns and table.columns[column].type == "money"
                   for table in self.model.tables.values() for column in names)  # fmt: skip

    def money_measure(self) -> bool:
        found = [self.model.measures.get(ref) for ref in self.query.measures]
        return any(measure is not None and measure.format == "money" for measure in found)

    def values(self) -> Iterator[Doubt]:
        """A value that was said is a condition, or part of a longer name."""
        held = [_plain(value) for each in self.conditions for value in each.values]
        near = {node.table for node in self.nodes} | {atom.table for atom in self.atoms}
        longest: dict[int, int] = {}
        for i, size, entry in self.said:
            if entry.kind == "value" and not entry.part and entry.cost < 1 and entry.table in near:
                longest[i] = max(size, longest.get(i, 0))
        for i, size in longest.items():
            entries = [entry for at, length, entry in self.said if (at, length) == (i, size) and entry.kind == "value"]
            if self.is_value(i, size, entries) and not any(
                _plain(entry.value) in each for entry in entries for each in held
            ):
                yield Doubt("value", self.stretch(i, size), self.with_value(entries))

    def is_value(self, i: int, size: int, entries: list[Entry]) -> bool:  # noqa: PLR0911
        """Whether these words can only be a value: nothing else is called so, nor are they part of a longer name."""
        first, last = self.tokens[i], self.tokens[i + size - 1]
        if all(token.kind == "number" for token in self.tokens[i : i + size]):
            return False
        if not any(self.column_type(entry) in {"category", "flag"} for entry in entries):
            return False
        over = self.over(first)
        if over is not None and (over.start < first.start or over.end > last.end):
            return False
        meaning = self.meaning(first)
        if meaning != "name" and (size == 1 and (first.text in self.vocabulary.lexicon.known or len(first.text) < 3)):
            return False
        end = i + size
        if any(at < end and at + length > i and length >= size and entry.kind != "value" and entry.cost < 1
               for at, length, entry in self.said):  # fmt: skip
            return False
        if any(at < end and at + length > i and length > size for at, length, entry in self.said):
            return False
        words = {form for token in self.tokens[i:end] for form in token.forms[:1]}
        return not words <= self.held_stems

    def column_type(self, entry: Entry) -> str:
        table = self.model.tables.get(entry.table)
        column = table.columns.get(entry.column) if table else None
        return column.type if column else ""

    def with_value(self, entries: list[Entry]) -> MetricQuery | None:
        for node in self.nodes:
            for entry in entries:
                if entry.table == node.table and entry.value is not None:
                    start = ".".join((*(node.roles or (node.table,)), entry.column))
                    return self.changed(filters=(*self.query.filters, Filter(field=start, values=(entry.value,))))
        return None

    def aggregates(self) -> Iterator[Doubt]:
        """Average, median and the like are how something is worked out; a total is no count."""
        aggs = {atom.agg for atom in self.atoms} | ({"avg"} if any(atom.ratio for atom in self.atoms) else set())
        for meaning, agg in _SAID_AGGREGATES.items():
            for word in self.meant(meaning):
                if agg not in aggs and not self.ordered(agg):
                    yield Doubt("aggregate", self.written(word), self.with_aggregate(agg))
        counts = {"count", "count_distinct"}
        if self.meant("count", "count_distinct") and self.shown and not aggs & counts:
            if not self.counted_in_rows():
                yield Doubt("aggregate", self.written(self.meant("count", "count_distinct")[0]))
        elif self.meant("count_distinct") and "count_distinct" not in aggs and not self.counts_keys():
            yield Doubt("aggregate", self.written(self.meant("count_distinct")[0]))
        sums = [word for word in self.meant("money") if word.end > word.start]
        bounded = any(each.op in _BOUNDS for each in (*self.conditions, *self.query.having))
        if sums and self.shown and aggs <= counts and not bounded:
            yield Doubt("aggregate", self.written(sums[0]))

    def ordered(self, agg: str) -> bool:
        """ "Latest", "longest" and the like may be an order or a date's condition instead."""
        return agg in {"min", "max"} and bool(self.query.order or self.query.having or self.query.filters
                                             or self.query.intent == "list")  # fmt: skip

    def with_aggregate(self, agg: str) -> MetricQuery | None:
        if len(self.query.measures) != 1 or not self.shown or self.shown[0].ratio:
            return None
        atom = self.shown[0]
        if atom.where or not re.fullmatch(r"\w+(\.\w+)+", atom.of):
            return None
        ref = f"{agg}({atom.of})"
        order = tuple(each.model_copy(update={"by": ref}) if each.by == self.query.measures[0] else each
                      for each in self.query.order)  # fmt: skip
        return self.changed(measures=(ref,), order=order)

    def counted_in_rows(self) -> bool:
        """ "How many units" is a sum of a column that holds a number of them."""
        return any(atom.agg in {"sum", "avg", "median", "max", "min"} and atom.of for atom in self.shown) and not any(
            measure.format == "money" for ref in self.query.measures if (measure := self.model.measures.get(ref))
        )

    def counts_keys(self) -> bool:
        """Rows of a table are all different."""
        return any(atom.agg == "count" for atom in self.shown)

    def named(self) -> Iterator[Doubt]:
        """A measure that was called by its whole name is there, or at least its table and its kind."""
        if self.follows:
            return
        tables = {atom.table for atom in self.atoms} | {self.subject}
        counts = any(atom.agg in {"count", "count_distinct"} or atom.ratio for atom in self.atoms)
        for i, size, entry in self.said:
            start, end = self.tokens[i].start, self.tokens[i + size - 1].end
            if entry.kind != "measure" or entry.cost or size < 2 or entry.measure in self.query.measures:
                continue
            if not any(word.meaning == "name" and (word.start, word.end) == (start, end) for word in self.words):
                continue
            whole = [other for at, length, other in self.said if (at, length) == (i, size) and other != entry]
            elsewhere = not tables & {atom.table for atom in self.atoms_of(entry.measure)}
            if not whole and (elsewhere or (not counts and self.tokens[i].text in _COUNTED)):
                yield Doubt("named", self.text[start:end])

    def negations(self) -> Iterator[Doubt]:
        if self.query.empty or any(each.op in _NEGATIVE for each in self.conditions):
            return
        if any(value in {False} for each in (*self.conditions, *self.query.having) for value in each.values):
            return
        if any(each.op in {"!=", "<", "<="} for each in self.query.having) or any(
            each.op in {"<", "<="} for each in self.query.filters
        ):
            return
        for word in self.meant("not", "cmp:!=", "missing"):
            if not {stem(each) for each in name_words(self.written(word))} & self.held_stems:
                yield Doubt("negation", self.after(word), self.turned())

    def turned(self) -> MetricQuery | None:
        """The query with its only condition denied."""
        kept = [each for each in self.query.filters if each.op in {"in", "="}]
        if len(kept) != 1:
            return None
        denied = kept[0].model_copy(update={"op": "not_in"})
        return self.changed(filters=tuple(denied if each == kept[0] else each for each in self.query.filters))

    def numbers(self) -> Iterator[Doubt]:
        """A number that was said is a limit, a bound, a value, a date or part of a name."""
        held = set(self.query_numbers())
        for token in self.tokens:
            if token.kind != "number" or token.number is None:
                continue
            word = self.over(token)
            if word is not None and word.meaning not in {"number", "name"}:
                continue
            digits = re.sub(r"\D", "", token.text)
            near = {token.number, token.number / 100}
            if not near & held and digits not in self.held_digits and not self.in_time(token):
                yield Doubt("number", self.text[token.start : token.end])

    def in_time(self, token: Token) -> bool:
        """Whether the number stands right beside words of time, which periods have read."""
        return any(word.meaning in TIMELY or (word.meaning or "").startswith("unit:") for word in self.words
                   if word.start <= token.end + 2 and word.end >= token.start - 2)  # fmt: skip

    def query_numbers(self) -> Iterator[float]:
        query = self.query
        if query.limit:
            yield float(query.limit)
        if query.top:
            yield float(query.top.n)
        for values in (*(each.values for each in query.having), *(each.values for each in self.conditions)):
            for value in values:
                if isinstance(value, int | float):
                    yield float(value)

    @cached_property
    def held_digits(self) -> frozenset[str]:
        query = self.query
        names = [*query.measures, *query.dimensions, *(str(value) for each in self.conditions for value in each.values)]
        names += [each.field for each in self.conditions]
        names += [atom.of for atom in self.atoms]
        return frozenset(digits for name in names for digits in re.findall(r"\d+", name))

    def kinds(self) -> Iterator[Doubt]:
        """Two values of one column held against each other keep rows apart by it."""
        links = self.meant("compare")
        if not links or self.follows:
            return
        query = self.query
        two = len(query.measures) > 1 or query.defined or query.shown or query.comparison
        for each in () if two else query.filters:
            held = {_plain(value) for value in each.values}
            said = {_plain(entry.value) for _, _, entry in self.said if entry.kind == "value" and not entry.part
                    and entry.cost < 1 and entry.column == each.field.rsplit(".", 1)[-1]}  # fmt: skip
            if each.op == "in" and len(held) == 1 and said - held:
                yield Doubt("kinds", self.written(links[0]))
        for each in self.query.filters:
            if each.op == "in" and len(each.values) == 2 and each.field not in self.query.dimensions:
                yield Doubt("kinds", self.written(links[0]), self.changed(
                    dimensions=(*self.query.dimensions, each.field), intent="compare"))  # fmt: skip

    def groups(self) -> Iterator[Doubt]:
        """ "By region" keeps rows apart by something; "by Acme" is a condition."""
        query = self.query
        if self.follows or query.dimensions or query.each or query.time.grain or query.top or query.defined:
            return
        if any(atom.ratio or atom.agg == "avg" for atom in self.atoms):
            return
        for word in self.meant("by"):
            following = [i for i, token in enumerate(self.tokens) if token.start >= word.end and token.kind == "word"]
            entries = [entry for at, _, entry in self.said if following and at == following[0]]
            kinds = {entry.kind for entry in entries if entry.cost < 1}
            each = {"per", "each", "every"} & set(self.written(word).casefold().split())
            if "value" not in kinds and (
                "table" in kinds if each else kinds & {"column", "table", "role"} == {"column"}
            ):
                yield Doubt("group", self.after(word))

    def people(self) -> Iterator[Doubt]:
        """How many customers bought is asked of what they bought, not of the list of customers."""
        if not self.meant("count", "count_distinct") or len(self.query.measures) != 1 or not self.shown:
            return
        atom = self.shown[0]
        if atom.agg != "count" or atom.ratio or atom.where or atom.table not in self.model.tables:
            return
        table = self.model.tables[atom.table]
        if any(
            len(each.field.split(".")) > 1 and each.field.split(".")[0] != atom.table for each in self.query.filters
        ):
            return
        for word in self.words:
            if word.meaning not in {"verb", "state", "name", "order"}:
                continue
            said = self.written(word).casefold()
            forms = {stem(said.split()[0]), *self.vocabulary.lexicon.verbs.get(said, ())}
            for name, other in self.model.tables.items():
                joins = [join for join in other.joins if join.to == atom.table]
                called = {stem(each) for text in (name, other.row or "") for each in name_words(text)}
                if not other.hidden and joins and forms & called and not self.own_word(forms, table.columns):
                    yield Doubt("people", said, self.counted_over(name, joins[0]))
                    return

    @staticmethod
    def own_word(forms: set[str], columns: Iterable[str]) -> bool:
        return any(forms & {stem(word) for word in name_words(column)} for column in columns)

    def counted_over(self, table: str, join: Join) -> MetricQuery | None:
        if self.query.filters or self.query.dimensions or self.query.having:
            return None
        time = Time(period=self.query.time.period, grain=self.query.time.grain, fiscal=self.query.time.fiscal)
        return self.changed(subject=table, measures=(f"count_distinct({table}.{join.on[0]})",), time=time)

    def counted(self) -> Iterator[Doubt]:
        """ "How many patients were treated" counts patients, not treatments."""
        words = self.meant("count", "count_distinct")
        if len(words) != 1 or len(self.shown) != 1 or self.follows:
            return
        atom = self.shown[0]
        following = next((i for i, token in enumerate(self.tokens) if token.start >= words[0].end), None)
        entries = [entry for at, _, entry in self.said if at == following]
        if atom.agg != "count" or atom.ratio or not entries or any(each.kind != "table" for each in entries):
            return
        tables = {each.table for each in entries if each.cost < 0.5}
        if not tables or atom.table in {each.table for each in entries} or atom.table not in self.model.tables:
            return
        for join in self.model.tables[atom.table].joins:
            if join.to in tables and not atom.where:
                ref = f"count_distinct({atom.table}.{join.on[0]})"
                yield Doubt("people", self.after(words[0]), self.changed(measures=(ref,), order=self.ordered_by(ref)))
                return

    def dates(self) -> Iterator[Doubt]:
        """ "Closed in May" goes by the date of closing, where there is one."""
        time = self.query.time
        if self.subject is None or (time.period is None and not self.meant("period")) or self.follows:
            return
        table = self.model.tables[self.subject]
        current = self.time_column()
        for verb in self.words:
            if verb.meaning not in {"verb", "state", "name"} or not self.before_period(verb):
                continue
            forms = self.verb_forms(self.written(verb).casefold())
            for name, column in table.columns.items():
                if column.type not in DATES or name == current:
                    continue
                called = {stem(word) for word in name_words(name)}
                if forms & called and not forms & {stem(word) for word in name_words(current or "")}:
                    path = f"{self.subject}.{name}"
                    if not any(each.field == path for each in self.conditions):
                        yield Doubt("date", self.written(verb), self.changed(
                            time=time.model_copy(update={"field": path})))  # fmt: skip
                    return

    def verb_forms(self, said: str) -> set[str]:
        return {stem(said), *self.vocabulary.lexicon.verbs.get(said, ())} - {"date", "time"}

    def before_period(self, verb: Word) -> bool:
        between = [word for word in self.words if word.start >= verb.end]
        return next((word.meaning == "period" for word in between if word.meaning not in {"of", "stop"}), False)

    def time_column(self) -> str | None:
        if self.query.time.field is not None:
            return self.query.time.field.rsplit(".", 1)[-1]
        for ref in self.query.measures:
            measure = self.model.measures.get(ref)
            if measure is not None and measure.time:
                return measure.time.rsplit(".", 1)[-1]
        path = time_path(self.model, self.subject or "")
        return path.rsplit(".", 1)[-1] if path else None

    def levels(self) -> Iterator[Doubt]:
        """Prices and balances are not added up, nor is what belongs to a table further up, once per row."""
        for ref in self.query.measures:
            match = AD_HOC.match(ref)
            if match is None or match[1] != "sum" or "." not in match[2]:
                continue
            column = match[2].rsplit(".", 1)[-1]
            words = {stem(word) for word in name_words(column)}
            alone = self.subject in self.query.each or self.query.intent in {"rank", "list"}
            if (words & self.vocabulary.lexicon.levels and not self.meant("agg:sum") and not alone) or self.is_above(
                match[2]
            ):
                yield Doubt("level", column.replace("_", " "))

    def is_above(self, path: str) -> bool:
        if self.subject not in self.model.tables:
            return False
        try:
            return bool(resolve(self.model, self.subject or "", path).node.joins)
        except (Unreachable, Ambiguous):
            return False

    def limits(self) -> Iterator[Doubt]:
        query = self.query
        first = [word for word in self.meant("desc", "asc") if "first" in self.written(word).casefold()]
        if query.limit and first and not self.meant("top", "bottom", "number"):
            yield Doubt("limit", self.written(first[0]), self.changed(limit=None))

    def unused(self) -> Iterator[Doubt]:
        """A period that was said bounds something; what was defined is used."""
        query = self.query
        dated = query.time.period or query.comparison or any(self.is_date(each.field) for each in self.conditions)
        if self.meant("period") and not dated:
            yield Doubt("period", self.written(self.meant("period")[0]))
        used = {*query.measures, *(each.measure for each in query.having), *(order.by for order in query.order)}
        used |= {part for each in query.defined.values() for part in (each.of, each.per or "")}
        used |= {query.top.measure} if query.top else set()
        for name, each in query.defined.items():
            if name not in used and not any(order.by.endswith(name) for order in query.order):
                yield Doubt("unused", each.label or name)

    def kinds_of_rows(self) -> Iterator[Doubt]:
        """Rows of a kind that a measure defines have their own date there: won deals by the date they closed."""
        query = self.query
        if len(query.measures) != 1 or not self.shown or query.time.field is not None or not query.time.period:
            return
        atom, current = self.shown[0], self.time_column()
        measure = self.model.measures.get(query.measures[0])
        if measure is None or atom.ratio or atom.where:
            return
        held = {(each.field, each.values): each for each in query.filters if each.op in {"in", "="}}
        for name, other in self.model.measures.items():
            same = other.agg == measure.agg and other.table == measure.table and other.of == measure.of
            wanted = [(each.field, each.values) for each in other.where]
            if not same or not wanted or not all(each in held for each in wanted) or not other.time:
                continue
            if other.time.rsplit(".", 1)[-1] != current:
                rest = tuple(each for each in query.filters if (each.field, each.values) not in wanted)
                words = ", ".join(str(value) for _, values in wanted for value in values)
                yield Doubt("date", words, self.changed(measures=(name,), filters=rest, order=self.ordered_by(name)))
                return

    def ordered_by(self, ref: str) -> tuple[Order, ...]:
        one = self.query.measures[0]
        return tuple(each.model_copy(update={"by": ref}) if each.by == one else each for each in self.query.order)

    def mixed(self) -> Iterator[Doubt]:
        """One noun phrase, one set of rows: a number of won deals and the amount of all are seldom meant together."""
        plain = [atom for atom in self.shown if not atom.ratio]
        counts = [atom for atom in plain if atom.agg in {"count", "count_distinct"}]
        sums = [atom for atom in plain if atom.agg in {"sum", "avg", "median", "min", "max"}]
        for one in counts:
            for other in sums:
                if one.table == other.table and set(_keys(one)) != set(_keys(other)):
                    wheres = (*one.where, *other.where)
                    yield Doubt("mixed", ", ".join(str(value) for each in wheres for value in each.values))
                    return
        shown = {atom.table: atom for atom in counts}
        for having in self.query.having:
            for atom in self.atoms_of(having.measure):
                other_count = shown.get(atom.table)
                if atom.agg == "count" and other_count is not None and set(_keys(atom)) != set(_keys(other_count)):
                    yield Doubt("mixed", f"{having.op} {having.values[0]:g}")
                    return

    def nouns(self) -> Iterator[Doubt]:
        """A noun that names the rows is no condition on them; what is counted is what was said to be counted."""
        for i, size, entry in self.said:
            if entry.kind != "value" or entry.table != self.subject or size > 1:
                continue
            if self.tokens[i].text == _plain(entry.value):
                continue
            noun = any((at, length) == (i, size) and other.kind == "table" and other.table == entry.table
                       for at, length, other in self.said)  # fmt: skip
            kept = [each for each in self.query.filters if entry.value in each.values and each.op in {"in", "="}]
            if noun and kept:
                rest = tuple(each for each in self.query.filters if each not in kept)
                yield Doubt("noun", self.stretch(i, size), self.changed(filters=rest))
        counted = self.meant("count", "count_distinct")
        if counted and not self.query.measures and not self.follows:
            yield Doubt("noun", self.after(counted[0]))
        dims = self.query.dimensions
        if self.query.intent == "list" and dims and all(self.is_date(path) for path in dims) and self.meant("which"):
            yield Doubt("noun", self.after(self.meant("which")[0]))
        yield from self.loosely_counted()

    def loosely_counted(self) -> Iterator[Doubt]:
        """Order lines are not orders: a part of a table's name that its rows carry the number of."""
        ref = self.query.measures[0] if self.query.measures else ""
        atom = self.shown[0] if len(self.shown) == 1 else None
        if atom is None or atom.agg != "count" or atom.where or atom.ratio or atom.table not in self.model.tables:
            return
        table = self.model.tables[atom.table]
        said = [(i, size, entry) for i, size, entry in self.said if entry.table == atom.table or entry.measure == ref]
        if any(entry.kind in {"table", "measure"} and not entry.part and entry.cost < 0.5 for _, _, entry in said):
            return
        for i, size, entry in said:
            names = {tuple(stem(word) for word in name_words(name)[:-1]): name for name, column in table.columns.items()
                     if column.type == "id" and name not in table.key[-1:]}  # fmt: skip
            stems = {(form,) for form in self.tokens[i].forms}
            if entry.kind == "table" and entry.part and size == 1 and (fits := stems & names.keys()):
                path = f"count_distinct({atom.table}.{names[next(iter(fits))]})"
                yield Doubt("noun", self.stretch(i, size), self.changed(measures=(path,), order=self.ordered_by(path)))
                return

    def unsaid(self) -> Iterator[Doubt]:
        """What rows are kept apart by was asked for."""
        if self.follows or self.meant("which", "list", "return", "name", "id", "most", "least", "top", "bottom"):
            return
        said = {(entry.table, entry.column) for _, _, entry in self.said if entry.kind in {"column", "value"}}
        tables = {entry.table for _, _, entry in self.said if entry.kind in {"table", "role", "value"}}
        roles = {entry.column for _, _, entry in self.said if entry.kind == "role"}
        for path in self.query.dimensions:
            *start, column = path.partition(":")[0].split(".")
            owners = {
                node.table for node in self.nodes if node.table == start[-1] or node.roles[-1:] == tuple(start[-1:])
            }
            known = any((owner, column) in said or owner in tables for owner in owners) or start[-1] in roles
            if not known and not {stem(word) for word in name_words(column)} & self.said_stems:
                yield Doubt("unsaid", column.replace("_", " "))

    def split(self) -> Iterator[Doubt]:
        """One row is no answer to a question about each; each table that was said to split by is there."""
        query = self.query
        if self.follows:
            return
        every = [word for word in self.meant("by") if {"each", "every"} & set(self.written(word).casefold().split())]
        if query.limit == 1 and query.dimensions and every:
            yield Doubt("limit", self.after(every[0]), self.changed(limit=None))
            return
        if query.time.grain and not query.dimensions:
            return
        for word in every:
            following = next((i for i, token in enumerate(self.tokens) if token.start >= word.end), None)
            entries = [entry for at, _, entry in self.said if at == following and entry.cost < 1]
            tables = {entry.table for entry in entries if entry.kind in {"table", "role", "column"}}
            tables |= {join.to for table in tables for join in self.model.tables[table].joins
                       if any(entry.kind == "column" and entry.column in join.on for entry in entries)}  # fmt: skip
            if tables and query.dimensions and not tables & self.dimension_tables and not query.defined:
                yield Doubt("group", self.after(word))

    @cached_property
    def dimension_tables(self) -> set[str]:
        found = set(self.query.each)
        for path in self.query.dimensions:
            start = path.split(".")[:-1]
            found |= set(start)
            found |= {node.table for node in self.nodes if node.roles[-1:] == tuple(start[-1:])}
            column = path.partition(":")[0].rsplit(".", 1)[-1]
            found |= {
                join.to for node in self.nodes for join in self.model.tables[node.table].joins if column in join.on
            }
        return found


def _keys(atom: Atom) -> list[tuple[str, tuple[object, ...]]]:
    return [(each.field, each.values) for each in atom.where]


def _plain(value: object) -> str:
    return " ".join(name_words(str(value)))
