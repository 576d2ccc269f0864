"""The practice buyer that a contact makes: manner, pains and objections as the records show them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from ringside.deals.persona import wording
from ringside.deals.persona.schemas import Trait
from ringside.deals.persona.values import Known
from ringside.dialogue.schemas import Language, ObjectionKind
from ringside.practice.catalogue import Traits
from ringside.practice.rehearsal import Held, OutsideBuyer, Pain
from ringside.practice.ways import Ways

ENOUGH = 0.5
"""From which confidence on a trait shapes the buyer."""
_BRUSH_OFFS = frozenset({"not_interested", "send_email", "call_later"})


@dataclass(frozen=True, slots=True)
class Raised:
    """An objection on a deal, or its answer. `line` only when it is the contact's own. What only lends its wording
    (`counts` False) neither opens nor closes anything."""

    at: datetime
    kind: str
    line: str | None = None
    call_id: str | None = None
    open: bool = True
    counts: bool = True


def still_open(raised: Sequence[Raised]) -> list[Held]:
    """The kinds whose last word is an objection, the latest first, each in the contact's latest own words."""
    last: dict[str, Raised] = {}
    lines: dict[str, str] = {}
    for one in sorted(raised, key=lambda r: r.at):
        if one.counts:
            last[one.kind] = one
        if one.line:
            lines[one.kind] = one.line
    kinds = [kind for kind in get_args(ObjectionKind) if kind not in _BRUSH_OFFS and kind in last and last[kind].open]
    return [Held(kind, lines.get(kind)) for kind in sorted(kinds, key=lambda k: last[k].at, reverse=True)]


def buyer(
    known: Known, traits: Sequence[Trait], pinned: Mapping[str, str], objections: Sequence[Held], deal: str | None,
    language: Language,
) -> OutsideBuyer:  # fmt: skip
    """The buyer for a rehearsal, as far as the records go."""
    sure: dict[str, Trait] = {t.name: t for t in traits if t.status == "known" and t.confidence >= ENOUGH}
    style = pinned.get("decision_style") or _said(sure.get("decision_style"), language)
    lines = wording.words(language)["rehearsal"]
    role = known.title or lines["role"]
    company = known.company or lines["company"]
    about = lines["about"].format(deal=deal) if deal else lines["first"]
    return OutsideBuyer(
        key=known.contact_id, name=known.name, role=role, company=company, industry=known.industry,
        style=style or lines["style"], background=lines["background"].format(role=role, company=company),
        title=lines["title"].format(name=known.name),
        goal=lines["goal_objection" if objections else "goal"].format(name=known.name),
        situation=" ".join([lines["situation"].format(name=known.name, role=role, company=company), about]),
        traits=_traits(sure), pains=_pains(traits), objections=objections,
        facts=[
            (lines["ask_role"], lines["tell_role"].format(role=role, company=company)),
            (lines["ask_decides"], lines[_decides(sure)]),
        ],
        ways=Ways(wants_proof="wants_proof" in sure, hurried=1.0 if _key(sure, "decision_style") == "speed" else 0.0),
    )  # fmt: skip


def _traits(sure: Mapping[str, Trait]) -> Traits:
    style = _key(sure, "decision_style")
    talks = {"brief": 0.3, "long": 0.7}.get(_key(sure, "length") or "", 0.5)
    doubts = {"numbers": 0.65, "caution": 0.75}.get(style or "", 0.5)
    return Traits(talkativeness=talks, directness=0.7 if style == "speed" else 0.5, scepticism=doubts)


def _pains(traits: Sequence[Trait]) -> list[Pain]:
    return [Pain(str(t.figures["quote"])) for t in traits if t.name == "pain" and t.status == "known"]


def _decides(sure: Mapping[str, Trait]) -> str:
    return {"others": "tell_others", "alone": "tell_alone"}.get(_key(sure, "involves_others") or "", "tell_open")


def _key(sure: Mapping[str, Trait], name: str) -> str | None:
    return sure[name].key if name in sure else None


def _said(trait: Trait | None, language: Language) -> str | None:
    return None if trait is None else wording.value_of(trait, language)
