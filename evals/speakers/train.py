"""Trains the head that hears whether a line is the seller's: `python -m evals.speakers.train` writes calls/sides.npz.

From the labelled lines of evals/acts; the graded calls are kept for scoring.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

import ringside.calls
from evals.acts.lines import Line, load
from ringside.calls.sides import SIZE, buckets
from ringside.dialogue.schemas import Language

OUT = Path(ringside.calls.__file__).parent / "sides.npz"
LANGUAGES: tuple[Language, ...] = ("en", "he")


def lines(language: Language, *parts: str) -> list[Line]:
    written = [line for part in parts for line in load(f"{part}*{language}*.jsonl")]
    return [form for line in written for form in (line, line.unpunctuated())]


def matrix(found: list[Line], language: Language) -> csr_matrix:
    rows = [buckets(line.text, language) for line in found]
    data = np.concatenate([np.full(len(row), 1 / np.sqrt(max(1, len(row)))) for row in rows])
    ends = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    return csr_matrix((data, np.concatenate(rows), ends), shape=(len(rows), SIZE))


def main() -> None:
    stored: dict[str, np.ndarray] = {}
    for language in LANGUAGES:
        known = lines(language, "train", "natural_train")
        held = lines(language, "heldout", "natural_held")
        model = LogisticRegression(C=4.0, class_weight="balanced", max_iter=400)
        model.fit(matrix(known, language), [line.speaker == "rep" for line in known])
        right = model.predict(matrix(held, language)) == [line.speaker == "rep" for line in held]
        print(f"{language}: {len(known)} lines, {np.mean(right):.3f} of {len(held)} held-out lines right")
        weights = model.coef_[0]
        scale = float(np.abs(weights).max() / 127)
        stored |= {
            f"{language}.weights": np.round(weights / scale).astype(np.int8),
            f"{language}.scale": np.float32(scale),
            f"{language}.bias": np.float32(model.intercept_[0]),
        }
    np.savez_compressed(OUT, **stored)
    print(f"{OUT.name}: {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
