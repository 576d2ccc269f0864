"""A question and its query side by side: which names and values were said, and what the query comes down to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ringside.metrics.model.reach import Node, nodes
from ringside.metrics.model.schema import Aggregate, Model, Where
from ringside.metrics.query.schema import Filter, MetricQuery
from ringside.metrics.question.schema import Word
from ringside.metrics.question.text import Token, name_words, stem, tokens
from ringside.metrics.question.vocabulary import Entry, Vocabulary

AD_HOC = re.compile(r"^(\w+)\((.+)\)$")
_NAMES = re.compile(r"[^\W\d]\w*")
DATES = frozenset({"date", "datetime"})
TIMELY = frozenset({"period", "comparison"})


@dataclass(frozen=True, slots=True)
class Atom:
    """One aggregate that a measure of the query comes down to."""

    agg: Aggregate | str
    of: str
    table: str
    where: tuple[Where | Filter, ...]
    ratio: bool = False


class Held:
    """What was said in one question, and what is in its query."""

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
            if token.kind in {"word", "number"} and self.meaning(token) not in TIMELY:
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
        if (match := AD_HOC.match(ref)) is not None:
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

    def is_date(self, path: str) -> bool:
        column = path.partition(":")[0].rsplit(".", 1)[-1]
        return ":" in path or any(
            column in table.columns and table.columns[column].type in DATES for table in self.model.tables.values()
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
