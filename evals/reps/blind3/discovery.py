from .base import Good, has


class D(Good):
    scenario, language = "discovery", "en"
    earliest = 8


class Helena(D):  # London enterprise AE
    name = "di-good-en-helena"
    slots = ("Tuesday at two", "Wednesday at ten")

    def say(self, b, t):
        if t == 0: yield "o", [("Thanks for making the time. I'd suggest we use the half hour to understand where your team is today and what you'd like to change, and at the end we decide together if a second conversation makes sense. Is that all right with you?", "Good to meet you properly. My thought was to spend most of this on your situation and only the last five minutes on us. Does that suit?")]
        if self.last == "ns" and has(b, "yes", "works", "fine", "sure", "good", "okay", "happy", "agreed", "do that") and not has(b, "but", "not "): yield "ok", ["Perfect. I'll send the invite and a one-page summary of what you told me, so you can correct it. Thank you.", "Thanks again, that was very open of you."]
        if has(b, "price", "cost", "pricing") and "?" in b: yield "q1", ["Typically between forty and seventy pounds a user. I'd rather size it once I know whether it's ten people or fifty."]
        if has(b, "what do you do", "what does", "your product", "how does it", "tell me about you", "demo") and "?" in b: yield "q2", ["Briefly: sales people rehearse the conversations that matter and their managers see where to coach. I'll show you the bit that fits once I know what matters."]
        if "?" in b: yield "q3", ["Yes, we've a handful of software firms your size. I can bring one to the next call.", "I don't know for certain. I'll find out and put it in the summary.", "Happy to answer: it usually takes a fortnight to get going."]
        if self.last == "ob": yield "an", ["That's useful. Then the test for you is whether it survives the third month, so we'd agree up front what you'd measure.", "I understand. Then let's keep that as the first item for the next call, rather than me reassuring you now."]
        if has(b, "skeptic", "sceptic", "budget", "tried", "already have", "not convinced", "another tool", "tools", "too busy", "worried"): yield "ob", ["That's a healthy doubt. What happened last time?", "I take the point. What would need to be different?"]
        if has(b, "suggest", "next step", "interest", "makes sense", "where do we go", "what now"): yield "ns", ["I'd suggest forty five minutes on {a}, with you and whoever runs enablement, on these two points only. Does that work?", "Would {b} be easier?"]
        if has(b, "problem", "struggle", "slow", "ramp", "forecast", "miss", "inconsisten", "months", "lose", "discount", "stall", "challenge", "frustrat"):
            yield "dig", ["And what's the consequence of that, further down the line?", "What does it cost you in a year, if you've ever worked it out?", "So if I've understood, that shows up in the number, not just in the mood. What else does it affect?", "How does that land with your board?", "And what happens if it's still like this in twelve months?"]
        yield "p", ["To start, how is the team set up, and what are they being asked to deliver this year?", "Where do you see it going less well than you'd want?", "Can you give me a recent example?", "That's one. What else gets in the way of the number?", "How does that second point show itself day to day?", "And what does that one lead to?", "Let me summarise. Two things: the first costs you time and the second costs you deals. What would you correct?", "Which of the two would you fix first, and why?"]
        yield "ns", ["Shall we put forty five minutes in for {a} to go into those two, with whoever else should be part of it?", "Or {b}?"]
        yield "z", ["Who besides you would have a say in this?", "How have you bought this kind of thing in the past?", "What would make the next meeting a good use of your time?"]


class Travis(D):  # Austin, speech
    name = "di-good-en-travis"
    slots = ("thursday at one", "monday at nine thirty")

    def say(self, b, t):
        if t == 0: yield "o", [("hey thanks for hopping on i figured i'd ask a bunch about how things run on your side and if it makes sense we figure out a next step at the end that work for you", "hey appreciate the time so here's what i had in mind i mostly listen you tell me if i'm off and we decide at the end if there's a reason to keep talking cool")]
        if has(b, "see you", "talk then", "that works", "works for me", "let's do it", "i'm in", "send the invite", "sounds like a plan"): yield "ok", ["awesome i'll shoot that over with my notes from today and you fix what i got wrong thank you", "thanks man take care"]
        if "?" in b:
            if has(b, "price", "cost", "how much"): yield "c", ["rough range is five to eight hundred a rep a year but i'd hate to throw out a number before i know what we're solving"]
            yield "g", ["yeah so in one line your reps get to practice the tough calls before they cost you a deal that's it", "good question i'm honestly not sure let me get you the right answer by tomorrow", "most folks are up and going in about two weeks"]
        if self.last == "why": yield "r", ["okay that's fair so it's gotta be something they actually open every week and that's what i'd wanna prove to you with three or four reps", "got it so money's not the thing it's the attention yeah we'd keep it at ten minutes a day"]
        if has(b, "tried", "skeptical", "budget", "already", "bandwidth", "not sure", "another tool", "change management"): yield "why", ["yeah i hear that what went sideways last time", "makes sense what's the worry underneath that"]
        if has(b, "suggest", "next", "interest", "propose", "show me", "like to see"): yield "n", ["so how about we get back together {a} you me and one of your managers and dig into those two", "or {b} if that's better for everybody"]
        if has(b, "problem", "ramp", "forecast", "slip", "slow", "quit", "turnover", "miss", "coach", "tough", "lose", "losing", "guess", "hard"): yield "d", ["man okay and what does that end up costing you", "so walk me through what happens after that", "who feels that the most", "and if nothing changes what's that look like by the end of the year", "how'd you first notice it"]
        yield "p", ["so tell me about the team how many folks and what's the goal this year", "what's working and where's it kinda breaking", "give me an example from like the last month", "okay so that's one what's another thing that keeps you up", "what have you tried on that", "and what does that second one do to the number", "alright lemme play it back you got two things going on one's about people getting up to speed and one's about not seeing trouble till late and both hit revenue did i get that right"]
        yield "n", ["i think it's worth another conversation how's {a} to go deeper on both", "what about {b}"]
        yield "z", ["who else weighs in on something like this", "if we nailed one of those two which one matters more", "what would you wanna walk away with next time"]


class Ananya(D):  # Hyderabad-based, typed
    name = "di-good-en-ananya"
    slots = ("Thursday at 4 pm", "Friday at 11 am")

    def say(self, b, t):
        if t == 0: yield "o", [("Thank you for accepting the meeting. May I propose that I first understand your present situation, and then we see if there is something worth continuing? Please stop me if I go off track.", "Good to connect. I have kept thirty minutes. I would like to use twenty five of those to listen. Shall we begin?")]
        if self.last == "step" and "?" not in b and not has(b, "not ", "n't", "but"): yield "ok", ["Wonderful. I will send the calendar invite and a short note with the points in your own words. Thank you for being so open.", "Thanks, have a nice day ahead."]
        if "?" in b and has(b, "cost", "price", "pricing", "commercial"): yield "q1", ["It is per user per month, broadly thirty to fifty dollars. I can only be precise once the scope is known."]
        if "?" in b and has(b, "do you", "your company", "product", "solution"): yield "q2", ["In one line: we let your sales people practise and we show the manager what to coach. Everything else depends on what you tell me today."]
        if "?" in b: yield "q3", ["Yes, and I can share a reference from a software company of similar size.", "I am not fully sure about that, so I will check and write to you by tomorrow evening."]
        if self.last == "conc": yield "addr", ["Thank you, that helps. So whatever we do has to be small, visible and stopped if it does not work. I would plan it exactly so.", "Understood. Let us keep it as a condition then, and test it in the next meeting with your team."]
        if has(b, "tried", "doubt", "budget", "already using", "adoption", "not convinced", "no time", "concern"): yield "conc", ["I appreciate your frankness. What was the experience, exactly?", "That is a valid concern. What would convince you otherwise?"]
        if has(b, "suggest", "next step", "interested", "go forward", "good to see", "would like"): yield "step", ["May I suggest we meet again on {a} with your sales manager, for forty minutes, on these two topics?", "In case that is not convenient, {b}?"]
        if has(b, "issue", "problem", "time", "ramp", "forecast", "accura", "attrition", "losing", "deal", "late", "new hires", "managers"): yield "probe", ["I see. What does this lead to, when you look at the quarter?", "How much revenue would you connect with that?", "And for you personally, what is the consequence?", "Who else in the company is affected by it?", "Since when has this been going on, and what did you do about it?"]
        yield "p", ["Could you describe your sales team and what you are measured on this year?", "What, in your opinion, is holding the team back the most?", "Could you take me through one recent case?", "Apart from that, what is the second thing you would want to improve?", "How do you notice it in everyday work?", "What is the effect of this second one on the business?", "Allow me to reflect it back: first, people take long to become productive, second, risks surface late, and both affect your targets. Is it a correct picture?", "If both were solved, what would be possible for you?"]
        yield "step", ["I feel a second session would be meaningful. Could we fix {a}, with the person who coaches the team?", "Or would you prefer {b}?"]
        yield "z", ["Who would be involved in a decision like this?", "By when would you like to see a change?", "What should I bring to the next session?"]


class Tamar(D):
    name, language = "di-good-he-tamar", "he"
    slots = ("ביום רביעי בשתיים", "ביום ראשון בעשר")

    def say(self, b, t):
        if t == 0: yield "o", [("תודה שפינית זמן. חשבתי שרוב השיחה תהיה על מה שקורה אצלכם, ובסוף נחליט יחד אם יש טעם להמשיך. מקובל?", "נעים מאוד. אני רוצה בעיקר להקשיב היום, וחמש דקות אחרונות נדבר על המשך. בסדר מצידך?")]
        if self.last == "n" and has(b, "כן", "מתאים", "בסדר", "מצוין", "סגור", "אפשר", "טוב", "מסכים") and not has(b, "לא ", "אבל"): yield "ok", ["מצוין. אשלח זימון וסיכום של עמוד במילים שלך, כדי שאפשר יהיה לתקן אותי. תודה רבה", "תודה על הפתיחות, נתראה"]
        if "?" in b and has(b, "מחיר", "עולה", "עלות"): yield "q1", ["בערך מאה וחמישים עד מאתיים שקל לאיש בחודש. נדייק כשנדע אם זה עשרה אנשים או חמישים"]
        if "?" in b and has(b, "מה אתם", "המוצר", "איך זה", "מה זה"): yield "q2", ["בקצרה: אנשי המכירות מתאמנים על השיחות הקשות, והמנהל רואה על מה לעבוד עם כל אחד. אראה את החלק שרלוונטי כשאבין מה חשוב"]
        if "?" in b: yield "q3", ["כן, יש לנו כמה חברות תוכנה בגודל שלכם, אני יכולה לחבר", "אני לא בטוחה, אבדוק ואכתוב בסיכום"]
        if self.last == "ob": yield "an", ["זה עוזר לי. אז המבחן הוא אם עדיין משתמשים בזה בחודש השלישי, ונגדיר מראש איך מודדים", "מובן. אז נשים את זה כנקודה ראשונה בפגישה הבאה במקום שארגיע עכשיו"]
        if has(b, "ניסינו", "ספקן", "ספקני", "תקציב", "כבר יש", "עוד כלי", "לא משוכנע", "עומס"): yield "ob", ["ספק בריא. מה קרה בפעם הקודמת?", "אני לוקחת את זה ברצינות. מה היה צריך להיות אחרת?"]
        if has(b, "מה את מציעה", "מעניין", "צעד הבא", "איך ממשיכים", "הגיוני"): yield "n", ["אני מציעה ארבעים וחמש דקות {a}, איתך ועם מי שמנהל את ההדרכה, רק על שתי הנקודות האלה. אפשרי?", "או {b}?"]
        if has(b, "בעיה", "קשה", "לוקח", "תחזית", "חודשים", "מפסיד", "הנחות", "עסקאות", "מתסכל", "אתגר", "עוזבים"): yield "d", ["ולמה זה מוביל בהמשך?", "כמה זה עולה לכם בשנה, אם חישבתם פעם?", "אז זה ניכר גם במספר ולא רק באווירה. על מה עוד זה משפיע?", "ואיך ההנהלה מגיבה לזה?", "ומה יקרה אם זה יישאר ככה עוד שנה?"]
        yield "p", ["נתחיל מההתחלה: איך הצוות בנוי, ומה מצפים ממנו השנה?", "איפה זה הולך פחות טוב ממה שהיית רוצה?", "יש דוגמה מהזמן האחרון?", "זה דבר אחד. מה עוד מפריע להגיע ליעד?", "איך הנקודה השנייה מתבטאת ביומיום?", "ומה היא גורמת?", "אסכם: שני דברים, האחד עולה בזמן והשני עולה בעסקאות. מה לתקן?", "במה מהשניים היית מטפל קודם, ולמה?"]
        yield "n", ["נקבע {a}, לעומק על שתי הנקודות, עם מי שצריך להיות שם?", "ואולי {b}?"]
        yield "z", ["מי חוץ ממך מעורב בהחלטה כזו?", "איך קניתם דברים דומים בעבר?", "מה יהפוך את הפגישה הבאה לטובה מבחינתך?"]


class Omri(D):
    name, language = "di-good-he-omri", "he"
    slots = ("ביום חמישי באחת עשרה", "ביום שני בתשע וחצי")

    def say(self, b, t):
        if t == 0: yield "o", [("היי תודה שעלית אז מה שחשבתי זה שאני שואל בעיקר ואם יש פה משהו אז נדבר על המשך בסוף הולך", "מה קורה תודה על הזמן אז ככה אני רוצה להבין איך הדברים עובדים אצלכם ולא לעשות מצגת מתאים")]
        if has(b, "קבענו", "סגור", "מתאים לי", "נדבר אז", "יאללה", "תשלח זימון", "אני בפנים"): yield "ok", ["אחלה אני שולח זימון עם הסיכום שלי ותתקן מה שפספסתי תודה רבה", "תודה ביי"]
        if "?" in b and has(b, "עולה", "מחיר"): yield "c", ["בגדול אלפיים שקל לאיש מכירות בשנה אבל קודם צריך להבין מה פותרים"]
        if "?" in b: yield "g", ["כן אז במשפט אחד אנשי המכירות שלך מתאמנים על שיחות קשות לפני שזה עולה להם בעסקה", "תשמע אני לא בטוח אני אחזור אליך מחר עם תשובה", "בערך שבועיים עד שזה רץ"]
        if self.last == "w": yield "r", ["אוקיי זה הוגן אז זה חייב להיות משהו שפותחים כל שבוע ואת זה הייתי רוצה להוכיח עם שלושה אנשים", "הבנתי אז זה לא הכסף זה הקשב אז נשמור על עשר דקות ביום"]
        if has(b, "ניסינו", "תקציב", "כבר יש", "לא בטוח", "עוד כלי", "אין זמן", "ספק"): yield "w", ["כן אני שומע מה לא עבד אז", "הגיוני מה החשש שעומד מתחת לזה"]
        if has(b, "מה אתה מציע", "מעניין", "הלאה", "תראה לי", "נשמע"): yield "n", ["אז בוא נשב שוב {a} אתה אני ואחד המנהלים שלך ונצלול לשני הדברים", "או {b} אם יותר נוח לכולם"]
        if has(b, "בעיה", "תחזית", "איטי", "לוקח", "עוזב", "קשה", "מפספס", "מאבד", "ניחוש", "חניכה", "חדשים"): yield "d", ["וואו אוקיי ומה זה עולה לכם בסוף", "אז מה קורה אחרי זה", "מי מרגיש את זה הכי הרבה", "ואם שום דבר לא משתנה איך נראה סוף השנה", "ואיך גילית את זה"]
        yield "p", ["ספר לי על הצוות כמה אנשים ומה היעד השנה", "מה עובד ואיפה זה חורק", "תן לי דוגמה מהחודש האחרון", "אוקיי זה אחד מה עוד מדיר שינה מעיניך", "מה ניסיתם לעשות עם זה", "ומה הדבר השני עושה למספרים", "רגע אז אני חוזר על זה יש שני דברים אחד זה שלוקח זמן עד שאנשים טובים ואחד שרואים צרות מאוחר ושניהם פוגעים בהכנסות נכון"]
        yield "n", ["נראה לי שווה עוד שיחה {a} מסתדר", "מה עם {b}"]
        yield "z", ["מי עוד שותף להחלטה כזאת", "אם היינו פותרים רק אחד מה יותר חשוב", "מה היית רוצה לצאת איתו מהפעם הבאה"]
