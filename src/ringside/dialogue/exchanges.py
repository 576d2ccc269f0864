"""A call as an exchange: turns of one speaker joined and listening noises left out, so that neither moves a measure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ringside.dialogue import language as lang
from ringside.dialogue import orders, topics
from ringside.dialogue.reader import GRAMMAR
from ringside.dialogue.schemas import Language, Speaker, Transcript, Turn

READ = 20_000
"""Characters of a turn that are looked at."""
REPLIES = frozenset("yes no okay ok sure yeah yep right exactly כן לא אוקיי אוקי בסדר נכון".split())  # noqa: SIM905 a list
"""Listening words that also answer a question, so they are kept as turns."""


@dataclass(frozen=True)
class Run:
    """What one side says until the other takes over. `turns` are turn indexes, `size` counts words."""

    speaker: Speaker
    turns: tuple[int, ...]
    text: str
    size: int
    stems: frozenset[str]

    @property
    def first(self) -> int:
        return self.turns[0]


def join(transcript: Transcript) -> list[Run]:
    """The runs of a call in order; silent turns and listening noises belong to none."""
    groups: list[list[Turn]] = []
    for turn in transcript.turns:
        if not lang.words(orders.without(turn.text[:READ])) or is_noise(turn, transcript):
            continue
        if groups and groups[-1][-1].speaker == turn.speaker:
            groups[-1].append(turn)
        else:
            groups.append([turn])
    return [_run(group, transcript) for group in groups]


def is_noise(turn: Turn, transcript: Transcript) -> bool:
    """A listening noise ("mm-hm"): one or two words that neither tell nor answer anything."""
    spoken = lang.words(orders.without(turn.text[:READ]))
    heard = GRAMMAR[transcript.language].BACKCHANNEL - REPLIES
    return len(spoken) < 3 and all(w in heard for w in spoken)


def _run(group: list[Turn], transcript: Transcript) -> Run:
    text = " ".join(orders.without(turn.text[:READ]) for turn in group)
    stems = frozenset(topics.stems(text, transcript.language))
    return Run(group[0].speaker, tuple(t.index for t in group), text, len(lang.words(text)), stems)


LONG = 24
"""Words from which on a sentence is cut further, at its moves."""
_SENTENCE = re.compile(r"[^.?!;\n…]+(?:[.](?=\d)[^.?!;\n…]*)*[.?!;\n…]*")


@lru_cache(maxsize=4096)
def phrases(text: str, language: Language) -> tuple[tuple[int, int], ...]:
    """Offsets of a turn's sentences that are no orders; a long one, as recognisers write them, falls into its moves."""
    found: list[tuple[int, int]] = []
    for sentence in _SENTENCE.finditer(orders.without(text[:READ])):
        said = lang.word_spans(sentence.group())
        if not said:
            continue
        if len(said) <= LONG:
            start = sentence.start() + said[0][1]
            found.append((start, sentence.start() + len(sentence.group().rstrip())))
            continue
        view = lang.fold(sentence.group())
        for clause in lang.clauses(view, language):
            start, end = view.span(clause.start, clause.end)
            found.append((sentence.start() + start, sentence.start() + end))
    return tuple(found)
