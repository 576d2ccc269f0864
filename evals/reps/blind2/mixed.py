"""Reps with some good moves and a real flaw."""

from __future__ import annotations

from .base import Rep, agreed, hit, tail


class Listed(Rep):
    """Lines in order; the last one repeats with a small change."""

    quality = "mixed"
    lines: tuple = ()
    end = ("So, what do you say?", "Well then?", "Still there?")

    def start(self):
        self.i = 0

    def reply(self, buyer_line, turn):
        if self.i < len(self.lines):
            line = self.lines[self.i]
            self.i += 1
            return self.pick(*line) if isinstance(line, tuple) else self.fill(line)
        return self.pick(*self.end)


class GoodStartThenPitch(Listed):
    """Fine for three turns, then tells everything."""

    name = "en-mixed-start-then-pitch"
    lines = (
        "Hi, Leo Hart, we haven't met. May I say in thirty seconds why I'm calling?",
        "Thanks. I hear a lot about {pain} these days. How is it with you?",
        "And what happens then?",
        "Okay, that's just what we solve. {thing}, with a dashboard, alerts, an app, roles, reports and a help desk that answers in an hour.",
        "There's also an interface to all the usual systems, and the setup is done by our people in two weeks.",
        "What else would you like to know?",
        "Good. Can we meet on Tuesday at ten?",
        "Wednesday perhaps?",
    )


class DiscoversNeverCloses(Listed):
    """Good questions, no ask."""

    name = "en-mixed-never-closes"
    lines = (
        "Hello, Ida Berg. Is it alright if I explain briefly why I called?",
        "I talk to people about {area}. How do you find {pain} affects you?",
        "Why is that?",
        "What does it do to {team}?",
        "How long has it been so?",
        "What would help?",
        "That was very interesting, thank you.",
        ("I'll perhaps be in touch at some point.", "Maybe we'll speak again sometime."),
        "I'll let you get on, then.",
    )
    end = ("Thanks again.", "It was really nice to talk.", "Have a nice day, maybe we'll talk one day.")


class CavesAtFirstNo(Rep):
    """Good until the first objection, then apologises and sends an email."""

    name = "en-mixed-caves"
    quality = "mixed"

    def start(self):
        self.i = 0
        self.gone = False

    def reply(self, buyer_line, turn):
        if self.gone or (
            turn
            and hit(
                buyer_line,
                "expensive",
                "price",
                "budget",
                "busy",
                "already",
                "interested",
                "email",
                "think",
                "boss",
                "happy",
            )
        ):
            self.gone = True
            return self.pick(
                "Oh, sorry, of course. I'll just send you something then.",
                "No problem at all, sorry to bother you. I'll email a brochure.",
                "Right, sorry. Maybe another year.",
            )
        lines = [
            "Hi, this is Peter Long, can I have thirty seconds?",
            "Thanks. How do you deal with {pain}?",
            "And what does that cost you?",
            "Who is affected?",
            "I see, so it's a real burden. Did I get that?",
            "Could we meet on Tuesday at ten to look at it?",
            "Maybe Thursday?",
        ]
        line = self.fill(lines[min(self.i, 6)])
        self.i += 1
        return line


class LateListener(Listed):
    """Pitches first, notices, then listens and closes."""

    name = "en-mixed-late-listener"
    lines = (
        "Hi, Vera Stone here, we make {thing}. It's the fastest on the market and it saves a third of the work.",
        "We have over two hundred customers and won an award this year.",
        "Sorry, I've been talking a lot. How do you do this today?",
        "What's hard about it?",
        "And what comes of that?",
        "I understand, that's a fair point. What's behind it?",
        "Thanks. Then we'd look at just that, with no cost to you at the start.",
        "{peer} {result}. Would Thursday at ten work for a short look?",
        "Or Friday at two?",
        "Thank you, I'll send the invite.",
    )


class YesNoOnly(Listed):
    """Only closed questions."""

    name = "en-mixed-yes-no"
    lines = (
        "Hi, Mark Penn, is this a good time?",
        "Do you handle {area}?",
        "Is {pain} a problem for you?",
        "Do you think it could be better?",
        "Have you looked at anything for it?",
        "Would you like to save time?",
        "We do {thing}. Can we meet on Tuesday at ten?",
        "Is Wednesday good?",
    )


class PushyCloserHe(Listed):
    """Hebrew: decent discovery, then presses the same ask."""

    name = "he-mixed-pushy"
    language = "he"
    lines = (
        "שלום, גיא מדבר, אפשר חצי דקה?",
        "איך אתם מתמודדים היום עם {pain}?",
        "ומה קורה בגלל זה?",
        "אוקיי, אז ניפגש ביום שלישי בעשר?",
        "למה לא? זה רק עשרים דקות. שלישי בעשר?",
        "בכל זאת, מה יש להפסיד? נקבע?",
        "אז רביעי. קבעתי, בסדר?",
    )
    end = ("אז מתי נפגשים?", "נו, נקבע?", "רק תגידו כן ונסיים.")


class RambleHe(Listed):
    """Hebrew: warm but rambles, one question now and then."""

    name = "he-mixed-rambler"
    language = "he"
    lines = (
        "שלום שלום, כאן אורית, מה שלומכם, איזה חום היום, אני בדיוק חזרתי מהילדים, רציתי לומר שאני מתקשרת לגבי {area} כי הרבה אנשים מדברים איתי על זה לאחרונה, ככה בכל מיני מקומות, וחשבתי שאולי גם אצלכם.",
        "כן, אז אצל אחת הלקוחות שלי היה {pain}, והיא סיפרה לי סיפור שלם, ואיך זה אצלכם?",
        "מעניין, גם אצל בן דוד שלי. ומה עושים עם זה?",
        "הבנתי. אז יש לנו {thing}, וזה עוזר, יש כל מיני אפשרויות ואני יכולה להסביר על כולן.",
        "מה דעתכם על כל זה?",
        "אולי ניפגש ביום שלישי בעשר ונדבר?",
        "או ביום אחר, מתי שנוח לכם, רביעי בשתיים?",
    )
    end = ("אז מה אתם אומרים?", "טוב, תחשבו על זה.", "אני פה אם צריך.")


class QuoteNoDepth(Rep):
    """Echoes and agrees with everything, asks one real question, closes too early."""

    name = "en-mixed-echo-early-close"
    quality = "mixed"

    def reply(self, buyer_line, turn):
        if turn == 0:
            return "Hi, it's Fay Dunne, do you have a quick minute for me?"
        if turn == 1:
            return self.fill("Great. How are you coping with {pain}?")
        if turn == 2:
            return f'Right, "{tail(buyer_line)}", I hear that a lot. Shall we meet on Monday at ten and I show you {self.words["thing"]}?'
        if agreed(buyer_line):
            return "Great, see you then."
        return self.pick(
            f'"{tail(buyer_line)}", yes. What makes you say that?',
            "I see. And why is that?",
            "Okay. Would Thursday at three be possible then?",
            "Got it, we can start small and see. Does that help?",
        )
