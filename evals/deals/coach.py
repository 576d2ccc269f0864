"""Simulates the coach's ranking with a step that is planted as effective: `python -m evals.deals.coach`.

The deals are the demo company's on some day of their lives, with the steps that the rules find for them. Each run
plants one step that raises the log-odds of progress by PLANTED whenever it is put first; all others do nothing.
Outcomes come with a delay, as they do in life. Reported: in how many runs the planted step is the best one after 200
outcomes, regret against choosing at random and against greed, whether the estimated effects are right, and whether the
coach abstains below its minimum. `--check` fails when a target is missed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp
from random import Random
from statistics import mean

from evals.deals.coach_deals import Moment, moments
from ringside.deals.coach import bandit, calibration, effects
from ringside.deals.coach.actions import ActionId
from ringside.deals.coach.bandit import Outcome
from ringside.deals.coach.effects import Logged

OUTCOMES = 200
DELAY = 20
"""Decisions taken before the outcome of one is known."""
EVERY = 5
"""Outcomes after which the ranking is learned anew."""
PLANTED = 1.5
"""What the planted step adds to the log-odds of progress."""
STEPS: tuple[ActionId, ...] = (
    "widen_contacts", "book_meeting", "learn_process", "answer_customer", "plan_close", "settle_objection",
)  # fmt: skip
"""Planted one at a time."""
RARE: ActionId = "settle_objection"
"""Stands for choice on one deal in seven, and so leads too seldom in 200 outcomes: reported, and no target."""
SEEDS = range(10)


@dataclass
class World:
    """How outcomes come about. The ranking never sees this."""

    planted: ActionId | None
    seed: int
    weights: tuple[float, ...] = field(init=False)

    def __post_init__(self) -> None:
        chance = Random(f"world {self.planted} {self.seed}")
        self.weights = tuple(chance.gauss(0, 0.5) for _ in range(8))

    def chance(self, moment: Moment, lead: ActionId | None) -> float:
        score = -0.75 + sum(w * (x - 0.5) for w, x in zip(self.weights, moment.context, strict=True))
        return 1 / (1 + exp(-(score + (PLANTED if lead is not None and lead == self.planted else 0.0))))

    def best(self, moment: Moment) -> float:
        return max(self.chance(moment, choice) for choice in (None, *(arm.action for arm in moment.arms)))


@dataclass
class Run:
    logged: list[Logged] = field(default_factory=list)
    predicted: list[tuple[float, bool]] = field(default_factory=list)
    regret: list[float] = field(default_factory=list)
    found: bool = False
    """Whether the planted step is the best by the posterior mean wherever it could be chosen."""


def simulate(world: World, all_moments: Sequence[Moment], policy: str, outcomes: int = OUTCOMES) -> Run:
    """One life of the coach in one company."""
    chance, run = Random(f"{world.planted} {world.seed}"), Run()
    posterior = bandit.learn([])
    for number in range(outcomes + DELAY):
        moment = chance.choice(all_moments)
        odds = bandit.odds(posterior, moment.context, moment.arms, seed=world.seed * 100_003 + number)
        lead, propensity = _choose(policy, odds, chance)
        came = chance.random() < world.chance(moment, lead)
        run.regret.append(world.best(moment) - world.chance(moment, lead))
        run.predicted.append((odds[lead].chance, came))
        run.logged.append(Logged(moment.deal_id, moment.context, moment.arms, propensity, lead, came))
        known = run.logged[: max(0, len(run.logged) - DELAY)]
        if known and len(known) % EVERY == 0 and policy != "random":
            posterior = bandit.learn([Outcome(one.context, one.arm, one.progress) for one in known])
    run.logged, run.predicted = run.logged[:outcomes], run.predicted[:outcomes]
    run.regret = run.regret[:outcomes]
    posterior = bandit.learn([Outcome(one.context, one.arm, one.progress) for one in run.logged])
    run.found = _on_top(posterior, world.planted, all_moments)
    return run


def _choose(
    policy: str, odds: dict[ActionId | None, bandit.Odds], chance: Random
) -> tuple[ActionId | None, dict[ActionId | None, float]]:
    if policy == "greedy":
        best = max(odds, key=lambda choice: (odds[choice].chance, str(choice)))
        return best, {choice: float(choice == best) for choice in odds}
    shares = {choice: 1 / len(odds) if policy == "random" else o.propensity for choice, o in odds.items()}
    return bandit.draw(shares, chance.getrandbits(48)), shares


def _on_top(posterior: bandit.Posterior, planted: ActionId | None, all_moments: Sequence[Moment]) -> bool:
    """Whether the planted step has the best chance in nine of ten moments in which it could be chosen."""
    could = [m for m in all_moments if any(arm.action == planted for arm in m.arms)]
    tops = 0
    for moment in could:
        scores = {arm.action: float(bandit.row(moment.context, arm) @ posterior.mean) for arm in moment.arms}
        tops += max(scores, key=lambda action: scores[action]) == planted
    return bool(could) and tops >= 0.9 * len(could)


def report(check: bool) -> int:
    """Prints the figures; 1 when a target is missed and `check` is asked for."""
    all_moments = moments()
    print(f"Deal coach: {len(all_moments)} demo deals, {OUTCOMES} outcomes a run, {len(SEEDS)} seeds a step")
    worlds = [World(step, seed) for step in STEPS for seed in SEEDS]
    runs = {p: [simulate(w, all_moments, p) for w in worlds] for p in ("thompson", "greedy", "random")}
    found = {p: mean(run.found for run in some) for p, some in runs.items()}
    regret = {p: mean(sum(run.regret) for run in some) for p, some in runs.items()}
    late = {p: mean(sum(run.regret[-50:]) for run in some) for p, some in runs.items()}
    for policy, label in (("thompson", "the coach"), ("greedy", "greedy"), ("random", "at random")):
        print(f"  {label:10} on top {found[policy]:5.0%}   regret {regret[policy]:5.1f}   last 50 {late[policy]:5.1f}")
    for step in STEPS:
        some = [run.found for world, run in zip(worlds, runs["thompson"], strict=True) if world.planted == step]
        print(f"    {step:18} on top in {sum(some)} of {len(some)}")
    common = [run.found for world, run in zip(worlds, runs["thompson"], strict=True) if world.planted != RARE]
    print(f"    all but {RARE}: {mean(common):.0%}")
    covered, told = _coverage(worlds, runs["thompson"], all_moments)
    pairs = [pair for run in runs["thompson"] for pair in run.predicted[50:]]
    judged = calibration.judge(pairs)
    error = mean(abs(b.predicted - b.observed) for b in judged.bins)
    print(f"  effects told {told}, true effect inside the 95 % interval {covered:.0%}")
    print(f"  confidence: Brier {judged.brier} (the average alone {judged.base}), mean error of a bin {error:.3f}")
    silent = abstains(all_moments)
    print(f"  abstains below {effects.LEAST} outcomes of a step and {calibration.LEAST} in all: {silent}")
    good = mean(common) >= 0.85 and late["thompson"] < 0.6 * late["random"] and silent and covered >= 0.88
    return int(check and not good)


def _coverage(worlds: Sequence[World], runs: Sequence[Run], all_moments: Sequence[Moment]) -> tuple[float, int]:
    """How often the interval of an effect holds the truth, over all steps that have one."""
    hits: list[bool] = []
    for world, run in zip(worlds, runs, strict=True):
        by_deal = {m.deal_id: m for m in all_moments}
        for effect in effects.estimates(run.logged):
            if effect.effect is None:
                continue
            could = [by_deal[o.deal_id] for o in run.logged if any(a.action == effect.action for a in o.arms)]
            true = mean(world.chance(m, effect.action) - world.chance(m, None) for m in could)
            hits.append(effect.effect.low <= true <= effect.effect.high)
    return (mean(hits) if hits else 0.0), len(hits)


def abstains(all_moments: Sequence[Moment]) -> bool:
    """Whether nothing is told of effects or confidence before there is enough to go by."""
    few = simulate(World(STEPS[0], 0), all_moments, "thompson", outcomes=calibration.LEAST - 1)
    return (
        all(effect.effect is None for effect in effects.estimates(few.logged))
        and calibration.judge(few.predicted).brier is None
        and calibration.correction(few.predicted) == calibration.NONE
    )


if __name__ == "__main__":
    sys.exit(report("--check" in sys.argv[1:]))
