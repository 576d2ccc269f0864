"""Words by which a customer balks at what is offered: they would rather not, nobody would sign it, it frightens them."""

# A pattern reads best in one line.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterator

from ringside.dialogue.schemas import Language, ObjectionKind

AROUND = 60
"""Letters before the words in which it shows whose they are."""


def balks(folded: str, language: Language) -> Iterator[tuple[ObjectionKind, int, int]]:
    """The kind and place of words that balk, in folded text; those of others and of long ago left out."""
    for kind, pattern in _BALKS[language].items():
        for found in pattern.finditer(folded):
            if not _OTHERS[language].search(folded[max(0, found.start() - AROUND) : found.end()]):
                yield kind, found.start(), found.end()


_SELF = r"(?:i|we)(?: just| simply| really| honestly| personally| still)?"
_NOT_GOING = (
    r"(?:won't|wouldn't|will never|would never|'d never|'ll never|(?:is|are)(?:n't| not| never) (?:going to|gonna))"
)
_BALKS: dict[Language, dict[ObjectionKind, re.Pattern[str]]] = {
    "en": {
        "price": re.compile(
            r"\b(?:not a (?:penny|cent|dime|dollar|pound|euro|shekel|rupee)|(?:no|zero) (?:budget|money|cash|funds)) (?:is |was )?(?:left|available|for (?:this|that|it|anything)|this (?:year|quarter|month)|until|till|right now|at the moment)\b|"
            r"\b(?:budgets?|capital|capex|spend|spending|spends|purchases|purchasing|hiring|everything)(?: is|'s| are|'re| has been| have been)? (?:all |completely |totally |currently )?(?:frozen|on hold)\b|\b(?:spending|budget|capital|purchasing|hiring) freeze\b"
        ),
        "timing": re.compile(
            r"\b(?:i|we)(?:'d| would) (?:much |honestly )?(?:sooner|rather|prefer to) (?:just )?(?:leave|wait|hold off|hold on|hang on|park|postpone|push)\b|"
            r"\b(?:we're|we are|i'm|i am) not (?:touching|changing|moving|switching|replacing|starting) (?:\w+ ){0,3}?(?:before|until|till|this (?:year|quarter|month|side))\b|"
            r"\b(?:now|this|it)(?:'s| is)(?:n't| not) (?:really )?(?:the|a) (?:right|good|best) (?:time|moment)\b|\b(?:the timing (?:is|isn't|doesn't)|bad timing|too much (?:on|going on)(?: (?:our|my) plate)? (?:right now|at the moment))\b"
        ),
        "authority": re.compile(
            rf"\b(?:nobody|no one|no-one)(?: \w+){{0,2}}?(?:'s| is| will|'ll| would|'d) (?:ever )?(?:going to |gonna )?(?:approve|sign|agree to|go for|back|fund|allow)\b|"
            rf"\b{_NOT_GOING} (?:ever )?(?:approve|sign (?:it|this|that|off)|go for|agree to|allow (?:it|this|that|us|me)|let (?:us|me)|wear (?:it|this|that))\b"
        ),
        "need": re.compile(
            r"\b(?:is|are|'s|'re|feels? like|just|such|frankly|probably) (?:just |really |a |such a |a complete |a total )*waste\b|\bwaste of (?:my|our|everybody's|everyone's) (?:time|money)\b|"
            rf"\b{_SELF} (?:don't|do not) (?:\w+ )?(?:need|want) (?:to (?:change|switch|move|swap|replace)|another|one more|yet another|any of (?:this|that|it))\b|\b(?:don't|do not) (?:want|need) to (?:change|switch)\b|"
            r"(?:^|\b(?:no no|ah|oh|thanks|sorry|really) )no need\b(?! (?:to (?:apologi|worry|say|thank|explain|rush|shout)|for (?:you|an apology)))|\b(?:don't|do not|can't|cannot) (?:really )?see (?:the|a|any) (?:need|point|use|value|benefit)\b"
        ),
        "not_interested": re.compile(
            r"\b(?:we're|we are|i'm|i am|they're) not (?:really |currently |actually )?(?:taking on|adding|onboarding|looking (?:for|at)|bringing in|signing up|after) (?:\w+ ){0,2}?(?:new|more|other|another|extra|additional)\b|"
            r"\b(?:there's|there is|i see|so|really) (?:really )?no (?:point|sense) (?:in )?(?:going|us|you|me|talking|meeting|carrying|continuing|wasting|taking)\b"
        ),
        "trust": re.compile(
            r"\b(?:i've|we've|i have|we have|i|we) (?:\w+ )?(?:been|got) (?:\w+ )?(?:burn(?:ed|t)|bitten|stung)\b|\b(?:zero|no|little|not much) appetite (?:for|to)\b|\bmy (?:only |main |big |one |biggest )?(?:hesitation|doubt)s? (?:here |though )?(?:is|are|and)\b|"
            r"\b(?:i|we) (?:just |really |honestly )?(?:can't|cannot|don't) (?:really |quite )?see (?:how (?:you|this|that|it)|(?:you|this|that|it|us|anyone|anybody) (?:\w+ ){0,2}?(?:working|handling|\w+ing))\b|"
            r"\b(?:frighten|scare|terrif|unnerve)\w* (?:the \w+(?: \w+)? out of )?(?:me|us)\b|\b(?:not|isn't|aren't) (?:\w+ )?acceptable\b|\bunacceptable\b|"
            rf"\b{_SELF} (?:can't|cannot|couldn't|won't|wouldn't|am not going to|'m not (?:going to|gonna)) (?:\w+ )?(?:put (?:my|our) names?|sign (?:that|this|it|off)|stand behind|defend|vouch|take (?:that|this|such a|the) risk|risk (?:it|that|this))\b|"
            r"\b(?:that|this|it|which)(?:'s| would| is|'d)? (?:kind of |sort of |pretty much )?(?:kills (?:it|this|that|the \w+)|a (?:deal ?breaker|non ?starter|show ?stopper|no go)|out of the question|a hard no)\b|"
            rf"\b{_SELF} (?:don't|do not) (?:quite |really )?(?:trust|believe|buy) (?:that|this|it|your|you|these|those)\b|"
            r"\b(?:doesn't|won't|wouldn't|can't|isn't going to|is not going to) (?:really |ever )?work (?:for|with) (?:us|me|our)\b|\bwhat (?:really )?(?:worries|scares|bothers|concerns) (?:me|us)\b|\bmy (?:\w+ )?(?:worry|fear|concern|reservation)s? (?:here |though |really )?(?:is|are|would be)\b"
        ),
    },
    "he": {
        "price": re.compile(
            r"(?<!\w)אין (?:לנו |לי |פה |אפילו )?(?:שקל|גרוש|כסף)(?: אחד| פנוי)? (?:השנה|לזה|הרבעון|החודש|כרגע|עכשיו|עד)(?!\w)|(?<!\w)(?:הכל|הכול|התקציב|התקציבים|הרכש)(?: \S+)? (?:קפוא|קפואים|מוקפא|הוקפא|בהקפאה)(?!\w)"
        ),
        "not_interested": re.compile(
            r"(?<!\w)(?:אני|אנחנו) לא (?:לוקח\w*|מכניס\w*|מוסיפ\w*|פותח\w*) (?:עוד )?(?:ספקים?|סוכנים|חברות|כלים|מערכות)(?: חדשי?ם| חדשות| נוספי?ם| השנה)?"
        ),
        "timing": re.compile(
            r"(?<!\w)(?:מעדיפ\w+|מעדיף|עדיף לנו|עדיף לי) (?:\S+ ){0,2}?(?:לחכות|לדחות|להמתין|להשאיר)|(?<!\w)[וש]?(?:אני|אנחנו) לא (?:נוגע\w*|זז\w*|מחליפ\w*|מחליף|עובר\w*|משנ\w*|מתחיל\w*) (?:\S+ ){0,3}?(?:לפני|עד)(?!\w)|"
            r"(?<!\w)(?:זה|עכשיו) (?:ממש )?לא (?:ה)?זמן (?:ה)?(?:טוב|נכון|מתאים)|זה לא הזמן(?!\w)"
        ),
        "authority": re.compile(
            r"(?<!\w)(?:אף אחד|ההנהלה|הבוס|המנהל\w*|המנכ\S+|הכספים|הדירקטוריון|הם|הוא|היא)(?: של\S+)? (?:אף פעם |בחיים |פשוט )?לא (?:יאשר\w*|תאשר|יחתו\w*|תחתום|יסכי\w+|תסכים|ייתנו לי|יתנו לי)(?!\w)"
        ),
        "need": re.compile(
            r"(?<!\w)ש?(?:זה|הם|הן|סתם|פשוט|\S+ות זה) (?:סתם |פשוט )?בזבוז(?!\w)|בזבוז (?:של |ה)?(?:זמן|כסף)|(?<!\w)[וש]?(?:אני|אנחנו) לא (?:באמת |ממש )?(?:צריכ\w+|צריך|רוצ\w+) (?:להחליף|לשנות|לעבור|עוד (?:אחד|אחת|מערכת|ספק))|"
            r"(?<!\w)(?:אין (?:לנו|לי) (?:שום )?צורך|לא רוא\w+ (?:את ה|שום )?(?:צורך|טעם|ערך))(?!\w)"
        ),
        "trust": re.compile(
            r"(?<!\w)(?:נכוויתי|נכווינו|שרפו אותנו)(?!\w)|(?<!\w)(?:מפחיד|מלחיץ|מבהיל) (?:אותי|אותנו)(?!\w)|(?<!\w)לא (?:מקובל|בא בחשבון)(?!\w)|(?<!\w)[וש]?(?:אני|אנחנו) (?:\S+ )?לא (?:סומכ\w*|סומך|חותמ\w*|חותם|מסכנ\w*|מסכן)(?!\w)|(?<!\w)אין (?:סיכוי|מצב) ש(?:אני|אנחנו|נ|א)|"
            r"(?<!\w)(?:זה|הדבר הזה) (?:פוסל|הורג) (?:\S+ )?(?:לי|לנו|מבחינת\w+|את זה|את העסקה)|(?<!\w)יש (?:לנו |לי |לו |לה |להם )?בעיה עם זה(?!\w)|(?<!\w)מה שמ(?:דאיג|טריד|פחיד) (?:אותי|אותנו)(?!\w)"
        ),
    },
}
_OTHERS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:(?:my|our|his|her|the|a) (?:\w+ )?(?:brother|sister|uncle|aunt|cousin|neighbou?rs?|friends?|mates?|in law|kids?|wife|husband|mother|mum|mom|dad|father|ex|old boss|tenants?|customers?|clients?|guests?|patients?|members|students|parents)|"
        r"(?:he|she|they) (?:told|said|used to|were|was)|(?:used to|back then|years ago|last (?:year|time|month)|when (?:we|i) (?:started|first)|the old|at first|before you|if (?:it|you|we|i)|unless|not that|not because)|(?:doesn't|don't|didn't|does not|do not|did not|nothing|never|no longer))\b[^.?!]{0,40}$"
    ),
    "he": re.compile(
        r"(?<!\w)[ושהל]{0,2}(?:גיסי|הגיס|אחי|אחותי|חבר שלי|השכנים|השכן|אשתי|בעלי|הילדים|אמא שלי|אבא שלי|הלקוחות|לקוח שלנו|(?:הוא|היא|הם) (?:אמרו?|אמרה|טענו?)|אם (?:זה|אתם|אתה|את|אני|אנחנו)|פעם|לפני שנה|שנה שעברה|כבר לא|לא ש)(?!\w)[^.?!]{0,40}$"
    ),
}
"""Whose words, or of when, or denied: what stands shortly before."""
