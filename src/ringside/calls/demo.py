"""Calls of the demo tenant: a strong, a mixed and a poor one, in English and Hebrew, analysed like any other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from importlib.resources import files

from ringside.accounts.principal import Principal
from ringside.ai import Models
from ringside.calls import intake
from ringside.calls.analysis import ANALYSE
from ringside.calls.schemas import ConsentIn, GivenTurn, NewCall
from ringside.core import clock, jobs
from ringside.core.compute import AtOnce
from ringside.core.content import parse
from ringside.core.db import Databases
from ringside.core.files import open_files
from ringside.core.jobs import Equipment
from ringside.core.settings import Settings
from ringside.dialogue.language import words
from ringside.dialogue.schemas import Frozen, Language, Speaker

PER_WORD = 0.36
"""Seconds a word takes at an ordinary pace."""
ANSWERS: dict[Speaker, float] = {"rep": 0.9, "customer": 0.6}
"""Seconds until this side begins to answer."""


class DemoCall(Frozen):
    key: str
    rep: str
    days_ago: int
    title: dict[Language, str]
    lines: tuple[dict[Speaker, str], ...]


async def prepare(store: Databases, settings: Settings, people: Sequence[Principal]) -> None:
    """The demo calls of these people; nothing where they are there already."""
    equipment = Equipment(settings, store, open_files(settings), Models())
    reps = {f"rep_{person.language}": person for person in people if person.role == "rep"}
    for plan in _calls():
        who = reps.get(plan.rep)
        if who is not None:
            await _add(equipment, who, plan)


@cache
def _calls() -> tuple[DemoCall, ...]:
    text = (files("ringside.calls") / "demo.yaml").read_text(encoding="utf-8")
    return tuple(DemoCall.model_validate(call) for call in parse(text)["calls"])


async def _add(equipment: Equipment, who: Principal, plan: DemoCall) -> None:
    """One call, as if it had been sent in on the day it was held."""
    at = clock.now().replace(hour=10, minute=5, second=0, microsecond=0) - timedelta(days=plan.days_ago)
    (language,) = plan.title
    body = NewCall(
        title=plan.title[language],
        transcript=_timed(plan.lines),
        language=language,
        happened_at=at,
        consent=ConsentIn(basis="notice"),
        client_key=f"demo-{plan.key}",
    )
    call = await intake.add(equipment.databases, equipment.files, who, body, (), at)
    if call.status == "queued":
        await jobs.perform(ANALYSE, equipment, who.tenant_id, call.id, call.run, helper=AtOnce())


def _timed(lines: Sequence[dict[Speaker, str]]) -> list[GivenTurn]:
    turns: list[GivenTurn] = []
    now = 1.0
    for line in lines:
        ((speaker, text),) = line.items()
        start = now + ANSWERS[speaker]
        now = start + PER_WORD * len(words(text))
        turns.append(GivenTurn(speaker=speaker, text=text, start=round(start, 2), end=round(now, 2)))
    return turns
