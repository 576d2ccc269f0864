"""Labelled lines of what people say, and how they feel about it."""

from __future__ import annotations

import csv
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from evals.acts import lines as acts
from ringside.dialogue.schemas import Language
from ringside.dialogue.sentiment import Mood

DATA = Path(__file__).parent / "data"
FACES: dict[str, Mood] = {"🙂": "positive", "☹": "negative", "😡": "negative"}
_FACE = re.compile(r"[\U0001F300-\U0001FAFF\u2600-\u27bf\ufe0f]")
BY_ACT: dict[str, Mood] = {
    "buying_signal": "positive",
    "rapport": "positive",
    "need_pain": "negative",
    "need_impact": "negative",
    "refusal": "negative",
    "brush_off": "negative",
    "argument": "negative",
    "need_surface": "neutral",
    "fact": "neutral",
    "question": "neutral",
    "question_open": "neutral",
    "question_closed": "neutral",
    "follow_up": "neutral",
    "opener_reason": "neutral",
    "opener_permission": "neutral",
    "pitch": "neutral",
    "hold": "neutral",
    "price_mention": "neutral",
}
"""What an act says of the mood; acts that are said in any mood are not here."""
ACTS = ("train_*.jsonl", "train2_*.jsonl")
"""Lines of the acts reader that are learned from; more of its lines would only weigh more."""
OPPOSITE: dict[str, Mood] = {"positive": "negative", "negative": "positive"}
SPLEEN = frozenset({"price", "trust", "need"})
"""Objections of these kinds are displeased; a busy or satisfied customer need not be."""


@dataclass(frozen=True)
class Line:
    text: str
    language: Language
    mood: Mood
    origin: str
    group: int
    """Lines of one group are learned from together or not at all."""


def phrases() -> Iterator[Line]:
    """Our own short phrases."""
    for language in ("en", "he"):
        table = yaml.safe_load((DATA / f"phrases_{language}.yaml").read_text(encoding="utf-8"))
        for mood, said in table.items():
            yield from (Line(text, language, mood, "phrases", _group(text)) for text in said)


def words() -> Iterator[Line]:
    """Words of one mood, alone, in a short sentence, and denied."""
    table = yaml.safe_load((DATA / "words.yaml").read_text(encoding="utf-8"))
    for language in ("en", "he"):
        for mood, listed in table[language].items():
            for word in dict.fromkeys(listed.replace("-", " ").split() if language == "en" else listed.split()):
                plain = word.replace("-", " ")
                said = [plain, *(sentence.format(plain) for sentence in table["sentences"][language])]
                yield from (Line(text, language, mood, "words", _group(word)) for text in said)
                for denied in table["denied"][language]:
                    yield Line(denied.format(plain), language, OPPOSITE[mood], "words", _group(word))


def by_act() -> Iterator[Line]:
    """The labelled lines of the acts reader whose act tells the mood."""
    for line in (x for pattern in ACTS for x in acts.load(pattern)):
        moods = {BY_ACT.get(act) for act in line.acts}
        if line.objection in SPLEEN and line.acts == {"objection"}:
            moods = {"negative"}
        if not line.acts:
            moods = {"neutral"}
        if len(moods) == 1 and (mood := moods.pop()):
            yield Line(line.text, line.language, mood, "acts", line.group)


def faces(folder: Path) -> Iterator[Line]:
    """Sentences of CaSiNo beside which their writer set a face."""
    for talk in json.loads((folder / "casino" / "casino_train.json").read_text(encoding="utf-8")):
        for said in talk["chat_logs"]:
            moods = {FACES[face] for face in _FACE.findall(said["text"]) if face in FACES}
            text = " ".join(_FACE.sub(" ", said["text"]).split())
            if len(moods) == 1 and len(text) > 5:
                yield Line(text, "en", moods.pop(), "casino", 100_000 + talk["dialogue_id"])


def comments(folder: Path) -> Iterator[Line]:
    """Hebrew comments labelled by people as for or against; texts told apart only by blanks count once."""
    seen = set()
    with (folder / "hebrew_sentiment" / "token_test.tsv").open(encoding="utf-8", newline="") as file:
        for text, label in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            same = re.sub(r"\W+", "", text)
            if label in ("0", "1") and same and same not in seen:
                seen.add(same)
                yield Line(text[:600], "he", "positive" if label == "0" else "negative", "comments", _group(same))


def turns() -> Iterator[Line]:
    """Our own turns of sales and service calls, from `train_*.jsonl`."""
    for language in ("en", "he"):
        yield from _file(f"train_{language}.jsonl", "turns")


def held(name: str) -> list[Line]:
    """A file of lines that training never reads."""
    return list(_file(name, name))


def _file(name: str, origin: str) -> Iterator[Line]:
    for row in (DATA / name).read_text(encoding="utf-8").splitlines():
        said = json.loads(row)
        yield Line(said["text"], said["language"], said["mood"], origin, _group(said["text"]))


def kept_back(line: Line) -> bool:
    """Every fourth group of the public sets is for scoring only."""
    return line.origin in ("casino", "comments") and line.group % 4 == 0


def _group(text: str) -> int:
    return zlib.crc32(text.encode()) % 1_000_000
