"""Questions: what the buyer tells, how deep, and what has to be earned first."""

from __future__ import annotations

from ringside.dialogue.schemas import Act
from ringside.dialogue.topics import shared_words
from ringside.practice.buyer import earned
from ringside.practice.buyer.moves import DEEP
from ringside.practice.buyer.scene import RELEVANT, Scene
from ringside.practice.buyer.state import IMPACT, PAIN, SURFACE, ObjectionProgress
from ringside.practice.catalogue import Fact, Need
from ringside.practice.lines import wordings

SURE = 0.85
EARLY = 0.6
"""How often the first objection comes at the first moment it can."""


def answer(scene: Scene, question: Act, *, deepest: int = IMPACT) -> None:
    """Answer the turn's one question: a need one level deeper, a fact, a short word or small talk."""
    text = scene.moves.text(question)
    deep = question.kind in DEEP
    if off_topic(scene, text):
        scene.kind = "small_talk"
        scene.change("off_topic_question", question, patience=-3)
        scene.say("off_topic", carries=True)
        return
    fact, need = _fact(scene, text), _need(scene, text)
    named = fact is not None and shared_words(text, " ".join(fact.topic.of(scene.now.language)), scene.now.language)
    if fact is not None and (not deep or (need is None and scene.now.current is None and (named or 0) >= 2)):
        _tell_fact(scene, fact, question)
        return
    if need is None and not deep and earned.missing(scene) is None:
        scene.kind = "short"
        scene.change("closed_question", question)
        scene.say("short_answer")
        scene.prompt()
        return
    if need is None and deep and _told_enough(scene):
        scene.kind = "ready"
        scene.say("ready", carries=True)
        scene.prompt()
        return
    need = need or _next_need(scene, deep)
    if need is None:
        scene.kind = "told_all"
        scene.say("told_all", carries=True)
        return
    _deepen(scene, need, question, deepest if deep else SURFACE)


def waiting(scene: Scene, *, reflex: bool) -> ObjectionProgress | None:
    """The next objection, or brush-off, that has not been raised yet."""
    return next((o for o in scene.now.objections if o.status == "waiting" and o.reflex == reflex), None)


def depth(scene: Scene, name: str) -> int:
    return next(need.depth for need in scene.now.needs if need.id == name)


def _deepen(scene: Scene, need: Need, question: Act, deepest: int) -> None:
    language, reached = scene.now.language, depth(scene, need.id)
    level = reached + 1
    if reached == IMPACT:
        scene.kind = "told_all"
        scene.say("told_all", carries=True)
    elif level > deepest:
        scene.kind = "short"
        scene.change("closed_question", question, trust=0.5, need=need.id)
        scene.say("short_answer", carries=True)
        other = next((n for n in _agenda(scene) if depth(scene, n.id) == 0), None)
        if other is not None:
            scene.need(other.id, SURFACE)
            scene.tell(other.surface.of(language))
    elif scene.now.trust < _trust_for(scene, level):
        scene.kind = "guarded"
        scene.change("not_trusted_yet", question, trust=1.5, need=need.id)
        scene.say("guarded", carries=True)
    else:
        scene.kind = ("", "need_surface", "need_pain", "need_impact")[level]
        scene.need(need.id, level)
        deep = question.kind in DEEP
        scene.set(earned=scene.now.earned + deep)
        gains = {SURFACE: (2, 3), PAIN: (3.5, 5.5), IMPACT: (4, 7)}[level] if deep else (1, 1)
        scene.change(("", "need_opened", "pain_reached", "impact_reached")[level] if deep else "closed_question",
                     question, trust=gains[0], interest=gains[1], patience=2, need=need.id)  # fmt: skip
        scene.tell({SURFACE: need.surface, PAIN: need.pain, IMPACT: need.impact}[level].of(language))
        _bring_up(scene, level)


def _trust_for(scene: Scene, level: int) -> int:
    """The trust it takes to tell that deep."""
    guarded = scene.now.persona.ways.guarded
    return {SURFACE: 0, PAIN: scene.bars.pain_trust + guarded, IMPACT: scene.bars.impact_trust + guarded}[level]


def _told_enough(scene: Scene) -> bool:
    """Whether the buyer would rather hear a proposal now than open one more subject, for once."""
    return not _in_progress(scene) and earned.missing(scene) is None and scene.count("ready") == 1


def _bring_up(scene: Scene, level: int) -> None:
    """Before a rep gets to proposing, the buyer says where they stand: an objection at the answer that hurts."""
    waiting_now = waiting(scene, reflex=False)
    raised = any(o.status != "waiting" and not o.reflex for o in scene.now.objections)
    ways = scene.now.persona.ways
    if ways.objects == "early" and waiting_now is not None and not raised:
        scene.raise_objection(waiting_now, lead="early")
    if ways.objects != "as_usual":
        return
    known = scene.now.earned >= scene.bars.answers and scene.now.scenario.kind in ("cold_call", "discovery")
    if waiting_now is None or raised or level < PAIN or not known:
        return
    if scene.now.pressed or scene.now.earned > scene.bars.answers or scene.rng("early").random() < EARLY:
        scene.raise_objection(waiting_now, lead="early")


def _need(scene: Scene, text: str) -> Need | None:
    """The need the question is about, by its words."""
    language = scene.now.language
    scored = [(scene.about(text, need.topic.of(language)), need) for need in _agenda(scene)]
    best, need = max(scored, key=lambda pair: pair[0])
    if best < RELEVANT or depth(scene, need.id) == IMPACT:
        return None
    if need.id != scene.now.current and _in_progress(scene):
        # "How does that affect the team?" is about the need under discussion; only several words change the subject.
        words = shared_words(text, " ".join(need.topic.of(language)), language)
        return need if words >= 2 else None
    return need


def _in_progress(scene: Scene) -> bool:
    return scene.now.current is not None and SURFACE <= depth(scene, scene.now.current) < IMPACT


def _next_need(scene: Scene, deep: bool) -> Need | None:
    """With no topic in the question: on with the need under discussion, then the next on the agenda."""
    agenda = _agenda(scene)
    current = next((need for need in agenda if need.id == scene.now.current), None)
    if current is not None and deep:
        reached = depth(scene, current.id)
        if reached == SURFACE or (reached == PAIN and scene.now.trust >= scene.bars.impact_trust):
            return current
    return next((need for need in agenda if depth(scene, need.id) == 0), None) or next(
        (need for need in agenda if depth(scene, need.id) < IMPACT), None
    )


def _agenda(scene: Scene) -> list[Need]:
    by_id = {need.id: need for need in scene.now.persona.needs}
    return [by_id[progress.id] for progress in scene.now.needs]


def _fact(scene: Scene, text: str) -> Fact | None:
    language = scene.now.language
    untold = [fact for fact in scene.now.persona.facts if fact.id not in scene.now.facts]
    scored = [(scene.about(text, fact.topic.of(language)), fact) for fact in untold]
    best, fact = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return fact if best >= SURE else None


def _tell_fact(scene: Scene, fact: Fact, question: Act) -> None:
    """A fact, and for an open question also the first thing that comes to mind about the work."""
    scene.kind = "fact"
    scene.set(facts=(*scene.now.facts, fact.id))
    scene.change("fact_asked", question, trust=1)
    scene.tell(fact.text.of(scene.now.language))
    need = _next_need(scene, deep=False)
    if question.kind == "question_open" and need is not None and depth(scene, need.id) == 0:
        _deepen(scene, need, question, SURFACE)


def off_topic(scene: Scene, text: str) -> bool:
    """Small talk is not discovery; whatever else is asked is taken to be about the business."""
    language = scene.now.language
    topics = [need.topic for need in scene.now.persona.needs] + [fact.topic for fact in scene.now.persona.facts]
    own = [word for topic in topics for word in topic.of(language)]
    if scene.now.part is not None:
        own += scene.now.persona.name.of(language).split()  # at a table people are called by name: "Peter" is no pet
    idle = [word for word in wordings(language, "topic.small_talk") if scene.about(word, own) < SURE]
    about_work = scene.about(text, wordings(language, "topic.work")) >= SURE
    return not about_work and scene.about(text, idle) >= SURE
