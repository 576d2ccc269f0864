"""Steps about who is in the deal and who is missing."""

from __future__ import annotations

from ringside.deals.coach.looking import BUYER_DAYS, DECIDES, Candidate, Look, days

CHAMPION_DAYS = 14


def widen_contacts(look: Look) -> Candidate | None:
    """Fewer than two people of the customer have taken part lately."""
    engaged = [p for p in look.deal.people if p.contact_id in look.engaged]
    if len(look.engaged) > 1:
        return None
    others = [p for p in look.deal.people if p not in engaged]
    rests = [look.absent("engaged", n=len(look.engaged)), *(look.person(p) for p in (*engaged, *others[:2]))]
    why = ("why_nobody" if not look.touches else "why_none") if not look.engaged else "why"
    return look.suggest("widen_contacts", 0.8 if look.late else 0.6, rests, why)


def find_buyer(look: Look) -> Candidate | None:
    """Nobody who decides is known."""
    if look.people(*DECIDES):
        return None
    rests = [look.absent("no_buyer", n=len(look.deal.people)), *(look.person(p) for p in look.deal.people[:3])]
    named = (look.heard.points or {}).get("economic-buyer")
    if named is not None:  # the customer has said who it is: the record only lacks it
        return look.suggest("find_buyer", 0.6, [look.quoted(named), *rests[:1]], "why_named")
    return look.suggest("find_buyer", 0.75 if look.late else 0.6, rests)


def engage_buyer(look: Look) -> Candidate | None:
    """Who decides is known but has not taken part lately."""
    for person in look.people(*DECIDES):
        last = look.last_with(person.contact_id)
        if last is None:
            return look.suggest("engage_buyer", 0.75 if look.late else 0.55, [look.person(person)], "why_never", person)
        away = days(look.now - last.at)
        if away >= BUYER_DAYS:
            rests = [look.person(person), look.activity(last)]
            return look.suggest("engage_buyer", 0.7 if look.late else 0.5, rests, "why", person, days=round(away))
    return None


def find_champion(look: Look) -> Candidate | None:
    """Nobody is known to speak for us."""
    if look.people("champion"):
        return None
    rests = [look.absent("no_champion", n=len(look.deal.people)), *(look.person(p) for p in look.deal.people[:3])]
    return look.suggest("find_champion", 0.5 if look.late else 0.4, rests)


def wake_champion(look: Look) -> Candidate | None:
    """The champion has fallen silent."""
    for person in look.people("champion"):
        last = look.last_with(person.contact_id)
        if last is None:
            return look.suggest("wake_champion", 0.5, [look.person(person)], "why_never", person)
        silent = days(look.now - last.at)
        if silent >= CHAMPION_DAYS:
            rests = [look.person(person), look.activity(last)]
            return look.suggest(
                "wake_champion", 0.55 + min(0.3, silent / 150), rests, "why", person, days=round(silent)
            )
    return None


def win_over_blocker(look: Look) -> Candidate | None:
    """Somebody is known to be against it."""
    for person in look.people("blocker"):
        last = look.last_with(person.contact_id)
        rests = [look.person(person), *([look.activity(last)] if last else [])]
        return look.suggest("win_over_blocker", 0.6 if look.late else 0.45, rests, to=person)
    return None


RULES = (widen_contacts, find_buyer, engage_buyer, find_champion, wake_champion, win_over_blocker)
