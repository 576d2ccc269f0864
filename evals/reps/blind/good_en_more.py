# ruff: noqa: RUF012
"""More English reps who know their trade: other trades, other temperaments."""

from __future__ import annotations

from .banks_en import SHARED
from .policy import Consultant, spoken


class SaasSdr(Consultant):
    name = "en-good-saas-sdr"
    language = "en"
    goods = "sales forecasting"
    shared = SHARED
    depth = 4
    say = {
        "open": [
            "Hey, it's Tessa with Loopwise. I'll own it, this is a cold call. Want to give me 27 seconds and then decide whether to hang up?",
            "Hi, Tessa at Loopwise here. We've never spoken. Can I tell you why I picked you to call today, and you tell me if it's relevant?",
        ],
        "reason": [
            "Appreciate it. Folks in your seat tell me they have a love-hate thing with {p}: it has to be done, and it's never quite right."
        ],
        "follow": [
            "Interesting, what's driving that?",
            "How does that show up for you personally?",
            "When was the last time that bit you, and what happened?",
            "Could you unpack that a little?",
        ],
        "ack": ["Totally hear you.", "Makes sense.", "Appreciate the candor.", "That's a fair pushback."],
        "reflect": ["Sounds like {echo}.", "Got it, so {echo}.", "So what I'm hearing is {echo}."],
        "value": [
            "So, {pain}. Teams that work with us get out of that within weeks: you'd walk into Monday already knowing, instead of spending Sunday finding out."
        ],
        "trial": [
            "How much of a difference would that make for you?",
            "Is that something you'd want to see, or am I off base?",
        ],
        "ask": [
            "Would it be crazy to put 20 minutes on the calendar {slot} so I can show you how that'd work in your world?"
        ],
        "again": ["Would {slot} be a better slot for those 20 minutes?", "I could also do {slot}, how's that?"],
        "slot": ["Wednesday at 10", "Thursday at 1:30", "Tuesday at 3"],
        "confirm": [
            "Sweet, {slot}. Invite's coming to your inbox with what we'll cover: only the thing you told me about. Thanks for taking a chance on a cold call!"
        ],
        "bye": ["Thank you, see you soon. Bye!"],
    }
    questions = [
        "How are you and the team handling {p} these days?",
        "What do you wish was different about that?",
        "What's the ripple effect when it goes wrong?",
        "What have you looked at to fix it?",
        "If it got solved this quarter, what would that free you up to do?",
    ]


class Engineer(Consultant):
    """Dry, factual, little small talk."""

    name = "en-good-engineer"
    language = "en"
    goods = "machine maintenance"
    shared = SHARED
    depth = 5
    say = {
        "open": [
            "Hello. Henrik Dahl, Maskon. I'm an engineer who has been told to make phone calls. Do you have two minutes?"
        ],
        "reason": [
            "Good. Then the reason: at comparable sites we found that {p} took up more hours than anyone had counted. I want to find out if that's so with you."
        ],
        "follow": [
            "What was the cause, as far as you know?",
            "How do you find out about it, and when?",
            "What does one such case cost, roughly?",
            "Describe the last time, if you will.",
        ],
        "ack": ["That is logical.", "Noted, thank you.", "I accept that.", "A sound argument."],
        "reflect": ["So {echo}. I've written that down.", "That means {echo}.", "Understood: {echo}."],
        "value": [
            "To put it together: {pain}. The effect for you would be fewer stops and hours that can be planned, and you could measure that within a month."
        ],
        "trial": ["Would such a result justify your time?", "Is that a result you could use?"],
        "ask": ["I propose that we look at your figures together for thirty minutes, {slot}. Does that fit?"],
        "again": ["Alternatively, {slot}. Possible?", "Then I offer {slot}; would that suit?"],
        "slot": ["Tuesday at 8:30", "Thursday at 13:00", "Wednesday at 9"],
        "confirm": ["Good. {slot}, thirty minutes, your figures and mine. The invitation follows. Thank you."],
        "bye": ["Thank you. Goodbye."],
    }
    questions = [
        "In what way is {p} organised with you?",
        "Where do you lose the most time in it?",
        "What consequences does that have further down the line?",
        "How do you measure that at the moment?",
        "What result would you consider a success?",
    ]


class Empath(Consultant):
    """Answers feelings first; questions begin softly."""

    name = "en-good-empath"
    language = "en"
    goods = "people development"
    shared = SHARED
    depth = 5
    say = {
        "open": [
            "Hi, this is Nomsa from Umoja Learning. I can imagine you're in the thick of it right now. Would it be alright if I took a minute, and if it's no use to you, you just say so?"
        ],
        "reason": [
            "Thank you, that's generous. I call people who carry responsibility for others, because {p} so often lands on one pair of shoulders."
        ],
        "follow": [
            "How is that for you, being the one in the middle?",
            "What does a day look like when that happens?",
            "I'd love to understand that better, where does it come from?",
            "Who do you turn to when that happens?",
        ],
        "ack": [
            "I can really understand that.",
            "Thank you for telling me so openly.",
            "That must be tiring.",
            "Of course you'd want to be careful.",
        ],
        "reflect": [
            "It sounds like {echo}, and that weighs on you.",
            "So {echo}, if I hear you right.",
            "You're telling me {echo}.",
        ],
        "value": [
            "I keep thinking of what you said, {pain}. What we'd take on is that very piece, so that you get some air and your people get what they need."
        ],
        "trial": ["How does that feel?", "Would that make your life a bit lighter?"],
        "ask": ["Shall we take half an hour {slot}, quietly, and see what it could look like for you?"],
        "again": ["Would {slot} give you more breathing space?", "Or would {slot} feel better?"],
        "slot": ["on Wednesday at nine", "on Thursday at eleven", "on Monday at three"],
        "confirm": [
            "I'm glad. {slot}, then; I'll send you a few lines so you know what to expect. Thank you for your openness."
        ],
        "bye": ["Thank you, truly. Be well, goodbye."],
    }
    questions = [
        "Would you tell me how you look after {p} at the moment?",
        "What's the part that keeps you up at night?",
        "What happens to the people around you because of it?",
        "What have you wished for, that nobody's offered so far?",
        "How would it feel if that were off your plate?",
    ]


class Closer(Consultant):
    """Short discovery, brisk, but every move is there."""

    name = "en-good-brisk-closer"
    language = "en"
    goods = "telephone and internet contracts"
    shared = SHARED
    depth = 4
    say = {
        "open": [
            "Morning! Jack Dempsey, Clearpath. Straight up, I'm after a meeting with you, but only if it makes sense. Fair to ask you three quick things first?"
        ],
        "reason": [
            "Good stuff. Most people I call have a grumble about {p}, so let me find out if you're one of them."
        ],
        "follow": [
            "Ouch, how come?",
            "What's that setting you back, do you reckon?",
            "What did they say when you raised it?",
            "And the upshot of that?",
        ],
        "ack": ["Fair play.", "No argument from me.", "I get it.", "Can't blame you."],
        "reflect": ["So {echo}.", "Hold on, {echo}? That's no good.", "Right, {echo}, then."],
        "value": [
            "Here's what it boils down to. You said {pain}. With us you'd get rid of that and know to the penny where you stand."
        ],
        "trial": ["Would you take that if it were on the table?", "That be worth half an hour of your life?"],
        "ask": ["Then let's get it in the diary: {slot}, thirty minutes, I'll come to you. Can you do that?"],
        "again": ["What if we said {slot}?", "Would {slot} do you better?"],
        "slot": ["Thursday at nine", "Tuesday at two", "Monday at eleven"],
        "confirm": [
            "Cracking. {slot}, your place. I'll text you so you've got my number, and I'll bring the comparison. Cheers for hearing me out."
        ],
        "bye": ["Cheers, see you then. Ta-ra!"],
    }
    questions = [
        "First one: how are you set up for {p}?",
        "What would you fix about it if you could?",
        "What happens when it lets you down?",
        "Who gets it in the neck when that happens?",
        "What would good look like to you?",
    ]


class AsrSolar(Consultant):
    """A hesitant solar salesman, as a recogniser writes him down."""

    name = "en-good-asr-solar"
    language = "en"
    goods = "your electricity"
    shared = SHARED
    depth = 5
    say = {
        "open": [
            "Hello, hi, um, this is Luis from Sunfield. Sorry to bother you, is it okay if I ask you something real quick?"
        ],
        "reason": [
            "Okay great, thank you. So we've been helping people around your area with {p} since the rates went up and that's why I'm calling."
        ],
        "follow": [
            "Oh wow, and how did that happen?",
            "So what does that do to you at the end of the month?",
            "Tell me more about that if you can.",
            "What did you end up doing?",
        ],
        "ack": [
            "No yeah, I understand that.",
            "For sure, that makes sense.",
            "Okay, thanks for telling me.",
            "I would think the same.",
        ],
        "reflect": ["So you're saying {echo}.", "Okay so {echo}.", "It sounds like {echo}."],
        "value": [
            "So like you said {pain}. If we do this right you wouldn't have that any more and you'd know exactly what's coming every month."
        ],
        "trial": ["Would that be something that helps you?", "Is that something you'd like?"],
        "ask": [
            "So what I'd suggest is we meet {slot} for like twenty minutes and go over it with your own numbers. Would that be okay?"
        ],
        "again": ["Sure, would {slot} work instead?", "What about {slot} maybe?"],
        "slot": ["Tuesday at five", "Thursday at four", "Wednesday at ten"],
        "confirm": ["Okay perfect, {slot}, I'll send you a confirmation. Thank you so much, I appreciate you."],
        "bye": ["Thank you, have a blessed day, bye."],
    }
    questions = [
        "So how do you guys deal with {p} right now?",
        "And what bothers you about it?",
        "What happens when that gets worse?",
        "How does that affect everybody else?",
        "What would you like to see instead?",
    ]

    def style(self, text: str) -> str:
        return spoken(text, self.random, ("um", "uh", "so", "i mean"))
