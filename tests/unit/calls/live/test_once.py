"""A cue rests on the words that call for it, and is spoken once."""

from __future__ import annotations

from types import SimpleNamespace

from ringside.calls.live.brief import Briefing
from ringside.calls.live.cues import Cues
from ringside.calls.live.messages import Cue
from ringside.calls.live.ports import Resistance
from ringside.calls.live.session import LiveSession
from ringside.core.sockets import Hub
from ringside.dialogue.schemas import Turn


def test_an_objection_is_quoted_from_its_own_phrase_and_not_from_a_longer_one_before_it():
    cues, found = Cues(Briefing(language="he", resists=lambda text, language: Resistance("call_later", 0.95))), []
    said = [
        ("rep", "המערכת שלנו עולה תשעים דולר למשתמש בחודש", 0.5, 6.0),
        ("customer", "אנחנו מדברים גם עם מתחרים שלכם", 14.2, 18.5),
        ("customer", "אני צריך לחשוב על זה", 19.3, 19.9),
    ]
    for index, (speaker, text, start, end) in enumerate(said):
        found += cues.turn(Turn(index=index, speaker=speaker, text=text, start=start, end=end), end)
    assert [(cue.kind, cue.case, cue.quotes[0].turn) for cue in found] == [("objection", "call_later", 2)]


def test_a_cue_whose_sources_come_later_is_not_spoken_again():
    spoken: list[Cue] = []
    store = SimpleNamespace(cues=lambda cues: None)
    about = SimpleNamespace(
        language="en", started_at=None, seconds=0.0, tenant_id="t", call_id="c", earpiece=True, amount="normal"
    )
    session = LiveSession(about, Hub(), store, None, None, float, None, earpiece=spoken.append)
    cue = Cue(id="1", lane="trigger", kind="price", text="Name it", why="Asked", at=1.0, expires_at=9.0, priority=0.5)
    session.tell_cues([cue])
    session.tell_cues([cue.model_copy(update={"source": "later"}), cue.model_copy(update={"standing": "used"})])
    assert [each.id for each in spoken] == ["1"]
