"""Who can listen and speak here, by the settings. Nothing heavy is loaded before somebody calls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import get_args

import structlog

from ringside.core.errors import Unavailable
from ringside.core.settings import Settings
from ringside.dialogue.schemas import Language
from ringside.practice.voice.messages import Manner
from ringside.speech.pipeline.service import BROWSER, Engine, IceServer, engine_from_settings, voice_installed

log = structlog.get_logger()

LANGUAGES: tuple[Language, ...] = get_args(Language)
NOT_INSTALLED = "Voice is not installed: pip install 'ringside[voice]'."
AT_HOME = ("whisper", "moonshine", "espeak", "piper", "kokoro")
"""Engines that run where Ringside runs, or on a server that the operator named."""


class MannerNotPossible(Unavailable):
    slug, title = "manner-not-possible", "This way of speaking is not possible here"


@dataclass(frozen=True, slots=True)
class Way:
    """A manner of speaking; `why_not` says why it is not possible, where it is not."""

    manner: Manner
    engine: Engine
    languages: tuple[Language, ...] = ()
    why_not: str | None = None

    @property
    def leaves_machine(self) -> bool:
        """Whether what is said may be heard by a vendor: a browser's recogniser may be one."""
        names = [name for name in (self.engine.listens, self.engine.speaks) if name]
        return not names or any(not name.startswith(AT_HOME) for name in names)


class Engines:
    """The manners of speaking that are possible, the best first."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def ice_servers(self) -> tuple[IceServer, ...]:
        """Who helps a browser and this server to find each other; nobody, unless the operator says so."""
        urls = tuple(self._settings.voice_ice_servers)
        secret = self._settings.voice_ice_credential
        given = secret.get_secret_value() if secret else ""
        return (IceServer(urls, self._settings.voice_ice_username, given),) if urls else ()

    @cached_property
    def sound(self) -> bool:
        """Whether sound can come here at all, rather than only words."""
        return voice_installed()

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        return tuple(self._ways())

    def choose(self, wish: Manner | None, language: Language | None = None) -> Way:
        """The manner asked for, else the first that can speak this language. Raises MannerNotPossible."""
        for way in self.ways:
            if wish not in (None, way.manner):
                continue
            if way.why_not is None and (language is None or language in way.languages):
                return way
            if wish is not None:
                raise MannerNotPossible(
                    way.why_not or f"{way.engine.speaks or way.manner} does not speak the language of this call."
                )
        raise MannerNotPossible

    def spoken(self, wish: Manner | None) -> Way:
        """The same for a connection that carries sound, where a page that speaks itself has no use for it."""
        if wish is not None:
            return self.choose(wish)
        ways = [way for way in self.ways if way.manner != "browser"]
        for way in ways:
            if way.why_not is None:
                return way
        raise MannerNotPossible(ways[-1].why_not or "")

    def _ways(self) -> Iterator[Way]:
        engine, fault = self._configured()
        if engine.realtime is not None:
            yield Way("realtime", engine, LANGUAGES)
        yield self._cascade(replace(engine, realtime=None), fault)
        yield Way("browser", BROWSER, LANGUAGES)

    def _cascade(self, engine: Engine, fault: str | None) -> Way:
        why_not = fault
        if fault is None and engine.recogniser is None:
            why_not = "Nobody is set up who turns speech into words (RINGSIDE_VOICE_LISTEN)."
        elif fault is None and engine.synthesiser is None:
            why_not = "Nobody is set up who speaks (RINGSIDE_VOICE_SPEAK)."
        languages = tuple(language for language in LANGUAGES if engine.speaks_language(language))
        return Way("cascade", engine, languages, why_not)

    def _configured(self) -> tuple[Engine, str | None]:
        """What the settings name, or why it cannot be used."""
        if not self.sound:
            return BROWSER, NOT_INSTALLED
        try:
            return engine_from_settings(self._settings), None
        except Exception as error:  # of whatever vendor: practice by text and in the browser goes on without it
            log.exception("voice is not set up")
            return BROWSER, f"It is not set up rightly: {error}"
