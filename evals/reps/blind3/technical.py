from .base import Good, has


class T(Good):
    scenario, language = "technical-questions", "en"


class Henrik(T):  # Stockholm
    name = "te-good-en-henrik"
    slots = ("Thursday at 10", "Tuesday at 15")

    def say(self, b, t):
        if t == 0: yield "o", [("Hello, Henrik here. I understand you have technical questions. I'll answer what I know, and say so when I don't. Where would you like to start?", "Hi, thanks for taking this. I'm not an engineer, so I'll be short and honest. What's first on your list?")]
        if self.last == "n" and has(b, "works", "yes", "fine", "ok", "good", "sure", "agreed", "do that") and not has(b, "but ", "n't", "not "): yield "ok", ["Good. Invitation comes today, with your questions listed so nobody has to repeat them. Thank you.", "Thanks, until then."]
        if has(b, "sso", "saml", "login", "oidc", "identity", "scim"): yield "sso", ["Yes, single sign-on with SAML and OIDC. Automatic provisioning I'm less certain about, I'll have it confirmed in writing."]
        if has(b, "where", "stored", "region", "residency", "eu ", "hosted", "hosting", "gdpr"): yield "loc", ["In an EU data centre. Whether backups ever leave the EU, I don't want to guess, our security lead will answer that."]
        if has(b, "encrypt", "security", "iso", "soc", "pen test", "pentest", "audit"): yield "sec", ["Encrypted in transit and at rest. For the audit reports you'd get them under NDA, I can send the form today.", "That goes deeper than I can answer honestly. Who on your side would ask it?"]
        if has(b, "api", "integrat", "webhook", "crm", "rate limit", "connector"): yield "api", ["There's a documented REST API. The limits I don't know by heart, so I'll send the page instead of a number.", "What would it have to connect to in your environment?"]
        if has(b, "uptime", "sla", "downtime", "outage", "scale", "latency", "load", "performance"): yield "sla", ["I don't have last year's measured figure here. I'll get it to you by tomorrow noon, including the bad month.", "What's the number you have to meet yourself?"]
        if has(b, "delete", "export", "leave", "lock", "exit"): yield "ex", ["You can export everything as CSV and JSON. Deletion happens after the contract ends, the exact days I'll confirm."]
        if "?" in b: yield "g", ["I don't know that one. I've written it down and you get an answer from the engineer by tomorrow.", "Short answer: partly. What are you planning that depends on it?", "That one I'd rather let our architect answer, she built it."]
        if has(b, "suggest", "who can", "next", "makes sense", "your engineer", "talk to"): yield "n", ["I suggest forty five minutes on {a}: our architect, our security lead, you, and whoever runs your integrations. Does it work?", "Or {b}?"]
        if has(b, "last vendor", "burn", "problem", "worried", "concern", "risk", "breach", "promised"): yield "f", ["I understand the caution. What happened back then?", "And what would it mean for you if it happened again?"]
        yield "p", ["What's behind that question, if I may ask?", "Which of these points could stop the project?", "What does your current setup look like?", "So there are two things that matter most: where the data goes and how it connects. Is that the right order?", "Who else on your side has to be satisfied?"]
        yield "n", ["The rest deserves the right people. Could we do {a}, with our architect and your security person?", "Would {b} be better?"]
        yield "z", ["Shall I send the open points in writing tonight so you can add to them?", "What should the architect prepare?", "Is there anything I've answered too loosely?"]


class Grace(T):  # Nairobi, typed
    name = "te-good-en-grace"
    slots = ("Wednesday at 9", "Friday at 2")

    def say(self, b, t):
        if t == 0: yield "o", [("Good morning. Thank you for the questions. I'll keep my answers short, and where I'm not sure I'll say so and bring the person who is. What matters most to you?", "Hello, Grace here. I know you'd rather talk to an engineer. Let me take what I can, and bring the engineer for the rest. What is your first question?")]
        if self.last == "n" and "?" not in b and not has(b, "not ", "n't", "but "): yield "ok", ["Thank you. I will send the invitation and your list of questions to both engineers this afternoon.", "Much appreciated, have a good day."]
        if has(b, "encrypt", "key"): yield "a", ["Yes, at rest and in transit. Customer-held keys are not available today, as far as I know."]
        if has(b, "sso", "saml", "okta", "azure", "login"): yield "b", ["SAML works, and we have customers on Azure AD and on Okta."]
        if has(b, "api", "integrat", "crm", "system", "connect"): yield "c", ["We have a REST API and webhooks. Which system do you need to connect first?", "For that particular one I am not sure there is a ready connector. I will find out by tomorrow."]
        if has(b, "data", "hosted", "region", "stored", "gdpr", "privacy", "train"): yield "d", ["It is hosted in Frankfurt, and customer data is not used to train models. I'll send the clause where that is written.", "For retention, you set the number of days yourself, but please let our security officer confirm the backups."]
        if has(b, "uptime", "sla", "outage", "scale", "users", "performance", "latency"): yield "e", ["I don't want to give you a number from memory. The status history is public, and I'll send the link.", "At what load would it have to hold for you?"]
        if has(b, "soc", "iso", "audit", "pen", "certif"): yield "f", ["There's an external penetration test every year, and the summary is available under NDA. Other certificates I need to check."]
        if "?" in b: yield "g", ["Honestly, I don't know. I've noted it, and you'll have the engineer's answer in writing by tomorrow evening.", "In short, yes, with limits. The limits are best explained by our engineer.", "May I ask what that depends on in your setup?"]
        if has(b, "suggest", "next", "engineer", "makes sense", "session", "who would"): yield "n", ["Could we meet on {a}, forty minutes, with our lead engineer, our security officer and your integration person?", "If not, would {b} do?"]
        if has(b, "vendor", "burned", "problem", "worry", "risk", "incident", "promise", "months"): yield "h", ["I can see why you'd ask. What went wrong that time?", "What did it cost you, in the end?"]
        yield "p", ["Which requirement is not negotiable for you?", "What are you running today, and what do you like about it?", "What would make you say no straight away?", "So, to check: integration first, data protection second, and no surprises afterwards. Is that it?", "Who on your side should hear the answers directly?"]
        yield "n", ["I think you should have the engineers in front of you. Is {a} possible?", "Shall I try for {b}?"]
        yield "z", ["Would it help to have the documents before the session?", "What would you like them to show live?", "I'll mail you the open points today at five. Is that all right?"]


class Wes(T):  # Seattle, speech
    name = "te-good-en-wes"
    slots = ("tuesday at eleven", "thursday at two thirty")

    def say(self, b, t):
        if t == 0: yield "o", [("hey thanks for the time so i'm the account guy not the engineer i'll tell you straight when i'm out of my depth where do you wanna start", "hi so i heard you've got some technical questions fire away and if i don't know i'll say i don't know")]
        if has(b, "see you", "that works", "works for me", "let's do", "send the invite", "put it on", "i'll bring"): yield "ok", ["great i'll send the invite with your questions in it so they come prepared thanks", "appreciate it talk then"]
        if has(b, "s s o", "sso", "saml", "single sign", "identity", "provision"): yield "a", ["yep saml and oidc scim i think so but let me confirm it"]
        if has(b, "encrypt", "security", "soc", "iso", "pen"): yield "b", ["encrypted both ways and there's a report you can get under n d a i'm not gonna pretend i can walk you through it"]
        if has(b, "api", "integrat", "webhook", "rate", "crm", "connect"): yield "c", ["there's a rest api it's all in the public docs the rate limit i'd have to look up", "what are you trying to hook it up to"]
        if has(b, "data", "where", "region", "host", "gdpr", "retention", "delete", "train"): yield "d", ["it's hosted on aws you pick us or eu and the backups piece i need to double check", "you can delete it whenever from the admin page what's your policy on that"]
        if has(b, "uptime", "sla", "scale", "latency", "outage", "load", "concurrent", "perform"): yield "e", ["the contract says three nines what we actually hit last year i don't know off the top of my head i'll get you that tomorrow", "how many people at once are we talking about"]
        if "?" in b: yield "g", ["i don't know that's a good one i'm writing it down", "short version yes with some caveats and the caveats i'd rather have our engineer explain", "uh let me not guess you'll have it by end of day tomorrow"]
        if has(b, "suggest", "next", "engineer", "makes sense", "who do i", "right person"): yield "n", ["so how about {a} forty five minutes our solutions engineer and our security guy and bring whoever'd be doing the integration", "or {b} if that's better"]
        if has(b, "burned", "vendor", "last time", "problem", "risk", "worried", "nightmare", "promised", "took"): yield "f", ["oof yeah what happened", "and what'd that end up costing you guys"]
        yield "p", ["what's the thing that would kill this for you", "tell me a little about what you've got running now", "what's the reason you ask if you don't mind", "so sounds like it's mostly about where the data sits and how much work it is for your team am i hearing that right", "who's gonna have to live with it day to day"]
        yield "n", ["i think it's time you talked to somebody smarter than me how's {a} with our engineer", "could you do {b}"]
        yield "z", ["want me to send the docs first", "anything you'd want to see running live", "i'll email the open questions tonight and you add whatever i missed okay"]


class Inbar(T):
    name, language = "te-good-he-inbar", "he"
    slots = ("ביום חמישי בעשר", "ביום שלישי בשלוש")

    def say(self, b, t):
        if t == 0: yield "o", [("שלום, כאן ענבר. הבנתי שיש לך שאלות טכניות. אענה על מה שאני יודעת ואגיד כשלא. במה נתחיל?", "היי, אני לא מהנדסת אז אהיה קצרה וכנה. מה הדבר הכי חשוב לך לדעת?")]
        if self.last == "n" and has(b, "מתאים", "כן", "בסדר", "טוב", "סגור", "אפשר", "מקובל") and not has(b, "לא ", "אבל"): yield "ok", ["מצוין. הזימון יוצא היום עם רשימת השאלות שלך כדי שלא תצטרך לחזור עליהן. תודה", "תודה, נתראה"]
        if has(b, "sso", "saml", "הזדהות", "התחברות", "כניסה"): yield "a", ["כן, יש SAML ו-OIDC. לגבי יצירת משתמשים אוטומטית אני פחות בטוחה, אאשר בכתב"]
        if has(b, "איפה", "מאוחסן", "שרת", "אירופה", "פרטיות", "gdpr", "נתונים", "מידע"): yield "b", ["השרתים באירופה. אם הגיבויים יוצאים משם אני לא רוצה לנחש, אחראי האבטחה שלנו יענה", "הנתונים של לקוחות לא משמשים לאימון, ואשלח את הסעיף שבו זה כתוב"]
        if has(b, "הצפנ", "אבטחה", "iso", "soc", "חדירה", "תקן"): yield "c", ["מוצפן גם בתעבורה וגם באחסון. דוח הביקורת ניתן תחת הסכם סודיות, אפשר לשלוח היום"]
        if has(b, "api", "ממשק", "אינטגרצ", "crm", "להתחבר", "חיבור"): yield "d", ["יש REST API מתועד. את המגבלות אני לא זוכרת, אשלח את הדף במקום לזרוק מספר", "למה זה צריך להתחבר אצלכם?"]
        if has(b, "זמינות", "sla", "עומס", "ביצועים", "נפיל", "השבת"): yield "e", ["אין לי כאן את הנתון של השנה שעברה. הוא יהיה אצלך מחר עד הצהריים, כולל החודש הפחות טוב", "באיזה עומס זה צריך לעמוד?"]
        if "?" in b: yield "g", ["את זה אני לא יודעת. רשמתי, ותהיה תשובה של המהנדס עד מחר", "בקצרה, חלקית. מה תלוי בזה אצלכם?", "זו שאלה לארכיטקטית שלנו, היא בנתה את זה"]
        if has(b, "מה את מציעה", "מי יכול", "הגיוני", "מהנדס", "הלאה"): yield "n", ["אני מציעה ארבעים וחמש דקות {a}: הארכיטקטית, אחראי האבטחה, ומי שמנהל אצלכם אינטגרציות. אפשרי?", "או {b}?"]
        if has(b, "ספק", "נכווינו", "בעיה", "סיכון", "חשש", "הבטיחו", "חודשים"): yield "f", ["אני מבינה את הזהירות. מה קרה אז?", "ומה זה עלה לכם בסוף?"]
        yield "p", ["מה עומד מאחורי השאלה, אם אפשר?", "איזו נקודה יכולה לעצור את הפרויקט?", "איך נראית הסביבה שלכם היום?", "אז שני דברים הכי חשובים: לאן הולך המידע ואיך זה מתחבר. זה הסדר הנכון?", "מי עוד אצלכם צריך להשתכנע?"]
        yield "n", ["ליתר צריך את האנשים הנכונים. אפשר {a}, עם הארכיטקטית ועם איש האבטחה שלך?", "אולי {b} נוח יותר?"]
        yield "z", ["שאשלח הערב את הנקודות הפתוחות כדי שתוסיף?", "מה כדאי שהארכיטקטית תכין?", "יש משהו שעניתי עליו באופן לא מספיק מדויק?"]


class Dotan(T):
    name, language = "te-good-he-dotan", "he"
    slots = ("ביום ראשון באחת עשרה", "ביום רביעי בשתיים וחצי")

    def say(self, b, t):
        if t == 0: yield "o", [("היי תודה על הזמן אני איש המכירות לא המהנדס אז כשאני לא יודע אני אגיד מאיפה מתחילים", "שלום דותן אני אענה קצר ומה שאני לא יודע אני אביא את מי שיודע מה השאלה הראשונה")]
        if has(b, "קבענו", "סגור", "מתאים לי", "נתראה", "תשלח זימון", "אני אביא", "יאללה"): yield "ok", ["אחלה אני שולח זימון עם השאלות שלך שיגיעו מוכנים תודה", "תודה נדבר"]
        if has(b, "sso", "saml", "הזדהות", "כניסה"): yield "a", ["כן יש סאמל ואו איי די סי לגבי סקים אני צריך לאשר"]
        if has(b, "הצפנ", "אבטח", "תקן", "iso", "soc"): yield "b", ["מוצפן בדרך ובאחסון ויש דוח תחת סודיות אני לא אעשה את עצמי מבין בו"]
        if has(b, "api", "ממשק", "אינטגרצ", "crm", "חיבור", "להתחבר"): yield "c", ["יש ממשק רסט והתיעוד פתוח את מגבלת הקריאות אני צריך לבדוק", "למה אתם צריכים לחבר את זה"]
        if has(b, "מידע", "נתונים", "איפה", "ענן", "פרטיות", "מחיק", "גיבוי"): yield "d", ["זה יושב בענן באירופה ואת עניין הגיבויים אני צריך לוודא", "אפשר למחוק מתי שרוצים מה המדיניות אצלכם"]
        if has(b, "זמינות", "עומס", "sla", "ביצועים", "משתמשים", "נפל"): yield "e", ["בחוזה כתוב שלוש תשיעיות כמה היה בפועל אני לא יודע אתה מקבל את זה מחר", "על כמה משתמשים במקביל מדובר"]
        if "?" in b: yield "g", ["לא יודע שאלה טובה רשמתי", "בקצרה כן עם הסתייגויות ואת ההסתייגויות עדיף שהמהנדס יסביר", "עדיף שלא אנחש תהיה לך תשובה עד מחר בערב"]
        if has(b, "מה אתה מציע", "הלאה", "מהנדס", "הגיוני", "מי יכול"): yield "n", ["אז בוא נעשה {a} שלושת רבעי שעה מהנדס הפתרונות ואיש האבטחה שלנו ותביא את מי שיעשה את החיבור", "או {b}"]
        if has(b, "ספק", "נכווינו", "בעיה", "סיכון", "חושש", "סיוט", "הבטיחו", "לקח"): yield "f", ["אוי מה קרה שם", "וכמה זה עלה לכם בסוף"]
        yield "p", ["מה הדבר שיפיל את זה מבחינתך", "ספר לי קצת מה רץ אצלכם היום", "מה הסיבה לשאלה אם לא אכפת לך", "אז זה בעיקר איפה המידע יושב וכמה עבודה זה לצוות שלך הבנתי נכון", "מי יצטרך לחיות עם זה ביומיום"]
        yield "n", ["נראה לי שהגיע הזמן שתדבר עם מישהו חכם ממני {a} עם המהנדס שלנו הולך", "אפשר {b}"]
        yield "z", ["לשלוח את התיעוד לפני", "יש משהו שתרצה לראות רץ בלייב", "אני שולח הערב במייל את השאלות הפתוחות ותוסיף מה שפספסתי בסדר"]
