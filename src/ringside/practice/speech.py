"""How a buyer says it: stock phrases and the persona's own texts, put together so that no line comes twice."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from itertools import count
from typing import TYPE_CHECKING, Protocol

from ringside.ai import Task
from ringside.dialogue.schemas import Frozen, Language
from ringside.practice.lines import fill, wordings

if TYPE_CHECKING:
    from ringside.practice.buyer.state import BuyerState, Intent


LEAD_INS = 0.25
"""Share of answers that begin with a filler, for somebody of middling directness."""


class Part(Frozen):
    """A piece of a reply: a stock key or the persona's own text. `carries`: the meaning hangs on it."""

    key: str = ""
    text: str = ""
    carries: bool = False
    lead: bool = False


class Spoken(Protocol):
    """A turn as a model is shown it."""

    @property
    def speaker(self) -> str: ...

    @property
    def text(self) -> str: ...

    @property
    def name(self) -> str | None:
        """Which of several buyers."""


class Ask(Frozen):
    """All that a model gets to see: who speaks, what is meant, what was heard. No scores, no unrevealed needs."""

    language: Language
    name: str
    gender: str
    role: str
    company: str
    style: str
    mood: str
    meaning: str
    most_words: int
    rep: str
    turns: tuple[str, ...] = ()


BUYER: Task[Ask, str] = Task(
    name="buyer",
    prompt="practice/prompts/buyer.v1.md",
    input=Ask,
    output=str,
    builtin=lambda ask: ask.meaning,
    cache=False,
    max_output_tokens=400,
)


def say(intent: Intent) -> str:
    """The built-in wording of what the buyer means."""
    return intent.line


def ask(intent: Intent, rep_text: str, last_turns: Sequence[Spoken] = ()) -> Ask:
    """The question to a model that words this intent."""
    return Ask(
        language=intent.language,
        name=intent.name,
        gender=intent.gender,
        role=intent.role,
        company=intent.company,
        style=intent.style,
        mood=intent.mood,
        meaning=intent.line,
        most_words=intent.cap,
        rep=rep_text,
        turns=tuple(f"{turn.speaker}{f' ({turn.name})' if turn.name else ''}: {turn.text}" for turn in last_turns),
    )


def compose(parts: Sequence[Part], state: BuyerState) -> tuple[str, tuple[str, ...]]:
    """A line never said before in this call, and those of its pieces that carry the meaning."""
    rng = random.Random(f"{state.seed}:{state.turns}:speech")
    spoken = [plain(line) for line in state.said]
    pieces = [_wording(part, state, spoken, rng) for part in parts]
    carried = tuple(piece for part, piece in zip(parts, pieces, strict=True) if part.carries)
    for i, part in enumerate(parts):
        if part.lead:
            pieces[i] = _led(pieces[i], state, spoken, rng)
    line = " ".join(pieces)
    if plain(line) in spoken:
        line = next(other for other in _varied(line, state, rng) if plain(other) not in spoken)
    return line, carried or (line,)


def plain(text: str) -> str:
    """Text without case, punctuation or spacing, to compare lines by."""
    return " ".join(re.sub(r"[^\w\s]", " ", text.lower()).split())


def manner(state: BuyerState) -> str:
    """The persona's way of starting an answer."""
    traits = state.persona.traits
    if state.mood in ("angry", "curt") or traits.talkativeness < 0.35:
        return "curt"
    if traits.scepticism > 0.6:
        return "dry"
    return "warm" if traits.warmth >= 0.6 else "chatty"


def _wording(part: Part, state: BuyerState, spoken: list[str], rng: random.Random) -> str:
    if part.text:
        return part.text
    options = [_filled(option, state) for option in wordings(state.language, part.key)]
    rng.shuffle(options)
    return next((option for option in options if not _heard(option, spoken)), options[0])


def _led(text: str, state: BuyerState, spoken: list[str], rng: random.Random) -> str:
    """The text with a spoken lead-in now and then, less often from a persona that gets to the point."""
    if rng.random() > LEAD_INS * (1.4 - state.persona.traits.directness):
        return text
    leads = [_filled(lead, state) for lead in wordings(state.language, f"lead.{manner(state)}")]
    rng.shuffle(leads)
    lead = next((lead for lead in leads if not _heard(lead, spoken)), "")
    return f"{lead} {text}".strip()


def _heard(option: str, spoken: list[str]) -> bool:
    sought = f" {plain(option)} "
    return any(sought in f" {line} " for line in spoken)


def _varied(line: str, state: BuyerState, rng: random.Random) -> Iterator[str]:
    """Ever longer ways to say the same again, when the stock has run out."""
    before = [_filled(text, state) for text in wordings(state.language, "again")]
    rng.shuffle(before)
    for lead in before:
        yield f"{lead} {line}"
    for times in count(2):
        for lead in before:
            yield " ".join([*before[: times - 1], lead, line])


def _filled(template: str, state: BuyerState) -> str:
    persona, language = state.persona, state.language
    name = persona.name.of(language)
    return fill(
        template,
        female=persona.gender == "female",
        name=name,
        first=name.split()[0],
        company=persona.company.of(language),
        role=persona.role.of(language),
        colleague=state.waits_for[0] if state.waits_for else "",
    )
