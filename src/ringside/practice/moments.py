"""A drill that begins in the middle of a real call: the buyer as they were then, nobody recognisable. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ringside.calls.schemas import CallQuote, Moment
from ringside.dialogue.rubrics import Skill
from ringside.dialogue.schemas import Frozen, Language, Turn
from ringside.playbook import rubrics
from ringside.playbook.schemas import Answers
from ringside.practice import buyer, creation, difficulty
from ringside.practice.buyer import BuyerState
from ringside.practice.buyer.state import BRUSH_OFFS, IMPACT, PAIN, SURFACE, NeedProgress, ObjectionProgress
from ringside.practice.catalogue import Inquiry, Persona, Scenario
from ringside.practice.composer import compose, topic_words
from ringside.practice.disguise import Disguise
from ringside.practice.drafts import NeedDraft, ObjectionDraft, PersonaBrief, PersonaDraft, to_persona
from ringside.practice.parts import Weakness, parts
from ringside.practice.schemas import Level, ScenarioKind
from ringside.practice.speech import plain
from ringside.practice.weaknesses import KINDS, titles

CONTEXT = 12
"""Turns of the real call that are shown before the drill begins."""
LONGEST = 600
"""Characters of the customer's words that a buyer takes over as a line of their own."""
STATED = "need-1"
_DEPTH = {"surface": SURFACE, "pain": PAIN, "impact": IMPACT}


class Origin(Frozen):
    """The moment of a real call that a drill began at, and what was to be practised."""

    call_id: str
    turn: int
    skill: Skill
    criterion: str | None = None
    objection: str | None = None


@dataclass(frozen=True, slots=True)
class Drill:
    """Where the drill stands when the rep takes over: `turns` have been said, in other people's names."""

    scenario: Scenario
    persona: Persona
    state: BuyerState
    turns: tuple[Turn, ...]
    origin: Origin


def drill(moment: Moment, answers: Answers, level: Level, seed: int) -> Drill:
    """The drill of this moment. The same moment and seed give the same drill."""
    language, moment_id = moment.language, f"moment-{moment.call_id}-{moment.turn}"
    hide = disguise(moment, answers, seed)
    skill, weakness = aim(moment)
    kind = _kind(moment, weakness)
    draft = _draft(moment, answers, level, seed, weakness, hide)
    persona = to_persona(draft, moment_id, answers.market or "b2b")
    scenario = creation.scenario(
        moment_id, kind, persona, weakness, language, market=answers.market or "b2b", product=answers.product,
        title=parts(language).moment.title.format(weakness=titles(weakness, language)),
    )  # fmt: skip
    if moment.objection and moment.objection not in BRUSH_OFFS:
        scenario = scenario.model_copy(update={"opens_with": persona.objections[0]})
    scenario = scenario.model_copy(update={"rubric": _rubric(moment, scenario.rubric)})
    turns = _context(moment, hide)
    state = _state(moment, buyer.start(persona, scenario, level, seed, language), turns)
    origin = Origin(
        call_id=moment.call_id, turn=moment.turn, skill=skill, criterion=moment.criterion_id, objection=moment.objection
    )
    return Drill(scenario, persona, state, turns, origin)


def disguise(moment: Moment, answers: Answers, seed: int) -> Disguise:
    """What makes the people of this call unrecognisable; the company's own names stay."""
    own = [answers.company, answers.product, *(rival.name for rival in answers.competitors)]
    labels = {turn.label for turn in moment.transcript} | {speaker.label for speaker in moment.speakers}
    labels |= {moment.rep_name} if moment.rep_name else set()
    return Disguise([turn.text for turn in moment.transcript], moment.language, seed, labels=sorted(labels), keep=own)


def aim(moment: Moment) -> tuple[Skill, Weakness]:
    """What this moment trains: the objection on the table, else what the finding is about."""
    skill: Skill = moment.skill or ("objection_handling" if moment.objection else "discovery")
    return skill, moment.objection or skill


def _kind(moment: Moment, weakness: Weakness) -> ScenarioKind:
    real = moment.objection is not None and moment.objection not in BRUSH_OFFS
    return "objection" if real else KINDS.get(weakness, "objection")


def _rubric(moment: Moment, usual: str) -> str:
    """The usual rubric of such a drill, or the call's own where only that has the criterion to practise."""
    if moment.criterion_id is None or moment.rubric is None or moment.criterion_id in _criteria(usual):
        return usual
    return moment.rubric if moment.criterion_id in _criteria(moment.rubric) else usual


def _criteria(rubric_id: str) -> set[str]:
    known = next((rubric for rubric in rubrics.every() if rubric.id == rubric_id), None)
    return {criterion.id for criterion in known.criteria} if known else set()


# --- the buyer --------------------------------------------------------------------------------------------------------


def _draft(
    moment: Moment, answers: Answers, level: Level, seed: int, weakness: Weakness, hide: Disguise
) -> PersonaDraft:
    """A buyer composed for the weakness, with what the customer of the call said in place of what was made up."""
    brief = PersonaBrief(
        weakness=weakness, weakness_text="", level=level, language=moment.language, industry=None, seed=seed,
        answers=answers,
    )  # fmt: skip
    draft = compose(brief)
    needs = [stated(moment, hide, draft.needs[0]), *draft.needs[1:]] if moment.needs_stated else draft.needs
    met = {item.kind for item in moment.objections if item.resolved}
    others = [item for item in draft.objections if item.kind not in {*met, moment.objection}]
    objections = [*objected(moment, hide), *others]
    spare = [item for item in draft.objections if item.kind not in {o.kind for o in objections}]
    customer = next((turn.label for turn in reversed(moment.transcript) if turn.speaker == "customer"), "")
    greeted = hide.greeted_in("\n".join(turn.text for turn in moment.transcript if turn.speaker == "rep"))
    return draft.model_copy(
        update={
            "name": hide(customer) if customer and hide.reveals(customer) else greeted or hide(draft.name),
            "company": hide.company_in(moment.title) or hide(draft.company),
            "needs": needs,
            "objections": (objections + spare[: max(0, 2 - len(objections))])[:8],
        }
    )


def stated(moment: Moment, hide: Disguise, spare: NeedDraft) -> NeedDraft:
    """What the customer has told, at each depth; deeper than that a made-up need goes on."""
    said: dict[str, str] = {}
    for need in moment.needs_stated:
        said.setdefault(need.level, hide(need.quote.text)[:LONGEST])
    first = next(iter(said.values()))
    words = topic_words(" ".join(said.values()), moment.language)
    return NeedDraft(
        words=list(dict.fromkeys([*words, *spare.words]))[:16],
        surface=said.get("surface", first),
        pain=said.get("pain", spare.pain),
        impact=said.get("impact", spare.impact),
    )


def objected(moment: Moment, hide: Disguise) -> list[ObjectionDraft]:
    """The objection on the table in the customer's words, with what usually is behind one of this kind."""
    if moment.objection is None:
        return []
    stock = parts(moment.language).objections[moment.objection]
    spoken = [item.quote for item in moment.objections if item.kind == moment.objection]
    line = hide(_words(spoken[-1] if spoken else moment.customer_line))[:LONGEST]
    resolves = [*stock.resolves, *topic_words(line, moment.language, most=4)]
    return [ObjectionDraft(kind=moment.objection, line=line, concern=stock.concern, resolves=resolves[:20])]


def _words(quote: CallQuote | None) -> str:
    return quote.text if quote else ""


# --- where the call stands --------------------------------------------------------------------------------------------


def _context(moment: Moment, hide: Disguise) -> tuple[Turn, ...]:
    """The last turns before the rep takes over, up to the customer's words; none when the customer had said nothing."""
    said = list(moment.transcript)
    while said and said[-1].speaker != "customer":
        said.pop()
    return tuple(Turn(index=i, speaker=turn.speaker, text=hide(turn.text)) for i, turn in enumerate(said[-CONTEXT:]))


def _state(moment: Moment, fresh: BuyerState, turns: Sequence[Turn]) -> BuyerState:
    """The buyer in the middle of the call: what was told is told, the objection is on the table."""
    if not turns:
        return fresh
    spoke = sum(turn.speaker == "rep" for turn in turns)
    bars = difficulty.bars(fresh.level, fresh.scenario.kind)
    stated = [_DEPTH[need.level] for need in moment.needs_stated]
    depth = max(stated, default=0)
    objections = _on_the_table(moment, fresh)
    heard = [plain(turn.text) for turn in turns if turn.speaker == "rep"]
    return fresh.model_copy(
        update={
            "phase": "talk" if spoke else "opening",
            "opened": True,
            "turns": min(spoke, 5),
            "needs": tuple(
                NeedProgress(id=need.id, depth=depth) if need.id == STATED else need for need in fresh.needs
            ),
            "current": STATED if depth else None,
            "earned": min(len(stated), bars.answers),
            "objections": objections,
            "inquiry": None if moment.objection else _asked(turns[-1], moment.language),
            "said": tuple(turn.text for turn in turns if turn.speaker == "customer"),
            "heard": tuple(heard),
        }
    )


def _on_the_table(moment: Moment, fresh: BuyerState) -> tuple[ObjectionProgress, ...]:
    """The objection of the moment is open, what was settled earlier stays settled, brush-offs lie behind."""
    known = [item for item in fresh.objections if not item.reflex or item.kind == moment.objection]
    if moment.objection is None:
        return tuple(known)
    now = next((item for item in known if item.kind == moment.objection and item.lines), None) or next(
        item for item in known if item.kind == moment.objection
    )
    rest = [item for item in known if item.kind != moment.objection]
    return (now.model_copy(update={"status": "open"}), *rest)


def _asked(last: Turn, language: Language) -> Inquiry | None:
    """The customer's question that is still to be answered."""
    text = last.text.strip()
    if not text.endswith(("?", "؟")):
        return None
    line = text[-LONGEST:].strip()
    return Inquiry.model_validate({"id": "asked", "topic": topic_words(line, language), "lines": line})
