"""What people call tables, columns and values: labels in English and Hebrew, synonyms that lead to one thing only."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ringside.dialogue.schemas import Language
from ringside.metrics.model.drafting import lexicon
from ringside.metrics.model.drafting.views import ColumnView, TableView
from ringside.metrics.model.drafting.words import Words, hebrew, label, plural, plural_noun, row_noun, singular
from ringside.metrics.model.schema import Join, Measure

_MOST_VALUES = 50


def said(en: str, he: str | None = None) -> dict[Language, str]:
    return {"en": en, "he": he} if he else {"en": en}


def table_label(table: TableView) -> dict[Language, str]:
    noun = table.noun
    exact = noun is not None and lexicon.nouns().get(table.row) is noun
    return said(label(table.plural.split()), noun.he_plural if noun and exact else None)


def is_seller(join: Join) -> bool:
    """Whether a join leads to who sells: owner, rep, agent."""
    return bool(set((join.role or "").split("_")) & lexicon.words("sellers"))


def table_synonyms(tables: Mapping[str, TableView], joins: Mapping[str, Sequence[Join]]) -> dict[str, tuple[str, ...]]:
    """What else the tables are called; a word that could be two of them is left out."""
    wished = {name: list(_also(table)) for name, table in tables.items()}
    roles = _roles_of_sellers(tables, joins)
    for name, said_of in roles.items():
        wished[name] += sorted(said_of)
    if not any(table.noun is not None and table.noun.seller for table in tables.values()):
        for name in roles:  # users, who own deals, are the reps
            rep = lexicon.nouns()["rep"]
            wished[name] += ["rep", *rep.synonyms, rep.he, rep.he_plural]
    own = {word for table in tables.values() for word in (table.row, table.plural)}
    counts = Counter(word for words in wished.values() for word in set(words))
    return {
        name: tuple(dict.fromkeys(word for word in words if word not in own and counts[word] == 1))
        for name, words in wished.items()
    }


def _roles_of_sellers(tables: Mapping[str, TableView], joins: Mapping[str, Sequence[Join]]) -> dict[str, set[str]]:
    """By table of people who sell: as what they do. The owner of deals is the owner, and the deal owner."""
    found: dict[str, set[str]] = {}
    for name, ways in joins.items():
        for join in ways:
            if is_seller(join):
                role = str(join.role).replace("_", " ")
                found.setdefault(join.to, set()).add(role)
                if tables[name].kind == "deal":
                    rows = (tables[name].row, *(tables[name].noun.synonyms if tables[name].noun else ()))  # type: ignore[union-attr]
                    found[join.to] |= {f"{row} {role}" for row in rows}
    return found


def _also(table: TableView) -> Iterable[str]:
    noun = table.noun
    words = table.row.split()
    if noun is not None:
        yield from noun.synonyms
        if len(words) > 1:
            yield from (words[-1] for _ in range(lexicon.nouns().get(words[-1]) is noun))
            yield from (words[0] for _ in range(lexicon.nouns().get(words[0]) is noun))
        yield from (noun.he, noun.he_plural)
    called = row_noun(table.words)
    if called != table.row and called not in lexicon.nouns():  # a table of teams may hold people
        yield from (called, plural_noun(called))


def column_label(column: ColumnView, table: TableView) -> dict[Language, str]:
    """`Status` of orders is the order status; what says enough alone stays as it is."""
    words = tuple(word for word in column.words if word != "timestamp") or column.words
    if column.is_date and words in {("created",), ("updated",), ("started",), ("closed",)}:
        words = (*words, "date")
    words = tuple(word for word in words if word not in {"is", "has"}) or words
    if _bare(column) and set(map(singular, words)) != set(table.row.split()):
        words = (*table.row.split(), *words)
    he = hebrew(words)
    if words != column.words and table.noun and column.words[0] not in {"is", "has"}:
        he = he or hebrew((_known_row(table), *column.words))
    if any("א" <= char <= "ת" for char in column.profile.header):
        he = column.profile.header.replace("_", " ").strip()
    return said(label(words), he)


def _known_row(table: TableView) -> str:
    return next((name for name, noun in lexicon.nouns().items() if noun is table.noun), table.row)


_BARE = lexicon.words("generic") | {"revenue", "date", "model", "cost", "rate", "score", "rating"}


def _bare(column: ColumnView) -> bool:
    return len(column.words) == 1 and column.words[0] in _BARE


def column_synonyms(column: ColumnView, table: TableView) -> tuple[str, ...]:
    known = lexicon.column_synonyms()
    words = " ".join(column.words)
    if column.type == "id":
        return ()
    found = [*known.get(words, ()), *([words] if _bare(column) and words not in {"revenue", "cost", "name"} else [])]
    if (
        column.is_date
        and table.kind in {"person", "party"}
        and set(words.split()) & {"created", "registered", "joined"}
    ):
        found += ["signup date", "signed up", "joined", "created"]
    if len(column.words) > 1 and not known.get(words):
        row = tuple(table.row.split())
        rest = column.words[len(row) :] if column.words[: len(row)] == row else ()
        found += [" ".join(rest)] if rest and rest not in {("revenue",), ("cost",), ("name",)} else []
        if column.words[0] in {"address", "location", "billing", "home", "mailing"}:
            found += [" ".join(column.words[1:]), " ".join((*row, *column.words[1:]))]
    if column.last in _KINDS:
        of = " ".join(column.words[:-1]) or table.row
        found += [f"{column.last} of {of}", f"{column.last} of {of.split()[-1]}"]
    found += staged(column.words)
    assigned = bool({"assigned", "assignee"} & set(column.words))
    if column.type == "category" and (assigned or column.last in lexicon.words("sellers")):
        found += _WHO_SELLS
    if len(column.words) > 1 and column.last in TIME_UNITS:
        found += timed(column.words, table.row)
    he = hebrew(column.words) if _bare(column) and words not in {"revenue", "cost", "name"} else None
    return tuple(dict.fromkeys([*found, *([he] if he else [])]))


_WHO_SELLS = [
    "owner",
    "rep",
    "sales rep",
    "sales representative",
    "salesperson",
    "seller",
    "נציג",
    "איש מכירות",
    "אחראי",
]
_KINDS = frozenset({"type", "kind", "status", "stage", "category", "reason", "source"})


def staged(words: Sequence[str]) -> list[str]:
    """`day 100 pasi score` is also the pasi score at day 100."""
    if len(words) < 3 or words[0] not in {"day", "week", "month", "year", "hour", "visit"} or not words[1].isdigit():
        return []
    when, what = " ".join(words[:2]), " ".join(words[2:])
    rated = [what, f"{what} score"] if len(words[-1]) <= 4 and words[-1] != "count" else [what]
    return [
        text for one in rated for text in (f"{one} at {when}", f"{one} on {when}", f"{one} {when}", f"{when} {one}")
    ]


TIME_UNITS = frozenset({"seconds", "minutes", "hours", "days", "weeks", "months"})
_SPANS = frozenset({"duration", "length", "time", "delay"})


def timed(words: Sequence[str], row: str) -> list[str]:
    """What a span of time is called without its unit: `resolution hours` is the resolution time."""
    plain = " ".join(words[:-1])
    if words[-2] not in _SPANS:
        return [plain, f"{plain} time"]
    own = [] if len(words) > 2 else [f"{row} {plain}", f"{plain} of {plural_noun(row)}"]
    return [plain, *own, *(["length"] if plain == "duration" else [])]


def value_names(column: ColumnView) -> dict[str, tuple[str, ...]]:
    """Other names of values: countries and states behind codes, and states of things in other words."""
    if not column.is_text or column.type != "category":
        return {}
    words = {singular(word) for word in column.words}
    systems = ["us_states"] if words & {"state", "province"} else []
    systems += ["countries", "countries_in_three_letters"] if words & {"country", "nation"} else []
    for system in systems:
        if by_code := _named(column, lexicon.codes()[system]):
            return by_code
    found: dict[str, tuple[str, ...]] = {}
    if words & {"status", "stage", "state", "outcome", "result"} and column.profile.distinct <= _MOST_VALUES:
        found = _state_names(column)
    elif column.last in {"type", "kind", "subtype"} and column.profile.distinct <= _FEW_KINDS:
        found = _plurals(column)
    else:
        return {}
    told = {value: (*found.get(value, ()), *_spelled(value)) for value in column.values}
    return {value: names for value, names in told.items() if names}


def _spelled(value: str) -> tuple[str, ...]:
    """A value written as one word as people write it, and the initials of a long one: marketing qualified leads."""
    glued = lexicon.glued().get(value.lower())
    initials = "".join(word[0] for word in value.split()).upper() if len(value.split()) >= 3 else ""
    short = (initials, f"{initials}s") if initials.isalpha() and initials.isascii() else ()
    return (*((glued,) if glued else ()), *short)


_FEW_KINDS = 20


def _plurals(column: ColumnView) -> dict[str, tuple[str, ...]]:
    """Rows of a kind are called by it: calls, meetings."""
    found: dict[str, tuple[str, ...]] = {}
    for value in column.values:
        word = value.lower()
        if word.isalpha() and word.isascii() and plural(word) != word and singular(word) == word:
            noun = lexicon.nouns().get(word)
            told = (noun.he, noun.he_plural) if noun is not None and noun.kind == "activity" else ()
            found[value] = (plural(word), *told)
    return found


def _named(column: ColumnView, names: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The names behind codes, and other names for names. Never a code for a name: IN, IT, OR and ME are words too."""
    sets = {word.casefold(): all_ for code, all_ in names.items() for word in (code, *all_)}
    found = {value: sets[value.casefold()] for value in column.values if value.casefold() in sets}
    if len(found) < 0.6 * len(column.values):
        return {}
    return {value: tuple(name for name in all_ if name.casefold() != value.casefold()) for value, all_ in found.items()}


def _state_names(column: ColumnView) -> dict[str, tuple[str, ...]]:
    found = {}
    for value in column.values:
        state = state_of(value)
        if state:
            known = lexicon.states()[state]
            close = [name for name in known.says if name[:5] == value.lower()[:5]]
            names = tuple(name for name in (*close, *(known.he if close else ())) if name != value.lower())
            if names:
                found[value] = names
        elif is_outcome(value, "won") or is_outcome(value, "lost"):
            won = is_outcome(value, "won")
            names = ("won", "זכייה") if won else ("lost", "הפסד")
            found[value] = tuple(name for name in names if name != value.lower())
    said_by = Counter(name for names in found.values() for name in names)
    own = {value.lower() for value in column.values}
    clear = {
        value: tuple(name for name in names if said_by[name] == 1 and name not in own) for value, names in found.items()
    }
    return {value: names for value, names in clear.items() if names}


def _plain(value: str) -> str:
    return value.strip().lower().replace("_", " ").replace("-", " ")


def state_of(value: str) -> str | None:
    """The family of states a value belongs to: `Delivered` is completed."""
    for name, state in lexicon.states().items():
        if _plain(value) in state.values or value.strip().lower() in state.values:
            return name
    return None


def is_outcome(value: str, outcome: str) -> bool:
    """Whether a value says that a deal was won, or lost."""
    known = lexicon.words(outcome)
    words = set(re.findall(r"[^\W\d_]+", value.lower()))
    if words & _NEGATIONS:
        return False
    other = {"won": "lost", "lost": "won"}[outcome]
    said = bool(words & known) and not words & lexicon.words(other)
    return said or value.strip().lower() in known or _plain(value) in known


_NEGATIONS = frozenset({"not", "no", "never", "almost", "nearly", "back", "לא"})


def without_clashes(measures: Mapping[str, Measure], tables: Mapping[str, TableView]) -> dict[str, Measure]:
    """The measures with only such synonyms as lead to one of them and name no table's rows."""
    labels = {text.casefold() for measure in measures.values() for text in measure.label.values()}
    rows = {word for table in tables.values() for word in (table.row, table.plural)}
    counts = Counter(word.casefold() for measure in measures.values() for word in set(measure.synonyms))
    return {
        name: measure.model_copy(
            update={
                "synonyms": tuple(
                    dict.fromkeys(
                        word
                        for word in measure.synonyms
                        if word.casefold() not in labels | rows and counts[word.casefold()] == 1
                    )
                )
            }
        )
        for name, measure in measures.items()
    }


def full(table: TableView, words: Words) -> tuple[str, ...]:
    """A column's words, with what they are of where they do not say it: amount of a transaction."""
    row = tuple(table.row.split())
    if set(words) <= set(row):
        return row
    if len(words) == 1 and words[0] in lexicon.words("generic") | {"total", "balance", "cost", "revenue", "profit"}:
        return (*row, *words)
    if len(row) > 1 and words[0] == row[0] and len(words) == 2 and words[1] in {"amount", "total", "value"}:
        return (*row, words[1])
    return words
