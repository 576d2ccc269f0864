"""Which cue a rep sees and when: one at a time, seldom, no longer than it is of use, and not what was done already."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from ringside.calls.live import triggers, uses
from ringside.calls.live.brief import Briefing
from ringside.calls.live.candidates import Candidate
from ringside.calls.live.cue_wording import say
from ringside.calls.live.due import EVERY_S, ready
from ringside.calls.live.following import State, follow
from ringside.calls.live.messages import Amount, Cue, CueSource, CueVerdictIn
from ringside.calls.live.turn_taking import Speaking
from ringside.dialogue.schemas import Turn

GAPS: Mapping[Amount, float] = {"normal": 20.0, "few": 60.0}
"""Seconds between two cues at least."""
LEAST: Mapping[Amount, float] = {"normal": 0.0, "few": 0.75}
"""Priority a cue must have."""
MOST_WAITING = 20
LOOK_EVERY_S = 45.0
"""Seconds between two looks through the playbook at least: in a long call one takes a tenth of a second."""

Key = tuple[str, str]


def due(
    waiting: Sequence[Candidate],
    shown: Sequence[tuple[Candidate, float]],
    muted: frozenset[Key],
    at: float,
    amount: Amount,
) -> Candidate | None:
    """The one to show now, if any; `shown` are those shown before with their times."""
    if amount == "off" or (shown and at - shown[-1][1] < GAPS[amount]):
        return None
    fit = [each for each in waiting if fitting(each, shown, muted, at) and each.timing.priority >= LEAST[amount]]
    return max(fit, key=lambda each: (each.timing.priority, each.at), default=None)


def fitting(each: Candidate, shown: Sequence[tuple[Candidate, float]], muted: frozenset[Key], at: float) -> bool:
    """Whether a candidate is still of use and was not shown lately."""
    if each.key in muted or at - each.at > each.timing.waits:
        return False
    if each.kind == "customer_cut_off":  # each try is another one, but a reminder is enough for a while
        return all(at - when >= each.timing.again for old, when in shown if old.kind == each.kind)
    return all(at - when >= each.timing.again for old, when in shown if old.key == each.key)


class Cues:
    """The cues of one call. Knows no database, clock or model: turns and ticks in, cues that are new or changed out."""

    def __init__(self, brief: Briefing, amount: Amount = "normal") -> None:
        self.brief = brief
        self.amount: Amount = amount
        self.watch = triggers.begin(brief)
        self.cues: dict[str, Cue] = {}
        self._shown: list[tuple[Candidate, float]] = []
        self._waiting: list[Candidate] = []
        self._muted: frozenset[Key] = frozenset()
        self._looked_at = -LOOK_EVERY_S
        """When an item of the playbook was looked for last."""
        self.apart = False
        """Whether the playbook is looked through beside the call (`look`) and not where every phrase waits for it."""
        self._ignored: dict[str, uses.Verdict] = {}
        """Cues whose time to be acted on is past; they are told so when the call is over."""

    @property
    def state(self) -> State:
        return self.watch.state

    def turn(self, turn: Turn, at: float) -> list[Cue]:
        """A final phrase, `at` seconds into the call."""
        self.watch, found = triggers.read(self.brief, self.watch, turn, at)
        changed = self._judge(at)
        look = None if self.apart else self.look(at)
        return changed + self._offer([*found, *look()] if look else found, at)

    def look(self, at: float) -> Callable[[], list[Candidate]] | None:
        """What finds the item of the playbook that is due, pure and slow; None where it is not time for one."""
        if not self._playbook_may(at):
            return None
        self._looked_at = at
        return partial(triggers.playbook, self.brief, self.watch, at, self._items())

    def tick(self, at: float, speaking: Speaking | None = None) -> list[Cue]:
        """Time has passed; `speaking`: who speaks at this moment and since when."""
        return self._judge(at) + self._offer(triggers.tick(self.watch, at, speaking or {}), at)

    def offer(self, candidate: Candidate, at: float) -> list[Cue]:
        """Something found elsewhere, as by the answer lane, that takes its place among the others."""
        return self._offer([candidate], at)

    def enrich(self, cue_id: str, sources: Sequence[CueSource], source: str) -> list[Cue]:
        """Put what was found for a cue beside it, while it is on the screen."""
        cue = self.cues.get(cue_id)
        if cue is None or cue.standing != "shown" or not sources:
            return []
        return [self._set(cue, sources=list(sources), source=source)]

    def verdict(self, said: CueVerdictIn) -> Cue | None:
        """What the rep says of a cue; None when there is no such cue. What was dismissed does not come again."""
        cue = self.cues.get(said.id)
        if cue is None:
            return None
        change: dict[str, object] = {}
        if said.useful is not None:
            change["useful"] = said.useful
        if said.standing is not None:
            change["standing"] = said.standing
        if said.standing == "dismissed":
            self._muted |= {remade(cue).key}
        return self._set(cue, **change)

    def wish(self, amount: Amount, at: float) -> list[Cue]:
        """How much the rep wants; with "off" what is on the screen goes."""
        self.amount = amount
        if amount != "off":
            return []
        self._waiting = []
        return self._expire(at, everything=True)

    def close(self, at: float) -> list[Cue]:
        """The call has ended: what became of every cue that nobody spoke of."""
        changed = self._expire(at, everything=True) + self._judge(at, over=True)
        return list({cue.id: cue for cue in changed}.values())

    def resume(self, turns: Sequence[Turn], cues: Sequence[Cue]) -> None:
        """Take up a call where it was: what was said, and what was shown."""
        state = self.state
        for turn in turns:
            state = follow(state, turn)
        self.watch = replace(self.watch, state=state)
        for cue in cues:
            self.cues[cue.id] = cue
            self._shown.append((remade(cue), cue.at))
            if cue.standing == "dismissed":
                self._muted |= {remade(cue).key}

    def _offer(self, found: Sequence[Candidate], at: float) -> list[Cue]:
        if self.amount == "off":
            return []
        waiting = [*self._waiting, *found]
        self._waiting = [each for each in waiting if fitting(each, self._shown, self._muted, at)][-MOST_WAITING:]
        best = due(self._waiting, self._shown, self._muted, at, self.amount)
        if best is None:
            return []
        gone = self._expire(at, everything=True)
        self._waiting = [each for each in self._waiting if each.key != best.key and _else(each, best)]
        cue = made(best, self.brief, len(self.cues) + 1, at)
        self.cues[cue.id] = cue
        self._shown.append((best, at))
        return [*gone, cue]

    def _judge(self, at: float, *, over: bool = False) -> list[Cue]:
        """Cues that were acted on or whose time is over, and candidates that nobody needs any more."""
        self._waiting = [each for each in self._waiting if not self._moot(each)]
        changed = []
        for cue in list(self.cues.values()):
            if cue.standing not in ("shown", "expired"):
                continue
            if cue.kind == "playbook" and self.apart and not over:
                continue  # as slow to tell; it is told when the call is over
            verdict = self._ignored.get(cue.id) or uses.judged(self.brief, self.state, cue, over=over)
            if verdict == "used" or (verdict == "ignored" and over):
                changed.append(self._set(cue, standing=verdict))
            elif verdict == "ignored":
                self._ignored[cue.id] = verdict
        return changed + self._expire(at)

    def _moot(self, each: Candidate) -> bool:
        """Whether the rep has done it before it was shown."""
        cue = made(each, self.brief, 0, each.at)
        return each.kind != "playbook" and uses.judged(self.brief, self.state, cue, over=False) == "used"

    def _expire(self, at: float, *, everything: bool = False) -> list[Cue]:
        gone = [c for c in self.cues.values() if c.standing == "shown" and (everything or at >= c.expires_at)]
        return [self._set(cue, standing="expired") for cue in gone]

    def _set(self, cue: Cue, **change: object) -> Cue:
        self.cues[cue.id] = cue.model_copy(update=change)
        return self.cues[cue.id]

    def _items(self) -> frozenset[str]:
        return frozenset(each.about for each, _ in self._shown if each.kind == "playbook")

    def _playbook_may(self, at: float) -> bool:
        """Whether an item of the playbook could be shown now; looking for one is the dearest of all triggers."""
        last = max((when for each, when in self._shown if each.kind == "playbook"), default=-EVERY_S)
        free = not self._shown or at - self._shown[-1][1] >= GAPS["normal"]
        rested = at - last >= EVERY_S and at - self._looked_at >= LOOK_EVERY_S
        return self.amount == "normal" and free and rested and ready(self.brief, self.state, at)


def _else(each: Candidate, best: Candidate) -> bool:
    """Whether a candidate is about other words than the one that is shown."""
    return not ({q.turn for q in each.quotes} & {q.turn for q in best.quotes})


def made(candidate: Candidate, brief: Briefing, number: int, at: float) -> Cue:
    """The cue of a candidate, worded."""
    kind, case, words = candidate.kind, candidate.case, candidate.words
    return Cue(
        id=str(number),
        lane="answer" if kind == "answer" else "trigger",
        kind=kind,
        case=case,
        about=candidate.about,
        text=candidate.text or say(brief.language, kind, case, "text", words),
        why=say(brief.language, kind, case, "why", words),
        at=round(at, 2),
        expires_at=round(at + candidate.timing.lasts, 2),
        priority=candidate.timing.priority,
        quotes=list(candidate.quotes),
        sources=list(candidate.sources),
        source=candidate.source,
    )


def remade(cue: Cue) -> Candidate:
    """What a cue was made of."""
    return Candidate(cue.kind, cue.case, cue.at, cue.about, tuple(cue.quotes), tuple(cue.sources))
