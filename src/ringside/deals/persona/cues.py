"""Wordings that show how somebody decides at work. A pattern names what is asked for or done, never a lone keyword."""

# A pattern reads best in one line.
# ruff: noqa: E501

from __future__ import annotations

import re
from typing import Literal

from ringside.dialogue.schemas import Language

Style = Literal["numbers", "consensus", "caution", "speed"]
Cue = Literal[
    "numbers", "consensus", "caution", "speed",
    "pain", "priority", "proof", "price", "price_fine", "others", "alone", "settled",
]  # fmt: skip
STYLES: tuple[Style, ...] = ("numbers", "consensus", "caution", "speed")

_ASK = r"(?:can|could|would|will) you|do you have|please|send (?:me|us|over)|show (?:me|us)|share|i(?:'d| would)? (?:need|want|like)|we(?:'d| would)? (?:need|want|like)|i'm (?:looking|asking|waiting) for|we're (?:looking|asking|waiting) for|(?:have to|want to|need to|like to|must) (?:see|know|understand|check)|before (?:i|we)|without|is there|are there|what (?:is|are|was|were|do|does|did|would|kind)"
_ASK_HE = r"תוכלו?|תוכלי|אפשר|יש לכם|יש לך|אנא|בבקשה|שלחו?|תשלחו?|תשלחי|תראו?|להראות|אני (?:צריך|צריכה|רוצה|אשמח)|אנחנו (?:צריכים|רוצים)|נשמח|חייבים? (?:לראות|לדעת|להבין)|(?:צריך|צריכה|צריכים|רוצה|רוצים) (?:לראות|לדעת|להבין)|לפני ש\S+|בלי|מה|כמה"
_WHO = r"(?:my|our|the|his|her) (?:\w+ ){0,2}(?:team|colleagues?|board|cfo|ceo|cio|cto|coo|boss|manager|management|director|committee|legal|lawyers?|procurement|purchasing|finance|accounting|it|security|stakeholders?|partners?|leadership|department|heads?|people|group|council|union|works council|executives?)|(?:procurement|legal|finance|purchasing|security|leadership|the others|everyone|everybody) "
_WHO_HE = r"ה?(?:צוות|הנהלה|הנהלת|דירקטוריון|מנכ\"?ל(?:ית)?|סמנכ\"?ל(?:ית)?|מנהל(?:ת)?|שותפים|שותף|רכש|משפטית|ייעוץ המשפטי|יועץ המשפטי|כספים|ועדה|עמיתים|קולגות|בוס(?:ית)?|מחלק\S*|אבטחת מידע)"

_TABLE: dict[Language, dict[Cue, tuple[str, ...]]] = {
    "en": {
        "numbers": (
            rf"\b(?:{_ASK})\b[^.?!\n]{{0,70}}\b(?:numbers|figures|data|roi|return on investment|business case|benchmarks?|statistics|metrics|calculations?|breakdown|spreadsheet|cost model|payback|evidence|measurements?|report|analysis|total cost|tco)\b",
            r"\b(?:how (?:many|much)|what (?:share|percentage|percent|rate))\b[^.?!\n]{0,60}\b(?:save[ds]?|saving|reduc\w+|cost|costs|faster|improve\w*|gain(?:ed)?|increase\w*|drop(?:ped)?|fewer|less|errors?|hours?|time)\b",
            r"\b(?:based on|driven by|look(?:ed|ing)? at|went through|go(?:ing)? through|checked|compared|decide on) (?:the|your|our|these|those) (?:\w+ ){0,2}(?:numbers|figures|data|calculation|spreadsheet|results)\b",
            r"\b(?:numbers|figures|data|calculation|business case|roi) (?:do(?:es)?(?:n't| not)|don't|must|have to|need to|has to|should) (?:\w+ ){0,2}(?:add up|match|hold|work|show|convince|prove)",
            r"\b(?:quantif(?:y|ied)|payback (?:period|time)|cost per \w+|per cent of what)\b",
        ),
        "consensus": (
            rf"\b(?:check(?:ed)?|discuss(?:ed)?|align(?:ed)?|review(?:ed)?|talk(?:ed)?|shared?|consult(?:ed)?|agree(?:d)?|went|go|sit down|sat down|speak|spoke|coordinate|clear (?:it|this|that)|run (?:it|this|that) (?:by|past)|bring (?:it|this|that) (?:to|up)|take (?:it|this|that) (?:to|upstairs)|present(?:ed)?|forward(?:ed)?|show(?:ed)?)\b[^.?!\n]{{0,40}}?\b(?:with|to|by|past|over|among|through)? ?(?:{_WHO})",
            rf"\b(?:{_WHO})[^.?!\n]{{0,30}}\b(?:has|have|needs?|wants?|must|will|would like|should|asked) (?:to )?(?:be (?:on board|involved|part|there)|agree|approve|sign off|weigh in|look at|see|have a say|decide|join|review)",
            r"\b(?:get|need|have|want) (?:everyone|everybody|them all|all of them|the (?:whole )?team|people|buy-in)\b[^.?!\n]{0,25}\b(?:on board|behind|agree\w*|from|aligned|on the same page)",
            r"\b(?:loop(?:ed|ing)? in|copy(?:ing|ied)?|adding|added|cc'?ing|i've cc'?d|bring(?:ing)? in|include|involve)\b (?:in )?(?:my|our|\w+ from|mr|ms|mrs|dr)\b",
            r"\bwe (?:always |usually |normally )?(?:decide|make (?:such |these |those )?decisions?|choose|do this|do these things) (?:together|as a (?:team|group)|jointly)",
            r"\b(?:committee|board|group|team) (?:decides|decision|vote|votes|meets|approval)\b",
        ),
        "caution": (
            rf"\b(?:{_ASK}|prefer|rather|start with|begin with|only (?:\\w+ ){0,3}(?:after|with)|go ahead after|suggest|propose|how about|what about|first)\b[^.?!\n]{{0,50}}\b(?:pilot|trial(?: period)?|proof of concept|poc|test (?:it|run|phase|period)|references?(?: customers?| calls?)?|guarantees?|exit clause|security review|penetration test|risk assessment|small (?:step|start|group)|start small)\b",
            r"\b(?:what happens (?:if|when)|what if|worst case|how (?:do|would|can) (?:i|we) (?:get out|cancel|go back|leave|roll back)|who is liable|are (?:we|you) liable)\b",
            r"\b(?:worried|concerned|nervous|afraid|careful|cautious|uneasy) (?:about|with|that|of)\b",
            r"\b(?:i|we)(?:'d| would)? (?:(?:want|like|need) to |rather |prefer to |have to )?(?:start small|(?:go|take (?:it|this|that|things)) (?:step by step|slowly)|test (?:it|this|that) first|be careful|avoid (?:any )?(?:risk|surprises)|be sure|be certain|reduce the risk|limit the risk)",
            r"\b(?:gdpr|compliance|audit|liability|data protection|iso ?27001|soc ?2)\b[^.?!\n]{0,60}\b(?:first|before|must|need|required?|review|check|confirm|documents?|certificate|\?)",
            r"\b(?:too (?:risky|big a step)|a (?:big|large|huge) risk|risk(?:s)? (?:we|i) (?:can't|cannot|won't)|burn(?:t|ed) (?:by|once|before)|got burnt)\b",
            r"\b(?:start(?:ing)?|begin(?:ning)?) (?:smaller|small|with (?:one|a single|a few))\b|\ba smaller (?:step|start|scope)\b|\b(?:i|we) (?:want|need|like|have) to be (?:sure|certain|careful|safe)\b",
        ),
        "speed": (
            r"\b(?:as soon as possible|asap|by (?:the end of )?(?:this|next) (?:week|month|friday|monday|tuesday|wednesday|thursday)|(?:this|next) week (?:if possible|please|already)|right away|straight away|immediately|no time to lose|time is (?:short|tight)|on a tight (?:deadline|schedule)|urgent(?:ly)?)\b",
            r"\b(?:let's|let us|we(?:'d| would| can| could)? (?:like|want|need)? ?(?:to )?|i(?:'d| would)? (?:like|want|need)? ?(?:to )?|ready to|happy to) ?(?:move (?:fast|quickly|forward|ahead|on)|go ahead|get (?:started|going|this done)|start (?:next week|now|right away|tomorrow)|sign|wrap (?:it|this) up|close this)\b",
            r"\b(?:send|email|forward) (?:me|us|over) (?:the |your |a )?(?:\w+ )?(?:contract|order form|agreement|paperwork|invoice|documents to sign)\b",
            r"\b(?:we|i) (?:have to|need to|must|want to|should) (?:be live|go live|have (?:it|this) (?:running|live|in place)|decide|be done|be ready|finish) (?:by|before|within|in)\b",
            r"\b(?:how (?:quickly|fast|soon) (?:can|could|do|would)|when can (?:we|you) start|earliest (?:possible )?(?:date|start))\b",
            r"\b(?:skip|no need for|don't need) (?:the |another |a |more )?(?:\w+ )?(?:demo|presentation|meeting|slides|deck|brochure|call|intro)\b",
            r"\b(?:how long until|how soon|when) (?:does |will |would |can )?(?:it|this|that|the \w+) (?:runs?|works?|is live|be live|starts?|be up)\b|\b(?:keep (?:it|this|that) short|be brief|short please|on one page|get to the point|just tell (?:me|us)|in a nutshell)\b",
        ),
        "pain": (
            r"\b(?:biggest|main|worst|real|serious|big|huge|constant|daily|our|my) (?:\w+ )?(?:problem|issue|pain(?: point)?|challenge|headache|bottleneck|nightmare|frustration|concern in operations) (?:is|are|at the moment|right now|remains|with)\b|\b(?:drives?|driving) (?:me|us|my team|everyone) (?:mad|crazy|nuts)\b",
            r"\b(?:we|i|they|my (?:team|people)|our (?:team|people|\w+)) (?:really |still |constantly |always |often |simply |just )?(?:struggle|struggles|suffer|suffers|are struggling|is struggling|are drowning|can't keep up|cannot keep up|can't cope|fight) (?:with|from|in|to|against)?\b",
            r"\b(?:frustrat(?:ed|es|ing)|annoy(?:ed|s|ing)|bothers?|fed up|tired of|sick of|painful|tedious|a pain)\b(?! that you| by your| with you\b)",
            r"\b(?:nobody|no one|none of us) (?:here |else |ever |really )?(?:has|have|knows|can|could|follows|checks|sees|finds|owns|feels)\b(?! better)",
            r"\b(?:do(?:es)?|doing|did) nothing (?:but|except|other than)\b|\b(?:eats?|eating|swallows?|burns?|wast(?:es?|ing)) (?:up )?(?:\w+ ){0,4}(?:hours?|days?|weeks?|time|money|half)\b",
            r"\b(?:twice|three times|double|many|so many|too many|as many|more and more|lots of) (?:as many )?(?:mistakes|errors|complaints|corrections|duplicates|tickets|cases)\b",
            r"\b(?:by hand|manually|manual (?:work|typing|entry|reconciliation|checks?)|typed? twice|copy(?:ing)? (?:and past(?:e|ing)|\w+ (?:by hand|from|between))|re-?typ(?:e|ing)|double entry)\b",
            r"\b(?:waits?|waiting|sits?|sitting|stuck|queue[sd]?|pil(?:es?|ing) up|slip(?:s|ping)?) (?:\w+ ){0,4}(?:days?|weeks?|months?|hours?|behind|forever)\b|\b(?:takes?|took|taking) (?:us|them|my (?:team|people)|our \w+|everyone) (?:\w+ ){0,4}(?:days?|weeks?|months?|hours?|forever|ages)\b|\b(?:takes?|took) (?:\w+ ){0,3}(?:forever|ages|(?:far|much|way) too long)\b",
            r"\bbecause (?:nothing|nobody|no one)\b|\b(?:just|only) to (?:ask|find out|get an answer)\b|\bthe same (?:data|information|numbers|details|fields?)\b[^.?!\n]{0,20}\b(?:in|into|on) (?:two|three|four|five|several|many|different)\b",
        ),
        "priority": (
            r"\b(?:most important|more important than|(?:top|first|highest|biggest|number one|main|key|our|my) (?:\w+ )?(?:priority|priorities|goal|objective|target|requirement)|number one (?:thing|for)|matters? (?:most|more)|what (?:really )?matters|what counts|comes first|above all)\b",
            r"\b(?:crucial|critical|essential|vital|non-negotiable|a must|must[- ]have|indispensable)\b[^.?!\n]{0,60}",
            r"\b(?:we|i) (?:really |absolutely |simply |just )?(?:have to|must|need to|are (?:trying|going|planning) to|aim to|want to|plan to|are aiming to) (?:\w+ ){0,2}(?:cut|reduce|lower|get (?:down|rid)|speed|shorten|improve|increase|grow|raise|double|halve|bring down|stop|avoid|simplify|automate|unify|replace|consolidate|free up|protect|keep)\b",
            r"\b(?:goal|target|plan|mandate|focus) (?:for (?:this|next) (?:year|quarter)|this (?:year|quarter)|in \d{4}|is to)\b",
            r"\bdeal[- ]?breaker\b",
        ),
        "proof": (
            rf"\b(?:{_ASK})\b[^.?!\n]{{0,60}}\b(?:references?|reference customers?|case stud(?:y|ies)|proof|pilot|trial|poc|proof of concept|demo environment|sandbox|test (?:account|system|run)|success stor(?:y|ies)|(?:other |similar )?(?:customers?|clients?|companies|insurers|brokers) (?:like us|of our size|in our (?:industry|sector|field)|who|that|we (?:can|could) (?:call|talk to|speak (?:to|with))))\b",
            r"\b(?:see (?:it|this|that) (?:work(?:ing)?|running|live|in action)|try (?:it|this|that) (?:out|first|ourselves|with)|test (?:it|this|that) (?:first|ourselves|with|on))\b",
            r"\bwho else (?:uses|is using|has)\b|\bspeak (?:to|with) (?:one of your|an existing|another|a) (?:customers?|clients?)\b",
        ),
        "price": (
            r"\b(?:better|lower|reduced?|special|final|best) (?:price|rate|offer|terms|pricing)\b|\b(?:discount|rebate|price cut)\b|\b(?:cheaper|less expensive)\b",
            r"\b(?:too|very|rather|quite|pretty|more) (?:expensive|pricey|costly)\b|\b(?:price|cost|quote|offer|fee|figure)s? (?:is|are|seems?|looks?|was|were|comes?) (?:\w+ )?(?:too |rather |quite |very |pretty |much |far |still |way )*(?:high|higher|steep|above|over|more than|out of|a lot|beyond)\b",
            r"\b(?:over|above|beyond|outside|exceeds?|not in|no|tight|limited|out of) (?:our|my|the|this year's|of|is)? ?(?:approved |annual )?budget\b|\bbudget (?:is|was) (?:tight|limited|gone|frozen|used up|cut|already)\b",
            r"\b(?:match|meet|beat) (?:their|that|the|his|her|this) (?:price|offer|quote)\b|\b(?:come|go|get) down (?:on|in|with|a bit|\d+)\b[^.?!\n]{0,20}(?:price|%|percent)?|\broom (?:on|in|for) (?:the )?(?:price|negotiat\w+)\b|\bcan(?:'t|not) (?:justify|afford|pay|spend)\b",
            r"\b(?:more|higher) than (?:we|i) (?:had in mind|planned|expected|budgeted|can (?:spend|pay)|wanted|thought)\b|\b(?:can(?:'t|not)|hard to|how (?:do|can) (?:i|we)) (?:defend|justify|explain) (?:that|this|the|your|such a) (?:price|cost|amount|sum|quote)\b",
        ),
        "price_fine": (
            r"\b(?:price|cost|quote|pricing|offer|budget) (?:is|was|looks?|seems?|sounds?) (?:\w+ )?(?:fine|fair|ok|okay|reasonable|good|acceptable|not (?:the|an|a) (?:issue|problem|question|concern)|approved|in place|there)\b|\b(?:within|inside|in line with|fits?) (?:our|my|the) budget\b|\bhappy with the (?:price|quote|offer|pricing)\b",
        ),
        "others": (
            r"\b(?:not (?:my|mine|only my|just my) (?:decision|call|alone)|isn't (?:my|mine to) (?:decision|call|decide)|can(?:'t|not) (?:decide|sign|approve|commit)[^.?!\n]{0,25}(?:alone|myself|on my own|without)|(?:has|have) the (?:final|last) (?:say|word)|sign(?:s|ed)? off|final approval|needs? (?:the )?approval|goes through (?:our|my|the|him|her|legal|procurement|finance)|up to (?:our|my|the) \w+)\b",
        ),
        "alone": (
            r"(?<!not )\b(?:my (?:decision|call|budget)(?! alone)|i (?:can|will|do) (?:decide|sign|approve) (?:this|that|it)?|i(?:'ll| will) (?:sign|approve)|i don't need (?:anyone|anybody|approval)|decide (?:this|that|it)? ?(?:alone|myself|on my own)|i have (?:the )?(?:budget|authority))\b",
        ),
        "settled": (
            r"\b(?:no longer|not (?:\w+ )?(?:any ?more|any longer)|isn't (?:a|an|the) \w+ any ?more|(?:has|have|is|are|was|been|now|already|finally)(?: now| already| finally| been)? (?:fixed|solved|resolved|sorted(?: out)?|settled|dealt with|taken care of)|we (?:fixed|solved|resolved|sorted)|behind us)\b",
        ),
    },
    "he": {
        "numbers": (
            rf"(?:{_ASK_HE})[^.?!\n]{{0,70}}(?:מספרים|נתונים|החזר (?:ה)?השקעה|roi|חישוב|תחשיב|אומדן|בנצ'?מרק|סטטיסטיק\S*|פירוט|מדדים|ניתוח|דוח|דו\"ח|עלות כוללת)",
            r"(?:כמה|איזה אחוז|מה (?:שיעור|אחוז))[^.?!\n]{0,60}(?:חסכ\S*|לחסוך|חיסכון|חוסכים|קיצר\S*|ירד\S*|הפחית\S*|טעויות|השתפר\S*)",
            r"(?:על סמך|לפי|עברתי על|עברנו על|בדקתי את|בדקנו את|השווינו את) ה?(?:מספרים|נתונים|חישוב|תחשיב|דוח|דו\"ח)",
            r"ה(?:מספרים|נתונים|חישוב) (?:לא |חייבים |צריכים |צריך )(?:\S+ )?(?:מסתדר\S*|להסתדר|לשכנע|משכנע\S*|להראות|להוכיח)",
        ),
        "consensus": (
            rf"(?:לבדוק|אבדוק|נבדוק|לדבר|אדבר|נדבר|לשתף|שיתפתי|להתייעץ|אתייעץ|נתייעץ|התייעצתי|לתאם|לסכם|לדון|נדון|להציג|אציג|נציג|להעביר|אעביר|העברתי|להראות|הראיתי|לעבור) [^.?!\n]{{0,40}}(?:עם|ל|בפני|מול|את זה ל|על זה עם) ?{_WHO_HE}",
            rf"{_WHO_HE}[^.?!\n]{{0,30}}(?:צריך|צריכה|צריכים|חייב|חייבת|חייבים|רוצה|רוצים|ביקש\S*) (?:גם )?(?:לאשר|להסכים|לראות|להצטרף|להיות|לעבור|לחתום)",
            r"(?:אני )?(?:מצרפ?ת?|מכתב(?:ת)?|מוסיפ?ה?|צירפתי|הוספתי|מעדכנת? גם) (?:לכאן |גם |לשרשור |להתכתבות |כאן )*את",
            r"אנחנו (?:תמיד |בדרך כלל )?(?:מחליטים|מקבלים (?:את )?ה?החלטות?) (?:ביחד|יחד|כצוות|במשותף)|(?:שכולם|שכל הצוות|הסכמה של כל)[^.?!\n]{0,25}",
        ),
        "caution": (
            rf"(?:{_ASK_HE}|נתחיל|להתחיל|מעדיפ\S*|מציע\S*|עדיף|רק אחרי|קודם)[^.?!\n]{{0,50}}(?:פיילוט|ניסיון|תקופת ניסיון|הוכחת היתכנות|ממליצים|ממליץ|המלצות|ערבות|אחריות|סעיף יציאה|בקטן|צעד קטן|סקר סיכונים|מבדק חדירה)",
            r"מה (?:קורה|יקרה) אם|ומה אם|במקרה הגרוע|איך (?:יוצאים|מבטלים|חוזרים אחורה)|מי אחראי",
            r"(?:חושש(?:ת|ים)?|מודאג(?:ת|ים)?|מוטרד(?:ת|ים)?|זהיר(?:ה|ים)?|דואג(?:ת|ים)?) (?:מ|ש|לגבי|בנוגע|עם)",
            r"(?:להתחיל|נתחיל|מתחילים) (?:ב)?(?:קטן|קטנה|צעד)|צעד (?:אחר|אחרי) צעד|לבדוק (?:את זה )?קודם|להקטין (?:את )?ה?סיכון|סיכון (?:גדול|גבוה)|מסוכן מדי|נכווינו|נכוותי|נכוויתי",
            r"(?:gdpr|רגולציה|אבטחת מידע|הגנת הפרטיות|iso ?27001|soc ?2|תאימות)[^.?!\n]{0,60}(?:קודם|לפני|חייב\S*|צריך\S*|אישור|לבדוק|מסמך|מסמכים|\?)",
        ),
        "speed": (
            r"(?:בהקדם(?: האפשרי)?|כמה שיותר מהר|דחוף|עד סוף (?:השבוע|החודש)|עוד השבוע|השבוע בבקשה|מיד|מיידית|באופן מיידי|לוח זמנים צפוף|אין (?:לנו )?זמן)",
            r"(?:בואו?|אפשר|אנחנו|מוכנ\S*|רוצ\S*) (?:כבר )?(?:נתקדם|להתקדם|נתחיל (?:מיד|מחר|כבר)|להתחיל (?:מיד|מחר|כבר|בשבוע)|נסגור|לסגור|נחתום|לחתום)",
            r"(?:שלחו?|תשלחו?|תשלחי|אפשר לקבל|העבירו?) (?:לי |לנו )?(?:כבר )?(?:את )?ה?(?:חוזה|הסכם|טופס הזמנה|הזמנה|חשבונית)",
            r"(?:חייבים|צריכים|רוצים|צריך|צריכה) (?:לעלות לאוויר|להיות באוויר|להחליט|לסיים|שזה יעבוד|שזה ירוץ) (?:עד|לפני|תוך|ב)",
            r"(?:כמה מהר|תוך כמה זמן|מתי (?:אפשר|נוכל|תוכלו) להתחיל)|(?:אין צורך ב|לא צריך |נדלג על )(?:עוד )?(?:ה?דמו|ה?מצגת|ה?פגישה|ה?הדגמה)",
            r"(?:כמה זמן עד ש|מתי זה (?:עובד|רץ|מתחיל|עולה)|פשוט (?:תגיד|תגידי|תגידו|תאמר)|בקצרה|בעמוד אחד|תכל'?ס)",
        ),
        "pain": (
            r"ה?(?:בעיה|קושי|כאב|צוואר הבקבוק|אתגר|כאב הראש) (?:\S+ )?(?:הכי גדול|הגדול|הגדולה|העיקרי|העיקרית|המרכזי|המרכזית|שלנו|שלי|הוא|היא)",
            r"(?:אנחנו|אני|הצוות|העובדים|האנשים) (?:\S+ )?(?:מתקשה|מתקשים|סובל|סובלת|סובלים|נאבק|נאבקים|לא (?:מצליח|מצליחים|עומדים|מספיקים)|טובעים|קורסים|מתוסכל\S*|מתעצבנ\S*)",
            r"(?:מקליד|מקלידים|מקלידות|מעתיק|מעתיקים|מעבירים|ממלאים|בודקים|עושים)[^.?!\n]{0,30}(?:פעמיים|ידנית|ביד|בין מסכים|מחדש)|(?:בסופי שבוע|שעות נוספות|עד הלילה) (?:כדי|בגלל|רק|במשך)",
            r"(?:לוקח|לוקחת|לוקחים) (?:לנו|לי|לצוות) (?:\S+ )?(?:שבוע|שבועיים|שבועות|ימים|יומיים|חודש|חודשיים|שעות|נצח|המון|יותר מדי)|(?:מבזבז|מבזבזים|מבזבזת|הולך|הולכות|הולכים) (?:לנו |לי )?(?:\S+ )?(?:זמן|שעות|ימים|חצי)",
            r"(?:אף אחד|לאף אחד) (?:\S+ )?(?:לא|אין)",
            r"(?:את )?אותם (?:נתונים|פרטים|שדות)[^.?!\n]{0,20}(?:בשתי|בשלוש|בכמה|בשני|בשלושה|פעמיים)|(?:מחכ(?:ה|ים|ות)|ממתינ(?:ה|ים|ות)|תקוע(?:ה|ים|ות)?)[^.?!\n]{0,25}(?:ימים|שבוע|שבועות|חודש|שעות|מאחורי)",
        ),
        "priority": (
            r"(?:הכי חשוב|החשוב ביותר|חשוב (?:לי|לנו) (?:מאוד |במיוחד |בעיקר )?ש|בראש סדר (?:ה)?עדיפויות|בעדיפות (?:ראשונה|עליונה|גבוהה)|העדיפות (?:שלי|שלנו|הראשונה)|המטרה (?:שלי|שלנו|המרכזית|העיקרית)|היעד (?:שלי|שלנו)|מעל הכול|מעל הכל|מה שקובע|מה שחשוב)",
            r"(?:קריטי|הכרחי|חיוני|חובה) (?:ש|ל|עבור)|תנאי (?:הכרחי|סף)",
            r"(?:אנחנו|אני) (?:פשוט |באמת )?(?:חייב(?:ת|ים)?|צריכ(?:ה|ים)|צריך|רוצ(?:ה|ים)|מתכוונ(?:ת|ים)|מתכננ(?:ת|ים)|שואפ(?:ת|ים)) (?:\S+ )?(?:לקצר|להוריד|לצמצם|להפחית|לשפר|להגדיל|להכפיל|למנוע|לפשט|לאחד|להחליף|לפנות|להפסיק|לייעל|לחסוך|לשמור)",
        ),
        "proof": (
            rf"(?:{_ASK_HE})[^.?!\n]{{0,60}}(?:ממליצים|ממליץ|לקוח(?:ות)? (?:ממליצ\S*|דומ\S*|בגודל|בתחום|שמשתמש\S*|אחר\S*)|המלצות|סיפור(?:י)? (?:לקוח|הצלחה)|הוכחה|הוכחות|פיילוט|ניסיון|סביבת (?:בדיקה|ניסיון)|מקרה בוחן)",
            r"(?:לראות (?:את זה|איך זה) (?:עובד|רץ|בפעולה|באמת)|לנסות (?:את זה )?(?:קודם|בעצמנו)|לבדוק (?:את זה )?(?:בעצמנו|אצלנו)|מי עוד (?:משתמש|עובד))",
        ),
        "price": (
            r"(?:הנחה|מחיר (?:טוב|נמוך|מיוחד|סופי) ?(?:יותר)?|זול יותר|להוריד (?:את |ב|קצת )?(?:ה)?מחיר|לרדת במחיר|תנאים טובים יותר)",
            r"(?:יקר(?:ה|ים)? (?:מדי|לנו|לי|יותר|מאוד)|(?:מאוד|די|קצת|נורא|ממש) יקר|ה(?:מחיר|עלות|הצעה|סכום) (?:\S+ )?(?:גבוה\S*|יקר\S*|חורג\S*|מעל))",
            r"(?:חורג|מעל|מעבר|אין|מחוץ)[^.?!\n]{0,12}תקציב|ה?תקציב (?:\S+ )?(?:מוגבל|קטן|נגמר|הוקפא|קוצץ|לא מאפשר|מצומצם)|לא (?:יכול\S*|נוכל|אוכל) (?:להצדיק|לשלם|להרשות)",
            r"יותר ממה ש(?:תכננו|תקצבנו|חשבנו|ציפינו|רצינו)|(?:להגן על|להצדיק|להסביר) (?:את )?ה?(?:מחיר|עלות|סכום)",
        ),
        "price_fine": (
            r"ה?(?:מחיר|עלות|הצעה|תקציב) (?:\S+ )?(?:בסדר|הוגנ?\S*|סביר\S*|מקובל\S*|לא (?:ה)?בעיה|לא הסיפור|מאושר|אושר)|(?:בתוך|במסגרת|מתאים ל) ?ה?תקציב",
        ),
        "others": (
            r"(?:לא (?:רק )?(?:החלטה|ההחלטה) שלי|לא יכול(?:ה)? (?:להחליט|לחתום|לאשר)[^.?!\n]{0,25}(?:לבד|בעצמי|בלי)|המילה האחרונה|צריך(?:ה)? אישור (?:של|מ)|עובר דרך|תלוי ב(?:הנהלה|מנכ|סמנכ|דירקטוריון))",
        ),
        "alone": (
            r"(?:ההחלטה (?:היא )?שלי|אני (?:מחליט(?:ה)?|חותמ(?:ת)?|מאשר(?:ת)?|יכול(?:ה)? (?:להחליט|לחתום|לאשר)) ?(?:על זה|את זה|לבד)?|יש לי (?:את ה?)?(?:תקציב|סמכות))",
        ),
        "settled": (
            r"(?:כבר לא|לא (?:בעיה |רלוונטי )?יותר|נפתר(?:ה|ו)?|פתרנו|הסתדר(?:ה|ו)?|סודר(?:ה|ו)?|מאחורינו|טופל(?:ה|ו)?|טיפלנו)",
        ),
    },
}  # fmt: skip

_WISHES = r"wants?|wanted|would like|'d like|likes?|asks?|asked|is asking|are asking|keeps? asking|needs?|needed|insists?|insisted|says?|said|thinks?|wonders?|requires?|demands?|expects?|is worried|are worried|is concerned|are concerned|is scared|are scared|is afraid|are afraid|is nervous|are nervous|is looking|worries|fears?|hates?|complains?|finds?"
_WISHES_HE = r"רוצה|רוצים|רוצות|רצה|רצתה|שואל(?:ת|ים|ות)?|שאל(?:ה|ו)?|מבקש(?:ת|ים|ות)?|ביקש(?:ה|ו)?|דורש(?:ת|ים|ות)?|צריך|צריכה|צריכים|חושב(?:ת|ים)?|אומר(?:ת|ים)?|אמר(?:ה|ו)?|חושש(?:ת|ים)?|מודאג(?:ת|ים)?|מצפה|מצפים|מתעקש(?:ת|ים)?|תוהה"
REPORTED: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        rf"(?<!\w)(?!(?:i|we|you|it|this|that|there|which|what|who|and|but|also|really|still|just|would|not)\b)[\w.'-]+ (?:also |really |still |always |now |already |just )?(?:{_WISHES})\b",
        re.IGNORECASE,
    ),
    "he": re.compile(
        rf"(?<![\w\"'])(?!(?:אני|אנחנו|ואני|ואנחנו|אתם|אתה|את|זה|לא|גם|מאוד|באמת|רק|כן|מה|כמה|כי|אז|וגם|לכן|עדיין|בעצם)(?![\w\"']))[\w\"']+ (?:גם |מאוד |עדיין |רק |תמיד )?(?:{_WISHES_HE})(?![\w\"'])"
    ),
}
"""A wish, a question or a worry told of somebody else."""
FIRST_PERSON: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"(?<!\w)(?:i|we|me|us|i'm|we're|i'd|we'd|i've|we've|i'll|we'll|let's)(?![\w'])|\b(?:can|could|would|will) you\b|\bplease\b",
        re.IGNORECASE,
    ),
    "he": re.compile(
        r"(?<![\w\"'])ו?(?:אני|אנחנו|לי|לנו|אותי|אותנו|אשמח|נשמח|אפשר|בבקשה|תוכלו?|תוכלי|ש?אני|ש?אנחנו)(?![\w\"'])"
    ),
}

UNWORRIED: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\bno (?:further |more |other |real |major )?(?:concerns?|worries|objections?)\b|\bnot (?:\w+ )?(?:worried|concerned|bothered|nervous)\b|\b(?:not|isn't|wasn't) (?:the|an|a) (?:issue|problem|concern)\b|\bif (?:i|we|it|they|this|that) (?:was|were|had)\b",
        re.IGNORECASE,
    ),
    "he": re.compile(
        r"(?<![\w\"'])(?:לא (?:מטריד|מפריע|מדאיג|מודאג|חושש|מוטרד)|אין (?:לי|לנו) (?:בעיה|התנגדות|חשש|ספק)|אילו |לא צריך עוד (?:מצג|פגיש|שיח|חומר))"
    ),
}
"""A worry denied or only supposed, and impatience: nothing that holds anybody back."""

_EDGE: dict[Language, str] = {"en": "", "he": r"(?<![\w\"'])[ושהבלכמ]?"}
PATTERNS: dict[Language, dict[Cue, tuple[re.Pattern[str], ...]]] = {
    language: {
        cue: tuple(re.compile(_EDGE[language] + f"(?:{written})", re.IGNORECASE) for written in patterns)
        for cue, patterns in table.items()
    }
    for language, table in _TABLE.items()
}
