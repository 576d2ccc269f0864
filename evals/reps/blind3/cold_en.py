from .base import Good, has


class C(Good):
    scenario, language = "cold-call", "en"


class Declan(C):  # Dublin, typed, easy-going; sells call coaching
    end = "agreed"
    name = "cc-good-en-declan"
    slots = ("Tuesday at ten", "Thursday at half two")

    def say(self, b, t):
        if t == 0:
            yield "open", [("Hiya, Declan here from Kestrel in Dublin. You weren't expecting me, so can I have thirty seconds to say why I rang, and then you can tell me to go away?",
                            "Hello, Declan from Kestrel. This is a cold call, I'll be honest. Would you give me half a minute and then decide?")]
        if self.last == "ask" and has(b, "works", "fine", "okay", " ok", "sure", "put it", "send me the invite", "see you", "deal") and not has(b, "but ", "not "):
            yield "agreed", ["Lovely. That's in the calendar, invite's on its way to you now. Thanks for the time, talk then.", "Brilliant, thanks a million. Mind yourself."]
        if has(b, "how long", "how much time"):
            yield "long", ["Twenty minutes. If after ten it's no use to you, we stop."]
        if has(b, "cost", "price", "how much") and "?" in b:
            yield "price", ["Depends on how many people are on the phones, usually around forty euro a head a month. Wouldn't make sense to decide on that before we know if the problem's worth fixing, though."]
        if has(b, "who are you", "what company", "what do you do", "what is it", "what's this about", "why are you calling", "what are you selling", "reason"):
            yield "who", ["Fair question. We help managers hear what's really happening on their team's calls without sitting on every one. I rang because teams your size tend to have one person doing all the coaching.",
                          "Short version: your people practise hard conversations before they have them for real."]
        if self.last == "ack":
            yield "answer", ["That makes sense. What other managers did in that spot was start with one team for two weeks, nothing to install and no contract, so it took about an hour of their own time.",
                             "Got you. Then I'd only want to show you the one bit that touches that, and you judge for yourself."]
        if has(b, "email", "send me"):
            yield "ack", ["I will, no bother. Just so it's not another brochure, what would it need to say for you to actually open it?"]
        if has(b, "busy", "no time", "bad time", "middle of", "not a good time", "already have", "already use", "happy with", "not interested", "no budget", "don't need", "not sure", "not convinced", "tried"):
            yield "ack", ["Ah, I understand, that's a reasonable thing to say to a stranger on the phone. Can I ask what's behind it?",
                          "Fair enough. Is it more the timing, or have you been burned by something like this before?",
                          "I hear you. What would need to be different for it to be worth a look?"]
        if has(b, "interesting", "what do you suggest", "what would you", "go on then", "sounds useful", "could be worth", "tell me more", "next step", "makes sense"):
            yield "ask", ["Then let's do it properly. Would {a} suit you for twenty minutes, you and me, looking at exactly that?", "How about {b} instead? I'll keep it to twenty minutes."]
        if has(b, "problem", "struggle", "takes too long", "losing", "lose ", "slow", "hard to", "difficult", "honestly", "to be fair", "frustrat"):
            yield "dig", ["And when that happens, what does it end up costing you?", "So it's eating time you don't have. What have you tried up to now?", "Who feels that the most, yourself or the team?"]
        yield "plan", ["Thanks. The managers I talk to say new people take months before they can hold their own on the phone, and nobody has the hours to sit with them. How does that look at your place?",
                       "How do you go about getting a new starter up to speed at the minute?", "What's the part of that you'd change first, if it was up to you?",
                       "And if nothing changes by next year, what does that mean for your numbers?",
                       "So if I have you right, it works, but it leans on too few people and it costs you time. Is that fair?"]
        yield "ask", ["Would it be mad to look at it together for twenty minutes, say {a}?", "Would {b} be any easier?"]
        yield "plan2", ["What would make twenty minutes a good use of your day?", "Who else would want to hear about this with you?", "I'll leave it in your hands. If I ring you on the first of the month, would that be all right?"]


class Priyanka(C):  # Bangalore, formal
    end = "thanks"
    name = "cc-good-en-priyanka"
    slots = ("Wednesday at 11 am", "Friday at 4 pm")

    def say(self, b, t):
        if t == 0:
            yield "o", [("Good morning, this is Priyanka Rao from Ledgerline. I know I am calling without an appointment. May I take one minute to tell you the reason?", "Good afternoon, Priyanka Rao speaking, from Ledgerline. Have I caught you at a moment when one minute is possible?")]
        if has(b, "confirmed", "see you", "speak then", "put me down", "let's do", "that works", "works for me", "i'll be there", "agreed"):
            yield "thanks", ["Thank you very much. I have noted it and the calendar invitation will reach you in five minutes.", "I am grateful for your time. Have a good day."]
        if "?" in b and has(b, "how long"):
            yield "q1", ["It would be twenty five minutes, not more."]
        if "?" in b and has(b, "number", "get my"):
            yield "q2", ["Your name is on your company's public page, sir or madam, and I called the main line. If you prefer that I do not call again, I will respect it."]
        if "?" in b and has(b, "who else", "customers", "reference", "proof", "example"):
            yield "q3", ["Yes, a distributor of about two hundred people in Pune. They were losing six days every month to manual follow up and brought it down to two. I can put you in touch with them."]
        if "?" in b and has(b, "what", "why", "who"):
            yield "q4", ["We take away the manual checking between sales, orders and invoices. I am calling because growing teams often find that work slips between those departments.", "In one sentence, we make sure that nothing a customer asked for gets forgotten."]
        if self.last == "probe":
            yield "resolve", ["Thank you for explaining. In that case I would not ask you to replace anything. We would run beside what you have, for one process only, and you can stop after four weeks.", "I appreciate you telling me. That concern is exactly what I would want to put on the table first when we meet, before anything else."]
        if has(b, "not interested", "busy", "email", "already", "budget", "expensive", "don't have time", "not now", "next quarter", "vendor", "supplier", "no thanks", "another sales"):
            yield "probe", ["I completely understand, and you must be receiving many such calls. May I know what you are using for it today, and what you would miss if it were gone?",
                            "That is a valid point. Could you help me understand what makes you say so?", "Understood, and I do not want to push. What is the main worry for you there?"]
        if has(b, "interest", "suggest", "good idea", "go ahead", "propose", "how do we", "fair enough", "might help", "worth"):
            yield "book", ["May I propose {a}? We would look at your own process together for twenty five minutes.", "If that is not convenient, would {b} suit you better?"]
        if has(b, "we have to", "manual", "mistake", "delay", "complain", "problem", "issue", "too much", "too many", "hours", "pain", "worst"):
            yield "follow", ["I see. What happens afterwards, when that occurs?", "That sounds tiring for the team. How much would you say it costs in a month, in hours or in money?", "And what does your management say about it?"]
        yield "plan", ["Thank you. Companies that grow quickly tell me that requests from customers get lost between people, and somebody senior ends up chasing them. Is that something you see as well?",
                       "Could you walk me through how such a request travels in your organisation today?", "Where does it usually get stuck?", "What is the effect of that on your customers?",
                       "If that could be solved, what would it change for you personally?", "Let me check that I have understood. It depends on people remembering, and when they forget you carry the consequence. Have I got that right?"]
        yield "book", ["Would it be acceptable to sit together online on {a}, for twenty five minutes?", "Shall we keep {b}, then?"]
        yield "end", ["What would you need to hear from me before giving me that time?", "Is there a colleague you would like to have with you?", "May I call you again next Monday at ten, in that case?"]


class Tyrone(C):  # Atlanta, speech recogniser: no punctuation
    end = "done"
    name = "cc-good-en-tyrone"
    slots = ("tuesday at nine", "wednesday at three")

    def say(self, b, t):
        if t == 0:
            yield "o", [("hey there this is tyrone with bluepeak we haven't talked before uh did i catch you at an okay time", "hi it's tyrone over at bluepeak you don't know me so i'll be real quick is that alright")]
        if self.last == "ask" and has(b, "yes", "yeah", "ok", "sure", "works", "alright", "fine", "go ahead", "good") and not has(b, "n't", "but"):
            yield "done", ["awesome i'm sending that invite right now you'll see bluepeak in the title appreciate you", "alright thank you so much talk soon"]
        if has(b, "what do you want", "what's this", "what is this", "who is this", "who are you", "selling", "regarding", "what do you do", "what does"):
            yield "who", ["yeah totally fair so we work with folks who run teams on the phone and the reason i called is a lot of them tell me good leads go cold before anybody calls back", "so basically we make sure every inquiry gets a call back in five minutes that's really it"]
        if has(b, "how much", "price", "cost") and "?" in b:
            yield "cost", ["it's by seat most teams land somewhere between one and two grand a month i'd want to know if you even have the problem first though"]
        if has(b, "how long", "minutes"):
            yield "dur", ["fifteen minutes i'll set a timer"]
        if self.last == "obj":
            yield "ans", ["okay gotcha that helps so with that in mind we don't touch what you already got we sit on top of it and you can see in a week if it moves anything", "yeah makes sense then the only thing i'd do is show you your own numbers no pitch and if it's nothing we shake hands"]
        if has(b, "not interested", "busy", "already", "email", "budget", "time", "we're good", "we are good", "all set", "don't need", "no need", "skeptic", "heard that", "doubt"):
            yield "obj", ["i hear you i'd probably say the same what makes you say that if you don't mind", "no that's fair is it something you looked at before or just not on the radar", "okay respect that what would have to be true for it to be worth your time"]
        if has(b, "like to see", "interest", "curious", "suggest", "what next", "okay so", "i'd like", "sounds good", "sounds like", "helpful"):
            yield "ask", ["cool so let's grab fifteen minutes {a} how's that look", "or we could do {b} if that's easier on you"]
        if has(b, "lose", "losing", "miss", "cold", "slow", "chase", "nobody", "overwhelm", "behind", "problem", "tough", "turnover"):
            yield "dig", ["oh wow okay and what does that run you over a month you think", "so people are just stretched thin huh how's that hitting you", "and how long has that been going on"]
        yield "plan", ["so a lot of managers tell me leads come in and by the time somebody gets to em they already bought someplace else does any of that sound like you", "walk me through what happens when a new one comes in today", "and what gets in the way of doing it faster", "what happens to the ones nobody gets to",
                       "so lemme see if i got this folks are busy stuff slips and it comes back on you at the end of the month is that right", "if you could fix one piece of that what'd it be"]
        yield "ask", ["would it make sense to look at it together {a} like fifteen minutes", "how about {b} then"]
        yield "tail", ["what would you want to see in those fifteen minutes", "who else oughta be on there", "tell you what i'll check back monday morning around ten if that's cool"]


class Fiona(C):  # Glasgow, dry humour
    name = "cc-good-en-fiona"
    slots = ("Monday at quarter past nine", "Wednesday at four")

    def say(self, b, t):
        q = "?" in b
        if t == 0:
            yield "o", [("Hello, it's Fiona Reid from Harrow & Finch. It's a sales call, sorry, but a short one. Can I tell you why I picked you?", "Hi, Fiona Reid here, Harrow & Finch. You can hang up now or give me forty seconds. Which'll it be?")]
        if self.last == "date" and not q and not has(b, "can't", "cannot", "not ", "but", "no "):
            yield "ok", ["Grand, that's us booked. I'll send the invite with three lines on what we'll cover. Thank you.", "Thanks again, and enjoy your coffee."]
        if q and has(b, "how long", "minutes"): yield "l", ["Half an hour in the diary, twenty if I behave."]
        if q and has(b, "cost", "price", "charge", "how much"): yield "p", ["From about nine hundred pounds a month. It might be daft for you at that money or it might be cheap, I can't tell yet."]
        if q and has(b, "different", "better than", "why should"): yield "d", ["Honestly, most of what's out there gives you reports. Ours tells a manager which two conversations to have this week. That's the difference."]
        if q: yield "w", ["Good question. We help team leads find out why deals go quiet, before the quarter's over. I picked you because you're hiring, and that's when it tends to slip.", "We look at the conversations your folk already have and show where they wobble."]
        if self.last == "why": yield "fix", ["Right, thanks for being straight. Then I'd suggest we don't change a thing, we just look at ten of your own conversations and you tell me if it shows you something new.", "Okay. That one I can't talk away on the phone, but I can show you how a firm in Leeds got round it."]
        if has(b, "interested", "suggest", "let's", "happy to", "might be useful", "fair point", "go for it"):
            if not has(b, "not interested"): yield "date", ["Good. {a}, half an hour, video. Does that work?", "What about {b}?"]
        if has(b, "not interested", "email", "busy", "already", "no budget", "too expensive", "sorted", "fine as", "don't think", "no time", "in a meeting"):
            yield "why", ["No offence taken, I'd be wary too. What have you got in place for it just now?", "That's fair. Can I ask what's driving that?", "I'd not want to waste your time. What would you have to see to change your mind?"]
        if has(b, "problem", "trouble", "quiet", "lost", "can't see", "don't know", "guess", "worry", "nightmare", "pressure", "target"):
            yield "deep", ["Ouch. What does that do to your quarter?", "So you find out when it's too late. What happens to you when the number's missed?", "Tell me a bit more about the last time that happened."]
        yield "plan", ["What I hear most is: the pipeline looks healthy, and then half of it goes quiet and nobody can say why. Does that ring a bell at all?", "How do you find out at the moment that something's going wrong?", "What do you do when you find out late?", "What's that worth over a year, if you had to guess?",
                       "So you're relying on what people tell you, and it's usually rosier than the truth. Is that about it?"]
        yield "date", ["I think it merits a proper look. Could you do {a}?", "Or would {b} be kinder to you?"]
        yield "z", ["If it isn't a fit, who'd be the right person to ask?", "What's stopping you, if I may be nosy?", "I'll ring you the first Tuesday of next month, then, and you can tell me what's changed."]


class Lars(C):  # Copenhagen, direct second-language English
    end = "bye"
    name = "cc-good-en-lars"
    slots = ("Thursday at 9:00", "Friday at 13:00")

    def say(self, b, t):
        if t == 0: yield "o", [("Good morning, Lars from Nordvik here. We do not know each other. May I explain in twenty seconds why I call?", "Hello, my name is Lars, I call from Nordvik. Is it okay that I take twenty seconds?")]
        if has(b, "it's a deal", "works for me", "that works", "that's fine", "i can do", "see you", "until then", "put it in"):
            yield "bye", ["Perfect. I send the invitation in a moment. Thank you for your openness.", "Thank you, and a good day to you."]
        if has(b, "how long"): yield "a1", ["Twenty minutes, by video."]
        if has(b, "data", "gdpr", "secure", "security") and "?" in b: yield "a2", ["The data stays in the EU and we sign a processing agreement. I can send you the paper before we meet."]
        if "?" in b: yield "a3", ["We work with planning. Concretely, we help teams see two weeks earlier that a promise to a customer will not hold. I call you because companies of your size often find out too late.", "I try to be short: a small tool, and a person from us who helps the first month.", "I do not know yet, that depends on how you work. That is why I would rather ask than tell."]
        if self.last == "x": yield "y", ["Okay, then I understand better. In this case a small start is the only thing that makes sense: one team, one month, and you measure it yourself.", "That is clear. I think I can show you in ten minutes that this is not such a big project as it sounds."]
        if has(b, "not interested", "busy", "already", "email", "mail", "budget", "later", "complicated", "change", "no need", "time"):
            yield "x", ["I respect that. May I ask what is the reason behind it?", "Yes, that I hear often, and it is usually a good reason. What have you been trying before?", "Understood. What would be most important for you, if you did something here?"]
        if has(b, "suggest", "interest", "relevant", "sounds", "show me", "like to know", "next"):
            yield "m", ["I suggest a meeting of twenty minutes on {a}. Is this possible for you?", "And {b}, would that be better?"]
        if has(b, "late", "delay", "problem", "difficult", "overtime", "wrong", "stress", "every week", "always"):
            yield "f", ["And what does it cost, when that happens?", "Who has to clean it up afterwards?", "How often do you see it in a normal month?"]
        yield "plan", ["Many leaders tell me that they first hear about a problem when the customer is already angry. How is it with you?", "How do you follow up on this today?", "What is the most annoying part of it?", "And what consequence has that for the business?", "If it continues the same way for one more year, what then?",
                       "I repeat shortly, so I am sure: you see it late, you pay for it with extra hours, and the customers notice. Correct?"]
        yield "m", ["Then I think we should talk properly. Is {a} possible, twenty minutes?", "Or {b}?"]
        yield "e", ["What is missing for you to say yes to that?", "Should someone from your team join?", "Then I propose I call on Monday at ten, and you tell me yes or no."]


class Chantelle(C):  # London, chatty, typed
    end = "yay"
    name = "cc-good-en-chantelle"
    slots = ("Tuesday 11am", "Thursday 3pm")

    def say(self, b, t):
        if t == 0: yield "o", [("Hi! Chantelle from Brightside here, we've not spoken before. Is now okay for like a minute or have I totally interrupted something?", "Hiya, it's Chantelle at Brightside. Cold call alert, haha. Can I borrow a minute?")]
        if self.last == "when" and has(b, "yes", "yep", "ok", "works", "sure", "fine", "do that", "great", "diary", "calendar", "go on") and not has(b, "can't", "but"):
            yield "yay", ["Amazing, thank you! Popping the invite over now, shout if anything changes.", "Thanks so much, speak soon!"]
        if has(b, "how long will", "how long would", "how long does"): yield "q", ["20 mins tops, promise."]
        if has(b, "how much", "what does it cost", "pricing"): yield "q2", ["Most teams your size pay about £600 a month, but there's no point in me quoting till I know what you actually need."]
        if has(b, "who", "what's it about", "what is it", "what are you", "why me", "why call", "what do you"):
            if "?" in b: yield "q3", ["Yeah sure! We help teams keep hold of new people in their first year. I called because I saw you're taking people on, and that's usually when it gets messy.", "In plain English, we get new joiners confident faster so they don't leave."]
        if self.last == "hm": yield "ah", ["Ahh okay, that's really helpful. So then I wouldn't swap anything out, I'd just show you the one gap people like you usually find and let you decide.", "Right, I get it. If that's the worry, we can start with just a couple of people so there's nothing to lose really."]
        if has(b, "not interested", "no thank", "busy", "already", "email", "budget", "in house", "in-house", "don't have", "bad moment", "sceptical"):
            yield "hm", ["Totally get that. Can I be cheeky and ask how you're handling it at the moment?", "Yeah no worries, that's fair! What's the main thing putting you off?", "Completely understand. Was there something that didn't work out in the past?"]
        if has(b, "interesting", "what do you suggest", "sounds good", "tell me more", "useful", "love to", "how does it work", "keen"):
            yield "when", ["Ooh okay! Shall we put in 20 mins, {a}, and I'll show you how it'd look for your lot?", "No stress if not, would {b} be better?"]
        if has(b, "leave", "leaving", "turnover", "hire", "train", "problem", "challenge", "cost us", "months", "stuck"):
            yield "and", ["Oh that's rough. What does it end up costing when someone goes?", "And what does that do to everyone who stays?", "Gosh, so it's all landing on you then. How long's it been like that?"]
        yield "plan", ["So the thing I keep hearing from managers is it takes ages to get someone good, and by the time they are, they're halfway out the door. Is that you at all, or are you all sorted?", "What does the first couple of months look like for a new person with you?", "What bit of that goes wrong most?", "And when it goes wrong, who picks up the pieces?",
                       "Okay so what I'm hearing is it takes too long, it's on your plate, and it's costing you decent people. Have I got that right?", "If that was sorted by summer, what would be different for you?"]
        yield "when", ["Do you fancy a proper chat about it? {a}, 20 mins?", "Could do {b} as well, whatever's easiest."]
        yield "z", ["What would make it a no-brainer for you?", "Would anyone else need to be there?", "Okay lovely, I'll try you again next Wednesday at ten then, is that alright?"]


class Mateo(C):  # Mexico City, speech recogniser with fillers
    name = "cc-good-en-mateo"
    slots = ("monday at eleven", "thursday at five")

    def say(self, b, t):
        if t == 0: yield "o", [("hello good morning my name is mateo from grupo alba um i know you don't expect my call do you have one minute for me to explain", "hi mateo here from grupo alba i am interrupting you i know can i have one minute please")]
        if self.last == "ask" and has(b, "yes", "okay", "perfect", "works", "sure", "fine", "good for me", "alright"):
            yield "ok", ["perfect so i write it down and i send you the invitation thank you very much", "thank you have a beautiful day"]
        if has(b, "how long"): yield "h", ["only twenty minutes uh not more"]
        if has(b, "?") and has(b, "cost", "price", "much"): yield "h2", ["it depends on the volume um normally it's between five hundred and nine hundred dollars monthly but first i would like to know if it helps you at all"]
        if has(b, "?"): yield "h3", ["yes of course so we help companies that deliver to other companies uh and i call because many of them lose customers when deliveries are not on time and nobody tells the customer", "that's a good question um the short answer is we warn your customer before they have to call you"]
        if self.last == "listen": yield "give", ["okay now i understand thank you so for this we start very small with one route only and if in three weeks there is no difference we stop", "i see so then it's not about the tool it's about the risk and for that you can speak with a client of ours and ask him anything"]
        if has(b, "no ", "not ", "busy", "already", "email", "expensive", "budget", "don't"):
            yield "listen", ["i understand and i thank you that you say it directly what is the reason if i can ask", "sure sure that is normal how do you solve it today then", "of course and what would you need to see to feel comfortable"]
        if has(b, "interest", "suggest", "good", "sounds", "show", "okay"):
            yield "ask", ["so i propose you that we meet {a} for twenty minutes would that be good for you", "and maybe {b} if the other one is not possible"]
        if has(b, "late", "customer", "complain", "problem", "lose", "wait", "hard", "difficult"):
            yield "more", ["uh that's not easy and what does it cost you when this happens", "and how do your people feel with that", "so at the end it's you who has to answer the phone right what do you tell them"]
        yield "plan", ["many managers tell me that their customers call all day to ask where is my order and the team loses hours with this does this happen to you", "how do you manage it now", "what is the worst part of that", "and what happens with the customers after", "so if i understand you correctly it takes your time and also it puts the relation with the customers in danger is this correct", "what would change for you if it was solved"]
        yield "ask", ["i would like to show you how others did it can we talk {a}", "or if you prefer {b}"]
        yield "z", ["what is the thing that makes you doubt", "is there somebody else who should be with us", "no problem then i call you next month the first monday at ten okay"]
