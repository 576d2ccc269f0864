"""A question cut into items: words that do something, names, values, numbers, periods, and what nobody knows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ringside.metrics.model.schema import Scalar
from ringside.metrics.periods.schema import Found
from ringside.metrics.question.text import Token, spelled, stem
from ringside.metrics.question.vocabulary import Entry, Vocabulary

_WEAK = frozenset(
    {"stop", "of", "more", "verb", "state", "which", "note", "based", "moved", "followup", "replace", "only_context"}
)
_BEFORE_NAMES = frozenset({
    "agg:sum", "agg:avg", "agg:median", "agg:min", "agg:max", "count", "distinct", "rank", "change", "change_pct",
    "share", "running", "most", "least", "top", "bottom",
})  # fmt: skip
_KEPT_BOTH = frozenset({"money", "id", "name", "verb", "state", "counted"})


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of tokens `start` to `end` and what it may be. `op` does something; `entries` may be meant by it.

    kind: op, name, number, quoted, period, grain, part, stop (punctuation) or unknown.
    """

    kind: str
    start: int
    end: int
    text: str
    op: str = ""
    entries: tuple[Entry, ...] = ()
    number: float | None = None
    money: bool = False
    index: int = 0

    def of(self, kind: str) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.kind == kind)

    @property
    def value_only(self) -> bool:
        return bool(self.entries) and all(entry.kind == "value" for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Correction:
    word: str
    name: str


def spot(found: list[Token], words: Vocabulary, when: Found) -> tuple[list[Item], list[Token], list[Correction]]:
    """The items of a question; words nobody knows are read as the one word they may be a slip of."""
    found = _shared_heads(_without_expansions(found, words, when), words)
    taken = _timed(found, when)
    items = _cover(found, words, taken)
    fixed, corrections = _corrected(found, items, words)
    if corrections:
        found, items = fixed, _cover(fixed, words, taken)
    return items, found, corrections


def _without_expansions(found: list[Token], words: Vocabulary, when: Found) -> list[Token]:
    """ "ASP (average selling price)": what the letters stand for says the same again; unknown letters are left out."""
    for i, token in enumerate(found[:-3]):
        if found[i + 1].text != "(" or token.kind != "word" or len(token.text) < 2:
            continue
        end = next((k for k in range(i + 2, len(found)) if found[k].text == ")"), 0)
        inside = found[i + 2 : end]
        if inside and "".join(each.text[0] for each in inside) == token.text:
            known = any(True for _ in words.at(found, i))
            start, end_ = _ends(when.grain) if when.grain else (0, 0)
            said = [each for each in inside if each.start >= start and each.end <= end_]
            return found[: i + 1] + said + found[end + 1 :] if known else found[:i] + inside + found[end + 1 :]
    return found


def _shared_heads(found: list[Token], words: Vocabulary) -> list[Token]:
    """ "first and last name" as "first name and last name", where both are names."""
    out = list(found)
    for i in range(len(found) - 4, -1, -1):
        first, link, second, head = found[i : i + 4]
        if link.text in {"and", "or", "/"} and first.kind == second.kind == head.kind == "word" and (
            _is_name([first, head], words) and _is_name([second, head], words)
        ):  # fmt: skip
            out.insert(i + 1, replace(head, start=first.end, end=first.end))
    if len(found) >= 4 and out == found:
        first, link, second, head = found[-4:]
        if link.text == "and" and _is_name([first, head], words) and _is_name([second, head], words):
            out.insert(len(found) - 3, replace(head, start=first.end, end=first.end))
    return out


def _is_name(pair: list[Token], words: Vocabulary) -> bool:
    return pair[0].kind == pair[1].kind == "word" and any(
        size == 2 and entry.kind == "column" for size, entry in words.at(pair, 0)
    )


def _timed(found: list[Token], when: Found) -> dict[int, Item]:
    """The items that the period grammar has found, by their first token."""
    taken: dict[int, Item] = {}
    spans = [("period", i, span.start, span.end) for i, span in enumerate(when.periods)]
    spans += [("comparison", 0, *_ends(when.comparison))] if when.comparison else []
    spans += [("grain", 0, *_ends(when.grain))] if when.grain else []
    spans += [("part", i, span.start, span.end) for i, span in enumerate(when.parts)]
    for kind, index, start, end in sorted(spans, key=lambda each: each[2] - each[3]):
        inside = [i for i, token in enumerate(found) if token.start < end and token.end > start]
        covered = (
            any(item.start < inside[-1] + 1 and item.end > inside[0] for item in taken.values()) if inside else True
        )
        if not covered:
            text = " ".join(found[i].text for i in inside)
            taken.setdefault(inside[0], Item(kind, inside[0], inside[-1] + 1, text, index=index))
    return taken


def _ends(found: tuple[object, ...]) -> tuple[int, int]:
    span = found[0]
    if isinstance(span, tuple):
        return int(span[0]), int(span[1])
    return int(span.start), int(span.end)  # type: ignore[attr-defined]


def _cover(found: list[Token], words: Vocabulary, taken: dict[int, Item]) -> list[Item]:
    """The best way to cut: as few unknown words as possible, then as long pieces as possible."""
    inside = {i for item in taken.values() for i in range(item.start, item.end)}
    best: list[tuple[float, Item | None]] = [(0.0, None)] * (len(found) + 1)
    for i in range(len(found) - 1, -1, -1):
        options = _options(found, i, words, taken, inside)
        score, item = max(((score + best[item.end][0], item) for score, item in options), key=lambda each: each[0])
        best[i] = score, _meant(item, options, best[item.end][1], found)
    items, i = [], 0
    while i < len(found):
        item = best[i][1]  # type: ignore[assignment]
        items.append(item)
        i = item.end
    return items


def _meant(item: Item, options: list[tuple[float, Item]], following: Item | None, found: list[Token]) -> Item:
    """Of a name and a word of questions over the same tokens, the one that is meant here."""
    rivals = [each for _, each in options if each.end == item.end]
    name = next((each for each in rivals if each.kind == "name"), None)
    op = next((each for each in rivals if each.kind == "op"), None)
    if name is None or op is None:
        return item
    opens = item.start == 0 or found[item.start - 1].kind == "stop"
    if op.op in {"verb", "state"} and _is_value(name):
        return replace(name, op=op.op)
    if op.op in {"verb", "state"} and not _names_field(name, following, found):
        return op if not name.value_only else name
    return _choose(name, op, following, opens)


_ASKING = frozenset({"did", "does", "do", "have", "has"})
_POINTING = frozenset({"the", "by", "per", "each", "and", ",", "every", "same"})


def _is_value(name: Item) -> bool:
    return any(entry.kind == "value" and entry.cost < 1 and not entry.loose for entry in name.entries)


def _names_field(name: Item, following: Item | None, found: list[Token]) -> bool:
    """Whether a word that is a verb, too, names a field here: "the make of the car", not "which cars did we make"."""
    if any(entry.kind in {"table", "role"} and entry.cost < 0.5 for entry in name.entries):
        return True
    before = [token.text for token in found[max(0, name.start - 8) : name.start]]
    clause = before[max((k + 1 for k, word in enumerate(before) if word in ".?!;"), default=0) :]
    if _ASKING.intersection(clause) and (not clause or clause[-1] not in _POINTING):
        return False
    if following is not None and following.op in {"by", "order"}:
        return True
    if following is None or (clause and clause[-1] in _POINTING):
        return True
    return following.kind in {"stop", "period"} or following.op in {"more", "of"} or following.op.startswith("cmp:")


def _options(
    found: list[Token], i: int, words: Vocabulary, taken: dict[int, Item], inside: set[int]
) -> list[tuple[float, Item]]:
    token = found[i]
    if i in taken:
        item = taken[i]
        longer = [each for each in _named(found, i, words, set()) if each[1].end > item.end]
        return [(40.0 * (item.end - i) ** 1.2, item), *longer]
    if token.kind == "stop":
        ops = [(5.0, Item("op", i, i + size, token.text, op=does)) for size, does in words.lexicon.at(found, i)]
        return ops or [(1.0, Item("stop", i, i + 1, token.text))]
    options = _named(found, i, words, inside)
    for size, does in words.lexicon.at(found, i):
        if not inside.intersection(range(i, i + size)):
            text = " ".join(each.text for each in found[i : i + size])
            options.append((10.0 * size**1.5 - (2 if does in _WEAK else 1), Item("op", i, i + size, text, op=does)))
    if token.kind == "number":
        options.append((8.0, Item("number", i, i + 1, token.text, number=token.number, money=token.money)))
    elif token.text in words.lexicon.numbers:
        number = words.lexicon.numbers[token.text]
        options.append((6.0, Item("number", i, i + 1, token.text, number=number)))
    elif token.kind == "quoted":
        options.append((9.0, Item("quoted", i, i + 1, token.text)))
    options.append((-20.0, Item("unknown", i, i + 1, token.text)))
    return options


def _named(found: list[Token], i: int, words: Vocabulary, inside: set[int]) -> list[tuple[float, Item]]:
    by_size: dict[int, list[Entry]] = {}
    for size, entry in words.at(found, i):
        if inside.intersection(range(i, i + size)) or _too_small(found[i], size, entry, words):
            continue
        if not _ends_open(found, i + size, words):
            by_size.setdefault(size, []).append(entry)
    options = []
    for size, entries in by_size.items():
        text = " ".join(each.text for each in found[i : i + size])
        cost = min(entry.cost for entry in entries)
        kind = "quoted" if found[i].kind == "quoted" else "name"
        item = Item(kind, i, i + size, text, entries=tuple(entries))
        options.append((10.0 * size**1.5 - cost - (1.5 if item.value_only else 0), item))
    return options


def _ends_open(found: list[Token], end: int, words: Vocabulary) -> bool:
    """Whether a name ends in "by" and another name follows: "sold by", of "quantity sold by product"."""
    if found[end - 1].text not in {"by", "per"} or end >= len(found):
        return False
    return any(entry.kind in {"table", "column"} for _, entry in words.at(found, end))


def _too_small(token: Token, size: int, entry: Entry, words: Vocabulary) -> bool:
    """Whether a value is no more than a word of every question, or too short to be meant when written in small."""
    if size > 1 or entry.kind != "value" or token.kind == "quoted":
        return False
    if token.kind == "number":
        return True
    if len(token.text) <= 2:
        return not token.capital or not token.text.isalpha()
    does = {each for _, each in words.lexicon.at([token], 0)}
    return (
        len(token.text) == 3 and not token.capital and bool(does & {"stop", "of", "more", "not", "by", "which", "has"})
    )


def _choose(name: Item, op: Item, following: Item | None, opens: bool) -> Item:
    """Which of a name and a word of questions over the same tokens is meant."""
    if name.value_only and len(name.text) <= 3 and op.op in _WEAK:
        return name  # In capitals, or it would not have been found: the US, not us.
    exact = any(entry.cost <= 0.5 and entry.kind != "value" for entry in name.entries)
    if op.op in _KEPT_BOTH:
        return replace(name, op=op.op) if exact or op.op in {"money", "id", "name"} else op
    if op.op in {"stop", "of", "more", "which", "by", "not", "only", "has"}:
        return name if exact and op.op == "stop" and len(name.text) > 3 else op
    if op.op in _BEFORE_NAMES:
        counts = following is not None and following.kind in {"name", "op", "number"} and following.op != "more"
        return op if counts or not exact else name
    if op.op == "return":
        return op if opens or not exact else name
    return name if exact else op


def _corrected(found: list[Token], items: list[Item], words: Vocabulary) -> tuple[list[Token], list[Correction]]:
    out, corrections = list(found), list[Correction]()
    unknown = [item for item in items if item.kind == "unknown" and found[item.start].kind == "word"][:6]
    for item in unknown:
        token = found[item.start]
        if (two := _glued(token, words)) is not None:
            out[item.start : item.start + 1] = two
            return out, [*corrections, Correction(token.text, f"{two[0].text} {two[1].text}")]
        near = words.nearest_word(token.text)
        if near is not None and stem(near) not in token.forms:
            out[item.start] = spelled(token, near)
            corrections.append(Correction(token.text, near))
    return out, corrections


def _glued(token: Token, words: Vocabulary) -> list[Token] | None:
    """ "grossmargin" as two words, when both are words of names."""
    text = token.text
    for cut in range(4, len(text) - 3):
        if text[:cut] in words.name_terms and text[cut:] in words.name_terms:
            return [spelled(token, text[:cut]), replace(spelled(token, text[cut:]), start=token.end)]
    return None


def scalar(item: Item) -> Scalar:
    """The number of an item as it would be written in the data."""
    number = item.number or 0.0
    return int(number) if number == int(number) else number
