"""Steps that keep a deal moving: answers, meetings, and the end of a silence."""

from __future__ import annotations

from datetime import timedelta

from ringside.deals.coach import listening
from ringside.deals.coach.looking import Candidate, Look, days, takes_part
from ringside.deals.facts import PersonFact

SILENT_DAYS = 14
LONG_AGO_DAYS = 45
"""After so long an answer is a new beginning."""
RECAP_DAYS = 4
PREPARE = timedelta(days=7)
VISIT = timedelta(days=10)


def answer_customer(look: Look) -> Candidate | None:
    """The customer wrote last and has no answer."""
    last = look.touches[-1] if look.touches else None
    if last is None or last.kind != "email" or last.direction != "in":
        return None
    waited = days(look.now - last.at)
    if waited > LONG_AGO_DAYS:
        return None
    asked = [look.quoted(p) for p in listening.questions(last)]
    strength = (0.75 if asked else 0.45) + min(0.25, waited / 20)
    return look.suggest(
        "answer_customer", strength, [*asked, look.activity(last)], "why_asked" if asked else "why",
        _person(look, last.from_id), days=max(1, round(waited)),
    )  # fmt: skip


def send_recap(look: Look) -> Candidate | None:
    """A call or meeting was held lately and nothing was written since."""
    held = next((a for a in reversed(look.touches) if a.kind in ("call", "meeting")), None)
    if held is None or days(look.now - held.at) > RECAP_DAYS:
        return None
    if any(a.kind == "email" and a.direction == "out" and a.at >= held.at for a in look.touches):
        return None
    return look.suggest("send_recap", 0.65, [look.activity(held)], subject=held.subject or held.kind)


def book_meeting(look: Look) -> Candidate | None:
    """Nothing is in the diary."""
    if look.next_meeting is not None:
        return None
    rests = [look.absent("no_meeting")]
    last = next((a for a in reversed(look.touches) if a.kind in ("call", "meeting")), None)
    if last is not None:
        rests.append(look.activity(last))
    return look.suggest("book_meeting", 0.75 if look.late else 0.6, rests, "why" if last else "why_never")


def prepare_meeting(look: Look) -> Candidate | None:
    """A meeting is in the diary."""
    coming = look.next_meeting
    if coming is None:
        return None
    who = _person(look, next(iter(coming.contact_ids), None))
    left = max(0, round(days(coming.at - look.now)))
    strength = 0.7 if coming.at - look.now <= PREPARE else 0.35
    return look.suggest(
        "prepare_meeting", strength, [look.activity(coming)], "why" if left else "why_today", who, days=left
    )


def break_silence(look: Look) -> Candidate | None:
    """The customer has not been heard of for a while, and we have not pressed."""
    last = look.last_in
    if last is None or look.next_meeting is not None or len(look.unanswered) >= 3:
        return None
    silent = days(look.now - last.at)
    if silent < SILENT_DAYS:
        return None
    rests = [look.activity(last), *(look.activity(a) for a in look.unanswered[-1:])]
    return look.suggest("break_silence", 0.5 + min(0.3, silent / 200), rests, days=round(silent))


def change_channel(look: Look) -> Candidate | None:
    """Several messages in a row stayed without an answer."""
    sent = look.unanswered
    if len(sent) < 3:
        return None
    return look.suggest(
        "change_channel", 0.55 + 0.05 * min(5, len(sent)), [look.activity(a) for a in sent[-3:]], count=len(sent)
    )


def follow_interest(look: Look) -> Candidate | None:
    """Somebody looked at our site, and nobody has spoken with them since."""
    visit = next((a for a in reversed(look.deal.done) if a.kind == "visit"), None)
    if visit is None or look.now - visit.at > VISIT or any(a.at >= visit.at for a in look.touches):
        return None
    who = _person(look, next(iter(visit.contact_ids), None))
    ago = max(1, round(days(look.now - visit.at)))
    return look.suggest("follow_interest", 0.55, [look.activity(visit)], to=who, days=ago)


def write_next_step(look: Look) -> Candidate | None:
    """No next step is written down."""
    if look.deal.next_step:
        return None
    rests = [look.absent("no_next_step")]
    if look.touches:
        rests.append(look.activity(look.touches[-1]))
    held = any(takes_part(a) for a in look.touches)
    return look.suggest("write_next_step", 0.45 if held else 0.25, rests)


def _person(look: Look, contact_id: str | None) -> PersonFact | None:
    return next((p for p in look.deal.people if p.contact_id == contact_id), None)


RULES = (
    answer_customer, send_recap, book_meeting, prepare_meeting, break_silence, change_channel, follow_interest,
    write_next_step,
)  # fmt: skip
