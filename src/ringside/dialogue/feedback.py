"""Feedback in call order: what happened, why it mattered, what to do, and a line to say instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ringside.dialogue import findings, rewrite, wording
from ringside.dialogue.evidence import Quote
from ringside.dialogue.findings import Finding, Moments
from ringside.dialogue.rubrics import Skill
from ringside.dialogue.schemas import Act, Frozen, Language, LogEntry, Transcript
from ringside.dialogue.scorecard import Scorecard
from ringside.dialogue.signals import Signals

AT_LEAST = 3
NOTABLE = 3
"""A smaller change in the buyer is not worth a word."""
WEAK = 60.0
"""Below this score the one or two most valuable steps are marked: too much at once overwhelms (Luo et al. 2021)."""


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
    moments = Moments.of(transcript, acts, signals, log)
    weak = scorecard.score is None or scorecard.score < WEAK
    most = max(AT_LEAST, limit if limit is not None else (4 if weak else 6))
    chosen = _choose(_weighed(findings.find(moments), scorecard), most)
    to_improve = sorted((f for f in chosen if not f.good), key=lambda f: (-f.worth, f.turn))
    focus = to_improve[: 1 if (scorecard.score or 0) < WEAK / 2 else 2] if weak else []
    used: set[str] = set()
    return [_step(moments, finding, finding in focus, used) for finding in chosen]


def _weighed(found: Sequence[Finding], scorecard: Scorecard) -> list[Finding]:
    """Findings ranked as the card judges: what it holds against a skill adds to that skill's misses."""
    missed: dict[str, float] = {}
    for criterion in scorecard.criteria:
        if criterion.result == "not_met":
            missed[criterion.skill] = missed.get(criterion.skill, 0.0) + criterion.weight
    return [f if f.good or f.worth <= 3 else replace(f, worth=f.worth + 0.8 * missed.get(f.skill, 0.0)) for f in found]


def _choose(found: Sequence[Finding], most: int) -> list[Finding]:
    """The most valuable findings, one a topic and turn, at least one good one, in call order."""
    ranked = sorted(found, key=lambda f: (-f.worth, f.turn, f.topic))
    kept: list[Finding] = []
    for finding in ranked:
        if not any(k.topic == finding.topic or k.turn == finding.turn for k in kept):
            kept.append(finding)
    # a call of a turn or two has more to say than turns
    kept += [f for f in ranked if f.topic not in {k.topic for k in kept}][: max(0, AT_LEAST - len(kept))]
    good = [f for f in kept if f.good]
    serious = [f for f in kept if not f.good and f.worth > 3]
    small = [f for f in kept if not f.good and f.worth <= 3]
    room = max(1, most - max(len(serious), 1)) if good else 0
    chosen = good[:room] + serious[: most - min(room, len(good))]
    chosen += small[: max(0, AT_LEAST - len(chosen)) or (1 if not serious and len(chosen) < most else 0)]
    return sorted(chosen, key=lambda f: (f.turn, not f.good, -f.worth))


def _step(moments: Moments, finding: Finding, focus: bool, used: set[str]) -> FeedbackStep:
    language = moments.transcript.language
    return FeedbackStep(
        what=wording.say(language, "steps", finding.topic, "what", **_slots(finding, language)),
        why=_why(moments, finding),
        how=wording.say(language, "steps", finding.topic, "how", **_slots(finding, language)),
        rewrite=rewrite.line(moments, finding, used),
        quotes=finding.quotes,
        skill=finding.skill,
        turn=finding.turn,
        good=finding.good,
        focus=focus,
    )


def _slots(finding: Finding, language: Language) -> dict[str, str]:
    kinds = wording.table(language)["kinds"]
    return {
        "said": finding.quotes[-1].text,
        "heard": finding.quotes[0].text,
        "words": finding.words,
        "kind": kinds.get(finding.kind, finding.kind),
    }


def _why(moments: Moments, finding: Finding) -> str:
    """The reason, with the numbers that show it: the buyer's log where there is one, else the call's signals."""
    language = moments.transcript.language
    reason = wording.say(language, "steps", finding.topic, "why", **_slots(finding, language))
    return f"{reason} {_numbers(moments, finding)}".strip()


def _numbers(moments: Moments, finding: Finding) -> str:
    language = moments.transcript.language
    here = [e for e in moments.log if e.turn == finding.turn]
    entries = [e for e in here if e.cause == finding.cause] or here
    changes = []
    for name in ("trust", "interest", "patience"):
        delta = sum(getattr(e, name) for e in entries)
        if abs(delta) >= NOTABLE and (delta > 0) == finding.good:
            after = getattr(entries[-1].after, name)
            changes.append(
                wording.say(language, "state", "rose" if delta > 0 else "fell", 
                            name=wording.say(language, "state", name),
                            was=round(after - delta), to=round(after))
            )  # fmt: skip
    if changes:
        return wording.say(language, "state", "sentence", changes=wording.say(language, "state", "join").join(changes))
    return _measured(moments, finding, language)


def _measured(moments: Moments, finding: Finding, language: Language) -> str:
    s = moments.signals
    asked = round(s.questions.value or 0)
    values = {
        "talk": round(100 * (s.talk_ratio.value or 0)),
        "asked": asked,
        "open": round(s.questions_open.value or 0),
        "follow": round(s.follow_ups.value or 0),
        "longest": f"{s.longest_monologue.value or 0:g}",
        "objections": len(s.objections),
        "explored": sum("explore" in o.steps for o in s.objections),
        "acknowledged": sum("acknowledge" in o.steps for o in s.objections),
        "resolved": sum(o.resolved is True for o in s.objections),
    }
    by_skill = wording.table(language)["measured"]
    return str(by_skill[finding.skill]).format(**values)
