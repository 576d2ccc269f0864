"""What was written, said and noted in the course of a demo deal. How it ends shows in the last e-mail only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from ringside.deals.demo.course import Course
from ringside.deals.demo.market import Person, content

_ZONES = {"Asia/Jerusalem": 2, "America/New_York": -5, "Europe/London": 0}
"""Hours from UTC, roughly: nobody sees a demo in summer and in winter at once."""


@dataclass(frozen=True, slots=True)
class Told:
    """One activity; the first of `people` wrote it when it came in."""

    kind: str
    direction: str | None
    at: datetime
    subject: str
    text: str
    people: tuple[Person, ...]
    minutes: float | None = None
    entered: datetime | None = None


class Teller:
    """Tells one deal. `chance` is the only thing that changes."""

    def __init__(self, chance: Random, course: Course) -> None:
        self.chance, self.course = chance, course
        self.words: dict[str, Any] = content("words")
        self.language = course.account.language
        self._said_already: set[str] = set()

    def all(self) -> list[Told]:
        """Everything, in order of time."""
        course = self.course
        happened = sorted(self._happened(), key=lambda item: item.at)
        told = [item for item in happened if course.created <= item.at <= course.until and self._is_new(item)]
        if course.closed:
            told.append(self._end(course.closed))
        elif self.chance.random() < 0.5:
            told.append(self._planned())
        return sorted((replace(item, at=item.at.replace(microsecond=0)) for item in told), key=lambda item: item.at)

    def _is_new(self, item: Told) -> bool:
        """Whether nobody has said this on the deal yet: people do not write the same letter twice."""
        said = item.text or f"{item.kind} {item.subject}"
        body = said.split("\n\n")[1] if said.count("\n\n") >= 2 else said
        fresh = body not in self._said_already
        self._said_already.add(body)
        return fresh

    def _happened(self) -> Iterator[Told]:
        course, chance = self.course, self.chance
        quiet = course.closed is None and chance.random() < 0.25
        end = course.until - (course.until - course.created) * (0.35 if quiet else 0.0)
        yield self._mail_out(self._working(course.created + timedelta(hours=3)), course.people[0])
        for number in range(chance.choice((5, 6, 6, 7, 7, 8))):
            at = course.created + (end - course.created) * chance.uniform(0.03 + 0.11 * number, 0.17 + 0.11 * number)
            yield from self._touch(min(at, end))
        for share in (0.62, 0.84):
            if chance.random() < 0.4:
                yield self._mail_in(course.created + (end - course.created) * share, course.people[0], ("price",))
        if course.competitor and course.competitor_since:
            at = course.competitor_since + timedelta(minutes=1)
            yield self._mail_in(at, course.people[0], ("competitor",), settle=False)
        for at, _ in course.discounts:
            yield self._mail(at + timedelta(minutes=2), course.people[0], self._said(self.words["discount"]), "out")

    def _touch(self, at: datetime) -> Iterator[Told]:
        """One contact, in the form that suits whom it is with; an e-mail is mostly answered."""
        chance, who = self.chance, self._who(at)
        style = content("company")["styles"][who.style]
        draw = chance.random()
        if draw < 0.1:
            yield self._aside(at, who)
        elif draw < 0.25:
            yield self._meeting(at, who)
        elif chance.random() < style["calls"]:
            yield self._call(at, who)
        else:
            out = self._mail_out(self._working(at), who)
            yield out
            if chance.random() < 0.75:
                yield self._mail_in(out.at + timedelta(hours=chance.uniform(*style["answers"])), who)

    def _who(self, at: datetime) -> Person:
        """Somebody who is involved by then, most often the main contact."""
        there = [person for person, since in zip(self.course.people, self.course.joined, strict=True) if since <= at]
        there = there or [self.course.people[0]]
        return self.chance.choices(there, [2] + [1] * (len(there) - 1))[0]

    def _mail_out(self, at: datetime, who: Person) -> Told:
        letter = self.chance.choice(self.words["out"][self.course.stage(at)])
        told = self._mail(at, who, self._fill(self.chance.choice(letter[self.language]), who, at), "out")
        return replace(told, subject=self._fill(letter["subject"][self.language], who, at))

    def _mail_in(self, at: datetime, who: Person, about: tuple[str, ...] = (), *, settle: bool = True) -> Told:
        """What the contact writes: about the matter, now and then their pains, and in their own manner."""
        chance = self.chance
        at = self._at_hour(at, who) if settle else at
        lines = [self.chance.choice(self._about(topic)) for topic in about]
        lines.append(chance.choice(self.words["in"][self.course.stage(at)])[self.language])
        if chance.random() < 0.4:
            lines.append(chance.choice(self.words["pains"][chance.choice(who.pains)][self.language]))
        if chance.random() < 0.5:
            lines.append(chance.choice(self.words["manner"][self.language][who.style]))
        if who.style == "driver":
            lines = lines[:2]
        greeting = chance.choice(self.words["greeting"][self.language][who.style])
        bye = chance.choice(self.words["bye"][self.language][who.style])
        text = self._fill(f"{greeting}\n\n{' '.join(lines)}\n\n{bye}", who, at)
        return self._mail(at, who, text, "in")

    def _about(self, topic: str) -> list[str]:
        own = "in_house" if topic == "competitor" and self.course.competitor == "In-house macro" else topic
        found: list[str] = self.words[own][self.language]
        return found

    def _mail(self, at: datetime, who: Person, text: str, direction: str) -> Told:
        subject = self._fill(self.words["out"][self.course.stage(at)][0]["subject"][self.language], who, at)
        return Told("email", direction, at, f"Re: {subject}", self._fill(text, who, at), (who,))

    def _call(self, at: datetime, who: Person) -> Told:
        at, stage = self._at_hour(at, who), self.course.stage(at)
        lines = []
        for side, said in self.chance.choice(self.words["calls"][stage]):
            pains = self.words["pains"][who.pains[0]][self.language]
            text = self.chance.choice(pains) if said == "pain" else said[self.language]
            name = self.course.owner.split()[0] if side == "r" else who.first
            lines.append(f"{name}: {self._fill(text, who, at)}")
        direction = "in" if self.chance.random() < 0.15 else "out"
        subject = self.words["call_subject"][self.language][stage]
        return Told("call", direction, at, subject, "\n".join(lines), (who,), self.chance.uniform(6, 40))

    def _meeting(self, at: datetime, who: Person) -> Told:
        at, stage = self._working(at), self.course.stage(at)
        there = [p for p, since in zip(self.course.people, self.course.joined, strict=True) if since <= at]
        people = tuple(dict.fromkeys((who, *there)))[: self.chance.choice((1, 2, 3))]
        text = self._fill(self.chance.choice(self.words["meeting"][self.language][stage]), who, at)
        subject = self._fill(self.words["meeting_subject"][self.language][stage], who, at)
        return Told("meeting", None, at, subject, text, people, self.chance.choice((30, 45, 60, 90)))

    def _aside(self, at: datetime, who: Person) -> Told:
        """A note, a task of ours, or a visit of our web site."""
        kind = self.chance.choices(("note", "visit", "task"), (50, 35, 15))[0]
        text = self._fill(self.chance.choice(self.words[kind][self.language]), who, at)
        if kind == "visit":
            return Told(kind, "in", at, text, "", (who,))
        if kind == "task":
            return Told(kind, None, at, text, "", ())
        return Told(kind, None, at, "", text, (who,))

    def _end(self, closed: datetime) -> Told:
        outcome = "won" if self.course.won else "lost"
        who = self.course.people[0]
        line = self.chance.choice(self.words["end"][outcome][self.language])
        greeting = self.words["greeting"][self.language][who.style][0]
        bye = self.words["bye"][self.language][who.style][0]
        return self._mail(closed - timedelta(minutes=20), who, f"{greeting}\n\n{line}\n\n{bye}", "in")

    def _planned(self) -> Told:
        """A meeting in the diary."""
        who = self._who(self.course.now)
        at = self._working(self.course.now + timedelta(days=self.chance.choice((1, 2, 3, 5, 8, 12))))
        stage = self.course.stage(self.course.now)
        subject = self._fill(self.words["meeting_subject"][self.language][stage], who, at)
        entered = self.course.now - timedelta(days=self.chance.uniform(0.2, 3))
        entered = max(entered, self.course.created)
        return Told("meeting", None, at, subject, "", (who,), 45, entered)

    def _at_hour(self, at: datetime, who: Person) -> datetime:
        """The same day at an hour at which this person writes, in their own time zone."""
        first, last = content("company")["styles"][who.style]["hour"]
        hour = self.chance.uniform(first, last) - _ZONES.get(who.timezone, 1)
        return self._on_workday(at).replace(hour=int(hour) % 24, minute=int(hour * 60) % 60)

    def _working(self, at: datetime) -> datetime:
        return self._on_workday(at).replace(hour=self.chance.randint(8, 15), minute=self.chance.choice((0, 5, 15, 30)))

    def _on_workday(self, at: datetime) -> datetime:
        free = (4, 5) if self.language == "he" else (5, 6)
        while at.weekday() in free:
            at -= timedelta(days=1)
        return at

    def _said(self, texts: dict[str, list[str]]) -> str:
        return self.chance.choice(texts[self.language])

    def _fill(self, text: str, who: Person, at: datetime) -> str:
        if "{" not in text:
            return text
        course = self.course
        others = [person.first for person in course.people if person is not who]
        shares = [share for since, share in course.discounts if since <= at]
        return text.format(
            first=who.first, last=who.last, rep=course.owner.split()[0], company=course.account.name,
            handlers=course.account.handlers, product=course.product, competitor=course.competitor or "FormFox",
            other=others[0] if others else {"en": "my board", "he": "ההנהלה"}[self.language],
            price=f"{course.price(at):,.0f} {course.account.currency}", share=round(100 * (shares or [0])[-1]),
            day=self.chance.choice(self.words["days"][self.language]),
        )  # fmt: skip
