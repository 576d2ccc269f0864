"""The second gate: a finished text is read again, and each number, direction, multiple, share and superlative in it
must be borne out by a fact. Whoever worded it, what is not borne out is not shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from ringside.dialogue.schemas import Language
from ringside.metrics.answer import claims, magnitude
from ringside.metrics.answer.format import symbol
from ringside.metrics.answer.reading import Mention, Reading, plain, read, value_of
from ringside.metrics.answer.schema import Fact

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_CLAUSE = re.compile(r"[,:;]\s+| while | whereas | but | and (?=\N{BULLET})")
_DIRECTLY = {
    "en": re.compile(r"\s*(?:in|for|from|at|during|on|of|by|so far in|each in)?\s*(?:the )?(?:week of )?"),
    "he": re.compile(r"\s*(?:של|אצל|עבור)?\s*[בלמ]?ה?[-\u05be]?"),
}
_TARGET = {"en": re.compile(r"\btarget(?: of| was|:)? \(?$"), "he": re.compile(r"(?:ה?יעד|יעד)(?: של| היה|:)? \(?$")}
_SIDE = {
    "en": re.compile(r"(?:(?P<from>from)|(?P<to>to)) $"),
    "he": re.compile(r"(?<![\u05d0-\u05ea])(?:(?P<from>מ)|(?P<to>ל))[-\u05be]?$"),
}
Test = Callable[[Fact], bool]
_NOTHING = 1e-9
_STRONG, _SLIGHT = 0.1, 0.05
"""From which relative change on it may be called sharp, and below which slight."""


def check(text: str, facts: Sequence[Fact], language: Language, known: Iterable[str] = ()) -> list[str]:
    """What in a text is not borne out by facts, each with the reason; empty when it may be shown.

    `known` are names that may stand in it although no fact is called so: the values of filters and the like.
    """
    reading = read(text, facts, known)
    masked = claims.HARMLESS[language].sub(lambda match: "\N{MIDDLE DOT}" * len(match.group()), reading.left)
    judge = _Judge(reading, list(facts), language, masked)
    return list(dict.fromkeys(judge.problems()))


class _Judge:
    def __init__(self, reading: Reading, facts: list[Fact], language: Language, left: str) -> None:
        self.reading, self.facts, self.language, self.left = reading, facts, language, left
        self.by_id = {fact.id: fact for fact in facts}
        self.changes = [fact for fact in facts if fact.role in {"change", "contribution"}]
        self.ranks = [fact for fact in facts if fact.role == "rank" and fact.derivation is not None]

    def problems(self) -> Iterator[str]:
        for mention in self.reading.mentions:
            if mention.kind == "number":
                yield from self._number(mention)
            elif mention.kind == "fact":
                yield from self._belongs(mention, mention.facts)
        start = 0
        for sentence in [*_SENTENCE.finditer(self.reading.text), None]:
            end = sentence.start() if sentence else len(self.reading.text)
            yield from self._sentence(start, end)
            yield from self._from_to(start, end)
            yield from self._unknown(start, end)
            start = sentence.end() if sentence else end

    # Numbers

    def _number(self, mention: Mention) -> Iterator[str]:
        value, half, kind = value_of(mention)
        fits = [fact for fact in self.facts if _fits(fact, value, half, kind)]
        if kind == "money" and mention.number:
            fits = [fact for fact in fits if symbol(fact.unit) == mention.number["money"]]
        if not fits:
            yield f"no fact says {mention.text}"
        else:
            yield from self._belongs(mention, fits)

    def _belongs(self, mention: Mention, fits: Sequence[Fact]) -> Iterator[str]:
        """Whether a number stands with the name, measure and period it is of."""
        if _TARGET[self.language].search(self.left[: mention.start]) and all(fact.role != "target" for fact in fits):
            yield f"{mention.text} is not the target"
        around = self._names_around(mention)
        for kind, names in around.items():
            told = [self._called(fact, kind) for fact in fits]
            if all(told) and not any(called & names for called in told):
                yield f"{mention.text} is not of {', '.join(sorted(names))}"

    def _called(self, fact: Fact, kind: str) -> set[str]:
        """The names of a kind that a number of this fact may stand with; none when it may stand with any."""
        if kind == "measure":
            return {plain(each.label) for each in self.facts if fact.measure and each.measure == fact.measure}
        if kind == "period" and fact.role in {"change", "contribution", "ratio"}:
            return set()
        return _names_of(fact, kind)

    def _names_around(self, mention: Mention) -> dict[str, set[str]]:
        """By kind, the name a number stands with: right after it ("in May"), else before it in its clause."""
        others = self.reading.mentions
        place = others.index(mention)
        found: dict[str, set[str]] = {}
        if place + 1 < len(others):
            after = others[place + 1]
            between = self.reading.text[mention.end : after.start]
            if after.kind in {"period", "dimension", "measure"} and _DIRECTLY[self.language].fullmatch(between):
                found[after.kind] = set(after.names)
        for before in reversed(others[:place]):
            gap = self.left[before.end : mention.start]
            ends_clause = before.kind != "measure" and re.search(r"[,.;:!?]\s|\(", gap)
            if ends_clause or re.search(r"[.;!?]\s", gap):
                break
            if before.kind in {"fact", "number"}:
                break
            if before.kind in {"period", "dimension", "measure"} and before.kind not in found:
                # "from August to $220 in October": a period before a number belongs to it only if it opens the clause.
                if before.kind == "period" and not re.fullmatch(r"\W*", gap):
                    continue
                found[before.kind] = set(before.names)
        return found

    def _unknown(self, start: int, end: int) -> Iterator[str]:
        """Words that are neither neutral nor among those that are judged: nobody can say what they claim."""
        known = claims.NEUTRAL[self.language]
        judged = [*claims.CLAIMS[self.language].values(), *claims.RATIOS[self.language].values()]
        judged += [pattern for pattern, _, _ in claims.SHARES[self.language]]
        judged += [claims.NUMBER_WORDS[self.language], claims.TIED[self.language], claims.CHANGE[self.language]]
        spans = [match.span() for pattern in judged for match in pattern.finditer(self.left, start, end)]
        for match in claims.WORD.finditer(self.left, start, end):
            word = match.group().strip("'")
            bare = (
                {word, *(word[cut:] for cut in (1, 2, 3))} if self.language == "he" else {word, word.removesuffix("'s")}
            )
            if bare & {"target", "targets", "יעד", "יעדים"} and all(fact.role != "target" for fact in self.facts):
                yield "there is no target"
            elif not bare & known and not any(a <= match.start() and match.end() <= b for a, b in spans):
                yield f"“{word}” is not a word that can be checked"

    def _from_to(self, start: int, end: int) -> Iterator[str]:
        """Whether what a change goes from was before what it goes to."""
        sides: dict[str, tuple[Mention, Fact]] = {}
        for mention in self.reading.within(start, end):
            before = self.reading.text[max(start, mention.start - 6) : mention.start]
            found = _SIDE[self.language].search(before)
            if found and (values := self._values(mention)):
                sides.setdefault(found.lastgroup or "", (mention, values[0]))
        if {"from", "to"} <= set(sides):
            (old, first), (new, last) = sides["from"], sides["to"]
            backwards = (first.role, last.role) == ("value", "previous") or (
                first.id != last.id and self._later(first, last)
            )
            if backwards:
                yield f"from {old.text} to {new.text} is the wrong way round"

    def _later(self, first: Fact, last: Fact) -> bool:
        """Whether the first lies after the last: some change is worked out the other way."""
        pairs = [fact.derivation.of for fact in self.changes if fact.derivation and len(fact.derivation.of) == 2]
        return (first.id, last.id) in pairs and (last.id, first.id) not in pairs

    # Claims in words

    def _sentence(self, start: int, end: int) -> Iterator[str]:
        """What a sentence claims in words. A word is judged once, as part of the longest phrase there is."""
        taken: list[tuple[int, int]] = []

        def places(pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
            for match in pattern.finditer(self.left, start, end):
                if not any(match.start() < b and match.end() > a for a, b in taken):
                    taken.append((match.start(), match.end()))
                    yield match

        for word, pattern in claims.RATIOS[self.language].items():
            for match in places(pattern):
                if not self._is_multiple(word, match, start, end):
                    yield f"“{match.group()}” is not borne out"
        for claim, reason, test in self._tests(start, end):
            for match in places(claims.CLAIMS[self.language][claim]):
                if not test(match):
                    yield f"“{match.group()}” {reason}"
            if claim == "lowest":  # after “the most”, before “more than” half
                yield from self._shares(places, start, end)
        yield from self._sizes(start, end)
        for match in places(claims.NUMBER_WORDS[self.language]):
            if not self._is_counted(match.group()):
                yield f"no fact says {match.group()}"

    def _shares(
        self, places: Callable[[re.Pattern[str]], Iterator[re.Match[str]]], start: int, end: int
    ) -> Iterator[str]:
        for pattern, low, high in claims.SHARES[self.language]:
            for match in places(pattern):
                if not self._is_share(low, high, start, end):
                    yield f"“{match.group()}” is not borne out by a share"

    def _tests(self, start: int, end: int) -> Iterator[tuple[claims.Claim, str, Callable[[re.Match[str]], bool]]]:
        """Claims in the order in which they are looked for, with why one does not stand and the test of it."""

        def moves(test: Test) -> Callable[[re.Match[str]], bool]:
            return lambda match: self._moves(match, start, end, test)

        yield "cause", "claims a cause", lambda match: False
        yield "future", "claims what will or should be", lambda match: False
        yield "highest", "is not borne out by a rank", lambda match: self._is_extreme(match, start, end, high=True)
        yield "lowest", "is not borne out by a rank", lambda match: self._is_extreme(match, start, end, high=False)
        yield "above", "is not borne out", lambda match: self._is_compared(match, start, end, above=True)
        yield "below", "is not borne out", lambda match: self._is_compared(match, start, end, above=False)
        still = moves(lambda fact: _relative(fact, self.by_id) < magnitude.FLAT)
        yield "flat", "is not borne out", lambda match: still(match) or self._all_same(start, end)
        yield "up", "goes against the facts", moves(lambda fact: _number_of(fact) > 0)
        yield "down", "goes against the facts", moves(lambda fact: _number_of(fact) < 0)
        yield "universal", "says more than the facts", lambda match: self._is_universal(start, end)

    def _is_counted(self, word: str) -> bool:
        words = claims.NUMBERS[self.language]
        word = word.lower()
        number = words.get(word, words.get(word.lstrip("ובלמהשכ")))
        return any(fact.value == number and fact.role in {"count", "rank", "value"} for fact in self.facts)

    def _sizes(self, start: int, end: int) -> Iterator[str]:
        """Words such as sharply and slightly."""
        sizes: tuple[tuple[claims.Claim, float, float], ...] = (
            ("strong", _STRONG, float("inf")),
            ("slight", 0.0, _SLIGHT),
        )
        for claim, low, high in sizes:

            def fits(fact: Fact, low: float = low, high: float = high) -> bool:
                return low <= _relative(fact, self.by_id) <= high

            for match in claims.CLAIMS[self.language][claim].finditer(self.left, start, end):
                if not self._moves(match, start, end, fits):
                    yield f"“{match.group()}” is not borne out"

    def _moves(self, match: re.Match[str], start: int, end: int, test: Test) -> bool:
        """Whether the change that a word speaks of passes a test: the nearest one, else that of what is named."""
        near = self._nearest(match, start, end, lambda fact: fact.role in {"change", "contribution"})
        if near:
            return any(test(fact) for fact in near)
        named = self._named_changes(start, end)
        return bool(named) and all(test(fact) for fact in named)

    def _nearest(self, match: re.Match[str], start: int, end: int, wanted: Test) -> list[Fact]:
        """The facts of the mention nearest to a word: in its clause, then in its sentence."""
        clauses = self._clause(match, start, end)
        for low, high in (clauses, (start, end)):
            here = [
                (min(abs(each.start - match.end()), abs(match.start() - each.end)), index, each)
                for index, each in enumerate(self.reading.within(low, high))
                if any(wanted(fact) for fact in each.facts) or (each.kind == "number" and self._numbered(each, wanted))
            ]
            if here:
                nearest = min(here)[2]
                facts = list(nearest.facts) or self._numbered(nearest, wanted)
                return self._of_the_named([fact for fact in facts if wanted(fact)], low, high)
        return []

    def _numbered(self, mention: Mention, wanted: Test) -> list[Fact]:
        value, half, kind = value_of(mention)
        return [fact for fact in self.facts if wanted(fact) and _fits(fact, value, half, kind)]

    def _of_the_named(self, facts: list[Fact], start: int, end: int) -> list[Fact]:
        """Of facts written alike, those of the names in the sentence."""
        names = {name for each in self.reading.within(start, end) for name in each.names if each.kind == "dimension"}
        kept = [fact for fact in facts if _names_of(fact, "dimension") & names]
        return kept or facts

    def _named_changes(self, start: int, end: int) -> list[Fact]:
        mentions = self.reading.within(start, end)
        names = {name for each in mentions if each.kind == "dimension" for name in each.names}
        labels = {name for each in mentions if each.kind == "measure" for name in each.names}
        found = [fact for fact in self.changes if not labels or plain(fact.label) in labels]
        if names:
            return [fact for fact in found if _names_of(fact, "dimension") & names]
        return [fact for fact in found if not fact.of] or (found if len(found) == 1 else [])

    def _clause(self, match: re.Match[str], start: int, end: int) -> tuple[int, int]:
        low, high = start, end
        for cut in _CLAUSE.finditer(self.left, start, end):
            if cut.end() <= match.start():
                low = cut.end()
            elif cut.start() >= match.end():
                high = cut.start()
                break
        return low, high

    def _is_multiple(self, word: str, match: re.Match[str], start: int, end: int) -> bool:
        low, high = magnitude.CLAIMED[word]
        near = self._nearest(match, start, end, lambda fact: _ratio(fact, self.by_id) is not None)
        near = near or [fact for fact in self._named_changes(start, end) if _ratio(fact, self.by_id) is not None]
        if near:
            return any(low <= (_ratio(fact, self.by_id) or 0) < high for fact in near)
        values = [self._values(each) for each in self.reading.within(start, end)]
        sides = [group[0] for group in values if group]
        return any(b.value and low <= _number_of(a) / _number_of(b) < high for a, b in pairwise(sides))

    def _is_share(self, low: float, high: float, start: int, end: int) -> bool:
        shares = [fact for each in self.reading.within(start, end) for fact in each.facts if fact.role == "share"]
        names = {name for each in self.reading.within(start, end) if each.kind == "dimension" for name in each.names}
        shares = shares or [
            fact for fact in self.facts if fact.role == "share" and names and _names_of(fact, "dimension") & names
        ]
        return bool(shares) and any(low <= _number_of(fact) <= high for fact in shares)

    def _values(self, mention: Mention) -> list[Fact]:
        """The values a mention stands for: by their text, or as the value of what is named."""
        if mention.kind in {"fact", "number"}:
            facts = mention.facts or tuple(self._numbered(mention, lambda _: True))
            return [fact for fact in facts if fact.role in {"value", "previous", "target"}]
        if mention.kind == "dimension":
            return [f for f in self.facts if f.role == "value" and _names_of(f, "dimension") == mention.names]
        if mention.kind == "period":
            return [f for f in self.facts if f.role == "value" and not f.of and _names_of(f, "period") == mention.names]
        return []

    def _is_compared(self, match: re.Match[str], start: int, end: int, *, above: bool) -> bool:
        """Whether what stands before a word such as “ahead of” is more than what stands after it."""
        before = [g for each in self.reading.within(start, match.start()) if (g := self._values(each))]
        after = [g for each in self.reading.within(match.end(), end) if (g := self._values(each))]
        facts = [fact for each in self.reading.within(start, end) for fact in self._values(each)]
        target = next((fact for fact in facts if fact.role == "target"), None)
        if target is not None:
            value = next((fact for fact in facts if fact.role == "value"), None)
            gaps = [f for each in self.reading.within(start, end) for f in each.facts if f.role == "change"]
            if value is None:
                return bool(gaps) and all((_number_of(gap) > 0) == above for gap in gaps)
            return (_number_of(value) > _number_of(target)) == above
        if not before or not after:
            return False
        a, b = before[-1][0], after[0][0]
        if a.measure != b.measure and "target" not in {a.role, b.role}:
            return False
        return _number_of(a) > _number_of(b) if above else _number_of(a) < _number_of(b)

    def _is_extreme(self, match: re.Match[str], start: int, end: int, *, high: bool) -> bool:
        low_at, high_at = self._clause(match, start, end)
        if claims.CHANGE[self.language].search(self.left, match.start(), high_at) or self._speaks_of_change(match):
            near = self._nearest(match, start, end, lambda fact: fact.role in {"change", "contribution"})
            if near:
                return high and any(self._is_largest_change(fact) for fact in near)
        subject = self._subject(match, low_at, high_at) or self._subject(match, start, end)
        subject = subject or self._subject(match, 0, start)
        tied = claims.TIED[self.language].search(self.left, start, end) is not None
        return any(self._ranks(fact, high, tied) for fact in subject)

    def _speaks_of_change(self, match: re.Match[str]) -> bool:
        return claims.CHANGE[self.language].search(self.left, max(0, match.start() - 12), match.start()) is not None

    def _subject(self, match: re.Match[str], low: int, high: int) -> list[Fact]:
        """The values of the mention nearest to a superlative."""
        found = [
            (min(abs(each.start - match.end()), abs(match.start() - each.end)), index, values)
            for index, each in enumerate(self.reading.within(low, high))
            if (values := [fact for fact in self._values(each) if fact.role == "value"])
        ]
        return min(found)[2] if found else []

    def _ranks(self, fact: Fact, high: bool, tied: bool) -> bool:
        for rank in self.ranks:
            derivation = rank.derivation
            if derivation is None or derivation.of[0] != fact.id:
                continue
            values = [self.by_id[each].value for each in derivation.of if each in self.by_id]
            numbers = [value for value in values if isinstance(value, int | float)]
            if len(numbers) != len(values):
                continue
            if fact.value == (max(numbers) if high else min(numbers)):
                return tied or numbers.count(fact.value) == 1
        return False

    def _is_largest_change(self, fact: Fact) -> bool:
        kind = (fact.format, fact.measure, fact.role)
        rest = [each for each in self.changes if each.of and (each.format, each.measure, each.role) == kind]
        alike = [abs(_number_of(each)) for each in rest]
        return len(alike) > 1 and abs(_number_of(fact)) >= max(alike)

    def _is_universal(self, start: int, end: int) -> bool:
        """“All” with a share or count of all, or with changes that all go one way."""
        facts = [fact for each in self.reading.within(start, end) for fact in each.facts]
        if any(fact.role in {"share", "count", "total", "ratio"} for fact in facts):
            return True
        apart = [_number_of(fact) for fact in self.changes if fact.of]
        checks = claims.CLAIMS[self.language]
        for pattern, sign in ((checks["up"], 1), (checks["down"], -1)):
            if pattern.search(self.left, start, end):
                return len(apart) > 1 and all(value * sign > 0 for value in apart)
        values = [fact for fact in self.facts if fact.role == "value"]
        return len({(fact.of, fact.period) for fact in values}) == 1

    def _all_same(self, start: int, end: int) -> bool:
        """Whether what a sentence names is one value that all rows have."""
        told = [fact for each in self.reading.within(start, end) for fact in each.facts if fact.role == "value"]
        values = {
            fact.value for fact in self.facts if fact.role == "value" and told and fact.measure == told[0].measure
        }
        return len(values) == 1 and any(fact.of for fact in told)


def _names_of(fact: Fact, kind: str) -> set[str]:
    if kind == "dimension":
        return {plain(name) for name in fact.of}
    if kind == "period":
        return {plain(fact.period)} if fact.period else set()
    return {plain(fact.label)} if fact.measure else set()


def _number_of(fact: Fact) -> float:
    return float(fact.value) if isinstance(fact.value, int | float) else 0.0


def _fits(fact: Fact, value: float, half: float, kind: str) -> bool:
    """Whether a written number is this fact's, rounded as it is written."""
    if isinstance(fact.value, bool) or not isinstance(fact.value, int | float) or fact.role in {"dimension", "period"}:
        return False
    is_percent = fact.format in {"percent", "points"} or fact.unit in {"percent", "relative"}
    if (kind == "percent") != is_percent or (kind == "money" and fact.format != "money"):
        return False
    if kind == "times" and fact.format not in {"times", "ratio", "number"}:
        return False
    actual = abs(fact.value) if fact.role in {"change", "contribution"} else fact.value
    told = abs(value) if fact.role in {"change", "contribution"} else value
    return abs(actual - told) <= half * (1 + 1e-9) + 1e-12


def _relative(fact: Fact, by_id: dict[str, Fact]) -> float:
    """The size of a change as a part of what was there before; large when there was nothing."""
    ratio = _ratio(fact, by_id)
    if fact.unit != "relative" and abs(_number_of(fact)) < _NOTHING:
        return 0.0
    if ratio is None:
        return 0.0 if not _number_of(fact) else float("inf")
    return abs(ratio - 1)


def _ratio(fact: Fact, by_id: dict[str, Fact]) -> float | None:  # noqa: PLR0911
    """New by old of a change, where it is known."""
    if fact.role == "ratio":
        return _number_of(fact)
    if fact.role not in {"change", "contribution"}:
        return None
    if (
        fact.derivation is not None
        and len(fact.derivation.of) == 2
        and fact.derivation.operation in {"difference", "change"}
    ):
        new, old = (by_id.get(each) for each in fact.derivation.of)
        if new is None or old is None or not _number_of(old):
            return None
        return _number_of(new) / _number_of(old)
    if fact.cell is not None and fact.cell.column.startswith("change_pct:"):
        return 1 + _number_of(fact)
    if fact.cell is not None:
        before = by_id.get(f"r{fact.cell.row}.previous:{fact.measure}")
        return 1 + _number_of(fact) / _number_of(before) if before is not None and _number_of(before) else None
    return None
