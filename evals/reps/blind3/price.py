from .base import Good, has


class P(Good):
    scenario, language = "price-objection", "en"


class Oliver(P):  # UK account manager
    name = "pr-good-en-oliver"
    slots = ("Thursday at ten", "Friday at two")

    def say(self, b, t):
        if t == 0: yield "o", [("Thanks for calling me back. You've had the offer a few days now. What's your honest reaction?", "Good morning. I gather the offer has raised a question or two. Tell me how it looks from your desk.")]
        if self.last == "n" and has(b, "works", "fine", "yes", "ok", "agreed", "can do", "sure", "right") and not has(b, "but ", "n't", "not "): yield "ok", ["Excellent. I'll send the invite with the agenda: your finance figures, the scope, what each part returns. Thank you for being straight with me.", "Thanks, speak then."]
        if has(b, "what discount", "how much off", "can you go", "best price", "come down", "reduce", "sharpen", "percent", "%", "discount") and not has(b, "cheaper", "competitor", "compet"): yield "disc", ["I understand you have to ask. I'd rather not move a number before I know what it has to fit. What's the figure being measured against?", "If the price drops, something has to come out of the scope. Which part could you do without?", "I can't promise that, and I won't pretend otherwise. What I can do is go through the calculation with your finance people."]
        if "?" in b: yield "q", ["The price covers the licences, the onboarding and a named person for the first year. Nothing's added later.", "It's higher because the onboarding is included, which others charge for separately.", "Honestly, I'd have to check. I'll put it in writing today."]
        if self.last == "ex": yield "val", ["Thank you, that changes how I read it. So the sum itself isn't the whole story, it's being able to justify it. Then we should build that justification together.", "Right. In that case the comparison has to be like for like, including what it costs you to run it yourselves."]
        if has(b, "expensive", "too high", "too much", "budget", "cheaper", "competitor", "other offer", "quote", "over"): yield "ex", ["I hear you, it's a serious amount of money. Too expensive compared with what, if I may ask?", "Fair. What's in the other offer, and what's left out of it?", "I see. Who else has to be comfortable with this number, and what do they look at?"]
        if has(b, "suggest", "next", "makes sense", "propose", "could work", "interest", "fair"): yield "n", ["I suggest forty minutes on {a} with your finance lead and the head of the department, with one page of numbers. Would you be able to set that up?", "Failing that, {b}?"]
        if has(b, "finance", "board", "cfo", "save", "target", "justify", "risk", "last time", "burn", "year"): yield "f", ["And what happens to you if it can't be justified?", "What does it cost the business to carry on without it?", "That sounds like you've had a bad experience. What happened?"]
        yield "p", ["Leaving the price aside for a second, does it do what your colleagues need?", "What's the problem they were hoping to solve with it?", "What's it costing them while it isn't solved?", "How does a decision like this get made on your side?", "So as I understand it, the fit is right, the total is what you can't defend yet. Is that it?", "If we could show the return in black and white, would anything else stand in the way?"]
        yield "n", ["Then may we sit down on {a} and go through the return with finance?", "Or would {b} be more realistic?"]
        yield "z", ["What would finance need to see on that page?", "When does the budget close?", "Shall I send you the draft calculation by noon tomorrow so you can pull it apart first?"]


class Marisol(P):  # Miami, speech
    name = "pr-good-en-marisol"
    slots = ("tuesday at three", "wednesday at eleven thirty")

    def say(self, b, t):
        if t == 0: yield "o", [("hi thanks for taking the time so you've seen the proposal tell me what's on your mind", "hello so i understand there's some concern with our proposal i'd love to hear it from you")]
        if has(b, "see you", "works for me", "that works", "let's do", "i'll set it", "send the invite", "agreed", "put it on"): yield "ok", ["great i'll send the invite with the agenda and i'll have the numbers to you the day before thank you", "thanks so much bye"]
        if has(b, "discount", "percent", "%", "best price", "lower", "come down", "better number") and not has(b, "cheaper", "competitor"): yield "d", ["i totally get why you ask that i just don't wanna pull a number out of the air what do you need it to fit into", "so if it has to be less then we'd take something out and i wouldn't wanna do that before we know what you really need which piece matters the least", "i hear you and i'm not gonna be able to do that today but i can show you where every dollar goes"]
        if "?" in b: yield "q", ["sure so it includes the licenses the training and support for the year no extra fees", "um that one i don't know i'll get you the answer by end of day", "the main difference is our people are with you the first ninety days"]
        if self.last == "as": yield "an", ["okay thank you that makes sense so really it's about being able to explain it upstairs and i can help you with that", "got it so then let's compare apples to apples with everything they left out and if we're still higher at least you know why"]
        if has(b, "expensive", "high", "too much", "budget", "cheaper", "competitor", "vendor", "offer"): yield "as", ["yeah it's a big number i understand can i ask what you're comparing it to", "that's fair what does theirs have in it and what doesn't it", "okay and who's asking you about the price is it finance or somebody else"]
        if has(b, "suggest", "next", "could be", "interest", "reasonable", "makes sense", "fair"): yield "n", ["so how about we get your finance person and the team lead on for thirty minutes {a} and go line by line", "or {b} whatever's easier"]
        if has(b, "cfo", "finance", "board", "saving", "last year", "risk", "burned", "justify", "pressure", "boss"): yield "f", ["and what does that mean for you if it goes wrong", "wow okay what happened that time", "how much is it costing you guys to keep going the way it is"]
        yield "p", ["let me ask if the price was fine would this be what your people want", "what made them start looking in the first place", "and what's that problem costing every month you think", "walk me through how it gets approved", "so what i'm hearing is the solution's okay it's the number you can't stand behind yet did i get that right", "anything else besides that"]
        yield "n", ["i think we should look at the math together could you do {a} with finance", "would {b} work"]
        yield "z", ["what would they need to see to be okay with it", "when do you have to decide by", "can i send you a one page version tomorrow morning and call you at four to go over it"]


class Jan(P):  # Dutch, direct
    name = "pr-good-en-jan"
    slots = ("Monday at 10:00", "Wednesday at 14:00")

    def say(self, b, t):
        if t == 0: yield "o", [("Good afternoon, Jan de Wit. You asked for a talk about our offer. What is the point that bothers you most?", "Hello, Jan de Wit here. I heard the offer did not land so well. Shall we speak openly about it?")]
        if self.last == "n" and "?" not in b and not has(b, "not ", "n't", "but "): yield "ok", ["Good, then it stands. You receive the invitation today and the figures one day before. Thank you for the open talk.", "Thank you and goodbye."]
        if has(b, "discount", "percent", "%", "lower", "cheaper price", "reduce", "drop") and not has(b, "competitor", "other offer", "percent cheaper", "% cheaper"): yield "d", ["I understand the question. For me a discount without a reason makes the first price dishonest. What do you have to reach?", "We can make it smaller, then it becomes cheaper. Which part do you not need?", "No, that I will not do today. But I want to understand what is behind it, because then there is often a way."]
        if "?" in b: yield "q", ["In the price: licences, introduction, one fixed contact. No hidden costs.", "I do not know that by heart. You have it tomorrow before noon.", "The notice period is three months, so the risk is limited."]
        if self.last == "w": yield "a", ["Clear. So you do not say it is bad, you say you cannot prove that it pays. That is something we can solve together.", "Then I would put both offers next to each other, with the internal hours included. You may keep the sheet, also if you choose them."]
        if has(b, "expensive", "high", "budget", "competitor", "other", "cheap", "much"): yield "w", ["Yes, it is a lot of money. What do you compare it with?", "I take that seriously. What is exactly in the other proposal?", "And for whom in your house is it too expensive?"]
        if has(b, "suggest", "interest", "reasonable", "next", "propose", "could"): yield "n", ["My proposal: {a}, half an hour with your controller, we calculate it together. Is that possible?", "Then perhaps {b}?"]
        if has(b, "controller", "finance", "director", "savings", "risk", "experience", "failed", "target", "pressure", "justify"): yield "f", ["What happens when you can not explain it to them?", "Tell me, what went wrong then?", "And what does the present situation cost you?"]
        yield "p", ["Suppose the price was no topic, would you choose us?", "Which problem must be solved by it, according to your users?", "What does this problem cost in a year?", "How is the decision taken, step by step?", "I summarise: content is good, the proof is missing. Is this right, or do I forget something?", "Is there something besides the money?"]
        yield "n", ["I propose we calculate this together on {a}, with finance at the table. Agreed?", "Or does {b} fit better?"]
        yield "z", ["What must be on the sheet for your controller?", "Until when must you decide?", "Can I call you on Friday at nine when you have spoken with finance?"]


class Dganit(P):
    name, language = "pr-good-he-dganit", "he"
    slots = ("ביום שלישי באחת עשרה", "ביום חמישי בתשע")

    def say(self, b, t):
        if t == 0: yield "o", [("בוקר טוב, תודה שחזרתם אליי. ההצעה אצלכם כמה ימים. איך היא נראית מהצד שלך?", "שלום, הבנתי שיש הסתייגות מההצעה שלנו. אשמח לשמוע אותה ממך ישירות")]
        if self.last == "n" and has(b, "מתאים", "בסדר", "כן", "סגור", "אפשר", "מקובל", "טוב") and not has(b, "לא ", "אבל"): yield "ok", ["מצוין. אשלח זימון עם סדר יום, והמספרים יהיו אצלך יום קודם. תודה על הכנות", "תודה ולהתראות"]
        if has(b, "הנחה", "אחוז", "%", "להוריד", "מחיר יותר טוב", "להתגמש", "הכי טוב") and not has(b, "יותר זול", "זולה", "מתחר"): yield "d", ["ברור לי שחובתך לשאול. לא הייתי רוצה להזיז מספר לפני שאדע למה הוא צריך להתאים. מול מה הוא נמדד?", "אם המחיר יורד, משהו יוצא מההיקף. על מה אפשר לוותר?", "את זה אני לא יכולה להבטיח. מה שכן, אפשר לעבור על החישוב עם הכספים"]
        if "?" in b: yield "q", ["המחיר כולל רישיונות, הטמעה ואיש קשר קבוע לשנה, ושום דבר לא מתווסף אחר כך", "אצטרך לבדוק, התשובה תהיה אצלך בכתב עוד היום", "ההטמעה כלולה, ואצל אחרים גובים עליה בנפרד"]
        if self.last == "x": yield "v", ["תודה, זה משנה לי את התמונה. אז זה לא רק הסכום, אלא היכולת להצדיק אותו. בואו נבנה את ההצדקה הזאת יחד", "אם כך ההשוואה צריכה להיות תפוחים לתפוחים, כולל מה שעולה לכם לתפעל לבד"]
        if has(b, "יקר", "גבוה", "תקציב", "זול", "מתחר", "הצעה אחרת", "יותר מדי"): yield "x", ["אני שומעת, זה סכום רציני. יקר ביחס למה, אם אפשר לשאול?", "הוגן. מה כלול בהצעה השנייה ומה לא?", "ומי עוד צריך להרגיש בנוח עם המספר הזה?"]
        if has(b, "מה את מציעה", "הגיוני", "מעניין", "איך מתקדמים", "אפשרי"): yield "n", ["אני מציעה ארבעים דקות {a} עם מנהל הכספים ועם המחלקה, ועמוד אחד של מספרים. זה אפשרי?", "ואם לא, {b}?"]
        if has(b, "כספים", "הנהלה", "חיסכון", "סיכון", "נכוו", "להצדיק", "לחץ", "בפעם הקודמת"): yield "f", ["ומה קורה אצלך אם אי אפשר להצדיק את זה?", "כמה עולה לארגון להמשיך בלי פתרון?", "נשמע שהייתה חוויה לא טובה. מה קרה?"]
        yield "p", ["נניח רגע למחיר: זה עונה על מה שהמשתמשים אצלכם צריכים?", "איזו בעיה הם קיוו לפתור?", "וכמה היא עולה להם כל עוד לא נפתרה?", "איך מתקבלת אצלכם החלטה כזו?", "אז אם הבנתי, ההתאמה טובה ורק קשה להגן על הסכום. נכון?", "ואם נראה את התמורה שחור על גבי לבן, משהו נוסף עומד בדרך?"]
        yield "n", ["אז נשב {a} ונעבור על התמורה עם הכספים?", "או ש{b} ריאלי יותר?"]
        yield "z", ["מה הכספים ירצו לראות בעמוד הזה?", "מתי נסגר התקציב?", "שאשלח טיוטה מחר עד הצהריים כדי שתפרק או תפרקי אותה קודם?"]


class Roi(P):
    name, language = "pr-good-he-roi", "he"
    slots = ("ביום שני בשתיים", "ביום רביעי בעשר וחצי")

    def say(self, b, t):
        if t == 0: yield "o", [("היי תודה על הזמן ראית את ההצעה אז תגיד לי בכנות מה אתה חושב עליה", "אהלן הבנתי שהמחיר לא עבר חלק בוא נדבר על זה מה מפריע")]
        if has(b, "קבענו", "סגור", "מתאים לי", "נתראה", "אתאם", "תשלח זימון", "אין בעיה"): yield "ok", ["אחלה אני שולח זימון והמספרים אצלך יום לפני תודה על הפתיחות", "תודה ויום טוב"]
        if has(b, "הנחה", "אחוז", "%", "תוריד", "מחיר אחר", "תתגמש") and not has(b, "יותר זול", "זולה", "מתחר"): yield "d", ["אני מבין שאתה חייב לשאול אני פשוט לא רוצה לזרוק מספר מה זה צריך לעמוד בו", "אם זה צריך להיות פחות אז מוציאים משהו מה הכי פחות חשוב לכם", "היום אני לא אוכל לעשות את זה אבל אני יכול להראות לך לאן הולך כל שקל"]
        if "?" in b: yield "q", ["זה כולל רישיונות הדרכה ותמיכה לשנה בלי תוספות", "וואלה לא יודע אני אחזור אליך עד סוף היום", "ההבדל העיקרי זה שאנשים שלנו איתכם תשעים יום"]
        if self.last == "x": yield "v", ["אוקיי תודה זה עוזר אז בעצם צריך שתוכל להסביר את זה למעלה ובזה אני יכול לעזור", "הבנתי אז בוא נשים את שתי ההצעות אחת ליד השנייה עם כל מה שהם השאירו בחוץ"]
        if has(b, "יקר", "גבוה", "תקציב", "זול", "מתחר", "ספק", "הצעה"): yield "x", ["כן זה סכום לא קטן אני מבין ביחס למה זה יקר", "הוגן מה יש אצלם בפנים ומה אין", "ומי לוחץ על המחיר הכספים או מישהו אחר"]
        if has(b, "מה אתה מציע", "הגיוני", "מעניין", "הלאה", "סביר"): yield "n", ["אז בוא נשב חצי שעה {a} עם הכספים ועם ראש הצוות ונעבור שורה שורה", "או {b} מה שנוח"]
        if has(b, "כספים", "הנהלה", "סמנכ", "חיסכון", "סיכון", "נכווינו", "להצדיק", "לחץ"): yield "f", ["ומה זה אומר בשבילך אם זה לא מצליח", "אוי מה קרה אז", "וכמה עולה לכם להמשיך ככה"]
        yield "p", ["תגיד אם המחיר היה בסדר זה מה שהאנשים שלכם רוצים", "מה גרם להם לחפש בכלל", "וכמה הבעיה הזאת עולה בחודש לדעתך", "איך זה מאושר אצלכם", "אז מה שאני שומע זה שהפתרון בסדר ואתה לא יכול לעמוד מאחורי הסכום עדיין קלעתי", "יש עוד משהו חוץ מזה"]
        yield "n", ["נראה לי שצריך לעבור על החשבון ביחד {a} עם הכספים אפשרי", "ומה עם {b}"]
        yield "z", ["מה הם צריכים לראות כדי להיות רגועים", "עד מתי צריך להחליט", "שאני אשלח לך עמוד אחד מחר בבוקר ואתקשר בארבע לעבור עליו"]
