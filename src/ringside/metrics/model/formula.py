"""The small arithmetic of measures and computed columns: text to a tree of values, never to code that runs.

    (revenue - cost) / revenue
    order_lines.unit_price * order_lines.quantity * (1 - coalesce(order_lines.discount, 0))
    days_between(opportunities.created_date, opportunities.closed_date)

A name is a measure (in a measure's formula), a column (in a computed column) or a dotted path to a field (in what is
aggregated). Whoever runs a tree divides by zero to null, and reckons with null wherever one of the values is null.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NoReturn

LONGEST = 1_000
DEEPEST = 40

FUNCTIONS: dict[str, tuple[int, int]] = {
    "days_between": (2, 2),  # whole days of the calendar, from the first date to the second
    "hours_between": (2, 2),
    "minutes_between": (2, 2),
    "seconds_between": (2, 2),
    "year": (1, 1),
    "month": (1, 1),
    "coalesce": (2, 8),
    "abs": (1, 1),
    "round": (1, 2),
}
"""Every function there is, with the fewest and the most values it takes."""

BETWEEN = frozenset(name for name in FUNCTIONS if name.endswith("_between"))
"""Functions of two dates, with a number as outcome."""


class FormulaError(ValueError):
    """A formula that cannot be read: `at` is the character, counted from 0, where reading stopped."""

    def __init__(self, problem: str, at: int) -> None:
        super().__init__(problem)
        self.problem, self.at = problem, at


@dataclass(frozen=True)
class Number:
    value: int | float
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Ref:
    """A measure, a column, or a field by its dotted path."""

    path: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Negative:
    of: Expr
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Binary:
    op: Literal["+", "-", "*", "/"]
    left: Expr
    right: Expr
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Call:
    name: str
    args: tuple[Expr, ...]
    at: int = field(default=0, compare=False)


Expr = Number | Ref | Negative | Binary | Call

_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)|(?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)*)|(?P<sign>[-+*/(),]))"
)
_TIGHTNESS = {"+": 1, "-": 1, "*": 2, "/": 2}


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    at: int


def parse(text: str) -> Expr:
    """The tree of a formula. Raises FormulaError."""
    if len(text) > LONGEST:
        raise FormulaError(f"a formula may have {LONGEST:,} characters; this one has {len(text):,}", LONGEST)
    reader = _Reader(_tokens(text), len(text))
    expr = reader.sum()
    if reader.now is not None:
        reader.stop(f"'{reader.now.text}' is not expected here; an operator + - * / is")
    return expr


def refs(expr: Expr) -> Iterator[Ref]:
    """Every name in a tree with its place, from left to right; one that is used twice comes twice."""
    match expr:
        case Ref():
            yield expr
        case Negative(of):
            yield from refs(of)
        case Binary(_, left, right):
            yield from refs(left)
            yield from refs(right)
        case Call(_, args):
            for arg in args:
                yield from refs(arg)


def fields(expr: Expr) -> tuple[str, ...]:
    """The names in a tree, each once, in the order met."""
    return tuple(dict.fromkeys(ref.path for ref in refs(expr)))


def write(expr: Expr) -> str:
    """The tree as text, with no more brackets than needed: `parse(write(expr)) == expr`."""
    match expr:
        case Number(value):
            plain = format(Decimal(repr(value)), "f")  # never 1e-05
            return plain if isinstance(value, int) or "." in plain else f"{plain}.0"
        case Ref(path):
            return path
        case Negative(of):
            return f"-{_wrapped(of, 3)}"
        case Binary(op, left, right):
            tight = _TIGHTNESS[op]
            return f"{_wrapped(left, tight)} {op} {_wrapped(right, tight + 1)}"
        case Call(name, args):
            return f"{name}({', '.join(map(write, args))})"


def _wrapped(expr: Expr, tightness: int) -> str:
    loose = isinstance(expr, Binary) and _TIGHTNESS[expr.op] < tightness
    return f"({write(expr)})" if loose else write(expr)


def _tokens(text: str) -> list[_Token]:
    found, at = [], 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            at += len(text[at:]) - len(text[at:].lstrip())
            raise FormulaError(f"'{text[at]}' has no meaning in a formula", at)
        found.append(_Token(match.lastgroup, match[match.lastgroup], match.start(match.lastgroup)))
        at = match.end()
    return found


class _Reader:
    """Reads tokens from left to right; each method reads one kind of expression, as tight as it may."""

    def __init__(self, tokens: list[_Token], end: int) -> None:
        self._tokens, self._end, self._index, self._depth = tokens, end, 0, 0

    @property
    def now(self) -> _Token | None:
        return self._tokens[self._index] if self._index < len(self._tokens) else None

    def stop(self, problem: str, at: int | None = None) -> NoReturn:
        if at is None:
            at = self.now.at if self.now else self._end
        raise FormulaError(problem, at)

    def sum(self) -> Expr:
        self._depth += 1
        if self._depth > DEEPEST:
            self.stop(f"brackets may be {DEEPEST} deep")
        expr = self._product()
        while sign := self._take("+", "-"):
            expr = Binary(sign.text, expr, self._product(), sign.at)  # type: ignore[arg-type]
        self._depth -= 1
        return expr

    def _product(self) -> Expr:
        expr = self._signed()
        while sign := self._take("*", "/"):
            expr = Binary(sign.text, expr, self._signed(), sign.at)  # type: ignore[arg-type]
        return expr

    def _signed(self) -> Expr:
        signs = []
        while sign := self._take("-"):
            signs.append(sign)
            if len(signs) > DEEPEST:
                self.stop("too many signs")
        expr = self._single()
        for sign in reversed(signs):
            expr = Negative(expr, sign.at)
        return expr

    def _single(self) -> Expr:
        token = self.now
        if token is None:
            self.stop("the formula ends too early: a name or a number is expected")
        self._index += 1
        if token.kind == "number":
            return Number(float(token.text) if "." in token.text else int(token.text), token.at)
        if token.kind == "name":
            return self._call(token) if self._take("(") else Ref(token.text, token.at)
        if token.text == "(":
            expr = self.sum()
            self._close(token)
            return expr
        self.stop(f"'{token.text}' is not expected here; a name or a number is", token.at)

    def _call(self, name: _Token) -> Expr:
        if name.text not in FUNCTIONS:
            self.stop(f"there is no function '{name.text}'; there are {', '.join(FUNCTIONS)}", name.at)
        args = [self.sum()]
        while self._take(","):
            args.append(self.sum())
        self._close(name)
        least, most = FUNCTIONS[name.text]
        if not least <= len(args) <= most:
            wanted = str(least) if least == most else f"{least} to {most}"
            self.stop(f"{name.text} takes {wanted} values, not {len(args)}", name.at)
        return Call(name.text, tuple(args), name.at)

    def _take(self, *signs: str) -> _Token | None:
        token = self.now
        if token is None or token.kind != "sign" or token.text not in signs:
            return None
        self._index += 1
        return token

    def _close(self, opened: _Token) -> None:
        if not self._take(")"):
            self.stop(f"the bracket after character {opened.at + 1} is not closed")
