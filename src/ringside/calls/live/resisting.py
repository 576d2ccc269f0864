"""What a customer's latest words call for: an objection, a question about the price, a competitor."""

# A pattern reads best in one line.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterator

from ringside.calls.live import rivals
from ringside.calls.live.balking import balks
from ringside.calls.live.brief import Briefing
from ringside.calls.live.candidates import Candidate
from ringside.calls.live.following import ASKS, Breath, State, quoted
from ringside.calls.live.messages import CueQuote, CueSource
from ringside.dialogue import language as lang
from ringside.dialogue.schemas import Act, Language, ObjectionKind

RULED, AGREED = 0.6, 0.75
"""What the reader's rules and the second reader must be sure of."""
WORDED, WELL_AGREED = 0.8, 0.95
"""The same where only the wording speaks for it."""
ANSWERED = 0.85
"""What the reader must be sure of where the rep had plainly asked something: most answers tell, and do not object."""
SENT_OFF = 0.9
"""From which confidence on a brush-off is one whatever was asked."""
ALONE, ANSWERED_ALONE = 0.75, 0.93
"""The same with one reader."""
BALKED, BALK_AROUND = 0.4, 80
"""What the second reader must be sure of where words balk, and the letters around them that it reads."""
FEWEST = {"en": 3, "he": 2}
"""Words an objection has."""
CLOSES = frozenset({"next_step_ask", "trial_close", "price_mention", "opener_permission"})
RIVALRY: frozenset[ObjectionKind] = frozenset({"competitor", "status_quo", "timing"})
"""Objections that a named competitor explains."""
BRUSH_OFFS: frozenset[ObjectionKind] = frozenset({"not_interested", "send_email", "call_later"})


def heard(brief: Briefing, state: State, at: float) -> Iterator[Candidate]:
    """What the latest phrase of the customer calls for."""
    breath = state.breath
    if breath is None or state.turns[-1].speaker != "customer":
        return
    latest = state.turns[-1]
    named = list(rivals.named(latest.text, brief.rivals, brief.language))
    for rival, start, end in named:
        quote = quoted(latest, *_about(latest.text, start, end))
        source = (CueSource(title=rival.name, text=rival.answer),) if rival.answer else ()
        if quote:
            yield Candidate("competitor", "named", at, rival.name, (quote,), source, {"name": rival.name})
    asked = _asks_price(breath, brief.language)
    if asked and (quote := breath.quote(*asked[1:])):
        yield Candidate("price", asked[0], at, asked[0], (quote,), brief.prices[:3] if asked[0] == "asked" else ())
    plain = _said_plainly(breath, brief.language) or _balked(brief, breath)
    if plain and not asked and (quote := breath.quote(*plain[1:])):
        yield Candidate("objection", plain[0], at, quotes=(quote,))
        return
    for act in breath.acts:
        if act.kind not in ("objection", "brush_off") or not breath.new(act):
            continue
        kind = _kind(brief, state, breath, act)
        quote = _quote(state, breath, act)
        if kind is None or quote is None or (named and kind in RIVALRY) or (asked and kind == "price"):
            continue
        yield Candidate("objection", kind, at, quotes=(quote,))


def _quote(state: State, breath: Breath, act: Act) -> CueQuote | None:
    """The words of an objection: those of the phrase that objects by itself, whatever was said around it."""
    for turn in reversed(breath.turns):
        own = next((a for a in state.acts[turn.index] if a.kind == act.kind and a.certain), None)
        if own is not None:
            return quoted(turn, own.start, own.end)
    return breath.quote(act.start, act.end)


def _about(text: str, start: int, end: int, around: int = 30) -> tuple[int, int]:
    """A name with the words around it."""
    first = text.rfind(" ", 0, max(0, start - around)) + 1 if start > around else 0
    last = text.find(" ", min(len(text), end + around))
    return first, last if last >= 0 else len(text)


def _kind(brief: Briefing, state: State, breath: Breath, act: Act) -> ObjectionKind | None:
    """The kind of objection that an act is, None where it is not sure enough to interrupt anybody for."""
    said = breath.text[act.start : act.end]
    folded = lang.fold(said).text
    if act.objection is None or len(lang.words(said)) < FEWEST[brief.language]:
        return None
    beside = (_ELSEWHERE[brief.language], _DENIED[brief.language], _SETTLES[brief.language])
    before = lang.fold(breath.text[max(0, act.start - 25) : act.end]).text
    if any(pattern.search(before) for pattern in beside) or _praised(folded, brief.language):
        return None
    if any(a.kind == "question" and a.confidence >= act.confidence and _overlap(a, act) for a in breath.acts):
        return None  # it asks rather than objects
    ruled = act.detector != "head"
    asked = _was_asked(state) and not (ruled and act.kind == "brush_off" and act.confidence >= SENT_OFF)
    if brief.resists is None:
        return act.objection if ruled and act.confidence >= (ANSWERED_ALONE if asked else ALONE) else None
    other = brief.resists(said, brief.language)
    least = (ANSWERED if asked else RULED) if ruled else WORDED
    agreed = WELL_AGREED if asked or not ruled else AGREED
    if act.confidence < least or other.sure < agreed or (asked and not ruled):
        return None
    same_sort = (other.kind in BRUSH_OFFS) == (act.kind == "brush_off")
    return _settled(other.kind if same_sort else act.objection, folded, brief.language)


def _settled(kind: ObjectionKind, folded: str, language: Language) -> ObjectionKind | None:
    """The kind as its own words have it: who speaks of no money does not find it dear, who names nobody asks nobody."""
    if kind in _ABOUT and not _ABOUT[kind][language].search(folded):
        return None
    if kind == "send_email" and _FORBIDS[language].search(folded):
        return "not_interested"
    return kind


def _overlap(a: Act, b: Act) -> bool:
    return a.start < b.end and b.start < a.end


def _praised(folded: str, language: Language) -> bool:
    """Whether the words like what they hear, with nothing held against it."""
    return bool(_LIKES[language].search(folded)) and not _AGAINST[language].search(folded)


def _was_asked(state: State) -> bool:
    """Whether the rep's last words plainly asked: for something to be told, not for a yes."""
    last = next(state.latest("rep"), None)
    if last is None:
        return False
    kinds = state.kinds(last.index)
    if CLOSES & kinds or _PROPOSES[state.language].search(lang.fold(last.text).text):
        return False
    return bool((ASKS | {"rapport"}) & kinds) or state.asks[last.index]


def _said_plainly(breath: Breath, language: Language) -> tuple[ObjectionKind, int, int] | None:
    """Plain words against the offer itself, new in the latest phrase: they need no reader, whatever was asked before."""
    view = lang.fold(breath.text)
    for kind, pattern in _PLAINLY[language].items():
        for found in pattern.finditer(view.text):
            start, end = view.span(found.start(), found.end())
            near = view.text[max(0, found.start() - 25) : found.end() + 25]
            beside = (_ELSEWHERE[language], _DENIED[language], _SUPPOSED[language])
            if end > breath.starts[-1] and not any(other.search(near) for other in beside):
                return kind, start, end
    return None


def _balked(brief: Briefing, breath: Breath) -> tuple[ObjectionKind, int, int] | None:
    """Words that balk at the offer, new in the latest phrase, where the second reader hears resistance in them too."""
    view = lang.fold(breath.text)
    for kind, first, last in balks(view.text, brief.language):
        start, end = view.span(first, last)
        if end <= breath.starts[-1] or any(a.kind in ASKS and a.start <= start < a.end for a in breath.acts):
            continue
        around = breath.text[max(0, start - BALK_AROUND) : end + BALK_AROUND]
        if brief.resists is None or brief.resists(around, brief.language).sure >= BALKED:
            return kind, start, min(len(breath.text), _sentence_end(breath.text, end))
    return None


def _asks_price(breath: Breath, language: Language) -> tuple[str, int, int] | None:
    """The case and place of a question for the price or a discount, new in the latest phrase."""
    view = lang.fold(breath.text)
    for case, pattern in _PRICE[language].items():
        for found in pattern.finditer(view.text):
            start, end = view.span(found.start(), found.end())
            if end > breath.starts[-1] and not _NOT_OURS[language].search(view.text[found.start() : found.end() + 30]):
                return case, start, min(len(breath.text), _sentence_end(breath.text, end))
    return None


def _sentence_end(text: str, end: int, most: int = 60) -> int:
    """Where the words after a find end that belong to it."""
    stop = re.search(r"[.?!\n]", text[end : end + most])
    if stop:
        return end + stop.start() + 1
    return len(text) if len(text) - end <= most else end + max(0, text[end : end + most].rfind(" "))


_PROPOSES: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:what if (?:we|i|you)|how about (?:we|i|if)|shall (?:we|i)|(?:can|could|may) (?:we|i)|why don't (?:we|i|you)|would you be (?:up|open|willing))\b"
    ),
    "he": re.compile(
        r"(?<!\w)(?:מה אם (?:נ|א|אנחנו|אני)|אולי נ\w+|בוא\w? נ\w+|אפשר ש(?:נ|א)|מה דעתך ש(?:נ|א)|שנ(?:קבע|יפגש|דבר))"
    ),
}
"""Asks for a yes, and not for something to be told."""
_WE = r"(?:it|this|that|you|we|they|these|those|your|the|a|an|one|something|all|everything)"
_PRICE: dict[Language, dict[str, re.Pattern[str]]] = {
    "en": {
        "discount": re.compile(
            r"\b(?:(?:any|some|much|a bit of|a little) (?:room|flexibility|wiggle room|leeway|movement|give) (?:on|in|with|around|to move on) (?:the |that |your |this )?(?:price|pricing|cost|number|numbers|figure)|"
            r"(?:do|can|could|would|will|did|if) (?:you|we|they|i) (?:guys )?(?:\w+ ){0,3}?(?:a |any |some )?(?:\w+ )?(?:discount|discounts|better price|better deal|cheaper|price down|knock something off)|"
            r"(?:is|are) there (?:any |a |some )?(?:\w+ )?(?:discount|discounts)|(?:sharpen|move on|lower|come down on|do something (?:on|about)|do (?:a (?:bit|little) )?better on|improve) (?:the|that|your) (?:price|pencil|pricing|number))\b"
        ),
        "asked": re.compile(
            rf"\b(?:how much (?:is|are|does|do|would|will|might|roughly|about|money) (?:\w+ ){{0,3}}?{_WE}\b|how much (?:are|would|is) (?:we|you|it|that)\b|how much(?: is it| does it| would it)? cost|how much for (?:the|a|one|two|three|four|five|ten|all|both|each|this|that|\d+)\b|"
            r"what(?:'s|s| is| are| would be| was)? (?:the |your |a )?(?:\w+ )?(?:price|pricing|price tag|ballpark|rate card|list price|monthly fee|license fee|cost per \w+|price per \w+|price point|price range)\b|"
            r"what (?:does|do|would|will|did you say) (?:\w+ ){1,4}?(?:cost|run us|set us back|come to|go for)\b|what do you (?:guys )?charge|what (?:are|is) (?:we|it) looking at (?:price|cost|money)\w*|"
            r"(?:what|how much)(?:'s| is| are|'re| would| do| does| will) (?:\w+ ){1,9}?(?:per|a) (?:kilo|ton|tonne|litre|liter|unit|piece|case|box|pallet|bottle|metre|meter|square \w+|seat|user|licen[sc]e|head|employee|site|truck|vehicle|thousand|hundred|hour|visit)\b(?= *$|[,.?!]| (?:all in|delivered|roughly|then|including|with|and|if|on|plus)\b)|"
            r"how (?:is|are|does|do) (?:\w+ ){0,3}?(?:priced|pricing work|the pricing|you charge|you price)|(?:give|tell) (?:me|us) (?:a |an |the |some )?(?:\w+ )?(?:price|ballpark|quote|rough figure|idea of (?:the )?(?:price|cost|pricing)))"
        ),
    },
    "he": {
        "discount": re.compile(
            r"(?<!\w)(?:(?:יש|אפשר|תוכל\w*|אתם|אתה|את|אולי|מה עם|מגיעה|נותנים|לקבל|תעש\w+|תנ\w+)(?: \S+){0,4} ?ה?(?:הנחה|הנחות)|(?:אפשר|יש) (?:\S+ ){0,2}(?:גמישות|מקום להתגמש|לרדת|להוריד)(?: \S+){0,2} ?ב?ה?מחיר|(?:תוריד\w*|להוריד|לרדת|תרד\w*)(?: (?:קצת|לי|לנו|עוד|טיפה)){0,3} (?:את ה|ב)מחיר|(?:יש|תהיה) (?:לך|לכם|אצלכם) (?:\S+ )?(?:גמישות|מרווח)(?= *$|[,.?!]| ב))"
        ),
        "asked": re.compile(
            r"(?<!\w)(?:[ואז]{0,2}כמה (?:זה |ה\S+ |אתם |יוצא |בערך |כל זה |הדבר הזה |בעצם )*(?:עולה|יעלה|עולים|יעלו|לוקחים|גובים|יוצא לנו|המחיר|כסף)|[וב]?מה (?:ה)?(?:מחיר|מחירים|עלות|העלות|תמחור|התמחור|המחירון|סדר גודל של (?:ה)?מחיר)(?!\w)|על (?:איזה|כמה) (?:מחיר|כסף|סכום)|איך (?:אתם מתמחרים|עובד התמחור|בנוי המחיר)|באיזה (?:מחיר|סדר גודל)|[ואז]{0,2} ?ב?כמה (?:זה |זה בערך |כל זה )?(?:יוצא|ייצא|יצא|מסתכם|מגיע)(?: לי| לנו| זה)?(?= *$|[,.?!]| \S+ (?:משאבות|יחידות|רישיונות|משתמשים)| (?:שמונה|עשר|מאה|כולל|עם|ל)))"
        ),
    },
}
_NOT_OURS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"how much (?:\w+ )?(?:time|work|effort|data|space|training|notice|storage|detail|longer|more do|does it matter|do (?:you|they) know|did you|of (?:a|the|that|your))\b|\bcost (?:you|them) (?:last|when|back)"
    ),
    "he": re.compile(r"כמה זמן|כמה עבודה"),
}
"""Much of something else."""
_ELSEWHERE: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:(?:last|previous|old|former|other|prior|first|earlier|outgoing) (?:\w+ )?(?:vendor|provider|supplier|system|tool|one|company|software|agency|platform|contract|guys|lot|people)|used to|back then|at my (?:old|last)|"
        r"years ago|last (?:year|month|summer|winter|spring|autumn|fall)|(?:i|we) (?:had to|found|lost|paid|spent|bought)|(?:they|he|she) (?:were|was|had|charged|wanted|always)|most expensive|expensive to (?:run|ship|heat|fix|repair|operate|maintain|make|replace|live|park)|(?:don't|doesn't|didn't|wouldn't|won't) (?:even )?have to|my (?:kids?|wife|husband|son|daughter|car|house|holiday|flight|dog)|on holiday|(?:went|gone|going|goes) up|(?:i|we) asked (?:them|him|her|if|whether|our|my)|put(?:s|ting)? (?:it|them|the \w+) up|it was (?:a|such|so|really))\b"
    ),
    "he": re.compile(
        r"(?<!\w)[ולבמהש]{0,2}(?:(?:ספק|מערכת|כלי|חברה|תוכנה|ספקית) ?ה?(?:קודם|קודמת|ישן|ישנה|אחרון|אחרונה)|הקודם|הקודמת|(?:הוא|היא|הם|זה) (?:היה|הייתה|היו)|הכי יקר|פעם היה|לפני שנים|היה לנו פעם|בחופשה|הילדים|אשתי|בעלי|הבן שלי|הבת שלי)(?!\w)"
    ),
}
"""Talk of somebody else's price, or of long ago, is no objection to what is offered."""
_PLAINLY: dict[Language, dict[ObjectionKind, re.Pattern[str]]] = {
    "en": {
        "price": re.compile(
            r"\b(?:(?:this|that|it|your \w+|you guys|you|which)(?:'s|'re| is| are| sounds| seems| looks| would be)? (?:(?!not\b)\w+ ){0,2}?(?:too|way too|so) (?:expensive|pricey|steep|dear|costly)(?! to\b)|"
            r"(?:your|the|this|that) (?:\w+ )?(?:price|prices|pricing|cost|costs|quote|number|rate|rates|fee|fees|offer)(?:'s| is| are| seems?| looks?) (?:(?!not\b)\w+ ){0,2}?too (?:high|much|expensive|steep)|"
            r"(?:it|that|this)(?:'s| is) (?:(?!not\b)\w+ )?too much (?:money )?(?:for us|for me)|(?:out of|over|beyond|above) (?:our|my) (?:budget|price range)|"
            r"more than (?:we|i)(?:'d|'ve)? (?:\w+ )?(?:(?:wanted|planned|expected|meant|can afford|could afford) ?(?:to (?:spend|pay))?(?= *$|[,.!]| to (?:spend|pay)| for this)|had in mind|budgeted|have in (?:the|our) budget)|"
            r"(?:it|that|this)(?:'s| is) (?:\w+ ){0,3}more than (?:we|i)(?:'d|'ve)? (?:\w+ )?(?:thought|expected|wanted|planned)(?= *$|[,.!]| to (?:spend|pay)| to be honest)|"
            r"(?:we|i) (?:just |really |simply )?(?:can't|cannot|couldn't) (?:possibly |really )?(?:afford|justify) (?:this|that|it|your)|"
            r"(?:we|i)(?:'ve| have)? (?:just |really |simply )?(?:don't have|do not have|got no|have no|no longer have|haven't got) (?:the |any |a )?(?:budget|money)(?: for (?:this|that|it|something like this))?(?= *$|[,.!]| for | right now| this| left| at)|"
            r"(?:too|very|quite|pretty|really|a bit) (?:expensive|pricey|steep|dear|costly) for (?:us|me)\b)"
        ),
        "not_interested": re.compile(r"(?:^|\b(?:no|yeah|sorry|look|honestly|really|thanks|but) )(?:we're|we are|i'm|i am) (?:really |just |honestly )?not interested(?! in (?!this|that|it|your))\b"),
    },
    "he": {
        "price": re.compile(
            r"(?<!\w)(?:(?:זה|ה?מחיר(?:ים)?(?: שלכם)?|אתם|ההצעה(?: שלכם)?|העלות)(?: (?!לא)\S+)?(?: (?:יקר|יקרה|יקרים|גבוה|גבוהים|גבוהה) מדי| מעל התקציב)|(?:יקר|יקרים|יקרה|יותר מדי|הרבה כסף)(?: \S+)? (?:לנו|בשבילנו|לי|בשבילי|עלינו)(?!\w)|(?:זה|קצת|הרבה) (?:\S+ ){0,2}?יותר ממה ש(?:רצינו|תכננו|חשבנו|ציפינו|תקצבנו)|אין לנו (?:את )?ה?תקציב|לא נוכל להרשות לעצמנו)"
        ),
        "not_interested": re.compile(r"(?:^|(?<!\w)(?:תראה|תראי|תודה|אבל|תשמע|תשמעי|אני|אנחנו) )לא (?:מעוניין|מעוניינת|מעוניינים)(?! (?:ב|ל)(?!זה|מוצר|הצעה))(?!\w)"),
    },
}  # fmt: skip
_SUPPOSED: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:if|unless|whether|not that|worried that|afraid that|used to|thought|said|told|says|was going to)\b"
    ),
    "he": re.compile(r"(?<!\w)(?:אם|חשבתי|חשבנו|אמר|אמרה|אמרו|טען)(?!\w)"),
}
"""Only supposed, or somebody else's words."""
_ABOUT: dict[ObjectionKind, dict[Language, re.Pattern[str]]] = {
    "price": {
        "en": re.compile(
            r"\b(?:pric\w+|cost\w*|expensive|dear|steep|money|budget\w*|afford|pay\w*|spend\w*|cheap\w*|quote\w*|number|figure|rates?|fees?|percent|premium|financ\w+|high|hundred|thousand|grand|dollars|pounds|euros|bucks|deposit|invest\w*|worth|"
            r"(?:had in mind|than we (?:thought|planned|wanted|expected)|for us)|a lot for|too much)\b"
        ),
        "he": re.compile(
            r"מחיר|יקר|עול|עלות|כסף|תקציב|לשלם|משלמ|תשלום|שקל|אחוז|הצעה|זול|פרמי|מימון|הוצא|גבוה|ממה ש|להרשות|יותר מדי|פרוט"
        ),
    },
    "send_email": {
        "en": re.compile(
            r"(?:^|\b(?:just|can|could|would|will|you|please|and|then|maybe|well|okay|ok|yeah|yes|so|let's|to|me|us|something|an?|by|via|over|the|some|more|any) )"
            r"(?:send|sending|e-?mail|e mail|mail|shoot|drop|ping|forward|brochure|info|information|details|leaflet|writing)\b(?! (?:also|as well|too)\b)"
        ),
        "he": re.compile(
            r"(?<!\w)[ושת]{0,2}(?:תשלח\w*|שלח\w*|לשלוח|ב?מייל|מיילים|בוואטסאפ|בווטסאפ|חומר|פרטים|בכתב)(?!\w)(?! גם)"
        ),
    },
    "authority": {
        "en": re.compile(
            r"\b(?:(?:my|our|the|a|his|her) (?:\w+ ){0,2}?(?:boss|manager|director|partner|wife|husband|owner|ceo|cfo|cto|head|lead|team|board|committee|finance|procurement|colleague|accountant|lawyer|council|group|management|father|mother|brother|sister|landlord|"
            r"department|office|people|guy|president|principal|buyer|purchasing)|procurement|legal|finance|head office|hq|group|board|up to me|my (?:call|decision)|not the one|sign(?:s|ed)? off|decid\w+|approv\w+|run (?:it|this|that) (?:by|past))\b"
        ),
        "he": re.compile(
            r"שותפ|שותף|בעלי|אשתי|בעל ה|מנהל|מנכ|סמנכ|הנהל|בוס|אחראי|אחראית|דירקטוריון|ועד|רואה חשבון|עורך דין|החלט|מחליט|מאשר|אישור|כספים|רכש|אבא|אמא|המשפחה|לא תלוי בי|צוות|קולג"
        ),
    },
}
"""What somebody speaks of who objects to the price, or has to ask somebody."""
_FORBIDS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:don't|do not|stop|no need to|not) (?:you )?(?:send|sending|e-?mail|emailing)\b"),
    "he": re.compile(r"(?<!\w)(?:אל תשלח|אל תשלחי|אל תשלחו|לא צריך לשלוח|תפסיק\S* לשלוח)"),
}
_DENIED: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:(?:is|are|was|it's|that's|you're|they're) not|isn't|aren't|wasn't) (?:really |actually |all )?(?:too |that |so |very )*(?:expensive|pricey|steep|much|bad|high|a problem|an issue)\b|"
        r"^(?:\w+ ){0,2}if (?:it|that|this|the|you|your)\b|\bnot interested in (?!this|that|it|your|any)"
    ),
    "he": re.compile(r"(?<!\w)(?:לא (?:כל כך |ממש |מאוד )?(?:יקר|יקרה|יקרים|הרבה|נורא|בעיה)|^(?:\S+ )?אם )(?!\w)"),
}
"""What is denied or only supposed."""
_SETTLES: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\bsend (?:(?:me|us|over|also|across) )*(?:the|your|those|these) (?!(?:\w+ )?(?:info|information|details|brochure|leaflet|stuff|material|materials|link|e-?mail|deck)\b)\w+|\b(?:doesn't|does not|didn't|can't|won't) send\b|"
        r"^\W*(?:(?:so|and|okay|ok|great|then|good) )*(?:you'll|you will|you're (?:going to|gonna)) (?:send|text|e-?mail|call|ring|message|mail)\b|"
        r"\b(?:today|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|morning|noon|afternoon|evening|o'clock)(?:'s| is| works| would be|'ll be| will be)(?: just| perfectly)?(?: fine| good| great| perfect| okay| ok| for (?:me|us))\b(?! but)"
    ),
    "he": re.compile(
        r"^\W*(?:(?:אז|ו|טוב|אוקיי|מעולה) )*(?:אתה |את |אתם )?(?:תשלח|תשלחי|תשלחו|תתקשר|תתקשרי|תתקשרו) (?:לי|אליי) (?:היום|הערב|מחר|עד|ביום|בבוקר)(?!\w)|"
        r"(?<!\w)(?:היום|הערב|מחר|ביום \S+|בבוקר|בצהריים) (?:זה )?(?:טוב|מתאים|בסדר|מעולה|מצוין|סבבה)(?: לי| לנו)?(?! אבל)(?!\w)"
    ),
}
"""Takes up what was promised or a day that was offered, or asks for one document."""
_LIKES: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:(?:i|we|they) (?:really |quite |do |would )?(?:like|love|liked|loved)|(?:it|that)(?:'s| is| looks| sounds)(?: \w+){0,2} (?:good|great|nice|cool|neat|clever|helpful|useful|perfect|brilliant|clear)|"
        r"(?:much |a lot |so much |way )(?:cleaner|clearer|easier|faster|better|simpler|nicer|quicker)|asking for|exactly what)\b"
    ),
    "he": re.compile(
        r"^(?:\S+ )?(?:יפה מאוד|מעולה|מצוין|נהדר)|(?<!\w)(?:אהבתי|אוהב|אוהבת|הרבה יותר (?:ברור|קל|נוח|טוב|פשוט|מהיר|נקי|יפה)|נשמע (?:טוב|מצוין|מעולה|נהדר)|בדיוק מה ש\S+|זה (?:מעולה|מצוין|נהדר|טוב))(?!\w)"
    ),
}
_AGAINST: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:but|though|although|however|except|only|just|too|not|no|never|can't|cannot|don't|doesn't|isn't|won't|wouldn't|worried|afraid|unless)\b"
    ),
    "he": re.compile(r"(?<!\w)(?:אבל|רק ש\S*|חוץ|לא|אין|מדי|חושש|חוששת|אלא)(?!\w)"),
}
