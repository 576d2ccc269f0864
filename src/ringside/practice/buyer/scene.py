"""One rep turn being worked out: a working copy of the state, its log, and what the buyer is going to say."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ringside.dialogue.schemas import Act, LogEntry, Turn
from ringside.dialogue.topics import relevance
from ringside.practice import difficulty
from ringside.practice.buyer import fit
from ringside.practice.buyer.moves import Moves
from ringside.practice.buyer.state import PAIN, BuyerState, Intent, NeedProgress, ObjectionProgress, Reaction
from ringside.practice.difficulty import Bars
from ringside.practice.lines import pick
from ringside.practice.schemas import Outcome
from ringside.practice.speech import Part, compose

MOST_TRUST, MOST_INTEREST, MOST_PATIENCE = 9.0, 11.0, 4.0
"""What one rep turn can gain at most: all moves in one breath are not worth more than one."""
RELEVANT = 0.3
PROMPTS = 3
"""Rep turns between two times that the buyer asks what the rep suggests."""
STANDS = 7
"""Rep turns for which a proposal stands when something was in its way."""
_LEAVES = {"bye.hangup": "bye.leaves", "bye.refused": "bye.leaves"}
"""One of several gets up; the call goes on without them."""
_CAPS = {"angry": 22, "curt": 22, "neutral": 36, "warm": 45}


@dataclass
class Scene:
    now: BuyerState
    moves: Moves
    bars: Bars
    kind: str = "talk"
    parts: list[Part] = field(default_factory=list)
    log: list[LogEntry] = field(default_factory=list)
    gained: bool = False
    spoilt: bool = False
    may_agree: bool = False
    _room: dict[str, float] = field(
        default_factory=lambda: {"trust": MOST_TRUST, "interest": MOST_INTEREST, "patience": MOST_PATIENCE}
    )

    @classmethod
    def of(cls, state: BuyerState, turn: Turn, acts: Sequence[Act]) -> Scene:
        return cls(
            state, Moves.of(turn, acts, state.language), difficulty.bars(state.level, state.scenario.kind, state.part)
        )

    # what changes

    def set(self, **changes: Any) -> None:
        self.now = self.now.model_copy(update=changes)

    def count(self, what: str) -> int:
        """How often `what` has happened in this call, this time included."""
        times = self.now.counts.get(what, 0) + 1
        self.set(counts={**self.now.counts, what: times})
        return times

    def change(
        self,
        cause: str,
        act: Act | None = None,
        *,
        trust: float = 0,
        interest: float = 0,
        patience: float = 0,
        need: str | None = None,
        objection: str | None = None,
        whole_turn: bool = False,
    ) -> None:
        """Move the hidden state, bounded per turn and to 0-100, and write down why and for which words."""
        before = {"trust": self.now.trust, "interest": self.now.interest, "patience": self.now.patience}
        wanted = {"trust": self._believed(trust), "interest": self._believed(interest), "patience": patience}
        after = {name: self._bounded(name, before[name], wanted[name]) for name in before}
        deltas = {name: round(after[name] - before[name], 1) for name in before}
        self.gained = self.gained or trust + interest >= 3
        self.spoilt = self.spoilt or min(trust, interest, patience) < 0
        self.set(**after)
        start, end = (act.start, act.end) if act else (0, len(self.moves.turn.text)) if whole_turn else (None, None)
        self.log.append(
            LogEntry(
                turn=self.moves.turn.index,
                cause=cause,
                text=pick(self.now.language, f"cause.{cause}", "0"),
                start=start,
                end=end,
                **deltas,
                after=after,
                need=need,
                objection=objection,
            )
        )

    def punish(self, cause: str, act: Act | None = None, *, trust: float = 0, patience: float = 0, **more: Any) -> None:
        """A cost that grows with every earlier one."""
        factor = 1 + 0.35 * self.now.strikes
        self.set(strikes=self.now.strikes + 1)
        self.change(cause, act, trust=-trust, patience=-patience * factor, whole_turn=act is None, **more)

    def _believed(self, gain: float) -> float:
        return gain * (1.15 - 0.3 * self.now.persona.traits.scepticism) if gain > 0 else gain

    def _bounded(self, name: str, before: float, delta: float) -> float:
        if delta > 0:
            delta = min(delta, self._room[name])
            self._room[name] -= delta
        top = self.bars.patience + 10 if name == "patience" else 100
        return round(max(0.0, min(before + delta, max(top, before))), 1)

    def need(self, name: str, depth: int) -> None:
        needs = tuple(NeedProgress(id=n.id, depth=depth) if n.id == name else n for n in self.now.needs)
        self.set(needs=needs, current=name)

    def objection(self, kind: str, **changes: Any) -> ObjectionProgress:
        """Change one objection's progress and return it."""
        changed = tuple(o.model_copy(update=changes) if o.kind == kind else o for o in self.now.objections)
        self.set(objections=changed)
        return next(o for o in changed if o.kind == kind)

    def raise_objection(self, waiting: ObjectionProgress, lead: str | None = None) -> None:
        """The buyer brings up a waiting objection."""
        self.objection(waiting.kind, status="open")
        self.change("brush_off_raised" if waiting.reflex else "objection_raised", objection=waiting.kind)
        if lead:
            self.say(lead)
        self.say_objection(waiting)

    def propose(self) -> None:
        """Keep the rep's proposal in mind, to take it up when nothing stands in its way; not when it came too soon."""
        if self.now.scenario.kind in ("cold_call", "discovery") and self.deepest < PAIN:
            return
        dated = int(self.moves.dated or (self.proposed and self.now.counts.get("dated", 0)))
        self.set(counts={**self.now.counts, "proposed": self.now.turns, "dated": dated})

    def end(self, outcome: Outcome | None) -> None:
        self.set(status="ended", phase="over", outcome=self.now.outcome or outcome)

    # what is asked

    @property
    def prompted(self) -> bool:
        """Whether the buyer has just asked what the rep suggests."""
        return self.now.counts.get("prompted") == self.now.turns - 1

    @property
    def asks(self) -> bool:
        """Whether the rep goes for the next step: read as such, or a day is named once it is known what hurts."""
        moves = self.moves
        if moves.asks or not moves.dated:
            return moves.asks
        told = self.now.scenario.kind not in ("cold_call", "discovery") or self.deepest >= PAIN
        question = moves.question
        return told and moves.sentence and (question is None or self.prompted or self.proposed)

    @property
    def deepest(self) -> int:
        return max(self.now.known, *(need.depth for need in self.now.needs))

    @property
    def proposed(self) -> bool:
        """Whether a next step was proposed lately that something stood in the way of."""
        return self.now.turns - self.now.counts.get("proposed", -STANDS) < STANDS

    def about(self, text: str, topic: Sequence[str]) -> float:
        return relevance(text, topic, self.now.language) if text and topic else 0.0

    def rng(self, purpose: str) -> random.Random:
        return random.Random(f"{self.now.seed}:{self.now.turns}:{purpose}")

    # what is said

    def say(self, key: str, *, carries: bool = False) -> None:
        """Add one wording from the stock; `carries` marks what the meaning hangs on."""
        self.parts.append(Part(key=key, carries=carries))

    def tell(self, texts: Sequence[str], *, lead: bool = True) -> None:
        """Add one of the persona's own texts, which must be conveyed."""
        fresh = [text for text in texts if text not in self.now.said] or list(texts)
        self.parts.append(Part(text=self.rng(fresh[0]).choice(fresh), carries=True, lead=lead))

    def prompt(self) -> None:
        """Ask the rep what they suggest, if that was not asked just before."""
        if self.now.turns - self.now.counts.get("prompted", -PROMPTS) < PROMPTS:
            if not any(part.carries for part in self.parts):
                self.say("nudge.talk", carries=True)
            return
        self.set(counts={**self.now.counts, "prompted": self.now.turns})
        self.say("nudge.lead", carries=True)

    def say_objection(self, objection: ObjectionProgress) -> None:
        own = (text for text in objection.lines if not any(text in said for said in self.now.said))
        key = f"{'brush_off' if objection.reflex else 'objection'}.{objection.kind}"
        line = next(own, None)
        if line is not None and self.rng(objection.kind).random() < 0.5:
            self.parts.append(Part(text=line, carries=True))
        else:
            self.say(key, carries=True)

    def finish(self) -> Reaction:
        """The turn's outcome: patience used up is a hang-up, running confidence moves, the line is composed."""
        if self.now.status == "open" and self.now.phase != "agreed" and self.now.patience <= 0:
            self.parts = [Part(key="bye.hangup", carries=True)]
            self.kind = "hangup"
            self.change("patience_gone")
            self.end("hangup")
        if self.now.part in ("user", "finance"):
            self.parts = [
                Part(key=_LEAVES.get(part.key, part.key), **part.model_dump(exclude={"key"})) for part in self.parts
            ]
        self._pace()
        if self.now.turns and self.now.phase != "agreed":
            self.set(stray=self.now.stray + fit.stray(self))
        line, convey = compose(self.parts, self.now)
        persona, language, mood = self.now.persona, self.now.language, self.now.mood
        intent = Intent(
            kind=self.kind,
            line=line,
            convey=convey,
            language=language,
            mood=mood,
            cap=max(_CAPS[mood], len(line.split()) + 8),
            may_agree=self.may_agree,
            may_end=self.now.status == "ended",
            withheld=self.now.withheld,
            said=self.now.said,
            rep=self.moves.turn.text,
            name=persona.name.of(language),
            gender=persona.gender,
            role=persona.role.of(language),
            company=persona.company.of(language),
            style=persona.style.of(language),
            revealed=tuple(
                need.surface.of(language)[0]
                for need, progress in ((n, p) for n in persona.needs for p in self.now.needs if p.id == n.id)
                if progress.depth
            ),
        )
        self.set(said=(*self.now.said, line))
        told = difficulty.hint(self.now) if difficulty.helps(self.now) and self.now.status == "open" else None
        return Reaction(
            state=self.now,
            intent=intent,
            log=tuple(self.log),
            status=self.now.status,
            outcome=self.now.outcome,
            hint=told,
        )

    def _pace(self) -> None:
        if self.now.status == "ended" or self.now.turns == 0:
            return
        self.set(confidence=difficulty.confidence(self.now.confidence, self.gained, self.spoilt))
        if difficulty.hardens(self.now) and self.now.phase == "talk":
            extra = int(self.now.level != "foundation")
            self.set(pressed=True, extra_objections=self.now.extra_objections + extra)
            self.change("going_too_well", patience=-3)
            self.say("tail.pressed")
        elif difficulty.helps(self.now) and not self.spoilt and self.now.mood in ("neutral", "warm"):
            self.parts.insert(0, Part(key="tail.supportive"))
