"""What a rep's scored calls say about transfer: per skill, and per criterion that was practised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ringside.dialogue.rubrics import Skill, shipped
from ringside.dialogue.schemas import Language
from ringside.skills.schemas import CriterionTransfer, TransferOut, TransferSide
from ringside.skills.transfer import Side, Transfer, compare

MOST_CRITERIA = 6


@dataclass(frozen=True, slots=True)
class Seen:
    """One skill in one call, as far as transfer is concerned."""

    skill: str
    practised: bool
    at: datetime
    result: float
    met: Sequence[str]
    missed: Sequence[str]


def of_skill(seen: Sequence[Seen], skill: Skill) -> TransferOut:
    """What practising the skill did to it in real calls."""
    own = [item for item in seen if item.skill == skill]
    practised = [item.at for item in own if item.practised]
    return _out(compare(practised, [(item.at, item.result) for item in own if not item.practised]))


def of_criteria(seen: Sequence[Seen], skill: Skill, language: Language) -> list[CriterionTransfer]:
    """The same for single criteria of the skill, the most practised first; only what both sides have shown."""
    titles = _titles(language)
    own = [item for item in seen if item.skill == skill]
    names = dict.fromkeys(name for item in own if item.practised for name in (*item.met, *item.missed))
    found = []
    for name in names:
        practised = [item.at for item in own if item.practised and name in (*item.met, *item.missed)]
        calls = [
            (item.at, float(name in item.met))
            for item in own
            if not item.practised and name in (*item.met, *item.missed)
        ]
        if calls:
            transfer = _out(compare(practised, calls))
            found.append(CriterionTransfer(criterion=name, title=titles.get(name, name), transfer=transfer))
    return sorted(found, key=lambda item: -item.transfer.sessions)[:MOST_CRITERIA]


def _titles(language: Language) -> dict[str, str]:
    return {
        criterion.id: criterion.title.said(language) for rubric in shipped().values() for criterion in rubric.criteria
    }


def _out(found: Transfer) -> TransferOut:
    needed_before, needed_after = found.missing
    return TransferOut(
        verdict=found.verdict,
        sessions=found.sessions,
        since=found.since,
        last=found.last,
        before=_side(found.before),
        after=_side(found.after),
        effect=_rounded(found.effect),
        low=_rounded(found.low),
        high=_rounded(found.high),
        needed_before=needed_before,
        needed_after=needed_after,
    )


def _side(side: Side) -> TransferSide:
    return TransferSide(calls=side.calls, mean=_rounded(side.mean))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
