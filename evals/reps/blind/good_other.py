"""Good reps on plans of their own, each a small script apart from the shared policy and its wording."""

from __future__ import annotations

import re
from itertools import count

from .ear import hear, when
from .policy import Rep, spoken

TOPICS = [
    (r"spreadsheet|excel|paper|manual|by hand|retyp|twice", "all that handwork"),
    (r"late|delay|wait|slow|takes (too|for)|overdue", "the waiting"),
    (r"complain|unhappy|angry|upset|reviews?", "the unhappy customers"),
    (r"leav|quit|turnover|hir(e|ing)|staff|people", "the people side"),
    (r"cost|expens|pay|price|premium|bill|money|budget", "the money side"),
    (r"error|mistake|wrong|correct|miss", "the mistakes"),
    (r"hours?|days?|week|time|evening|weekend", "the time it takes"),
    (r"claim|cover|risk|audit|fine|legal|complian", "the risk in it"),
    (r"report|numbers|data|visib|know|track", "not seeing where you stand"),
    (r"system|software|tool|app|crash|down", "the tools letting you down"),
]


def topic(line: str) -> str:
    """What the buyer's line is about, in a rep's paraphrase; empty when nothing stands out."""
    return next((name for pattern, name in TOPICS if re.search(pattern, line.lower())), "")


class Paraphraser(Rep):
    """Says things back in her own words, never the buyer's; two rounds on an objection before any answer."""

    name = "en-good-paraphraser"
    quality = "good"
    language = "en"
    ladder = (
        "Could you paint me a picture of how {p} runs with you today?",
        "And where does it start to hurt?",
        "When that happens, what does it set off?",
        "What would the next twelve months look like if nobody touches it?",
        "Suppose you could wave a wand, what would be different?",
        "What else should I know about it?",
    )
    whys = (
        "I'd like to understand that properly. What's the story behind it?",
        "Okay. What would you need to be comfortable on that score?",
        "That deserves a proper answer. What worries you most about it?",
        "Right. What have you seen or been told that makes you say so?",
    )
    replies = (
        "Then here's how we'd meet that: we begin with one small piece, you see what it brings, and only then does anything bigger get talked about.",
        "What helps there is that our people do the work and you keep the brake in your hand, you can stop any month.",
        "We'd put your figures and ours on one sheet, and if it doesn't come out in your favour you'll hear it from me first.",
        "Two customers with that very worry are happy to take your call; they'll tell you what went well and what didn't.",
    )
    dates = ("Wednesday at ten", "Thursday at three", "Monday at half past nine")

    def __init__(self, seed: int, product: str | None = None) -> None:
        super().__init__(seed, product)
        self.goods = product or "your insurance programme"
        self.step = 0
        self.asks = 0
        self.worries = 0
        self.digging = 0
        self.topics: list[str] = []
        self.done = False

    def thanks(self, line: str) -> str:
        about = topic(line)
        if about and about not in self.topics:
            self.topics.append(about)
            frames = [
                f"So it's {about} that gets to you.",
                f"Ah, {about}, I see.",
                f"It comes down to {about}, then.",
                f"I can imagine {about} wears you out.",
            ]
        else:
            frames = [
                "Thank you, I'm getting a clearer view.",
                "I follow.",
                "That's useful to know.",
                "I appreciate you explaining that.",
            ]
        return self.pick("frame" + bool(about) * "t", frames) if not about else self.random.choice(frames)

    def next_question(self) -> str:
        question = self.ladder[self.step % len(self.ladder)]
        self.step += 1
        return question

    def proposal(self) -> str:
        date = self.dates[self.asks % len(self.dates)]
        self.asks += 1
        about = self.topics[0] if self.topics else "what you told me"
        return self.pick(
            "proposal",
            [
                f"Let's spend twenty-five minutes on {about} together, {date}. Does that fit in your week?",
                f"I'd suggest we look into {about} face to face, say {date}. Would you be free?",
                f"How would {date} be, for half an hour on {about} and nothing else?",
            ],
        )

    def reply(self, buyer_line: str, turn: int) -> str:
        return self.style(self.speak(buyer_line, turn).replace("{p}", self.goods))

    def style(self, text: str) -> str:
        return text

    def speak(self, line: str, turn: int) -> str:
        if turn == 0:
            return self.random.choice(
                [
                    "Good morning, this is Helen Marsh from Quayside. I'm afraid I'm a stranger; would you allow me a minute to say what made me ring you?",
                    "Hello, Helen Marsh at Quayside. I've a question about {p}, if this moment isn't hopeless for you?",
                ]
            )
        heard = hear(line, asked_meeting=self.asks > 0)
        if heard.kind == "goodbye" and not self.done:
            return "Thank you for talking to me all the same. Goodbye."
        if self.done:
            return "Thank you very much. I'm looking forward to it, goodbye."
        if heard.kind == "agreed":
            self.done = True
            return f"Marvellous. So that's {when(line) or self.dates[(self.asks - 1) % 3]}; a confirmation will be with you today. Thank you for making the time."
        if self.digging:
            self.digging = 0
            return f"{self.thanks(line)} {self.pick('reply', list(self.replies))} Would that ease your mind?"
        if heard.kind == "objection" and self.worries < 4:
            self.worries += 1
            self.digging = 1
            return (
                self.pick(
                    "agree",
                    [
                        "I can well understand that.",
                        "You're right to raise it.",
                        "I'd think twice as well.",
                        "That's a sensible reservation.",
                    ],
                )
                + " "
                + self.pick("why", list(self.whys))
            )
        if heard.kind == "question":
            return f"In a word: we look after {{p}} for firms like yours and take the trouble out of it; what it costs depends on what you need. {self.next_question()}"
        if turn == 1:
            return f"Kind of you. I keep hearing from people in your line of work that {{p}} has become a bigger headache than it used to be, so I wanted to ask rather than assume. {self.next_question()}"
        if self.step < 5:
            return f"{self.thanks(line)} {self.next_question()}"
        if not self.asks and self.step == 5:
            self.step += 1
            about = self.topics[0] if self.topics else "all that"
            return f"{self.thanks(line)} If we took {about} off your hands, you'd have room again for what you're really there to do. How would that sound?"
        return self.proposal()


class ParaphraserAsr(Paraphraser):
    name = "en-good-paraphraser-asr"

    def style(self, text: str) -> str:
        return spoken(text, self.random)


class UpFront(Rep):
    """Agrees an agenda at the start, sums up before asking, and takes a no as a reason to ask."""

    name = "en-good-upfront-contract"
    quality = "good"
    language = "en"

    def __init__(self, seed: int, product: str | None = None) -> None:
        super().__init__(seed, product)
        self.goods = product or "recruiting"
        self.notes: list[str] = []
        self.plan = iter(
            (
                f"So, to begin with, how does {self.goods} work at your place?",
                "What's not going the way you'd like there?",
                "Can you take me through the last time that happened?",
                "And what did it do to the business, or to you?",
                "How have you tried to deal with it?",
            )
        )
        self.days = (
            f"{day} at {hour}"
            for day, hour in zip(("Tuesday", "Wednesday", "Friday") * 9, ("eleven", "two", "nine") * 9, strict=True)
        )
        self.turns = count()
        self.asked = 0
        self.mode = "talk"
        self.day = ""

    def short(self, line: str) -> str:
        about = topic(line)
        if about and about not in self.notes:
            self.notes.append(about)
        return self.pick(
            "short",
            [
                "Okay, I've noted that.",
                "Thanks, that's clear.",
                "I see what you mean.",
                "That tells me a lot.",
                "Understood, and thank you.",
            ],
        )

    def reply(self, buyer_line: str, turn: int) -> str:
        if turn == 0:
            return self.random.choice(
                [
                    "Hi, it's Sam Otieno from Fairway. Could I suggest something: I ask you a few questions for three minutes, and at the end you tell me whether it's worth going on, yes or no. Are you okay with that?",
                    "Hello, Sam Otieno, Fairway. You don't know me. Would you give me three minutes, and if it's not for you, a plain no is perfectly fine?",
                ]
            )
        heard = hear(buyer_line, asked_meeting=self.asked > 0)
        if self.mode == "bye" or heard.kind == "goodbye":
            return self.pick("bye", ["Thanks, I appreciate it. Speak soon, bye.", "Thank you. Goodbye for now."])
        if heard.kind == "agreed":
            self.mode = "bye"
            return f"Perfect, I have us down for {when(buyer_line) or self.day}. You'll get a short mail with the points we touched on. Thank you."
        if self.mode == "why":
            self.mode = "talk"
            return (
                self.short(buyer_line)
                + " "
                + self.pick(
                    "fix",
                    [
                        "What I can offer there is this: nothing gets signed, you see it working on a small piece, and you stay the one who decides.",
                        "The way we get round that is to run next to what you've got for a month, so you compare before you commit.",
                        "In that case we only charge once it's brought you something, so the risk sits with me.",
                        "Then I'd bring the others in early, with one page that answers their questions.",
                    ],
                )
                + " "
                + self.pick(
                    "ok", ["Would you be okay with that?", "Is that a fair way to do it?", "How do you see it?"]
                )
            )
        if heard.kind in {"objection", "hesitation"} and not (heard.kind == "hesitation" and turn < 3):
            self.mode = "why"
            return self.pick(
                "why",
                [
                    "You're allowed to say that, and I take it seriously. What's the reason, if I may?",
                    "Sure, I get that. Help me understand it, what's the main thing that holds you back?",
                    "No problem. What would have to be different for you to see it another way?",
                    "That's a good point. How did you come to that view?",
                    "Fair. What's your experience been with that so far?",
                ],
            )
        following = next(self.plan, "")
        if heard.kind == "question":
            return f"Short answer: we do {self.goods} for mid-sized firms, and the price follows the size of the job, so I'd rather understand yours first. {following or 'Does that answer it?'}"
        if following:
            return f"{self.short(buyer_line) if turn > 1 else 'Thank you.'} {following}"
        if self.mode == "talk" and not self.asked:
            self.asked = 1
            self.day = next(self.days)
            about = " and ".join(self.notes[:2]) or "what you described"
            return f"Let me sum up: for you it's about {about}. We'd take that over, so you'd get the hours back and fewer surprises. Shall we look at that together on {self.day}, twenty minutes?"
        self.asked += 1
        self.day = next(self.days)
        return f"{self.short(buyer_line)} {self.pick('again', ['What about', 'Could you do', 'Might you manage', 'How are you fixed for'])} {self.day}?"


class HebrewParaphraser(Rep):
    """Own words, own plan, in Hebrew."""

    name = "he-good-paraphraser"
    quality = "good"
    language = "he"
    topics_he = (
        (r"אקסל|נייר|ידני|להקליד|פעמיים", "כל העבודה הידנית"),
        (r"מאחר|עיכוב|מחכ|לאט|לוקח", "ההמתנות"),
        (r"תלונ|כועס|לא מרוצ", "הלקוחות שמתלוננים"),
        (r"עוזב|עובדים|צוות|גיוס|אנשים", "הצד של האנשים"),
        (r"יקר|כסף|מחיר|עולה|פרמי|תקציב", "הצד הכספי"),
        (r"טעו|שגיא|תיקונ|מתפספס", "הטעויות"),
        (r"שעות|ימים|יומיים|זמן|שבוע", "הזמן שזה גוזל"),
        (r"תביע|כיסוי|סיכון|ביקורת|קנס", "הסיכון"),
    )
    questions = (
        "אפשר לתאר לי איך {p} נראה אצלכם ביום רגיל?",
        "ואיפה זה מתחיל לכאוב?",
        "וכשזה קורה, מה זה גורר אחריו?",
        "מה יהיה בעוד שנה אם אף אחד לא ייגע בזה?",
        "אם היה אפשר לשנות דבר אחד, מה זה היה?",
    )

    def __init__(self, seed: int, product: str | None = None) -> None:
        super().__init__(seed, product)
        self.goods = product or "ניהול הביטוחים"
        self.step = self.asks = 0
        self.digging = self.done = False
        self.heard_topics: list[str] = []
        self.dates = ("יום רביעי בעשר", "יום חמישי בשלוש", "יום שני בתשע וחצי")

    def thanks(self, line: str) -> str:
        about = next((name for pattern, name in self.topics_he if re.search(pattern, line)), "")
        if about and about not in self.heard_topics:
            self.heard_topics.append(about)
            return self.pick(
                "t", [f"אז {about} זה מה שמציק.", f"כלומר בסוף זה {about}.", f"אני מתאר לעצמי ש{about} זה מתיש."]
            )
        return self.pick("n", ["תודה, עכשיו זה ברור לי יותר.", "אני עוקב.", "טוב לדעת.", "תודה על ההסבר."])

    def reply(self, buyer_line: str, turn: int) -> str:
        return self.speak(buyer_line, turn).replace("{p}", self.goods)

    def speak(self, line: str, turn: int) -> str:
        if turn == 0:
            return "בוקר טוב, מדבר עמית שגיא מחברת רציף. אנחנו לא מכירים; אפשר לקבל דקה כדי להגיד מה הביא אותי להתקשר?"
        heard = hear(line, "he", asked_meeting=self.asks > 0)
        if self.done or heard.kind == "goodbye":
            return "תודה רבה, נתראה. יום טוב." if self.done else "תודה על הזמן בכל זאת. כל טוב."
        if heard.kind == "agreed":
            self.done = True
            return (
                f"נהדר. אז {when(line, 'he') or self.dates[(self.asks - 1) % 3]}, ואישור יישלח עוד היום. תודה על הזמן."
            )
        if self.digging:
            self.digging = False
            answer = self.pick(
                "a",
                [
                    "הדרך שלנו היא להתחיל בחלק קטן, לראות מה הוא מביא, ורק אז לדבר על יותר.",
                    "את העבודה עושים האנשים שלנו, והבלם נשאר אצלכם: אפשר לעצור בכל חודש.",
                    "נשים את המספרים שלכם ושלנו על דף אחד, ואם זה לא לטובתכם אני הראשון שיגיד.",
                    "יש שני לקוחות עם אותו חשש בדיוק שישמחו לדבר איתכם בלעדיי.",
                ],
            )
            return f"{self.thanks(line)} {answer} זה מרגיע קצת?"
        if heard.kind == "objection":
            self.digging = True
            ack = self.pick(
                "k", ["אני יכול להבין את זה.", "נכון להעלות את זה.", "גם אני הייתי חושב פעמיים.", "הסתייגות הגיונית."]
            )
            return f"{ack} {self.pick('w', ['מה הסיפור מאחורי זה?', 'מה צריך כדי להרגיש בנוח עם זה?', 'מה הכי מדאיג בזה?', 'על מה זה מבוסס, ממה שראיתם עד היום?'])}"
        if heard.kind == "question":
            return f"במילה אחת: אנחנו מטפלים בנושא {{p}} לעסקים כמו שלכם, והמחיר נגזר ממה שצריך. {self.ask_next()}"
        if turn == 1:
            return f"תודה. אני שומע מאנשים בתחום שלך ש{{p}} הפך לכאב ראש גדול יותר, ורציתי לשאול ולא לנחש. {self.ask_next()}"
        if self.step < len(self.questions):
            return f"{self.thanks(line)} {self.ask_next()}"
        if not self.asks and self.step == len(self.questions):
            self.step += 1
            about = self.heard_topics[0] if self.heard_topics else "כל זה"
            return f"{self.thanks(line)} אם {about} יורד מכם, נשאר לכם זמן למה שבאמת חשוב. איך זה נשמע?"
        date = self.dates[self.asks % 3]
        self.asks += 1
        return self.pick(
            "p",
            [
                f"בואו נשב על זה יחד עשרים וחמש דקות, {date}. מסתדר?",
                f"אני מציע שניפגש, נגיד {date}. נוח?",
                f"מה לגבי {date}, חצי שעה ורק על זה?",
            ],
        )

    def ask_next(self) -> str:
        question = self.questions[min(self.step, len(self.questions) - 1)]
        self.step += 1
        return question
