"""A second look at an understanding: what was said must show up in the query, else it is asked about, not answered.

It knows nothing of how the question was read: words, query and model alone say what cannot be missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ringside.metrics.model.reach import Ambiguous, Node, Unreachable, nodes, resolve, time_path
from ringside.metrics.model.schema import Aggregate, Join, Model, Where
from ringside.metrics.query.schema import Filter, MetricQuery, Time
from ringside.metrics.question import wording
from ringside.metrics.question.lexicon import say
from ringside.metrics.question.schema import Asked, Parsed, QueryChoice, Understood, Word
from ringside.metrics.question.text import Token, name_words, stem, tokens
from ringside.metrics.question.vocabulary import Entry, Vocabulary

_AD_HOC = re.compile(r"^(\w+)\((.+)\)$")
_NAMES = re.compile(r"[^\W\d]\w*")
_SAID_AGGREGATES = {"agg:avg": "avg", "agg:median": "median", "agg:min": "min", "agg:max": "max"}
_BOUNDS = frozenset({"<", "<=", ">", ">=", "between"})
_NEGATIVE = frozenset({"not_in", "!=", "null", "not_contains"})
_DATES = frozenset({"date", "datetime"})
_TIMELY = frozenset({"period", "comparison"})


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that the query does not bear out; `instead` is the query that would, where it can be made."""

    law: str
    words: str
    instead: MetricQuery | None = None


@dataclass(frozen=True, slots=True)
class Atom:
    """One aggregate that a measure of the query comes down to."""

    agg: Aggregate | str
    of: str
    table: str
    where: tuple[Where | Filter, ...]
    ratio: bool = False


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


class Second:
    """The second reader of one question."""

    def __init__(
        self,
        text: str,
        words: Sequence[Word],
        query: MetricQuery,
        model: Model,
        vocabulary: Vocabulary,
        *,
        follows: bool,
    ) -> None:
        self.text, self.words, self.query, self.model, self.vocabulary = text, words, query, model, vocabulary
        self.follows = follows
        self.tokens = tokens(text)

    def doubts(self) -> Iterator[Doubt]:
        if self.query.intent == "why":
            return
        yield from self.values()
        yield from self.aggregates()
        yield from self.negations()
        yield from self.numbers()
        yield from self.kinds()
        yield from self.groups()
        yield from self.people()
        yield from self.dates()
        yield from self.levels()
        yield from self.limits()
        yield from self.unused()

    # What was said.

    def over(self, token: Token) -> Word | None:
        return next((word for word in self.words if word.start <= token.start < word.end), None)

    def meaning(self, token: Token) -> str:
        word = self.over(token)
        return (word.meaning or "") if word else ""

    def meant(self, *meanings: str) -> list[Word]:
        return [word for word in self.words if word.meaning in meanings]

    def written(self, word: Word) -> str:
        return self.text[word.start : word.end]

    @cached_property
    def said(self) -> list[tuple[int, int, Entry]]:
        """Every name and value that stands in the question: first token, number of tokens, what it means."""
        found = []
        for i, token in enumerate(self.tokens):
            if token.kind in {"word", "number"} and self.meaning(token) not in _TIMELY:
                found += [(i, size, entry) for size, entry in self.vocabulary.at(self.tokens, i)]
        return found

    @cached_property
    def said_stems(self) -> frozenset[str]:
        return frozenset(form for token in self.tokens for form in token.forms)

    # What the query holds.

    @cached_property
    def atoms(self) -> list[Atom]:
        query = self.query
        refs = [*query.measures, *(each.measure for each in query.having), *((query.top.measure,) if query.top else ())]
        refs += [order.by.partition(":")[2] or order.by for order in query.order]
        return [atom for ref in dict.fromkeys(refs) for atom in self.atoms_of(ref)]

    @cached_property
    def shown(self) -> list[Atom]:
        return [atom for ref in self.query.measures for atom in self.atoms_of(ref)]

    def atoms_of(self, ref: str, depth: int = 0) -> list[Atom]:
        if depth > 6:
            return []
        if (defined := self.query.defined.get(ref)) is not None:
            inner = self.atoms_of(defined.of, depth + 1)
            ratio = defined.per is not None
            atoms = [Atom(each.agg, each.of, each.table, (*each.where, *defined.where), ratio) for each in inner]
            return atoms + (self.atoms_of(defined.per, depth + 1) if defined.per else [])
        if (measure := self.model.measures.get(ref)) is not None:
            if measure.agg is not None:
                return [Atom(measure.agg, measure.of or "", measure.table or "", measure.where)]
            parts = [name for name in _NAMES.findall(measure.formula or "") if name in self.model.measures]
            found = [atom for name in parts for atom in self.atoms_of(name, depth + 1)]
            return [Atom(each.agg, each.of, each.table, each.where, True) for each in found]
        if (match := _AD_HOC.match(ref)) is not None:
            return [Atom(match[1], match[2] if "." in match[2] else "", match[2].split(".")[0], ())]
        return []

    @cached_property
    def conditions(self) -> list[Where | Filter]:
        return [*self.query.filters, *(where for atom in self.atoms for where in atom.where)]

    @cached_property
    def subject(self) -> str | None:
        return self.query.subject or next((atom.table for atom in self.atoms if atom.table in self.model.tables), None)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        return nodes(self.model, self.subject) if self.subject in self.model.tables else ()

    @cached_property
    def held_stems(self) -> frozenset[str]:
        """The stems of all names the query uses."""
        query = self.query
        texts = [*query.dimensions, *(each.field for each in self.conditions), query.time.field or ""]
        texts += [each.label for each in query.defined.values()]
        for ref in (*query.measures, *(each.of for each in query.defined.values())):
            texts.append(ref)
            if (measure := self.model.measures.get(ref)) is not None:
                texts += [*measure.label.values(), *measure.synonyms, *_NAMES.findall(measure.formula or "")]
        return frozenset(stem(word) for text in texts for part in text.split(".") for word in name_words(part))

    # The laws.

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

    def is_value(self, i: int, size: int, entries: list[Entry]) -> bool:
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
                yield Doubt("negation", self.after(word))

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
        return any(word.meaning in _TIMELY or (word.meaning or "").startswith("unit:") for word in self.words
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
            named = any(entry.kind == "column" and entry.cost < 1 for entry in entries)
            if named and not any(entry.kind in {"value", "table", "role"} for entry in entries):
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
            if word.meaning not in {"verb", "state"}:
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
                if column.type not in _DATES or name == current:
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
            match = _AD_HOC.match(ref)
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

    def is_date(self, path: str) -> bool:
        column = path.partition(":")[0].rsplit(".", 1)[-1]
        return ":" in path or any(
            column in table.columns and table.columns[column].type in _DATES for table in self.model.tables.values()
        )

    # Words and queries.

    def stretch(self, i: int, size: int) -> str:
        return self.text[self.tokens[i].start : self.tokens[i + size - 1].end]

    def after(self, word: Word) -> str:
        """The word and the one after it."""
        following = [token.end for token in self.tokens if token.start >= word.end and token.kind in {"word", "quoted"}]
        return self.text[word.start : (following[0] if following else word.end)]

    def changed(self, **parts: object) -> MetricQuery | None:
        try:
            return MetricQuery.model_validate({**self.query.model_dump(), **parts})
        except ValueError:
            return None


def _plain(value: object) -> str:
    return " ".join(name_words(str(value)))
