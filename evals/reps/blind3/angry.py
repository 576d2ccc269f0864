from .base import Good, has


class A(Good):
    scenario, language = "angry-customer", "en"


class Pauline(A):  # UK claims, calm
    name = "an-good-en-pauline"

    def say(self, b, t):
        if t == 0: yield "o", [("Good morning, you're through to Pauline in claims. I can hear this has gone on too long. Please tell me what's happened, and I won't interrupt.", "Hello, this is Pauline, I look after claims. I'm listening. Tell me from the start, if you would.")]
        if self.last == "own" and has(b, "ok", "fine", "alright", "all right", "thank", "we'll see", "good", "i'll wait", "yes") and not has(b, "but ", "not good"): yield "ok", ["Thank you for giving me that chance. Tomorrow by noon, from me, on this number. Goodbye for now.", "I won't forget it."]
        if has(b, "when", "how long will", "by when"): yield "own", ["By tomorrow at noon you'll have a call from me, Pauline, with the assessor's answer. If he hasn't answered, I'll still ring and say so.", "I can't promise the payment date, because I don't decide it. I can promise you the call."]
        if has(b, "who are you", "your name", "why should i", "believe"): yield "w", ["Pauline Grant, and my direct line is on the text I'm sending you now. You've every reason to doubt it until I've done it.", "You shouldn't, on words alone. Let me earn it with one thing done on time."]
        if has(b, "manager", "lawyer", "ombudsman", "complain", "cancel", "newspaper", "review"): yield "m", ["That's your right, and I'll tell you how to do it. Before that, may I try to move it today?", "I understand why you'd go there. I'd still like to know what's needed most urgently."]
        if "?" in b: yield "q", ["I don't know yet, and I'm not going to invent something. I'm opening your file while we speak.", "It's sitting with the assessor. It should have been chased, and it wasn't. That's on us.", "I'll find that out today and tell you, whatever the answer is."]
        if has(b, "week", "months", "nobody", "no one", "called", "waiting", "again", "transferred", "ridiculous", "useless", "fed up", "furious", "unacceptable", "disgrace"): yield "e", ["That's dreadful service, and I'm sorry. You've paid us for years and when you needed us you got silence.", "So you've told it to several people and not one of them rang back. I'd be furious as well.", "I understand. What has been the worst of it for you?"]
        if has(b, "flower", "shop", "stock", "cooler", "fridge", "wedding", "customers", "water", "money", "rent", "losing", "staff", "pay"): yield "i", ["So it isn't only a form, it's your shop. What's it costing you every day it stays like this?", "What have you had to turn away?", "What's the next thing that will go wrong if it isn't settled?"]
        yield "p", ["May I have the claim number, or the name of the shop, so I can open it?", "What were you told last, and by whom?", "What have you sent us already, so I don't ask you for it twice?", "Let me say it back: it's been weeks, you've sent everything, nobody returned a call, and the shop is suffering for it. Have I missed anything?"]
        yield "own", ["This is mine from now on. I'm speaking to the assessor today, and I'll ring you tomorrow by twelve with a decision or a date for it. Is that time all right?", "You'll also have it in writing within the hour, with my name on it."]
        yield "z", ["Is there anything you need from us today to keep the shop going?", "Which number is best when you're in the shop?", "I've written in the file that nobody else is to pass you on."]


class Luis(A):  # San Antonio, speech
    name = "an-good-en-luis"

    def say(self, b, t):
        if t == 0: yield "o", [("hi ma'am this is luis with claims i'm here and i've got time go ahead and tell me what's going on", "hello this is luis in claims i'm so sorry you had to call again tell me what happened")]
        if self.last == "own" and not has(b, "?", "not ", "but ", "n't"): yield "ok", ["thank you ma'am i'll call you tomorrow at ten and i appreciate you letting me fix this", "you take care now"]
        if has(b, "when", "how long", "what time"): yield "own", ["tomorrow at ten in the morning i'll call you myself and i'll tell you where it stands even if it's bad news", "the payment itself i don't control so i'm not gonna give you a date i can't keep but the call is on me"]
        if has(b, "heard that", "believe", "promise", "same thing", "who are you", "everyone says"): yield "tr", ["i know you've heard that before and i can't blame you so write down my name luis ortega extension four one seven and hold me to it", "yeah you got no reason to trust us right now so let me just do this one thing"]
        if has(b, "supervisor", "manager", "lawyer", "cancel", "sue", "complain"): yield "m", ["you can do that and i'll give you the number i'd just like a shot at it first", "i hear you i'll let my supervisor know about this today too"]
        if "?" in b: yield "q", ["i don't know yet ma'am i'm looking at it right now give me a second", "from what i see it's been sitting on the adjuster's desk and nobody followed up and that's our mistake", "i'll find out and i'll tell you straight"]
        if has(b, "weeks", "nobody", "no one", "called", "wait", "again", "ridiculous", "sick of", "mad", "tired", "hold", "transfer"): yield "e", ["that is not okay and i'm sorry you shouldn't have to chase us", "so five different people and you had to start over every time man i'd be mad too", "i get it what's been the hardest part of this for you"]
        if has(b, "flower", "shop", "store", "cooler", "wedding", "customer", "money", "rent", "losing", "lost", "mother's day", "season"): yield "i", ["so it's your living we're talking about how much are you losing a day about", "what happens to your orders in the meantime", "and what do you need first just to stay open"]
        yield "p", ["can i get the claim number or just the shop name i'll find it", "what's the last thing anybody told you", "and what did you already send in so i'm not asking twice", "okay let me make sure i got it it's been weeks you sent the pictures and the receipts nobody calls back and your shop's taking the hit is that everything"]
        yield "own", ["alright here's what i'm gonna do i'm calling the adjuster as soon as we hang up and i'm calling you tomorrow at ten with an answer is ten good for you", "and i'm emailing you that right now so you have it in writing"]
        yield "z", ["is there anything you need today", "what's the best number when you're at the store", "i put a note on here so you never have to explain it again"]


class Thandi(A):  # Durban, typed, soft
    name = "an-good-en-thandi"

    def say(self, b, t):
        agreed = self.last == "own" and has(b, "ok", "fine", "all right", "alright", "good", "yes") and "?" not in b and not has(b, "but ", "not ")
        if t == 0: yield "o", [("Good day, Thandi speaking, from the claims desk. I see this isn't your first call, and I apologise for that. Will you tell me what's been happening?", "Hello, I'm Thandi from claims. You're upset and I'd like to understand why. Please go ahead.")]
        if has(b, "thank you", "i'll expect", "i'll hold you", "that's fine", "all right then", "okay then", "we'll speak", "i'll wait for") or agreed: yield "ok", ["Thank you for your patience with us. Friday at nine, you'll hear my voice. Go well.", "Until Friday, then."]
        if has(b, "when", "date", "how long"): yield "own", ["I'll phone you on Friday at nine with the loss adjuster's written answer. If there's none, I'll phone anyway and tell you what I'm doing next.", "A payment date I can't give you honestly, as it isn't mine to decide."]
        if has(b, "manager", "lawyer", "cancel", "ombud", "complaint"): yield "m", ["You may certainly do so, and I'll send you the details. I'd like to put it right first, if you'll allow.", "I've made a note of it and my team leader will see it today."]
        if has(b, "believe", "heard that", "promise", "who are you"): yield "tr", ["I'd be wary too, if I were you. Thandi Nkosi, desk twelve, and that's my own line, so you can hold me to it.", "Words you've had plenty of. Judge me by Friday."]
        if "?" in b: yield "q", ["I haven't got that answer yet. I'm reading through the file with you on the line.", "It's because a document request was never sent to you. That was our failing, not yours.", "I'd be guessing, and you've had enough guesses."]
        if has(b, "weeks", "months", "called", " times", "nobody", "no-one", "no one", "phone", "ignored", "again", "excuse", "angry", "joke", "disgust", "tired"): yield "e", ["You've been left alone with this, and I'm truly sorry.", "I hear how worn out you are. Every time you phoned, you had to begin again, is that right?", "Of course you're angry. What has upset you most?"]
        if has(b, "shop", "flowers", "roses", "cold room", "fridge", "wedding", "season", "orders", "income", "rent", "wages", "lose", "lost"): yield "i", ["Your flowers can't wait the way our papers do. What have you lost so far?", "And how are you managing with the wages and the rent?", "What's the next big order that's in danger?"]
        yield "p", ["Could you give me the policy number, or the name on the shop?", "When did you last hear from us, and what was said?", "Which papers have you already sent in?", "May I repeat it to be sure? The damage was reported weeks ago, everything was sent, no one came back to you, and you're carrying the loss. Is there something I've left out?"]
        yield "own", ["From here on I am the one responsible. I'm speaking to the loss adjuster this afternoon, and I'll phone you on Friday at nine with his answer. Does nine suit you?", "I'm putting it in an e-mail as well, so you have it black on white."]
        yield "z", ["What would help you most before Friday?", "Should I use your cell or the shop's number?", "No one will ask you to tell this again, I've written it all up."]


class Orna(A):
    name, language = "an-good-he-orna", "he"

    def say(self, b, t):
        if t == 0: yield "o", [("שלום, מדברת אורנה מתביעות. אני שומעת שזה נמשך יותר מדי. ספרי לי מה קרה, אני לא אפריע", "בוקר טוב, אורנה ממחלקת תביעות. אני מקשיבה. אפשר לשמוע מההתחלה?")]
        if self.last == "own" and has(b, "בסדר", "טוב", "תודה", "נראה", "אחכה", "כן", "אוקיי") and not has(b, "לא טוב", "אבל"): yield "ok", ["תודה שנתת לי הזדמנות. מחר עד שתים עשרה, ממני, למספר הזה", "אני לא אשכח"]
        if has(b, "מתי", "עד מתי", "תאריך"): yield "own", ["מחר עד שתים עשרה בצהריים אני מתקשרת אלייך עם התשובה של השמאי. גם אם אין תשובה, אני מתקשרת ואומרת", "תאריך תשלום אני לא יכולה להבטיח כי זה לא בידיים שלי. את השיחה אני מבטיחה"]
        if has(b, "מי את", "השם שלך", "להאמין", "כולם אומרים", "שמעתי"): yield "w", ["אורנה שגיא, והמספר הישיר שלי מגיע אלייך עכשיו בהודעה. עד שזה לא נעשה יש לך כל סיבה לפקפק", "את לא צריכה להאמין למילים. תני לי דבר אחד לעשות בזמן"]
        if has(b, "מנהל", "עורך דין", "מפקח", "תלונה", "לבטל", "עיתון", "פייסבוק"): yield "m", ["זו זכותך, ואסביר לך איך. לפני זה אפשר שאנסה להזיז את זה היום?", "אני מבינה למה. ומה הכי דחוף כרגע?"]
        if "?" in b: yield "q", ["אני עוד לא יודעת ולא אמציא. אני פותחת את התיק בזמן שאנחנו מדברות", "זה יושב אצל השמאי, והיינו צריכים לדחוף ולא דחפנו. זה עלינו", "אברר עוד היום ואגיד לך, מה שלא תהיה התשובה"]
        if has(b, "שבועות", "חודש", "אף אחד", "התקשר", "פעמים", "מתקשרת", "מחכה", "שוב", "נמאס", "בושה", "עצבנ", "כועסת", "מזלזל"): yield "e", ["זה שירות גרוע ואני מצטערת. שילמת שנים, וכשהיית צריכה אותנו קיבלת שתיקה", "אז סיפרת את זה לכמה אנשים ואף אחד לא חזר. גם אני הייתי זועמת", "אני מבינה. מה היה הכי קשה בכל זה?"]
        if has(b, "פרחים", "חנות", "מקרר", "סחורה", "חתונה", "לקוחות", "כסף", "שכירות", "מפסיד", "עובדים", "חג"): yield "i", ["אז זה לא טופס, זו החנות שלך. כמה זה עולה לך כל יום?", "על מה נאלצת לוותר?", "מה הדבר הבא שייפגע אם זה לא ייסגר?"]
        yield "p", ["אפשר מספר תביעה או שם החנות, שאפתח?", "מה אמרו לך בפעם האחרונה, ומי?", "מה כבר שלחת, כדי שלא נבקש ממך פעמיים?", "אחזור על זה: עברו שבועות, שלחת הכול, אף אחד לא חזר, והחנות סובלת. שכחתי משהו?"]
        yield "own", ["מעכשיו זה אצלי. אני מדברת עם השמאי היום ומתקשרת אלייך מחר עד שתים עשרה עם החלטה או עם מועד להחלטה. השעה נוחה?", "תוך שעה זה גם אצלך בכתב, עם השם שלי"]
        yield "z", ["יש משהו שצריך מאיתנו היום כדי שהחנות תמשיך לעבוד?", "לאיזה מספר הכי נוח כשאת בחנות?", "רשמתי בתיק שאף אחד לא מעביר אותך הלאה"]


class Yaron(A):
    name, language = "an-good-he-yaron", "he"

    def say(self, b, t):
        if t == 0: yield "o", [("שלום גברתי מדבר ירון מתביעות יש לי זמן תספרי לי מה קורה", "שלום ירון מהתביעות אני מצטער שהיית צריכה להתקשר שוב מה קרה")]
        if self.last == "own" and not has(b, "?", "לא ", "אבל"): yield "ok", ["תודה אני מתקשר מחר בעשר בדיוק תודה שנתת לי לטפל בזה", "יום טוב"]
        if has(b, "מתי", "כמה זמן", "באיזה שעה"): yield "own", ["מחר בעשר בבוקר אני מתקשר בעצמי ואומר איפה זה עומד גם אם זה לא נעים", "על התשלום אני לא מחליט אז אני לא אתן תאריך שאני לא יכול לעמוד בו אבל השיחה עליי"]
        if has(b, "שמעתי", "להאמין", "מבטיח", "כולם", "מי אתה"): yield "tr", ["אני יודע ששמעת את זה ואני לא מאשים אותך תרשמי ירון אוחיון שלוחה ארבע אחת שבע ותחזיקי אותי בזה", "נכון אין לך סיבה לסמוך עלינו תני לי לעשות את הדבר האחד הזה"]
        if has(b, "מנהל", "עורך דין", "לבטל", "לתבוע", "תלונה"): yield "m", ["את יכולה ואני אתן לך את המספר הייתי רק רוצה לנסות קודם", "אני שומע אני מעדכן את המנהלת שלי עוד היום"]
        if "?" in b: yield "q", ["עוד לא יודע אני מסתכל על זה ממש עכשיו", "לפי מה שאני רואה זה ישב אצל השמאי ואף אחד לא רדף אחרי זה וזאת טעות שלנו", "אני אברר ואגיד לך ישר"]
        if has(b, "שבועות", "אף אחד", "התקשרתי", "מחכה", "שוב", "נמאס", "כועסת", "חצופ", "העבירו", "עייפה"): yield "e", ["זה לא בסדר ואני מצטער את לא צריכה לרדוף אחרינו", "אז כל פעם מישהו אחר ומתחילים מהתחלה גם אני הייתי מתעצבן", "אני מבין מה היה החלק הכי קשה"]
        if has(b, "פרח", "חנות", "מקרר", "חתונה", "לקוח", "כסף", "שכר", "הפסד", "מפסידה", "עונה", "חג"): yield "i", ["אז זאת הפרנסה שלך כמה את מפסידה ביום בערך", "ומה קורה עם ההזמנות בינתיים", "ומה הכי דחוף רק כדי להישאר פתוחה"]
        yield "p", ["אפשר את מספר התביעה או שם החנות אני אמצא", "מה הדבר האחרון שאמרו לך", "ומה כבר שלחת שלא אבקש שוב", "רגע שאני מבין נכון עברו שבועות שלחת תמונות וקבלות אף אחד לא חוזר והחנות חוטפת זה הכול"]
        yield "own", ["אז ככה אני מתקשר לשמאי ברגע שסוגרים ואלייך אני מתקשר מחר בעשר עם תשובה עשר טוב לך", "ואני שולח לך את זה עכשיו במייל שיהיה בכתב"]
        yield "z", ["יש משהו שצריך עוד היום", "לאיזה טלפון עדיף כשאת בחנות", "כתבתי הערה שלא תצטרכי להסביר את זה שוב לעולם"]
