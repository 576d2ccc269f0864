"""Train the head of the acts reader: python -m evals.acts.train

Logistic models per kind over what reader/features.py sees, by gradient descent from a fixed seed; calibrated on
out-of-fold scores; weights rounded to int8. Only train_*.jsonl is read. Prints out-of-fold figures and writes head.npz.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evals.acts.lines import Line, load
from ringside.dialogue import acts, topics
from ringside.dialogue import language as lang
from ringside.dialogue.reader import features, head, moves

OUT = Path(head.__file__).with_name("head.npz")
SEED, EPOCHS, RATE, FOLDS = 7, 12, 0.2, 5
TEXT_GAIN = 3.0
"""Length of a text's n-gram vector; larger lets wording count for more against rules and context."""
PRECISE = {"rep": 0.6, "customer": 0.55, "objection": 0.5}
"""Precision asked of a head where no rule speaks; a customer's act costs the rep nothing."""
RESISTS = ("objection", "brush_off", "refusal", "agreement")
"""Kinds that shape the score of a call: wording alone must be very sure of them."""
OBJECTIONS = (
    "price", "timing", "authority", "need", "trust", "competitor", "status_quo", "integration",
    "not_interested", "send_email", "call_later",
)  # fmt: skip

Floats = NDArray[np.float64]


@dataclass
class Row:
    """One training case: buckets of the text, named features with values, labels and its group."""

    buckets: NDArray[np.int64]
    named: dict[str, float]
    labels: Floats
    group: int


@dataclass
class Model:
    kinds: tuple[str, ...]
    names: dict[str, int]
    text: Floats
    named: Floats


def row(line: Line, kinds: Sequence[str], objection: bool = False) -> Row:
    """What the head sees of a whole line, as reader sees it for one clause."""
    previous = "" if objection else line.previous
    found = moves.read(line.text, line.speaker, previous, line.language)
    view = lang.fold(line.text)
    named: dict[str, float] = {"bias": 1.0}
    for move in found:
        for kind, sure in (move.details if objection else move.kinds).items():
            named[f"rule:{kind}"] = max(sure, named.get(f"rule:{kind}", 0.0))
    other = "customer" if line.speaker == "rep" else "rep"
    before = moves.context(previous, other, line.language) if previous else None  # type: ignore[arg-type]
    shared = topics.shared_words(line.text, previous, line.language) if previous else 0
    for name in features.context_names(any(m.asked for m in found), before, shared):
        named[name] = 1.0
    wanted = {line.objection} if objection else line.acts
    # One clause is read without the fillers in front of it, so learn from it that way.
    text = found[0].body if len(found) == 1 else view.text
    labels = np.array([kind in wanted for kind in kinds], dtype=np.float64)
    return Row(features.text_buckets(text), named, labels, line.group)


def fit(rows: Sequence[Row], kinds: tuple[str, ...], seed: int = SEED) -> Model:
    """Weights by gradient descent on the logistic loss, line by line in a seeded order, at a falling rate."""
    names = {name: i for i, name in enumerate(sorted({n for r in rows for n in r.named}))}
    text, named = np.zeros((features.SIZE, len(kinds))), np.zeros((len(names), len(kinds)))
    cases = [
        (r.buckets, TEXT_GAIN / np.sqrt(max(len(r.buckets), 1)), np.array([names[n] for n in r.named]),
         np.array(list(r.named.values()))[:, None], r.labels)
        for r in rows
    ]  # fmt: skip
    order = np.random.default_rng(seed)
    for epoch in range(EPOCHS):
        rate = RATE / (1 + epoch)
        for i in order.permutation(len(cases)):
            buckets, gain, places, values, labels = cases[i]
            total = text[buckets].sum(axis=0) * gain + (named[places] * values).sum(axis=0)
            error = 1 / (1 + np.exp(-np.clip(total, -30, 30))) - labels
            text[buckets] -= rate * gain * error
            named[places] -= rate * values * error
    return Model(kinds, names, text * TEXT_GAIN, named)


def logits(model: Model, rows: Sequence[Row]) -> Floats:
    """Scores before the logistic, (rows, kinds)."""
    out = np.zeros((len(rows), len(model.kinds)))
    for i, r in enumerate(rows):
        out[i] = model.text[r.buckets].sum(axis=0) / np.sqrt(max(len(r.buckets), 1))
        for name, value in r.named.items():
            if name in model.names:
                out[i] += value * model.named[model.names[name]]
    return out


def out_of_fold(rows: Sequence[Row], kinds: tuple[str, ...]) -> Floats:
    """Scores of each row by a model that has seen neither it nor its renderings."""
    fold = np.array([r.group for r in rows]) * 7919 % FOLDS
    out = np.zeros((len(rows), len(kinds)))
    for k in range(FOLDS):
        model = fit([r for r, f in zip(rows, fold, strict=True) if f != k], kinds)
        held = np.flatnonzero(fold == k)
        out[held] = logits(model, [rows[i] for i in held])
    return out


def platt(scores: Floats, labels: Floats) -> tuple[Floats, Floats]:
    """Slope and shift per kind that make out-of-fold scores probabilities (Newton, pulled towards slope 1)."""
    slopes, shifts = np.ones(scores.shape[1]), np.zeros(scores.shape[1])
    for k in range(scores.shape[1]):
        x = np.stack([scores[:, k], np.ones(len(scores))], axis=1)
        w = np.array([1.0, 0.0])
        for _ in range(30):
            p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
            gradient = x.T @ (p - labels[:, k]) + np.array([w[0] - 1, 0.1 * w[1]])
            curve = (x * (p * (1 - p))[:, None]).T @ x + np.diag([1.0, 0.1])
            w -= np.linalg.solve(curve, gradient)
        slopes[k], shifts[k] = w
    return slopes, shifts


def thresholds(rows: Sequence[Row], kinds: Sequence[str], scores: Floats, labels: Floats, precise: float) -> Floats:
    """Probability per kind with the best F1 where no rule speaks for the kind, at `precise` or better."""
    found = np.full(len(kinds), 0.9)
    for k, kind in enumerate(kinds):
        silent = np.array([f"rule:{kind}" not in r.named for r in rows])
        chance, true = 1 / (1 + np.exp(-scores[silent, k])), labels[silent, k] > 0
        order = np.argsort(-chance)
        right = np.cumsum(true[order]) / np.arange(1, len(order) + 1)
        recall = np.cumsum(true[order]) / max(true.sum(), 1)
        f1 = 2 * right * recall / np.maximum(right + recall, 1e-9)
        f1[(right < precise) | (chance[order] < 0.3)] = 0
        if true.any() and f1.max() > 0:
            found[k] = chance[order][int(f1.argmax())]
        if kind in RESISTS:
            found[k] = max(found[k], 0.8)
    return np.clip(found, 0.35, 0.95)


def packed(name: str, model: Model, slopes: Floats, shifts: Floats, alone: Floats) -> dict[str, Any]:
    """Arrays of a calibrated model for head.npz."""
    text, named = model.text * slopes, model.named * slopes
    named[model.names["bias"]] += shifts
    scale = np.abs(text).max(axis=0) / 127 + 1e-9
    return {
        f"{name}.kinds": np.array(model.kinds),
        f"{name}.names": np.array(list(model.names)),
        f"{name}.named": named.astype(np.float32),
        f"{name}.text": np.round(text / scale).astype(np.int8),
        f"{name}.alone": alone.astype(np.float32),
        f"{name}.scale": scale.astype(np.float32),
    }


def report(name: str, kinds: Sequence[str], scores: Floats, labels: Floats) -> None:
    """Out-of-fold precision, recall and F1 per kind."""
    f1s = []
    for k, kind in enumerate(kinds):
        said, true = scores[:, k] >= 0, labels[:, k] > 0
        hit = float((said & true).sum())
        precision, recall = hit / max(said.sum(), 1), hit / max(true.sum(), 1)
        f1s.append(2 * precision * recall / max(precision + recall, 1e-9))
        sys.stdout.write(
            f"{name:9s} {kind:18s} n {int(true.sum()):4d}  P {precision:.2f}  R {recall:.2f}  F1 {f1s[-1]:.2f}\n"
        )
    quiet = labels.sum(axis=1) == 0
    alarms = (scores[quiet] >= 0).any(axis=1).mean() if quiet.any() else 0.0
    sys.stdout.write(f"{name:9s} macro F1 {np.mean(f1s):.3f}, false alarms on background {alarms:.3f}\n")


def paired(lines: Sequence[Line], count: int) -> list[Line]:
    """Turns of two moves, made of two lines of the same fold, so that several acts in one turn are known too."""
    draw = np.random.default_rng(SEED)
    found = []
    for _ in range(count):
        first, second = (lines[int(i)] for i in draw.integers(len(lines), size=2))
        alike = (first.speaker, first.language, first.group * 7919 % FOLDS)
        if alike == (second.speaker, second.language, second.group * 7919 % FOLDS) and not (
            first.previous or second.previous
        ):
            both = first.acts | second.acts
            found.append(replace(first, text=f"{first.text} {second.text}", acts=both, objection=None))
    return found


def build(lines: Sequence[Line], quick: bool) -> dict[str, Any]:
    """Arrays of the three heads, trained on labelled lines."""
    lines = [*lines, *(line.unpunctuated() for line in lines if line.register == "written")]
    lines += paired(lines, 6_000)
    stored: dict[str, Any] = {}
    for name, kinds in (("rep", acts.REP_KINDS), ("customer", acts.CUSTOMER_KINDS), ("objection", OBJECTIONS)):
        objection = name == "objection"
        chosen = [x for x in lines if (x.speaker == "customer" and x.objection if objection else x.speaker == name)]
        rows = [row(line, kinds, objection) for line in chosen]
        slopes, shifts = np.ones(len(kinds)), np.zeros(len(kinds))
        alone = np.full(len(kinds), 0.8)
        if not quick:
            labels = np.stack([r.labels for r in rows])
            scores = out_of_fold(rows, tuple(kinds))
            slopes, shifts = platt(scores, labels)
            alone = thresholds(rows, kinds, scores * slopes + shifts, labels, PRECISE[name])
            report(name, kinds, scores * slopes + shifts, labels)
        stored |= packed(name, fit(rows, tuple(kinds)), slopes, shifts, alone)
    return stored


def main(quick: bool = False) -> None:
    lines = load("train_*.jsonl")
    np.savez_compressed(OUT, **build(lines, quick))
    sys.stdout.write(f"{OUT.name}: {OUT.stat().st_size / 1e6:.2f} MB from {len(lines)} lines\n")


if __name__ == "__main__":
    main(quick="--quick" in sys.argv)
