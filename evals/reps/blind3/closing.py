from .base import Good, has


class K(Good):
    scenario, language = "closing", "en"


class Imogen(K):  # Sydney agent
    name = "cl-good-en-imogen"
    slots = ("Saturday at eleven", "Thursday at half past five")

    def say(self, b, t):
        if t == 0: yield "o", [("Hi, it's Imogen about the flat. You spent a good while on that balcony on Saturday. What's gone through your mind since?", "Hello, Imogen here. How are you feeling about the flat now that you've slept on it?")]
        if self.last == "n" and has(b, "yes", "ok", "works", "sure", "fine", "can do", "see you", "great", "good", "let's") and not has(b, "but ", "n't"): yield "ok", ["Great, it's in. I'll text you the time and bring the building report with me. Thank you.", "Lovely, see you then."]
        if "?" in b and has(b, "other buyer", "anyone else", "interest from"): yield "q1", ["There's one other couple coming through this week. I don't know what they'll do, and I won't use it to hurry you."]
        if "?" in b and has(b, "price", "negotia", "offer", "lower"): yield "q2", ["The owner's asking price is what it is, and she'll listen to a written offer. I can't speak for her on the number."]
        if "?" in b and has(b, "fee", "strata", "building", "paper", "cost"): yield "q4", ["Good one to ask. I've got the strata papers and I can send them tonight."]
        if "?" in b: yield "q3", ["I'm not certain, so I'll find out from the owner rather than guess.", "From my side there's no rush, you're the one who'll live there."]
        if self.last == "w": yield "an", ["That makes complete sense. So what would settle it isn't another look around, it's knowing the sums hold. A broker can give you that in an hour, before you commit to anything.", "I see. Then let's do it in an order you can live with: check first, decide after."]
        if has(b, "not sure", "think about", "decide", "afraid", "scared", "nervous", "worried", "mistake", "wait", "too fast", "parents", "partner", "mortgage", "big step", "don't know"): yield "w", ["Of course you are, it's the biggest thing you've ever bought. What's the part that keeps coming back to you?", "That's very normal the first time. Is it the flat itself, or is it the decision?", "I can hear that. What would you need to know to feel calm about it?", "Who else do you want to be comfortable with it?"]
        if has(b, "suggest", "next", "how do we", "makes sense", "would help", "good idea", "like that"): yield "n", ["How about a second look on {a}, with whoever you trust, and a half hour with a broker straight after?", "Or {b}, if that's easier?"]
        if has(b, "love", "like", "kitchen", "light", "balcony", "imagine"): yield "l", ["What is it about that, for you?", "And where would you be if you let it go?", "So you can see yourself there. What's standing between that picture and a yes?"]
        yield "p", ["What do you like best about it?", "And what doesn't sit right?", "How does it compare with where you're living now?", "If you do nothing for six months, what happens?", "So you like the place, and what you're missing is certainty about the money and the timing. Is that it?"]
        yield "n", ["Would it help to come back on {a} and go through your list, one by one?", "Shall we make it {b} instead?"]
        yield "z", ["What would you like me to find out before then?", "Do you want to bring your mum or dad, or a friend?", "Shall I ring you Wednesday at six, when you've talked to the bank?"]


class Devon(K):  # Chicago, speech
    name = "cl-good-en-devon"
    slots = ("sunday at one", "tuesday at six")

    def say(self, b, t):
        if t == 0: yield "o", [("hey it's devon calling about the apartment just checking in how are you feeling about it", "hi this is devon from the showing last week so what's the verdict or is it too early to ask")]
        if has(b, "see you", "works for me", "that works", "let's do", "i'll be there", "okay let's", "sounds like a plan"): yield "ok", ["perfect i'll send you a calendar thing and the hoa docs so you can read em before thank you", "alright take care see you then"]
        if "?" in b and has(b, "other", "anyone", "someone", "somebody", "else"): yield "q0", ["uh honest answer there's one other person looking but i don't know how serious and i don't want that to be why you buy"]
        if "?" in b and has(b, "fee", "hoa", "cost", "monthly"): yield "q1", ["the monthly fee's about three ten and i'll send you the paperwork on it"]
        if "?" in b: yield "q", ["that i don't know i'll find out tonight and text you", "you could put an offer in with an inspection clause and you can still walk if something's wrong"]
        if self.last == "e": yield "a", ["yeah okay so that's not about the place that's about being sure you can carry it and we can get you that answer before you sign anything", "that makes sense so let's take that piece first and leave the rest for later"]
        if has(b, "not sure", "think", "decid", "scared", "nervous", "worry", "worried", "mistake", "wait", "parents", "money", "mortgage", "afford", "commit", "overwhelm"): yield "e", ["yeah i hear you it's a huge step what part of it's weighing on you the most", "totally normal i lost sleep over my first one is it the place or is it the money", "okay and what would help you feel like you're not making a mistake", "who do you talk this stuff over with"]
        if has(b, "suggest", "next", "would help", "good idea", "i'd like", "makes sense"): yield "n", ["so how about this you come back {a} bring whoever you want and we sit with a lender for half an hour", "or {b} if the weekend's better or worse"]
        if has(b, "love", "like", "bright", "neighborhood", "perfect", "imagine", "see myself"): yield "l", ["that's cool what about it feels like home", "and if somebody else got it how would you feel", "so what's between that and saying yes"]
        yield "p", ["tell me what you liked", "and what bugged you", "how long you been looking now", "what's it like where you're living today", "so let me see if i got it you like it you're just not sure the numbers hold up and you don't wanna regret it is that fair", "if the money piece was clear would there be anything else"]
        yield "n", ["what if we take another look {a} and go down your list", "could you do {b}"]
        yield "z", ["anything you want me to dig up before then", "you wanna bring somebody", "can i call you wednesday at seven after you talk to the bank"]


class Eilidh(K):  # Edinburgh, typed, careful
    name = "cl-good-en-eilidh"
    slots = ("Wednesday at five", "Saturday at ten")

    def say(self, b, t):
        if t == 0: yield "o", [("Hello, Eilidh from the property office. No pressure in this call, I just wondered where you've got to with the flat.", "Hi there, it's Eilidh. You said you'd sleep on it, so I thought I'd ask how you slept!")]
        if self.last == "n" and "?" not in b and not has(b, "not ", "n't", "but "): yield "ok", ["That's it booked then. I'll email you the home report tonight so you've time to read it. Thanks ever so much.", "Cheerio, see you soon."]
        if "?" in b and has(b, "offer", "price", "less"): yield "q", ["You're free to offer what you think it's worth. I have to pass it on, and I can't tell you what she'll say."]
        if "?" in b and has(b, "fee", "factor", "cost", "charge"): yield "q4", ["The factor's fee is about ninety a month, and I'll send you the statement."]
        if "?" in b: yield "q2", ["I don't want to tell you something wrong. Let me check it with the solicitor.", "You can still walk away until missives are concluded, so a second viewing binds you to nothing."]
        if self.last == "h": yield "a", ["I see, and I think you're wise. Then it's about checking that one thing with someone who isn't me: a mortgage adviser, or your own solicitor.", "Right enough. Let's get that answered before you even think of deciding."]
        if has(b, "not sure", "think", "decid", "fear", "scared", "worr", "mistake", "regret", "wait", "parents", "boyfriend", "girlfriend", "mortgage", "rates", "afford", "big"): yield "h", ["Aye, it's a big thing and you should take it seriously. What worries you most about it?", "That's quite natural. If it went wrong, what would that look like?", "I understand. What would have to be clear before you could say yes or no?", "Whose opinion matters to you in this?"]
        if has(b, "suggest", "next", "would help", "good idea", "sensible", "like that", "makes sense"): yield "n", ["Would you come back on {a} with someone whose head you trust? We'd take your list with us.", "If not, there's {b}."]
        if has(b, "love", "like", "light", "view", "cosy", "quiet", "close to"): yield "l", ["It's a bonnie room, that. What would it change for you to live there?", "And how would you feel if it were gone next week? I'm asking, not hurrying you.", "What's holding you back from it, then?"]
        yield "p", ["What was it that drew you to it?", "And what would you change?", "What have the other places lacked?", "How are things where you stay now?", "Have I got it right that your heart's there and your head wants the figures?", "If the figures came out fine, would there be something else?"]
        yield "n", ["Shall we go round it again on {a}, slowly, with your questions?", "Or would {b} be easier?"]
        yield "z", ["What should I find out for you first?", "Would you like an adviser there too?", "May I phone on Friday at four, once you've spoken to the bank?"]


class Liat(K):
    name, language = "cl-good-he-liat", "he"
    slots = ("ביום שישי באחת עשרה", "ביום רביעי בחמש וחצי")

    def say(self, b, t):
        if t == 0: yield "o", [("היי, כאן ליאת בקשר לדירה. עמדתם שם במרפסת הרבה זמן. מה עבר לך בראש מאז?", "שלום, ליאת מהתיווך. איך ההרגשה לגבי הדירה אחרי שישנתם על זה?")]
        if self.last == "n" and has(b, "כן", "בסדר", "מתאים", "סגור", "טוב", "אפשר", "יופי", "בוא") and not has(b, "לא ", "אבל"): yield "ok", ["מצוין, רשמתי. אשלח הודעה עם השעה ואביא את תיק הבניין. תודה רבה", "נפלא, נתראה"]
        if "?" in b and has(b, "עוד מישהו", "קונים", "מתעניינ"): yield "q1", ["יש עוד זוג שבא השבוע. אני לא יודעת מה יעשו, ואני לא מתכוונת להלחיץ עם זה"]
        if "?" in b and has(b, "מחיר", "הצעה", "להוריד"): yield "q2", ["המוכרת תשמע הצעה בכתב. אני לא יכולה לדבר בשמה על המספר"]
        if "?" in b and has(b, "טאבו", "בניין", "ועד", "מסמכ", "רישום"): yield "q4", ["שאלה טובה, יש לי את נסח הטאבו ואשלח אותו הערב"]
        if "?" in b: yield "q3", ["אני לא בטוחה, אבדוק עם המוכרת ולא אנחש", "מבחינתי אין שעון, אתם אלה שיגורו שם"]
        if self.last == "w": yield "a", ["זה הגיוני לגמרי. אז מה שיעזור זה לא עוד סיבוב בדירה אלא לדעת שהחשבון עומד. יועץ משכנתאות נותן את זה בשעה, לפני שמתחייבים", "אני מבינה. אז נעשה את זה בסדר שאפשר לחיות איתו: קודם בודקים, אחר כך מחליטים"]
        if has(b, "לא בטוח", "לחשוב", "להחליט", "מפחד", "לחוצ", "חושש", "טעות", "לחכות", "הורים", "בן זוג", "משכנתא", "צעד גדול", "לא יודע"): yield "w", ["בטח, זה הדבר הכי גדול שקונים. מה חוזר אליך שוב ושוב?", "זה טבעי בפעם הראשונה. זאת הדירה עצמה או ההחלטה?", "אני שומעת. מה צריך לדעת כדי להיות רגועים עם זה?", "מי עוד חשוב לך שירגיש עם זה טוב?"]
        if has(b, "מה את מציעה", "יעזור", "רעיון טוב", "איך מתקדמים", "הגיוני"): yield "n", ["אולי ביקור שני {a} עם מי שסומכים עליו, ומיד אחרי זה חצי שעה עם יועץ משכנתאות?", "או {b}, אם יותר קל?"]
        if has(b, "אוהב", "אהבתי", "מקסים", "מרפסת", "אור", "מדמיינ", "מטבח"): yield "l", ["מה יש בזה בשבילך?", "ואיפה תהיו אם תוותרו עליה?", "אז כבר רואים את עצמכם שם. מה עומד בין התמונה הזאת ל'כן'?"]
        yield "p", ["מה הכי מצא חן בעיניך?", "ומה פחות יושב טוב?", "איך זה לעומת המקום שגרים בו היום?", "ואם לא עושים כלום חצי שנה, מה קורה?", "אז הדירה טובה, וחסר הביטחון בכסף ובתזמון. דייקתי?"]
        yield "n", ["יעזור לחזור {a} ולעבור על הרשימה אחד אחד?", "שנעשה את זה {b}?"]
        yield "z", ["מה כדאי שאברר עד אז?", "רוצים להביא הורים או חבר?", "שאתקשר ביום חמישי בשש, אחרי שתדברו עם הבנק?"]


class Nadav(K):
    name, language = "cl-good-he-nadav", "he"
    slots = ("ביום שלישי בשש", "מחרתיים בעשר")

    def say(self, b, t):
        if t == 0: yield "o", [("היי מדבר נדב בקשר לדירה רק רציתי לשמוע איפה זה עומד אצלך", "שלום נדב מהדירה ברחוב הגפן איך זה מרגיש עכשיו אחרי כמה ימים")]
        if has(b, "קבענו", "סגור", "מתאים לי", "נתראה", "אני אגיע", "יאללה", "אני אבוא"): yield "ok", ["אחלה אני שולח תזכורת ואת המסמכים של הבניין שיהיה זמן לקרוא תודה", "תודה להתראות"]
        if "?" in b and has(b, "עוד מישהו", "אחרים", "קונים", "מתעניינ"): yield "q0", ["תשובה כנה יש עוד מישהו שמסתכל אבל זאת לא סיבה לקנות"]
        if "?" in b and has(b, "ועד", "עולה", "הוצאות"): yield "q1", ["ועד הבית שלוש מאות בחודש ואני אשלח את הניירות"]
        if "?" in b: yield "q", ["את זה אני לא יודע אני בודק הערב ושולח הודעה", "אפשר לתת הצעה עם תנאי בדק בית ואז עדיין אפשר לצאת מזה"]
        if self.last == "e": yield "a", ["אוקיי אז זה לא הדירה זה לדעת שאפשר לעמוד בזה ואת התשובה הזאת אפשר לקבל לפני שחותמים על משהו", "הגיוני אז ניקח קודם את החלק הזה ואת השאר נשאיר לאחר כך"]
        if has(b, "לא בטוח", "לחשוב", "להחליט", "מפחיד", "לחץ", "חושש", "דואג", "טעות", "לחכות", "הורים", "משכנתא", "כסף", "להתחייב"): yield "e", ["אני שומע זה צעד ענק מה הכי מכביד עליך", "נורמלי לגמרי גם אני לא ישנתי לפני הדירה הראשונה זה המקום או הכסף", "ומה היה עוזר לך להרגיש שזאת לא טעות", "עם מי מתייעצים אצלכם על דברים כאלה"]
        if has(b, "מה אתה מציע", "יעזור", "רעיון", "הגיוני", "אשמח"): yield "n", ["אז בוא נעשה ככה ביקור נוסף {a} עם מי שתרצה ואחר כך חצי שעה עם יועץ משכנתאות", "או {b}"]
        if has(b, "אוהב", "אהבתי", "מואר", "שכונה", "מושלם", "מדמיין"): yield "l", ["כיף לשמוע מה בה מרגיש בית", "ואם מישהו אחר היה לוקח אותה איך היית מרגיש", "אז מה מפריד בין זה לבין כן"]
        yield "p", ["ספר לי מה אהבת", "ומה הציק", "כמה זמן כבר מחפשים", "איך זה איפה שגרים היום", "אז אני מנסה לסכם הדירה טובה ורק לא ברור אם המספרים עומדים ולא רוצים להתחרט נכון", "ואם הכסף היה ברור היה עוד משהו"]
        yield "n", ["מה דעתך להסתכל שוב {a} ולעבור על הרשימה", "מסתדר {b}"]
        yield "z", ["מה כדאי שאבדוק לפני", "רוצה להביא מישהו", "שאני אתקשר ביום חמישי בשבע אחרי הבנק"]
