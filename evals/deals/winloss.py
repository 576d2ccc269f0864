"""Win-loss explanations on data whose truth is known: real deals, planted truths, shuffled outcomes, odd worlds.

.venv/bin/python -m evals.deals.winloss
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from ringside.deals.demo import generating
from ringside.deals.demo.generating import Generated, Row
from ringside.deals.facts import ActivityFact, ChangeFact, CompetitorFact, DealFacts, PersonFact, Scalar
from ringside.deals.winloss import asking
from ringside.deals.winloss.analysis import Analysis, analyse, prepare
from ringside.deals.winloss.quietly import on_one_core

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SALVIRT = "Salvirt_B2B_ML_dataset.csv"
"""CC BY 4.0, Salvirt Ltd. Not in the repository: give the folder that holds it as the first argument."""


@dataclass(frozen=True)
class Score:
    name: str
    figures: str
    passed: bool


def deals(rows: Sequence[Mapping[str, Scalar]], won: Sequence[bool]) -> list[DealFacts]:
    """Closed deals known by nothing but fields of an import."""
    return [
        DealFacts(
            id=f"d{i}", name=f"Deal {i}", looked_at=NOW, status="won" if is_won else "lost",
            created_at=NOW - timedelta(days=60), closed_at=NOW - timedelta(days=1), custom=dict(row),
        )
        for i, (row, is_won) in enumerate(zip(rows, won, strict=True))
    ]  # fmt: skip


def salvirt(folder: Path) -> Score:
    """448 real deals of which 83 repeat others. Above .85 something would have leaked."""
    with (folder / SALVIRT).open(encoding="utf-8-sig", newline="") as file:
        rows: list[dict[str, str]] = list(csv.DictReader(file, delimiter=";"))
    won = [row.pop("Status") == "Won" for row in rows]
    found = analyse(prepare(deals(rows, won)))
    assert found.judged is not None
    auc, brier = found.judged.auc, found.judged.brier
    told = (f"AUC {auc.value:.3f} ({auc.low:.3f}-{auc.high:.3f}), "
            f"Brier {brier.value:.3f} ({brier.low:.3f}-{brier.high:.3f}), "
            f"{len(set(found.table.groups.tolist()))} groups of {len(rows)} deals")  # fmt: skip
    return Score("salvirt", told, 0.82 <= auc.value <= 0.85)


def planted(seeds: Iterable[int]) -> Score:
    """The demo company: its three truths, and what else is called sure."""
    whole, first, strange, looked = 0, 0, 0, 0
    for seed in seeds:
        made = generating.generate(NOW, seed)
        found = analyse(prepare(demo(made), heard(made)))
        sure = [_truth({c.column for c in effect.conditions}) for effect in found.effects if effect.sure]
        looked += 1
        whole += {"people", "late_discount", "formfox"} <= set(sure)
        first += bool(sure) and sure[0] is not None and all(sure[: len({*sure} - {None})])
        strange += sum(name is None for name in sure)
    told = f"{looked} seeds: truths first in {first}, all sure in {whole}; {strange / looked:.2f} others sure a seed"
    return Score("planted, 220 closed deals", told, first >= 0.8 * looked and strange / looked <= 0.5)


def _truth(columns: set[str]) -> str | None:
    if "competitor:FormFox" in columns or "no_competitor" in columns:
        return "formfox"
    return next((name for name in ("people", "late_discount") if name in columns), None)


def shuffled(seeds: Iterable[int], made: Sequence[DealFacts], name: str) -> Score:
    """Outcomes dealt out at random: there is nothing to find."""
    closed = [deal for deal in made if deal.status != "open"]
    quiet, looked = 0, 0
    for seed in seeds:
        order = np.random.default_rng(seed).permutation(len(closed))
        dealt = [replace(deal, status=closed[i].status) for deal, i in zip(closed, order, strict=True)]
        looked += 1
        quiet += analyse(prepare(dealt), seed=seed).verdict == "no_signal"
    return Score(f"shuffled {name}", f"{quiet} of {looked} seeds say no signal", quiet >= 0.95 * looked)


Maker = Callable[[np.random.Generator, int], tuple[dict[str, Scalar], float]]


def world(seed: int, count: int, maker: Maker) -> list[DealFacts]:
    chance = np.random.default_rng(seed)
    rows, won = [], []
    for place in range(count):
        row, odds = maker(chance, place)
        rows.append(row)
        won.append(bool(chance.random() < 1 / (1 + np.exp(-odds))))
    return deals(rows, won)


def _noise(chance: np.random.Generator) -> dict[str, Scalar]:
    return {f"N{i}": str(chance.choice(["a", "b", "c", "d"])) for i in range(8)} | {
        f"F{i}": float(chance.normal()) for i in range(4)
    }


def _both(chance: np.random.Generator, _: int) -> tuple[dict[str, Scalar], float]:
    row = _noise(chance) | {"Pilot": bool(chance.random() < 0.5), "Legal": bool(chance.random() < 0.5)}
    return row, 2.0 if row["Pilot"] != row["Legal"] else -2.0


def _bend(chance: np.random.Generator, _: int) -> tuple[dict[str, Scalar], float]:
    touches = int(chance.integers(0, 30))
    return _noise(chance) | {"Touches": touches}, 2.0 if 8 <= touches <= 16 else -1.2


def _rare(chance: np.random.Generator, _: int) -> tuple[dict[str, Scalar], float]:
    source = str(chance.choice(["Web", "Fair", "Partner"]))
    return _noise(chance) | {"Origin": source}, -4.0 + 2.6 * (source == "Partner")


def _many(chance: np.random.Generator, _: int) -> tuple[dict[str, Scalar], float]:
    city = int(chance.integers(0, 150))
    return _noise(chance) | {"City": f"City {city}", "Tier": str(city % 3)}, 1.6 * (city % 3 == 0) - 0.6


def _gaps(chance: np.random.Generator, _: int) -> tuple[dict[str, Scalar], float]:
    budget = str(chance.choice(["Yes", "No"]))
    row = _noise(chance) | {"Budget": budget if chance.random() < 0.6 else None}
    return row, 2.2 * (budget == "Yes") - 1.1


def _nothing(chance: np.random.Generator, _: int) -> tuple[dict[str, Scalar], float]:
    return _noise(chance), 0.0


def odd(name: str, count: int, maker: Maker, seeds: range, right: Callable[[Analysis], bool]) -> Score:
    """A world of its own kind, several times over."""
    good = sum(right(analyse(prepare(world(seed, count, maker)), seed=seed)) for seed in seeds)
    return Score(name, f"right in {good} of {len(seeds)}", good >= 0.9 * len(seeds))


def _first(*columns: str) -> Callable[[Analysis], bool]:
    wanted = {f"custom:{column}" for column in columns}

    def right(found: Analysis) -> bool:
        told = [effect for effect in found.effects if effect.sure]
        return bool(told) and bool({c.column for c in told[0].conditions} & wanted)

    return right


def leaky(seeds: range) -> Score:
    """Columns that are filled in afterwards, under names that say nothing: all out, and what is left is no signal."""
    good = 0
    for seed in seeds:
        chance = np.random.default_rng(seed)
        made = world(seed, 400, _nothing)
        rows = [
            {**deal.custom, "Field 7": "x" if deal.status == "won" and chance.random() < 0.85 else None,
             "Field 8": float(chance.integers(1, 99)) if deal.status == "won" else 0.0,
             "Field 9": ("p" if deal.status == "won" else "q") if chance.random() < 0.99 else "p",
             "Reference": f"R-{i}"}
            for i, deal in enumerate(made)
        ]  # fmt: skip
        found = analyse(prepare(deals(rows, [deal.status == "won" for deal in made])), seed=seed)
        out = {each.column for each in found.guarded.excluded}
        wanted = {"custom:Field 7", "custom:Field 8", "custom:Field 9", "custom:Reference"}
        good += found.verdict == "no_signal" and wanted <= out
    return Score("leaks under plain names", f"right in {good} of {len(seeds)}", good >= 0.9 * len(seeds))


def _crowd(chance: np.random.Generator, _: int) -> tuple[dict[str, Scalar], float]:
    row: dict[str, Scalar] = {f"N{i}": str(chance.choice(["a", "b", "c", "d"])) for i in range(30)}
    row |= {f"F{i}": float(chance.normal()) for i in range(15)}
    row["Pilot"] = bool(chance.random() < 0.5)
    return row, 1.6 if row["Pilot"] else -1.0


def crowded(seeds: range) -> Score:
    """One true factor among 45 columns of noise: how many false ones are called sure."""
    false, found = 0, 0
    for seed in seeds:
        told = [e for e in analyse(prepare(world(seed, 500, _crowd)), seed=seed).effects if e.sure]
        found += any({c.column for c in e.conditions} == {"custom:Pilot"} for e in told)
        false += sum("custom:Pilot" not in {c.column for c in e.conditions} for e in told)
    told_of = f"{false} false factors called sure in {len(seeds)} worlds; the true one in {found}"
    return Score("one truth among 45 columns of noise", told_of, false <= 0.2 * len(seeds) and found == len(seeds))


def demo(made: Generated) -> list[DealFacts]:
    """The demo company's deals as values."""
    accounts, contacts = {row["id"]: row for row in made.accounts}, {row["id"]: row for row in made.contacts}
    people, rivals = _by(made.people, "deal_id"), _by(made.competitors, "deal_id")
    changes, happened = _by(made.changes, "deal_id"), _by(made.activities, "deal_id")
    present = _by(made.activity_people, "activity_id")
    names = ("id", "name", "status", "created_at", "stage", "stage_since", "amount", "currency", "discount", "close_on",
             "closed_at", "owner_id", "owner_name", "account_id", "lead_source", "product", "custom")  # fmt: skip
    return [
        DealFacts(
            **{name: row[name] for name in names}, looked_at=NOW,
            **{name: accounts[row["account_id"]][name] for name in ("industry", "segment", "employees", "country")},
            people=tuple(
                PersonFact(p["contact_id"], "", None, p["role"] or contacts[p["contact_id"]]["role"], p["since"])
                for p in people[row["id"]]
            ),
            competitors=tuple(CompetitorFact(c["name"], c["since"]) for c in rivals[row["id"]]),
            changes=tuple(
                ChangeFact(c["id"], c["at"], c["field"], c["before"], c["after"])
                for c in sorted(changes[row["id"]], key=lambda c: c["at"])
            ),
            activities=tuple(
                _activity(a, present[a["id"]]) for a in sorted(happened[row["id"]], key=lambda a: a["at"])
            ),
        )
        for row in made.deals
    ]  # fmt: skip


def heard(made: Generated) -> dict[str, list[asking.Ask]]:
    """What the demo company's customers asked, by activity."""
    names = {row["id"]: row["name"] for row in made.contacts}
    present = _by(made.activity_people, "activity_id")
    return {
        row["id"]: asking.of_activity(
            row["kind"], row["direction"], row["text"],
            asking.known(names[one["contact_id"]] for one in present[row["id"]]),
        )
        for row in made.activities
    }  # fmt: skip


def _activity(row: Row, present: Sequence[Row]) -> ActivityFact:
    sender = next((one["contact_id"] for one in present if one["part"] == "from"), None)
    return ActivityFact(
        row["id"], row["kind"], row["direction"], row["at"], row["duration_s"], user_id=row["user_id"],
        contact_ids=tuple(one["contact_id"] for one in present),
        from_id=sender if row["direction"] == "in" else None, entered_at=min(row["created_at"], row["at"]),
    )  # fmt: skip


def _by(rows: Iterable[Row], key: str) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return found


def scores(folder: Path | None) -> Iterable[Score]:
    if folder is not None:
        yield salvirt(folder)
    yield planted(range(10))
    yield shuffled(range(20), demo(generating.generate(NOW)), "demo outcomes")
    yield odd("no signal at all", 300, _nothing, range(20), lambda found: found.verdict == "no_signal")
    yield odd("only together (exclusive or)", 400, _both, range(5), _first("Pilot", "Legal"))
    yield odd("a bend (best in the middle)", 500, _bend, range(5), _first("Touches"))
    yield odd("95 to 5", 1200, _rare, range(5), _first("Origin"))
    yield odd("150 categories", 600, _many, range(5), _first("Tier"))
    yield odd("many gaps", 500, _gaps, range(5), _first("Budget"))
    yield odd("tiny", 30, _both, range(10), lambda found: found.verdict == "too_few")
    yield leaky(range(5))
    yield crowded(range(20))


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    failed = 0
    for score in scores(folder):
        failed += not score.passed
        print(f"{'ok  ' if score.passed else 'FAIL'} {score.name}: {score.figures}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(on_one_core(main))
