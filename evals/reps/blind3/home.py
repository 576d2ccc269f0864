from .base import Good, has


class I(Good):
    scenario, language = "home-insurance-call", "en"


class Graham(I):  # English Midlands adviser, typed
    name = "hi-good-en-graham"
    slots = ("Tuesday evening at seven", "Thursday at half six")

    def say(self, b, t):
        if t == 0: yield "o", [("Good evening, it's Graham Tull, I'm an insurance adviser with Oakmere. You don't know me. Is it all right if I take a minute, or are you in the middle of supper?", "Hello, Graham Tull from Oakmere, I'm an independent insurance adviser. Is this an all right moment for one minute?")]
        if self.last == "d" and has(b, "works", "yes", "ok", "fine", "suits", "sure", "alright", "come", "do that") and not has(b, "but ", "n't"): yield "ok", ["Lovely, I've written that down. I'll text you my name and number so you know who's turning up. Just dig out whatever papers you can find. Thank you.", "Cheers, see you then."]
        if "?" in b:
            if has(b, "how long"): yield "q1", ["About forty minutes, at your kitchen table or on video."]
            if has(b, "cost", "charge", "free", "pay", "catch"): yield "q2", ["The review costs you nothing. If you later choose to change something, I'm paid by the insurer, and I'll tell you how much. If nothing needs changing, I'll say so."]
            if has(b, "number", "get my", "who gave"): yield "q3", ["From an online quote form where you ticked for a call. If you'd rather I removed it, I'll do it now."]
            yield "q4", ["Of course. I sit down with families, go through what they're already paying for, and point out what's doubled up and what's missing. That's all I'm offering today.", "I couldn't tell you that without seeing the papers, and I won't guess."]
        if self.last == "ex": yield "an", ["That's quite understandable. I won't be asking you to cancel anything or sign anything at that first visit, it's simply to read through what you have.", "I see, thank you for saying so. Then we'd start with just that one policy, and you keep your own man if you're pleased with him."]
        if has(b, "not interested", "busy", "already have", "our agent", "have an agent", "my brother", "friend", "husband", "wife", "no time", "email", "send", "don't need", "sell", "all covered", "fine as", "trust"): yield "ex", ["I can understand that, it's not what anyone wants to talk about of an evening. When did someone last go through it all with you?", "That's fair. May I ask what worries you about it?", "Quite right to be careful. What would you want to know before letting someone look?"]
        if has(b, "suggest", "interest", "would be good", "i suppose", "maybe we should", "sounds", "how would it", "helpful"): yield "d", ["Shall I pop by on {a}, when you're both home?", "Would {b} suit better?"]
        if has(b, "don't know", "no idea", "not sure", "years ago", "paying", "expensive", "never", "worry", "worried", "baby", "mortgage"): yield "w", ["That's more common than you'd think. What would it mean for the family if it turned out something wasn't covered?", "And how do you feel about not knowing for certain?", "What happened the last time you had to claim?"]
        yield "p", ["The reason I ring is that most families I meet have collected policies over the years and nobody's ever laid them side by side. How is it in your house?", "What sort of cover have you got at the moment, roughly?", "What's changed at home since you took those out?", "If one of you couldn't work for a year, how would you manage the bills?", "So you're paying every month and you're not quite certain what for. Have I understood?"]
        yield "d", ["Then it'd be worth having a look. Would {a} be any good?", "Or I've {b}."]
        yield "z", ["Who else at home ought to be there?", "What would make it worthwhile for you?", "Shall I ring you back on Sunday at five, once you've talked it over?"]


class Denise(I):  # Ohio, speech recogniser
    name = "hi-good-en-denise"
    slots = ("wednesday at six thirty", "saturday at ten in the morning")

    def say(self, b, t):
        if t == 0: yield "o", [("hi there this is denise kowalski i'm a licensed insurance advisor here in town with homestead i know i'm calling out of the blue do you have just a minute", "hello my name's denise i'm with homestead insurance review did i catch you at a terrible time")]
        if has(b, "see you", "that works", "works for us", "works for me", "we'll be", "put us down", "i'll be here", "it's a date"): yield "ok", ["perfect i got you down and i'll send a text the day before so you don't have to remember thank you so much", "alright you have a good night now"]
        if has(b, "how long"): yield "l", ["about forty five minutes and if you get bored you just tell me"]
        if "?" in b and has(b, "cost", "free", "charge", "catch", "what do you get"): yield "c", ["no it doesn't cost you anything um i get a commission from the insurance company only if you decide to switch something and i'm fine if you don't"]
        if "?" in b and has(b, "who", "where", "how did you"): yield "w", ["yeah good question so i'm denise i'm an advisor with homestead and your name came off a list of homeowners in the neighborhood i can take you off if you want"]
        if "?" in b: yield "g", ["sure so what i do is sit down with you look at what you already have and tell you in plain english what it covers and what it doesn't", "honestly i'd have to see the policy before i could say"]
        if self.last == "hmm": yield "so", ["okay that makes a lot of sense so you keep your guy and all i do is give you a second pair of eyes no paperwork nothing to sign", "gotcha thank you for telling me that then we make it short and we do it over the phone with you and your husband or wife both on"]
        if has(b, "not interested", "busy", "dinner", "already", "agent", "no time", "email", "mail", "send me", "don't need", "we're covered", "expensive", "spam", "sales"): yield "hmm", ["no i get it i hate these calls too can i ask when's the last time anybody sat down with you on it", "oh sure that's fair what's the part that bugs you about it", "i understand and what would you need to feel okay about it"]
        if has(b, "suggest", "interest", "might be", "sounds", "i guess", "good idea", "wouldn't hurt"): yield "d", ["well how about i come by {a} when everybody's home", "or we could do {b}"]
        if has(b, "kids", "paying", "pay", "years", "don't know", "not sure", "never", "worry", "scared", "claim", "mortgage", "house"): yield "f", ["oh wow and what would that do to you all if something happened", "so it's kind of been sitting in a drawer huh how does that feel", "and what are you paying for all that a month if you know"]
        yield "p", ["so the reason i'm calling is a lot of families around here are paying twice for some things and not covered at all for others and they don't find out till something happens how about you guys", "tell me who's in the house", "and what do you have right now like home life health", "what's changed since you got those", "and if god forbid something happened to one of you what would the other one do about the bills", "so let me make sure i got this you got a few policies from different times and nobody's looked at em together is that about right"]
        yield "d", ["i'd love to sit down with you on that would {a} work", "how's {b}"]
        yield "z", ["what would make it worth an hour of your evening", "should your spouse be there too", "how about i call you sunday at four after you two talk"]


class Siobhan(I):  # Cork, gentle
    name = "hi-good-en-siobhan"
    slots = ("Monday at eight in the evening", "Wednesday at eleven in the morning")

    def say(self, b, t):
        if t == 0: yield "o", [("Hello, is that a good time at all? I'm Siobhan Keane from Harbour Cover in the city. I've a short question about your household insurance, if you'll have me for a minute.", "Hello there, Siobhan Keane from Harbour Cover. I'm sorry to land in on your evening. Have you one minute?")]
        if self.last == "d" and "?" not in b and not has(b, "can't", "not ", "but "): yield "ok", ["That's great, you're in the book. I'll drop you a text to confirm. Thanks very much now.", "God bless, see you then."]
        if "?" in b and has(b, "how long", "minutes"): yield "q", ["Three quarters of an hour, and the kettle on."]
        if "?" in b and has(b, "cost", "charge", "free", "catch", "money"): yield "q2", ["Not a cent for the review. I'd only earn if you asked me to change something later, and I'll be open with you about that."]
        if "?" in b: yield "q3", ["I go through families' policies with them, home, life, health, and mark what's doubled and what's missing. You keep the notes whatever you decide.", "I'd be making it up if I answered that without seeing it, so I won't."]
        if self.last == "ac": yield "an", ["I see, that's a good reason. So there'd be no signing and no switching on the night, you'd just know where you stand.", "Ah right. Well then, bring your own agent's papers and I'll tell you honestly if he's done well by you. Most have."]
        if has(b, "not interested", "busy", "already", "agent", "dinner", "children", "email", "send", "no time", "don't want", "cousin", "pressure", "enough"): yield "ac", ["Sure, I'd be the same in your shoes. How long is it since you looked at what you have?", "I can well understand. What is it that puts you off, would you say?", "That's fair, and I won't keep you. Is there anything about your cover that ever nags at you?"]
        if has(b, "suggest", "interest", "might", "sounds", "would help", "could be good", "like that"): yield "d", ["Would we say {a}, at yours or over video?", "And {b}, is that handier?"]
        if has(b, "never", "years", "not sure", "know", "premium", "pay", "worr", "baby", "kids", "house", "sick", "job"): yield "f", ["And if it came to it, what would that mean for yourself and the children?", "That'd keep me awake too. What have you done about it so far?", "So it's a fair bit of money going out and you're in the dark about it. Is that it?"]
        yield "p", ["Often I meet families who took out a policy with the mortgage, another through work, and they don't know which pays for what. How would it be with yourselves?", "What would you have in the house at the moment?", "And what's different in your lives since you took them out?", "What would happen at home if one wage stopped?", "Let me see have I it right: there's a few policies, a few gaps, and nobody's ever put them together."]
        yield "d", ["I think you'd be glad you did it. Will we try {a}?", "Or maybe {b}?"]
        yield "z", ["What would you like to come away with?", "Would himself or herself want to be there too?", "I'll ring again on Saturday at noon so, when ye've had a think?"]


class Rivka(I):  # סוכנת, חמה
    name, language = "hi-good-he-rivka", "he"
    slots = ("ביום שלישי בשמונה בערב", "ביום שישי בעשר בבוקר")

    def say(self, b, t):
        if t == 0: yield "o", [("שלום, מדברת רבקה לוין, סוכנת ביטוח מסוכנות אלון. אנחנו לא מכירים. אפשר דקה או שזה באמצע ארוחת ערב?", "ערב טוב, רבקה לוין מסוכנות אלון. אני מפריעה? אני צריכה דקה אחת")]
        if self.last == "d" and has(b, "מתאים", "כן", "בסדר", "טוב", "סגור", "קבענו", "אפשר", "נוח") and not has(b, "לא ", "אבל"): yield "ok", ["נפלא, רשמתי. אשלח הודעה עם השם שלי, ורק תכינו את הניירות שיש בבית. תודה רבה", "תודה וערב נעים"]
        if has(b, "כמה זמן"): yield "q1", ["בערך ארבעים דקות, אצלכם בבית או בזום"]
        if "?" in b and has(b, "עולה", "עלות", "כסף", "תשלום", "מה יוצא לך"): yield "q2", ["הבדיקה לא עולה כלום. אני מקבלת עמלה רק אם תחליטו לשנות משהו, ואגיד לכם בדיוק כמה"]
        if "?" in b and has(b, "מספר", "מאיפה"): yield "q3", ["השארתם פרטים באתר השוואת ביטוחים. אם לא נוח לכם, אני מוחקת"]
        if "?" in b: yield "q4", ["אני עוברת עם משפחות על הפוליסות שיש להן ומסמנת מה כפול ומה חסר. זה הכול", "בלי לראות את הפוליסה זה יהיה ניחוש, ואני לא רוצה לנחש"]
        if self.last == "e": yield "an", ["אני מבינה, תודה שאמרת. אז בפגישה לא חותמים ולא מבטלים שום דבר, רק קוראים ביחד את מה שיש", "ברור. אז נשארים עם הסוכן שלכם, ואני רק עין שנייה"]
        if has(b, "לא מעוניי", "עסוק", "יש לנו סוכן", "יש לי סוכן", "כבר", "אין לי זמן", "אין זמן", "מייל", "תשלח", "לא צריכ", "מכוס", "לא סומכ", "בעלי", "אשתי", "למכור"): yield "e", ["מבינה אותך לגמרי, זה לא נושא שכיף לדבר עליו בערב. מתי בפעם האחרונה מישהו עבר איתכם על הכול?", "זה הוגן. מה מטריד אותך בזה?", "נכון להיזהר. מה היית רוצה לדעת לפני שנותנים למישהו להסתכל?"]
        if has(b, "מעניין", "מה את מציעה", "נשמע", "אולי כדאי", "יכול להיות"): yield "d", ["אז אגיע אליכם {a}, כששניכם בבית?", "או {b}, מה יותר נוח?"]
        if has(b, "לא יודע", "אין לי מושג", "שנים", "משלמ", "יקר", "אף פעם", "ילד", "משכנתא", "דואג", "מפחד"): yield "w", ["זה קורה להרבה משפחות. ומה זה יגיד בשבילכם אם יתברר שמשהו לא מכוסה?", "ואיך ההרגשה לא לדעת בוודאות?", "כמה יוצא מהחשבון כל חודש על זה, בערך?"]
        yield "p", ["אני מתקשרת כי רוב המשפחות צברו ביטוחים עם השנים ואף אחד לא שם אותם זה ליד זה. איך זה אצלכם?", "מה יש לכם היום, בגדול?", "מה השתנה אצלכם מאז שעשיתם אותם?", "ואם חלילה אחד מכם לא יכול לעבוד שנה, איך תסתדרו?", "אז משלמים כל חודש ולא לגמרי ברור על מה. הבנתי נכון?"]
        yield "d", ["אז שווה להסתכל. {a} טוב לכם?", "יש לי גם {b}"]
        yield "z", ["מי עוד בבית כדאי שיהיה?", "מה היה הופך את זה למועיל בשבילכם?", "שאתקשר שוב ביום ראשון בשש, אחרי שתדברו ביניכם?"]


class Eran(I):  # צעיר, זיהוי דיבור
    name, language = "hi-good-he-eran", "he"
    slots = ("ביום רביעי בשבע וחצי", "ביום ראשון בשש")

    def say(self, b, t):
        if t == 0: yield "o", [("היי שלום מדבר ערן אני יועץ ביטוח מחברת מגן ביתי אני יודע שאני מתקשר ככה משום מקום יש לך דקה", "שלום ערן מדבר ממגן ביתי תפסתי אותך בזמן לא טוב")]
        if has(b, "קבענו", "מתאים לנו", "מתאים לי", "נתראה", "סגור", "נהיה בבית", "יאללה"): yield "ok", ["מעולה אז רשמתי אני שולח תזכורת יום לפני תודה רבה לך", "תודה וערב טוב"]
        if has(b, "כמה זמן"): yield "q", ["שלושת רבעי שעה בערך ואם משעמם אפשר להפסיק באמצע"]
        if "?" in b and has(b, "עולה", "כסף", "חינם", "קאץ"): yield "q2", ["לא זה לא עולה כלום אני מרוויח רק אם אתם מחליטים להחליף משהו וגם אז אני אומר כמה"]
        if "?" in b: yield "q3", ["כן בטח אז אני יושב עם משפחות עובר על מה שיש ואומר בעברית פשוטה מה זה מכסה ומה לא", "תכלס בלי לראות את הפוליסה אני לא יכול להגיד", "השם שלך הגיע מרשימה של בעלי דירות באזור אם זה מפריע אני מוריד"]
        if self.last == "hm": yield "an", ["אוקיי הבנתי זה לגמרי הגיוני אז הסוכן שלכם נשאר ואני רק מסתכל לא חותמים על כלום", "אה אז העניין הוא הלחץ אין בעיה עושים את זה קצר ושניכם על הקו"]
        if has(b, "לא מעוניי", "עסוק", "סוכן", "כבר יש", "אין לי זמן", "מייל", "לא צריכ", "מסודר", "הכול בסדר", "ילדים", "לא עכשיו", "מוכר"): yield "hm", ["לא ברור אני גם שונא שיחות כאלה אפשר לשאול מתי מישהו ישב איתכם על זה פעם אחרונה", "סבבה זה הוגן מה הכי מציק לך בזה", "מבין ומה היה צריך כדי שתרגישו עם זה בנוח"]
        if has(b, "מעניין", "מה אתה מציע", "נשמע", "לא יזיק", "אולי"): yield "d", ["אז מה דעתך שאני בא {a} כשכולם בבית", "או אולי {b}"]
        if has(b, "משלמ", "שנים", "לא יודע", "אף פעם", "מפחיד", "תביעה", "משכנתא", "ילד", "יקר", "דאג"): yield "f", ["וואו ומה זה היה עושה לכם אם היה קורה משהו", "אז זה יושב במגירה ואף אחד לא פותח איך זה מרגיש", "וכמה אתם משלמים על הכול בחודש אם אתה יודע" if self.seed % 2 else "וכמה יורד על הכול בחודש"]
        yield "p", ["אז אני מתקשר כי הרבה משפחות פה משלמות פעמיים על אותו דבר ועל דברים אחרים אין להן כיסוי בכלל מה המצב אצלכם", "מי גר בבית", "ומה יש לכם היום דירה חיים בריאות", "ומה השתנה מאז", "ואם חס וחלילה קורה משהו לאחד מכם איך השני מסתדר עם המשכנתא", "רגע אז אני מסכם יש כמה פוליסות מכל מיני תקופות ואף אחד לא הסתכל עליהן ביחד נכון"]
        yield "d", ["הייתי שמח לשבת על זה {a} מסתדר לכם", "ומה עם {b}"]
        yield "z", ["מה היה גורם לך להגיד שזה היה שווה את הערב", "כדאי שגם בן או בת הזוג יהיו", "אז אני אתקשר בשבת בערב אחרי שתדברו ביניכם בסדר"]
