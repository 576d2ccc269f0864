"""A session that is held by voice, as those who are in it with the rep know it."""

from __future__ import annotations

from collections.abc import Callable

from ringside.dialogue.schemas import Language
from ringside.practice.together.room import Spoken
from ringside.practice.voice.engines import Engines, MannerNotPossible
from ringside.practice.voice.messages import VoiceNoteOut
from ringside.practice.voice.session import VoiceSession
from ringside.practice.voice.sessions import Sessions
from ringside.speech.ports import StreamingRecogniser


class OnTheLine:
    """A spoken call, told what happens beside it."""

    def __init__(self, session: VoiceSession) -> None:
        self._session = session

    def note(self, author: str, text: str) -> None:
        self._session.tell_rep(VoiceNoteOut(author=author, text=text))

    def hand_over(self, person: bool) -> None:
        self._session.call.hand_over(person)

    def other(self, pcm: bytes) -> None:
        self._session.call.other(pcm)


def among(sessions: Sessions) -> Callable[[str, str], Spoken | None]:
    """How to find the spoken call of a session, where it is being spoken."""

    def found(tenant_id: str, call_id: str) -> Spoken | None:
        session = sessions.running(tenant_id, call_id)
        return OnTheLine(session) if session else None

    return found


def listeners(engines: Engines) -> Callable[[Language], StreamingRecogniser | None]:
    """Who turns speech into words here, by language."""

    def found(language: Language) -> StreamingRecogniser | None:
        try:
            return engines.choose("cascade", language).engine.recogniser
        except MannerNotPossible:
            return None

    return found
