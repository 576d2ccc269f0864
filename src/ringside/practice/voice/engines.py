"""Who can listen and speak here, by the settings; nothing heavy is loaded before somebody calls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from ringside.core.errors import Unavailable
from ringside.core.settings import Settings
from ringside.dialogue.schemas import Language
from ringside.practice.voice.messages import Manner

LANGUAGES: tuple[Language, ...] = ("en", "he")


class VoiceNotSetUp(Unavailable):
    slug, title = "voice-not-set-up", "Nobody listens and speaks here"


class Names(Protocol):
    """Who listens and who speaks, as they are named; None where the browser does."""

    @property
    def listens(self) -> str | None: ...

    @property
    def speaks(self) -> str | None: ...


class _Browser:
    listens = None
    speaks = None


class Engines:
    """The manners of speaking that are possible."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.ice_servers: list[dict[str, Any]] = []

    @property
    def sound(self) -> bool:
        """Whether sound can come here at all, rather than only words."""
        return False

    def manners(self) -> Iterator[tuple[Manner, Names, list[Language]]]:
        """Each manner that is possible, the best first."""
        yield "browser", _Browser(), list(LANGUAGES)

    def choose(self, wish: Manner | None) -> Manner:
        """The manner asked for, else the best. Raises VoiceNotSetUp."""
        offered = [manner for manner, _, _ in self.manners()]
        if wish is None:
            return offered[0]
        if wish not in offered:
            raise VoiceNotSetUp(f"Only this is possible: {', '.join(offered)}.")
        return wish

    def of(self, manner: Manner) -> Names:
        return next(names for each, names, _ in self.manners() if each == manner)

    def speaks(self, manner: Manner, language: Language) -> bool:
        return any(each == manner and language in languages for each, _, languages in self.manners())
