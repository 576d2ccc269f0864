"""What is told of each deal to a model of outcomes: only what was known at the moment of looking. Pure.

Each figure is counted from dated records where there are any. Figures do not overlap where that can be helped (a
discount is early or late, a competitor is one flag), so that each effect is its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from statistics import median

import numpy as np

from ringside.deals.facts import ActivityFact, ChangeFact, DealFacts, Scalar
from ringside.deals.winloss.table import Column, Theme, category, number

Row = dict[str, float | str | None]

DISCOUNTS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4)
FIGURES: dict[str, Theme] = {
    "age_days": "timeline", "stage_days": "timeline", "close_moves": "timeline", "steps_back": "timeline",
    "days_planned": "timeline", "quiet_days": "timeline",
    "people": "people", "economic_buyer": "people", "champion": "people", "decision_maker": "people",
    "blocker": "people", "answering": "people",
    "amount": "price", "amount_times": "price", "amount_raised": "price", "amount_lowered": "price",
    "discount": "price", "early_discount": "price", "late_discount": "price",
    "touches_month": "activity", "meetings": "activity", "calls": "activity", "emails_out": "activity",
    "inbound_share": "activity", "visits": "activity", "rehearsed": "activity", "longest_gap": "activity",
    "reply_hours": "activity", "next_planned": "activity",
    "talk_ratio": "talk", "longest_monologue": "talk", "interactivity": "talk", "patience": "talk",
    "questions": "talk", "discovery_coverage": "talk", "objections": "talk", "objections_open": "talk",
    "employees": "field",
}  # fmt: skip
"""Every figure, and what it is about."""
UNDATED = frozenset({"employees", "discount"})
WORDS: dict[str, Callable[[DealFacts], str | None]] = {
    "segment": lambda deal: deal.segment,
    "industry": lambda deal: deal.industry,
    "country": lambda deal: deal.country,
    "lead_source": lambda deal: deal.lead_source,
    "product": lambda deal: deal.product,
    "owner": lambda deal: deal.owner_name or deal.owner_id,
}
KEPT_AS_IS: dict[str, Callable[[DealFacts], Scalar]] = {**WORDS, "employees": lambda deal: deal.employees}
"""Fields without a history."""
SAID_AT_THE_CLOSE: dict[str, Callable[[DealFacts], Scalar]] = {
    "stage": lambda deal: deal.stage,
    "close_reason": lambda deal: deal.close_reason,
    "next_step": lambda deal: deal.next_step,
}
"""Fields that stand as the close left them: never told to a model of why."""
_CUTS = {"discount": DISCOUNTS, "early_discount": DISCOUNTS, "late_discount": DISCOUNTS}
_TALK = ("talk_ratio", "longest_monologue", "interactivity", "patience", "questions", "discovery_coverage")
_RARE = 5


def before_close(deal: DealFacts) -> DealFacts:
    """A closed deal as it was known shortly before it closed: a week, or a tenth of its life where that is less.

    Where nobody wrote down when it began or ended there is nothing to wind back.
    """
    if deal.closed_at is None or deal.created_at >= deal.closed_at:
        return deal
    life = deal.closed_at - deal.created_at
    return deal.as_of(deal.closed_at - min(timedelta(days=7), life / 10))


def stage_order(deals: Iterable[DealFacts]) -> dict[str, float]:
    """Each open stage's usual place in the course of a deal, 0..1, from the histories of these deals."""
    places: dict[str, list[int]] = {}
    left: Counter[str] = Counter()
    for deal in deals:
        moves = [change for change in deal.changes if change.field == "stage"]
        names = [moves[0].before, *(move.after for move in moves)] if moves else []
        left.update(move.before for move in moves if move.before)
        for place, name in enumerate(dict.fromkeys(name for name in names if name)):
            places.setdefault(name, []).append(place)
    # A stage that is hardly ever left is an end, not a stage on the way.
    usual = sorted(
        (sum(found) / len(found), name)
        for name, found in places.items()
        if len(found) >= _RARE and left[name] >= 0.1 * len(found)
    )
    return {name: place / max(1, len(usual) - 1) for place, (_, name) in enumerate(usual)}


def figures(deal: DealFacts, order: Mapping[str, float], *, timed: bool = True) -> Row:
    """The figures of a deal as of `looked_at`. `timed` is false where its dates say nothing."""
    row: Row = {**_people(deal), **_price(deal, order), "employees": _float(deal.employees)}
    if timed:
        row |= _timeline(deal, order) | _activity(deal)
    return row | _talk(deal) | {f"competitor:{rival.name}": 1.0 for rival in deal.competitors}


def _timeline(deal: DealFacts, order: Mapping[str, float]) -> Row:
    moves = [change for change in deal.changes if change.field == "stage"]
    pushed = sum(c.before is not None and c.after is not None and c.after > c.before
                 for c in deal.changes if c.field == "close_on")  # fmt: skip
    back = sum(order.get(c.after or "", 0) < order.get(c.before or "", 0) for c in moves)
    planned = None if deal.close_on is None else float((deal.close_on - deal.created_at.date()).days)
    return {
        "age_days": _days(deal.looked_at - deal.created_at),
        "stage_days": _days(deal.looked_at - (deal.stage_since or deal.created_at)) if moves else None,
        "close_moves": float(pushed),
        "steps_back": float(back),
        "days_planned": planned if any(c.field == "close_on" for c in deal.changes) else None,
    }


def _people(deal: DealFacts) -> Row:
    known = {person.contact_id for person in deal.people}
    active = {contact for activity in deal.done for contact in activity.contact_ids}
    everybody = known | active
    if not everybody:
        return {}
    roles = {person.role for person in deal.people}
    answered = {activity.from_id for activity in deal.done if activity.from_id}
    row: Row = {"people": float(len(everybody)), "answering": len(answered) / len(everybody) if active else None}
    if roles - {None}:
        for role in ("economic_buyer", "champion", "decision_maker", "blocker"):
            row[role] = float(role in roles)
    return row


def _price(deal: DealFacts, order: Mapping[str, float]) -> Row:
    amounts = [_number(c.after) - _number(c.before) for c in deal.changes if c.field == "amount" and c.before]
    row: Row = {
        "amount": None if deal.amount is None else float(deal.amount),
        "amount_raised": float(sum(change > 0 for change in amounts)),
        "amount_lowered": float(sum(change < 0 for change in amounts)),
    }
    given = [change for change in deal.changes if change.field == "discount"]
    if not given:
        return row | {"discount": deal.discount}
    late = _late_discount(deal, given, order)
    now = deal.discount or 0.0
    return row | {"late_discount": late, "early_discount": 0.0 if late else now}


def _late_discount(deal: DealFacts, given: Sequence[ChangeFact], order: Mapping[str, float]) -> float:
    """The most that was given away in the later half of the stages."""
    moves = [change for change in deal.changes if change.field == "stage"]
    first = moves[0].before if moves else deal.stage
    most = 0.0
    for change in given:
        stage = next((m.after for m in reversed(moves) if m.at <= change.at), first)
        if order.get(stage or "", 0.0) >= 0.5:
            most = max(most, _number(change.after))
    return most


def _activity(deal: DealFacts) -> Row:
    done = [activity for activity in deal.done if activity.kind != "task"]
    touches = [activity for activity in done if activity.kind in ("email", "call", "meeting")]
    if not done:
        return {}
    kinds = Counter(activity.kind for activity in done)
    incoming = [a for a in touches if a.direction == "in"]
    directed = [a for a in touches if a.direction is not None]
    months = max(_days(deal.looked_at - deal.created_at) / 30, 0.5)
    times = [deal.created_at, *(a.at for a in touches if a.at >= deal.created_at)]
    gaps = [_days(b - a) for a, b in zip(times, [*times[1:], deal.looked_at], strict=True)]
    return {
        "touches_month": len(touches) / months,
        "meetings": float(kinds["meeting"]),
        "calls": float(kinds["call"]),
        "emails_out": float(sum(a.kind == "email" and a.direction == "out" for a in touches)),
        "visits": float(kinds["visit"]),
        "rehearsed": float(kinds["practice"]),
        "inbound_share": len(incoming) / len(directed) if directed else None,
        "quiet_days": _days(deal.looked_at - incoming[-1].at) if incoming else None,
        "longest_gap": max(gaps),
        "reply_hours": _reply_hours(touches),
        "next_planned": float(any(a.kind in ("meeting", "call") for a in deal.planned)),
    }


def _reply_hours(touches: Sequence[ActivityFact]) -> float | None:
    """Median time until the customer answered an e-mail."""
    waits: list[float] = []
    asked: datetime | None = None
    for touch in touches:
        if touch.kind != "email":
            continue
        if touch.direction == "out":
            asked = asked or touch.at
        elif touch.direction == "in" and asked is not None:
            waits.append((touch.at - asked).total_seconds() / 3600)
            asked = None
    return median(waits) if waits else None


def _talk(deal: DealFacts) -> Row:
    if not deal.calls:
        return {}
    row: Row = {}
    for name in _TALK:
        seen = [call.figures[name] for call in deal.calls if name in call.figures]
        row[name] = float(np.mean(seen)) if seen else None
    raised = sum(raised for call in deal.calls for raised, _ in call.objections.values())
    settled = sum(done for call in deal.calls for _, done in call.objections.values())
    return row | {"objections": raised / len(deal.calls), "objections_open": float(raised - settled)}


def columns(deals: Sequence[DealFacts], rows: Sequence[Row]) -> list[Column]:
    """Everything known of these deals, column by column, before anybody asks whether it may be used."""
    rows = _discounts(rows)
    found = [_figure(name, theme, rows) for name, theme in FIGURES.items() if name != "amount"]
    return [
        *(column for column in found if column.known().any()),
        *_amounts(deals, rows),
        *_competitors(rows),
        *_asked(rows),
        *_words(deals),
        *_custom(deals),
    ]


def usual_amounts(columns_: Sequence[Column], deals: Sequence[DealFacts]) -> dict[str, float]:
    """What is usual in each currency, where amounts are told as multiples of it; else nothing."""
    if not any(column.key == "amount_times" for column in columns_):
        return {}
    amounts: dict[str, list[float]] = {}
    for deal in deals:
        if deal.amount is not None:
            amounts.setdefault(deal.currency or "", []).append(float(deal.amount))
    return {currency: median(values) for currency, values in amounts.items()}


def same_columns(
    kinds: Mapping[str, str], deals: Sequence[DealFacts], rows: Sequence[Row], usual: Mapping[str, float]
) -> list[Column]:
    """The columns a model was made from, for other deals: whatever these deals lack is unknown."""
    if "late_discount" in kinds:
        rows = _discounts([*rows, {"late_discount": 0.0}])[:-1]
    return [_same(key, kind, deals, rows, usual) for key, kind in kinds.items()]


def _same(  # noqa: PLR0911
    key: str, kind: str, deals: Sequence[DealFacts], rows: Sequence[Row], usual: Mapping[str, float]
) -> Column:
    if key.startswith("custom:"):
        values = [deal.custom.get(key.removeprefix("custom:")) for deal in deals]
        if kind == "category":
            return category(key, [_said(value) for value in values])
        return number(key, [_loose(value) for value in values])
    if key == "stage":
        return category(key, [deal.stage for deal in deals], "timeline", dated=True)
    if key == "account":
        return category(key, [deal.account_name for deal in deals])
    if key in WORDS:
        return category(key, [WORDS[key](deal) for deal in deals], control=key == "owner")
    if key.startswith("competitor:"):
        return number(key, [row.get(key, 0.0) for row in rows], "competition", dated=True)  # type: ignore[misc]
    if key == "no_competitor":
        nobody = [float(not any(name.startswith("competitor:") for name in row)) for row in rows]
        return number(key, nobody, "competition", dated=True)
    if key == "amount_times":
        money = [
            (_as_number(row.get("amount")), usual.get(deal.currency or ""))
            for row, deal in zip(rows, deals, strict=True)
        ]
        return number(key, [a / u if a is not None and u else None for a, u in money], "price", dated=True)
    values_of = [_as_number(row.get(key)) for row in rows]
    return number(key, values_of, FIGURES.get(key, "field"), dated=key not in UNDATED)


def _figure(name: str, theme: Theme, rows: Sequence[Row]) -> Column:
    values = [_as_number(row.get(name)) for row in rows]
    return number(name, values, theme, dated=name not in UNDATED, cuts=_CUTS.get(name, ()))


def _discounts(rows: Sequence[Row]) -> Sequence[Row]:
    """Where some deals tell when a discount was given, one without a date was there from the beginning."""
    if not any("late_discount" in row for row in rows):
        return rows
    return [
        row if "late_discount" in row
        else {**row, "discount": None, "late_discount": 0.0, "early_discount": row.get("discount") or 0.0}
        for row in rows
    ]  # fmt: skip


def _amounts(deals: Sequence[DealFacts], rows: Sequence[Row]) -> list[Column]:
    """Amounts as they are in one currency; of several, as multiples of what is usual in each."""
    amounts = [_as_number(row.get("amount")) for row in rows]
    money = [deal.currency for deal in deals]
    used = Counter(code for code, amount in zip(money, amounts, strict=True) if amount is not None)
    if not used:
        return []
    if used.most_common(1)[0][1] >= 0.99 * used.total():
        return [number("amount", amounts, "price")]
    usual = {
        code: median([a for c, a in zip(money, amounts, strict=True) if c == code and a is not None]) for code in used
    }
    times = [a / usual[c] if a is not None and usual[c] else None for c, a in zip(money, amounts, strict=True)]
    return [number("amount_times", times, "price")]


def _competitors(rows: Sequence[Row]) -> list[Column]:
    counts = Counter(key for row in rows for key in row if key.startswith("competitor:"))
    if not counts:
        return []
    found = [
        number(key, [row.get(key, 0.0) for row in rows], "competition", dated=True)  # type: ignore[misc]
        for key, count in sorted(counts.items())
        if count >= _RARE
    ]
    nobody = [float(not any(key in counts for key in row)) for row in rows]
    return [*found, number("no_competitor", nobody, "competition", dated=True)]


def _asked(rows: Sequence[Row]) -> list[Column]:
    """What customers asked about: a question on record, or none."""
    counts = Counter(key for row in rows for key in row if key.startswith("asked:"))
    return [
        number(key, [row.get(key, 0.0) for row in rows], "asked", dated=True)  # type: ignore[misc]
        for key, count in sorted(counts.items())
        if count >= _RARE
    ]


def _words(deals: Sequence[DealFacts]) -> list[Column]:
    found = [
        category(name, [read(deal) for deal in deals], "field", control=name == "owner") for name, read in WORDS.items()
    ]
    accounts = [deal.account_name for deal in deals]
    kinds = Counter(name for name in accounts if name)
    if kinds and len(kinds) <= max(3, len(deals) // 50):  # not names of companies, but kinds of them
        found.append(category("account", accounts, "field"))
    return [column for column in found if column.known().any()]


def headers(deals: Iterable[DealFacts]) -> list[str]:
    """The fields of these deals that Ringside has no name for."""
    return list(dict.fromkeys(name for deal in deals for name in deal.custom))


def _custom(deals: Sequence[DealFacts]) -> list[Column]:
    return [custom(name, [deal.custom.get(name) for deal in deals]) for name in headers(deals)]


def custom(name: str, values: Sequence[Scalar]) -> Column:
    """A field Ringside has no name for: numbers where nearly all of it is numbers, else words."""
    key = f"custom:{name}"
    filled = [value for value in values if value is not None and value != ""]
    as_numbers = [_loose(value) for value in values]
    read = sum(value is not None for value in as_numbers)
    if filled and read >= 0.95 * len(filled) and not all(isinstance(value, bool) for value in filled):
        return number(key, as_numbers)
    return category(key, [_said(value) for value in values])


def _loose(value: Scalar) -> float | None:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        try:
            return float(value.strip().replace(",", ""))
        except ValueError:
            return None
    return float(value)


def _said(value: Scalar) -> str | None:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return None if value is None else str(value)


def _as_number(value: float | str | None) -> float | None:
    return value if isinstance(value, float | int) else None


def _days(span: timedelta) -> float:
    return span.total_seconds() / 86_400


def _float(value: int | None) -> float | None:
    return None if value is None else float(value)


def _number(text: str | None) -> float:
    try:
        return float(text) if text else 0.0
    except ValueError:
        return 0.0
