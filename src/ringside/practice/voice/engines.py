"""Who can listen and speak here, by the settings. Nothing heavy is loaded before somebody calls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import get_args

import structlog

from ringside.core.errors import Conflict
from ringside.core.settings import Settings
from ringside.dialogue.schemas import Language
from ringside.practice.voice.messages import Manner
from ringside.speech.pipeline.service import BROWSER, Engine, IceServer, engine_from_settings, voice_installed

log = structlog.get_logger()

LANGUAGES: tuple[Language, ...] = get_args(Language)
SILENT = Engine(None, None)
NOBODY_LISTENS = "Nobody here turns speech into words (RINGSIDE_VOICE_LISTEN): the rep types, or the client recognises."
NOBODY_SPEAKS = "Nobody here speaks (RINGSIDE_VOICE_SPEAK): the buyer's words are shown."
NOT_SPOKEN = "Nobody here speaks the language of this call: the buyer's words are shown."
NOT_INSTALLED = "Voice is not installed: pip install 'ringside[voice]'."
AT_HOME = ("whisper", "moonshine", "espeak", "piper", "kokoro")
"""Engines that run where Ringside runs, or on a server that the operator named."""


class MannerNotPossible(Conflict):
    slug, title = "manner-not-possible", "This way of speaking is not possible here"


class LiveKitNotSetUp(Conflict):
    slug, title = "livekit-not-set-up", "No LiveKit server is set up here"


@dataclass(frozen=True, slots=True)
class Way:
    """A manner of speaking. `languages` are those it is spoken in; `note` says what it lacks here."""

    manner: Manner
    engine: Engine
    languages: tuple[Language, ...] = LANGUAGES
    note: str | None = None
    available: bool = True

    @property
    def leaves_machine(self) -> bool:
        """Whether what is said may be heard by a vendor: a browser's recogniser may be one."""
        names = [name for name in (self.engine.listens, self.engine.speaks) if name]
        return self.manner == "browser" or any(not name.startswith(AT_HOME) for name in names)

    def complete(self, language: Language | None = None) -> bool:
        """Whether it listens and speaks, in this language if one is given."""
        return self.available and self.note is None and (language is None or language in self.languages)

    def fit(self, language: Language) -> Way:
        """The same for a call in this language: who cannot speak it is silent, and the words are shown."""
        if language in self.languages:
            return self
        return replace(self, engine=replace(self.engine, synthesiser=None), note=NOT_SPOKEN)


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

    def livekit(self) -> tuple[str, str, str]:
        """Address, key and secret of the LiveKit server. Raises LiveKitNotSetUp."""
        settings = self._settings
        if not (settings.livekit_url and settings.livekit_api_key and settings.livekit_api_secret):
            raise LiveKitNotSetUp("RINGSIDE_LIVEKIT_URL, _API_KEY and _API_SECRET name it.")
        return settings.livekit_url, settings.livekit_api_key, settings.livekit_api_secret.get_secret_value()

    @cached_property
    def sound(self) -> bool:
        """Whether sound can come here at all, rather than only words."""
        return voice_installed()

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        return tuple(self._ways())

    def choose(self, wish: Manner | None, language: Language | None = None) -> Way:
        """The manner asked for; else the first that lacks nothing, else what there is. Raises MannerNotPossible."""
        if wish is not None:
            way = next((way for way in self.ways if way.manner == wish), None)
            if way is None or not way.available:
                raise MannerNotPossible(way.note or "" if way else "No model that listens and speaks is set up here.")
        else:
            spoken = [way for way in self.ways if way.manner != "browser"]
            complete = [way for way in spoken if way.complete(language)]
            way = next(way for way in (*complete, *spoken, *self.ways) if way.available)
        return way.fit(language) if language else way

    def default(self) -> Manner:
        """What a page begins with: a manner that lacks nothing."""
        return next(way.manner for way in self.ways if way.complete())

    def _ways(self) -> Iterator[Way]:
        engine, fault = self._configured()
        if engine.realtime is not None:
            yield Way("realtime", engine)
        spoken = replace(engine, realtime=None)
        languages = tuple(language for language in LANGUAGES if spoken.speaks_language(language))
        deaf = NOBODY_LISTENS if spoken.recogniser is None else None
        mute = NOBODY_SPEAKS if spoken.synthesiser is None else None
        yield Way("cascade", spoken, languages, fault or deaf or mute, available=self.sound)
        yield Way("browser", BROWSER)

    def _configured(self) -> tuple[Engine, str | None]:
        """What the settings name, or why it cannot be used."""
        if not self.sound:
            return SILENT, NOT_INSTALLED
        try:
            return engine_from_settings(self._settings), None
        except Exception as error:  # of whatever vendor: practice by text and in the browser goes on without it
            log.exception("voice is not set up")
            return SILENT, f"It is not set up rightly: {error}"
