"""Feedback in call order: what happened, why it mattered, what to do, and a line to say instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from ringside.dialogue import findings, rewrite, wording
from ringside.dialogue import language as lang
from ringside.dialogue.evidence import Quote
from ringside.dialogue.moments import Finding, Moments
from ringside.dialogue.rubrics import Skill
from ringside.dialogue.schemas import Act, Frozen, Language, LogEntry, Transcript
from ringside.dialogue.scorecard import Scorecard
from ringside.dialogue.signals import Signals
from ringside.dialogue.uptake import DRAWN

SERVICE = "service"
"""Rubrics whose id starts so are about solving, not selling, and are spoken about accordingly."""
AT_LEAST = 3
MOST = 7
NOTABLE = {"trust": 3, "interest": 3, "patience": 6}
"""A smaller change in the buyer is not worth a word; patience runs down by itself."""
LONG = 40
"""Runs from which on a call that is not fine has more than a few moments to name."""
FINE = 80.0
"""Below this score the most valuable steps are marked: too much at once overwhelms (Luo et al. 2021)."""
WEAK = 40.0
"""Below this score one step is marked, not two."""
PRAISED = 50.0
"""Per cent of a skill that the card must have met before something of it is praised."""
LONGEST_REPLY = 16
"""Words of an answer that are short enough to be told."""


class FeedbackStep(Frozen):
    """One step, about behaviour. `good` marks something done well, `focus` what to work on first."""

    what: str
    why: str
    how: str
    rewrite: str
    quotes: tuple[Quote, ...]
    skill: Skill
    turn: int
    good: bool = False
    focus: bool = False


def steps(
    transcript: Transcript,
    acts: Sequence[Act],
    signals: Signals,
    scorecard: Scorecard,
    log: Sequence[LogEntry] = (),
    limit: int | None = None,
) -> list[FeedbackStep]:
    """At least three steps in call order, none when nobody spoke; weak calls get fewer and a focus."""
    moments = Moments.of(transcript, acts, signals, log, service=scorecard.rubric.startswith(SERVICE))
    missed = _missed(scorecard)
    found = _weighed([*findings.find(moments), *findings.of_card(moments, scorecard.criteria)], scorecard)
    fine = scorecard.score is not None and scorecard.score >= FINE
    long = len(moments.call.runs) >= LONG
    chosen = _choose(found, missed, fine, max(AT_LEAST, MOST if limit is None else limit), long=long)
    focus = _focus(chosen, missed, scorecard.score)
    told = Told()
    return [_step(moments, finding, finding in focus, told) for finding in chosen]


@dataclass
class Told:
    """What earlier steps of the call said, so that none says it again."""

    lines: set[str] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)


def _missed(scorecard: Scorecard) -> dict[Skill, float]:
    """The weight the card holds against each skill, the heaviest first."""
    missed: dict[Skill, float] = {}
    for criterion in scorecard.criteria:
        if criterion.result == "not_met":
            missed[criterion.skill] = missed.get(criterion.skill, 0.0) + criterion.weight
    return dict(sorted(missed.items(), key=lambda item: (-item[1], item[0])))


def _weighed(found: Sequence[Finding], scorecard: Scorecard) -> list[Finding]:
    """Findings that agree with the card: nothing is praised that the card mostly holds against the call."""
    opening = any(c.skill == "opening" and c.result == "not_met" for c in scorecard.criteria)
    found = [f for f in found if f.topic != "no_opening" or opening or scorecard.score is None]
    return [f for f in found if not f.good or (scorecard.skills.get(f.skill, 100.0) or 0.0) >= PRAISED]


def _choose(
    found: Sequence[Finding], missed: Mapping[Skill, float], fine: bool, most: int, *, long: bool
) -> list[Finding]:
    """A step for each skill with a miss, the heaviest first, beside the best strength; one a turn, in call order."""
    ranked = sorted(found, key=lambda f: (-f.worth, f.turn, f.topic))
    good = [f for f in ranked if f.good]
    kept: list[Finding] = good[:1]
    heavy = list(missed)[: 2 if fine else most - len(kept)]
    told_of = {skill: [f for f in ranked if not f.good and f.skill == skill] for skill in heavy}
    # whoever has the fewest moments chooses first, so that each skill gets a turn of its own
    for skill in sorted(heavy, key=lambda s: len({f.turn for f in told_of[s]})):
        kept += _next(told_of[skill], kept)
    strengths = good if fine or len(kept) >= AT_LEAST else []
    pool = [f for f in ranked if not f.good and f.worth > SMALL and not fine]
    wanted = most if long and not fine else AT_LEAST + (2 if fine else bool(good))
    for rest in (strengths, pool, good, ranked):
        while len(kept) < min(most, wanted) and (more := _next(rest, kept)):
            kept += more
    if len(kept) < AT_LEAST:
        # a call of a turn or two has more to say than turns
        kept += [f for f in ranked if f.topic not in {k.topic for k in kept}][: AT_LEAST - len(kept)]
    return sorted(kept[:most], key=lambda f: (f.turn, not f.good, -f.worth))


APART = 6
"""Turns from which on the same thing missed again is another moment."""
SMALL = 3
"""Findings up to this worth are said only where there is nothing else to say."""


def _next(ranked: Sequence[Finding], kept: Sequence[Finding]) -> list[Finding]:
    """The best finding of another topic and turn than those kept."""
    free = (f for f in ranked if not any(_same(k, f) or _contradict(k, f) for k in kept))
    return list(islice(free, 1))


def _same(kept: Finding, found: Finding) -> bool:
    """Whether a finding says again what is said: the same turn, or the same thing so soon that it is one moment."""
    return kept.turn == found.turn or (
        kept.topic == found.topic and (abs(kept.turn - found.turn) < APART or found.good)
    )


def _contradict(kept: Finding, found: Finding) -> bool:
    """Whether one praises and the other criticises the same moment: what was said and the answer to it."""
    return kept.good != found.good and bool(_moment(kept) & _moment(found))


def _moment(found: Finding) -> set[int]:
    return {found.turn, found.turn - 1, *(q.turn for q in found.quotes)}


def _focus(chosen: Sequence[Finding], missed: Mapping[Skill, float], score: float | None) -> list[Finding]:
    """The one or two steps to work on first: those of the skills that cost most."""
    if score is not None and score >= FINE:
        return []
    serious = [f for f in chosen if not f.good and f.skill in missed] or [f for f in chosen if not f.good]
    ranked = sorted(serious, key=lambda f: (-missed.get(f.skill, 0.0), -f.worth, f.turn))
    return ranked[: 1 if score is None or score < WEAK / 2 else 2]


def _step(moments: Moments, finding: Finding, focus: bool, told: Told) -> FeedbackStep:
    language = moments.language
    slots = _slots(finding, language)
    topic = wording.topic(language, finding.topic, moments.service)
    return FeedbackStep(
        what=wording.say(language, "steps", topic, "what", **slots),
        why=_why(moments, finding, told),
        how=wording.say(language, "steps", topic, "how", **slots),
        rewrite=rewrite.line(moments, finding, told.lines),
        quotes=finding.quotes,
        skill=finding.skill,
        turn=finding.turn,
        good=finding.good,
        focus=focus,
    )


def _slots(finding: Finding, language: Language) -> dict[str, str]:
    kinds = wording.table(language)["kinds"]
    return {
        "said": _plain(finding.quotes[-1].text),
        "heard": _plain(finding.quotes[0].text),
        "words": finding.words,
        "kind": kinds.get(finding.kind, finding.kind),
    }


def _plain(said: str) -> str:
    """Quoted words without the full stop or comma before the closing mark."""
    return said.strip().rstrip(" .,;:")


def _why(moments: Moments, finding: Finding, told: Told) -> str:
    """The reason, and the fact of this call that shows it: what it did to the buyer, what came back, or a number."""
    topic = wording.topic(moments.language, finding.topic, moments.service)
    reason = wording.say(moments.language, "steps", topic, "why", **_slots(finding, moments.language))
    facts = (_in_the_mind(moments, finding), _came_back(moments, finding), _measured(moments, finding))
    fact = next((f for f in facts if f and f not in told.facts), "")
    told.facts.add(fact)
    return f"{reason} {fact}".strip()


def _in_the_mind(moments: Moments, finding: Finding) -> str:
    """How the buyer's mind changed with the turn, where the change is notable."""
    language = moments.language
    here = [e for e in moments.log if e.turn == finding.turn]
    entries = [e for e in here if e.cause == finding.cause] or here
    changes = []
    for name, notable in NOTABLE.items():
        delta = sum(getattr(e, name) for e in entries)
        if abs(delta) >= notable and (delta > 0) == finding.good:
            after = getattr(entries[-1].after, name)
            way = "rose" if delta > 0 else "fell"
            named = wording.say(language, "state", name)
            changes.append(wording.say(language, "state", way, name=named, was=round(after - delta), to=round(after)))
    if not changes:
        return ""
    return wording.say(language, "state", "sentence", changes=wording.say(language, "state", "join").join(changes))


def _came_back(moments: Moments, finding: Finding) -> str:
    """What the customer answered: much after a good move, a short answer after a missed one."""
    language = moments.language
    said = moments.transcript.turns[finding.turn]
    reply = moments.next(finding.turn, "customer") if said.speaker == "rep" else None
    if finding.topic in _EARNED and finding.words and not moments.service:
        return wording.say(language, "facts", "earned", words=finding.words)
    if reply is None or finding.topic == "good_close":
        return ""
    size = len(lang.words(reply.text))
    if finding.good:
        return wording.say(language, "facts", "drew", size=size) if size >= DRAWN else ""
    if size > LONGEST_REPLY or size < 2:
        return ""
    return wording.say(language, "facts", "came_back", reply=_plain(reply.text))


_EARNED = frozenset({"no_ask", "undated", "ask_refused"})


def _measured(moments: Moments, finding: Finding) -> str:
    """The call's numbers for the skill."""
    s, language = moments.signals, moments.language
    if finding.skill in ("objection_handling", "closing", "composure") and len(moments.call.objections) < 2:
        return ""
    asked = round(s.questions.value or 0)
    values = {
        "talk": round(100 * (s.talk_ratio.value or 0)),
        "asked": asked,
        "open": round(s.questions_open.value or 0),
        "follow": round(s.follow_ups.value or 0),
        "longest": f"{s.longest_monologue.value or 0:g}",
        "objections": len(moments.call.objections),
        "explored": sum("explore" in o.steps for o in moments.call.objections),
        "acknowledged": sum("acknowledge" in o.steps for o in moments.call.objections),
        "resolved": sum(o.resolved is True for o in moments.call.objections),
    }
    by_skill = wording.table(language)["measured"]
    return str(by_skill[finding.skill]).format(**values)
