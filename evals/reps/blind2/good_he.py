"""Good Hebrew reps: women and men, formal, casual, message style, recogniser style."""

from __future__ import annotations

from .base import Rep, agreed, hit, no, tail

DOUBT = (
    "יקר",
    "מחיר",
    "תקציב",
    "עסוק",
    "לא מעוניי",
    "מייל",
    "כבר",
    "בוס",
    "מנהל",
    "לחשוב",
    "מרוצ",
    "אין לי זמן",
    "לא רלוונטי",
    "סיכון",
    "אבטח",
)


class RonitFormal(Rep):
    """Formal woman, fixed list."""

    name = "he-ronit-formal"
    language = "he"

    def start(self):
        self.i = 0
        self.owed = ""
        self.met = set()
        self.lines = [
            self.pick(
                "שלום רב, מדברת רונית אלמוג. איננו מכירים. האם תוכלו להקדיש לי חצי דקה כדי שאסביר מדוע התקשרתי?",
                "בוקר טוב, שמי רונית אלמוג. אני מודעת לכך שהשיחה לא תואמה מראש. האם אפשר לבקש רגע קצר להסביר את סיבת הפנייה?",
            ),
            "תודה רבה. אני משוחחת עם אנשים שאחראים על {area}, ורבים מהם מספרים לי על {pain}. כיצד הדברים נראים אצלכם?",
            "תודה על ההסבר. מהו החלק שהכי מכביד?",
            "ומה קורה בהמשך הדרך בעקבות זה?",
            "על מי זה נופל בסופו של דבר?",
            "מה ניסיתם לעשות עד היום, ומה עלה בזה?",
            "אם המצב יישאר כפי שהוא, מה יהיה המחיר בעוד שנה?",
            "ברשותכם אסכם: יש קושי חוזר, הוא נופל על אנשים מסוימים, והפתרונות עד כה לא החזיקו. האם הבנתי נכון?",
            "אם כך, נדמה לי שכדאי להיפגש. {peer} {result}. האם יום שלישי בשעה עשר מתאים לכם, לחצי שעה?",
            "האם יום חמישי בשעה אחת עשרה נוח יותר?",
            "תודה רבה, אשלח זימון מיד בתום השיחה. יום נעים.",
        ]

    def reply(self, buyer_line, turn):
        if self.owed:
            line, self.owed = self.owed, ""
            return line
        if turn and self.i < 10 and not agreed(buyer_line):
            if "כסף" not in self.met and hit(buyer_line, "יקר", "מחיר", "תקציב", "עולה", "עלות"):
                self.met.add("כסף")
                self.owed = "אני מודה על הכנות. לכן נתחיל בחישוב משותף על הנתונים שלכם, ללא עלות, ורק אם הוא משתלם נמשיך. האם זה נותן מענה?"
                return "אני מבינה בהחלט, הוצאה צריכה הצדקה. ביחס למה זה נראה לכם יקר?"
            for stem in DOUBT[3:]:
                if stem not in self.met and hit(buyer_line, stem):
                    self.met.add(stem)
                    self.owed = self.pick(
                        "עכשיו הדברים ברורים לי. איננו מבקשים להחליף את מה שעובד, אלא לבחון רק את הנקודה שתיארתם. האם זה מקובל עליכם?",
                        "תודה שפירטתם. אפשר להתחיל בצעד קטן אחד, בלי התחייבות, ולהחליט אחריו. האם זה עונה על החשש?",
                        "הדברים נהירים לי. תוכלו לשוחח תחילה עם לקוחה שהיה לה אותו חשש, ורק אז להחליט. האם זה מסייע?",
                    )
                    return self.pick(
                        "זה מובן לחלוטין. מה עומד מאחורי הדברים?",
                        "אני מכבדת את זה. אפשר לשאול מה השיקול העיקרי?",
                        "תודה שאמרתם זאת, אני מתייחסת לכך ברצינות. מה צריך לקרות כדי שתהיו רגועים?",
                    )
        if self.i >= 9 and agreed(buyer_line):
            self.i = 10
        line = self.fill(self.lines[min(self.i, 10)])
        self.i += 1
        return line


class YossiCasual(Rep):
    """Casual man, slang."""

    name = "he-yossi-casual"
    language = "he"

    def start(self):
        self.i = 0
        self.mid = False

    def reply(self, buyer_line, turn):
        if self.mid:
            self.mid = False
            return self.pick(
                "סבבה, עכשיו הבנתי. אז לא נוגעים במה שעובד, בודקים רק את החלק הזה, ואם לא משתלם אז יאללה ביי. נשמע הוגן?",
                "אוקיי, הגיוני לגמרי. עושים חשבון על המספרים שלכם לפני שמוציאים שקל. זה סוגר את הפינה?",
                "קיבלתי. אז קודם תדברו עם מישהו שהיה לו בדיוק אותו חשש, ואז תחליטו. עוזר?",
            )
        if turn > 1 and self.i < 9 and not agreed(buyer_line) and hit(buyer_line, *DOUBT) and self.room():
            self.mid = True
            return self.pick(
                "מבין אותך לגמרי. מה הסיפור שם, מה הכי מציק?",
                "וואלה, בסדר גמור. למה בעצם?",
                "שמע, זה לגיטימי. מה יושב מאחורי זה?",
            )
        if self.i >= 8 and agreed(buyer_line):
            self.i = 9
        lines = [
            self.pick(
                "אהלן, יוסי מדבר. אנחנו לא מכירים, אני תופס אותך בהפתעה. יש לך חצי דקה שאגיד למה התקשרתי?",
                "היי, מה נשמע, יוסי פה. שיחה קרה, לא אשקר. אפשר שלושים שניות ואז תחליט?",
            ),
            "תודה אחי. אני מדבר כל היום עם אנשים על {area} וכולם מתלוננים על {pain}. איך זה אצלכם?",
            "ומה החלק שהכי מחרפן?",
            "אוי. ומה קורה כשזה נתקע?",
            "כמה זמן הולך על זה בשבוע, בערך?",
            "ניסיתם משהו כבר? איך הלך?",
            "אז אם אני מבין, זה אוכל זמן, נתקע על אותם אנשים, ומה שניסיתם לא ממש עזר. נכון?",
            "תשמע, {peer} {result}. בא לי להראות לך איך. שלישי בעשר, עשרים דקות, זורם?",
            "אז אולי רביעי בשתיים?",
            "מעולה, שולח זימון עכשיו. תודה רבה!",
        ]
        line = self.fill(lines[min(self.i, 9)])
        self.i += 1
        return line


class NoaAsr(Rep):
    """A recogniser's text of a woman speaking: no marks, fillers."""

    name = "he-noa-asr"
    language = "he"

    def start(self):
        self.i = 0
        self.answer = False
        self.spent = 0

    def reply(self, buyer_line, turn):
        if self.answer:
            self.answer = False
            return self.pick(
                "אוקיי אה הבנתי תודה אז מה שאנחנו עושים זה מתחילים בחלק קטן אחד ורואים אם זה משתלם לפני שמשלמים זה עוזר",
                "כן אה ברור אז אנחנו לא מחליפים כלום רק את החלק הזה שאמרת וכל רגע אפשר לעצור זה בסדר מבחינתכם",
                "אהה הבנתי אז אה אפשר קודם לדבר עם לקוחה שהיה לה אותו חשש ואז להחליט זה יותר טוב",
            )
        if (
            turn > 1
            and self.i < 9
            and self.spent < 3
            and not agreed(buyer_line)
            and hit(buyer_line, *DOUBT)
            and self.room()
        ):
            self.answer = True
            self.spent += 1
            return [
                "אה כן אני מבינה לגמרי אממ ומה בעצם הסיבה אם אפשר לשאול",
                "אוקיי זה הוגן אה מה הכי מטריד אתכם שם",
                "אני שומעת אממ ומה היה צריך להיות אחרת",
            ][self.spent - 1]
        if self.i >= 8 and agreed(buyer_line):
            self.i = 9
        lines = [
            "היי אה מדברת נועה אממ אנחנו לא מכירים אני יודעת שזה ככה פתאום אפשר חצי דקה להגיד למה התקשרתי",
            "תודה אז אה אני מדברת עם אנשים על {area} ומה ש מה שהם מספרים זה {pain} ורציתי לשאול איך זה אצלכם",
            "אהה אוקיי ומה ה מה הדבר הכי קשה בזה",
            "הבנתי ואה כשזה קורה מה זה עושה לשאר האנשים",
            "אממ וכמה זמן זה לוקח בערך",
            "ואם זה יישאר ככה אה מה יקרה עד סוף השנה",
            "אוקיי אז אני אסכם רגע זה החלק שאמרתם והוא נופל על אנשים אחרים וזה עולה זמן נכון",
            "אז אה {peer} {result} ואני חושבת ששווה לכם לראות אפשר עשרים דקות ביום שלישי בעשר",
            "או אה אולי יום רביעי בתשע יותר נוח",
            "מעולה אז אני שולחת זימון ממש עכשיו תודה רבה",
        ]
        line = self.fill(lines[min(self.i, 9)])
        self.i += 1
        return line


class DovLetter(Rep):
    """Elderly, high register, man."""

    name = "he-dov-high-register"
    language = "he"

    def start(self):
        self.gate = iter(())
        self.queue = [
            "שלום וברכה, שמי דב רוזנצוויג. צר לי על ההפרעה. הירשה לי כבודו, או כבודה, לומר במשפט אחד לשם מה התקשרתי?",
            "יישר כוח. עיסוקי ב{area}, ושומע אני תדיר על {pain}. אשמח לשמוע כיצד הדבר נוהג אצלכם.",
            "מעניין. ומהו לדעתכם מקור הקושי?",
            "ומה הן ההשלכות, כאשר הדבר מתרחש?",
            "הנוכל לאמוד יחד כמה זמן או ממון אובד בשל כך?",
            "אילו נפתר הדבר, במה היה מועיל לכם?",
            "אם הבנתי היטב, המקור ידוע, הנזק ניכר והתועלת שבפתרון ברורה. האם דייקתי?",
            "אם כן, אבקש להציע פגישה. {peer} {result}. האם יום שני הקרוב, בשעה אחת עשרה, נוח בעיניכם?",
            "ושמא יום רביעי בשעה ארבע יהיה נוח יותר?",
            "תודה מקרב לב. הזימון יישלח אליכם היום.",
        ]
        self.worries = [
            (
                "אכן, טענה נכבדה היא. מה הטעם העומד מאחוריה?",
                "הדברים מתקבלים על הדעת. נפתח אפוא בבדיקה קטנה, ללא תשלום, ואתם תכריעו לאחריה. היש בכך מענה לחשש?",
            ),
            (
                "מובן הדבר ואיני בא להתווכח. מהו הדבר החסר כדי שתהיו שקטים?",
                "תודה על הפתיחות. בדיוק זאת נבחן תחילה, ומאומה ממה שעובד לא ייגע. האם יהיה בכך די?",
            ),
        ]
        self.reply_due = ""

    def reply(self, buyer_line, turn):
        if self.reply_due:
            line, self.reply_due = self.reply_due, ""
            return line
        if turn > 1 and self.worries and not agreed(buyer_line) and hit(buyer_line, *DOUBT) and self.room():
            ask, self.reply_due = self.worries.pop(0)
            return ask
        if agreed(buyer_line) and len(self.queue) <= 2:
            self.queue = self.queue[-1:]
        line = self.queue.pop(0) if len(self.queue) > 1 else self.queue[0]
        return self.fill(line)


class MayaMessages(Rep):
    """Message style, woman to woman in tone."""

    name = "he-maya-messages"
    language = "he"

    def start(self):
        self.n = 0
        self.wait = 0

    def reply(self, buyer_line, turn):
        if self.wait:
            self.wait = 0
            return self.pick(
                "אוקי הבנתי תודה ששיתפת. אז בודקים רק חלק קטן, בחינם, ואז מחליטים. יותר נח ככה?",
                "מובן לגמרי. לא מחליפים כלום, רק רואים אם אפשר להוריד מכם את זה. סבבה?",
                "אה אוקי עכשיו הבנתי. אפשר קודם לדבר עם לקוחה שלי שחששה מאותו דבר ואז תחליטו, עוזר?",
            )
        if turn > 1 and self.n < 9 and not agreed(buyer_line) and hit(buyer_line, *DOUBT) and self.room():
            self.wait = 1
            return self.pick(
                "ברור, מבינה אותך. מה הכי מפריע לך בזה?",
                "לגמרי הגיוני.. אפשר לשאול למה?",
                "אני שומעת. מה צריך לקרות כדי שזה יהיה שווה?",
            )
        lines = [
            "הייי זאת מאיה, לא מכירות :) יש דקה? אגיד למה התקשרתי ואם לא רלוונטי אז ביי",
            "תודהה! אז אני שומעת המון על {pain} ורציתי לשאול איך זה הולך אצלכם",
            "אוף. מה הכי מעצבן שם?",
            "ומה קורה אז?",
            "כמה זה יוצא בערך בשבוע?",
            "ומי נתקע עם זה בסוף?",
            "אם זה היה נעלם מה היה משתנה לך?",
            "אז בקיצור זה לוקח זמן, מישהו נתקע עם זה ובא לך שייפתר. הבנתי נכון?",
            "אז {peer} {result}. נקבע 20 דק ביום ג ב11 ואראה לך איך?",
            "או יום ה ב9 אם יותר נח?",
            "יש! שולחת זימון. תודה רבה",
        ]
        if self.n >= 9 and agreed(buyer_line):
            self.n = 10
        line = lines[min(self.n, 10)]
        self.n += 1
        return self.fill(line)


class AviAsksFirst(Rep):
    """Man who answers an objection with a question, by kind."""

    name = "he-avi-asks-first"
    language = "he"

    def start(self):
        self.step = 0
        self.after = ""
        self.seen = []

    def reply(self, buyer_line, turn):
        if self.after:
            line, self.after = self.after, ""
            return line
        table = [
            (
                ("יקר", "מחיר", "תקציב"),
                "יקר ביחס למה?",
                "הבנתי. אז נשים את זה מול מה שהולך לאיבוד היום, על המספרים שלכם, לפני שמשלמים. זה הגיוני?",
            ),
            (("עסוק", "אין לי זמן"), "מתי נרגע קצת?", "טוב, אז לא אמשוך, ואת ההמשך נקבע לזמן נוח."),
            (
                ("כבר יש", "יש לנו", "מרוצ"),
                "מה טוב בפתרון שיש, ומה עדיין נעשה מסביבו?",
                "אז נשאיר אותו. מסתכלים רק על מה שנשאר מסביב.",
            ),
            (("מייל",), "בשמחה. מה חשוב שיופיע שם?", "ארשום. רק שזה תלוי בנתונים שלכם, ולכן שיחה קצרה תיתן יותר מדף."),
            (
                ("לא מעוניי",),
                "הוגן. לא מעניין הנושא, או שפשוט נמאס משיחות כאלה?",
                "תודה על היושר, אני באמת רוצה קודם להבין.",
            ),
            (
                ("בוס", "מנהל", "אשתי", "בעלי", "הנהלה"),
                "ומה יהיה חשוב להם לדעת?",
                "אז נכין יחד בדיוק את זה, והם מוזמנים להצטרף.",
            ),
            (("לחשוב",), "על מה בעיקר צריך לחשוב?", "נקודה טובה, בדיוק את זה נבדוק יחד ובלי התחייבות."),
        ]
        if turn and not agreed(buyer_line):
            for stems, ask, answer in table:
                if ask not in self.seen and hit(buyer_line, *stems):
                    self.seen.append(ask)
                    self.after = answer
                    return ask
        lines = [
            "שלום, אבי קדם. שיחה ראשונה בינינו. אפשר לומר בשני משפטים למה, ואז להחליט אם להמשיך?",
            "תודה. אני עוסק ב{area}. לרוב הבעיה היא {pain}. איך זה נראה אצלכם ביום רגיל?",
            "למה זה קורה, לדעתכם?",
            "מה עושים היום כשזה קורה?",
            "איפה זה כואב יותר, בזמן, בכסף או באנשים? ואיך?",
            "כמה {many}?",
            "אז יש סיבה ידועה, עוקפים אותה ביד, ויש לזה מחיר. זה נכון?",
            "{peer} {result}. אני מציע שניפגש ביום רביעי בעשר, חצי שעה, ואראה איך. מתאים?",
            "ומה עם יום חמישי בארבע?",
            "מצוין. הזימון בדרך, תודה.",
        ]
        if self.step >= 8 and agreed(buyer_line):
            self.step = 9
        line = self.fill(lines[min(self.step, 9)])
        self.step += 1
        return line


class ShiraEmpathy(Rep):
    """Woman, feeling first; quotes a little."""

    name = "he-shira-empathy"
    language = "he"

    def start(self):
        self.run = self.script()
        self.begun = False

    def reply(self, buyer_line, turn):
        try:
            line = self.run.send(buyer_line) if self.begun else next(self.run)
        except StopIteration:
            line = self.dice.choice(["תודה רבה, להתראות.", "שיהיה יום טוב."])
        self.begun = True
        return self.fill(line)

    def script(self):
        heard = yield "שלום, כאן שירה בן עמי. בטח תפסתי אתכם באמצע משהו. אפשר רגע קטן להסביר, ואם זה לא מתאים אני משחררת?"
        heard = yield "תודה על הסבלנות. זה קשור ל{area}. הרבה אנשים מספרים לי על {pain}. איך אתם חווים את זה?"
        heard = yield "זה נשמע מתסכל. ממה זה נובע, לדעתכם?"
        heard = yield f'אמרתם "{tail(heard, 4)}", ספרו לי עוד על זה.'
        heard = yield "אפשר להבין למה זה מציק. איך זה משפיע על האנשים סביבכם?"
        heard = yield "ומה הכי מדאיג אם זה ימשיך ככה?"
        heard = yield "תודה ששיתפתם. אז יש פה משהו שחוזר, הוא שוחק אנשים, ולא הייתם רוצים עוד שנה כזאת. פספסתי משהו?"
        heard = yield "אני חושבת שאפשר להקל. {peer} {result}. תהיו פתוחים לחצי שעה ביום שלישי בשתיים, לראות אם זה מתאים?"
        for slot in ("יום רביעי בתשע", "יום ראשון באחת עשרה"):
            if agreed(heard):
                break
            heard = yield self.pick(
                "אני לגמרי מבינה, לא רוצים להתאכזב. מה הכי מטריד אתכם?", "זה טבעי להרגיש ככה. מה עומד מאחורי זה?"
            )
            heard = yield self.pick(
                "עכשיו אני מבינה, תודה. רואים קודם דוגמה קטנה, בלי תשלום, ומחליטים רק כשנוח. זה מרגיע קצת?",
                "הגיוני מאוד. נשים את המספרים זה ליד זה לפני כל הוצאה. זה יעזור?",
            )
            if agreed(heard):
                break
            heard = yield f"אז נאמר {slot}, רק להסתכל יחד?"
        yield "תודה רבה, הזימון יגיע היום. היה נעים לדבר."


class OlegImmigrant(Rep):
    """Simple Hebrew with an immigrant's mistakes, man."""

    name = "he-oleg-immigrant"
    language = "he"

    def start(self):
        self.i = 0
        self.x = 0

    def reply(self, buyer_line, turn):
        if self.x == 1:
            self.x = 2
            return self.pick(
                "אה, עכשיו אני מבין. אז עושים קודם בדיקה קטן, בלי כסף, ואם לא טוב אז עוצרים. זה בסדר בשבילך?",
                "תודה, זה ברור. לא מחליפים מה שעובד, רק דבר אחד קטן. זה עוזר?",
                "הבנתי. אפשר לדבר עם לקוח שלי שגם פחד מזה, ואחר כך מחליטים. טוב?",
            )
        if (
            self.x in (0, 3)
            and turn > 1
            and self.i < 9
            and not agreed(buyer_line)
            and (no(buyer_line) or hit(buyer_line, *DOUBT))
            and self.room()
        ):
            self.x = 1
            return self.pick(
                "אתה צודק, זה חשוב. למה אתה אומר ככה? אני רוצה להבין.",
                "בסדר, אני מכבד. מה הבעיה הכי גדול עם זה?",
                "אני שומע. מה צריך להיות אחרת?",
            )
        if self.x == 2:
            self.x = 3
        lines = [
            "שלום, אני אולג. סליחה על העברית. יש דקה אחת? אני אומר למה אני מתקשר ואתה מחליט.",
            "תודה. אני מדבר עם הרבה אנשים על {area}. יש להם בעיה של {pain}. איך זה אצלך?",
            "ומה הכי קשה בזה?",
            "ומה קורה אחר כך, בגלל זה?",
            "כמה זמן זה לוקח בשבוע?",
            "ניסית לתקן? איך היה?",
            "אם הבעיה הזאת הולך, מה טוב לך?",
            "אז אני אומר עוד פעם: זה לוקח זמן, לא תיקנו עד הסוף, ואתה רוצה יותר טוב. נכון?",
            "אני חושב אני יכול לעזור. {peer} {result}. ניפגש ביום שלישי בשעה עשר, עשרים דקות. מתאים?",
            "אז אולי יום רביעי בשעה שתיים?",
            "תודה רבה. אני שולח הזמנה עכשיו.",
        ]
        if self.i >= 9 and agreed(buyer_line):
            self.i = 10
        line = self.fill(lines[min(self.i, 10)])
        self.i += 1
        return line


class TalTerse(Rep):
    """As short as Hebrew allows, woman."""

    name = "he-tal-terse"
    language = "he"

    def start(self):
        self.q = [
            "מה הכי איטי שם?",
            "למה?",
            "ומה קורה אז?",
            "את מי זה תופס?",
            "כמה זה עולה?",
            "ואם זה נשאר ככה?",
            "אז איטי, תופס אנשים ועולה כסף. הבנתי?",
        ]
        self.close = ["{peer} {result}. שלישי, עשר, עשרים דקות?", "רביעי בארבע?", "רבע שעה, חמישי בתשע?"]
        self.next = ""

    def reply(self, buyer_line, turn):
        if turn == 0:
            return self.pick("טל שגב. שיחה קרה. חצי דקה?", "היי, טל שגב, לא מכירים. אפשר חצי דקה?")
        if turn == 1:
            return self.fill("תודה. אני עוזרת עם {area}. בדרך כלל הבעיה היא {pain}. ואצלכם?")
        if len(self.close) < 3 and agreed(buyer_line):
            return "נרשם. הזימון בדרך. תודה."
        if self.next:
            line, self.next = self.next, ""
            return line
        if hit(buyer_line, *DOUBT) and self.room():
            self.next = self.pick(
                "מובן. אז רק חלק קטן, על הנתונים שלכם, בלי תשלום. הוגן?",
                "הגיוני. לא נוגעים במה שעובד, רק בזה. בסדר?",
                "ברור. אפשר קודם לדבר עם לקוחה עם אותו חשש. יעזור?",
            )
            return (
                "יקר מול מה?"
                if hit(buyer_line, "יקר", "מחיר", "תקציב")
                else self.pick("הוגן. מה הסיבה?", "שומעת. מה מטריד?", "אוקיי. מה היה צריך להיות אחרת?")
            )
        if self.q:
            return self.q.pop(0)
        return self.fill(self.close.pop(0)) if self.close else "בסדר. תודה על הזמן."


class HilaHumour(Rep):
    """Woman with humour."""

    name = "he-hila-humour"
    language = "he"

    def start(self):
        self.at = 0
        self.o = []

    def reply(self, buyer_line, turn):
        if self.o:
            return self.o.pop()
        if (
            turn > 1
            and self.at < 9
            and not agreed(buyer_line)
            and hit(buyer_line, *DOUBT)
            and vars(self).setdefault("left", 3)
        ):
            self.left -= 1
            self.o = [
                self.pick(
                    "טוב, זו סיבה אמיתית, אז תשובה אמיתית: מתחילים מחתיכה אחת, בחינם, ואפשר להגיד לא בסוף. זה עונה?",
                    "קיבלתי. לא נוגעים במה שעובד, רק במה שמציק. ככה זה בסדר?",
                    "הבנתי. דברו קודם עם לקוחה שלי שחששה בדיוק מזה, היא כנה יותר ממני. יעזור?",
                )
            ]
            return self.pick(
                "הוגן, ותודה שלא ניתקתם. מה גורם להסס?",
                "מבינה לגמרי, גם אמא שלי אומרת לי את זה. מה עומד מאחורי זה?",
                "בצדק. מה צריך להיות כדי שזה יהיה שווה?",
            )
        lines = [
            "שלום, הילה פרץ, שיחת המכירה שחיכיתם לה מהבוקר. אפשר חצי דקה לפני שהקליטה נעלמת?",
            "תודה, זה כבר יותר מאתמול. אני שואלת אנשים על {area} והם נאנחים על {pain}. כמה חזק נאנחים אצלכם, ולמה?",
            "שמעתי אנחות שקטות יותר. מה החלק הכי מעצבן?",
            "וכשזה קורה, מי מקבל את הטלפון שאף אחד לא רוצה?",
            "כמה זה עולה, חוץ משינה?",
            "אם הייתה לי משאלה אחת בשבילכם, על מה להשתמש בה?",
            "עכשיו ברצינות: זה החלק שאמרתם, מישהו אחר משלם עליו, והייתם רוצים שייעלם. שמעתי נכון?",
            "אז אולי אהיה מועילה פעם אחת. {peer} {result}. נקבע ליום שלישי באחת עשרה, עשרים דקות, ואראה איך?",
            "ואם חמישי בשלוש?",
            "נפלא. הזימון בדרך, ואמא שלי מודה לכם.",
        ]
        if self.at >= 8 and agreed(buyer_line):
            self.at = 9
        line = self.fill(lines[min(self.at, 9)])
        self.at += 1
        return line
