"""A frame, seen from one table, put together into a query; and what it costs to read it so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from ringside.metrics.model.reach import Field, Node
from ringside.metrics.model.schema import Scalar
from ringside.metrics.periods.schema import Found
from ringside.metrics.query.schema import (
    Defined,
    Filter,
    Having,
    MetricComparison,
    MetricQuery,
    Order,
    Time,
)  # fmt: skip
from ringside.metrics.question.reading import Condition, Dated, Frame, Phrase
from ringside.metrics.question.seen import Place, Seen
from ringside.metrics.question.spotting import Item
from ringside.metrics.question.text import name_words, stem
from ringside.metrics.question.vocabulary import Entry, Vocabulary

_NUMERIC = frozenset({"number", "money"})
_DATES = frozenset({"date", "datetime"})
_UNFIT = 6.0
_COUNTING = frozenset({"number", "count", "מספר", "כמות"})


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why this reading cannot stand as it is: `options` are the ways to settle it."""

    reason: str
    word: str
    options: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dim:
    """What rows are kept apart by: fields, and the table whose rows they name (when it is one)."""

    paths: tuple[str, ...]
    cost: float
    node: Node | None = None
    entity: bool = False
    grain: bool = False


@dataclass
class Assembly:
    """One reading of a frame. `forced` settles ambiguous words: text to field path."""

    frame: Frame
    words: Vocabulary
    seen: Seen
    when: Found
    forced: dict[str, str]
    raw: dict[int, str]
    today: date
    cost: float = 0
    troubles: list[Trouble] = field(default_factory=list)
    assumed: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    entity: Node | None = None
    each: list[str] = field(default_factory=list)
    value_field: str | None = None
    counted: dict[str, Node] = field(default_factory=dict)

    @property
    def fact(self) -> str:
        return self.seen.fact

    # measures

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
            away = 0.6 * back + (4.0 if ignored else 0)
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
        """Whether a formula is what the aggregate asks for: a ratio is an average of its kind, a difference of sums is none."""
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
                if agg == "count_distinct" and about.type in _DATES:
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
        numeric = kind in _NUMERIC
        if phrase.distinct or (phrase.count and not (numeric and phrase.agg)):
            return "count_distinct" if not (numeric and not phrase.distinct) else "sum"
        if phrase.agg in {"min", "max"}:
            return phrase.agg if numeric or kind in _DATES else None
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
            yield entry.cost, self.seen.same_measure("count", None) or f"count({self.fact})"
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
        found = [named] if named and self.fact in self.seen.facts_of(named) else self.seen.earnings()
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

    def _bare(self, phrase: Phrase) -> Iterator[tuple[float, str]]:
        """ "the number", "the total amount": of the rows asked about."""
        if phrase.count:
            yield 0.8, self.seen.same_measure("count", None) or f"count({self.fact})"
        elif phrase.money:
            found = self.seen.earnings()
            if len(found) == 1:
                yield 0.8, found[0]
            elif found and (chosen := self._choose("amount", found)):
                yield 0.8, chosen

    def _choose(self, word: str, found: list[str]) -> str | None:
        if word in self.forced:
            return self.forced[word]
        self._ask("ambiguous", word, tuple(found))
        return None

    def _qualify(self, phrase: Phrase, ref: str) -> None:
        """Names beside the measure: tables it is about. A table out of reach does not fit."""
        for item in phrase.names:
            if item.start in self.used or item.value_only or item.of("measure") or item.op in {"verb", "state"}:
                continue
            tables = [entry for entry in item.of("table") if self.seen.reaches(entry.table)]
            if item.of("table") and not tables and not item.of("column"):
                self.cost += _UNFIT
            elif tables:
                self.cost += 0.3 * min(entry.cost for entry in tables)

    # fields

    def _roles(self, phrase: Phrase | None) -> list[str]:
        return [entry.column for item in (phrase.names if phrase else []) for entry in item.of("role")]

    def _tables(self, phrase: Phrase | None) -> list[Entry]:
        return [entry for item in (phrase.names if phrase else []) for entry in item.of("table")]

    def _placed(self, entry: Entry, phrase: Phrase, item: Item) -> list[Place]:
        """Where a column may stand, with what the words around it say about the table."""
        others = [each for each in phrase.names if each is not item and not each.value_only]
        near = [each for other in others for each in other.of("table")]
        if not near and phrase.before is not None:
            near = [replace(each, cost=each.cost + 0.3) for each in self._tables(phrase.before)]
            far = True
        else:
            far = False
        found = []
        for place in self.seen.places(entry.table, entry.column, self._roles(phrase)):
            node = place.field.node
            met = [each.cost for each in near if each.table == node.table]
            if near and met:
                cost = -0.8 + 0.5 * min(met)
            elif near and not far:
                way = any(each.table in {join.to for join in node.joins} for each in near)
                cost = 0.1 if way else (0.4 if self.fact in {each.table for each in near} and not node.joins else 2.0)
            else:
                cost = 0.0
            cost -= self._kin(node)
            cost += self._conditioned(node)
            found.append(Place(place.field, place.cost + cost))
        return found

    def _kin(self, node: Node) -> float:
        """How much likelier a table is for being the one asked by, or joined to it."""
        entity = self.entity
        if entity is None or not entity.joins:
            return 0.4 if node == entity else 0.0
        return (0.4 if node == entity else 0.5) if node.joins[: len(entity.joins)] == entity.joins else 0.0

    def _conditioned(self, node: Node) -> float:
        """What the question's own conditions say of a join that asks for one: the same (cheaper), another (out)."""
        cost = 0.0
        for where in (where for join in node.joins for where in join.where):
            column = where.field.rsplit(".", 1)[-1]
            for each in self.frame.conditions:
                said = [entry for item in (each.on.names if each.on else []) for entry in item.of("column")]
                if each.op in {"=", "in"} and any(entry.column == column for entry in said):
                    same = {str(value) for value in each.values} & {str(value) for value in where.values}
                    cost += -0.6 if same or not each.values else 3.0
        return cost

    def column(self, phrase: Phrase, kinds: frozenset[str] | None = None) -> Place | None:
        """The field a phrase names. Two equally near ones are asked about."""
        options: list[Place] = []
        names = [item for item in phrase.names if item.of("column")]
        for item in names[-1:]:
            for entry in item.of("column"):
                about = self.words.model.tables[entry.table].columns[entry.column]
                if kinds is None or about.type in kinds:
                    options += [Place(p.field, p.cost + entry.cost) for p in self._placed(entry, phrase, item)]
        if phrase.id and all(item.op == "id" for item in names):
            options = self._key_places(phrase) + [each for each in options if each.cost < -0.3]
        if not options and names:
            options = self._key_called(names[-1].text.split())
        return self._nearest(phrase.text or "id", options)

    def _key_places(self, phrase: Phrase) -> list[Place]:
        near = self._tables(phrase) or (
            self._tables(phrase.before)
            if self.entity is None or (phrase.before is not None and not phrase.before.computes)
            else []
        )
        nodes = [
            node
            for entry in sorted(near, key=lambda each: each.cost)
            if entry.cost < 1
            for _, node in self.seen.ways(entry.table, self._roles(phrase))
        ]
        nodes = nodes or ([self.entity] if self.entity is not None else [Node(self.fact)])
        return [
            Place(Field(node, key), 0.3 * len(node.joins) - self._kin(node))
            for node in nodes
            for key in self.words.model.tables[node.table].key[:1]
        ]

    def _key_called(self, said: list[str]) -> list[Place]:
        """ "user id" where the users' key is called otherwise."""
        if said[-1] not in {"id", "ids", "identifier"} or len(said) < 2:
            return []
        wanted = {stem(word) for word in said[:-1]}
        found = []
        for node in self.seen.nodes:
            table = self.words.model.tables[node.table]
            called = {
                stem(word) for text in (node.table, table.row or "", *node.roles[-1:]) for word in name_words(text)
            }
            if wanted <= called and table.key:
                near = -0.5 if node == self.entity else 0.0
                found.append(
                    Place(Field(node, table.key[0]), near + 0.3 * len(node.joins) + 0.2 * len(called - wanted))
                )
        return found

    def _nearest(self, word: str, options: list[Place]) -> Place | None:
        if not options:
            return None
        options = sorted(options, key=lambda place: place.cost)
        if word in self.forced:
            options = [place for place in options if self.seen.path(place.field) == self.forced[word]] or options
        best = options[0]
        paths = {self.seen.path(place.field): place for place in options if place.cost - best.cost < 0.05}
        if len(paths) > 1:
            self._ask("ambiguous", word, tuple(paths))
        return best

    def _ask(self, reason: str, word: str, options: tuple[str, ...] = (), about: tuple[str, ...] = ()) -> None:
        if not any(trouble.word == word and trouble.reason == reason for trouble in self.troubles):
            self.troubles.append(Trouble(reason, word, options, about))

    # dimensions

    def dimension(self, phrase: Phrase) -> Dim | None:
        """What a phrase keeps rows apart by."""
        names = [item for item in phrase.names if not item.value_only]
        head = names[-1] if names else None
        entities = self._entities(head, phrase) if head is not None else []
        if (head is not None and head.of("column")) or (phrase.id and not (head and head.of("column"))):
            keep, here = len(self.troubles), self.cost
            place = self.column(phrase)
            if place is not None:
                path = self.seen.path(place.field)
                best = min((entity.cost for entity in entities), default=9.0)
                if place.cost < best:
                    return Dim((path,), place.cost, place.field.node)
                self.troubles[keep:] = []
                self.cost = here
        if entities:
            return min(entities, key=lambda entity: entity.cost)
        if phrase.name and not names:
            node = self.entity or Node(self.fact)
            return Dim(self._identity(node), 0.3, node)
        return None

    def _identity(self, node: Node) -> tuple[str, ...]:
        return tuple(self.seen.path(Field(node, name)) for name in self.seen.identity(node))

    def _entities(self, head: Item, phrase: Phrase) -> list[Dim]:
        found = []
        for entry in head.of("table"):
            roles = self._roles(phrase)
            ways = self.seen.ways(entry.table, roles)
            for cost, node in ways[:3]:
                extra = self._conditioned(node)
                paths = self._identity(node)
                if paths:
                    found.append(Dim(paths, entry.cost + cost + extra, node, entity=True))
        found.sort(key=lambda each: each.cost)
        if len(found) > 1 and found[1].cost - found[0].cost < 0.05 and found[0].paths != found[1].paths:
            word = phrase.text
            if word in self.forced:
                return [each for each in found if each.paths[0] == self.forced[word]] or found
            self._ask("ambiguous", word, tuple(each.paths[0] for each in found if each.cost - found[0].cost < 0.05))
        return found

    # conditions on rows

    def values_of(self, phrases: Iterable[Phrase], *, negated: bool = False) -> list[Filter]:
        filters: list[Filter] = []
        for phrase in phrases:
            for item in phrase.names:
                if item.start in self.used or not item.of("value"):
                    continue
                if (
                    not item.value_only
                    and not (negated and not item.of("column"))
                    and not self._only_value(item, phrase)
                ):
                    continue
                if (found := self._valued(item, phrase, negated)) is not None:
                    self.used.add(item.start)
                    filters.append(found)
        return _joined(filters)

    def _only_value(self, item: Item, phrase: Phrase) -> bool:
        """Whether a word that is also a name can only be meant as a value: the name does not fit here."""
        fits = any(
            self.seen.reaches(entry.table or self.fact) for entry in item.entries if entry.kind in {"table", "column"}
        )
        return not fits and not item.of("measure")

    def _valued(self, item: Item, phrase: Phrase, negated: bool) -> Filter | None:
        options: list[tuple[float, Field, Entry]] = []
        near = {entry.table: entry.cost for entry in self._tables(phrase)}
        before = {entry.table: entry.cost for entry in self._tables(phrase.before)}
        said = [entry for each in phrase.names if each is not item for entry in each.of("column")]
        said_before = [entry for each in (phrase.before.names if phrase.before else []) for entry in each.of("column")]
        for entry in item.of("value"):
            for cost, node in self.seen.ways(entry.table, self._roles(phrase)):
                cost += entry.cost + self._conditioned(node)
                cost -= self._kin(node)
                if entry.table in near:
                    cost -= 1.2 - 0.5 * near[entry.table]
                elif entry.table in before:
                    cost -= 0.8 - 0.3 * before[entry.table]
                mine = [each for each in said if (each.table, each.column) == (entry.table, entry.column)]
                earlier = [each for each in said_before if (each.table, each.column) == (entry.table, entry.column)]
                cost -= 2 if mine else (1.5 if earlier else 0)
                if self.value_field is not None and phrase.before is not None and phrase.before.names and (
                    phrase.before.names[-1].value_only and self.seen.path(Field(node, entry.column)) == self.value_field
                ):  # fmt: skip
                    cost -= 0.6  # One of a list of values.
                options.append((cost, Field(node, entry.column), entry))
        if not options:
            self.cost += _UNFIT
            self._ask("unreachable", item.text, (), (item.text, self.fact))
            return None
        return self._valued_by(item, phrase, options, negated)

    def _valued_by(
        self, item: Item, phrase: Phrase, options: list[tuple[float, Field, Entry]], negated: bool
    ) -> Filter:
        options.sort(key=lambda each: each[0])
        if item.text in self.forced:
            options = [each for each in options if self.seen.path(each[1]) == self.forced[item.text]] or options
        cost, place, entry = options[0]
        if entry.loose and len(phrase.names) == 1 and not self._described(item):
            self.cost += _UNFIT
            self._ask("unknown_word", item.text)
        rivals = dict.fromkeys(self.seen.path(each[1]) for each in options if each[0] - cost < 0.25)
        if len(rivals) > 1:
            self._ask("ambiguous", item.text, tuple(rivals))
        self.cost += max(0.0, cost) * 0.5 + (0.5 if entry.cost > 1 else 0)
        self._consume(phrase, entry)
        self.value_field = self.seen.path(place)
        value = entry.value if entry.value is not None else item.text
        if entry.part:
            self.assumed.append(
                ("assumed_value", {"word": item.text, "field": self.seen.path(place), "value": str(value)})
            )
            return Filter(field=self.seen.path(place), op="not_contains" if negated else "contains", values=(value,))
        meant = [
            each[2].value
            for each in options
            if each[1] == place and not each[2].part and abs(each[2].cost - entry.cost) < 0.1
        ]
        same = dict.fromkeys(v for v in meant if v is not None) or {value: None}
        kinds = [v for v in self.words.kinds_of(entry.table, entry.column, same) if v not in same]
        return Filter(field=self.seen.path(place), op="not_in" if negated else "in", values=(*same, *kinds))

    def _described(self, item: Item) -> bool:
        """Whether a word that only resembles a value stands where a quality is said: "were successful"."""
        return item.start in self.frame.described

    def _consume(self, phrase: Phrase, entry: Entry) -> None:
        """A field that was named for its value is not grouped by as well ("status success")."""
        for each in (phrase, phrase.before):
            for item in each.names if each is not None else ():
                if any((one.table, one.column) == (entry.table, entry.column) for one in item.of("column")):
                    self.used.add(item.start)

    def conditions(self, said: Iterable[Condition]) -> tuple[list[Filter], list[Having]]:
        filters, having = [], []
        for condition in said:
            found = self._condition(condition)
            if isinstance(found, Filter):
                filters.append(found)
            elif found is not None:
                having.append(found)
        return _joined(filters), having

    def _condition(self, condition: Condition) -> Filter | Having | None:
        on = condition.on
        if on is None:
            return self._unnamed(condition)
        numeric = condition.op in {">", ">=", "<", "<=", "between"} and all(
            isinstance(v, (int, float)) for v in condition.values
        )
        exact = not (on.agg or on.count or on.distinct)
        if numeric or (on.computes and condition.op in {"=", "!="}):
            if exact and (place := self._quietly(on, _NUMERIC)) is not None:
                return Filter(field=self.seen.path(place.field), op=condition.op, values=condition.values)
            if exact and (amount := self._amount_of(condition, on)) is not None:
                return amount
            if (ref := self.measure(on)) is not None:
                return Having(measure=ref, op=condition.op, values=tuple(float(v) for v in condition.values))
            if self._tables(on):
                return self._unnamed(replace(condition, on=None, near=on))
            self._ask("unknown_word", on.text)
            self.cost += _UNFIT
            return None
        return self._equal(condition, on)

    def _amount_of(self, condition: Condition, on: Phrase) -> Filter | None:
        """ "Open deals over 50k": not more than 50,000 deals, but deals of more than that each."""
        counts = [entry.measure for item in on.names for entry in item.of("measure")
                  if (self.words.model.measures[entry.measure].agg or "").startswith("count")]  # fmt: skip
        if any(_COUNTING.intersection(item.text.split()) for item in on.names):
            return None
        first = condition.items[0].start if condition.items else 0
        money = self.seen.money_columns()
        if not counts or on.start > first or len(money) != 1 or self.fact not in self.seen.facts_of(counts[0]):
            return None
        self.assumed.append(("assumed_filter_column", {"field": money[0]}))
        return Filter(field=money[0], op=condition.op, values=condition.values)

    def _quietly(self, phrase: Phrase, kinds: frozenset[str]) -> Place | None:
        keep = len(self.troubles)
        found = self.column(phrase, kinds)
        if found is None or found.cost > 3:
            self.troubles[keep:] = []
            return None
        self.cost += max(0.0, found.cost)
        return found

    def _equal(self, condition: Condition, on: Phrase) -> Filter | None:
        place = (
            self._named_place(on) if on.name and not any(item.of("column") for item in on.names) else self.column(on)
        )
        if place is None:
            if condition.items and condition.items[0].entries:
                filters = self.values_of(
                    [Phrase(names=list(condition.items), before=on)], negated=condition.op.startswith(("not", "!"))
                )
                return filters[0] if filters else None
            self._ask("unknown_value", condition.text)
            self.cost += _UNFIT
            return None
        self.cost += max(0.0, place.cost)
        path = self.seen.path(place.field)
        if condition.op in {"null", "not_null", "contains", "not_contains", "starts_with", ">", "<"}:
            return Filter(
                field=path, op=condition.op, values=tuple(self._written(v, condition) for v in condition.values)
            )
        value = self._known(place, condition)
        if value is None:
            return None
        return Filter(field=path, op=_listed(condition.op), values=(value,))

    def _named_place(self, on: Phrase) -> Place | None:
        for entry in self._tables(on):
            for cost, node in self.seen.ways(entry.table, self._roles(on)):
                columns = self.seen.identity(node)
                if len(columns) == 1:
                    return Place(Field(node, columns[0]), cost + entry.cost)
        return None

    def _written(self, value: Scalar, condition: Condition) -> Scalar:
        """A literal as the asker wrote it, not folded."""
        for item in condition.items:
            if item.text == value:
                return self.raw.get(item.start, str(value))
        return value

    def _known(self, place: Place, condition: Condition) -> Scalar | None:
        """The value of this field that was meant: as in the data when it is there."""
        value = condition.values[0]
        table, column = place.field.node.table, place.field.column
        known = self.words.column_values.get((table, column), {})
        if (found := known.get(" ".join(name_words(str(value))))) is not None:
            return found
        about = self.seen.column(place.field)
        if isinstance(value, (int, float)) or not known:
            return self._written(value, condition) if about.type != "flag" else bool(value)
        self._ask("unknown_value", str(self._written(value, condition)), tuple(self.words.nearest_values(table, column, str(value))),
                  (self.seen.path(place.field),))  # fmt: skip
        return None

    def _unnamed(self, condition: Condition) -> Filter | None:
        if condition.items and condition.items[0].entries and condition.items[0].kind != "number":
            phrase = Phrase(names=list(condition.items), before=condition.near)
            filters = self.values_of([phrase], negated=condition.op in {"not_in", "!="})
            return filters[0] if filters else None
        money = self.seen.money_columns()
        amounts = condition.op in {">", ">=", "<", "<=", "between"}
        near = self._tables(condition.near)
        if amounts and near and any(entry.table == self.fact for entry in near) and money:
            if len(money) > 1 and condition.text not in self.forced:
                self._ask("ambiguous", condition.text, tuple(money))
            field_ = self.forced.get(condition.text, money[0])
            self.assumed.append(("assumed_filter_column", {"field": field_}))
            return Filter(field=field_, op=condition.op, values=condition.values)
        self.cost += _UNFIT
        self._ask(
            "unknown_value" if condition.items and condition.items[0].kind == "quoted" else "unknown_word",
            condition.text,
        )
        return None

    # time

    def anchored(self, dated: Dated) -> Field | None:
        """The date a period is about, when the words before it name one."""
        if dated.anchor is not None and (place := self._quietly_date(dated.anchor)) is not None:
            return place
        if dated.verb is None:
            return None
        stems = {stem(dated.verb.text), *self.words.lexicon.verbs.get(dated.verb.text, ())}
        near = {entry.table for entry in self._tables(dated.subject)}
        found = []
        for place, about in self.seen.dates():
            said = {
                stem(word)
                for text in (place.column, *about.label.values(), *about.synonyms)
                for word in name_words(text)
            }
            if stems & said:
                found.append((0 if place.node.table in near else 1, len(place.node.joins), place))
        found.sort(key=lambda each: each[:2])
        if not found or (found[0][0] == 1 and found[0][1] > 0):
            return None
        return found[0][2]

    def _quietly_date(self, phrase: Phrase) -> Field | None:
        if not any(self.words.model.tables[entry.table].columns[entry.column].type in _DATES
                   for item in phrase.names for entry in item.of("column")):  # fmt: skip
            return None
        place = self._quietly(phrase, _DATES)
        if place is not None:
            self.used.update(item.start for item in phrase.names if item.of("column"))
        return place.field if place is not None else None


def _listed(op: str) -> str:
    return {"=": "in", "!=": "not_in"}.get(op, op)


def _joined(filters: list[Filter]) -> list[Filter]:
    """Values of the same field are alternatives."""
    out: list[Filter] = []
    for each in filters:
        same = next(
            (
                k
                for k, one in enumerate(out)
                if one.field == each.field and one.op == each.op and each.op in {"in", "not_in"}
            ),
            None,
        )
        if same is None:
            out.append(each)
        else:
            out[same] = out[same].model_copy(update={"values": tuple(dict.fromkeys((*out[same].values, *each.values)))})
    return out


def day(value: date) -> str:
    return value.isoformat()


def before(value: date) -> date:
    return value - timedelta(days=1)


__all__ = ["Assembly", "Defined", "Dim", "MetricComparison", "MetricQuery", "Order", "Time", "Trouble", "before", "day"]
