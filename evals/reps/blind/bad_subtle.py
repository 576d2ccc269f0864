# ruff: noqa: RUF012
"""Bad reps who sound decent for a line or two: the harder half of the bad ones."""

from __future__ import annotations

from .bad_en import Mad
from .bad_he import HebrewMad
from .ear import gist


class PolitePitcher(Mad):
    """Nods, then pitches; never a question, whatever is said."""

    name = "en-bad-polite-pitcher"
    templates = [
        "[nod] [link] [f], and [f].",
        "[nod] [f], which is [adj].",
        "[nod] [link] [f]. [f2].",
        "[link] [f]. [f2].",
    ]
    parts = {
        "nod": [
            "Oh yes, absolutely.",
            "Sure, sure.",
            "I see, interesting.",
            "Quite right.",
            "Of course, of course.",
            "Good to hear.",
        ],
        "link": [
            "And that's just where",
            "By the way,",
            "The nice thing is that",
            "In this connection,",
            "What customers love is that",
            "You should know that",
        ],
        "f": [
            "{p} has a brand-new interface",
            "{p} works on any device",
            "we cover all regions now",
            "we've doubled our service team",
            "there are three packages to choose from",
            "the premium tier includes analytics",
            "we've built in an assistant",
            "we offer training videos as well",
            "we've been certified again",
        ],
        "adj": ["unique", "really something special", "a big thing in the industry", "what sets us apart"],
        "f2": [
            "It's all in one bundle",
            "We're quite proud of it",
            "That's unmatched, I'd say",
            "Everybody raves about it",
            "You'll find it on our website too",
        ],
    }


class NodAndAsk(Mad):
    """Acknowledges each thing in new words and asks for the meeting at once, with no discovery at all."""

    name = "en-bad-nod-and-ask"
    templates = ["[nod] [ask]", "[nod] [bridge] [ask]"]
    parts = {
        "nod": [
            "I understand that completely.",
            "That makes sense.",
            "Thanks for telling me.",
            "I hear you.",
            "That's a fair point.",
            "I appreciate your openness.",
            "Right, I can see why.",
            "Totally get it.",
            "I'd feel the same.",
            "That sounds tough.",
        ],
        "bridge": [
            "That's a good reason to talk.",
            "Precisely what we could discuss.",
            "So let's get together.",
            "We can go into that in person.",
        ],
        "ask": [
            "Would Tuesday at ten suit you?",
            "Can we take twenty minutes on Thursday?",
            "Shall I send an invite for Wednesday at two?",
            "How does Friday morning look?",
            "Could we meet next Monday at eleven?",
            "Is the afternoon of the 9th any good?",
            "Would you have half an hour next week, say Wednesday?",
            "May I come by on Thursday at four?",
            "What about a quick video call tomorrow at three?",
        ],
    }


class DiceRoller(Mad):
    """One decent-sounding move a turn, but whichever the dice say: it has nothing to do with what was just said."""

    name = "en-bad-random-moves"
    templates = ["[m]"]
    parts = {
        "m": [
            "Could we say Thursday at ten?",
            "So you're worried about the winter.",
            "A client in Dover got his money back in a month.",
            "It costs about ninety a month.",
            "Have I caught you at a bad time?",
            "How do you deal with it today?",
            "To sum up, we're agreed on everything.",
            "You'd save a lot of time with {p}.",
            "I completely understand.",
            "The reason for my call is your new branch.",
            "How was your weekend?",
            "Bear with me one second.",
            "Would that be of interest to you?",
            "It runs alongside what you've got, so there's no disruption.",
            "What makes you say that?",
            "{p} has an app and a dashboard.",
            "So it takes you two weeks every time.",
            "Does Tuesday at nine work for you?",
            "Wouldn't you like to save money?",
            "Which supplier are you with?",
            "Thanks so much for your time, goodbye.",
            "Who else decides on this?",
        ],
    }


class FakeListener(Mad):
    """Repeats the heavy part of each line, thanks for it, and wants the meeting; no question ever goes anywhere."""

    name = "en-bad-fake-listener"
    templates = ["[a] {echo}. [ask]", "{echo}, [b]. [ask]", "[a] {echo}, [b]. [ask]"]
    parts = {
        "a": ["So", "I hear that", "You say", "Okay,", "Wow, so"],
        "b": ["wonderful", "exactly what everyone says", "that's a perfect fit for us", "noted", "great"],
        "ask": [
            "So, Tuesday then?",
            "Let's meet on Wednesday.",
            "I'll book us in for Thursday.",
            "Shall we say Friday?",
            "Meeting on Monday at ten, yes?",
            "I'll come round tomorrow.",
            "My calendar is open on Wednesday at three.",
            "Just sign here, so to speak.",
        ],
    }

    def reply(self, buyer_line: str, turn: int) -> str:
        return self.compose().replace("{echo}", gist(buyer_line) or "okay")


class Threatener(Mad):
    """Fear and pressure, in fluent English."""

    name = "en-bad-fear-monger"
    templates = ["[fear] [press]", "[press] [fear]", "[fear] [fear2] [press]"]
    parts = {
        "fear": [
            "The firm next door went bust over exactly this.",
            "Inspectors are out in force this month.",
            "One day without {p} and it's over.",
            "I've seen families lose everything.",
            "A competitor of yours was hacked only last night.",
            "The fines start at fifty thousand.",
        ],
        "fear2": [
            "And you'd be liable in person.",
            "It'll be in the papers.",
            "Nobody will help you then.",
            "You won't see it coming.",
        ],
        "press": [
            "You have until tonight.",
            "Decide now, please.",
            "I can't hold that place any longer.",
            "If you hang up, that's on you.",
            "I need a yes from you.",
            "Don't say nobody warned you.",
            "This is your very last chance.",
        ],
    }
    goods = "protection"


class LongWinded(Mad):
    """Good intentions in a monologue of a hundred words, with a question lost in the middle."""

    name = "en-bad-monologue"
    templates = [
        "[a] [b] [q] [c] [d] [a2]",
        "[b] [a] [c] [q] [d] [b]",
        "[d] [c] [q] [a] [a2] [b]",
    ]
    parts = {
        "a": [
            "You see, when we began in this trade, nobody had an idea of what it would turn into, and today we've got people from nine countries who do nothing else all day long but think about {p} and what it means for companies big and small.",
            "It's a long story but I'll try and make it short, because my manager always says I talk too much, and he's right, though my customers don't seem to mind, at least the ones who stay.",
            "Now the background to this is rather technical, and I don't want to bore you with it, but the regulations have been rewritten twice in three years, which has led to all sorts of confusion.",
        ],
        "a2": [
            "And so on and so forth, you get the picture.",
            "But I digress, where was I.",
            "Anyhow, that's how it all hangs together.",
        ],
        "b": [
            "On the one hand there's the question of quality, on the other there's the price, and in between there are the people, who want this and that and never agree with each other.",
            "My colleague in the north, who looks after the big accounts, has a chart where you can see it all in colour, with arrows, and he shows it to everybody he meets.",
            "There was a study, I forget by whom, in which they asked a thousand managers, and most of them said something very interesting on the matter.",
        ],
        "c": [
            "Then there's our service promise, which has eleven points, of which I'd like to mention just the first six: speed, kindness, reach, know-how, care and value.",
            "We run a newsletter as well, and a conference in the autumn with a choir, and a loyalty card.",
            "The platform behind it was built from the ground up by a team in Porto, in a former cannery, with a view over the river.",
        ],
        "d": [
            "I could give you a hundred examples, from bakeries to shipyards, and each one has its own little twist.",
            "And of course every case is different, as I always say, every case is a world of its own.",
            "The market is what it is, and those who don't move with it are left standing on the platform.",
        ],
        "q": [
            "How is it with you, by the way?",
            "What do you think about that, though I'm sure you agree?",
            "Who looks after it at your place, I wonder?",
        ],
    }
    goods = "facility services"


class HebrewNodAndAsk(HebrewMad):
    name = "he-bad-nod-and-ask"
    templates = ["[nod] [ask]", "[nod] [bridge] [ask]"]
    parts = {
        "nod": [
            "אני מבין את זה לגמרי.",
            "זה הגיוני.",
            "תודה שאמרת.",
            "אני שומע אותך.",
            "נקודה טובה.",
            "מעריך את הכנות.",
            "ברור לי למה.",
            "נשמע לא פשוט.",
        ],
        "bridge": ["זו סיבה טובה לשבת.", "בדיוק על זה נדבר.", "אז בואו ניפגש.", "נעמיק בזה פנים אל פנים."],
        "ask": [
            "יום שלישי בעשר מתאים?",
            "ניקח עשרים דקות ביום חמישי?",
            "לשלוח זימון ליום רביעי בשתיים?",
            "איך נראה יום שישי בבוקר?",
            "ניפגש ביום שני באחת עשרה?",
            "אפשר לקפוץ ביום חמישי בארבע?",
            "שיחת וידאו קצרה מחר בשלוש?",
        ],
    }


class HebrewPolitePitcher(HebrewMad):
    name = "he-bad-polite-pitcher"

    def compose(self) -> str:
        return super().compose().replace(" ש ", " ש")

    templates = ["[nod] [link] [f], ו[f].", "[nod] [f], וזה [adj].", "[nod] [link] [f]. [f2].", "[link] [f]. [f2]."]
    parts = {
        "nod": ["כן, בהחלט.", "בטח, בטח.", "מעניין.", "נכון מאוד.", "כמובן.", "טוב לשמוע."],
        "link": ["ודרך אגב,", "הדבר היפה הוא ש", "מה שהלקוחות אוהבים זה ש", "חשוב לדעת ש", "ובהקשר הזה,"],
        "f": [
            "{p} הגיעה עם ממשק חדש",
            "{p} עובדת על כל מכשיר",
            "הכפלנו את צוות השירות",
            "יש שלוש חבילות לבחירה",
            "חבילת הפרימיום כוללת ניתוחים",
            "הוספנו עוזר מובנה",
            "יש גם סרטוני הדרכה",
            "קיבלנו שוב הסמכה",
        ],
        "adj": ["ייחודי", "משהו באמת מיוחד", "דבר גדול בענף", "מה שמבדיל אותנו"],
        "f2": ["הכל בחבילה אחת", "אנחנו גאים בזה מאוד", "אין לזה מתחרים", "כולם מתלהבים", "זה גם באתר שלנו"],
    }
