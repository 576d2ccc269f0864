"""What the words of a question may mean here: names of the model and values of the data."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ringside.metrics.model.schema import Column, Model, Scalar, Table
from ringside.metrics.question.lexicon import Lexicon, lexicon
from ringside.metrics.question.text import Token, name_words, plain_words, stem

Kind = Literal["measure", "table", "column", "value", "role", "hint"]
Values = Mapping[tuple[str, str], Sequence[str]]
_FEW = 200
"""Values of a column with no more than these are known by their stems and by single words too."""
_LONGEST = 8
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_WITHIN = frozenset("-&/.'")


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning. `cost` says how far it is from what was written: 0 its name, 1 a shortened one, 2 a part of it."""

    kind: Kind
    table: str = ""
    column: str = ""
    measure: str = ""
    value: Scalar | None = None
    cost: float = 0
    part: bool = False
    loose: bool = False

    @property
    def field(self) -> str:
        return f"{self.table}.{self.column}"


@dataclass
class Vocabulary:
    """Names and values by their first word. Built once for a model and a state of its data."""

    model: Model
    lexicon: Lexicon
    names: dict[str, list[tuple[tuple[str, ...], Entry]]] = field(default_factory=lambda: defaultdict(list))
    values: dict[str, list[tuple[tuple[str, ...], Entry]]] = field(default_factory=lambda: defaultdict(list))
    pairs: dict[tuple[str, str], list[tuple[tuple[str, ...], Entry]]] = field(default_factory=lambda: defaultdict(list))
    name_terms: dict[str, str] = field(default_factory=dict)
    value_terms: list[str] = field(default_factory=list)
    primary: str | None = None
    column_values: dict[tuple[str, str], dict[str, Scalar]] = field(default_factory=dict)

    def at(self, found: list[Token], i: int) -> Iterator[tuple[int, Entry]]:
        """Everything that starts at token `i`, with the number of tokens it takes."""
        token = found[i]
        if token.kind == "quoted":
            yield from self.quoted(token.text)
            return
        seen: dict[tuple[int, Entry], None] = {}
        if token.kind == "word":
            for form in token.forms:
                for phrase, entry in self.names.get(form, ()):
                    if taken := _follows(found, i, phrase, stems=True):
                        seen[(len(taken), entry)] = None
        for first in dict.fromkeys((*token.spellings, *token.forms)) if token.kind == "word" else (token.text,):
            for phrase, entry in self._values_from(found, i, first):
                if taken := _follows(found, i, phrase, stems=False):
                    exact = _is_exact(taken, phrase)
                    seen[(len(taken), entry if exact else replace(entry, loose=True))] = None
        for size, entry in seen:
            if not (entry.loose and (size, replace(entry, loose=False)) in seen):
                yield size, entry

    def _values_from(self, found: list[Token], i: int, first: str) -> Iterator[tuple[tuple[str, ...], Entry]]:
        """The values that begin with this word: those of one word, and those whose second word follows."""
        yield from self.values.get(first, ())
        after = next((token for token in found[i + 1 : i + 4] if token.text not in _WITHIN), None)
        if after is not None and after.kind in {"word", "number"}:
            for second in dict.fromkeys((after.text, *after.spellings, *after.forms)):
                yield from self.pairs.get((first, second), ())

    def quoted(self, text: str) -> Iterator[tuple[int, Entry]]:
        words = tuple(name_words(text))
        if not words:
            return
        held = self.values.get(words[0], ()) if len(words) == 1 else self.pairs.get((words[0], words[1]), ())
        for phrase, entry in held:
            if phrase == words and not entry.part:
                yield 1, entry

    def nearest_word(self, word: str) -> str | None:
        """The one word of a name or a value that this may be a slip of; short words have none."""
        if len(word) < 4 or any(char.isdigit() for char in word):
            return None
        allowed = 1 if len(word) < 9 else 2
        names = self._close(word, self.name_terms, allowed)
        if len(names) == 1 or (names and len(word) >= 6):
            return names[0]
        if not names and len(word) >= 6:
            values = self._close(word, self.value_terms, 1 if len(word) < 10 else 2)
            return values[0] if len(values) == 1 else None
        return None

    @staticmethod
    def _close(word: str, terms: Iterable[str], allowed: int) -> list[str]:
        found = process.extract(word, terms, scorer=OSA.distance, score_cutoff=allowed, limit=4)  # type: ignore[arg-type]
        found = [each for each in found if str(each[0])[0] == word[0] or len(word) >= 7]
        least = min((each[1] for each in found), default=0)
        return sorted({str(each[0]) for each in found if each[1] == least and len(str(each[0])) >= 4})

    def nearest_names(self, word: str, limit: int = 4) -> list[Entry]:
        """Measures, then fields, whose words look most like this."""
        from rapidfuzz import fuzz  # noqa: PLC0415

        scored: dict[Entry, float] = {}
        for found in self.names.values():
            for phrase, entry in found:
                if entry.kind in {"measure", "column", "table"} and not entry.part:
                    score = max(fuzz.ratio(stem(word), each) for each in phrase) + (3 if entry.kind == "measure" else 0)
                    scored[entry] = max(score, scored.get(entry, 0))
        ranked = sorted(scored, key=lambda entry: (-scored[entry], entry.cost, entry.measure, entry.field))
        return [entry for entry in ranked if scored[entry] >= 68][:limit]

    def measure_named(self, said: Sequence[str]) -> str | None:
        """The measure that is called exactly this."""
        wanted = tuple(stem(word) for word in said)
        return next(
            (entry.measure for phrase, entry in self.names.get(wanted[0], ()) if phrase == wanted and entry.measure),
            None,
        )

    def kinds_of(self, table: str, column: str, named: Iterable[Scalar]) -> list[Scalar]:
        """Values that are a kind of one of these: "Retail (hardware)" of "Retail"."""
        starts = tuple(str(value).casefold() + mark for value in named for mark in (" (", ": ", " - ", "/"))
        known = self.column_values.get((table, column), {})
        return [value for value in known.values() if str(value).casefold().startswith(starts)]

    def nearest_values(self, table: str, column: str, word: str, limit: int = 4) -> list[str]:
        known = [str(value) for value in self.column_values.get((table, column), {}).values()]
        return [str(found[0]) for found in process.extract(word, known, limit=limit, score_cutoff=60)]


def _follows(found: list[Token], i: int, phrase: tuple[str, ...], *, stems: bool) -> list[Token]:
    """The tokens from `i` on that say this phrase, with the hyphens in it; none when they do not."""
    taken: list[Token] = []
    for word in phrase:
        while taken and i < len(found) and found[i].text in _WITHIN:
            taken.append(found[i])
            i += 1
        if i == len(found) or not _is_word(found[i], word, stems=stems):
            return []
        taken.append(found[i])
        i += 1
    return taken


def _is_word(token: Token, word: str, *, stems: bool) -> bool:
    if token.kind not in {"word", "number"}:
        return False
    return word == token.text or word in token.forms or (not stems and word in token.spellings)


def _is_exact(taken: list[Token], phrase: tuple[str, ...]) -> bool:
    """Whether these are the words themselves, not others of the same stem."""
    said = [token for token in taken if token.text not in _WITHIN]
    return all(
        word in token.spellings or token.text in {word, word + "s", word + "es"}
        for token, word in zip(said, phrase, strict=True)
    )


def build(model: Model, values: Values) -> Vocabulary:
    """The vocabulary of a model and of the distinct values of its columns."""
    words = Vocabulary(model, lexicon())
    for name, measure in model.measures.items():
        if not measure.hidden:
            for cost, text in _said(name, measure.label.values(), measure.synonyms):
                _add_name(words, name_words(text), Entry("measure", measure=name, table=measure.table or "", cost=cost))
    _add_tables(words)
    for name, table in model.tables.items():
        prefix = _shared_prefix(table)
        for column, about in table.columns.items():
            if not about.hidden:
                _add_column(words, name, column, about, prefix)
        for join in table.joins:
            if join.role and join.to in model.tables:
                for phrase in {tuple(_expanded(words.lexicon, name_words(join.role))), tuple(name_words(join.role))}:
                    _add_name(words, phrase, Entry("role", table=join.to, column=join.role))
    for (of, column), known in values.items():
        _add_values(words, of, column, known)
    _add_aliases(words)
    words.primary = next((name for name, each in model.measures.items() if each.agg == "sum" and each.format == "money"
                          and not each.hidden and each.better == "up"), None)  # fmt: skip
    held = [each for found in (*words.values.values(), *words.pairs.values()) for each in found]
    words.value_terms = sorted({word for phrase, entry in held for word in phrase
                                if not entry.part and len(word) >= 5 and not word.isdigit()})  # fmt: skip
    return words


def _said(name: str, labels: Iterable[str], synonyms: Iterable[str]) -> Iterator[tuple[float, str]]:
    yield 0, name
    for text in (*labels, *synonyms):
        yield 0, text


def _add_name(words: Vocabulary, phrase: Sequence[str], entry: Entry) -> None:
    stems = tuple(stem(word) for word in phrase)[:_LONGEST]
    if not stems or (entry.cost and all(word in words.lexicon.known and len(stems) == 1 for word in phrase)):
        return
    _hold(words, stems, phrase, entry)
    parted = tuple(part for word in phrase for part in _PARTS.findall(word))
    if len(parted) > len(phrase):
        _hold(words, tuple(stem(word) for word in parted)[:_LONGEST], parted, entry)  # "day30" as "day 30"


def _hold(words: Vocabulary, stems: tuple[str, ...], phrase: Sequence[str], entry: Entry) -> None:
    held = words.names[stems[0]]
    if not any(known == stems and _same(other, entry) and other.cost <= entry.cost for known, other in held):
        held.append((stems, entry))
        for word in phrase:
            words.name_terms.setdefault(word, word)


def _same(one: Entry, other: Entry) -> bool:
    return (one.kind, one.table, one.column, one.measure) == (other.kind, other.table, other.column, other.measure)


def _expanded(known: Lexicon, phrase: Sequence[str]) -> list[str]:
    return [known.abbreviations.get(word, word) for word in phrase]


def _add_tables(words: Vocabulary) -> None:
    """Tables by name, and by the parts of their names as a hint at them."""
    for name, table in words.model.tables.items():
        if table.hidden:
            continue
        texts = [name, *table.label.values(), *table.synonyms, *([table.row] if table.row else [])]
        for text in texts:
            phrase = name_words(text)
            for full in (phrase, _expanded(words.lexicon, phrase)):
                _add_name(words, full, Entry("table", name))
            plain = [word for word in _expanded(words.lexicon, phrase) if word not in words.lexicon.noise]
            _add_name(words, plain, Entry("table", name, cost=0.2))
            for size in range(1, len(plain)):
                for start in range(len(plain) - size + 1):
                    cost = 0.6 + 0.4 * (len(plain) - size) + (0 if start + size == len(plain) else 0.3)
                    _add_name(words, plain[start : start + size], Entry("table", name, cost=cost, part=True))


def _shared_prefix(table: Table) -> tuple[str, ...]:
    """The words most column names of a table begin with (`sbTxId`, `sbTxType`): they say nothing."""
    every = [name_words(name) for name in table.columns]
    prefix: tuple[str, ...] = ()
    while len(every) >= 3:
        depth = len(prefix)
        heads = Counter(tuple(each[: depth + 1]) for each in every if len(each) > depth + 1)
        head, count = heads.most_common(1)[0] if heads else ((), 0)
        if count < 0.7 * len(every) or head[:depth] != prefix:
            break
        prefix = head
    return prefix


def _add_column(words: Vocabulary, table: str, name: str, column: Column, prefix: tuple[str, ...]) -> None:
    known = words.lexicon
    for text in (name, *column.label.values(), *column.synonyms):
        phrase = name_words(text)
        _add_name(words, phrase, Entry("column", table, name))
        full = _expanded(known, phrase)
        _add_name(words, full, Entry("column", table, name))
        plain = full
        for size in range(len(prefix), 0, -1):
            if tuple(phrase[:size]) == prefix[:size] and len(phrase) > size:
                plain = full[size:]
                _add_name(words, plain, Entry("column", table, name, cost=0.1))
                break
        _add_short(words, table, name, column, plain)


def _add_short(words: Vocabulary, table: str, name: str, column: Column, plain: list[str]) -> None:
    """Shorter ways to say a column: without "date" or "name", its last word, its first ones."""
    if len(plain) < 2:
        return
    date = column.type in {"date", "datetime"}
    if date:
        rest = [word for word in plain if word not in words.lexicon.date_words]
        _add_name(words, rest, Entry("column", table, name, cost=0.5))
        return
    if plain[-1] in {"name", "type", "code"} and column.type in {"category", "text", "id"}:
        _add_name(words, plain[:-1], Entry("column", table, name, cost=1.2, part=True))
    if plain[0] == "is":
        _add_name(words, plain[1:], Entry("column", table, name, cost=0.3))
    for start in range(1, len(plain)):
        _add_name(words, plain[start:], Entry("column", table, name, cost=1 + 0.3 * start, part=True))


def _add_values(words: Vocabulary, table: str, column: str, known: Sequence[str]) -> None:
    held = words.model.tables.get(table)
    about = held.columns.get(column) if held else None
    if about is None or about.hidden or (held and held.hidden):
        return
    whole = words.column_values.setdefault((table, column), {})
    few = len(known) <= _FEW
    parts: dict[str, list[tuple[tuple[str, ...], Scalar]]] = defaultdict(list)
    for text in known:
        value = _typed(text, about)
        phrase = tuple(name_words(str(text)))[:_LONGEST]
        if not phrase:
            continue
        whole[" ".join(phrase)] = value
        for spelling in {phrase, tuple(plain_words(str(text)))[:_LONGEST]}:
            _add_value(words, spelling, Entry("value", table, column, value=value), stems=few)
        if few and about.type == "category":
            for word in set(phrase):
                parts[word].append((phrase, value))
    for word, found in parts.items():
        if len(word) >= 4 and word not in words.lexicon.known and any(len(phrase) > 1 for phrase, _ in found):
            # One value has the word: that value. Several have it: those that contain it.
            only = found[0][1] if len(found) == 1 else word
            _add_value(
                words, (word,), Entry("value", table, column, value=only, cost=1.5, part=len(found) > 1), stems=True
            )


def _typed(text: str, about: Column) -> Scalar:
    if about.type == "flag":
        return str(text).casefold() in {"true", "t", "yes", "1", "y"}
    return text


def _add_value(words: Vocabulary, phrase: tuple[str, ...], entry: Entry, *, stems: bool) -> None:
    spelled = {phrase, tuple(map(stem, phrase))} if stems else {phrase}
    for each in spelled:
        held = words.values[each[0]] if len(each) == 1 else words.pairs[(each[0], each[1])]
        if (each, entry) not in held[-4:]:
            held.append((each, entry))


def _add_aliases(words: Vocabulary) -> None:
    """The other names of values that the model gives."""
    for table, about in words.model.tables.items():
        for column, each in about.columns.items():
            if each.hidden or about.hidden:
                continue
            for text, aliases in each.values.items():
                value = _alias_value(text, each)
                for alias in (text, *aliases):
                    if phrase := tuple(name_words(alias))[:_LONGEST]:
                        words.column_values.setdefault((table, column), {}).setdefault(" ".join(phrase), value)
                        if not alias.isdigit():
                            _add_value(words, phrase, Entry("value", table, column, value=value), stems=True)


def _alias_value(text: str, column: Column) -> Scalar:
    if column.type == "flag":
        return text.casefold() in {"true", "t", "yes", "1", "y"}
    if column.type in {"number", "money"}:
        return float(text) if "." in text else int(text)
    return text
