"""Train what reads the tone: python -m evals.sentiment.train [--public FOLDER] [--check]

Per language, a logistic model for pleased and one for displeased over letter and word n-grams, from our own turns,
phrases and words, the lines of the acts reader whose act tells the mood, faces that writers of CaSiNo set beside their
words (CC BY 4.0), and Hebrew comments (MIT). Out-of-fold scores of our own turns make log-odds chances. Writes
sentiment.npz; --check compares instead.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from evals.acts.lines import strip
from evals.acts.train import TEXT_GAIN, Model, Row, out_of_fold
from evals.sentiment import lines
from evals.sentiment.lines import Line
from ringside.dialogue import sentiment
from ringside.dialogue.reader import features

OUT = Path(sentiment.__file__).with_name("sentiment.npz")
WEIGHT = {"turns": 3.0, "phrases": 2.0, "words": 0.9, "acts": 0.3, "casino": 0.6, "comments": 0.35}
"""How much a line of each origin counts: what is said on calls before what is written elsewhere.

An act tells little of the mood (a calm objection, a plain account of a loss), so its lines count least of our own.
"""


def gather(public: Path) -> Iterator[Line]:
    yield from lines.turns()
    yield from lines.phrases()
    yield from lines.words()
    yield from lines.by_act()
    yield from lines.faces(public)
    yield from lines.comments(public)


def rows(found: Sequence[Line]) -> list[Row]:
    made = []
    for line in found:
        for text in dict.fromkeys((line.text, strip(line.text))):
            sight = sentiment.see(text)
            labels = np.array([line.mood == kind for kind in sentiment.KINDS])
            known = np.ones_like(labels)
            made.append(Row(sight, [sight], labels, known, line.group, WEIGHT[line.origin]))
    return made


def train(language: str, found: Sequence[Row]) -> dict[str, Any]:
    """The head of one language; its log-odds are chances among our own turns, of which under half are neutral."""
    natural = np.array([row.weight == WEIGHT["turns"] for row in found])
    raw = out_of_fold(found)[natural]
    labels = np.stack([row.labels for row in found])[natural]
    model = Model(found)
    text, bias = model.weights[: features.SIZE] * TEXT_GAIN, model.weights[features.SIZE + model.names["bias"]].copy()
    for k, kind in enumerate(sentiment.KINDS):
        fitted = LogisticRegression(C=1e6).fit(raw[:, [k]], labels[:, k])
        slope, shift = float(fitted.coef_[0][0]), float(fitted.intercept_[0])
        text[:, k] *= slope
        bias[k] = bias[k] * slope + shift
        right = ((raw[:, k] * slope + shift > 0) == labels[:, k]).mean()
        sys.stdout.write(f"{language} {kind:9s} n {int(labels[:, k].sum()):5d} of {len(labels)}  right {right:.3f}\n")
    scale = np.abs(text).max(axis=0) / 127 + 1e-9
    return {
        f"{language}.text": np.round(text / scale).astype(np.int8),
        f"{language}.scale": scale.astype(np.float32),
        f"{language}.rarity": model.rarity.astype(np.float16),
        f"{language}.bias": bias.astype(np.float32),
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--public", type=Path, default=Path("../shared/data"), help="folder with the public sets")
    options.add_argument("--check", action="store_true", help="compare with the shipped weights")
    given = options.parse_args()
    found = [line for line in gather(given.public) if not lines.kept_back(line)]
    stored: dict[str, Any] = {}
    for language in sentiment.LANGUAGES:
        stored |= train(language, rows([line for line in found if line.language == language]))
    if given.check:
        with np.load(OUT) as shipped:
            same = set(shipped.files) == set(stored) and all((shipped[key] == stored[key]).all() for key in stored)
        sys.stdout.write("the shipped weights are these\n" if same else "the shipped weights differ\n")
        sys.exit(not same)
    np.savez_compressed(OUT, **stored)
    sys.stdout.write(f"{OUT.name}: {OUT.stat().st_size / 1e3:.0f} kB from {len(found)} lines\n")


if __name__ == "__main__":
    main()
