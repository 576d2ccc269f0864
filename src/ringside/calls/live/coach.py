"""The coach of a running call: the trigger lane at once, the answer lane beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast

import structlog

from ringside.ai import Caller
from ringside.calls.live.answers import Desk, Found, Wanted, find, wanted
from ringside.calls.live.brief import Briefing, Rival
from ringside.calls.live.candidates import Candidate
from ringside.calls.live.cue_wording import MOST_EAR_WORDS, say
from ringside.calls.live.cues import Cues
from ringside.calls.live.messages import Amount, Cue, CueSource, CueVerdictIn
from ringside.calls.live.ports import CallBackground, Resists
from ringside.dialogue.schemas import Language, ObjectionKind, Speaker, Turn
from ringside.playbook import rubrics
from ringside.playbook import service as playbook
from ringside.playbook.rubrics import UnknownRubric
from ringside.playbook.schemas import Answers

log = structlog.get_logger()

MOST_LOOKING = 2
LOOKS_EVERY_S = 4.0
"""Seconds of the call between two look-ups at least."""
LATE_S = 12.0
"""Seconds after the customer's words from which on an answer comes too late."""

Answered = Callable[[list[Cue]], None]


@dataclass(frozen=True, slots=True)
class Brief:
    """What is known of a call as it begins. `minutes`: how long it is planned; `caller`: who pays for models."""

    call_id: str
    language: Language
    amount: Amount
    rubric: str | None = None
    background: CallBackground = field(default_factory=CallBackground)
    caller: Caller | None = None
    minutes: float | None = None


class Coach:
    """One running call. Lists are cues that are new or stand differently: the same id takes the place of the old."""

    def __init__(self, cues: Cues, desk: Desk | None = None, answered: Answered | None = None) -> None:
        self._cues = cues
        self._cues.apart = desk is not None
        self._desk, self._answered = desk, answered
        self._looking: set[asyncio.Task[None]] = set()
        self._through: set[asyncio.Task[None]] = set()
        self._looked_at = -LOOKS_EVERY_S
        self._at = 0.0
        self._speaking: dict[Speaker, float] = {}

    def turn(self, turn: Turn) -> list[Cue]:
        """A final phrase."""
        self._at = max(self._at, turn.end or 0.0)
        told = self._cues.turn(turn, self._at)
        if turn.speaker == "customer":
            self._look_up(told)
            self._look_through()
        return told

    def partial(self, speaker: Speaker, text: str, start: float, at: float) -> list[Cue]:
        """Words that may still change: nothing is said on the strength of them."""
        self._at = max(self._at, at)
        return []

    def sounds(self, speaker: Speaker, on: bool, at: float) -> list[Cue]:
        """Somebody begins to speak, or stops."""
        self._at = max(self._at, at)
        if on:
            self._speaking.setdefault(speaker, at)
        else:
            self._speaking.pop(speaker, None)
        return []

    def tick(self, at: float) -> list[Cue]:
        """About once a second."""
        self._at = max(self._at, at)
        return self._cues.tick(self._at, self._speaking)

    def wish(self, amount: Amount) -> list[Cue]:
        """How much the rep wants."""
        return self._cues.wish(amount, self._at)

    def verdict(self, id: str, standing: Any, useful: bool | None, at: float) -> list[Cue]:
        """What the rep says of a cue; nothing of one that there is not."""
        self._at = max(self._at, at)
        cue = self._cues.verdict(CueVerdictIn(id=id, standing=standing, useful=useful))
        return [cue] if cue else []

    def resume(self, turns: Sequence[Turn], cues: Sequence[Cue]) -> None:
        """Go on after a restart."""
        self._cues.resume(turns, cues)
        self._at = max([self._at, self._cues.state.at, *(cue.at for cue in cues)])

    def close(self) -> None:
        """Let go of what is still being looked for."""
        for task in self._looking | self._through:
            task.cancel()

    def _look_up(self, told: Sequence[Cue]) -> None:
        """Begin to look for an answer to what the customer just said, beside the call."""
        busy = len(self._looking) >= MOST_LOOKING or self._at - self._looked_at < LOOKS_EVERY_S
        if self._desk is None or self._cues.amount == "off" or busy:
            return
        wish = _objected(told) or wanted(self._cues.state)
        if wish is not None:
            self._looked_at = self._at
            task = asyncio.get_running_loop().create_task(self._look(self._desk, wish))
            self._looking.add(task)
            task.add_done_callback(self._looking.discard)

    def _look_through(self) -> None:
        """Begin to look for an item of the playbook that is due, beside the call."""
        if self._cues.apart and (look := self._cues.look(self._at)) is not None:
            task = asyncio.get_running_loop().create_task(self._looked_through(look))
            self._through.add(task)
            task.add_done_callback(self._through.discard)

    async def _looked_through(self, look: Callable[[], list[Candidate]]) -> None:
        said = len(self._cues.state.turns)
        found = await asyncio.to_thread(look)
        if found and said == len(self._cues.state.turns) and self._answered is not None:
            self._answered(self._cues.offer(found[0], self._at))  # nobody has taken the floor meanwhile

    async def _look(self, desk: Desk, wish: Wanted) -> None:
        """What is found is told while it is still of use; a failure costs the call nothing."""
        try:
            found = await find(desk, wish)
        except Exception as error:
            log.warning("live answer failed", exc_info=error)
            return
        late = self._at - wish.at > LATE_S
        if found is None or late or self._answered is None:
            return
        if wish.cue is not None:
            told = self._cues.enrich(wish.cue, found.sources, found.source)
        else:
            told = self._cues.offer(_answer(wish, found, self._at), self._at)
        if told:
            self._answered(told)


def _objected(told: Sequence[Cue]) -> Wanted | None:
    """The objection that was just shown as a cue: the library may have an answer to put beside it."""
    for cue in told:
        if cue.kind == "objection" and cue.standing == "shown" and cue.quotes:
            kind = cast("ObjectionKind", cue.case)
            return Wanted(cue.quotes[0].text, cue.quotes[0], cue.at, kind, cue.id)
    return None


def _answer(wish: Wanted, found: Found, at: float) -> Candidate:
    return Candidate(
        "answer", "found", at, f"turn {wish.quote.turn}", (wish.quote,), found.sources,
        words={"words": found.text}, text=found.text, source=found.source,
    )  # fmt: skip


async def open_coach(state: Any, tenant_id: str, brief: Brief, answered: Answered) -> Coach:
    """The coach of a call; `state` has the databases, the models and the ports that rooms above put there.

    `answered` is told of cues that come later than what they answer.
    """
    resists = getattr(state, "resists", None)
    await asyncio.to_thread(warm_up, brief.language, resists)
    async with state.databases.tenant(tenant_id) as session:
        company = await playbook.answers(session)
        try:
            rubric = await rubrics.get(session, brief.rubric) if brief.rubric else None
        except UnknownRubric:
            rubric = None
    briefing = Briefing(
        brief.language,
        rivals(company, brief.background),
        tuple(CueSource(title=price.item, text=price.price) for price in company.prices),
        rubric,
        brief.minutes,
        resists,
    )
    desk = Desk(
        state.databases, getattr(state, "models", None), tenant_id, brief.language, brief.caller,
        brief.background.facts, getattr(state, "library", None),
    )  # fmt: skip
    return Coach(Cues(briefing, brief.amount), desk, answered)


@lru_cache(maxsize=4)
def warm_up(language: Language, resists: Resists | None) -> None:
    """Load what reading a call needs, a third of a second once a process: nobody's first words are to wait for it."""
    cues = Cues(Briefing(language, resists=resists))
    for i, text in enumerate(_FIRST_WORDS[language] * 2):
        cues.turn(Turn(index=i, speaker="customer" if i % 2 else "rep", text=text, start=20.0 * i, end=20.0 * i + 3), i)


_FIRST_WORDS: dict[Language, tuple[str, str]] = {
    "en": ("How do you handle renewals today, and shall we talk on Tuesday?", "That is too expensive, I have to run."),
    "he": ("איך אתם מטפלים בחידושים היום, ונדבר ביום שלישי?", "זה יקר לנו מדי, אני חייב לרוץ."),
}


def rivals(company: Answers, background: CallBackground) -> tuple[Rival, ...]:
    """Competitors of the company and of this deal, each once."""
    known = {each.name.casefold(): Rival(each.name, each.answer) for each in company.competitors}
    for name in background.competitors:
        known.setdefault(name.casefold(), Rival(name))
    return tuple(known.values())


def earpiece(cue: Cue, language: Language) -> str:
    """A cue in at most eight words, to be spoken into the rep's ear."""
    words = {"name": cue.about, "item": cue.about, "words": cue.text}
    said = say(language, cue.kind, cue.case, "ear", words)
    return " ".join(said.split()[:MOST_EAR_WORDS])
