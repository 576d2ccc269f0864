"""Asking for the next step, and every way a call ends."""

from __future__ import annotations

from ringside.practice.buyer import discovery, offers
from ringside.practice.buyer.earned import agree, missing
from ringside.practice.buyer.scene import Scene


def ask(scene: Scene) -> None:
    """Agree when everything was earned, else say what is missing; asking politely once costs little."""
    act = scene.moves.first("next_step_ask", "trial_close")
    lacking = missing(scene)
    if scene.now.patience <= 0:
        return
    scene.propose()
    if lacking is None and not _comes_back(scene):
        agree(scene)
    if lacking is None:
        return
    if lacking == "colleagues":
        scene.kind = "not_yet"
        scene.change("colleagues_wait", act)
        scene.say("not_yet.colleagues", carries=True)
        return
    waiting = discovery.waiting(scene, reflex=False)
    if lacking == "objection" and waiting is not None:
        scene.kind = "objection"
        scene.raise_objection(waiting, lead="but")
        return
    begged = scene.now.counts.get("asked_at_strike") == scene.now.earned + scene.now.valued
    scene.set(counts={**scene.now.counts, "asked_at_strike": scene.now.earned + scene.now.valued})
    times = scene.count("asked_early")
    scene.kind = "not_yet"
    if lacking == "inquiry" and scene.now.inquiries:
        scene.change("asked_too_early", act, patience=-2)
        offers.ask(scene, lead="not_yet.inquiry")
    elif times == 1 or not begged:
        scene.change("asked_too_early", act, patience=-2)
        scene.say(f"not_yet.{lacking}", carries=True)
    elif times >= 5:
        scene.kind = "refused"
        scene.punish("begged", act, trust=3, patience=8)
        scene.say("bye.refused", carries=True)
        scene.end("refused")
    else:
        scene.punish("begged", act, trust=3, patience=8)
        scene.say("not_yet.begging", carries=True)


def _comes_back(scene: Scene) -> bool:
    """Whether the buyer has second thoughts about something settled; once, and never about a mere brush-off."""
    settled = [o for o in scene.now.objections if o.status == "resolved" and not o.reflex]
    if not scene.now.persona.ways.comes_back or not settled or scene.count("came_back") > 1:
        return False
    scene.kind = "objection"
    again = scene.objection(settled[-1].kind, status="waiting", acknowledged=False, explored=False, tries=0)
    scene.raise_objection(again, lead="but")
    return True


def farewell(scene: Scene) -> None:
    """The rep gives up or says goodbye."""
    scene.kind = "goodbye"
    scene.change("rep_left", scene.moves.first("farewell"))
    scene.say("bye.ended", carries=True)
    scene.end("refused" if scene.now.open_objection and scene.now.open_objection.reflex else "ended")


def callback(scene: Scene) -> None:
    """The rep offers to call another time: the buyer gladly takes it, and that is all the call comes to."""
    scene.kind = "callback"
    scene.change("callback_offered", scene.moves.first("callback_offer"))
    scene.say("bye.callback", carries=True)
    scene.end("callback")


def goodbye(scene: Scene) -> None:
    """After the agreement the rep has had one more turn; the buyer closes the call."""
    scene.kind = "goodbye"
    scene.may_agree = True
    scene.say("bye.meeting", carries=True)
    scene.end("meeting")
