from .base import has
from .cold_en import C


class Bruce(C):  # Brisbane, blunt
    name = "cc-good-en-bruce"
    slots = ("Wednesday arvo at two", "Friday morning at half eight")

    def say(self, b, t):
        if t == 0: yield "o", [("G'day, Bruce from Southline. Cold call, mate, so feel free to boot me. Can I have thirty secs first?", "Morning, Bruce at Southline. You don't know me from a bar of soap. Got thirty seconds?")]
        if self.last == "a" and any(w in b for w in ("righto", "works", "ok", "yes", "yeah", "sure", "fine", "can do", "deal")) and "but" not in b:
            yield "ok", ["Beauty. Locked in, invite's coming through. Cheers for hearing me out.", "Cheers, catch you then."]
        if "?" in b:
            if any(w in b for w in ("how long", "minutes")): yield "q1", ["Twenty minutes. Fifteen if we skip the footy."]
            if any(w in b for w in ("cost", "price", "much")): yield "q2", ["Ballpark, eighty bucks a head a month. Whether that's cheap or dear depends what the problem's costing you."]
            if any(w in b for w in ("who", "what", "why", "how")): yield "q3", ["No dramas. We sort out quotes that sit around unsigned. I rang because blokes in your line tell me half of theirs just go silent.", "It nudges your crew on who to ring and what to say. That's the whole thing."]
        if self.last == "o2": yield "r", ["Yeah, righto, that's fair dinkum. So what I'd do is take twenty of your old dead quotes and see how many come back. Costs you nothing, proves it or kills it.", "Fair call. Then it needs to fit round that, and it can, but I'd rather show you than bang on."]
        if any(w in b for w in ("not interested", "busy", "email", "already", "budget", "no time", "don't need", "we're right", "system", "not sure")):
            yield "o2", ["Fair enough, I'd be dirty too if some stranger rang me. What are you doing about it now?", "Yep, I get that. What's the sticking point, the money or the hassle?", "No worries. What would have to happen before you'd look at it?"]
        if any(w in b for w in ("keen", "interest", "suggest", "worth a look", "good point", "sounds", "go on")):
            yield "a", ["Let's have a proper yarn then. {a}, twenty minutes, suit you?", "Could squeeze you in {b}?"]
        if any(w in b for w in ("lose", "lost", "slow", "chase", "chasing", "problem", "hard", "busy season", "forget", "slip", "time")):
            yield "d", ["Strewth. What do you reckon that costs you in a year?", "And what happens to the bloke who's waiting on you?", "How long have you been putting up with it?"]
        yield "p", ["What I'm seeing is quotes go out, nobody follows up, and the work goes to whoever rang back first. Is that a thing at your shop?", "How does the follow up happen now, honestly?", "Where does it fall over?", "What's that do to the bottom line?", "So good work's walking out the door because nobody's got the time. That about the size of it?"]
        yield "a", ["Reckon it's worth a sit down? I've got {a}.", "Or {b}, if you're flat out."]
        yield "z", ["What'd make you say yes?", "Anyone else we'd want in the room?", "I'll buzz you on the first of the month then, nine o'clock. Fair?"]


class Naledi(C):  # Johannesburg, warm
    end = "t"
    name = "cc-good-en-naledi"
    slots = ("Tuesday at half past ten", "Thursday at two")

    def say(self, b, t):
        if t == 0: yield "o", [("Good day, this is Naledi Mokoena from Umoya Systems. I realise you weren't waiting for my call. Would it be alright if I share why I'm phoning, and then you decide?", "Hello, Naledi here from Umoya Systems. Do you have a moment, or shall I be very brief?")]
        asked = self.last == "meet"
        if asked and has(b, "yes", "that's fine", "that is fine", "works", "suits", "sure", "okay", "perfect", "let's do") and "?" not in b:
            yield "t", ["Wonderful, I've got you down. You'll have the invite before lunch. Thank you for your openness today.", "It was a pleasure. Go well."]
        if has(b, "how long") and "?" in b: yield "q", ["About twenty five minutes, and I keep to time."]
        if has(b, "who are", "what do you", "what is this", "what's this", "why are you", "what exactly", "regarding"):
            yield "w", ["Of course. Umoya helps supervisors coach their people from real conversations rather than from a spreadsheet. I phoned you because growing teams often lose sight of quality first.", "Simply put: we listen for the moments a customer is about to leave, and tell the supervisor."]
        if "?" in b and has(b, "price", "cost", "charge"): yield "c", ["It's priced per person, so I'd be guessing. May I first understand how your team works? Then I'll give you an honest figure."]
        if "?" in b: yield "g", ["Yes, I can answer that shortly: it takes about a week to start and nobody has to change how they work.", "I don't have the full answer here, and I'd rather bring it to you properly than make it up."]
        if self.last == "care": yield "res", ["Thank you, I appreciate that you've been open. That worry is the very reason we begin with a month's trial with a handful of people, so you risk nothing and see it for yourself.", "I see it clearly now. Then let me only show you that one thing, and leave the rest out."]
        if has(b, "not interested", "busy", "rushing", "email", "already", "budget", "afford", "not now", "no thank", "don't have", "not for us"):
            yield "care", ["I do understand, you've a lot on your plate. Would you mind telling me what you're using now, and how you find it?", "That's a fair concern. Where does it come from, if I may ask?", "I hear you. If it weren't for that, would it be something you'd care about?"]
        if has(b, "interest", "suggest", "propose", "sounds", "why not", "could be", "listening"):
            yield "meet", ["May we then sit together online on {a}, for twenty five minutes?", "Perhaps {b} is gentler on your schedule?"]
        if has(b, "problem", "complain", "struggle", "quality", "lose", "losing", "team", "difficult", "stress", "customers"):
            yield "n", ["I'm listening. What does that lead to, further down the line?", "And what has it meant for you, as the person in charge?", "How would you put a number on it?"]
        yield "p", ["Many supervisors tell me they only hear of a bad call once the customer has gone. Is it similar on your side?", "How do you keep an eye on it at present?", "What makes that hard?", "What happens when one slips through?", "If I may sum up: you can't be everywhere, and what you don't hear costs you customers. Did I hear you well?", "What would it be worth to catch those in time?"]
        yield "meet", ["Shall we look into it together? {a} would suit me well.", "Otherwise {b} is open too."]
        yield "z", ["What is still holding you back?", "Who would you like to bring along?", "Then I'll phone on the third, at nine. Is that in order?"]


class Kyle(C):  # Toronto, SDR, typed lower case
    end = "d"
    name = "cc-good-en-kyle"
    slots = ("tues at 10:30", "wed at 2")

    def say(self, b, t):
        if t == 0: yield "o", [("hey, kyle from northpeak, we haven't met. bad time or can i steal 27 seconds?", "hey it's kyle w/ northpeak - kinda out of the blue, ok if i tell you why im calling?")]
        if self.last == "cal" and has(b, "ok", "works", "yes", "yep", "sure", "fine", "see you", "invite", "good"):
            if not has(b, "not", "n't "): yield "d", ["sweet, invite sent, you can move it if something comes up. thanks a ton!", "appreciate ya, ttyl"]
        if has(b, "?"):
            if has(b, "long"): yield "q1", ["15 min, hard stop"]
            if has(b, "cost", "price", "pricing"): yield "q2", ["ranges 50-90 a seat. no idea yet if you'd need 3 or 30 so id take that w/ a grain of salt"]
            if has(b, "number", "find me"): yield "q3", ["linkedin + your main line. happy to take you off the list if you'd rather"]
            yield "q4", ["yep so we do practice calls for new hires, like a flight sim. called cuz you've got 3 openings posted and ramping ppl is usually a pain", "honest answer: works great for teams of 5+, not so much below that"]
        if self.last == "obj": yield "ans", ["ok that's super helpful. so if the worry is that it dies after 2 weeks, we set a weekly 10 min thing w/ the manager and drop it if usage tanks", "gotcha. then id skip the demo and just look at your numbers w/ you"]
        if has(b, "not interested", "email", "busy", "already", "budget", "we use", "no thanks", "don't have", "isn't a priority", "not a priority"):
            yield "obj", ["totally fair. curious tho, how are you handling it rn?", "makes sense, i get that a lot. is it bad timing or just not a problem for you?", "all good. what would make it worth 15 min, if anything?"]
        if has(b, "interesting", "suggest", "sounds", "cool", "how would we", "i'd be open", "open to"):
            yield "cal", ["cool, {a} for 15 min?", "or {b}, either's good on my end"]
        if has(b, "ramp", "months", "problem", "quit", "slow", "hire", "tough", "losing", "stuck", "miss"):
            yield "dig", ["oof. what's that costing you per rep would you say?", "and whats the knock on effect for you?", "what have u tried so far?"]
        yield "p", ["so most managers i talk to say new reps take like 5-6 months before they're worth anything. how's that going for you guys?", "what does week 1 to week 8 look like today?", "whats the hardest part of that?", "and if a rep's slow to get there, what happens to the number?", "so basically: slow ramp, you plug the gap yourself, number's at risk. am i close?"]
        yield "cal", ["worth a quick look together? {a}?", "{b} maybe?"]
        yield "z", ["anything specific you'd wanna see?", "who else cares about this on your side?", "ok if i ping you monday 9am and we decide then?"]


class Margaret(C):  # Yorkshire, older, unhurried
    end = "f"
    name = "cc-good-en-margaret"
    slots = ("Wednesday at eleven o'clock", "Monday at three o'clock")

    def say(self, b, t):
        if t == 0: yield "o", [("Good morning, my name's Margaret Hale and I'm ringing from Dale Partners. You don't know me. Would you allow me a minute?", "Good afternoon, Margaret Hale, Dale Partners. Is it convenient to speak just for a minute?")]
        if has(b, "in the diary", "i'll see you", "very well", "that suits", "that works", "i can make", "agreed", "works for me"):
            yield "f", ["Thank you, that's most kind. I'll put it in writing to you this afternoon so you have it.", "Goodbye for now, and thank you again."]
        if "?" in b and has(b, "how long"): yield "q", ["I should think half an hour at most."]
        if "?" in b and has(b, "cost", "price", "charge", "expensive"): yield "q2", ["There is a yearly fee, and for a firm of your size it tends to be around eight thousand pounds. Some find that it pays for itself and some don't, which is why I ask questions first."]
        if "?" in b: yield "q3", ["Certainly. We help firms who win work on the telephone to win a bit more of it, by going through what's actually said. I rang you because your firm was mentioned to me as growing fast.", "I've been doing this for thirty years, dear, and I shan't pretend it suits everybody."]
        if self.last == "soft": yield "reply", ["I see, that's good of you to tell me. Then we'd leave what you have exactly as it is, and I'd show you only what it doesn't cover. If it covers everything, you'll know that as well.", "Well, that is a sensible worry. I'd put you in touch with a lady in Harrogate who had precisely the same one."]
        if has(b, "not interested", "busy", "email", "already", "letter", "budget", "money", "happy", "quite alright", "calls like this", "sales call"):
            yield "soft", ["I quite understand. You must get a good many of these. What is it you rely on at present?", "Yes, I can see why you'd say so. What lies behind it, if you don't mind my asking?", "That's perfectly reasonable. What would you want to be sure of first?"]
        if has(b, "suggest", "interest", "go on", "perhaps", "like to hear", "could do", "sounds"):
            yield "date", ["Then may I suggest {a}, for half an hour?", "Or would you sooner have {b}?"]
        if has(b, "problem", "difficult", "worry", "trouble", "lose", "lost", "time", "staff", "young"):
            yield "more", ["Oh, I am sorry to hear it. And what does it lead to?", "What does that come to over a year, roughly?", "Do tell me a little more about that."]
        yield "p", ["What people in your position tell me is that they pay good money for enquiries, and then it's rather luck who picks up the telephone. How do you find it?", "And how do you know which of your people handle it well?", "What becomes of the ones that are handled badly?", "What would you say that has cost you this year?", "Let me see whether I've followed you. You've good people, but it varies, and it's costing you customers. Is that right?", "And supposing it were put right, what would you do with the time?"]
        yield "date", ["I believe it would be worth our sitting down together. Would {a} do?", "I could equally manage {b}."]
        yield "z", ["Is there something you'd want answered beforehand?", "Would your colleagues wish to be there?", "Might I telephone again on the first of the month, at ten?"]


class Kwame(C):  # Accra, polite, speech
    name = "cc-good-en-kwame"
    slots = ("tuesday at nine thirty", "friday at eleven")

    def say(self, b, t):
        if t == 0: yield "o", [("good morning please this is kwame from adinkra solutions i am not sure you were expecting me please can i take one minute", "hello please my name is kwame from adinkra solutions am i disturbing you")]
        if self.last == "fix" and has(b, "yes", "okay", "fine", "works", "good", "sure", "alright", "we can", "no problem"):
            yield "ok", ["great so it is settled i am sending you the invitation and my number thank you so much", "god bless have a nice day"]
        if "?" in b and has(b, "how long"): yield "q1", ["please only twenty minutes"]
        if "?" in b and has(b, "how much", "cost", "price"): yield "q2", ["for a team like yours it can be around three hundred dollars in a month but please let me first know if you even need it"]
        if "?" in b: yield "q3", ["yes please so we help companies to collect their payments on time and the reason for my call is that many managers spend their own evenings chasing invoices", "what i can tell you honestly is that it takes one week to set up and one person from your side"]
        if self.last == "objq": yield "obja", ["okay i thank you for explaining so because of that we don't ask you for any commitment we take ten old invoices and we see what comes in and then you decide", "i understand you well now so it must be simple for your people and that's what i want to show you"]
        if has(b, "not interested", "busy", "email", "already", "budget", "money", "later", "trust", "don't", "no time"):
            yield "objq", ["oh i understand you very well please what makes you say that", "that is true and many people told me the same thing please how do you do it now", "i hear you what would give you confidence"]
        if has(b, "interest", "suggest", "good", "want to see", "how do we", "sounds", "next"):
            yield "fix", ["so let us meet on {a} for twenty minutes and look at it together is that okay", "or {b} if you are free then"]
        if has(b, "late", "pay", "cash", "chase", "problem", "tired", "delay", "difficult", "time"):
            yield "pain", ["hmm that is heavy and when it happens what does it do to the business", "and you yourself how much time do you lose on it", "since when has it been like that"]
        yield "p", ["some of the managers i work with tell me that the sale is done but something after it always gets stuck and they have to chase people themselves how is it for you", "please how is it done in your office from start to finish", "which part gives you the most headache", "and if it stays so what will happen by end of year", "so what i hear is that the work is there but the follow up takes too much from you have i understood", "what will you do first if that burden is taken away"]
        yield "fix", ["then i would like to invite you for a short session {a} would you be available", "what about {b}"]
        yield "z", ["please what is making you hesitate", "should your colleague also join us", "then let me call you on monday at nine and you tell me"]


class Aiko(C):  # Singapore, concise, typed
    name = "cc-good-en-aiko"
    slots = ("Tue 3pm", "Thu 10am")

    def say(self, b, t):
        if t == 0: yield "o", [("Hi, Aiko from Merlion Labs. Unplanned call, I know. Can I have one min to say why?", "Hello, this is Aiko, Merlion Labs. Quick one: is it OK to talk for a minute?")]
        neg = has(b, "not ", "n't", " no ", "cannot")
        if self.last == "slot" and not neg and "?" not in b: yield "ok", ["Noted with thanks! Sending the invite with the agenda now.", "Thank you, see you."]
        if "?" in b and has(b, "how long"): yield "q", ["20 min can already."]
        if "?" in b and has(b, "cost", "price", "much"): yield "q2", ["Starts from SGD 700 monthly. Not sure yet which plan makes sense for you."]
        if "?" in b: yield "q3", ["We help managers see which customers are likely to leave, from how they talk to support. I called because your team doubled last year.", "Setup is about five days, our side does most of it.", "I'd have to check that with my engineer and come back to you."]
        if self.last == "ob": yield "an", ["I see, thanks for telling me. So the safe way is to run it on last year's data first. If it would not have caught anything, we stop there.", "Understood. That part we can keep out completely, and only look at what you're missing now."]
        if neg or has(b, "busy", "email", "already", "budget"): yield "ob", ["Understand, it's out of nowhere. How are you covering this now, may I ask?", "Okay, valid. What's the main concern behind that?", "Can. What would make it relevant for you?"]
        if has(b, "interest", "suggest", "sounds", "ok", "sure", "useful", "see it"): yield "slot", ["Shall we do {a}, 20 min on video?", "{b} also possible. Better for you?"]
        if has(b, "leave", "churn", "problem", "issue", "late", "lose", "complain", "effort", "manual"): yield "dp", ["How much does one of those cost you?", "And then what happens on your side?", "What have you done about it so far?"]
        yield "p", ["Managers here tell me they find out about unhappy customers only at renewal. How is it in your team?", "How do you spot it today?", "What gets missed?", "What's the impact when it's missed?", "So to recap: signals are there, nobody has time to look, and it hits revenue. Correct?", "If you could catch half of those, what changes?"]
        yield "slot", ["Worth looking at together? {a}?", "Or {b}?"]
        yield "z", ["Anything you want me to prepare?", "Should your ops lead join too?", "Then I check in on the 1st at 10, ok?"]


class Rosalind(C):  # Boston, consultative
    end = "fin"
    name = "cc-good-en-rosalind"
    slots = ("Tuesday at 1:30", "Friday at 9")

    def say(self, b, t):
        yes = has(b, "works", "sounds good", "let's do", "fine", "sure", "okay", "you got it", "talk then", "i'll take") and not has(b, "but", "not ")
        if t == 0: yield "o", [("Hi, Rosalind Pierce with Castor. I'll admit I'm calling cold. If I tell you in two sentences what prompted it, would you tell me whether to keep going?", "Hello, Rosalind Pierce at Castor. We've never spoken. Mind if I take a half minute and you stop me if it's off?")]
        if self.last == "inv" and yes: yield "fin", ["Great. I'll send that right over with a short agenda: your process, the gap, and whether we're any use. Thank you.", "Thanks, have a good rest of the day."]
        if "?" in b:
            if has(b, "how long"): yield "i", ["Twenty minutes, and I'll tell you at fifteen if it isn't a fit."]
            if has(b, "cost", "price", "expens"): yield "ii", ["A typical first year is twelve to twenty thousand. Whether that's reasonable depends on what the issue costs you, which I don't know yet."]
            if has(b, "example", "proof", "who else", "result"): yield "iii", ["One client in Providence, forty reps, cut new-hire ramp from seven months to about five. It wasn't magic, they practiced every week."]
            yield "iv", ["Sure. Castor helps managers coach more people than they have hours for. I noticed you've added headcount, and that's when coaching typically falls off.", "The short answer is that it's practice plus feedback, a few minutes a day, on the conversations that actually come up.", "I don't want to guess at that. Let me bring you the exact answer."]
        if self.last == "expl": yield "resp", ["That's really useful context. Given that, I'd leave your current setup alone and test with one manager, four weeks, with a measure you choose.", "Okay, so it's less about the idea and more about the effort. We've gotten the setup to under two hours of your time, and I can show you how."]
        if has(b, "not interested", "busy", "email", "already", "budget", "bandwidth", "priority", "vendor", "don't need", "no time", "skeptical"):
            yield "expl", ["That's a fair reaction. Help me understand, what are you doing today that's working well enough?", "I appreciate the candor. What's the reservation underneath that?", "Reasonable. Suppose we spoke in a quarter, what would have changed by then?"]
        if has(b, "interest", "intrigu", "suggest", "propose", "compelling", "sounds", "what's next"): yield "inv", ["I'd propose twenty minutes {a}, just on that issue. Would that be workable?", "Alternatively, {b}?"]
        if has(b, "problem", "challenge", "months", "inconsistent", "lose", "losing", "struggl", "never", "don't have time", "tough"): yield "imp", ["What's the downstream effect of that?", "If you had to put a dollar figure on it, where would you start?", "So it falls back on you. What doesn't get done as a result?"]
        yield "p", ["Here's what prompted it: leaders tell me their best people are carrying the number and everyone else is hit or miss. To what extent is that true for you?", "How does coaching happen today, in practice?", "What's getting in the way?", "And what does that gap cost in a typical quarter?", "Let me play it back: uneven performance, no hours to fix it, and the number rides on a few people. What did I miss?", "If that were fixed, what would it free you up to do?"]
        yield "inv", ["It seems worth a conversation. Could you do {a}?", "I'm also open {b}."]
        yield "z", ["What would you need to see to call it time well spent?", "Would it help to include someone from your side?", "How about I check back the Monday after next at ten?"]
