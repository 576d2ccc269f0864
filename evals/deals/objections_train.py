"""Train what tells kinds of objection: python -m evals.deals.objections_train

Per language a logistic model per kind, and one for being an objection at all, over what kinds.see sees. Chances are
calibrated on out-of-fold scores, in which a line and its spoken rendering stay together. Writes kinds.npz.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from evals.deals.objections_lines import NONE, Line, training
from ringside.deals.objections import kinds
from ringside.deals.objections.kinds import KINDS, Head, Sight, Sights
from ringside.dialogue.reader import features
from ringside.dialogue.schemas import Language

OUT = Path(kinds.__file__).with_name("kinds.npz")
FOLDS, SEED, COST, LEAST = 5, 7, 10.0, 2
PRIOR = 3 / 5
"""Share of the texts people bring that are taken to be objections before they are read."""

Floats = NDArray[np.float64]


def fitted(lines: Sequence[Line], sights: Sequence[Sights]) -> Head:
    """The weights that these lines teach, not yet calibrated."""
    seen = [each.whole for each in sights]
    count = np.zeros(features.SIZE)
    for sight in seen:
        count[sight.letters] += 1
        count[sight.words] += 1
    rarity = (
        np.where(count >= LEAST, np.log((1 + len(seen)) / (1 + count)) + 1, 0).astype(np.float16).astype(np.float64)
    )
    names = {name: i for i, name in enumerate(sorted({name for sight in seen for name in sight.named}))}
    table = matrix(seen, rarity, names)
    weight = np.array([line.weight for line in lines])
    objects = np.array([line.kind != NONE for line in lines])
    columns = []
    for kind in KINDS:
        own = np.array([line.kind == kind for line in lines])[objects]
        columns.append(_solved(table[objects], own, weight[objects]))
    columns.append(_solved(table, objects, weight))
    weights = np.stack(columns, axis=1).astype(np.float32)
    named = {name: weights[features.SIZE + place] for name, place in names.items()}
    return Head(weights[: features.SIZE], rarity.astype(np.float32), named)


def _solved(table: csr_matrix, own: NDArray[np.bool_], weight: Floats) -> Floats:
    model = LogisticRegression(
        C=COST, class_weight="balanced", solver="liblinear", dual=True, fit_intercept=False, tol=0.01, random_state=SEED
    )
    solved: Floats = model.fit(table, own, weight).coef_[0]
    return solved


def matrix(seen: Sequence[Sight], rarity: Floats, names: dict[str, int]) -> csr_matrix:
    starts, places, values = [0], [], []
    for sight in seen:
        for buckets in (sight.letters, sight.words):
            weight = rarity[buckets]
            places += buckets.tolist()
            values += (weight * (kinds.GAIN / max(float(np.sqrt((weight**2).sum())), 1e-9))).tolist()
        for name, value in sight.named.items():
            places.append(features.SIZE + names[name])
            values.append(value)
        starts.append(len(places))
    return csr_matrix((values, places, starts), shape=(len(seen), features.SIZE + len(names)))


def calibrated(lines: Sequence[Line], sights: Sequence[Sights]) -> tuple[float, float, float]:
    """Heat, slope and shift from out-of-fold scores; prints how well the kinds are told."""
    fold = np.array([line.group for line in lines]) * 7919 % FOLDS
    scores, objects = np.zeros((len(lines), len(KINDS))), np.zeros(len(lines))
    for k in range(FOLDS):
        kept = np.flatnonzero(fold != k)
        head = fitted([lines[i] for i in kept], [sights[i] for i in kept])
        for i in np.flatnonzero(fold == k):
            scores[i], objects[i], _ = kinds.weigh(head, sights[i])
    is_one = np.array([line.kind != NONE for line in lines])
    true = np.array([KINDS.index(line.kind) for line in lines if line.kind != NONE])  # type: ignore[arg-type]
    report(lines[0].language, scores[is_one], true, objects, is_one)
    platt = LogisticRegression(C=1e6).fit(objects[:, None], is_one)
    share = is_one.mean()
    shift = platt.intercept_[0] + np.log(PRIOR / (1 - PRIOR)) - np.log(share / (1 - share))
    return heat(scores[is_one], true), float(platt.coef_[0][0]), float(shift)


def heat(scores: Floats, true: NDArray[np.int64]) -> float:
    """The factor under which the softmax of the scores gives the true kinds the greatest likelihood."""

    def loss(factor: float) -> float:
        heated = factor * scores
        heated = heated - heated.max(axis=1, keepdims=True)
        chances = heated[np.arange(len(true)), true] - np.log(np.exp(heated).sum(axis=1))
        return -float(chances.mean())

    return float(minimize_scalar(loss, bounds=(0.05, 10), method="bounded").x)


def report(language: str, scores: Floats, true: NDArray[np.int64], objects: Floats, is_one: NDArray[np.bool_]) -> None:
    order = np.argsort(-scores, axis=1)
    first, second = (order[:, 0] == true).mean(), (order[:, :2] == true[:, None]).any(axis=1).mean()
    caught, false = (objects[is_one] > 0).mean(), (objects[~is_one] > 0).mean()
    sys.stdout.write(
        f"{language}: out of fold {first:.3f} first, {second:.3f} among two, of {len(true)}; "
        f"taken for objections: {caught:.3f} of them, {false:.3f} of {len(objects) - len(true)} others\n"
    )


def packed(language: Language, head: Head) -> dict[str, Any]:
    """A head as arrays: int8 weights of the buckets in use."""
    places = np.flatnonzero(head.rarity)
    text = head.text[places]
    scale = np.abs(text).max(axis=0) / 127 + 1e-9
    return {
        f"{language}.places": places.astype(np.int32),
        f"{language}.text": np.round(text / scale).astype(np.int8),
        f"{language}.scale": scale.astype(np.float32),
        f"{language}.rarity": head.rarity[places].astype(np.float16),
        f"{language}.names": np.array(list(head.named)),
        f"{language}.named": np.stack(list(head.named.values())).astype(np.float32),
        f"{language}.calibration": np.array([head.heat, head.slope, head.shift]),
    }


def main() -> None:
    stored: dict[str, Any] = {}
    for language in ("en", "he"):
        lines = training(language)  # type: ignore[arg-type]
        sights = [kinds.see(line.text, line.language) for line in lines]
        heated, slope, shift = calibrated(lines, sights)
        head = replace(fitted(lines, sights), heat=heated, slope=slope, shift=shift)
        stored |= packed(language, head)  # type: ignore[arg-type]
    np.savez_compressed(OUT, **stored)
    sys.stdout.write(f"{OUT.name}: {OUT.stat().st_size / 1e6:.2f} MB\n")


if __name__ == "__main__":
    main()
