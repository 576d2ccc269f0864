"""Good English reps written as conversations: generators, small machines, odd styles."""

from __future__ import annotations

from .base import Rep, agreed, hit, no, tail


class Talk(Rep):
    """A rep whose script is a generator: it yields a line and receives the answer."""

    def start(self):
        self.run = self.script()
        self.first = True

    def reply(self, buyer_line, turn):
        try:
            line = next(self.run) if self.first else self.run.send(buyer_line)
        except StopIteration:
            line = self.dice.choice(["Thanks again, goodbye.", "Thank you, take care.", "Have a good day."])
        self.first = False
        return self.fill(line)

    def script(self):
        raise NotImplementedError


class TexanBo(Talk):
    """Southern drawl, stories short."""

    name = "en-texan-bo"

    def script(self):
        heard = yield self.pick(
            "Howdy, Bo Tillman here. I know y'all weren't waitin' on my call. Mind if I tell you why I picked up the phone, and you can hang up after?",
            "Well hey there, name's Bo Tillman. Ain't gonna pretend we know each other. Could I borrow thirty seconds?",
        )
        if no(heard) or hit(heard, "busy", "not interested", "who"):
            heard = yield "I don't blame you one bit. What's got you tied up most right now?"
        heard = yield "I appreciate it. Folks in your line keep tellin' me {pain} is eatin' their lunch. How's that over at your place?"
        for question in (
            "Huh. And where does it pinch the hardest?",
            "What's that do to {team}, when it's like that?",
            "How long y'all been livin' with it?",
            "What'd happen if you just left it be another year?",
        ):
            if hit(heard, "budget", "price", "expensive", "already", "email", "happy"):
                heard = yield from self.objection()
            heard = yield question
        heard = yield "So it pinches where you said, folks are gettin' wore out, and it ain't fixin' itself. I got that about right?"
        for ask in (
            "Then I'd be proud to show you somethin'. {peer} {result}. How's Tuesday mornin' at nine thirty, twenty minutes?",
            "How about Thursday after lunch, one o'clock?",
        ):
            heard = yield ask
            if agreed(heard):
                break
            if not hit(heard, "sure", "yes", "okay", "fine"):
                heard = yield from self.objection()
                if agreed(heard):
                    break
            else:
                break
        yield "Well alright. I'll send that invite over directly. Thank you kindly."

    def objection(self):
        heard = yield self.pick(
            "I hear you, and I'd be careful too. What's the biggest thing givin' you pause?",
            "That's a fair thing to say. What's behind it, if you don't mind me askin'?",
        )
        heard = yield self.pick(
            "That makes good sense. Tell you what, we'd start with one little corner, on your own numbers, and if it don't pay you don't go on. That sound fair?",
            "I see what you mean. We'd leave what's workin' alone and just mend the part that ain't. Would that settle it for you?",
        )
        return heard


class JokerJonah(Talk):
    """Light jokes, at his own expense only."""

    name = "en-joker-jonah"

    def script(self):
        yield self.pick(
            "Hi, it's Jonah Feld, the cold call you've been dreading since breakfast. Can I have thirty seconds before you fake a bad line?",
            "Hello, Jonah Feld. My mother thinks I'm a doctor; I'm actually a cold caller. Could I have half a minute to earn the next one?",
        )
        yield "You're kinder than my last three calls. I ask people about {area}, and they groan about {pain}. How loud is the groan at your place?"
        yield "Ha, I've heard quieter. What's the bit that makes you groan most?"
        yield "And when that happens, who gets the phone call nobody wants?"
        yield "What does that cost you, apart from sleep?"
        heard = yield "If I had a magic wand, and my budget only covers one wave, what should I wave it at?"
        yield "So, jokes aside: it's that part you named, someone else pays for it, and you'd have it gone. Am I hearing you right?"
        heard = yield "Then let me be useful for once. {peer} {result}, and no wand was involved. Could I show you on Tuesday at eleven? Twenty minutes, terrible puns optional."
        for ask in (
            "Would Thursday at three be easier?",
            "Fifteen minutes on Friday at ten, and I promise no puns. Yes or no?",
        ):
            if agreed(heard):
                break
            heard = yield self.pick(
                "Fair, and thanks for not hanging up. What's the thing that makes you hesitate?",
                "I understand, honestly. What would you need to know to feel easier about it?",
            )
            heard = yield self.pick(
                "That's a serious point, so a serious answer: you'd see it on your own cases first, it costs nothing to look, and you can say no at the end. Does that deal with it?",
                "Got it, that's a real reason. We start with one small piece and nothing you rely on gets touched. Does that help?",
            )
            if agreed(heard):
                break
            heard = yield ask
        yield "Marvellous. The invite is coming, and my mother thanks you."


class ComparedCarla(Talk):
    """Meets an objection with a question first and answers when it was explained."""

    name = "en-compared-carla"

    def script(self):
        self.used = set()
        heard = yield "Hi, Carla Mendes. I don't think we've spoken. Would it be alright to tell you why I called and then you decide if it's worth continuing?"
        plan = [
            "What I do is help with {area}, mostly where there's {pain}. What's that like for you?",
            "What makes that difficult?",
            "How do you deal with it at the moment?",
            "Where does it hurt most when it goes wrong?",
            "What would it be worth to you to be rid of that?",
            "So that's the hard part, you work around it, and there's a real price on it. Is that a fair picture?",
            "{peer} {result}. I'd like to take you through how. Are you free on Wednesday at ten for half an hour?",
            "What about Thursday at four?",
            "Would a quarter of an hour on Monday at nine work instead?",
        ]
        for number, line in enumerate(plan):
            while True:
                kind = self.kind(heard)
                if not kind:
                    break
                question, answer = kind
                yield question
                heard = yield answer
            if number >= 7 and agreed(heard):
                break
            heard = yield line
        yield "Great, I'll put it in the calendar and send you the details."

    def kind(self, heard):
        table = {
            "price": (
                ("expensive", "price", "budget", "cost"),
                "Compared to what?",
                "I see, thanks. Set against what you lose on it today it usually comes out the other way, and I'd prove that on your figures before you pay for anything. Fair?",
            ),
            "busy": (
                ("busy", "time right now", "bad time"),
                "When does it let up?",
                "Then I'll only ask for one short slot, at a time when you can breathe.",
            ),
            "have": (
                ("already", "in place", "happy with"),
                "What made you pick that one?",
                "Sensible reasons. I'd keep it, and only look at the part that you still do around it.",
            ),
            "mail": (
                ("email", "e-mail", "brochure"),
                "What would you hope to find in it?",
                "I'll write that down for you. It does depend on your own numbers, so ten minutes of talk will beat ten pages.",
            ),
            "no": (
                ("not interested",),
                "Not interested in the problem or in another call about it?",
                "Understood. I'd rather hear about the problem than talk at you.",
            ),
            "boss": (
                ("boss", "my manager", "director", "the board", "my wife", "my husband"),
                "What will they want to know?",
                "Then let's prepare just that, and they're welcome to come along.",
            ),
            "think": (
                ("think about", "think it over"),
                "What's the part you're unsure of?",
                "Good to know. That's exactly what I'd clear up when we meet, no commitment.",
            ),
            "risk": (
                ("risk", "security", "trust", "it department", "integrat"),
                "What went wrong the last time?",
                "That would make me careful too. We run it beside what you have, with no live data, until you say it's safe. Does that take care of it?",
            ),
        }
        for key, (stems, question, answer) in table.items():
            if key not in self.used and hit(heard, *stems) and not agreed(heard):
                self.used.add(key)
                return question, answer
        return None


class EmpathEli(Talk):
    """Feeling first, then the question, then the answer."""

    name = "en-empath-eli"

    def script(self):
        heard = yield self.pick(
            "Hi, Eli Brandt speaking. I know a call out of nowhere is a nuisance. May I have a short moment to explain, and if it's not for you I'll leave you be?",
            "Hello, this is Eli Brandt. I'm sure I'm interrupting something. Is half a minute all right?",
        )
        if hit(heard, "busy", "not interested", "minute", "quick", "what is this"):
            yield "I can hear you've got a lot on. I'll be quick: it's about {pain}. How much of a problem is that for you?"
        else:
            yield "That's good of you. It's about {pain} around {area}. How does that show up for you?"
        yield "That must be frustrating. What do you think causes it?"
        yield "I can see why that bothers you. What effect does it have on {team}?"
        yield "It sounds as if people care and still get stuck. When did it last happen, and what did you do?"
        yield "And what worries you most about it if it carries on?"
        yield "I'm glad you told me. Let me make sure I understood: it's a known cause, good people get worn down, and you don't want another year of it. Did I miss something?"
        heard = yield "I think we can take some of that off you. {peer} felt the same and {result}. Would you be open to half an hour on Tuesday at two, to see if it would fit?"
        for slot in ("Wednesday at nine", "Friday at eleven"):
            if agreed(heard):
                break
            heard = yield self.pick(
                "I completely understand that, you don't want to be let down. What would worry you most about it?",
                "That's a natural thing to feel. Could you tell me what lies behind it?",
            )
            heard = yield self.pick(
                "Thank you, now I get it. You'd see it working on a small part first, at no charge, and nothing is decided until you're comfortable. Does that take some of the worry away?",
                "That makes sense to me. We would put the sums side by side first, so you'd know before you spend anything. Would that help?",
            )
            if agreed(heard):
                break
            heard = yield f"Then shall we say {slot}, just to look at it together?"
        yield "Thank you. I'll send the invitation today, and it was good talking to you."


class NumbersNora(Talk):
    """Wants the figures and works with them."""

    name = "en-numbers-nora"

    def script(self):
        yield "Hello, Nora Lindqvist. Cold call, one minute, and it's about a number. May I?"
        yield "Thank you. {peer} {result}. Before I assume it matters to you: can you describe how {how}?"
        yield "And roughly how many {many}?"
        yield "How long does one of those take, when it goes well and when it doesn't?"
        heard = yield "What are the main reasons for the bad ones?"
        yield f'"{tail(heard, 5)}", noted. What does a bad one cost you, all in?'
        yield "Who looks at that number, and what do they say about it?"
        heard = yield "So we've a volume, a gap between good and bad, and a cost on that gap that somebody watches. Right so far?"
        heard = yield "Then I'd like to run your figures through the same sheet they used, together with you. Thirty minutes, Thursday the next one, ten o'clock. Possible?"
        turn = 0
        while not agreed(heard) and turn < 2:
            if hit(heard, "price", "budget", "expensive", "cost"):
                heard = yield "Good question to ask. What payback period do you normally work with?"
                heard = yield "Clear. Then that's the test: if the sheet doesn't show payback inside that, we stop and you've lost half an hour. Agreed as a rule?"
            else:
                heard = yield "Understood, that's a fair reservation. What would you have to see in figures to get past it?"
                heard = yield "I can bring precisely that, from two customers you may phone yourself. Would that cover it?"
            if agreed(heard):
                break
            heard = yield (
                "Shall I put down Tuesday at half past nine?",
                "Or Wednesday at three, whichever is lighter?",
            )[turn]
            turn += 1
        yield "Noted and sent. Thank you for the figures."


class StoryStella(Talk):
    """One small customer story, then their story."""

    name = "en-story-stella"

    def script(self):
        heard = yield "Hi, Stella Okafor here, we've never spoken. Can I tell you a twenty-second story and you tell me whether it sounds familiar?"
        yield "Someone in your seat told me last month they were losing whole afternoons to {pain}. Does any of that ring a bell, and how does it look with you?"
        yield "Oh, interesting. What happened the last time?"
        yield "And then what, who had to pick it up?"
        heard = yield "How did they feel about that?"
        yield "What have you done about it up to now?"
        yield "And if you picture a year from now, what would you like to be able to say about {area}?"
        yield "So today it's afternoons lost, people picking up pieces, and in a year you want that behind you. Have I told your story right?"
        heard = yield "The person I mentioned, {peer} {result}. I'd love to show you the before and after. Are you around on Tuesday at ten thirty for twenty minutes?"
        if not agreed(heard):
            heard = yield "I hear that, and it's a good point. What would be the biggest thing in your way?"
            heard = yield "They had the same one. They tried it on a single case, for free, kept everything else as it was, and decided afterwards. Would something like that sit right with you?"
            if not agreed(heard):
                heard = yield "Lovely, so let's make it Thursday at one. Does that suit?"
        if not agreed(heard):
            yield "Is there a better day for you, maybe next Monday at nine?"
        yield "Wonderful, the invitation's on its way to you. Thank you!"


class JoostDirect(Talk):
    """Dutch and direct, English as a second language."""

    name = "en-joost-direct"

    def script(self):
        heard = yield "Good day, Joost de Wit. I call you cold, I say it directly. Shall I tell in two sentences why, and then you say yes or no?"
        heard = yield "Good. I work on {area} and I see everywhere {pain}. How is that by you?"
        heard = yield "Okay. And why is it like this, according to you?"
        if len(heard.split()) < 6:
            heard = yield "Can you give me an example of it?"
        heard = yield "What does it cost you, in time or money?"
        heard = yield "And who is the most unhappy about it?"
        heard = yield "What must change so that you say: now it is good?"
        heard = yield "I repeat it, so you can correct me: the cause you told, the cost, an unhappy person and a wish. Is it complete?"
        heard = yield "Then I make a proposal. {peer} {result}. I show you in twenty minutes how that goes. Tuesday ten o'clock, is that possible for you?"
        if not agreed(heard):
            heard = yield "That is honest, thank you, I respect it. What is the real reason behind it?"
            heard = yield "Clear. Then we do it small: one part, your own numbers, no contract, and you stop when it is nothing. Is your point then answered?"
            heard = yield "Then I suggest Wednesday at two o'clock. Good?"
        if not agreed(heard):
            heard = yield "Or next week Monday morning at nine?"
        yield "Nice. I send you the invitation directly. Until then."


class SandlerSaul(Talk):
    """Up-front contract, pain, and permission to say no."""

    name = "en-sandler-saul"

    def script(self):
        heard = yield "This is Saul Whitaker. You'll hate me, it's a sales call. Do you want to hang up now, or give me thirty seconds and hang up then?"
        heard = yield "Thanks. I'll say what I see, and if it's not you, we say goodbye as friends. People in your position tell me they're tired of {pain}. How much of that is true for you, if any?"
        heard = yield "Tell me more about that. Can you be a bit more specific, maybe an example?"
        heard = yield "How long has that been a problem?"
        heard = yield "What have you tried, and did it work?"
        heard = yield "How much do you think it's cost you?"
        heard = yield "How do you feel about that? Or have you given up on dealing with it?"
        heard = yield "Okay. So it's been around for a while, it costs you, and you haven't quite given up. Fair?"
        heard = yield "I don't know yet if we can help. {peer} {result}, so there's a chance. Would it make sense to spend half an hour on Thursday at ten, and if it isn't a fit you tell me no on the spot?"
        if not agreed(heard):
            heard = yield "That's okay, and I suspected as much. Usually when I hear that, it means something specific. What is it in your case?"
            heard = yield "Thank you, that's legitimate. Suppose we'd check that very point first, on your own ground, at no cost to you. Would you be comfortable with that?"
            heard = yield "Then pick a time: Monday at eleven, or Tuesday at three. Which one?"
        yield "Good. You'll get an invite from me with that agreement in it: a no is fine. Anything that could make you cancel?"


class QuietKim(Rep):
    """Labels and short mirrors in the negotiator's manner; few true questions."""

    name = "en-quiet-kim"

    def start(self):
        self.beat = 0
        self.open_label = False
        self.invited = 0

    def reply(self, buyer_line, turn):
        self.beat += 1
        if turn == 0:
            return self.pick(
                "Hi, Kim Arlen. It probably feels like a terrible time for a stranger to call. Is it a bad idea if I say why in one sentence?",
                "Hello, this is Kim Arlen. You must be wondering who on earth this is. Would it be ridiculous to ask for thirty seconds?",
            )
        if turn == 1:
            return self.fill(
                "It's about {area}. It seems many people quietly live with {pain}. What's it like for you?"
            )
        if self.invited and agreed(buyer_line):
            return "Thank you. The invite is on its way."
        if self.open_label:
            self.open_label = False
            return self.pick(
                "That's a good reason. What if it began with one small part, on your terms, with nothing to pay until it proves itself: would that feel safer?",
                "I see, you're protecting something that matters. We'd leave it untouched and look only at the part that hurts. How does that sound?",
                "Thank you for trusting me with that. What if you first spoke to someone who felt the same, and only then decided?",
            )
        if (
            hit(
                buyer_line,
                "price",
                "budget",
                "expensive",
                "already",
                "busy",
                "interested",
                "email",
                "boss",
                "think",
                "happy",
                "risk",
            )
            and self.room()
        ):
            self.open_label = True
            return self.pick(
                "It sounds like there's a reason you say that. What is it?",
                "Sounds like you've been burned before. What happened?",
                "It seems something about this doesn't feel right to you. What would that be?",
            )
        steps = [
            f"...{tail(buyer_line, 3)}?",
            "It sounds like that takes more out of you than people see. What's it doing to {team}?",
            "It seems it isn't the first time. How did it get this way?",
            "What happens if you do nothing?",
            "So you're carrying this, it isn't new, and leaving it has its own price. It sounds like you'd want that to change. Is that right?",
        ]
        if self.beat - 3 < len(steps):
            return self.fill(steps[max(self.beat - 3, 0)])
        self.invited += 1
        if self.invited > 3:
            return "Alright. Thank you for talking to me."
        return self.fill(
            [
                "{peer} {result}. Would it be a bad idea to look at it together, Tuesday at ten, twenty minutes?",
                "Would you be against Thursday at three?",
                "How about a quarter of an hour, Friday at nine?",
            ][min(self.invited, 3) - 1]
        )


class GwenSpin(Talk):
    """Situation, problem, implication, need-payoff, in order."""

    name = "en-gwen-spin"

    def script(self):
        heard = yield "Hello, Gwen Pritchard. I help people with {area}. We've not met; may I ask you a couple of questions to see whether there's any point in us talking?"
        if no(heard) or hit(heard, "busy", "not interested"):
            heard = yield "Of course, and I won't hold you long. What would make two minutes worth your while?"
        yield "Could you walk me through how {how}?"
        yield "And where in that are you least satisfied?"
        heard = yield "How often do you run into {pain}?"
        yield "When it does come up, what effect does it have further along?"
        yield "And does that have any bearing on money, or on keeping people happy? In what way?"
        yield "If you could take that out, how would it help you?"
        yield "What else would get easier?"
        heard = yield "So you'd gain there and there, and the present way has a price. Then it seems sensible to look at what {peer} did; they {result}. Could you do Tuesday the coming week at eleven, for half an hour?"
        for answer, slot in (
            (
                "That's sensible. We'd go over it with your own numbers before you commit a penny. Does that put your mind at rest?",
                "Wednesday at ten",
            ),
            (
                "I see now. Then let's keep it small and separate from what you have, and you judge. All right?",
                "Thursday at half past two",
            ),
        ):
            if agreed(heard):
                break
            yield self.pick(
                "I appreciate that. Why is that important to you?",
                "I can understand that. What is the concern, exactly?",
            )
            heard = yield answer
            if agreed(heard):
                break
            heard = yield f"In that case, may I book {slot} for us?"
        yield "Thank you, I'll confirm by email straight away."


class YusufLearner(Talk):
    """Learner's English with mistakes, good manners, good questions."""

    name = "en-yusuf-learner"

    def script(self):
        yield "Hello sir or madam, I am Yusuf. Sorry my english is not perfect. You have one minute for me? I say why I call and you decide."
        yield "Thank you very much. I talk with many people about {area}. They have problem with {pain}. How is this for you?"
        yield "I understand. What is most hard thing in this?"
        heard = yield "And after, what is happen to the other people?"
        yield "How much time you lose for this, one week?"
        yield "You try something before? How it was?"
        heard = yield "If this problem go away, what is good for you?"
        yield "So I say again to be sure. You lose time, other people suffer also, and you want better. Yes?"
        heard = yield "I think I can help you. {peer} {result}. We can meet on Tuesday at 10, twenty minute only, I show you. It is good for you?"
        if hit(heard, "expensive", "price", "budget", "money", "cost"):
            yield "You are right, money is important. How much is too much for you, and why?"
            heard = yield "Thank you, I understand. First we calculate together what you lose today, no pay. If it is not good for you, we stop. Is ok?"
        elif not agreed(heard):
            yield "Ok, I respect this. Why you think so? I want to understand."
            heard = yield "Ah, now I understand. We change nothing of your thing, only small test for this one problem, and you decide. It is better for you?"
        if not agreed(heard):
            heard = yield "Then maybe Wednesday at 14:00, is good?"
        if not agreed(heard):
            yield "Or you tell me which day is better for you, Thursday morning?"
        yield "Thank you so much. I send the invitation now."
