"""The fields and the tables that phrases name, as seen from one table."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from ringside.metrics.model.reach import Field, Node
from ringside.metrics.periods.schema import Found
from ringside.metrics.query.schema import Filter
from ringside.metrics.question.frame import Frame, Phrase
from ringside.metrics.question.seen import Place, Seen
from ringside.metrics.question.spotting import Item
from ringside.metrics.question.text import name_words, stem
from ringside.metrics.question.vocabulary import Entry, Vocabulary

NUMERIC = frozenset({"number", "money"})
DATES = frozenset({"date", "datetime"})
UNFIT = 6.0
"""The cost of a word that a reading leaves over or bends: more than any reading that is sure of itself may have."""


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
class Fields:
    """What a reading knows, and where its names are. `forced` settles ambiguous words: text to field path."""

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
    narrowed: list[Filter] = field(default_factory=list)
    counted: dict[str, Node] = field(default_factory=dict)

    @property
    def fact(self) -> str:
        return self.seen.fact

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

    def _choose(self, word: str, found: list[str]) -> str | None:
        if word in self.forced:
            return self.forced[word]
        self._ask("ambiguous", word, tuple(found))
        return None

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
