"""How a trait is put down: with its status, its numbers and the records that show it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from ringside.deals.persona.reading import Mention
from ringside.deals.persona.schemas import Trait, TraitName
from ringside.deals.persona.values import Dealing, Touch
from ringside.deals.schemas import Evidence

MOST = 6
"""Records that are shown for a trait: the newest."""
THREAD = timedelta(days=14)

Proof = Touch | Mention | Dealing


def known(
    name: TraitName, key: str | None, sure: float, n: int, needed: int, proof: Sequence[Proof], **figures: float | str
) -> Trait:
    """A trait that the evidence bears out."""
    return Trait(
        id=name, name=name, status="known", key=key, figures=figures, confidence=round(min(0.99, sure), 3), n=n,
        needed=needed, at=_newest(proof), evidence=evidence(proof),
    )  # fmt: skip


def mixed(name: TraitName, n: int, needed: int, proof: Sequence[Proof], **figures: float | str) -> Trait:
    """Enough evidence, and it does not point one way."""
    return Trait(
        id=name, name=name, status="mixed", figures=figures, n=n, needed=needed, at=_newest(proof),
        evidence=evidence(proof),
    )  # fmt: skip


def too_little(name: TraitName, n: int, needed: int, reason: str | None = None) -> Trait:
    """Not enough to say anything; `reason` where it is not the mere number."""
    return Trait(id=name, name=name, status="too_little", key=reason, n=n, needed=needed)


def evidence(proof: Iterable[Proof]) -> tuple[Evidence, ...]:
    newest = sorted({_id(p): p for p in proof}.values(), key=_at, reverse=True)[:MOST]
    return tuple(_evidence(p) for p in newest)


def continues(touch: Touch, touches: Sequence[Touch]) -> bool:
    """Whether a message goes on with a thread in which we wrote shortly before."""
    return bool(touch.thread) and any(
        t.thread == touch.thread and not t.by_them and timedelta(0) < touch.at - t.at <= THREAD
        for t in touches
        if t.kind == touch.kind
    )


def _link(deal_id: str | None, activity_id: str, quoted: str = "") -> str | None:
    return f"/deals/{deal_id}#activity-{activity_id}{quoted}" if deal_id else None


def _evidence(proof: Proof) -> Evidence:
    if isinstance(proof, Dealing):
        at = proof.closed_at or proof.created_at
        return Evidence(
            kind="deal", id=proof.id, at=at, text=f"{proof.name}: {proof.status}", link=f"/deals/{proof.id}"
        )
    if isinstance(proof, Touch):
        return Evidence(
            kind="activity", id=proof.id, at=proof.at, text=proof.subject or proof.kind,
            link=_link(proof.deal_id, proof.id),
        )  # fmt: skip
    if proof.call_id is not None and proof.turn is not None:
        return Evidence(
            kind="call", id=proof.call_id, at=proof.at, text=proof.text, start=proof.start, end=proof.end,
            turn=proof.turn, link=f"/calls/{proof.call_id}?turn={proof.turn}",
        )  # fmt: skip
    return Evidence(
        kind="activity", id=proof.touch, at=proof.at, text=proof.text, start=proof.start, end=proof.end,
        link=_link(proof.deal_id, proof.touch, f":{proof.start}-{proof.end}"),
    )  # fmt: skip


def _id(proof: Proof) -> tuple[str, int | None, int | None]:
    if isinstance(proof, Mention):
        return proof.touch, proof.turn, proof.start
    return proof.id, None, None


def _at(proof: Proof) -> datetime:
    if isinstance(proof, Dealing):
        return proof.closed_at or proof.created_at
    return proof.at


def _newest(proof: Iterable[Proof]) -> datetime | None:
    return max((_at(p) for p in proof), default=None)
