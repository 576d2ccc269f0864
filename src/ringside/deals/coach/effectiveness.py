"""The effectiveness page: what people did with the coach's steps, what came of it, and what that can be put down to."""

from __future__ import annotations

import asyncio
import csv
from collections import Counter, defaultdict
from collections.abc import Sequence
from io import StringIO

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.deals.cards.models import CardFeedback
from ringside.deals.coach import calibration, effects, learning, variants, wording
from ringside.deals.coach.actions import ACTIONS, ORDER, ActionId
from ringside.deals.coach.context import POLICY
from ringside.deals.coach.drafting import VARIANTS, Variant
from ringside.deals.coach.effects import Effect, Logged
from ringside.deals.coach.models import CoachDecision, CoachStep
from ringside.deals.coach.outcomes import TALK, WINDOW
from ringside.deals.coach.schemas import ActionUse, Effectiveness
from ringside.deals.schemas import Interval
from ringside.dialogue.schemas import Language


async def effectiveness(session: AsyncSession, language: Language) -> Effectiveness:
    """What the coach has achieved, as far as the logged outcomes tell."""
    rows = await learning.decisions(session)
    waiting = sa.select(sa.func.count()).where(CoachDecision.judged_at.is_(None), CoachDecision.policy == POLICY)
    steps = (await session.scalars(sa.select(CoachStep))).all()
    logged = [learning.logged(row) for row in rows]
    found = await asyncio.to_thread(effects.estimates, logged) if len(logged) >= calibration.LEAST else []
    done, thumbs = _by_variant(steps), await _thumbs(session, steps)
    led = [one for one in logged if one.lead is not None]
    held = [one for one in logged if one.lead is None]
    return Effectiveness(
        outcomes=len(rows),
        needed=calibration.LEAST,
        enough=len(rows) >= calibration.LEAST,
        window_days=WINDOW.days,
        progress_means=wording.say(language, "progress", days=WINDOW.days, minutes=int(TALK.total_seconds() // 60)),
        waiting=await session.scalar(waiting) or 0,
        led=_share(led),
        held_back=_share(held),
        actions=_actions(steps, logged, found, language),
        calibration=calibration.judge(learning.shown(rows)),
        variants=variants.uses(done, thumbs),
        variant_difference=variants.difference(done),
    )


def _share(logged: Sequence[Logged]) -> Interval | None:
    return variants.share(sum(one.progress for one in logged), len(logged))


def _actions(
    steps: Sequence[CoachStep], logged: Sequence[Logged], found: Sequence[Effect], language: Language
) -> list[ActionUse]:
    """Every step that was ever suggested: those with an effect first, the best on top, then by how often they led."""
    by_action: dict[str, list[CoachStep]] = defaultdict(list)
    for step in steps:
        by_action[step.action].append(step)
    told = {effect.action: effect for effect in found}
    led = Counter(one.lead for one in logged)
    null = Counter(arm.action for one in logged if one.lead is None for arm in one.arms)
    uses = [
        _use(action, by_action[action], led[action], null[action], told.get(action), language)
        for action in ORDER
        if action in by_action or led[action]
    ]
    return sorted(uses, key=lambda u: (u.effect is None, -(u.effect.value if u.effect else 0), -u.led, -u.suggested))


def _use(
    action: ActionId, steps: Sequence[CoachStep], led: int, null: int, effect: Effect | None, language: Language
) -> ActionUse:
    done = [step for step in steps if step.status == "done"]
    judged = [step for step in done if step.progress is not None]
    dismissed = [step for step in steps if step.status == "dismissed"]
    return ActionUse(
        kind=action,
        title=wording.say(language, "actions", action, "name"),
        suggested=len(steps),
        done=len(done),
        dismissed=len(dismissed),
        reasons=dict(Counter(step.reason or "other" for step in dismissed)),
        after_done=variants.share(sum(bool(step.progress) for step in judged), len(judged)),
        led=led,
        held_back=null,
        effect=effect.effect if effect else None,
        needed=effects.LEAST,
    )


def _by_variant(steps: Sequence[CoachStep]) -> dict[Variant, dict[str, tuple[int, int]]]:
    """By variant and deal: steps suggested, and how many of them were done."""
    counts: dict[Variant, dict[str, tuple[int, int]]] = {variant: {} for variant in VARIANTS}
    for step in steps:
        for variant in VARIANTS:
            if step.variant == variant:
                of, done = counts[variant].get(step.deal_id, (0, 0))
                counts[variant][step.deal_id] = (of + 1, done + (step.status == "done"))
    return counts


async def _thumbs(session: AsyncSession, steps: Sequence[CoachStep]) -> dict[Variant, tuple[int, int]]:
    """Useful and not useful, by the variant of what was judged."""
    of = {step.id: step.variant for step in steps}
    said = (await session.execute(
        sa.select(CardFeedback.item, CardFeedback.useful).where(CardFeedback.card == "coach")
    )).all()  # fmt: skip
    count = Counter((of.get(item), useful) for item, useful in said)
    return {variant: (count[variant, True], count[variant, False]) for variant in VARIANTS}


COLUMNS = (
    "deal_id", "recommendation_id", "step", "title", "suggested_at", "put_first", "variant", "status", "status_at",
    "reason", "note", "progress", "what",
)  # fmt: skip


async def export(session: AsyncSession, language: Language) -> str:
    """Every step that was suggested, as CSV."""
    out = StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    steps = await session.scalars(sa.select(CoachStep).order_by(CoachStep.at, CoachStep.id))
    for s in steps:
        if s.action in ACTIONS:
            title = wording.say(language, "actions", s.action, "name")
            values = (s.deal_id, s.id, s.action, title, s.at.isoformat(), s.led, s.variant, s.status,
                      s.status_at.isoformat() if s.status_at else "", s.reason or "", s.note,
                      "" if s.progress is None else s.progress, s.what or "")  # fmt: skip
            rows.writerow(_plain(value) for value in values)
    return out.getvalue()


def _plain(value: object) -> object:
    """A text that a spreadsheet would take for a formula is kept a text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value
