from .base import Rep, has


class M(Rep):
    quality, language = "mixed", "en"


class Toby(M):  # good ear, keeps slipping into pitch
    name, scenario = "cc-mixed-en-toby", "cold-call"

    def say(self, b, t):
        if t == 0: yield "o", ["Hi, Toby from Finchley Data, we haven't spoken. Can I have a minute?"]
        if t % 3 == 2: yield "pitch", ["So our tool has dashboards, alerts and a really clever engine, people love it.", "And the premium version has a forecasting module too.", "We've got a hundred and twenty integrations, by the way.", "Plus there's an app."]
        if has(b, "not ", "busy", "already", "email", "budget"): yield "ob", ["Okay, fair. What's the reason?", "Sure, but honestly most people say that and then they like it.", "I understand. What do you use now?"]
        if "?" in b: yield "q", ["We help sales teams follow up on leads.", "About twenty minutes.", "It depends on the number of users."]
        yield "p", ["How do you follow up on leads today?", "What's difficult about it?", "What does that cost you?", "Shall we meet on Tuesday at ten?", "Or Thursday at two?", "What would make it worthwhile?"]


class Brenda(M):
    name, scenario = "hi-mixed-en-brenda", "home-insurance-call"

    def say(self, b, t):
        if t == 0: yield "o", ["hi it's brenda from shield home i do insurance reviews is this a bad time"]
        if has(b, "agent", "covered", "already", "not interested", "busy"): yield "ob", ["oh but our policy's way cheaper than whatever you have", "okay i understand when did you last check it", "well agents don't always tell you everything you know"]
        if "?" in b: yield "q", ["it's free don't worry", "like forty minutes", "i just need a little info"]
        yield "p", ["what insurance do you have now", "we have a great bundle this month", "any changes at home lately", "what happens if you can't work", "so can i come wednesday at six", "or thursday at seven"]


class Gareth(M):
    name, scenario = "di-mixed-en-gareth", "discovery"

    def say(self, b, t):
        if t == 0: yield "o", ["Thanks for the time. I've a few questions and then I'll show you the product."]
        if has(b, "problem", "slow", "ramp", "forecast"): yield "d", ["Right, our product solves exactly that with module three.", "And what does that cost you?", "Okay. We have a feature for that as well."]
        yield "p", ["How many reps do you have?", "What's the biggest problem you see?", "Anything else?", "Who decides about this?", "Let me tell you what we do: practice calls, scoring, dashboards.", "Shall we meet again next Tuesday at two?", "What would you want to see then?"]


class Petra(M):
    name, scenario = "pr-mixed-en-petra", "price-objection"

    def say(self, b, t):
        if t == 0: yield "o", ["Hello, I heard you find the offer too high. Tell me more."]
        if has(b, "discount", "percent", "lower"): yield "d", ["Maybe I could do five percent, if that helps.", "What do you need to reach?", "Okay, eight, but that's really it."]
        if has(b, "expensive", "high", "budget", "competitor"): yield "e", ["Compared with what?", "Our quality is better, you know.", "Who needs to approve it?"]
        yield "p", ["What do your users think of the solution?", "What would happen without it?", "How do you decide?", "Shall we meet with finance on Thursday at ten?", "What should I bring?"]


class Ronen(M):
    name, scenario, language = "cl-mixed-he-ronen", "closing", "he"

    def say(self, b, t):
        if t == 0: yield "o", ["היי, רונן בקשר לדירה. מה דעתך?"]
        if has(b, "לא בטוח", "לחשוב", "חושש", "להחליט", "משכנתא"): yield "w", ["ברור, מה מטריד?", "כן אבל יש עוד מתעניינים, כדאי להזדרז", "אני מבין. עם מי מתייעצים?"]
        if "?" in b: yield "q", ["אני אבדוק", "בערך שלוש מאות שקל ועד בית", "לדעתי אין על מה לחשוב"]
        yield "p", ["מה אהבת בדירה?", "מה פחות?", "זאת דירה מעולה במחיר מעולה", "שנקבע ביקור נוסף ביום שישי בעשר?", "או ביום רביעי בחמש?", "להביא יועץ משכנתאות?"]


class Felix(M):
    name, scenario = "te-mixed-en-felix", "technical-questions"

    def say(self, b, t):
        if t == 0: yield "o", ["Hi, ask away, I know the product pretty well."]
        if "?" in b: yield "q", ["Yes, that works.", "I think so, it's all standard.", "I'm not sure, I'd ask our engineer.", "Sure, no limits that I know of.", "It's encrypted, of course.", "I'd have to check that one."]
        yield "p", ["What are you using now?", "Our customers are very happy with the architecture.", "What matters most to you?", "Shall we bring our engineer on Thursday at ten?", "Who should be there from your side?"]


class Moira(M):
    name, scenario = "an-mixed-en-moira", "angry-customer"

    def say(self, b, t):
        if t == 0: yield "o", ["Claims, Moira speaking. What's the problem?"]
        if has(b, "week", "nobody", "called", "waiting"): yield "e", ["I'm sorry about that, it's been very busy here.", "That shouldn't have happened.", "Well, the assessor is behind, it isn't only us."]
        if "?" in b: yield "q", ["I'm not sure.", "Someone will be in touch soon.", "I'll ask the assessor."]
        yield "p", ["What's the claim number?", "What have you sent us?", "What has it meant for the shop?", "I'll chase it and call you tomorrow, hopefully.", "Let's say tomorrow at eleven.", "Is there anything else?"]


ALL = [Toby, Brenda, Gareth, Petra, Ronen, Felix, Moira]
