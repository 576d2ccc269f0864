"""A cue spoken into the rep's ear."""

from __future__ import annotations

import base64

from ringside.dialogue.schemas import Language
from ringside.speech import codecs
from ringside.speech.ports import Synthesiser, Timbre

VOICE = Timbre(key="coach", gender="female")


async def spoken(synthesiser: Synthesiser | None, text: str, language: Language) -> str | None:
    """The text as a WAV in base64; None where nothing here speaks this language. Raises SynthesisFailed."""
    if synthesiser is None or not synthesiser.speaks(language):
        return None
    pcm = b"".join([piece async for piece in synthesiser.speak(text, language, VOICE)])
    return base64.b64encode(codecs.wav(pcm, synthesiser.rate)).decode() if pcm else None
