"""Steps about competition, price, discount and objections."""

from __future__ import annotations

from ringside.deals.coach import listening
from ringside.deals.coach.looking import Candidate, Look
from ringside.deals.schemas import Evidence
from ringside.dialogue.schemas import ObjectionKind

HIGH_DISCOUNT = 0.2
RECENT = 3
"""Quotes that are shown of something that was said often."""
SETTLED_APART: frozenset[ObjectionKind] = frozenset({"price", "competitor"})
"""Kinds of objections that have steps of their own."""
REAL: tuple[ObjectionKind, ...] = ("trust", "integration", "need", "timing", "authority", "status_quo")


def answer_competitor(look: Look) -> Candidate | None:
    """A competitor is on the deal or was named by the customer."""
    named = look.deal.competitors
    if named:
        said = [look.quoted(p) for p in listening.mentions(look.deal, named[-1].name)]
        known = look.competitor(named[-1])
        strength = 0.65 + (0.1 if said else 0) + (0.1 if look.late else 0)
        return look.suggest("answer_competitor", strength, [*said, known], competitor=named[-1].name)
    objected = [one for one in look.heard.objections if one.kind == "competitor"]
    if not objected:
        return None
    rests = [look.quoted(one.passage) for one in objected[-RECENT:]]
    return look.suggest("answer_competitor", 0.6, rests, "why_unnamed", competitor=look.words("another_offer"))


def talk_value(look: Look) -> Candidate | None:
    """The price was raised twice or more."""
    written = listening.kinds(look.heard.objections).get("price", [])
    on_calls = [c for c in look.deal.calls if c.objections.get("price", (0, 0))[0]]
    read = {one.passage.activity.id for one in written}
    raised = len(written) + sum(c.objections["price"][0] for c in on_calls if c.activity_id not in read)
    if raised < 2:
        return None
    rests: list[Evidence] = [look.quoted(one.passage) for one in written[-RECENT:]]
    rests += [look.call(c) for c in on_calls[-2:] if c.activity_id not in read]
    return look.suggest("talk_value", 0.6 + 0.05 * min(4, raised), rests, count=raised)


def trade_discount(look: Look) -> Candidate | None:
    """The discount is high or was raised more than once: it was given, and nothing came back for it."""
    raised = [c for c in look.changes("discount") if _share(c.after) > _share(c.before)]
    given = look.deal.discount or 0.0
    if len(raised) < 2 and given <= HIGH_DISCOUNT:
        return None
    rests = [look.change(c) for c in raised[-RECENT:]]
    if given > 0:
        rests.append(look.of_field("discount"))
    strength = 0.5 + (0.15 if given > HIGH_DISCOUNT else 0) + (0.1 if look.late else 0)
    share = f"{100 * given:.3g}"
    return look.suggest("trade_discount", strength, rests, "why" if given > HIGH_DISCOUNT else "why_often",
                        share=share, count=len(raised))  # fmt: skip


def _share(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0


def settle_objection(look: Look) -> Candidate | None:
    """An objection other than price was raised and is not known to be resolved."""
    open_on_calls = [
        (kind, call) for call in look.deal.calls for kind, (raised, resolved) in call.objections.items()
        if kind in REAL and raised > resolved
    ]  # fmt: skip
    if open_on_calls:
        kind, call = open_on_calls[-1]
        rests = [look.call(call), *_said_of(look, kind)]
        return look.suggest("settle_objection", 0.65, rests, "why_call", objection=look.words("objections", kind))
    written = [one for one in look.heard.objections if one.kind in REAL]
    if not written:
        return None
    latest = written[-1]
    answered = any(a.kind in ("call", "meeting") and a.at > latest.passage.activity.at for a in look.touches)
    strength = 0.4 if answered else 0.6
    return look.suggest("settle_objection", strength, _said_of(look, latest.kind),
                        objection=look.words("objections", latest.kind))  # fmt: skip


def _said_of(look: Look, kind: str) -> list[Evidence]:
    return [look.quoted(one.passage) for one in look.heard.objections if one.kind == kind][-2:]


RULES = (answer_competitor, talk_value, trade_discount, settle_objection)
