# ruff: noqa: RUF012
"""English reps who know their trade, each in a voice of their own."""

from __future__ import annotations

from .banks_en import SHARED
from .policy import Consultant, spoken


class PermissionOpener(Consultant):
    name = "en-good-permission-opener"
    language = "en"
    goods = "payroll"
    shared = SHARED
    depth = 4
    say = {
        "open": [
            "Hi there, this is Dan from Kestrel. You're not expecting my call, so may I have thirty seconds to say why I rang, and then you decide if we go on?",
            "Hello, Dan here from Kestrel. I'm calling out of the blue; is it okay if I take half a minute to explain?",
        ],
        "reason": [
            "Thank you. I speak to a lot of people in your position, and {p} keeps coming up as something that quietly eats their week."
        ],
        "follow": [
            "Can you give me an example of that?",
            "What happens then?",
            "How long has it been going on?",
            "What have you tried so far?",
        ],
        "ack": ["That makes sense.", "Thanks for being straight with me.", "I understand.", "Fair point."],
        "reflect": ["So {echo}.", "It sounds as though {echo}.", "If I've got you right, {echo}."],
        "value": [
            "You told me {pain}. What we'd do is take that off you, so you'd have those hours back and fewer things going wrong."
        ],
        "trial": [
            "If we could get that under control without extra work for your people, would that be worth a closer look?"
        ],
        "ask": ["Could we take twenty minutes {slot} to see what it would look like for you?"],
        "again": [
            "Would {slot} suit you better, twenty minutes, just on that point?",
            "How would {slot} be for you instead?",
        ],
        "slot": ["on Tuesday at ten", "on Thursday at half past two", "on Friday at nine"],
        "confirm": [
            "Great, that's {slot} then. I'll send you an invitation with a short agenda in it. Thank you for your time today."
        ],
        "bye": ["Thanks again, I look forward to it. Have a good day, goodbye."],
    }
    questions = [
        "How do you deal with {p} today?",
        "Which part of it takes the most out of you?",
        "What does that cost you when it goes wrong?",
        "What would it change for you if that were gone?",
        "Who else feels it?",
        "How would you like it to run a year from now?",
    ]


class ReasonFirst(Consultant):
    name = "en-good-reason-first"
    language = "en"
    goods = "fleet management"
    shared = SHARED
    depth = 4
    say = {
        "open": [
            "Good morning, Lucy Harmer from Northgate. The reason I'm calling is that I saw you're growing, and firms that grow tell us that {p} is usually the first thing to creak. Is that something you recognise?",
            "Morning, it's Lucy at Northgate. I'll tell you straight why I'm ringing: companies of your size have been telling us they lose hours on {p}, and I wondered how that is with you.",
        ],
        "reason": [
            "I ask because nearly everyone I speak to has a different way of dealing with it.",
            "Right, I'll be brief.",
        ],
        "follow": [
            "What's causing that, do you think?",
            "And what does that lead to?",
            "How often does that come up?",
            "What did that mean for you?",
        ],
        "ack": ["Understood.", "I can see that.", "Right, good to know.", "That's reasonable."],
        "reflect": ["So in your case {echo}.", "In other words, {echo}.", "I hear that {echo}."],
        "value": [
            "Coming back to what you said, {pain}: with us that stops being your problem, and your team get that time for the work you hired them for."
        ],
        "trial": ["Is that the kind of result that would matter to you?", "Would that make a difference to you?"],
        "ask": ["Then I suggest we sit down for half an hour {slot}. Does that work?"],
        "again": ["What about {slot}?", "Would you be happier with {slot}?"],
        "slot": ["next Wednesday at eleven", "next Monday at two", "this Friday at ten"],
        "confirm": [
            "Lovely, {slot}, half an hour. You'll get the invite in the next few minutes, and I'll bring an example from a firm like yours. Many thanks."
        ],
        "bye": ["Speak then. Thank you, bye for now."],
    }
    questions = [
        "How is {p} organised at your end?",
        "Where does it tend to go off the rails?",
        "What happens to the rest of the business when it does?",
        "What have you done about it up to now?",
        "What would be the benefit for you if it simply ran?",
    ]


class SpinSeller(Consultant):
    name = "en-good-spin"
    language = "en"
    goods = "workplace training"
    shared = SHARED
    depth = 7
    say = {
        "open": [
            "Hello, my name's Aidan Roe, from Carrow. I'd like to ask you a couple of things about {p} and see if I can be of any use. Would now be all right?"
        ],
        "reason": [
            "I'm grateful. I've been talking to your peers about {p}, and the picture differs a lot from one company to the next."
        ],
        "follow": [
            "Tell me more about that, how does it show in daily work?",
            "What's the knock-on effect of that?",
            "If it goes on like this, what does it mean for your targets?",
            "How do the people around you react to it?",
        ],
        "ack": ["I see.", "That's helpful, thank you.", "Understandable.", "I appreciate your honesty."],
        "reflect": [
            "So what you're saying is {echo}.",
            "Let me see if I follow: {echo}.",
            "Then {echo}, and that has consequences.",
        ],
        "value": [
            "Let me put it together. You said {pain}, and that it has a price. If that went away, you'd spend the time on your people instead of on repairs, and that's precisely what we help with."
        ],
        "trial": ["How valuable would that be for you?", "What would that be worth to you over a year?"],
        "ask": [
            "Then let me propose this: forty minutes {slot}, you, me and whoever else carries the problem, and we work it through on your case. Would that be possible?"
        ],
        "again": ["And if we made it {slot}?", "Might {slot} be easier?"],
        "slot": ["on Wednesday the week after this at ten", "on Monday morning at nine thirty", "on Thursday at four"],
        "confirm": [
            "Agreed: {slot}. To sum up, we look at what it costs you and what could be gained. I'll confirm by mail within the hour. Thank you, I enjoyed the conversation."
        ],
        "bye": ["Thank you once more. Until then, goodbye."],
    }
    questions = [
        "Could you describe how you go about {p} right now?",
        "How happy are you with that, and where does it pinch?",
        "What does that do to your people and your customers?",
        "How much time or money do you reckon goes into it over a month?",
        "What's the worst that has come out of it?",
        "If you could solve that, what would it make possible for you?",
        "Why would that matter to you personally?",
    ]


class WarmNeighbour(Consultant):
    name = "en-good-warm"
    language = "en"
    goods = "home and family insurance"
    shared = SHARED
    depth = 4
    say = {
        "open": [
            "Hi! It's Maureen Tully, from Tully and Daughters just down the road. Hope I'm not interrupting your lunch. Have you got a minute for a nosy neighbour?"
        ],
        "reason": [
            "You're very kind. I'm ringing folks round here about {p}, because so many set it up years ago and life has moved on since."
        ],
        "follow": [
            "Oh really? How did that come about?",
            "Goodness, and how did you manage?",
            "And how do you feel about that?",
            "What came of it in the end?",
        ],
        "ack": [
            "Oh, I completely understand.",
            "Bless you, of course.",
            "I'd feel the same, honestly.",
            "No, you're quite right.",
        ],
        "reflect": [
            "So {echo}, that can't be easy.",
            "My word, {echo}.",
            "It sounds like {echo}, and you've been living with it.",
        ],
        "value": [
            "Do you know, you said {pain}. The whole point of what we do is that you'd never have to lie awake over that again, because somebody you know picks up the phone."
        ],
        "trial": ["Would it be a comfort to have that sorted?", "Would that take a weight off?"],
        "ask": ["I'd love to sit down with you over a cuppa {slot} and go through it properly. Would that be nice?"],
        "again": ["No trouble, would {slot} be any easier, love?", "Shall we say {slot} then?"],
        "slot": ["on Thursday at ten", "on Saturday at eleven", "on Tuesday at four"],
        "confirm": [
            "Wonderful, {slot} it is. I'll drop you a little message so you have my number, and I'll bring the paperwork. Thank you ever so much."
        ],
        "bye": ["Lovely to talk to you. Take care now, bye-bye!"],
    }
    questions = [
        "How have you got {p} arranged these days?",
        "What's changed for you since you set it up?",
        "What worries you most when you think about it?",
        "What would it mean for the people around you if that went wrong?",
        "What would you like to have in place, in a perfect world?",
    ]


class Concise(Consultant):
    name = "en-good-concise"
    language = "en"
    goods = "energy contracts"
    shared = SHARED
    depth = 4
    say = {
        "open": ["Ravi, Brightline. Cold call, one minute, okay?", "Ravi from Brightline. Sixty seconds?"],
        "reason": ["Thanks. It's about {p}."],
        "follow": ["Why is that?", "Meaning what, day to day?", "What did it cost you?", "And then what?"],
        "ack": ["Fair.", "Got you.", "Understood.", "Makes sense."],
        "reflect": ["So {echo}.", "Right: {echo}.", "Okay, {echo}."],
        "value": ["You said {pain}. We fix that; you get the hours and the money back."],
        "trial": ["Worth a look?", "Useful?"],
        "ask": ["Twenty minutes {slot}?"],
        "again": ["Better: {slot}?", "Then {slot}?"],
        "slot": ["Tuesday at nine", "Wednesday at three", "Thursday at ten"],
        "confirm": ["Done, {slot}. Invite's on its way. Thank you."],
        "bye": ["Thanks. See you then. Bye."],
        "explore": ["What's the main reason?", "What's behind it?", "Why so?"],
        "check": ["Does that help?", "Fair enough?", "Okay for you?"],
    }
    questions = [
        "How do you handle {p} now?",
        "What annoys you about it?",
        "What does that lead to?",
        "What would you rather have?",
        "Who else does it hit?",
    ]


class FormalBritish(Consultant):
    name = "en-good-formal-british"
    language = "en"
    goods = "commercial property insurance"
    shared = SHARED
    depth = 5
    say = {
        "open": [
            "Good afternoon. My name is Charles Pemberton, of Pemberton and Rowe. I do apologise for ringing unannounced; might I trouble you for two minutes?",
            "Good morning, Charles Pemberton speaking, of Pemberton and Rowe. Should this be inconvenient, do say so. May I explain why I am calling?",
        ],
        "reason": [
            "Most kind. I am calling because a number of our clients had rather let {p} drift, and were surprised by what it had come to cost them."
        ],
        "follow": [
            "Might I ask what brought that about?",
            "And what were the consequences, if I may ask?",
            "I wonder, how does that affect the rest of the house?",
            "How have you coped with it thus far?",
        ],
        "ack": [
            "Quite so.",
            "That is entirely reasonable.",
            "I quite understand.",
            "I am obliged to you for your candour.",
        ],
        "reflect": [
            "If I follow you correctly, {echo}.",
            "I gather, then, that {echo}.",
            "So it would appear that {echo}.",
        ],
        "value": [
            "You were good enough to tell me that {pain}. Were we to act for you, that burden would pass to us, and you would have certainty as to the cost."
        ],
        "trial": ["Would that be of some value to you?", "Might that be of interest?"],
        "ask": ["May I suggest a brief meeting {slot}, of some thirty minutes?"],
        "again": ["Would {slot} perhaps be more convenient?", "Might I propose {slot} instead?"],
        "slot": ["on Tuesday the week following at eleven", "on Wednesday at half past three", "on Friday at ten"],
        "confirm": [
            "Splendid. I have noted {slot}, and shall confirm in writing this afternoon. I am most grateful to you."
        ],
        "bye": ["Thank you kindly for your time. Good day to you."],
        "explore": ["May I ask what lies behind that?", "Would you care to tell me what gives rise to that?"],
        "check": ["Does that go some way towards meeting your concern?", "Would that put your mind at rest?"],
    }
    questions = [
        "How, if I may ask, are your arrangements for {p} made at present?",
        "What, in your view, leaves something to be desired?",
        "What has that meant for you in practice?",
        "How would matters stand if it were to happen again?",
        "What would you regard as a satisfactory state of affairs?",
    ]


class IndianEnglish(Consultant):
    name = "en-good-indian-english"
    language = "en"
    goods = "accounting software"
    shared = SHARED
    depth = 5
    say = {
        "open": [
            "Good morning, this is Anjali calling from Veda Solutions. I hope I am not disturbing you. Can I take just two minutes of your time, please?"
        ],
        "reason": [
            "Thank you so much. Actually I am calling regarding {p} only. Many companies we are working with were facing difficulties there."
        ],
        "follow": [
            "Can you please tell me a bit more on that?",
            "Since how long are you facing this?",
            "What is the impact of this on your team?",
            "How are you managing that currently?",
        ],
        "ack": [
            "Yes, I totally understand your point.",
            "You are right, no doubt.",
            "Sure, thank you for sharing this.",
            "Yes, that is a valid concern.",
        ],
        "reflect": [
            "So basically {echo}.",
            "So as I understand, {echo}.",
            "Okay, so {echo}, correct me if I am wrong.",
        ],
        "value": [
            "As you told me, {pain}. With us that part would get handled automatically, so your people can do their actual work and you will have no tension at month end."
        ],
        "trial": ["Will this be helpful for you?", "Is this something which would help your team?"],
        "ask": ["Can we kindly connect {slot} for half an hour, so that I can show you with your own example?"],
        "again": ["No problem at all, shall we keep it {slot}?", "Will {slot} be convenient for you?"],
        "slot": ["on Monday at 11", "on Wednesday at 3:30", "on Thursday at 10"],
        "confirm": [
            "Perfect, so {slot} is fixed. I will share the calendar invite and agenda just now. Thank you very much for your time."
        ],
        "bye": ["Thank you, have a great day ahead. Bye."],
        "explore": ["May I know what is the reason behind this?", "Can you please help me understand the concern?"],
    }
    questions = [
        "How are you currently doing {p} on your side?",
        "What are the challenges you are facing with that?",
        "What happens in the business because of this?",
        "What all have you already tried for it?",
        "What would be an ideal situation as per you?",
    ]


class AsrSdr(Consultant):
    """A software rep as a recogniser writes him down."""

    name = "en-good-asr-sdr"
    language = "en"
    goods = "customer support software"
    shared = SHARED
    depth = 4
    say = {
        "open": [
            "Hey, this is Kyle over at Bluefin. I know I'm calling you cold, mind if I take like thirty seconds and tell you why, and then you can hang up on me?"
        ],
        "reason": [
            "Cool, thanks. So I talk to teams all day about {p} and what I keep hearing is it's kind of held together with tape."
        ],
        "follow": [
            "Okay and what does that look like on a bad day?",
            "So how come, what's behind that?",
            "And who ends up dealing with it?",
            "What did that end up costing you guys?",
        ],
        "ack": ["Yeah no that's totally fair.", "Gotcha.", "Okay that makes sense.", "I hear you."],
        "reflect": ["So it's like {echo}.", "Okay so {echo}.", "So if I get you, {echo}."],
        "value": [
            "So you said {pain}. If we take that away you guys get those hours back and your customers stop feeling it."
        ],
        "trial": ["Does that sound like it'd help?", "Would that actually move the needle for you?"],
        "ask": ["So how about we grab twenty minutes {slot} and I show you on your own stuff?"],
        "again": ["Okay what about {slot} then?", "Could you do {slot}?"],
        "slot": ["Thursday at two", "Tuesday at eleven", "Friday at ten"],
        "confirm": ["Awesome, so {slot}, I'll shoot you the invite right now. Really appreciate your time."],
        "bye": ["Cool, talk soon, take care, bye."],
    }
    questions = [
        "So how are you guys doing {p} today?",
        "What's the most annoying part of that?",
        "What happens when that goes sideways?",
        "How's that hitting the rest of the team?",
        "What would you want it to look like?",
    ]

    def style(self, text: str) -> str:
        return spoken(text, self.random)


class AsrRealtor(AsrSdr):
    name = "en-good-asr-estate-agent"
    goods = "selling the house"
    depth = 4
    say = {
        "open": [
            "Hi, it's Gina from Harbour Homes. Is this an okay time for a quick word?",
            "Hello this is Gina with Harbour Homes, I know you weren't expecting me, can I steal one minute?",
        ],
        "reason": ["Thanks. I work with a lot of owners around here and I was curious how it's going with {p}."],
        "follow": [
            "Oh okay, how did that happen?",
            "And how is that for you?",
            "What would that mean for your plans?",
            "And what did you do then?",
        ],
        "ack": [
            "Oh I totally get it.",
            "Sure, that's completely understandable.",
            "Yeah, of course.",
            "I'd be careful too.",
        ],
        "reflect": ["So {echo} and that's dragging on.", "It sounds like {echo}.", "Right, so {echo}."],
        "value": [
            "You were saying {pain}, so what I'd do is take that over, that way you can get on with your life and you know where you stand."
        ],
        "trial": ["Would that be a relief?", "Would it help if someone took that on?"],
        "ask": ["Why don't I come over {slot}, have a look and give you an honest opinion?"],
        "again": ["Would {slot} be easier?", "Okay, could we do {slot}?"],
        "slot": ["on Saturday at eleven", "on Wednesday at six", "on Monday at five thirty"],
        "confirm": ["Perfect, {slot}. I'll text you so you've got my number. Thank you so much."],
        "bye": ["Thanks again, see you then, bye bye."],
    }
    questions = [
        "So how are things going with {p} so far?",
        "What's been the hardest thing about it?",
        "What happens for you if it takes a lot longer?",
        "What's most important to you in all this?",
        "How would you like it to turn out?",
    ]


class OldInsuranceAgent(Consultant):
    name = "en-good-old-insurance-agent"
    language = "en"
    goods = "your insurance"
    shared = SHARED
    depth = 5
    say = {
        "open": [
            "Good morning, Walter Briggs here, thirty-four years in the insurance trade. Now, I won't keep you long. Would you let an old man ask you a question or two?"
        ],
        "reason": [
            "Much obliged. In all those years I've seen one thing over and over: folks find out what's wrong with {p} on the day they need it."
        ],
        "follow": [
            "Well now, how did that come to pass?",
            "And what did that do to you?",
            "Who got you out of it, if anyone?",
            "How long have you been putting up with that?",
        ],
        "ack": [
            "Can't argue with that.",
            "I'd say the same in your chair.",
            "That's honest, I respect that.",
            "Fair's fair.",
        ],
        "reflect": ["So {echo}, that's how it stands.", "Well, so {echo}.", "If these old ears heard right, {echo}."],
        "value": [
            "Now, you said {pain}. What I do is sit on your side of the table, so that when the day comes, that's already taken care of and you don't lose a penny or a night's sleep."
        ],
        "trial": ["Would you rest a bit easier with that?", "Would that be worth something to you?"],
        "ask": ["What do you say I come by {slot}, have a look at the papers, and tell you the truth about them?"],
        "again": ["How about {slot}, then?", "Would {slot} fit in better?"],
        "slot": ["on Tuesday at ten", "on Thursday at three", "on Monday at nine"],
        "confirm": ["Good, {slot}, I've written it in my book. My secretary will send you a note. I thank you kindly."],
        "bye": ["A pleasure. Look after yourself, goodbye now."],
    }
    questions = [
        "How have you got {p} put together these days?",
        "When did somebody last go through it with you, and what came out?",
        "What would hit you hardest if it went wrong tomorrow?",
        "What would that leave you with?",
        "What would you want to be certain of?",
    ]
