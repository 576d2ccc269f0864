"""How a contact is likely to buy, by simple rules that are stated with each: what was done is done again. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ringside.deals.persona import sums
from ringside.deals.persona.proofs import known, mixed, too_little
from ringside.deals.persona.reading import Mention
from ringside.deals.persona.schemas import Trait, TraitName
from ringside.deals.persona.values import Dealing, Known

CUES_MIN = 2
CLOSED_MIN = 3
HALF = 0.5


def traits(person: Known, said: Sequence[Mention]) -> list[Trait]:
    return [
        negotiates(said),
        involves_others(person, said),
        wants_proof(said),
        pace(person),
        track_record(person),
    ]


def negotiates(said: Sequence[Mention]) -> Trait:
    """They raised the price in two messages or calls or more, against those in which they called it fine."""
    raised = [m for m in said if m.kind == "price" or (m.kind == "objection" and m.detail == "price")]
    fine = [m for m in said if m.kind == "price_fine"]
    return _by_cues("negotiates", "price", raised, fine)


def involves_others(person: Known, said: Sequence[Mention]) -> Trait:
    """They brought others in, by word or by copying them, against saying that they decide alone."""
    raised = [
        m for m in said if m.kind in ("others", "consensus") or (m.kind == "objection" and m.detail == "authority")
    ]
    alone = [m for m in said if m.kind == "alone"]
    copied = [t for t in person.touches if t.by_them and t.kind == "email" and t.others > 0]
    for_, against = (
        {m.touch for m in raised} | {t.id for t in copied},
        {m.touch for m in alone} - {m.touch for m in raised},
    )
    n = len(for_) + len(against)
    if n < CUES_MIN:
        return too_little("involves_others", n, CUES_MIN)
    if (sure := sums.at_least(len(for_), n)) >= HALF:
        return known("involves_others", "others", sure, n, CUES_MIN, [*raised, *copied], hits=len(for_))
    if (sure := sums.at_least(len(against), n)) >= HALF:
        return known("involves_others", "alone", sure, n, CUES_MIN, alone, hits=len(against))
    return mixed("involves_others", n, CUES_MIN, [*raised, *alone], hits=len(for_))


def wants_proof(said: Sequence[Mention]) -> Trait:
    """They asked for references, a pilot or other proof in two messages or calls or more."""
    return _by_cues("wants_proof", "proof", [m for m in said if m.kind == "proof"], [])


def pace(person: Known) -> Trait:
    """How long their deals took to close, against the company's usual time."""
    closed = _closed(person.deals)
    usual = person.usual_cycle_days
    if len(closed) < CLOSED_MIN or usual is None:
        return too_little("pace", len(closed), CLOSED_MIN, "norm" if len(closed) >= CLOSED_MIN else None)
    took = [_days(deal) for deal in closed]
    n, slow = len(took), sum(days > usual for days in took)
    figures: dict[str, float | str] = {"median_days": round(sums.middle(took) or 0), "usual_days": round(usual)}
    if (sure := sums.at_least(slow, n)) >= HALF:
        return known("pace", "slower", sure, n, CLOSED_MIN, closed, hits=slow, **figures)
    if (sure := sums.at_least(n - slow, n)) >= HALF:
        return known("pace", "faster", sure, n, CLOSED_MIN, closed, hits=n - slow, **figures)
    return mixed("pace", n, CLOSED_MIN, closed, **figures)


def track_record(person: Known) -> Trait:
    """How many of the closed deals they had a part in were won."""
    closed = _closed(person.deals)
    n, won = len(closed), sum(deal.status == "won" for deal in closed)
    if n < CLOSED_MIN:
        return too_little("track_record", n, CLOSED_MIN)
    if (sure := sums.at_least(won, n)) >= HALF:
        return known("track_record", "won", sure, n, CLOSED_MIN, closed, hits=won)
    if (sure := sums.at_least(n - won, n)) >= HALF:
        return known("track_record", "lost", sure, n, CLOSED_MIN, closed, hits=won)
    return mixed("track_record", n, CLOSED_MIN, closed, hits=won)


def _by_cues(name: TraitName, key: str, raised: Sequence[Mention], against: Sequence[Mention]) -> Trait:
    """Known when the touchpoints that show it outweigh those that speak against it."""
    for_ = {m.touch for m in raised}
    contrary = {m.touch for m in against} - for_
    n = len(for_) + len(contrary)
    if n < CUES_MIN:
        return too_little(name, n, CUES_MIN)
    if (sure := sums.at_least(len(for_), n)) >= HALF:
        return known(name, key, sure, n, CUES_MIN, raised, hits=len(for_))
    return mixed(name, n, CUES_MIN, [*raised, *against], hits=len(for_))


def _closed(deals: Sequence[Dealing]) -> list[Dealing]:
    return [deal for deal in deals if deal.status != "open" and deal.closed_at is not None]


def _days(deal: Dealing) -> float:
    closed = deal.closed_at or deal.created_at
    return max(0.0, (closed - deal.created_at).total_seconds() / 86400)
