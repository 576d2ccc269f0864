"""The coach of a running call: the trigger lane at once, the answer lane beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ringside.ai import Caller
from ringside.calls.live.brief import Briefing, Rival
from ringside.calls.live.cue_wording import MOST_EAR_WORDS, say
from ringside.calls.live.cues import Cues
from ringside.calls.live.messages import Amount, Cue, CueSource, CueVerdictIn
from ringside.calls.live.ports import CallBackground
from ringside.dialogue.schemas import Language, Speaker, Turn
from ringside.playbook import rubrics
from ringside.playbook import service as playbook
from ringside.playbook.rubrics import UnknownRubric
from ringside.playbook.schemas import Answers

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

    def __init__(self, cues: Cues) -> None:
        self._cues = cues
        self._at = 0.0
        self._speaking: dict[Speaker, float] = {}

    def turn(self, turn: Turn) -> list[Cue]:
        """A final phrase."""
        self._at = max(self._at, turn.end or 0.0)
        return self._cues.turn(turn, self._at)

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


async def open_coach(state: Any, tenant_id: str, brief: Brief, answered: Answered) -> Coach:
    """The coach of a call; `state` has the databases, the models and the ports that rooms above put there.

    `answered` is told of cues that come later than what they answer.
    """
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
        getattr(state, "resists", None),
    )
    return Coach(Cues(briefing, brief.amount))


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
