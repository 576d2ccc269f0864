"""Train the head of the acts reader: python -m evals.acts.train [--check]

Per speaker and language, a logistic model per kind over what reader/features.py sees, and per language one that tells
the matter of a call from talk beside it.
Thresholds and slopes come from out-of-fold scores, in which a line and its spoken rendering stay together; weights are
rounded to int8. Only train*_*.jsonl and natural_train_*.jsonl are read. Prints out-of-fold figures and writes head.npz;
--check compares instead.
"""

# A word list reads best as words.
# ruff: noqa: SIM905

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from evals.acts.lines import Line, load
from ringside.dialogue import acts
from ringside.dialogue import language as lang
from ringside.dialogue.reader import features, head, moves
from ringside.dialogue.reader.features import Sight

OUT = Path(head.__file__).with_name("head.npz")
LINES = "train*_*.jsonl"
NATURAL = "natural_train_*.jsonl"
ORDINARY, MOST_EACH = 900.0, 6.0
"""Weight of all lines of ordinary talk of a speaker and language together, and of one at most."""
SEED, FOLDS = 7, 5
COST = 10.0
"""C of the logistic loss."""
TEXT_GAIN = 1.5
"""Length of a text's n-gram vectors; larger lets wording count for more against rules and context."""
ALARM = 6.0
"""A false alarm on background talk costs as much as this many other ones when a threshold is chosen."""
EVEN = 2.5
"""Times the usual number of lines per kind from which on the lines of a kind weigh less."""
BACKGROUND = "background"
MATTER = ("matter",)
_ASKED = frozenset("question_open question_closed question_leading follow_up".split())
_OFFERED = frozenset("opener_reason pitch value proof price_mention objection_answer next_step_ask trial_close".split())
FOLLOWS: dict[str, frozenset[str] | None] = {
    "need_surface": _ASKED, "need_pain": _ASKED, "need_impact": _ASKED, "fact": _ASKED,
    "objection": None, "brush_off": _OFFERED | {"opener_permission", "callback_offer"},
    "buying_signal": _OFFERED, "question": _OFFERED, BACKGROUND: None,
}  # fmt: skip
"""What a rep did before a customer's act, where a line does not say; None: anything."""
ANYWHERE: dict[str, frozenset[str] | None] = dict.fromkeys(
    "opener_permission opener_reason rapport question_open question_closed question_leading trial_close next_step_ask "
    "summary hold callback_offer farewell price_mention background".split()
)
"""A rep's kinds that do not hang on what was said before."""
MOVED = {"rep": 0.4, "customer": 0.8}
"""Share of such lines that are learned from a second time, after another line."""
TRIES = 20
PRECISE = {"objection": 0.5, "brush_off": 0.7, "argument": 0.9, "farewell": 0.9, "callback_offer": 0.85, "hold": 0.9}
"""Precision asked of kinds that end a call or cost the rep something."""
OBJECTIONS = (
    "price", "timing", "authority", "need", "trust", "competitor", "status_quo", "integration",
    "not_interested", "send_email", "call_later",
)  # fmt: skip

Floats = NDArray[np.float64]


@dataclass
class Row:
    """One training case: what is seen of the line and of its parts, its labels, which of them are known, its group."""

    sight: Sight
    parts: list[Sight]
    labels: NDArray[np.bool_]
    known: NDArray[np.bool_]
    group: int
    weight: float = 1.0


class Model:
    """Weights of one head: buckets by rarity, named features by place."""

    def __init__(self, rows: Sequence[Row], least: int = 2) -> None:
        count = np.zeros(features.SIZE)
        for row in rows:
            count[row.sight.letters] += 1
            count[row.sight.words] += 1
        rarity = np.where(count >= least, np.log((1 + len(rows)) / (1 + count)) + 1, 0)
        # as stored, so that training sees what reading sees
        self.rarity: Floats = rarity.astype(np.float16).astype(np.float64)
        names = sorted({name for row in rows for name in row.sight.named})
        self.names = {name: i for i, name in enumerate(names)}
        labels = np.stack([row.labels for row in rows])
        seen = self.matrix([row.sight for row in rows])
        weight = weights(rows)
        self.weights = np.stack([_fitted(seen, labels[:, k], weight[:, k]) for k in range(labels.shape[1])], axis=1)

    def matrix(self, sights: Sequence[Sight]) -> csr_matrix:
        starts, places, values = [0], [], []
        for sight in sights:
            for buckets in (sight.letters, sight.words):
                weight = self.rarity[buckets]
                places += buckets.tolist()
                values += (weight * (TEXT_GAIN / max(float(np.sqrt((weight**2).sum())), 1e-9))).tolist()
            for name, value in sight.named.items():
                if name in self.names:
                    places.append(features.SIZE + self.names[name])
                    values.append(value)
            starts.append(len(places))
        return csr_matrix((values, places, starts), shape=(len(sights), features.SIZE + len(self.names)))

    def logits(self, sights: Sequence[Sight]) -> Floats:
        scores: Floats = self.matrix(sights) @ self.weights
        return scores

    def scores(self, rows: Sequence[Row]) -> Floats:
        """As acts reads a passage: the whole, mixed with the best of its parts."""
        total = self.logits([row.sight for row in rows])
        several = [i for i, row in enumerate(rows) if len(row.parts) > 1]
        if several:
            parts = self.logits([part for i in several for part in rows[i].parts])
            ends = np.cumsum([len(rows[i].parts) for i in several])
            best = np.stack([piece.max(axis=0) for piece in np.split(parts, ends[:-1])])
            total[several] = (1 - acts.BY_PART) * total[several] + acts.BY_PART * best
        return total


def weights(rows: Sequence[Row]) -> Floats:
    """How much each row counts for each kind: nothing where it is not known whether it is one."""
    return np.stack([row.weight * row.known for row in rows])


def _fitted(seen: csr_matrix, labels: NDArray[np.bool_], weight: Floats) -> Floats:
    if not labels.any():
        return np.zeros(seen.shape[1])
    seen, labels, weight = seen[weight > 0], labels[weight > 0], weight[weight > 0]
    model = LogisticRegression(
        C=COST, class_weight="balanced", solver="liblinear", dual=True, fit_intercept=False, tol=0.01, random_state=SEED
    )
    weights: Floats = model.fit(seen, labels, weight).coef_[0]
    return weights


def row(line: Line, kinds: Sequence[str], objection: bool) -> Row | None:
    """What the head sees of a line, as acts sees a passage; None when the line is no sentence."""
    previous = "" if objection else line.previous
    found = moves.read(line.text, line.speaker, previous, line.language)
    if not found:
        return None
    text = lang.fold(line.text).text
    other = "customer" if line.speaker == "rep" else "rep"
    before = moves.context(previous, other, line.language) if previous else frozenset()
    whole = features.see(text, found, previous, before, line.language)
    parts = [features.see(text[m.start : m.end], [m], previous, before, line.language) for m in found]
    wanted = {line.objection} if objection else line.acts
    known = np.array([not line.never or kind in line.never for kind in kinds])
    return Row(whole, parts, np.array([kind in wanted for kind in kinds]), known, line.group)


def matter(line: Line) -> Row | None:
    """A line as one that does or does not belong to the matter of a call: by its words, whoever says it after what."""
    if not line.acts and not line.never:
        return None
    text = lang.fold(line.text).text
    sight = features.see(text, [], "", frozenset(), line.language)
    return Row(sight, [sight], np.array([bool(line.acts)]), np.array([True]), line.group)


def folds(rows: Sequence[Row]) -> NDArray[np.int64]:
    return np.array([row.group for row in rows]) * 7919 % FOLDS


def out_of_fold(rows: Sequence[Row]) -> Floats:
    """Scores of each row by a model that has seen neither it nor its renderings."""
    fold = folds(rows)
    out = np.zeros((len(rows), len(rows[0].labels)))
    for k in range(FOLDS):
        held = np.flatnonzero(fold == k)
        model = Model([r for r, f in zip(rows, fold, strict=True) if f != k])
        out[held] = model.scores([rows[int(i)] for i in held])
    return out


def even(rows: Sequence[Row]) -> None:
    """Let no kind weigh much more than the others, however many lines were written for it."""
    ordinary = [row for row in rows if not row.known.all()]
    for row in ordinary:
        row.weight = min(MOST_EACH, ORDINARY / len(ordinary))
    rows = [row for row in rows if row.known.all()]
    labels = np.stack([row.labels for row in rows])
    labels = np.concatenate([labels, ~labels.any(axis=1, keepdims=True)], axis=1)
    count = labels.sum(axis=0)
    usual = EVEN * float(np.median(count))
    for row, own in zip(rows, labels, strict=True):
        row.weight = min(1.0, usual / count[own].min())


def threshold(
    scores: Floats, true: NDArray[np.bool_], quiet: NDArray[np.bool_], weight: Floats, precise: float
) -> float:
    """The score with the best F1, false alarms on background talk costing more, at `precise` or better."""
    order = np.argsort(-scores)
    hits = np.cumsum((true * weight)[order])
    alarms = np.cumsum((~true * weight)[order])
    f1 = 2 * hits / (hits + alarms + (ALARM - 1) * np.cumsum((quiet * weight)[order]) + (true * weight).sum())
    f1[hits / (hits + alarms) < precise] = 0
    best = int(f1.argmax())
    return float((scores[order[best]] + scores[order[min(best + 1, len(order) - 1)]]) / 2)


def slope(scores: Floats, true: NDArray[np.bool_]) -> float:
    """Steepness with which the distance from the threshold becomes a probability."""
    model = LogisticRegression(fit_intercept=False, class_weight="balanced")
    return float(np.clip(model.fit(scores[:, None], true).coef_[0][0], 0.3, 3.0))


@dataclass
class Trained:
    """A model with what makes its scores log-odds whose zero is the threshold."""

    kinds: tuple[str, ...]
    model: Model
    shifts: Floats
    slopes: Floats

    @cached_property
    def weights(self) -> Floats:
        weights: Floats = self.model.weights * self.slopes
        weights[features.SIZE + self.model.names["bias"]] -= self.shifts * self.slopes
        return weights

    def packed(self, name: str) -> dict[str, Any]:
        text = self.weights[: features.SIZE] * TEXT_GAIN
        scale = np.abs(text).max(axis=0) / 127 + 1e-9
        return {
            f"{name}.kinds": np.array(self.kinds),
            f"{name}.names": np.array(list(self.model.names)),
            f"{name}.named": self.weights[features.SIZE :].astype(np.float32),
            f"{name}.text": np.round(text / scale).astype(np.int8),
            f"{name}.scale": scale.astype(np.float32),
            f"{name}.rarity": self.model.rarity.astype(np.float16),
        }


def train(name: str, kinds: tuple[str, ...], rows: Sequence[Row]) -> Trained:
    """A head for acts."""
    labels = np.stack([r.labels for r in rows])
    quiet: NDArray[np.bool_] = ~np.any(labels, axis=1)
    even(rows)
    if kinds == MATTER:
        # few lines of ordinary talk stand against all others
        for row in (r for r in rows if not r.labels.any()):
            row.weight = max(1.0, float(labels.sum() / quiet.sum() / ALARM))
    weight = weights(rows)
    scores = out_of_fold(rows)
    shifts = np.array(
        [
            threshold(scores[:, k], labels[:, k], quiet, weight[:, k], PRECISE.get(kind, 0.0))
            for k, kind in enumerate(kinds)
        ]
    )
    scores = scores - shifts
    slopes = np.array([slope(*(x[weight[:, k] > 0] for x in (scores[:, k], labels[:, k]))) for k in range(len(kinds))])
    report(name, kinds, scores, labels, weight)
    return Trained(kinds, Model(rows), shifts, slopes)


def train_kinds(name: str, rows: Sequence[Row]) -> Trained:
    """A head that chooses among the kinds of objection."""
    labels = np.stack([r.labels for r in rows])
    raw = out_of_fold(rows)
    order, true = np.argsort(-raw, axis=1), labels.argmax(axis=1)
    first, second = (order[:, 0] == true).mean(), (order[:, :2] == true[:, None]).any(axis=1).mean()
    sys.stdout.write(f"{name}: kind right first {first:.3f}, among the first two {second:.3f} of {len(rows)}\n")
    none = np.zeros(len(OBJECTIONS))
    return Trained(OBJECTIONS, Model(rows), none, none + 1)


def report(name: str, kinds: Sequence[str], scores: Floats, labels: NDArray[np.bool_], every: Floats) -> None:
    """Out-of-fold precision, recall and F1 per kind, the lines weighed as in training."""
    f1s = []
    for k, kind in enumerate(kinds):
        said, true, weight = scores[:, k] >= 0, labels[:, k], every[:, k]
        hit = float(((said & true) * weight).sum())
        precision, recall = hit / max((said * weight).sum(), 1), hit / max((true * weight).sum(), 1)
        f1s.append(2 * precision * recall / max(precision + recall, 1e-9))
        sys.stdout.write(
            f"{name:12s} {kind:18s} n {int(true.sum()):4d}  P {precision:.2f}  R {recall:.2f}  F1 {f1s[-1]:.2f}\n"
        )
    written = (every > 0).all(axis=1)
    quiet, ordinary = ~labels.any(axis=1) & written, ~written
    alarms = (scores[quiet] >= 0).any(axis=1).mean() if quiet.any() else 0.0
    heard = ((scores >= 0) & (every > 0))[ordinary].any(axis=1).mean() if ordinary.any() else 0.0
    sys.stdout.write(
        f"{name:12s} macro F1 {np.mean(f1s):.3f}, false alarms on background {alarms:.3f}, ordinary talk {heard:.3f}\n"
    )


def elsewhere(lines: Sequence[Line]) -> list[Line]:
    """Lines without a turn before them, each after a line of the other speaker (of the same fold) that it could follow.

    Else the head would learn that whatever follows an objection answers it, and little of what follows a question.
    """
    draw = np.random.default_rng(SEED)
    said: dict[tuple[str, str, int], list[Line]] = {}
    for line in lines:
        said.setdefault((line.speaker, line.language, line.group * 7919 % FOLDS), []).append(line)
    found = []
    for line in (x for x in lines if not x.never):
        follows = FOLLOWS if line.speaker == "customer" else ANYWHERE
        kinds = line.acts & follows.keys() if line.acts else {BACKGROUND}
        if line.previous or draw.random() >= MOVED[line.speaker] or len(kinds) != max(len(line.acts), 1):
            continue
        others = said.get(
            ("rep" if line.speaker == "customer" else "customer", line.language, line.group * 7919 % FOLDS), []
        )
        for _ in range(TRIES):
            other = others[int(draw.integers(len(others)))] if others else line
            if follows[min(kinds)] is None or other.acts & (follows[min(kinds)] or set()):
                found.append(replace(line, previous=other.text))
                break
    return found


def build(lines: Sequence[Line]) -> dict[str, Any]:
    """Arrays of all heads, trained on labelled lines."""
    lines = [*lines, *(line.unpunctuated() for line in lines if line.register == "written" and not line.never)]
    lines += elsewhere(lines)
    stored: dict[str, Any] = {"fingerprint": np.array(features.fingerprint())}
    for language in head.LANGUAGES:
        for name, kinds in (("rep", acts.REP_KINDS), ("customer", acts.CUSTOMER_KINDS)):
            chosen = [x for x in lines if x.speaker == name and x.language == language]
            rows = [r for line in chosen if (r := row(line, kinds, False))]
            stored |= train(f"{name}.{language}", kinds, rows).packed(f"{name}.{language}")
        chosen = [x for x in lines if x.speaker == "customer" and x.objection and x.language == language]
        rows = [r for line in chosen if (r := row(line, OBJECTIONS, True))]
        stored |= train_kinds(f"objection.{language}", rows).packed(f"objection.{language}")
        rows = [r for line in lines if line.language == language and (r := matter(line))]
        stored |= train(f"matter.{language}", MATTER, rows).packed(f"matter.{language}")
    return stored


def main() -> None:
    lines = [*load(LINES), *load(NATURAL)]
    stored = build(lines)
    if "--check" in sys.argv:
        with np.load(OUT) as shipped:
            same = set(shipped.files) == set(stored) and all((shipped[key] == stored[key]).all() for key in stored)
        sys.stdout.write("the shipped weights are these\n" if same else "the shipped weights differ\n")
        sys.exit(not same)
    np.savez_compressed(OUT, **stored)
    sys.stdout.write(f"{OUT.name}: {OUT.stat().st_size / 1e6:.2f} MB from {len(lines)} lines\n")


if __name__ == "__main__":
    main()
