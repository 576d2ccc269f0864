"""Steps that bring a deal to its decision."""

from __future__ import annotations

from datetime import date
from typing import Any

from ringside.deals.coach.looking import BUYER_DAYS, DECIDES, Candidate, Look, days

SOON_DAYS = 45


def unblock_stage(look: Look) -> Candidate | None:
    """The deal has stood in its stage for longer than three of four won deals did."""
    spent, norm = look.days_in_stage, look.norm
    if spent is None or norm.upper is None or norm.median is None or spent <= norm.upper:
        return None
    usual: dict[str, Any] = {"median": f"{norm.median:.0f}", "upper": f"{norm.upper:.0f}"}
    rests = [
        look.of_field("stage_since"),
        look.absent("stage_norm", stage=look.deal.stage, won=norm.n, **usual),
    ]
    strength = 0.5 + min(0.35, 0.15 * spent / max(1.0, norm.upper))
    return look.suggest("unblock_stage", strength, rests, days=round(spent), **usual)


def reset_close_date(look: Look) -> Candidate | None:
    """The expected close has passed or was put off twice."""
    planned = look.deal.close_on
    if planned is None:
        return None
    put_off = [c for c in look.changes("close_on") if c.before and c.after and c.after > c.before]
    passed = (look.now.date() - planned).days
    if passed > 0:
        rests = [look.of_field("close_on"), *(look.change(c) for c in put_off[-2:])]
        return look.suggest("reset_close_date", 0.7, rests, "why", days=passed, close=planned.isoformat())
    if len(put_off) < 2:
        return None
    rests = [*(look.change(c) for c in put_off[-3:]), look.of_field("close_on")]
    return look.suggest("reset_close_date", 0.55, rests, "why_moved", count=len(put_off), close=planned.isoformat())


def plan_close(look: Look) -> Candidate:
    """The remaining steps belong on one page that both sides have, the more so late or near the close."""
    left = _left(look.deal.close_on, look)
    if left is not None and 0 <= left <= SOON_DAYS:
        return look.suggest("plan_close", 0.6 if look.late else 0.5, [look.of_field("close_on")], days=left)
    if look.late and look.deal.close_on is None:
        return look.suggest("plan_close", 0.5, [look.of_field("stage"), look.of_field("close_on")], "why_no_date")
    return look.suggest("plan_close", 0.2, [look.of_field("stage"), look.of_field("close_on")], "why_early")


def _left(close_on: date | None, look: Look) -> int | None:
    return None if close_on is None else (close_on - look.now.date()).days


def ask_decision(look: Look) -> Candidate | None:
    """Late in the deal, who decides takes part, and nothing that was said stands open against it."""
    if not look.late or look.last_in is None:
        return None
    deciding = [p for p in look.people(*DECIDES) if _lately(look, p.contact_id)]
    unresolved = any(raised > resolved for c in look.deal.calls for raised, resolved in c.objections.values())
    recent = [one for one in look.heard.objections if one.passage.activity.at >= look.last_in.at]
    if not deciding or unresolved or recent:
        return None
    rests = [look.of_field("stage"), look.person(deciding[0]), look.activity(look.last_in)]
    return look.suggest("ask_decision", 0.65, rests, to=deciding[0])


def _lately(look: Look, contact_id: str) -> bool:
    last = look.last_with(contact_id)
    return last is not None and days(look.now - last.at) < BUYER_DAYS


RULES = (unblock_stage, reset_close_date, plan_close, ask_decision)
