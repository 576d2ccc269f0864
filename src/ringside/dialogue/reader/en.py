"""English rules. A pattern names a move (who does what to whom), never a lone keyword."""

# A pattern reads best in one line, a word list as words.
# ruff: noqa: E501, SIM905

from __future__ import annotations

import re

from ringside.dialogue.reader.rules import compile_rules

NAMES = {
    "ADV": r"(?:really |totally |completely |absolutely |definitely |certainly |fully |quite |very |so |just |kind of |"
    r"actually |honestly |perfectly |pretty |entirely )*",
    "BE": r"is|are|was|were|'s|'re|be|been",
    "AUX": r"do|does|did|are|is|was|were|have|has|had|can|could|will|would|should|shall|may|might|don't|isn't|aren't|"
    r"wasn't|wouldn't|won't|didn't|haven't|hasn't|doesn't|couldn't|can't|shouldn't",
    "SUBJ": r"you|your|you're|you've|they|it|there|we|i|that|this|the|he|she|anyone|anybody|someone|somebody|these|"
    r"those|my|our|all|any|most|people|everyone|any of|both",
    "GOODS": r"product|platform|solution|system|tool|software|service|services|company|technology|ai|app|policy|plan|"
    r"package|dashboard|engine|team|program|programme|offering|approach|portal|assistant|module|coverage|cover",
    "DAY": r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|next week|this week|"
    r"(?:in )?the (?:morning|afternoon)|next month|(?:the )?(?:week|end) of|later (?:today|this week)|"
    r"\d{1,2}(?::\d\d)? ?(?:am|pm|o'clock)|(?:at |half past )(?:\d{1,2}|one|two|three|four|nine|ten|eleven|noon)",
    "MEET": r"meet|meeting|call|demo|demonstration|chat|appointment|conversation|session|walkthrough|visit|coffee|"
    r"follow[- ]up|sit down|zoom|talk again|pilot|trial|invite|slot|calendar|talk|speak|show you|time together|"
    r"proposal|contract|agreement|paperwork|go ahead|move forward|get started",
    "SPAN": r"(?:a |an |couple of |few |quick |half |\d+ |ten |fifteen |twenty |thirty |thirty-|two |five |one |"
    r"another )+(?:more )?(?:minutes?|mins?|seconds?|secs?|hours?|moments?)",
    "GAIN": r"save|cut|reduce|increase|grow|close|win|avoid|stop|improve|double|free up|boost|lower|raise|recover|"
    r"spend less|spend more|get back|protect|eliminate|shorten|speed|hit|keep|gain|earn|drop|never|focus on",
}

START, END = r"(?<![\w'])", r"(?![\w])"

ANAPHOR = re.compile(r"\b(?:that|it|this|there|those|them|they|then|he|she|so|each|such|it's|that's|else)\b")
GIVES_BACK = re.compile(
    r"(?:okay |ok |right |and |,)*(?:so|then|you|you're|you've|your|you'd)\b(?! (?:that |you )?(?:can|could|will|would|should|need|must|know))"
)
LEAD = re.compile(
    r"(?:(?:and|so|but|well|ok|okay|um+|uh+|er|hm+|now|right|yeah|yes|yep|great|sure|alright|hey|hi|hello|oh|ah|also|"
    r"then|just|actually|got it|i see|good|cool|perfect|thanks|thank you|interesting|listen|look|like|maybe|perhaps|"
    r"because|cause|honestly|in that case|out of curiosity|just curious|curious|quick question|one more question|"
    r"may i ask|can i ask|let me ask|let me ask you|if i may|first|second|finally|wow|sorry|you know|i mean|"
    r"curious though)[ ,.:-]+)*(?:[a-z]+, (?=(?:how|what|why|who|where|which|when|do|are|would|could|can|did|is|tell|may|shall)\b))?"
)
INNER_WH = re.compile(
    r"\b(?:what|how|why|which|who|where)(?:'s|'re|'d| (?:\w+ ){0,3}?(?:is|are|was|were|do|does|did|have|has|would|could|"
    r"can|will|should|happens|makes|worries|bothers|matters|feels|gets|needs|decides))\b"
)

# Questions by form ------------------------------------------------------------------------------------------------
CLOSED_WH = re.compile(
    r"(?:and |so )?(?:how (?:many|much|long|often|old|big|large|soon|far|quickly|late)\b|what (?:time|day|date|year|number)"
    r"\b|what(?:'s| is) (?:your|the) (?:name|email|address|number|phone)|when (?!you|it|that|we|they|i\b|the\b)|"
    r"where (?:are|is)\b|which (?:one|day|of)\b|who (?:is|am)\b|who's\b)"
)
OPEN_ASK = re.compile(
    r"(?:(?:can|could|would|will) you |would you (?:mind |be willing to )|maybe you could |i'd (?:love|like) (?:you )?to |"
    r"i'd be curious to |please |if you could |do you mind |are you able to |you could |i would (?:love|like) to |"
    r"i want to |i'm curious to |why don't you |love to )*(?:"
    r"tell(?:ing)? (?:me|us)|shar(?:e|ing)|describ(?:e|ing)|explain(?:ing)?|walk(?:ing)? (?:me|us) through|elaborat(?:e|ing)"
    r"|talk(?:ing)? (?:me|us) through|help (?:me|us) understand|giv(?:e|ing) (?:me|us) (?:an? |some )?"
    r"(?:idea|example|sense|feel|picture|overview|bit more)|hear (?:more|about|how|what|why|your|a bit)|"
    r"say(?:ing)? (?:a )?(?:little |bit )?more|expand(?:ing)? on|unpack|paint (?:me )?a picture|learn (?:more )?(?:about )?"
    r"(?:how|what|why|your|you)|understand (?:how|what|why|more|your|a bit)|take me through|run me through|"
    r"know (?:more about|how|what|why))\b"
)
WH = re.compile(
    r"(?:and |so |but )?(?:(?:with|for|on|in|to|from|by|at) (?=\w+ (?:\w+ )?(?:do|does|did|are|is|was|were|have|has|"
    r"would|could|can|will)\b))?(?:how|what|why|which|where|who|whose|when)(?:'s|'d|'re|'ve|ever)?\b(?! (?:a|an|i mean|about you (?:guys )?$|we do is|i(?:'m| am) (?:saying|hearing)|"
    r"(?:you're|you are) saying|matters is|i (?:can|would|will|need|think|like|hear)|that means|means)\b)"
)
NOT_WH = re.compile(
    r"(?:when(?:ever)? (?:you|we|i|they|it|the|that|people)|where (?:you|we|i|they)|which (?:is|means|was|makes|has|"
    r"will|can|would|lets|gives|helps|saves|could|allows|really)|who (?:are|have|were|had|need|want|do|use)|"
    r"what (?:we|i|our|they) |how (?:we|i|our) |whatever|however|what's more|why (?:we|i|our) |what a |how about that)"
)
INVERTED = re.compile(r"(?:{AUX}) (?:not )?(?:{SUBJ})\b".format(**NAMES))
NOT_INVERTED = re.compile(
    r"(?:do (?:the|that|it|this|all|any)\b(?!.*\?)|have (?:the|that|it|this|all|my|our|people|any)\b|"
    r"had (?:i|the|that)|may i (?:help)|can't you$|will (?:the|this|that)$)"
)
TAG = re.compile(
    r"(?:[, ](?:right|correct|no|yes|yeah|agreed|don't you think|you know what i mean|am i right|or am i wrong)|"
    r"(?:is|are|was|were|do|does|did|have|has|would|could|can|will|should|wo|ca)n't (?:it|you|they|we|that|he|she|there)|"
    r"(?:wouldn't|don't) you (?:agree|say|think))[ ?!.]*$"
)
LEADING = re.compile(
    r"(?:(?:don't|wouldn't|won't|doesn't|isn't|aren't|shouldn't|can't) (?:you|it|that|your|the|everyone|we|they|this)\b|"
    r"(?:surely|obviously|clearly|of course) you\b|you (?:must|do|surely|would|probably|obviously)(?: \w+)* (?:right|don't you)"
    r"|you (?:do )?want to (?:save|make|grow|be)|would you agree|you'd agree|wouldn't you|"
    r"(?:do|would) you (?:not )?(?:want|like|care) (?:to )?(?:save|saving|make more|lose|losing|more (?:money|sales|customers|"
    r"time)|stay behind|waste)|who doesn't|how could you not|why wouldn't (?:you|anyone))"
)
PROBE = re.compile(
    r"(?:how so|why(?:'s| is)? (?:that|so|not)|such as|like what|for (?:example|instance)|meaning|in what (?:way|sense)|"
    r"and then(?: what)?|go on|really|since when|because|what else|anything else|tell me more|say more|what happened|"
    r"what do you mean|what makes you (?:say|feel|think)|could you (?:elaborate|expand)|when you say|you (?:said|mentioned)|"
    r"how (?:does|did|is|has) (?:that|this|it)|what (?:does|did|is|impact does|effect does) (?:that|this|it)|"
    r"what (?:have you|did you) (?:tried|try|do)|how (?:often|long) (?:does|has) (?:that|this|it))\b"
)

PROBE_ALONE = re.compile(
    r"(?:(?:please )?(?:go on|say more|tell me more|keep going|do go on)(?: please)?|how (?:so|come)|why(?: (?:is that|not|so))?|"
    r"(?:like|such as|for) (?:what|example|instance)|such as|meaning|and then(?: what)?|in what (?:way|sense))[ ?.!]*$"
)

# Rep ----------------------------------------------------------------------------------------------------------------
REP = compile_rules(
    {
        "opener_permission": [
            (0.9, r"is it (?:all right|alright|ok|okay|convenient|safe|fine|possible) (?:if i|to|for (?:me|you))|are you (?:ok|okay|free|able|good|alright) to (?:speak|talk|chat)|(?:trouble|bother|steal|borrow|keep) you (?:for|just|a)|have you (?:got )?(?:a|two|five|ten|thirty|half a)(?: quick| spare)? (?:moment|minutes?|seconds?|second)|permission to|(?:do i have|can i have|lend me) your ear|(?:decent|good|bad|okay|ok|convenient|right) time to (?:talk|speak|chat|call)|would you hate me|before i (?:launch|start|go on|ask)|may i be|if you (?:give|gave) me|(?:thirty|twenty-seven|twenty|ten|sixty|\d+) seconds\b.{0,40}\?|(?:can|could|may|might|mind if) i (?:ask|put|pick|run|throw|check|be)\b.{0,40}(?:question|something|things?|brains?|idea|past you|blunt|direct|honest|quickly|you)"),
            (0.95, r"(?:did|have) i (?:catch|caught|reach|reached|get|got) you (?:at|in|on) (?:a|an|the) .{0,20}(?:time|moment|middle)"),
            (0.95, r"(?:is|would) (?:this|it|now|that) (?:be )?(?:a |an )?{ADV}(?:good|bad|ok|okay|convenient|terrible|alright) (?:time|moment)"),
            (0.9, r"(?:do|have) you (?:have|got) (?:just |maybe )?{SPAN}(?! (?:on|next|this|tomorrow|{DAY}))"),
            (0.9, r"(?:can|could|may|might) i (?:\w+ )?(?:take|have|steal|borrow|get|grab|ask (?:you )?for) (?:up )?(?:just )?(?:{SPAN}|(?:a (?:moment|minute|second|bit) )?of your time|a (?:moment|minute|second|sec))"),
            (0.9, r"(?:mind|ok|okay|alright|fine|cool|fair|comfortable) if i (?:\w+ )?(?:take|tell|ask|explain|share|have|give|steal|borrow|start|run)"),
            (0.8, r"(?:may|can|could) i (?:\w+ )?(?:tell you (?:why|what)|explain why|share why|ask (?:you )?(?:just )?(?:a )?(?:few|couple|quick|some|one|two|three|something|a question))|(?:ok|okay|fair|all right|alright) (?:to ask|if i ask)"),
            (0.85, r"(?:you can|feel free to|then you can|and you can|you decide|you tell me) .{0,40}(?:hang up|say no|whether (?:we|to|it)|kick me off|go on)"),
            (0.85, r"(?:give|spare|lend) me {SPAN}"),
            (0.75, r"(?:is this|am i) (?:catching|a bad|interrupting)|(?:i|this) (?:know|realize|is|realise)(?: this is)? (?:i'm )?(?:a cold call|out of the blue|calling (?:you )?out of the blue|interrupting)"),
        ],
        "opener_reason": [
            (0.85, r"(?:got your (?:name|number|details) from|touching base|(?:i'm|just|we're)? ?following up on|that's why i(?:'m| am)? (?:rang|called|calling|ringing|reached)|(?:prompted|made|led|brought) me (?:to|want)|wanted to (?:introduce myself|speak with you|get in touch|reach out|let you know)|suggested (?:that )?(?:i|we) |you (?:asked|requested|signed|downloaded|registered|filled|attended|visited) (?:for|us|our|up|the|a|in)|to explain myself|(?:on behalf of|regarding|concerning|in connection with) (?:your|the|a)|i figured|what (?:caught|led|brought) )"),
            (0.95, r"(?:the )?(?:main |whole )?reason (?:for (?:my|the|this)|(?:why |that )?(?:i'm|i am|i|we're|we)) .{0,15}(?:call\w*|reach\w*|contact\w*|phon\w*|get(?:ting)? in touch|ring\w*)"),
            (0.9, r"(?:i'm|i am|i was|we're|just|i thought i'd|i wanted to|i|was) (?:just )?(?:calling|call|called|reaching out|reach out|phoning|ringing|getting in touch|contacting you) (?:you )?(?:today |again |back )?(?:because|about|to|regarding|since|as|on behalf|concerning|in regards?|after|over|with)"),
            (0.85, r"why i(?:'m| am| was)? (?:call\w*|reach\w*|contact\w*|phon\w*)"),
            (0.8, r"(?:reason|why) (?:for|of|behind) (?:my|the|this) call"),
            (0.7, r"i (?:noticed|saw|read|understand|heard|came across) (?:that )?(?:you|your (?:company|team|firm|agency|website|post)|on (?:linkedin|your))"),
            (0.7, r"(?:you (?:recently )?(?:downloaded|signed up|requested|visited|filled)|i was referred|suggested i (?:call|reach))"),
        ],
        "rapport": [
            (0.82, r"(?:how|hows)(?:'s| is| was| are|'d| did| were)? (?:the|your|you|it|things)? ?(?:\w+ ){0,3}(?:kids|family|puppy|dog|weekend|holidays?|vacation|trip|marathon|weather|baby|new house|garden|wedding|match|birthday|retirement|dad|mum|mom|break)|happy (?:\w+ )?(?:birthday|new year|anniversary|easter|christmas|holidays)|you sound (?:\w+ )?(?:cheerful|happy|great|well|rested)|made me (?:laugh|smile)|i always enjoy|what are you up to|you (?:clearly|obviously|really) (?:know your|are (?:brilliant|smart|impressive))|(?:love|like|admire) (?:your|the way you)|big fan|mondays|snow|sunshine|raining"),
            (0.9, r"how(?:'s| is| has| was|'ve| are| have) (?:your|you|the|things|everything|it) ?(?:day|week|morning|afternoon|weekend|doing|been|going|today|been going|holding up|year)?(?: (?:so far|going|treating you|today|this morning))?[ ?.,!]*$"),
            (0.85, r"(?:nice|great|good|lovely|pleasure|glad) to (?:meet|speak|talk|chat|connect|hear|see)"),
            (0.8, r"(?:i )?hope (?:you're|you are|you|your|all|everything)(?:'s| is)? .{0,25}(?:well|good|great|fine|ok|okay|enjoy\w*|day|week|weekend)"),
            (0.85, r"congrat(?:s|ulations)"),
            (0.8, r"(?:thanks|thank you) (?:so much |very much )?for (?:taking|making|picking|answering|your time|the time|joining|speaking|having)"),
            (0.7, r"i (?:really )?(?:loved|love|enjoyed|liked|admire) (?:your|the|what you)"),
            (0.75, r"^(?:good (?:morning|afternoon|evening)|happy (?:monday|friday|new year))"),
            (0.7, r"(?:how about this weather|did you (?:catch|see) the game|small world|i grew up|i(?:'m| am) (?:also )?from)"),
        ],
        "acknowledgement": [
            (0.85, r"(?:point taken|quite right|fair play|glad you (?:brought|raised|said|asked|told|mentioned)|(?:it's|that's|totally|perfectly|completely|very)? ?understandable|no (?:one|wonder)|i(?:'m| am) (?:so |really |very |truly )?sorry|that's on us|our (?:fault|mistake)|you (?:should be|have every right|deserve)|(?:i'd|i would) be (?:too|cross|annoyed|upset|wary|careful|frustrated)|i see (?:where|what|your|why|how)|(?:straight|honest|open|upfront|frank) with me|take your time|that's a (?:lot|tough|rough|hard|horrible|difficult|fair|real|big|valid|good|legitimate))"),
            (0.9, r"(?:i|we) (?:can |do |could |would )?{ADV}(?:understand|hear (?:you|that|what)|get (?:it|that|where|why)|appreciate (?:that|you|your|it|the|where)|respect (?:that|your)|sympathi[sz]e|see (?:why|where|how|your|what you mean|that))"),
            (0.6, r"^{ADV}(?:understood|noted|understandable|understandably)"),
            (0.9, r"(?:that|it|this)?(?: would|'s|'d| is)? ?(?:make|makes) {ADV}(?:total |perfect |complete |a lot of |good )?sense"),
            (0.9, r"(?:that's|that is|it's|sounds|totally|completely|very|perfectly|that|absolutely)? ?{ADV}(?:fair|valid|reasonable|understandable|legitimate)(?: (?:enough|point|question|concern|comment|worry|ask))?[ ,.!]*(?:$|and|to|given|but|that|especially|with|i)"),
            (0.85, r"(?:good|great|valid|important|fair|excellent) (?:point|question|concern)"),
            (0.85, r"(?:i'm|i am|so|really|very) (?:so |very |really |terribly )?sorry (?:to hear|about|that|you|for|this)|i apologi[sz]e"),
            (0.85, r"(?:that|this|it) (?:must|sounds|has to|can|would) (?:be |have been |really |pretty )*(?:be )?(?:frustrating|hard|tough|annoying|stressful|difficult|exhausting|painful|rough|awful|a lot)"),
            (0.85, r"(?:thanks|thank you|appreciate you) (?:so much |very much )?(?:for )?(?:sharing|telling|being|the (?:honesty|feedback|context|background)|your (?:honesty|patience|candor|openness)|explaining|letting me|saying|raising|flagging|bringing)"),
            (0.8, r"(?:i'd|i would|anyone would|most people|a lot of people|many of our \w+|others) (?:probably )?(?:feel|felt|think|thought|say|said|ask|asked|be|have been) (?:exactly )?(?:the same|that way|that too|like that|the same way|cautious|skeptical|annoyed|frustrated)"),
            (0.8, r"you're (?:absolutely |completely |totally |quite )?right(?: (?:to|about|that))?|no one (?:likes|wants)|(?:don't|do not) blame you"),
            (0.75, r"^(?:of course|absolutely|no worries|that's okay|totally|i hear you|i see what you mean|right i see)"),
            (0.75, r"(?:i know|i realize|i realise) (?:you're|you are|how|this is|that|your) .{0,20}(?:busy|frustrating|hard|annoying|difficult|bad|time|short|tight)"),
        ],
        "reflection": [
            (0.9, r"(?:am i right (?:in|that)|correct me if|i'm picking up|i'm sensing|(?:if i may |to )?paraphras\w+|(?:have|did) i (?:got|get) (?:that|it|this) right|what bothers you is|what you need is|i take it (?:that )?you|as i understand it|you mean (?:that )?(?:you|your|the))"),
            (0.7, r"^you(?:'ve| have|'d|'re| are)? (?:been|want \w+|don't want|waited|had to|feel|felt|never want|worry|lost|tried)"),
            (0.92, r"(?:it )?(?:sounds|seems|looks|feels) (?:to me )?(?:like|as if|as though|that) (?!fun|a (?:plan|deal)|good|great)"),
            (0.92, r"(?:so )?(?:what|if) (?:i'm hearing|i hear(?:d)?(?: you)?|you're (?:saying|telling me)|you are (?:saying|telling me)|i understand(?: you)?|i understood|i'm understanding|i got (?:you|that)|i'm getting)\b(?:.{0,25}(?:correctly|right|is|,|that|you|the|it))"),
            (0.9, r"(?:so |you're saying|you are saying|you mean )(?:you're saying|you are saying|you mean|you're telling me|your main|your biggest|the (?:main|real|core|big|biggest|key) (?:issue|problem|concern|worry|challenge|thing|question|point))"),
            (0.88, r"(?:let me|just to|i want to|to) (?:just )?(?:make sure|check|see if|be sure|confirm|play (?:that|it) back|reflect) (?:that )?(?:i|that back|it back|i've)"),
            (0.85, r"in other words|(?:so )?you(?:'re| are) (?:feeling|worried|concerned|afraid|frustrated|saying|basically)"),
            (0.8, r"you (?:said|mentioned|told me|were saying) (?:that |earlier |before )*(?:\w+ ){2}"),
            (0.66, r"^so (?:you|your|it's|right now you|today you|at the moment you|on one hand|basically|for you)(?:'re|'ve|r)? (?!can|could|want to (?:save|make)|will|don't (?:have|need)|should|need to|guys|know)(?:\w+ ){2}"),
        ],
        "summary": [
            (0.88, r"(?:recapping|summing up|(?:to|let me|i'll) (?:pull|draw|bring) (?:this|that|it|everything) together|run (?:through|over) (?:the|what|everything)|(?:going|go|just to go) (?:back )?over (?:it|the|what|everything|that)|reviewing what|checking my (?:list|notes)|takeaways?|so we (?:leave|left) it|that makes \w+ (?:points|things)|final check|where we(?:'ve| have)? (?:got to|stand|are)|so (?:far|to) (?:we|you|i)(?:'ve| have)|what we (?:know|have|agreed|said|settled)|(?:two|three|four) (?:things|points) (?:came|from|we|you))"),
            (0.93, r"(?:to|let me|just to|i'll|quick|let's) (?:quickly |just |briefly )?(?:recap|summari[sz]e|sum up|sum (?:it|this|that) up|recapping|wrap (?:this )?up what)"),
            (0.85, r"(?:so )?(?:we|we've|we have|what we) (?:talked about|agreed|covered|discussed|have so far|said)"),
            (0.8, r"(?:so far|today|until now) (?:you|you've|you have) (?:told|said|mentioned|shared|explained)"),
            (0.75, r"(?:in (?:summary|short)|to be clear on where we are|here's what i(?:'ve| have) (?:got|noted|written|heard))"),
        ],
        "pitch": [
            (0.85, r"we(?:'re| are)? (?:also |currently |proudly )?(?:offer|provide|built|build|sell|make|develop|developed|speciali[sz]e|offering|deliver|are the (?:leading|best|number|only)|(?:the )?(?:leading|largest|best)|a (?:leading|company|platform|provider|software))"),
            (0.85, r"(?:our|my|the|this) (?:\w+ ){0,3}{GOODS} (?:\w+ )?(?:is|has|does|uses|offers|comes|lets|can|includes|integrates|automates|will|gives|provides|helps|works|connects|runs|covers|supports|handles|tracks|scores|sends|combines|sits|allows|features)"),
            (0.8, r"(?:it|this|that|which) (?:also )?(?:has|comes with|includes|integrates|features|supports|automates|uses|connects|runs on|is (?:fully |completely )?(?:cloud|automated|ai|powered|integrated|encrypted|certified|built))"),
            (0.8, r"(?:state[- ]of[- ]the[- ]art|cutting[- ]edge|market[- ]leading|all[- ]in[- ]one|best[- ]in[- ]class|world[- ]class|award[- ]winning|ai[- ]powered|award winning|next[- ]generation|industry[- ]leading|number one (?:in|on)|end[- ]to[- ]end)"),
            (0.75, r"(?:with|using|through) (?:our|the) (?:\w+ ){0,2}{GOODS}"),
            (0.75, r"(?:you (?:also )?(?:get|receive)|you'll (?:also )?(?:get|receive)|there(?:'s| is| are)(?: also)?) (?:a|an|access|our|the|unlimited|full|real[- ]time|over|\d+) (?:\w+ ){0,3}(?:dashboards?|reports?|integrations?|modules?|features?|support|coverage|app|portal|alerts?|templates?|analytics|tools?|discount|access|manager)"),
            (0.7, r"(?:what we do is|what it does is|the way it works|it works by|how it works is|let me tell you about (?:our|what))"),
        ],
        "value": [
            (0.88, r"(?:it|that|this|which|what (?:it|that|this))(?:'d| would| will|'ll)? (?:\w+ )?means?(?: for you)?(?: is)?(?: that)? (?:one|no|you|your|the|\w+ing|that|fewer|less|more|a|an|\d+)"),
            (0.82, r"(?:it|this|that|which) (?:keeps|gives|takes|saves|frees|spares|gets|lets|puts|brings|buys)(?: \w+){0,3} (?:your|you|off your|off you|back|out of)"),
            (0.75, r"(?:for you|for your \w+)(?: that| it| this)?(?:'s| is| means|'d be| would be)|(?:no more|never again|instead of) \w+ing|you(?:'d|'ll) (?:\w+ )?(?:know|walk|have|never|always|sleep|look forward|leave|stop|wake|be (?:home|back|done|free|in control|able))|your (?:customers|residents|clients|patients|guests|tenants|drivers|nurses) (?:\w+ )?(?:wait|get|would|will|can|no longer|stop|don't)"),
            (0.9, r"(?:help|helps|helping|helped|enable|enables|allow|allows|let|lets) (?:\w+ ){0,5}(?:to )?(?:{GAIN})"),
            (0.85, r"(?:which|that|what (?:that|this|it)) (?:would |will |really |basically )?means?(?: (?:that|for you is|for you|to you))? (?:that )?(?:you|your|no more|fewer|less|more|nobody|no one|\d+)"),
            (0.85, r"(?:so(?: that)?|that way|and|then) (?:you|your (?:\w+ )?(?:team|people|reps|agents|managers|staff|company|customers|family))(?:'d| would|'ll| will| can| could|'re able to| are able to|'d be able to| no longer| never| don't have to) (?:\w+ ){0,3}(?:{GAIN}|get|have|be|see|know|need|spend|worry|lose|go|miss|sleep|have to)"),
            (0.85, r"your (?:\w+ )?(?:team|people|reps|agents|staff|company|customers|handlers|managers|office) (?:\w+ )?(?:gets?|saves?|wins?|spends?|has|have|would|will|can|could|no longer|never|stops?)|so (?:that )?(?:nobody|no one|nothing) (?:has|have|needs?|gets?|waits?|is|falls?)"),
            (0.85, r"you(?:'d| would|'ll| will| could| can) (?:\w+ )?(?:{GAIN}|get (?:\w+ ){0,3}(?:back|hours)|see (?:a|an|more|fewer|\d+)|be able to|have more|no longer|never (?:have|miss|lose))"),
            (0.85, r"(?:saves?|saving|gives?|giving|earns?|frees?|buys?) (?:you|your \w+|them|teams|people|each|every) (?:\w+ ){0,4}(?:hours?|days?|time|money|back|up|percent|peace|\d+|minutes|a week|revenue)"),
            (0.8, r"(?:\d+|ten|twenty|thirty|forty|fifty|half)(?: ?%| percent| hours| days)? (?:\w+ )?(?:less|fewer|more|faster|higher|lower|saved|reduction|increase|savings)"),
            (0.75, r"(?:the (?:benefit|result|upside|outcome|difference|payoff) (?:for you |here )?(?:is|would)|peace of mind|return on (?:that|your) investment|pays? for itself|it would (?:take|remove|solve|fix|give|free))"),
        ],
        "proof": [
            (0.9, r"(?:customers?|clients?|companies|teams|agencies|firms|businesses|families|people|managers|brokers?|others) (?:\w+ )?(?:just )?(?:like|such as|similar to|in (?:your|the same)) (?:you|yours|your|situation|industry|position|area|field|us|\w+ (?:agency|company|team|industry|size))"),
            (0.9, r"case stud(?:y|ies)|(?:one|some|many|most|several|two|three|another) of (?:our|my) (?:\w+ )?(?:customers?|clients?|users|partners)"),
            (0.85, r"(?:we|i)(?:'ve| have|'re|'ve been)? (?:just |recently |already |also )*(?:worked|work|working|helped|did this|done this|do this) (?:with|for) (?:an?|several|many|other|over|\d+|some|two|three|companies|agencies|teams|the|similar|dozens|hundreds)"),
            (0.85, r"(?:customer|client|agency|company|team|they|broker|firm|brokerage|manager|who|and|then|it|she|he) (?:\w+ ){0,6}(?:cut|reduced|increased|saved|grew|went from|saw|doubled|dropped|brought|gained|recovered|halved)(?: \w+){0,6} (?:by|from|to|in|\d+|percent|half|hours)"),
            (0.8, r"(?:gartner|g2|capterra|trustpilot|forrester|independent (?:study|test|review|audit)|study (?:shows|found|by)|research (?:shows|found)|testimonials?|references?(?: (?:you|customers?|call))|iso 27001|soc ?2|five star|rated)"),
            (0.75, r"(?:more than|over|around|about|nearly) [\d,]+ (?:companies|customers|clients|teams|agencies|users|businesses|families|brokers)"),
            (0.75, r"(?:happy to|i can|could|let me) (?:\w+ ){0,3}(?:put you in touch|introduce you|connect you|share (?:a|the|some) (?:reference|case|example)|show you (?:the|a) (?:data|numbers|case))"),
        ],
        "price_mention": [
            (0.8, r"(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|[a-z]+ty|a|per|\d+) (?:hundred|thousand|grand|tenner|quid|pounds?|rupees|dirhams|bucks|dollars?|euros?|pence|cents|percent off)|a tenner|at no (?:extra )?(?:cost|charge)|no (?:extra )?charge|free of charge|flat (?:rate|fee)|(?:is|for|comes|are) free\b|knock (?:\w+ ){0,3}off|throw (?:\w+ ){0,3}in|(?:price|quote|offer|rent|premium) (?:\w+ )?(?:at|to|is|goes|comes|drops))"),
            (0.9, r"(?:[$€£₪] ?\d[\d,.]*|\d[\d,.]* ?(?:dollars|euros|pounds|shekels|nis|usd|eur|bucks|k\b))"),
            (0.85, r"(?:it|that|this|which|plan|package|price|pricing|they|license|seat|{GOODS}) (?:\w+ )?(?:costs?|comes to|runs|starts? (?:at|from)|is priced|'s priced|will cost|would cost|ranges)"),
            (0.85, r"(?:our|the|my|your|list|final|total|monthly|annual) (?:\w+ )?(?:price|prices|pricing|fee|fees|rate|rates|cost|premium|investment) (?:is|are|was|of|would|will|for|depends|starts|includes|per|comes)"),
            (0.85, r"(?:\d+|hundred|thousand|dollars|euros|[a-z]+ty|price) (?:\w+ )?(?:per|a|each|every) (?:seat|user|month|year|person|rep|license|agent)"),
            (0.85, r"(?:(?:give|offer|do|get|got|have) (?:you )?(?:\w+ ){0,3}(?:discount|off\b|percent off|special price|better price|deal on))|\d+ ?(?:%|percent) (?:off|discount)"),
            (0.7, r"in terms of (?:price|cost|pricing)|when it comes to (?:price|cost|pricing)|as for the (?:price|cost)|talk about (?:the )?(?:price|pricing|cost)"),
        ],
        "trial_close": [
            (0.88, r"(?:on a scale of|are you leaning|how close (?:are|is)|warmer or colder|where (?:are we|do we|are you) (?:at|stand)|am i reading|what would (?:you|it) (?:need|take|have) (?:to )?|what else (?:do|would) you need|do we have a deal|(?:into|in) (?:your )?range|(?:could|can|would|does) (?:this|that|it) (?:\w+ )?(?:replace|feel|solve|fix|bring|suit|tick|change)|(?:happy|comfortable|confident) (?:with|to) (?:that|this|it|go|what)|nothing (?:else )?in the way|would (?:that|this|it) (?:\w+ )?(?:do it|be enough|work|help|settle))"),
            (0.85, r"(?:if|suppose|should|say|assuming|once|imagine) .{4,90}(?:would you|do we|you in|you'd|could you|are you|are we|would that|would it|deal)"),
            (0.9, r"how (?:does|would|do) (?:that|this|it|you) (?:sound|land|strike|look|feel|seem)(?: about (?:that|this|it))?"),
            (0.9, r"(?:does|do|would|did|is) (?:that|this|it|any of (?:that|this)|what i) (?:\w+ ){0,3}(?:make sense|sound|help|address|answer|ease|resonate|solve|be (?:helpful|useful|valuable|worth|of (?:interest|value)|something|interesting|enough|a good fit|a fit)|work for you(?! on)|relevant|interest you|meet|cover|fit)"),
            (0.9, r"(?:is|would|was) (?:that|this|it) (?:be )?(?:something|anything|a (?:fit|concern|match|priority)|helpful|useful|worth|enough|interesting|of (?:interest|value))"),
            (0.88, r"(?:does|would|is|has) that (?:\w+ )?(?:take care|fair|settle|settled|ok|okay|all right|alright|clear|enough|put your mind|cover)"),
            (0.85, r"if (?:we|i|you|it|there) (?:could|can|were able|was|had|solved?|showed?|found) .{3,90}(?:would|could) (?:you|that|it|this)"),
            (0.8, r"(?:what do you think|what are your thoughts|where (?:are you|do you stand)|how do you feel)(?: (?:of|about|on|so far|now|with))?"),
            (0.8, r"what would (?:need to|have to) (?:happen|be true|change)|what(?:'s| is) (?:stopping|holding|keeping|preventing) you|are you (?:ready|comfortable)"),
            (0.75, r"(?:can|could|would) you see (?:yourself|your team|this|that|it)"),
        ],
        "next_step_ask": [
            (0.93, r"(?:can|could|shall|should|would|how about|let's|what about|why don't|are you (?:free|available|open)|do you have|would you be|i'd (?:like|love)|mind if|does|is|may|might|let me|i suggest|i propose|i'd suggest|worth|when|how's|i'll|we|if) (?:.{0,70})\b{MEET}\b.{0,60}\b{DAY}"),
            (0.93, r"(?:does|would|is|how about|what about|how's|say|could you do|can you do|can we do|let's (?:do|say)) (?:\w+ )?(?:on )?{DAY}|(?:are you|would you be) (?:free|available|around|open) (?:.{0,40})\b{DAY}"),
            (0.9, r"(?:schedule|set up|book|arrange|put|find|grab|plan|organi[sz]e|get|lock in|pencil|block|fix|carve out|set aside) (?:in )?(?:\w+ ){0,6}(?:meeting|call(?<!this call)(?<!my call)|demo|time|appointment|slot|calendar|visit|session|walkthrough|conversation|minutes|chat|calendars|diary|something in|pilot|trial|invite)"),
            (0.88, r"(?:would you be|are you|you'd be|be) (?:\w+ )?(?:open|willing|up|interested|available|free|opposed|happy) (?:to|for|in) (?:\w+ ){0,5}(?:{MEET}|seeing|{SPAN}|meeting|looking|taking a look)"),
            (0.88, r"(?:can|could|shall|should|may|would|let's|why don't|how about|i'd (?:like|love) to|what if|let me) (?:\w+ ){0,5}(?:meet|sit down|hop on|jump on|get together|show you|demo|come by|talk (?:again|next|on|more)|speak (?:again|next|on)|send (?:you |over )?(?:\w+ )?(?:invite|invitation|calendar)|walk you through|reconnect|get started|move forward|sign|go ahead|start with|kick off|run a (?:pilot|trial)|try (?:it|this))"),
            (0.85, r"(?:what|how) (?:does|do|is|'s) your (?:\w+ )?(?:calendar|schedule|diary|week)\b|(?:when|what (?:time|day)) (?:does|do|is|are|would|can|could|works|suits) (?:\w+ ){0,5}(?:time|available|free|day|works?|suits?|best|good|you|meet)"),
            (0.85, r"(?:i'll|i will|let me|i can) (?:send|shoot|email|drop|put) (?:you |over )?(?:\w+ ){0,3}(?:invite|invitation|calendar|link)"),
            (0.8, r"(?:what(?:'s| is| would be| are)|as a|the|a good|suggested?) (?:\w+ ){0,3}next steps?"),
            (0.8, r"(?:ready|want|like|able|comfortable) to (?:\w+ )?(?:move forward|get started|go ahead|sign|start|proceed|commit)"),
        ],
        "hold": [
            (0.9, r"(?:put|place|keep|leave) you (?:on hold|through|on a brief hold)|(?:please |can you |could you |just )?hold (?:on|the line|for)|bear with me|hang on|transfer(?:ring)? you|connect(?:ing)? you (?:to|with) (?:my|our|the|a) (?:colleague|manager|\w+ (?:team|department|desk))|let me get my"),
            (0.8, r"(?:just (?:one|a)|give me (?:one|a)|one) (?:moment|second|sec|minute)(?: please| while| and|[ .,!]*$)|a moment please|let me (?:check|look|pull|look into) (?:that|it|this|up|with|on|into|your|the)"),
        ],
        "callback_offer": [
            (0.9, r"(?:i(?:'ll| will| can| could)|shall i|should i|let me|can i|want me to) (?:\w+ )?(?:ring|call|phone|try|come back to|get back to) (?:you )?(?:again|back|later|another time|tomorrow|on \w+day|next week|in (?:a|an|the|\w+) )"),
            (0.92, r"(?:when|what time|what day|is there) (?:\w+ ){0,3}(?:better|good|best|right|more convenient|convenient) (?:time|day|moment)?(?: \w+){0,3} (?:call|ring|try|reach|catch|phone)(?: \w+)?|(?:when|what time) (?:would be|is) (?:a )?(?:better|more convenient)"),
            (0.92, r"(?:shall|should|can|could|may|i'll|i will|i can|let me|want me to|would you like me to|happy to|would you prefer (?:if|that) i) (?:\w+ ){0,3}(?:call|ring|phone|try)(?:ed)? (?:you )?(?:back|again|later|another|tomorrow|next|at a|some other|in)"),
        ],
        "farewell": [
            (0.93, r"(?:good ?bye|bye(?: bye| now)?|have a (?:good|great|nice|lovely|wonderful) (?:day|one|rest|evening|weekend|week|afternoon|morning)(?: .*)?|^(?:talk|speak) (?:to you |with you )?(?:soon|then|later|on \w+day|tomorrow)|^see you (?:then|on|next|tomorrow).*|take care|enjoy (?:your|the rest) .*)[ .!]*$"),
            (0.88, r"^(?:i'm )?sorry (?:to|for) (?:have )?(?:bother|disturb|tak|wast)\w*.*$|^i(?:'ll| will) (?:let you go|leave you (?:alone|to it)|not bother you).*$"),
            (0.7, r"^(?:thanks|thank you) (?:so much |very much |again )?for your time[ .!]*$"),
        ],
        "argument": [
            (0.86, r"(?:it's|it is|that's) really not|i never said|a child could|not a (?:good )?reason|no,? you (?:assumed|said|signed|agreed|didn't|don't)|you can't (?:just|have everything|be)|doesn't matter|let it go|get over it|who (?:runs|decides) |don't know what (?:you're|they're|he's|she's) (?:doing|talking)|how would you know|you signed|nonsense|your (?:problem|fault|mistake)|what did you expect|everyone (?:else )?(?:has|does|manages)|stop complaining|that's life"),
            (0.95, r"you(?:'re| are) (?:just |simply |completely |totally |dead |so )?(?:wrong|mistaken|incorrect|lying|stubborn|overreacting|making (?:a (?:big |huge )?mistake|excuses)|missing (?:out|the point)|not listening|being (?:un\w+|silly|difficult|ridiculous|stubborn|short))"),
            (0.92, r"(?:that's|that is|it's|this is|which is) (?:just |simply |actually |really |clearly |obviously |completely |plain )*(?:not (?:true|right|correct|a (?:real|good|valid)|the (?:point|case)|how|fair)|wrong|false|ridiculous|nonsense|silly|absurd|an excuse|no excuse|a (?:poor|bad|lame|weak) (?:excuse|reason)|crazy|a mistake|short[- ]?sighted|untrue|rubbish)"),
            (0.92, r"(?:everybody|everyone|they all|you all|people always|all of you|that's what they all|they always) (?:\w+ )?(?:say|says|said|think|thinks)"),
            (0.9, r"(?:no|but|honestly|look) you (?:don't|do not|clearly|obviously|just|can't|aren't|need to|have to|should)|you (?:clearly|obviously|just|simply|really) (?:don't|do not|can't|haven't|aren't|didn't) (?:understand|get|know|see|realize|realise|care|want|listen)"),
            (0.85, r"you (?:don't|do not) (?:understand|get it|know what|see|realize|realise|seem to)"),
            (0.85, r"(?:i disagree|i don't (?:agree|think (?:that's|you're|so|you))|i beg to differ|with (?:all )?(?:due )?respect|not (?:really )?true|no way|come on|are you (?:serious|kidding)|you can't be serious|that can't be)"),
            (0.82, r"^(?:but|no|yes but|yeah but|well but|sure but|look) (?:our|we|we're|it's|this|it|my|you|that's|the) (?:\w+ )?(?:\w+ )?(?:is|are|has|have|does|'s|best|better|cheaper|actually|really|will|need|must|should|not|don't|worth|can't|won't)"),
            (0.85, r"(?:trust me|believe me|you(?:'ll| will) regret|you can't afford not|you(?:'d| would) be (?:crazy|foolish|stupid|mad)|you have to admit|you should (?:just )?(?:listen|trust|sign|buy|be)|you need to (?:just )?(?:listen|trust|understand|buy|decide|realize)|if you (?:really|actually) (?:cared|were)|stop (?:saying|making|being|it)|why can't you|what's (?:your|wrong with) (?:problem|you)|don't be|calm down|listen to me|as i (?:already |just )?said|i (?:already|just) told you)"),
        ],
    },
    NAMES, START, END,
)  # fmt: skip

# Customer -----------------------------------------------------------------------------------------------------------
CUSTOMER = compile_rules(
    {
        "need_surface": [
            (0.85, r"(?:we|i)(?:'re| are|'m| am|'ve been|'d| would| do| could|'ve)? (?:currently |also |really |just |definitely |always |been |mostly |probably )*(?:looking (?:for|at|to|into)|need|want|trying to|hoping (?:to|for)|would like|like to (?:see|have|get|find|improve)|wish|considering|planning to|thinking (?:about|of)|interested in (?:finding|getting|seeing|improving))"),
            (0.75, r"(?:it would|it'd|would) be (?:nice|great|good|helpful|useful) (?:to|if)|(?:our|my) (?:goal|priority|focus|aim|target) (?:is|this)|something (?:that|to) (?:helps|would|makes|could)"),
        ],
        "need_pain": [
            (0.88, r"(?:the |our |my |a |biggest |main |real |one |big )(?:\w+ ){0,2}(?:problem|issue|challenge|struggle|headache|pain|bottleneck|frustration|trouble|mess|nightmare)s?"),
            (0.88, r"(?:takes?|taking|spend|spends|spending|wastes?|wasting|waste) (?:\w+ ){0,5}(?:too long|forever|hours?|ages|days|weeks|time|half|too much|minutes|evenings?|a lot)"),
            (0.85, r"(?:frustrat\w+|annoy\w+|painful|exhausting|stressful|tedious|chaotic|chaos|nightmare|messy|a mess|hard to|difficult to|impossible to|struggl\w+|unreliable|clunky|outdated|cumbersome|drives? (?:me|us) (?:crazy|mad|nuts)|fed up|sick of|tired of|can't stand|hate)"),
            (0.85, r"(?:falls?|fell|slips?|slipped|slipping|falling) (?:through|between|behind)|(?:keeps?|kept|always|constantly|often|sometimes) (?:\w+ )?(?:breaks?|breaking|fails?|failing|crash\w*|forget\w*|missing|misses|late|goes wrong|changing|losing|lost|wrong)"),
            (0.8, r"(?:we|i|they|people|nobody|no one|it|agents|reps) (?:\w+ )?(?:can't|cannot|don't|doesn't|never|couldn't) (?:\w+ )?(?:see|find|track|tell|get|keep|know|follow|trust|reach|sync|work|rely|keep up|have visibility)"),
            (0.8, r"(?:manually|by hand|double entry|twice|in spreadsheets|copy(?:ing)? and past\w+|too (?:slow|many|much|manual|complicated|late)|not enough (?:time|people|visibility)|no visibility|no idea (?:what|who|which|how)|lost track|los(?:e|ing) track|duplicat\w+|errors?|mistakes?)"),
        ],
        "need_impact": [
            (0.9, r"(?:cost|costs|costing|lose|loses|losing|lost|burn|burning|leaking|miss|missed|missing|wrote off) (?:\w+ ){0,5}(?:money|deals?|customers?|clients?|revenue|business|renewals?|sales|commissions?|premiums?|thousand|million|hundred|[$€£₪]?\d[\d,.]*k?|a fortune|tenants?|buyers?|contracts?|policies|listings?|quota|target|people|orders?)"),
            (0.85, r"(?:as a result|because of (?:that|this|it)|so (?:we|i|they) (?:end up|ended up|lose|lost|miss|missed|have to|had to)|which means (?:we|i|they|that|my|our)|ends? up (?:\w+ing)|that's why (?:we|i|people|they)|leads? to|resulted in)"),
            (0.82, r"(?:people|staff|agents|reps|two|three|employees|customers|clients|best|they|someone|tenants) (?:\w+ ){0,4}(?:quit|quitting|leave|leaving|left|burn(?:ed|t)? out|burning out|resign\w*|go(?:ing)? to (?:a )?competitor\w*|churn\w*|complain\w*)|turnover|burnout"),
            (0.8, r"(?:if (?:this|it|that|we|nothing) (?:\w+ )?(?:keeps?|continues?|goes on|don't|doesn't|changes?|stays?)|(?:my|our) (?:boss|board|ceo|bonus|job|margin|reputation|target|quota|numbers|cash flow) (?:\w+ )?(?:is|are|will|would|on|down|at|asked|suffers?|depends|breathing)|at risk|on the line|keeps? me (?:up|awake)|weekends?|overtime|fine[sd]?|penalt(?:y|ies)|audit finding)"),
        ],
        "fact": [
            (0.8, r"(?:we|i|they)(?:'ve| have|'ve got| got) (?:about |around |roughly |over |some |like |maybe )*(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|a hundred|several|a (?:team|small team|few|couple)|[a-z]+ty)"),
            (0.8, r"(?:we|i|they)(?:'re| are|'m| am)? (?:currently |mostly |mainly |still |already |all |just |now |only )*(?:use|using|run|running|work(?:ing)? with|do it|handle|do that|keep (?:it|them|everything) in|on (?:salesforce|hubspot|excel|spreadsheets)|based in|manage|sell|serve|operate|track)"),
            (0.78, r"(?:i'm|i am|my role is|i run|i lead|i handle|i'm in charge|i'm responsible|my job is) (?:the |a |an |in |for |responsible |head )?(?:\w+ ){0,3}(?:manager|director|owner|head|agent|charge|team|vp|broker|operations|sales|office|for|of)"),
            (0.75, r"(?:our|the|my) (?:\w+ ){1,3}(?:is|are|was|has|have|renews?|ends?|runs) (?:\w+ ){0,3}(?:\d+|about|around|in|on|at|done|handled|people|every|managed|with|until|up)|(?:about|around|roughly|maybe|probably) (?:\d+|[a-z]+ty|ten|twelve|a dozen|half)|(?:every|each|per|a) (?:day|week|month|quarter|year)"),
        ],
        "objection:price": [
            (0.86, r"(?:not|can't|cannot|won't|couldn't|don't want to|not going to) (?:\w+ ){0,2}(?:financ\w+|add(?:ing)? (?:\w+ )?cost\w*|pay(?:ing)? (?:that|for|more|extra)|spend(?:ing)?|find the money|stretch)|(?:that|it)(?:'s| is| sounds) (?:\w+ ){0,2}(?:a lot|much|more than|over (?:our|my|the))"),
            (0.85, r"(?:sharpen your pencil|what's the discount|non-starter|over (?:our|the|my) budget|for that money|joking|how much\?|in a (?:month|year)\? |rip[- ]?off|razor thin|daylight robbery|cut the price|can't stretch|that kind of money)"),
            (0.93, r"(?:too |very |quite |pretty |so |really |rather |way too |a bit |kind of |awfully )?(?:expensive|pricey|costly|steep)|(?:can't|cannot|couldn't|don't think we can|not able to|won't be able to|hard to) (?:\w+ )?afford"),
            (0.93, r"(?:no|not|don't have|haven't|out of|without|isn't|not in|beyond|over|tight|cut|small|limited|frozen|above|isn't in|exceeds) (?:\w+ ){0,4}budgets?|budgets? (?:is|are|was|has|have|'s|got|for) (?:\w+ ){0,4}(?:tight|gone|spent|frozen|closed|cut|limited|small|fixed|used|no|done|set|already)"),
            (0.9, r"(?:costs?(?! (?:us|me|our))|price|that's|it's|charge|charging|asking|paying|pay|fee) (?:\w+ ){0,4}(?:too much|too high|a lot|more than|a fortune|lot of money|crazy|so much|high for|way over|out of)|(?:cheaper|lower|better) (?:\w+ ){0,3}(?:price|elsewhere|option|quote|offer|alternative|than yours|than you)|found (?:\w+ ){0,3}cheaper"),
            (0.85, r"(?:don't|can't|do not|won't|not) (?:\w+ ){0,3}(?:justify|spend|pay)\b(?:.{0,30}(?:cost|price|money|that|this|much|expense|investment|more))?|not (?:\w+ )?worth (?:the|that|it)|(?:any|a|bigger) discount|price is|lot of money|money is tight|(?:roi|return) (?:\w+ )?(?:isn't|not)"),
        ],
        "objection:timing": [
            (0.85, r"(?:rushed|need (?:to|some time to) think|sleep on it|think (?:it over|about it)|come back (?:to me )?in|after the|too (?:early|soon|late)|(?:peak|busy) season)"),
            (0.92, r"(?:not|isn't|wasn't|bad|wrong|terrible|poor) (?:\w+ ){0,3}(?:time|timing|moment|right now|priority)\b|not (?:right )?now|(?:timing|time) (?:is|isn't|'s) (?:\w+ )?(?:bad|off|wrong|right|not|good|terrible)"),
            (0.9, r"(?:next|until|after|end of|maybe|later in|wait (?:until|till|for)|in|revisit) (?:the |this |a |next |few |couple of |another |six |three )*(?:quarter|year|summer|budget cycle|q[1-4]|fiscal|holidays?|season|january|months|year end|new year)"),
            (0.88, r"(?:too |really |very |so |super |extremely |pretty |quite |insanely |swamped |incredibly )(?:busy|swamped|stretched|slammed|much going on|much on (?:my|our))|(?:in the middle of|tied up|up to (?:my|our)|lot (?:going )?on (?:our|my)|other priorities|bigger priorities|bandwidth|full plate|plate is full|hands are full|hands full|don't have (?:the )?time|no time|haven't got time)"),
        ],
        "objection:authority": [
            (0.86, r"(?:my|our) (?:\w+ )?(?:director|boss|manager|partner|wife|husband|board|owner|accountant|brother|father) (?:\w+ )?(?:sees|looks|wants|won't|would|has|decides|needs|says|only|doesn't)"),
            (0.85, r"(?:blessed by|signed off by|approved by|ask my|check with|talk to my|has to (?:see|approve|agree|sign)|not up to me|i'd have to ask|my (?:daughter|son|wife|husband|accountant|partner) (?:\w+ )?(?:handles|says|decides|does|would|has))"),
            (0.92, r"(?:not|isn't|wasn't) (?:\w+ )?(?:my|just my|only my) (?:decision|call|place|department|area|budget)|(?:i'm|i am) not the (?:\w+ )?(?:one|person|decision|guy|right)|i don't (?:make|decide|handle|have the authority|have authority|sign|control)"),
            (0.9, r"(?:need|needs|have|has|want|would have|got|must|i'd need|i'll|let me|should|gotta) (?:to )?(?:\w+ )?(?:talk|speak|check|run (?:it|this|that)|discuss|consult|ask|get (?:approval|sign[- ]?off|buy[- ]?in)|go through|pass|clear|bring|take (?:it|this)|convince|involve) (?:\w+ ){0,5}(?:boss|manager|ceo|cfo|partner|wife|husband|spouse|board|director|team|owner|committee|head|it|finance|legal|hq|procurement|approval|sign|management|colleagues?|him|her|them|others)"),
            (0.85, r"(?:my|our|the) (?:boss|manager|ceo|cfo|partner|wife|husband|board|director|owner|head office|committee|procurement) (?:\w+ ){0,3}(?:decides?|handles?|makes?|signs?|approves?|has to|needs to|would (?:have|need)|won't|will (?:have|need)|takes care|is the one|must|never)|(?:above|over) my (?:pay|head)|decision (?:is|isn't|gets|sits|comes) (?:\w+ )?(?:made|mine|by|with|from)"),
        ],
        "objection:need": [
            (0.92, r"(?:don't|do not|doesn't|wouldn't|not sure (?:we|i)|no|never|can't see|didn't|don't think we) (?:\w+ ){0,4}(?:need|use for|problem with that|see (?:the|a|any|why|how|what)|have (?:that|this|a|any) (?:problem|need|issue))"),
            (0.85, r"(?:not|isn't|doesn't|doesn't seem|don't think (?:it's|this is|it is)) (?:\w+ ){0,3}(?:relevant|for us|apply|a priority for us|a fit|the right fit|a good fit|applicable|a problem|an issue|suitable|something we)|too small|too big for|(?:what|why) (?:would|do|should) (?:we|i) need|not big enough|overkill"),
        ],
        "objection:trust": [
            (0.88, r"(?:how|why) (?:do|would|should|can) (?:i|we) (?:know|trust|believe)|last time (?:we|i|you|they|it)|(?:you|they) (?:all )?(?:said|promised|told (?:me|us)) (?:that|so|the same)|(?:afraid|scared|worried|nervous|not sure) (?:of|about|that|it|we|if)|burned (?:us|me|by|before)|(?:doubt|don't believe) (?:it|that|you)"),
            (0.85, r"(?:who's responsible|goes wrong|went wrong|let us down|left us|you (?:all|people|lot) (?:say|promise)|how long have you been|been around|still be (?:here|around)|small print|believe (?:that|it) when|references)"),
            (0.92, r"(?:never|haven't|not|hadn't) (?:\w+ )?heard of|(?:how|why) (?:do|can|should|would) (?:i|we) (?:\w+ )?(?:know|trust|believe|be sure)|(?:don't|do not|can't|hard to|not sure i|no reason to|why should i) (?:\w+ )?(?:trust|believe)"),
            (0.88, r"(?:sounds?|seems?|looks?) (?:a bit |a little |too |like )*(?:too good|good to be true|a scam|scam|fishy|suspicious|risky|gimmick|like every)|(?:too |quite |very |pretty |bit )?risky|(?:big|huge|a|the|much) risk|(?:scam|burned|burnt|let down|bad experience|been promised|heard (?:that|it all|this)|all say|skeptical|sceptical|guarantee|prove it|what if (?:it|this|you|something)|worried (?:about|that)|track record|new company|startup|small company|long contract|locked in|lock[- ]?in|hidden|fine print|catch|disappear)"),
        ],
        "objection:competitor": [
            (0.92, r"(?:already|currently|just|happily|now) (?:\w+ )?(?:use|using|work|working|have|got|signed|went|with|chose|evaluating|talking|went with|bought|on) (?:\w+ ){0,4}(?:with|another|a (?:provider|vendor|supplier|broker|competitor|solution|system|tool|company|crm|guy|partner)|someone|somebody|(?:else|other)|an? \w+ (?:provider|vendor|supplier|broker|system|tool|for (?:this|that)))"),
            (0.9, r"(?:you|yours|this|it|that|they) (?:\w+ )?(?:different|better|compare|compares|stack up) (?:\w+ )?(?:from|than|to|with|against) (?!you)|(?:competitor|other vendor|other provider|another vendor|another provider|another company|your competition|competing|salesforce|hubspot|rival)s? (?:\w+ )?(?:offer\w*|gave|quoted|does|has|have|already|is|can|also|do|are|told|cheaper|for|we)"),
            (0.88, r"(?:we|i)(?:'re| are|'ve got|'ve| have|'m| am)? (?:already |currently |also )*(?:with|using|a customer of|locked into|under contract with|contracted|committed to|looking at|comparing|talking to|evaluating) (?:a |an |another |some |two |three )?(?!you)(?:other |different )?(?:\w+ )?(?:vendors?|providers?|suppliers?|competitors?|brokers?|offers?|others|compan(?:y|ies)|solutions?|salesforce|hubspot|tools?|agency|agent|insurer)"),
        ],
        "objection:status_quo": [
            (0.88, r"(?:gonna|going to|rather|will|'ll|happy to|prefer to|want to|just) (?:stay|stick|keep|leave it) (?:with|as|the way|to|what)|(?:been|worked|dealt|bought) (?:with|from) (?:\w+ ){1,3}(?:for )?(?:\w+ )?years|(?:we|i)(?:'ve| have)? (?:already )?(?:got|have) (?:\w+ )?(?:insurance|someone|somebody|a guy|a provider|a supplier|a system|one)"),
            (0.88, r"(?:devil you know|comfort in|more trouble than|knows? the old|revolt|inside out|if it (?:works|ain't)|stick(?:ing)? with|the old (?:way|system)|we're used to|learn (?:a )?new)"),
            (0.92, r"(?:happy|satisfied|fine|comfortable|content|good|ok|okay|pleased|works (?:well|fine|ok|okay)|doing (?:fine|well|okay)|set|all set) (?:\w+ )?(?:with|as) (?:\w+ ){0,3}(?:what|how|our|we|it|the|current|things|existing|my|is|are|where)|(?:what we have|what we've got|current (?:\w+ )?(?:system|process|setup|way|solution|provider|tool)|the way we|our (?:\w+ )?(?:system|process|spreadsheets?|setup|way)|excel|it|things|everything) (?:\w+ )?(?:works?|is (?:working|fine|good|ok|okay)|does the job|do the job|works (?:fine|well|for us)|is good enough|'s fine)"),
            (0.88, r"(?:if it (?:ain't|isn't|is not|not) broke|always done (?:it|this)|don't (?:want|like|need) to (?:change|switch)|no reason to (?:change|switch)|why (?:change|switch|would (?:we|i) (?:change|switch))|(?:change|switching|migration|migrating) (?:\w+ ){0,3}(?:hassle|pain|hard|headache|disrupt\w*|too much|cost|work|effort)|used to (?:it|the|our|what|this)|good enough|hate change|for years|not broken|too much (?:hassle|work|effort) to)"),
        ],
        "objection:integration": [
            (0.92, r"(?:integrat\w+|sync|connect|compatible|talk to|work with|migrat\w+|import|export|plug into|fit) (?:\w+ ){0,4}(?:with|our|into|crm|system|systems|erp|salesforce|data|existing|software|stack|legacy|outlook)|(?:our|legacy|old) (?:\w+ ){0,2}(?:systems?|crm|erp|stack|infrastructure) (?:\w+ )?(?:is|are|doesn't|can't|won't|very)"),
            (0.9, r"(?:security|gdpr|compliance|data (?:privacy|protection|security|leav\w+|stored|breach\w*)|privacy|soc ?2|iso|encrypt\w+|hipaa|cloud|sso|penetration|our data|customer data|client data|it (?:department|team|people|guys) (?:\w+ )?(?:won't|will|would|has|never|need|must|is|are|block))"),
        ],
        "brush_off:not_interested": [
            (0.9, r"(?:we|i) don't (?:want|need|buy) (?:any|no|solar|your|another)|not (?:really )?(?:looking|for us|something we)|we're (?:okay|ok|good|fine|covered)"),
            (0.9, r"(?:barking up|no thank you|it's a no\b|whatever you're selling|not for us|we don't want|already got two|not (?:today|buying)|wasting your (?:time|breath))"),
            (0.95, r"(?:not|isn't|aren't|no longer|not really|nope not) (?:\w+ ){0,2}(?:interested|for me|for us|looking|in the market)|no interest|(?:we're|i'm|we are|i am) (?:all )?(?:good|set|fine|okay)(?: thanks| thank you|[ ,.!]*$| as we| for now)"),
            (0.9, r"no,? (?:thanks|thank you)|(?:don't|do not) (?:want|need|buy) (?:anything|any of|it|this|to (?:buy|hear|talk)|what)|(?:how did you get|where did you get) (?:my|this)|(?:another|a) (?:sales|cold) call|(?:stop|don't) call|take me off|remove me|what are you selling"),
        ],
        "brush_off:send_email": [
            (0.9, r"(?:share|put) (?:\w+ ){0,4}(?:details|on mail|by mail|in writing|on email)|have you got (?:a|any) (?:brochure|website|leaflet|email)"),
            (0.95, r"(?:send|email|mail|shoot|drop|forward|ping|text|whatsapp) (?:me|us|it|that|over|something|some|an|a|the|your|through|along) ?(?:\w+ ){0,5}(?:email|e-mail|mail|info|information|something|material|materials|details|brochure|deck|link|over|pdf|one pager|one-pager|proposal|stuff|write[- ]?up|across|in writing|presentation|message|website|offer|price list|document|docs|whatsapp|it|text)?|(?:put|have) (?:it|that|something) in (?:writing|an email)|(?:in|by|via) (?:an )?(?:email|mail|writing)\b"),
        ],
        "brush_off:call_later": [
            (0.9, r"(?:let's (?:speak|talk)|speak|give us a (?:bell|call|ring)|call me) (?:\w+ )?(?:in|after|some|next|another|later)|tied up|(?:she|he)(?:'s| is) (?:in a|out|not (?:in|here|available))"),
            (0.95, r"(?:call|ring|try|phone|contact|reach out|get back|come back|talk|speak|check back|circle back) (?:\w+ ){0,3}(?:back|later|again|another (?:time|day)|next (?:week|month|quarter|year)|in (?:a|the|few|two|three|six) (?:\w+ )?(?:weeks?|months?|days?|hours?|minutes?|while|afternoon|morning)|some other time|tomorrow|after)|(?:in|going into|heading into|walking into|about to|on my way) (?:\w+ )?(?:a |another |my )?(?:meeting|driving|the car|drive|to a meeting|step)|can't talk|bad time to (?:talk|call)|(?:not a good|a bad|this is a bad) time|(?:busy|driving|in the middle of something) (?:right )?now|we'll (?:call|be in touch|get back)|i'll (?:call you|get back to you|let you know|be in touch|think about it)|(?:need|want|have) to think|let me think"),
        ],
        "buying_signal": [
            (0.82, r"(?:how (?:soon|quickly|long|many|much) (?:does|would|do|will|are|is|could|can) (?:the|it|we|that|users|installation|setup)|who do i (?:make|pay|sign|talk)|what do you need from (?:me|us)|(?:could|can) (?:we|i|you) (?:add|throw|include|start|get|have|begin|pay|upgrade|extend)|would it be ready|if we (?:signed|went ahead|took|started|did this)|where do (?:i|we) sign|(?:needs|wants|has) to see (?:that|this)|over the moon|i can see us|when (?:would|could|can) (?:the|we|you|it))"),
            (0.88, r"(?:how|when) (?:\w+ )?(?:soon|quickly|fast|long|early|could we|can we|would we|do we) (?:\w+ ){0,4}(?:start|implement\w*|onboard\w*|roll|set up|get|up and running|begin|see|take to)|(?:when|how) (?:could|can|do|would|might) (?:we|i) (?:start|begin|get started|sign|try|proceed|buy|order)"),
            (0.85, r"(?:that|this|it)(?:'s| is| sounds| would| could| does| looks| might)? (?:be |actually |really |pretty |kind of |very |quite |definitely |sound |a bit )*(?:interesting|great|useful|helpful|exactly what|what we need|good actually|promising|impressive|attractive|perfect|amazing|valuable|relevant|appealing)"),
            (0.85, r"(?:what(?:'s| is| are| would be| would) (?:the )?next steps?|(?:could|can) (?:we|i|you) (?:\w+ )?(?:try|see (?:it|a demo|this|that)|test|pilot|trial|do a (?:pilot|trial|demo)|show (?:me|us)|get a (?:demo|quote|trial|proposal))|(?:do you|can you) (?:have|offer|give|provide|share) (?:\w+ )?(?:references?|trial|pilot|demo|case|examples?|training|proposal|contract))"),
            (0.82, r"(?:tell me more|i(?:'d| would)? (?:really )?(?:like|love) (?:that|the|this|it|what|to see|to hear|how)|i'm (?:interested|curious|intrigued|listening)|we(?:'re| are)? (?:definitely )?interested|go on|you(?:'ve)? (?:have|got) my attention|how (?:would|does) (?:it|that|this) work|sounds (?:interesting|good|great|useful|promising)|makes (?:a lot of )?sense for us)"),
            (0.75, r"(?:would|does|is|could) (?:it|that|this) (?:also )?(?:include|cover|work (?:for|with)|handle|come with|be possible|support)|what (?:would|does|do|will) (?:it|that|this|you) (?:cost|charge)|how much (?:is|does|would|for|are)"),
        ],
        "agreement": [
            (0.85, r"^(?:shoot|very well|sure thing|monday it is|\w+day it is|it (?:is|would|does|will|was)(?:,.*)?|that'd be (?:grand|great|good|fine|lovely)|you've got (?:\w+ ){1,3}(?:minutes?|seconds?)|that's (?:it|right|exactly|correct).*|by all means|go on then|please do|i do|we do|i am|we are|alright then)[ .!]*$"),
            (0.85, r"^(?:yes|yeah|yep|yup|sure|okay|ok|alright|fine|absolutely|definitely|of course|certainly|exactly|correct|right|true|agreed|deal|perfect|great|sounds good|go ahead|why not|i guess|fair enough|that's right|that's fair|i suppose|you're right|by all means)(?:$|[ ,.!]+(?!but|however|i don't|we don't|not|no\b))"),
            (0.9, r"(?:let's (?:do|go|book|set|schedule|meet|try|talk|say|start)|(?:that|it|monday|tuesday|wednesday|thursday|friday|tomorrow|\d+(?: ?[ap]m)?|time|next week)(?:'ll|'d| would| will| should)? (?:\w+ ){0,3}works?|works for (?:me|us)|send (?:me )?(?:the|an|a) (?:\w+ )?invit\w+|i'm in|count me in|happy to|i can (?:do|make)|i'd be (?:open|willing|happy|glad)|(?:we|i) (?:can|could) (?:do|meet|talk|try) (?:that|it|on|then|tuesday|next)?|see you|talk (?:to you )?then|i agree|you have (?:a minute|one minute|two minutes|thirty seconds)|go ahead|make it quick|you've got)"),
        ],
        "refusal": [
            (0.88, r"(?:you can keep|i don't consent|pulling out|no need|leave it|there won't be|turned (?:it |this |you )?down|not a chance|i don't think so|not sending|no thank|won't be (?:signing|meeting|buying|needing|going)|out of the question|forget it|rather not|not (?:today|happening|tomorrow))"),
            (0.9, r"^(?:no|nope|nah)(?:$|[ ,.!]+(?:$|thanks|thank|i (?:don't|can't|won't|said|am|'m)|we (?:don't|can't|won't)|absolutely|not|sorry|way|no|that|it|don't|please))"),
            (0.93, r"(?:absolutely not|i said no|no means no|i won't|we won't|(?:don't|do not|stop|please don't|never) (?:ever )?(?:call|contact|phone|bother|email)\w*|take me off|remove (?:me|us|my)|(?:i'm|i am) (?:going to )?(?:hang|hanging) up|hang(?:ing)? up|not going to (?:happen|meet|buy|do|work)|goodbye|good bye|leave me alone|(?:won't|not|no) (?:be )?(?:necessary|happening|meeting|doing)|that won't work|i'd rather not|i (?:don't|do not) want (?:to|a|any|it)|we(?:'ll| will) pass|i'll pass|have to decline|(?:let's|we should) (?:leave it|stop)|conversation is over|we're done|i'm done)"),
        ],
    },
    NAMES, START, END,
)  # fmt: skip

FUNCTION_WORDS = frozenset(
    "the a an i i'm i'd i'll i've you you're you'd you'll your we we're we've our they it it's is are was do does did to "
    "of for in on at with that that's this these those and or but so if my me us be been have has had can could would "
    "will how what why when who where which not no yes just about from as there let's don't isn't by than then too "
    "not into out up any some much many more he she them their his her am were should".split()
)
FILLERS = re.compile(r"\b(?:um+|uh+|er+|erm+|hm+|you know|i mean|like(?=,)|sort of|kind of|basically|literally)\b")
HEDGES = re.compile(
    r"\b(?:maybe|perhaps|possibly|probably|i think|i guess|i suppose|i believe|i feel like|might|kind of|sort of|"
    r"a little bit|a bit|somewhat|hopefully|i'm not sure|not sure|i hope|we try to|i would say|more or less|"
    r"if that's ok|if that makes sense|does that make sense|just wanted to|just checking|potentially)\b"
)
BACKCHANNEL = frozenset(
    "mm mhm mm-hm mmhm hm hmm uh-huh uhhuh uh huh right yeah yes yep ok okay sure i see got it really wow oh ah true "
    "exactly hm go on interesting".split()
)
DATE = re.compile(START + f"(?:{NAMES['DAY']})(?!\\w)")
ASSENT = re.compile(
    r"\b(?:yes|yeah|yep|okay|ok|sure|fine|works|good|great|perfect|deal|see you|i'll|we'll|sending|bring|alright|agreed|"
    r"done|thank you|thanks|cheers|happy|helps|helped|appreciate|lovely|better|that'd be|go ahead|all right|grand)\b"
)
NEGATION = re.compile(
    r"\b(?:no|not|can't|cannot|won't|don't|didn't|doesn't|never|doubt|nothing|nobody|maybe|think about|we'll see|whatever|"
    r"isn't|wasn't|useless|forget)\b"
)
ORDER = re.compile(r"\b(?:sign|contract|order|purchase|buy|subscribe|paperwork|invoice|deposit|get started|go ahead)\b")
VAGUE = re.compile(
    r"\b(?:touch base|in touch|send (?:you|me|us|it|that|over)|let me know|some ?time|call you|call me|get back to|think (?:about|it)|"
    r"follow up|email|talk soon)\b"
)
COMMITS = re.compile(
    r"\b(?:we|i|let's|come|coming|show|call|see|meet|visit|bring|send|start|drop by|stop by|you'll have|back to you|book|put)\b"
)
INVITE = re.compile(
    r"\b(?:send|shoot|drop|forward|ping|email|text|pop|put|stick|book|set)\b(?: \w+){0,5} (?:invit\w*|calendar|diary|zoom|teams|meet link|meeting request|agenda|contract|agreement|paperwork|link for (?:the|that|it)|docusign|placeholder|hold)\b|"
    r"\b(?:put|book|pencil|get|set|lock|stick) (?:me|us|it|that|something|this) (?:in|down|up|on the calendar)\b|\b(?:i'll|i will) (?:watch for|look out for|accept) (?:the|your|it)"
)
"""What somebody says who has agreed: the invitation, the link, the contract. Getting rid of a caller sounds otherwise."""
ACCEPTS = re.compile(
    r"\b(?:works|work for|suits|is (?:fine|good|great|perfect|okay|ok)|sounds (?:good|great|fine|perfect)|let's do|let's say|it is|that's fine|that works|i can do|i can make|i'm free|we're free|see you|speak then|talk then|you're on|deal|done|perfect|book it|go ahead|i'm in|count me in|same time)\b"
)
PROPOSES = re.compile(
    r"\b(?:how about|what about|can (?:we|you)|could (?:we|you)|shall we|would .{0,20} work|does .{0,25} work|let's|call me|ring me|come (?:by|over|in)|i(?:'d| would) prefer|make it|better|rather|instead|i'm free|i could do|i can do|maybe)\b"
)
