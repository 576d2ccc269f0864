# ruff: noqa: RUF012
"""Reps who make some of the moves and skip others."""

from __future__ import annotations

from .ear import Heard
from .good_en import Concise, PermissionOpener, ReasonFirst, WarmNeighbour
from .good_he import HebrewMan, HebrewWoman
from .policy import Consultant


class NoExplore(ReasonFirst):
    """Answers every objection on the spot, never asks what is behind it."""

    name = "en-mixed-no-explore"
    quality = "mixed"

    def explore(self, kind: str) -> str:
        self.started = True
        return f"{self.line('ack')} {self.line('answer:' + kind, 'answer')}"


class NoDate(PermissionOpener):
    """Discovers well, then leaves the next step in the air."""

    name = "en-mixed-no-date"
    quality = "mixed"
    say = PermissionOpener.say | {
        "ask": ["Well, I'll pop some information over and we can see from there."],
        "again": [
            "Great, so maybe we'll be in touch some time then.",
            "Okay, have a think about it and give me a shout if you like.",
            "I'll leave it with you, then.",
        ],
        "soft": ["All right, perhaps another time."],
    }


class ClosedOnly(Consultant):
    """Polite, listens a bit, but only ever asks yes-or-no questions."""

    name = "en-mixed-closed-only"
    quality = "mixed"
    language = "en"
    goods = "office cleaning"
    shared = PermissionOpener.shared
    depth = 5
    say = PermissionOpener.say | {
        "open": ["Good morning, it's Pete at Sparkle. Do you have a minute for me?"],
        "follow": [
            "Is that every month?",
            "Is it the same people each time?",
            "Have you told them?",
            "Does that bother you?",
        ],
        "explore": ["Is it because of the price?", "Is that final?", "Do you mean this year?"],
    }
    shared = {k: v for k, v in PermissionOpener.shared.items() if not k.startswith("explore")}
    questions = [
        "Are you the one who looks after {p}?",
        "Have you got a contract for it?",
        "Is it working well?",
        "Are you paying more than last year?",
        "Would you like it to be better?",
    ]


class EarlyPitcher(WarmNeighbour):
    """Two sentences of features before the first question, and no reflection later."""

    name = "en-mixed-early-pitch"
    quality = "mixed"
    goods = "family health cover"
    depth = 3
    say = WarmNeighbour.say | {
        "reason": [
            "Lovely. So, we do {p} with a free app, a round-the-clock helpline, dental built in and no paperwork at all, and we've just won an award for it, which we're ever so proud of."
        ],
        "reflect": ["Oh, right.", "I see, I see.", "Mm, yes."],
    }


class Hurried(Concise):
    """One question, no link to what was said, straight to the diary."""

    name = "en-mixed-hurried"
    quality = "mixed"
    depth = 1

    def value(self) -> str:
        self.valued += 1
        self.tried = True
        return "We sort all that out, good service, good people. " + self.ask()


class Rambler(PermissionOpener):
    """Knows the moves, buries them under chatter."""

    name = "en-mixed-rambler"
    quality = "mixed"
    asides: list[str] = [
        "You know, that reminds me of a client of ours up in Perth, lovely fellow, who had the same thing with his father's firm, and it took them the best part of two years to sort it out, what with the builders and the bank and then the pandemic on top of it all.",
        "I was only saying to my colleague this morning that nobody talks about these things any more, in the old days you would meet people, have a coffee, and a handshake was a handshake, while nowadays it is all portals and passwords and chat windows.",
        "We are a rather unusual company in that sense, we started out above a bakery with two desks and a fax, and now there are a hundred and ten of us in three offices, with our own training school and a football team that has never won a match.",
        "There is a whole science to it of course, I could go on for hours, there are the regulations, which changed in April, and the tax side, and then the people side, which everyone forgets, although that is where it always goes wrong in the end.",
    ]

    def move(self, heard: Heard, buyer_line: str, echo: str) -> str:
        said = super().move(heard, buyer_line, echo)
        return (
            f"{self.pick('aside', self.asides)} {said}" if self.random.random() < 0.6 and not self.confirmed else said
        )


class Autopilot(ReasonFirst):
    """Reads a decent script from top to bottom and hears nothing."""

    name = "en-mixed-autopilot"
    quality = "mixed"
    questions = [
        *ReasonFirst.questions,
        "Who else is touched by it in your company?",
        "How long has that been your way of working?",
        "What would you tell a friend who had to set it up from scratch?",
    ]
    say = ReasonFirst.say | {
        "again": [
            *ReasonFirst.say["again"],
            "Shall we pencil in {slot}?",
            "I could also come {slot}, how's that?",
            "Let me suggest {slot}, then.",
            "And {slot}?",
        ]
    }

    def reply(self, buyer_line: str, turn: int) -> str:
        if turn == 0:
            return self.render(self.line("open"))
        if turn <= len(self.questions):
            return self.render(self.question())
        if turn == len(self.questions) + 1:
            return self.render(self.line("value:blank"))
        self.slot = self.slots[turn % len(self.slots)]
        return self.render(self.line("ask" if turn == len(self.questions) + 2 else "again"))


class HebrewNoExplore(HebrewMan):
    name = "he-mixed-no-explore"
    quality = "mixed"

    def explore(self, kind: str) -> str:
        self.started = True
        return f"{self.line('ack')} {self.line('answer:' + kind, 'answer')}"


class HebrewNoDate(HebrewWoman):
    name = "he-mixed-no-date"
    quality = "mixed"
    say = HebrewWoman.say | {
        "ask": ["אז אני אעביר קצת חומר ונראה מה יהיה."],
        "again": ["טוב, אז אולי נדבר מתישהו.", "תחשבו על זה, ואם בא לכם תרימו טלפון.", "אני משאירה את זה אצלכם."],
        "soft": ["בסדר, אולי בפעם אחרת."],
    }
