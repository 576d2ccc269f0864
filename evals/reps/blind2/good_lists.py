"""Good English reps written as a list of lines with an answer or two for the usual objections."""

from __future__ import annotations

import re

from .base import Rep, agreed, hit, no, tail


class PlainPaula(Rep):
    """Eleven plain lines; leaves the list for an objection only, once for each kind."""

    name = "en-plain-paula"

    def start(self):
        self.at = 0
        self.done = set()
        self.owed = None
        self.lines = [
            self.pick(
                "Hi, it's Paula Reeves. You weren't expecting me. Is it okay if I take half a minute to say why I'm calling?",
                "Hello, Paula Reeves here, we haven't spoken before. Could I have thirty seconds to explain the call, and then you decide?",
            ),
            self.fill(
                "Thank you. I work with people who look after {area}, and what I keep hearing about is {pain}. How does that look on your side?"
            ),
            self.pick("What usually happens when that goes wrong?", "And what does that lead to on a bad week?"),
            "How long has it been that way?",
            "Who feels it the most?",
            "What have you tried so far to make it better?",
            "And if nothing changes this year, what does that cost you?",
            self.fill(
                "So what I've heard is that it takes up time, it lands on particular people and the fixes so far haven't held. Did I get that right?"
            ),
            self.fill(
                "Then this may be worth a look. We do {thing}. {peer} {result}, and I could show you exactly how they did it."
            ),
            self.pick(
                "Would Tuesday at ten suit you for twenty minutes, so I can show you?",
                "Could we take twenty minutes on Wednesday at two so you can see it?",
            ),
            "I'll send an invitation for that now, with your three points in it. Is there anyone else you'd like on it?",
            "Lovely. Thank you for your time today, speak then.",
        ]

    def reply(self, buyer_line, turn):
        if self.owed:
            line, self.owed = self.owed, None
            return line
        answers = {
            "price": (
                ("expensive", "price", "budget", "cost", "afford"),
                "That's fair, money has to be justified. What would it need to bring back for you to feel it was worth it?",
                "Thanks for being open. That's exactly the sum I'd do with you: what it takes today against what it would take after. If it doesn't pay back in the first year, I'll say so. Does that seem reasonable?",
            ),
            "busy": (
                ("busy", "bad time", "meeting now", "no time"),
                "I hear you, I caught you in the middle of something. What's taking up most of your day at the moment?",
                "Understood, so time is the tightest thing. Then I'll be brief, and anything longer we put in the diary for when it's quiet. Does that work?",
            ),
            "email": (
                ("email", "e-mail", "send me", "brochure"),
                "Happy to send something. So it isn't one more thing you delete, what would you want it to tell you?",
                "Good, I'll put precisely that in it, one page. And I'd rather walk you through it, since it depends on how you work.",
            ),
            "have": (
                ("already", "we have", "our current", "vendor"),
                "Makes sense, most people I call have something. What do you like about it, and where does it leave you wanting?",
                "That's helpful. I wouldn't ask you to replace what works; we'd only look at the piece you just described.",
            ),
            "not": (
                ("not interested", "no interest"),
                "Fair enough, I'd say the same to a stranger. Can I ask what's behind it, is it the timing or just not a problem for you?",
                "Thanks for telling me straight.",
            ),
            "boss": (
                ("boss", "manager", "my wife", "my husband", "partner", "board", "decide"),
                "Of course, it isn't a decision for one person. What will they want to know first?",
                "Then let's get that ready together, so you have a clear answer for them. They'd be welcome to join too.",
            ),
            "think": (
                ("think about", "think it over"),
                "Sure. What is it you'd want to think through?",
                "That's a sensible thing to check, and it's what I'd cover in a short session rather than leave you guessing.",
            ),
        }
        for key, (stems, ask, answer) in answers.items():
            if key not in self.done and hit(buyer_line, *stems):
                self.done.add(key)
                self.owed = answer
                return ask
        if agreed(buyer_line) and self.at == 9:
            self.at = 10
        line = self.lines[min(self.at, len(self.lines) - 1)]
        self.at += 1
        return line


class QuotingQuentin(Rep):
    """Repeats a piece of what was said, then one question."""

    name = "en-quoting-quentin"

    def start(self):
        self.n = 0
        self.asks = [
            "what's behind that?",
            "how does that play out on an ordinary day?",
            "what does that mean for {team}?",
            "what happens further down the line because of it?",
            "what would you want in its place?",
        ]
        self.closed = 0
        self.held = False

    def reply(self, buyer_line, turn):
        if turn == 0:
            return self.pick(
                "Good morning, Quentin Abbey. This is a cold call; may I tell you in two sentences why I rang, and you tell me whether to carry on?",
                "Morning, it's Quentin Abbey. We don't know each other. Mind if I say why I picked your number, then you judge?",
            )
        if turn == 1:
            return self.fill(
                "Much obliged. People who run {area} tell me about {pain}. I don't know whether that's you. Could you tell me how {how}?"
            )
        if agreed(buyer_line) and self.closed:
            return self.pick(
                "Splendid. You'll have the invitation in five minutes, and I'll bring the numbers we talked about.",
                "Very good, it goes in the diary now. Thank you.",
            )
        if self.held:
            self.held = False
            if "peer" in self.spoken:
                return self.pick(
                    "Thank you, that's clear. Then we'd leave what works alone and only test that one thing, free of charge. Would that answer it?",
                    "Quite so. In that case we put your own figures next to ours before any money moves. Is that a fair answer?",
                )
            self.spoken.add("peer")
            return (
                self.fill(
                    "I see, that's a proper reason. For what it's worth, {peer} had that very worry and began with one small piece only; it {result}. Does that speak to what you mean?"
                )
                .replace("it took", "they took")
                .replace("it found", "they found")
                .replace("it got", "they got")
                .replace("it had", "they had")
            )
        if (
            hit(
                buyer_line,
                "expensive",
                "price",
                "budget",
                "busy",
                "not interested",
                "already",
                "boss",
                "think about",
                "happy with",
                "email",
                "e-mail",
            )
            or no(buyer_line)
        ) and self.room():
            self.held = True
            return self.pick(
                f"\"{tail(buyer_line)}\": I understand why you'd say so. What's the main thing making you say it?",
                f'You said "{tail(buyer_line)}", and that\'s fair. What sits underneath that for you?',
                f'"{tail(buyer_line)}", yes, I hear that. What would have to be true for it not to be an obstacle?',
            )
        if self.n < len(self.asks):
            self.n += 1
            return self.fill(f'When you say "{tail(buyer_line)}", ' + self.asks[self.n - 1])
        self.closed += 1
        if self.closed > 3:
            return "Very well. Thank you for your time and your patience."
        if self.closed == 1:
            return self.fill(
                "Let me say it back: there's a drag, it reaches {team}, and you'd like it different. {peer} {result}. Shall we sit down on Thursday at eleven for half an hour and see whether it fits you?"
            )
        return self.pick(
            "Would next Monday at nine thirty be easier for you?",
            "Perhaps Friday at two then, fifteen minutes, and you can stop me at any point?",
        )


class WordyWinston(Rep):
    """Long polite sentences, yet always one question and never a speech."""

    name = "en-wordy-winston"

    def start(self):
        self.i = -1
        self.pending = ""
        self.lines = [
            "Good afternoon to you, my name is Winston Clarke, and I'll be perfectly honest that you don't know me from Adam, so before I say anything else, would you be willing to give me half a minute to tell you what prompted me to ring?",
            "That's very kind. The reason is that I spend most of my days talking to people responsible for {area}, and nearly all of them bring up {pain}; so I was curious, if I may ask, how things actually run at your end?",
            "I appreciate you explaining that so clearly. And when you look at that whole chain of steps, which part of it would you say gives you the most trouble, and why that one?",
            "I can well imagine. If I may dig a little further into what you just said, what tends to be the knock-on effect for the people around you when that happens?",
            "That sounds like more than a small annoyance, then. Have you ever tried to put a figure on it, hours or money or simply goodwill, and what did it come to?",
            "And suppose, just for a moment, that part simply ran by itself: what would that free you up to do that you can't get round to at present?",
            "Let me just check that I've been listening properly: the trouble sits where you described, it spills over onto other people, and you'd put that time to better use if you could. Have I missed anything important?",
            "Thank you. In that case I do think I have something relevant, because {peer} {result} with {thing}. Might I suggest we put half an hour aside next Wednesday at three o'clock so you can judge for yourself?",
            "Would the Thursday morning, say at ten o'clock, be any more convenient for that half hour?",
            "Wonderful, I shall send you the invitation straight after we hang up, with a short agenda built on what you told me. Thank you ever so much.",
        ]

    def reply(self, buyer_line, turn):
        if self.pending:
            line, self.pending = self.pending, ""
            return self.fill(line)
        if turn and hit(buyer_line, "expensive", "price", "budget", "cost too", "money") and self.room():
            self.pending = "That's most helpful, thank you. What I'd propose is that we work out together what the present way costs and put it next to our fee, before anyone is asked to commit to anything; if it doesn't come out in your favour you'll hear it from me first."
            return self.pick(
                "I do understand, nobody wants to spend without seeing a return, and if I may ask, what were you comparing it with in your mind when you said that?",
                "That is an entirely reasonable concern, and may I ask what it is about the money that worries you most?",
            )
        if (
            turn
            and hit(
                buyer_line,
                "not interested",
                "busy",
                "email",
                "already",
                "boss",
                "think about",
                "happy with",
                "trust",
                "risk",
                "security",
            )
            and self.room()
        ):
            self.pending = (
                "Thank you, that puts it in a different light for me; what I would suggest is that we look at that very point with someone who had the same concern, whom you may telephone without me, before you decide anything."
                if self.spoken & {"late"}
                else "Ah, now I see where you're coming from, and thank you for being candid. That's the sort of thing I'd want settled before we went a step further, so we start very small, nothing you have now is disturbed, and you keep the right to stop whenever you please."
            )
            self.spoken.add("late")
            return self.pick(
                "I see what you mean, and I'm glad you raise it rather than keep it to yourself; what would need to be different for that to stop being a worry?",
                "I quite understand, and I'd probably say exactly the same in your shoes; could you tell me a little more about what makes you say that?",
                "That's a perfectly fair point and I don't want to brush over it; what would be the main worry there, if you don't mind me asking?",
            )
        if self.i >= 7 and agreed(buyer_line):
            self.i = 8
        self.i = min(self.i + 1, 9)
        return self.fill(self.lines[self.i])


class TerseTess(Rep):
    """As few words as will do."""

    name = "en-terse-tess"

    def start(self):
        self.q = [
            "Got it. What's slowest?",
            "Why there?",
            "What happens then?",
            "Who pays for that?",
            "How often?",
            "And if it stays like that?",
        ]
        self.step = 0
        self.ask = [
            "Worth seeing, I think. {peer} {result}. Tuesday, ten, twenty minutes?",
            "Wednesday at four instead?",
            "Fifteen minutes, Thursday nine?",
        ]
        self.answering = False

    def reply(self, buyer_line, turn):
        if turn == 0:
            return self.pick(
                "Tess Moran. Cold call. Thirty seconds?", "Hi, Tess Moran, we've not met. Can I have thirty seconds?"
            )
        if turn == 1:
            return self.fill("Thanks. I help with {area}. Often it's {pain}. How is it with you?")
        if agreed(buyer_line) and len(self.ask) < 3:
            return self.pick("Done. Invite's coming. Thanks.", "Great, it's in. Thank you.")
        if self.answering:
            self.answering = False
            return self.pick(
                "Makes sense. So: start small, one piece, stop if it doesn't pay. Fair?",
                "Understood. Then we test only that, on your own data, before you spend anything. Fair?",
                "Clear. We leave what works, touch only that. All right?",
            )
        if hit(buyer_line, "price", "expensive", "budget") and "money" not in self.spoken:
            self.spoken.add("money")
            self.answering = True
            return "Fair. Compared to what?"
        if hit(buyer_line, "busy", "not interested", "already", "email", "boss", "think about", "happy") and self.room(
            2
        ):
            self.answering = True
            return self.pick("Fair enough. What makes you say that?", "Okay, I hear that. What's the reason?")
        if self.q:
            return self.q.pop(0)
        if self.ask:
            return self.fill(self.ask.pop(0))
        return "Okay. Thank you for your time."


class TellMeTomas(Rep):
    """No question marks to speak of: tell me, describe, help me understand."""

    name = "en-tell-me-tomas"

    def start(self):
        self.i = 0
        self.follow = None
        self.lines = [
            self.pick(
                "Hello, Tomas Novak here. I'm calling out of the blue, so tell me if this is a bad moment; otherwise give me thirty seconds for the reason.",
                "Hi there, this is Tomas Novak. You don't know me. Let me give you the reason in one breath and then you can throw me out.",
            ),
            "I talk with people about {area}. A lot of them complain about {pain}. I'd love to hear how {how}.",
            "Tell me more about the part that bothers you most.",
            "Help me understand what that does to {team}.",
            "Describe the last time it went badly for me, I'd like to picture it.",
            "I'd be curious to know what that ends up costing, in hours or in money.",
            "Tell me what it would look like if it were fixed.",
            "Okay. So I understand there's a weak spot, it hits people and it costs you, and you know what better looks like. Correct me if I'm wrong.",
            "{peer} was in that place and {result} with {thing}. I'd like to show you that on Tuesday at half past ten, for twenty minutes. Let me know if that suits.",
            "I'd also be free on Thursday at two. Tell me which you prefer.",
            "Perfect, the invitation is on its way. Thanks for talking with me.",
        ]

    def reply(self, buyer_line, turn):
        if self.follow:
            line, self.follow = self.follow, None
            return line
        kinds = [
            (
                ("expensive", "price", "budget", "cost"),
                "I get that, nobody has money lying around. Walk me through what you'd need to see for it to be worth paying for.",
                "Good, that's clear. Then the first thing we do is check that with your own figures, and you only go on if they add up.",
            ),
            (
                ("already", "happy with", "current"),
                "Good that you have something. Tell me what it does well, and what you still do by hand.",
                "Right, so we leave the good part alone and look only at what's still done by hand.",
            ),
            (
                ("email", "send"),
                "Sure, I can write. Tell me what you'd be looking for in it so I don't send you rubbish.",
                "I'll put that in. The trouble is that the useful part depends on your situation, so a short talk gives you more than a page.",
            ),
            (
                ("busy", "not interested", "no time", "boss", "think"),
                "I understand. Help me see what's behind that, so I don't push where I shouldn't.",
                "Thanks, that's honest. I'll respect it: a short look, no commitment, and whoever else must have a say is welcome.",
            ),
        ]
        for stems, ask, answer in kinds:
            if turn and hit(buyer_line, *stems) and self.i < 10 and not agreed(buyer_line):
                self.follow = answer
                if ask in vars(self).setdefault("said", []):
                    self.follow = None
                    break
                self.said.append(ask)
                return ask
        if self.i >= 9 and agreed(buyer_line):
            self.i = 10
        line = self.fill(self.lines[min(self.i, 10)])
        self.i += 1
        return line


class SmsSam(Rep):
    """Writes as if on a phone."""

    name = "en-sms-sam"

    def start(self):
        self.k = 0
        self.obj = 0

    def reply(self, buyer_line, turn):
        lines = [
            "hey its sam, calling abt {area} lol u dont know me. got 30 sec? if its not useful just say so",
            "thx! so i talk to ppl in ur role alot n they keep telling me abt {pain}. hows that going for u?",
            "ah ok. whats the worst bit of it u think?",
            "gotcha, n what happens wen it goes wrong?",
            "ouch. how much time wld u say goes on that in a week?",
            "so who ends up dealing w it?",
            "what wld change 4 u if that was gone?",
            "ok so 2 sum up its eating time, the same ppl get stuck w it n ud rather they did smth else. right?",
            "i think i can help tbh. {peer} {result}. can we do 20 min on tues at 11 so i show u how?",
            "or weds 3pm if thats better 4 u?",
            "sweet, sending u the invite now. ty!",
        ]
        low = buyer_line.lower()
        if self.obj == 1:
            self.obj = 2
            return self.pick(
                "ok that makes sense, thx 4 being straight. we cld try it on 1 small bit 1st so theres no risk n u see if it pays b4 spending. fair?",
                "yeah i see. so lets not touch anything that works, just look at that 1 bit, free to try. sound ok?",
                "right got it. so u can talk to sum1 who had the same worry 1st n then decide, no strings. does that help?",
            )
        if (
            self.obj in (0, 3)
            and turn
            and any(
                w in low
                for w in (
                    "expensive",
                    "price",
                    "budget",
                    "busy",
                    "not interested",
                    "email",
                    "already",
                    "boss",
                    "think about",
                    "happy",
                )
            )
            and self.room()
        ):
            self.obj = 1
            return self.pick(
                "totally get that. whats the main reason if u dont mind me asking?",
                "fair enough, i hear u. what is it abt that thats the issue?",
                "yeah i hear that. what wld need 2 be different 4 it to work?",
            )
        if self.obj == 2:
            self.obj = 3
        if self.k >= 9 and agreed(buyer_line):
            self.k = 10
        line = lines[min(self.k, 10)]
        self.k += 1
        return self.fill(line)


class AsrAmir(Rep):
    """What a speech recogniser makes of a decent rep: no marks, fillers, a restart."""

    name = "en-asr-amir"

    def start(self):
        self.i = 0
        self.debt = []
        self.lines = [
            "uh hi this is amir um amir haddad you dont know me i know im calling out of nowhere um would it be okay if i took like thirty seconds to say why",
            "thanks so um i talk to people who deal with {area} and uh what they what they tell me is its its mostly about {pain} and i wanted to ask you know how is that for you",
            "okay yeah and um what would you say is the the hardest part of that",
            "right right so when that happens uh what does it do to you know the rest of the week",
            "hmm okay and um how long does that take roughly",
            "and uh have you tried anything to to fix it and how did that go",
            "so if it stays like this um what happens by the end of the year",
            "okay so let me see if i got it um its that part you said thats slow and it hits other people and what you tried didnt really stick is that right",
            "okay so um {peer} had the same thing and they they {result} and uh i think its worth you seeing it could we do twenty minutes on um tuesday at two",
            "uh would wednesday morning at nine be better for you",
            "great so uh ill send the invite right now thank you so much",
        ]

    def reply(self, buyer_line, turn):
        if self.debt:
            return self.debt.pop()
        if (
            turn
            and self.i < 10
            and hit(
                buyer_line,
                "expensive",
                "price",
                "budget",
                "busy",
                "not interested",
                "email",
                "already",
                "boss",
                "think",
                "happy",
            )
        ):
            spent = vars(self).setdefault("spent", [])
            asks = [
                ask
                for ask in (
                    "yeah no i i get that um what what makes you say that if you dont mind",
                    "okay thats fair um whats the the main worry there for you",
                    "uh sure i understand um what would have to be different for that to to not be a problem",
                )
                if ask not in spent
            ]
            if asks:
                ask = self.dice.choice(asks)
                spent.append(ask)
                self.debt = [
                    self.dice.choice(
                        [
                            "okay that helps um so the way we do it is you you start with one small piece and you see if it pays before you spend anything does that sort of answer it",
                            "right i see um so we wouldnt replace anything you know its only the part you said and uh you can stop any time does that help",
                            "mm okay makes sense um so what if you talk to someone who had that same worry first uh before you decide would that be better",
                        ]
                    )
                ]
                return ask
        if self.i >= 9 and agreed(buyer_line):
            self.i = 10
        line = self.fill(self.lines[min(self.i, 10)]).replace(",", "").replace("'", "").lower()
        self.i += 1
        return line


class ScotsMorag(Rep):
    """Broad Scots, warm."""

    name = "en-scots-morag"

    def start(self):
        self.i = 0
        self.worry = False
        self.lines = [
            self.pick(
                "Hiya, Morag Sinclair here. Ye'll no ken me, so I'll no keep ye long. Would ye gie me half a minute tae say why I'm ringing?",
                "Hullo, it's Morag Sinclair. I'm ringing oot the blue, sorry. Have ye got a wee half minute for me?",
            ),
            "Cheers. Folk lookin' after {area} keep tellin' me about {pain}. How's it goin' wi' you?",
            "Aye, I see. And whit's the maist annoying bit ae it, would ye say?",
            "Och, that's no great. Whit happens tae {team} when it goes that way?",
            "And how often does that come roon?",
            "Whit've ye tried tae sort it?",
            "And if ye left it as it is, where would ye be this time next year?",
            "Right, so it's a wee bit ae a slog, the same folk carry it, and the last fix didnae hold. Is that about it?",
            "Well, {peer} {result}. I'd like tae show ye how. Could ye dae Tuesday at ten, just twenty minutes?",
            "Would Thursday at three be any better for ye?",
            "Magic. I'll send ye the invite the noo. Thanks very much.",
        ]

    def reply(self, buyer_line, turn):
        if self.worry:
            self.worry = False
            return self.pick(
                "Aye, that makes sense, and thanks for sayin' it. So we'd start wi' one wee bit, ye'd see the numbers, and only then talk money. Would that dae ye?",
                "Fair dos, I'd feel the same. Naebody's askin' ye tae swap anything oot, just tae look at the bit that's no workin'. Does that ease it?",
                "Right, I've got ye. Then speak tae somebody that had the same worry first, and mak up yer mind efter. How's that?",
            )
        if (
            turn > 0
            and self.i < 10
            and hit(
                buyer_line,
                "budget",
                "price",
                "expensive",
                "busy",
                "already",
                "not interested",
                "email",
                "happy",
                "boss",
                "husband",
                "wife",
                "think it",
            )
            and self.room()
        ):
            self.worry = True
            return self.pick(
                "Aye, I hear ye. Whit's the main thing that's pittin' ye aff?",
                "That's fair enough. Can I ask whit's behind that?",
                "Nae bother, I get that a lot. Whit makes ye say it?",
            )
        if self.i > 8 and agreed(buyer_line):
            self.i = 10
        self.i += 1
        return self.fill(self.lines[min(self.i, 11) - 1])


class LetterLavinia(Rep):
    """Speaks as one writes to a ministry."""

    name = "en-letter-lavinia"

    def start(self):
        self.page = 0
        self.due = ""

    def reply(self, buyer_line, turn):
        pages = [
            "Good day. My name is Lavinia Harcourt-Bell. I am conscious that this call is unsolicited; may I have your permission to state its purpose in one minute?",
            "I am obliged to you. I advise those who answer for {area}, where {pain} is frequently reported to me. I should be grateful to learn how the matter stands with you.",
            "Thank you. Which element of this would you consider the least satisfactory?",
            "I see. And to what consequences has that given rise?",
            "May I enquire how frequently this occurs, and upon whom it falls?",
            "What measures have been attempted hitherto, and what became of them?",
            "In the event that this were resolved, what would be the principal benefit to you?",
            "Permit me to summarise: the difficulty recurs, its burden falls on others, and its removal would be of evident value. Have I understood you correctly?",
            "I believe we may be of assistance; {peer} {result}. I should like to propose a meeting of thirty minutes on Wednesday at eleven o'clock. Would that be agreeable?",
            "Should that be inconvenient, might I offer Friday at ten o'clock?",
            "I am most grateful. A written invitation will reach you this afternoon.",
        ]
        if self.due:
            line, self.due = self.due, ""
            return line
        if turn and self.page < 10 and not agreed(buyer_line):
            if hit(buyer_line, "budget", "price", "expensive", "cost") and self.room(4):
                self.due = "I am indebted to you for that explanation. We should therefore begin with a calculation upon your own figures, without charge, and proceed only if it favours you. Would that meet the concern?"
                return self.pick(
                    "Your prudence is entirely proper. Might I ask against what you are measuring the expense?",
                    "That is a legitimate reservation. What return would you regard as sufficient?",
                )
            if hit(
                buyer_line, "already", "happy", "not interested", "busy", "email", "boss", "consult", "think"
            ) and self.room(4):
                self.due = (
                    "I thank you for your candour. You would be at liberty to consult a client of ours with the same reservation before deciding anything. Would that suffice?"
                    if self.spoken & {"second"}
                    else "That is quite understandable. I would propose nothing that disturbs present arrangements, merely an examination of the one point you have raised. Would that be acceptable?"
                )
                if self.due.startswith("That is"):
                    self.spoken.add("second")
                return self.pick(
                    "That is well put, and I take it seriously. What would have to be assured for you to be at ease?",
                    "I fully respect that. Might I ask what leads you to that view?",
                    "I quite appreciate your position. What would be the chief consideration behind it?",
                )
        if self.page >= 9 and agreed(buyer_line):
            self.page = 10
        line = pages[min(self.page, 10)]
        self.page += 1
        return self.fill(line)


class RaviPolite(Rep):
    """Indian English, courteous, takes the buyer's name when it is given."""

    name = "en-ravi-polite"

    def start(self):
        self.i = 0
        self.who = ""
        self.clearing = 0

    def reply(self, buyer_line, turn):
        found = re.search(r"(?:this is|it's|speaking is|I'm)\s+([A-Z][a-z]+)", buyer_line) or re.search(
            r"^([A-Z][a-z]+) (?:speaking|here)", buyer_line
        )
        if found and not self.who:
            self.who = " " + found.group(1)
        lines = [
            "Good morning{who}, this is Ravi Menon. Sorry to be disturbing you, you are not knowing me. Can I kindly take thirty seconds and tell you the purpose of my call?",
            "So kind of you. I am working with people handling {area}, and many of them are facing {pain}. May I know how it is happening at your side?",
            "Okay, understood. What is the most difficult thing in this for you only?",
            "I see. And because of this, what all happens for {team}?",
            "Roughly how many {many}? I want to understand the size of it.",
            "What have you people already done about it?",
            "And if this one thing is sorted, what will it mean for you?",
            "Thank you for explaining so nicely. So the load is high, it is falling on your people, and a solution would give real relief. I have understood correctly, no?",
            "Then I have one suggestion. {peer} {result}. Let us sit for twenty minutes on Thursday at eleven and I will show you the same thing. Is it okay for you?",
            "No issue at all. Shall we do Friday at four then?",
            "Very good, I am sending the invite just now. Thank you{who}.",
        ]
        if self.clearing:
            self.clearing = 0
            return self.pick(
                "Got your point, thank you. That is why we do one small trial first, you see the result, then only we discuss money. This will be okay?",
                "Yes, I understand properly now. Nothing existing will be touched, we look at only that one issue. Does it answer your worry?",
                "Now it is clear to me, thank you so much. You can speak to one of our customers having the same doubt first, and decide after that only. Will it help?",
            )
        if (
            turn
            and self.i < 10
            and hit(
                buyer_line,
                "price",
                "budget",
                "expensive",
                "already",
                "busy",
                "not interested",
                "mail",
                "email",
                "think",
                "boss",
                "happy",
            )
            and self.room()
        ):
            self.clearing = 1
            return self.pick(
                "I completely respect that. May I know what is the reason behind it?",
                "Definitely, that is a valid point. What exactly is the concern, if I may ask?",
                "Sure, sure, I can understand. What would make it comfortable for you?",
            )
        if self.i >= 9 and agreed(buyer_line):
            self.i = 10
        line = self.fill(lines[min(self.i, 10)]).replace("{who}", self.who)
        self.i += 1
        return line


class AussieDaz(Rep):
    """Laid back, short, but the moves are there."""

    name = "en-aussie-daz"

    def start(self):
        self.stage = 0
        self.back = False

    def reply(self, buyer_line, turn):
        if self.back:
            self.back = False
            return self.pick(
                "Yeah, that's a fair call. So no one's asking ya to chuck out what works. We'd have a squiz at just that bit, and if it doesn't stack up you walk away. Reckon that's fair?",
                "Righto, makes sense. We'd run your own numbers first, costs ya nothing, and if they're no good I'll tell ya. Does that sort it?",
                "Yep, got it. Have a chat with a bloke who had the same worry first, then you decide, no pressure. That do ya?",
            )
        if (
            self.stage > 1
            and self.stage < 10
            and not agreed(buyer_line)
            and (
                no(buyer_line)
                or hit(
                    buyer_line,
                    "budget",
                    "pricey",
                    "price",
                    "expensive",
                    "busy",
                    "already",
                    "happy",
                    "email",
                    "interested",
                    "boss",
                    "think about",
                )
            )
            and self.room()
        ):
            self.back = True
            return self.pick(
                "No dramas, I get it. What's the go there, what's holding ya back?",
                "Yeah fair enough mate. What makes ya say that?",
                "I hear ya. What'd need to be different for it to work?",
            )
        if self.stage >= 8 and agreed(buyer_line):
            self.stage = 9
        lines = [
            self.pick(
                "G'day, Daz Cooper here. Total cold call, I won't lie. Can I grab thirty seconds and then you tell me to rack off or not?",
                "G'day, it's Daz Cooper, we've never met. Spare us half a minute and I'll tell ya why I rang?",
            ),
            "Legend. So I yarn with folks about {area} all day and they're copping {pain}. How's it travelling at your end?",
            "Yeah right. Which bit drives ya up the wall?",
            "And what's the flow-on from that?",
            "How many hours a week are we talking?",
            "What'd ya do with that time if ya had it back?",
            "So lemme play it back: it's slow, it's copping your people's time, and you'd use that time better. Sound right?",
            "Beauty. {peer} {result}. Keen to show ya how, twenty minutes, Tuesday arvo at two. How's that sit?",
            "Too easy, what about Wednesday at ten?",
            "Ripper. Invite's on its way. Cheers.",
        ]
        line = self.fill(lines[min(self.stage, 9)])
        self.stage += 1
        return line
