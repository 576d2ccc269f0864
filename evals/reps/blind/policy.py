"""How a trained rep steers a cold call: listen, one move a turn. The wording comes from the rep's own banks."""

from __future__ import annotations

import random
import re
from typing import ClassVar

from .ear import Heard, gist, hear, weight, when

Bank = dict[str, list[str]]


class Rep:
    """A rep with no plan: the bad ones build on this."""

    name = "rep"
    quality = "bad"
    language = "en"
    scenario = "cold-call"

    def __init__(self, seed: int, product: str | None = None) -> None:
        self.random = random.Random(f"{type(self).__name__}:{seed}")
        self.product = product
        self.decks: dict[str, list[str]] = {}

    def pick(self, key: str, lines: list[str]) -> str:
        """Deal from a shuffled deck, so that a wording returns only after all the others."""
        deck = self.decks.get(key)
        if not deck:
            deck = self.decks[key] = self.random.sample(lines, len(lines))
        return deck.pop()

    def reply(self, buyer_line: str, turn: int) -> str:
        raise NotImplementedError


class Consultant(Rep):
    """Opens, earns the questions, follows what is said, ties the value to it, asks for a date.

    `say` holds the rep's wording; "explore:price" style keys win over "explore", and shared banks fill the gaps.
    `questions` is walked in order, so a rep can go from situation to impact to payoff.
    """

    quality = "good"
    goods = "a better way of working"
    say: ClassVar[Bank] = {}
    shared: ClassVar[Bank] = {}
    questions: ClassVar[list[str]] = []
    depth = 5
    """Discovery questions before value is tied to what was heard."""

    def __init__(self, seed: int, product: str | None = None) -> None:
        super().__init__(seed, product)
        self.goods = product or self.goods
        self.asked = 0
        self.next_question = 0
        self.pains: list[str] = []
        self.explored: dict[str, int] = {}
        self.pending = ""
        self.valued = 0
        self.tried = False
        self.meeting_asked = 0
        self.confirmed = False
        self.started = False
        self.slots = list(self.say["slot"])
        self.random.shuffle(self.slots)
        self.slot = self.slots[0]

    def line(self, *keys: str) -> str:
        for key in keys:
            for bank in (self.say, self.shared):
                if bank.get(key):
                    return self.pick(key, bank[key])
        raise KeyError(keys)

    def render(self, text: str, echo: str = "") -> str:
        pain = self.pains[-1] if self.pains else ""
        best = max(self.pains, key=weight) if self.pains else ""
        filled = (
            text.replace("{p}", self.goods)
            .replace("{echo}", echo or pain)
            .replace("{pain}", best)
            .replace("{slot}", self.slot)
        )
        tidy = re.sub(
            r"(?i)\b(would|will|might|say|about|do|it|is|propose|perhaps|prefer|better:) on (?=\w+day)", r"\1 ", filled
        )
        tidy = re.sub(r"(לגבי|דעתך על) ב(?=יום)", r"\1 ", tidy)
        return self.style(re.sub(r"\s+", " ", tidy).strip())

    def style(self, text: str) -> str:
        return text

    def reply(self, buyer_line: str, turn: int) -> str:
        if turn == 0:
            return self.render(self.line("open"))
        heard = hear(buyer_line, self.language, asked_meeting=self.meeting_asked > 0)
        echo = gist(buyer_line, self.language)
        return self.render(self.move(heard, buyer_line, echo), echo)

    def move(self, heard: Heard, buyer_line: str, echo: str) -> str:
        if self.confirmed:
            return self.line("bye")
        if heard.kind == "agreed":
            self.confirmed = True
            self.slot = when(buyer_line, self.language) or self.slot
            return self.line("confirm")
        if heard.kind == "goodbye":
            return self.line("farewell")
        if self.pending:
            return self.answer(heard, echo)
        if heard.kind == "objection":
            return self.explore(heard.detail)
        if heard.kind == "hesitation" and self.started and self.asked >= 2:
            return self.explore("hesitation")
        if heard.kind == "question":
            return self.inform(heard.detail)
        if not self.started:
            self.started = True
            return f"{self.line('reason')} {self.question()}"
        if self.meeting_asked:
            return self.ask_again(echo)
        if heard.kind == "told":
            self.note(echo)
        if self.valued and not self.tried:
            self.tried = True
            return self.line("trial")
        if self.tried or self.valued:
            return self.ask()
        if self.asked >= self.depth or (heard.kind == "interest" and self.asked >= 3):
            return self.value()
        return self.discover(heard, echo)

    def note(self, echo: str) -> None:
        if len(echo.split()) >= 3:
            self.pains.append(echo)

    def question(self) -> str:
        self.asked += 1
        chosen = self.questions[self.next_question % len(self.questions)]
        self.next_question += 1
        return chosen

    def discover(self, heard: Heard, echo: str) -> str:
        """Every answer is met with a reflection or a thank-you, then one question: now deeper, now further."""
        if heard.kind == "told" and len(echo.split()) >= 4:
            if self.asked % 2:
                self.asked += 1
                return f"{self.line('reflect')} {self.line('follow')}"
            return f"{self.line('reflect', 'ack')} {self.question()}"
        return f"{self.line('ack')} {self.question()}"

    def value(self) -> str:
        self.valued += 1
        return self.line("value" if self.pains else "value:blank", "value")

    def ask(self) -> str:
        self.meeting_asked += 1
        return self.line("ask")

    def ask_again(self, echo: str) -> str:
        """Not yet a yes: one more question to find out why, then another date."""
        self.meeting_asked += 1
        if self.meeting_asked % 2 == 0:
            return f"{self.line('reflect') if len(echo.split()) >= 4 else self.line('ack')} {self.question()}"
        self.slot = self.slots[self.meeting_asked // 2 % len(self.slots)]
        return f"{self.line('ack')} {self.line('again', 'ask')}"

    def explore(self, kind: str) -> str:
        """Acknowledge, then ask about the objection instead of answering it; the second time it comes, answer."""
        self.started = True
        self.explored[kind] = self.explored.get(kind, 0) + 1
        if self.explored[kind] > 2:
            return f"{self.line('ack')} {self.line('soft')}"
        self.pending = kind
        if self.explored[kind] == 2:
            return self.answer(Heard("objection", kind), "")
        return f"{self.line('ack:' + kind, 'ack')} {self.line('explore:' + kind, 'explore')}"

    def answer(self, heard: Heard, echo: str) -> str:
        kind, self.pending = self.pending, ""
        self.note(echo)
        reflected = f"{self.line('reflect')} " if len(echo.split()) >= 4 else f"{self.line('ack')} "
        return f"{reflected}{self.line('answer:' + kind, 'answer')} {self.line('check')}"

    def inform(self, kind: str) -> str:
        """Short answer first, then hand the turn back with a question."""
        said = self.line("tell:" + kind, "tell:how")
        if not self.started:
            self.started = True
        if self.meeting_asked:
            return f"{said} {self.line('again', 'ask')}"
        if self.asked < self.depth:
            return f"{said} {self.question()}"
        return f"{said} {self.line('check')}"


def spoken(text: str, rng: random.Random, fillers: tuple[str, ...] = ("um", "uh", "you know", "like")) -> str:
    """What a speech recogniser leaves: lower case, no punctuation, the odd filler."""
    plain = (
        re.sub(r"\s+", " ", re.sub(r"(?<!\d):|:(?!\d)|[^\w\s':]", " ", text.replace("’", "'").lower()))
        .strip()
        .replace("'", "")
    )
    words = plain.split()
    for _ in range(len(words) // 16):
        words.insert(rng.randrange(1, len(words)), rng.choice(fillers))
    return " ".join(words)
