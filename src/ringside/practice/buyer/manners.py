"""What makes any buyer lose patience, whatever the call is about."""

from __future__ import annotations

from rapidfuzz import fuzz

from ringside.dialogue.topics import stems
from ringside.practice.buyer.moves import DEEP
from ringside.practice.buyer.scene import Scene
from ringside.practice.speech import plain

LONG_TURN, SPEECH = 60, 95
"""Words from which a turn is a monologue, and from which nothing else in it is heard."""
STACKED = 3
MOST_ASKS = 3
MOST_REPEATED = 2
STALE = 0.8
"""Share of words already used from which a turn says nothing new."""
CROWDED = {"en": 24, "he": 17}
"""Words from which several different moves in one turn are too much at once."""
MOST_ADDED = 5
"""Own words around the buyer's that still make it an echo."""


def silence(scene: Scene) -> None:
    """The rep says nothing."""
    scene.kind = "silence"
    scene.count("silence")
    scene.punish("silence", patience=12)
    scene.say("silence", carries=True)


def stops(scene: Scene) -> bool:
    """Whether the turn is so spoilt that the buyer reacts to the manner and to nothing in it."""
    return (
        _argued(scene)
        or _echoed(scene)
        or _repeated(scene)
        or _flattered(scene)
        or _everything_at_once(scene)
        or _pushed(scene)
        or _mumbled(scene)
        or _lectured(scene)
        or _stacked(scene)
    )


def listening(scene: Scene) -> None:
    """Signs of listening build trust; the same stock phrase again does not, and questions without any wear out."""
    moves, now = scene.moves, scene.now
    if moves.has("reflection", "summary"):
        scene.set(unheard=0)
        if scene.count("reflection") <= 4:
            scene.change("reflected", moves.first("reflection", "summary"), trust=3, interest=2, patience=1)
    elif moves.has("acknowledgement"):
        scene.set(unheard=0)
        phrase = plain(moves.text(moves.first("acknowledgement")))
        if phrase in now.empathy:
            scene.change("stock_empathy", moves.first("acknowledgement"), trust=-2, patience=-2)
        elif scene.count("acknowledged") <= 4:
            scene.change("acknowledged", moves.first("acknowledgement"), trust=1.5)
        scene.set(empathy=(*now.empathy, phrase))
    elif moves.questions:
        _interrogated(scene)
    else:
        scene.set(unheard=0)


def _interrogated(scene: Scene) -> None:
    last = scene.now.said[-1] if scene.now.said else ""
    if scene.moves.has("follow_up", "value", "rapport") or scene.about(scene.moves.turn.text, last.split()) > 0.4:
        scene.set(unheard=max(0, scene.now.unheard - 1))
        return
    scene.set(unheard=scene.now.unheard + 1)
    if scene.now.unheard > 4:
        scene.change("interrogation", scene.moves.question, trust=-3, patience=-5)


def _argued(scene: Scene) -> bool:
    act = scene.moves.first("argument")
    if act is None:
        return False
    scene.kind = "argued"
    scene.punish("argument", act, trust=6, patience=9, interest=-2)
    objection = scene.now.open_objection
    if objection is not None:
        scene.objection(objection.kind, tries=objection.tries + 1)
    scene.say("manners.argument", carries=True)
    return True


def _echoed(scene: Scene) -> bool:
    """The rep hands the buyer's own words back and adds nothing. Taking them up and asking on is listening."""
    if not scene.now.said or scene.moves.question is not None:
        return False
    mine, theirs = plain(scene.now.said[-1]).split(), plain(scene.moves.turn.text).split()
    run = _longest_run(mine, theirs)
    if run < min(len(mine), max(5, 0.6 * len(mine))) or len(theirs) - run > MOST_ADDED or run < 3:
        return False
    scene.kind = "echoed"
    scene.punish("echo", trust=4, patience=8)
    scene.say("manners.echo", carries=True)
    return True


def _repeated(scene: Scene) -> bool:
    """Saying the same again costs; the second time it is still answered, unless nothing was in between."""
    text = plain(scene.moves.turn.text)
    if len(text.split()) < 4:
        alike = [i for i, heard in enumerate(scene.now.heard) if heard == text]
    else:
        alike = [i for i, heard in enumerate(scene.now.heard) if fuzz.ratio(heard, text) >= 92]
    if not alike and _stale(scene):
        alike = [-1]
    if not alike or (len(text.split()) < 4 and len(alike) < 2):
        return False
    at_once = alike[-1] == len(scene.now.heard) - 1
    scene.punish("repeated_line", trust=2, patience=5 if not at_once else 9)
    if len(alike) == 1 and not at_once and scene.count("repeated") <= MOST_REPEATED and alike != [-1]:
        return False
    scene.kind = "repeated"
    scene.say("manners.repeated", carries=True)
    return True


def _stale(scene: Scene) -> bool:
    """Many words and nearly all of them used before: the same words shaken again."""
    language = scene.now.language
    mine = set(stems(scene.moves.turn.text, language))
    if len(mine) < 6:
        return False
    used = {stem for heard in scene.now.heard for stem in stems(heard, language)}
    return len(mine & used) >= STALE * len(mine)


def _flattered(scene: Scene) -> bool:
    act = scene.moves.first("rapport")
    if act is None or len(scene.moves.kinds) > 1 or scene.now.phase == "opening" or scene.now.open_objection:
        return False
    times = scene.count("rapport")
    scene.kind = "rapport"
    if times == 1:
        scene.change("rapport", act, trust=1)
        scene.say("manners.rapport", carries=True)
    else:
        scene.punish("flattery", act, trust=3, patience=7)
        scene.say("manners.flattery", carries=True)
    return True


def _everything_at_once(scene: Scene) -> bool:
    """Asking, offering and going for the meeting in one breath leaves the buyer nothing to answer; thrice is enough."""
    moves = scene.moves
    long = len(moves.words) >= CROWDED[scene.now.language]
    crowded = len(moves.groups) >= 3 and long and scene.count("crowded") >= 3
    both = long and not scene.prompted and _asks_before_proposing(scene)
    if not (both or len(moves.groups) >= 4 or crowded):
        return False
    scene.punish("everything_at_once", trust=3, patience=8)
    if scene.count("everything") >= 3:
        scene.kind = "refused"
        scene.say("bye.refused", carries=True)
        scene.end("refused")
    else:
        scene.kind = "everything_at_once"
        scene.say("manners.everything_at_once", carries=True)
    return True


def _asks_before_proposing(scene: Scene) -> bool:
    """Whether a question about the buyer and a proposal come in one turn; a check after the proposal is none."""
    moves = scene.moves
    proposal = moves.first("next_step_ask")
    deep = [act for act in moves.questions if act.kind in DEEP]
    if proposal is not None or moves.asks:
        return any(proposal is None or act.start < proposal.start for act in deep)
    return bool(deep) and moves.dated and scene.count("dated_questions") >= 2


def _pushed(scene: Scene) -> bool:
    """Going for the meeting in most turns is begging, whatever comes with it."""
    if not scene.moves.asks or scene.now.phase == "agreed":
        return False
    asked = scene.count("asks")
    if asked < MOST_ASKS or 2 * asked <= scene.now.turns:
        return False
    scene.punish("begged", scene.moves.first("next_step_ask"), trust=3, patience=8)
    if asked >= MOST_ASKS + 2:
        scene.kind = "refused"
        scene.say("bye.refused", carries=True)
        scene.end("refused")
    else:
        scene.kind = "not_yet"
        scene.say("not_yet.begging", carries=True)
    return True


def _mumbled(scene: Scene) -> bool:
    """A word or two is fine now and then; turn after turn it is no conversation."""
    if not scene.moves.terse:
        scene.set(counts={**scene.now.counts, "terse": 0})
        return False
    if scene.count("terse") < STACKED:
        return False
    scene.kind = "unclear"
    scene.punish("mumbled", trust=1, patience=6)
    scene.say("unclear", carries=True)
    return True


def _lectured(scene: Scene) -> bool:
    length = len(scene.moves.words)
    most = min(LONG_TURN, scene.now.persona.ways.cuts_in_after)
    if length <= most:
        return False
    scene.punish("monologue", trust=2, patience=5 + (length - most) / 12)
    if length <= SPEECH and scene.moves.questions:
        return False
    scene.kind = "monologue"
    scene.say("manners.monologue", carries=True)
    return True


def _stacked(scene: Scene) -> bool:
    if len(scene.moves.questions) < STACKED:
        return False
    scene.kind = "stacked"
    scene.punish("stacked_questions", scene.moves.questions[0], trust=1, patience=6)
    scene.say("manners.stacked", carries=True)
    return True


def _longest_run(one: list[str], other: list[str]) -> int:
    """Length of the longest run of words that both contain."""
    best, row = 0, [0] * (len(other) + 1)
    for word in one:
        before = 0
        for j, candidate in enumerate(other, 1):
            row[j], before = (before + 1 if word == candidate else 0), row[j]
            best = max(best, row[j])
    return best
